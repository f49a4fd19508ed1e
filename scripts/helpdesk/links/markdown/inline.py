"""Links written with brackets: inline, by reference, and the definitions of references."""

from __future__ import annotations

import re
from html import unescape
from typing import NamedTuple

from helpdesk.links.model import Kind

BRACKETS = re.compile(r"\\.|!\[|\[|\]", re.DOTALL)
PARAGRAPH_END = re.compile(r"\n[ \t>]*\n")
DEFINITION = re.compile(r"\[([^\[\]\n]+)\]:[ \t]*(?:\n[ \t]*)?(<[^<>\n]*>|\S+)[ \t]*(?:\n?[ \t]*(?:\"[^\n]*\"|'[^\n]*'|\([^\n]*\))[ \t]*)?(?=\n|\Z)")  # fmt: skip
DEFINITION_LEAD = re.compile(r"[ \t>]*\Z")
PLAIN = re.compile(r"\(\s*([^\s()<>\"'\\]*)\s*\)")
ANGLE = re.compile(r"\(\s*<([^<>]*)>\s*(?:'[^']*'\s*|\"[^\"]*\"\s*)?\)")
TITLE = re.compile(r"\s*(?:\"(?:[^\"]|\"(?!\s*\Z))*\"|'(?:[^']|'(?!\s*\Z))*')\s*\Z")
SECOND = re.compile(r"\s?\[([^\]\n]*(?:\n(?!\s*\n)[^\]\n]*)?)\]")
ROUND = re.compile(r"\\.|\n[ \t>]*\n|\(|\)|\"|'", re.DOTALL)
NEWLINE = re.compile(r"[ ]?\n")
# A name, not an index, a range of letters or a regular expression: `[text][azure-portal]`, not `[a-z][0-9]`.
LIKE_A_NAME = re.compile(r"(?=[^\n]*[^\W\d])(?!\w-\w$)\w[\w .:/&'-]*\w", re.DOTALL)
ESCAPED = re.compile(r"\\([\\`*_{}\[\]()>#+\-.!])")


class Target(NamedTuple):
    """What stands in the brackets of one link."""

    kind: Kind
    text: str
    start: int
    end: int


class Span(NamedTuple):
    """The whole link, to know which one stands inside another."""

    start: int
    end: int
    target: Target


def inline_targets(masked: str, text: str) -> tuple[list[Target], dict[str, str]]:
    """All targets in order, and the reference definitions that the text holds.

    A definition counts as a Link where it stands, once, when the text uses it. A reference without a definition
    is a Link of the kind NAME.
    """
    if "](" not in masked and "][" not in masked and "]:" not in masked and "[" not in masked:
        return [], {}
    defined: set[int] = set()
    definitions = definitions_of(masked, text, defined)
    spans, used = bracket_spans(masked, text, definitions, defined)
    targets = [span.target for span in outermost(spans)]
    targets.extend(target._replace(kind=used[name]) for name, target in definitions.items() if name in used)
    return targets, {name: target.text for name, target in definitions.items()}


def normalised(name: str) -> str:
    """A reference name as Python-Markdown compares it."""
    return " ".join(name.split()).lower()


def definitions_of(masked: str, text: str, places: set[int]) -> dict[str, Target]:
    """The definitions, by normalised name; of two equal names the last one counts, as in Python-Markdown.

    Adds to `places` where the bracket of each stands.
    """
    definitions = {}
    colon = masked.find("]:")
    while colon >= 0:
        start = masked.rfind("[", 0, colon)
        line = masked.rfind("\n", 0, colon) + 1
        lead = start >= line and DEFINITION_LEAD.match(masked, line, start)
        match = DEFINITION.match(masked, start) if lead else None
        colon = masked.find("]:", colon + 2)
        if match is None or match[1].startswith("^"):
            continue
        places.add(match.start())
        start, end = match.span(2)
        if masked[start] == "<" and masked[end - 1] == ">":
            start, end = start + 1, end - 1
        definitions[normalised(match[1])] = Target(Kind.LINK, cleaned(text[start:end]), start, end)
    return definitions


def bracket_spans(
    masked: str, text: str, definitions: dict[str, Target], defined: set[int]
) -> tuple[list[Span], dict[str, Kind]]:
    """The links in the order of their closing brackets, and what the definitions they use are for.

    `defined` is where the brackets of definitions stand: those are no links.
    """
    spans: list[Span] = []
    used: dict[str, Kind] = {}
    stack: list[re.Match[str]] = []
    for match in BRACKETS.finditer(masked):
        written = match[0]
        if written[0] == "\\":
            continue
        if written != "]":
            stack.append(match)
        elif stack:
            opening = stack.pop()
            if opening.start() in defined:
                continue
            if "\n" in masked[opening.end() : match.start()] and PARAGRAPH_END.search(
                masked, opening.end(), match.start()
            ):
                stack.clear()  # an end of a paragraph ends every bracket that is open in it
                continue
            if span := closed_span(masked, text, (opening, match.end()), definitions, used):
                spans.append(span)
    return spans, used


