"""Admonitions, details, content tabs and `///` blocks."""

from __future__ import annotations

from helpdesk.blocks.base import Base
from helpdesk.blocks.elements import ALL_LISTS, BLOCK_END, BLOCK_OPTION, LISTS, OPTION, Chunk, Entry, Node, Range

# The `///` blocks of pymdownx that are no boxes.
PLAIN_BLOCKS = frozenset(("html", "definition", "caption", "figure-caption", "table-caption"))
# The options of each `///` block of pymdownx, the types of admonitions that every site has included; with another it is none.
ANY_OPTION = frozenset(("type", "open", "new", "select", "attrs"))
OPTIONS = {
    "admonition": frozenset(("type", "attrs")),
    "details": frozenset(("open", "type", "attrs")),
    "tab": frozenset(("new", "select", "attrs")),
    "html": frozenset(("markdown", "attrs")),
    **dict.fromkeys(
        ("note", "attention", "caution", "danger", "error", "tip", "hint", "warning"), frozenset(("attrs",))
    ),
}


def name_of(line: str) -> str:
    """The name in the first line of a `///` block."""
    return line.strip(" /").partition("|")[0].strip(" ").lower()


class Boxes(Base):
    """Boxes with a title line, and what is indented or closed below it."""

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
        place = chunk.first("block", low, high)
        if (
            place >= 0
            and self.has_options(chunk.ids, place + 1, high)
            and not self.is_indented_item(parent, chunk, low)
        ):
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
            target.loosen(at_end=True)
        used = self.detab(chunk.ids, low, high, width)
        todo.append((chunk, used, high))
        self.nested(target, chunk.ids[low:used])
        return True

    def has_options(self, ids: list[int], place: int, high: int) -> bool:
        """Whether what stands below the first line of a `///` block may be its options, or is its content."""
        if place >= high or BLOCK_OPTION.match(self.rest[ids[place]]) is None:
            return True
        known = OPTIONS.get(name_of(self.rest[ids[place - 1]]), ANY_OPTION)
        first = self.rest[ids[place]]
        indent = len(first) - len(first.lstrip(" "))
        while place < high and BLOCK_OPTION.match(line := self.rest[ids[place]]):
            # What is indented further belongs to the option above it.
            if not line.startswith(" " * (indent + 1)) and (
                (option := OPTION.match(line)) is None or option[1] not in known | {None}
            ):
                return False
            place += 1
        return True

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
        node = Node(self.tag_of(line), parent)
        if node.tag == "tabs":
            node = Node("tabcontent", node)
        length = len(line.lstrip(" ")) - len(line.lstrip(" ").lstrip("/"))
        self.open.append(Entry(node, length, parent))
        todo.append((chunk, place, high))
        self.block_content(todo)

    def tag_of(self, line: str) -> str:
        """What a `///` block is for those who look for indented content of the element before."""
        name = name_of(line)
        return {"details": "details", "tab": "tabs"}.get(name, "div" if name in PLAIN_BLOCKS else "admonition")

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
