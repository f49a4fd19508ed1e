"""Round brackets of a Markdown text: where the one that opens a link's target is closed."""

from __future__ import annotations

import re
from bisect import bisect_left

SIGNS = re.compile(r"\\.|\n[ \t>]*\n|\(|\)|\"|'", re.DOTALL)
BLANK_LINE = re.compile(r"\n[ \t>]*\n")
# So often each character of a text may be read; brackets in brackets, or without an end, would take for ever.
MOST_READ = 30


class Rounds:
    """The brackets of one text, asked for in ascending order; each paragraph is read once."""

    __slots__ = ("closed", "end", "left", "quotes", "start", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.start = self.end = 0
        self.closed: dict[int, int] = {}
        self.quotes: list[int] = []
        self.left = MOST_READ * (len(text) + 10_000)

    def closing(self, at: int) -> int:
        """Where the bracket at `at` is closed, titles left out of the count; -1 when its paragraph ends first."""
        if not self.start <= at < self.end:
            self.read(at)
        closed = self.closed.get(at, -1)
        stop = closed if closed >= 0 else self.end
        quote = bisect_left(self.quotes, at)
        if quote < len(self.quotes) and self.quotes[quote] < stop and self.left > 0:
            self.left -= self.end - at
            with_title = self.closing_with_title(at)
            closed = with_title if with_title != -2 else closed
        if closed >= 0:
            self.left -= closed - at
        return closed if self.left > 0 else -1

    def read(self, at: int) -> None:
        """Pairs the brackets from a place to the end of its paragraph."""
        blank = BLANK_LINE.search(self.text, at)
        self.start, self.end = at, blank.start() if blank else len(self.text)
        self.closed, self.quotes = {}, []
        open_at: list[int] = []
        for match in SIGNS.finditer(self.text, at, self.end):
            sign = match[0]
            if sign == "(":
                open_at.append(match.start())
            elif sign == ")":
                if open_at:
                    self.closed[open_at.pop()] = match.start()
            elif sign[0] in "\"'":
                self.quotes.append(match.start())

    def closing_with_title(self, at: int) -> int:
        """Where it is closed when a quote may begin a title; -1 when nothing closes it, -2 when a quote was no title."""
        depth, quote = 0, ""
        for match in SIGNS.finditer(self.text, at, self.end):
            sign = match[0]
            if sign in "\"'":
                before = self.text[match.start() - 1]
                if quote == sign and re.match(r"\s*\)", self.text[match.end() : match.end() + 50]):
                    quote = ""
                elif not quote and before.isspace() and self.text.find(sign, match.end(), at + 2000) > 0:
                    quote = sign
            elif not quote and sign in "()":
                depth += 1 if sign == "(" else -1
                if depth == 0:
                    return match.start()
        return -2 if quote else -1
