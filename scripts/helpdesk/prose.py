"""The words a reader sees in a piece of Markdown, each with the place where it stands in the file."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

OBJECT = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands in the words for something that is no words: code, a picture, a formula, an address."""

# In the order of preference at one place; none of them runs past a bounded number of candidates, so the whole is linear.
TOKEN = re.compile(
    r"""
    (?P<escape>\\[!-/:-@\[-`{-~])
  | (?P<code>(?<!`)(?P<ticks>`+)(?!`)(?:(?!(?P=ticks)).|(?P=ticks)`+){1,2000}?(?P=ticks)(?!`))
  | (?P<comment><!--(?:(?!<!--).){0,20000}?-->)
  | (?P<auto><(?:https?|mailto|ftp):[^<>\s]*>)
  | (?P<html></?[A-Za-z][^<>]{0,2000}>)
  | (?P<picture>!\[)
  | (?P<footnote>\[\^[^\]\s]{1,100}\])
  | (?P<open>\[)
  | (?P<close>\](?:\((?:<[^<>\n]*>|[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:\s+(?:"[^"\n]*"|'[^'\n]*'))?\s*\)|\[[^\[\]\n]*\])?)
  | (?P<attributes>\{(?::[ ]?|[ ]?(?=[.\#]|[\w:-]{1,60}=))[^{}\n]{0,300}\})
  | (?P<template>\{[{%].{0,300}?[%}]\})
  | (?P<url>(?:https?://|www\.)[^\s<>\]\)"']+)
  | (?P<entity>&(?:\#\d{1,7}|\#x[0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)
  | (?P<icon>:[a-z][a-z0-9]*(?:-[a-z0-9]+)+:)
  | (?P<marks>\*{1,3}|~~|==|\^\^|\+\+|(?<![\w])_{1,3}(?=\S)|(?<=\S)_{1,3}(?![\w]))
  | (?P<break>[ \t]*\r?\n[ \t]*(?:>[ \t]?)*)
    """,
    re.VERBOSE | re.DOTALL,
)
# Every token but a break starts with one of these signs, and a break holds a newline: all else is skipped in one go.
# Signs that stand in many a sentence and are a token only before certain others are looked at with what follows.
SIGN = re.compile(r"[\\`<!\[\]{&:*~=^+_\r\n](?:(?<![!:~=^+])|(?<=!)(?=\[)|(?<=:)(?=[a-z])|(?<=[~=^+])(?=[~=^+]))")
# The same with the first letters of an address that stands as it is.
SIGN_OR_ADDRESS = re.compile(r"[\\`<!\[\]{&:*~=^+_hw\r\n](?:(?<![hw])|(?<=h)(?=ttps?:)|(?<=w)(?=ww\.))")
SILENT = frozenset({"comment", "html", "footnote", "attributes", "marks"})
TOLD = frozenset({"code", "auto", "html", "footnote", "close", "attributes", "template", "url", "icon"})
OBJECTS = frozenset({"code", "auto", "template", "url", "icon"})


@dataclass(frozen=True, slots=True)
class Span:
    """A part of the words, by offsets in them."""

    start: int
    end: int

    def moved(self, index: int) -> Span:
        """The Span after one sign was put in at this index."""
        return self if self.end <= index else Span(self.start + (self.start >= index), self.end + 1)


@dataclass(frozen=True)
class Prose:
    """The words of a piece of Markdown."""

    words: str
    runs: tuple[str, ...]
    """The words as pieces, each of which stands somewhere in the page's text."""
    offsets: tuple[int, ...]
    """Where each run starts in the page's text; at last the end of the whole."""
    bold: tuple[Span, ...] = ()
    links: tuple[Span, ...] = ()
    """The texts of Links."""
    alts: tuple[Prose, ...] = ()
    """The alternative texts of pictures."""
    tokens: tuple[tuple[str, str, int], ...] = ()
    """What is no words: the name of its group in TOKEN, its text, its offset. A link's or picture's address is `close`."""

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each run starts in the words; at last their end."""
        return tuple(accumulate(map(len, self.runs), initial=0))

    def offset(self, index: int) -> int:
        """Where the character at this index stands in the page's text."""
        run = bisect_right(self.starts, index) - 1
        return self.offsets[run] + index - self.starts[run]


def prose_of(text: str, start: int, end: int) -> Prose:
    """The words of `text[start:end]`, which is one Block's content."""
    has_address = text.find("http", start, end) >= 0 or text.find("www.", start, end) >= 0
    pattern = SIGN_OR_ADDRESS if has_address else SIGN
    if pattern.search(text, start, end) is None:
        words = text[start:end]
        return Prose(words, (words,), (start, end))
    return Reader(text, start, end, pattern).read()


