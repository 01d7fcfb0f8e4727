#!/usr/bin/env python3
"""Writes a combined NDJSON file of Dolma-like records, the same bytes on every run.

usage: generate.py FILE [MEGABYTES] [documents|pages]

`documents`: one record a document of about 15 pages, as olmOCR writes them. `pages`: one record a page of about 3 kB, the
documents interleaved, so that every line goes to another file than the one before.
"""
import hashlib
import json
import random
import sys

WORDS = """the of and to in a is that for it as was with be by on not he his but at are this have from or had an they
which one you were all her she there would their we him been has when who will no more if out so said what up its about
into than them can only other time new some could these two may first then do any like my now over such our man me even
most made after also did many off before must well back through years much where your way down should because long each
state people those mister how too little world very year still see own work men day get here old life both between being
naïve résumé Straße „Zitat“ façade cœur Ångström \\frac{x}{2} "quoted" tab\there""".split()


def page_text(rng: random.Random) -> str:
    lines = []
    for _ in range(rng.randint(20, 60)):
        lines.append(" ".join(rng.choices(WORDS, k=12)))
    return "\n".join(lines)


def record(name: str, pages: list, total: int) -> str:
    text, spans, position = "", [], 0
    for index, (number, page) in enumerate(pages):
        text += page + ("\n" if index < len(pages) - 1 else "")
        spans.append([position, len(text), number])
        position = len(text)
    count = len(pages)
    return json.dumps({
        "id": hashlib.sha1(text.encode()).hexdigest(), "text": text, "source": "olmocr", "added": "2026-03-01",
        "created": "2026-03-01",
        "metadata": {"Source-File": name, "olmocr-version": "0.4.27", "pdf-total-pages": total,
                     "total-input-tokens": 1000 * count, "total-output-tokens": 700 * count, "total-fallback-pages": 0},
        "attributes": {"pdf_page_numbers": spans, "primary_language": ["en"] * count, "is_rotation_valid": [True] * count,
                       "rotation_correction": [0] * count, "is_table": [False] * count, "is_diagram": [False] * count},
    })


def main() -> None:
    path = sys.argv[1]
    wanted = int(sys.argv[2] if len(sys.argv) > 2 else 300) * 1_000_000
    shape = sys.argv[3] if len(sys.argv) > 3 else "documents"
    rng = random.Random(20260301)
    written = number = 0
    stock = [page_text(rng) for _ in range(400)]
    with open(path, "w", encoding="ascii") as out:
        while written < wanted:
            group = []
            for _ in range(1 if shape == "documents" else 100):
                number += 1
                pages = [(i + 1, rng.choice(stock)) for i in range(rng.randint(1, 30))]
                group.append((f"/scratch/job_17/batch/items/document-{number:06d}/document-{number:06d}.pdf", pages))
            if shape == "documents":
                lines = [record(name, pages, len(pages)) for name, pages in group]
            else:
                lines = [record(name, [pages[i]], len(pages))
                         for i in range(30) for name, pages in group if i < len(pages)]
            for line in lines:
                out.write(line + "\n")
                written += len(line) + 1


main()
