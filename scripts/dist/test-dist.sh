#!/bin/bash
# `make dist-test`: runs the tarball's programs in a chroot that holds nothing else: no shell, no C library, no data.
#
#   scripts/dist/test-dist.sh [TARBALL]       the newest in dist/ when none is named
#
# Needs root for chroot(2); without it says so and stops with status 0.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.."

if ((EUID != 0)); then
  echo "dist-test: skipped; chroot needs root."
  exit 0
fi
tarball=${1:-$(ls -t dist/sluice-*.tar.gz | head -n 1)}
cell=$(mktemp -d)
trap 'umount -q -- "$cell/proc" || true; rm -rf -- "$cell"' EXIT
failures=0

# The names hold a space, as a home directory may.
mkdir -p "$cell"/{dev,tmp,"my home/bin"}
mknod -m 666 "$cell/dev/null" c 1 3
mknod -m 666 "$cell/dev/urandom" c 1 9
cp -- scripts/dist/unembedded.pdf "$cell/tmp/"
tar -C "$cell/my home" -xzf "$tarball"
folder=$(basename -- "$tarball" .tar.gz)
root="/my home/$folder"
ln -s "../$folder/bin/sluice" "$cell/my home/bin/sluice"

# A program in the cell, with no variable of ours but those named before "--".
inside() {
  local variables=(PATH=/nowhere)
  while [[ $1 != -- ]]; do
    variables+=("$1")
    shift
  done
  shift
  timeout 300 env -i "${variables[@]}" /usr/sbin/chroot "$cell" "$@"
}

# check "what is shown" PATTERN command…: its output must match.
check() {
  local what=$1 pattern=$2 output status=0
  shift 2
  output=$("$@" 2>&1) || status=$?
  if ((status == 0)) && [[ $output =~ $pattern ]]; then
    echo "ok: $what"
  else
    echo "FAILED: $what: status $status, expected /$pattern/, got:"
    printf '%s\n' "$output" | head -n 20
    failures=$((failures + 1))
  fi
}

# One request to the parser.
ask() {
  printf '%s\n' "$1" | inside -- "$root/bin/sluice-pdf"
}

version=${folder#sluice-}
version=${version%-linux-*}
samples="$root/share/samples"

try_parser() {
  check "the parser takes text from a page$1" 'Every lock keeper knows one rule' \
    ask '{"operation":"text","path":"'"$samples"'/locks-and-sluices.pdf","page":2}'
  check "the parser reads a scanned page$1" 'The archive occupies two rooms' \
    ask '{"operation":"recognize","path":"'"$samples"'/scanned-report.pdf","page":1,"languages":"eng","dpi":200}'
  check "the parser finds fonts for a page that brings none$1" 'Visitors will ask how old the ledgers are' \
    ask '{"operation":"recognize","path":"'"$samples"'/mixed-exhibition.pdf","page":1,"languages":"eng","dpi":200}'
  check "a title in UTF-16 is converted$1" 'Ένα βιβλίο, одна книга, 一本书' \
    ask '{"operation":"inspect","path":"'"$samples"'/many-scripts.pdf","samplePages":8}'
  check "Japanese text in an encoding that the document does not bring$1" '水門の番人' \
    ask '{"operation":"text","path":"/tmp/unembedded.pdf","page":1}'
}

# A workspace of its own, from init to the end of a run.
whole_run() {
  local documents=("$cell$samples"/*.pdf) done
  if [[ $(inside -- "$root/bin/sluice" --help) != *" init "* ]]; then
    echo "not there yet: this sluice has no verb init, so no whole run"
    return
  fi
  check "init lays out a workspace" '' inside -- "$root/bin/sluice" init "/tmp/archive"
  check "add takes the samples" '' inside -- "$root/bin/sluice" add --workspace "/tmp/archive" -- "${documents[@]#"$cell"}"
  check "run brings them through" '' inside -- "$root/bin/sluice" run --workspace "/tmp/archive"
  done=$(find "$cell/tmp/archive/stages/05_processed" -name '*.ocr.json' 2>/dev/null | wc -l)
  check "nine documents are processed" '^9$' echo "$done"
}

# The launcher does without /proc. Swift does not: it finds a program's arguments there. The parser needs none.
try_parser ", without /proc"

mkdir "$cell/proc"
mount -t proc proc "$cell/proc"
try_parser ""
check "sluice says its version" "${version//./\\.}" inside -- "$root/bin/sluice" --version
check "a link to it works" "${version//./\\.}" inside -- "/my home/bin/sluice" --version
check "what this machine loads into every program is left out" "^[^E]*${version//./\\.}$" \
  env LD_PRELOAD=/nowhere/libxalt.so LD_LIBRARY_PATH=/usr/lib "$cell$root/bin/sluice" --version
whole_run

((failures == 0)) || {
  echo "dist-test: $failures failed."
  exit 1
}
echo "dist-test: all passed."
