"""Labels and Terms as one Locale needs them, and words found in running text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

# Scripts that write no blanks between words: a word may stand anywhere in them.
UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")


@dataclass(frozen=True, slots=True)
class Labels:
    """The portal's wordings for one Locale."""

    own: frozenset[str]
    """Wordings in the Locale's own language."""
    stand_ins: Mapping[str, str]
    """Wordings of the stand-in Locale, and the own wording to use instead (empty: nobody has seen one)."""
    needs_gloss: bool
    """Whether a stand-in wording needs an explanation behind it: not in the stand-in Locale itself."""

    @property
    def known(self) -> list[str]:
        """Every wording that may stand bold."""
        return sorted(self.own | {wording for wording, own in self.stand_ins.items() if not own})


def labels_for(values: Mapping[str, object], locale: str, stand_in: str) -> Labels:
    """The Labels of one Locale from the whole of `i18n/labels.yml`."""
    own: set[str] = set()
    stand_ins: dict[str, str] = {}
    for entry in values.values():
        if not isinstance(entry, Mapping):
            continue
        wording = str(entry.get(locale) or "")
        if wording:
            own.add(wording)
        if other := str(entry.get(stand_in) or ""):
            # Two Labels may share an English wording; one without its own wording makes the English one right.
            stand_ins[other] = wording if other not in stand_ins else wording and stand_ins[other]
    return Labels(frozenset(own), stand_ins, needs_gloss=locale != stand_in)


def terms_of(values: Mapping[str, object], locale: str) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Per Term of `i18n/terms.yml` what this Locale writes for it and what it must not write."""
    terms = values.get("terms")
    for entry in terms.values() if isinstance(terms, Mapping) else ():
        here = entry.get(locale) if isinstance(entry, Mapping) else None
        if isinstance(here, Mapping):
            yield listed(here.get("use")), listed(here.get("avoid"))


def listed(value: object) -> tuple[str, ...]:
    """A list of words, also where one word stands without brackets."""
    return tuple(str(word) for word in value) if isinstance(value, list) else (str(value),) if value else ()


def avoided_terms(values: Mapping[str, object], locale: str) -> dict[str, str]:
    """Words that running text of this Locale must not use, and what to use instead."""
    return {word: " / ".join(use) for use, avoid in terms_of(values, locale) for word in avoid}


def used_terms(values: Mapping[str, object], locale: str) -> tuple[str, ...]:
    """Every wording this Locale writes for a Term."""
    return tuple(word for use, _avoid in terms_of(values, locale) for word in use)


def kept_names(values: Mapping[str, object]) -> tuple[str, ...]:
    """Names of `i18n/terms.yml` that no Locale translates."""
    keep = values.get("keep")
    return tuple(str(name) for name in keep) if isinstance(keep, list) else ()


def finder(words: Iterable[str]) -> re.Pattern[str] | None:
    """Finds any of these words or phrases, whatever their letter case; None when there are none."""
    patterns = [one_word(word) for word in sorted(words, key=len, reverse=True) if word.strip("* ")]
    return re.compile("|".join(patterns), re.IGNORECASE) if patterns else None


def one_word(word: str) -> str:
    """The pattern of one word: whole, unless it ends in `*` or its script has no blanks."""
    open_end = word.endswith("*")
    bare = unicodedata.normalize("NFC", word.rstrip("*").strip())
    body = r"\s+".join(re.escape(part) for part in bare.split())
    left = "" if UNSPACED.match(bare) or not bare[0].isalnum() else r"(?<!\w)"
    right = "" if open_end or UNSPACED.match(bare[-1]) or not bare[-1].isalnum() else r"(?!\w)"
    return f"{left}{body}{right}"


def instead_of(found: str, words: Mapping[str, str]) -> str:
    """What a found word's list says to write instead."""
    for word, instead in words.items():
        if re.fullmatch(one_word(word), found, re.IGNORECASE):
            return instead
    return ""
