"""Kinds of pages: running text, tables, contents, an invoice."""
from made import phrases
from made.setting import breakable, case, goods_rows, heading, paragraph, prose, table, wrap


@case("prose set line by line")
def prose_lines(document, page, chance):
    y = heading(page, "The water year")
    for _ in range(5):
        y = paragraph(page, 60, y, 470, prose(chance, 4))


@case("prose set word by word without spaces, words broken at line ends")
def prose_justified(document, page, chance):
    y = heading(page, "On the upkeep of gates")
    for _ in range(5):
        y = paragraph(page, 60, y, 300, breakable(chance, 3), justify=True)


@case("words broken at line ends by soft hyphens")
def soft_hyphens(document, page, chance):
    y = 800
    for _ in range(5):
        y = paragraph(page, 60, y, 250, breakable(chance, 3), hyphen="\u00ad")


@case("ligatures as letters of their own")
def ligatures(document, page, chance):
    text = "The first flow filled the flat field; the office found five fine flasks, and the flood afflicted the firm. "
    page.text(60, 760, "Fifteen flags", page.faces.bold, 16)
    for line in wrap(text + prose(chance, 8), 470, lambda line: page.document.face.width(line, 11)):
        page.text(60, 740 - len(page.operators) * 16, line.replace("fi", "\ufb01").replace("fl", "\ufb02"), say=False)
        page.truth.say(line)


def running(page, chance, count, width, gap, size=9):
    """A running head, columns with a footnote under each, and the page's number."""
    page.text(60, 805, "Report of the Canal Office", size=8)
    number = str(chance.randint(10, 99))
    notes = chance.sample(phrases.ENGLISH, count)
    for column in range(count):
        x, y = 60 + column * (width + gap), 780
        while y > 230:
            y = paragraph(page, x, y, width, prose(chance, 2), size, justify=True)
        page.line(x, 118, x + width / 3, 118, 0.4)
        paragraph(page, x, 116, width, f"{column + 1} {notes[column]}", 7)
    page.text(290, 40, number, size=8)


@case("two columns with a running head and footnotes")
def two_columns(document, page, chance):
    running(page, chance, 2, 228, 22)


@case("three columns with a running head and footnotes")
def three_columns(document, page, chance):
    running(page, chance, 3, 150, 14, 8)


@case("a large first letter, three lines high")
def drop_cap(document, page, chance):
    y = heading(page, "The old harbour")
    first, *lines = wrap(prose(chance, 4), 400, lambda line: document.face.width(line, 11))
    indent = page.text(60, y - 46, first[0], size=46, say=False) + 4
    page.truth.say(" ".join([first, *lines]))
    for number, line in enumerate([first[1:], *lines]):
        page.text(60 + indent * (number < 3), y - 16 - number * 15, line, say=False)
    paragraph(page, 60, y - 60 - len(lines) * 15, 470, prose(chance, 4))


@case("a narrow column of small letters beside the text")
def side_column(document, page, chance):
    y = heading(page, "Notice to boatmen")
    paragraph(page, 60, y - 60, 105, f"Letters to: Ada Weir, Canal Office, 8 Basin Street, Lockbridge. {prose(chance, 2)}", 7.5)
    for _ in range(4):
        y = paragraph(page, 180, y, 350, prose(chance, 3), 10)


@case("a slide: a small page with few words")
def slide(document, page, chance):
    page.width, page.height, page.media = 400, 225, [0, 0, 400, 225]
    page.text(30, 180, "What the gauges say", page.faces.bold, 20)
    for number, place in enumerate(chance.sample(phrases.PLACES, 4)):
        page.text(40, 145 - number * 28, "\u2022", size=13, say=False)
        page.text(54, 145 - number * 28, f"{place}: {chance.randint(10, 99)} cm", size=13)


@case("a table with rules, a paragraph before and after it")
def table_ruled(document, page, chance):
    y = paragraph(page, 60, heading(page, "Deliveries"), 470, prose(chance, 3))
    y = table(page, 60, y, [150, 130, 80, 90], [["Goods", "Place", "Pieces", "Price"]] + goods_rows(chance, 8), ruled=True)
    paragraph(page, 60, y, 470, prose(chance, 3))


@case("a table without rules, columns 12 points apart")
def table_unruled(document, page, chance):
    y = paragraph(page, 60, heading(page, "Stores"), 470, prose(chance, 3))
    rows = [["Goods", "Place", "Pieces", "Price"]] + goods_rows(chance, 9)
    y = table(page, 60, y, [80, 85, 52, 50], rows, right=(2, 3), height=1.4)
    paragraph(page, 60, y, 470, prose(chance, 3))


