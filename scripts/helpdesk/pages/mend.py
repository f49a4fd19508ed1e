"""All Pages asked for, as `pages fix` would leave them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from helpdesk.pages import plain
from helpdesk.pages.fix import Edit, applied, id_edits, typography_edits
from helpdesk.pages.lint import Wishes
from helpdesk.pages.page import PageText
from helpdesk.pages.read import Asked, pages_of
from helpdesk.pages.settings import settings_of
from helpdesk.patches import patch_of
from helpdesk.report import Finding
from helpdesk.site import Site


@dataclass(frozen=True, slots=True)
class Change:
    """One Page before and after."""

    path: str
    before: str
    after: str


def mended(site: Site, asked: Asked) -> tuple[list[Change], tuple[Finding, ...]]:
    """The Pages that change, and what kept others from being read."""
    pages = pages_of(site)
    shared = plain.vocabulary(site)
    stand_in = settings_of(site).label_locale
    changes = []
    findings = [*pages.findings, *shared.findings]
    for locale in site.locales:
        wishes, wrong = plain.wishes_for(site, shared, locale.code, stand_in)
        findings += wrong
        for slug, page in pages.by_locale[locale.code].items():
            if asked.wants(locale.code, slug):
                source = None if locale.default else pages.by_locale[site.source.code].get(slug)
                after = applied(page.text, edits(page, source, wishes))
                if after != page.text:
                    changes.append(Change(page.path, page.text, after))
    return changes, tuple(findings)


def edits(page: PageText, source: PageText | None, wishes: Wishes | None) -> Iterator[Edit]:
    """Everything that can be put right on one Page without thought; nothing where front matter does not parse."""
    if page.front.error:
        return
    if source is not None:
        yield from id_edits(source.headings, page.headings)
    if wishes is not None:
        yield from typography_edits(page.text, page.texts, wishes)


def patch(change: Change) -> str:
    """The change as a patch that `git apply` takes."""
    return patch_of(change.path, change.before, change.after, around=1)
