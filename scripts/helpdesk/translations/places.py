"""Target side of tracking: where the accepted translations are now, and what stands in place of changed ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz

from helpdesk.blocks import Block
from helpdesk.translations.align import Pairs, common, elsewhere, gaps, in_order
from helpdesk.translations.grade import WORDLESS, features_of, likeness
from helpdesk.translations.ledger import Record
from helpdesk.translations.sources import COMPARED, front_key


def target_side(records: Sequence[Record], targets: Sequence[Block]) -> Pairs:
    """Which record's translation still reads as it was accepted, and where."""
    old = [record.target for record in records]
    new = [block.digest for block in targets]
    pairs = common(old, new)
    pairs.update(elsewhere(old, new, pairs))
    return {one: other for one, other in pairs.items() if records[one].target}


class Fit:
    """What can be compared across Locales: family, key, ids, code, addresses, numbers, length."""

    __slots__ = ("bodies", "family", "key", "known")

    def __init__(self, family: str, *bodies: str) -> None:
        self.family = family
        self.bodies = tuple(body[:COMPARED] for body in bodies)
        self.key = front_key(bodies[0], family)
        self.known: list[Counter[str]] | None = None

    @property
    def features(self) -> list[Counter[str]]:
        """The features of each form the Block has had."""
        if self.known is None:
            self.known = [features_of(body) for body in self.bodies]
        return self.known

    def score(self, other: Fit) -> float:
        """How well the other could be this one's translation; 0 where something speaks against it."""
        if self.family != other.family or self.key != other.key:
            return 0.0
        if self.family in WORDLESS:
            return 1.0 + 3.0 * max(fuzz.ratio(one, two) for one in self.bodies for two in other.bodies) / 100
        if self.speaks_against(other):
            return 0.0
        return 1.0 + 3.0 * max(likeness(one, two) for one in self.features for two in other.features)

    def stands_for(self, other: Fit) -> bool:
        """Whether the two are a pair when there is no other choice on either side: links and code may all be new."""
        return self.family == other.family and self.key == other.key and not self.differs_in_length(other)

    def differs_in_length(self, other: Fit) -> bool:
        """Whether one text is several times as long as the other."""
        one, two = (max(map(len, fit.bodies)) for fit in (self, other))
        return max(one, two) > LONG and max(one, two) > MOST_TIMES_AS_LONG * min(one, two)

    def speaks_against(self, other: Fit) -> bool:
        """Whether links and code on both sides share nothing, or one text is several times as long."""
        if self.differs_in_length(other):
            return True
        return not any(
            shares(here, there) for here in map(solid, self.features) for there in map(solid, other.features)
        )


# A translation of a text longer than this is not several times as long or short.
LONG = 40
MOST_TIMES_AS_LONG = 5
# Likeness, 0 to 100, from which two addresses or pieces of code are one that was edited.
ALIKE = 60
MOST_FEATURES = 100


def solid(features: Counter[str]) -> frozenset[str]:
    """The features that no translator changes: code, addresses, ids; numbers are none."""
    return frozenset(feature for feature in features if not feature.isdigit())


def shares(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two Blocks' features have something in common, or one has none to compare.

    An address that only names another Locale, or moved with its site, still counts as common.
    """
    if not one or not other or not one.isdisjoint(other) or len(one) * len(other) > MOST_FEATURES:
        return True
    return any(fuzz.ratio(here, there, score_cutoff=ALIKE) for here in one for there in other)


def by_place(one: Sequence[Fit], left: list[int], other: Sequence[Fit], right: list[int]) -> Pairs:
    """Pairs what stands between two sure pairs; only where no other choice is as good."""
    if len(left) == len(right) == 1 and one[left[0]].stands_for(other[right[0]]):
        return {left[0]: right[0]}
    if len(left) == len(right) and all(one[a].score(other[b]) for a, b in zip(left, right, strict=True)):
        return dict(zip(left, right, strict=True))

    def score(here: int, there: int) -> float:
        return one[here].score(other[there])

    return in_order(left, right, cache(score))


@dataclass(frozen=True, slots=True)
class Known:
    """What is known before structure is looked at."""

    old_to_new: Pairs
    old_to_target: Pairs
    pairs: dict[int, tuple[int, int]]
    """Source, with its target and its record, -1 for none."""


def by_structure(
    sources: Sequence[Block], records: Sequence[Record], targets: Sequence[Block], known: Known
) -> tuple[set[int], set[int]]:
    """Adds pairs of Blocks whose translation is new or has changed; what could not be decided on either side."""
    pairs = known.pairs
    claimed = {target for at, target in known.old_to_target.items() if at not in known.old_to_new}
    taken = {target for target, _at in pairs.values()}
    free_sources = [at for at in range(len(sources)) if at not in pairs]
    free_targets = [at for at in range(len(targets)) if at not in taken and at not in claimed]
    if not free_sources or not free_targets:
        return set(), set()
    new_to_old = {new: at for at, new in known.old_to_new.items()}
    one = [
        Fit(block.family, block.body, *((records[new_to_old[at]].text,) if at in new_to_old else ()))
        for at, block in enumerate(sources)
    ]
    other = [Fit(block.family, block.body) for block in targets]
    anchors: Pairs = {source: target for source, (target, _at) in pairs.items()}
    found = anchored(sources, targets, free_sources, free_targets)
    anchors.update(found)
    unsure: tuple[set[int], set[int]] = (set(), set())
    allowed = set(free_targets)
    for left, right in gaps(len(sources), len(targets), anchors):
        open_right = [at for at in right if at in allowed]
        chosen = by_place(one, left, other, open_right) if open_right else {}
        found.update(chosen)
        rest_left = [at for at in left if at not in chosen]
        rest_right = [at for at in open_right if at not in chosen.values()]
        families = {one[at].family for at in rest_left} & {other[at].family for at in rest_right}
        unsure[0].update(at for at in rest_left if one[at].family in families)
        unsure[1].update(at for at in rest_right if other[at].family in families)
    for source, target in found.items():
        pairs[source] = (target, new_to_old.get(source, -1))
    return unsure


def anchored(sources: Sequence[Block], targets: Sequence[Block], left: list[int], right: list[int]) -> Pairs:
    """Pairs that need no words: the same heading id, the same key, code and what is the same in both."""
    one = [anchor_key(sources[at]) for at in left]
    other = [anchor_key(targets[at]) for at in right]
    return {left[a]: right[b] for a, b in common(one, other).items()}


def anchor_key(block: Block) -> tuple[str, str]:
    """What is the same in every Locale about this Block; its Digest where nothing is."""
    if block.family == "heading":
        tail = block.body.rstrip().rpartition("{")[2]
        if tail.startswith((" #", "#", ":")) and (words := tail.strip(" }:").split()):
            return "heading", words[0]
    if block.family == "front":
        return "front", front_key(block.body, "front")
    return block.family, block.digest
