"""Kinds of pages: damaged, empty, and in fonts that tell little."""
import zlib

import numpy
from PIL import Image
from pikepdf import Name

from made.scans import full, landscape, scan_of
from made.setting import CASES, case, paragraph, prose


@case("nothing but a picture that does not decode")
def broken_image(document, page, chance):
    page.image(scan_of(page, chance)[0], 0, 0, page.width, page.height, 55, spoil=lambda data: data[:40])
    page.truth.needs, page.truth.optional, page.truth.words = "any", page.truth.words, []


@case("a picture that does not decode, beside text")
def broken_image_and_text(document, page, chance):
    y = paragraph(page, 60, 790, 470, prose(chance, 6))
    page.image(landscape(chance, 400, 250), 60, y - 300, 470, 290, 60, spoil=lambda data: data[:40])
    paragraph(page, 60, y - 310, 470, prose(chance, 5))


@case("a content stream that breaks off", turn=False)
def broken_stream(document, page, chance):
    y = paragraph(page, 60, 780, 470, prose(chance, 3))
    page.truth.note = "what stands before the break must be there"
    before, page.truth.words = page.truth.words, []
    for _ in range(4):
        y = paragraph(page, 60, y, 470, prose(chance, 3))
    page.truth.needs, page.truth.optional = "any", page.truth.words
    page.truth.words = before

    def cut(stream):
        data = zlib.compress(stream.read_bytes())
        stream.write(data[:len(data) * 3 // 4], filter=Name.FlateDecode)
    page.broken = cut


@case("nothing at all")
def blank(document, page, chance):
    page.truth.needs = "any"


@case("a page's number and nothing else")
def almost_blank(document, page, chance):
    page.text(290, 40, str(chance.randint(10, 300)))


@case("a picture of an empty sheet: paper with specks")
def blank_scan(document, page, chance):
    noise = numpy.random.default_rng(chance.randrange(1 << 32))
    full(page, Image.fromarray(noise.normal(240, 3, (1100, 778)).clip(0, 255).astype("uint8")))
    page.truth.needs = "any"


def in_font(kind, needs):
    def make(document, page, chance):
        page.truth.needs, y = needs, 780
        for _ in range(5):
            y = paragraph(page, 60, y, 470, prose(chance, 4), kind=kind)
    return make


for name, what, kind, needs in (
        ("nul-spaces", "a font whose space means NUL", "nul", "text"),
        ("type3", "a Type 3 font with the standard's names", "type3", "text"),
        ("type3-bare", "a Type 3 font with names that say nothing", "type3-bare", "ocr"),
        ("winansi", "a font with an encoding and no map to Unicode", "winansi", "text"),
        ("glyphs-bare", "glyph numbers without a map to Unicode", "bare", "ocr")):
    CASES[name] = (in_font(kind, needs), what, True)
