#!/bin/sh
# Splits one combined NDJSON file into a file for each document, with Sluice and with Python, in the same run.
#
# usage: Benchmarks/split/compare.sh [MEGABYTES] [ROUNDS]
#   SLUICE=…   the program to time; default: sluice-bench, built for release here
#   PYTHON=…   a Python with orjson (Debian: python3-orjson); default: /usr/bin/python3 if it has orjson, else python3
#   SCRATCH=…  where files go; default: a new directory in /dev/shm if that is there, else below ${TMPDIR:-/tmp}.
#              In memory the programs are compared and not the storage. On ext4 the order of the ways matters: files made soon
#              after others were deleted cost many times more (the kernel avoids inodes freed in the last minutes).
#
# For each way the fastest of the rounds counts; the ways take turns, so that a busy machine slows all of them. Needs GNU
# time (Debian: time). "cp" is the floor for reading and writing alone; "no output" is parsing and routing without writing.
set -eu
cd "$(dirname "$0")/../.."
megabytes=${1:-300}
rounds=${2:-5}
if [ -z "${SLUICE:-}" ]; then
  swift build -c release --product sluice-bench >&2
  SLUICE=$(swift build -c release --show-bin-path)/sluice-bench
fi
if [ -z "${PYTHON:-}" ]; then
  PYTHON=/usr/bin/python3
  "$PYTHON" -c 'import orjson' 2>/dev/null || PYTHON=python3
fi
ways="sluice dry json cp"
if "$PYTHON" -c 'import orjson' 2>/dev/null; then
  ways="sluice dry orjson json cp"
else
  echo "orjson is missing and left out; on Debian: apt-get install python3-orjson" >&2
fi
base=${TMPDIR:-/tmp}
[ -w /dev/shm ] && base=/dev/shm
scratch=${SCRATCH:-$(mktemp -d "$base/sluice-split.XXXXXX")}
mkdir -p "$scratch"
[ -n "${SCRATCH:-}" ] || trap 'rm -rf "$scratch"' EXIT

one() { # way input; appends "seconds user-seconds kilobytes" to the way's times
  rm -rf "$scratch/out"
  case $1 in
    sluice) set -- "$1" "$SLUICE" split "$2" -o "$scratch/out" ;;
    dry) set -- "$1" "$SLUICE" split "$2" --dry-run -o "$scratch/out" ;;
    cp) set -- "$1" cp "$2" "$scratch/out" ;;
    *) set -- "$1" "$PYTHON" Benchmarks/split/split.py "$1" "$2" "$scratch/out" ;;
  esac
  way=$1
  shift
  /usr/bin/time -f '%e %U %M' -a -o "$scratch/$way.times" "$@" >/dev/null
}

for shape in documents pages; do
  input=$scratch/$shape.jsonl
  [ -s "$input" ] || "$PYTHON" Benchmarks/split/generate.py "$input" "$megabytes" "$shape"
  rm -f "$scratch"/*.times
  cat "$input" >/dev/null
  # The ways must give the same files before their times are compared.
  "$SLUICE" split "$input" -o "$scratch/expected" >/dev/null
  "$PYTHON" Benchmarks/split/split.py json "$input" "$scratch/got" >/dev/null
  diff -r "$scratch/expected" "$scratch/got" >/dev/null || { echo "the outputs differ" >&2; exit 1; }
  rm -rf "$scratch/expected" "$scratch/got"
  round=0
  while [ "$round" -lt "$rounds" ]; do
    for way in $ways; do one "$way" "$input"; done
    round=$((round + 1))
  done
  echo
  echo "$shape: $(wc -l <"$input") lines, $(($(wc -c <"$input") / 1000000)) MB, fastest of $rounds"
  for way in $ways; do
    awk -v way="$way" -v bytes="$(wc -c <"$input")" '
      NR == 1 || $1 < wall { wall = $1 } NR == 1 || $2 < user { user = $2 } $3 > peak { peak = $3 }
      END { print way, wall, user, bytes / 1e6 / (wall > 0 ? wall : 0.01), bytes / 1e6 / (user > 0 ? user : 0.01), peak / 1024 }
    ' "$scratch/$way.times"
  done | awk '
    BEGIN { printf "%-22s %9s %10s %12s %8s %10s\n", "", "seconds", "MB/s", "MB/s of CPU", "ratio", "peak MiB"
      name["sluice"] = "sluice split"; name["dry"] = "  no output"; name["orjson"] = "Python, orjson"
      name["json"] = "Python, json"; name["cp"] = "cp (nothing parsed)" }
    { way[NR] = $1; wall[NR] = $2; rate[NR] = $4; cpu[NR] = $5; peak[NR] = $6; if ($1 == "sluice") base = $2 }
    END { for (i = 1; i <= NR; i++) printf "%-22s %9.2f %10.0f %12s %8.2f %10.0f\n", name[way[i]], wall[i], rate[i],
      way[i] == "cp" ? "-" : sprintf("%.0f", cpu[i]), wall[i] / base, peak[i] }'
done
echo
echo "ratio: seconds against sluice split; MB/s of CPU: time in the program itself, without the kernel's reading and writing"
