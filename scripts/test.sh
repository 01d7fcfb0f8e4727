#!/bin/bash
# `make test`: lint, the catalogue's pages, build, and the whole test suite. Ends with swift test's own summary, what failed once
# more before it, and exit status.
#
#   scripts/test.sh [arguments of swift test, such as --filter Spool]
#
# What is a sample of something larger is drawn by the commit; SLUICE_SEED=N repeats a run, SLUICE_SWEEP=all takes everything.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
source scripts/testing.sh

scripts/lint.sh
scripts/docs.sh
echo "Building the tests …"
start=$SECONDS
build_tests
echo "Built in $(since "$start"). Testing …"
events=$(mktemp)
trap 'rm -f -- "$events"' EXIT
status=0
run_tests --parallel --event-stream-output-path "$events" "$@" || status=$?
((status == 0)) || /usr/bin/python3 scripts/test-failures.py "$events"
exit "$status"
