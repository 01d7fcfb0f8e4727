#!/bin/bash
# `make test`: lint, build, and the whole test suite. Ends with swift test's own summary and exit status.
#
#   scripts/test.sh [arguments of swift test, such as --filter Spool]
#
# What is a sample of something larger is drawn by the commit; SLUICE_SEED=N repeats a run, SLUICE_SWEEP=all takes everything.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
source scripts/testing.sh

scripts/lint.sh
echo "Building the tests …"
start=$SECONDS
build_tests
echo "Built in $(since "$start"). Testing …"
run_tests --parallel "$@"
