"""Which item of one list became which of another: by equality, by likeness, by place.

Everything here is near-linear: quadratic steps run only in gaps whose size is bounded.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from itertools import pairwise
from operator import add

from helpdesk.translations.subsequence import Pairs, rising, telling

# Who moves a text and copies it leaves two of it; what stands in more places is rather said anew in each.
MOST_COPIES = 2
# So many comparisons of two texts take about 15 ms; a gap with more is cut along its diagonal.
MOST_COMPARISONS = 10_000


def same(first: Sequence[Hashable], second: Sequence[Hashable], stays: Callable[[int], bool]) -> Pairs:
    """Items that are equal in both: in order where they can be, else where they have moved to.

    What stays goes nowhere without what follows it.
    """
    pairs = telling(first, second)
    if len(pairs) == len(first) == len(second):
        return pairs
    pairs = touching(first, second, pairs)
    pairs.update(elsewhere(first, second, pairs))
    return {a: b for a, b in pairs.items() if not stays(a) or pairs.get(a + 1, b + 1) == b + 1}


def touching(first: Sequence[Hashable], second: Sequence[Hashable], pairs: Pairs) -> Pairs:
    """The rising pairs, those of items that occur again moved to the place that touches a neighbour's.

    Of those that touch none nothing says which of the places is theirs: they are left out.
    """
    result = dict(pairs)
    for _side in range(2):
        for step in (1, -1):
            ends = {-1: -1, len(first): len(second)} | result
            for one in sorted(result, reverse=step > 0):
                beside = ends.get(one + step)
                if beside is None or ends.get(one - step) == ends[one] - step:
                    continue
                # Between two neighbours of a rising list every place is free.
                if second[beside - step] == first[one]:
                    ends[one] = result[one] = beside - step
        first, second, result = second, first, {other: one for one, other in result.items()}
    here, there = Counter(first), Counter(second)
    ends = {-1: -1, len(first): len(second)} | result
    return {
        one: other
        for one, other in result.items()
        if here[first[one]] == 1 == there[first[one]]
        or ends.get(one - 1) == other - 1
        or ends.get(one + 1) == other + 1
    }


def elsewhere(first: Sequence[Hashable], second: Sequence[Hashable], pairs: Pairs) -> Pairs:
    """Items left over in both that have moved: they occurred once, or their neighbour has moved with them."""
    used = set(pairs.values())
    here, there = Counter(first), Counter(second)
    # Of what was copied too, the first is as good as the other.
    places = {item: at for at, item in reversed(list(enumerate(second))) if at not in used}
    moved = {
        at: places[item]
        for at, item in enumerate(first)
        if at not in pairs and here[item] == 1 and there[item] <= MOST_COPIES and item in places
    }
    used.update(moved.values())
    for step in (1, -1):
        for one in sorted(moved, reverse=step < 0):
            at, other = one + step, moved[one] + step
            while 0 <= at < len(first) and 0 <= other < len(second) and first[at] == second[other]:
                if at in pairs or at in moved or other in used:
                    break
                moved[at] = other
                used.add(other)
                at, other = at + step, other + step
    return moved


def gaps(count: int, other: int, pairs: Pairs) -> list[tuple[list[int], list[int]]]:
    """What is left over between neighbouring pairs, on both sides; pairs that cross others part nothing."""
    anchors = rising(sorted(pairs.items()))
    used = set(pairs.values())
    result = []
    edges = [(-1, -1), *anchors, (count, other)]
    for (a, c), (b, d) in pairwise(edges):
        if b == a + 1 or d == c + 1:
            continue
        left = [at for at in range(a + 1, b) if at not in pairs]
        right = [at for at in range(c + 1, d) if at not in used]
        if left and right:
            result.append((left, right))
    return result


Score = Callable[[int, int], float]
"""How well an item of the first list fits one of the second; 0 for not at all."""


def best(left: list[int], right: list[int], score: Score) -> Pairs:
    """The pairs in order whose scores add up to most; in a large gap only near its diagonal."""
    rows, columns = len(left), len(right)
    width = columns if rows * columns <= MOST_COMPARISONS else max(MOST_COMPARISONS // rows, 8)
    totals: list[dict[int, float]] = [{}]
    steps: list[dict[int, int]] = [{}]
    for row in range(1, rows + 1):
        middle = row * columns // rows
        low, high = max(middle - width // 2, 1), min(middle + (width + 1) // 2, columns)
        if width == columns:
            low, high = 1, columns
        above, here, step = totals[-1], {}, {}
        total_above = above.get(low - 1, max((v for k, v in above.items() if k < low), default=0.0))
        running = total_above
        for column in range(low, high + 1):
            fit = score(left[row - 1], right[column - 1])
            diagonal = total_above + fit if fit > 0 else -1.0
            total_above = above.get(column, total_above)
            top = max(total_above, running)
            if diagonal > top:
                here[column], step[column] = diagonal, 2
            else:
                here[column], step[column] = top, 1 if total_above >= running else 0
            running = here[column]
        totals.append(here)
        steps.append(step)
    return walked_back(rows, columns, steps)


def walked_back(rows: int, columns: int, steps: list[dict[int, int]]) -> Pairs:
    """The pairs of indices that the steps of `best` lead through, as places in the gap's lists."""
    pairs: Pairs = {}
    row, column = rows, columns
    while row > 0 and column > 0:
        step = steps[row].get(column)
        if step is None:
            known = [at for at in steps[row] if at < column]
            if known:
                column = max(known)
            else:
                row -= 1
            continue
        if step == 2:
            pairs[row - 1] = column - 1
            row, column = row - 1, column - 1
        elif step == 1:
            row -= 1
        else:
            column -= 1
    return pairs


def in_order(left: list[int], right: list[int], score: Score, margin: float = 1e-6) -> Pairs:
    """The pairs in order whose scores add up to most, as places in the whole lists.

    Without those that another choice would make otherwise for nearly the same sum.
    """
    if len(left) * len(right) > MOST_COMPARISONS:
        return in_long_order(left, right, score)
    fits = [[score(one, other) for other in right] for one in left]
    before = sums(fits)
    after = [row[::-1] for row in sums([row[::-1] for row in fits[::-1]])[::-1]]
    pairs: Pairs = {}
    for row, fit in enumerate(fits):
        through = [before[row][at] + each + after[row + 1][at + 1] if each > 0 else -1.0 for at, each in enumerate(fit)]
        top = max(range(len(right)), key=through.__getitem__)
        other = max((each for at, each in enumerate(through) if at != top), default=-1.0)
        without = max(map(add, before[row], after[row + 1]))
        if through[top] >= max(other, without) + margin:
            pairs[left[row]] = right[top]
    return pairs


def sums(fits: list[list[float]]) -> list[list[float]]:
    """The most that pairs in order add up to, of the first so many rows and columns."""
    table = [[0.0] * (len(fits[0]) + 1)]
    for fit in fits:
        above, here, best_left = table[-1], [0.0], 0.0
        for at, each in enumerate(fit):
            best_left = max(best_left, above[at + 1], above[at] + each if each > 0 else 0.0)
            here.append(best_left)
        table.append(here)
    return table


def in_long_order(left: list[int], right: list[int], score: Score) -> Pairs:
    """`best`, as places in the whole lists, without pairs that another equally good choice would make otherwise."""
    forward = {left[a]: right[b] for a, b in best(left, right, score).items()}
    backward_left, backward_right = left[::-1], right[::-1]
    backward = {backward_left[a]: backward_right[b] for a, b in best(backward_left, backward_right, score).items()}
    return {a: b for a, b in forward.items() if backward.get(a) == b}
