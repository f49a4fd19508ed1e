"""Where the Site links to the outside: every address with every place it stands at."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from helpdesk import files
from helpdesk.links.external.addresses import OUTSIDE, absolute
from helpdesk.links.external.registry import FILE, Registry
from helpdesk.links.markdown.inline import normalised
from helpdesk.links.markdown.pages import SitePage, read_pages
from helpdesk.links.model import Kind, Link, Occurrence
from helpdesk.report import Finding
from helpdesk.site import CONFIGURATION, Site


@dataclass(frozen=True, slots=True)
class Outside:
    """All external addresses of a Site."""

    links: dict[str, tuple[Occurrence, ...]]
    """By address as it is written; the source Locale first."""
    findings: tuple[Finding, ...] = ()
    """Pages that could not be read."""


def external_links(site: Site, registry: Registry, built: list[str]) -> Outside:
    """The addresses in Markdown, in what snippets put into it, in `i18n/links.yml` and the menu; with `built`, those of the HTML in these folders instead."""
    found: dict[str, list[Occurrence]] = defaultdict(list)
    if built:
        for given in built:
            for url, occurrence in in_html(site, given):
                found[url].append(occurrence)
        return Outside({url: tuple(places) for url, places in found.items()})
    for url, occurrence in in_registry(registry):
        found[url].append(occurrence)
    reading = read_pages(site)
    names = {normalised(named.name): named.url for named in registry.named}
    for link, place in in_pages(site, reading.pages):
        target = names.get(link.target, "") if link.kind == Kind.NAME.value else link.target
        if OUTSIDE.match(target):
            found[absolute(target)].append(place)
    settings = files.read_text(site.root / CONFIGURATION)
    for url in in_menu(site.nav):
        found[absolute(url)].append(Occurrence(CONFIGURATION, *place_in(settings, url), written=url))
    order = {locale.code: number for number, locale in enumerate((site.source, *site.translated))}
    return Outside({url: once(places, order) for url, places in found.items()}, tuple(reading.findings))


def in_pages(site: Site, pages: Iterable[SitePage]) -> Iterator[tuple[Link, Occurrence]]:
    """Every Link of the Pages and of the files put into them, where it stands."""
    for page in pages:
        for link in page.facts.links:
            yield link, Occurrence(page.path, link.line, link.column, page.locale, page.slug, link.target)
        for file, link in page.facts.put_in:
            yield link, Occurrence(file, link.line, link.column, *site.place_of(file), link.target)


def once(places: Iterable[Occurrence], order: Mapping[str, int]) -> tuple[Occurrence, ...]:
    """Each place once, for a file may be put into many Pages; where the address is named first, then by Locale."""
    return tuple(
        sorted(dict.fromkeys(places), key=lambda place: (place.file != FILE, order.get(place.locale, len(order))))
    )


def in_registry(registry: Registry) -> Iterator[tuple[str, Occurrence]]:
    """The named addresses, at the one place where they are mended."""
    for named in registry.named:
        if OUTSIDE.match(named.url):
            yield absolute(named.url), Occurrence(FILE, named.line, named.column, written=named.url)


def in_menu(nav: object) -> Iterator[str]:
    """The addresses in the menu of `mkdocs.yml`."""
    if isinstance(nav, str) and OUTSIDE.match(nav):
        yield nav
    for item in nav if isinstance(nav, list) else nav.values() if isinstance(nav, dict) else ():
        yield from in_menu(item)


def place_in(text: str, url: str) -> tuple[int, int]:
    """Line and column of the first mention of an address; the beginning where it is written in another way."""
    found = re.search(rf"{re.escape(url)}(?![\w/#?=&%-])", text)
    before = text[: found.start()] if found else ""
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def in_html(site: Site, given: str) -> Iterator[tuple[str, Occurrence]]:
    """The addresses in every HTML file of a folder, but for what no browser makes elements of."""
    from helpdesk.links.built.check import folder

    top = folder(given, site.root)
    for path in sorted(top.rglob("*.htm*")):
        shown = path.relative_to(site.root).as_posix() if files.is_inside(path, site.root) else path.as_posix()
        for url, line, column in addresses_in(path.read_bytes()):
            yield absolute(url), Occurrence(shown, line, column, locale_of(site, path, top), written=url)


def addresses_in(page: bytes) -> Iterator[tuple[str, int, int]]:
    """Every address of another site in a page, with line and column."""
    from helpdesk.links.external.document import blanked
    from helpdesk.links.external.elements import elements
    from helpdesk.links.markup import URLS, attribute_text

    line, column, at = 1, 1, 0
    for element, attributes in elements(blanked(page)):
        for name, (written, start) in attributes.items():
            if not (b"//" in written or b"\\\\" in written) or (text(element), text(name)) not in URLS:
                continue
            url = attribute_text(text(written)).strip()
            if OUTSIDE.match(url):
                if lines := page.count(b"\n", at, start):
                    line, column, at = line + lines, 1, page.rfind(b"\n", at, start) + 1
                column, at = column + len(text(page[at:start])), start
                yield url, line, column


def text(data: bytes) -> str:
    """Bytes as UTF-8, whatever they are."""
    return data.decode("utf-8", "replace")


def locale_of(site: Site, path: Path, top: Path) -> str:
    """The Locale a built page belongs to: the first folder that is one, else the source."""
    first = path.relative_to(top).parts[0]
    return next((locale.code for locale in site.translated if locale.code == first), site.source.code)
