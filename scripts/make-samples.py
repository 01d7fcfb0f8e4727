#!/usr/bin/python3
"""Makes the sample documents in samples/ from the texts in scripts/sample-texts/.

The made files are committed; nobody needs this script to use Sluice. On Debian 12 it makes the same bytes every time:

    sudo apt-get install python3-reportlab python3-pil fonts-dejavu-core fonts-droid-fallback
    scripts/make-samples.py
"""

import random
import sys
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter, ImageFont
from reportlab import rl_config
from reportlab.lib.pagesizes import A5
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader, simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

HERE = Path(__file__).resolve().parent
TARGET = HERE.parent / "samples"
DEJAVU = "/usr/share/fonts/truetype/dejavu/"
SERIF, BOLD, SANS = DEJAVU + "DejaVuSerif.ttf", DEJAVU + "DejaVuSerif-Bold.ttf", DEJAVU + "DejaVuSans.ttf"
CJK = "/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf"
WIDTH, HEIGHT = A5
MARGIN = 48
PASSWORD = "towpath"

rl_config.invariant = 1  # no dates and no random identifiers in the files
rl_config.useA85 = 0  # streams as bytes


def sections(name):
    """The sections of a text: (heading, [paragraph, …]) each."""
    found = []
    for block in (HERE / "sample-texts" / (name + ".txt")).read_text("utf-8").strip().split("# ")[1:]:
        heading, _, body = block.partition("\n")
        found.append((heading, [" ".join(part.split()) for part in body.strip().split("\n\n")]))
    return found


# Born-digital pages


def canvas_for(name, title, author="The Sluice project", **options):
    canvas = Canvas(str(TARGET / name), pagesize=A5, invariant=1, pageCompression=1, **options)
    canvas.setTitle(title)
    canvas.setAuthor(author)
    canvas.setCreator("scripts/make-samples.py")
    return canvas


def wrap(text, font, size):
    """Lines of text; Chinese and Japanese break between any two characters."""
    if font != "cjk":
        return simpleSplit(text, font, size, WIDTH - 2 * MARGIN)
    lines, line = [], ""
    for character in text:
        if pdfmetrics.stringWidth(line + character, font, size) > WIDTH - 2 * MARGIN and character not in "，。、":
            lines.append(line)
            line = ""
        line += character
    return lines + [line]


def text_page(canvas, heading, paragraphs, fonts, number=None):
    regular, bold = fonts
    y = HEIGHT - MARGIN - 14
    for line in wrap(heading, bold, 15):
        canvas.setFont(bold, 15)
        canvas.drawString(MARGIN, y, line)
        y -= 20
    y -= 6
    canvas.setFont(regular, 10)
    for paragraph in paragraphs:
        for line in wrap(paragraph, regular, 10):
            canvas.drawString(MARGIN, y, line)
            y -= 14.5
        y -= 7
    if number:
        canvas.drawCentredString(WIDTH / 2, MARGIN / 2, str(number))
    canvas.showPage()


# Scanned pages


def typeset(heading, paragraphs, dpi):
    """A page as a typist would have left it: (picture, [(line, x, baseline, size), …] in points)."""
    scale = dpi / 72
    picture = Image.new("L", (round(WIDTH * scale), round(HEIGHT * scale)), 245)
    draw = ImageDraw.Draw(picture)
    lines, y = [], HEIGHT - MARGIN - 14
    for text, path, font, size, gap in [(heading, BOLD, "bold", 14, 12)] + [
        (paragraph, SERIF, "serif", 11, 8) for paragraph in paragraphs
    ]:
        face = ImageFont.truetype(path, round(size * scale), layout_engine=ImageFont.Layout.BASIC)
        for line in simpleSplit(text, font, size, WIDTH - 2 * MARGIN):
            draw.text((MARGIN * scale, (HEIGHT - y) * scale), line, font=face, fill=35, anchor="ls")
            lines.append((line, MARGIN, y, size))
            y -= size * 1.45
        y -= gap
    return picture, lines


