#!/usr/bin/env python3
"""Makes PDFs of which it is known what they say: the corpus of the project's own making.

usage: corpus.py DIRECTORY [--seed N] [--only NAME,NAME] [--fonts DIRECTORY] [--list]

  DIRECTORY/pages/NAME.pdf          a kind of page; pages 2 to 4 are the same page under /Rotate 90, 180 and 270, made to look
                                    the same
  DIRECTORY/recognition/KIND-CONDITION.pdf   pictures of pages: five kinds, ten conditions
  …/NAME.json                       what each page says: its words in order, the cells of its tables, what cannot be seen,
                                    and whether its text must be recognised (`needs`: text, ocr, any)
  DIRECTORY/labels.csv              that last thing for all pages, as `bench.py --labels` reads it

The same seed gives the same bytes. It needs the Python packages of scripts/bench-text.sh and these of Debian:

    sudo apt-get install fonts-dejavu-core fonts-noto-core fonts-droid-fallback

Without root, unpack them anywhere (apt-get download, dpkg -x) and name the place with --fonts.
"""
import argparse
import csv
import json
import random
import sys
from dataclasses import asdict
from pathlib import Path

import numpy

sys.path.insert(0, str(Path(__file__).parent))
from made import damaged, pictures, running, scripts, unseen
from made.fonts import Face
from made.running import slide, two_columns
from made.scans import CONDITIONS, full, picture_of, written
from made.setting import CASES, goods_rows, heading, paragraph, prose, table
from made.writer import Document

SEED = 20
DECLARED = (running, scripts, unseen, pictures, damaged)  # being imported, each has declared its kinds of pages
FACES = {"sans": "DejaVuSans", "bold": "DejaVuSans-Bold", "serif": "DejaVuSerif", "naskh": "NotoNaskhArabic-Regular",
         "nastaliq": "NotoNastaliqUrdu-Regular", "devanagari": "NotoSansDevanagari-Regular", "cjk": "DroidSansFallbackFull"}


class Faces:
    """The font files, opened when first asked for."""

    def __init__(self, folders):
        self.folders, self.open = folders, {}

    def __getattr__(self, name):
        if name not in self.open:
            file = FACES[name] + ".ttf"
            found = [path for folder in self.folders for path in sorted(folder.rglob(file))]
            if not found:
                sys.exit(f"corpus: no {file} under {', '.join(map(str, self.folders))}; --help says which packages have it")
            self.open[name] = Face(found[0])
        return self.open[name]


# Pages to be recognised: five kinds, ten conditions


def kind_table(document, page, chance):
    y = heading(page, "Stores of the year")
    rows = [["Goods", "Place", "Pieces", "Price"]] + goods_rows(chance, 10)
    table(page, 60, y, [150, 140, 90, 90], rows, size=11, right=(2, 3))


def kind_slide(document, page, chance):
    slide(document, page, chance)


def kind_letter(document, page, chance):
    for number, line in enumerate(["Canal Office", "8 Basin Street", "Lockbridge", "", "14 March 2024", "", "Dear Mrs Weir,"]):
        if line:
            page.text(60, 780 - number * 18, line)
    y = 640
    for _ in range(3):
        y = paragraph(page, 60, y, 470, prose(chance, 3), 11.5)
    for label, value in (("Permit number", str(chance.randint(10000, 99999))), ("Valid until", "31 October 2025")):
        y -= 24
        page.text(60, y, label + ":")
        page.text(200, y, value)
    page.text(60, y - 40, "Yours sincerely, Thomas Quay")


KINDS = {"prose": lambda document, page, chance: written(page, chance), "columns": two_columns, "table": kind_table,
         "slide": kind_slide, "letter": kind_letter}


# Writing all of it


def make_case(name, faces, seed):
    function, what, turn = CASES[name]
    document = Document(faces.sans)
    page = document.page()
    page.faces = faces
    function(document, page, random.Random(f"{seed}/{name}"))
    if turn:
        document.pages += [page.turned(degrees) for degrees in (90, 180, 270)]
    return document, what


def make_pictures(faces, seed, only):
    """The pages to be recognised, one kind after another: its page is drawn once."""
    for kind, function in KINDS.items():
        wanted = [name for name in CONDITIONS if not only or f"{kind}-{name}" in only]
        if not wanted:
            continue
        document = Document(faces.serif if kind == "letter" else faces.sans)
        page = document.page()
        page.faces = faces
        function(document, page, random.Random(f"{seed}/{kind}"))
        # A slide is small, but a photograph of it is not.
        picture = picture_of(document, 450 if kind == "slide" else 300)
        for condition in wanted:
            noise = numpy.random.default_rng(seed)
            changed = CONDITIONS[condition](picture, noise)
            sheet = Document(faces.sans)
            sides = (page.height, page.width) if condition in ("turned90", "turned270") else (page.width, page.height)
            target = sheet.page(*sides)
            full(target, changed, None if changed.mode == "1" else 60)
            target.truth.words, target.truth.rows, target.truth.needs = page.truth.words, page.truth.rows, "ocr"
            yield f"{kind}-{condition}", sheet, f"{kind}, {condition}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("directory", type=Path, nargs="?", help="where the corpus goes")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--only", help="names of pages, joined by commas")
    parser.add_argument("--fonts", type=Path, action="append", help="where fonts are, besides /usr/share/fonts")
    parser.add_argument("--list", action="store_true", help="list the kinds of pages")
    options = parser.parse_args()
    if options.list or not options.directory:
        for name, (_, what, _) in CASES.items():
            print(f"{name:26}{what}")
        return
    faces = Faces([*(options.fonts or []), Path("/usr/share/fonts")])
    only = set(options.only.split(",")) if options.only else None
    labels = []

    def publish(folder, name, document, what):
        target = options.directory / folder / f"{name}.pdf"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(document.bytes())
        pages = [{"page": number, **asdict(page.truth)} for number, page in enumerate(document.pages, 1)]
        target.with_suffix(".json").write_text(json.dumps(
            {"file": target.name, "what": what, "pages": pages}, ensure_ascii=False, indent=1) + "\n")
        labels.extend((folder, target.name, page["page"], page["needs"], what) for page in pages)

    for name in CASES:
        if not only or name in only:
            publish("pages", name, *make_case(name, faces, options.seed))
    for name, document, what in make_pictures(faces, options.seed, only):
        publish("recognition", name, document, what)
    if not only:
        with open(options.directory / "labels.csv", "w", newline="") as file:
            csv.writer(file).writerows([("suite", "document", "page", "needs", "what_it_is"), *labels])
    print(f"{len({label[:2] for label in labels})} documents, {len(labels)} pages, seed {options.seed}: {options.directory}")


if __name__ == "__main__":
    main()
