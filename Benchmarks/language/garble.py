"""Makes garbage of each kind from pages of good text, and hard pages of good text.

    garble.py GOOD.ndjson PDF.ndjson OUT.ndjson

Every page of GOOD becomes one page of every kind that its script allows; of PDF, those that CLD2 would know.
"""
import glob
import json
import random
import re
import sys
import unicodedata

SMALL = {
    "latin": "abcdefghijklmnopqrstuvwxyz", "cyrillic": "абвгдежзийклмнопрстуфхцчшщъыьэюя",
    "greek": "αβγδεζηθικλμνξοπρστυφχψω", "arabic": "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "hebrew": "אבגדהוזחטיכלמנסעפצקרשת", "devanagari": "अआइईउऊएकखगघचछजटडणतथदधनपफबभमयरलवशषसहािीुूेो",
    "thai": "กขคงจชซญดตถทธนบปผพฟมยรลวสหอะาิีุูเแโ", "bengali": "অআইউএকখগঘচছজঝটঠডঢণতথদধনপফবভমযরলশষসহািীুূেো",
}
OCR = {"e": "c", "l": "1", "i": "!", "o": "0", "s": "5", "m": "rn", "h": "li", "t": "f", "a": "u", "n": "ii", "r": "i",
       "c": "(", "d": "cl", "u": "ti", "g": "q", "b": "6", "B": "8", "S": "$", "I": "|", "O": "Q", "E": "F", "w": "vv"}


def script_of(text):
    counts = {}
    for c in text[:600]:
        if c.isalpha():
            name = unicodedata.name(c, "?").split()[0].split("-")[0].lower()
            counts[name] = counts.get(name, 0) + 1
    return max(counts, key=counts.get) if counts else ""


def alphabet_of(text):
    seen = sorted({c for c in text.lower() if c.isalpha() and len(c.upper()) == 1})
    return [c for c in seen if text.lower().count(c) > 1]


def mapped(text, table):
    return "".join(table.get(c, table[c.lower()].upper() if c.lower() in table else c) for c in text)


def shifted(text, script):
    letters = SMALL.get(script)
    if not letters:
        return None
    k = random.randrange(1, len(letters))
    return mapped(text, {c: letters[(i + k) % len(letters)] for i, c in enumerate(letters)})


def substituted(text, script):
    if script not in SMALL:
        return None
    letters = alphabet_of(text)
    other = letters[:]
    random.shuffle(other)
    return mapped(text, dict(zip(letters, other)))


def offset(text, script):
    """A font whose codes are taken for characters: all moved by 29, the commonest such loss in PDFs."""
    if script != "latin":
        return None
    return "".join(chr(ord(c) - 29) if 0x3E <= ord(c) < 0x7F else c for c in text)


def random_letters(text, script):
    letters = SMALL.get(script)
    if script in ("cjk", "hiragana", "katakana"):
        return "".join(chr(random.randrange(0x4E00, 0x9FA6)) if c.isalpha() else c for c in text)
    if script == "hangul":
        return "".join(chr(random.randrange(0xAC00, 0xD7A4)) if c.isalpha() else c for c in text)
    if not letters:
        return None
    return "".join((random.choice(letters).upper() if c.isupper() else random.choice(letters))
                   if unicodedata.category(c)[0] in "LM" else c for c in text)


def split(text, script):
    if script in ("cjk", "hiragana", "katakana", "hangul", "thai", "khmer"):
        return None
    out = []
    for word in text.split(" "):
        style = random.random()
        for i, c in enumerate(word):
            out.append(c)
            follows = i + 1 < len(word) and c.isalpha() and word[i + 1].isalpha()
            if follows and random.random() < (0.35 if style < 0.8 else 1.0):
                out.append(" ")
        out.append(" ")
    return "".join(out)


def spaced(text, script):
    if script in ("cjk", "hiragana", "katakana", "hangul", "thai", "khmer"):
        return None
    return re.sub(r"(?<=\w)(?=\w)", " ", text)


def joined(text, script):
    if script in ("cjk", "hiragana", "katakana", "thai", "khmer", "hangul", "myanmar", "lao", "tibetan"):
        return None
    return re.sub(r" +", lambda m: "" if random.random() < 0.85 else " ", text)


def noise(text, script, rate=0.17):
    if script not in SMALL:
        return None
    out = []
    for c in text:
        if not c.isalpha() or random.random() > rate:
            out.append(c)
        elif random.random() < 0.5 and c in OCR:
            out.append(OCR[c])
        else:
            out.append(random.choice(random.choice((SMALL[script], SMALL[script], "0123456789", "|!~^*;:.,'"))))
    return "".join(out)


def reversed_words(text, script):
    if script in ("cjk", "hiragana", "katakana", "hangul", "khmer", "myanmar", "tibetan", "lao"):
        return None
    return re.sub(r"[^\s]+", lambda m: m.group()[::-1], text)


def reversed_lines(text, script):
    if script in ("cjk", "hiragana", "katakana", "hangul", "khmer", "myanmar", "tibetan", "lao"):
        return None
    return "\n".join(line[::-1] for line in text.split("\n"))


