"""What the engine costs an item from inbox to processed with a task that does nothing, against a bare loop of the system
calls and syncs that the laws require; and what a pass costs that finds nothing to do."""
import json
import re
import shutil
import time
from pathlib import Path

from measure import Failed, adopt_orphans, collect_orphans, in_turn, median, mib, run

NOTHING = [word for key in ("inbox.settle=0", "routing.text=null", "routing.ocr=null", "routing.mixed=null")
           for word in ("--set", key)]
WORKERS = ["download", "dispatch", "submit", "task", "cleanup", "finalize"]
PASSES = ["download", "dispatch", "submit", "cleanup", "finalize", "status"]
# A batch for all: what is measured is an item, not a batch.
NOTHING += ["--set", "submit.max_batches=1000"]


class Engine:
    """The engine's release programs in a workspace of their own."""

    def __init__(self, programs: Path, root: Path, count: int):
        self.program, self.root, self.count = programs / "sluice", root, count
        run([self.program, "init", root])
        run([programs / "sluice-bench", "documents", root / "stages/00_inbox", "--count", count])

    def verb(self, verb: str, *words, prefix=()):
        now = ["--now"] if verb == "dispatch" else []
        return run([*prefix, self.program, verb, "--workspace", self.root, *now, *NOTHING, *words])

    def all(self) -> dict:
        """Every worker once, or until its stage is empty."""
        taken = {"download": self.verb("download"), "dispatch": self.verb("dispatch"), "submit": self.verb("submit")}
        began = time.monotonic()
        seconds = collect_orphans()
        task = run(["true"])
        task.wall, task.own, task.peak = time.monotonic() - began, seconds, 0
        taken |= {"task": task, "cleanup": self.verb("cleanup"), "finalize": self.verb("finalize")}
        done = sum(1 for _ in (self.root / "stages/05_processed").glob("??/*"))
        if done != self.count:
            raise Failed(f"{done} of {self.count} items were processed in {self.root}")
        return taken


class Loop:
    """The bare loop, worker by worker."""

    def __init__(self, programs: Path, root: Path, count: int):
        self.program, self.root = programs / "sluice-bench", root
        run([self.program, "documents", root / "inbox", "--count", count])

    def all(self) -> dict:
        return {worker: run([self.program, "loop", worker, self.root]) for worker in WORKERS}


def add(table, programs: Path, scratch: Path, rounds: int, count: int) -> Path:
    """The rows of the engine; leaves the last workspace there, for the idle passes."""
    adopt_orphans()
    made = {"workspace": [], "loop": []}

    def once(kind, name):
        # All stay until the end: ext4 makes files several times slower for minutes after many were removed.
        root = scratch / f"{name}-{len(made[name])}"
        made[name].append(root)
        return kind(programs, root, count).all()

    taken = in_turn(rounds, {"engine": lambda: once(Engine, "workspace"), "loop": lambda: once(Loop, "loop")})
    middle = {way: {worker: median(t[worker].own for t in taken[way]) / count * 1000 for worker in WORKERS}
              for way in taken}
    ratios = {worker: median(e[worker].own / max(l[worker].own, 1e-9) for e, l in zip(taken["engine"], taken["loop"]))
              for worker in WORKERS}
    what = f"{count} items with an engine that does nothing: ms of CPU an item"
    for worker in WORKERS:
        mine, bare = middle["engine"][worker], middle["loop"][worker]
        peak = [max(t[worker].peak for t in taken[way]) for way in ("engine", "loop")]
        # A batch's worth of calls is no measure of an item.
        ratio = None if worker in ("submit", "task") else ratios[worker]
        table.add(f"{worker}: {what}", f"{mine:.4f}", "bare loop", f"{bare:.4f}", ratio,
                  f"{mib(peak[0]) if peak[0] else '–'} / {mib(peak[1])}")
    total = {way: sum(middle[way].values()) for way in middle}
    whole = [sum(t[worker].own for worker in WORKERS) for t in taken["engine"]]
    bare = [sum(t[worker].own for worker in WORKERS) for t in taken["loop"]]
    table.add(f"all: {what}", f"{total['engine']:.3f}", "bare loop", f"{total['loop']:.3f}",
              median(e / l for e, l in zip(whole, bare)))
    wall = [[sum(t[w].wall for w in WORKERS) / count * 1000 for t in taken[way]] for way in ("engine", "loop")]
    inspection = [t["download"].children / count * 1000 for t in taken["engine"]]
    table.add("of the engine's: inspection by sluice-pdf (not counted above)", f"{median(inspection):.3f}")
    table.add("all, wall clock with inspection: ms an item", f"{median(wall[0]):.3f}", "bare loop",
              f"{median(wall[1]):.3f}", median(e / l for e, l in zip(*wall)))
    calls = {}
    for worker in WORKERS:
        calls[worker] = sum(json.loads(taken["loop"][0][worker].output).values()) / count
    counted = count_calls(programs, scratch / "counted", 1000)
    for worker, number in counted.items():
        table.add(f"{worker}: system calls an item", f"{number:.1f}", "bare loop", f"{calls[worker]:.1f}",
                  number / calls[worker])
    return made["workspace"][-1]


def count_calls(programs: Path, root: Path, count: int) -> dict:
    """System calls of each worker's own process, counted by strace, start-up included."""
    if shutil.which("strace") is None:
        return {}
    engine = Engine(programs, root, count)
    counts = {}
    for verb in ("download", "dispatch", "submit", "cleanup", "finalize"):
        if verb == "submit":
            engine.verb(verb)
            collect_orphans()
            continue
        file = root / f"{verb}.calls"
        engine.verb(verb, prefix=("strace", "-c", "-o", file))
        total = re.search(r"^100\.00\s+\S+\s+\S*\s+(\d+)", file.read_text(), re.M)
        counts[verb] = int(total.group(1)) / count
    shutil.rmtree(root)
    return counts


def idle(table, programs: Path, scratch: Path, full: Path, rounds: int, count: int) -> None:
    """Passes that find nothing to do: in an empty workspace, and with items parked in 05."""
    empty = scratch / "empty"
    run([programs / "sluice", "init", empty])
    (empty / "stages/00_inbox").mkdir(exist_ok=True)
    for root, where in ((empty, "empty"), (full, f"{count} items in 05")):
        ways = {"nothing": lambda: run([programs / "sluice", "--version"])}
        for verb in PASSES:
            ways[verb] = lambda verb=verb, root=root: run([programs / "sluice", verb, "--workspace", root])
        taken = in_turn(rounds, ways)
        for verb in PASSES:
            wall = [median(t.wall for t in taken[way]) * 1000 for way in (verb, "nothing")]
            table.add(f"{verb}, idle, {where}: ms", f"{wall[0]:.1f}", "sluice --version", f"{wall[1]:.1f}",
                      wall[0] / wall[1], f"{mib(max(t.peak for t in taken[verb]))} / "
                      f"{mib(max(t.peak for t in taken['nothing']))}")
