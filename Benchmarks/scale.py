#!/usr/bin/env python3
"""What a workspace costs that holds very many items; `make bench-scale` calls it.

usage: scale.py PROGRAMS [COUNT]      items that are built up; default 1000000, 10000 for a quick look
  SLUICE_BENCH_DIR   where the workspaces go, on the file system that is to be measured; default: $TMPDIR
  SLUICE_BENCH_STEP  items of one measured step; default 10000
  SLUICE_BENCH_SYNC  how groups are synced, as the setting workspace.sync says it: auto or each; default auto

A step of items is taken from inbox to processed by each worker in an empty workspace, beside a bare loop of the system calls
and syncs that the laws require. Then the workspace is filled to COUNT, and a step more is taken: what it costs then, against
what it cost before, is what the size costs. The bare loop is run again, too, as a disk that fills up grows slower by itself.
Passes that find nothing are run in the full workspace and in an empty one, and so is the audit, which must find both clean.

What is done is kept in <dir>/sluice-scale-<count>: the same command goes on where it was stopped. The directory is removed at
the end.
"""
import json
import os
import re
import shutil
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from measure import Failed, Table, Taken, adopt_orphans, collect_orphans, in_turn, median, mib, run

WORKERS = ["download", "dispatch", "submit", "cleanup", "finalize"]
PASSES = WORKERS + ["status"]
SYNC = os.environ.get("SLUICE_BENCH_SYNC", "auto")
# No limit but the machine's: what is measured is an item, not backpressure.
SETTINGS = ["inbox.settle=0", "routing.text=null", "routing.ocr=null", "routing.mixed=null", "submit.max_batches=100000",
            "limits.high_water_items=0", "limits.low_water_items=0", "dispatch.high_water_items=0",
            "dispatch.low_water_items=0", "dispatch.high_water_pages=0", "dispatch.low_water_pages=0",
            f"workspace.sync={SYNC}"]


