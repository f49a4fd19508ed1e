"""Units taken back into a Page: only where the Page still is what was exported; the rest is named with its reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from helpdesk.blocks import Block, split
from helpdesk.report import Kind
from helpdesk.translations.copies import copied, with_missing
from helpdesk.translations.exchange import findings as kinds
from helpdesk.translations.exchange.units import (
    DONE,
    KEY,
    ONE_LINE,
    Progress,
    Unit,
    as_written,
    keyed,
    text_with,
    words_of,
)
from helpdesk.translations.missing import Attempts, reason_of, units_of
from helpdesk.translations.pages import PagePair, file_of, pair
from helpdesk.translations.track import BlockState, Entry


@dataclass(frozen=True, slots=True)
class Reject:
    """A translation that was not taken, and why."""

    unit: Unit
    kind: Kind


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a file's Units."""

    text: str
    """The Page's text with everything that was taken."""
    count: int
    """How many texts changed."""
    rejects: tuple[Reject, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One translation that is to be written in the place of a Block's."""

    unit: Unit
    at: int
    """The Block's place among the Blocks of the Translation."""


def taken(found: PagePair, units: Sequence[Unit], *, sane_lists: bool) -> Taken:
    """The Page with the finished Units in it."""
    rejects: list[Reject] = []
    wanted: dict[str, Unit] = {}
    sources = dict(keyed(found.sources))
    entries = {id(entry.source): entry for entry in found.entries if entry.source is not None}
    strays = strays_of(found)
    for unit in units:
        if unit.progress is not Progress.DONE or is_there(unit, sources, entries):
            continue
        kind = refusal(unit, sources, entries, wanted)
        entry = entries.get(id(sources.get(unit.key)))
        # A text taken before may have too little in common with its source for anybody to pair them.
        if (kind is not None or entry is None or entry.target is None) and taken_before(unit, strays):
            continue
        if kind is not None:
            rejects.append(Reject(unit, kind))
        else:
            wanted.setdefault(unit.key, unit)
    ready = with_room(found, sources, wanted, sane_lists=sane_lists)
    changes = changes_of(ready, wanted)
    text, refused = written(ready, changes, sane_lists=sane_lists)
    rejects += [Reject(change.unit, kinds.BREAKS) for change in refused]
    placed = {change.unit.key for change in changes}
    rejects += [Reject(unit, kinds.NO_PLACE) for key, unit in wanted.items() if key not in placed]
    done = len(changes) - len(refused)
    return Taken(text if done else found.target.text, done, tuple(rejects))


def refusal(unit: Unit, sources: dict[str, Block], entries: dict[int, Entry], wanted: dict[str, Unit]) -> Kind | None:
    """Why a Unit cannot be taken; None when it can."""
    if KEY.fullmatch(unit.key) is None:
        return kinds.FOREIGN
    block = sources.get(unit.key)
    if block is None:
        return kinds.SOURCE_CHANGED
    if in_a_line(words_of(block)) != in_a_line(unit.source):
        return kinds.FOREIGN
    if unit.key in wanted:
        return None if wanted[unit.key].target == unit.target else kinds.TWICE
    entry = entries.get(id(block))
    if entry is None or entry.unsure:
        return kinds.SOURCE_CHANGED
    now = entry.target.digest if entry.target is not None else ""
    return None if now == unit.evidence or entry.state is BlockState.UNTRANSLATED else kinds.PAGE_CHANGED


def is_there(unit: Unit, sources: dict[str, Block], entries: dict[int, Entry]) -> bool:
    """Whether the Page has this translation already."""
    entry = entries.get(id(sources.get(unit.key)))
    if entry is None or entry.target is None:
        return False
    return words_of(entry.target) in (unit.target, as_written(entry.target, unit.target))


def strays_of(found: PagePair) -> Counter[tuple[bool, str]]:
    """The texts of the Translation that no record ties to their source; whether each has but one line."""
    blocks = [entry.target for entry in found.entries if entry.target and entry.state not in DONE]
    return Counter((block.family in ONE_LINE, words_of(block)) for block in blocks)


def taken_before(unit: Unit, strays: Counter[tuple[bool, str]]) -> bool:
    """Whether one of the strays reads as the Unit would, written on one line or as it is; that one is used up."""
    for reading in ((True, in_a_line(unit.target)), (False, unit.target.strip("\n"))):
        if strays[reading]:
            strays[reading] -= 1
            return True
    return False


def in_a_line(text: str) -> str:
    """The text without its wraps."""
    return " ".join(text.split())


def with_room(found: PagePair, sources: dict[str, Block], wanted: dict[str, Unit], *, sane_lists: bool) -> PagePair:
    """The pair with a Block for every Unit: those the Translation lacks are put in as copies of their source."""
    blocks = {id(sources[key]) for key in wanted}
    missing = {id(entry.source): entry for entry in found.entries if entry.target is None and entry.source}
    if missing.keys().isdisjoint(blocks):
        return found
    if found.target.data is None:
        text = copied(found, sane_lists=sane_lists)
    else:
        sure = {at for at, entry in missing.items() if reason_of(entry) is None}
        units = [unit for unit in units_of(found.sources, sure) if any(id(block) in blocks for block in unit)]
        added = Attempts(found, sane_lists=sane_lists).fitting(units)
        text = with_missing(found, {id(block) for unit in added for block in unit}, sane_lists=sane_lists)
    target = file_of(found.target.path, text.encode(), found.locale, found.slug)
    return pair(found.slug, found.locale, (found.source, target, found.state), sane_lists=sane_lists)


def changes_of(found: PagePair, wanted: dict[str, Unit]) -> list[Change]:
    """Where each Unit goes."""
    entries = {id(entry.source): entry for entry in found.entries if entry.source is not None}
    places = {id(block): at for at, block in enumerate(found.targets)}
    changes = []
    for key, block in keyed(found.sources):
        entry = entries.get(id(block))
        if key in wanted and entry is not None and entry.target is not None:
            changes.append(Change(wanted[key], places[id(entry.target)]))
    return changes


def written(found: PagePair, changes: list[Change], *, sane_lists: bool) -> tuple[str, list[Change]]:
    """The Page's text with the changes in it, and those that would have changed its form."""
    newline = "\r\n" if "\r\n" in found.target.text else "\n"
    pieces = [block.text for block in found.targets]
    refused: list[Change] = []
    groups = [changes]
    while groups:
        group = groups.pop()
        attempt = tried(found, pieces, group, newline)
        if attempt is not None and keeps_form(found, attempt, group, sane_lists=sane_lists):
            pieces = attempt
        elif len(group) > 1:
            middle = len(group) // 2
            groups += [group[middle:], group[:middle]]
        else:
            refused += group
    return "".join(pieces), refused


def tried(found: PagePair, pieces: list[str], group: list[Change], newline: str) -> list[str] | None:
    """The pieces with a group of changes; None where one of them cannot be written at its place."""
    attempt = list(pieces)
    try:
        for change in group:
            attempt[change.at] = text_with(found.targets[change.at], change.unit.target, newline)
    except ValueError:
        return None
    return attempt


def keeps_form(found: PagePair, attempt: list[str], group: list[Change], *, sane_lists: bool) -> bool:
    """Whether the Page still falls into the same Blocks, and each changed one reads as the Unit says."""
    blocks = split("".join(attempt), sane_lists=sane_lists)
    if [block.family for block in blocks] != [block.family for block in found.targets]:
        return False
    return all(in_a_line(words_of(blocks[change.at])) == in_a_line(change.unit.target) for change in group)
