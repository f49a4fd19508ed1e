"""Notices inside a translated Page about parts that are out of date or not there yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Translated:
    """A Page that exists in its Locale, and what is needed to speak to its reader."""

    root: Path
    slug: str
    locale: str
    source: str
    words: Mapping[str, str]


def in_markdown(markdown: str, page: Translated) -> str:
    """The Markdown with notices put in; front matter is cut off already."""
    return markdown


def in_html(html: str, page: Translated) -> str:
    """The Page's HTML with notices put in."""
    return html
