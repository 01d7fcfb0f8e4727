#!/bin/bash
# `make docs`: builds the pages of the catalogue for a browser, in .build/docs. A warning is an error. Says nothing when all is well.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
source scripts/quietly.sh

# The toolchain's own lies beside its compiler, in PATH or not.
docc=$(dirname -- "$(realpath -- "$(command -v swift)")")/docc
[[ -x $docc ]] || docc=$(command -v docc) || {
  echo "docs: docc is neither beside swift nor in PATH. It is part of Swift's toolchains: https://www.swift.org/install/linux/" >&2
  exit 1
}
mkdir -p .build
quietly "$docc" convert Sources/sluice/Sluice.docc --output-dir .build/docs --warnings-as-errors
