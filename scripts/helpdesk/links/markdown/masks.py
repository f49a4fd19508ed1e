"""The text of a Page with everything blanked in which a link is not a link; offsets stay as they are."""

from __future__ import annotations

import re
from typing import NamedTuple

from helpdesk.frontmatter import FENCED

# Each alternative starts with one plain sign, outside any group: only then does `re` skip to the next such sign at once.
TOKENS = re.compile(r"``*|~~~+|<!--|\\[\\`]|<(?P<raw>script|style|textarea)\b", re.IGNORECASE)
LEAD = re.compile(r"[ \t>]*")
INFO = re.compile(r"[^`\n]*$", re.MULTILINE)
PARAGRAPH_END = re.compile(r"\n[ \t>]*(?=\n)|\n(?=[ \t>]*(?:```|~~~|#{1,6}[ \t]))")
INDENTED = re.compile(r"\n[ \t>]*\n(?: {4}| {0,3}\t)")
OPENER = r"(?:[-*+]|\d+[.)])(?=[ \t]|$)|!!!|\?\?\?|===[!+]{0,2}[ \t]|:[ \t]|\[\^[^\]\n]+\]:"
FIRST_OPENS = re.compile(rf"[ \t]*(?:{OPENER})", re.MULTILINE)
# The start of a paragraph, and any line that opens a list item, a box or the like.
LAYOUT = re.compile(
    rf"\n[ \t>]*\n(?P<first>[ \t]*)(?=[^\s>])(?P<opens>{OPENER})?|\n(?P<lead>[ \t]*)(?:{OPENER})", re.MULTILINE
)
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


def masks_of(text: str, *, markdown_in_html: bool = False, list_indent: int = 4) -> Masks:
    """The views of a Page's text."""
    infos: list[str] = []
    inline: list[tuple[int, int]] = []
    html = blanked(text, fenced_spans(text, infos, inline))
    # Not with blanks: a line that starts with code must not look indented, nor a link on code empty.
    html = blanked(html, inline, "x")
    if INDENTED.search(html):
        html = blanked(html, indented_spans(html, list_indent))
    raw = list(block_spans(html, markdown_in_html=markdown_in_html)) if "<" in html else []
    return Masks(html, blanked(html, raw) if raw else html, infos)


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


def fenced_spans(text: str, infos: list[str], inline: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Front matter and fences, in order; adds the fences' info texts, and what stands inside lines, to the lists.

    Inside lines stand code spans, comments, and the text of scripts and the like.
    """
    spans: list[tuple[int, int]] = []
    position = 0
    if front := FENCED.match(text):
        position = front.end()
        spans.append((0, position))
    while token := TOKENS.search(text, position):
        position = token.end()
        first = text[token.start()]
        if first in "`~":
            if (end := fence_end(text, token, infos)) >= 0:
                spans.append((token.start(), end))
                position = end
            elif first == "`" and (end := code_span_end(text, token)) >= 0:
                inline.append((token.start(), end))
                position = end
        elif token[0] == "<!--":
            closing = text.find("-->", position)
            if closing >= 0:
                position = closing + 3
                inline.append((token.start(), position))
        elif first == "<" and (span := raw_span(text, token)):
            inline.append(span)
            position = span[1]
    return spans


def raw_span(text: str, token: re.Match[str]) -> tuple[int, int] | None:
    """The content of a script, style sheet or text field; None when its end is missing."""
    start = text.find(">", token.end()) + 1
    closed = re.compile(rf"</{token['raw']}\s*>", re.IGNORECASE).search(text, start) if start else None
    return (start, closed.start()) if closed else None


def fence_end(text: str, token: re.Match[str], infos: list[str]) -> int:
    """Where the fenced block ends, its info text added to `infos`; -1 when it is no fence, or nothing closes it."""
    ticks = token[0]
    line = text.rfind("\n", 0, token.start()) + 1
    lead = LEAD.match(text, line)
    info = INFO.match(text, token.end())
    if len(ticks) < 3 or lead is None or lead.end() != token.start() or info is None:
        return -1
    closing = re.compile(rf"\n[ \t>]*{re.escape(ticks[0])}{{{len(ticks)},}}[ \t]*(?=\n|\Z)")
    closed = closing.search(text, token.end())
    if closed is None:
        return -1
    infos.append(info[0])
    return closed.end()


def code_span_end(text: str, token: re.Match[str]) -> int:
    """Where the code span ends; -1 when the paragraph ends first."""
    if token.end() - token.start() == 1:  # nearly every one: a tick on the same line
        end = text.find("`", token.end())
        if end < 0:
            return -1
        if text[end + 1 : end + 2] != "`" and "\n" not in text[token.end() : end]:
            return end + 1
    paragraph = PARAGRAPH_END.search(text, token.end())
    limit = paragraph.start() if paragraph else len(text)
    closed = re.compile(rf"(?<!`)`{{{len(token[0])}}}(?!`)").search(text, token.end(), limit)
    return closed.end() if closed else -1


def indented_spans(text: str, unit: int) -> list[tuple[int, int]]:
    """The lines that are code because they stand four deeper than the list item or box they are in.

    `unit` is how far the content of a list item is indented: four columns in Python-Markdown.
    """
    spans: list[tuple[int, int]] = []
    containers, position = 1 if FIRST_OPENS.match(text) else 0, 0
    while match := LAYOUT.search(text, position):
        lead = match["first"] if match["first"] is not None else match["lead"]
        columns = len(lead.expandtabs(4)) if "\t" in lead else len(lead)
        level, deep = columns // unit, containers * unit + 4
        if match["first"] is not None and columns >= deep:
            start = text.rfind("\n", 0, match.end()) + 1
            position = code_end(text, match.end(), deep)
            spans.append((start, position))
            continue
        if match["first"] is not None:
            containers = min(containers, level)
        if match["lead"] is not None or match["opens"]:
            containers = min(level, containers) + 1
        # The line end that starts the next match may be the one after a line that was matched whole.
        position = match.end()
    return spans


def code_end(text: str, start: int, deep: int) -> int:
    """Where the first line begins that is not blank and less deep than that many columns."""
    shallow = re.compile(rf"\n(?!(?: {{4}}| {{0,3}}\t){{{deep // 4}}})[ \t]*[^\s]").search(text, start)
    return shallow.start() if shallow else len(text)


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
