"""What MkDocs renders a Page to: Python-Markdown's block processors, retold on line numbers.

The order of the steps and their conditions are those of Python-Markdown 3 with the extensions a Material site
uses (admonition, attr_list, def_list, footnotes, md_in_html, tables, abbr; pymdownx superfences, details,
tabbed, blocks, arithmatex, snippets). Instead of elements they leave marks: here starts a Block of this family.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from helpdesk.blocks.cells import cells_of, is_table
from helpdesk.blocks.lines import HELD, Lines

# Containers nested deeper than this are read as paragraphs; Python-Markdown stops near 300, people near 10.
DEEPEST = 60
# The first signs of a line that may be more than the line of a paragraph.
STARTS = frozenset(" #!?=/0123456789*+-_:>[|`~$\\{" + HELD)
KINDS = re.compile(
    r"""(?P<admonition>!!![ ]?[\w\-]+(?:[ ]+[\w\-]+)*(?:[ ]+".*?")?[ ]*$)
    |(?P<details>\?{3}\+?[ ]?(?:[\w\-]+(?:[ ]+[\w\-]+)*?)?(?:[ ]+".*?")?[ ]*$)
    |(?P<tab>={3}(?:\+!|!\+|\+|!)?[ ]+".*?"[ ]*$)
    |(?P<heading>\#)
    |[ ]{0,3}(?:
        (?P<block>(?P<slashes>/{3,})[ ]*[\w-]+[ ]*(?:\|.*)?$)
        |(?P<rule>(?:(?:-[ ]{0,2}+){3,}+|(?:_[ ]{0,2}+){3,}+|(?:\*[ ]{0,2}+){3,}+)[ ]*$)
        |(?P<definition>:[ ]{1,3})
        |(?P<quote>>)
        |(?P<footnote>\[\^[^\]]*\]:)
        |(?P<reference>\[[^\[\]]*\]:[ ]*(?:[^\s]++[ ]*+(?:(?:"[^\n]*"|'[^\n]*'|\([^\n]*\))[ ]*+)?)?$)
    )
    |(?P<abbr>\*\[[^\\]*?\][ ]?:)""",
    re.VERBOSE,
)
ITEM = re.compile(r" {0,3}(?:(\d+\.)|[*+-]) +")
NESTED_ITEM = re.compile(r" {4,7}(?:\d+\.|[*+-]) +")
UNDERLINE = re.compile(r"(?:=+|-+) *$")
BLOCK_END = re.compile(r" {0,3}(/{3,}) *$")
BLOCK_OPTION = re.compile(r" {4,}\S")
QUOTE_MARK = re.compile(r" {0,3}> ?")
FOOTNOTE = re.compile(r" {0,3}\[\^[^\]]*\]: *")
REFERENCE_ALONE = re.compile(r" {0,3}\[[^\[\]]*\]: *$")
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

    def loosen(self) -> None:
        """The element's text becomes a paragraph of its own."""
        if self.text:
            self.text = False
            if self.last is None:
                Node("p", self)


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

    __slots__ = ("ids", "where")

    def __init__(self, ids: list[int], rest: list[str]) -> None:
        self.ids = ids
        self.where: dict[str, list[int]] = {}
        where = self.where
        for place, index in enumerate(ids):
            line = rest[index]
            if line[0] in STARTS and (match := KINDS.match(line)) is not None:
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


