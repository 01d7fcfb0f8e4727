"""Pages as pictures, and what befalls such pictures."""
import numpy
import pypdfium2
from PIL import Image, ImageDraw, ImageFilter

from made import phrases
from made.setting import prose, wrap
from made.writer import Document


def picture_of(document, dpi=300, number=0):
    """The page as it is shown, in greys."""
    opened = pypdfium2.PdfDocument(document.bytes())
    return opened[number].render(scale=dpi / 72, grayscale=True).to_pil().convert("L")


def written(page, chance, paragraphs=5, size=11.5, sentences=phrases.ENGLISH):
    """Fills a page with prose; the lines it was set in come back as (x, y, text, size)."""
    lines, y = [], 770
    for _ in range(paragraphs):
        text = prose(chance, 4, sentences)
        for line in wrap(text, 470, lambda line: page.document.face.width(line, size)):
            y -= size * 1.5
            page.text(60, y, line, size=size)
            lines.append((60, y, line, size))
        y -= size
    return lines


def scan_of(page, chance, dpi=200, change=None, **options):
    """Makes the page the picture of another one, whose truth it takes over; the lines of that one come back."""
    original = Document(page.document.face)
    inner = original.page(page.width, page.height)
    lines = written(inner, chance, **options)
    picture = picture_of(original, dpi)
    page.truth.words, page.truth.needs = inner.truth.words, "ocr"
    return change(picture) if change else picture, lines


def full(page, picture, quality=55):
    page.image(picture, 0, 0, page.width, page.height, quality)


CONDITIONS = {
    "clean": lambda picture, noise: picture,
    "150dpi-blurred": lambda picture, noise: picture.resize((picture.width // 2, picture.height // 2)).filter(
        ImageFilter.GaussianBlur(0.8)),
    "1-bit": lambda picture, noise: picture.point(lambda shade: 255 * (shade > 150)).convert("1"),
    "noisy": lambda picture, noise: Image.fromarray((numpy.asarray(picture, float) * 0.85 + 15 + noise.normal(
        0, 32, (picture.height, picture.width))).clip(0, 255).astype("uint8")),
    "faint": lambda picture, noise: picture.point(lambda shade: 205 + shade * 45 // 255),
    "turned+1": lambda picture, noise: picture.rotate(-1, Image.BICUBIC, fillcolor=255),
    "turned-3": lambda picture, noise: picture.rotate(3, Image.BICUBIC, fillcolor=255),
    "turned90": lambda picture, noise: picture.transpose(Image.ROTATE_270),
    "turned180": lambda picture, noise: picture.transpose(Image.ROTATE_180),
    "turned270": lambda picture, noise: picture.transpose(Image.ROTATE_90),
}


def landscape(chance, width, height, light=False):
    """A picture without letters: shades and hills."""
    rows = numpy.linspace(235 if light else 170, 250 if light else 60, height)[:, None] * numpy.ones((1, width))
    picture = Image.fromarray(rows.astype("uint8"))
    draw = ImageDraw.Draw(picture)
    for _ in range(12):
        x, y, r = chance.randrange(width), chance.randrange(height), chance.randrange(20, 90)
        shade = chance.randrange(225, 250) if light else chance.randrange(60, 200)
        draw.ellipse((x - r, y - r, x + r, y + r), fill=shade)
    return picture.filter(ImageFilter.GaussianBlur(3))
