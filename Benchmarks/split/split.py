#!/usr/bin/env python3
"""The same work in Python: parse every line, find its source, append the line to that source's file.

usage: split.py json|orjson FILE DIR

Written to be quick: bytes are read and written as they are, nothing is encoded again, and what belongs to one file is
held back up to 16 MiB in all and appended at once, as `sluice split` does.
"""
import os
import sys

NAMES = ("Source-File", "source_file", "source", "filename", "file_name", "path", "filepath", "pdf", "pdf_name", "document",
         "document_name")


def main() -> None:
    library, path, directory = sys.argv[1:]
    if library == "orjson":
        from orjson import loads
    else:
        from json import loads
    os.makedirs(directory)
    held, size, records, names = {}, 0, 0, set()

    def flush() -> None:
        for name, lines in held.items():
            with open(os.path.join(directory, name), "ab", buffering=0) as out:
                out.write(b"".join(lines))
        held.clear()

    with open(path, "rb", buffering=1 << 20) as lines:
        for line in lines:
            value = loads(line)
            if not isinstance(value, dict) or not isinstance(value.get("text"), str):
                continue
            metadata = value.get("metadata")
            if isinstance(metadata, str):
                metadata = loads(metadata)
            source = next((metadata[name] for name in NAMES if isinstance(metadata.get(name), str)), None)
            if source is None:
                continue
            stem = source.rsplit("/", 1)[-1].removesuffix(".pdf")
            name = stem + ".jsonl"
            names.add(name)
            held.setdefault(name, []).append(line)
            size += len(line)
            records += 1
            if size >= 16 << 20:
                flush()
                size = 0
    flush()
    print(f"{records} records, {len(names)} documents")


main()
