"""The words a reader sees in a piece of Markdown, each with the place where it stands in the file."""

from __future__ import annotations

import re
from dataclasses import dataclass

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
SIGN = re.compile(r"[\\`<!\[\]{&:*~=^+_hw\r\n]")
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


@dataclass(frozen=True, slots=True)
class Prose:
    """The words of a piece of Markdown."""

    words: str
    at: tuple[int, ...]
    """For each character of `words` its offset in the page's text, and one more for the end."""
    bold: tuple[Span, ...] = ()
    links: tuple[Span, ...] = ()
    """The texts of Links."""
    alts: tuple[Prose, ...] = ()
    """The alternative texts of pictures."""
    tokens: tuple[tuple[str, str, int], ...] = ()
    """What is no words: the name of its group in TOKEN, its text, its offset. A link's or picture's address is `close`."""

    def offset(self, index: int) -> int:
        """Where the character at this index stands in the page's text."""
        return self.at[index]


def prose_of(text: str, start: int, end: int) -> Prose:
    """The words of `text[start:end]`, which is one Block's content."""
    return Reader(text, start, end).read()


class Reader:
    """Reads one Block once from left to right."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.start, self.end = text, start, end
        self.words: list[str] = []
        self.at: list[int] = []
        self.bold: list[Span] = []
        self.links: list[Span] = []
        self.alts: list[Prose] = []
        self.brackets: list[tuple[int, int, bool]] = []
        self.strong: tuple[str, int] | None = None
        self.tokens: list[tuple[str, str, int]] = []

    def read(self) -> Prose:
        """All words of the Block."""
        position = self.start
        while (token := self.token(position)) is not None:
            self.keep(position, token.start())
            self.take(token)
            position = token.end()
        self.keep(position, self.end)
        at, bold, links = (*self.at, self.end), tuple(self.bold), tuple(self.links)
        return Prose("".join(self.words), at, bold, links, tuple(self.alts), tuple(self.tokens))

    def token(self, position: int) -> re.Match[str] | None:
        """The next token at or after the position."""
        text, low = self.text, position
        while (sign := SIGN.search(text, low, self.end)) is not None:
            start = sign.start()
            if sign[0] in "\r\n":
                while start > position and text[start - 1] in " \t":
                    start -= 1
            if (token := TOKEN.match(text, start, self.end)) is not None:
                return token
            low = sign.end()
        return None

    def keep(self, start: int, end: int) -> None:
        """Characters that are words."""
        self.words.extend(self.text[start:end])
        self.at.extend(range(start, end))

    def put(self, sign: str, offset: int) -> None:
        """One character that stands for a longer piece of the file."""
        self.words.append(sign)
        self.at.append(offset)

    def take(self, token: re.Match[str]) -> None:
        """What one token means for the words."""
        kind, start = str(token.lastgroup), token.start()
        if kind == "close" and self.brackets and self.brackets[-1][2]:
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
            self.brackets.append((len(self.words), start, kind == "picture"))
        elif kind == "close":
            self.close(token)
        else:
            assert kind in SILENT, kind

    def mark(self, marks: str) -> None:
        """Two or three stars or underscores open bold or close it."""
        if len(marks) < 2 or marks[0] not in "*_":
            return
        if self.strong is None:
            self.strong = (marks, len(self.words))
        elif self.strong[0][:2] == marks[:2]:
            if len(self.words) > self.strong[1]:
                self.bold.append(Span(self.strong[1], len(self.words)))
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
        index, offset, picture = self.brackets.pop()
        if picture:
            # The words of a picture's alternative text are read by themselves; the sentence holds one sign for it.
            self.alts.append(Prose("".join(self.words[index:]), (*self.at[index:], token.start())))
            del self.words[index:], self.at[index:]
            self.put(OBJECT, offset)
        elif len(token[0]) > 1:
            self.links.append(Span(index, len(self.words)))
        else:
            # Brackets that lead nowhere are kept as a reader sees them.
            self.words.insert(index, "[")
            self.at.insert(index, offset)
            self.bold = [span.moved(index) for span in self.bold]
            self.links = [span.moved(index) for span in self.links]
            self.put("]", token.start())
