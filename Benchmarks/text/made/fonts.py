"""Fonts of any kind for the made PDFs: text is shaped by HarfBuzz, and a font says of its letters what it is told to say."""
import io
from dataclasses import dataclass
from functools import cache

import uharfbuzz
from fontTools import subset
from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, String

# What every Latin font holds, so that one subset of each file serves the whole corpus.
COMMON = frozenset(range(0x20, 0x7f)) | frozenset(range(0xa0, 0x180)) | frozenset(range(0x400, 0x460)) | {
    0x2013, 0x2014, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2026, 0x20ac, 0xfb01, 0xfb02}


@dataclass
class Glyph:
    number: int
    advance: float  # in thousandths of the size, as in a PDF
    across: float
    up: float
    cluster: int


class Face:
    """A font file."""

    def __init__(self, path):
        self.path = str(path)
        self.shaper = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(self.path)))
        self.file = TTFont(self.path, lazy=True)
        self.scale = 1000 / self.file["head"].unitsPerEm
        self.outlines = self.file.getGlyphSet()

    def shape(self, text, right_to_left=False, language=None, downward=False):
        buffer = uharfbuzz.Buffer()
        buffer.add_codepoints([ord(letter) for letter in text])
        buffer.guess_segment_properties()
        buffer.direction = "ttb" if downward else "rtl" if right_to_left else "ltr"
        if language:
            buffer.language = language
        uharfbuzz.shape(self.shaper, buffer, {"vert": False, "liga": False})
        return [Glyph(info.codepoint, -place.y_advance * self.scale if downward else place.x_advance * self.scale,
                      place.x_offset * self.scale, place.y_offset * self.scale, info.cluster)
                for info, place in zip(buffer.glyph_infos, buffer.glyph_positions)]

    def width(self, text, size, **options):
        return sum(glyph.advance for glyph in self.shape(text, **options)) * size / 1000

    def advance(self, number):
        """How wide the file says a glyph is; kerning is put beside it."""
        return round(self.file["hmtx"][self.file.getGlyphName(number)][0] * self.scale)

    @cache
    def program(self, numbers, letters):
        """The font file with these glyphs only, under the numbers they have."""
        options = subset.Options(retain_gids=True, hinting=False, layout_features=[], notdef_outline=True, name_IDs=[],
                                 drop_tables=["GSUB", "GPOS", "GDEF", "FFTM", "vhea", "vmtx", "kern", "meta", "DSIG"])
        cutter = subset.Subsetter(options)
        cutter.populate(gids=sorted(numbers), unicodes=sorted(letters))
        file = TTFont(self.path, recalcTimestamp=False)
        cutter.subset(file)
        bytes_ = io.BytesIO()
        file.save(bytes_)
        return bytes_.getvalue()

    def outline(self, number):
        """A glyph's outline as a PDF's path, in the font's units."""
        pen = PathPen(self.outlines)
        self.outlines[self.file.getGlyphName(number)].draw(pen)
        return " ".join(pen.path)


class PathPen(BasePen):
    def __init__(self, glyphs):
        super().__init__(glyphs)
        self.path = []

    def _moveTo(self, point): self.path.append(f"{point[0]:.0f} {point[1]:.0f} m")
    def _lineTo(self, point): self.path.append(f"{point[0]:.0f} {point[1]:.0f} l")
    def _curveToOne(self, *points): self.path.append(" ".join(f"{x:.0f} {y:.0f}" for x, y in points) + " c")
    def _closePath(self): self.path.append("h")