@case("a table of numbers, flush right, eight columns")
def table_numeric(document, page, chance):
    y = heading(page, "Water levels in centimetres", size=13)
    months = [["Gauge", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Year"]]
    rows = [[place] + [f"{chance.uniform(-9, 900):,.1f}" for _ in range(7)] for place in chance.sample(phrases.PLACES, 10)]
    table(page, 60, y, [90] + [52] * 7, months + rows, size=8.5, right=range(1, 8), height=1.5)


@case("a table with heads that span columns")
def table_spanning(document, page, chance):
    y = heading(page, "Traffic by kind of boat", size=13) - 10
    for x, width, text in ((180, 160, "Upstream"), (340, 160, "Downstream")):
        page.text(x + width / 2 - document.face.width(text, 10) / 2, y, text, size=10)
        page.line(x + 8, y - 4, x + width - 8, y - 4, 0.4)
    page.truth.rows.append(["Upstream", "Downstream"])
    rows = [["Place", "Barges", "Rafts", "Barges", "Rafts"]]
    rows += [[place] + [str(chance.randint(1, 999)) for _ in range(4)] for place in chance.sample(phrases.PLACES, 9)]
    table(page, 60, y - 6, [120, 80, 80, 80, 80], rows, right=range(1, 5))


@case("a table across both columns of a page")
def table_across_columns(document, page, chance):
    y = table(page, 60, 790, [120, 130, 100, 120], [["Goods", "Place", "Pieces", "Price"]] + goods_rows(chance, 6), ruled=True)
    for x in (60, 310):
        place = y
        while place > 120:
            place = paragraph(page, x, place, 225, prose(chance, 2), 9.5, justify=True)


@case("a page of contents, dots up to the numbers")
def contents(document, page, chance):
    y = heading(page, "Contents")
    number = 1
    for chapter, place in enumerate(chance.sample(phrases.PLACES, 12), 1):
        number += chance.randint(1, 19)
        title = f"{chapter} {place} and its keepers"
        y -= 22
        length, label = page.text(60, y, title), str(number)
        right = 520 - document.face.width(label, 11)
        dots = int((right - 72 - length) / document.face.width(".", 11))
        page.text(right - 6 - document.face.width("." * dots, 11), y, "." * dots, say=False)
        page.text(right, y, label)
        page.truth.rows.append([title, label])


@case("a page of contents without dots, chapters and sections")
def contents_plain(document, page, chance):
    y, number = heading(page, "Contents"), 1
    for chapter, place in enumerate(chance.sample(phrases.PLACES, 5), 1):
        for section in range(4):
            number += chance.randint(1, 9)
            y -= 20 if section else 30
            title = f"{chapter}.{section} {chance.choice(phrases.GOODS)}" if section else f"{chapter} {place}"
            label, size = str(number), 11 if section else 12.5
            page.text(60 + 20 * bool(section), y, title, size=size)
            page.text(520 - document.face.width(label, size), y, label, size=size)
            page.truth.rows.append([title, label])


@case("an invoice")
def invoice(document, page, chance):
    page.text(60, 780, "Harbour Supplies Ltd", page.faces.bold, 15)
    number = f"2024-{chance.randint(1000, 9999)}"
    for y, left, right in ((740, "Mrs Ada Weir", f"Invoice {number}"), (724, "3 Towpath Lane", "Date 14 March 2024"),
                           (708, "Lockbridge LB4 7XQ", "Customer 40718")):
        page.text(60, y, left, say=False)
        page.text(380, y, right, say=False)
    # Sender and facts are two blocks: either may be read first, each by itself.
    page.truth.say(f"Mrs Ada Weir 3 Towpath Lane Lockbridge LB4 7XQ Invoice {number} Date 14 March 2024 Customer 40718")
    prices = [(name, chance.randint(1, 30), chance.randint(100, 9000)) for name in chance.sample(phrases.GOODS, 6)]
    rows = [["Item", "Quantity", "Unit price", "Amount"]]
    rows += [[name, str(count), f"{price / 100:.2f}", f"{count * price / 100:,.2f}"] for name, count, price in prices]
    total = sum(count * price for _, count, price in prices) / 100
    sums = (("Net", total), ("VAT 20 %", total / 5), ("Total", total * 1.2))
    rows += [["", "", name, f"{value:,.2f}"] for name, value in sums]
    y = table(page, 60, 670, [200, 80, 100, 95], rows, right=(1, 2, 3))
    paragraph(page, 60, y - 20, 470, "Please pay within thirty days and name the number of the invoice.")


@case("a table along the side of an upright page: turned text")
def sideways_table_text(document, page, chance):
    table(page, 150, 120, [130, 130, 80, 90], [["Goods", "Place", "Pieces", "Price"]] + goods_rows(chance, 8), angle=90)


@case("a table on a landscape page")
def sideways_table_page(document, page, chance):
    page.width, page.height, page.media = 842, 595, [0, 0, 842, 595]
    y = heading(page, "Stores of the year", 540)
    table(page, 60, y, [200, 180, 120, 120], [["Goods", "Place", "Pieces", "Price"]] + goods_rows(chance, 9), ruled=True)
