#!/bin/bash
# `make bench-scale`: a workspace of very many items, beside a bare loop. Benchmarks/scale.py says what can be set.
#
#   scripts/bench-scale.sh [COUNT]      items; 1000000 when none is named, which takes an hour or two and some 40 GB
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
source scripts/quietly.sh

quietly swift build -c release --static-swift-stdlib --product sluice-bench
exec python3 Benchmarks/scale.py .build/release "$@"
