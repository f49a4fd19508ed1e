"""Line and column of what was found wrong; asked for the few pages that have faults."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

from helpdesk.links.built.numbers import Numbers
from helpdesk.links.built.reading import Sink, Tell
from helpdesk.links.built.tokens import Piece

CONTENT = (b"article", b"main")
ROLE_MAIN = re.compile(rb"<[a-z]+\s[^>]*role=\"?main\b[^>]*>", re.IGNORECASE)


class Spot(NamedTuple):
    """One place in a page."""

    line: int
    column: int
    in_frame: bool
    """Whether it stands outside the page's own content: in the menu, header, footer or head."""


class Layout:
    """One page in pieces, and where its own content is."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.pieces = pieces
        self.offsets = [*accumulate([len(piece.text) for piece in pieces], initial=0)]
        counts = [piece.newlines if piece.newlines >= 0 else counted(piece) for piece in pieces]
        self.lines = [*accumulate(counts, initial=1)]
        self.start, self.end = self._content()
        self._counted = (-1, 0, 0)

    def _content(self) -> tuple[int, int]:
        """From where to where a page's own content reaches; all of it when the page does not say."""
        for name in CONTENT:
            start = self._mark(b"<" + name, enumerate(self.pieces))
            if start >= 0:
                end = self._mark(b"</" + name, reversed([*enumerate(self.pieces)]))
                return start, end if end > start else self.offsets[-1]
        opening = ROLE_MAIN.search(b"".join([piece.text for piece in self.pieces]))
        return (opening.start() if opening else 0), self.offsets[-1]

    def _mark(self, mark: bytes, pieces: Iterable[tuple[int, Piece]]) -> int:
        """Where the first of these pieces with such a mark has it, -1 for nowhere; no cut goes through a mark.

        Where an element begins that is its first mark, where one ends its last.
        """
        for index, piece in pieces:
            at = piece.marks.get(mark)
            if at is None:
                find = piece.text.rfind if mark[1:2] == b"/" else piece.text.find
                at = piece.marks[mark] = find(mark)
            if at >= 0:
                return self.offsets[index] + at
        return -1

    def spot(self, index: int, at: int) -> Spot:
        """Where an offset counted from the start of a piece is; below zero it stands in a piece before.

        Quick in ascending order.
        """
        while at < 0:
            index -= 1
            at += len(self.pieces[index].text)
        text, offset = self.pieces[index].text, self.offsets[index] + at
        counted, upto, newlines = self._counted
        if counted != index or upto > at:
            upto = newlines = 0
        newlines += text.count(b"\n", upto, at)
        self._counted = (index, at, newlines)
        line = self.lines[index] + newlines
        before = text[text.rfind(b"\n", 0, at) + 1 : at]
        while line == self.lines[index] and index:
            index -= 1
            text = self.pieces[index].text
            before = text[text.rfind(b"\n") + 1 :] + before
        return Spot(line, len(before.decode("utf-8", "replace")) + 1, not self.start <= offset < self.end)


def counted(piece: Piece) -> int:
    """How many lines end in a piece, which knows it from now on."""
    piece.newlines = piece.text.count(b"\n")
    return piece.newlines


def spots_of(pieces: Sequence[Piece], targets: set[int], ids: set[int]) -> dict[str, list[Spot]]:
    """Every place of these targets and ids in a page: `a7` for target 7, `#7` for id 7."""
    layout = Layout(pieces)
    found: dict[str, list[Spot]] = {}
    for index, piece in enumerate(pieces):
        said, opened = piece.said, piece.opened
        if not targets.isdisjoint(said.links):
            for at in [at for at, number in enumerate(said.links) if number in targets]:
                found.setdefault(f"a{said.links[at]}", []).append(layout.spot(index, said.link_offsets[at] - opened))
        if ids and not ids.isdisjoint(said.ids):
            for number, at in zip(said.ids, said.id_offsets, strict=True):
                if number in ids:
                    found.setdefault(f"#{number}", []).append(layout.spot(index, at - opened))
    return found


class Lines:
    """Offsets of a file that is no page to lines and columns."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.counted, self.line = 0, 1

    def spot(self, offset: int) -> Spot:
        """Where the offset is; quick in ascending order. Columns count characters."""
        if offset < self.counted:
            self.counted, self.line = 0, 1
        self.line += self.data.count(b"\n", self.counted, offset)
        self.counted = offset
        line_start = self.data.rfind(b"\n", 0, offset) + 1
        column = len(self.data[line_start:offset].decode("utf-8", "replace")) + 1
        return Spot(self.line, column, in_frame=False)


def spots_in_sheet(tell: Tell, sheet: bytes, targets: set[int]) -> dict[str, list[Spot]]:
    """The same in a style sheet."""
    sink, lines = Sink([], [], [], [], []), Lines(sheet)
    tell.style(sheet, 0, sink)
    found: dict[str, list[Spot]] = {}
    for number, at in zip(sink.links, sink.link_offsets, strict=True):
        if number in targets:
            found.setdefault(f"a{number}", []).append(lines.spot(at))
    return found


def spots_in_text(numbers: Numbers, text: bytes, targets: set[int]) -> dict[str, list[Spot]]:
    """The same in a sitemap: where the address stands as text."""
    lines = Lines(text)
    found = {}
    for number in targets:
        written = numbers.targets[number][1].replace("&", "&amp;").encode()
        found[f"a{number}"] = [lines.spot(max(0, text.find(written)))]
    return found