class Scale:
    def __init__(self, programs: Path, count: int):
        self.programs, self.count = programs, count
        self.step = min(count, int(os.environ.get("SLUICE_BENCH_STEP", 10_000)))
        self.root = Path(os.environ.get("SLUICE_BENCH_DIR", tempfile.gettempdir())) / f"sluice-scale-{count}"
        self.root.mkdir(parents=True, exist_ok=True)
        self.notes = self.root / "done.json"
        self.done = json.loads(self.notes.read_text()) if self.notes.exists() else {}

    def rest(self) -> None:
        """Waits until what was removed before a measured step is no cost of it: ext4 gives a file's number again after half a
        minute (fs/ext4/ialloc.c, recently_deleted), and passes over those of a million removed files one by one till then."""
        if self.count > self.step:
            os.sync()
            time.sleep(40)

    # MARK: Steps that are done once

    def once(self, name: str, body):
        """What `body` answers, now or when it was done before."""
        if name not in self.done:
            print(f"{time.strftime('%H:%M:%S')} {name}", file=sys.stderr, flush=True)
            self.done[name] = body()
            part = self.notes.with_suffix(".part")
            part.write_text(json.dumps(self.done))
            part.replace(self.notes)
        return self.done[name]

    def sluice(self, verb: str, root: Path, *words, prefix=()) -> Taken:
        given = [word for setting in SETTINGS for word in ("--set", setting)]
        return run([*prefix, self.programs / "sluice", verb, "--workspace", root, *given, *words])

    def taken(self, taken: Taken) -> dict:
        return {"own": taken.own, "wall": taken.wall, "peak": taken.peak, "children": taken.children}

    def drop(self, root: Path, first: int, count: int) -> None:
        run([self.programs / "sluice-bench", "documents", root, "--count", count, "--first", first])

    def worker(self, verb: str, root: Path, prefix=()) -> dict:
        began = self.taken(self.sluice(verb, root, *(["--now"] if verb == "dispatch" else []), prefix=prefix))
        if verb == "submit":
            collect_orphans()  # cleanup finds every task ended
        return began

    def processed(self, root: Path) -> int:
        return sum(len(os.listdir(shard)) for shard in (root / "stages/05_processed").glob("??"))

    def through(self, name: str, root: Path, first: int, count: int, prefix=lambda verb: ()) -> dict:
        """Some items from the inbox to processed; what each worker took."""
        self.once(f"{name}: rest", self.rest)
        self.once(f"{name}: documents", lambda: self.drop(root / "stages/00_inbox", first, count))
        taken = {verb: self.once(f"{name}: {verb}", lambda verb=verb: self.worker(verb, root, prefix(verb)))
                 for verb in WORKERS}
        found = self.once(f"{name}: count", lambda: self.processed(root))
        if found != first + count:
            raise Failed(f"{found} of {first + count} items were processed in {root}")
        return taken

    def loop(self, name: str, count: int) -> dict:
        """The bare loop, worker by worker."""
        root = self.root / name

        def work():
            shutil.rmtree(root, ignore_errors=True)
            self.rest()
            self.drop(root / "inbox", 0, count)
            taken = {}
            for verb in ["download", "dispatch", "submit", "task", "cleanup", "finalize"]:
                taken[verb] = run([self.programs / "sluice-bench", "loop", verb, root, "--sync", SYNC])
            return {verb: self.taken(took) | {"calls": sum(json.loads(took.output).values())}
                    for verb, took in taken.items()}
        return self.once(name, work)

    def calls(self, root: Path, first: int, count: int) -> dict:
        """System calls of each worker's own process, start-up included, in the workspace as it is."""
        if shutil.which("strace") is None:
            return {}
        file = {verb: self.root / f"{verb}.calls" for verb in WORKERS}
        self.through("counted", root, first, count,
                     lambda verb: () if verb == "submit" else ("strace", "-c", "-o", file[verb]))
        return {verb: int(re.search(r"^100\.00\s+\S+\s+\S*\s+(\d+)", path.read_text(), re.M).group(1)) / count
                for verb, path in file.items() if path.exists()}

    def idle(self, name: str, root: Path) -> dict:
        """Passes that find nothing to do, in turn: the median of each, and the least."""
        def work():
            ways = {verb: lambda verb=verb: run([self.programs / "sluice", verb, "--workspace", root]) for verb in PASSES}
            ways["--version"] = lambda: run([self.programs / "sluice", "--version"])
            taken = in_turn(9, ways)
            return {verb: {"wall": median(t.wall for t in taken[verb]), "own": median(t.own for t in taken[verb]),
                           "peak": max(t.peak for t in taken[verb])} for verb in ways}
        return self.once(name, work)

    def audit(self, root: Path) -> dict:
        """Proves that nothing is lost, all history read; a breach ends the benchmark."""
        return self.taken(run([self.programs / "sluice", "audit", "--workspace", root]))

    # MARK: All of it

    def show(self) -> None:
        full, empty = self.root / "workspace", self.root / "empty"
        for root in (full, empty):
            self.once(f"init {root.name}", lambda root=root: run([self.programs / "sluice", "init", root]) and None)
        nothing = self.idle("idle, empty", empty)
        bare = self.loop("bare loop", self.step)
        first = self.through("first", full, 0, self.step)
        filled, whole = self.step, None
        if self.count > self.step:
            whole = self.through("fill", full, filled, self.count - filled)
            filled = self.count
        parked = self.idle(f"idle, {filled} parked", full)
        more = self.through("more", full, filled, self.step)
        later = self.loop("bare loop, beside them", self.step)
        filled += self.step
        audits = [(self.processed(root), self.once(f"audit, {name}", lambda root=root: self.audit(root)))
                  for name, root in (("empty", empty), ("full", full))]
        calls = self.calls(full, filled, 1000)
        self.table(first, whole, more, bare, later, calls)
        self.idle_table(nothing, parked)
        self.audit_table(audits)
        load = os.getloadavg()[0]
        print(f"\n{self.count} items, steps of {self.step}; groups synced: {SYNC}; load at the end {load:.1f}. The CPU's time "
              "is that of the worker's own process; sluice-pdf's is not in it.")
        shutil.rmtree(self.root, ignore_errors=True)

    def table(self, first, whole, more, bare, later, calls) -> None:
        table, per = Table(), self.step
        for verb in [verb for verb in WORKERS if verb != "submit"]:
            mine, loop = first[verb], bare[verb]
            peak = max(part[verb]["peak"] for part in (first, whole, more) if part)
            table.add(f"{verb}: ms of CPU an item", f"{mine['own'] / per * 1000:.3f}", "bare loop",
                      f"{loop['own'] / per * 1000:.3f}", mine["own"] / loop["own"], f"{mib(peak)} / {mib(loop['peak'])}")
            table.add(f"{verb}: items a second", f"{per / mine['wall']:.0f}", "bare loop", f"{per / loop['wall']:.0f}",
                      mine["wall"] / loop["wall"])
            if whole:
                rest = self.count - per
                table.add(f"{verb}: items a second, filling up", f"{rest / whole[verb]['wall']:.0f}")
            table.add(f"{verb}: ms of CPU an item with {self.count} there", f"{more[verb]['own'] / per * 1000:.3f}",
                      "in an empty workspace", f"{mine['own'] / per * 1000:.3f}", more[verb]["own"] / mine["own"])
            if verb in calls:
                required = loop["calls"] / per
                table.add(f"{verb}: system calls an item with {self.count} there", f"{calls[verb]:.1f}", "bare loop",
                          f"{required:.1f}", calls[verb] / required)
        every = [sum(part[verb]["own"] for verb in WORKERS) / per * 1000 for part in (first, more)]
        loop = sum(bare[verb]["own"] for verb in WORKERS) / per * 1000
        table.add("all workers: ms of CPU an item", f"{every[0]:.3f}", "bare loop", f"{loop:.3f}", every[0] / loop)
        table.add(f"all workers: ms of CPU an item with {self.count} there", f"{every[1]:.3f}", "in an empty workspace",
                  f"{every[0]:.3f}", every[1] / every[0])
        loops = [sum(part[verb]["own"] for verb in WORKERS) / per * 1000 for part in (bare, later)]
        table.add(f"bare loop: ms of CPU an item on a disk with {self.count} there", f"{loops[1]:.3f}", "before they were there",
                  f"{loops[0]:.3f}", loops[1] / loops[0])
        table.show()

    def idle_table(self, nothing, parked) -> None:
        table = Table()
        for where, taken in (("empty", nothing), (f"{self.count} items in 05", parked)):
            for verb in PASSES:
                table.add(f"{verb}, idle, {where}: ms", f"{taken[verb]['wall'] * 1000:.1f}", "sluice --version",
                          f"{taken['--version']['wall'] * 1000:.1f}", None, mib(taken[verb]["peak"]))
                table.add(f"{verb}, idle, {where}: ms of CPU", f"{taken[verb]['own'] * 1000:.1f}", "sluice --version",
                          f"{taken['--version']['own'] * 1000:.1f}")
        print()
        table.show()

    def audit_table(self, audits) -> None:
        print("\n| audit of items | seconds | of CPU | items a second | peak MiB |\n|--:|--:|--:|--:|--:|")
        for items, taken in audits:
            print(f"| {items} | {taken['wall']:.2f} | {taken['own']:.2f} | {items / taken['wall']:.0f} | {mib(taken['peak'])} |")


def main() -> None:
    adopt_orphans()
    try:
        Scale(Path(sys.argv[1]).resolve(), int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000).show()
    except Failed as failure:
        sys.exit(f"bench-scale: {failure}")


main()
