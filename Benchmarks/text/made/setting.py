"""How pages are set: prose, paragraphs from left and from right, tables; and how kinds of pages are declared."""
from made import phrases


CASES = {}  # name: (function, what it is, whether it is made under /Rotate too)


def case(what, turn=True):
    """Declares a kind of page; the function gets a document with one page, that page, and its own chance."""
    def declare(function):
        CASES[function.__name__.replace("_", "-")] = (function, what, turn)
        return function
    return declare


def prose(chance, count, sentences=phrases.ENGLISH):
    return " ".join(chance.sample(sentences, min(count, len(sentences))))


def wrap(text, width, measure):
    """Lines no longer than the width; `~` in a word is a place where it may be broken."""
    lines, line = [], ""
    for word in text.split():
        joined = f"{line} {word}".strip()
        if measure(joined.replace("~", "")) <= width:
            line = joined
            continue
        head, _, tail = word.partition("~")
        if tail and measure(f"{line} {head}-") <= width:
            lines.append(f"{line} {head}~")
            line = tail
        else:
            lines.append(line)
            line = word
    return [each for each in [*lines, line] if each]


def paragraph(page, x, top, width, text, size=11, face=None, leading=1.35, justify=False, hyphen="-", **options):
    """Sets a paragraph from its top down; the next free place comes back. Justified lines are set word by word, without spaces,
    as typesetters do."""
    face = face or page.document.face
    lines = wrap(text, width, lambda line: face.width(line, size))
    for number, line in enumerate(lines):
        top -= size * leading
        shown = line[:-1].replace("~", "") + hyphen if line.endswith("~") else line.replace("~", "")
        words = shown.split()
        if justify and number < len(lines) - 1 and len(words) > 1:
            gap = (width - sum(face.width(word, size) for word in words)) / (len(words) - 1)
            place = x
            for word in words:
                place += page.text(place, top, word, face, size, say=False, **options) + gap
        else:
            page.text(x, top, shown, face, size, say=False, **options)
    page.truth.say(text.replace("~", ""))
    return top - size * 0.6


def breakable(chance, count):
    """Sentences with long words among them that lines may be broken in."""
    words = prose(chance, count).split()
    for place in range(4, len(words), 5):
        words.insert(place, chance.choice(phrases.BREAKABLE).replace("-", "~"))
    return " ".join(words)


def right_to_left(page, right, top, width, text, face, size=13, language=None, leading=1.7):
    """A paragraph from right to left; words in Latin letters and numbers keep their own direction (Unicode's UAX 9, the part of
    it that these texts need)."""
    def is_latin(word):
        return all(ord(letter) < 0x590 for letter in word)

    def pieces(line):
        runs = []
        for word in line.split():
            if runs and runs[-1][0] == is_latin(word):
                runs[-1][1].append(word)
            else:
                runs.append((is_latin(word), [word]))
        return runs

    def face_of(latin):
        return page.document.face if latin else face

    def measure(line):
        return sum(face_of(latin).width(" ".join(words) + " ", size, right_to_left=not latin) for latin, words in pieces(line))

    for line in wrap(text, width, measure):
        top -= size * leading
        place = right
        for latin, words in pieces(line):
            run = " ".join(words)
            place -= face_of(latin).width(run, size, right_to_left=not latin)
            page.text(place, top, run, face_of(latin), size, right_to_left=not latin, language=language, say=False)
            place -= size * 0.3
    page.truth.say(text)
    return top - size


def table(page, x, top, widths, rows, size=10, ruled=False, right=(), height=1.9, face=None, angle=0):
    """Sets a table; columns in `right` are flush right. With an angle of 90 it reads upwards, x and top being its corner."""
    face = face or page.document.face
    step, total = size * height, sum(widths)
    top -= 0 if angle else size * 0.6

    def put(across, down, text):
        if angle == 90:
            page.text(x + down, top + across, text, face, size, angle=90, say=False)
        else:
            page.text(x + across, top - down, text, face, size, say=False)

    for number, row in enumerate(rows):
        place = 0
        for column, (width, cell) in enumerate(zip(widths, row)):
            if cell:
                indent = width - 5 - face.width(cell, size) if column in right else 5
                put(place + indent, (number + 0.68) * step, cell)
            place += width
        cells = [cell for cell in row if cell]
        page.truth.rows.append(cells)
        page.truth.say(" ".join(cells))
    if ruled:
        bottom = top - step * len(rows)
        for number in range(len(rows) + 1):
            page.line(x, top - number * step, x + total, top - number * step)
        for column in range(len(widths) + 1):
            page.line(x + sum(widths[:column]), top, x + sum(widths[:column]), bottom)
    return top - step * len(rows) - size


def goods_rows(chance, count):
    return [[name, chance.choice(phrases.PLACES), str(chance.randint(2, 400)),
             f"{chance.randint(1, 90)}.{chance.randint(10, 99)}"] for name in chance.sample(phrases.GOODS, count)]


def heading(page, text, y=780, size=16):
    page.text(60, y, text, page.faces.bold, size)
    return y - size
