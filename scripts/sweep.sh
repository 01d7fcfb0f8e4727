#!/bin/bash
# `make sweep`: kills every verb before and after every system call it counts, and fails every one of them with every cause.
# Takes an hour or so; `make test` takes a sample of the same points.
#
#   scripts/sweep.sh [arguments of swift test]
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
source scripts/quietly.sh

export SWIFT_BACKTRACE=enable=no SLUICE_SWEEP=all
quietly swift build --build-tests
exec swift test --skip-build --disable-xctest --filter RecoveryTests "$@"
