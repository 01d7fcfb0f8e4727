#!/bin/bash
# `make bench`: prints one table of ratios, each measured in the same run. Benchmarks/bench.py says what can be set.
#
#   scripts/bench.sh [inspection] [split] [engine] [idle] [download]      which benchmarks; all but the last when none is named
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
source scripts/quietly.sh

quietly swift build -c release --static-swift-stdlib --product sluice-bench

# A Python with orjson, where there is one: Debian 12 has no package of it.
python=/usr/bin/python3
for candidate in python3 /usr/bin/python3; do
  if "$candidate" -c 'import orjson' 2>/dev/null; then
    python=$candidate
    break
  fi
done
exec "$python" Benchmarks/bench.py .build/release "$@"
