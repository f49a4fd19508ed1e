"""Dates in the words of the reader's calendar."""

from __future__ import annotations

import re
from datetime import date

FIRST = re.compile(r"(?<!\d)1(?!\d)")


def date_of(value: object) -> date | None:
    """A date from front matter: YAML's own date or its text; nothing when it is neither."""
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def in_words(day: date, locale: str, first: str = "1") -> str:
    """The day as people of this Locale write it, month in words; ISO form when the Locale is not known.

    `first` is how they write the first day of a month, which no table of dates knows.
    """
    from babel import UnknownLocaleError
    from babel.dates import format_date

    try:
        text = format_date(day, format="long", locale=locale.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return day.isoformat()
    return FIRST.sub(lambda _: first, text, count=1) if day.day == 1 else text
