"""Writes PDFs letter by letter, so that every way in which a page can be made is at hand.

What is written stands in the page's truth as well. Places are points from the lower left corner. Nothing here depends on a
clock or on chance: the same calls give the same bytes.
"""
import copy
import io
import math
from dataclasses import dataclass, field

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from made.fonts import Font, SimpleFont


@dataclass
class Truth:
    """What a reader of the page must find."""
    needs: str = "text"  # text, ocr, or any: both are right
    words: list = field(default_factory=list)  # in the order they are read
    rows: list = field(default_factory=list)  # of tables: the cells of each row
    absent: list = field(default_factory=list)  # phrases that cannot be seen
    optional: list = field(default_factory=list)  # words that may be there
    languages: str = "eng"
    turned: int = 0  # the value of /Rotate
    note: str = ""

    def say(self, text):
        self.words += text.split()


class Page:
    def __init__(self, document, width, height):
        self.document, self.width, self.height = document, width, height
        self.media, self.crop = [0, 0, width, height], None
        self.operators, self.annotations, self.fonts = [], [], []
        self.images, self.patterns, self.layers = {}, {}, {}
        self.truth = Truth()
        self.broken = None  # what is done to the finished content stream

    def put(self, operators):
        self.operators.append(operators)

    def text(self, x, y, text, face=None, size=11, kind="plain", angle=0, mode=0, say=True, right_to_left=False,
             language=None, downward=False, garble=None):
        """Writes a line from a point; its length comes back."""
        font = self.document.font(face or self.document.face, kind, garble, downward)
        self.fonts.append(font)
        shown, length = font.write(text, size, right_to_left, language)
        sine, cosine = math.sin(math.radians(angle)), math.cos(math.radians(angle))
        self.put(f"BT /F{self.document.fonts.index(font)} {size} Tf {mode} Tr "
                 f"{cosine:.4f} {sine:.4f} {-sine:.4f} {cosine:.4f} {x:.2f} {y:.2f} Tm {shown} ET")
        if say:
            self.truth.say(text)
        return length

    def outline(self, x, y, text, face=None, size=11, say=True):
        """Draws a line as outlines."""
        face = face or self.document.face
        scale = size / face.file["head"].unitsPerEm
        for glyph in face.shape(text):
            self.put(f"q {scale:.5f} 0 0 {scale:.5f} {x:.2f} {y:.2f} cm {face.outline(glyph.number)} f Q")
            x += glyph.advance * size / 1000
        if say:
            self.truth.say(text)

    def line(self, x1, y1, x2, y2, width=0.6):
        self.put(f"{width} w {x1:.1f} {y1:.1f} m {x2:.1f} {y2:.1f} l S")

    def image(self, picture, x, y, width, height, quality=None, spoil=None):
        """Puts a picture on the page: as JPEG with a quality, else packed without loss; `spoil` damages its bytes."""
        bytes_ = io.BytesIO()
        depth = 1 if picture.mode == "1" else 8
        colours = Name.DeviceRGB if picture.mode == "RGB" else Name.DeviceGray
        if quality:
            picture.save(bytes_, "JPEG", quality=quality)
        stream = self.document.pdf.make_stream(bytes_.getvalue() or picture.tobytes())
        stream.update(Dictionary(Type=Name.XObject, Subtype=Name.Image, Width=picture.width, Height=picture.height,
                                 ColorSpace=colours, BitsPerComponent=depth))
        if quality:
            data = spoil(bytes_.getvalue()) if spoil else bytes_.getvalue()
            stream.write(data, filter=Name.DCTDecode)
        self.show(stream, f"{width:.2f} 0 0 {height:.2f} {x:.2f} {y:.2f}")

    def show(self, stream, matrix="1 0 0 1 0 0"):
        name = f"/X{len(self.images)}"
        self.images[name] = stream
        self.put(f"q {matrix} cm {name} Do Q")

    def turned(self, degrees):
        """The same page made sideways and turned back by /Rotate: shown, it looks the same."""
        other = copy.copy(self)
        other.truth = copy.deepcopy(self.truth)
        other.truth.turned = degrees
        left, bottom, right, top = self.media
        turn = {90: (0, 1, -1, 0, top, -left), 180: (-1, 0, 0, -1, right, top), 270: (0, -1, 1, 0, -bottom, right)}[degrees]
        other.matrix = turn
        return other

    matrix = None

    def finish(self, pdf):
        content = "\n".join(self.operators)
        if self.matrix:
            content = "q " + " ".join(f"{value:g}" for value in self.matrix) + " cm\n" + content + "\nQ"
        page = pdf.add_blank_page(page_size=(self.width, self.height))
        page.obj.MediaBox = Array(self._box(self.media))
        if self.crop:
            page.obj.CropBox = Array(self._box(self.crop))
        if self.truth.turned:
            page.obj.Rotate = self.truth.turned
        page.obj.Resources = Dictionary(XObject=Dictionary(self.images), Pattern=Dictionary(self.patterns),
                                        Properties=Dictionary(self.layers))
        used = [font for font in self.document.fonts if font in self.fonts]
        page.obj.Resources.Font = Dictionary(
            {f"/F{self.document.fonts.index(font)}": self.document.finished(font) for font in used})
        stream = pdf.make_stream(content.encode("latin-1"))
        if self.broken:
            self.broken(stream)
        page.obj.Contents = stream
        if self.annotations:
            page.obj.Annots = Array([self._annotation(pdf, annotation, page.obj) for annotation in self.annotations])

    def _annotation(self, pdf, annotation, page):
        made = pdf.make_indirect(Dictionary(annotation))
        made.P = page
        made.Rect = Array(self._box([float(value) for value in annotation["/Rect"]]))
        if self.matrix and "/AP" in made:
            form = annotation["/AP"]["/N"]
            twin = pdf.make_stream(form.read_bytes())
            twin.update(Dictionary({key: value for key, value in form.items() if key not in ("/Length", "/Filter")}))
            twin.Matrix = Array([*self.matrix[:4], 0, 0])
            made.AP = Dictionary(N=twin)
        if "/FT" in made:
            if self.truth.turned:
                made.MK = Dictionary(R=self.truth.turned)
                made.T = String(f"{made.T}-{self.truth.turned}")
            self.document.fields.append(made)
        return made

    def _box(self, box):
        if not self.matrix:
            return box
        a, b, c, d, e, f = self.matrix
        corners = [(x, y) for x in box[::2] for y in box[1::2]]
        xs, ys = [a * x + c * y + e for x, y in corners], [b * x + d * y + f for x, y in corners]
        return [min(xs), min(ys), max(xs), max(ys)]