def scan(picture, chance, dpi, angle):
    """The picture as a scanner sees it: crooked, soft, dirty, darker on one side."""
    width, height = picture.size
    picture = picture.rotate(angle, Image.Resampling.BICUBIC, fillcolor=245)
    shade = Image.linear_gradient("L").rotate(90).resize(picture.size).point(lambda value: 225 + value * 30 // 255)
    picture = Image.composite(picture, Image.new("L", picture.size, 0), shade)
    draw = ImageDraw.Draw(picture)
    for _ in range(90):
        x, y, radius = chance.randrange(width), chance.randrange(height), chance.choice([0.5, 0.5, 1, 1.5])
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=chance.randrange(60, 150))
    grain = Image.frombytes("L", (width // 2, height // 2), chance.randbytes((width // 2) * (height // 2)))
    picture = Image.blend(picture, grain.resize(picture.size, Image.Resampling.BILINEAR), 0.05)
    picture = picture.filter(ImageFilter.GaussianBlur(0.5))
    stream = BytesIO()
    picture.save(stream, "JPEG", quality=38, optimize=True, dpi=(dpi, dpi))
    stream.seek(0)
    return ImageReader(stream)


def scanned_page(canvas, heading, paragraphs, chance, dpi=150, hidden_text=False):
    picture, lines = typeset(heading, paragraphs, dpi)
    canvas.drawImage(scan(picture, chance, dpi, chance.uniform(-0.9, 0.9)), 0, 0, WIDTH, HEIGHT)
    if hidden_text:
        text = canvas.beginText()
        text.setTextRenderMode(3)  # neither filled nor stroked: there to be searched, not seen
        for line, x, y, size in lines:
            text.setFont("Helvetica", size * 0.9)
            text.setTextOrigin(x, y)
            text.textOut(garble(line, chance))
        canvas.drawText(text)
    canvas.showPage()


def garble(line, chance):
    """The line as a recogniser of the nineties read it."""
    confusions = {"m": "rn", "e": "c", "l": "1", "o": "0", "h": "li", "s": "5", "t": "f", "a": "n", "i": "!", "d": "cl"}
    read = ""
    for character in line:
        draw = chance.random()
        if draw < 0.38 and character in confusions:
            read += confusions[character]
        elif draw < 0.46:
            read += chance.choice(["", "~", "^", "|", ".", "*", "\\"])
        else:
            read += character
    return read


# The documents


def make_text():
    canvas = canvas_for("locks-and-sluices.pdf", "Locks and Sluices")
    for number, (heading, paragraphs) in enumerate(sections("text"), 1):
        text_page(canvas, heading, paragraphs, ("serif", "bold"), number)
    canvas.save()


def make_scanned():
    canvas = canvas_for("scanned-report.pdf", "")
    for heading, paragraphs in sections("scanned"):
        scanned_page(canvas, heading, paragraphs, random.Random(heading))
    canvas.save()


def make_hidden():
    canvas = canvas_for("scan-with-poor-text.pdf", "Minutes of the Canal Company")
    for heading, paragraphs in sections("hidden"):
        scanned_page(canvas, heading, paragraphs, random.Random(heading), hidden_text=True)
    canvas.save()


def make_mixed():
    canvas = canvas_for("mixed-exhibition.pdf", "Papers of an Exhibition")
    typed, scanned = sections("mixed-text"), sections("mixed-scan")
    text_page(canvas, *typed[0], ("Times-Roman", "Times-Bold"))
    scanned_page(canvas, *scanned[0], random.Random(1), dpi=130)
    canvas.showPage()  # blank
    scanned_page(canvas, *scanned[1], random.Random(2), dpi=130)
    text_page(canvas, *typed[1], ("Times-Roman", "Times-Bold"))
    canvas.save()


def make_nonlatin():
    canvas = canvas_for("many-scripts.pdf", "Ένα βιβλίο, одна книга, 一本书")
    for heading, paragraphs in sections("nonlatin"):
        font = "sans" if heading[0] < "\u2e80" else "cjk"
        text_page(canvas, heading, paragraphs, (font, font))
    canvas.save()


def make_encrypted():
    lock = StandardEncryption(PASSWORD, ownerPassword="keeper", strength=128)
    canvas = canvas_for("encrypted-letter.pdf", "A Letter", encrypt=lock)
    for section in sections("encrypted"):
        text_page(canvas, *section, ("Times-Roman", "Times-Bold"))
    canvas.save()


def make_truncated():
    canvas = canvas_for("truncated-letter.pdf", "A Letter")
    for section in sections("truncated"):
        text_page(canvas, *section, ("serif", "bold"))
    canvas.save()
    path = TARGET / "truncated-letter.pdf"
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) * 7 // 10])


def make_no_pdf():
    (TARGET / "not-a-pdf.pdf").write_text(
        "<!DOCTYPE html>\n<html>\n<head><title>Sign in to continue</title></head>\n<body>\n"
        "<h1>Your session has ended</h1>\n"
        "<p>Please sign in again to download the document.</p>\n</body>\n</html>\n"
    )


def make_names():
    names = ["annual report 1998.pdf", "O'Brien \"draft\".pdf", "-dash first.pdf", "Überblick – Łódź.pdf"]
    for name, section in zip(names, sections("names"), strict=True):
        canvas = canvas_for(name, section[0])
        fonts = ("serif", "bold") if "Ł" in name else ("Times-Roman", "Times-Bold")
        text_page(canvas, *section, fonts)
        canvas.save()


def main():
    for name, path in [("serif", SERIF), ("bold", BOLD), ("sans", SANS), ("cjk", CJK)]:
        pdfmetrics.registerFont(TTFont(name, path))
    TARGET.mkdir(exist_ok=True)
    for make in [
        make_text, make_scanned, make_hidden, make_mixed, make_nonlatin, make_encrypted, make_truncated, make_no_pdf,
        make_names,
    ]:
        make()
    total = sum(path.stat().st_size for path in TARGET.glob("*.pdf"))
    print(f"{len(list(TARGET.glob('*.pdf')))} documents, {total:,} bytes", file=sys.stderr)


if __name__ == "__main__":
    main()
