#!/usr/bin/python3
"""Validates what a workspace holds against manifests/schema: a check by a program that shares no code with Sluice.

usage: validate-schemas.py DIRECTORY [[SCHEMA=]FILE ...]
       validate-schemas.py --serve

Looks at every manifest event, meta.json, batch.json, job.json, doubt.json, list.ndjson, outcome.json, error.json,
arrival.json, metrics.json, pages.ndjson, <id>.ocr.jsonl and <id>.ocr.json below DIRECTORY, and progress.json and
rejects.ndjson of lists, compressed by gzip or not, and at each further FILE: by its name, or by the SCHEMA named (event,
meta, batch, job, doubt, list, outcome, error, page, dolma, dolmas, arrival, metrics, progress, reject).

Prints one line a breach (file:line: what; in a file of one document the line is 1) and a closing count.
Exit status: 0 no breach, 1 breaches, 2 it could not look.

No breach, but counted: a last line without newline in a manifest or in pages.ndjson (a torn tail, which readers skip),
and a file below a private directory (.incoming, .building-*) that is not yet JSON. What people drop in 00_inbox is not
ours.

Beyond the schemas it checks the CRC of each event, and that no name occurs twice in an object.

With --serve it reads one directory a line, as a JSON string, until its input ends, and answers each with a line of JSON: the
exit status and the lines it would have printed. Reading the schemas takes longer than looking at a small workspace.

Needs python3 and python3-jsonschema as Debian 12 has them.
"""

import collections
import gzip
import json
import os
import re
import sys
import zlib

try:
    from jsonschema import Draft202012Validator, RefResolver
except ImportError:
    sys.exit("validate-schemas.py: apt-get install python3-jsonschema, and call it with /usr/bin/python3")

SCHEMAS = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "manifests", "schema")
# References between schemas are relative; a base of the scheme file is one that urllib joins to. Nothing is fetched.
BASE = "file:///"
WORKERS = {b"downloader", b"dispatcher", b"submitter", b"cleanup", b"finalizer", b"operator", b"metrics"}
SEGMENT = re.compile(rb"[0-9]{6,}(-[0-9]{6,})?\.ndjson\Z")

ONE, LINES, LIST = "one document", "a document a line", "a list of documents"
# Whole names, then ends of names.
NAMES = {
    b"batch.json": ("batch", ONE), b"job.json": ("job", ONE), b"doubt.json": ("doubt", ONE),
    b"list.ndjson": ("list", LINES),
    b"outcome.json": ("outcome", ONE), b"error.json": ("error", ONE), b"arrival.json": ("arrival", ONE),
    b"pages.ndjson": ("page", LINES), b"meta.json": ("meta", ONE), b"metrics.json": ("metrics", ONE),
}
ENDS = {
    b".meta.json": ("meta", ONE), b".pages.ndjson": ("page", LINES), b".ocr.jsonl": ("dolma", LINES),
    b".ocr.json": ("dolma", LIST),
}
BY_SCHEMA = {
    "event": ("event", LINES), "meta": ("meta", ONE), "batch": ("batch", ONE), "job": ("job", ONE), "doubt": ("doubt", ONE),
    "list": ("list", LINES), "outcome": ("outcome", ONE), "error": ("error", ONE), "page": ("page", LINES),
    "dolma": ("dolma", LINES), "dolmas": ("dolma", LIST), "arrival": ("arrival", ONE),
    "metrics": ("metrics", ONE),
    "progress": ("progress", ONE), "reject": ("reject", LINES),
}
# Names in the directory of a list, which is in one of these.
LIST_NAMES = {b"progress.json": ("progress", ONE), b"rejects.ndjson": ("reject", LINES)}
LIST_HOMES = {b".lists", b"lists"}
# What is appended to and may be torn by a crash; everything else is published whole.
APPENDED = {"event", "page"}
# What parse answers after a breach: None is a value.
BROKEN = object()


def classify(path):
    """The schema and the form of a file, by its name; None for a file that has none."""
    name = os.path.basename(path)
    if name.endswith(b".gz"):
        name = name[:-3]
    if SEGMENT.match(name) and os.path.basename(os.path.dirname(path)) in WORKERS:
        return ("event", LINES)
    home = os.path.basename(os.path.dirname(os.path.dirname(path)))
    if name in LIST_NAMES:
        return LIST_NAMES[name] if home in LIST_HOMES else None
    if name in NAMES:
        return NAMES[name]
    return next((kind for end, kind in ENDS.items() if name.endswith(end)), None)


def unique(pairs):
    """An object, in which a name given twice is an error and not the last one's win."""
    names = [name for name, _ in pairs]
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"the name {twice!r} occurs twice")
    return dict(pairs)


def no_constant(text):
    raise ValueError(f"{text} is no JSON")


