"""The parser for legacy articles: GFM as the old renderer understood it, on top of markdown-it."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.html_blocks import block_names
from markdown_it.common.utils import normalizeReference, unescapeAll
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block import html_block as standard_html_block
from markdown_it.rules_inline import StateInline

# The parser drops what is nested deeper; `import_article` refuses such files instead of losing text.
DEEPEST = 100

GLUED_HEADING = re.compile(r"(#{1,6})(<a\s.*)")
# CommonMark 0.31 section 4.6, conditions 1 to 6. Condition 7 (any lone tag) is left out: the old renderer took an
# inline tag on a line of its own as the start of a paragraph, and made-up tags are placeholders in these articles.
HTML_START = re.compile(
    rf"<(?:(?:script|pre|style|textarea)(?=[\s>]|$)|!--|\?|![A-Za-z]|!\[CDATA\[|/?(?:{'|'.join(block_names)})(?=\s|/?>|$))",
    re.IGNORECASE,
)
# `[text](a target.md)` and the end of `[text] (target)`: translation parted what belongs together.
SPACED_TARGET = re.compile(
    r"""\((?P<target>(?:[^()\[\]\n"<>]|\[\w*\])*(?:\((?:[^()\[\]\n"<>]|\[\w*\])*\)(?:[^()\[\]\n"<>]|\[\w*\])*)*\s(?:[^()\[\]\n"<>]|\[\w*\])*(?:\((?:[^()\[\]\n"<>]|\[\w*\])*\)(?:[^()\[\]\n"<>]|\[\w*\])*)*)(?:\s"(?P<title>[^"\n]*)")?\s*\)"""
)
TARGET_END = re.compile(r"""\s*(?:\s"(?P<title>[^"\n]*)"\s*)?\)""")
LOOKS_LIKE_TARGET = re.compile(
    r"(?:https?://|mailto:|\.{0,2}/|#\S)|[^\s]*\.(?:md|png|jpe?g|gif|html?|aspx)(?:#|$)|.*\.(?:md|png|jpe?g|gif)$",
    re.IGNORECASE,
)
LONGEST_TARGET = 2000
IN_TABLE = re.compile(r"</?(?:p|t[dhr]|tbody|thead|table|[uo]l|li|div)\b", re.IGNORECASE)


@cache
def parser() -> MarkdownIt:
    """One parser for the whole run; targets are kept as they are written."""
    markdown = MarkdownIt("commonmark", {"maxNesting": DEEPEST}).enable(["table", "strikethrough"])
    markdown.normalizeLink = lambda url: url  # type: ignore[method-assign]
    readable = markdown.normalizeLinkText
    # Taking an address apart would drop the brackets of a placeholder in the place of the host.
    markdown.normalizeLinkText = lambda url: url if "[" in url else readable(url)  # type: ignore[method-assign,assignment]
    markdown.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005 - the name is part of the signature
    ends: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote"]}
    markdown.block.ruler.before("heading", "glued_heading", glued_heading, ends)
    markdown.block.ruler.at("html_block", html_block, ends)
    markdown.inline.ruler.before("link", "parted_link", parted_link)
    return markdown


