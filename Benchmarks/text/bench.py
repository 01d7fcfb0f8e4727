#!/usr/bin/env python3
"""Compares Sluice's page texts with those of others; `make bench-text` calls it. Every number is measured in this run.

usage: bench.py PROGRAMS [DIRECTORY…] [options]

  PROGRAMS            the folder of sluice-pdf
  DIRECTORY           PDFs to read, besides those of $SLUICE_CORPUS; without any, samples/
  --only A,B          which tables: truth, words, routing, recognition, speed, order, olmocr
  --pages N           pages of each table
  --minutes N         how long all tables may take, shared evenly; default 10. A table that runs out of time says so
  --seed N            which pages are drawn
  --made DIRECTORY    what corpus.py made; default .build/text-corpus
  --labels FILE       pages with labels, a CSV: suite,document,page,needs,what_it_is (needs: text, ocr, any)
  --documents DIR     where those documents are: DIR/SUITE/DOCUMENT
  --olmocr-bench DIR  olmOCR-bench's JSONL files, with its documents in DIR/pdfs
  --markdown-from DIR the Markdown that `sluice run` made of them, NAME.md or NAME….md for each

Tables: truth is the made pages' words, order and cells; words, against pdftotext; routing, which pages are recognised;
recognition, of made pictures; speed, against pdftotext; order, against the structure trees of tagged PDFs; olmocr, the rules
of olmOCR-bench.
"""
import argparse
import os
import random
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import order
import recognition
import routing
import rules
import speed
import truth
import wordcheck
from readers import Child, page_count

# Pages drawn for each table unless --pages says otherwise: what two cores do in ten minutes.
PAGES = {"words": 250, "recognition": 20, "speed": 40, "order": 60}
LONG = 60  # pages of a document from which on it is not judged as a whole
REPOSITORY = Path(__file__).resolve().parents[2]


class Bench:
    """What the tables share."""

    def __init__(self, options):
        self.options = options
        self.command = [options.programs / "sluice-pdf"]
        self.sluice = Child(self.command)
        folders = options.directories + [Path(p) for p in [os.environ.get("SLUICE_CORPUS")] if p]
        self.folders = [folder.resolve() for folder in folders or [REPOSITORY / "samples"]]
        self.documents = sorted(path for folder in self.folders for path in folder.rglob("*.pdf"))
        self.counts, self.routes, self.until = {}, {}, 0.0

    def pages(self, count, seed):
        """Pages drawn at random, a document at a time: first one page of each, then a second …"""
        chance = random.Random(f"{self.options.seed}/{seed}")
        waiting = [(path, None) for path in chance.sample(self.documents, len(self.documents))]
        drawn = 0
        while waiting and drawn < count:
            later = []
            for path, left in waiting:
                if drawn >= count:
                    return
                left = chance.sample(range(1, self.pages_of(path) + 1), self.pages_of(path)) if left is None else left
                if left:
                    yield path, left.pop()
                    drawn += 1
                    later.append((path, left))
            waiting = later

    def pages_of(self, path):
        if path not in self.counts:
            self.counts[path] = page_count(path)
        return self.counts[path]

    def route(self, path, page):
        """Sluice's route for a page of a document that is not too long to be judged as a whole."""
        if path not in self.routes:
            self.routes[path] = routing.decided(self.sluice, path, []) if self.pages_of(path) <= LONG else {}
        return self.routes[path].get(page)

    def short(self, path):
        for folder in [*self.folders, self.options.made, self.options.documents]:
            if folder and path.is_relative_to(folder):
                return str(path.relative_to(folder))
        return str(path)

    def is_over(self):
        return time.monotonic() > self.until


def tables(bench, options):
    """The tables that can be made with what is here."""
    def pages(name):
        return options.pages or PAGES[name]

    made = options.made.is_dir()
    labels = [(options.labels, options.documents)] if options.labels else []
    labels += [(options.made / "labels.csv", options.made)] if made else []
    if not made:
        print(f"{options.made} is not here, so the made pages are left out; corpus.py makes it.\n")
    return {
        "truth": made and (lambda: truth.run(bench, options.made)),
        "words": lambda: wordcheck.run(bench, bench.pages(pages("words"), "words")),
        "routing": labels and (lambda: [routing.run(bench, *each) for each in labels]),
        "recognition": made and (lambda: recognition.run(bench, options.made, pages("recognition"))),
        "speed": lambda: speed.run(bench, bench.pages(pages("speed"), "speed")),
        "order": lambda: order.run(bench, bench.pages(1 << 30, "order"), pages("order")),
        "olmocr": options.olmocr_bench and (lambda: rules.run(bench, options.olmocr_bench, options.markdown_from)),
    }


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("programs", type=Path)
    parser.add_argument("directories", type=Path, nargs="*")
    parser.add_argument("--only", type=lambda text: text.split(","))
    for name in ("pages", "seed", "minutes"):
        parser.add_argument(f"--{name}", type=int, default={"seed": 1, "minutes": 10}.get(name))
    for name in ("labels", "documents", "olmocr-bench", "markdown-from"):
        parser.add_argument(f"--{name}", type=Path)
    parser.add_argument("--made", type=Path, default=REPOSITORY / ".build/text-corpus")
    options = parser.parse_intermixed_args()
    options.documents = options.documents.resolve() if options.documents else None
    options.made = options.made.resolve()
    bench = Bench(options)
    chosen = {name: run for name, run in tables(bench, options).items() if run and name in (options.only or [name])}
    if not bench.documents:
        sys.exit(f"bench: no PDF under {', '.join(map(str, bench.folders))}")
    print(f"{len(bench.documents)} documents, seed {options.seed}, {len(os.sched_getaffinity(0))} cores\n")
    until = time.monotonic() + options.minutes * 60
    for place, (name, run) in enumerate(chosen.items()):
        began = time.monotonic()
        # What one table leaves of its time, the others get.
        bench.until = began + (until - began) / (len(chosen) - place)
        print(f"## {name}\n")
        run()
        print(f"({name}: {time.monotonic() - began:.0f} s)\n", flush=True)
    bench.sluice.close()
    print(f"load at the end {os.getloadavg()[0]:.1f}")


main()