class Validation:
    def __init__(self):
        self.validators = {}
        self.begin()
        self.store = {}
        for name in sorted(os.listdir(SCHEMAS)):
            if name.endswith(".schema.json"):
                with open(os.path.join(SCHEMAS, name), encoding="utf-8") as file:
                    self.store[BASE + name] = json.load(file)
        for uri, schema in self.store.items():
            Draft202012Validator.check_schema(schema)
            resolver = RefResolver(uri, schema, self.store)
            self.validators[uri[len(BASE):-len(".schema.json")]] = Draft202012Validator(schema, resolver=resolver)

    def begin(self):
        """Forgets what was found."""
        self.counts = collections.Counter()
        self.breaches = 0
        self.torn = 0
        self.unfinished = 0
        self.told = []

    def breach(self, path, line, what):
        self.breaches += 1
        shown = "".join(c if c.isprintable() else "?" for c in what)
        shown = shown if len(shown) <= 300 else shown[:300] + "…"
        name = os.fsencode(path).decode("utf-8", "backslashreplace").replace("\n", "\\n")
        self.told.append(f"{name}:{line}: {shown}")

    def check(self, path, line, schema, value):
        self.counts[schema] += 1
        for error in self.validators[schema].iter_errors(value):
            where = "".join(f"/{part}" for part in error.absolute_path)
            self.breach(path, line, f"{schema}: {where or 'the document'}: {error.message}")

    def parse(self, path, line, text):
        """The value of a text, or BROKEN after a breach."""
        try:
            return json.loads(text.decode("utf-8"), object_pairs_hook=unique, parse_constant=no_constant)
        except (ValueError, RecursionError) as error:
            number = line + error.lineno - 1 if isinstance(error, json.JSONDecodeError) else line
            self.breach(path, number, f"no JSON: {error}")
            return BROKEN

    def lines(self, path, schema, file):
        for number, line in enumerate(file, 1):
            if not line.endswith(b"\n"):
                if schema in APPENDED:
                    self.torn += 1
                else:
                    self.breach(path, number, "the last line has no newline")
                return
            value = self.parse(path, number, line)
            if value is BROKEN:
                continue
            self.check(path, number, schema, value)
            if schema == "event":
                # ,"crc":"01234567"} and the newline are 19 bytes.
                expected = f',"crc":"{zlib.crc32(line[:-19]):08x}"}}\n'.encode()
                if line[-19:] != expected:
                    self.breach(path, number, "event: the checksum does not fit the line, or is not its last member")

    def file(self, path, schema, form, private=False):
        try:
            opened = gzip.open if path.endswith(b".gz") else open
            with opened(path, "rb") as file:
                if form == LINES:
                    self.lines(path, schema, file)
                    return
                text = file.read()
        except FileNotFoundError:
            return  # It was moved on: a workspace may be at work.
        except (OSError, EOFError, zlib.error) as error:
            self.breach(path, 1, f"cannot be read: {error}")
            return
        if private and not self.is_json(text):
            self.unfinished += 1
            return
        value = self.parse(path, 1, text)
        if value is BROKEN:
            return
        if form == ONE:
            self.check(path, 1, schema, value)
        elif isinstance(value, list):
            for element in value:
                self.check(path, 1, schema, element)
        else:
            self.breach(path, 1, "is no list")

    @staticmethod
    def is_json(text):
        try:
            json.loads(text)
            return True
        except (ValueError, RecursionError):
            return False

    def tree(self, root):
        for directory, folders, names in os.walk(root):
            folders.sort()
            parts = os.path.relpath(directory, root).split(b"/")
            if parts[-1] == b"00_inbox":
                names = []
                folders[:] = [name for name in folders if name.startswith(b".")]
            if parts[-1] in (b".git", b".build"):
                folders[:], names = [], []
            private = any(part.startswith((b".incoming", b".building-")) for part in parts)
            for name in sorted(names):
                path = os.path.join(directory, name)
                kind = classify(path)
                if kind and not os.path.islink(path):
                    self.file(path, *kind, private=private)


    def conclude(self):
        """The lines that tell what was found, and the exit status."""
        counts = ", ".join(f"{count} {name}" for name, count in sorted(self.counts.items())) or "nothing"
        closing = f"checked {counts}: {self.breaches} breaches"
        if self.torn or self.unfinished:
            closing += f"; skipped: {self.torn} torn tails, {self.unfinished} unfinished private files"
        return self.told + [closing], 1 if self.breaches else 0


def serve():
    validation = Validation()
    for line in sys.stdin:
        root = json.loads(line)
        validation.begin()
        if os.path.isdir(root):
            validation.tree(os.fsencode(root))
            lines, status = validation.conclude()
        else:
            lines, status = [f"validate-schemas.py: {root}: no directory"], 2
        print(json.dumps({"status": status, "lines": lines}), flush=True)
    return 0


def main(arguments):
    if not arguments or arguments[0] in ("-h", "--help"):
        print(__doc__.strip())
        return 0 if arguments else 2
    if arguments == ["--serve"]:
        return serve()
    root, extras = os.fsencode(arguments[0]), arguments[1:]
    if not os.path.isdir(root):
        print(f"validate-schemas.py: {arguments[0]}: no directory", file=sys.stderr)
        return 2
    validation = Validation()
    validation.tree(root)
    for extra in extras:
        schema, equals, name = extra.partition("=")
        path = os.fsencode(name if equals else extra)
        kind = BY_SCHEMA.get(schema) if equals else classify(path)
        if kind is None or not os.path.isfile(path):
            print(f"validate-schemas.py: {extra}: no file, or no schema for it", file=sys.stderr)
            return 2
        validation.file(path, *kind)
    lines, status = validation.conclude()
    print("\n".join(lines))
    return status


if __name__ == "__main__":
    sys.stdout.reconfigure(errors="backslashreplace")
    sys.exit(main(sys.argv[1:]))
