"""The text of a Page with everything blanked in which a link is not a link; offsets stay as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from helpdesk.frontmatter import FENCED
from helpdesk.links.markdown.code import Code
from helpdesk.links.markdown.dialect import Dialect
from helpdesk.links.markdown.layout import Layout, layout_of

# markdown.util.BLOCK_LEVEL_ELEMENTS without those that are raw whatever they hold.
BLOCK_TAG = re.compile(
    r"<(address|article|aside|blockquote|body|canvas|center|colgroup|dd|details|div|dl|dt|fieldset|figcaption"
    r"|figure|footer|form|frameset|h[1-6]|header|hgroup|html|iframe|legend|li|main|map|math|menu|nav|noframes"
    r"|noscript|object|ol|output|p|pre|progress|section|summary|table|tbody|td|tfoot|th|thead|tr|ul|video"
    r"|audio|svg)(?=[\s>/])([^<>]*)>",
    re.IGNORECASE,
)


# What stands in these is never Markdown, whatever their attributes say.
NEVER_MARKDOWN = frozenset(("canvas", "math", "option", "pre"))
MARKDOWN = re.compile(r"\smarkdown(?=[\s=/]|\Z)(?:\s*=\s*[\"']?([^\s\"'/]*))?")
# How MkDocs recognises settings at the top of a Page that has no front matter (mkdocs.utils.meta).
SETTINGS = re.compile(r"(?:[ ]{0,3}[A-Za-z0-9_-]+:[^\n]*\n(?:(?: {4}|\t)[^\n]*\n)*)+(?:[ \t\r]*\n)?")


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


# As pymdownx.arithmatex has them, none longer than a page; a dollar sign beside a blank is money.
FORMULA = re.compile(
    r"(?<![\\$])(?:\$\$(?:\\.|[^\\$\n]|\n(?!\s*\n)){1,2000}\$\$|\$(?![\s$])(?:\\.|[^\\$\n]|\n(?!\s*\n)){1,2000}(?<!\s)\$"
    r"|\\\((?:\\[^)]|[^\\\n]|\n(?!\s*\n)){1,2000}?\\\)|(?:\A|(?<=\n\n))\\\[(?:\\[^\]]|[^\\\n]|\n(?!\s*\n)){1,2000}?\\\][ \t]*$)",
    re.MULTILINE,
)
ABBREVIATION = re.compile(r"^ {0,3}\*\[[^\]\n\\]*\] ?:[^\n]*", re.MULTILINE)


def masks_of(text: str, dialect: Dialect) -> Masks:
    """The views of a Page's text."""
    front = front_matter_end(text)
    code = Code(text, front)
    # Not with blanks: a line that starts with code must not look indented, nor a link on code empty.
    html = blanked(blanked(text, [(0, front), *code.fenced] if front else code.fenced), code.inline, "x")
    if dialect.remarks and "{>>" in html:
        html = blanked(html, [*enclosed(html, "{>>", "<<}")], "x")
    if dialect.math and ("$" in html or "\\" in html):
        html = blanked(html, [found.span() for found in FORMULA.finditer(html)], "x")
    if dialect.abbreviations and "*[" in html:
        html = blanked(html, [found.span() for found in ABBREVIATION.finditer(html)])
    layout = layout_of(html, dialect.list_indent)
    markdown = html = blanked(html, layout.code)
    if "<" in html and (raw := list(block_spans(html, markdown_in_html=dialect.markdown_in_html))):
        markdown = blanked(html, raw)
        layout = layout_of(markdown, dialect.list_indent)
    if "<template" in html:
        html = blanked(html, [*enclosed(html, "<template", "</template")])
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


def enclosed(text: str, start: str, end: str) -> Iterator[tuple[int, int]]:
    """What stands from one sign to the next of another, signs included; nothing where the end is missing."""
    at = text.find(start)
    while at >= 0 and (stop := text.find(end, at)) >= 0:
        yield at, stop + len(end)
        at = text.find(start, stop)


def front_matter_end(text: str) -> int:
    """Where the front matter ends; YAML that is no mapping is text to MkDocs."""
    matter = FENCED.match(text)
    if matter:
        return matter.end() if ":" in (matter["yaml"] or ":") else 0
    settings = SETTINGS.match(text)
    return settings.end() if settings else 0


def block_spans(text: str, *, markdown_in_html: bool) -> list[tuple[int, int]]:
    """Raw HTML blocks, in which Markdown is plain text; those with a `markdown` attribute are not raw."""
    spans: list[tuple[int, int]] = []
    # Inside an element with Markdown every block is raw again, wherever on the line it begins.
    position, inside = 0, 0
    while tag := BLOCK_TAG.search(text, position):
        position = tag.end()
        line = text.rfind("\n", 0, tag.start()) + 1
        if tag.start() >= inside and (tag.start() - line > 3 or text[line : tag.start()].strip(" ")):
            continue
        if markdown_in_html and is_markdown(tag):
            if tag.start() >= inside:
                inside = closing_end(text, tag)
            continue
        if tag[2].endswith("/"):
            continue
        end = closing_end(text, tag)
        spans.append((tag.start(), end))
        position = end
    return spans


def is_markdown(tag: re.Match[str]) -> bool:
    """Whether the element says that Markdown stands in it."""
    attribute = MARKDOWN.search(tag[2])
    if attribute is None or tag[1].lower() in NEVER_MARKDOWN:
        return False
    return (attribute[1] or "1").lower() in ("1", "block", "span", "markdown")


def closing_end(text: str, tag: re.Match[str]) -> int:
    """Where the element that the tag opens is closed, equal elements inside counted; the end of the text if never."""
    depth = 1
    for other in re.compile(rf"<(/?){tag[1]}(?=[\s>/])", re.IGNORECASE).finditer(text, tag.end()):
        depth += -1 if other[1] else 1
        if depth == 0:
            end = text.find(">", other.end())
            return end + 1 if end >= 0 else len(text)
    return len(text)
