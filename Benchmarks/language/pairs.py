"""Writes Sources/Reading/PairTables.swift: how often letters follow each other in 51 languages, as derived counts.

    pip install --target PY langdetect==1.0.9
    pairs.py PY > Sources/Reading/PairTables.swift && swift format -i Sources/Reading/PairTables.swift

Made from the profiles of langdetect 1.0.9 (Apache-2.0), which count letters and pairs of letters in Wikipedia's abstracts; no
text is copied. A cell is the cost -ln P(b|a) in eighths of a nat, 0 to 61, as one of 0-9A-Za-z; "-" and a character is
a run of that many cells of cost 61. Row and column 0 are the word's edge, the others the alphabet's letters in order.
"""
import json
import math
import sys
import unicodedata

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
STEP, CAP = 8, 61
SCRIPTS = {
    "Latin": "af ca cs cy da de en es et fi fr hr hu id it lt lv nl no pl pt ro sk sl so sq sv sw tl tr vi",
    "Cyrillic": "bg mk ru uk", "Greek": "el", "Arabic": "ar fa ur", "Hebrew": "he", "Devanagari": "hi mr ne",
    "Bengali": "bn", "Gurmukhi": "pa", "Gujarati": "gu", "Tamil": "ta", "Telugu": "te", "Kannada": "kn",
    "Malayalam": "ml", "Thai": "th",
}
NAMES = {"Latin": ("LATIN",), "Cyrillic": ("CYRILLIC",), "Greek": ("GREEK",), "Arabic": ("ARABIC",),
         "Hebrew": ("HEBREW",), "Devanagari": ("DEVANAGARI",), "Bengali": ("BENGALI",), "Gurmukhi": ("GURMUKHI",),
         "Gujarati": ("GUJARATI",), "Tamil": ("TAMIL",), "Telugu": ("TELUGU",), "Kannada": ("KANNADA",),
         "Malayalam": ("MALAYALAM",), "Thai": ("THAI",)}
# Letters rarer than this are foreign to a language. (langdetect writes every Persian yeh as the Arabic one.)
RARE = 2e-5


def lower(gram):
    folded = "".join(c.lower() if len(c.lower()) == 1 else c for c in gram)
    # Romanian is written with either pair of letters: Swift reads the comma ones as these.
    return folded.replace("ț", "ţ").replace("ș", "ş")


def is_letter(c, script):
    return unicodedata.category(c)[0] in "LM" and unicodedata.name(c, "").startswith(NAMES[script])


def table(folder, lang, script):
    freq = json.load(open(f"{folder}/langdetect/profiles/{lang}"))["freq"]
    pairs, letters = {}, {}
    for gram, count in freq.items():
        gram = lower(gram)
        inside = [c for c in gram if c != " "]
        if not all(is_letter(c, script) for c in inside):
            continue
        if len(gram) == 1 and inside:
            letters[gram] = letters.get(gram, 0) + count
        elif len(gram) == 2 and inside:
            pairs[gram] = pairs.get(gram, 0) + count
    total = sum(letters.values())
    alphabet = sorted(c for c, n in letters.items() if n > RARE * total)
    share = {c: letters[c] / total for c in alphabet}
    symbols = [" "] + alphabet
    cost = {}
    for a in symbols:
        row = {b: pairs.get(a + b, 0) for b in symbols if a + b != "  "}
        whole = sum(row.values()) + 1
        for b in symbols:
            p = (row.get(b, 0) + share.get(b, 0.1) * 1.0) / whole
            cost[a + b] = min(CAP, max(0, round(-math.log(max(p, 1e-9)) * STEP)))
    cost["  "] = CAP
    words = sum(n for g, n in pairs.items() if g[0] == " ")
    inner = sum(n for g, n in pairs.items() if " " not in g and g[0] in share and g[1] in share)

    def mean(items):
        items = list(items)
        return sum(w * c for w, c in items) / sum(w for w, _ in items)

    def gap(a, b):
        return cost[a + " "] + cost[" " + b] - cost[a + b]

    real = {g: n for g, n in pairs.items() if all(c == " " or c in share for c in g)}
    starts = {g[1]: n for g, n in real.items() if g[0] == " "}
    stops = {g[0]: n for g, n in real.items() if g[1] == " "}
    facts = [
        (inner + words) / max(words, 1),                                    # letters per word
        mean((n, cost[g]) for g, n in real.items() if " " not in g),        # inner pairs: real, shuffled
        mean((share[a] * share[b], cost[a + b]) for a in alphabet for b in alphabet),
        mean((n * m, gap(a, b)) for a, n in stops.items() for b, m in starts.items()),  # gaps: real, spurious
        mean((n, gap(g[0], g[1])) for g, n in real.items() if " " not in g),
    ]
    cells = "".join(DIGITS[cost[a + b]] for a in symbols for b in symbols)
    return "".join(alphabet), facts, packed(cells)


