"""Processor time of reading pages that have good text: Sluice's `page` and `text` against pdftotext on the same pages."""
import time
from collections import Counter

from compare import table
from readers import Child, pdftotext, peer

RUN = 8  # neighbouring pages of a document read in one go, so that opening it is shared as it is in real work


def run(bench, pages):
    """`pages` are where runs begin."""
    ways = {"Sluice page: judged too": "page", "Sluice text: ordered, boxes": "text", "PyMuPDF": "text", "pypdfium2": "text"}
    children = {name: Child(bench.command) if name.startswith("Sluice") else peer(name.lower()) for name in ways}
    programs = {"pdftotext": (), "pdftotext -bbox-layout": ("-bbox-layout",)}
    cpu, wall, peak, count, slow = Counter(), Counter(), Counter(), 0, []
    for child in children.values():
        child.text(bench.documents[0], 1)  # started, libraries loaded: what a pool of children pays once
    start = {name: child.cpu() for name, child in children.items()}
    for path, first in pages:
        if bench.is_over():
            break
        last = run_of_text(bench, path, first)
        if not last:
            continue
        count += last - first + 1
        for name, operation in ways.items():
            began, before = time.monotonic(), children[name].cpu()
            for page in range(first, last + 1):
                children[name].text(path, page, operation)
            wall[name] += time.monotonic() - began
            if operation == "page":
                slow.append(((children[name].cpu() - before) / (last - first + 1), path, first, last))
        for name, options in programs.items():
            began = time.monotonic()
            _, taken, most = pdftotext(path, first, *options, last=last)
            wall[name] += time.monotonic() - began
            cpu[name] += taken
            peak[name] = max(peak[name], most)
    for name, child in children.items():
        cpu[name], peak[name] = child.cpu() - start[name], child.peak
        child.close()
    if not count:
        print("No run of pages with good text was found.\n")
        return
    base = cpu["pdftotext"]
    print(f"{count} pages, in runs of at most {RUN}. pdftotext is started once for each run, and opens the document; the others "
          "are one child\neach, and open a document once for a run or once for a page as they do.\n")
    table(["way", "CPU ms/page", "ratio", "pages/s", "peak MiB"],
          [[name, f"{1000 * cpu[name] / count:.2f}", f"{cpu[name] / base:.2f}", f"{count / wall[name]:.0f}",
            f"{peak[name] / (1 << 20):.0f}"] for name in [*ways, *programs]])
    print("Where Sluice takes longest a page:")
    for taken, path, first, last in sorted(slow, reverse=True)[:8]:
        print(f"  {bench.short(path)}:{first}-{last}  {1000 * taken:.0f} ms")
    print()



def run_of_text(bench, path, first):
    """The last page of the run that begins here and whose pages all go by their own text; 0 where the first does not."""
    last = 0
    for page in range(first, min(first + RUN, bench.pages_of(path) + 1)):
        # Judged by its own text: asking for `page` would recognise pages that are scans.
        if bench.route(path, page) != "text":
            break
        last = page
    return last
