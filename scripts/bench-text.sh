#!/bin/bash
# `make bench-text`: Sluice's page texts beside those of other programs. Benchmarks/text/bench.py says what can be set.
#
#   scripts/bench-text.sh [DIRECTORY…] [--only TABLE,TABLE] [--pages N] [--minutes N] …
#
# The first time it makes a Python environment of its own in .build/bench-text, and the made pages in .build/text-corpus.
# SLUICE_PROGRAMS names a folder with a sluice-pdf to measure instead of the one built here;
# SLUICE_FONTS one with fonts besides /usr/share/fonts; SLUICE_BENCH_OCRMYPDF=1 compares OCRmyPDF too.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
source scripts/quietly.sh

readonly environment=.build/bench-text corpus=.build/text-corpus
packages=(pymupdf pymupdf4llm pypdfium2 pikepdf pdfplumber fonttools uharfbuzz pillow numpy rapidfuzz)
[[ ${SLUICE_BENCH_OCRMYPDF:-} == 1 ]] && packages+=(ocrmypdf)

if [[ ! -f $environment/.ready || $(<"$environment/.ready") != "${packages[*]}" ]]; then
  quietly python3 -m venv "$environment"
  quietly "$environment/bin/pip" install -q "${packages[@]}"
  printf '%s\n' "${packages[*]}" >"$environment/.ready"
fi
programs=${SLUICE_PROGRAMS:-.build/release}
[[ -n ${SLUICE_PROGRAMS:-} ]] || quietly swift build -c release --static-swift-stdlib --product sluice-pdf

# Made anew when the scripts that make it are younger.
if [[ ! -f $corpus/labels.csv || Benchmarks/text/corpus.py -nt $corpus/labels.csv || Benchmarks/text/writer.py -nt $corpus/labels.csv ]]; then
  "$environment/bin/python" Benchmarks/text/corpus.py "$corpus" ${SLUICE_FONTS:+--fonts "$SLUICE_FONTS"}
fi
exec "$environment/bin/python" Benchmarks/text/bench.py "$programs" "$@"
