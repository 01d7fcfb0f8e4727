#!/bin/bash
# `make sweep`: kills every verb before and after every system call it counts, kills recoveries too, fails every call with
# every cause, and proves of each run that nothing was lost, doubled, different or out of order. Hours; `make test` takes a
# sample of the same points, another one each time.
#
#   scripts/sweep.sh [kills|faults|replies|looks] [every=N|call=N] [lanes=N] [verb …]
#   scripts/sweep.sh storms=N
#
#   kills, faults   only the one; all four when nothing is said
#   replies, looks  lost replies; reads and looks that fail
#   every=N         every N-th point, beginning anywhere
#   call=N          nothing but what can be done to that call: what a sweep found, once more
#   lanes=N         points at the same time
#   storms=N        nothing but N rounds of every worker thrice at once where a lease keeps nobody out
#   verb            download dispatch submit cleanup second-try finalize archive trash detach supervise task run retry add pause
#                   resume cancel repair init manifest
#
# SLUICE_SEED=N repeats what was drawn. Exit status 1 when a point failed; its words are printed again at the end.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
source scripts/testing.sh

export SLUICE_SWEEP=all
if (($# > 0)); then
  build_tests --product sluice-sweep
  exec "$tests/debug/sluice-sweep" "$@"
fi
build_tests
status=0
"$tests/debug/sluice-sweep" || status=1
# Every other suite that takes a sample in `make test`.
drawing=$(grep -rlE 'Draw\.(sample|takesAll)' Tests --include='*Tests.swift' | sed 's#.*/##; s#\.swift$##' |
  grep -vxE 'KillTests|FaultTests|DrawTests' | paste -sd '|')
run_tests --filter "\.($drawing)/" || status=1
exit "$status"
