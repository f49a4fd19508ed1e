"""What every part of the block parser shares: marks, containers and the loop over chunks."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator

from helpdesk.blocks.elements import PICTURE, SNIPPET, Chunk, Entry, Mark, Node, Range
from helpdesk.blocks.lines import HELD, Lines


class Base(ABC):
    """Leaves marks in `marks`, in the order of the Page."""

    def __init__(self, lines: Lines, *, sane_lists: bool) -> None:
        self.lines = lines
        self.rest = lines.rest
        self.sane_lists = sane_lists
        self.marks: list[Mark] = []
        self.state: list[str] = []
        self.open: list[Entry] = []
        self.quotes = 0
        self.depth = 0
        self.marked = -1

    def mark(self, family: str, index: int, rest: str) -> None:
        """A Block of this family starts on the line; its text is the rest without leading blanks."""
        body = self.lines.offset(index, rest.lstrip(" "))
        start = self.lines.start[index] if index != self.marked else body
        self.marked = index
        self.marks.append((start, family, body, self.quotes))

    def text(self, family: str, ids: list[int]) -> None:
        """The lines of running text: pictures, code and snippets that stand alone on a line are Blocks of their own."""
        rest = self.rest
        current = ""
        after = "p" if family == "li" else family
        for index in ids:
            line = rest[index]
            kind = family
            sign = line.lstrip(" ")[:1]
            if sign in "![" and PICTURE.match(line):
                kind = "alt"
            elif sign in "-{" and SNIPPET.match(line):
                kind = "snippet"
            elif sign == HELD or (sign == ">" and index in self.lines.held):
                self.placeholder(index)
                current, family = HELD, after
                continue
            if kind != current or kind in ("alt", "snippet"):
                self.mark(kind, index, line)
                current, family = kind, after
                if kind == after or kind not in ("alt", "snippet"):
                    current = after

    def placeholder(self, index: int) -> None:
        """Code, HTML, or an element with Markdown in it."""
        held = self.lines.held.get(index)
        if held is None:
            return
        self.mark(held.family, index, self.rest[index])
        if held.inner is not None:
            node = Node("div", None)
            self.blocks(node, held.inner)
        if held.close >= 0:
            self.mark("html", held.close, self.rest[held.close])

    def blocks(self, parent: Node, chunks: list[list[int]]) -> None:
        """Parses chunks one after the other below `parent`."""
        rest = self.rest
        todo = [(Chunk(ids, rest), 0, len(ids)) for ids in reversed(chunks)]
        self.run(parent, todo)

    def nested(self, parent: Node, ids: list[int], state: str = "") -> None:
        """Parses lines that a container holds; blank ones part them."""
        if not ids:
            return
        self.depth += 1
        if state:
            self.state.append(state)
        self.blocks(parent, list(self.parted(ids)))
        if state:
            self.state.pop()
        self.depth -= 1

    def parted(self, ids: list[int]) -> Iterator[list[int]]:
        """The runs of lines that are not blank."""
        rest = self.rest
        chunk: list[int] = []
        for index in ids:
            if rest[index].strip(" "):
                chunk.append(index)
            elif chunk:
                yield chunk
                chunk = []
        if chunk:
            yield chunk

    def run(self, parent: Node, todo: list[Range]) -> None:
        """Takes the last range of `todo` until none is left; a step may put back what it did not use."""
        while todo:
            here = todo.pop()
            if here[1] < here[2]:
                self.step(parent, here, todo)

    def before(self, parent: Node, chunk: Chunk, low: int, place: int) -> None:
        """The lines before the place, parsed on their own."""
        if place > low:
            self.run(parent, [(chunk, low, place)])

    def detab(self, ids: list[int], low: int, high: int, width: int) -> int:
        """Takes the indentation off the lines that have it; where the first one is that has not."""
        rest = self.rest
        blanks = " " * width
        for place in range(low, high):
            line = rest[ids[place]]
            if not line.startswith(blanks):
                return place
            rest[ids[place]] = line[width:]
        return high

    @abstractmethod
    def step(self, parent: Node, here: Range, todo: list[Range]) -> None:
        """One turn of the parser: what the lines are, and where that goes."""

    @abstractmethod
    def paragraph(self, parent: Node, ids: list[int]) -> None:
        """Lines that are nothing else."""
