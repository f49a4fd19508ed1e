"""What is wrong with one Link of one Page, if anything."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from enum import Enum
from typing import NamedTuple

from helpdesk.links.address_locale import language, without_locale
from helpdesk.links.addresses import (
    FILLED_IN,
    Parts,
    has_id,
    is_always_there,
    leads_outside,
    parts_of,
)
from helpdesk.links.markdown.atlas import NO_IDS, PAGE_ENDINGS, Atlas, Hit
from helpdesk.links.markdown.dialect import Dialect, plugin_names
from helpdesk.links.markdown.pages import MARKDOWN_ENDINGS, SitePage
from helpdesk.links.model import IMAGE, LINK, NAME, SNIPPET, Link, Verdict
from helpdesk.site import Site

# MkDocs takes these for files and nothing else: when they are missing, no address is tried.
WEB = re.compile(r"(https?:)(//[^/?#]*)", re.IGNORECASE)
PATHS = (*MARKDOWN_ENDINGS, ".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp")


class Reason(Enum):
    """Which sentence explains the Verdict."""

    __hash__ = object.__hash__  # that of Enum is slow where every Link is looked up by it

    PATH = "path"
    """Nothing is at the path."""
    ID = "id"
    """The id is in no Locale."""
    TRANSLATED_ID = "translated-id"
    """The source Page has the id, this Locale's Page has not."""
    NAME = "name"
    """A reference name without an address."""
    OTHER_LOCALE = "other-locale"
    """The path leads into another Locale's folder or address."""
    ADDRESS_LOCALE = "address-locale"
    """An external address asks for a Locale."""
    SNIPPET = "snippet"
    """A file that should be put into the Page is in no folder."""
    LETTERS = "letters"
    """Letter case or Unicode form differs."""
    ONE_LOCALE = "one-locale"
    """The picture is there for other Locales, not for this one."""
    MARKDOWN_ADDRESS = "markdown-address"
    """Raw HTML or an absolute path names a Markdown file, which no site serves."""


class Judgement(NamedTuple):
    """Why a Link is not ok."""

    verdict: Verdict
    reason: Reason
    target: str
    """The Target without its Locale, so that the same fault in every Locale is one Finding."""
    hit: Hit | None = None
    """What was meant, where that is known."""
    fragment: str = ""
    better: str = ""
    """The right external address, where that is known."""


