#!/bin/bash
# `make quick`: builds the tests and runs all that are no journeys, which take whole workspaces, clusters or servers through many
# programs. A minute after the build.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
source scripts/testing.sh

readonly journeys='^(Auditing|Fetching|Fuzzing|Pipeline|Recovery|Slurm|Submission|Tasks|Transfer)Tests\.'
build_tests
run_tests --parallel --skip "$journeys" "$@"
