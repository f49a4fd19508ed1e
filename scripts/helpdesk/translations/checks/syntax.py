"""Words that became syntax: "3. Partei" at the start of a line is a list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from helpdesk.blocks import Block
from helpdesk.translations.checks import kinds
from helpdesk.translations.checks.pairs import Problem, problem
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
FENCE = re.compile(r"[ \t>]*(?:`{3,}|~{3,})")


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
        if target.family == "code" and not FENCE.match(target.text):
            yield entry, target, problem(kinds.INDENTED, theirs=FORMS[source.family])
            continue
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
