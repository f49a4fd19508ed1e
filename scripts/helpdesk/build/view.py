"""What the templates get to know of a Page, as `help`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from helpdesk.build.versions import Edition, Version

# Words that scripts show; the others stand in the HTML already.
SPOKEN = ("copy", "copied", "checklist-", "timeline-", "date-", "scheme-", "search-", "table", "menu", "shot-close")


@dataclass(frozen=True, slots=True)
class Near:
    """A Page that is linked from every Page."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class SourceLink:
    """One source of a Page and where it is explained; no address when it is not."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class PageView:
    """One Page in one Locale, or a page without Markdown such as the 404."""

    words: Mapping[str, str]
    edition: Edition
    """The Locale of the menus and notices."""
    text: Edition
    """The Locale of the text; another one when the Page is not translated yet."""
    versions: Sequence[Version]
    home: bool = False
    near: Sequence[Near] = field(default_factory=tuple)
    sources: Sequence[SourceLink] = field(default_factory=tuple)
    offers: Sequence[Mapping[str, str]] = field(default_factory=tuple)
    """What is said, in each other Locale, to a reader who may prefer it."""

    @property
    def fallback(self) -> bool:
        """Whether the text stands in for a missing Translation."""
        return self.text != self.edition

    @property
    def translated(self) -> list[Version]:
        """The versions that search engines may send people to; none when there is only one."""
        real = [version for version in self.versions if version.translated]
        return real if len(real) > 1 and not self.fallback else []

    @property
    def default(self) -> Version | None:
        """The version for readers of no listed Locale."""
        return next((version for version in self.translated if version.edition.default), None)

    @property
    def canonical(self) -> str:
        """The public address of the text itself."""
        return next((v.absolute for v in self.versions if v.edition == self.text), "")

    @property
    def spoken(self) -> dict[str, str]:
        """The words that scripts show."""
        return {key: text for key, text in self.words.items() if key.startswith(SPOKEN)}


def offers(versions: Iterable[Version], words: Mapping[str, Mapping[str, str]]) -> list[dict[str, str]]:
    """The offer to read on in each other Locale that has this Page, in that Locale's own words."""
    return [
        {
            "locale": version.edition.locale,
            "dir": version.edition.direction,
            "url": version.url,
            "text": words[version.edition.locale]["suggestion"],
            "accept": words[version.edition.locale]["suggestion-accept"],
            "dismiss": words[version.edition.locale]["suggestion-dismiss"],
        }
        for version in versions
        if version.translated and not version.current and "suggestion" in words[version.edition.locale]
    ]


def source_links(names: object, page_url: str | None, anchors: Collection[str]) -> list[SourceLink]:
    """The ids of a Page's front matter `sources`, each linked to its explanation where there is one."""
    if not isinstance(names, list):
        return []
    return [
        SourceLink(str(name), f"{page_url}#{str(name).lower()}" if page_url and str(name).lower() in anchors else "")
        for name in names
    ]
