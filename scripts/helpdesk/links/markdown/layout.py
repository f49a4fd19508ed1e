"""What the lines of a Markdown text begin: headings, footnotes, and code that is only indented."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import accumulate, chain
from typing import NamedTuple

OPENS = re.compile(r"(?:[-*+]|\d+[.)])(?=[ \t]|\Z)|!!!|\?\?\?|===[!+]{0,2}[ \t]|:[ \t]|\[\^[^\]\n]+\]:")
# What a heading may stand behind on its own line.
MARKERS = re.compile(r"(?:(?:[-*+]|\d+\.|:)[ \t]+)+(?=#)")
FOOTNOTE = re.compile(r"\[\^([^\]\n]+)\]:")
OPENERS, TELLERS = frozenset("-*+!?=:[0123456789"), frozenset("#=-[")
# A line that begins with any other sign is plain text, whatever it says.
TELLING = OPENERS | TELLERS | {" ", "\t", ">"}
# Between what a line may stand in (lists, boxes, quotes) and what it says.
LEAD = " \t>"
# Quotes within quotes that are still read; no writer needs more.
DEEPEST = 8


class Layout(NamedTuple):
    """The lines that tell something, each as start and end of what it says, in the order of the text."""

    code: list[tuple[int, int]]
    """Lines that are code because they stand four deeper than the list item, box or quote they are in."""
    headings: list[tuple[int, int]]
    """What stands behind the number signs of a heading."""
    underlined: list[tuple[int, int]]
    """The line above a line of equals signs or dashes only, where that makes it a heading."""
    notes: dict[str, int]
    """The names of footnotes and where the last definition of each begins."""


def layout_of(text: str, unit: int) -> Layout:
    """Reads the lines once; `unit` is how far the content of a list item is indented: four columns in Python-Markdown."""
    lines = text.split("\n")
    starts = accumulate(chain((0,), map((1).__add__, map(len, lines))))
    layout = Layout([], [], [], {})
    read(layout, text, zip(lines, starts, strict=False), unit)
    return layout


def read(layout: Layout, text: str, lines: Iterable[tuple[str, int]], unit: int, depth: int = 0) -> None:
    """Adds what these lines tell, each given with its start; those of a quote are read without their marks."""
    containers, code, deep, after_blank, start = 0, -1, 0, True, 0
    quoted: list[tuple[str, int]] = []
    for line, start in lines:
        bare = line.lstrip(" \t")
        if not bare:
            after_blank = True
            if quoted:
                quoted.append(("", start))
            continue
        if line[0] in TELLING:
            first, columns = bare[0], len(line) - len(bare)
            if columns and "\t" in line[:columns]:
                columns = len(line[:columns].expandtabs(4))
            if code >= 0 and columns >= deep:
                continue
            if after_blank:
                deep = containers * unit + 4
                if columns >= deep:
                    code = start
                    continue
                containers = min(containers, columns // unit)
            if first == ">" and depth < DEEPEST:
                cut = len(line) - len(bare) + (2 if bare[1:2] == " " else 1)
                quoted.append((line[cut:], start + cut))
            elif quoted:
                read(layout, text, quoted, unit, depth + 1)
                quoted = []
            if first in OPENERS and OPENS.match(bare):
                containers = min(columns // unit, containers) + 1
                if "#" in bare and (marker := MARKERS.match(bare)):
                    told(layout, text, bare[marker.end() :], start + len(line))
            if first in TELLERS and (first != "#" or columns % unit == 0):
                told(layout, text, bare, start + len(line))
        elif after_blank:
            containers = 0
            if quoted:
                read(layout, text, quoted, unit, depth + 1)
                quoted = []
        # A heading is a block of its own, whatever follows.
        after_blank = line[0] == "#"
        if code >= 0:
            layout.code.append((code, start - 1))
            code = -1
    if quoted:
        read(layout, text, quoted, unit, depth + 1)
    if code >= 0:
        layout.code.append((code, len(text) if depth == 0 else start + len(line)))


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
