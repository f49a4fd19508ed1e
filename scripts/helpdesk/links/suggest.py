"""The nearest right answer to a wrong one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import chain

# Below this two names are only alike by chance: measured by swapping, dropping and adding letters in file names.
LEAST = 72
MOST_COMPARED = 40
# To write without asking takes more: one slip in eight letters, and no second candidate close behind.
SURE, CLEAR = 85, 6
# In a name of four letters one other letter is another name.
SHORTEST = 5
# Searching costs far more than judging. Where thousands of Targets are gone, as after a folder was lost, a nearest
# name for each is of no help.
MOST_SEARCHED = 400
# So few candidates are compared one by one faster than an index is made of them.
FEW = 300


class Nearest:
    """Finds the candidate most like a text, for the first few hundred texts.

    The index is made when first asked, so that a clean Site pays nothing.
    """

    def __init__(self, candidates: Iterable[str]) -> None:
        self._candidates = candidates
        self._by_lower: dict[str, str] = {}
        self._index: dict[str, list[str]] | None = None
        self._answers: dict[str, str] = {}

    def to(self, text: str) -> str:
        """The best candidate, never the text itself; empty when none is like it."""
        if text not in self._answers and len(self._answers) < MOST_SEARCHED:
            self._answers[text] = self._best(text)
        return self._answers.get(text, "")

    def sure(self, text: str) -> str:
        """The candidate that the text surely means: very like it, and no other nearly as like; empty when none is."""
        from rapidfuzz import fuzz, process

        index, lowered = self._indexed(), text.lower()
        if len(lowered.rpartition("/")[2].partition(".")[0]) < SHORTEST:
            return ""
        likely = {candidate for gram in grams(lowered) for candidate in index.get(gram, ())} - {lowered}
        best = process.extract(lowered, sorted(likely), scorer=fuzz.ratio, limit=2, score_cutoff=SURE - CLEAR)
        if not best or best[0][1] < SURE or (len(best) > 1 and best[0][1] - best[1][1] < CLEAR):
            return ""
        # Long folders make paths alike whose names are not, and another folder is no slip.
        ours, theirs = lowered.split("/"), best[0][0].split("/")
        if len(ours) != len(theirs) or any(fuzz.ratio(*pair) < SURE for pair in zip(ours, theirs, strict=True)):
            return ""
        return self._by_lower[best[0][0]]

    def _best(self, text: str) -> str:
        self._by_lower = self._by_lower or {candidate.lower(): candidate for candidate in sorted(self._candidates)}
        if len(self._by_lower) <= FEW:
            return self._best_of_few(text)
        index, lowered = self._indexed(), text.lower()
        # The rarest pieces tell most; with eight of them a few wrong letters still leave some right ones.
        known = sorted([index[gram] for gram in sorted(grams(lowered)) if gram in index], key=len)[:8]
        shared = Counter(chain.from_iterable(known))
        if self._by_lower.get(lowered) == text:
            shared.pop(lowered, None)
        if not shared:
            return ""
        from rapidfuzz import fuzz, process

        least = max(shared.values()) / 3
        likely = [candidate for candidate, count in shared.most_common(MOST_COMPARED) if count >= least]
        best = process.extractOne(lowered, likely, scorer=fuzz.ratio, score_cutoff=LEAST)
        return self._by_lower[best[0]] if best else ""

    def _best_of_few(self, text: str) -> str:
        from rapidfuzz import fuzz, process

        lowered = text.lower()
        others = [each for each in self._by_lower if each != lowered or self._by_lower[each] != text]
        best = process.extractOne(lowered, others, scorer=fuzz.ratio, score_cutoff=LEAST)
        return self._by_lower[best[0]] if best else ""

    def _indexed(self) -> dict[str, list[str]]:
        if self._index is None:
            self._index = defaultdict(list)
            self._by_lower = self._by_lower or {each.lower(): each for each in sorted(self._candidates)}
            for candidate in self._by_lower:
                for gram in grams(candidate):
                    self._index[gram].append(candidate)
        return self._index


def grams(text: str) -> set[str]:
    """The pieces of three letters of the last part of a path, with marks for start and end."""
    marked = f"^{text.rstrip('/').rpartition('/')[2]}$"
    return {marked[at : at + 3] for at in range(max(1, len(marked) - 2))}
