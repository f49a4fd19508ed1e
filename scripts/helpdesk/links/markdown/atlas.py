"""Where everything of the Site is: files, Pages and the addresses they get, in every Locale."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple
from urllib.parse import urlsplit

from helpdesk.links.addresses import leads_outside
from helpdesk.links.disk import fold, walk
from helpdesk.links.markdown.exclusions import left_out
from helpdesk.links.markdown.pages import MARKDOWN_ENDINGS, SitePage
from helpdesk.links.markdown.theme import Installed, installed_files, theme_files
from helpdesk.site import Site, plugin_options

# What themes and plugins write into every site, whatever the Pages are.
THEME_FOLDERS = ("assets/", "css/", "js/", "img/", "fonts/")
MADE_WHILE_BUILDING = (*THEME_FOLDERS, "search/", "sitemap.xml", "404.html", "feed_")
# Names of Pages that stand at their folder's own address.
ENTRANCES = ("index", "README")
PAGE_ENDINGS = (*MARKDOWN_ENDINGS, ".html", ".htm", "/")
NO_IDS: frozenset[str] = frozenset()


class Hit(NamedTuple):
    """What a path leads to."""

    path: str
    """From `docs_dir`."""
    locale: str
    """The Locale whose folder it is in; empty for a file that all Locales share."""


class Atlas:
    """One walk over `docs_dir`, then only look-ups: no file is asked for on disk."""

    def __init__(self, site: Site, pages: list[SitePage]) -> None:
        self.site = site
        self.codes = frozenset(locale.code for locale in site.locales)
        self.source = site.source.code
        self.fallback = plugin_options(site.settings.get("plugins"), "i18n").get("fallback_to_default") is not False
        cut = len(site.docs_dir) + 1
        self.on_disk = frozenset(walk(os.path.join(site.root, site.docs_dir), ""))
        unread = left_out(site, self.on_disk)
        self.files = (self.on_disk - unread) | frozenset(theme_files(site))
        self.pages = {page.path[cut:]: page for page in pages if page.path[cut:] not in unread}
        self.prefix = urlsplit(site.site_url).path.strip("/")

    @cached_property
    def ids(self) -> dict[str, frozenset[str]]:
        """The ids of each Page."""
        return {path: frozenset(anchor[0] for anchor in page.facts.anchors) for path, page in self.pages.items()}

    @cached_property
    def named(self) -> dict[str, list[str]]:
        """Every file by its name alone, without letter case and Unicode form."""
        names: dict[str, list[str]] = {}
        for path in sorted(self.files):
            names.setdefault(fold(path[path.rfind("/") + 1 :]), []).append(path)
        return names

    @cached_property
    def moves(self) -> dict[str, str]:
        """Old Pages, from `docs_dir`, and where the redirects plugin sends their readers; where that is nowhere it writes nothing."""
        maps = plugin_options(self.site.settings.get("plugins"), "redirects").get("redirect_maps")
        pairs = {str(old): str(new) for old, new in maps.items()} if isinstance(maps, dict) else {}
        return {old: new for old, new in pairs.items() if leads_outside(new) or new.partition("#")[0] in self.pages}

    @cached_property
    def moved_addresses(self) -> dict[str, str]:
        """The same by the address of the old Page, without a slash at its end."""
        addresses = {}
        for old, new in self.moves.items():
            folder = self.page_address(old, self.locale_of(old))
            stem = posixpath.splitext(posixpath.basename(old))[0]
            flat = not self.site.use_directory_urls and stem not in ENTRANCES
            addresses[f"{folder}{stem}.html" if flat else folder.rstrip("/")] = new
        return addresses

    def moved(self, address: str) -> str:
        """Where the redirects plugin sends readers of an address; empty when it knows nothing of it."""
        return self.moved_addresses.get(address.removesuffix("index.html").rstrip("/"), "") if self.moves else ""

    @cached_property
    def folders(self) -> dict[str, set[str]]:
        """The names of the files in each folder."""
        names: dict[str, set[str]] = {}
        for path in self.files:
            folder, name = posixpath.split(path)
            names.setdefault(folder, set()).add(name)
        return names

    def folder_names(self, folder: str) -> set[str]:
        """The names of the files in one folder; none for a folder that is not there."""
        return self.folders.get(folder, set())

    def locale_of(self, path: str) -> str:
        """The Locale whose folder holds this path; empty when none does."""
        first = path.partition("/")[0]
        return first if first in self.codes else ""

    def candidates(self, path: str, locale: str, suffix: str = "") -> tuple[str, ...]:
        """Where static-i18n looks for a path of this Locale, in its order; `suffix` is a Locale in the name of a file."""
        if not locale:
            stem, ending = posixpath.splitext(path)
            default = next((code for code, is_translated in self.suffixes.items() if not is_translated), "")
            suffixes = [code for code in dict.fromkeys((suffix, default)) if code]
            named = [f"{stem}.{code}{ending}" for code in suffixes]
            return (*named[:1], path, *named[1:]) if suffix else (path, *named)
        logical = path[len(locale) + 1 :] if path.startswith(f"{locale}/") else path
        own = f"{locale}/{logical}"
        shared = () if self.locale_of(logical) else (logical,)
        if self.fallback and locale != self.source:
            return own, f"{self.source}/{logical}", *shared
        return own, *shared

    def find(self, path: str, locale: str, suffix: str = "") -> Hit | None:
        """The file that a path from `docs_dir` means in this Locale."""
        found = self.candidates(path, locale, suffix)
        for candidate in found:
            if candidate in self.files:
                return Hit(candidate, self.locale_of(candidate))
        for candidate in found:
            if candidate.startswith(THEME_FOLDERS) and candidate in self.installed.files:
                return Hit("", "")
        return None

    @cached_property
    def installed(self) -> Installed:
        """What the installed theme brings; asked for only where a Page leads into its folders."""
        return installed_files(self.site)

    def find_folded(self, path: str, locale: str) -> Hit | None:
        """The same without regard to letter case and Unicode form."""
        like = self.named.get(fold(path[path.rfind("/") + 1 :]))
        if not like:
            return None
        folded = {fold(each): each for each in like}
        for candidate in self.candidates(path, locale):
            found = folded.get(fold(candidate))
            if found and found != candidate:
                return Hit(found, self.locale_of(found))
        return None

    def page_address(self, path: str, locale: str) -> str:
        """The folder, from the site's root and with a slash at its end, that relative addresses on this Page start from."""
        logical = path[len(locale) + 1 :] if locale and path.startswith(f"{locale}/") else path
        head = "" if locale == self.source or not locale else f"{locale}/"
        folder, name = posixpath.split(head + logical)
        stem = posixpath.splitext(name)[0] if name.endswith(MARKDOWN_ENDINGS) else name
        if suffix := self.suffix_of(path):
            stem = stem.removesuffix(f".{suffix}")
            folder = posixpath.join(suffix if self.suffixes[suffix] else "", folder)
        if not self.site.use_directory_urls or stem in ENTRANCES:
            return f"{folder}/" if folder else ""
        return f"{folder}/{stem}/" if folder else f"{stem}/"

    @cached_property
    def suffixes(self) -> dict[str, bool]:
        """The Locales that stand in the names of files, and whether each has a folder of its own in the built Site."""
        options = plugin_options(self.site.settings.get("plugins"), "i18n")
        languages = None if self.site.is_multilingual else options.get("languages")
        listed = [each for each in languages if isinstance(each, dict)] if isinstance(languages, list) else []
        return {str(each.get("locale")): each.get("default") is not True for each in listed}

    def suffix_of(self, path: str) -> str:
        """The Locale that stands in the name of a file; empty when none does."""
        code = posixpath.splitext(path)[0].rpartition(".")[2] if self.suffixes else ""
        return code if code in self.suffixes else ""

    def logical(self, path: str) -> str:
        """The path without its Locale's folder, and without the Locale in its name."""
        if suffix := self.suffix_of(path):
            stem, ending = posixpath.splitext(path)
            return stem.removesuffix(f".{suffix}") + ending
        locale = self.locale_of(path)
        return path[len(locale) + 1 :] if locale else path

    def at_address(self, address: str) -> tuple[str, Hit] | None:
        """Locale and file behind an address from the site's root; None when nothing is there."""
        first, _slash, rest = address.partition("/")
        if self.suffixes.get(first):
            return self.at_suffix(first, rest)
        translated = first in self.codes and first != self.source and ("/" in address or address == first)
        locale, logical = (first, rest) if translated else (self.source, address)
        for name in self.names_behind(logical):
            hit = self.find(f"{locale}/{name}" if locale else name, locale)
            # Every Locale has an address for each Page of the source; files stay where they are.
            if hit and (
                hit.path in self.pages
                or (not name.endswith(MARKDOWN_ENDINGS) and (not translated or hit.locale == locale))
            ):
                return locale, hit
        if logical.startswith(MADE_WHILE_BUILDING) and not (
            logical.startswith(THEME_FOLDERS) and self.installed.are_all
        ):
            return locale, Hit("", "")
        return None

    def at_suffix(self, suffix: str, logical: str) -> tuple[str, Hit] | None:
        """The same where the Locale stands in the names of files: its own file, else that of all Locales."""
        for name in self.names_behind(logical):
            stem, ending = posixpath.splitext(name)
            own = f"{stem}.{suffix}{ending}"
            if own in self.files:
                return "", Hit(own, "")
            if name in self.pages:
                return "", Hit(name, "")
        return None

    def names_behind(self, logical: str) -> Iterator[str]:
        """The files that may have become this address."""
        bare = logical.rstrip("/")
        if not logical.endswith(MARKDOWN_ENDINGS):
            yield logical
        if logical.endswith(("index.html", "index.htm")):
            bare = posixpath.dirname(logical)
        elif logical.endswith(".html"):
            if not self.site.use_directory_urls:
                yield from (logical[:-5] + ending for ending in MARKDOWN_ENDINGS)
            return
        if self.site.use_directory_urls and bare and posixpath.basename(bare) not in ENTRANCES:
            yield from (bare + ending for ending in MARKDOWN_ENDINGS)
        yield from (posixpath.join(bare, name + ending) for ending in MARKDOWN_ENDINGS for name in ENTRANCES)
        yield posixpath.join(bare, "index.html")
