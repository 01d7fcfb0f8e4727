#!/usr/bin/env python3
"""Writes a man page for each command from what the program says of itself: sluice.1, sluice-run.1, …

usage: man-pages.py SLUICE DIRECTORY

SLUICE is the program to ask; the pages go to DIRECTORY, which is made when missing. The help texts are the one source, so
that a page and `sluice help VERB` cannot disagree.
"""
import json
import pathlib
import re
import subprocess
import sys

EXIT_STATUS = """0  done, or nothing to do
1  something needs a person; it was named on standard error
2  the command line or a setting is wrong"""


def roff(text: str) -> str:
    """Text as roff: nothing in it is a request or an escape, and a hyphen stays one that can be copied."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    # Escaped, they are read the same whatever encoding the reader's man takes the page to be in.
    text = "".join(letter if letter.isascii() else f"\\[u{ord(letter):04X}]" for letter in text)
    return "\n".join("\\&" + line if line[:1] in (".", "'") else line for line in text.split("\n"))


def literal(text: str) -> str:
    return f".nf\n{roff(text)}\n.fi"


def name_of(argument: dict) -> str:
    """An argument as it is typed, in bold, with its value in italics."""
    value = f"\\fI{roff(argument['valueName'])}\\fR"
    if argument["kind"] == "positional":
        return value
    names = [("\\-" if name["kind"] == "short" else "\\-\\-") + roff(name["name"]) for name in argument["names"]]
    typed = ", ".join(f"\\fB{name}\\fR" for name in names)
    return typed if argument["kind"] == "flag" else f"{typed} {value}"


def synopsis(command: dict, full: str) -> str:
    parts = [f"\\fB{roff(full)}\\fR"]
    shown = [argument for argument in command.get("arguments", []) if argument["shouldDisplay"]]
    if any(argument["kind"] != "positional" for argument in shown):
        parts.append("[\\fIoptions\\fR]")
    for argument in shown:
        if argument["kind"] == "positional":
            word = name_of(argument) + (" ..." if argument["isRepeating"] else "")
            parts.append(f"[{word}]" if argument["isOptional"] else word)
    if command.get("subcommands"):
        parts.append("\\fIcommand\\fR")
    return " ".join(parts)


def discussion(text: str) -> list:
    """Paragraphs as such; what is under a heading in capitals becomes a section, as it stands."""
    lines = []
    for block in re.split(r"\n\n+", text.strip()):
        heading, _, rest = block.partition("\n")
        if re.fullmatch(r"[A-Z][A-Z ]+", heading):
            lines += [f".SH {heading}", literal(rest)]
        elif any(line.startswith("  ") for line in block.split("\n")):
            lines += [".PP", literal(block)]
        else:
            lines += [".PP", roff(block)]
    return lines


def page(command: dict, full: str, version: str, others: list) -> str:
    title = full.replace(" ", "-")
    lines = [
        f'.TH "{title.upper()}" 1 "" "Sluice {version}" "Sluice"',
        ".SH NAME", f"{roff(title)} \\- {roff(command.get('abstract', '').rstrip('.'))}",
        ".SH SYNOPSIS", synopsis(command, full),
        ".SH DESCRIPTION", roff(command.get("abstract", "")),
    ]
    text = discussion(command.get("discussion", ""))
    # Sections of the discussion stand after the options, as readers of man pages expect.
    first = next((number for number, line in enumerate(text) if line.startswith(".SH")), len(text))
    lines += text[:first]
    shown = [argument for argument in command.get("arguments", []) if argument["shouldDisplay"]]
    if shown:
        lines.append(".SH OPTIONS")
        for argument in shown:
            lines += [".TP", name_of(argument), roff(argument.get("abstract", ""))]
            if argument.get("defaultValue"):
                lines.append(f"Default: {roff(argument['defaultValue'])}.")
    below = [part for part in command.get("subcommands", []) if part["shouldDisplay"] and part["commandName"] != "help"]
    if below:
        lines.append(".SH COMMANDS")
        for part in below:
            lines += [".TP", f"\\fB{roff(full)} {roff(part['commandName'])}\\fR", roff(part.get("abstract", ""))]
    lines += text[first:]
    lines += [".SH EXIT STATUS", literal(EXIT_STATUS), ".SH SEE ALSO"]
    lines.append(", ".join(f"\\fB{roff(other)}\\fR(1)" for other in others if other != title))
    return "\n".join(lines) + "\n"


def pages(command: dict, above: str, version: str) -> dict:
    full = f"{above} {command['commandName']}".strip()
    title = full.replace(" ", "-")
    below = [part for part in command.get("subcommands", []) if part["shouldDisplay"] and part["commandName"] != "help"]
    others = [f"{title}-{part['commandName']}" for part in below]
    if above:
        others = [above.replace(" ", "-")] + others
    found = {f"{title}.1": page(command, full, version, others)}
    for part in below:
        found.update(pages(part, full, version))
    return found


def main() -> int:
    if len(sys.argv) != 3:
        print(__doc__.split("\n\n")[1], file=sys.stderr)
        return 2
    program, directory = sys.argv[1], pathlib.Path(sys.argv[2])
    answer = subprocess.run([program, "--experimental-dump-help"], capture_output=True, check=True)
    version = subprocess.run([program, "--version"], capture_output=True, check=True, text=True).stdout.split()[-1]
    directory.mkdir(parents=True, exist_ok=True)
    for name, text in pages(json.loads(answer.stdout)["command"], "", version).items():
        (directory / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