class Judge:
    """Answers for one Site; a question about a file or another site is asked once per Locale, folder and target."""

    def __init__(self, atlas: Atlas, dialect: Dialect, addresses: Mapping[str, str]) -> None:
        self.atlas, self.dialect, self.addresses = atlas, dialect, addresses
        self.site = atlas.site
        links = self.site.settings.get("validation")
        links = links.get("links", links) if isinstance(links, dict) else {}
        self.from_docs = isinstance(links, dict) and links.get("absolute_links") == "relative_to_docs"
        self.versioned = has_versions(self.site)
        self.languages = frozenset(map(language, atlas.codes)) - {""}
        self.used: dict[str, set[str]] = {}
        """Path of each file that is led to, and the Pages that do."""
        self._known: dict[tuple[str, str, str], dict[tuple[str, str], tuple[Judgement | None, str]]] = {}
        self._here: dict[tuple[str, str], tuple[Judgement | None, str]] = {}
        """What is known of paths in the folder of the Page that is being judged, by Kind and target."""
        self._page: SitePage | None = None
        self._path_of_page = self._folder = self._suffix = ""
        self._outside: dict[tuple[str, str], Judgement | None] = {}

    def judge(self, page: SitePage, link: Link) -> Judgement | None:
        """What is wrong with the Link; None when it is ok or nobody can say."""
        if "://" in link.target:
            outside = (page.locale, link.target)
            if outside in self._outside:
                return self._outside[outside]
        if page is not self._page:
            self._page, self._path_of_page = page, page.path[len(self.site.docs_dir) + 1 :]
            self._folder = posixpath.dirname(self._path_of_page)
            self._suffix = self.atlas.suffix_of(self._path_of_page)
            self._here = self._known.setdefault((page.locale, self._suffix, self._folder), {})
        path = self._path_of_page
        known = None if link.raw else self._here.get(link[:2])
        judgement, hit = known or self._fresh(page, path, link)
        if known is None and means_the_same(link):
            self._here[link[:2]] = judgement, hit
        if hit:
            self.used.setdefault(hit, set()).add(path)
        return judgement

    def _fresh(self, page: SitePage, path: str, link: Link) -> tuple[Judgement | None, str]:
        target = link.target
        if link.kind == NAME:
            is_open = page.facts.includes or target.strip() in page.facts.hints
            return (None if is_open else self._name(target)), ""
        if link.kind == SNIPPET:
            return Judgement(Verdict.NO_FILE, Reason.SNIPPET, target), ""
        if ("{" in target or "<" in target) and FILLED_IN.search(target):
            return None, ""
        if leads_outside(target):
            inside = self._own_address(target)
            if inside is None:
                judgement = self._outside[page.locale, target] = self._external(page, target)
                return judgement, ""
            target = inside
        parts = parts_of(target)
        if not parts.path:
            return self._anchor(Hit(path, page.locale), parts.fragment), ""
        if parts.path.startswith("/") and not (self.from_docs and not link.raw):
            return self._address(page, self._under_prefix(parts), link)
        return self._path(page, path, parts, link)

    def _own_address(self, target: str) -> str | None:
        """A path for an address on the Site's own host and path; None for every other address."""
        own = self.site.site_url.rstrip("/")
        if own.count("/") < 2:
            return None
        if (host := WEB.match(target)) and (ours := WEB.match(own)):  # both kinds of http, in any letter case
            own, target = (
                own[ours.end(1) :].replace(ours[2], ours[2].lower(), 1),
                target[host.end(1) :].replace(host[2], host[2].lower(), 1),
            )
        if not (target == own or target.startswith((own + "/", own + "#", own + "?"))):
            return None
        return f"/{self.atlas.prefix}/{target[len(own) :].lstrip('/')}".replace("//", "/")

    def _name(self, name: str) -> Judgement | None:
        if name in self.addresses or self.dialect.open_names:
            return None
        return Judgement(Verdict.NO_PAGE, Reason.NAME, name)

    def _external(self, page: SitePage, url: str) -> Judgement | None:
        if not self.site.is_multilingual:
            return None
        better = without_locale(url, page.locale, self.languages)
        if better is None:
            return None
        return Judgement(Verdict.WRONG_LOCALE, Reason.ADDRESS_LOCALE, url, better="" if better == url else better)

    def _under_prefix(self, parts: Parts) -> Parts | None:
        """An absolute path from the site's root; None when it leads to another site on the same host."""
        path, prefix = parts.path.lstrip("/"), self.atlas.prefix
        if prefix and path != prefix and not path.startswith(prefix + "/"):
            return None
        return Parts(path[len(prefix) :].lstrip("/") if prefix else path, parts.fragment)

    def _address(self, page: SitePage, parts: Parts | None, link: Link) -> tuple[Judgement | None, str]:
        """What a browser finds at an address from the site's root."""
        if parts is None:
            return None, ""
        address = posixpath.normpath(parts.path) + ("/" if parts.path.endswith("/") else "") if parts.path else ""
        address = "" if address in (".", "./") else address
        found = self.atlas.at_address(address)
        if found is None and (new := self.atlas.moved(address)):
            return self._redirected(new, parts.fragment), ""
        if found is None and self.versioned and (link.target.startswith("/") or "://" in link.target):
            return None, ""  # of the other versions, and of what this one is called, nothing is known here
        if found is None:
            return self._missing(page, address, parts.fragment, link), ""
        locale, hit = found
        if not hit.path:
            return None, ""
        if locale != page.locale and link.kind == LINK and hit.path in self.atlas.pages:
            return Judgement(Verdict.WRONG_LOCALE, Reason.OTHER_LOCALE, address, hit, parts.fragment), hit.path
        return self._anchor(hit, parts.fragment), hit.path

    def _redirected(self, new: str, fragment: str) -> Judgement | None:
        """What a reader of an old address finds where the redirects plugin leads; a fragment comes along."""
        path, _sign, own = new.partition("#")
        return (
            None
            if path not in self.atlas.pages
            else self._anchor(Hit(path, self.atlas.locale_of(path)), own or fragment)
        )

    def _path(self, page: SitePage, path: str, parts: Parts, link: Link) -> tuple[Judgement | None, str]:
        """What MkDocs makes of a path to a file, and a browser of anything else."""
        if not link.raw and "\\" not in parts.path:
            start = "" if parts.path.startswith("/") else self._folder
            physical = posixpath.normpath(posixpath.join(start, parts.path.lstrip("/") if not start else parts.path))
            other = self.atlas.locale_of(physical)
            if other and other != page.locale:
                return self._other_locale(page, physical, parts), ""
            if hit := self.atlas.find(physical, page.locale, self._suffix):
                return self._found(page, hit, parts, link), hit.path
            if parts.path.lower().endswith(PATHS) or link.kind == IMAGE:
                return self._missing(page, physical, parts.fragment, link), ""
        base = posixpath.join("/", self.atlas.prefix, self.atlas.page_address(path, page.locale))
        joined = posixpath.join(base, parts.path.replace("\\", "/"))
        address = posixpath.normpath(joined) + ("/" if joined.endswith(("/", "/.", "/..")) else "")
        return self._address(page, self._under_prefix(Parts(address, parts.fragment)), link)

    def _other_locale(self, page: SitePage, physical: str, parts: Parts) -> Judgement:
        logical = physical.partition("/")[2]
        hit = self.atlas.find(f"{page.locale}/{logical}", page.locale)
        return Judgement(Verdict.WRONG_LOCALE, Reason.OTHER_LOCALE, physical, hit, parts.fragment)

    def _found(self, page: SitePage, hit: Hit, parts: Parts, link: Link) -> Judgement | None:
        if link.kind == IMAGE and hit.locale == self.atlas.source != page.locale:
            logical = hit.path[len(hit.locale) + 1 :]
            if self._is_translated(logical, page.locale):
                return Judgement(Verdict.NO_FILE, Reason.ONE_LOCALE, logical, hit)
        return self._anchor(hit, parts.fragment)

    def _is_translated(self, logical: str, locale: str) -> bool:
        """Whether this picture should be there for the Locale: another one has it, or this one has most of its folder."""
        files, source = self.atlas.files, self.atlas.source
        if any(f"{code}/{logical}" in files for code in self.atlas.codes - {source, locale}):
            return True
        folder = posixpath.dirname(logical)
        names = self.atlas.folder_names(f"{source}/{folder}")
        own = self.atlas.folder_names(f"{locale}/{folder}")
        return 2 * len(names & own) >= len(names)

    def _anchor(self, hit: Hit, fragment: str) -> Judgement | None:
        if is_always_there(fragment) or hit.path not in self.atlas.pages or self.dialect.open_ids:
            return None
        facts = self.atlas.pages[hit.path].facts
        if has_id(self.atlas.ids[hit.path], fragment) or facts.includes or fragment.lower().lstrip("+") in facts.hints:
            return None
        target = f"{self._logical(hit.path)}#{fragment}"
        original = f"{self.atlas.source}/{self._logical(hit.path)}"
        if hit.locale != self.atlas.source and has_id(self.atlas.ids.get(original, NO_IDS), fragment):
            return Judgement(Verdict.NO_ANCHOR, Reason.TRANSLATED_ID, target, hit, fragment)
        return Judgement(Verdict.NO_ANCHOR, Reason.ID, target, hit, fragment)

    def _missing(self, page: SitePage, path: str, fragment: str, link: Link) -> Judgement | None:
        """Nothing is there: whether it is only written differently, and what kind of thing is missing."""
        target = self._logical(path)
        if path and (hit := self.atlas.find_folded(path, page.locale or "")):
            return Judgement(Verdict.WRONG_CASE, Reason.LETTERS, target, hit, fragment)
        is_page = link.kind == LINK and (path.endswith(PAGE_ENDINGS) or "." not in posixpath.basename(path))
        if is_page and self.dialect.open_pages:
            return None
        markdown = path.endswith(MARKDOWN_ENDINGS) and (link.raw or link.target.startswith("/"))
        reason = Reason.MARKDOWN_ADDRESS if markdown else Reason.PATH
        return Judgement(Verdict.NO_PAGE if is_page else Verdict.NO_FILE, reason, target, None, fragment)

    def _logical(self, path: str) -> str:
        locale = self.atlas.locale_of(path)
        return path[len(locale) + 1 :] if locale else path


def means_the_same(link: Link) -> bool:
    """Whether the target is one on every Page of a folder: that is only a file's path, an address starts from the Page."""
    return not link.raw and link.kind != SNIPPET and link.target.partition("#")[0].lower().endswith(PATHS)


def has_versions(site: Site) -> bool:
    """Whether mike puts the built site into a folder per version, below the public path."""
    extra = site.settings.get("extra")
    version = extra.get("version") if isinstance(extra, dict) else None
    provider = version.get("provider") if isinstance(version, dict) else ""
    return provider == "mike" or "mike" in plugin_names(site.settings.get("plugins"))
