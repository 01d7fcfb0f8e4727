"""Kinds of pages: scripts other than Latin."""
from made import phrases
from made.setting import case, paragraph, prose, right_to_left


def latin_among(chance, sentences):
    """Sentences with names in Latin letters and numbers among their words."""
    words = " ".join(chance.sample(sentences, len(sentences))).split()
    for place in range(5, len(words), 7):
        latin = chance.choice(["PDF", "Sluice", "London", "Unicode"]) if place % 2 else str(chance.randint(11, 2024))
        words.insert(place, latin)
    return " ".join(words)


def oriental(name, face, sentences, languages, language, size):
    def make(document, page, chance):
        page.truth.languages = languages
        if face == "nastaliq":
            # Its letters overlap and hang at any height, so no reader known finds its words: recognition is as right.
            page.truth.needs = "any"
        y = 780
        for _ in range(2):
            y = right_to_left(page, 530, y, 430, latin_among(chance, sentences), getattr(page.faces, face), size, language,
                              2.6 if face == "nastaliq" else 1.7)
    make.__name__ = name
    return make


for name, face, sentences, languages, language, size in (
        ("hebrew", "sans", phrases.HEBREW, "heb", "he", 13), ("arabic", "naskh", phrases.ARABIC, "ara", "ar", 15),
        ("persian", "naskh", phrases.PERSIAN, "fas", "fa", 15), ("urdu", "naskh", phrases.URDU, "urd", "ur", 15),
        ("urdu_nastaliq", "nastaliq", phrases.URDU, "urd", "ur", 14)):
    case(f"{name.capitalize().replace('_n', ' in N')}, with Latin words and numbers")(
        oriental(name, face, sentences, languages, language, size))


@case("Devanagari")
def devanagari(document, page, chance):
    page.truth.languages, y = "hin", 780
    for _ in range(3):
        y = paragraph(page, 60, y, 450, prose(chance, 5, phrases.HINDI), 13, page.faces.devanagari, 1.6)


@case("Japanese, columns of letters from right to left")
def japanese_vertical(document, page, chance):
    page.truth.languages = "jpn_vert"
    text = "".join(chance.sample(phrases.JAPANESE, 5))
    for number in range(0, len(text), 24):
        page.text(500 - number / 24 * 26, 760, text[number:number + 24], page.faces.cjk, 16, downward=True, say=False)
    page.truth.words = [text]


@case("Japanese, set as Latin is")
def japanese(document, page, chance):
    page.truth.languages = "jpn"
    text = "".join(chance.sample(phrases.JAPANESE, 5))
    for number in range(0, len(text), 28):
        page.text(60, 760 - number / 28 * 24, text[number:number + 28], page.faces.cjk, 15, say=False)
    page.truth.words = [text]


@case("Russian")
def russian(document, page, chance):
    page.truth.languages, y = "rus", 780
    for _ in range(3):
        y = paragraph(page, 60, y, 450, prose(chance, 5, phrases.RUSSIAN), 12)
