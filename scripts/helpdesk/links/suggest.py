"""The nearest right answer to a wrong one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

# Below this two names are only alike by chance: measured by swapping, dropping and adding letters in file names.
LEAST = 72
MOST_COMPARED = 40


class Nearest:
    """Finds the candidate most like a text; the index is made when first asked, so that a clean Site pays nothing."""

    def __init__(self, candidates: Iterable[str]) -> None:
        self._candidates = candidates
        self._index: dict[str, list[str]] | None = None
        self._answers: dict[str, str] = {}

    def to(self, text: str) -> str:
        """The best candidate, never the text itself; empty when none is like it."""
        if text not in self._answers:
            self._answers[text] = self._best(text)
        return self._answers[text]

    def _best(self, text: str) -> str:
        if self._index is None:
            self._index = defaultdict(list)
            for candidate in dict.fromkeys(self._candidates):
                for gram in grams(candidate):
                    self._index[gram].append(candidate)
        # The rarest pieces tell most; with eight of them a few wrong letters still leave some right ones.
        known = sorted((self._index[gram] for gram in grams(text) if gram in self._index), key=len)[:8]
        shared = Counter(candidate for listed in known for candidate in listed)
        shared.pop(text, None)
        if not shared:
            return ""
        from rapidfuzz import fuzz, process

        likely = [candidate for candidate, _count in shared.most_common(MOST_COMPARED)]
        best = process.extractOne(text, likely, scorer=fuzz.ratio, processor=str.lower, score_cutoff=LEAST)
        return best[0] if best else ""


def grams(text: str) -> set[str]:
    """The pieces of three letters, with marks for start and end."""
    marked = f"^{text.lower()}$"
    return {marked[at : at + 3] for at in range(max(1, len(marked) - 2))}
