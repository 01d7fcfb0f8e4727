#!/usr/bin/python3
"""Says again, at a test run's end, what failed: usage: test-failures.py EVENTS

EVENTS is what `swift test --event-stream-output-path` wrote. Thousands of lines may stand between a failure and the end of the
output, and a log that somebody keeps is often only its end. The last line is the run's own summary.
"""

import json
import sys


def text_of(message):
    return message["text"]


def failures(records):
    """Of each issue that fails its test, the name of the test, the place, and what was said."""
    names = {}
    for record in records:
        payload = record["payload"]
        if record["kind"] == "test":
            names[payload["id"]] = payload.get("displayName") or payload["name"]
        elif payload["kind"] == "issueRecorded":
            issue = payload["issue"]
            if issue.get("isKnown") or issue.get("severity") == "warning":
                continue
            place = issue.get("sourceLocation") or {}
            yield (names.get(payload.get("testID"), "outside any test"), f"{place.get('fileID', '?')}:{place.get('line', '?')}",
                   "\n".join(map(text_of, payload["messages"])))


def main():
    with open(sys.argv[1], encoding="utf-8", errors="replace") as file:
        records = [json.loads(line) for line in file if line.endswith("\n")]
    found = list(failures(records))
    if found:
        print("\nWhat failed:")
    for name, place, said in found:
        print(f"\n“{name}”, {place}")
        print("\n".join("  " + line for line in said.splitlines()))
    print()
    for record in records:
        if record["kind"] == "event" and record["payload"]["kind"] == "runEnded":
            for message in record["payload"]["messages"]:
                print({"pass": "✔", "fail": "✘"}.get(message["symbol"], " "), text_of(message))


if __name__ == "__main__":
    main()
