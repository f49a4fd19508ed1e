"""Readability formulas, each made for one language; all need whole texts and say little about one sentence.

Names used below: ASL words per sentence, ASW syllables per word. The Flesch family gives 0 to 100, higher is easier,
70 or more is "fairly easy"; the others say so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import sqrt


@dataclass(frozen=True, slots=True)
class Measure:
    """What is counted in a text."""

    sentences: int
    words: int
    signs: int
    """Letters and digits."""
    syllables: int
    three: int
    """Words of three syllables or more."""
    four: int
    """Words of four syllables or more."""
    long: int
    """Words of more than six letters."""
    one: int
    """Words of one syllable."""

    @property
    def asl(self) -> float:
        """Words per sentence."""
        return self.words / self.sentences

    @property
    def asw(self) -> float:
        """Syllables per word."""
        return self.syllables / self.words


def flesch(text: Measure) -> float:
    """English: 206.835 - 1.015 ASL - 84.6 ASW (R. Flesch, "A new readability yardstick", 1948)."""
    return 206.835 - 1.015 * text.asl - 84.6 * text.asw


def flesch_douma(text: Measure) -> float:
    """Dutch: 206.84 - 0.93 ASL - 77 ASW (W.H. Douma, "De leesbaarheid van landbouwbladen", 1960)."""
    return 206.84 - 0.93 * text.asl - 77 * text.asw


def amstad(text: Measure) -> float:
    """German: 180 - ASL - 58.5 ASW (T. Amstad, "Wie verständlich sind unsere Zeitungen?", 1978)."""
    return 180 - text.asl - 58.5 * text.asw


def wiener_sachtextformel(text: Measure) -> float:
    """German, a school year from 4 (very easy) to 15: the first Wiener Sachtextformel.

    0.1935 MS + 0.1672 SL + 0.1297 IW - 0.0327 ES - 0.875 with the percentages of words of three or more syllables,
    of more than six letters and of one syllable (R. Bamberger, E. Vanecek, "Lesen - Verstehen - Lernen - Schreiben", 1984).
    """
    share = 100 / text.words
    return (
        0.1935 * text.three * share + 0.1672 * text.asl + 0.1297 * text.long * share - 0.0327 * text.one * share - 0.875
    )


def kandel_moles(text: Measure) -> float:
    """French: 207 - 1.015 ASL - 73.6 ASW (L. Kandel, A. Moles, "Application de l'indice de Flesch", 1958)."""
    return 207 - 1.015 * text.asl - 73.6 * text.asw


def fernandez_huerta(text: Measure) -> float:
    """Spanish: 206.84 - 1.02 ASL - 60 ASW (J. Fernández Huerta, "Medidas sencillas de lecturabilidad", 1959)."""
    return 206.84 - 1.02 * text.asl - 60 * text.asw


def pisarek(text: Measure) -> float:
    """Polish, years of schooling: half the root of ASL² + T² (W. Pisarek, "Jak mierzyć zrozumiałość tekstu?", 1969).

    T is the percentage of words of four syllables or more; up to 9 is text for people who left primary school.
    """
    return sqrt(text.asl**2 + (100 * text.four / text.words) ** 2) / 2


def atesman(text: Measure) -> float:
    """Turkish: 198.825 - 40.175 ASW - 2.61 ASL (E. Ateşman, "Türkçede okunabilirliğin ölçülmesi", 1997).

    70 to 89 is easy, 50 to 69 middling.
    """
    return 198.825 - 40.175 * text.asw - 2.61 * text.asl


def words_per_sentence(text: Measure) -> float:
    """For a language without a formula that was tested on readers: how many words a sentence has."""
    return text.asl


def signs_per_sentence(text: Measure) -> float:
    """For a language that puts no blanks between words: how many letters, digits and characters a sentence has."""
    return text.signs / text.sentences


FORMULAS: dict[str, Callable[[Measure], float]] = {
    "flesch": flesch,
    "flesch-douma": flesch_douma,
    "amstad": amstad,
    "wiener-sachtextformel": wiener_sachtextformel,
    "kandel-moles": kandel_moles,
    "fernandez-huerta": fernandez_huerta,
    "pisarek": pisarek,
    "atesman": atesman,
    "words-per-sentence": words_per_sentence,
    "signs-per-sentence": signs_per_sentence,
}
