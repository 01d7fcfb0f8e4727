#!/usr/bin/env python3
"""Prints one table of ratios, each measured in this run; `make bench` calls it.

usage: bench.py PROGRAMS [inspection] [split] [engine] [idle] [download]      which benchmarks; all but the last when none
                                                                            is named
  SLUICE_BENCH_DIR        where workspaces go, on the file system that is to be measured; default: $TMPDIR
  SLUICE_BENCH_ITEMS      items of the engine's benchmark; default 10000
  SLUICE_BENCH_MEGABYTES  size of the combined results to split; default 300
  SLUICE_BENCH_FILES      small files to download; default 5000, of 20 kB
  SLUICE_BENCH_LARGE      megabytes of each of 20 large files to download; default 200, which takes 13 GB
  SLUICE_BENCH_ROUNDS     runs of each way, of which the median counts; default 3
  SLUICE_CORPUS           a folder of real PDFs, inspected besides the samples
"""
import os
import platform
import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import downloads
import engine
import inspection
import splitting
from measure import Failed, Table


def number(name: str, default: int) -> int:
    return int(os.environ.get(f"SLUICE_BENCH_{name}", default))


def main() -> None:
    programs, chosen = Path(sys.argv[1]).resolve(), sys.argv[2:] or ["inspection", "split", "engine", "idle"]
    repository = Path(__file__).resolve().parent.parent
    items, rounds = number("ITEMS", 10_000), number("ROUNDS", 3)
    scratch = Path(tempfile.mkdtemp(prefix="sluice-bench.", dir=os.environ.get("SLUICE_BENCH_DIR")))
    table = Table()
    try:
        if "inspection" in chosen:
            inspection.add(table, programs, repository, scratch, rounds, min(items, 1000))
        if "split" in chosen:
            splitting.add(table, programs, scratch, rounds, number("MEGABYTES", 300))
        if "engine" in chosen or "idle" in chosen:
            full = engine.add(table, programs, scratch, rounds, items)
            engine.idle(table, programs, scratch, full, rounds * 5, items)
        if "download" in chosen:
            downloads.show(programs, repository, scratch, rounds, number("FILES", 5000), number("LARGE", 200))
    except Failed as failure:
        sys.exit(f"bench: {failure}")
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    if table.rows:
        table.show()
    load = os.getloadavg()[0]
    print(f"\n{len(os.sched_getaffinity(0))} cores, Linux {platform.release()}; medians of {rounds} runs taken in turn; load at "
          f"the end {load:.1f}. On a machine that does other work too the ratios and the CPU's times tell more than the clock.")


main()
