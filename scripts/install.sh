#!/bin/bash
# `make install` and `make uninstall`: puts the release programs, and what they read, below a prefix.
#
#   scripts/install.sh [--remove] PREFIX
#
# Both programs lie side by side in bin, because sluice looks for sluice-pdf beside itself.
set -euo pipefail

remove=
if [[ ${1:-} == --remove ]]; then
  remove=yes
  shift
fi
prefix=$(realpath -m -- "${1:?usage: scripts/install.sh [--remove] PREFIX}")
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."

bash_completion=$prefix/share/bash-completion/completions/sluice
zsh_completion=$prefix/share/zsh/site-functions/_sluice
fish_completion=$prefix/share/fish/vendor_completions.d/sluice.fish
man=$prefix/share/man/man1

if [[ $remove ]]; then
  rm -f -- "$prefix"/bin/{sluice,sluice-pdf} "$bash_completion" "$zsh_completion" "$fish_completion"
  rm -f -- "$man"/sluice.1 "$man"/sluice-*.1
  rm -rf -- "$prefix/share/sluice"
  exit
fi

install -D -s -m 755 -t "$prefix/bin" -- .build/release/sluice .build/release/sluice-pdf

for folder in slurm-templates manifests/schema samples; do
  [[ -d $folder ]] || continue
  target=$prefix/share/sluice/$(basename -- "$folder")
  rm -rf -- "$target"
  mkdir -p -- "$target"
  cp -R -- "$folder"/. "$target"
done
install -D -m 644 -t "$prefix/share/sluice" -- LICENSE CHANGELOG.md

completion() {
  mkdir -p -- "$(dirname -- "$2")"
  "$prefix/bin/sluice" --generate-completion-script "$1" >"$2"
}
completion bash "$bash_completion"
completion zsh "$zsh_completion"
completion fish "$fish_completion"
scripts/man-pages.py "$prefix/bin/sluice" "$man"

echo "Installed in $prefix."
case ":$PATH:" in
*":$prefix/bin:"*) ;;
*) echo "$prefix/bin is not in PATH." ;;
esac
