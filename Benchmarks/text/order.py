"""The order of words against the structure tree of tagged PDFs, which is the order their authors meant.

A word's place in it is that of its first letter's marked content. Where words begin and end is taken from `pdftotext -bbox`, so
that the truth and all readers are measured with one set of words.
"""
import logging
import re
from html import unescape

import pikepdf
import pdfplumber

from compare import pairs_kept, percent, recall, table, words
from readers import pdftotext, peer

logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # its remarks on damaged fonts are not about the order
LEAST_WORDS = 20
LEAST_TAGGED = 0.9  # of a page's words; below, the tree leaves out too much to be an order of the page
CELL = 10  # points; letters are looked up by the cell of a raster they stand in
WORD = re.compile(r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>')


def run(bench, pages, wanted):
    """`pages` is a stream of pages of any documents; those of tagged ones are used."""
    peers = {"PyMuPDF": peer("pymupdf"), "pypdfium2": peer("pypdfium2")}
    readers = {"Sluice": bench.sluice.text, "pdftotext": lambda path, page: pdftotext(path, page)[0],
               **{name: child.text for name, child in peers.items()}}
    trees, scores = {}, []
    for path, page in pages:
        if bench.is_over() or len(scores) >= wanted:
            break
        if path not in trees:
            trees[path] = tree_of(path)
        truth = trees[path] and truth_of(path, page, trees[path])
        if not truth:
            continue
        scores.append((path, page, {name: (pairs_kept(found, truth), recall(found, truth)) for name, found in (
            (name, words(read(path, page))) for name, read in readers.items())}))
    for child in peers.values():
        child.close()
    print(f"{len(scores)} pages of {len({score[0] for score in scores})} tagged documents.\n")
    if not scores:
        return
    documents = {}
    for path, _, score in scores:
        documents.setdefault(path, []).append(score)

    def mean(name, part):
        """Of documents, each the mean of its pages: a long document counts no more than a short one."""
        return sum(sum(score[name][part] for score in found) / len(found) for found in documents.values()) / len(documents)

    table(["reader", "pairs kept", "words found"], [[name, percent(mean(name, 0)), percent(mean(name, 1))] for name in readers])
    behind = sorted(scores, key=lambda score: score[2]["Sluice"][0] - max(kept for kept, _ in score[2].values()))
    print("Pages where another reader keeps more pairs, the worst first:")
    for path, page, score in behind[:15]:
        if score["Sluice"][0] < max(kept for kept, _ in score.values()) - 0.005:
            print(f"  {bench.short(path)}:{page}  " + ", ".join(f"{name} {kept:.3f}" for name, (kept, _) in score.items()))
    print("Pages where Sluice lacks tagged words:")
    for path, page, score in sorted(scores, key=lambda score: score[2]["Sluice"][1])[:8]:
        if score["Sluice"][1] < 0.995:
            print(f"  {bench.short(path)}:{page}  " + ", ".join(f"{name} {found:.3f}" for name, (_, found) in score.items()))
    print()


def tree_of(path):
    """The places of marked contents in a document's tree: {(page, MCID): place}; nothing for one that has none."""
    try:
        with pikepdf.open(path) as document:
            root = document.Root.get("/StructTreeRoot")
            if root is None:
                return None
            numbers = {page.obj.objgen: number for number, page in enumerate(document.pages, 1)}
            places = {}
            waiting = [(root.get("/K"), None)]
            for _ in range(1_000_000):
                if not waiting:
                    break
                item, page = waiting.pop()
                if isinstance(item, pikepdf.Array):
                    waiting += [(kid, page) for kid in reversed(list(item))]
                elif isinstance(item, int):
                    places.setdefault((page, item), len(places))
                elif isinstance(item, pikepdf.Dictionary):
                    own = item.get("/Pg")
                    page = numbers.get(own.objgen, page) if own is not None else page
                    if "/MCID" in item and "/Stm" not in item:
                        places.setdefault((page, int(item.MCID)), len(places))
                    elif "/K" in item:
                        waiting.append((item.K, page))
            return places
    except Exception:  # a document that cannot be opened or walked has no order to compare with
        return None


def truth_of(path, number, places):
    """The words of a page in the tree's order; nothing where its tree says too little, or its box is not plain."""
    if not any(page == number for page, _ in places):
        return None
    try:
        with pdfplumber.open(path, pages=[number]) as document:
            page = document.pages[0]
            if page.rotation or any(page.bbox[:2]) or page.cropbox != page.mediabox:
                return None
            letters = page.chars
    except Exception:
        return None
    raster, shown = {}, set(words(pdftotext(path, number, crop=False)[0]))
    for place, letter in enumerate(letters):
        order = places.get((number, letter.get("mcid")))
        if order is not None:
            x, y = (letter["x0"] + letter["x1"]) / 2, (letter["top"] + letter["bottom"]) / 2
            raster.setdefault((int(x // CELL), int(y // CELL)), []).append((x, y, (order, place)))
    ranked, count = [], 0
    for left, top, right, bottom, word in WORD.findall(pdftotext(path, number, "-bbox", crop=False)[0] or ""):
        left, top, right, bottom = map(float, (left, top, right, bottom))
        ranks = [rank for across in range(int(left // CELL), int(right // CELL) + 1)
                 for down in range(int(top // CELL), int(bottom // CELL) + 1)
                 for x, y, rank in raster.get((across, down), ())
                 if left - 0.5 <= x <= right + 0.5 and top - 0.5 <= y <= bottom + 0.5]
        count += 1
        if ranks:
            # Poppler writes words of Arabic and Hebrew there as they are drawn.
            word = unescape(word)
            ranked.append((min(ranks), top, word if word in shown or word[::-1] not in shown else word[::-1]))
    if len(ranked) < max(LEAST_WORDS, LEAST_TAGGED * count):
        return None
    text, before = "", None
    for _, top, word in sorted(ranked, key=lambda each: each[0]):
        text += ("" if before is None else " " if abs(top - before) < 2 else "\n") + word
        before = top
    return words(text)
