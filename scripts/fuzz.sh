#!/bin/bash
# `make fuzz`: hostile bytes for what reads documents, results, files, lists and answers, found by libFuzzer, seeded from the samples.
#
#   scripts/fuzz.sh [SECONDS]               for each target; ten minutes when nothing is said
#   scripts/fuzz.sh --seeds TARGET DIR      only writes a target's seeds
#
# Documents as a whole go to the parser program, which libFuzzer cannot look into: they are mutated blindly.
# A finding is kept in .build/fuzz/findings and named; the exit status is then 1.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
source scripts/testing.sh

seed_documents() { find samples -name '*.pdf' -size -64k -exec cp -n -t "$1" {} +; }

seed_inspection() {
  seed_documents "$1"
  local file
  # Beginnings and ends: most of what these parsers read.
  for file in samples/*.pdf; do
    head -c 1500 "$file" >"$1/head-${file##*/}"
    tail -c 1500 "$file" >"$1/tail-${file##*/}"
  done
  printf 'Some words, B12, McDonald and 3.14.\n' >"$1/words"
  cp Tests/Fuzzing/seeds/inspection/* "$1"
}

seed_pictures() { python3 Tests/Fuzzing/seeds/pictures.py "$1"; }

seed_layout() { cp Tests/Fuzzing/seeds/layout/* "$1"; }

seed_records() { cp Tests/Fuzzing/seeds/records/* "$1"; }

seed_results() { cp Tests/Fuzzing/seeds/results/* "$1"; }

seed_files() { cp Tests/Fuzzing/seeds/files/* "$1"; }

seed_manifest() { cp Tests/Fuzzing/seeds/manifest/* "$1"; }

seed_lists() { cp Tests/Fuzzing/seeds/lists/* "$1"; }

seed_answers() { cp Tests/Fuzzing/seeds/answers/* Tests/SchedulingTests/Recorded/*.txt "$1"; }

seed_settings() { cp Tests/Fuzzing/seeds/settings/* "$1"; }

seed_notes() { cp Tests/Fuzzing/seeds/notes/* slurm-templates/*.sh "$1"; }

if [[ ${1:-} == --seeds ]]; then
  "seed_$2" "$3"
  exit
fi

readonly seconds=${1:-600} scratch=.build/fuzz
mkdir -p "$scratch/findings"
status=0

SLUICE_FUZZ=1 quietly swift build -c release --scratch-path "$scratch" --product sluice-libfuzzer \
  -Xswiftc -sanitize=fuzzer,address -Xswiftc -parse-as-library -Xlinker --allow-multiple-definition
for target in inspection pictures layout records results files manifest lists answers settings notes; do
  corpus=$scratch/corpus-$target
  mkdir -p "$corpus"
  "seed_$target" "$corpus"
  echo "Fuzzing $target for $seconds s …"
  log=$scratch/$target.log
  SLUICE_FUZZ_TARGET=$target "$scratch/release/sluice-libfuzzer" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 -max_len=65536 \
    -artifact_prefix="$scratch/findings/$target-" "$corpus" >"$log" 2>&1 || status=1
  grep -aE 'Fatal error|ERROR|SUMMARY|Test unit written' "$log" || true
  grep -a '^Done' "$log" || tail -1 "$log"
done

build_tests --product sluice-fuzz
corpus=$scratch/corpus-documents
mkdir -p "$corpus"
seed_documents "$corpus"
echo "Fuzzing documents for $seconds s …"
"$tests/debug/sluice-fuzz" documents "$corpus" "$seconds" || status=1
exit "$status"
