#!/bin/bash
# `make test-times`: what each test costs, and what it starts; see scripts/test-times.py.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
source scripts/testing.sh

build_tests
use_toolchain
exec /usr/bin/python3 scripts/test-times.py "$@" -- swift test --scratch-path "$tests" "${test_flags[@]}" --skip-build --disable-xctest
