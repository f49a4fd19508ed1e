"""A Page's text as the passages that hold words: what is heading, paragraph, step, cell, title."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from helpdesk.frontmatter import FrontMatter
from helpdesk.pages.headings import Heading, identifier
from helpdesk.prose import prose_of


class Kind(Enum):
    """What a passage is for the reader."""

    HEADING = "heading"
    """A title inside the Page."""
    PARAGRAPH = "paragraph"
    """Running text, definitions included."""
    ITEM = "item"
    """A point of a list without numbers."""
    STEP = "step"
    """A point of a numbered list."""
    CELL = "cell"
    """A cell of a table."""
    TITLE = "title"
    """The title of a box or a tab."""


RUNNING = frozenset({Kind.PARAGRAPH, Kind.ITEM, Kind.STEP})


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage; `start` and `end` are offsets in the Page's text, without the marks around the words."""

    kind: Kind
    start: int
    end: int
    level: int = 0
    """Of a heading: 1 to 6."""


class Lines:
    """Line and column of an offset."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def starts(self) -> list[int]:
        """Where each line starts."""
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    def of(self, offset: int) -> tuple[int, int]:
        """Line and column, both counted from 1."""
        row = bisect_right(self.starts, offset) - 1
        return row + 1, offset - self.starts[row] + 1


FENCE = re.compile(r"(?P<indent>[ \t>]*)(?P<fence>`{3,}|~{3,})")
HEADING = re.compile(r"[ \t>]*(?P<marks>#{1,6})[ \t]*(?=[^#\s])")
TITLE = re.compile(
    r'[ \t>]*(?:!!!|\?\?\?\+?|===[!+]*|///+)[ \t]*[^"\n|]*(?:"(?P<quoted>[^"\n]*)"|\|(?P<barred>[^\n]*))?'
)
ITEM = re.compile(r"[ \t>]*(?:(?P<number>\d{1,9}[.)])|[-*+])[ \t]+(?=\S)(?:\[[ xX]\][ \t]+)?")
DEFINITION = re.compile(r"[ \t>]*:[ \t]{1,4}(?=\S)")
FOOTNOTE = re.compile(r"[ \t]*\[\^[^\]\n]+\]:[ \t]*")
NO_WORDS = re.compile(
    r"[ \t>]*(?:\[[^\]\n]+\]:.*|\*\[[^\]\n]+\]:.*|\{:?[ .#][^{}\n]*\}|(?:[-*_][ \t]*){3,}|<[/!A-Za-z].*|={2,}|--8<--.*)?\s*\Z"
)
ROW = re.compile(r"[ \t>]*\|")
CELL = re.compile(r"(?:\\.|`[^`\n]*`|[^|\\\n])+")
UNDERLINE = re.compile(r"[ \t]{0,3}(?:=+|-+)[ \t]*\r?\n?\Z")


def passages_of(text: str, front: FrontMatter) -> Iterator[Passage]:
    """The passages of a Page in the order of the text."""
    offset = len(front.text) or int(text.startswith("\ufeff"))
    fence = ""
    comment = False
    pending: Passage | None = None
    for line in text[offset:].splitlines(keepends=True):
        start, offset = offset, offset + len(line)
        end = start + len(line.rstrip())
        opening = FENCE.match(line)
        if fence or (opening and not comment):
            if not fence and opening:
                fence = opening["fence"]
            elif opening and opening["fence"].startswith(fence) and not line[opening.end() :].strip():
                fence = ""
            yield from flushed(pending)
            pending = None
            continue
        if comment or line.lstrip().startswith("<!--"):
            comment = "-->" not in line
            yield from flushed(pending)
            pending = None
            continue
        if pending and pending.kind is Kind.PARAGRAPH and UNDERLINE.match(line):
            yield Passage(Kind.HEADING, pending.start, pending.end, 1 if "=" in line else 2)
            pending = None
            continue
        found = passages_of_line(line, start, end)
        if found is None:  # a line that goes on with the passage above it
            pending = Passage(pending.kind, pending.start, end) if pending else paragraph(line, start, end)
            continue
        yield from flushed(pending)
        pending = None
        if len(found) == 1 and found[0].kind in RUNNING:
            pending = found[0]
        else:
            yield from found
    yield from flushed(pending)


def flushed(pending: Passage | None) -> Iterator[Passage]:
    """The passage that a new one has ended, if any."""
    if pending and pending.end > pending.start:
        yield pending


def paragraph(line: str, start: int, end: int) -> Passage:
    """A paragraph that starts with this line."""
    return Passage(Kind.PARAGRAPH, start + len(line) - len(line.lstrip(" \t>")), end)


def passages_of_line(line: str, start: int, end: int) -> list[Passage] | None:
    """The passages that start on this line; none for a line without words, None for a line that starts nothing."""
    if NO_WORDS.match(line):
        return []
    if found := HEADING.match(line):
        return [Passage(Kind.HEADING, start + found.end(), end, len(found["marks"]))]
    if (found := TITLE.match(line)) and line.lstrip(" \t>")[:3] in ("!!!", "???", "===", "///"):
        group = "quoted" if found["quoted"] else "barred"
        return [Passage(Kind.TITLE, start + found.start(group), start + found.end(group))] if found[group] else []
    if ROW.match(line):
        return [
            Passage(Kind.CELL, start + cell.start(), start + cell.end())
            for cell in CELL.finditer(line)
            if cell[0].strip(" \t>:-\r")
        ]
    if found := ITEM.match(line):
        return [Passage(Kind.STEP if found["number"] else Kind.ITEM, start + found.end(), end)]
    if found := FOOTNOTE.match(line) or DEFINITION.match(line):
        return [Passage(Kind.PARAGRAPH, start + found.end(), end)]
    return None


def headings_of(text: str, front: FrontMatter) -> list[Heading]:
    """The headings of a Page with the ids written beside them."""
    lines = Lines(text)
    found = []
    for passage in passages_of(text, front):
        if passage.kind is not Kind.HEADING:
            continue
        title, own = identifier(text[passage.start : passage.end])
        words = prose_of(text, passage.start, passage.start + len(title)).words
        line, column = lines.of(passage.start)
        found.append(Heading(passage.level, words, own, line, column, passage.start + len(title)))
    return found
