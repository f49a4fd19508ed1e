"""Signs put into a Page's Markdown that are found again in its HTML, so that a notice lands beside its Block."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from helpdesk.blocks import Block

# Private use signs of plane 15: no writer types them, Markdown leaves them alone, and each one carries a number.
FIRST = 0xF0000
MOST = 0xFFFD
SIGN = re.compile("[\U000f0000-\U000ffffd]")
ALONE = re.compile("<p>\\s*([\U000f0000-\U000ffffd])\\s*</p>")
# Families whose first word can carry a sign; the others get a paragraph of their own behind them.
INLINE = frozenset({"p", "li", "cell", "dt", "dd", "footnote"})
BEHIND = frozenset({"heading", "alt"})
# The sign comes behind the checkbox, which is one only at the start of its item.
CHECKBOX = re.compile(r"\[[ xX]\] ")
TITLE = re.compile(r"(?:(?:!!!|\?\?\?\+?|===[!+]*)[^\"\n]*\"|/{3,}[^|\n]*\|[ ]?)")
HOLDERS = re.compile(r"<(p|li|td|th|dt|dd|summary|div|label)\b[^<>]*>")
LABELS = '<div class="tabbed-labels">'
TAB = re.compile(r"<div class=\"tabbed-(?:content|block)\">")
DIVISION = re.compile(r"<(/?)div\b[^<>]*>")
# What ends the first text of an item or a definition.
NEXT_PART = re.compile(r"<(?:/?(?:ul|ol|li|dl|dd|dt)|p|div|pre|table|blockquote|figure|details|h[1-6])\b")
# A sign is the first word of its element; a checkbox or an image may stand before it, not much more.
FAR = 2000
CAN_HOLD_PARTS = frozenset({"li", "dd", "div"})


@dataclass(frozen=True, slots=True)
class Beside:
    """Where a notice may stand in the HTML."""

    opening: int
    """Where the opening tag of the element ends, before its ">"; the place for an attribute. -1 when it has none."""
    at: int
    """Where the notice goes."""


def with_signs(blocks: Sequence[Block], wanted: Collection[int]) -> str:
    """The Markdown of the Blocks, with a sign in each wanted one; the number is the Block's place in the sequence.

    A number from `len(blocks)` on wants a sign in a paragraph of its own in front of that Block, at the last one's end.
    """
    count = len(blocks)
    pieces: list[str] = []
    for number, block in enumerate(blocks):
        if count + number in wanted and count + number <= MOST:
            gap = "\n" * max(2 - newlines_at_end(pieces), 0)
            pieces.append(f"{gap}{chr(FIRST + count + number)}\n\n")
        pieces.append(signed(block, number) if number in wanted else block.text)
    if 2 * count in wanted and 2 * count <= MOST:
        pieces.append(f"\n\n{chr(FIRST + 2 * count)}\n")
    return "".join(pieces)


def newlines_at_end(pieces: Sequence[str]) -> int:
    """How many line ends stand at the end of the text so far; two at its start, where none is needed."""
    text = next((piece for piece in reversed(pieces) if piece.strip()), "")
    return len(text) - len(text.rstrip("\n")) if text else 2


def signed(block: Block, number: int) -> str:
    """The Block's text with a sign, unchanged where its family can carry none."""
    if number > MOST:
        return block.text
    sign = chr(FIRST + number)
    if block.family in INLINE:
        checkbox = CHECKBOX.match(block.text, block.begin) if block.family == "li" else None
        place = checkbox.end() if checkbox else block.begin
        return block.text[:place] + sign + block.text[place:]
    if block.family in BEHIND:
        indent = " " * (block.indent if block.family == "alt" else len(block.marker) - len(block.marker.lstrip(" ")))
        return f"{block.text.rstrip()}\n\n{indent}{sign}\n\n"
    if block.family == "title" and (title := TITLE.match(block.text, block.begin)):
        return block.text[: title.end()] + sign + block.text[title.end() :]
    return block.text


def with_notices(html: str, notice: Callable[[int], tuple[str, str]]) -> str:
    """The HTML with every sign taken out and its notice put beside the Block.

    `notice` gives, for a number, the notice and an attribute for the Block's own element (empty for none).
    """
    inserts: list[tuple[int, str]] = []
    for sign in SIGN.finditer(html):
        if html.rfind("<", 0, sign.start()) > html.rfind(">", 0, sign.start()):
            continue  # an id made of the title
        text, attribute = notice(ord(sign[0]) - FIRST)
        place = beside(html, sign.start())
        inserts.append((place.at, text))
        if attribute and place.opening >= 0:
            inserts.append((place.opening, f" {attribute}"))
    pieces: list[str] = []
    done = 0
    for at, text in sorted(inserts, key=lambda insert: insert[0]):
        pieces += [html[done:at], text]
        done = at
    return SIGN.sub("", ALONE.sub("", "".join(pieces) + html[done:]))


def beside(html: str, sign: int) -> Beside:
    """The place for the notice of the sign at this offset: behind its paragraph, or within its item or cell."""
    holders = list(HOLDERS.finditer(html, max(0, sign - FAR), sign))
    if not holders:
        return Beside(-1, sign)
    holder = holders[-1]
    name = holder[1]
    if name == "label":
        return Beside(holder.end() - 1, start_of_tab(html, holder.start()))
    if name in CAN_HOLD_PARTS:
        part = NEXT_PART.search(html, sign)
        return Beside(holder.end() - 1, part.start() if part else sign)
    end = html.find(f"</{name}>", sign)
    if end < 0:
        return Beside(-1, sign)
    if name in {"td", "th", "dt"}:
        return Beside(holder.end() - 1, end)
    alone = html[holder.end() : end].strip() == html[sign]
    return Beside(-1 if alone else holder.end() - 1, end + len(name) + 3)


def start_of_tab(html: str, label: int) -> int:
    """Where the content of the tab with this label begins: all labels stand before all contents, or each before its own."""
    group = html.rfind(LABELS, 0, label)
    content = TAB.search(html, label)
    if content is None:
        return html.find("</label>", label) + len("</label>")
    if group < 0 or html.find("</div>", group) < label:
        return content.end()
    wanted = html.count("<label", group, label)
    depth = 0
    for division in DIVISION.finditer(html, content.end()):
        depth += -1 if division[1] else 1
        if depth < 0:
            break
        if depth == 1 and not division[1]:
            if not wanted:
                return division.end()
            wanted -= 1
    return content.end()