class Reader:
    """Reads one Block once from left to right."""

    def __init__(self, text: str, start: int, end: int, sign: re.Pattern[str]) -> None:
        self.text, self.start, self.end = text, start, end
        self.sign = sign
        # The words so far: their runs, where each starts in the text, and how many signs they have together.
        self.runs: list[str] = []
        self.offsets: list[int] = []
        self.length = 0
        self.bold: list[Span] = []
        self.links: list[Span] = []
        self.alts: list[Prose] = []
        # What is open: how many runs and signs stand before it, where it starts, and whether it is a picture.
        self.brackets: list[tuple[int, int, int, bool]] = []
        self.strong: tuple[str, int] | None = None
        self.tokens: list[tuple[str, str, int]] = []

    def read(self) -> Prose:
        """All words of the Block."""
        text, end, match = self.text, self.end, TOKEN.match
        search = self.sign.search
        position = low = self.start
        while (sign := search(text, low, end)) is not None:
            start = sign.start()
            if text[start] in "\r\n":
                while start > position and text[start - 1] in " \t":
                    start -= 1
            token = match(text, start, end)
            if token is None:
                low = sign.end()
                continue
            self.keep(position, start)
            self.take(token)
            position = low = token.end()
        self.keep(position, end)
        runs, offsets = tuple(self.runs), (*self.offsets, end)
        bold, links = tuple(self.bold), tuple(self.links)
        return Prose("".join(runs), runs, offsets, bold, links, tuple(self.alts), tuple(self.tokens))

    def keep(self, start: int, end: int) -> None:
        """Characters that are words."""
        if start < end:
            self.runs.append(self.text[start:end])
            self.offsets.append(start)
            self.length += end - start

    def put(self, sign: str, offset: int) -> None:
        """One character that stands for a longer piece of the file."""
        self.runs.append(sign)
        self.offsets.append(offset)
        self.length += 1

    def take(self, token: re.Match[str]) -> None:
        """What one token means for the words."""
        kind, start = str(token.lastgroup), token.start()
        if kind == "close" and self.brackets and self.brackets[-1][3]:
            self.tokens.append(("picture", token[0], start))
        elif kind in TOLD:
            self.tokens.append((kind, token[0], start))
        if kind in OBJECTS:
            self.put(OBJECT, start)
        elif kind == "escape":
            self.keep(start + 1, token.end())
        elif kind == "marks":
            self.mark(token[0])
        elif kind == "break":
            self.put(" ", start)
        elif kind == "entity":
            self.entity(token[0], start)
        elif kind in ("picture", "open"):
            self.brackets.append((len(self.runs), self.length, start, kind == "picture"))
        elif kind == "close":
            self.close(token)
        else:
            assert kind in SILENT, kind

    def mark(self, marks: str) -> None:
        """Two or three stars or underscores open bold or close it."""
        if len(marks) < 2 or marks[0] not in "*_":
            return
        if self.strong is None:
            self.strong = (marks, self.length)
        elif self.strong[0][:2] == marks[:2]:
            if self.length > self.strong[1]:
                self.bold.append(Span(self.strong[1], self.length))
            self.strong = None

    def entity(self, entity: str, offset: int) -> None:
        """The character an entity stands for."""
        import html

        self.put(html.unescape(entity)[:1] or OBJECT, offset)

    def close(self, token: re.Match[str]) -> None:
        """The end of a Link, of a picture, or of words that merely stand in brackets."""
        if not self.brackets:
            self.keep(token.start(), token.start() + 1)
            return
        run, index, offset, picture = self.brackets.pop()
        if picture:
            # The words of a picture's alternative text are read by themselves; the sentence holds one sign for it.
            runs, offsets = tuple(self.runs[run:]), (*self.offsets[run:], token.start())
            self.alts.append(Prose("".join(runs), runs, offsets))
            del self.runs[run:], self.offsets[run:]
            self.length = index
            self.put(OBJECT, offset)
        elif len(token[0]) > 1:
            self.links.append(Span(index, self.length))
        else:
            # Brackets that lead nowhere are kept as a reader sees them.
            self.runs.insert(run, "[")
            self.offsets.insert(run, offset)
            self.length += 1
            move(self.bold, index)
            move(self.links, index)
            self.put("]", token.start())


def move(spans: list[Span], index: int) -> None:
    """Moves the spans for one sign that was put in at this index; they end in rising order."""
    for at in range(len(spans) - 1, -1, -1):
        if spans[at].end <= index:
            break
        spans[at] = spans[at].moved(index)
