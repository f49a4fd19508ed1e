"""Checks of words: Labels, Terms, names, sentences left as they were."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial

from helpdesk.prose import OBJECT
from helpdesk.sentences import WORD, sentences_of
from helpdesk.translations.checks import kinds
from helpdesk.translations.checks.pairs import Pair, Problem, problem, shown
from helpdesk.vocabulary import UNSPACED, avoided_terms, finder, instead_of, kept_names, listed, one_word

# A shorter sentence may be a title or a name that both languages share.
COPIED_WORDS = 6
# Texts that share fewer words than this have no such sentence in common, so they need not be cut into sentences.
SHARED_WORDS = 3
# So many words and the blanks between them.
SHORTEST_COPY = 2 * COPIED_WORDS - 1
# A "sentence" with one of these is code that its author did not mark as such.
CODE_SIGNS = re.compile(r"[{}=;<>|\\]|\(\)|//")
# A word of so few letters means too many things; a stem has at least so many.
STEM, SHORTEST = 3, 3


@dataclass(frozen=True)
class Vocabulary:
    """Labels and Terms as a source and a Translation share them."""

    labels: Mapping[str, object]
    terms: Mapping[str, object]
    source: str
    """The code of the source Locale."""
    stand_in: str
    """The Locale whose Labels stand in for a wording nobody has seen."""
    judged_by_pages: frozenset[str] = frozenset()
    """Locales whose forbidden words `helpdesk pages` reports already."""

    @cached_property
    def by_wording(self) -> dict[str, list[Mapping[str, object]]]:
        """Every Label by its wordings in the source Locale and in the stand-in one."""
        found: dict[str, list[Mapping[str, object]]] = {}
        for entry in self.labels.values():
            if isinstance(entry, Mapping):
                for wording in {str(entry.get(self.source) or ""), str(entry.get(self.stand_in) or "")} - {""}:
                    found.setdefault(wording, []).append(entry)
        return found

    @cached_property
    def pairs_of_terms(self) -> list[Mapping[str, object]]:
        """Every Term."""
        terms = self.terms.get("terms")
        return [entry for entry in terms.values() if isinstance(entry, Mapping)] if isinstance(terms, Mapping) else []

    def avoided(self, locale: str) -> tuple[Mapping[str, str], re.Pattern[str] | None]:
        """The words that the Terms forbid in a Locale, and what finds them; nothing where `helpdesk pages` does so."""
        if locale not in self.forbidden:
            words = {} if locale in self.judged_by_pages else avoided_terms(self.terms, locale)
            self.forbidden[locale] = words, finder(words)
        return self.forbidden[locale]

    @cached_property
    def forbidden(self) -> dict[str, tuple[Mapping[str, str], re.Pattern[str] | None]]:
        """What `avoided` has found out so far."""
        return {}

    @cached_property
    def names(self) -> re.Pattern[str] | None:
        """Finds names that no Locale translates."""
        names = sorted(kept_names(self.terms), key=len, reverse=True)
        return re.compile("|".join(one_word(name) for name in names)) if names else None


def labels(pair: Pair, vocabulary: Vocabulary) -> Iterator[Problem]:
    """Every Label of the source must be named here, by the Locale's wording."""
    ours = pair.ours.words
    mine = {ours[span.start : span.end].strip() for span in pair.ours.prose.bold}
    for span in pair.theirs.prose.bold:
        wording = pair.theirs.words[span.start : span.end].strip()
        entries = vocabulary.by_wording.get(wording, [])
        wanted = [str(entry.get(pair.locale) or entry.get(vocabulary.stand_in) or "") for entry in entries]
        if wanted and not mine.intersection(wanted):
            yield problem(kinds.LABEL, theirs=f"**{wording}**", mine=f"**{wanted[0]}**")


def terms(pair: Pair, vocabulary: Vocabulary) -> Iterator[Problem]:
    """A Term of the source must stand here in one of the Locale's wordings."""
    for entry in vocabulary.pairs_of_terms:
        theirs, ours = uses(entry, vocabulary.source), uses(entry, pair.locale)
        if not theirs or not ours:
            continue
        found = whole(theirs).search(pair.theirs.words)
        if found and not stems(ours).search(pair.ours.words):
            yield problem(kinds.TERM, theirs=found[0], mine=shown(ours))
    yield from avoided(pair, vocabulary)


