"""Plain language: one Page's text against the wishes of its Locale."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from re import Match, Pattern

from helpdesk.nearest import nearest
from helpdesk.pages import findings as kinds
from helpdesk.pages.lint_data import Lint, Typography
from helpdesk.pages.passages import RUNNING, Kind
from helpdesk.prose import OBJECT, Prose, Span
from helpdesk.report import Finding, Place
from helpdesk.sentences import Sentence, sentences_of
from helpdesk.vocabulary import Labels, finder, instead_of

# Fewer sentences than this have no average worth a Finding.
ENOUGH = 5
# The explanation in brackets behind a Label.
GLOSS = re.compile(r"\s?[(（][^()（）]{0,100}[)）]")


@dataclass(frozen=True, slots=True)
class Text:
    """One passage of a Page: what it is and its words."""

    kind: Kind
    prose: Prose


@dataclass(frozen=True)
class Wishes:
    """Everything a Locale's text is judged by."""

    lint: Lint
    labels: Labels
    terms: dict[str, str]
    """Words to avoid, of the Terms."""
    keep: tuple[str, ...] = ()
    """Names that are written alike in every language."""
    right: tuple[str, ...] = ()
    """Wordings of the Terms for this Locale, which are right whatever a dictionary says."""

    @cached_property
    def avoided(self) -> Pattern[str] | None:
        """Finds words to avoid, of the Locale's own list and of the Terms."""
        return finder([*self.lint.avoid, *self.terms])

    @cached_property
    def actions(self) -> Pattern[str] | None:
        """Finds words that ask for an action."""
        return finder(self.lint.actions)

    @cached_property
    def alternatives(self) -> Pattern[str] | None:
        """Finds words such as "or"."""
        return finder(self.lint.alternatives)

    @cached_property
    def names(self) -> Pattern[str] | None:
        """Finds texts that are taken as they are."""
        return finder([*self.lint.names, *self.keep])

    def names_in(self, prose: Prose) -> list[Span]:
        """Where such texts stand."""
        return [Span(*found.span()) for found in self.names.finditer(prose.words)] if self.names else []

    def length(self, sentence: Sentence) -> int:
        """How long a sentence is, in the Locale's unit."""
        return sum(sign.isalnum() for sign in sentence.words) if self.lint.by_signs else sentence.count

    @property
    def unit(self) -> str:
        """The name of that unit."""
        return "characters" if self.lint.by_signs else "words"


def judge(texts: Sequence[Text], wishes: Wishes, place: Callable[[int], Place]) -> Iterator[Finding]:
    """Every Finding about the words of one Page; `place` gives the Place of an offset in its text."""
    glossed: set[str] = set()
    lengths: list[tuple[int, int]] = []
    for text in texts:
        prose = text.prose
        yield from avoided_words(prose, wishes, place)
        yield from link_texts(prose, wishes.lint, place)
        for part in (prose, *prose.alts):
            yield from typography(part, wishes, place)
        if wishes.lint.bold_is_label:
            yield from bold_labels(prose, wishes.labels, glossed, place)
        if text.kind is Kind.STEP:
            yield from two_actions(prose, wishes, place)
        if text.kind in RUNNING:
            for sentence in sentences_of(prose.words, wishes.lint.abbreviations):
                length = wishes.length(sentence)
                lengths.append((length, prose.offset(sentence.span.start)))
                if wishes.lint.longest and length > wishes.lint.longest:
                    here = place(prose.offset(sentence.span.start))
                    yield kinds.LONG_SENTENCE.at(here, count=length, unit=wishes.unit, most=wishes.lint.longest)
    yield from long_average(lengths, wishes, place)


def avoided_words(prose: Prose, wishes: Wishes, place: Callable[[int], Place]) -> Iterator[Finding]:
    """Words to avoid outside Labels; the words of pictures' alternative texts count as well."""
    if wishes.avoided is None:
        return
    everything = {**wishes.lint.avoid, **wishes.terms}
    for part in (prose, *prose.alts):
        given = [*part.bold, *glosses(part), *wishes.names_in(part)]
        for found in wishes.avoided.finditer(part.words):
            if inside(found.start(), given):
                continue
            instead = instead_of(found[0], everything)
            remedy = f'Write "{instead}"' if instead else "Leave it out or say it in plainer words"
            yield kinds.AVOID.at(place(part.offset(found.start())), word=found[0], remedy=remedy)


def link_texts(prose: Prose, lint: Lint, place: Callable[[int], Place]) -> Iterator[Finding]:
    """Links whose text says nothing by itself."""
    for span in prose.links:
        text = prose.words[span.start : span.end].strip(f" {OBJECT}.,;:!?。、")
        if text.lower() in lint.link_texts:
            yield kinds.EMPTY_LINK.at(place(prose.offset(span.start)), text=text)


