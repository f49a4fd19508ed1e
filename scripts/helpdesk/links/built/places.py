"""Line and column of what was found wrong; asked for the few pages that have faults."""

from __future__ import annotations

import re
from typing import NamedTuple

from helpdesk.links.built.numbers import Numbers
from helpdesk.links.built.tokens import CUT, Piece, Sink, TellStyle

CONTENT = (b"article", b"main")
ROLE_MAIN = re.compile(rb"<[a-z]+\s[^>]*role=\"?main\b[^>]*>", re.IGNORECASE)


class Spot(NamedTuple):
    """One place in a page."""

    line: int
    column: int
    in_frame: bool
    """Whether it stands outside the page's own content: in the menu, header, footer or head."""


class Lines:
    """Offsets of one file to lines and columns."""

    def __init__(self, data: bytes, *, has_frame: bool = True) -> None:
        self.data = data
        self.start, self.end = content_of(data) if has_frame else (0, len(data))
        self.counted, self.line = 0, 1

    def spot(self, offset: int) -> Spot:
        """Where the offset is; quick in ascending order. Columns count characters."""
        if offset < self.counted:
            self.counted, self.line = 0, 1
        self.line += self.data.count(b"\n", self.counted, offset)
        self.counted = offset
        line_start = self.data.rfind(b"\n", 0, offset) + 1
        column = len(self.data[line_start:offset].decode("utf-8", "replace")) + 1
        return Spot(self.line, column, not self.start <= offset < self.end)


def content_of(data: bytes) -> tuple[int, int]:
    """From where to where a page's own content reaches; all of it when the page does not say."""
    for name in CONTENT:
        start = data.find(b"<" + name)
        if start >= 0:
            end = data.rfind(b"</" + name)
            return start, end if end > start else len(data)
    opening = ROLE_MAIN.search(data)
    return (opening.start() if opening else 0), len(data)


def spots_of(pieces: list[Piece], data: bytes, targets: set[int], ids: set[int]) -> dict[str, list[Spot]]:
    """Every place of these targets and ids in a page: `a7` for target 7, `#7` for id 7."""
    lines = Lines(data)
    found: dict[str, list[Spot]] = {}
    offset = 0
    for piece in pieces:
        if not targets.isdisjoint(piece[0]):
            for number, at in zip(piece[0], piece[1], strict=True):
                if number in targets:
                    found.setdefault(f"a{number}", []).append(lines.spot(offset + at))
        if ids and not ids.isdisjoint(piece[2]):
            for number, at in zip(piece[2], piece[3], strict=True):
                if number in ids:
                    found.setdefault(f"#{number}", []).append(lines.spot(offset + at))
        offset += piece[6] + len(CUT)
    return found


def spots_in_sheet(tell_style: TellStyle, sheet: bytes, targets: set[int]) -> dict[str, list[Spot]]:
    """The same in a style sheet."""
    sink, lines = Sink([], [], [], [], []), Lines(sheet, has_frame=False)
    tell_style(sheet, 0, sink)
    found: dict[str, list[Spot]] = {}
    for number, at in zip(sink.links, sink.link_offsets, strict=True):
        if number in targets:
            found.setdefault(f"a{number}", []).append(lines.spot(at))
    return found


def spots_in_text(numbers: Numbers, text: bytes, targets: set[int]) -> dict[str, list[Spot]]:
    """The same in a sitemap: where the address stands as text."""
    lines = Lines(text, has_frame=False)
    found = {}
    for number in targets:
        written = numbers.targets[number][1].replace("&", "&amp;").encode()
        found[f"a{number}"] = [lines.spot(max(0, text.find(written)))]
    return found
