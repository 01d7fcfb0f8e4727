#!/bin/bash
# Builds the release programs, .build/release/sluice and sluice-pdf.
#
# The Swift runtime is linked in, so that they start faster and stay whole when the toolchain is updated or moved.
# On a terminal swift's own progress is shown; elsewhere only that a build runs, and its words when it fails.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."

source scripts/quietly.sh

first=
[[ -x .build/release/sluice ]] || first=" (the first time this takes some minutes)"
echo "Building Sluice$first …"
start=$SECONDS
for program in sluice sluice-pdf; do quietly swift build -c release --static-swift-stdlib --product "$program"; done
echo "Built in $(since "$start")."
