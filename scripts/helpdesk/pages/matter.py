"""The front matter of one Page against the project's schema."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from helpdesk.frontmatter import FrontMatter
from helpdesk.nearest import nearest
from helpdesk.pages import findings as kinds
from helpdesk.pages.settings import Settings
from helpdesk.report import Finding, Place

EXAMPLES = {"verified": "2026-11-22", "sources": "[S1, S4]", "keywords": "[word, other word]"}
LISTS = frozenset({"sources", "keywords"})
ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the front matter of a Page is judged by."""

    settings: Settings
    today: date
    known_sources: Callable[[str], bool]
    """Whether the Page that lists the sources names this id."""
    sources_path: str
    all_sources: tuple[str, ...] = ()


def judge(front: FrontMatter, file: Callable[[int], Place], wishes: Wishes) -> Iterator[Finding]:
    """Every Finding about the front matter; `file` gives the Place of a line."""
    if front.error:
        yield kinds.BROKEN_MATTER.at(file(front.error_line), problem=front.error)
        return
    yield from judge_keys(front, file, wishes.settings)
    for key, value in front.values.items():
        if key in (*wishes.settings.keys, *wishes.settings.required):
            yield from judge_value(key, value, file(front.lines[key]))
    if "verified" in front.values:
        yield from judge_date(front.values["verified"], file(front.lines["verified"]), wishes)
    sources = front.values.get("sources")
    if wishes.settings.sources_page and isinstance(sources, list):
        yield from judge_sources(sources, file(front.lines["sources"]), wishes)


def judge_keys(front: FrontMatter, file: Callable[[int], Place], settings: Settings) -> Iterator[Finding]:
    """Missing keys, unknown keys and keys out of order, as far as the project has a schema."""
    for key in settings.required:
        if key not in front.values:
            yield kinds.NO_KEY.at(file(1), key=key, example=EXAMPLES.get(key, "…"))
    if not settings.keys:
        return
    allowed = (*settings.keys, *(key for key in settings.required if key not in settings.keys))
    shown = ", ".join(allowed)
    before = ""
    for key in front.values:
        if key not in allowed:
            near = nearest(key, allowed)
            yield kinds.UNKNOWN_KEY.at(file(front.lines[key]), key=key, keys=shown, near=near)
        elif before and allowed.index(key) < allowed.index(before):
            yield kinds.KEY_ORDER.at(file(front.lines[key]), key=key, after=before, keys=shown)
        else:
            before = key


def judge_value(key: str, value: object, place: Place) -> Iterator[Finding]:
    """Values of the schema's keys that are empty or of the wrong type."""
    if key in LISTS and value is not None and not isinstance(value, list):
        yield kinds.NOT_TEXT.at(place, key=key, what="a list", example=f"[{value}]")
    if key in ("title", "description") and value is None:
        yield kinds.EMPTY_VALUE.at(place, key=key)
    elif key in ("title", "description") and not isinstance(value, str):
        yield kinds.NOT_TEXT.at(place, key=key, what="text", example=f'"{value}"')
    elif key in ("title", "description") and not str(value).strip():
        yield kinds.EMPTY_VALUE.at(place, key=key)


def judge_date(value: object, place: Place, wishes: Wishes) -> Iterator[Finding]:
    """A `verified` that is no date, lies ahead, or lies too far back."""
    day = as_date(value)
    if day is None:
        if wishes.settings.keys or wishes.settings.required or isinstance(value, str):
            yield kinds.NOT_A_DATE.at(place, value=value)
    elif day > wishes.today:
        yield kinds.FUTURE.at(place, value=day.isoformat(), today=wishes.today.isoformat())
    elif day < months_before(wishes.today, wishes.settings.verified_months):
        yield kinds.OLD.at(place, value=day.isoformat(), months=wishes.settings.verified_months)


def as_date(value: object) -> date | None:
    """The day that a YAML value means; None when it means none."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, str) and ISO.fullmatch(value.strip()):
        try:
            return date.fromisoformat(value.strip())
        except ValueError:
            return None
    return None


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier; the month's last day where it has no such day."""
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    for number in range(day.day, 27, -1):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    return date(year, month + 1, min(day.day, 28))


def judge_sources(ids: list[object], place: Place, wishes: Wishes) -> Iterator[Finding]:
    """Source ids that the Page of the sources does not name."""
    for source in ids:
        if not wishes.known_sources(str(source)):
            near = nearest(str(source), wishes.all_sources)
            yield kinds.UNKNOWN_SOURCE.at(place, id=source, path=wishes.sources_path, near=near)
