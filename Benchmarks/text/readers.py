"""Programs that read pages, each kept running as a child that answers one line of JSON with another, as `sluice-pdf` does;
and programs started once for each page."""
import json
import os
import selectors
import subprocess
import sys
import threading
import time
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
ENVIRONMENT = {**os.environ, "OMP_THREAD_LIMIT": "1"}


class Child:
    """A program that answers requests; started anew when it crashed or took too long."""

    def __init__(self, command, limit=120):
        self.command, self.limit = [str(word) for word in command], limit
        self.process, self.spent, self.peak = None, 0.0, 0

    def ask(self, operation, path, page=None, **more):
        """The reply; {"failure": …} where there is none."""
        if not self.process:
            self.process = subprocess.Popen(self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                            stderr=subprocess.DEVNULL, env=ENVIRONMENT)
            self.unread = b""
        request = {"operation": operation, "path": str(path), **({"page": page} if page else {}), **more}
        try:
            self.process.stdin.write(json.dumps(request).encode() + b"\n")
            self.process.stdin.flush()
            return json.loads(self._line())
        except (OSError, ValueError, EOFError, TimeoutError) as error:
            self.close()
            return {"failure": {"code": "child", "message": f"{type(error).__name__} {error}".strip()}}

    def text(self, path, page, operation="text"):
        """The page's text; nothing where it cannot be had."""
        return self.ask(operation, path, page).get("page", {}).get("text")

    def _line(self):
        until = time.monotonic() + self.limit
        with selectors.DefaultSelector() as selector:
            selector.register(self.process.stdout, selectors.EVENT_READ)
            while b"\n" not in self.unread:
                if not selector.select(max(0, until - time.monotonic())):
                    raise TimeoutError(f"{self.limit} s are over")
                part = os.read(self.process.stdout.fileno(), 1 << 20)
                if not part:
                    raise EOFError(f"status {self.process.wait()}")
                self.unread += part
        line, _, self.unread = self.unread.partition(b"\n")
        return line

    def cpu(self):
        """Seconds of processor time it has taken so far, and all the children before it that crashed."""
        if not self.process:
            return self.spent
        try:
            fields = Path(f"/proc/{self.process.pid}/stat").read_bytes().rsplit(b") ", 1)[1].split()
            for line in Path(f"/proc/{self.process.pid}/status").read_text().split("\n"):
                if line.startswith("VmHWM"):
                    self.peak = max(self.peak, int(line.split()[1]) << 10)
        except (OSError, IndexError):
            return self.spent
        return self.spent + sum(map(int, fields[11:13])) / TICKS

    def close(self):
        if self.process:
            self.spent = self.cpu()
            self.process.kill()
            self.process.communicate()
            self.process = None


def peer(name):
    """A Python library that reads PDFs, as a child."""
    return Child([sys.executable, Path(__file__).with_name("peers.py"), name])


def once(command, limit=120, **options):
    """Runs a program once: its output, the processor time it took, and the memory it had at most. A program that fails, or
    takes too long, has no output."""
    process = subprocess.Popen([str(word) for word in command], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                               stdin=options.pop("stdin", subprocess.DEVNULL), env=ENVIRONMENT, **options)
    # Output is read to its end first, so that a full pipe holds nothing up.
    timer = threading.Timer(limit, process.kill)
    timer.start()
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    timer.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    return output if process.returncode == 0 else None, usage.ru_utime + usage.ru_stime, usage.ru_maxrss << 10


def pdftotext(path, page, *options, crop=True, last=None):
    output, cpu, peak = once(["pdftotext", "-enc", "UTF-8", "-nopgbrk", *(["-cropbox"] if crop else []), "-f", page,
                              "-l", last or page, *options, path, "-"])
    return (None if output is None else output.decode("utf-8", "replace")), cpu, peak


def page_count(path):
    """How many pages a document has, by pdfinfo; 0 where it cannot be opened."""
    output, _, _ = once(["pdfinfo", path], limit=20)
    for line in (output or b"").split(b"\n"):
        if line.startswith(b"Pages:"):
            return int(line.split()[1])
    return 0
