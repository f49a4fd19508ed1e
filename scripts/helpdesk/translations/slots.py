"""Where the accepted translations are now, and which places of the translation wait for one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from helpdesk.blocks import Block
from helpdesk.translations.align import same
from helpdesk.translations.ledger import Record
from helpdesk.translations.subsequence import Pairs

# By so much a choice must be better than any other; what features are worth is in `fit`.
MARGIN = 0.2


def target_side(records: Sequence[Record], targets: Sequence[Block]) -> Pairs:
    """Which record's translation still reads as it was accepted, and where."""
    then, now = [record.target for record in records], [block.digest for block in targets]
    pairs = same(then, now, lambda at: records[at].is_title)
    return {one: other for one, other in pairs.items() if records[one].target}


def evened(records: Sequence[Record], old_to_new: Pairs, old_to_target: Pairs) -> None:
    """Of records that say the same, one with only a source and one with only a translation stand for one pair."""
    alike: dict[tuple[str, str, str], tuple[list[int], list[int]]] = {}
    for at, record in enumerate(records):
        # A title goes nowhere without its box.
        if not record.is_title and (at in old_to_new) != (at in old_to_target):
            sides = alike.setdefault((record.family, record.source, record.target), ([], []))
            sides[at in old_to_target].append(at)
    for without, having in alike.values():
        for one, other in zip(without, having, strict=False):
            old_to_target[one] = old_to_target.pop(other)


@dataclass(frozen=True, slots=True)
class Slot:
    """A place of the translation: what was accepted there, and what its source is now."""

    record: int = -1
    """-1 for a new source Block."""
    source: int = -1
    """-1 where the source is gone."""


def slots_of(records: int, sources: int, old_to_new: Pairs) -> list[Slot]:
    """The places of the translation in its own order: a new source Block behind the one it follows in the source."""
    new_to_old = {new: at for at, new in old_to_new.items()}
    behind: dict[int, list[Slot]] = {}
    last = -1
    for source in range(sources):
        if source in new_to_old:
            last = new_to_old[source]
        else:
            behind.setdefault(last, []).append(Slot(-1, source))
    result = behind.get(-1, [])
    for at in range(records):
        result.append(Slot(at, old_to_new.get(at, -1)))
        result += behind.get(at, ())
    return result


def without_rivals(scores: dict[tuple[int, int], float]) -> Pairs:
    """The pairs that fit clearly better than any other of the same slot or target."""
    at_slot: dict[int, list[float]] = {}
    at_target: dict[int, list[float]] = {}
    for (at, target), score in scores.items():
        at_slot.setdefault(at, []).append(score)
        at_target.setdefault(target, []).append(score)
    return {
        at: target
        for (at, target), score in scores.items()
        if sum(each > score - MARGIN for each in at_slot[at]) == 1
        and sum(each > score - MARGIN for each in at_target[target]) == 1
    }
