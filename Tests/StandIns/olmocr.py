#!/usr/bin/python3
"""Stands in for olmOCR 0.4's pipeline in tests: its command line, its files and its traps, and no model.

A document's text comes from beside it: page 1 of b.pdf has the text of the line "page: ..." in the file itself, so a
made document says what its pages are to be read as. Traps are set by the variable OLMOCR_TRAPS, names separated by spaces:

  drop:NAME         the document gets no record, and its group is done all the same (exit status 0)
  vanish:NAME       the document is found missing at work: its whole group is lost (exit status 0)
  fail:STATUS       ends with this status after its first group
  hang:NAME         waits at this document until it is ended, or the file OLMOCR_HANG is gone
  nested            writes into results/results
  flagless          writes results without their flag
  torn              cuts the last line of each file of results short, and writes no flag
  late              leaves the process group and goes on after the task was killed
  spans             gives page numbers beyond the text
  noise:BYTES       prints so many bytes
  stubborn          takes no notice of SIGTERM
"""
import argparse
import hashlib
import json
import os
import random
import signal
import struct
import sys
import time

traps = dict((part.split(":", 1) + [""])[:2] for part in os.environ.get("OLMOCR_TRAPS", "").split())

parser = argparse.ArgumentParser()
parser.add_argument("workspace")
parser.add_argument("--pdfs", nargs="*", default=None)
parser.add_argument("--model", default="allenai/olmOCR")
parser.add_argument("--pages_per_group", type=int, default=500)
parser.add_argument("--max_page_error_rate", type=float, default=0.004)
parser.add_argument("--workers", type=int, default=20)
parser.add_argument("--markdown", action="store_true")
parser.add_argument("--port", type=int, default=30024)
parser.add_argument("--server")
args, unknown = parser.parse_known_args()


def pages_of(path):
    """The pages of a document made for tests: its lines `% page: TEXT`."""
    with open(path, "rb") as file:
        lines = file.read().decode("utf-8", "replace").split("\n")
    return [line[len("% page: "):] for line in lines if line.startswith("% page: ")]


def name_of(path):
    return os.path.splitext(os.path.basename(path))[0]


def zstd(data):
    """A Zstandard frame of raw blocks (RFC 8878): what a reader of the index expects, without a library."""
    frame = struct.pack("<IBB", 0xFD2FB528, 0x00, 0x58)
    pieces = [data[i:i + 65536] for i in range(0, len(data), 65536)] or [b""]
    for number, piece in enumerate(pieces):
        last = 1 if number == len(pieces) - 1 else 0
        frame += struct.pack("<I", last | len(piece) << 3)[:3] + piece
    return frame


def record_of(path, pages):
    text, spans = "", []
    for index, page in enumerate(pages):
        start = len(text)
        text += page + ("\n" if index < len(pages) - 1 else "")
        spans.append([start, len(text) + (1000 if "spans" in traps else 0), index + 1])
    if not text:
        return None
    return {
        "id": hashlib.sha1(text.encode()).hexdigest(), "text": text, "source": "olmocr",
        "added": time.strftime("%Y-%m-%d"), "created": time.strftime("%Y-%m-%d"),
        "metadata": {
            "Source-File": path, "olmocr-version": "0.4.27", "pdf-total-pages": len(pages),
            "total-input-tokens": 100 * len(pages), "total-output-tokens": 10 * len(pages), "total-fallback-pages": 0,
        },
        "attributes": {
            "pdf_page_numbers": spans, "primary_language": ["en"] * len(pages),
            "is_rotation_valid": [True] * len(pages), "rotation_correction": [0] * len(pages),
            "is_table": [False] * len(pages), "is_diagram": [False] * len(pages),
        },
    }


def in_workspace(*parts):
    path = os.path.join(args.workspace, *parts)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    return path


def process(group, paths):
    """One group, as the pipeline's worker does it; false where it was lost."""
    lock = in_workspace("worker_locks", f"worker_{group}.lock")
    if os.path.exists(lock) and time.time() - os.path.getmtime(lock) <= 1800:
        print(f"Work item {group} is locked by another worker, skipping")
        return
    open(lock, "wb").close()
    records = []
    for path in paths:
        name = name_of(path)
        if traps.get("hang") == name:
            print(f"working on {name}", flush=True)
            # Until it is ended; or its workspace is gone, as after a test that failed.
            while os.path.exists(os.environ.get("OLMOCR_HANG") or args.workspace):
                time.sleep(0.05)
        if traps.get("vanish") == name:
            print(f"Exception occurred while processing work_hash {group}: no such file {path}")
            return
        try:
            pages = pages_of(path)
        except OSError as error:
            print(f"Could not count number of pages for {path}, aborting document: {error}")
            continue
        record = record_of(path, pages) if traps.get("drop") != name else None
        if record is None:
            print(f"No document text for {path}")
            continue
        records.append(record)
    nested = ("results", "results") if "nested" in traps else ("results",)
    with open(in_workspace(*nested, f"output_{group}.jsonl"), "w") as output:
        text = "".join(json.dumps(record) + "\n" for record in records)
        output.write(text[:-20] if "torn" in traps else text)
    if args.markdown:
        for record in records:
            source = record["metadata"]["Source-File"]
            with open(in_workspace("markdown", source.lstrip("/") + ".md"), "w") as output:
                output.write(record["text"])
    if "torn" in traps or "flagless" in traps:
        return
    open(in_workspace("done_flags", f"done_{group}.flag"), "wb").close()
    os.remove(lock)


def main():
    if "stubborn" in traps:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    if "late" in traps:
        child = os.fork()
        if child:
            sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
        os.setsid()
    # What it was told, for tests to look at.
    with open("olmocr-pipeline-debug.log", "a") as log:
        log.write("started\n")
    if os.environ.get("OLMOCR_CALLS"):
        with open(os.environ["OLMOCR_CALLS"], "a") as calls:
            calls.write(json.dumps({
                "port": args.port, "server": args.server, "model": args.model, "rate": args.max_page_error_rate,
                "markdown": args.markdown, "workspace": args.workspace, "unknown": unknown,
                "names": sorted(name_of(path) for path in args.pdfs or [])}) + "\n")
    if "noise" in traps:
        for number in range(int(traps["noise"]) // 80):
            print(f"line {number:>10} " + "x" * 64)
    for path in args.pdfs:
        if not os.path.exists(path):
            raise ValueError(f"pdfs argument needs to be a path: {path}")
    heads = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff")
    loaded = [path for path in args.pdfs if open(path, "rb").read(4).startswith(heads)]
    counts = [max(1, len(pages_of(path))) for path in random.sample(loaded, min(100, len(loaded)))]
    average = sum(counts) / len(counts) if counts else 10
    size = max(1, int(args.pages_per_group / average))
    paths, groups = sorted(set(loaded)), {}
    for start in range(0, len(paths), size):
        group = paths[start:start + size]
        groups[hashlib.sha1("".join(group).encode()).hexdigest()] = group
    os.makedirs(args.workspace, exist_ok=True)
    with open(in_workspace("work_index_list.csv.zstd"), "wb") as index:
        index.write(zstd("\n".join(",".join([group] + members) for group, members in groups.items()).encode()))
    for number, (group, members) in enumerate(groups.items()):
        process(group, members)
        if "fail" in traps:
            print("Please make sure vllm is installed according to the latest instructions", flush=True)
            sys.exit(int(traps["fail"]))
    print("Work done")


main()
