"""The steps of a Page: numbered items with their bold words and pictures, by line and column."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape

FENCE = re.compile(r"\s*(`{3,}|~{3,})")
ITEM = re.compile(r"([ \t]*)(\d{1,9}[.)]|[-*+])[ \t]+\S")
# Material's admonitions, details and content tabs, and pymdownx blocks: what they hold is indented or follows.
BOX = re.compile(r"([ \t]*)(?:!!!|\?\?\?\+?|===[!+]?)[ \t]")
FRONT = re.compile(r"\A\ufeff?---[ \t]*\r?\n.*?\n---[ \t]*\r?(?=\n|\Z)", re.DOTALL)
HIDDEN = re.compile(r"<!--.*?-->", re.DOTALL)
CODE = re.compile(r"(?<![\\`])(`+)(?!`)((?:[^\n]|\n(?![ \t]*\n))*?)(?<!`)\1(?!`)")
IMAGE = re.compile(r"!\[(?:[^\]\\]|\\.)*\](?:\(\s*<?(?P<to>[^)\s>]*)[^)]*\)|\[[^\]]*\])")
BOLD = re.compile(
    r"(?<![\\*])\*\*(?P<stars>(?=[^\s*])(?:[^\n]|\n(?![ \t]*\n))+?(?<=[^\s\\]))\*\*"
    r"|(?<![\\\w])__(?P<lines>(?=[^\s_])(?:[^\n]|\n(?![ \t]*\n))+?(?<=[^\s\\]))__(?!\w)"
    r"|<(?P<tag>b|strong)(?:\s[^>]*)?>(?P<html>.+?)</(?P=tag)>",
    re.DOTALL,
)
LINK = re.compile(r"\[((?:[^\]\\]|\\.)*)\](?:\([^)]*\)|\[[^\]]*\])?")
MARKUP = re.compile(r"\\([!-/:-@\[-`{-~])|[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}|</?\w+[^>]*>|\{[:#.][^}]*\}")
# What may stand between a bold word and its gloss: the end of a link around it, an attribute list, marks of direction.
GLOSS = re.compile(
    r"(?:\](?:\([^)]*\)|\[[^\]]*\])?)?(?:\{[^}]*\})?[ \t\u00a0]*\n?[ \t\u00a0]*[\u200e\u200f\u2066-\u2069]*[(（]\s*[^)）\s]"
)
TAB = 4


@dataclass(frozen=True, slots=True)
class Bold:
    """Bold words in a step."""

    words: str
    line: int
    column: int
    gloss: bool
    """Whether a translation in brackets follows."""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture in a step."""

    target: str
    """As written, such as `images/cancel.png`."""
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Step:
    """One item of a list with what stands in it; numbered items below it left out."""

    numbered: bool
    bolds: tuple[Bold, ...]
    images: tuple[Image, ...]


@dataclass(slots=True)
class Opened:
    """An item or a box that is still open while the lines of a Page are read."""

    indent: int
    numbered: bool
    lines: list[tuple[int, str]]
    """What stands in it; a bullet or a box within an item shares the lines of that item."""
    own: bool
    """Whether the lines are its own, and it is a step."""


def masked(text: str, pattern: re.Pattern[str]) -> str:
    """The text with what matches turned into spaces, newlines kept, so that places stay the same."""
    return pattern.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)


def steps_of(page_text: str) -> list[Step]:
    """The items of all lists of a Page, in their order; a bullet in a numbered item is part of it."""
    visible = masked(masked(without_fences(page_text), FRONT), HIDDEN)
    opened = sorted(items_of(visible.split("\n")), key=lambda item: item.lines[0][0])
    return [step_of(item) for item in opened]


def without_fences(text: str) -> str:
    """The text with a dot for each line of a fenced code block."""
    fence = ""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        mark = FENCE.match(line)
        if fence and mark and mark[1].startswith(fence) and not line.strip(" \t`~\r"):
            fence = ""
        elif mark and not fence:
            fence = mark[1]
        elif not fence:
            continue
        lines[number] = line[: len(line) - len(line.lstrip())] + "." if line.strip() else ""
    return "\n".join(lines)


def items_of(lines: list[str]) -> Iterator[Opened]:
    """The items with their lines; indented code blocks are left out."""
    opened: list[Opened] = []
    after_blank = True
    for number, line in enumerate(lines, 1):
        if not line.strip():
            after_blank = True
            continue
        indent = width_of(line)
        item = ITEM.match(line)
        if after_blank or item or BOX.match(line) or line.lstrip().startswith("#"):
            while opened and indent <= opened[-1].indent:
                yield from closed(opened.pop())
        if after_blank and indent >= (opened[-1].indent + TAB if opened else 0) + TAB:
            continue  # an indented code block
        if item:
            opened.append(item_in(opened, indent, numbered=item[2][0].isdigit()))
        elif BOX.match(line):
            opened.append(Opened(indent, numbered=False, lines=opened[-1].lines if opened else [], own=False))
        if opened:
            opened[-1].lines.append((number, line))
        after_blank = False
    while opened:
        yield from closed(opened.pop())


def item_in(opened: list[Opened], indent: int, *, numbered: bool) -> Opened:
    """A new item; a bullet somewhere in a numbered item shares the lines of that item."""
    step = next((outer for outer in reversed(opened) if outer.numbered), None)
    if step is not None and not numbered:
        return Opened(indent, numbered=False, lines=step.lines, own=False)
    return Opened(indent, numbered=numbered, lines=[], own=True)


def closed(opened: Opened) -> Iterator[Opened]:
    """The item itself; nothing for what is part of another one."""
    if opened.own:
        yield opened


def width_of(line: str) -> int:
    """How far a line is indented, in columns."""
    return len(line[: len(line) - len(line.lstrip())].expandtabs(TAB))


def step_of(opened: Opened) -> Step:
    """What stands in the lines of an item; lines far apart keep their own numbers."""
    bolds: list[Bold] = []
    images: list[Image] = []
    for block in paragraphs(opened.lines):
        text = masked("\n".join(line for _number, line in block), CODE)
        place = place_in(block, text)
        images.extend(Image(found["to"] or "", *place(found.start())) for found in IMAGE.finditer(text))
        plain = masked(text, IMAGE)
        for found in BOLD.finditer(plain):
            words = clean(found["stars"] or found["lines"] or found["html"])
            bolds.append(Bold(words, *place(found.start()), GLOSS.match(plain, found.end()) is not None))
    return Step(opened.numbered, tuple(bolds), tuple(images))


def paragraphs(lines: list[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    """Runs of lines that follow each other in the file."""
    run: list[tuple[int, str]] = []
    for number, line in lines:
        if run and number != run[-1][0] + 1:
            yield run
            run = []
        run.append((number, line))
    if run:
        yield run


def place_in(block: list[tuple[int, str]], text: str) -> Callable[[int], tuple[int, int]]:
    """A function that gives line and column, counted from 1, of a place in the joined lines."""

    def place(at: int) -> tuple[int, int]:
        line = text.count("\n", 0, at)
        return block[line][0], at - (text.rfind("\n", 0, at) + 1) + 1

    return place


def clean(words: str) -> str:
    """Bold words as a reader sees them: without links, escapes and markup, on one line."""
    shown = LINK.sub(r"\1", words)
    return " ".join(unescape(MARKUP.sub(lambda match: match[1] or "", shown)).split())