def glued_heading(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    """`#<a name="x"></a>Title`: a heading for the old renderer although the blank is missing."""
    if state.is_code_block(start):
        return False
    line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    if not (match := GLUED_HEADING.match(line)):
        return False
    if silent:
        return True
    tag = f"h{len(match[1])}"
    state.line = start + 1
    opening = state.push("heading_open", tag, 1)
    opening.markup, opening.map = match[1], [start, start + 1]
    inline = state.push("inline", "", 0)
    inline.content = re.sub(r"(?:^|[ \t]+)#+[ \t]*$", "", match[2].rstrip())
    inline.map, inline.children = [start, start + 1], []
    state.push("heading_close", tag, -1).markup = match[1]
    return True


def html_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    """HTML blocks of block elements only; a line with any other tag is running text."""
    position = state.bMarks[start] + state.tShift[start]
    if not HTML_START.match(state.src, position):
        return False
    found = standard_html_block(state, start, end, silent)
    if found and not silent:
        continue_table(state, end)
    return found


def continue_table(state: StateBlock, end: int) -> None:
    """An open table goes on behind blank lines where indented HTML follows, which CommonMark takes for code."""
    token, last = state.tokens[-1], state.line
    assert token.map
    depth = open_tables(token.content)
    while depth > 0:
        first = state.skipEmptyLines(last)
        position = state.bMarks[first] + state.tShift[first]
        if first >= end or not state.is_code_block(first) or not IN_TABLE.match(state.src, position):
            break
        last = first
        while last < end and not state.isEmpty(last) and state.sCount[last] >= state.blkIndent:
            last += 1
        depth += open_tables(state.getLines(first, last, 0, False))
    if last != state.line:
        state.line = token.map[1] = last
        token.content = state.getLines(token.map[0], last, state.blkIndent, True)


def open_tables(html: str) -> int:
    """How many more tables begin than end here."""
    folded = html.lower()
    return folded.count("<table") - folded.count("</table")


def parted_link(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    """A link or image with a blank before its target or label, or with blanks in its target."""
    start = state.pos
    bang = state.src.startswith("![", start)
    if not bang and state.src[start] != "[":
        return False
    label_end = state.md.helpers.parseLinkLabel(state, start + bang, not bang)
    if label_end < 0:
        return False
    gap = label_end + 1
    after = gap
    while after < state.posMax and state.src[after] in " \n":
        after += 1
    if after >= state.posMax or state.src[after] not in "([" or state.src.count("\n", gap, after) > 1:
        return False
    found = parted_target(state, gap, after) if state.src[after] == "(" else parted_label(state, gap, after)
    if found is None:
        return False
    target, title, end = found
    if not silent:
        push_link(state, (start + bang + 1, label_end), target, title)
        state.tokens[-1].meta["parted"] = True
    state.pos = end
    return True


def parted_target(state: StateInline, gap: int, after: int) -> tuple[str, str, int] | None:
    """Target, title and end of `(…)` when only the blanks keep it from being a link."""
    match = SPACED_TARGET.match(state.src, after, min(state.posMax, after + LONGEST_TARGET)) if gap == after else None
    if match:
        # Behind a blank, a target with blanks of its own would be a sentence in brackets.
        target, title, end = match["target"].strip(), match["title"] or "", match.end()
    elif gap == after:
        return None
    else:
        found = state.md.helpers.parseLinkDestination(state.src, after + 1, state.posMax)
        rest = TARGET_END.match(state.src, found.pos, state.posMax) if found.ok else None
        if not rest:
            return None
        target, title, end = found.str, rest["title"] or "", rest.end()
    return (unescapeAll(target), title, end) if LOOKS_LIKE_TARGET.match(target) else None


def parted_label(state: StateInline, gap: int, after: int) -> tuple[str, str, int] | None:
    """Target, title and end of ` [label]` when the label is defined."""
    if gap == after:
        return None
    end = state.md.helpers.parseLinkLabel(state, after)
    label = state.src[after + 1 : end] if end >= 0 else ""
    reference: Any = state.env.get("references", {}).get(normalizeReference(label)) if label.strip() else None
    return (reference["href"], reference["title"], end + 1) if reference else None


def push_link(state: StateInline, label: tuple[int, int], target: str, title: str) -> None:
    """The tokens markdown-it itself would push for this link or image."""
    attributes: dict[str, str | int | float] = {"title": title} if title else {}
    if state.src[state.pos] == "!":
        token = state.push("image", "img", 0)
        token.content, token.children = state.src[label[0] : label[1]], []
        state.md.inline.parse(token.content, state.md, state.env, token.children)
        token.attrs = {"src": target, "alt": "", **attributes}
        return
    maximum = state.posMax
    state.pos, state.posMax = label
    state.push("link_open", "a", 1).attrs = {"href": target, **attributes}
    state.linkLevel += 1
    state.md.inline.tokenize(state)
    state.linkLevel -= 1
    state.push("link_close", "a", -1)
    state.posMax = maximum
