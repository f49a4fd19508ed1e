"""What a written target is: an address, a path, an anchor; and which Locale an address asks for."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import unquote

# One letter before a colon is a drive, not a scheme.
SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]+:")
# Jinja and other templates fill these in while building: nobody can say where they lead.
FILLED_IN = re.compile(r"\{\{|\{%|\$\{|<%")
LOCALE_SEGMENT = re.compile(r"(https?://[^/?#]+)/([a-z]{2,3})(-[a-z]{2,4}|-\d{3})(?=[/?#]|\Z)", re.IGNORECASE)
# Hosts that send a reader without a Locale in the address to the reader's own language.
CHOOSES_LOCALE = re.compile(
    r"https?://(?:(?:learn|docs|azure|support|www|go|privacy|msdn|technet|code\.visualstudio|developer|partner|appsource|azuremarketplace"
    r"|account|signup\.azure|marketplace)\.microsoft\.com|(?:www\.|support\.)?office\.com|developer\.mozilla\.org|(?:support|www)\.apple\.com"
    r"|help\.openai\.com|aws\.amazon\.com|www\.paypal\.com|support\.mozilla\.org|www\.mozilla\.org)(?=[/:?#]|\Z)",
    re.IGNORECASE,
)


class Parts(NamedTuple):
    """A target inside the Site, taken apart and decoded."""

    path: str
    fragment: str
    """Without `#`; as written, because an id may itself hold a per cent sign."""


def leads_outside(target: str) -> bool:
    """Whether the target names a host or a scheme of its own."""
    return target.startswith(("//", "\\\\")) or SCHEME.match(target) is not None


def parts_of(target: str) -> Parts:
    """Path and fragment; the query says nothing about which file it is."""
    path, _sign, fragment = target.partition("#")
    path = path.partition("?")[0]
    return Parts(unquote(path) if "%" in path else path, fragment.partition(":~:")[0])


def is_always_there(fragment: str) -> bool:
    """The top of the page, which needs no id, and what a theme makes: `#__search`, `#__codelineno-0-1`."""
    return not fragment or fragment.lower() == "top" or fragment.startswith("__")


def has_id(ids: object, fragment: str) -> bool:
    """Whether a browser finds the fragment among the ids: as written first, then decoded."""
    return fragment in ids or ("%" in fragment and unquote(fragment) in ids)  # type: ignore[operator]


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