class Font:
    """A font of a document: glyph numbers as codes, with a map to Unicode (kind "plain") or without ("bare"), or one whose
    space is the letter NUL ("nul"); `garble` changes what the map says of each letter."""

    def __init__(self, face, kind="plain", garble=None, downward=False):
        self.face, self.kind, self.garble, self.downward = face, kind, garble, downward
        self.meaning = {}  # glyph number: text
        self.widths = {}

    def write(self, text, size, right_to_left=False, language=None):
        """The operators that show a text, and its length."""
        glyphs = self.face.shape(text, right_to_left, language, self.downward)
        starts = sorted({glyph.cluster for glyph in glyphs}) + [len(text)]
        parts, length = [], 0.0
        index = 0
        while index < len(glyphs):
            cluster = glyphs[index].cluster
            members = [glyph for glyph in glyphs[index:] if glyph.cluster == cluster]
            index += len(members)
            meaning = text[cluster:starts[starts.index(cluster) + 1]]
            # A cluster of several glyphs, or one whose glyph means something else elsewhere, says its text itself.
            alone = len(members) == 1 and self.meaning.setdefault(members[0].number, meaning) == meaning
            parts += [] if alone else [f"/Span <</ActualText <feff{meaning.encode('utf-16-be').hex()}>>> BDC"]
            for glyph in members:
                self.widths[glyph.number] = self.face.advance(glyph.number)
                parts.append(self._show(glyph, size))
                length += glyph.advance
            parts += [] if alone else ["EMC"]
        return _joined(parts), length * size / 1000

    def _show(self, glyph, size):
        if self.downward:
            return f"<{glyph.number:04x}> Tj"
        drawn = self.widths[glyph.number]
        show = f"<{glyph.number:04x}>"
        if glyph.across or abs(drawn - glyph.advance) >= 1:
            show = f"{-glyph.across:.0f} {show} {drawn - glyph.advance + glyph.across:.0f}"
        if glyph.up:
            return f"{glyph.up * size / 1000:.2f} Ts [{show}] TJ 0 Ts"
        return f"[{show}] TJ"

    def finish(self, pdf):
        letters = COMMON if set(map(ord, "".join(self.meaning.values()))) <= COMMON else frozenset()
        program = self.face.program(frozenset() if letters else frozenset(self.meaning) | frozenset(self.widths), letters)
        descriptor = _descriptor(pdf, self.face, program, flags=4)
        descendant = Dictionary(
            Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=descriptor.FontName, FontDescriptor=descriptor,
            CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
            CIDToGIDMap=Name.Identity, DW=1000,
            W=Array([part for number, width in sorted(self.widths.items()) for part in (number, Array([round(width)]))]))
        if self.downward:
            del descendant["/W"]
        font = Dictionary(Type=Name.Font, Subtype=Name.Type0, BaseFont=descriptor.FontName,
                          Encoding=Name("/Identity-V" if self.downward else "/Identity-H"),
                          DescendantFonts=Array([pdf.make_indirect(descendant)]))
        if self.kind != "bare":
            font.ToUnicode = pdf.make_stream(self._map({f"{number:04x}": text for number, text in self.meaning.items()}, 2))
        return pdf.make_indirect(font)

    def _map(self, meaning, width):
        lines = []
        for code, text in sorted(meaning.items()):
            if self.kind == "nul" and text == " ":
                text = "\0"
            text = self.garble(text) if self.garble else text
            lines.append(f"<{code}> <{text.encode('utf-16-be').hex()}>")
        blocks = [lines[i:i + 100] for i in range(0, len(lines), 100)]
        body = "".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n" for block in blocks)
        return ("/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
                "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n/CMapName /Made def /CMapType 2 def\n"
                f"1 begincodespacerange <{'00' * width}> <{'ff' * width}> endcodespacerange\n{body}"
                "endcmap CMapName currentdict /CMap defineresource pop end end").encode()


class SimpleFont(Font):
    """One byte a letter. Kinds: "winansi", a TrueType font without a map to Unicode, by the standard's names; "type3", with
    letters drawn by the file itself and named as the standard names them; "type3-bare", with names that say nothing."""

    def write(self, text, size, right_to_left=False, language=None):
        length = 0.0
        for glyph, letter in zip(self.face.shape(text), text):
            self.meaning[letter] = glyph
            length += glyph.advance
        return f"<{bytes(map(self._code, text)).hex()}> Tj", length * size / 1000

    def _code(self, letter):
        """The letter's byte in the code page; in a font that says nothing the letters are numbered as they come."""
        if self.kind == "type3-bare":
            return 33 + list(self.meaning).index(letter)
        return letter.encode("cp1252")[0]

    def finish(self, pdf):
        codes = {self._code(letter): letter for letter in self.meaning}
        first, last = min(codes), max(codes)
        widths = [self.meaning[codes[code]].advance if code in codes else 0 for code in range(first, last + 1)]
        font = Dictionary(Type=Name.Font, FirstChar=first, LastChar=last, Widths=Array([round(width) for width in widths]))
        if self.kind == "winansi":
            descriptor = _descriptor(pdf, self.face, self.face.program(frozenset(), COMMON), flags=32)
            font.update(Dictionary(Subtype=Name.TrueType, BaseFont=descriptor.FontName, FontDescriptor=descriptor,
                                   Encoding=Name.WinAnsiEncoding))
            return pdf.make_indirect(font)
        bare = self.kind == "type3-bare"
        names = {code: Name("/" + (f"q{chr(97 + code // 26)}{chr(97 + code % 26)}" if bare else
                                   self.face.file.getGlyphName(self.meaning[letter].number))) for code, letter in codes.items()}
        scale = self.face.scale / 1000
        procedures = Dictionary()
        for code, name in names.items():
            glyph = self.meaning[codes[code]]
            body = f"{glyph.advance / self.face.scale:.0f} 0 0 -1000 3000 3000 d1 {self.face.outline(glyph.number)} f"
            procedures[name] = pdf.make_stream(body.encode())
        font.update(Dictionary(
            Subtype=Name.Type3, FontBBox=Array([0, -1000, 3000, 3000]), FontMatrix=Array([scale, 0, 0, scale, 0, 0]),
            Widths=Array([round(width / self.face.scale) for width in widths]), CharProcs=procedures, Resources=Dictionary(),
            Encoding=Dictionary(Type=Name.Encoding, Differences=Array(
                [part for code, name in sorted(names.items()) for part in (code, name)]))))
        return pdf.make_indirect(font)


def _joined(parts):
    """Neighbouring arrays of one operator in one."""
    return " ".join(parts).replace("] TJ [", " ")


def _descriptor(pdf, face, program, flags):
    name = Name("/MADEAA+" + face.path.rsplit("/", 1)[1].removesuffix(".ttf"))
    head, across = face.file["head"], face.file["hhea"]
    file = pdf.make_stream(program)
    file.Length1 = len(program)
    box = [round(value * face.scale) for value in (head.xMin, head.yMin, head.xMax, head.yMax)]
    return pdf.make_indirect(Dictionary(
        Type=Name.FontDescriptor, FontName=name, Flags=flags, FontBBox=Array(box), ItalicAngle=0, StemV=80,
        Ascent=round(across.ascent * face.scale), Descent=round(across.descent * face.scale), CapHeight=700, FontFile2=file))
