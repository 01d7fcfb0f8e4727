"""Texts made comparable: one normalisation for all, and measures over words."""
import re
import unicodedata
from collections import Counter

SOFT_HYPHEN = "\u00ad"
# Marks that only say in which direction text runs or where it may break, and control characters but white space and NUL.
UNSEEN = dict.fromkeys([*range(1, 9), *range(0xe, 0x20), 0x7f, *range(0x80, 0x85), *range(0x86, 0xa0), 
                         0x200b, 0x200e, 0x200f, 0x2060, 0xfeff, *range(0x202a, 0x202f), *range(0x2066, 0x206a)])
HYPHENS = "-\u2010\u2011"
AT_LINE_END = re.compile(rf"(?<=[^\W\d])[{HYPHENS}{SOFT_HYPHEN}][ \t]*\n\s*(?=[^\W\d])")
WITHIN = re.compile(rf"(?<=[^\W\d])[{HYPHENS}](?=[^\W\d])")


def words(text):
    """The words of a text. Whether a word was broken at a line's end or has a hyphen of its own cannot be known, so hyphens
    between letters are left out of all words."""
    text = AT_LINE_END.sub("", unicodedata.normalize("NFKC", text or "").translate(UNSEEN))
    text = WITHIN.sub("", text.replace(SOFT_HYPHEN, "").replace("\0", " "))
    return text.split()


def difference(found, wanted):
    """Words missing and words too many, as multisets."""
    found, wanted = Counter(found), Counter(wanted)
    return wanted - found, found - wanted


def f1(found, wanted):
    common = (Counter(found) & Counter(wanted)).total()
    return 2 * common / (len(found) + len(wanted)) if found or wanted else 1.0


def recall(found, wanted):
    return (Counter(found) & Counter(wanted)).total() / len(wanted) if wanted else 1.0


def pairs_kept(found, wanted):
    """The share of neighbouring words that are neighbours in what was found; words that are not wanted do not part others."""
    known = set(wanted)
    seen = [word for word in found if word in known]
    pairs = Counter(zip(wanted, wanted[1:]))
    return (Counter(zip(seen, seen[1:])) & pairs).total() / pairs.total() if pairs else 1.0


def glued(extra, sequence):
    """Those of the words too many that are two or more neighbours of the sequence without what parts them."""
    starts = {}
    for place, word in enumerate(sequence):
        starts.setdefault(word[0], []).append(place)
    return Counter({word: count for word, count in extra.items() if any(
        _made_of(word, sequence, place) for place in starts.get(word[0], ()))})


def _made_of(word, sequence, place):
    made, parts = "", 0
    while place < len(sequence) and len(made) < len(word) and word.startswith(made + sequence[place]):
        made += sequence[place]
        place, parts = place + 1, parts + 1
    return made == word and parts > 1


def table(heads, rows):
    """Prints a table, first column flush left, others flush right, as narrow as it can be."""
    rows = [[str(cell) for cell in row] for row in rows]
    widths = [max(len(row[column]) for row in [heads, *rows]) for column in range(len(heads))]

    def line(cells):
        shown = [cells[0].ljust(widths[0])] + [cell.rjust(width) for cell, width in zip(cells[1:], widths[1:])]
        return "| " + " | ".join(shown) + " |"

    print(line(heads))
    print("|" + "|".join("-" * (width + 1) + ("-" if not number else ":") for number, width in enumerate(widths)) + "|")
    for row in rows:
        print(line(row))
    print()


def percent(share):
    return f"{100 * share:.2f} %"
