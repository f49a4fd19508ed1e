"""Rules that mend what machine translation did to the text: glued words and bold that shows its stars."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from itertools import pairwise

from helpdesk.articles import findings
from helpdesk.articles.inline import merged
from helpdesk.articles.log import Log
from helpdesk.articles.nodes import CodeSpan, Hyperlink, Inline, Inlines, Styled, Text, Where

WORD = re.compile(r"[^\W\d_]+")
# Words of one letter in the languages of these articles; any other single letter is an ending, as in `)s`.
ONE_LETTER = frozenset("youwzàèé")
# The rest of a word that translation split, not a word.
SPLIT_WORDS = {"ge"}
# Scripts that write words without blanks between them.
NO_BLANKS = ("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR", "IDEOGRAPHIC")
# `__Server Explorer__met`: bold by underscores, glued to the next word.
GLUED_UNDERSCORES = re.compile(r"(?<!\w)__([^\s_](?:[^\n_]|_(?!_))*[^\s_])__(?=[^\W\d_]{2})")
PICTURE = re.compile(r"\.(?:png|jpe?g|gif|svg)\Z", re.IGNORECASE)
UNDEFINED_LINK = re.compile(r"\[(?P<text>[^\[\]\n]{1,200})\]\s?\[(?P<label>[^\[\]\n]{0,200})\]")


def mended(children: Inlines, log: Log) -> Inlines:
    """The nodes with stray stars made bold and a blank between glued words."""
    if all(
        isinstance(child, CodeSpan) or (isinstance(child, Text) and "**" not in child.text and "__" not in child.text)
        for child in children
    ):
        return children
    return parted(tuple(starred(parted(children, log), log)), log)


def starred(children: Inlines, log: Log) -> list[Inline]:
    """Stars that still show become bold: `**Azure (x)**en` was bold to the old renderer, whatever stood beside it."""
    result: list[Inline] = []
    nodes = [
        replace(child, children=tuple(starred(child.children, log))) if isinstance(child, Hyperlink) else child
        for child in children
    ]
    pieces = [piece for node in nodes for piece in star_pieces(node)]
    opened = -1
    for piece in pieces:
        if piece != "**":
            assert not isinstance(piece, str)
            result.append(piece)
        elif opened >= 0 and any(not isinstance(node, Text) or node.text.strip() for node in result[opened + 1 :]):
            inner = tuple(merged(result[opened + 1 :]))
            del result[opened:]
            result.append(Styled("strong", unstyled(inner)))
            log.did("stray-bold")
            opened = -1
        else:
            opened = len(result) if opened < 0 else opened
            result.append(Text("**", first_where(children)))
    return merged(result)


def star_pieces(node: Inline) -> list[Inline | str]:
    """The node, or its text parted at each pair of stars."""
    text = GLUED_UNDERSCORES.sub(r"**\1**", node.text) if isinstance(node, Text) else ""
    if not isinstance(node, Text) or "**" not in text:
        return [node]
    parts = re.split(r"(?<!\*)\*\*(?!\*)", text)
    result: list[Inline | str] = []
    line = node.where.line
    for at, part in enumerate(parts):
        if at:
            result.append("**")
        if part:
            result.append(Text(part, Where(node.where.source, line)))
        line += part.count("\n")
    return result


def unstyled(children: Inlines) -> Inlines:
    """The nodes with bold inside of bold undone."""
    result: list[Inline] = []
    for child in children:
        if isinstance(child, Styled) and child.tag == "strong":
            result.extend(child.children)
        else:
            result.append(child)
    return tuple(merged(result))


def first_where(children: Inlines) -> Where:
    """Where the nodes start."""
    return next(child.where for child in children if isinstance(child, Text))


def parted(children: Inlines, log: Log) -> Inlines:
    """The nodes with a blank between a link or bold text and the word glued to it."""
    result: list[Inline] = []
    for child in children:
        last = result[-1] if result else None
        if isinstance(child, Text) and isinstance(last, Hyperlink | Styled) and (word := glued_word(child.text)):
            what = "link" if isinstance(last, Hyperlink) else "bold text"
            if isinstance(last, Hyperlink) or last.tag == "strong":
                log.did("part-words")
                log.doubt(findings.GLUED, "part-words", child.where, word=word, what=what)
                child = replace(child, text=" " + child.text)  # noqa: PLW2901 - the same node, mended
        result.append(child)
    return tuple(result)


def glued_word(text: str) -> str:
    """The word the text starts with, when a blank before it is missing."""
    match = WORD.match(text)
    word = match[0].lower() if match else ""
    if not match or word in SPLIT_WORDS or (len(word) == 1 and word not in ONE_LETTER):
        return ""
    return "" if unicodedata.name(text[0], "").startswith(NO_BLANKS) else match[0]


def report_undefined(children: Inlines, log: Log) -> None:
    """A Finding for every link that has lost its definition, and for every picture that became a link."""
    for before, child in pairwise(children):
        parted_bang = isinstance(before, Text) and before.text.endswith("! ")
        if parted_bang and isinstance(child, Hyperlink) and PICTURE.search(child.target):
            log.doubt(findings.PARTED_PICTURE, "check-picture", child.where, target=child.target)
    for child in children:
        if isinstance(child, Text) and ("][" in child.text or "] [" in child.text):
            for match in UNDEFINED_LINK.finditer(child.text):
                line = child.where.line + child.text.count("\n", 0, match.start())
                log.doubt(findings.UNDEFINED, "check-reference", Where(child.where.source, line), text=match[0])
