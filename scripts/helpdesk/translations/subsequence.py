"""What two lists have in common, in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from itertools import pairwise
from operator import lt

from rapidfuzz.distance import LCSseq

Pairs = dict[int, int]
"""The place in the first list of items with their place in the second."""
# A bit-parallel longest common subsequence of this many cells takes about 20 ms.
MOST_CELLS = 4_000_000
# What occurs so often on both sides is told by its number among its like.
FEW = 3


def common(first: Sequence[Hashable], second: Sequence[Hashable]) -> Pairs:
    """The longest common subsequence; of very long lists one between items that are unique in both."""
    pairs: Pairs = {}
    pending = [(0, len(first), 0, len(second))]
    while pending:
        low, high, left, right = pending.pop()
        while low < high and left < right and first[low] == second[left]:
            pairs[low] = left
            low, left = low + 1, left + 1
        while low < high and left < right and first[high - 1] == second[right - 1]:
            high, right = high - 1, right - 1
            pairs[high] = right
        if low == high or left == right:
            continue
        if (high - low) * (right - left) <= MOST_CELLS:
            for step in LCSseq.opcodes(numbered(first[low:high]), numbered(second[left:right])):
                if step.tag == "equal":
                    one, other = low + step.src_start, left + step.dest_start
                    pairs.update({one + at: other + at for at in range(step.src_end - step.src_start)})
            continue
        anchors = rising(unique_pairs(first, (low, high), second, (left, right)))
        edges = [(low - 1, left - 1), *anchors, (high, right)] if anchors else []
        for (a, c), (b, d) in pairwise(edges):
            pending.append((a + 1, b, c + 1, d))
        pairs.update(anchors)
    return pairs


def telling(first: Sequence[Hashable], second: Sequence[Hashable]) -> Pairs:
    """A common subsequence of which the rare items count most: what many places say tells little about any of them."""
    pairs = common(first, second)
    if len(pairs) == min(len(first), len(second)):
        return pairs
    ones, others = named(first), named(second)
    anchors = rising(unique_pairs(ones, (0, len(ones)), others, (0, len(others))))
    other: Pairs = dict(anchors)
    for (a, c), (b, d) in pairwise([(-1, -1), *anchors, (len(first), len(second))]):
        inside = common(first[a + 1 : b], second[c + 1 : d]) if b > a + 1 and d > c + 1 else {}
        other.update({a + 1 + one: c + 1 + two for one, two in inside.items()})
    here, there = Counter(first), Counter(second)
    result: Pairs = {}
    shared = sorted(pairs.items() & other.items())

    def weight(part: Pairs) -> float:
        """How much the pairs say."""
        return sum(1.0 / (here[first[one]] * there[first[one]]) for one in part)

    for (a, _c), (b, d) in pairwise([(-1, -1), *shared, (len(first), len(second))]):
        usual, rare = ({one: each[one] for one in range(a + 1, b) if one in each} for each in (pairs, other))
        result.update(rare if weight(rare) > weight(usual) else usual)
        result.update({b: d} if b < len(first) else {})
    return result


def named(items: Sequence[Hashable]) -> list[Hashable]:
    """The items, those that occur a few times with their number and how many there are."""
    counts, seen = Counter(items), Counter[Hashable]()
    result: list[Hashable] = []
    for item in items:
        seen[item] += 1
        result.append((item, seen[item], counts[item]) if counts[item] <= FEW else item)
    return result


def numbered(items: Sequence[Hashable]) -> list[int]:
    """The items as integers, equal where they are equal."""
    return [hash(item) for item in items]


def unique_pairs(
    first: Sequence[Hashable], one: tuple[int, int], second: Sequence[Hashable], other: tuple[int, int]
) -> list[tuple[int, int]]:
    """Items that occur once in each range, in the order of the first."""
    here, there = Counter(first[slice(*one)]), Counter(second[slice(*other)])
    places = {second[at]: at for at in range(*other)}
    return [(at, places[first[at]]) for at in range(*one) if here[first[at]] == 1 == there[first[at]]]


def rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of the pairs whose second places rise."""
    from bisect import bisect_left

    seconds = [other for _one, other in pairs]
    if all(map(lt, seconds, seconds[1:])):
        return pairs
    tails: list[int] = []
    ends: list[int] = []
    before = [-1] * len(pairs)
    for at, (_one, other) in enumerate(pairs):
        place = bisect_left(tails, other)
        before[at] = ends[place - 1] if place else -1
        if place == len(tails):
            tails.append(other)
            ends.append(at)
        else:
            tails[place], ends[place] = other, at
    result = []
    at = ends[-1] if ends else -1
    while at >= 0:
        result.append(pairs[at])
        at = before[at]
    return result[::-1]
