"""A Page cut into Blocks: without loss, and the way MkDocs renders it.

    for block in split(page_text):
        block.text      # the slice of the file; all slices joined are the file, for any text
        block.line      # the line it starts on, from 1; block.body_line is that of its first word
        block.family    # what it is, see FAMILIES
        block.body      # the text without list markers, quote marks, indentation, pipes and line ends around it
        block.normal    # the body with wraps, blanks and escapes evened out: what a Digest is taken of
        block.digest    # ten hexadecimal digits over `normal`
        block.marker    # what stands before the body: "1. ", "## ", "    - [ ] "
        block.tail      # what stands after it: blank lines, a pipe

`digest_of(family, body)` is the Digest of a body that stands elsewhere, such as in a Ledger. Family `frame` holds what
nobody translates or compares: blank lines at the top, fences and other keys of the front matter, the delimiter
row of a table, rules, the closing line of a `///` block. Every other Block is tracked (`block.tracked`).

A paragraph that continues after a picture or code is cut there: the rest is a Block of its own.
An item is the first text of a list item; a further paragraph in it is a `p`. The alternative text of a picture that
stands alone on its line is an `alt`; one in running text belongs to that text.
"""

from __future__ import annotations

from typing import NamedTuple

from helpdesk.blocks.elements import Mark, Node
from helpdesk.blocks.front import front_marks
from helpdesk.blocks.html import without_html
from helpdesk.blocks.html_lines import parts
from helpdesk.blocks.lines import HELD, chunks_of, lines_of, without_fences, without_tabs
from helpdesk.blocks.normal import LITERAL, dedented, digest, digest_of, normal_of
from helpdesk.blocks.structure import Parser
from helpdesk.blocks.untranslated import WORD, split_with_marks, unmarked

FAMILIES = {
    "front": "title or description in the front matter, with its key",
    "heading": "a heading of either form, with its attribute list",
    "p": "a paragraph",
    "li": "the first text of a list item",
    "cell": "a cell of a table",
    "title": "the first line of an admonition, details, content tab or `///` block",
    "dt": "a term of a definition list",
    "dd": "the first text of a definition",
    "footnote": "the first text of a footnote",
    "alt": "a picture alone on its line, with its alternative text",
    "code": "fenced or indented code",
    "html": "raw HTML, or the tag round Markdown",
    "comment": "an HTML comment",
    "math": "a formula of its own",
    "reference": "a link's address by name",
    "abbr": "an abbreviation's meaning",
    "snippet": "a line that takes in another file",
    "frame": "nothing to translate or compare",
}
__all__ = ["FAMILIES", "LITERAL", "Block", "digest", "digest_of", "normal_of", "split", "without_marks"]


class Block(NamedTuple):
    """One slice of a Page."""

    text: str
    line: int
    """The line of the Page on which `text` starts, from 1."""
    family: str
    begin: int
    """Where the body starts in `text`."""
    end: int
    """Where the body ends in `text`."""
    digest: str
    quotes: int = 0
    """How many quote marks stand before each further line of the body."""
    mark: tuple[int, int] = (0, 0)
    """Where in `text` a mark says that nobody has translated it: no part of the body. See `untranslated`."""
    ahead: int = 0
    """How many signs of its first line stand before `text`, in other Blocks: of a table row the cells before it."""

    @property
    def body(self) -> str:
        """The Block's own text; its lines without the indentation and marks of what it stands in."""
        body = self.text[self.begin : self.end]
        start, stop = self.mark
        if self.begin < start < self.end:
            body = self.text[self.begin : start] + self.text[stop : self.end]
        if "\n" in body or "\r" in body:
            return dedented(body, self.family, self.indent, self.quotes)
        return body

    @property
    def normal(self) -> str:
        """What the Digest is taken of."""
        return normal_of(self.family, self.body)

    @property
    def marker(self) -> str:
        """What stands before the body."""
        return self.text[: self.begin]

    @property
    def tail(self) -> str:
        """What stands after the body."""
        return self.text[self.end :]

    @property
    def indent(self) -> int:
        """How many signs stand before the body on its line."""
        return self.begin - line_start(self.text, self.begin)

    @property
    def body_line(self) -> int:
        """The line of the Page on which the body starts."""
        before = self.marker
        return self.line + before.count("\n") + (before.count("\r") - before.count("\r\n") if "\r" in before else 0)

    @property
    def column(self) -> int:
        """The column at which the body starts, from 1."""
        return self.indent + 1 + (0 if line_start(self.text, self.begin) else self.ahead)

    @property
    def marked(self) -> bool:
        """Whether it has a mark."""
        return self.mark != (0, 0)

    @property
    def tracked(self) -> bool:
        """Whether the Block takes part in tracking."""
        return self.family != "frame"


