#!/bin/bash
# `make sweep`: kills every verb before and after every system call it counts, kills recoveries too, fails every call with
# every cause, and proves of each run that nothing was lost, doubled, different or out of order. Hours; `make test` takes a
# sample of the same points, another one each time.
#
#   scripts/sweep.sh [kills|faults] [every=N] [lanes=N] [verb …]
#
#   kills, faults   only the one; both when nothing is said
#   every=N         every N-th point, beginning anywhere
#   lanes=N         points at the same time
#   verb            download dispatch submit cleanup second-try finalize archive trash detach supervise task run retry add pause
#                   resume cancel repair init manifest
#
# SLUICE_SEED=N repeats what was drawn. Exit status 1 when a point failed; its words are printed again at the end.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
source scripts/quietly.sh

export SWIFT_BACKTRACE=enable=no SLUICE_SWEEP=all
if (($# > 0)); then
  quietly swift build --product sluice-sweep
  exec .build/debug/sluice-sweep "$@"
fi
quietly swift build --build-tests
status=0
.build/debug/sluice-sweep || status=1
# The submitter is killed on a Slurm cluster of its own.
swift test --skip-build --disable-xctest --filter KillSweepTests || status=1
exit "$status"
