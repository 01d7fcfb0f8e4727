#!/usr/bin/python3
"""`make test-times`: what each test costs, dearest first.

usage: test-times.py [--tests N] [--json FILE] [arguments of swift test, such as --filter SpoolTests] -- COMMAND …

COMMAND is how `swift test` is called.

Runs the tests one at a time, so that what is used between a test's beginning and its end is the test's own, and prints two
tables: suites, and the N dearest tests (60). Wall time is from Swift Testing's own events. Processor time is that of the
tests' process and of every process it started, detached ones included, read at each event from /proc; a cluster that tests
share is charged to whichever of them runs. What a test starts is what the tests' support started for it, told in the file
that SLUICE_TEST_STARTS names: programs, clusters, servers, file systems, whole workspaces of sweeps; what these start is not.

Exit status: that of the tests.
"""

import argparse
import collections
import ctypes
import json
import os
import subprocess
import sys
import tempfile
import threading

PR_SET_CHILD_SUBREAPER = 36  # prctl(2)
TICK = os.sysconf("SC_CLK_TCK")


def adopt_orphans():
    """Makes this process the parent of whatever its descendants leave behind, so that it is told what they used."""
    if ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl")


def collect_orphans(tests):
    """Collects whatever ends below this process but the tests themselves: somebody may wait for its number to be free."""
    while (ended := os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOWAIT).si_pid) != tests:
        os.waitpid(ended, 0)


def processes():
    """Of each process its parent and the ticks it and its collected children used (proc_pid_stat(5))."""
    found = {}
    for name in os.listdir("/proc"):
        if not name.isdigit():
            continue
        try:
            with open(f"/proc/{name}/stat", "rb") as file:
                fields = file.read().rpartition(b") ")[2].split()
        except OSError:
            continue  # It has ended.
        found[int(name)] = (int(fields[1]), sum(int(field) for field in fields[11:15]))
    return found


def used_by_descendants():
    """Seconds of processor time of all that was ever started below this process."""
    table = processes()
    children = collections.defaultdict(list)
    for process, (parent, _) in table.items():
        children[parent].append(process)
    ticks, rest = 0, list(children[os.getpid()])
    while rest:
        process = rest.pop()
        ticks += table[process][1]
        rest += children[process]
    own = os.times()
    return ticks / TICK + own.children_user + own.children_system


class Run:
    """The tests as their events tell them."""

    def __init__(self):
        self.names = {}
        self.begun = {}
        self.costs = collections.defaultdict(lambda: [0.0, 0.0])

    def take(self, record):
        payload = record["payload"]
        if record["kind"] == "test":
            if payload["kind"] == "function":
                self.names[payload["id"]] = payload.get("displayName") or payload["name"]
            return
        test = payload.get("testID")
        if test not in self.names:
            return
        wall = payload["instant"]["absolute"]
        if payload["kind"] == "testStarted":
            self.begun[test] = (wall, used_by_descendants())
        elif payload["kind"] == "testEnded" and test in self.begun:
            before = self.begun.pop(test)
            self.costs[test][0] += used_by_descendants() - before[1]
            self.costs[test][1] += wall - before[0]


def starts_of(path):
    """By test, how often it started what."""
    starts = collections.defaultdict(collections.Counter)
    with open(path, encoding="utf-8", errors="replace") as file:
        for line in file:
            test, _, what = line.rstrip("\n").partition("\t")
            starts[test][what] += 1
    return starts


def suite_of(test):
    """`PipelineTests.AddTests` of `PipelineTests.AddTests/`name`()/AddTests.swift:9:4`."""
    return test.split("/")[0]


def module_of(test):
    return suite_of(test).split(".")[0]


def words(counter, most=4):
    common = [f"{count} {what}" if count > 1 else what for what, count in counter.most_common(most)]
    return ", ".join(common) + (" …" if len(counter) > most else "")


def table(title, rows, name):
    """Rows of (name, cpu, wall, tests, starts)."""
    print(f"\n{title}\n")
    print(f"{'cpu s':>8} {'wall s':>8} {'tests':>6}  {name}")
    for label, cpu, wall, tests, starts in rows:
        print(f"{cpu:8.1f} {wall:8.1f} {tests:6}  {label}" + (f"  [{words(starts)}]" if starts else ""))


def grouped(run, starts, key):
    rows = {}
    for test, (cpu, wall) in run.costs.items():
        row = rows.setdefault(key(test), [0.0, 0.0, 0, collections.Counter()])
        row[0] += cpu
        row[1] += wall
        row[2] += 1
        row[3] += starts[test]
    return sorted(((label, *row) for label, row in rows.items()), key=lambda row: -row[1])


def main():
    parser = argparse.ArgumentParser(usage=__doc__.split("\n")[2][7:])
    parser.add_argument("--tests", type=int, default=60)
    parser.add_argument("--json")
    own, command = sys.argv[1:], []
    if "--" in own:
        place = own.index("--")
        own, command = own[:place], own[place + 1:]
    options, rest = parser.parse_known_args(own)
    if not command:
        parser.error("no command after --")
    adopt_orphans()
    run = Run()
    with tempfile.TemporaryDirectory() as directory:
        events, noted = os.path.join(directory, "events"), os.path.join(directory, "starts")
        os.mkfifo(events)
        open(noted, "w").close()
        environment = dict(os.environ, SLUICE_TEST_STARTS=noted)
        command += ["--no-parallel", "--event-stream-output-path", events]
        before = used_by_descendants()
        process = subprocess.Popen(command + rest, env=environment)
        threading.Thread(target=collect_orphans, args=[process.pid], daemon=True).start()
        # A pipe is opened when somebody writes to it, which may never be.
        reader = threading.Thread(target=lambda: [run.take(json.loads(line)) for line in open(events, encoding="utf-8")], daemon=True)
        reader.start()
        status = process.wait()
        reader.join(timeout=5)
        whole = used_by_descendants() - before
        starts = starts_of(noted)
    table("By module", grouped(run, starts, module_of), "module  [what its tests start]")
    table("By suite", grouped(run, starts, suite_of), "suite  [what its tests start]")
    by_test = grouped(run, starts, lambda test: test)
    named = [(f"{suite_of(test)} “{run.names[test]}”", *row) for test, *row in by_test]
    table(f"The {options.tests} dearest tests", named[: options.tests], "test  [what it starts]")
    cpu, wall = (sum(cost[column] for cost in run.costs.values()) for column in (0, 1))
    print(f"\n{len(run.costs)} tests one at a time: {cpu:.0f} s of processor time, {wall:.0f} s; with swift's own {whole:.0f} s")
    if options.json:
        with open(options.json, "w", encoding="utf-8") as file:
            json.dump({test: {"cpu": c, "wall": w, "starts": dict(starts[test])} for test, (c, w) in run.costs.items()}, file, indent=1)
    return status


if __name__ == "__main__":
    sys.exit(main())