def typography(prose: Prose, wishes: Wishes, place: Callable[[int], Place]) -> Iterator[Finding]:
    """Signs that the language sets in another way."""
    for rule, found in unset(prose, wishes):
        yield kinds.TYPOGRAPHY.at(
            place(prose.offset(found.start())),
            say=rule.say,
            found=around(prose.words, found),
            remedy="`helpdesk pages fix` does it" if rule.write is not None else "Change it by hand",
        )


def unset(prose: Prose, wishes: Wishes) -> Iterator[tuple[Typography, Match[str]]]:
    """Where the language's typography is broken; Labels and names stay as they are."""
    given = [*(prose.bold if wishes.lint.bold_is_label else ()), *wishes.names_in(prose)]
    for rule in wishes.lint.typography:
        for found in rule.find.finditer(prose.words):
            last = max(found.start(), found.end() - 1)
            right = rule.write is not None and found.expand(rule.write) == found[0]
            if (found[0] or rule.write) and not right and not inside(found.start(), given) and not inside(last, given):
                yield rule, found


def glosses(prose: Prose) -> Iterator[Span]:
    """The brackets behind bold texts, in which a Label's wording is explained word for word."""
    for span in prose.bold:
        if is_glossed(prose, span):
            end = min((at for sign in ")）" if (at := prose.words.find(sign, span.end)) >= 0), default=len(prose.words))
            yield Span(span.end, end)


def inside(index: int, spans: Iterable[Span]) -> bool:
    """Whether the character at this index belongs to one of the spans."""
    return any(span.start <= index < span.end for span in spans)


def around(words: str, found: Match[str]) -> str:
    """What was found, with some of the words around it."""
    return words[max(0, found.start() - 12) : found.end() + 12].strip().replace(OBJECT, "…")


def bold_labels(prose: Prose, labels: Labels, glossed: set[str], place: Callable[[int], Place]) -> Iterator[Finding]:
    """Bold texts that are no Label, not this Locale's wording of one, or not explained; `glossed` grows."""
    for span in prose.bold:
        text = " ".join(prose.words[span.start : span.end].split())
        here = place(prose.offset(span.start))
        if not text or text == OBJECT or text in labels.own:
            continue
        if text not in labels.stand_ins:
            yield kinds.NO_LABEL.at(here, text=text, near=nearest(text, labels.known))
        elif own := labels.stand_ins[text]:
            yield kinds.OTHER_WORDING.at(here, text=text, own=own)
        elif labels.needs_gloss and text not in glossed:
            if not is_glossed(prose, span):
                yield kinds.NO_GLOSS.at(here, text=text)
            glossed.add(text)


def is_glossed(prose: Prose, span: Span) -> bool:
    """Whether brackets follow the bold text, or it stands in brackets behind words of the reader's language."""
    return prose.words[span.end : span.end + 3].lstrip(" \u00a0\u202f\u2068\u2069\u200e\u200f'’”\"»“")[:1] in (
        "(",
        "（",
    )


def end_of_gloss(prose: Prose, label: Span) -> int:
    """Where the brackets behind a Label close; the Label's own end where it has none."""
    close = GLOSS.match(prose.words, label.end)
    return close.end() if close else label.end


def two_actions(prose: Prose, wishes: Wishes, place: Callable[[int], Place]) -> Iterator[Finding]:
    """A step with more than one word that asks for an action; alternatives, Labels and their glosses not counted."""
    if wishes.actions is None:
        return
    found: list[Match[str]] = []
    quoted = [Span(span.start, end_of_gloss(prose, span)) for span in prose.bold]
    for action in wishes.actions.finditer(prose.words):
        if inside(action.start(), quoted):
            continue
        between = prose.words[found[-1].end() if found else 0 : action.start()]
        if not (found and wishes.alternatives and wishes.alternatives.search(between)):
            found.append(action)
    if len(found) > 1:
        named = ", ".join(f'"{action[0]}"' for action in found)
        yield kinds.TWO_ACTIONS.at(place(prose.offset(found[1].start())), count=len(found), actions=named)


def long_average(lengths: list[tuple[int, int]], wishes: Wishes, place: Callable[[int], Place]) -> Iterator[Finding]:
    """A Page whose sentences are too long on the whole."""
    if wishes.lint.average is None or len(lengths) < ENOUGH:
        return
    average = sum(length for length, _offset in lengths) / len(lengths)
    if average > wishes.lint.average:
        longest, offset = max(lengths)
        here = place(0)
        yield kinds.LONG_AVERAGE.at(
            here, average=average, unit=wishes.unit, most=wishes.lint.average, line=place(offset).line, longest=longest
        )
