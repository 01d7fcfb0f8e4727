"""Page texts against what the made pages are known to say: words, order, cells of tables, what cannot be seen."""
import json
import re
import unicodedata
from collections import Counter

from compare import difference, f1, pairs_kept, percent, table, words


# Recognised pages are right from here on: a letter or two of a page may be misread.
WELL = 0.99


def run(bench, corpus):
    """Pages that have text, by `text`, all turns of each; then pages to be recognised, by `page`, the first one of each."""
    show(bench, corpus, "text", "text", 4, 1.0)
    show(bench, corpus, "ocr", "page", 1, WELL)


def show(bench, corpus, needs, operation, most, well):
    """One row for each kind of page that is not right; what is wrong with the worst of its pages is listed."""
    rows, lists, right = [], [], 0
    for truth in sorted((corpus / "pages").glob("*.json")):
        told = json.loads(truth.read_text())
        path = truth.with_suffix(".pdf")
        pages = [page for page in told["pages"] if page["needs"] == needs][:most]
        # Recognition is asked for English: other scripts need other models.
        if not pages or needs == "ocr" and pages[0]["languages"] != "eng":
            continue
        if bench.is_over():
            print(f"Time is over before {truth.name}.\n")
            break
        scores = [judged(page, bench.sluice.text(path, page["page"], operation) or "", well) for page in pages]
        if all(score["right"] for score in scores):
            right += 1
            continue
        mean = {name: percent(sum(score[name] for score in scores) / len(scores)) for name in ("words", "pairs", "rows")}
        wrong = [str(page["page"]) for page, score in zip(pages, scores) if not score["right"]]
        rows.append([truth.stem, *mean.values(), sum(score["seen"] for score in scores), " ".join(wrong)])
        worst, page = min(zip(scores, pages), key=lambda each: each[0]["words"] + each[0]["pairs"] + each[0]["rows"])
        lists.append((f"pages/{path.name}:{page['page']}", worst["notes"]))
    print(f"Operation `{operation}`: {right} kinds of pages are read without a fault{', or nearly' * (well < 1)}; these are not:\n")
    table(["pages", "words F1", "order", "rows", "unseen", "wrong"], rows)
    for place, notes in lists:
        print(f"  {place}")
        for note in notes[:6]:
            print(f"    {note[:300]}")
    print()


def judged(page, text, well):
    """Scores of one page. Words of Japanese are its letters; rows are right when their cells stand in one line, apart by tabs."""
    if page["languages"].startswith("jpn"):
        wanted, found = list("".join(page["words"])), list("".join(text.split()))
    else:
        wanted, found = words(" ".join(page["words"])), words(text)
    # What may be there, and what is left of it where it is cut, counts neither way; nor do dots that lead to a page's number.
    optional = words(" ".join(page["optional"]))
    found = [word for word in found if word.strip(".\u2026\u2022")]
    wanted = [word for word in wanted if word.strip(".\u2026\u2022")]
    if optional:
        _, more = difference(found, wanted)
        excused = {word for word in more if any(other.startswith(word) for other in optional)}
        found = _without(found, Counter({word: more[word] for word in excused}))
    less, more = difference(found, wanted)
    lines = [[_plain(cell) for cell in re.split(r"\t|(?:\s*[.\u2026]){4,}", line)] for line in text.split("\n")]
    lines = [[cell for cell in line if cell] for line in lines]
    bad = [row for row in page["rows"] if [_plain(cell) for cell in row] not in lines]
    seen = [phrase for phrase in page["absent"] if phrase in text]
    score = {"words": f1(found, wanted), "pairs": pairs_kept(found, wanted), "seen": len(seen),
             "rows": 1 - len(bad) / len(page["rows"]) if page["rows"] else 1.0}
    score["right"] = score["words"] >= well and score["pairs"] > 0.98 and score["rows"] == 1 and not seen
    notes = [f"missing: {' '.join(less.elements())}"] * bool(less) + [f"too many: {' '.join(more.elements())}"] * bool(more)
    notes += [f"row not kept: {' | '.join(row)}" for row in bad[:3]]
    notes += [f"order: {' '.join(pair)}" for pair in list(_parted(found, wanted))[:3]] + [f"seen: {phrase}" for phrase in seen]
    return {**score, "notes": notes}


def _parted(found, wanted):
    """Neighbours that are none in what was found."""
    known = set(wanted)
    seen = [word for word in found if word in known]
    return (Counter(zip(wanted, wanted[1:])) - Counter(zip(seen, seen[1:]))).keys()


def _without(found, surplus):
    """The words without the last ones of each of those too many: a line's cut end comes after what stands on the page."""
    kept = []
    for word in reversed(found):
        if surplus[word] > 0:
            surplus[word] -= 1
        else:
            kept.append(word)
    return kept[::-1]


def _plain(cell):
    return " ".join(unicodedata.normalize("NFKC", cell).split()).rstrip(" .\u2026")
