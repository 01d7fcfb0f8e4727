"""Transfers against curl, aria2c and wget, from nginx on loopback: small files and large ones, over HTTP and TLS.

Every way writes the same files to the same file system, and what an earlier one wrote is synced before it begins. The first
four rows of each table end when all bytes are written and none is known to last: no tool syncs, and neither do our transfers.
The next two also make everything last. The rest is what `sluice download` does besides, shown alone and together.
"""
import filecmp
import os
import shutil
import subprocess
import time
from pathlib import Path

from measure import Failed, in_turn, median, mib, run

AT_ONCE = 16
CHECKPOINT = 16 << 20  # the default of download.checkpoint

NOTES = f"""
- *transfer alone*, and the rows of curl, aria2c and wget: requests, and bytes written to files. Nothing is synced by any of them.
  {AT_ONCE} transfers at once, wget one after the other, as it cannot do otherwise.
- *synced* rows: `sync -f` after the tool; ours with checkpoints each {CHECKPOINT >> 20} MiB, from which a transfer goes on after a power cut.
- *inspection alone*: the look at each PDF by the parser program, as many of them as there are cores.
- *dropped into the inbox*: the same files taken by `sluice download`: SHA-256 and MD5, inspection, identity, and publishing with
  all syncs. This is what verification and publishing cost without a transfer.
- *sluice download of a list*: transfers, verification and publishing, all in one pass.
- Seconds of CPU are those of the program and the children it waited for; the peak is the program's own, where no shell is
  between."""


class Server:
    """nginx by the script that tests use; it ends when its input does."""

    def __init__(self, repository: Path, home: Path, files: Path):
        home.mkdir()
        self.home = home
        self.process = subprocess.Popen([repository / "scripts/web-server.sh", home, files], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True)
        self.ports = dict(self.process.stdout.readline().split()[:2] for _ in range(2))

    def stop(self) -> None:
        self.process.stdin.close()
        self.process.wait()


