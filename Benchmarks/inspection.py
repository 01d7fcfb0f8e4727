"""Documents and pages inspected per second by the parser pool, against one `pdfinfo` process for each file."""
import json
import os
import shutil
from pathlib import Path

from measure import Failed, in_turn, median, mib, run


def add(table, programs: Path, repository: Path, scratch: Path, rounds: int, count: int) -> None:
    if not shutil.which("pdfinfo"):
        raise Failed("pdfinfo is not here: apt-get install poppler-utils")
    sets = {"tiny PDFs": scratch / "tiny"}
    run([programs / "sluice-bench", "documents", sets["tiny PDFs"], "--count", count])
    real = scratch / "real"
    real.mkdir()
    folders = [repository / "samples"] + [Path(p) for p in [os.environ.get("SLUICE_CORPUS")] if p]
    for number, path in enumerate(sorted(p for folder in folders for p in folder.rglob("*.pdf"))):
        shutil.copyfile(path, real / f"{number:03d}.pdf")
    sets["samples" + (" and corpus" if len(folders) > 1 else "")] = real
    cores = len(os.sched_getaffinity(0))
    for name, directory in sets.items():
        for processes in dict.fromkeys([1, cores]):
            ours = [programs / "sluice-bench", "inspect", directory, "--processes", processes]
            theirs = ["sh", "-c", 'find "$0" -name "*.pdf" -print0 | xargs -0 -n 1 -P "$1" pdfinfo >/dev/null 2>&1 || true',
                      directory, processes]
            taken = in_turn(rounds, {"ours": lambda: run(ours), "theirs": lambda: run(theirs)})
            found = json.loads(taken["ours"][0].output)
            wall = {way: median(t.wall for t in taken[way]) for way in taken}
            cpu = {way: median(t.cpu for t in taken[way]) for way in taken}
            pages = found["pages"]
            where = "1 process" if processes == 1 else f"{processes} processes"
            table.add(f"inspection of {found['documents']} {name}, {where}: documents (pages) a second",
                      f"{found['documents'] / wall['ours']:.0f} ({pages / wall['ours']:.0f})", "one pdfinfo a file",
                      f"{found['documents'] / wall['theirs']:.0f} ({pages / wall['theirs']:.0f})",
                      wall["theirs"] / wall["ours"])
            if processes == 1:
                table.add(f"inspection of {name}: ms of CPU a document",
                          f"{cpu['ours'] / found['documents'] * 1000:.2f}", "one pdfinfo a file",
                          f"{cpu['theirs'] / found['documents'] * 1000:.2f}", cpu["ours"] / cpu["theirs"])
