"""Lists, and what is indented below their items; indented code."""

from __future__ import annotations

from helpdesk.blocks.base import Base
from helpdesk.blocks.elements import ALL_LISTS, ITEM, LISTS, NESTED_ITEM, STARTS, Chunk, Node, Range
from helpdesk.blocks.lines import HELD


class Items(Base):
    """List items as Python-Markdown finds them."""

    def indented(self, parent: Node, here: Range, todo: list[Range]) -> bool:
        """More of a list item or a definition, else code."""
        chunk, low, high = here
        last = parent.last
        below = parent.tag == "dd" or (last is not None and last.tag in ALL_LISTS)
        if below and self.state[-1:] != ["detabbed"]:
            self.indented_item(parent, chunk.ids[low:high], ALL_LISTS, ("dd", "li"))
            return True
        # Once for a chunk: what is left of it comes here again and again.
        if not chunk.looked_for_fences and self.lines.held:
            if not self.lines.held.keys().isdisjoint(chunk.ids[low:high]):
                ids = self.unfenced(chunk.ids[low:high])
                chunk, low, high = Chunk(ids, self.rest), 0, len(ids)
            chunk.looked_for_fences = True
        used = low
        while used < high and self.rest[chunk.ids[used]].startswith("    "):
            used += 1
        if last is None or last.tag != "pre":
            self.mark("code", chunk.ids[low], self.rest[chunk.ids[low]])
            Node("pre", parent)
        todo.append((chunk, used, high))
        return True

    def unfenced(self, ids: list[int]) -> list[int]:
        """The lines with those of fenced code in them: right behind indented code its fences are text like any other."""
        lines = self.lines
        result: list[int] = []
        for index in ids:
            held = lines.held.get(index)
            if held is None or held.fence is None:
                result.append(index)
                continue
            source, first, after = held.fence
            width = held.width - self.rest[index].index(HELD)
            result += lines.again(source, range(first, after), width)
        return result

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
