"""Links written with brackets: inline, by reference, and the definitions of references."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from helpdesk.links.addresses import leads_outside
from helpdesk.links.markdown.rounds import Rounds
from helpdesk.links.markup import attribute_text
from helpdesk.links.model import IMAGE, LINK, NAME

PARAGRAPH_END = re.compile(r"\n[ \t>]*\n")
DEFINITION = re.compile(r"\[([^\[\]\n]+)\]:[ \t]*(?:\n[ \t]*)?(\S+)[ \t]*(?:\n?[ \t]*(?:\"[^\n]*\"|'[^\n]*'|\([^\n]*\))[ \t]*)?(?=\n|\Z)")  # fmt: skip
DEFINITION_LEAD = re.compile(r"[ \t>]*\Z")
PLAIN = re.compile(r"\(\s*([^\s()<>\"'\\]*)\s*\)")
ANGLE = re.compile(r"\(\s*<([^<>]*)>\s*(?:'[^']*'\s*|\"[^\"]*\"\s*)?\)")
SECOND = re.compile(r"\s?\[([^\]\n]*(?:\n(?!\s*\n)[^\]\n]*)?)\]")
# What stands in longer brackets is no name; without a limit, brackets in brackets would be read over and over.
LONGEST_NAME = 5000
BLANKS = re.compile(r"\s+")
# A name, not an index, a range of letters or a regular expression: `[text][azure-portal]`, not `[a-z][0-9]`.
LIKE_A_NAME = re.compile(r"(?=[^\n]*[^\W\d])(?!\w-\w$)\w[\w .:/&'-]*\w", re.DOTALL)
BARE_AMPERSAND = re.compile(r"&(?!(?:#[0-9]+|#x[0-9a-f]+|[0-9a-z]+);)", re.IGNORECASE)
PATH = re.compile(r"[^?#]*(?:&#[^?#]*)*")
ESCAPED = re.compile(r"\\([\\`*_{}\[\]()>#+\-.!])")

LISTED = re.compile(r"\{:?[ ]*(?:[^{}\n]*?[ ])?(href|src)=(?:\"([^\"{}\n]*)\"|'([^'{}\n]*)'|([^\s{}\"']+))[^{}\n]*\}")


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


def inline_targets(masked: str, text: str, *, lists: bool = False) -> tuple[list[Target], dict[str, str]]:
    """All targets in order, and the reference definitions that the text holds.

    A definition counts as a Link where it stands, once, when the text uses it. A reference without a definition
    is a Link of the kind NAME. `lists` says that an attribute list may give a reference another address.
    """
    if "[" not in masked:
        return [], {}
    defined: set[int] = set()
    definitions = definitions_of(masked, text, defined) if "]:" in masked else {}
    brackets = Brackets(masked, text, definitions, lists=lists)
    targets = outermost(brackets.spans(defined))
    used = brackets.used
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
        written = text[start:end]
        start, end = end - len(written.lstrip("<")), start + len(written.rstrip(">"))
        if start > end:
            continue
        definitions[match[1].strip().lower()] = Target(start, end, LINK, cleaned(text[start:end]))
    return definitions


class Brackets:
    """The links of one text, and what the definitions they use are for."""

    __slots__ = ("breaks", "definitions", "lists", "masked", "rounds", "text", "used")

    def __init__(self, masked: str, text: str, definitions: dict[str, Target], *, lists: bool) -> None:
        self.masked, self.text, self.definitions, self.lists = masked, text, definitions, lists
        self.used: dict[str, str] = {}
        self.rounds = Rounds(masked)
        self.breaks: list[int] | None = None

    def spans(self, defined: set[int]) -> list[Span]:
        """The links in the order of their closing brackets.

        `defined` is where the brackets of definitions stand: those are no links.
        """
        masked = self.masked
        spans: list[Span] = []
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
                    if self.is_broken(start, closing):
                        stack.clear()  # an end of a paragraph ends every bracket that is open in it
                    elif span := self.span(start, closing + 1):
                        spans.append(span)
            closing = masked.find("]", closing + 1)
        return spans

    def is_broken(self, start: int, end: int) -> bool:
        """Whether a paragraph ends between two places."""
        if self.breaks is None:
            if self.masked.find("\n", start, end) < 0:
                return False
            self.breaks = [match.end() for match in PARAGRAPH_END.finditer(self.masked)]
        first = bisect_right(self.breaks, start)
        return first < len(self.breaks) and self.breaks[first] <= end

    def span(self, opening: int, end: int) -> Span | None:
        """The link whose brackets these are, the end excluded; None when they are only brackets."""
        masked = self.masked
        kind, whole = LINK, opening
        if opening and masked[opening - 1] == "!" and not is_escaped(masked, opening - 1):
            kind, whole = IMAGE, opening - 1
        following = masked[end : end + 1]
        if following == "(":
            if plain := PLAIN.match(masked, end):  # nearly every one
                start, stop = plain.span(1)
                return whole, -plain.end(), Target(start, stop, kind, cleaned(self.text[start:stop]))
            if place := destination(self.rounds, self.text, end):
                start, stop, after = place
                return whole, -after, Target(start, stop, kind, cleaned(self.text[start:stop]))
            return None
        second = SECOND.match(masked, end) if following == "[" or following.isspace() else None
        if end - opening > LONGEST_NAME or not (self.definitions or second):
            return None
        own = asked(masked[opening + 1 : end - 1])
        name = asked(second[1]) or own if second else own
        for wanted, after in (name, second.end() if second else end), (own, end):
            if wanted in self.definitions:
                listed = LISTED.match(masked, after) if self.lists else None
                if listed and listed[1] == ("src" if kind == IMAGE else "href"):
                    start, stop = listed.span(listed.lastindex or 0)
                    return whole, -listed.end(), Target(start, stop, kind, markdown_text(self.text[start:stop]))
                self.used[wanted] = kind if self.used.get(wanted) != LINK else LINK
                return None
        if second and (name.strip() in self.definitions or is_reference(masked, opening, whole, second)):
            start, stop = second.span(1) if second[1].strip() else (opening + 1, end - 1)
            return whole, -second.end(), Target(start, stop, NAME, name)
        return None


def is_escaped(masked: str, at: int) -> bool:
    """Whether an odd number of backslashes stands before the sign."""
    start = at
    while start and masked[start - 1] == "\\":
        start -= 1
    return (at - start) % 2 == 1


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


def destination(rounds: Rounds, text: str, at: int) -> tuple[int, int, int] | None:
    """Start and end of the target in the round brackets that open at `at`, and the end of the brackets.

    The rules are those of Python-Markdown: nested brackets count, blanks may stand in a target, a title stands in
    quotes at the end.
    """
    masked = rounds.text
    if match := ANGLE.match(masked, at):
        start, end = match.span(1)
        return (*trimmed(text, start, end), match.end())
    close = rounds.closing(at)
    if close < 0:
        return None
    start, end = at + 1, at + 1 + without_title(masked[at + 1 : close])
    start, end = trimmed(text, start, end)
    if end - start > 1 and text[start] == "<" and text[end - 1] == ">":
        start, end = start + 1, end - 1
    return start, end, close + 1


def without_title(inner: str) -> int:
    """How much of what stands in the brackets is no title: a title stands at the end, in quotes of one kind."""
    bare = inner.rstrip()
    first = bare.find(bare[-1]) if bare.endswith(('"', "'")) else -1
    return first if 0 <= first < len(bare) - 1 else len(inner)


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
    if "&" not in target:
        return target
    if leads_outside(target):
        return markdown_text(target)
    path = PATH.match(target)[0]  # type: ignore[index]  # it matches any text
    return path + markdown_text(target[len(path) :])


def markdown_text(target: str) -> str:
    """The target with its entities resolved; Markdown escapes a `&` that begins none that ends with a semicolon."""
    return attribute_text(BARE_AMPERSAND.sub("&amp;", target)) if "&" in target else target