def document(number: int, size: int, noise: bytes):
    """The parts of a PDF of one page and so many bytes: what fills it is a remark, which no reader reads."""
    text = (b"BT /F 12 Tf 72 720 Td (Document number %d. The keeper leans on the beam and the gate swings open.) Tj ET" % number)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n" % len(text) + text + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    head = b"%PDF-1.4\n%"
    rest = sum(len(b"%d 0 obj\n" % n + body + b"\nendobj\n") for n, body in enumerate(objects, 1))
    # The table of objects and the trailer: lines of fixed length, and one number that the file's size gives.
    tail = len(objects) * 20 + 20 + len(b"xref\n0 6\ntrailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % size)
    filling = size - len(head) - 1 - rest - tail
    yield head
    for start in range(0, filling, len(noise)):
        yield noise[:filling - start]
    yield b"\n"
    at, table = len(head) + filling + 1, b"xref\n0 6\n0000000000 65535 f \n"
    for number, body in enumerate(objects, 1):
        table += b"%010d 00000 n \n" % at
        part = b"%d 0 obj\n" % number + body + b"\nendobj\n"
        at += len(part)
        yield part
    end = table + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d" % at
    yield end + b"\n" * (size - at - len(end) - 6) + b"%%EOF\n"


def make(folder: Path, count: int, size: int) -> None:
    folder.mkdir(parents=True)
    noise = os.urandom(1 << 20).replace(b"\n", b" ").replace(b"\r", b" ")
    for number in range(count):
        with open(folder / f"{number}.pdf", "wb") as file:
            for part in document(number, size, noise):
                file.write(part)


class Comparison:
    """All ways to fetch the same files, and what Sluice does besides."""

    def __init__(self, programs: Path, scratch: Path, server: Server, name: str, count: int, size: int, scheme: str):
        self.programs, self.scratch, self.server = programs, scratch, server
        self.files, self.count, self.size, self.scheme = scratch / "files" / name, count, size, scheme
        self.outputs = scratch / "out"
        self.outputs.mkdir()
        self.made = 0
        self.urls = scratch / "urls.txt"
        self.addresses = [f"{scheme}://127.0.0.1:{server.ports[scheme]}/{name}/{number}.pdf" for number in range(count)]
        self.urls.write_text("".join(f"{address}\n" for address in self.addresses))
        self.environment = {**os.environ, "no_proxy": "*", "XDG_STATE_HOME": str(scratch / "state")}

    # A file system searches long for the numbers of files that were just removed, so small files stay until the end.
    def fresh(self) -> Path:
        if self.size >= 1 << 20:
            shutil.rmtree(self.outputs)
            self.outputs.mkdir()
        self.made += 1
        out = self.outputs / str(self.made)
        out.mkdir()
        os.sync()
        return out

    def run(self, arguments, folder: Path, pattern: str = "*.pdf"):
        taken = run(arguments, env=self.environment)
        sizes = sum(path.stat().st_size == self.size for path in folder.rglob(pattern))
        if sizes != self.count:
            raise Failed(f"{' '.join(map(str, arguments))}: {sizes} of {self.count} documents came whole")
        return taken

    def fetched(self, out: Path, *more):
        return [self.programs / "sluice-bench", "fetch", self.urls, "-o", out, "--at-once", AT_ONCE, "--certificates",
                self.server.home / "ca.pem", *more]

    def sluice(self):
        out = self.fresh()
        return self.run(self.fetched(out), out)

    def command(self, name: str, out: Path):
        authority = self.server.home / "ca.pem"
        if name == "aria2c":
            return ["aria2c", "-q", "-j", AT_ONCE, "-x", 1, "-d", out, "-i", self.urls, "--file-allocation=none",
                    f"--ca-certificate={authority}"]
        if name == "wget":
            return ["wget", "-q", "-P", out, "-i", self.urls, f"--ca-certificate={authority}"]
        config = self.scratch / "config"
        config.write_text("".join(
            f'url="{address}"\noutput="{out}/{number}.pdf"\n' for number, address in enumerate(self.addresses)))
        return ["curl", "-s", "--parallel", "--parallel-max", AT_ONCE, "--cacert", authority, "-K", config]

    def other(self, name: str):
        out = self.fresh()
        return self.run(self.command(name, out), out)

    def synced(self, command):
        out = self.fresh()
        # Of the file system that was written to; a shell starts both, in no time that shows.
        words = [str(word) for word in command(out)] + [str(out)]
        return self.run(["bash", "-c", '"${@:1:$#-1}" && sync -f "${@: -1}"', "bash", *words], out)

    def workspace(self) -> Path:
        root = self.fresh() / "workspace"
        run([self.programs / "sluice", "init", root], env=self.environment)
        with open(root / "sluice.yaml", "w") as file:
            file.write(f"download:\n  contact: bench@example.org\n  transfers: {AT_ONCE}\n  host_transfers: {AT_ONCE}\n"
                       f"  host_spacing: 0 s\n  certificates: {self.server.home}/ca.pem\n")
        return root

    def download(self, root: Path):
        os.sync()
        return self.run([self.programs / "sluice", "download", "--workspace", root], root / "stages/01_downloaded")

    def listed(self):
        root = self.workspace()
        self.drop(self.urls, root, shutil.copy)
        return self.download(root)

    def dropped(self):
        root = self.workspace()
        out = self.scratch / "dropped"
        out.mkdir()
        run(self.fetched(out), env=self.environment)
        for path in out.iterdir():
            self.drop(path, root, os.rename)
        out.rmdir()
        return self.download(root)

    def drop(self, path: Path, root: Path, how) -> None:
        target = root / "stages/00_inbox" / path.name
        how(path, target)
        then = time.time() - 3600
        os.utime(target, (then, then))

    def inspected(self):
        return run([self.programs / "sluice-bench", "inspect", self.files], env=self.environment)

    def check(self) -> None:
        """What comes is the same for all before times are compared."""
        out = self.fresh()
        self.run(self.fetched(out), out)
        names = [f"{number}.pdf" for number in range(0, self.count, max(1, self.count // 20))]
        _, different, missing = filecmp.cmpfiles(self.files, out, names, False)
        if different or missing:
            raise Failed(f"sluice fetched other bytes: {different} {missing}")

    def show(self, rounds: int) -> None:
        self.check()
        ways = {
            "Sluice, the transfer alone": self.sluice, "curl --parallel": lambda: self.other("curl"),
            "aria2c": lambda: self.other("aria2c"), "wget": lambda: self.other("wget"),
            "Sluice, the transfer, synced": lambda: self.synced(lambda out: self.fetched(out, "--checkpoint", CHECKPOINT)),
            "curl --parallel, synced": lambda: self.synced(lambda out: self.command("curl", out)),
            "inspection alone": self.inspected, "dropped into the inbox": self.dropped,
            "`sluice download` of a list": self.listed,
        }
        taken = in_turn(rounds, ways)
        shutil.rmtree(self.outputs)
        small = self.size < 1 << 20
        shown = f"{self.size // 1000} kB" if small else f"{self.size // 1_000_000} MB"
        print(f"\n### {self.count} files of {shown} by {self.scheme}\n")
        print("| what | files a second | MB a second | seconds | of CPU | peak MiB | its time to the transfer's |")
        print("|---|--:|--:|--:|--:|--:|--:|")
        alone = median(one.wall for one in taken["Sluice, the transfer alone"])
        for name, runs in taken.items():
            wall = median(one.wall for one in runs)
            cells = [name, f"{self.count / wall:.0f}" if small else f"{self.count / wall:.1f}",
                     f"{self.count * self.size / wall / 1e6:.0f}", f"{wall:.2f}", f"{median(one.cpu for one in runs):.2f}",
                     "" if name.endswith("synced") else mib(max(one.peak for one in runs)), f"{wall / alone:.2f}"]
            print("| " + " | ".join(cells) + " |", flush=True)


def show(programs: Path, repository: Path, scratch: Path, rounds: int, small: int, large: int) -> None:
    make(scratch / "files/small", small, 20_000)
    make(scratch / "files/large", 20, large * 1_000_000)
    server = Server(repository, scratch / "server", scratch / "files")
    try:
        for scheme in ("http", "https"):
            for name, count, size in (("small", small, 20_000), ("large", 20, large * 1_000_000)):
                Comparison(programs, scratch, server, name, count, size, scheme).show(rounds)
    finally:
        server.stop()
    print(NOTES)
