"""Line and column of what was found wrong; asked for the few pages that have faults."""

from __future__ import annotations

import re
from typing import NamedTuple

from helpdesk.links.built.facts import as_utf8
from helpdesk.links.built.tags import Tags
from helpdesk.links.built.tokens import CUT, Machine, Sink

CONTENT = re.compile(rb"<(article|main)[\s>]", re.IGNORECASE)
ROLE_MAIN = re.compile(rb"<[a-z]+\s[^>]*role=\"?main\b[^>]*>", re.IGNORECASE)


class Spot(NamedTuple):
    """One place in a page."""

    line: int
    column: int
    in_frame: bool
    """Whether it stands outside the page's own content: in the menu, header, footer or head."""


class Lines:
    """Offsets of one file to lines and columns."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        opening = CONTENT.search(data) or ROLE_MAIN.search(data)
        self.start, self.end = (opening.start(), len(data)) if opening else (0, len(data))
        if opening and opening.lastindex:
            closing = data.lower().rfind(b"</" + opening[1].lower())
            self.end = closing if closing > self.start else len(data)

    def spot(self, offset: int) -> Spot:
        """Where the offset is; columns count characters."""
        line_start = self.data.rfind(b"\n", 0, offset) + 1
        line = self.data.count(b"\n", 0, offset) + 1
        column = len(self.data[line_start:offset].decode("utf-8", "replace")) + 1
        return Spot(line, column, not self.start <= offset < self.end)


def spots_of(machine: Machine, page: bytes, targets: set[int], ids: set[int]) -> dict[str, list[Spot]]:
    """Every place of these targets and ids: `a7` for target 7, `#7` for id 7."""
    data = as_utf8(page)
    lines = Lines(data)
    pieces = machine.pieces(data)
    cuts = machine.cuts(data) if len(pieces) > 1 else [data]
    found: dict[str, list[Spot]] = {}
    offset = 0
    for piece, cut in zip(pieces, cuts, strict=True):
        if not targets.isdisjoint(piece.links):
            for number, at in zip(piece.links, piece.link_offsets, strict=True):
                if number in targets:
                    found.setdefault(f"a{number}", []).append(lines.spot(offset + at))
        if ids and not ids.isdisjoint(piece.ids):
            for number, at in zip(piece.ids, piece.id_offsets, strict=True):
                if number in ids:
                    found.setdefault(f"#{number}", []).append(lines.spot(offset + at))
        offset += len(cut) + len(CUT)
    return found


def spots_in_sheet(tags: Tags, sheet: bytes, targets: set[int]) -> dict[str, list[Spot]]:
    """The same in a style sheet."""
    sink, lines = Sink([], [], [], [], []), Lines(b"")
    lines.data, lines.end = sheet, len(sheet)
    tags.tell_style(sheet, 0, sink)
    found: dict[str, list[Spot]] = {}
    for number, at in zip(sink.links, sink.link_offsets, strict=True):
        if number in targets:
            found.setdefault(f"a{number}", []).append(lines.spot(at))
    return found


def spots_in_text(tags: Tags, text: bytes, targets: set[int]) -> dict[str, list[Spot]]:
    """The same in a sitemap: where the address stands as text."""
    lines = Lines(b"")
    lines.data, lines.end = text, len(text)
    found = {}
    for number in targets:
        written = tags.targets[number][1].replace("&", "&amp;").encode()
        found[f"a{number}"] = [lines.spot(max(0, text.find(written)))]
    return found
