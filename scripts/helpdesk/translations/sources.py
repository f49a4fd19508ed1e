"""Source side of tracking: what became of the texts that translations were accepted against."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz

from helpdesk.blocks import Block, normal_of
from helpdesk.translations.align import gaps, in_order, same
from helpdesk.translations.ledger import Record
from helpdesk.translations.subsequence import Pairs, common

# Below this likeness (rapidfuzz ratio, 0 to 100) two texts in the same place are not one edited text.
EDITED = 50
# What stands elsewhere, or became another kind of Block, needs more likeness to be the same Block.
EDITED_AND_MOVED = 75
# So alike, a text elsewhere is the better partner than one in place that is less than `EDITED_AND_MOVED`.
NEARLY_THE_SAME = 90
# So alike are two texts that have nothing to do with each other: what is above counts.
UNLIKE = 40
# A text of at most so many signs can be reworded until nothing is alike.
SHORT = 40
# Less alike than this, running text needs a word in common: every edited text of two large sites in five languages has one.
ALIKE_BY_CHANCE = 65
WORD = re.compile(r"\w{3,}")
# Thai to Khmer, and the scripts of China, Japan and Korea: their words are not told apart by blanks, or change their ends.
WITHOUT_WORDS = re.compile("[\u0e00-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
# Texts are compared up to this length: 10 times the longest paragraph people write.
COMPARED = 4_000
# Left-overs are compared each with each only up to so many pairs.
MOST_LEFT_OVER = 40_000
JOINED_AT_MOST = 4
# Kinds of running text: one can become another without a word changed.
PROSE = frozenset(("p", "li", "dd", "dt", "title", "heading", "footnote"))


Named = tuple[str, str]
"""A family, and the first 8 digits of a Digest."""


def source_side(records: Sequence[Record], sources: Sequence[Block]) -> tuple[Pairs, dict[int, int]]:
    """Which record's source is which Block now; and which Blocks come from a split or a merge, with its size."""
    return became(
        [(record.family, record.source) for record in records],
        [(block.family, block.digest[:8]) for block in sources],
        lambda: Sides(
            Texts([(record.family, record.text) for record in records]),
            Texts([(block.family, block.body) for block in sources]),
        ),
    )


def of_one_block(ours: Sequence[Record], theirs: Sequence[Record]) -> Pairs:
    """Which records of two sides of a merge are of the same Block."""
    one, other = ([(record.family, record.source) for record in side] for side in (ours, theirs))
    old, new = (Texts([(record.family, record.text) for record in side]) for side in (ours, theirs))
    return became(one, other, lambda: Sides(old, new))[0]


def became(old: list[Named], new: list[Named], texts: Callable[[], Sides]) -> tuple[Pairs, dict[int, int]]:
    """Which of the old texts became which; the texts are only asked for where not all are equal."""
    pairs = same(old, new, lambda at: old[at][0] == "title")
    if len(pairs) == len(old) or len(pairs) == len(new):
        return pairs, {}
    sides = texts()
    joined = split_or_merged(sides.old, sides.new, pairs)
    in_place: Pairs = {}
    for left, right in gaps(len(old), len(new), pairs):
        in_place.update(in_order(left, right, cache(sides.fit)))
    weak = {one: other for one, other in in_place.items() if sides.alike(one, other) < EDITED_AND_MOVED}
    pairs.update({one: other for one, other in in_place.items() if one not in weak})
    if weak:
        edited_and_moved(pairs, sides, NEARLY_THE_SAME)
        taken = set(pairs.values())
        pairs.update({one: other for one, other in weak.items() if one not in pairs and other not in taken})
    edited_and_moved(pairs, sides, EDITED_AND_MOVED)
    for left, right in gaps(len(old), len(new), pairs):
        again = common([old[at] for at in left], [new[at] for at in right])
        pairs.update({left[one]: right[other] for one, other in again.items()})
    pairs.update(reworded(pairs, sides))
    pairs.update(replaced(pairs, sides))
    return pairs, joined


class Texts:
    """Families with normalised texts, each text made once and only when asked for."""

    def __init__(self, items: list[tuple[str, str]]) -> None:
        self.items = items
        self.known: dict[int, str] = {}
        self.words: dict[int, frozenset[str]] = {}

    def at(self, place: int) -> str:
        """The text, cut where nobody compares any more."""
        if place not in self.known:
            self.known[place] = normal_of(*self.items[place])[:COMPARED]
        return self.known[place]

    def words_at(self, place: int) -> frozenset[str]:
        """Its words of three letters and more; none where the script does not part them."""
        if place not in self.words:
            text = self.at(place)
            self.words[place] = frozenset(() if WITHOUT_WORDS.search(text) else WORD.findall(text.casefold()))
        return self.words[place]


