"""All Pages of the Site with their Facts, from the cache where their content is known."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Any, NamedTuple

from helpdesk import files
from helpdesk.links import cache as caches
from helpdesk.links.findings import CACHE_REFUSED, UNREADABLE
from helpdesk.links.markdown.dialect import Dialect, dialect_of
from helpdesk.links.markdown.exclusions import is_excluded
from helpdesk.links.markdown.snippets import Snippets
from helpdesk.links.model import Anchor, Facts, Link, PutIn
from helpdesk.report import Finding, Place
from helpdesk.site import Site
from helpdesk.stamps import digest_of

# As MkDocs knows Pages (mkdocs.utils.markdown_extensions).
MARKDOWN_ENDINGS = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
CACHE = ".cache/helpdesk/links-markdown.json"


class SitePage(NamedTuple):
    """One Page as it stands in one Locale."""

    path: str
    """From the project root."""
    locale: str
    slug: str
    facts: Facts


class Reading(NamedTuple):
    """What reading the Site gave."""

    pages: list[SitePage]
    """The source Locale first, then the others in the order of `mkdocs.yml`; Slugs sorted."""
    findings: list[Finding]
    """Pages that cannot be read, and what was wrong with the cache."""
    dialect: Dialect
    snippets: Snippets
    """The files that were put into Pages, and those that were looked for."""


def read_pages(site: Site, *, cold: bool = False) -> Reading:
    """Every Page of every Locale; writes the cache when something in it has changed."""
    dialect = dialect_of(site)
    cache = caches.load(site.root / CACHE, repr(dialect), cold=cold)
    snippets = Snippets(site.root, dialect.snippets, dialect.appended, restricted=not dialect.snippets_anywhere)
    pages, findings, seen, root = [], [], [], str(site.root)
    for path, locale, slug in paths_of(site):
        try:
            with open(f"{root}/{path}", "rb", buffering=0) as file:
                data = file.read()
        except OSError as error:
            findings.append(unreadable(Place(path, locale=locale, page=slug), error.strerror or str(error)))
            continue
        try:
            facts, name = facts_in(data, cache, dialect, snippets)
        except files.Unreadable as error:
            findings.append(unreadable(Place(path, error.line, locale=locale, page=slug), error.reason))
            continue
        seen.append(name)
        pages.append(SitePage(path, locale, slug, facts))
    cache.keep(seen)
    if cache.refused:
        findings.append(CACHE_REFUSED.at(Place(CACHE), reason=cache.refused))
    return Reading(pages, findings, dialect, snippets)


def facts_in(data: bytes, cache: caches.Cache, dialect: Dialect, snippets: Snippets) -> tuple[Facts, str]:
    """The Facts of a Page's bytes and their name in the cache. Raises files.Unreadable for what is no text."""
    whole = snippets.whole(files.decoded(data)) if snippets.are_in(data) else None
    name = digest_of(whole.evidence(data) if whole else data)
    entry = cache.known(name)
    if entry is not None:
        return facts_of(entry), name
    facts = scanned(whole.text if whole else files.decoded(data), dialect)
    if whole:
        facts = whole.placed(facts)
    cache.learn(name, entry_of(facts))
    return facts, name


def paths_of(site: Site) -> Iterator[tuple[str, str, str]]:
    """Path, Locale and Slug of every Page."""
    excluded, cut = is_excluded(site), len(site.docs_dir) + 1
    for locale in (site.source, *site.translated):
        folder = site.folder(locale.code)
        pages = sorted((*posixpath.splitext(name), name) for name in site.page_names(locale.code, MARKDOWN_ENDINGS))
        for slug, _ending, name in pages:
            path = f"{folder}/{name}"
            if not excluded(path[cut:]):
                yield path, locale.code, slug


def unreadable(place: Place, reason: str) -> Finding:
    """A Page that is not text, or not to be opened."""
    return UNREADABLE.at(place, {"verdict": "no-file", "target": place.file}, reason=reason.rstrip("."))


def scanned(text: str, dialect: Dialect) -> Facts:
    """The Facts of a text; the scanner is only loaded when there is something new to read."""
    from helpdesk.links.markdown.scan import scan

    return scan(text, dialect)


def entry_of(facts: Facts) -> object:
    """The Facts in the form the cache keeps."""
    return [facts.links, facts.anchors, dict(facts.names), facts.pictures, facts.includes, facts.hints, facts.put_in]


def facts_of(entry: Any) -> Facts:
    """The Facts again."""
    links, anchors, names, pictures, includes, hints, put_in = entry
    return Facts(
        tuple(map(Link._make, links)),
        tuple(map(Anchor._make, anchors)),
        names,
        tuple(pictures),
        includes,
        tuple(hints),
        tuple(PutIn(file, Link._make(link)) for file, link in put_in),
    )
