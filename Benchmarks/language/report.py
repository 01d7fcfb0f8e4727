"""Prints how the probe judged: by kind, by half, and every good page that it calls garbage.

    report.py FACTS.ndjson [LABELS.csv] [--list] [--languages]

Halves are chosen by the document's name. A garbled page counts from 200 letters on, and if it was made from a text of Debian's:
PDFs may be garbage before they are garbled.
"""
import collections
import csv
import hashlib
import json
import sys

pages = [json.loads(line) for line in open(sys.argv[1])]
good, made, by_language = (collections.defaultdict(collections.Counter) for _ in range(3))
wrong = []
for page in pages:
    document = page["id"].split("#")[0]
    half = "test" if hashlib.md5(document.encode()).digest()[0] & 1 else "train"
    letters = page["letters"] + page["other"] + page["han"] + page["hangul"] + page["kana"]
    if not page["garbage"]:
        good[page["kind"], half][page["verdict"]] += 1
        if page["verdict"] == "garbage":
            wrong.append((half, page))
    elif letters >= 200 and page["kind"] != "pdf":
        made[page["garbage"], half][page["verdict"]] += 1
        by_language[page["garbage"], page["lang"]][page["verdict"]] += 1
for title, table in (("good pages", good), ("garbled pages", made)):
    print(f"\n{title:24}{'half':6}{'pages':>7}{'good':>9}{'unsure':>9}{'garbage':>9}")
    for (kind, half), count in sorted(table.items()):
        n = sum(count.values())
        print(f"{kind:24}{half:6}{n:7}" + "".join(f"{count[v] / n:9.2%}" for v in ("good", "unsure", "garbage")))
if len(sys.argv) > 2 and sys.argv[2].endswith(".csv"):
    found = {p["id"]: p for p in pages if p["kind"] == "pdf" and not p["garbage"]}
    table = collections.defaultdict(collections.Counter)
    for row in csv.DictReader(open(sys.argv[2])):
        page = found.get(f"{row['suite']}/{row['document']}#{row['page']}")
        verdict = page["verdict"] if page else "no text"
        table[row["what_it_is"]][verdict] += 1
        if page and verdict == ("good" if row["what_it_is"] == "text layer is garbage" else "garbage"):
            print("label", row["what_it_is"], page["id"], verdict, page["fault"], page["order"])
    for what, count in table.items():
        print(f"{what:60}", dict(count))
if "--languages" in sys.argv:
    for kind in sorted({k for k, _ in by_language}):
        missed = [(lang, c["good"], sum(c.values())) for (k, lang), c in by_language.items() if k == kind and c["good"]]
        print(kind, sorted(missed, key=lambda m: -m[1])[:16])
if "--list" in sys.argv:
    for half, p in wrong:
        print(half, p["kind"], p["lang"], p["id"][-60:], p["fault"], {k: p[k] for k in (
            "pairs order length splitting reversal strange dirty tokens unusable cld cldshare reliable best rejoined".split())})
