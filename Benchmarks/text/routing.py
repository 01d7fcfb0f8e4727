"""Whether Sluice sends the right pages to recognition, against labels made by people or by who made the pages."""
import csv
from collections import Counter, defaultdict

from compare import percent, table

# How Sluice is asked for what it would do with pages: `inspect` judges many at once without recognising any. "page" does what it
# says as well, at the price of recognition.
OPERATION = "inspect"


def run(bench, labels, documents):
    """`labels` names suite, document, page, needs and what it is; needs is text, ocr or any, which counts for neither."""
    wanted = defaultdict(dict)
    with open(labels, newline="") as file:
        for row in csv.DictReader(file):
            wanted[documents / row["suite"] / row["document"]][int(row["page"])] = (row["needs"], row["what_it_is"])
    counts, wrong, absent = Counter(), [], 0
    for path, pages in wanted.items():
        if not path.exists():
            absent += len(pages)
            continue
        if bench.is_over():
            counts["not looked at"] += len(pages)
            continue
        routes = decided(bench.sluice, path, pages)
        for page, (needs, what) in pages.items():
            route = routes.get(page, "none")
            said = "ocr" if route == "ocr" else "text"
            if needs == "any" or route.startswith("none"):
                counts["any" if needs == "any" else "no answer"] += 1
                if needs != "any":
                    wrong.append((path, page, needs, route, what))
                continue
            counts[needs, said] += 1
            if needs != said:
                wrong.append((path, page, needs, route, what))
    right = counts["ocr", "ocr"]
    judged = sum(counts[needs, said] for needs in ("text", "ocr") for said in ("text", "ocr"))
    print(f"{bench.short(labels)}: {judged} pages judged, {counts['any']} where both are right, {counts['no answer']} without "
          f"an answer, {absent} not here, {counts['not looked at']} not looked at for want of time.\n")
    if not judged:
        return
    table(["Sluice's decision `ocr`", "pages", "share"], [
        ["accuracy", judged, percent((right + counts["text", "text"]) / judged)],
        ["precision", right + counts["text", "ocr"], percent(right / max(1, right + counts["text", "ocr"]))],
        ["recall", right + counts["ocr", "text"], percent(right / max(1, right + counts["ocr", "text"]))]])
    places = defaultdict(list)
    for path, page, *said in wrong:
        places[path, *said].append(str(page))
    for (path, needs, route, what), pages in places.items():
        print(f"  {bench.short(path)}:{','.join(pages)}  needs {needs}, gets {route}\n    {what}")
    print()


def decided(sluice, path, pages):
    """Sluice's route for each page."""
    if OPERATION == "inspect":
        reply = sluice.ask("inspect", path, samplePages=1 << 30)
        if "inspection" in reply:
            return {sample["page"]: sample["route"] for sample in reply["inspection"]["sample"]}
        return dict.fromkeys(pages, f"none ({reply['failure']['code']})")
    return {page: sluice.ask(OPERATION, path, page).get("page", {}).get("route", "none") for page in pages}
