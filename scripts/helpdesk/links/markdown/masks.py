"""The text of a Page with everything blanked in which a link is not a link; offsets stay as they are."""

from __future__ import annotations

import re
from typing import NamedTuple

from helpdesk.frontmatter import FENCED
from helpdesk.links.markdown.code import Code
from helpdesk.links.markdown.layout import Layout, layout_of

# markdown.util.BLOCK_LEVEL_ELEMENTS without those that are raw whatever they hold.
BLOCK_TAG = re.compile(
    r"<(address|article|aside|blockquote|body|canvas|center|colgroup|dd|details|div|dl|dt|fieldset|figcaption"
    r"|figure|footer|form|frameset|h[1-6]|header|hgroup|html|iframe|legend|li|main|map|math|menu|nav|noframes"
    r"|noscript|object|ol|output|p|pre|progress|section|summary|table|tbody|td|tfoot|th|thead|tr|ul|video"
    r"|audio|svg)(?=[\s>/])([^<>]*)>",
    re.IGNORECASE,
)


class Masks(NamedTuple):
    """Three views of one text, all of the same length."""

    html: str
    """Without front matter, code and comments: what stands here as a tag is a tag."""
    markdown: str
    """Also without raw HTML blocks: what stands here as Markdown is Markdown."""
    infos: list[str]
    """What stands behind the opening fences of code blocks."""
    front: int
    """Where the front matter ends."""
    layout: Layout
    """What the lines of `markdown` begin."""


def masks_of(text: str, *, markdown_in_html: bool = False, list_indent: int = 4) -> Masks:
    """The views of a Page's text."""
    matter = FENCED.match(text)
    front = matter.end() if matter else 0
    code = Code(text, front)
    # Not with blanks: a line that starts with code must not look indented, nor a link on code empty.
    html = blanked(blanked(text, [(0, front), *code.fenced] if front else code.fenced), code.inline, "x")
    layout = layout_of(html, list_indent)
    markdown = html = blanked(html, layout.code)
    if "<" in html and (raw := list(block_spans(html, markdown_in_html=markdown_in_html))):
        markdown = blanked(html, raw)
        layout = layout_of(markdown, list_indent)
    return Masks(html, markdown, code.infos, front, layout)


def blanked(text: str, spans: list[tuple[int, int]], sign: str = " ") -> str:
    """The text with the spans replaced by one sign over and over, line ends kept."""
    if not spans:
        return text
    parts, end = [], 0
    for start, stop in spans:
        parts.append(text[end:start])
        inner = text[start:stop]
        parts.append(
            "\n".join([sign * len(line) for line in inner.split("\n")]) if "\n" in inner else sign * len(inner)
        )
        end = stop
    parts.append(text[end:])
    return "".join(parts)


def block_spans(text: str, *, markdown_in_html: bool) -> list[tuple[int, int]]:
    """Raw HTML blocks, in which Markdown is plain text; those with a `markdown` attribute are not raw."""
    spans: list[tuple[int, int]] = []
    position = 0
    while tag := BLOCK_TAG.search(text, position):
        position = tag.end()
        line = text.rfind("\n", 0, tag.start()) + 1
        if tag.start() - line > 3 or text[line : tag.start()].strip(" "):
            continue
        if markdown_in_html and re.search(r"\smarkdown\b", tag[2]):
            continue
        if tag[2].endswith("/"):
            continue
        end = closing_end(text, tag)
        spans.append((tag.start(), end))
        position = end
    return spans


def closing_end(text: str, tag: re.Match[str]) -> int:
    """Where the element that the tag opens is closed, equal elements inside counted; the end of the text if never."""
    depth = 1
    for other in re.compile(rf"<(/?){tag[1]}(?=[\s>/])", re.IGNORECASE).finditer(text, tag.end()):
        depth += -1 if other[1] else 1
        if depth == 0:
            end = text.find(">", other.end())
            return end + 1 if end >= 0 else len(text)
    return len(text)
