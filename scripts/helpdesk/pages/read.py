"""The whole Site read once, Page by Page, into one Report. The build asks here as well."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from helpdesk.command import no_progress
from helpdesk.files import Unreadable, read_text
from helpdesk.nearest import nearest
from helpdesk.pages import findings as kinds
from helpdesk.pages import headings, matter, plain
from helpdesk.pages.lint import Wishes
from helpdesk.pages.page import PageText
from helpdesk.pages.settings import Settings, settings_of
from helpdesk.report import Finding, Place, Report
from helpdesk.site import CONFIGURATION, Locale, Site, load, plugin_options

# A source's id as the Page of the sources prints it.
SOURCE_ID = re.compile(r"(?<![\w-])[A-Za-z]{1,4}\d{1,4}(?![\w-])")

# What a strict build must not pass over: what a reader would see broken, whatever the day and the state of a Translation.
IN_A_BUILD = frozenset(
    kind.code
    for kind in (
        kinds.UNREADABLE,
        kinds.NO_FOLDER,
        kinds.NO_SOURCE,
        kinds.BROKEN_MATTER,
        kinds.NO_KEY,
        kinds.NO_TITLE,
        kinds.EMPTY_VALUE,
        kinds.NOT_TEXT,
        kinds.NOT_A_DATE,
        kinds.NO_ID,
        kinds.DUPLICATE_ID,
        kinds.OTHER_ID,
    )
)


@dataclass(frozen=True, slots=True)
class Asked:
    """Which part of the Site a Report is about."""

    locale: str | None = None
    """One Locale's code; None for all."""
    slugs: frozenset[str] = frozenset()
    """Empty for all."""
    spelling: bool = True
    """Whether words are looked up in dictionaries, which can cost seconds."""
    language: bool = True
    """Whether plain language is judged."""

    def wants(self, locale: str, slug: str) -> bool:
        """Whether this Page is asked for."""
        return self.locale in (None, locale) and (not self.slugs or slug in self.slugs)


@dataclass(frozen=True, slots=True)
class Pages:
    """All Pages of a Site that could be read, and what kept the others from it."""

    by_locale: dict[str, dict[str, PageText]]
    findings: tuple[Finding, ...]


def pages_of(site: Site, progress: Callable[[str], None] = no_progress) -> Pages:
    """Reads every Page; a file that is gone or is no text becomes a Finding and the others go on."""
    pages: dict[str, dict[str, PageText]] = {}
    findings = []
    for locale in site.locales:
        progress(f"reading {site.folder(locale.code)}")
        pages[locale.code] = {}
        for slug in site.slugs(locale.code):
            path = site.page_path(slug, locale.code)
            place = Place(path, 1, 1, locale.code, slug)
            try:
                pages[locale.code][slug] = PageText(slug, locale.code, path, read_text(site.root / path))
            except Unreadable as error:
                here = Place(path, error.line, 1, locale.code, slug)
                findings.append(kinds.UNREADABLE.at(here, reason=error.reason))
            except OSError as error:
                findings.append(kinds.UNREADABLE.at(place, reason=f"The file cannot be read ({error.strerror})"))
    return Pages(pages, tuple(findings))


@dataclass(frozen=True, slots=True)
class Run:
    """Everything that one reading of the Site is judged by."""

    site: Site
    settings: Settings
    pages: Pages
    asked: Asked
    today: date


def findings_of(site: Site, asked: Asked, today: date, progress: Callable[[str], None] = no_progress) -> Report:
    """Every Finding about the Pages asked for."""
    settings = settings_of(site)
    pages = pages_of(site, progress)
    run = Run(site, settings, pages, asked, today)
    shared = plain.vocabulary(site) if asked.language else plain.NOTHING
    found = [finding for finding in pages.findings if asked.wants(finding.place.locale, finding.place.page)]
    found += [finding for finding in folder_findings(site) if asked.locale in (None, finding.place.locale)]
    found += shared.findings
    summary: dict[str, dict[str, object]] = {}
    for locale in site.locales:
        if asked.locale in (None, locale.code):
            progress(f"judging {site.folder(locale.code)}")
            here = pages.by_locale[locale.code]
            found += judged(run, locale)
            wishes, wrong = plain.wishes_for(run.site, shared, locale.code, settings.label_locale)
            found += wrong
            summary[locale.code or site.docs_dir] = {"pages": len(here), **plain.figures(here, wishes)}
            if wishes is not None:
                found += plain_language(here, wishes, locale, asked)
            if wishes is not None and asked.spelling:
                wanted = [page for slug, page in here.items() if asked.wants(locale.code, slug)]
                checked, words = plain.spelling_findings(site.root, wanted, wishes)
                summary[locale.code or site.docs_dir]["spelling"] = checked
                found += words
    found.sort(key=lambda finding: (finding.place.file, finding.place.line, finding.place.column))
    lines = [plain.figures_text(code, shown) for code, shown in summary.items() if len(shown) > 1]
    return Report(tuple(found), {"locales": summary}, text="\n".join(lines))


