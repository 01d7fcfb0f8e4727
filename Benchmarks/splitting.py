"""Parsing and routing of combined results, against the same work in Python with `orjson` and with `json`."""
import shutil
import subprocess
import sys
from pathlib import Path

from measure import Failed, in_turn, median, mib, run

HERE = Path(__file__).parent / "split"


def pythons() -> dict:
    """The libraries there are, each with a Python that has it."""
    found = {}
    for python in dict.fromkeys([sys.executable, "/usr/bin/python3", shutil.which("python3")]):
        for library in ("orjson", "json"):
            if library not in found and python and subprocess.run(
                    [python, "-c", f"import {library}"], capture_output=True).returncode == 0:
                found[library] = python
    return found


def add(table, programs: Path, scratch: Path, rounds: int, megabytes: int) -> None:
    libraries = pythons()
    for shape in ("documents", "pages"):
        source, out = scratch / f"{shape}.jsonl", scratch / "out"
        run([sys.executable, HERE / "generate.py", source, megabytes, shape])
        size = source.stat().st_size / 1e6

        def way(*arguments):
            shutil.rmtree(out, ignore_errors=True)
            return run(arguments)

        ways = {"sluice": lambda: way(programs / "sluice-bench", "split", source, "-o", out)}
        for library, python in libraries.items():
            ways[library] = lambda library=library, python=python: way(python, HERE / "split.py", library, source, out)
        # The ways must give the same files before their times are compared.
        ways["sluice"]()
        out.rename(scratch / "expected")
        ways["json"]()
        if subprocess.run(["diff", "-r", scratch / "expected", out], capture_output=True).returncode != 0:
            raise Failed("sluice and Python split the results into different files")
        shutil.rmtree(scratch / "expected")
        taken = in_turn(rounds, ways)
        cpu = {name: median(t.cpu for t in taken[name]) for name in taken}
        peak = {name: max(t.peak for t in taken[name]) for name in taken}
        for library in ("orjson", "json"):
            what = f"split of {size:.0f} MB, a {shape[:-1]} a line: MB a second of CPU"
            if library not in libraries:
                table.add(what, f"{size / cpu['sluice']:.0f}", "Python, orjson", "not installed")
                continue
            table.add(what, f"{size / cpu['sluice']:.0f}", f"Python, {library}", f"{size / cpu[library]:.0f}",
                      cpu[library] / cpu["sluice"], f"{mib(peak['sluice'])} / {mib(peak[library])}")
        shutil.rmtree(out, ignore_errors=True)
        source.unlink()
