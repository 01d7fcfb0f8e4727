"""Runs programs in turn and says what they took; shared by the benchmarks."""
import ctypes
import os
import statistics
import subprocess
import time
from dataclasses import dataclass

TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Taken:
    """What one run of a program took."""
    wall: float
    own: float  # seconds of processor time of the program itself
    children: float  # of the children it waited for
    peak: int  # bytes the program itself had resident at most
    output: str = ""

    @property
    def cpu(self) -> float:
        return self.own + self.children


class Failed(Exception):
    pass


def run(arguments, **options) -> Taken:
    """Runs a program to its end. Its own time and its children's are told apart before it is collected."""
    began = time.monotonic()
    process = subprocess.Popen([str(word) for word in arguments], stdout=subprocess.PIPE, stdin=subprocess.DEVNULL,
                               stderr=subprocess.PIPE, **options)
    peak, status = 0, f"/proc/{process.pid}/status"
    descriptors = [process.stdout, process.stderr]
    for descriptor in descriptors:
        os.set_blocking(descriptor.fileno(), False)
    output = [b"", b""]
    while True:
        ended = os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT | os.WNOHANG)
        wall = time.monotonic() - began
        for index, descriptor in enumerate(descriptors):
            while part := descriptor.read(1 << 16):
                output[index] += part
        if ended:
            break
        peak = max(peak, resident(status))
        time.sleep(0.001 if wall < 0.2 else 0.02)
    with open(f"/proc/{process.pid}/stat", "rb") as file:
        fields = file.read().rsplit(b") ", 1)[1].split()
    own, children = (sum(map(int, fields[i:i + 2])) / TICKS for i in (11, 13))
    _, code, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(code)
    for descriptor in descriptors:
        descriptor.close()
    if process.returncode != 0:
        raise Failed(f"{' '.join(map(str, arguments))}: status {process.returncode}\n{output[1].decode(errors='replace')}")
    if children == 0:
        # Finer than the clock's ticks where no child is in it.
        own, peak = usage.ru_utime + usage.ru_stime, max(peak, usage.ru_maxrss << 10)
    return Taken(wall, own, children, peak, output[0].decode(errors="replace"))


def resident(status: str) -> int:
    try:
        with open(status, "rb") as file:
            for line in file:
                if line.startswith(b"VmHWM"):
                    return int(line.split()[1]) << 10
    except OSError:
        pass
    return 0


def adopt_orphans() -> None:
    """What our children leave running becomes our own child, so that its time can be known (prctl(2), subreaper)."""
    ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)


def collect_orphans() -> float:
    """Waits for all of them; the seconds of processor time they took, with their children."""
    seconds = 0.0
    while True:
        try:
            _, _, usage = os.wait4(-1, 0)
        except ChildProcessError:
            return seconds
        seconds += usage.ru_utime + usage.ru_stime


def in_turn(rounds: int, ways: dict) -> dict:
    """Runs every way once, then every way again, beginning with another one …: what slows the machine down slows all of them,
    and what one leaves behind (dirty pages, names just removed) does not always meet the same next one."""
    taken = {name: [] for name in ways}
    names = list(ways)
    for turn in range(rounds):
        first = turn * len(names) // rounds
        for name in names[first:] + names[:first]:
            taken[name].append(ways[name]())
    return taken


def median(values) -> float:
    return statistics.median(list(values))


def mib(size: float) -> str:
    return f"{size / (1 << 20):.0f}"


class Table:
    """The one table: what was measured, what it is compared with, and their ratio."""

    def __init__(self):
        self.rows = []

    def add(self, what, ours, others="", theirs="", ratio=None, memory="") -> None:
        self.rows.append((what, ours, others, theirs, "" if ratio is None else f"{ratio:.2f}", memory))

    def show(self) -> None:
        head = ("measured", "Sluice", "compared with", "that", "ratio", "peak MiB (Sluice / that)")
        print("| " + " | ".join(head) + " |")
        print("|---|--:|---|--:|--:|--:|")
        for row in self.rows:
            print("| " + " | ".join(row) + " |")
