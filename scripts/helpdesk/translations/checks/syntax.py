"""Words that became syntax: "3. Partei" at the start of a line is a list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from helpdesk.blocks import Block
from helpdesk.translations.checks import kinds
from helpdesk.translations.checks.pairs import Pair, Problem, problem
from helpdesk.translations.track import BlockState, Entry

BECAME = {
    "li": "a list item",
    "heading": "a heading",
    "dd": "a definition",
    "reference": "an address",
    "footnote": "a footnote",
}
FORMS = {**BECAME, "p": "a paragraph", "cell": "a cell of a table", "dt": "a term"}
NUMBERED = re.compile(r"(?P<number>\d+)[.)]\Z")
RUNNING = frozenset({"p", "li", "dd", "cell"})
UNREAL = (BlockState.MISSING, BlockState.EXTRA, BlockState.ORPHAN)
# A mark that only works without a blank beside it: "** text**" shows its stars.
CODE = re.compile(r"`[^`\n]*`")
STARS = re.compile(r"(?<![*\\])\*\*(?!\*)")
BEFORE_BLANK = re.compile(r"\*\*\s")
SPACED_LINK = re.compile(r"\][ \t]+\((?=[^\s()]*[./#][^\s()]*\))")
FULL_WIDTH_LINK = re.compile(r"\]（[^（）\s\[]*[./#][^（）\s]*）")


def turned(entries: Sequence[Entry], targets: Sequence[Block]) -> Iterator[tuple[Entry, Block, Problem]]:
    """Blocks of a Translation that are another syntax than their source, most of them by accident."""
    places: dict[int, int] = {}
    for before, entry in zip((None, *entries), entries, strict=False):
        if entry.source is not None and entry.source.family == entry.block.family:
            continue
        source, target = missing_source(before, entry), entry.target
        if source is None or target is None or target.family == source.family:
            continue
        places = places or {id(block): at for at, block in enumerate(targets)}
        sign = target.marker.rpartition("\n")[2].strip() or target.body[:4]
        is_pair = entry.source is not None
        if target.family in BECAME and looks_like_words(target, sign) and stands_alone(targets, places[id(target)]):
            yield entry, target, became(source, target, sign)
        elif is_pair and target.family in FORMS:
            yield entry, target, problem(kinds.SHAPE, theirs=FORMS[source.family], mine=FORMS[target.family])


def missing_source(before: Entry | None, entry: Entry) -> Block | None:
    """The source paragraph that this Block seems to be the translation of."""
    if entry.source is not None and entry.target is not None:
        return entry.source if entry.source.family in RUNNING else None
    if entry.state not in UNREAL or entry.source is not None or before is None or before.target is not None:
        return None
    return before.source if before.source is not None and before.source.family in RUNNING else None


def looks_like_words(target: Block, sign: str) -> bool:
    """Whether the sign may belong to a sentence: "3." and not the first of a list, "#1", "+31", "- "."""
    if target.family == "heading":
        return sign == "#" and target.marker.endswith("#")
    number = NUMBERED.match(sign)
    return number is None or number["number"] != "1"


def stands_alone(targets: Sequence[Block], at: int) -> bool:
    """Whether no Block of the same family is next to it: a list by accident has one item."""
    if targets[at].family == "heading":
        return True
    near = [targets[place].family for place in (at - 1, at + 1) if 0 <= place < len(targets)]
    return targets[at].family not in near


def became(source: Block, target: Block, sign: str) -> Problem:
    """The Problem with what a writer must type."""
    escaped = re.sub(r"([.)#+*=:>-])", r"\\\1", sign, count=1)
    return problem(kinds.SYNTAX, mine=sign, became=BECAME[target.family], theirs=FORMS[source.family], escaped=escaped)


def shown_marks(pair: Pair) -> Iterator[Problem]:
    """Marks that readers see because a blank or a full-width sign keeps Markdown from reading them."""
    if "**" not in pair.target.text and "]" not in pair.target.text:
        return
    body = pair.target.body
    has_link = "] " in body or "]\t" in body or "]（" in body
    has_stars = BEFORE_BLANK.search(body) is not None
    if not has_link and not has_stars:
        return
    body = CODE.sub("x", body)
    theirs = CODE.sub("x", pair.source.body)
    if has_stars and opens_on_blank(body) and not opens_on_blank(theirs):
        yield problem(kinds.BROKEN, mine='"**"', why="a blank stands behind it")
    for pattern, mine, why in (
        (SPACED_LINK, "](", "a blank stands between its two halves"),
        (FULL_WIDTH_LINK, "]（", "a link's address stands in half-width brackets"),
    ):
        if has_link and pattern.search(body) and not pattern.search(theirs):
            yield problem(kinds.BROKEN, mine=f'"{mine}"', why=why)


def opens_on_blank(body: str) -> bool:
    """Whether bold text starts with a blank, so that its stars are shown: of each two marks the first opens."""
    marks = list(STARS.finditer(body))
    return len(marks) % 2 == 0 and any(body[mark.end() : mark.end() + 1].isspace() for mark in marks[::2])
