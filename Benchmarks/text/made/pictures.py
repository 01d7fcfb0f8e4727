"""Kinds of pages: scans, text over and under pictures, letters drawn as outlines, and text layers that are garbage."""
from PIL import Image

from made import phrases
from made.scans import full, landscape, scan_of, written
from made.setting import case, heading, paragraph, prose, wrap
from made.writer import Document


@case("a scan")
def scan(document, page, chance):
    full(page, scan_of(page, chance)[0])


@case("a scan, skewed by two degrees")
def scan_skewed(document, page, chance):
    full(page, scan_of(page, chance, change=lambda picture: picture.rotate(2, Image.BICUBIC, fillcolor=255))[0])


@case("a scan that lies on its side")
def scan_sideways(document, page, chance):
    picture, _ = scan_of(page, chance, change=lambda picture: picture.transpose(Image.ROTATE_90))
    page.width, page.height, page.media = 842, 595, [0, 0, 842, 595]
    full(page, picture)


@case("a scan upside down")
def scan_upside_down(document, page, chance):
    full(page, scan_of(page, chance, change=lambda picture: picture.transpose(Image.ROTATE_180))[0])


@case("a scan in strips")
def scan_strips(document, page, chance):
    picture, _ = scan_of(page, chance)
    strip = -(-picture.height // 12)
    for top in range(0, picture.height, strip):
        part = picture.crop((0, top, picture.width, min(top + strip, picture.height)))
        height = page.height * part.height / picture.height
        page.image(part, 0, page.height * (1 - top / picture.height) - height, page.width, height, 55)


@case("a scan of two colours")
def scan_bilevel(document, page, chance):
    picture, _ = scan_of(page, chance)
    full(page, picture.point(lambda shade: 255 * (shade > 150)).convert("1"), None)


@case("a scan with margins, and a footer in text beside it")
def scan_with_footer(document, page, chance):
    picture, _ = scan_of(page, chance)
    page.image(picture, 75, 120, 445, 630, 55)
    page.text(60, 40, "Downloaded from the archive of the canal office on 3 May 2024", size=8)


@case("a scan with a stamp in text over it")
def scan_with_stamp(document, page, chance):
    full(page, scan_of(page, chance)[0])
    page.text(380, 800, "RECEIVED 12 June 2024", page.faces.bold, 12)


@case("a scan with a good hidden text of it, as archives deliver")
def scan_hidden_text(document, page, chance):
    picture, lines = scan_of(page, chance)
    full(page, picture)
    for x, y, line, size in lines:
        page.text(x, y, line, size=size, mode=3, say=False)


@case("a scan that lies over its text")
def text_under_image(document, page, chance):
    picture, lines = scan_of(page, chance)
    for x, y, line, size in lines:
        page.text(x, y, line, size=size, say=False)
    full(page, picture)


@case("a picture over half of the text, which cannot be seen under it")
def text_half_covered(document, page, chance):
    y = paragraph(page, 60, 790, 470, prose(chance, 5))
    for name in ("Darcy", "Bingley", "Lydia"):
        page.text(100, y - 100, f"Covered words of {name} under the picture", say=False)
        page.truth.absent.append(name)
        y -= 30
    page.image(landscape(chance, 400, 250), 60, y - 200, 470, 290, 60)
    paragraph(page, 60, y - 210, 470, prose(chance, 4))
    page.truth.note = "text wholly under an opaque picture"


@case("text over a picture of the whole page")
def text_over_picture(document, page, chance):
    full(page, landscape(chance, 595, 842, light=True))
    y = heading(page, "By boat through the hills")
    for _ in range(4):
        y = paragraph(page, 60, y, 470, prose(chance, 3))


@case("text beside a photograph")
def text_beside_picture(document, page, chance):
    y = paragraph(page, 60, 790, 470, prose(chance, 5))
    page.image(landscape(chance, 400, 250), 60, y - 300, 470, 290, 60)
    page.text(60, y - 320, "Figure 1. The valley in spring.", size=9)
    paragraph(page, 60, y - 335, 470, prose(chance, 5))


@case("letters drawn as outlines")
def outlines(document, page, chance):
    page.truth.needs, y = "ocr", 770
    for _ in range(8):
        for line in wrap(prose(chance, 2), 470, lambda line: document.face.width(line, 12)):
            page.outline(60, y, line, size=12)
            y -= 19


# Text layers that are garbage, over pages that can be read well


def shifted(text):
    return "".join(chr(ord(letter) + 1) if letter.isalpha() else letter for letter in text)


GARBAGE = {
    "shifted": ("letters of the next place in the alphabet", lambda line, chance: shifted(line)),
    "code-page": ("one code page taken for another", lambda line, chance: line.encode("cp1251").decode("latin-1")),
    "random": ("random letters", lambda line, chance: "".join(
        chance.choice("abcdefghijklmnopqrstuvwxyz") if letter != " " else letter for letter in line)),
    "split": ("words split into letters", lambda line, chance: " ".join(line.replace(" ", ""))),
    "together": ("words run together", lambda line, chance: line.replace(" ", "")),
    "reversed": ("lines written backwards", lambda line, chance: line[::-1]),
}


def garbage(kind, over):
    def make(document, page, chance):
        sentences = phrases.RUSSIAN if kind == "code-page" else phrases.ENGLISH
        page.truth.languages = "rus" if kind == "code-page" else "eng"
        if over == "scan":
            picture, lines = scan_of(page, chance, sentences=sentences)
            full(page, picture)
        else:
            twin = Document(document.face).page()
            lines = written(twin, chance, sentences=sentences)
            page.truth.words, page.truth.needs = twin.truth.words, "ocr"
            for x, y, line, size in lines:
                page.outline(x, y, line, size=size, say=False)
        for x, y, line, size in lines:
            false = GARBAGE[kind][1](line, chance)
            fitted = size * document.face.width(line, size) / document.face.width(false, size)
            page.text(x, y, false, size=round(fitted, 2), mode=3, say=False)
    make.__name__ = f"garbage_{over}_{kind}".replace("-", "_")
    return make


for kind, (what, _) in GARBAGE.items():
    case(f"a scan with a hidden text layer of {what}")(garbage(kind, "scan"))
    case(f"letters drawn as outlines, with a hidden text layer of {what}")(garbage(kind, "outlines"))


@case("a font whose map to Unicode is shifted by one letter")
def map_shifted(document, page, chance):
    page.truth.needs, y = "ocr", 780
    for _ in range(5):
        y = paragraph(page, 60, y, 470, prose(chance, 4), garble=shifted)
