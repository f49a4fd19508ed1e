"""What the lines of a Markdown text begin: headings, footnotes, and code that is only indented."""

from __future__ import annotations

import re
from typing import NamedTuple

OPENS = re.compile(r"(?:[-*+]|\d+[.)])(?=[ \t]|\Z)|!!!|\?\?\?|===[!+]{0,2}[ \t]|:[ \t]|\[\^[^\]\n]+\]:")
FOOTNOTE = re.compile(r"\[\^([^\]\n]+)\]:")
OPENERS, TELLERS = frozenset("-*+!?=:[0123456789"), frozenset("#=->[")
# A line that begins with any other sign is plain text, whatever it says.
TELLING = OPENERS | TELLERS | {"", " ", "\t"}
# Between what a line may stand in (lists, boxes, quotes) and what it says.
LEAD = " \t>"


class Layout(NamedTuple):
    """The lines that tell something, each as start and end of what it says, in the order of the text."""

    code: list[tuple[int, int]]
    """Lines that are code because they stand four deeper than the list item or box they are in."""
    headings: list[tuple[int, int]]
    """What stands behind the number signs of a heading."""
    underlined: list[tuple[int, int]]
    """The line above a line of equals signs or dashes only, where that makes it a heading."""
    notes: dict[str, int]
    """The names of footnotes and where the last definition of each begins."""


def layout_of(text: str, unit: int) -> Layout:
    """Reads the lines once; `unit` is how far the content of a list item is indented: four columns in Python-Markdown."""
    layout = Layout([], [], [], {})
    containers, code, deep, after_blank, end = 0, -1, 0, True, -1
    for line in text.split("\n"):
        start = end + 1
        end = start + len(line)
        if line[:1] in TELLING:
            bare = line.lstrip(" \t")
            first = bare[:1]
            if not first or (first == ">" and not bare.strip(LEAD)):
                after_blank = True
                continue
            columns = len(line) - len(bare)
            if columns and "\t" in line[:columns]:
                columns = len(line[:columns].expandtabs(4))
            if code >= 0 and columns >= deep:
                continue
            if after_blank and first != ">":
                deep = containers * unit + 4
                if columns >= deep:
                    code = start
                    continue
                containers = min(containers, columns // unit)
            if first in OPENERS and OPENS.match(bare):
                containers = min(columns // unit, containers) + 1
            if first in TELLERS:
                told(layout, text, bare.lstrip(LEAD), end)
        elif after_blank:
            containers = 0
        after_blank = False
        if code >= 0:
            layout.code.append((code, start - 1))
            code = -1
    if code >= 0:
        layout.code.append((code, end))
    return layout


def told(layout: Layout, text: str, bare: str, end: int) -> None:
    """Adds what a line tells; `bare` is what it says and `end` is where it ends."""
    first, start = bare[0], end - len(bare)
    if first == "#":
        signs = len(bare[:6]) - len(bare[:6].lstrip("#"))
        layout.headings.append((end - len(bare[signs:].lstrip(" \t")), end))
    elif first in "=-":
        if not bare.strip(f"{first} \t") and first * len(bare.rstrip(" \t")) == bare.rstrip(" \t"):
            newline = text.rfind("\n", 0, start)
            above = text.rfind("\n", 0, max(newline, 0)) + 1
            if above < newline and starts_block(text, above) and text[above] != "#":
                layout.underlined.append((above, newline))
    elif first == "[" and (note := FOOTNOTE.match(bare)):
        layout.notes[note[1]] = start + 2


def starts_block(text: str, start: int) -> bool:
    """Whether the line that starts here is the first one of its block: only there an underlined heading can be."""
    return start == 0 or not text[text.rfind("\n", 0, start - 1) + 1 : start - 1].strip(LEAD)
