"""The tree of an article as canonical Python-Markdown: 4 spaces per level, a blank line around every Block."""

from __future__ import annotations

import re

from helpdesk.articles.nodes import (
    Admonition,
    BlockNode,
    Blocks,
    Code,
    Heading,
    Html,
    Inlines,
    ListBlock,
    Mark,
    Paragraph,
    Quote,
    Ruler,
    Table,
    Tag,
)
from helpdesk.articles.spans import attribute, joined, written

INDENT = "    "
# Python-Markdown would join two lists or two quotations that only a blank line parts.
SEPARATOR = "<!-- -->"
ALIGNED = {"": "---", "left": ":---", "center": ":---:", "right": "---:"}
# A protected sign, a code span, or a brace that nothing protects.
CODE_OR_BRACE = re.compile(r"\\.|(`+)(?!`).*?(?<!`)\1(?!`)|\{")
FENCE_RUN = re.compile(r"^[ \t]*(`{3,})", re.MULTILINE)


def page_body(blocks: Blocks) -> str:
    """The Markdown of all Blocks, ending in one newline; empty when there are none."""
    lines = block_lines(blocks)
    return "\n".join(line.rstrip() if not line.endswith("  ") or not line.strip() else line for line in lines) + "\n"


def block_lines(blocks: Blocks) -> list[str]:
    """The lines of Blocks on one level, with blank lines between the Blocks."""
    result: list[str] = []
    before: BlockNode | None = None
    for block in blocks:
        lines = one(block)
        if not lines:
            continue
        if result:
            result.append("")
            if before is not None and would_join(before, block):
                result.extend((SEPARATOR, ""))
        result.extend(lines)
        before = block
    return result


def would_join(first: BlockNode, second: BlockNode) -> bool:
    """Whether Python-Markdown would take the second Block for a continuation of the first."""
    match first, second:
        case ListBlock(start=one_start), ListBlock(start=other_start):
            return (one_start is None) == (other_start is None)
        case Quote(), Quote():
            return True
    return False


def one(block: BlockNode) -> list[str]:
    """The lines of one Block."""
    match block:
        case Paragraph(children=children):
            text = written(children)
            return text.split("\n") if text else []
        case Heading():
            return [heading(block)]
        case Code():
            return code(block)
        case Quote(children=children):
            return [f"> {line}".rstrip() for line in block_lines(children)]
        case Admonition(kind=kind, children=children, title=title):
            words = " ".join(title.replace('"', "”").split())
            return [f'!!! {kind} "{words}"' if words else f"!!! {kind}", "", *indented(block_lines(children))]
        case ListBlock():
            return list_lines(block)
        case Table():
            return table(block)
        case Html(html=html):
            return html.split("\n")
        case Ruler():
            return ["---"]


def heading(block: Heading) -> str:
    """An ATX heading; ids beyond the first stand in front of its text."""
    marks = "".join(f'<a id="{attribute(name)}"></a>' for name in block.ids[1:])
    text = joined(block.children, in_cell=True).replace("\\|", "|")
    text = re.sub(r"\s*\n\s*", " ", text).strip()
    # attr_list would take everything from a brace in the text up to the end of the ids.
    text = CODE_OR_BRACE.sub(lambda found: found[0] if found[0] != "{" else "\\{", text)
    # A `#` at the end would be taken for the closing sequence.
    text = re.sub(r"#+$", lambda run: "\\#" * len(run[0]), text)
    identity = f" {{ #{block.ids[0]} }}" if block.ids else ""
    return f"{'#' * block.level} {marks}{text}{identity}"


def code(block: Code) -> list[str]:
    """Fenced code, with a fence longer than any in the code."""
    longest = max((len(run) for run in FENCE_RUN.findall(block.code)), default=2)
    fence = "`" * max(3, longest + 1)
    return [f"{fence}{block.language}", *block.code.split("\n"), fence]


def indented(lines: list[str]) -> list[str]:
    """The lines one level deeper."""
    return [INDENT + line if line else "" for line in lines]


def list_lines(block: ListBlock) -> list[str]:
    """A list with a blank line between items when one of them has one inside."""
    items = [item_lines(item, block.tight) for item in block.items]
    tight = block.tight and not any("" in lines for lines in items)
    result: list[str] = []
    for at, lines in enumerate(items):
        marker = "-" if block.start is None else f"{block.start + at}."
        if at and not tight:
            result.append("")
        result.append(f"{marker} {lines[0]}".rstrip() if lines[0].strip() else f"{marker} {SEPARATOR}")
        result.extend(indented(lines[1:]))
    return result


def item_lines(item: Blocks, tight: bool) -> list[str]:  # noqa: FBT001 - read with its caller
    """The lines of one item, not yet indented; the first one goes behind the marker."""
    if not item:
        return [""]
    first, rest = item[0], item[1:]
    # Code, tables and the like cannot start on the line of the marker.
    if not isinstance(first, Paragraph | Heading | ListBlock):
        return ["", "", *block_lines(item)]
    lines = one(first) or [""]
    if not rest:
        return lines
    if tight and all(isinstance(block, ListBlock) for block in rest) and len(rest) == 1:
        return [*lines, *one(rest[0])]
    return block_lines((first, *rest)) if lines != [""] else ["", "", *block_lines(rest)]


def table(block: Table) -> list[str]:
    """A pipe table with an outer pipe at both ends."""
    rows = [[cell(children) for children in row] for row in block.rows]
    head, body = rows[0], rows[1:]
    ruler = [ALIGNED.get(align, "---") for align in block.align]
    return [f"| {' | '.join(row)} |" for row in (head, ruler, *body)]


def cell(children: Inlines) -> str:
    """One cell on one line; code in it keeps its bare pipe, which the backquotes protect."""
    text = written(children, in_cell=True)
    return text if text or not any(isinstance(child, Mark | Tag) for child in children) else ""
