"""The rules of olmOCR-bench over the pages in its folder: text that must be there, must not be there, comes before other text,
and cells of tables with their neighbours. Written from the benchmark's description; formulas and its other kinds are left out.
"""
import html
import json
import re
import unicodedata
from collections import Counter, defaultdict
from html.parser import HTMLParser

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from compare import percent, table
from readers import peer

LIKE = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2013": "-", "\u2014": "-", "\u2010": "-",
                      "\u2011": "-", "\u2212": "-", "\u00a0": " ", "\u00ad": ""})
NEIGHBOURS = {"up": (-1, 0), "down": (1, 0), "left": (0, -1), "right": (0, 1)}


def run(bench, folder, markdown):
    lines = [line for file in sorted(folder.glob("*.jsonl")) for line in file.read_text().split("\n")]
    tests = [json.loads(line) for line in lines if line.strip()]
    pdfs = folder / "pdfs" if (folder / "pdfs").is_dir() else folder
    known = [test for test in tests if test["type"] in RULES and (pdfs / test["pdf"]).exists()]
    other = peer("pymupdf4llm")
    readers = {"Sluice": lambda path, page: sluice_text(bench, path, page, markdown), "pymupdf4llm": other.text}
    passed, failed, texts = defaultdict(Counter), [], {}
    for test in known:
        for name, read in readers.items():
            key = name, test["pdf"], test["page"]
            if key not in texts:
                texts[key] = read(pdfs / test["pdf"], test["page"]) or ""
            right = RULES[test["type"]](test, texts[key])
            passed[test["type"], name][right] += 1
            if not right and name == "Sluice":
                failed.append(test)
    other.close()
    source = f"its Markdown in {markdown}" if markdown else "that of sluice-pdf, which marks no tables: see --markdown-from"
    print(f"{len(known)} of {len(tests)} tests are of the kinds known here. Sluice's text is {source}.\n")
    kinds = list(dict.fromkeys(test["type"] for test in known))
    rows = [[kind, sum(passed[kind, "Sluice"].values())] + [percent(passed[kind, name][True] / passed[kind, name].total())
                                                           for name in readers] for kind in kinds]
    rows.append(["all", len(known)] + [percent(sum(passed[kind, name][True] for kind in kinds) / max(1, len(known)))
                                       for name in readers])
    table(["kind of test", "tests", *readers], rows)
    print("Not passed by Sluice:")
    for test in failed:
        what = " < ".join(str(test[key])[:70] for key in ("text", "before", "after", "cell") if key in test)
        sides = [f"{key} {test[key]}" for key in (*NEIGHBOURS, "top_heading", "left_heading") if test.get(key)]
        print(f"  {test['pdf']}:{test['page']} {test['type']}: {what} {' '.join(sides)}")
    print()


def sluice_text(bench, path, page, markdown):
    if markdown:
        found = sorted(markdown.rglob(f"{path.stem}*.md"))
        return found[0].read_text() if found else ""
    return bench.sluice.text(path, page, "page")


def plain(text):
    """Text without Markdown's marks, quotes and dashes of one kind, white space as one blank."""
    text = unicodedata.normalize("NFC", html.unescape(re.sub(r"<br\s*/?>", " ", text))).translate(LIKE).replace("''", '"')
    text = re.sub(r"\*\*|__|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)|^#+\s+|\\(?=[^\w\s])", "", text, flags=re.M)
    return re.sub(r"\s+", " ", text).strip()


def holds(test, key, text):
    """Whether a text is somewhere in another, but for as many letters as the test allows."""
    wanted, text = plain(test[key]), plain(text)
    if not test.get("case_sensitive", True):
        wanted, text = wanted.lower(), text.lower()
    if test.get("first_n") or test.get("last_n"):
        text = text[:test.get("first_n") or 0] + " " + (text[-test["last_n"]:] if test.get("last_n") else "")
    if len(wanted) > len(text):
        return False  # the shorter of the two is what would be looked for
    return wanted in text or fuzz.partial_ratio(wanted, text) / 100 >= 1 - test.get("max_diffs", 0) / max(1, len(wanted))


def places(test, key, text):
    """Where a text begins, first and last."""
    wanted, text = plain(test[key]), plain(text)
    if wanted in text:
        return text.find(wanted), text.rfind(wanted)
    found = fuzz.partial_ratio_alignment(wanted, text)
    if found and Levenshtein.distance(wanted, text[found.dest_start:found.dest_end]) <= test.get("max_diffs", 0):
        return found.dest_start, found.dest_start
    return None


def in_order(test, text):
    before, after = places(test, "before", text), places(test, "after", text)
    return bool(before and after and before[0] < after[1])


def in_table(test, text):
    """A cell that reads so and whose neighbours do; a heading may be any cell above it, or to its left."""
    def alike(wanted, cell):
        wanted, cell = plain(wanted), plain(cell)
        return fuzz.ratio(wanted, cell) / 100 >= max(0.5, 1 - test.get("max_diffs", 0) / max(1, len(wanted)))

    for grid in tables(text):
        for (row, column), cell in grid.items():
            if not alike(test["cell"], cell):
                continue
            sides = all(alike(test[side], grid.get((row + down, column + across), ""))
                        for side, (down, across) in NEIGHBOURS.items() if test.get(side))
            above = not test.get("top_heading") or any(
                alike(test["top_heading"], grid.get((place, column), "")) for place in range(row))
            beside = not test.get("left_heading") or any(
                alike(test["left_heading"], grid.get((row, place), "")) for place in range(column))
            if sides and above and beside:
                return True
    return False


def tables(text):
    """The tables of a text, written in Markdown or HTML, as {(row, column): cell}."""
    for block in re.findall(r"(?:^[ \t]*\|.*\|[ \t]*(?:\n|$))+", text, re.M):
        lines = [re.split(r"(?<!\\)\|", line.strip().strip("|")) for line in block.strip().split("\n")]
        lines = [line for line in lines if not all(re.fullmatch(r"\s*:?-+:?\s*", cell) for cell in line)]
        yield {(row, column): cell.strip() for row, line in enumerate(lines) for column, cell in enumerate(line)}
    reader = HTMLTables()
    reader.feed(text)
    yield from reader.tables


class HTMLTables(HTMLParser):
    """Cells that span rows or columns stand in each of them."""

    def __init__(self):
        super().__init__()
        self.tables, self.row, self.cell = [], -1, None

    def handle_starttag(self, tag, attributes):
        if tag == "table":
            self.tables.append({})
            self.row = -1
        elif tag == "tr":
            self.row += 1
        elif tag in ("td", "th") and self.tables:
            self.cell, self.spans = "", dict(attributes)

    def handle_data(self, data):
        if self.cell is not None:
            self.cell += data

    def handle_endtag(self, tag):
        if tag in ("td", "th") and self.cell is not None:
            grid, column = self.tables[-1], 0
            while (self.row, column) in grid:
                column += 1
            down, across = (int(self.spans.get(name) or 1) if (self.spans.get(name) or "1").isdigit() else 1
                            for name in ("rowspan", "colspan"))
            for row in range(min(down, 100)):
                for place in range(min(across, 100)):
                    grid[self.row + row, column + place] = self.cell.strip()
            self.cell = None


RULES = {"present": lambda test, text: holds(test, "text", text), "absent": lambda test, text: not holds(test, "text", text),
         "order": in_order, "table": in_table}
