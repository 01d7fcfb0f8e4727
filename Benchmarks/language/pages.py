"""Reads the text layer of many PDFs with pdftotext, page by page, into one JSON line per page.

    pages.py OUT.ndjson FOLDER...

A page is {"id": "suite/document#page", "lang": "", "kind": "pdf", "text": ...}; the first 12 pages of a document count.
"""
import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

FIRST_PAGES = 12
LABELLED = {  # pages beyond the first twelve that a person labelled
    "MinerU": {}, "PdfPig": {"Pig_Production_Handbook.pdf": 50}, "camelot": {"diesel_engines.pdf": 17},
    "pdf.js": {"TAMReview.pdf": 23},
}


def read(path):
    suite, name = path.split("/")[-2:]
    last = max(FIRST_PAGES, LABELLED.get(suite, {}).get(name, 0))
    try:
        found = subprocess.run(["pdftotext", "-q", "-l", str(last), path, "-"], capture_output=True, timeout=30)
    except subprocess.TimeoutExpired:
        return []
    pages = found.stdout.decode("utf-8", "replace").split("\f")
    return [{"id": f"{suite}/{name}#{number}", "lang": "", "kind": "pdf", "text": text[:60000]}
            for number, text in enumerate(pages, 1) if text.strip()]


def main():
    out, *folders = sys.argv[1:]
    paths = sorted(os.path.join(folder, name) for root in folders for folder, _, names in os.walk(root)
                   for name in names if name.lower().endswith(".pdf"))
    with open(out, "w") as file, ThreadPoolExecutor(2) as pool:
        for pages in pool.map(read, paths):
            for page in pages:
                file.write(json.dumps(page, ensure_ascii=False) + "\n")


main()
