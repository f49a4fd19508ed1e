"""The numbers of a text, whatever digits and marks its language writes them with."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from itertools import islice
from unicodedata import digit

from helpdesk.translations.checks.numerals import scaled, with_plain_digits, written

# A digit comes first, and only then the two forms, so that whatever stands before it is skipped in one go.
# Those of the languages we know, because `\\d` takes twice the time.
DIGITS = "[0-9\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\u0e50-\u0e59\uff10-\uff19]"
NUMBER = re.compile(DIGITS + r"(?:\d{0,2}(?: \d{3})+(?!\d)|\d*(?:[.,'’\u00a0\u202f\u066b\u066c]\d+)*)")
SEPARATOR = re.compile(r"[ .,'’\u00a0\u202f\u066b\u066c]")
# A name such as S3, v2 or x86 is compared with the words, not as a number; a unit behind the digits is fine.
PART_OF_NAME = re.compile(r"(?:[A-Za-z_]{2}|(?<![A-Za-z])[A-UW-Za-uw-z_])\Z")
DATE = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
AFTERNOON = re.compile(r"\d\s*p\.?\s?m\b", re.IGNORECASE)
MONTH_SIGNS = "月월"
# More numbers that differ are not looked at: each one costs a walk over both texts.
MOST = 100
# Up to here a number is looked for as a word.
WRITTEN = 100
MORNING = re.compile(r"\b12(?:[:.]00)?\s*a\.?\s?m\b", re.IGNORECASE)
NUMERIC_DATE = re.compile(
    r"(?<!\d)(?:\d{4}([./-])\d{1,2}\1\d{1,2}|\d{1,2}([./-])\d{1,2}\2\d{2,4}|\d{1,2}/\d{1,2})(?!\d)"
)
INDIAN = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}")


def values_of(text: str) -> list[str]:
    """The numbers of a text in one form: digits 0 to 9, no thousands marks, a full stop before decimals."""
    found: list[str] = []
    for match in NUMBER.finditer(text):
        start = match.start()
        before = text[start - 2 if start > 2 else 0 : start]
        # Most numbers stand behind a blank, and that is no part of a name.
        if before[-1:] == " " or not PART_OF_NAME.search(before):
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
    if INDIAN.fullmatch(plain):
        return "".join(groups)
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
    source, target = with_plain_digits(source), with_plain_digits(target)
    theirs, ours = Counter(values_of(source)), Counter(values_of(target))
    return (
        [value for value in islice(theirs - ours, MOST) if not excused(value, source, target, ours)],
        [value for value in islice(ours - theirs, MOST) if not excused(value, target, source, theirs)],
    )


def excused(value: str, here: str, other: str, others: Counter[str]) -> bool:
    """Whether a number need not stand in the other text: written as a word there, a month, an hour, told twice."""
    if value in others:  # how often a number is repeated is a matter of style
        return True
    if is_time(value, here, others) or is_scaled(value, here, other, others):
        return True
    if not value.isdigit() or len(value) > 6:
        return False
    number = int(value)
    if 1 <= number <= WRITTEN and (written(number).search(other) or (number <= 12 and is_month(number, here))):
        return True
    # Midnight is 0:00 in one language and a word in another; a single thing is "1" or an article.
    return number in (0, 1) or twelve_hours(number, here, other, others)


def is_time(value: str, here: str, others: Counter[str]) -> bool:
    """Whether a time of the day is written with another mark between hours and minutes: 15:30, 15.30."""
    hour, point, minute = value.partition(".")
    if point:
        return len(minute) == 2 and minute.isdigit() and hour in others and (minute.lstrip("0") or "0") in others
    return any(
        value in (each.partition(".")[0], each.partition(".")[2].lstrip("0"))
        and re.search(rf"\b0?{each.replace('.', ':')}\b", here) is not None
        for each in others
        if "." in each
    )


def is_scaled(value: str, here: str, other: str, others: Counter[str]) -> bool:
    """Whether the number stands there with more or fewer of its noughts written as a word."""
    ours, theirs = scaled(here), scaled(other)
    whole = ours.get(value, value)
    return whole in theirs.values() or (value in ours and whole in others)


def is_month(number: int, text: str) -> bool:
    """Whether the number names a month, which other languages write as a word."""
    dates = (date[0] for date in NUMERIC_DATE.finditer(text))
    return re.search(rf"(?<!\d)0?{number}\s*[{MONTH_SIGNS}]", text) is not None or any(
        str(number) in [part.lstrip("0") for part in re.split("[./-]", date)] for date in dates
    )


def twelve_hours(number: int, here: str, other: str, others: Counter[str]) -> bool:
    """Whether the number is an hour that the other text tells by the other clock."""
    if number == 12 and MORNING.search(here):
        return "0" in others
    if AFTERNOON.search(here) and number <= 12:
        return str(number + 12) in others
    return bool(AFTERNOON.search(other)) and number > 12 and str(number - 12) in others
