"""The lines of a Page as its block parser sees them: line ends cut, fenced code and raw HTML taken out.

This is what Python-Markdown's preprocessors do (whitespace, SuperFences, HTML), except that every line keeps
the place it has in the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate, count
from operator import add

# A placeholder line starts with this sign; Python-Markdown takes it out of pages for the same purpose.
HELD = "\x02"
ENDINGS = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
FENCE = re.compile(r"[ \t>]*(?=`{3}|~{3})")
# pymdownx.superfences.RE_NESTED_FENCE_START; a value ends at the first quote sign that the next option or nothing follows.
FENCE_START = re.compile(
    r"""(?P<fence>~{3,}|`{3,})
    (?:[ \t]*\.?[\w#.+-]+(?=[\t ]|$))?
    (?:[ \t]*\{[^\n]*\}|(?P<options>(?:[ \t]*[a-zA-Z][a-zA-Z0-9_]*(?:=(?:
        "[^"]*+(?:"(?![ \t]*$|[ \t]+[a-zA-Z])[^"]*+)*"
        |'[^']*+(?:'(?![ \t]*$|[ \t]+[a-zA-Z])[^']*+)*'
    ))?(?=[\t ]|$))+))?[ \t]*$""",
    re.VERBOSE,
)
FENCE_OPTION = re.compile(r"([a-zA-Z][a-zA-Z0-9_]*)(?:=(?:\"([^\"]*)\"|'([^']*)'))?")
# What the highlighter of SuperFences takes, and how; with any other option a fence is none.
KNOWN_OPTIONS = {
    "title": re.compile(""),
    "title_mode": re.compile(""),
    "hl_lines": re.compile(r"\d+(?:-\d+)?(?:[ \t]+\d+(?:-\d+)?)*$"),
    "linenums": re.compile(r"\d"),
}
TAB = 4


@dataclass(slots=True)
class Lines:
    """Lines in reading order; `rest` is what is left of each once its containers' marks are taken off."""

    rest: list[str]
    start: list[int]
    """Where the line starts in the Page."""
    end: list[int]
    """Where the line's text ends in the Page, before its line end."""
    held: dict[int, Held] = field(default_factory=dict)
    """What stands behind a placeholder line."""
    tabbed: dict[int, str] = field(default_factory=dict)
    """The text of lines with tabs, before they were made blanks."""

    def offset(self, index: int, rest: str) -> int:
        """Where in the Page the rest of a line starts."""
        if index not in self.tabbed:
            return self.end[index] - len(rest)
        original = self.tabbed[index]
        column = len(original.expandtabs(TAB)) - len(rest)
        at = width = 0
        for at, sign in enumerate(original):
            if width >= column:
                return self.start[index] + at
            width += TAB - width % TAB if sign == "\t" else 1
        return self.start[index] + len(original)

    def again(self, source: Lines, numbers: range, width: int) -> Iterator[int]:
        """Appends lines that were taken out, without their first `width` columns; the numbers of those with text."""
        for number in numbers:
            text = source.rest[number]
            rest = text.expandtabs(TAB)[width:]
            if rest.strip(" "):
                if "\t" in text:
                    self.tabbed[len(self.rest)] = text
                self.rest.append(rest)
                self.start.append(source.start[number])
                self.end.append(source.end[number])
                yield len(self.rest) - 1


@dataclass(slots=True)
class Held:
    """Code, raw HTML or an element whose content is Markdown."""

    family: str
    inner: list[list[int]] | None = None
    """The chunks of the element's content; None for what is not Markdown."""
    close: int = -1
    """The line of the element's closing tag."""
    tag: str = ""
    """The name of the element whose content is Markdown."""
    fence: tuple[Lines, int, int] | None = None
    """Of fenced code the lines that it was, the first of them and the one after the last."""
    width: int = 0
    """How many columns stand before the fence."""


def lines_of(text: str, begin: int) -> Lines:
    """The lines from `begin` on, nothing taken out yet."""
    if "\r" not in text:
        rest = text[begin:].split("\n")
        start = list(map(add, accumulate(map(len, rest), initial=begin), count()))[:-1]
        return Lines(rest, start, list(map(add, start, map(len, rest))))
    pieces = ENDINGS.findall(text, begin)
    start = list(accumulate(map(len, pieces), initial=begin))[:-1]
    rest = [piece.rstrip("\r\n") for piece in pieces]
    return Lines(rest, start, [place + len(piece) for place, piece in zip(start, rest, strict=True)])


def without_fences(lines: Lines) -> Lines:
    """Every fenced code as one placeholder line, as SuperFences takes it: nested at any depth, also in quotes."""
    rest = lines.rest
    spans: list[tuple[int, int, str]] = []
    index, count = 0, len(rest)
    while index < count:
        opening = FENCE.match(rest[index]) if "```" in rest[index] or "~~~" in rest[index] else None
        fenced = FENCE_START.match(rest[index], opening.end()) if opening else None
        if opening is None or fenced is None or not has_known_options(fenced["options"]):
            index += 1
            continue
        closed, index = closing(rest, index, opening[0], fenced["fence"])
        if closed:
            spans.append((closed[0], closed[1], opening[0]))
    return held_back(lines, spans) if spans else lines


def has_known_options(options: str | None) -> bool:
    """Whether the highlighter takes every option of a fence."""
    return not options or all(
        name in KNOWN_OPTIONS and KNOWN_OPTIONS[name].match(one or other or ("" if "=" in text else name))
        for text, name, one, other in ((match[0], *match.groups()) for match in FENCE_OPTION.finditer(options))
    )


def closing(rest: list[str], first: int, blanks: str, fence: str) -> tuple[tuple[int, int] | None, int]:
    """First and last line of the code that opens here, if it closes; and the line to go on from."""
    width, level = len(blanks.expandtabs(TAB)), blanks.count(">")
    end = re.compile(re.escape(fence) + r"[ \t]*$")
    empty = 0
    for index in range(first + 1, len(rest)):
        before, content = fence_line(rest[index], width)
        depth = before.count(">")
        if not (before + content).strip() or (level and not content):
            empty += 1
        elif (
            depth > level
            or (len(before) < len(blanks) if level else len(before) != width and content)
            or (empty and depth < level)
        ):
            return None, index + 1
        elif end.match(content):
            return (first, index), index + 1
        else:
            empty = 0
    return None, len(rest)


def fence_line(line: str, width: int) -> tuple[str, str]:
    """A line of code cut where the fence's indentation ends."""
    if line[:width].isspace() and "\t" not in line[:width]:
        return line[:width], line[width:]
    virtual = at = 0
    before = []
    for sign in line:
        if virtual >= width or sign not in "> \t":
            break
        size = TAB - virtual % TAB if sign == "\t" else 1
        before.append(" " * size if sign == "\t" else sign)
        virtual += size
        at += 1
    return "".join(before), line[at:]


def held_back(lines: Lines, spans: list[tuple[int, int, str]]) -> Lines:
    """The lines with each span as one placeholder."""
    rest: list[str] = []
    start: list[int] = []
    end: list[int] = []
    held: dict[int, Held] = {}
    done = 0
    for first, last, blanks in spans:
        rest += lines.rest[done:first]
        start += lines.start[done:first]
        end += lines.end[done:first]
        held[len(rest)] = Held("code", fence=(lines, first, last + 1), width=len(blanks.expandtabs(TAB)))
        rest.append(f"{blanks}{HELD}")
        start.append(lines.start[first])
        # The rest of a placeholder is one sign long, so that its place is where the fence begins.
        end.append(lines.start[first] + len(blanks) + 1)
        done = last + 1
    rest += lines.rest[done:]
    start += lines.start[done:]
    end += lines.end[done:]
    return Lines(rest, start, end, held)


def without_tabs(lines: Lines) -> None:
    """Tabs become blanks up to the next fourth column, as Python-Markdown makes them."""
    for index, text in enumerate(lines.rest):
        if "\t" in text:
            lines.tabbed[index] = text
            lines.rest[index] = text.expandtabs(TAB)


def chunks_of(lines: Lines, first: int, last: int) -> list[list[int]]:
    """Runs of lines between blank ones."""
    rest = lines.rest
    chunks: list[list[int]] = []
    chunk: list[int] = []
    for index in range(first, last):
        if rest[index].strip(" "):
            chunk.append(index)
        elif chunk:
            chunks.append(chunk)
            chunk = []
    if chunk:
        chunks.append(chunk)
    return chunks