def split(text: str, *, sane_lists: bool = False) -> list[Block]:
    """The Blocks of a Page: their slices joined are the text, for any text."""
    if WORD in text:
        return split_with_marks(text, lambda plain: split_plain(plain, sane_lists=sane_lists))
    return split_plain(text, sane_lists=sane_lists)


def without_marks(text: str, *, sane_lists: bool = False) -> str:
    """The Page without the marks of what nobody has translated yet."""
    if WORD not in text:
        return text
    return "".join(unmarked(block).text for block in split(text, sane_lists=sane_lists))


def split_plain(text: str, *, sane_lists: bool) -> list[Block]:
    """The Blocks of a Page without marks."""
    marks = marks_of(text, sane_lists=sane_lists)
    if not marks:
        return [Block(text, 1, "frame", 0, 0, "")] if text else []
    blocks: list[Block] = []
    line = 1
    if marks[0][0]:
        marks.insert(0, (0, "frame", 0, 0))
    returns = "\r" in text
    stops = [mark[0] for mark in marks[1:]]
    stops.append(len(text))
    head = 0
    for (start, family, body, quotes), stop in zip(marks, stops, strict=True):
        piece = text[start:stop]
        blocks.append(block_of(piece, line, family, body - start, (quotes, start - head)))
        lines = piece.count("\n")
        line += lines
        if lines:
            head = text.rfind("\n", start, stop) + 1
        if returns:
            line += text.count("\r", start, stop) - text.count("\r\n", start, stop)
            head = start + line_start(piece, len(piece)) or head if "\r" in piece else head
    return blocks


def line_start(text: str, at: int) -> int:
    """Where the line of this place starts, whatever ends the lines."""
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def block_of(piece: str, line: int, family: str, begin: int, around: tuple[int, int]) -> Block:
    """The Block of a slice whose body starts at `begin`; with the quote marks and the signs before it."""
    quotes, ahead = around
    if family == "frame":
        return Block(piece, line, family, 0, 0, "", quotes, ahead=ahead)
    end = len(piece.rstrip())
    if quotes:
        while end > begin and piece[end - 1] in "> \t\r\n" and "\n" in piece[begin:end]:
            newline = piece.rfind("\n", begin, end)
            if piece[newline + 1 : end].strip("> \t\r"):
                break
            end = len(piece[: max(newline, begin)].rstrip())
    if family == "cell" and piece[end - 1 : end] == "|" and end > begin and piece[end - 2 : end - 1] != "\\":
        end = len(piece[: end - 1].rstrip())
    end = max(end, begin)
    body = piece[begin:end]
    if "\n" in body or "\r" in body:
        indent = begin - line_start(piece, begin)
        body = dedented(body, family, indent, quotes)
    return Block(piece, line, family, begin, end, digest_of(family, body), quotes, ahead=ahead)


def marks_of(text: str, *, sane_lists: bool) -> list[Mark]:
    """Where Blocks start, in order."""
    seen = text.replace(HELD, "\ufffd") if HELD in text else text
    marks, begin = front_marks(seen)
    lines = lines_of(seen, begin)
    if "```" in seen or "~~~" in seen:
        lines = without_fences(lines)
    numbers = None
    if "<" in seen:
        lines, numbers = without_html(lines)
    if "\t" in seen:
        without_tabs(lines)
    chunks = chunks_of(lines, 0, len(lines.rest)) if numbers is None else parts(lines, numbers)
    parser = Parser(lines, sane_lists=sane_lists)
    parser.blocks(Node("div", None), chunks)
    marks += parser.marks
    return in_order(marks)


def in_order(marks: list[Mark]) -> list[Mark]:
    """The marks with the places of each not before those of the one before it; never two at one place."""
    result: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: mark[0]):
        if result and result[-1][0] == mark[0]:
            continue
        result.append(mark)
    return result