class Parser:
    """Parses chunk after chunk and leaves marks in `marks`, in the order of the Page."""

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
        self.footnote: Node | None = None

    # -- marks ---------------------------------------------------------------------------------------------

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
            elif sign == HELD:
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

    # -- the loop ------------------------------------------------------------------------------------------

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

    def step(self, parent: Node, here: Range, todo: list[Range]) -> None:
        """One turn of Python-Markdown's block parser, by falling priority of its processors."""
        chunk, low, high = here
        line = self.rest[chunk.ids[low]]
        where = chunk.where
        if self.depth > DEEPEST:
            self.paragraph(parent, chunk.ids[low:high])
            return
        if (where or line[0] == " ") and self.boxed(parent, here, todo):
            return
        if self.is_indented_item(parent, chunk, low):
            self.indented_item(parent, chunk.ids[low:high], LISTS, ("li",))
            return
        if self.open and (hungry := self.hungry(parent)) is not None:
            hungry.hungry = False
            todo.append((chunk, low, high))
            self.block_content(todo)
            return
        if line.startswith("    ") and self.indented(parent, here, todo):
            return
        if line[0] in "$\\" and self.math(parent, here):
            return
        if high - low > 1 and self.two_lines(parent, here, todo):
            return
        for kind, take in (("heading", self.heading), ("rule", self.rule)):
            place = chunk.first(kind, low, high) if where else -1
            if place >= 0:
                take(parent, here, place, todo)
                return
        if line[0] in STARTS and (item := ITEM.match(line)) is not None:
            self.items(parent, chunk.ids[low:high], ordered=item[1] is not None)
            return
        if where:
            for kind, parse in (
                ("definition", self.definition),
                ("quote", self.quote),
                ("footnote", self.footnotes),
                ("abbr", self.abbreviation),
                ("reference", self.reference),
            ):
                place = chunk.first(kind, low, high)
                if place >= 0 and parse(parent, here, place, todo):
                    return
        self.paragraph(parent, chunk.ids[low:high])

    def before(self, parent: Node, chunk: Chunk, low: int, place: int) -> None:
        """The lines before the place, parsed on their own."""
        if place > low:
            self.run(parent, [(chunk, low, place)])

    # -- admonitions, details, tabs, and what is indented below them -----------------------------------------

    def boxed(self, parent: Node, here: Range, todo: list[Range]) -> bool:
        """A title line, or content of the box that came before."""
        chunk, low, high = here
        for kind, tag in (("admonition", "admonition"), ("details", "details"), ("tab", "tabs")):
            place = chunk.first(kind, low, high)
            if place >= 0:
                self.before(parent, chunk, low, place)
                self.title(parent, (chunk, place, high), tag, todo)
                return True
            if parent.last is not None and parent.last.tag == tag and self.box_content(parent, here, todo):
                return True
        if (place := chunk.first("block", low, high)) >= 0 and not self.is_indented_item(parent, chunk, low):
            if self.open and self.hungry(parent) is not None:
                return False
            self.before(parent, chunk, low, place)
            self.slashes(parent, (chunk, place, high), todo)
            return True
        return False

    def is_indented_item(self, parent: Node, chunk: Chunk, low: int) -> bool:
        """Whether the list processor takes these lines before the `///` processor sees them."""
        if not self.rest[chunk.ids[low]].startswith("    ") or self.state[-1:] == ["detabbed"]:
            return False
        return parent.tag == "li" or (parent.last is not None and parent.last.tag in LISTS)

    def title(self, parent: Node, here: Range, tag: str, todo: list[Range]) -> None:
        """The title line of a box and what is indented below it."""
        chunk, place, high = here
        index = chunk.ids[place]
        line = self.rest[index]
        self.mark("title", index, line)
        last = parent.last
        if tag == "tabs" and last is not None and last.tag == tag and "!" not in line[3:6]:
            node = last
        else:
            node = Node(tag, parent)
        if tag == "tabs":
            inner = Node("tabcontent", node)
        else:
            inner = node
            node.last = None
        ids = chunk.ids
        used = self.detab(ids, place + 1, high, 4)
        todo.append((chunk, used, high))
        self.nested(inner, ids[place + 1 : used])

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

    def box_content(self, parent: Node, here: Range, todo: list[Range]) -> bool:
        """Lines indented below a box that an earlier chunk opened."""
        chunk, low, high = here
        line = self.rest[chunk.ids[low]]
        if not line.startswith("    "):
            return False
        target: Node | None = parent.last
        assert target is not None
        if target.tag == "tabs" and target.last is not None:
            target = target.last
        width = 4
        while target is not None and line.startswith(" " * (width + 4)):
            last = target.last
            if last is None or last.tag not in ALL_LISTS or last.last is None:
                break
            target = last.last
            width += 4
        if target is None:
            return False
        if target.tag in ("li", "dd"):
            target.loosen()
        used = self.detab(chunk.ids, low, high, width)
        todo.append((chunk, used, high))
        self.nested(target, chunk.ids[low:used])
        return True

    # -- `///` blocks ----------------------------------------------------------------------------------------

    def slashes(self, parent: Node, here: Range, todo: list[Range]) -> None:
        """The first line of a `///` block with its options, then its content."""
        chunk, place, high = here
        index = chunk.ids[place]
        line = self.rest[index]
        self.mark("title", index, line)
        place += 1
        while place < high and BLOCK_OPTION.match(self.rest[chunk.ids[place]]):
            place += 1
        if parent.tag in ("li", "dd"):
            parent.loosen()
        node = Node("div", parent)
        length = len(line.lstrip(" ")) - len(line.lstrip(" ").lstrip("/"))
        self.open.append(Entry(node, length, parent))
        todo.append((chunk, place, high))
        self.block_content(todo)

    def hungry(self, parent: Node) -> Entry | None:
        """The open `///` block that waits for more below this parent."""
        entry = self.open[-1]
        if not entry.hungry:
            return None
        node: Node | None = parent
        while node is not None:
            if node is entry.parent:
                return entry
            node = node.last
        return None

    def block_content(self, todo: list[Range]) -> None:
        """Gives the open blocks what stands before their closing line."""
        while todo and self.open:
            entry = self.open[-1]
            chunk, low, high = todo.pop()
            if low >= high:
                continue
            width = 4 * self.items_between(entry)
            if width:
                used = self.detab(chunk.ids, low, high, width)
                if used == low:
                    used = high
                if used < high:
                    todo.append((chunk, used, high))
                chunk, low, high = Chunk(chunk.ids[low:used], self.rest), 0, used - low
            place = self.block_end(chunk, low, high, entry.length)
            if place < high:
                todo.append((chunk, place + 1, high))
            if low < place:
                self.depth += 1
                self.state.append("blocks")
                self.run(entry.node, [(Chunk(chunk.ids[low:place], self.rest), 0, place - low)])
                self.state.pop()
                self.depth -= 1
            if place < high:
                self.mark("frame", chunk.ids[place], self.rest[chunk.ids[place]])
                if entry in self.open:
                    self.open.remove(entry)
        if self.open:
            self.open[-1].hungry = True

    def items_between(self, entry: Entry) -> int:
        """How many list items stand between this block and the one around it."""
        if len(self.open) < 2:
            return 0
        outer = self.open[-2].node
        count = 0
        node: Node | None = entry.parent
        while node is not None and node is not outer:
            count += node.tag in ("li", "dd")
            node = node.parent
        return count if node is outer else 0

    def block_end(self, chunk: Chunk, low: int, high: int, length: int) -> int:
        """The place of the closing line, or `high`."""
        for place in range(low, high):
            line = self.rest[chunk.ids[place]]
            if line[:1] in (" ", "/") and (end := BLOCK_END.match(line)) is not None and len(end[1]) == length:
                return place
        return high

    # -- what is indented by four ------------------------------------------------------------------------------

    def indented(self, parent: Node, here: Range, todo: list[Range]) -> bool:
        """More of a list item or a definition, else code."""
        chunk, low, high = here
        last = parent.last
        below = parent.tag == "dd" or (last is not None and last.tag in ALL_LISTS)
        if below and self.state[-1:] != ["detabbed"]:
            self.indented_item(parent, chunk.ids[low:high], ALL_LISTS, ("dd", "li"))
            return True
        used = low
        while used < high and self.rest[chunk.ids[used]].startswith("    "):
            used += 1
        if last is None or last.tag != "pre":
            self.mark("code", chunk.ids[low], self.rest[chunk.ids[low]])
            Node("pre", parent)
        todo.append((chunk, used, high))
        return True

    def indented_item(self, parent: Node, ids: list[int], lists: frozenset[str], items: tuple[str, ...]) -> None:
        """Lines below the list item that their indentation names."""
        rest = self.rest
        line = rest[ids[0]]
        wanted = (len(line) - len(line.lstrip(" "))) // 4
        level = 1 if self.state[-1:] == ["list"] else 0
        target = parent
        while wanted > level:
            child = target.last
            if child is None or (child.tag not in lists and child.tag not in items):
                break
            level += child.tag in lists
            target = child
        blanks = " " * (4 * level)
        if level:
            for index in ids:
                if rest[index].startswith(blanks):
                    rest[index] = rest[index][4 * level :]
        if parent.tag in items:
            if parent.last is not None and parent.last.tag in lists:
                self.nested(parent.last, ids, "detabbed")
            else:
                self.nested(parent, ids, "detabbed")
        elif target.tag in items:
            self.nested(target, ids, "detabbed")
        elif target.last is not None and target.last.tag in items:
            target.last.loosen()
            self.nested(target.last, ids, "detabbed")
        else:
            self.nested(Node(items[0], target), ids, "detabbed")

    # -- tables, headings, rules, mathematics ------------------------------------------------------------------

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
            line_start = self.lines.start[index]
            for number, (outer, inner) in enumerate(cells_of(row, bordered)):
                body = self.lines.offset(index, row[inner:])
                start = self.lines.offset(index, row[outer:]) if number else line_start
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

    # -- lists -----------------------------------------------------------------------------------------------

    def items(self, parent: Node, ids: list[int], *, ordered: bool) -> None:
        """A chunk that starts with a list item: every item in it, and what is indented below them."""
        tag = "ol" if ordered else "ul"
        groups = self.grouped(ids, tag)
        last = parent.last
        if last is not None and (last.tag == tag if self.sane_lists else last.tag in LISTS):
            target = last
            if target.last is not None:
                target.last.loosen()
            self.nested(Node("li", target), groups.pop(0)[1], "looselist")
        elif parent.tag in LISTS:
            target = parent
        else:
            target = Node(tag, parent)
        self.state.append("list")
        for is_new, lines in groups:
            if not is_new and target.last is not None:
                self.nested(target.last, lines)
            else:
                self.nested(Node("li", target), lines)
        self.state.pop()

    def grouped(self, ids: list[int], tag: str) -> list[tuple[bool, list[int]]]:
        """The lines of each item, its marker taken off; False for lines that belong below the item before."""
        rest = self.rest
        groups: list[tuple[bool, list[int]]] = []
        for index in ids:
            line = rest[index]
            sign = line[0]
            match = ITEM.match(line) if sign in STARTS else None
            if match is not None and not (self.sane_lists and groups and (match[1] is not None) != (tag == "ol")):
                rest[index] = line[match.end() :]
                nested = not rest[index]
                groups.append((True, [] if nested else [index]))
                if nested:
                    self.mark("li", index, "")
            elif sign == " " and NESTED_ITEM.match(line) and groups[-1][0]:
                groups.append((False, [index]))
            else:
                groups[-1][1].append(index)
        return groups

    # -- definitions, quotes, notes, references ------------------------------------------------------------------

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
            self.mark("dt", index, self.rest[index])
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
            if mark := QUOTE_MARK.match(line):
                self.rest[index] = line[mark.end() :] if line.strip(" ") != ">" else ""
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
        for later in ids[1:]:
            self.rest[later] = self.rest[later].removeprefix("    ")
        note = Node("note", None)
        state, self.state = self.state, []
        if ids and self.rest[index].strip(" "):
            self.footnote = note
            self.nested(note, ids)
        else:
            self.mark("footnote", index, "")
            self.nested(note, ids[1:])
        while stop == high and todo:
            more, first, last = todo.pop()
            if first >= last:
                continue
            if not self.rest[more.ids[first]].startswith("    "):
                todo.append((more, first, last))
                break
            used = self.detab(more.ids, first, last, 4)
            self.nested(note, more.ids[first:used])
            if used < last:
                todo.append((more, used, last))
                break
        self.state = state
        return True

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
        index = chunk.ids[place]
        used = place + 1
        if REFERENCE_ALONE.match(self.rest[index]):
            if used == high:
                self.paragraph(parent, chunk.ids[low:high])
                return True
            used += 1
        if used < high and REFERENCE_TITLE.match(self.rest[chunk.ids[used]]):
            used += 1
        self.before(parent, chunk, low, place)
        self.mark("reference", index, self.rest[index])
        todo.append((chunk, used, high))
        return True

    def paragraph(self, parent: Node, ids: list[int]) -> None:
        """Running text: of the list item itself in a tight list, else of a paragraph."""
        if len(ids) == 1 and self.rest[ids[0]].strip(" ")[:1] == HELD:
            self.placeholder(ids[0])
            held = self.lines.held.get(ids[0])
            if held is not None:
                Node("pre-held" if held.family == "code" else "html", parent)
            return
        tag = parent.tag
        family = "p"
        if tag in ("li", "dd") and not parent.text and parent.last is None:
            family = tag
        elif tag == "note" and parent.last is None:
            family = "footnote"
        mark = len(self.marks)
        self.text(family, ids)
        if self.state[-1:] == ["list"]:
            parent.text = True
        else:
            node = Node("p", parent)
            node.mark = mark
            node.lines = ids