def avoided(pair: Pair, vocabulary: Vocabulary) -> Iterator[Problem]:
    """Words that the Terms forbid, where no other command says so."""
    words, pattern = vocabulary.avoided(pair.locale)
    for found in pattern.finditer(pair.ours.words) if pattern else ():
        if not any(span.start <= found.start() < span.end for span in pair.ours.prose.bold):
            instead = instead_of(found[0], words)
            yield problem(kinds.AVOIDED, mine=found[0], instead=f'"{instead}"' if instead else "another word")


def uses(entry: Mapping[str, object], locale: str) -> tuple[str, ...]:
    """What a Locale writes for a Term."""
    here = entry.get(locale)
    return listed(here.get("use")) if isinstance(here, Mapping) else ()


@lru_cache
def whole(words: tuple[str, ...]) -> re.Pattern[str]:
    """Finds any of these wordings as it stands; a word of up to three letters means too many things."""
    return finder(word for word in words if len(word) > STEM or not word.isascii()) or re.compile(r"(?!)")


@lru_cache
def stems(words: tuple[str, ...]) -> re.Pattern[str]:
    """Finds any of these wordings with any ending."""
    return re.compile("|".join(stem(word) for word in words), re.IGNORECASE)


def stem(wording: str) -> str:
    """The pattern of a wording: the stem of any of its words that carries meaning.

    Half of a word is taken for its stem: generous on purpose, for the check must not take an inflected form for
    another word, and a text that has the word at all holds this much of it.
    """
    words = [word for word in wording.split() if len(word) > STEM or not word.isascii()] or wording.split()
    return "|".join(one_stem(word) for word in words)


def one_stem(word: str) -> str:
    """The pattern of the first half of a word; an Arabic article does not count."""
    bare = word.removeprefix("ال")
    shortest = 2 if UNSPACED.match(bare) else SHORTEST
    keep = max(shortest, len(bare) // 2)
    return (r"(?<!\w)" if bare.isascii() else "") + re.escape(bare[:keep])


def names(pair: Pair, vocabulary: Vocabulary) -> Iterator[Problem]:
    """Names that are written alike in every language."""
    if vocabulary.names is None:
        return
    ours = pair.ours.words.lower()
    theirs = {found[0] for found in vocabulary.names.finditer(pair.theirs.words)}
    for name in sorted(theirs):
        if name.lower() not in ours and not any(name in other and other != name for other in theirs):
            yield problem(kinds.NAME, theirs=name)


def copied(pair: Pair) -> Iterator[Problem]:
    """Sentences that still have the source's words, in a text that was translated otherwise."""
    if min(len(pair.theirs.words), len(pair.ours.words)) < SHORTEST_COPY:
        return
    theirs, ours = pair.theirs.words.split(), pair.ours.words.split()
    if theirs == ours or not share_a_run(theirs, ours):
        return
    text = " ".join(ours)
    for sentence in sentences_of(" ".join(theirs)):
        if sentence.words not in text or CODE_SIGNS.search(sentence.words):
            continue
        words = [word for word in WORD.findall(sentence.words.replace(OBJECT, " ")) if word[:1].islower()]
        if len(words) >= COPIED_WORDS:
            yield problem(kinds.COPIED, theirs=sentence.words[:80])


def share_a_run(theirs: list[str], ours: list[str]) -> bool:
    """Whether the texts can have a sentence in common: some words of its middle side by side."""
    shared = set(theirs).intersection(ours)
    if len(shared) < SHARED_WORDS or not has_a_run(theirs, shared):
        return False
    return not {*zip(theirs, theirs[1:], theirs[2:], strict=False)}.isdisjoint(
        zip(ours, ours[1:], ours[2:], strict=False)
    )


def has_a_run(words: list[str], shared: set[str]) -> bool:
    """Whether three of the words side by side are among those shared."""
    run = 0
    for word in words:
        run = run + 1 if word in shared else 0
        if run == SHARED_WORDS:
            return True
    return False


Judge = Callable[[Pair], Iterator[Problem]]


def judges_of(vocabulary: Vocabulary) -> tuple[Judge, ...]:
    """The checks of words that can find anything with this vocabulary."""
    judges: list[Judge] = []
    if vocabulary.labels:
        judges.append(partial(labels, vocabulary=vocabulary))
    if vocabulary.pairs_of_terms:
        judges.append(partial(terms, vocabulary=vocabulary))
    if vocabulary.names is not None:
        judges.append(partial(names, vocabulary=vocabulary))
    return (*judges, copied)