class Document:
    def __init__(self, face):
        self.pdf, self.face = pikepdf.new(), face
        self.pages, self.fonts, self.fields, self.made = [], [], [], {}
        self.layers = []  # (name, whether it is shown)
        self.title = ""

    def page(self, width=595, height=842):
        self.pages.append(Page(self, width, height))
        return self.pages[-1]

    def font(self, face, kind="plain", garble=None, downward=False):
        for font in self.fonts:
            if (font.face, font.kind, font.garble, font.downward) == (face, kind, garble, downward):
                return font
        simple = kind in ("winansi", "type3", "type3-bare")
        self.fonts.append((SimpleFont if simple else Font)(face, kind, garble, downward))
        return self.fonts[-1]

    def finished(self, font):
        """One object for all the pages that use the font, made when all of them are written."""
        if font not in self.made:
            self.made[font] = font.finish(self.pdf)
        return self.made[font]

    def layer(self, page, name, shown):
        """A layer for marked content `/OC /name BDC`."""
        group = self.pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(name)))
        self.layers.append((group, shown))
        page.layers["/" + name] = group

    def bytes(self):
        for page in self.pages:
            page.finish(self.pdf)
        root = self.pdf.Root
        if self.fields:
            helvetica = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
            root.AcroForm = Dictionary(Fields=Array(self.fields), DA=String("/Helv 10 Tf 0 g"),
                                       DR=Dictionary(Font=Dictionary(Helv=helvetica)))
        if self.layers:
            groups = [group for group, _ in self.layers]
            root.OCProperties = Dictionary(OCGs=Array(groups), D=Dictionary(
                Order=Array(groups), OFF=Array([group for group, shown in self.layers if not shown])))
        out = io.BytesIO()
        self.pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return out.getvalue()
