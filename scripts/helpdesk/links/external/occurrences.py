"""Where the Site links to the outside: every address with every place it stands at."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from helpdesk import files
from helpdesk.links.external.registry import FILE, Registry
from helpdesk.links.markdown.inline import normalised
from helpdesk.links.markdown.pages import SitePage, read_pages
from helpdesk.links.model import Kind, Link, Occurrence
from helpdesk.report import Finding
from helpdesk.site import CONFIGURATION, Site

OUTSIDE = re.compile(r"^\s*(?:https?:)?//", re.IGNORECASE)
TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9]*)\b((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>|<!--.*?-->", re.DOTALL)


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
    for url in in_menu(site.nav):
        found[absolute(url)].append(Occurrence(CONFIGURATION, 1, 1, written=url))
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


def absolute(target: str) -> str:
    """The address with a scheme; one that leaves it to the page gets the safe one."""
    bare = target.strip()
    return f"https:{bare}" if bare.startswith("//") else bare


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


def in_html(site: Site, given: str) -> Iterator[tuple[str, Occurrence]]:
    """The addresses in every HTML file of a folder, comments left out."""
    from html import unescape

    from helpdesk.links.built.check import folder
    from helpdesk.links.markup import ATTRIBUTE, URLS

    top = folder(given, site.root)
    for path in sorted(top.rglob("*.htm*")):
        text = path.read_bytes().decode("utf-8", "replace")
        shown = path.relative_to(site.root).as_posix() if files.is_inside(path, site.root) else path.as_posix()
        for tag in TAG.finditer(text):
            for attribute in ATTRIBUTE.finditer(text, tag.start(2), tag.end(2)) if tag[1] else ():
                group = attribute.lastindex or 1
                value = unescape(attribute[group].strip())
                if group > 1 and (tag[1].lower(), attribute[1].lower()) in URLS and OUTSIDE.match(value):
                    line, column = place(text, attribute.start(group))
                    yield absolute(value), Occurrence(shown, line, column, locale_of(site, path, top), written=value)


def place(text: str, offset: int) -> tuple[int, int]:
    """Line and column of an offset, both from 1."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def locale_of(site: Site, path: Path, top: Path) -> str:
    """The Locale a built page belongs to: the first folder that is one, else the source."""
    first = path.relative_to(top).parts[0]
    return next((locale.code for locale in site.translated if locale.code == first), site.source.code)
