"""What is left of sources and translations when every place between two sure pairs has been looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from helpdesk.translations.align import MOST_COMPARISONS
from helpdesk.translations.fit import FEATURES_WEIGH
from helpdesk.translations.slots import without_rivals
from helpdesk.translations.sources import EDITED_AND_MOVED
from helpdesk.translations.subsequence import Pairs

if TYPE_CHECKING:
    from helpdesk.translations.places import Places

# Before and behind a place.
SIDES = (-1, 1)
# The score of two pieces of code that are three quarters the same.
NEARLY_THE_SAME = 1.0 + FEATURES_WEIGH * EDITED_AND_MOVED / 100
# The last two of a family on a Page are a pair from this score on, if one is not further than so many Blocks away.
FAIR = 2.0
NEAR = 5
# Of these one is put in while another is taken out; who does so with any other family rather moves it.
COME_AND_GO = frozenset(("p", "title", "cell"))


def beside(places: Places, orders: Sequence[list[int]]) -> Pairs:
    """Pairs that touch a pair which stands elsewhere: who moves a text takes along what stands beside it.

    Between two neighbours that still touch it a text is itself, however much longer or shorter it has become.
    """
    votes: Counter[tuple[int, int]] = Counter()
    for order in orders:
        votes |= Counter(touching(places, order))
    weighed = [places_in(places.open_gaps(order)) for order in orders]
    sure = {
        (at, target)
        for (at, target), count in votes.items()
        if count == len(SIDES)
        # In one gap others could be meant as well: one neighbour decides nothing there.
        or (places.score(at, target) and all(ones.get(at, -1) != others.get(target, -2) for ones, others in weighed))
    }
    slots, targets = Counter(at for at, _target in sure), Counter(target for _at, target in sure)
    return {at: target for at, target in sure if slots[at] == 1 == targets[target]}


def places_in(gaps: Iterator[tuple[list[int], list[int]]]) -> tuple[dict[int, int], dict[int, int]]:
    """In which gap each slot and each target is."""
    slots: dict[int, int] = {}
    targets: dict[int, int] = {}
    for number, (left, right) in enumerate(gaps):
        slots.update(dict.fromkeys(left, number))
        targets.update(dict.fromkeys(right, number))
    return slots, targets


def touching(places: Places, order: list[int]) -> Iterator[tuple[int, int]]:
    """What is left of slots and targets that have the same neighbour on the same side; twice for both sides."""
    used = set(places.found.values())
    for place, at in enumerate(order):
        if at in places.found or places.slots[at].source < 0:
            continue
        for side in SIDES:
            if not 0 <= place + side < len(order) or order[place + side] not in places.found:
                continue
            target = places.found[order[place + side]] - side
            if (
                0 <= target < len(places.targets)
                and target not in used
                and places.fit(at).is_like(places.target(target))
            ):
                yield at, target


def alike(places: Places) -> Pairs:
    """Code that is left, with what reads nearly the same: of code, likeness says enough wherever it stands."""
    used = set(places.found.values())
    left = [at for at in range(len(places.slots)) if at not in places.found and places.slots[at].source >= 0]
    left = [at for at in left if places.fit(at).is_wordless]
    right = [at for at in range(len(places.targets)) if at not in used and places.target(at).is_wordless]
    if len(left) * len(right) > MOST_COMPARISONS:
        return {}
    scores = {(at, target): places.score(at, target) for at in left for target in right}
    return {at: target for at, target in without_rivals(scores).items() if scores[at, target] >= NEARLY_THE_SAME}


def last_of_their_kind(places: Places, order: list[int]) -> Pairs:
    """The only text of its family that is left, with the only one left of it in the translation and not far off."""
    used = set(places.found.values())
    ones = grouped({at: places.sources[places.slots[at].source].family for at in order
                    if at not in places.found and places.slots[at].source >= 0})  # fmt: skip
    others = grouped({at: block.family for at, block in enumerate(places.targets) if at not in used})
    last = [(ones[family][0], others[family][0]) for family in ones.keys() & others.keys() - COME_AND_GO
            if len(ones[family]) == 1 == len(others[family]) and places.slots[ones[family][0]].record >= 0]  # fmt: skip
    return {
        at: target
        for at, target in last
        if places.score(at, target) > (FAIR if distance(places, at, target) <= NEAR else NEARLY_THE_SAME)
    }


def distance(places: Places, at: int, target: int) -> int:
    """How far a target is from where a slot's neighbours stand."""
    beside = [places.found[at + side] - side for side in SIDES if at + side in places.found]
    return min((abs(place - target) for place in beside), default=len(places.targets))


def grouped(families: dict[int, str]) -> dict[str, list[int]]:
    """The places of each family."""
    result: dict[str, list[int]] = {}
    for at, family in families.items():
        result.setdefault(family, []).append(at)
    return result