def closed_span(
    masked: str, text: str, bracket: tuple[re.Match[str], int], definitions: dict[str, Target], used: dict[str, Kind]
) -> Span | None:
    """The link whose text ends here; None when these brackets are only brackets."""
    opening, end = bracket
    kind = Kind.IMAGE if opening[0] == "![" else Kind.LINK
    following = masked[end : end + 1]
    if following == "(":
        if place := destination(masked, text, end):
            start, stop, after = place
            return Span(opening.start(), after, Target(kind, cleaned(text[start:stop]), start, stop))
        return None
    own = asked(masked[opening.end() : end - 1])
    second = SECOND.match(masked, end)
    name = asked(second[1]) or own if second else own
    if name in definitions:
        used[name] = kind if used.get(name) is not Kind.LINK else Kind.LINK
    elif own in definitions:
        used[own] = kind if used.get(own) is not Kind.LINK else Kind.LINK
    elif second and (name.strip() in definitions or is_reference(masked, opening, second)):
        start, stop = second.span(1) if second[1].strip() else (opening.end(), end - 1)
        return Span(opening.start(), second.end(), Target(Kind.NAME, name, start, stop))
    return None


def asked(name: str) -> str:
    """A name as a link asks for it: Python-Markdown keeps the blanks at its ends, and so finds nothing."""
    return NEWLINE.sub(" ", name).lower()


def is_reference(masked: str, opening: re.Match[str], second: re.Match[str]) -> bool:
    """Whether two pairs of brackets without a definition were meant as a link: not an index, footnote or range."""
    before = masked[opening.start() - 1] if opening.start() else " "
    name, words = (
        second[1].strip() or masked[opening.end() : second.start() - 1],
        masked[opening.end() : second.start()],
    )
    if before.isalnum() or before in "_)]}$" or second[0][0].isspace():
        return False
    return LIKE_A_NAME.fullmatch(name.strip()) is not None and re.search(r"[^\W\d]", words) is not None


def outermost(spans: list[Span]) -> list[Span]:
    """The links that are not inside another link; a picture may be inside one."""
    kept: list[Span] = []
    limit = -1
    for span in sorted(spans, key=lambda each: (each.start, -each.end)):
        if span.target.kind is Kind.IMAGE or span.start >= limit:
            kept.append(span)
        if span.target.kind is not Kind.IMAGE:
            limit = max(limit, span.end)
    return kept


def destination(masked: str, text: str, at: int) -> tuple[int, int, int] | None:
    """Start and end of the target in the round brackets that open at `at`, and the end of the brackets.

    The rules are those of Python-Markdown: nested brackets count, blanks may stand in a target, a title stands in
    quotes at the end.
    """
    if (match := PLAIN.match(masked, at)) or (match := ANGLE.match(masked, at)):
        start, end = match.span(1)
        return (*trimmed(text, start, end), match.end())
    close = closing_bracket(masked, at)
    if close < 0:
        return None
    inner = masked[at + 1 : close]
    title = TITLE.search(inner)
    start, end = at + 1, at + 1 + (title.start() if title else len(inner))
    start, end = trimmed(text, start, end)
    if end - start > 1 and text[start] == "<" and text[end - 1] == ">":
        start, end = start + 1, end - 1
    return start, end, close + 1


def closing_bracket(masked: str, at: int) -> int:
    """Where the round bracket at `at` is closed, titles left out of the count; -1 when its paragraph ends first."""
    depth, quote = 0, ""
    for match in ROUND.finditer(masked, at):
        sign = match[0]
        if sign[0] == "\n":
            return -1
        if sign in "\"'":
            before = masked[match.start() - 1]
            if quote == sign and re.match(r"\s*\)", masked[match.end() : match.end() + 50]):
                quote = ""
            elif not quote and before.isspace() and masked.find(sign, match.end(), at + 2000) > 0:
                quote = sign
        elif not quote and sign in "()":
            depth += 1 if sign == "(" else -1
            if depth == 0:
                return match.start()
    return closing_bracket_without_title(masked, at) if quote else -1


def closing_bracket_without_title(masked: str, at: int) -> int:
    """The same when a quote turned out to be no title: brackets are simply counted."""
    depth = 0
    for match in ROUND.finditer(masked, at):
        if match[0][0] == "\n":
            return -1
        depth += {"(": 1, ")": -1}.get(match[0], 0)
        if depth == 0:
            return match.start()
    return -1


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the blanks at both ends."""
    inner = text[start:end]
    start += len(inner) - len(inner.lstrip())
    return start, start + len(inner.strip())


def cleaned(target: str) -> str:
    """The target as it goes into the HTML: escapes and entities resolved."""
    if "\\" in target:
        target = ESCAPED.sub(r"\1", target)
    return unescape(target) if "&" in target else target
