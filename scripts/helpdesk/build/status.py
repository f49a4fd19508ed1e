"""The writers' status page of a preview: Locale by Page, with a bar and counts. Readers never see it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape

from helpdesk.site import Site
from helpdesk.translations.track import BlockState

FOLDER = "translation-status"
# States that leave nothing to do, and those that a quick look settles; everything else is work.
DONE = frozenset({"fresh", "moved"})
LOOK = frozenset({"perhaps-done", "unconfirmed", "extra", "orphan"})
STYLE = """
body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:80rem;padding:0 1rem}:root{color-scheme:light dark}
table{border-collapse:collapse;width:100%}th,td{padding:.4rem .6rem;text-align:start;vertical-align:top;border-bottom:1px solid #8884}
.bar{display:flex;height:.6rem;min-width:6rem;border-radius:.3rem;overflow:hidden;background:#8883}
.done{background:#2a7d4f}.look{background:#c98a1b}.work{background:#b3372f}.wide{overflow-x:auto}a{color:inherit}
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One Page in one Locale."""

    locale: str
    slug: str
    counts: Mapping[str, int]
    """Blocks per state, and `words`: how many of the source's words are still to do."""


def rows(site: Site) -> Iterator[Row]:
    """Every Page of every Locale but the source."""
    from helpdesk.translations.states import Pages

    for locale in site.translated:
        pages = Pages(site, locale.code)
        for slug in site.slugs(site.source.code):
            _findings, counts = pages.result(slug)
            yield Row(locale.code, slug, counts)
        pages.save(whole=True)


def status_page(site: Site, found: list[Row]) -> str:
    """The whole page as HTML, with nothing loaded from elsewhere."""
    locales = [locale.code for locale in site.translated]
    cells = {(row.slug, row.locale): row for row in found}
    head = "".join(f"<th scope='col'>{escape(locale)}</th>" for locale in locales)
    body = "".join(
        f"<tr><th scope='row'>{escape(slug)}</th>"
        + "".join(f"<td>{cell(cells[slug, locale], site)}</td>" for locale in locales)
        + "</tr>"
        for slug in dict.fromkeys(row.slug for row in found)
    )
    totals = "".join(f"<td>{total(locale, found)}</td>" for locale in locales)
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f'<meta name="robots" content="noindex"><title>Translations</title><style>{STYLE}</style>'
        "<main><h1>Translations</h1>"
        "<p>Only in previews. Green: up to date. Amber: look and accept. Red: words to do.</p>"
        '<div class="wide" tabindex="0" role="region" aria-label="Pages and Locales">'
        f"<table><thead><tr><th scope='col'>Page</th>{head}</tr></thead><tbody>{body}</tbody>"
        f"<tfoot><tr><th scope='row'>Words to do</th>{totals}</tr></tfoot></table></div></main></html>\n"
    )


def cell(row: Row, site: Site) -> str:
    """The bar and the counts of one Page in one Locale, as a link to it."""
    parts = {state.value: row.counts.get(state.value, 0) for state in BlockState}
    done = sum(count for state, count in parts.items() if state in DONE)
    look = sum(count for state, count in parts.items() if state in LOOK)
    work = sum(parts.values()) - done - look
    bar = "".join(
        f'<span class="{kind}" style="flex:{count}"></span>'
        for kind, count in (("done", done), ("look", look), ("work", work))
    )
    named = ", ".join(f"{count} {state}" for state, count in parts.items() if count)
    words = row.counts.get("words", 0)
    told = f"{named or 'no Blocks'}{f'; {words} words to do' if words else ''}"
    return f'<a href="{address(row, site)}"><span class="bar">{bar}</span><small>{told}</small></a>'


def address(row: Row, site: Site) -> str:
    """The Page from the folder of the status page."""
    slug = row.slug.removesuffix("index").rstrip("/")
    page = (f"{slug}/" if slug else "") if site.use_directory_urls else f"{row.slug}.html"
    return f"../{row.locale}/{page}"


def total(locale: str, found: list[Row]) -> int:
    """How many words of a Locale are still to do."""
    return sum(row.counts.get("words", 0) for row in found if row.locale == locale)
