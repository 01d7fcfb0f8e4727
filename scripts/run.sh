#!/bin/bash
# `make run`: processes what is in the inbox of this repository, which is itself a workspace.
#
# Where inbox, spool and manifests are all empty it adds the sample documents first, so that there is something to see.
# EXECUTOR=… runs the batches there instead of where sluice.yaml says. EXECUTOR=slurm takes the cluster that answers here;
# where none does, one is started on this machine for as long as this takes, with the history of the last such run.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."

sluice=.build/release/sluice

# Whether a workspace has never had a document. READMEs and schemas are the project's, names of files that begin with a dot
# are leases and the droppings of desktop systems; any other file, wherever it lies, is somebody's.
is_untouched() {
  local found
  found=$(find stages manifests \( -path manifests/schema -o -name '.lease*' \) -prune -o \
    ! -type d ! -name README.md ! -name '.*' -print -quit)
  [[ -z $found ]]
}

if is_untouched; then
  echo "The workspace is empty: adding the sample documents of samples/."
  "$sluice" add --workspace . --collection samples -- samples/*.pdf
fi

options=(--workspace .)
[[ -n ${EXECUTOR:-} ]] && options+=(--set "executor=$EXECUTOR")
if [[ ${EXECUTOR:-} != slurm ]] || { command -v sinfo && sinfo; } >/dev/null 2>&1; then
  exec "$sluice" run "${options[@]}"
fi

cluster=${SLURM_DIR:-/tmp/sluice-slurm}
scripts/setup.sh test
echo "No Slurm answers here: starting a cluster in $cluster."
settings=$(scripts/slurm/up.sh "$cluster" --while $$)
eval "$settings"
trap 'scripts/slurm/down.sh "$cluster" --keep' EXIT
"$sluice" run "${options[@]}"
