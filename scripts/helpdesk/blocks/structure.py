"""What MkDocs renders a Page to: Python-Markdown's block processors, retold on line numbers.

The order of the steps and their conditions are those of Python-Markdown 3 with the extensions a Material site
uses (admonition, attr_list, def_list, footnotes, md_in_html, tables, abbr; pymdownx superfences, details,
tabbed, blocks, arithmatex, snippets). Instead of elements they leave marks: here starts a Block of this family.
"""

from __future__ import annotations

from helpdesk.blocks.boxes import Boxes
from helpdesk.blocks.elements import DEEPEST, ITEM, LISTS, STARTS, Node, Range
from helpdesk.blocks.items import Items
from helpdesk.blocks.lines import HELD
from helpdesk.blocks.special import Special


class Parser(Boxes, Items, Special):
    """Parses chunk after chunk."""

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

    def paragraph(self, parent: Node, ids: list[int]) -> None:
        """Running text: of the list item itself in a tight list, else of a paragraph."""
        if len(ids) == 1 and self.rest[ids[0]].strip(" ")[:1] == HELD:
            self.placeholder(ids[0])
            held = self.lines.held.get(ids[0])
            if held is not None:
                # What is indented below details goes into them, whoever made them.
                tag = "details" if held.tag == "details" else "html"
                Node("pre-held" if held.family == "code" else tag, parent)
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
            if not parent.text:
                parent.mark, parent.lines = mark, ids
            parent.text = True
        else:
            node = Node("p", parent)
            node.mark = mark
            node.lines = ids
