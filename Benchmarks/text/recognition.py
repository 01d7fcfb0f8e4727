"""Recognition of pictures of which it is known what they say: words found, and the processor time it takes."""
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

from compare import f1, table, words
from readers import once

WEAK = 0.9  # pages below this, or this much less than the best one's, are listed
BEHIND = 0.03


def run(bench, corpus, pages):
    """Pages are taken so that each condition and each kind comes early: all of them are 50."""
    readers = {"Sluice": by_sluice(bench), "tesseract": by_tesseract}
    if program := ocrmypdf():
        readers["OCRmyPDF"] = by_ocrmypdf(program)
    else:
        print("OCRmyPDF is not compared: SLUICE_BENCH_OCRMYPDF=1 is not set, or the program is not here.\n")
    scores, kinds, weak, count = defaultdict(list), defaultdict(list), [], 0
    for kind, condition, path in spread(corpus)[:pages]:
        if bench.is_over():
            break
        wanted = words(" ".join(json.loads(path.with_suffix(".json").read_text())["pages"][0]["words"]))
        wanted = [word for word in wanted if word != "\u2022"]
        count += 1
        here = {}
        for name, read in readers.items():
            text, cpu = read(path)
            here[name] = f1([word for word in words(text) if word not in "\u2022*+e©-"], wanted)
            scores[condition, name].append((here[name], cpu))
            kinds[kind, name].append((here[name], cpu))
        if here["Sluice"] < max(WEAK, max(here.values()) - BEHIND):
            weak.append((path, here))
    print(f"{count} pages of 50: word F1, and seconds of processor time a page (rendering included).\n")
    for head, measured in (("condition", scores), ("kind of page", kinds)):
        heads = [head] + [column for name in readers for column in (f"{name} F1", "CPU s")]
        rows = [[each] + [cell for name in readers for cell in _means(measured[each, name])]
                for each in dict.fromkeys(key[0] for key in measured)]
        everything = {name: [score for (_, reader), found in measured.items() if reader == name for score in found]
                      for name in readers}
        table(heads, rows + [["all"] + [cell for name in readers for cell in _means(everything[name])]])
    for path, here in weak:
        print(f"  {bench.short(path)}:1  " + ", ".join(f"{name} {score:.3f}" for name, score in here.items()))
    print()


def spread(corpus):
    """The pictures, so ordered that any first ten have all ten conditions and all five kinds."""
    found = {}
    for path in sorted((corpus / "recognition").glob("*.pdf")):
        kind, _, condition = path.stem.partition("-")
        found[kind, condition] = path
    kinds, conditions = (list(dict.fromkeys(key[part] for key in found)) for part in (0, 1))
    return [(kinds[(place + turn) % len(kinds)], condition, found[kinds[(place + turn) % len(kinds)], condition])
            for turn in range(len(kinds)) for place, condition in enumerate(conditions)]


def _means(scores):
    return f"{sum(score for score, _ in scores) / len(scores):.3f}", f"{sum(cpu for _, cpu in scores) / len(scores):.2f}"


def by_sluice(bench):
    def read(path):
        before = bench.sluice.cpu()
        text = bench.sluice.text(path, 1, "recognize")
        return text, bench.sluice.cpu() - before
    return read


def by_tesseract(path):
    picture, drawing, _ = once(["pdftoppm", "-r", "300", "-gray", "-singlefile", path])
    with tempfile.TemporaryFile() as file:
        file.write(picture or b"")
        file.seek(0)
        text, reading, _ = once(["tesseract", "stdin", "stdout", "--psm", "1", "-l", "eng"], stdin=file)
    return (text or b"").decode(), drawing + reading


def ocrmypdf():
    """Its program, beside this Python or in PATH, if it is asked for and works; it takes as long as both others."""
    if os.environ.get("SLUICE_BENCH_OCRMYPDF") != "1":
        return None
    program = Path(sys.executable).with_name("ocrmypdf")
    program = str(program) if program.exists() else shutil.which("ocrmypdf")
    works = program and subprocess.run([program, "--version"], capture_output=True).returncode == 0
    return program if works else None


def by_ocrmypdf(program):
    def read(path):
        with tempfile.TemporaryDirectory() as folder:
            sidecar = Path(folder) / "text"
            _, cpu, _ = once([program, "--force-ocr", "--rotate-pages", "--deskew", "--jobs", "1", "--output-type", "pdf",
                              "--quiet", "--sidecar", sidecar, path, Path(folder) / "out.pdf"])
            return sidecar.read_text() if sidecar.exists() else "", cpu
    return read
