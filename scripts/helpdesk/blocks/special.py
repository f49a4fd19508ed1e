"""Tables, headings, rules, formulas, definitions, quotes, footnotes, references and abbreviations."""

from __future__ import annotations

from collections.abc import Iterator

from helpdesk.blocks.base import Base
from helpdesk.blocks.cells import cells_of, is_table
from helpdesk.blocks.elements import (
    FOOTNOTE,
    KINDS,
    MATH,
    QUOTE_MARK,
    REFERENCE_ADDRESS,
    REFERENCE_ALONE,
    REFERENCE_TITLE,
    UNDERLINE,
    Chunk,
    Node,
    Range,
)
from helpdesk.blocks.lines import HELD


class Special(Base):
    """Everything that a line of its own kind starts."""

    def two_lines(self, parent: Node, here: Range, todo: list[Range]) -> bool:
        """A table, or a heading that the second line underlines."""
        chunk, low, high = here
        ids = chunk.ids
        first, second = self.rest[ids[low]], self.rest[ids[low + 1]]
        if "|" in first and second.lstrip(" ")[:1] in ("|", "-", ":") and set(second) <= set("|:- "):
            rows = [self.rest[index] for index in ids[low:high]]
            columns = is_table(rows)
            if columns:
                self.table(ids[low:high], rows, columns)
                Node("table", parent)
                return True
        if chunk.first("heading", low, high) < 0 and second[0] in "=-" and UNDERLINE.match(second):
            if first.lstrip(" ")[:1] == HELD:
                self.placeholder(ids[low])
                self.mark("frame", ids[low + 1], second)
            else:
                self.mark("heading", ids[low], first)
            Node("h", parent)
            todo.append((chunk, low + 2, high))
            return True
        return False

    def table(self, ids: list[int], rows: list[str], columns: int) -> None:
        """A mark per cell; the row that draws the line under the header is nothing to translate."""
        bordered = rows[0].strip(" ")
        for place, index in enumerate(ids):
            row = rows[place]
            if place == 1:
                self.mark("frame", index, row)
                continue
            if row.strip(" ") == HELD:
                # Code right below a table is in it, as a row of its own.
                self.placeholder(index)
                continue
            line_start = self.lines.start[index]
            cells = cells_of(row, bordered)
            # Without a border a pipe at the start parts an empty first cell from the next one.
            is_empty = len(cells) > 1 and cells[0][0] == cells[1][0]
            for number, (outer, inner) in enumerate(cells[is_empty:], is_empty):
                body = self.lines.offset(index, row[inner:])
                start = self.lines.offset(index, row[outer:]) if number > is_empty else line_start
                # What the header has no column for is not rendered.
                self.marks.append((start, "cell" if number < columns else "frame", body, self.quotes))
            self.marked = index

    def heading(self, parent: Node, here: Range, place: int, todo: list[Range]) -> None:
        """`# A heading` on any line."""
        chunk, low, high = here
        self.before(parent, chunk, low, place)
        index = chunk.ids[place]
        self.mark("heading", index, self.rest[index].lstrip("#") or "#")
        Node("h", parent)
        after = chunk.first("heading", place + 1, high)
        after = high if after < 0 else after
        todo.append((chunk, after, high))
        ids = chunk.ids[place + 1 : after]
        if self.state[-1:] == ["looselist"]:
            for later in ids:
                self.rest[later] = self.rest[later].removeprefix("    ")
            todo.append((Chunk(ids, self.rest), 0, len(ids)))
        else:
            todo.append((chunk, place + 1, after))

    def rule(self, parent: Node, here: Range, place: int, todo: list[Range]) -> None:
        """A horizontal line."""
        chunk, low, high = here
        self.before(parent, chunk, low, place)
        self.mark("frame", chunk.ids[place], self.rest[chunk.ids[place]])
        Node("hr", parent)
        todo.append((chunk, place + 1, high))

    def math(self, parent: Node, here: Range) -> bool:
        """A chunk that is one formula."""
        chunk, low, high = here
        ids = chunk.ids[low:high]
        opening = MATH.match(self.rest[ids[0]])
        if opening is None:
            return False
        closing = {"$$": "$$", "\\[": "\\]", "\\begin{": "}"}[opening[0]]
        text = self.rest[ids[-1]].rstrip(" ")
        if not text.endswith(closing) or (len(ids) == 1 and len(text) <= len(opening[0] + closing)):
            return False
        self.mark("math", ids[0], self.rest[ids[0]])
        Node("div", parent)
        return True

    def definition(self, parent: Node, here: Range, place: int, todo: list[Range]) -> bool:
        """Terms and a definition; without terms in the chunk the paragraph before holds them."""
        chunk, low, high = here
        last = parent.last
        terms = chunk.ids[low:place]
        if not terms and last is None:
            return False
        state = "list"
        if not terms and last is not None and last.tag == "p" and last.lines:
            state = "looselist"
            terms = last.lines
            del self.marks[last.mark :]
            parent.last = None
            self.marked = -1
        dl = last if last is not None and last.tag == "dl" else Node("dl", parent)
        if not terms and dl.last is not None and dl.last.tag == "dd" and dl.last.last is not None:
            state = "looselist"
        for index in terms:
            self.text("dt", [index])
        first = chunk.ids[place]
        line = self.rest[first]
        colon = KINDS.match(line)
        assert colon is not None
        self.rest[first] = line[colon.end() :]
        following = self.rest[chunk.ids[place + 1]] if place + 1 < high else ""
        lazy = following and len(following) - len(following.lstrip(" ")) < 4 and following.lstrip(" ")[:1] != ":"
        used = high if lazy else self.detab(chunk.ids, place + 1, high, 4)
        todo.append((chunk, used, high))
        dd = Node("dd", dl)
        lines = chunk.ids[place:used]
        if self.rest[first].strip(" "):
            self.nested(dd, lines, state)
        else:
            self.mark("dd", first, "")
            self.nested(dd, lines[1:], state)
        return True

    def quote(self, parent: Node, here: Range, place: int, _todo: list[Range]) -> bool:
        """A quote up to the end of the chunk."""
        chunk, low, high = here
        self.before(parent, chunk, low, place)
        ids = chunk.ids[place:high]
        for index in ids:
            line = self.rest[index]
            if line.strip(" ") == ">":
                self.rest[index] = ""
            elif mark := QUOTE_MARK.match(line):
                self.rest[index] = line[mark.end() :]
        if not any(self.rest[index].strip(" ") for index in ids):
            # A quote without a word is no part of the Block above it.
            self.mark("frame", ids[0], "")
        last = parent.last
        node = last if last is not None and last.tag == "blockquote" else Node("blockquote", parent)
        self.quotes += 1
        self.nested(node, ids, "blockquote")
        self.quotes -= 1
        return True

    def footnotes(self, parent: Node, here: Range, place: int, todo: list[Range]) -> bool:
        """A footnote with the indented chunks that follow it."""
        chunk, low, high = here
        self.before(parent, chunk, low, place)
        index = chunk.ids[place]
        mark = FOOTNOTE.match(self.rest[index])
        assert mark is not None
        self.rest[index] = self.rest[index][mark.end() :]
        after = chunk.first("footnote", place + 1, high)
        stop = after if after >= 0 else high
        ids = chunk.ids[place:stop]
        if stop < high:
            todo.append((chunk, stop, high))
        if not self.rest[index].strip(" "):
            self.mark("footnote", index, "")
            del ids[0]
        chunks = [ids, *(self.more_of_note(chunk.ids[-1], todo) if stop == high else ())]
        for later in (later for each in chunks for later in each if later != index):
            self.rest[later] = self.rest[later].removeprefix("    ")
        # A footnote is a text of its own: what is open around it does not reach into it.
        state, opened, self.state, self.open = self.state, self.open, [], []
        self.depth += 1
        self.blocks(Node("note", None), [each for each in chunks if each])
        self.depth -= 1
        self.state, self.open = state, opened
        return True

    def more_of_note(self, last: int, todo: list[Range]) -> Iterator[list[int]]:
        """The chunks that follow a footnote and start indented, whole or up to the next footnote in them.

        Each follows the line before after exactly one blank line: two of them end the footnote.
        """
        while todo:
            chunk, low, high = todo.pop()
            if low >= high:
                continue
            if chunk.ids[low] != last + 2 or not self.rest[chunk.ids[low]].startswith("    "):
                todo.append((chunk, low, high))
                return
            last = chunk.ids[high - 1]
            after = chunk.first("footnote", low, high)
            yield chunk.ids[low : after if after >= 0 else high]
            if after >= 0:
                todo.append((chunk, after, high))
                return

    def abbreviation(self, parent: Node, here: Range, place: int, todo: list[Range]) -> bool:
        """`*[HTML]: …`."""
        chunk, low, high = here
        self.before(parent, chunk, low, place)
        self.mark("abbr", chunk.ids[place], self.rest[chunk.ids[place]])
        todo.append((chunk, place + 1, high))
        return True

    def reference(self, parent: Node, here: Range, place: int, todo: list[Range]) -> bool:
        """`[name]: address "title"`, the address or the title perhaps on the next line."""
        chunk, low, high = here
        while not self.has_address(chunk.ids, place, high):
            place = chunk.first("reference", place + 1, high)
            if place < 0:
                return False
        index = chunk.ids[place]
        used = place + 1
        if REFERENCE_ALONE.match(self.rest[index]):
            used += 1
        if used < high and REFERENCE_TITLE.match(self.rest[chunk.ids[used]]):
            used += 1
        self.before(parent, chunk, low, place)
        self.mark("reference", index, self.rest[index])
        todo.append((chunk, used, high))
        return True

    def has_address(self, ids: list[int], place: int, high: int) -> bool:
        """Whether the name stands before an address, which may be all there is on the next line."""
        if REFERENCE_ALONE.match(self.rest[ids[place]]) is None:
            return True
        return place + 1 < high and REFERENCE_ADDRESS.match(self.rest[ids[place + 1]]) is not None