@dataclass(frozen=True, slots=True)
class Sides:
    """The texts then and now."""

    old: Texts
    new: Texts

    def alike(self, one: int, other: int) -> float:
        """How alike two texts are, from `EDITED` to 100; 0 where one cannot have become the other."""
        before, after = self.old.items[one], self.new.items[other]
        line = EDITED if before[0] == after[0] else EDITED_AND_MOVED if {before[0], after[0]} <= PROSE else 0
        if not line or front_key(before[1], before[0]) != front_key(after[1], after[0]):
            return 0.0
        old, new = self.old.at(one), self.new.at(other)
        score = fuzz.ratio(old, new, score_cutoff=line)
        if 0 < score < ALIKE_BY_CHANCE and before[0] in PROSE and min(len(old), len(new)) > SHORT:
            words, others = self.old.words_at(one), self.new.words_at(other)
            score = 0.0 if words and others and words.isdisjoint(others) else score
        # A text that only grew or was cut is alike whatever was added.
        grown = line == EDITED and min(len(old), len(new)) > SHORT and (old in new or new in old)
        return score or (EDITED if grown else 0.0)

    def fit(self, one: int, other: int) -> float:
        """What a pair in place is worth."""
        score = self.alike(one, other)
        return score - UNLIKE if score else 0.0


def reworded(pairs: Pairs, sides: Sides) -> Pairs:
    """Short texts of which nothing is left, alone between two neighbours of which one is unchanged."""
    count, other_count = len(sides.old.items), len(sides.new.items)
    used = set(pairs.values())
    ends = {-1: -1, count: other_count} | pairs
    found: Pairs = {}
    for one in range(count):
        other = ends.get(one - 1, -2) + 1
        if one in pairs or other < 0 or other >= other_count or other in used or ends.get(one + 1) != other + 1:
            continue
        texts = sides.old.at(one), sides.new.at(other)
        if sides.old.items[one][0] != sides.new.items[other][0] or max(map(len, texts)) > SHORT:
            continue
        near = [(at, ends[at]) for at in (one - 1, one + 1) if 0 <= at < count]
        if not near or any(sides.old.at(here) == sides.new.at(there) for here, there in near):
            found[one] = other
    return found


def replaced(pairs: Pairs, sides: Sides) -> Pairs:
    """Short texts of which nothing is left, between two neighbours.

    As many of their family as there were, or else what stands right beside one of the neighbours.
    """
    found: Pairs = {}
    ends = {-1: -1, len(sides.old.items): len(sides.new.items)} | pairs
    for left, right in gaps(len(sides.old.items), len(sides.new.items), pairs):
        for family in {sides.old.items[at][0] for at in left}:
            ones = [at for at in left if sides.old.items[at][0] == family]
            others = [at for at in right if sides.new.items[at][0] == family]
            couples = list(zip(ones, others, strict=False))
            if len(ones) != len(others):
                couples = [(one, other) for one, other in ((ones[0], others[0]), (ones[-1], others[-1]))
                           if ends.get(one - 1) == other - 1 or ends.get(one + 1) == other + 1] if others else []  # fmt: skip
            texts_are_short = all(len(sides.old.at(one)) <= SHORT >= len(sides.new.at(other)) for one, other in couples)
            if texts_are_short and len(dict(couples)) == len({other for _one, other in couples}) == len({*couples}):
                found.update(couples)
    return found


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
        used = {place for place in left if place in pairs}
        for other in right:
            if other in taken:
                continue
            for one, size in runs(new.at(other), old, left, used):
                pairs[one] = other
                used.add(one)
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


def edited_and_moved(pairs: Pairs, sides: Sides, line: int) -> None:
    """Adds the best pairs of what is left over, where they are alike enough to have moved too."""
    used = set(pairs.values())
    left = [at for at in range(len(sides.old.items)) if at not in pairs]
    right = [at for at in range(len(sides.new.items)) if at not in used]
    if not left or not right or len(left) * len(right) > MOST_LEFT_OVER:
        return
    found = [(sides.alike(one, other), one, other) for one in left for other in right]
    scores = sorted((each for each in found if each[0] >= line), key=lambda score: -score[0])
    ones, others = set(left), set(right)
    for place, (score, one, other) in enumerate(scores):
        near = scores[max(place - 3, 0) : place + 4]
        # Two equally good partners: neither is sure.
        rivals = sum(each[0] == score and (each[1] == one) != (each[2] == other) for each in near)
        if one in ones and other in others and not rivals and keeps_its_box(one, other, pairs, sides):
            pairs[one] = other
            ones.discard(one)
            others.discard(other)


def keeps_its_box(one: int, other: int, pairs: Pairs, sides: Sides) -> bool:
    """Whether it is no title, or its box has gone the same way or has no other title left to take."""
    place = pairs.get(one + 1, other + 1) - 1
    return sides.old.items[one][0] != "title" or place == other or place < 0 or sides.new.items[place][0] != "title"


def front_key(body: str, family: str) -> str:
    """The key of a front-matter Block; nothing for any other."""
    return body.partition(":")[0].strip().lower() if family == "front" else ""
