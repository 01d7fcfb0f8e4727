"""Kinds of pages: what is on them and cannot be seen, and what is seen and stands elsewhere than in the content."""
from pikepdf import Array, Dictionary, Name, String

from made import phrases
from made.setting import case, goods_rows, heading, paragraph, prose, table


@case("lines that overhang the page's edge")
def overhanging(document, page, chance):
    for number in range(20):
        line, x = prose(chance, 2), 60
        y = 780 - number * 20
        for word in line.split():
            length = page.text(x, y, word, say=False)
            if x + length < page.width:
                page.truth.say(word)
            elif x < page.width:
                page.truth.optional.append(word)
            x += length + 3.5
    page.truth.note = "words beyond the right edge cannot be seen"


def field(page, name, value, x, y, width, appearance):
    widget = Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String(name), V=String(value), F=4,
                        Rect=Array([x, y - 4, x + width, y + 14]), DA=String("/Helv 10 Tf 0 g"))
    if appearance:
        form = page.document.pdf.make_stream(f"/Tx BMC q BT /Helv 10 Tf 2 5 Td ({value}) Tj ET Q EMC".encode())
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
        form.update(Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, width, 18]),
                               Resources=Dictionary(Font=Dictionary(Helv=font))))
        widget.AP = Dictionary(N=form)
    page.annotations.append(widget)


def form(page, chance, appearance):
    y = heading(page, "Application for a berth")
    values = {"Name": "Ada Weir", "Boat": chance.choice(["Heron", "Kingfisher", "Otter"]), "Length": "12.40 m",
              "Berth wanted": chance.choice(phrases.PLACES), "From": "1 April 2024",
              "Telephone": f"0113 {chance.randint(100000, 999999)}"}
    for label, value in values.items():
        y -= 30
        page.text(60, y, label)
        field(page, label, value, 180, y, 200, appearance)
        page.line(180, y - 5, 380, y - 5, 0.4)
        page.truth.say(value)
        page.truth.rows.append([label, value])
    paragraph(page, 60, y - 20, 470, prose(chance, 3))


@case("a filled form whose fields have appearance streams")
def form_drawn(document, page, chance):
    form(page, chance, True)


@case("a filled form whose fields have values only; a viewer draws them")
def form_values(document, page, chance):
    form(page, chance, False)


@case("a note, closed, and a stamp and a text box that are seen")
def annotations(document, page, chance):
    y = 780
    for _ in range(3):
        y = paragraph(page, 60, y, 470, prose(chance, 3))
    page.annotations.append(Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([540, 700, 560, 720]), F=4,
                                       Contents=String("Quillfeather disagrees with this clause")))
    page.truth.absent.append("Quillfeather")
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/Helvetica-Bold"), Encoding=Name.WinAnsiEncoding)
    for kind, text, rect in (("/Stamp", "APPROVED", [60, y - 60, 200, y - 30]),
                             ("/FreeText", "Checked on site", [260, y - 60, 420, y - 30])):
        stream = document.pdf.make_stream(f"BT /B 16 Tf 4 9 Td ({text}) Tj ET".encode())
        stream.update(Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, rect[2] - rect[0], 30]),
                                 Resources=Dictionary(Font=Dictionary(B=font))))
        page.annotations.append(Dictionary(Type=Name.Annot, Subtype=Name(kind), Rect=Array(rect), F=4, Contents=String(text),
                                           DA=String("/Helv 16 Tf 0 g"), AP=Dictionary(N=stream)))
        page.truth.say(text)


@case("a layer that is switched off, and one that is on")
def hidden_layer(document, page, chance):
    y = paragraph(page, 60, 780, 470, prose(chance, 4))
    for name, shown, text in (("hidden", False, "Draft wording that Pemberley struck out"),
                              ("shown", True, "Wording as agreed in the end")):
        document.layer(page, name, shown)
        page.put(f"/OC /{name} BDC")
        page.text(60, y - 30, text, say=shown)
        page.put("EMC")
        y -= 30
    page.truth.absent.append("Pemberley")
    paragraph(page, 60, y - 30, 470, prose(chance, 4))


@case("text outside the crop box")
def outside_crop(document, page, chance):
    y = 700
    for _ in range(4):
        y = paragraph(page, 110, y, 370, prose(chance, 3))
    page.crop = [100, 100, 495, 742]
    page.text(110, 780, "Proof sheet Wickham of the printer", say=False)
    page.text(110, 50, "Colour bar Bennet of the printer", say=False)
    page.truth.absent += ["Wickham", "Bennet"]


@case("a media box that does not begin at 0")
def shifted_box(document, page, chance):
    page.media = [-200, -300, 395, 542]
    y = 500
    for _ in range(4):
        y = paragraph(page, -140, y, 470, prose(chance, 3))
    table(page, -140, y, [150, 130, 80, 90], goods_rows(chance, 4), ruled=True)


@case("words that fill a pattern behind the text")
def pattern_text(document, page, chance):
    pattern = document.pdf.make_stream(b"0.9 g BT /H 9 Tf 5 20 Td (SPECIMEN) Tj ET")
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    pattern.update(Dictionary(Type=Name.Pattern, PatternType=1, PaintType=1, TilingType=1, BBox=Array([0, 0, 80, 50]), XStep=80,
                              YStep=50, Resources=Dictionary(Font=Dictionary(H=font))))
    page.patterns["/P"] = pattern
    page.put("q /Pattern cs /P scn 0 0 595 842 re f Q 0 g")
    page.truth.optional.append("SPECIMEN")
    y = 780
    for _ in range(5):
        y = paragraph(page, 60, y, 470, prose(chance, 3))
