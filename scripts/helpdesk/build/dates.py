"""Dates in the words of the reader's calendar."""

from __future__ import annotations

from datetime import date


def date_of(value: object) -> date | None:
    """A date from front matter: YAML's own date or its text; nothing when it is neither."""
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def in_words(day: date, locale: str) -> str:
    """The day as people of this Locale write it, month in words; ISO form when the Locale is not known."""
    from babel import UnknownLocaleError
    from babel.dates import format_date

    try:
        return format_date(day, format="long", locale=locale.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return day.isoformat()
