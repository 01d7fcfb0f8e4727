#!/bin/bash
# Builds the release programs, .build/release/sluice and sluice-pdf.
#
# The Swift runtime is linked in, so that they start faster and stay whole when the toolchain is updated or moved.
# On a terminal swift's own progress is shown; elsewhere only that a build runs, and its words when it fails.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."

command=(swift build -c release --static-swift-stdlib)
first=
[[ -x .build/release/sluice ]] || first=" (the first time this takes some minutes)"
echo "Building Sluice$first …"
start=$SECONDS
if [[ -t 1 ]]; then
  "${command[@]}"
else
  mkdir -p .build
  if ! "${command[@]}" >.build/release.log 2>&1; then
    cat .build/release.log
    echo "The build failed; its words are above and in .build/release.log." >&2
    exit 1
  fi
fi
took=$((SECONDS - start))
echo "Built in $((took / 60)) min $((took % 60)) s."