def packed(cells):
    out, i = "", 0
    while i < len(cells):
        run = 0
        while i + run < len(cells) and cells[i + run] == DIGITS[CAP] and run < CAP:
            run += 1
        if run >= 3:
            out += "-" + DIGITS[run]
            i += run
        else:
            out += cells[i]
            i += 1
    return out


def swift(folder):
    lines = [
        "// Made by Benchmarks/language/pairs.py from the counts in langdetect 1.0.9 (Apache-2.0): not to be edited by hand.",
        "// Longer than a file should be: it is data.", "",
        "/// How often letters follow each other, by language.", "struct PairTable: Sendable {",
        "  /// ISO 639-1.", "  let language: String", "  /// Its script's name in Unicode.", "  let script: String",
        "  /// Its letters, small where there are two cases.", "  let alphabet: String",
        "  /// What its words measure on real text, and on shuffled letters; costs in eighths of a nat.",
        "  let facts: Facts", "  /// The costs of all pairs, as `pairs.py` packs them.", "  let cells: String", "",
        "  /// Means of real text, and what they are without language.", "  struct Facts: Sendable {",
        "    let wordLength, inner, innerShuffled, gap, gapSpurious: Double", "  }", "",
        "  /// A table without its costs.", "  struct Entry: Sendable {", "    let language: String", "    let facts: Facts", "  }", "",
        "  /// All tables.", "  static let all: [PairTable] = ["]
    size = 0
    for script, languages in SCRIPTS.items():
        for lang in languages.split():
            alphabet, facts, cells = table(folder, lang, script)
            size += len(cells)
            print(lang, len(alphabet), len(cells), [round(f, 2) for f in facts], file=sys.stderr)
            names = "wordLength inner innerShuffled gap gapSpurious".split()
            shown = ", ".join(f"{n}: {round(f, 3)}" for n, f in zip(names, facts))
            letters = "".join(f"\\u{{{ord(c):X}}}" if unicodedata.category(c)[0] == "M" else c for c in alphabet)
            lines += [f'    PairTable(', f'      language: "{lang}", script: "{script}",', f'      alphabet: "{letters}",',
                      f"      facts: Facts({shown}),", '      cells: """']
            lines += ["        " + cells[i:i + 110] + "\\" for i in range(0, len(cells), 110)]
            lines[-1] = lines[-1][:-1]
            lines += ['        """),']
    lines += ["  ]", "", "  /// The languages that have one.",
              "  static let languages = Set(all.map(\\.language))", "",
              "  /// Those whose letters differ between code pages: of the Latin and Cyrillic scripts.",
              '  static let withCodePages = Set(all.filter { $0.script == "Latin" || $0.script == "Cyrillic" }.map(\\.language))',
              "}"]
    print("cells", size, file=sys.stderr)
    print("\n".join(lines))


swift(sys.argv[1])
