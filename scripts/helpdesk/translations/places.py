"""Target side of tracking: what stands in place of the translations that changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from helpdesk.blocks import Block
from helpdesk.translations.align import gaps, in_order, same
from helpdesk.translations.fit import Fit, anchor_key, proportion
from helpdesk.translations.ledger import Record
from helpdesk.translations.leftovers import alike, beside, last_of_their_kind
from helpdesk.translations.slots import MARGIN, slots_of, without_rivals
from helpdesk.translations.subsequence import Pairs, rising

# What each pair of a run must score on average, for the run to be taken as it stands.
WELL = 0.75
# A long chain of gaps, each of which the one before decides, is cut here.
MOST_ROUNDS = 8
# From this proportion on two lengths are the same, for what a translator made of two texts or cut in two.
AS_LONG = 0.85
# A translation that reads as it was accepted outweighs all else.
UNCHANGED = 5.0
# What was translated before is more likely to stand somewhere than what is new in the source, and than what is gone.
NEW = -0.5
GONE = -0.6


class Places:
    """Pairs what stands in place of changed translations, with what was accepted as a guide."""

    def __init__(
        self, sources: Sequence[Block], records: Sequence[Record], targets: Sequence[Block], known: tuple[Pairs, Pairs]
    ) -> None:
        old_to_new, old_to_target = known
        self.sources, self.records, self.targets = sources, records, targets
        self.slots = slots_of(len(records), len(sources), old_to_new)
        # Slots with their target.
        self.found: Pairs = {
            at: old_to_target[slot.record] for at, slot in enumerate(self.slots) if slot.record in old_to_target
        }
        if gone := [at for at in self.found if self.slots[at].source < 0]:
            kept = dict(rising(sorted(self.found.items())))
            for at in gone:
                # What reads like the translation of a text that is gone, elsewhere, is more likely another's.
                if at not in kept:
                    del self.found[at]
        self.fits: dict[int, Fit] = {}
        self.target_fits: dict[int, Fit] = {}
        self.proportion = 1.0
        self.scores: dict[tuple[int, int], float] = {}
        self.gaps: dict[tuple[int, ...], list[tuple[int, int]]] = {}

    @property
    def pairs(self) -> dict[int, tuple[int, int]]:
        """Sources, each with its target and its record, -1 for none."""
        return {
            self.slots[at].source: (target, self.slots[at].record)
            for at, target in self.found.items()
            if self.slots[at].source >= 0
        }

    def fill(self) -> tuple[set[int], set[int]]:
        """Finds what it can; what could not be decided: sources and targets."""
        if len(self.found) in (len(self.slots), len(self.targets)):
            return set(), set()
        self.proportion = proportion(
            (self.sources[source].body, self.targets[target].body)
            for source, (target, _at) in self.pairs.items()
            # What is the same in both says nothing about the words of the two languages.
            if self.sources[source].digest != self.targets[target].digest
        )
        own = list(range(len(self.slots)))
        by_source = sorted((at for at in own if self.slots[at].source >= 0), key=lambda at: self.slots[at].source)
        self.by_keys(own)
        self.by_features()
        orders = (own, by_source)
        self.by_place(orders)
        for _round in range(MOST_ROUNDS):
            if not (more := beside(self, orders)):
                break
            self.found.update(more)
            self.by_place(orders)
        self.found.update(alike(self))
        self.found.update(last_of_their_kind(self, own))
        return self.undecided(by_source)

    def by_keys(self, order: list[int]) -> None:
        """Pairs that need no words: the same heading id, the same key, code and what is the same in both."""
        used = set(self.found.values())
        left = [at for at in order if at not in self.found and self.slots[at].source >= 0]
        right = [at for at in range(len(self.targets)) if at not in used]
        one = [anchor_key(self.sources[self.slots[at].source]) for at in left]
        other = [anchor_key(self.targets[at]) for at in right]
        self.found.update({left[a]: right[b] for a, b in same(one, other, lambda at: one[at][0] == "title").items()})

    def by_features(self) -> None:
        """Pairs that alone have a piece of code, an address or an id, wherever they stand."""
        used = set(self.found.values())
        left = [at for at in range(len(self.slots)) if at not in self.found and self.slots[at].source >= 0]
        right = [at for at in range(len(self.targets)) if at not in used]
        ones = owners({at: self.fit(at).solid for at in left})
        others = owners({at: self.target(at).solid for at in right})
        votes = {(ones[feature], others[feature]) for feature in ones.keys() & others.keys()}
        slots, targets = Counter(at for at, _target in votes), Counter(target for _at, target in votes)
        for at, target in votes:
            if slots[at] == 1 == targets[target] and self.fit(at).is_marked_like(self.target(target)):
                self.found[at] = target

    def by_place(self, orders: Sequence[list[int]]) -> None:
        """Pairs what stands between two sure pairs, until no more is found.

        A translation keeps its own order or has followed its source's: where the two lead to different pairs,
        the one that fits better counts, and none where they fit the same.
        """
        for _round in range(MOST_ROUNDS):
            found = {pair: self.score(*pair) for order in orders for pair in self.between(order)}
            sure = without_rivals(found)
            if not sure:
                return
            self.found.update(sure)

    def open_gaps(self, order: list[int]) -> Iterator[tuple[list[int], list[int]]]:
        """Slots and targets that are left between neighbouring pairs, in this order of the slots."""
        pairs = {place: self.found[at] for place, at in enumerate(order) if at in self.found}
        used = set(self.found.values())
        for left, right in gaps(len(order), len(self.targets), pairs):
            if free := [at for at in right if at not in used]:
                yield [order[place] for place in left], free

    def between(self, order: list[int]) -> Iterator[tuple[int, int]]:
        """The pairs of one round; what a gap gives is remembered while nothing is found in it."""
        for left, right in self.open_gaps(order):
            key = (*left, -1, *right)
            if key not in self.gaps:
                self.gaps[key] = list(self.within(left, right))
            yield from self.gaps[key]

    def within(self, left: list[int], right: list[int]) -> Iterator[tuple[int, int]]:
        """The pairs of one gap."""
        live = [at for at in left if self.slots[at].source >= 0]
        if len(live) == len(right) == 1 and self.is_alone(left, live[0], right[0]):
            yield live[0], right[0]
        elif len(live) == len(right) and self.is_step_for_step(live, right):
            yield from zip(live, right, strict=True)
        elif {len(left), len(right)} == {1, 2} and self.is_joined(left, right):
            yield left[0], right[0]
        else:
            chosen = in_order(left, right, self.score, MARGIN)
            yield from ((at, target) for at, target in chosen.items() if self.slots[at].source >= 0)

    def is_alone(self, left: list[int], at: int, target: int) -> bool:
        """Whether a slot and a target have no other choice than each other."""
        fit, other = self.fit(at), self.target(target)
        return fit.stands_for(other) and (
            self.slots[at].record >= 0 or not any(self.fit(gone).stands_for(other) for gone in left if gone != at)
        )

    def is_joined(self, left: list[int], right: list[int]) -> bool:
        """Whether one text is as long as the two that stand for it: it was cut in two, or made of two.

        The first of the two is its partner, as it is on the source side.
        """
        ones, others = [self.fit(at) for at in left], [self.target(at) for at in right]
        if any(self.slots[at].source < 0 for at in left) or not all(
            one.stands_for(other) for one in ones for other in others
        ):
            return False
        scores = [self.score(at, target) for at in left for target in right]
        lengths = [sum(fit.lengths[0] for fit in side) for side in (ones, others)]
        return abs(scores[0] - scores[1]) < MARGIN and min(lengths) > AS_LONG * max(lengths)

    def is_step_for_step(self, left: list[int], right: list[int]) -> bool:
        """Whether each could be the other's partner, most of them well."""
        scores = list(map(self.score, left, right))
        return all(scores) and sum(scores) >= WELL * len(scores)

    def undecided(self, order: list[int]) -> tuple[set[int], set[int]]:
        """Sources and targets of one family that are left in one gap: any of them could be a pair."""
        unsure: tuple[set[int], set[int]] = (set(), set())
        for left, right in self.open_gaps(order):
            ones = {at: self.sources[self.slots[at].source].family for at in left}
            families = {*ones.values()} & {self.targets[at].family for at in right}
            unsure[0].update(self.slots[at].source for at in left if ones[at] in families)
            unsure[1].update(at for at in right if self.targets[at].family in families)
        return unsure

    def score(self, at: int, target: int) -> float:
        """How well the target could be the slot's translation; 0 where it cannot."""
        if (at, target) not in self.scores:
            self.scores[at, target] = self.scored(at, target)
        return self.scores[at, target]

    def scored(self, at: int, target: int) -> float:
        """The score, worked out."""
        slot = self.slots[at]
        score = self.fit(at).score(self.target(target))
        if not score:
            return 0.0
        if slot.record >= 0 and self.records[slot.record].target == self.targets[target].digest:
            score += UNCHANGED
        return score + (NEW if slot.record < 0 else GONE if slot.source < 0 else 0.0)

    def fit(self, at: int) -> Fit:
        """What is known of a slot, made once and only when asked for."""
        if at not in self.fits:
            slot = self.slots[at]
            forms = []
            if slot.source >= 0:
                forms.append((self.sources[slot.source].family, self.sources[slot.source].body))
            if slot.record >= 0:
                forms.append((self.records[slot.record].family, self.records[slot.record].text))
            families, bodies = zip(*forms, strict=True)
            self.fits[at] = Fit(families, *bodies, proportion=self.proportion)
        return self.fits[at]

    def target(self, at: int) -> Fit:
        """What is known of a target."""
        if at not in self.target_fits:
            self.target_fits[at] = Fit((self.targets[at].family,), self.targets[at].body)
        return self.target_fits[at]


def owners(features: dict[int, frozenset[str]]) -> dict[str, int]:
    """The features that one place alone has, with that place."""
    counts = Counter(feature for each in features.values() for feature in each)
    return {feature: at for at, each in features.items() for feature in each if counts[feature] == 1}
