"""What is left of a Page's lines once raw HTML is taken out, every line with its place in the file."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate, count
from operator import add

from helpdesk.blocks.lines import HELD, Held, Lines


class Element:
    """An open element whose content is perhaps Markdown, with the pieces of its content so far."""

    __slots__ = ("begin", "inside", "pieces", "state", "tag")

    def __init__(self, tag: str, state: str, begin: int, inside: int) -> None:
        self.tag = tag
        self.state = state
        self.begin = begin
        self.inside = inside
        self.pieces: list[tuple[str, int, int, Piece | None]] = []


class Piece:
    """A closed element: its name, where its closing tag starts, and the pieces of its content."""

    __slots__ = ("close", "pieces", "tag")

    def __init__(self, tag: str, close: int, pieces: list[tuple[str, int, int, Piece | None]]) -> None:
        self.tag = tag
        self.close = close
        self.pieces = pieces


class Writer:
    """Writes pieces of a Page out as lines."""

    def __init__(self, lines: Lines, text: str) -> None:
        self.lines = lines
        self.source = text
        self.out = Lines([], [], [])
        # Where each line starts in the joined text, and at last where one more would.
        self.heads: list[int] = list(map(add, accumulate(map(len, lines.rest), initial=0), count()))
        self.holding = list(lines.held)

    def write(self, pieces: list[tuple[str, int, int, Piece | None]]) -> list[int]:
        """Appends the pieces' lines to `out`; the numbers of those that belong to this level."""
        level: list[int] = []
        for family, begin, end, piece in pieces:
            if family == "text":
                level += self.write_text(begin, end)
                continue
            level.append(self.blank(begin))
            placeholder = self.line(HELD, begin, begin + 1)
            level.append(placeholder)
            if piece is not None and family == "element":
                inner = self.write(piece.pieces)
                close = self.line(HELD, piece.close, piece.close + 1) if piece.close < end else -1
                self.out.held[placeholder] = Held("html", parts(self.out, inner), close, tag=piece.tag)
            else:
                self.out.held[placeholder] = Held(family, tag=piece.tag if piece else "")
            level.append(self.blank(end))
        return level

    def write_text(self, begin: int, end: int) -> list[int]:
        """The lines between two places, the first and last perhaps in part."""
        number = bisect_right(self.heads, begin) - 1
        if begin != self.heads[number] or begin == end:
            stop = min(self.heads[number + 1] - 1, end)
            numbers = [self.line(self.source[begin:stop], begin, stop)]
            number += 1
        else:
            numbers = []
        after = min(bisect_right(self.heads, end + 1) - 1, bisect_left(self.heads, end))
        if number < after:
            numbers += self.whole_lines(number, after)
            number = after
        if (begin := self.heads[number] if number < len(self.heads) else end) < end:
            numbers.append(self.line(self.source[begin:end], begin, end))
        return numbers

    def whole_lines(self, first: int, after: int) -> range:
        """Appends these lines as they are, with what is held behind them."""
        out, shift = self.out, len(self.out.rest) - first
        out.rest += self.lines.rest[first:after]
        out.start += self.lines.start[first:after]
        out.end += self.lines.end[first:after]
        for number in self.holding[bisect_left(self.holding, first) : bisect_left(self.holding, after)]:
            out.held[number + shift] = self.lines.held[number]
        return range(first + shift, after + shift)

    def line(self, text: str, begin: int, end: int) -> int:
        """Appends a line that stands at this place; its number."""
        self.out.rest.append(text)
        self.out.start.append(self.place(begin))
        self.out.end.append(self.place(end))
        return len(self.out.rest) - 1

    def blank(self, place: int) -> int:
        """A blank line that the file does not have."""
        return self.line("", place, place)

    def place(self, at: int) -> int:
        """The place in the Page of a place in the joined lines."""
        number = min(bisect_right(self.heads, at), len(self.lines.rest)) - 1
        column = at - self.heads[number]
        if number in self.lines.held and column:
            return self.lines.end[number]
        return self.lines.start[number] + column


def parts(lines: Lines, numbers: list[int]) -> list[list[int]]:
    """The runs of numbers whose lines are not blank."""
    chunks: list[list[int]] = [[]]
    for number in numbers:
        if lines.rest[number].strip(" \t"):
            chunks[-1].append(number)
        elif chunks[-1]:
            chunks.append([])
    return [chunk for chunk in chunks if chunk]
