#!/bin/bash
# `make coverage`: how many of the lines of each module the test suite runs, in the tests' own process and in the programs they
# start. What is killed tells nothing of its lines, and leaves half a file of them as often as not: so each process has its own
# file, and what has ended is added up as the tests go on.
#
#   scripts/coverage.sh [arguments of swift test, such as --filter Spool]
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
source scripts/testing.sh

# Another build than that of `make test`: counting is compiled in.
readonly counted=.build/coverage
export LLVM_PROFILE_FILE=$PWD/$counted/profiles/%p-%m.profraw
use_toolchain
quietly swift build --scratch-path "$counted" -Xswiftc -gnone --enable-code-coverage --build-tests
rm -rf -- "$counted/profiles" "$counted/merged.profdata" "$counted/bad-profiles"
# Tests start programs as another user as well.
mkdir -p -m 1777 -- "$counted/profiles"
llvm=$(dirname -- "$(realpath -- "$(command -v swift)")")

# Adds up what the processes that have ended told.
collect() {
  local file process ended=() sum=$counted/merged.profdata
  for file in "$counted"/profiles/*.profraw; do
    process=${file##*/}
    [[ ! -e $file || -d /proc/${process%%-*} ]] || ended+=("$file")
  done
  ((${#ended[@]})) || return 0
  [[ ! -e $sum ]] || set -- "$sum"
  if "$llvm/llvm-profdata" merge -sparse -failure-mode=all -o "$sum.$BASHPID" "$@" "${ended[@]}" 2>>"$counted/bad-profiles"; then
    mv -- "$sum.$BASHPID" "$sum"
  fi
  rm -f -- "${ended[@]}"
}

while sleep 5; do collect; done &
collector=$!
trap 'kill "$collector" 2>/dev/null || true' EXIT
status=0
"$counted/debug/sluicePackageTests.xctest" --testing-library swift-testing --parallel "$@" >"$counted/log" 2>&1 || status=$?
kill "$collector"
wait "$collector" || true
collect
tail -1 "$counted/log"
objects=()
for program in sluice sluice-pdf; do objects+=(-object "$counted/debug/$program"); done
"$llvm/llvm-cov" export -summary-only -instr-profile "$counted/merged.profdata" \
  "$counted/debug/sluicePackageTests.xctest" "${objects[@]}" >"$counted/coverage.json"
/usr/bin/python3 - "$counted/coverage.json" "$PWD/Sources/" <<'END'
import collections, json, sys

with open(sys.argv[1], encoding="utf-8") as file:
    files = json.load(file)["data"][0]["files"]
lines = collections.defaultdict(lambda: [0, 0])
for entry in files:
    if not entry["filename"].startswith(sys.argv[2]):
        continue
    parts = entry["filename"][len(sys.argv[2]):].split("/")
    module = parts[1] if parts[0] in ("Wrappers", "Stages", "Benchmarks", "CLibraries") else parts[0]
    for name in (module, "all"):
        lines[name][0] += entry["summary"]["lines"]["covered"]
        lines[name][1] += entry["summary"]["lines"]["count"]
print(f"{'covered':>8} {'lines':>7}  module")
for name, (covered, count) in sorted(lines.items(), key=lambda pair: (pair[0] == "all", pair[0])):
    print(f"{100 * covered / max(1, count):7.1f}% {count:7}  {name}")
END
exit "$status"
