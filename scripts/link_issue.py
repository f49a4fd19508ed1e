"""Writes the text of the nightly issue from a Report in JSON: `link_issue.py report.json > body.md`.

Nothing is written where no link needs a person. Exit code 1 where the night could find nothing out.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

# GitHub takes 65,536 characters.
LONGEST = 60_000
# Verdicts that pass by themselves, or become another one that does not.
PASSING = {"transient"}
# What only tells how the run went.
ABOUT_THE_RUN = {"external-cache-ignored", "external-cache-unwritten"}


def main(words: list[str]) -> int:
    """Prints the text; says why where there is none to be had."""
    report = json.loads(Path(words[0]).read_text(encoding="utf-8"))
    for finding in report["findings"]:
        if finding["code"] in {"no-network", "external-interrupted"}:
            print(finding["message"], finding["help"], file=sys.stderr)
            return 1
    print(body(report), end="")
    return 0


def body(report: Mapping[str, Any]) -> str:
    """One line per Finding that needs a person, as many as an issue holds."""
    lines = [line(finding) for finding in report["findings"] if needs_a_person(finding)]
    kept, size = 0, 0
    while kept < len(lines) and size + len(lines[kept]) < LONGEST:
        size += len(lines[kept])
        kept += 1
    left = f"- and {len(lines) - kept} more: run `helpdesk links external`\n" if kept < len(lines) else ""
    return "".join(lines[:kept]) + left


def needs_a_person(finding: Mapping[str, Any]) -> bool:
    """Whether it will not pass by itself."""
    return finding.get("verdict") not in PASSING and finding["code"] not in ABOUT_THE_RUN


def line(finding: Mapping[str, Any]) -> str:
    """Place, what it is, and what to do, on one line of Markdown."""
    kind = finding.get("verdict") or finding["code"]
    text = " ".join(f"{finding['message']} {finding['help']}".split())
    place = f"{finding['file']}:{finding['line']}".replace("`", "'")
    return f"- `{place}` **{kind}** {text.replace('<', '&lt;')}\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
