"""The mark of a Block that the command put into a Translation and nobody has translated yet.

    An example. <!-- untranslated -->       behind the text
    # <!-- untranslated --> A heading       before it, where signs or an attribute list must stay at the end
    !!! note "<!-- untranslated --> Note"   in the title of a box or a tab
    # untranslated                          on the line above, in the front matter

Nothing of it is text: a Block has the same family, body and Digest with it and without it. Readers do not see a
comment; where one would change what a Page looks like a Block stays without: an underlined heading, and text at the
edge of the Page that ends with an attribute list.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from helpdesk.blocks import Block

WORD = "untranslated"
SIGN = f"<!-- {WORD} -->"
LINE = f"# {WORD}"
# A line of its own; else the sign with the one blank that came with it. Writers may have left out blanks in it.
MARK = re.compile(
    rf"^[ \t]*<!--[ \t]*{WORD}[ \t]*-->[ \t]*(?:\r\n?|\n)|^#[ \t]*{WORD}[ \t]*(?:\r\n?|\n)"
    rf"| <!--[ \t]*{WORD}[ \t]*-->|<!--[ \t]*{WORD}[ \t]*--> ?",
    re.MULTILINE,
)
MARKABLE = frozenset(("front", "heading", "p", "li", "cell", "title", "dt", "dd", "footnote", "alt"))
# An attribute list is one only at the end of its line; of a paragraph, only on a line of its own.
LIST_AT_END = re.compile(r"\{[^{}\n]*\}$")
LIST_BELOW = re.compile(r"(?:^|\n)[> \t]*\{[^{}\n]*\}$")
ONE_LINE = frozenset(("cell", "dt"))
CHECKBOX = re.compile(r"\[[ xX]\] ?")
# Python-Markdown takes a comment after at most three blanks for a block of its own.
OWN_BLOCK = re.compile(r" {0,3}$")
TITLE = re.compile(r"[^\"\n]*\"|///[^|\n]*\| ?")


@dataclass(frozen=True, slots=True)
class Found:
    """A mark as it stands in a Page."""

    text: str
    at: int
    """Its place in the Page without marks."""
    owner: int = -1
    """Which Block it speaks of."""


def split_with_marks(text: str, split: Callable[[str], list[Block]]) -> list[Block]:
    """The Blocks of a Page, those with a mark told apart; a mark at a place that is none is text like any other."""
    spans = [match.span() for match in MARK.finditer(text)]
    for _try in range(2):
        plain, marks = without(text, spans)
        blocks = split(plain)
        starts = list(accumulate((len(block.text) for block in blocks), initial=0))
        owned = owners(blocks, starts, marks)
        if all(mark.owner >= 0 for mark in owned):
            return with_marks_in(text, blocks, starts, {mark.owner: mark for mark in owned})
        spans = [span for span, mark in zip(spans, owned, strict=True) if mark.owner >= 0]
    return split(text)


def without(text: str, spans: Sequence[tuple[int, int]]) -> tuple[str, list[Found]]:
    """The text without these spans, and where they were."""
    pieces: list[str] = []
    marks: list[Found] = []
    done = length = 0
    for start, end in spans:
        pieces.append(text[done:start])
        length += start - done
        marks.append(Found(text[start:end], length))
        done = end
    return "".join(pieces) + text[done:], marks


def owners(blocks: Sequence[Block], starts: Sequence[int], marks: Sequence[Found]) -> list[Found]:
    """The marks, each with the Block it stands at; -1 for one that stands at none, or at one that has its mark."""
    found: list[Found] = []
    last = -1
    for mark in marks:
        at = min(bisect_right(starts, mark.at), len(blocks)) - 1
        behind = mark.text.startswith(" ") and at > 0 and mark.at == starts[at]
        if behind and not blocks[at - 1].text.endswith(("\n", "\r")):
            at -= 1
        owner = owner_of(blocks, at, mark, mark.at - starts[at]) if at >= 0 else -1
        owner = owner if owner > last else -1
        last = max(last, owner)
        found.append(replace(mark, owner=owner))
    return found


def owner_of(blocks: Sequence[Block], at: int, mark: Found, offset: int) -> int:
    """Which Block a mark at this place in the slice of one speaks of: that one, or the one below."""
    block = blocks[at]
    if mark.text.startswith("#") or block.family == "front":
        return at if block.family == "front" and mark.text.startswith("#") and offset == 0 else -1
    if block.family in MARKABLE:
        inside = block.begin < offset < block.end
        opening = TITLE if block.family == "title" else CHECKBOX
        if opening.fullmatch(block.text, block.begin, offset) if inside else offset <= block.begin:
            return at
        if not inside and not block.text[block.end : offset].strip(" \t"):
            return at
    below = blocks[at + 1].family if at + 1 < len(blocks) else "frame"
    alone = mark.text.endswith(("\n", "\r")) and offset >= block.end and not block.text[offset:].strip()
    return at + 1 if alone and below in MARKABLE and below != "front" else -1


def with_marks_in(text: str, blocks: Sequence[Block], starts: Sequence[int], mark_of: dict[int, Found]) -> list[Block]:
    """The Blocks of the Page with its marks, from those of the Page without them."""
    shifts = list(accumulate((len(mark_of[n].text) if n in mark_of else 0 for n in range(len(blocks))), initial=0))
    # Blank lines between a mark and its Block go with the mark.
    cuts = [min(starts[n], mark_of[n].at if n in mark_of else starts[n]) + shifts[n] for n in range(len(starts))]
    result: list[Block] = []
    line, head = 1, 0
    for number, block in enumerate(blocks):
        piece = text[cuts[number] : cuts[number + 1]]
        begin, end = (starts[number] + shifts[number] + place - cuts[number] for place in (block.begin, block.end))
        span = (0, 0)
        if (mark := mark_of.get(number)) is not None:
            offset, size = mark.at - starts[number], len(mark.text)
            begin += size if offset <= block.begin else 0
            end += size if offset <= block.begin or offset < block.end else 0
            place = mark.at + shifts[number] - cuts[number]
            span = (place, place + size)
        ahead = cuts[number] - head
        result.append(block._replace(text=piece, line=line, begin=begin, end=end, mark=span, ahead=ahead))
        line += piece.count("\n") + piece.count("\r") - piece.count("\r\n")
        head = text.rfind("\n", cuts[number], cuts[number + 1]) + 1 or head
    return result


def unmarked(block: Block) -> Block:
    """The Block without its mark; no other byte is another."""
    start, stop = block.mark
    size = stop - start
    begin = block.begin - (size if start < block.begin else 0)
    end = block.end - (size if start < block.end else 0)
    return block._replace(text=block.text[:start] + block.text[stop:], begin=begin, end=end, mark=(0, 0))


def marked(block: Block, newline: str = "\n") -> str:
    """The Block's slice with a mark; without one where it could do harm."""
    text, body = block.text, block.text[block.begin : block.end]
    if block.family not in MARKABLE or block.marked or "<!--" in body:
        return text
    head = block.marker.rpartition("\n")[2]
    if block.family == "front":
        return f"{LINE}{newline}{text}"
    if block.family == "title":
        opening = TITLE.match(body)
        place = block.begin + opening.end() if opening else 0
        return f"{text[:place]}{SIGN} {text[place:]}" if place else text
    if block.family == "heading" and "#" not in head:
        return text
    ends_line = LIST_AT_END if block.family in ONE_LINE else LIST_BELOW
    if block.family != "heading" and not ends_line.search(body):
        return f"{text[: block.end]} {SIGN}{text[block.end :]}"
    checkbox = CHECKBOX.match(body)
    place = block.begin + (checkbox.end() if checkbox else 0)
    if checkbox or not OWN_BLOCK.fullmatch(head):
        return f"{text[:place]}{SIGN} {text[place:]}"
    return text
