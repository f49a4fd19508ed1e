"""What a project asks of its Pages: `extra.helpdesk` in `mkdocs.yml`. A project that asks nothing hears less."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from helpdesk.command import CannotRun
from helpdesk.site import CONFIGURATION, Site

KEYS = ("front-matter", "required", "verified-months", "sources-page", "heading-ids", "label-locale")
# What other nouns read below the same key.
OTHERS = ("links", "translation-marks")


@dataclass(frozen=True, slots=True)
class Settings:
    """The wishes of one project, each with a value that asks nothing."""

    keys: tuple[str, ...] = ()
    """The only keys of the front matter, in their order; empty: any key in any order."""
    required: tuple[str, ...] = ()
    """The keys every Page must have."""
    verified_months: int = 6
    """After how many months a `verified` date is old."""
    sources_page: str = ""
    """The Slug of the Page that lists every source id; empty: ids are not looked up."""
    heading_ids: bool | None = None
    """Whether every heading needs an id of its own; None: on Pages whose source has one on most headings."""
    label_locale: str = "en"
    """The column of the Labels that stands in where a Locale has no wording."""


def settings_of(site: Site) -> Settings:
    """The project's wishes; raises CannotRun for a key or a value that means nothing."""
    extra = site.settings.get("extra")
    given = extra.get("helpdesk") if isinstance(extra, Mapping) else None
    if given is None:
        return Settings()
    if not isinstance(given, Mapping):
        raise CannotRun(f"{CONFIGURATION}: `extra.helpdesk` must hold settings such as `required: [title]`.")
    for key in given:
        if key not in (*KEYS, *OTHERS):
            raise CannotRun(
                f"{CONFIGURATION}: `extra.helpdesk.{key}` is unknown. Use one of: {', '.join((*KEYS, *OTHERS))}."
            )
    months, ids = given.get("verified-months", 6), given.get("heading-ids")
    if not isinstance(months, int) or isinstance(months, bool) or months < 1:
        raise CannotRun(f"{CONFIGURATION}: `extra.helpdesk.verified-months` must be a number of 1 or more.")
    if ids is not None and not isinstance(ids, bool):
        raise CannotRun(f"{CONFIGURATION}: `extra.helpdesk.heading-ids` must be true or false.")
    if not isinstance(given.get("translation-marks", False), bool):
        raise CannotRun(f"{CONFIGURATION}: `extra.helpdesk.translation-marks` must be true or false.")
    return Settings(
        keys=words_of(given, "front-matter"),
        required=words_of(given, "required"),
        verified_months=months,
        sources_page=str(given.get("sources-page") or ""),
        heading_ids=ids,
        label_locale=str(given.get("label-locale") or "en"),
    )


def words_of(given: Mapping[str, object], key: str) -> tuple[str, ...]:
    """A list of words among the settings; raises CannotRun when it is something else."""
    value = given.get(key, [])
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise CannotRun(f"{CONFIGURATION}: `extra.helpdesk.{key}` must be a list of keys.")
    return tuple(value)
