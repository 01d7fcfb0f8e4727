#!/bin/bash
# `make test`: lint, build, and the whole test suite. Ends with swift test's own summary and exit status.
#
#   scripts/test.sh [arguments of swift test, such as --filter Spool]
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
source scripts/quietly.sh

# Tests crash programs on purpose; the backtracer would look into each crash for seconds, or hang.
export SWIFT_BACKTRACE=enable=no
# One thread for each recogniser: several processes at once are faster than several threads in each.
export OMP_THREAD_LIMIT=1

scripts/lint.sh
echo "Building the tests …"
start=$SECONDS
quietly swift build --build-tests
echo "Built in $(since "$start"). Testing …"
exec swift test --skip-build --disable-xctest --parallel "$@"
