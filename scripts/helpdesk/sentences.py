"""Words cut into sentences, as far as plain rules carry: marks that end one, and abbreviations that do not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from helpdesk.prose import OBJECT, Span

# A full-width mark ends a sentence by itself; the others only before a blank, because "3.5" and "example.com" hold them.
# The sign comes first, and only then what must follow, so that whatever stands before it is skipped in one go.
END = re.compile(
    r"[。！？.!?…؟۔:](?:(?<=[。！？])[。！？]*[」』）\"”]?|(?<=[.!?…؟۔])[.!?…؟۔]*[\"”’»“)\]]*(?=\s|\Z)|(?<=:)(?=\s*\Z))"
)
WORD = re.compile(r"[^\W_]+(?:[-'’\u2011./+&][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a Block's words."""

    words: str
    span: Span

    @property
    def count(self) -> int:
        """How many words it has; a piece of code or an address counts as one."""
        return len(WORD.findall(self.words)) + self.words.count(OBJECT)


def sentences_of(words: str, abbreviations: Iterable[str] = ()) -> Iterator[Sentence]:
    """The sentences of one Block, in order; a Block's end ends its last one."""
    short = ends_of(tuple(abbreviations))
    start = 0
    for mark in END.finditer(words):
        if mark[0] == "." and (short.search(words, max(0, mark.end() - 20), mark.end()) or is_enumerator(words, mark)):
            continue
        if mark[0][0] in ".…" and starts_small(words, mark.end()):
            continue
        yield from trimmed(words, start, mark.end())
        start = mark.end()
    yield from trimmed(words, start, len(words))


@lru_cache
def ends_of(abbreviations: tuple[str, ...]) -> re.Pattern[str]:
    """Finds an abbreviation at the end of a text."""
    if not abbreviations:
        return re.compile(r"(?!)")
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(each) for each in abbreviations) + r")\Z")


def is_enumerator(words: str, mark: re.Match[str]) -> bool:
    """Whether the full stop belongs to a number such as "3." in the middle of a sentence: "am 3. Mai"."""
    before = words[: mark.start()][-3:]
    return before[-1:].isdigit() and mark.end() < len(words) and len(before.strip().rsplit(" ", 1)[-1]) <= 2


def starts_small(words: str, position: int) -> bool:
    """Whether the next word starts with a small letter, so that the sentence goes on."""
    following = words[position : position + 4].lstrip(" \u00a0\u202f\"'“„«(")
    return following[:1].islower()


def trimmed(words: str, start: int, end: int) -> Iterator[Sentence]:
    """The sentence between the offsets without the blanks around it; none when there are no words."""
    text = words[start:end]
    if WORD.search(text) is None and OBJECT not in text:
        return
    left = start + len(text) - len(text.lstrip())
    right = end - (len(text) - len(text.rstrip()))
    yield Sentence(words[left:right], Span(left, right))
