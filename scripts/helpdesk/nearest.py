"""The nearest right answer to a wrong word, as the sentence a Finding gives."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(word: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """'Did you mean "x"? ' with a blank after it, or nothing when no known word is near."""
    matches = get_close_matches(word, list(known), n=1, cutoff=cutoff)
    return f'Did you mean "{matches[0]}"? ' if matches else ""