def judged(run: Run, locale: Locale) -> Iterator[Finding]:
    """Front matter and headings of a Locale's Pages."""
    here, source = run.pages.by_locale[locale.code], run.pages.by_locale[run.site.source.code]
    wishes = wishes_of(run, locale)
    for slug, page in here.items():
        if run.asked.wants(locale.code, slug):
            required = ids_required(run.settings, run.site, source.get(slug))
            yield from page_findings(page, wishes, required=required)
            yield from pair_findings(page, source, run.site)


def plain_language(here: dict[str, PageText], wishes: Wishes, locale: Locale, asked: Asked) -> Iterator[Finding]:
    """The words of a Locale's Pages; how the Locale reads as a whole only where the whole is asked for."""
    for slug, page in here.items():
        if asked.wants(locale.code, slug):
            yield from plain.page_findings(page, wishes)
    if not asked.slugs:
        yield from plain.hard_to_read(here, wishes, locale.code)


def build_findings(root: Path, today: date, locale: str | None = None) -> tuple[Finding, ...]:
    """What a strict build of the project at `root` must warn of; one Locale only where a preview builds one."""
    report = findings_of(load(root), Asked(locale, spelling=False, language=False), today)
    return tuple(finding for finding in report.findings if finding.code in IN_A_BUILD)


def ids_required(settings: Settings, site: Site, original: PageText | None) -> bool:
    """Whether every heading of a Page must have an id: as the project says, else as the Page in the source does it."""
    if settings.heading_ids is not None or original is None:
        return bool(settings.heading_ids)
    return len(site.locales) > 1 and headings.asks_for_ids(original.headings)


def wishes_of(run: Run, locale: Locale) -> matter.Wishes:
    """What front matter of this Locale is judged by; the sources stand on the Locale's own Page of sources."""
    slug = run.settings.sources_page
    page = run.pages.by_locale[locale.code].get(slug)
    body = page.text[len(page.front.text) :] if page else ""
    known = tuple(dict.fromkeys(SOURCE_ID.findall(body)))

    def is_known(source: str) -> bool:
        return page is None or bool(re.search(rf"(?<![\w-]){re.escape(source)}(?![\w-])", body))

    return matter.Wishes(run.settings, run.today, is_known, run.site.page_path(slug, locale.code), known)


def page_findings(page: PageText, wishes: matter.Wishes, *, required: bool) -> Iterator[Finding]:
    """What is wrong with one Page, whatever stands in other Locales."""
    yield from matter.judge(page.front, page.place, wishes)
    if (
        not page.front.error
        and "title" not in page.front.values
        and "title" not in wishes.settings.required
        and "template" not in page.front.values
        and not any(heading.level == 1 for heading in page.headings)
        and page.text.strip()
    ):
        yield kinds.NO_TITLE.at(page.place())
    yield from headings.judge_page(page.headings, page.place(), required=required)


def pair_findings(page: PageText, source: dict[str, PageText], site: Site) -> Iterator[Finding]:
    """What is wrong between a Page and the Page it was translated from."""
    if page.locale == site.source.code:
        return
    original = source.get(page.slug)
    if original is not None:
        yield from headings.judge_pair(original.headings, page.headings, original.path, page.place())
    elif not os.path.isfile(site.root / site.page_path(page.slug, site.source.code)):
        yield kinds.NO_SOURCE.at(
            page.place(),
            slug=page.slug,
            locale=page.locale,
            source=site.source.code,
            path=site.page_path(page.slug, site.source.code),
            near=nearest(page.slug, source),
        )


def folder_findings(site: Site) -> Iterator[Finding]:
    """Locales that `mkdocs.yml` builds and that have no folder."""
    languages = plugin_options(site.settings.get("plugins"), "i18n").get("languages")
    idle = {
        str(entry.get("locale"))
        for entry in (languages if isinstance(languages, list) else [])
        if isinstance(entry, dict) and entry.get("build") is False
    }
    for locale in site.locales:
        folder = site.folder(locale.code)
        if locale.code not in idle and not (site.root / folder).is_dir():
            place = Place(CONFIGURATION, locale.line, 1, locale.code)
            yield kinds.NO_FOLDER.at(place, code=locale.code, folder=folder)
