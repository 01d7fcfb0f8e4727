#!/usr/bin/env python3
"""A Python library that reads PDFs behind the requests that `sluice-pdf` takes: {"path": …, "page": …} a line.

usage: peers.py pymupdf | pypdfium2 | pymupdf4llm
"""
import json
import os
import sys

# What libraries print goes to standard error, so that replies stay one a line.
replies = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)


def pymupdf(path, page):
    import pymupdf
    with pymupdf.open(path) as document:
        return document[page - 1].get_text()


def pypdfium2(path, page):
    import pypdfium2
    document = pypdfium2.PdfDocument(path)
    try:
        return document[page - 1].get_textpage().get_text_bounded().replace("\r\n", "\n")
    finally:
        document.close()


def pymupdf4llm(path, page):
    import pymupdf4llm
    return pymupdf4llm.to_markdown(path, pages=[page - 1], show_progress=False)


read = {"pymupdf": pymupdf, "pypdfium2": pypdfium2, "pymupdf4llm": pymupdf4llm}[sys.argv[1]]
for line in sys.stdin:
    request = json.loads(line)
    try:
        reply = {"page": {"text": read(request["path"], request["page"])}}
    except Exception as error:  # whatever a library throws is its answer to the page
        reply = {"failure": {"code": "page_failed", "message": f"{type(error).__name__}: {error}"}}
    print(json.dumps(reply), file=replies, flush=True)
