"""What the block parser works with: elements, chunks, and the lines that may start something."""

from __future__ import annotations

import re
from bisect import bisect_left

from helpdesk.blocks.lines import HELD

# Containers nested deeper than this are read as paragraphs; Python-Markdown stops near 300, people near 10.
DEEPEST = 60
# The first signs of a line that may be more than the line of a paragraph.
STARTS = frozenset(" #!?=/0123456789*+-_:>[|`~$\\{" + HELD)
KINDS = re.compile(
    r"""(?P<admonition>!!![ ]?[\w\-]+(?:[ ]+[\w\-]+)*(?:[ ]+".*?")?[ ]*$)
    |(?P<details>\?{3}\+?[ ]?(?:(?:[\w\-]+(?:[ ]+[\w\-]+)*)?[ ]+".*?"|[\w\-]+(?:[ ]+[\w\-]+)*)[ ]*$)
    |(?P<tab>={3}(?:\+!|!\+|\+|!)?[ ]+".*?"[ ]*$)
    |(?P<heading>\#)
    |[ ]{0,3}(?:
        (?P<block>(?P<slashes>/{3,})[ ]*(?!(?:tab|html)[ ]*$)[\w-]+[ ]*(?:\|.*)?$)
        |(?P<rule>(?:(?:-[ ]{0,2}+){3,}+|(?:_[ ]{0,2}+){3,}+|(?:\*[ ]{0,2}+){3,}+)[ ]*$)
        |(?P<definition>:[ ]{1,3})
        |(?P<quote>>)
        |(?P<footnote>\[\^[^\]]*\]:)
        |(?P<reference>\[[^\[\]]*\]:[ ]*(?:[^\s]++[ ]*+(?:(?:"[^\n]*"|'[^\n]*'|\([^\n]*\))[ ]*+)?)?$)
    )
    |(?P<abbr>\*\[[^\\]*?\][ ]?:)""",
    re.VERBOSE,
)
# The first signs of a line that KINDS may know.
KNOWN_STARTS = frozenset(" #!?=/*-_:>[")
ITEM = re.compile(r" {0,3}(?:(\d+\.)|[*+-]) +")
NESTED_ITEM = re.compile(r" {4,7}(?:\d+\.|[*+-]) +")
UNDERLINE = re.compile(r"(?:=+|-+) *$")
BLOCK_END = re.compile(r" {0,3}(/{3,}) *$")
BLOCK_OPTION = re.compile(r" {4,}\S")
OPTION = re.compile(r" {4,}(?:([A-Za-z_]+):(?: |$)|#)")
QUOTE_MARK = re.compile(r" {0,3}> ?")
FOOTNOTE = re.compile(r" {0,3}\[\^[^\]]*\]: *")
REFERENCE_ALONE = re.compile(r" {0,3}\[[^\[\]]*\]: *$")
REFERENCE_ADDRESS = re.compile(r" *\S+ *(?:\".*\" *|'.*' *|\(.*\) *)?$")
REFERENCE_TITLE = re.compile(r" *(?:\".*\"|'.*'|\(.*\)) *$")
MATH = re.compile(r"\$\$|\\\[|\\begin\{")
PICTURE = re.compile(
    r" *(?:\[!\[[^\]]*\](?:\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\]]*\])\](?:\([^()\s]*\)|\[[^\]]*\])"
    r"|!\[[^\]]*\](?:\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\]]*\]))(?:\{[^}]*\})? *$"
)
SNIPPET = re.compile(r" *(?:-{1,}8<-{1,}(?:[ \t]+(?:\".*\"|'.*'))?|\{\*.*\*\}|\{!.*!\}) *$")
DEFINITION_TERM = "dt"
LISTS = frozenset(("ul", "ol"))
ALL_LISTS = frozenset(("ul", "ol", "dl"))

Mark = tuple[int, str, int, int]
"""Where a Block starts in the Page, its family, where its text starts, and how many quotes it stands in."""


class Node:
    """An element with what later steps ask of it: its last child and whether it holds text of its own."""

    __slots__ = ("last", "lines", "mark", "parent", "tag", "text")

    def __init__(self, tag: str, parent: Node | None) -> None:
        self.tag = tag
        self.parent = parent
        self.last: Node | None = None
        self.text = False
        self.mark = 0
        self.lines: list[int] = []
        if parent is not None:
            parent.last = self

    def loosen(self, *, at_end: bool = False) -> None:
        """The element's text becomes a paragraph of its own: the first in it, or the last."""
        if self.text:
            self.text = False
            if self.last is None or at_end:
                paragraph = Node("p", self)
                paragraph.mark, paragraph.lines = self.mark, self.lines


class Entry:
    """An open `///` block."""

    __slots__ = ("hungry", "length", "node", "parent")

    def __init__(self, node: Node, length: int, parent: Node) -> None:
        self.node = node
        self.length = length
        self.parent = parent
        self.hungry = False


class Chunk:
    """Lines between blank ones, with the places of those that may start something."""

    __slots__ = ("ids", "looked_for_fences", "where")

    def __init__(self, ids: list[int], rest: list[str]) -> None:
        self.ids = ids
        self.looked_for_fences = False
        self.where: dict[str, list[int]] = {}
        where = self.where
        for place, index in enumerate(ids):
            line = rest[index]
            if line[0] in KNOWN_STARTS and line[:4] != "    " and (match := KINDS.match(line)) is not None:
                kind = match.lastgroup
                where.setdefault("block" if kind == "slashes" else kind or "", []).append(place)

    def first(self, kind: str, low: int, high: int) -> int:
        """The first place of this kind in a range, or -1."""
        places = self.where.get(kind)
        if places is None:
            return -1
        at = bisect_left(places, low)
        return places[at] if at < len(places) and places[at] < high else -1


Range = tuple[Chunk, int, int]
