"""Words of page texts against those of `pdftotext -cropbox`, and what each difference is due to."""
import unicodedata
from collections import Counter, defaultdict
from html import unescape

import pikepdf

from compare import difference, glued, percent, table, words
from order import WORD
from readers import pdftotext, peer

SHOWN = 12  # differences listed for each cause


def run(bench, pages):
    peers = {"PyMuPDF": peer("pymupdf"), "pypdfium2": peer("pypdfium2")}
    readers = {"Sluice": bench.sluice, **peers}
    missing, extra, joined, failed = Counter(), Counter(), Counter(), Counter()
    total = count = equal = 0
    causes = defaultdict(list)
    for path, page in pages:
        if bench.is_over():
            break
        text, _, _ = pdftotext(path, page)
        if text is None:
            continue
        wanted = words(text)
        count, total = count + 1, total + len(wanted)
        for name, reader in readers.items():
            own = reader.text(path, page)
            if own is None:
                failed[name] += 1
                continue
            found = words(own)
            less, more = difference(found, wanted)
            missing[name] += less.total()
            extra[name] += more.total()
            joined[name] += glued(more, wanted).total()
            if name == "Sluice" and (less or more):
                unseen = bench.route(path, page) == "ocr"
                for cause, sign, word in explained(path, page, text, own, wanted, found, less, more, unseen, peers["PyMuPDF"]):
                    causes[cause].append((sign, word, path, page))
            elif name == "Sluice":
                equal += 1
    for reader in peers.values():
        reader.close()
    print(f"{count} pages with {total} words by pdftotext; the seed is {bench.options.seed}. Glued words are among those too "
          f"many.\nOn {equal} pages Sluice and pdftotext have the same words.\n")
    table(["reader", "missing", "share", "too many", "share", "glued", "pages failed"],
          [[name, missing[name], percent(missing[name] / max(total, 1)), extra[name], percent(extra[name] / max(total, 1)),
            joined[name], failed[name]] for name in readers])
    if causes:
        table(["cause of Sluice's differences", "missing", "too many", "pages"],
              [[cause, sum(sign == "-" for sign, *_ in found), sum(sign == "+" for sign, *_ in found),
                len({place[2:] for place in found})] for cause, found in sorted(causes.items(), key=lambda each: -len(each[1]))])
    for cause, found in sorted(causes.items(), key=lambda each: -len(each[1])):
        print(f"{cause} (- missing, + too many):")
        for (path, page), words_ in list(_by_place(found).items())[:SHOWN]:
            print(f"  {bench.short(path)}:{page}  {' '.join(words_[:8])}{' …' if len(words_) > 8 else ''}")
        print()


def _by_place(found):
    places = defaultdict(list)
    for sign, word, path, page in found:
        places[path, page].append(sign + word)
    return dict(sorted(places.items(), key=lambda place: -len(place[1])))


def explained(path, page, text, own, wanted, found, less, more, unseen, other):
    """Each differing word with its cause. A cause is what is known to make such words, and stands on the page."""
    outside = outside_crop(path, page)
    values, layers = of_annotations(path, page)
    shown = set(words(other.text(path, page))) if layers else None
    soft = {word.replace("\u00ad", "") for word in unicodedata.normalize("NFKC", text + " " + own).split() if "\u00ad" in word}
    together, apart = glued(more, wanted), glued(less, found)
    halves = _halves(together, wanted) | _halves(apart, found)
    bare = {word.replace("-", "").rstrip("\u00ac") for word in [*less, *more] if "-" in word}
    for sign, differing in (("-", less), ("+", more)):
        for word in differing.elements():
            if outside[word] > 0:
                outside[word] -= 1
                cause = "outside the crop box"
            elif unseen:
                cause = "hidden text of a page to be recognised"
            elif word in values:
                cause = "annotation or value of a form"
            elif shown is not None and word not in shown:
                cause = "hidden layer"
            elif word in together or (sign == "-" and word in halves):
                cause = "words run together by Sluice"
            elif word in apart or (sign == "+" and word in halves):
                cause = "words parted by Sluice"
            elif word in soft:
                cause = "soft hyphen"
            elif "-" in word or any(word.startswith(part) or word.endswith(part) for part in bare if len(part) > 2):
                cause = "hyphenation"
            elif any(0xfb00 <= ord(letter) <= 0xfb06 for letter in text + own) and any(
                    part in word for part in ("ff", "fi", "fl")):
                cause = "ligature"
            elif not any(letter.isalnum() for letter in word):
                cause = "signs"
            else:
                cause = "unknown"
            yield cause, sign, word


def _halves(joined, sequence):
    """The words of a sequence that joined words are made of."""
    found = set()
    for place in range(len(sequence) - 1):
        for word in joined:
            if sequence[place] in word and sequence[place + 1] in word and sequence[place] + sequence[place + 1] in word:
                found |= {sequence[place], sequence[place + 1]}
    return found


def outside_crop(path, page):
    """The words whose middle lies outside of what a page shows; pdftotext has them too, whatever it is told of the crop box."""
    try:
        with pikepdf.open(path) as document:
            (left, bottom, right, top), crop = (list(map(float, box)) for box in (
                document.pages[page - 1].mediabox, document.pages[page - 1].cropbox))
            turns = int(document.pages[page - 1].rotation) // 90 % 4
    except Exception:  # a document that pikepdf cannot open explains nothing
        return Counter()
    box = [crop[0] - left, top - crop[3], crop[2] - left, top - crop[1]]
    width, height = right - left, top - bottom
    for _ in range(turns):  # a quarter clockwise each
        box = [height - box[3], box[0], height - box[1], box[2]]
        width, height = height, width
    found = Counter()
    for x1, y1, x2, y2, word in WORD.findall(pdftotext(path, page, "-bbox", crop=False)[0] or ""):
        x, y = (float(x1) + float(x2)) / 2, (float(y1) + float(y2)) / 2
        if not (box[0] <= x <= box[2] and box[1] <= y <= box[3]):
            found.update(words(unescape(word)))
    return found


def of_annotations(path, page):
    """The words in a page's annotations and fields, and whether the document has layers that are switched off."""
    try:
        with pikepdf.open(path) as document:
            said = []
            for annotation in document.pages[page - 1].obj.get("/Annots", []):
                for holder in (annotation, annotation.get("/Parent", {})):
                    for key in ("/V", "/Contents", "/DV"):
                        if key in holder and isinstance(holder[key], (pikepdf.String, str)):
                            said.append(str(holder[key]))
                try:
                    form = annotation.get("/AP", {}).get("/N")
                    for operands, operator in pikepdf.parse_content_stream(form) if form is not None else ():
                        if str(operator) == "Tj":
                            said.append(str(operands[0]))
                except (pikepdf.PdfError, AttributeError, TypeError, ValueError):
                    pass
            layers = document.Root.get("/OCProperties", {}).get("/D", {}).get("/OFF", [])
            return {word for text in said for word in words(text)}, len(layers) > 0
    except Exception:  # a document that pikepdf cannot open explains nothing
        return set(), False
