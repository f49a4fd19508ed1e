"""The tree of a LegacyArticle: Blocks and the inline pieces inside them, each with the line it came from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Source:
    """A file that text came from: the article itself or an include."""

    path: Path
    shown: str
    """How a Finding names the file."""


class Where(NamedTuple):
    """A line of a Source; lines count from 1."""

    source: Source
    line: int


@dataclass(frozen=True, slots=True)
class Text:
    """Characters as a reader sees them; a newline is a line end that renders as a blank."""

    text: str
    where: Where


@dataclass(frozen=True, slots=True)
class CodeSpan:
    """Code inside a line."""

    code: str


@dataclass(frozen=True, slots=True)
class Styled:
    """Text in bold (`strong`), emphasis (`em`) or struck out (`del`)."""

    tag: str
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Hyperlink:
    """A link with its visible text."""

    target: str
    children: tuple[Inline, ...]
    title: str
    where: Where


@dataclass(frozen=True, slots=True)
class Picture:
    """An image; the attributes are those Markdown has no place for, such as the width."""

    target: str
    alt: str
    title: str
    where: Where
    attributes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """A place a link can lead to, without text of its own."""

    name: str
    where: Where


@dataclass(frozen=True, slots=True)
class Break:
    """A line end that the reader sees."""


@dataclass(frozen=True, slots=True)
class Tag:
    """One HTML tag or comment that Markdown cannot say, kept as it is."""

    html: str


Inline = Text | CodeSpan | Styled | Hyperlink | Picture | Mark | Break | Tag
Inlines = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    children: Inlines
    where: Where


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `ids` are all the names a link may call it by, the first one written as `{ #id }`."""

    level: int
    children: Inlines
    where: Where
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Code:
    """A block of code without its last newline; `language` is empty where none is known."""

    code: str
    language: str
    where: Where


@dataclass(frozen=True, slots=True)
class Quote:
    """A block quotation."""

    children: tuple[BlockNode, ...]
    where: Where


@dataclass(frozen=True, slots=True)
class Admonition:
    """A note, tip, warning or important remark."""

    kind: str
    children: tuple[BlockNode, ...]
    where: Where
    title: str = ""
    """Empty where the theme's word for the kind will do."""


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list; `start` is the first number, or None for bullets."""

    start: int | None
    items: tuple[tuple[BlockNode, ...], ...]
    tight: bool
    """Whether items have no blank line between them."""
    where: Where


@dataclass(frozen=True, slots=True)
class Table:
    """A pipe table; the first row is its head, `align` has "", "left", "center" or "right" per column."""

    align: tuple[str, ...]
    rows: tuple[tuple[Inlines, ...], ...]
    where: Where


@dataclass(frozen=True, slots=True)
class Html:
    """HTML that Markdown cannot say, balanced; also a comment."""

    html: str
    where: Where


@dataclass(frozen=True, slots=True)
class Ruler:
    """A thematic break."""

    where: Where


BlockNode = Paragraph | Heading | Code | Quote | Admonition | ListBlock | Table | Html | Ruler
Blocks = tuple[BlockNode, ...]


def plain(children: Inlines) -> str:
    """The words of inline pieces, without any markup."""
    parts = []
    for child in children:
        match child:
            case Text(text=text):
                parts.append(text)
            case CodeSpan(code=code):
                parts.append(code)
            case Styled(children=inner) | Hyperlink(children=inner):
                parts.append(plain(inner))
            case Picture(alt=alt):
                parts.append(alt)
            case Break():
                parts.append(" ")
            case _:
                pass
    return "".join(parts)
