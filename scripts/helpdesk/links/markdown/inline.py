"""Links written with brackets: inline, by reference, and the definitions of references."""

from __future__ import annotations

import re
from html import unescape
from typing import NamedTuple

from helpdesk.links.addresses import leads_outside
from helpdesk.links.model import IMAGE, LINK, NAME

PARAGRAPH_END = re.compile(r"\n[ \t>]*\n")
DEFINITION = re.compile(r"\[([^\[\]\n]+)\]:[ \t]*(?:\n[ \t]*)?(<[^<>\n]*>|\S+)[ \t]*(?:\n?[ \t]*(?:\"[^\n]*\"|'[^\n]*'|\([^\n]*\))[ \t]*)?(?=\n|\Z)")  # fmt: skip
DEFINITION_LEAD = re.compile(r"[ \t>]*\Z")
PLAIN = re.compile(r"\(\s*([^\s()<>\"'\\]*)\s*\)")
ANGLE = re.compile(r"\(\s*<([^<>]*)>\s*(?:'[^']*'\s*|\"[^\"]*\"\s*)?\)")
TITLE = re.compile(r"\s*(?:\"(?:[^\"]|\"(?!\s*\Z))*\"|'(?:[^']|'(?!\s*\Z))*')\s*\Z")
SECOND = re.compile(r"\s?\[([^\]\n]*(?:\n(?!\s*\n)[^\]\n]*)?)\]")
ROUND = re.compile(r"\\.|\n[ \t>]*\n|\(|\)|\"|'", re.DOTALL)
BLANKS = re.compile(r"\s+")
# A name, not an index, a range of letters or a regular expression: `[text][azure-portal]`, not `[a-z][0-9]`.
LIKE_A_NAME = re.compile(r"(?=[^\n]*[^\W\d])(?!\w-\w$)\w[\w .:/&'-]*\w", re.DOTALL)
PATH = re.compile(r"[^?#]*(?:&#[^?#]*)*")
ESCAPED = re.compile(r"\\([\\`*_{}\[\]()>#+\-.!])")


class Target(NamedTuple):
    """What one link leads to, and where that is written."""

    start: int
    end: int
    kind: str
    """The value of a Kind."""
    text: str
    """As a browser reads it."""
    raw: bool = False
    """Whether it stands in raw HTML."""


Span = tuple[int, int, Target]
"""A whole link, to know which one stands inside another: where it starts, its end as a negative number, its Target."""


def inline_targets(masked: str, text: str) -> tuple[list[Target], dict[str, str]]:
    """All targets in order, and the reference definitions that the text holds.

    A definition counts as a Link where it stands, once, when the text uses it. A reference without a definition
    is a Link of the kind NAME.
    """
    if "[" not in masked:
        return [], {}
    defined: set[int] = set()
    definitions = definitions_of(masked, text, defined) if "]:" in masked else {}
    spans, used = bracket_spans(masked, text, definitions, defined)
    targets = outermost(spans)
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
        definitions[match[1].strip().lower()] = Target(start, end, LINK, cleaned(text[start:end]))
    return definitions


def bracket_spans(
    masked: str, text: str, definitions: dict[str, Target], defined: set[int]
) -> tuple[list[Span], dict[str, str]]:
    """The links in the order of their closing brackets, and what the definitions they use are for.

    `defined` is where the brackets of definitions stand: those are no links.
    """
    spans: list[Span] = []
    used: dict[str, str] = {}
    stack: list[int] = []
    opening, closing = masked.find("["), masked.find("]")
    while closing >= 0:
        if 0 <= opening < closing:
            if masked[opening - 1] != "\\" or not is_escaped(masked, opening):
                stack.append(opening)
            opening = masked.find("[", opening + 1)
            continue
        if stack and (masked[closing - 1] != "\\" or not is_escaped(masked, closing)):
            start = stack.pop()
            if start not in defined:
                if masked.find("\n", start, closing) >= 0 and PARAGRAPH_END.search(masked, start, closing):
                    stack.clear()  # an end of a paragraph ends every bracket that is open in it
                elif span := closed_span(masked, text, (start, closing + 1), definitions, used):
                    spans.append(span)
        closing = masked.find("]", closing + 1)
    return spans, used


def is_escaped(masked: str, at: int) -> bool:
    """Whether an odd number of backslashes stands before the sign."""
    start = at
    while start and masked[start - 1] == "\\":
        start -= 1
    return (at - start) % 2 == 1


def closed_span(
    masked: str, text: str, bracket: tuple[int, int], definitions: dict[str, Target], used: dict[str, str]
) -> Span | None:
    """The link whose brackets these are, the end excluded; None when they are only brackets."""
    opening, end = bracket
    kind, whole = LINK, opening
    if opening and masked[opening - 1] == "!" and not is_escaped(masked, opening - 1):
        kind, whole = IMAGE, opening - 1
    following = masked[end : end + 1]
    if following == "(":
        if place := destination(masked, text, end):
            start, stop, after = place
            return whole, -after, Target(start, stop, kind, cleaned(text[start:stop]))
        return None
    second = SECOND.match(masked, end) if following == "[" or following.isspace() else None
    if not definitions and not second:
        return None
    own = asked(masked[opening + 1 : end - 1])
    name = asked(second[1]) or own if second else own
    if name in definitions:
        used[name] = kind if used.get(name) != LINK else LINK
    elif own in definitions:
        used[own] = kind if used.get(own) != LINK else LINK
    elif second and (name.strip() in definitions or is_reference(masked, opening, whole, second)):
        start, stop = second.span(1) if second[1].strip() else (opening + 1, end - 1)
        return whole, -second.end(), Target(start, stop, NAME, name)
    return None


def asked(name: str) -> str:
    """A name as a link asks for it: Python-Markdown keeps a blank at its ends, and so finds nothing."""
    return BLANKS.sub(" ", name).lower()


def is_reference(masked: str, opening: int, whole: int, second: re.Match[str]) -> bool:
    """Whether two pairs of brackets without a definition were meant as a link: not an index, footnote or range."""
    before = masked[whole - 1] if whole else " "
    words = masked[opening + 1 : second.start()]
    if before.isalnum() or before in "_)]}$" or second[0][0].isspace():
        return False
    name = second[1].strip() or words[:-1]
    return LIKE_A_NAME.fullmatch(name.strip()) is not None and re.search(r"[^\W\d]", words) is not None


def outermost(spans: list[Span]) -> list[Target]:
    """The links that are not inside another link; a picture may be inside one."""
    kept: list[Target] = []
    limit = -1
    spans.sort()
    for start, end, target in spans:
        if target.kind == IMAGE:
            kept.append(target)
        else:
            if start >= limit:
                kept.append(target)
            limit = max(limit, -end)
    return kept


def destination(masked: str, text: str, at: int) -> tuple[int, int, int] | None:
    """Start and end of the target in the round brackets that open at `at`, and the end of the brackets.

    The rules are those of Python-Markdown: nested brackets count, blanks may stand in a target, a title stands in
    quotes at the end.
    """
    if match := PLAIN.match(masked, at):
        return match.start(1), match.end(1), match.end()
    if match := ANGLE.match(masked, at):
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
    """The target as it goes into the HTML: escapes and entities resolved.

    MkDocs looks for a file before entities are resolved, so in a path of this Site they stay.
    """
    if "\\" in target:
        target = ESCAPED.sub(r"\1", target)
    if "&" not in target or leads_outside(target):
        return unescape(target)
    path = PATH.match(target)[0]  # type: ignore[index]  # it matches any text
    return path + unescape(target[len(path) :])
