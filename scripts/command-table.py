#!/usr/bin/env python3
"""Writes the table of commands in README.md from what the program says of itself.

usage: command-table.py [--check] [SLUICE]

The table stands between the lines `<!-- commands: begin -->` and `<!-- commands: end -->`. With --check nothing is
written: the exit status is 1 when the table is not current. SLUICE is the program to ask, .build/debug/sluice by default.
"""
import json
import pathlib
import subprocess
import sys

README = pathlib.Path(__file__).resolve().parent.parent / "README.md"
BEGIN, END = "<!-- commands: begin -->\n", "<!-- commands: end -->"


def rows(command: dict, above: str) -> list:
    name = f"{above} {command['commandName']}".strip()
    if not command["shouldDisplay"] or command["commandName"] == "help":
        return []
    below = [row for part in command.get("subcommands", []) for row in rows(part, name)]
    # A group of commands is what is in it.
    own = [] if below else [f"| `{name}` | {command.get('abstract', '').replace('|', chr(92) + '|')} |"]
    return own + below


def main() -> int:
    arguments = sys.argv[1:]
    check = "--check" in arguments
    arguments = [argument for argument in arguments if argument != "--check"]
    program = arguments[0] if arguments else str(README.parent / ".build/debug/sluice")
    answer = subprocess.run([program, "--experimental-dump-help"], capture_output=True, check=True)
    table = ["| command | what it does |", "|---|---|"] + rows(json.loads(answer.stdout)["command"], "")
    readme = README.read_text(encoding="utf-8")
    before, rest = readme.split(BEGIN, 1)
    _, after = rest.split(END, 1)
    wanted = before + BEGIN + "\n".join(table) + "\n" + END + after
    if wanted == readme:
        return 0
    if check:
        print("README.md: the table of commands is not current: scripts/command-table.py", file=sys.stderr)
        return 1
    README.write_text(wanted, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
