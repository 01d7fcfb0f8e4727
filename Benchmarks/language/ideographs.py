"""Writes Sources/Reading/CommonCharacters.swift: which ideographs and which Hangul syllables are in daily use.

    ideographs.py > Sources/Reading/CommonCharacters.swift

Made from Python's codecs of the national standards, whose first levels are what is in daily use: GB 2312 (rows 16 to
55), Big5 (lead bytes A4 to C6), JIS X 0208 (rows 16 to 47), and KS X 1001's syllables (rows 16 to 40).
"""
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def level(codec, leads, trails):
    for lead in leads:
        for trail in trails:
            try:
                yield ord(bytes([lead, trail]).decode(codec))
            except (UnicodeDecodeError, TypeError):
                pass


def bits(values, first, last):
    present = set(values)
    flags = [value in present for value in range(first, last + 1)]
    flags += [False] * (-len(flags) % 6)
    return "".join(ALPHABET[sum(f << i for i, f in enumerate(flags[n:n + 6]))] for n in range(0, len(flags), 6))


def literal(name, comment, text):
    lines = [text[i:i + 110] for i in range(0, len(text), 110)]
    body = "\\\n".join("    " + line for line in lines)
    return f'  /// {comment}\n  static let {name} = """\n{body}\n    """'


trails = list(range(0x40, 0x7F)) + list(range(0xA1, 0xFF))
ideographs = set(level("gb2312", range(0xB0, 0xD8), trails)) | set(level("big5", range(0xA4, 0xC7), trails)) \
    | set(level("euc_jp", range(0xB0, 0xD0), trails))
syllables = set(level("euc_kr", range(0xB0, 0xC9), trails))
print("// Made by Benchmarks/language/ideographs.py from the first levels of GB 2312, Big5 and JIS X 0208, and from KS X 1001:")
print("// not to be edited by hand.\n")
print("/// Sets of characters as bits, six to a character of Base64's alphabet, the lowest first.")
print("enum CommonCharacters {")
print(literal("ideographBits", "Of U+4E00...U+9FFF, the ideographs in daily use.", bits(ideographs, 0x4E00, 0x9FFF)))
print(literal("syllableBits", "Of U+AC00...U+D7A3, the syllables in daily use.", bits(syllables, 0xAC00, 0xD7A3)))
print("}")
import sys
print(len([v for v in ideographs if 0x4E00 <= v <= 0x9FFF]), len(syllables), file=sys.stderr)
