"""Runs the probe over pages and writes what it measures of each.

    probe.py PROBE PAGES.ndjson OUT.ndjson
"""
import json
import subprocess
import sys

program, pages_path, out_path = sys.argv[1:]
pages = [json.loads(line) for line in open(pages_path)]


def stream():
    for page in pages:
        raw = page["text"].encode("utf-8", "replace")
        yield str(len(raw)).encode() + b"\n" + raw + b"\n"


with open(out_path + ".in", "wb") as file:
    for part in stream():
        file.write(part)
found = subprocess.run([program], stdin=open(out_path + ".in", "rb"), stdout=subprocess.PIPE, check=True)
lines = found.stdout.decode().split("\n")
assert len(lines) == len(pages) + 1, (len(lines), len(pages))
with open(out_path, "w") as file:
    for page, line in zip(pages, lines):
        del page["text"]
        file.write(json.dumps(page | json.loads("{" + line + "}"), ensure_ascii=False) + "\n")
