"""Makes pages of good text in many languages from Debian's documentation and translations.

    corpus.py OUT.ndjson UNPACKED [--no-samples]

UNPACKED holds what `dpkg -x` made of each package, in a folder of the package's name. A page is one JSON line
{"id", "lang", "kind", "text"}; lines are wrapped as a page wraps them. Nothing of this is committed.
"""
import glob
import html
import json
import os
import random
import re
import struct
import sys
import textwrap

PER_LANGUAGE = {"gnome": 40, "guide": 40, "office": 40, "reference": 20, "mo": 25, "fortune": 25, "gimp": 60, "faq": 20}
WIDE = {"zh", "ja", "ko", "th", "km"}


def wrap(paragraphs, lang):
    width = 38 if lang.split("-")[0] in WIDE else 75
    lines = []
    for paragraph in paragraphs:
        paragraph = " ".join(paragraph.split())
        if paragraph:
            lines += textwrap.wrap(paragraph, width, break_long_words=lang.split("-")[0] in WIDE) + [""]
    return "\n".join(lines)


def paragraphs_of_markup(text):
    text = re.sub(r"(?s)<(info|head|script|style|comment|pre|code|screen)\b.*?</\1>", " ", text)
    text = re.sub(r"(?i)</?(p|div|li|title|h\d|td|tr|th|dt|dd|item|section|page|desc|br|note|table)\b[^>]*>", "\n\n", text)
    text = html.unescape(re.sub(r"<[^>]*>", "", text))
    return [p for p in re.split(r"\n\s*\n", text) if p.strip()]


def messages(path):
    data = open(path, "rb").read()
    order = "<" if data[:4] == b"\xde\x12\x04\x95" else ">"
    count, originals, translations = struct.unpack(order + "3I", data[8:20])
    for i in range(count):
        size, at = struct.unpack_from(order + "2I", data, translations + 8 * i)
        if i:
            yield data[at:at + size].split(b"\0")[0].decode("utf-8", "replace")


def code(name):
    name = name.replace("_", "-")
    return {"zh-CN": "zh", "zh-TW": "zh-TW", "zh-HK": "zh-TW", "sr@latin": "sr-Latn", "be@latin": "be-Latn", "nb": "no",
            "en-GB": "en", "pt-BR": "pt", "zh-cn": "zh", "bn-IN": "bn", "C": "en", "zh-tw": "zh-TW", "nn": "no",
            "ca@valencia": "ca", "en-AU": "en", "en-CA": "en", "en@shaw": "en-Shaw"}.get(name, name)


def sources(root):
    for folder in sorted(glob.glob(f"{root}/gnome-user-docs/usr/share/help/*")):
        for path in sorted(glob.glob(folder + "/*/*.page")):
            yield "gnome", code(os.path.basename(folder)), path, paragraphs_of_markup(open(path).read())
    for folder in sorted(glob.glob(f"{root}/installation-guide-amd64/usr/share/doc/installation-guide-amd64/??*/")):
        for path in sorted(glob.glob(folder + "*.html")):
            yield "guide", code(folder.split("/")[-2]), path, paragraphs_of_markup(open(path, errors="replace").read())
    for folder in sorted(glob.glob(f"{root}/libreoffice-help-*/usr/share/libreoffice/help/*/")):
        lang = folder.split("/")[-2]
        paths = sorted(glob.glob(folder + "text/**/*.html", recursive=True))
        random.shuffle(paths)
        for path in paths[:200]:
            text = open(path, errors="replace").read()
            body = text.find('id="DisplayArea"')
            yield "office", code(lang), path, paragraphs_of_markup(text[max(body, 0):])
    for path in sorted(glob.glob(f"{root}/debian-reference-*/usr/share/debian-reference/ch*.html")):
        yield "reference", code(path.split(".")[-2]), path, paragraphs_of_markup(open(path).read())
    for path in sorted(glob.glob(f"{root}/gimp-help-*/usr/share/gimp/2.0/help/*/*.html")):
        yield "gimp", code(path.split("/")[-2]), path, paragraphs_of_markup(open(path, errors="replace").read())
    for path in sorted(glob.glob(f"{root}/debian-faq-*/usr/share/doc/debian/FAQ/**/*.html", recursive=True)):
        yield "faq", code(path.split(".")[-2]), path, paragraphs_of_markup(open(path, errors="replace").read())
    for path in sorted(glob.glob(f"{root}/fortunes*/usr/share/games/fortunes/**/*", recursive=True)):
        if os.path.isfile(path) and not path.endswith((".dat", ".u8")) and "off" not in path:
            name = re.search(r"fortunes-?(\w*)", path).group(1) or "en"
            whole = open(path, errors="replace").read().split("\n%\n")
            for i in range(0, len(whole), 6):
                yield "fortune", name, f"{path}:{i}", [p for f in whole[i:i + 6] for p in f.split("\n\n")]
    for name in ("evolution-common", "orca", "libgtk-3-common", "aptitude-common", "dpkg", "apt", "libglib2.0-data",
                 "gnome-control-center-data"):
        for path in sorted(glob.glob(f"{root}/{name}/usr/share/locale/*/LC_MESSAGES/*.mo")):
            long = [re.sub(r"<[^>]*>|_|\x1b.*", "", m) for m in messages(path) if len(m) > 45]
            for i in range(0, len(long) - 10, 25):
                yield "mo", code(path.split("/")[-3]), f"{path}:{i}", long[i:i + 25]


def main():
    out, root = sys.argv[1:3]
    random.seed(1)
    by_place = {}
    for kind, lang, path, paragraphs in sources(root):
        text = wrap(paragraphs, lang)
        letters = sum(c.isalpha() for c in text)
        if letters < 200 or (kind in ("gnome", "mo") and letters < 300):
            continue
        start = 0 if len(text) < 4000 else text.find("\n", random.randrange(len(text) - 3500)) + 1
        by_place.setdefault((kind, lang), []).append((os.path.relpath(path, root), text[start:start + 3500]))
    with open(out, "w") as file:
        for (kind, lang), pages in sorted(by_place.items()):
            random.shuffle(pages)
            for name, text in pages[:PER_LANGUAGE[kind]]:
                file.write(json.dumps({"id": name, "lang": lang, "kind": kind, "text": text}, ensure_ascii=False) + "\n")
        if "--no-samples" in sys.argv:
            return
        # The samples CLD2 itself is tested with: short, but of 150 languages.
        for line in open("/usr/include/cld2/internal/unittest_data.h", errors="replace"):
            found = re.match(r'const char\* kTeststr_([a-z]+)_([A-Z][a-z]{3})\d? *= *"(.*)";', line)
            if found and len(found.group(3)) > 200:
                lang = {"iw": "he", "jw": "jv"}.get(found.group(1), found.group(1))
                text = "\n".join(textwrap.wrap(found.group(3).encode().decode("utf-8"), 75))[:3500]
                file.write(json.dumps({"id": f"cld2/{found.group(1)}_{found.group(2)}", "lang": lang, "kind": "cld2",
                                       "text": text}, ensure_ascii=False) + "\n")


main()
