"""The versions of one Page in all Locales: what the switcher, hreflang and the sitemap are made from."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache

RIGHT_TO_LEFT = "rtl"
LEFT_TO_RIGHT = "ltr"


@dataclass(frozen=True, slots=True)
class Edition:
    """One Locale that is built."""

    locale: str
    name: str
    default: bool

    @property
    def prefix(self) -> str:
        """The folder of the Locale's Pages below the Site's root, with a slash at its end; empty for the default."""
        return "" if self.default else f"{self.locale}/"

    @property
    def direction(self) -> str:
        """How the Locale is written: "ltr" or "rtl"."""
        return direction(self.locale)


@dataclass(frozen=True, slots=True)
class Version:
    """One Page in one Locale."""

    edition: Edition
    url: str
    """From the Site's root; "./" for the root itself."""
    absolute: str
    """With the Site's public address; the same as `url` when it has none."""
    current: bool
    translated: bool
    """False when the Page does not exist in this Locale and the source's text is shown there."""


@dataclass(frozen=True, slots=True)
class PageFile:
    """A Page's place, free of the Locale."""

    source: str
    """The file below the Locale's folder, such as "cancel.md"."""
    url: str
    """Below the Locale's folder, such as "cancel/"; empty for its home."""


def versions(
    page: PageFile, editions: Sequence[Edition], current: str, existing: Collection[str], site_url: str = ""
) -> list[Version]:
    """All versions of a Page; `existing` holds the Markdown files that are there, such as "de/cancel.md"."""
    result = []
    for edition in editions:
        url = edition.prefix + page.url
        result.append(
            Version(
                edition=edition,
                url=url or "./",
                absolute=site_url.rstrip("/") + "/" + url if site_url else url or "./",
                current=edition.locale == current,
                translated=f"{edition.locale}/{page.source}" in existing,
            )
        )
    return result


def without_prefix(url: str, edition: Edition) -> str:
    """A Page's URL below its Locale's folder."""
    return url.removeprefix("./").removeprefix(edition.prefix)


@cache
def direction(locale: str) -> str:
    """Text direction of a Locale from the Unicode locale data; left to right when the data does not know it."""
    from babel import Locale, UnknownLocaleError

    try:
        order = Locale.parse(locale.replace("-", "_")).character_order
    except (UnknownLocaleError, ValueError):
        return LEFT_TO_RIGHT
    return RIGHT_TO_LEFT if order == "right-to-left" else LEFT_TO_RIGHT
