"""Which missing Blocks `insert` adds: only those that are surely missing, and only where they change nothing around them.

Every other one is told with its place and with the command that settles it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from helpdesk.blocks import Block, split
from helpdesk.report import Finding, Place
from helpdesk.translations import findings
from helpdesk.translations.copies import plain_copy, with_copies
from helpdesk.translations.findings import WHAT
from helpdesk.translations.pages import PagePair
from helpdesk.translations.pairing import is_on
from helpdesk.translations.track import Entry

# Each is a whole look at the Page; with more the work would not be linear.
MOST_ATTEMPTS = 40
# A writer looks at so many texts; a Page whose translation is all different has thousands.
MOST_NAMED = 5


class Why(Enum):
    """Why a missing Block is not added."""

    UNSURE = "unsure"
    """Its translation may be there already, as a text that has no source yet."""
    JOINED = "joined"
    """Its words stood in another text when that was accepted, so they may be there already."""
    ROW = "row"
    """The Translation has a part of its row of the table."""
    WITH = "with"
    """It stands in, or holds, text that is not added."""
    PLACE = "place"
    """At its place it would become, or make of the text around it, something else."""


@dataclass(frozen=True, slots=True)
class Missing:
    """The missing Blocks of a Page, in the order of the source."""

    chosen: tuple[Block, ...]
    """Those to add."""
    left: tuple[tuple[Entry, Why], ...]
    """The others."""


def missing_of(found: PagePair, *, line: int, sane_lists: bool) -> Missing:
    """The missing Blocks; with a line of the source only those on it and below them, which somebody says are missing."""
    entries = {id(entry.source): entry for entry in found.entries if entry.source and not entry.target}
    units = [unit for unit in units_of(found.sources, entries) if not line or any(is_on(block, line) for block in unit)]
    why: dict[int, Why] = {}
    for unit in units:
        for block in unit:
            if (reason := reason_of(entries[id(block)])) is not None and not line:
                why[id(block)] = reason
    why |= dict.fromkeys(cut_rows(found, entries, why), Why.ROW)
    for unit in units:
        if any(id(block) in why for block in unit):
            why |= {id(block): Why.WITH for block in unit if id(block) not in why}
    sure = [unit for unit in units if id(unit[0]) not in why]
    added = {id(block) for unit in Attempts(found, sane_lists=sane_lists).fitting(sure) for block in unit}
    here = [block for unit in units for block in unit]
    chosen = tuple(block for block in here if id(block) in added)
    left = tuple((entries[id(block)], why.get(id(block), Why.PLACE)) for block in here if id(block) not in added)
    return Missing(chosen, left)


def reason_of(entry: Entry) -> Why | None:
    """Why a Block may be there already."""
    return Why.UNSURE if entry.unsure else Why.JOINED if entry.joined else None


def units_of(sources: Sequence[Block], entries: Collection[int]) -> Iterator[list[Block]]:
    """Neighbouring missing Blocks that make no sense apart: a title, an item or a row with what stands in it."""
    unit: list[Block] = []
    for block in sources:
        if unit and block.family == "frame":
            if block.text.lstrip().startswith("///"):
                yield unit
                unit = []
        elif unit and (id(block) not in entries or not is_within(block, unit[0])):
            yield unit
            unit = []
        if id(block) in entries:
            unit.append(block)
    if unit:
        yield unit


def is_within(block: Block, first: Block) -> bool:
    """Whether a Block stands in what the first one begins."""
    if first.family == "cell" or block.line == first.line:
        return block.line == first.line
    return blanks_of(block) > blanks_of(first) or first.body.startswith("///")


def blanks_of(block: Block) -> int:
    """How far the first line of a Block is from the margin, quote marks included."""
    line = block.marker.rpartition("\n")[2]
    return len(line) - len(line.lstrip(" \t>"))


def cut_rows(found: PagePair, entries: Collection[int], why: Collection[int]) -> set[int]:
    """The missing cells of rows that are not added whole."""
    cells = [block for block in found.sources if block.family == "cell"]
    whole = Counter(block.line for block in cells)
    free = Counter(block.line for block in cells if id(block) in entries and id(block) not in why)
    return {id(block) for block in cells if id(block) in entries and free[block.line] < whole[block.line]} - {*why}


class Attempts:
    """Finds what can be added without another Block becoming something else."""

    def __init__(self, found: PagePair, *, sane_lists: bool) -> None:
        self.found = found
        self.sane_lists = sane_lists
        self.left = MOST_ATTEMPTS
        self.before = Counter((block.family, block.digest) for block in found.targets if block.tracked)

    def fitting(self, units: list[list[Block]], others: Sequence[list[Block]] = ()) -> list[list[Block]]:
        """Those of the units that can be added beside the others, nearly always all of them."""
        if not units or self.fit([*others, *units]):
            return units
        if len(units) == 1:
            return []
        middle = len(units) // 2
        first = self.fitting(units[:middle], others)
        return first + self.fitting(units[middle:], [*others, *first])

    def fit(self, units: Sequence[list[Block]]) -> bool:
        """Whether the Page with these Blocks has exactly them more than before."""
        if not self.left:
            return False
        self.left -= 1
        blocks = [block for unit in units for block in unit]
        text = with_copies(self.found, {id(block) for block in blocks}, plain_copy)
        after = Counter(
            (block.family, block.digest) for block in split(text, sane_lists=self.sane_lists) if block.tracked
        )
        return after == self.before + Counter((block.family, block.digest) for block in blocks)


def told(found: PagePair, left: Sequence[tuple[Entry, Why]]) -> Iterator[Finding]:
    """A Finding for each Block that was not added: where it stands in the source, and what settles it."""
    near = candidates(found)
    for entry, why in left:
        block = entry.source
        assert block is not None
        place = Place(found.source.path, block.body_line, block.column, found.locale, found.slug)
        lines = near.get(id(block), []) if why is Why.UNSURE else []
        yield findings.NOT_ADDED[why.value].at(
            place,
            {"state": entry.state.value, "why": why.value, "candidates": lines},
            what=WHAT.get(entry.family, "text"),
            file=found.target.path,
            where=" or ".join(f"{found.target.path}:{line}" for line in lines) or found.target.path,
            page=found.slug,
            line=lines[0] if len(lines) == 1 else "LINE",
            source=found.source.path,
            source_line=block.body_line,
            locale=found.locale,
        )


def candidates(found: PagePair) -> dict[int, list[int]]:
    """Of each unsure Block, the lines of the texts without a source that could be its translation.

    Those of its family between the translations of its neighbours; where none is, those of its family.
    """
    lines: dict[str, list[int]] = {}
    for entry in found.entries:
        if entry.unsure and entry.target and not entry.source:
            lines.setdefault(entry.family, []).append(entry.target.body_line)
    partner = {id(entry.source): entry.target.line for entry in found.entries if entry.source and entry.target}
    above, below = edges(found.sources, partner, 0), edges(found.sources[::-1], partner, 1 << 60)
    result: dict[int, list[int]] = {}
    for entry in found.entries:
        if entry.unsure and entry.source and not entry.target:
            alike = sorted(lines.get(entry.family, []))
            low, high = (bisect_left(alike, edge[id(entry.source)]) for edge in (above, below))
            result[id(entry.source)] = list(dict.fromkeys(alike[low:high] or alike))[:MOST_NAMED]
    return result


def edges(sources: Sequence[Block], partner: Mapping[int, int], start: int) -> dict[int, int]:
    """Of each Block, the line of the last translation before it in this order."""
    result: dict[int, int] = {}
    last = start
    for block in sources:
        last = partner.get(id(block), last)
        result[id(block)] = last
    return result
