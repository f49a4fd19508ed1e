"""What is known during the builds of all Locales together."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpdesk.build import addresses, interface, notices, search
from helpdesk.build.preview import Snapshot
from helpdesk.build.versions import Edition, PageFile, Version, versions
from helpdesk.site import Site, load, walk_pages
from helpdesk.translations.renamed import LeftBehind

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

log = logging.getLogger("mkdocs.helpdesk")


@dataclass(slots=True)
class Run:
    """One build of the Site, which holds the builds of its Locales."""

    root: Path
    site_dir: str
    editions: list[Edition]
    current: Edition
    site_url: str
    words: dict[str, dict[str, str]]
    addresses: dict[str, str]
    existing: set[str]
    """Every Markdown file below the folders of the Locales, such as "de/cancel.md"."""
    site: Site
    for_writers: bool = False
    """Whether Pages show what work waits in them."""
    notices: dict[str, notices.Notices | None] = field(default_factory=dict)
    """What to say on a Page, by its address, between its Markdown and its HTML."""
    pages: dict[str, PageFile] = field(default_factory=dict)
    documents: dict[str, list[search.Document]] = field(default_factory=dict)
    """By Locale."""
    left: dict[str, LeftBehind] = field(default_factory=dict)
    """By Locale: the Ledgers of Pages that got another name."""
    files: Snapshot = field(default_factory=dict)
    """In a preview: the files as they were read."""
    theme_sheet: str = ""
    done: bool = False

    @property
    def source(self) -> Edition:
        """The Locale at the root of the Site."""
        return next(edition for edition in self.editions if edition.default)

    def versions(self, page: PageFile) -> list[Version]:
        """The versions of a Page in all Locales."""
        return versions(page, self.editions, self.current.locale, self.existing, self.site_url)

    def edition(self, locale: str) -> Edition:
        """A Locale by its code; the current one when it is not built, as in a preview of one Locale."""
        return next((edition for edition in self.editions if edition.locale == locale), self.current)


def begun(config: MkDocsConfig, i18n: Any, *, preview: bool) -> Run:
    """A new Run; warns of a Locale whose folder is missing."""
    root = Path(config.config_file_path or ".").resolve().parent
    languages = [each for each in i18n.config.languages if each.build and each.locale != "null"]
    editions = [Edition(each.locale, each.name, each.default) for each in languages]
    warn_of_pages(root, editions)
    source = next(edition.locale for edition in editions if edition.default)
    site = load(root)
    return Run(
        root=root,
        site_dir=config.site_dir,
        editions=editions,
        current=editions[0],
        site_url=config.site_url or "",
        words={edition.locale: interface.words(root, edition.locale, source) for edition in editions},
        addresses=addresses.named_addresses(root),
        site=site,
        left={edition.locale: LeftBehind(site, edition.locale) for edition in editions},
        for_writers=shows_work(config, preview=preview),
        existing={
            f"{edition.locale}/{slug}.md"
            for edition in editions
            for slug in walk_pages(f"{config.docs_dir}/{edition.locale}", "")
        },
    )


def warn_of_pages(root: Path, editions: list[Edition]) -> None:
    """What `helpdesk pages` finds is a warning: a missing title, ids that differ, a Locale without a folder."""
    from datetime import UTC, datetime

    from helpdesk.pages.read import build_findings

    only = editions[0].locale if len(editions) == 1 else None
    for finding in build_findings(root, datetime.now(UTC).date(), only):
        place = finding.place
        log.warning("%s:%d:%d: %s %s", place.file, place.line, place.column, finding.message, finding.help)


def shows_work(config: MkDocsConfig, *, preview: bool) -> bool:
    """Whether Pages show writers what work waits in them: in previews, or as `extra.helpdesk` says."""
    chosen = (config.extra.get("helpdesk") or {}).get("translation-marks")
    return preview if chosen is None else bool(chosen)