def misread(source, target):
    def made(text, script):
        try:
            raw = text.encode(source, "ignore")
        except UnicodeError:
            return None
        out = raw.decode(target, "replace") if target != "cp1252" else "".join(
            bytes([b]).decode("cp1252", "ignore") or chr(b) for b in raw)
        letters = sum(c.isalpha() for c in text)
        # What stays as it was is no garbage: a tenth of the letters must have changed.
        changed = sum(c.isalpha() and ord(c) > 127 for c in text)
        kept = sum(c.isalpha() for c in raw.decode(source, "ignore"))
        return out if changed > 0.1 * letters and kept > 0.98 * letters else None
    return made


KINDS = {
    "shifted": shifted, "substituted": substituted, "offset29": offset, "random": random_letters, "split": split,
    "spaced": spaced, "joined": joined, "ocr noise": noise, "reversed words": reversed_words,
    "reversed lines": reversed_lines, "utf8 as cp1252": misread("utf-8", "cp1252"),
    "utf8 as cp1251": misread("utf-8", "cp1251"), "koi8 as cp1251": misread("koi8-r", "cp1251"),
    "cp1251 as cp1252": misread("cp1251", "cp1252"), "cp1253 as cp1252": misread("cp1253", "cp1252"),
    "cp1250 as cp1252": misread("cp1250", "cp1252"), "cp1254 as cp1250": misread("cp1254", "cp1250"),
    "cp1255 as cp1252": misread("cp1255", "cp1252"), "cp1256 as cp1252": misread("cp1256", "cp1252"),
    "shift_jis as cp1252": misread("shift_jis", "cp1252"), "gbk as cp1252": misread("gbk", "cp1252"),
}


def hard(good):
    """Good pages of forms that are not running text."""
    pages = []

    def add(kind, name, text):
        pages.append({"id": f"hard/{kind}/{name}", "lang": "", "kind": f"hard: {kind}", "text": text[:3500]})

    for i, path in enumerate(sorted(glob.glob("/usr/include/*.h"))[:60] + sorted(glob.glob("/usr/lib/python3.11/*.py"))[:60]):
        add("code", path, open(path, errors="ignore").read()[2000:5500])
    for path, kind in (("/usr/share/zoneinfo/zone1970.tab", "places"), ("/usr/share/zoneinfo/tzdata.zi", "codes")):
        lines = open(path, errors="ignore").read().split("\n")
        for i in range(0, min(len(lines), 800), 40):
            add(kind, i, "\n".join(lines[i:i + 40]))
    latin = [p for p in good if p["kind"] in ("gnome", "guide", "office", "gimp", "faq") and script_of(p["text"]) in ("latin", "cyrillic", "greek")]
    for i, page in enumerate(random.sample(latin, 250)):
        add("capitals", page["id"], page["text"].upper())
    for page in random.sample(good, 300):
        words = page["text"].split()
        start = random.randrange(max(1, len(words) - 6))
        add("title of 5 words", page["id"], "\n".join((" ".join(words[start:start + 3]), " ".join(words[start + 3:start + 5]))))
    for page in random.sample(latin, 200):
        out = []
        for word in page["text"].split():
            if len(word) > 7 and word.isalpha() and random.random() < 0.35:
                at = random.randrange(2, len(word) - 2)
                out.append(word[:at] + "-\n" + word[at:])
            else:
                out.append(word)
        add("hyphenated", page["id"], " ".join(out))
    for page in random.sample(latin, 200):
        words = [w.strip(".,;:()") for w in page["text"].split() if w[0].isalpha()]
        rows = ["\t".join([random.choice(words)] + [f"{random.uniform(0, 9999):,.2f}" for _ in range(5)]) for _ in range(30)]
        add("table", page["id"], "\n".join(rows))
    for i in range(100):
        rows = ["\t".join(("".join(random.choice("ABCDEFGHJKLMNPRSTUVWXZ") for _ in range(random.randrange(2, 5))) + "-"
                           + str(random.randrange(100, 99999)), str(random.randrange(1, 20)), f"{random.uniform(1, 900):.2f}"))
                for _ in range(40)]
        add("part numbers", i, "\n".join(rows))
    return pages


def main():
    good_path, pdf_path, out = sys.argv[1:]
    random.seed(7)
    good = [json.loads(line) for line in open(good_path)]
    pdf = [json.loads(line) for line in open(pdf_path)]
    with open(out, "w") as file:
        def write(page):
            file.write(json.dumps(page, ensure_ascii=False) + "\n")

        for page in hard(good):
            write(page | {"garbage": ""})
        for page in good + pdf:
            if "\\x" in page["text"]:  # samples of CLD2's that are written as escapes
                continue
            write(page | {"garbage": ""})
            if page["kind"] == "cld2" and len(page["text"]) < 200:
                continue
            # A garbage page for every tenth of the kinds keeps the measure quick; chance chooses.
            script = script_of(page["text"])
            for kind, make in KINDS.items():
                if random.random() > (0.3 if " as " not in kind else 0.6):
                    continue
                text = make(page["text"], script)
                if text and text != page["text"]:
                    write(page | {"garbage": kind, "text": text})


if __name__ == "__main__":
    main()
