"""The numbers of a text, whatever digits and marks its language writes them with."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from unicodedata import digit

# A digit comes first, and only then the two forms, so that whatever stands before it is skipped in one go.
NUMBER = re.compile(r"\d(?:\d{0,2}(?: \d{3})+(?!\d)|\d*(?:[.,'’\u00a0\u202f\u066b\u066c]\d+)*)")
SEPARATOR = re.compile(r"[ .,'’\u00a0\u202f\u066b\u066c]")
# A name such as S3, v2 or x86 is compared with the words, not as a number; a unit behind the digits is fine.
PART_OF_NAME = re.compile(r"(?:[A-Za-z_]{2}|(?<![A-Za-z])[A-UW-Za-uw-z_])\Z")
DATE = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
AFTERNOON = re.compile(r"\d\s*p\.?\s?m\b", re.IGNORECASE)
MONTH_SIGNS = "月월"
# Up to here a number is often written as a word in one language and with digits in another.
SPELLED = 12
WORDS = {
    1: "one once single een eerste één ein eine einen einem einer eines erste ersten un une uno una primer primera premier première jeden jedna jedno bir ilk واحد واحدة 一 한 하나 um uma один одна одно",
    2: "two twice second couple tweede zweite segundo deuxième drugi ikinci both twee beide zwei beide beiden deux dos ambos dwa dwie dwóch oba iki اثنان اثنين يومين شهرين مرتين 二 両 두 둘 dois duas два две дважды",
    3: "three third derde dritte tercer troisième trzeci üçüncü drie drei trois tres trzy trzech üç ثلاثة ثلاث 三 세 셋 três три",
    4: "four vier quatre cuatro cztery czterech dört أربعة أربع 四 네 quatro четыре",
    5: "five vijf fünf cinq cinco pięć beş خمسة خمس 五 다섯 пять",
    6: "six zes sechs six seis sześć altı ستة ست 六 여섯 шесть",
    7: "seven zeven sieben sept siete siedem yedi سبعة سبع 七 일곱 sete семь",
    8: "eight acht huit ocho osiem sekiz ثمانية ثماني 八 여덟 oito восемь",
    9: "nine negen neun neuf nueve dziewięć dokuz تسعة تسع 九 아홉 nove девять",
    10: "ten tien zehn dix diez dziesięć on عشرة عشر 十 열 dez десять",
    11: "eleven elf onze once jedenaście أحد",
    12: "twelve twaalf zwölf douze doce dwanaście اثنا اثني",
}


@lru_cache
def spelled(value: int) -> re.Pattern[str]:
    """Finds a small number written as a word, in any of the languages we know."""
    words = WORDS[value].split()
    return re.compile("|".join(rf"\b{word}" if word.isascii() else word for word in words), re.IGNORECASE)


def values_of(text: str) -> list[str]:
    """The numbers of a text in one form: digits 0 to 9, no thousands marks, a full stop before decimals."""
    found: list[str] = []
    for match in NUMBER.finditer(text):
        start = match.start()
        before = text[start - 2 if start > 2 else 0 : start]
        # Most numbers stand behind a blank, and that is no part of a name.
        if before[-1:] == " " or not (before[-1:] == "#" or PART_OF_NAME.search(before)):
            found += values_in(match[0])
    return found


@lru_cache(maxsize=4096)
def values_in(number: str) -> tuple[str, ...]:
    """The values of one number; a date such as 26.08.2023 is three."""
    parts = DATE.fullmatch(number)
    return tuple(map(value_of, parts.groups())) if parts else (value_of(number),)


def value_of(number: str) -> str:
    """One number in that form.

    A single mark with three digits behind it may mean thousands or decimals; both read the same here, as does every
    dotted version number, because marks are then dropped.
    """
    plain = "".join(str(digit(sign)) if sign.isdigit() and not sign.isascii() else sign for sign in number)
    groups = SEPARATOR.split(plain)
    if len(groups) > 1 and all(len(group) == 3 for group in groups[1:]):
        return "".join(groups).lstrip("0") or "0"
    marks = SEPARATOR.findall(plain)
    if len(set(marks)) == 2 and marks[:-1] == [marks[0]] * (len(marks) - 1):
        return ("".join(groups[:-1]) + "." + groups[-1]).lstrip("0")
    return ".".join(group.lstrip("0") or "0" for group in groups)


def missing(source: str, target: str) -> tuple[list[str], list[str]]:
    """Numbers that only the source has, and numbers that only the target has."""
    in_order = values_of(source), values_of(target)
    if in_order[0] == in_order[1]:
        return [], []
    theirs, ours = map(Counter, in_order)
    if theirs == ours:
        return [], []
    gone, added = theirs - ours, ours - theirs
    return (
        [value for value in gone.elements() if not excused(value, source, target, ours)],
        [value for value in added.elements() if not excused(value, target, source, theirs)],
    )


def excused(value: str, here: str, other: str, others: Counter[str]) -> bool:
    """Whether a number need not stand in the other text: written as a word there, a month, an hour, told twice."""
    if value in others:  # how often a number is repeated is a matter of style
        return True
    if not value.isdigit() or len(value) > 6:
        return False
    number = int(value)
    if 1 <= number <= SPELLED and (spelled(number).search(other) or month_sign(value, here)):
        return True
    # Midnight is 0:00 in one language and a word in another; a single thing is "1" or an article.
    return number in (0, 1) or twelve_hours(number, here, other, others)


def month_sign(value: str, text: str) -> bool:
    """Whether the number names a month, which other languages write as a word."""
    return bool(re.search(rf"{value}\s*[{MONTH_SIGNS}]", text))


def twelve_hours(number: int, here: str, other: str, others: Counter[str]) -> bool:
    """Whether the number is an hour that the other text tells by the other clock."""
    if AFTERNOON.search(here) and number <= 12:
        return str(number + 12) in others
    return bool(AFTERNOON.search(other)) and number > 12 and str(number - 12) in others
