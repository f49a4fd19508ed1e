"""Which Locale an external address asks for, and whether it should."""

from __future__ import annotations

import re

LOCALE_SEGMENT = re.compile(r"(https?://[^/?#]+)/([a-z]{2,3})(-[a-z]{2,4}|-\d{3})(?=[/?#]|\Z)", re.IGNORECASE)
# Hosts that send a reader without a Locale in the address to the reader's own language.
CHOOSES_LOCALE = re.compile(
    r"https?://(?:(?:learn|docs|azure|support|www|go|privacy|msdn|technet|code\.visualstudio|developer|partner|appsource|azuremarketplace"
    r"|account|signup\.azure|marketplace)\.microsoft\.com|(?:www\.|support\.)?office\.com|developer\.mozilla\.org|(?:support|www)\.apple\.com"
    r"|aws\.amazon\.com|www\.paypal\.com|support\.mozilla\.org|www\.mozilla\.org)(?=[/:?#]|\Z)",
    re.IGNORECASE,
)


def without_locale(url: str, locale: str, locales: frozenset[str]) -> str | None:
    """The address as this Locale should have it, or None when nothing is wrong with it.

    Wrong is any Locale in the path of a host that chooses the reader's own, and on other hosts the Locale of other
    readers of this Site; there the address comes back as it is, because nobody knows a better one.
    """
    match = LOCALE_SEGMENT.match(url)
    if match is None:
        return None
    if CHOOSES_LOCALE.match(url):
        return match[1] + url[match.end() :] if url[match.end() :] else match[1] + "/"
    asked = match[2].lower()
    return url if asked in locales and asked != language(locale) else None


def language(locale: str) -> str:
    """The language of a Locale without region or script."""
    return re.split("[-_]", locale, maxsplit=1)[0].lower()
