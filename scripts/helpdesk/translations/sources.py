"""Source side of tracking: what became of the texts that translations were accepted against."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from rapidfuzz import fuzz

from helpdesk.blocks import Block, normal_of
from helpdesk.translations.align import Pairs, common, elsewhere, gaps, in_order
from helpdesk.translations.ledger import Record

# Below this likeness (rapidfuzz ratio, 0 to 100) two texts in the same place are not one edited text.
EDITED = 50
# What stands elsewhere needs more likeness to be the same Block.
EDITED_AND_MOVED = 75
# Texts are compared up to this length: 10 times the longest paragraph people write.
COMPARED = 4_000
# Left-overs are compared each with each only up to so many pairs.
MOST_LEFT_OVER = 40_000
JOINED_AT_MOST = 4


def source_side(records: Sequence[Record], sources: Sequence[Block]) -> tuple[Pairs, dict[int, int]]:
    """Which record's source is which Block now; and which Blocks come from a split or a merge, with its size."""
    old = [(record.family, record.source) for record in records]
    new = [(block.family, block.digest[:8]) for block in sources]
    pairs = common(old, new)
    pairs.update(elsewhere(old, new, pairs))
    if len(pairs) == len(old) or len(pairs) == len(new):
        return pairs, {}
    old_texts = Texts([(record.family, record.text) for record in records])
    new_texts = Texts([(block.family, block.body) for block in sources])

    def alike(one: int, other: int) -> float:
        if records[one].family != sources[other].family:
            return 0.0
        if front_key(records[one].text, records[one].family) != front_key(sources[other].body, sources[other].family):
            return 0.0
        return fuzz.ratio(old_texts.at(one), new_texts.at(other), score_cutoff=EDITED)

    joined = split_or_merged(old_texts, new_texts, pairs)
    for left, right in gaps(len(old), len(new), pairs):
        pairs.update(in_order(left, right, cache(alike)))
    edited_and_moved(pairs, (len(old), len(new)), alike)
    return pairs, joined


class Texts:
    """Normalised texts, each made once and only when asked for."""

    def __init__(self, items: list[tuple[str, str]]) -> None:
        self.items = items
        self.known: dict[int, str] = {}

    def at(self, place: int) -> str:
        """The text, cut where nobody compares any more."""
        if place not in self.known:
            self.known[place] = normal_of(*self.items[place])[:COMPARED]
        return self.known[place]


def split_or_merged(old: Texts, new: Texts, pairs: Pairs) -> dict[int, int]:
    """Adds pairs for texts that were cut in two to four, or joined; how many stand behind each such Block."""
    joined: dict[int, int] = {}
    for left, right in gaps(len(old.items), len(new.items), pairs):
        taken: set[int] = set()
        for one in left:
            for other, size in runs(old.at(one), new, right, taken):
                pairs[one] = other
                for place in right[right.index(other) : right.index(other) + size]:
                    joined[place] = size
                    taken.add(place)
        for other in right:
            if other in taken:
                continue
            free = {place for place in left if place in pairs}
            for one, size in runs(new.at(other), old, left, free):
                pairs[one] = other
                joined[other] = size
    return joined


def runs(whole: str, texts: Texts, places: list[int], taken: set[int]) -> list[tuple[int, int]]:
    """The first run of two to four neighbours whose texts joined are the whole, as first place and size."""
    if len(whole) < 2 or len(places) > 200:
        return []
    for at, place in enumerate(places):
        if place in taken or not texts.at(place) or not whole.startswith(texts.at(place)):
            continue
        joined = texts.at(place)
        for size in range(2, JOINED_AT_MOST + 1):
            after = at + size - 1
            if after >= len(places) or places[after] != place + size - 1 or places[after] in taken:
                break
            joined = f"{joined} {texts.at(places[after])}"
            if joined == whole:
                return [(place, size)]
            if len(joined) > len(whole):
                break
    return []


def edited_and_moved(pairs: Pairs, counts: tuple[int, int], alike: Callable[[int, int], float]) -> None:
    """Adds the best pairs of what is left over, where they are alike enough to have moved too."""
    used = set(pairs.values())
    left = [at for at in range(counts[0]) if at not in pairs]
    right = [at for at in range(counts[1]) if at not in used]
    if not left or not right or len(left) * len(right) > MOST_LEFT_OVER:
        return
    scores = sorted(((alike(one, other), one, other) for one in left for other in right), key=lambda score: -score[0])
    ones, others = set(left), set(right)
    for place, (score, one, other) in enumerate(scores):
        if score < EDITED_AND_MOVED:
            break
        near = scores[max(place - 3, 0) : place + 4]
        # Two equally good partners: neither is sure.
        rivals = sum(each[0] == score and (each[1] == one) != (each[2] == other) for each in near)
        if one in ones and other in others and not rivals:
            pairs[one] = other
            ones.discard(one)
            others.discard(other)


def front_key(body: str, family: str) -> str:
    """The key of a front-matter Block; nothing for any other."""
    return body.partition(":")[0].strip().lower() if family == "front" else ""
