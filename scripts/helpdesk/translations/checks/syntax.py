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
    "code": "code",
    "dd": "a definition",
    "reference": "an address",
    "title": "the title of a box",
    "html": "HTML",
    "math": "a formula",
    "abbr": "an abbreviation",
    "footnote": "a footnote",
    "snippet": "a line that takes in another file",
}
RUNNING = frozenset({"p", "li", "dd", "cell"})
UNREAL = (BlockState.MISSING, BlockState.EXTRA, BlockState.ORPHAN)
# A mark that only works without a blank beside it: "** text**" shows its stars.
SPACED_BOLD = re.compile(r"(?<![\w*\\])\*\*[ \u00a0\u3000](?=\S)[^*\n]{1,200}\*\*(?!\*)")
SPACED_LINK = re.compile(r"\][ \t]+\((?=[^\s()]*[./#][^\s()]*\))")
FULL_WIDTH_LINK = re.compile(r"\]（[^（）\s]*[./#][^（）\s]*）")


def turned(entries: Sequence[Entry]) -> Iterator[tuple[Block, Problem]]:
    """Blocks of a Translation that are syntax only by accident, each beside a source paragraph that nothing matches."""
    for before, entry in zip((None, *entries), entries, strict=False):
        source, target = missing_source(before, entry), entry.target
        if source is None or target is None or target.family not in BECAME or target.family == source.family:
            continue
        sign = target.marker.rpartition("\n")[2].strip() or target.body[:4]
        if looks_like_words(target, sign):
            yield target, became(source, target, sign)


def missing_source(before: Entry | None, entry: Entry) -> Block | None:
    """The source paragraph that this Block seems to be the translation of."""
    if entry.source is not None and entry.target is not None:
        return entry.source if entry.source.family in RUNNING else None
    if entry.state not in UNREAL or entry.source is not None or before is None or before.target is not None:
        return None
    return before.source if before.source is not None and before.source.family in RUNNING else None


def looks_like_words(target: Block, sign: str) -> bool:
    """Whether the sign may be part of a sentence: a number that is not the first of a list, "#1", "+31", "- "."""
    return target.family != "li" or not sign.startswith("1.") or len(target.body) > 0


def became(source: Block, target: Block, sign: str) -> Problem:
    """The Problem with what a writer must type."""
    escaped = re.sub(r"([.)#+*=:>-])", r"\\\1", sign, count=1)
    what = {"p": "a paragraph", "li": "a list item", "dd": "a definition", "cell": "a cell"}[source.family]
    return problem(kinds.SYNTAX, mine=sign, became=BECAME[target.family], theirs=what, escaped=escaped)


def shown_marks(pair: Pair) -> Iterator[Problem]:
    """Marks that readers see because a blank or a full-width sign keeps Markdown from reading them."""
    body = re.sub(r"`[^`\n]*`", "", pair.target.body)
    theirs = pair.source.body
    for pattern, mine, why in (
        (SPACED_BOLD, "**", "a blank stands behind it"),
        (SPACED_LINK, "](", "a blank stands between its two halves"),
        (FULL_WIDTH_LINK, "]（", "a link's address stands in half-width brackets"),
    ):
        if pattern.search(body) and not pattern.search(theirs):
            yield problem(kinds.BROKEN, mine=f'"{mine}"', why=why)
