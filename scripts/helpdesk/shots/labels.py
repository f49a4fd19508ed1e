"""Labels: the portal's wording per Locale, and which wording a reader of a Locale sees."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import yaml

from helpdesk.files import Unreadable, read_text
from helpdesk.report import Finding, Place
from helpdesk.shots import findings as kinds
from helpdesk.shots.nodes import BadYaml, entries_of, is_empty, place_of, root_of, scalar_of
from helpdesk.shots.scenes import Source, Text

FILE = "i18n/labels.yml"
SAMPLES = "i18n/samples.yml"
# The portal speaks English wherever it has no translation; every Label must have this wording.
PORTAL_FALLBACK = "en"
SEEN = "seen"
KNOWN = "Locale codes such as `en`, and in the Labels `seen`"
LOCALE_CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class Label:
    """One wording of the portal, or one word of the sample data."""

    key: str
    words: Mapping[str, str]
    """By Locale; a Locale whose wording nobody has seen is not in it."""
    line: int


@dataclass(frozen=True)
class Wordings:
    """All Labels, and the words of the sample data in the pictures."""

    labels: Mapping[str, Label] = field(default_factory=dict)
    samples: Mapping[str, Label] = field(default_factory=dict)

    @cached_property
    def portal_locales(self) -> frozenset[str]:
        """The Locales that the portal itself speaks, as far as anyone has seen."""
        return frozenset(locale for label in self.labels.values() for locale in label.words)

    def portal_locale(self, locale: str) -> str:
        """The Locale in which a reader of this Locale sees the portal."""
        return locale if locale in self.portal_locales else PORTAL_FALLBACK

    def label(self, key: str, locale: str) -> str:
        """What stands on the button for a reader of the Locale: its own wording, or else English."""
        words = self.labels[key].words
        return words.get(locale) or words[PORTAL_FALLBACK]

    def sample(self, key: str, locale: str) -> str:
        """Sample data in the portal's language, so that a picture never mixes more than it must."""
        words = self.samples[key].words
        return words.get(self.portal_locale(locale)) or words[PORTAL_FALLBACK]

    def shown(self, text: Text, locale: str) -> str:
        """The words in a picture for this Locale; raises KeyError for words that are nowhere."""
        if text.source is Source.TEXT:
            return text.value
        return (self.label if text.source is Source.LABEL else self.sample)(text.value, locale)

    def direction(self, locale: str) -> str:
        """`rtl` where the portal's own wording is written from right to left, else `ltr`."""
        if locale not in self.portal_locales:
            return "ltr"
        letters = "".join(label.words.get(locale, "") for label in self.labels.values())
        rightward = sum(unicodedata.bidirectional(letter) in {"R", "AL"} for letter in letters)
        return "rtl" if rightward * 2 > len(letters) else "ltr"


def load(root: Path) -> tuple[Wordings, list[Finding]]:
    """The Labels and sample words of a project, and what is wrong with their files; no file, no words."""
    labels, wrong = load_file(root, FILE, evidence=True)
    samples, more = load_file(root, SAMPLES, evidence=False)
    return Wordings(labels, samples), wrong + more


def load_file(root: Path, file: str, *, evidence: bool) -> tuple[dict[str, Label], list[Finding]]:
    """The wordings in one file; with `evidence` each must say where it was seen."""
    try:
        node = root_of(read_text(root / file).removeprefix("\ufeff"))
    except FileNotFoundError:
        return {}, []
    except OSError as error:
        return {}, [kinds.UNREADABLE.at(Place(file), reason=error.strerror or str(error))]
    except Unreadable as error:
        return {}, [kinds.UNREADABLE.at(Place(file, error.line), reason=error.reason)]
    except BadYaml as error:
        return {}, [kinds.BAD_YAML.at(Place(file, error.line, error.column), reason=error.reason)]
    labels: dict[str, Label] = {}
    wrong: list[Finding] = []
    for key, at, value in entries_of(node) if node else ():
        place = Place(file, *place_of(at))
        if not isinstance(value, yaml.MappingNode):
            wrong.append(kinds.LABEL_SHAPE.at(place, key=key))
            continue
        words, found = read_words(file, key, value, evidence=evidence)
        wrong.extend(found)
        if key in labels:
            wrong.append(kinds.LABEL_TWICE.at(place, key=key, line=labels[key].line))
        elif PORTAL_FALLBACK not in words:
            wrong.append(kinds.LABEL_WITHOUT_ENGLISH.at(place, key=key))
        else:
            labels[key] = Label(key, words, place.line)
    return labels, wrong


def read_words(file: str, key: str, node: yaml.MappingNode, *, evidence: bool) -> tuple[dict[str, str], list[Finding]]:
    """The wordings of one key by Locale, and what is wrong with them."""
    words: dict[str, str] = {}
    places: dict[str, Place] = {}
    seen: set[str] = set()
    wrong: list[Finding] = []
    for name, at, value in entries_of(node):
        place = Place(file, *place_of(at), locale=name)
        text = scalar_of(value)
        if name == SEEN and evidence:
            seen = evidence_of(value)
        elif not LOCALE_CODE.fullmatch(name):
            wrong.append(kinds.UNKNOWN_KEY.at(Place(file, *place_of(at)), key=name, known=KNOWN))
        elif text is None and not is_empty(value):
            wrong.append(kinds.LABEL_SHAPE.at(place, key=f"{key}: {name}"))
        elif text:
            words[name], places[name] = " ".join(text.split()), place
    unseen = [locale for locale in words if evidence and locale not in seen]
    wrong += [kinds.LABEL_UNSEEN.at(places[code], key=key, locale=code, words=words[code]) for code in unseen]
    return words, wrong


def evidence_of(node: yaml.Node) -> set[str]:
    """The Locales for which it is written where the wording was seen."""
    if not isinstance(node, yaml.MappingNode):
        return set()
    return {name for name, _at, value in entries_of(node) if scalar_of(value)}


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word most like this one, or an empty text when none is near."""
    import difflib

    by_fold = {one.casefold(): one for one in known}
    found = difflib.get_close_matches(word.casefold(), by_fold, n=1, cutoff=0.6)
    return by_fold[found[0]] if found else ""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A question for a Finding's help, with a blank at its end; empty when nothing is near."""
    found = nearest(word, known)
    return f'Did you mean "{found}"? ' if found else ""
