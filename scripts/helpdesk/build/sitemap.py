"""The sitemap: every translated Page with its versions in the other Locales."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from helpdesk.build.versions import Version

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
)


def sitemap(pages: Iterable[Sequence[Version]]) -> str:
    """The XML of a sitemap; each item holds all versions of one Page, and those not translated are left out."""
    entries = []
    for page in pages:
        real = [version for version in page if version.translated]
        links = "".join(link(version.edition.locale, version.absolute) for version in real)
        links += "".join(link("x-default", version.absolute) for version in real if version.edition.default)
        entries += [f"<url><loc>{escape(version.absolute)}</loc>{links}</url>\n" for version in real]
    return HEAD + "".join(entries) + "</urlset>\n"


def link(locale: str, address: str) -> str:
    """One version of a Page, as search engines want it."""
    return f'<xhtml:link rel="alternate" hreflang="{locale}" href="{escape(address)}"/>'
