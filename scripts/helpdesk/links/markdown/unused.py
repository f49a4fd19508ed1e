"""What nothing leads to: Pages and pictures."""

from __future__ import annotations

import fnmatch
import os
import posixpath
import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path

from helpdesk.links.addresses import FILLED_IN
from helpdesk.links.findings import ORPHAN_PAGE, UNUSED_IMAGE
from helpdesk.links.markdown.atlas import Atlas
from helpdesk.links.markdown.pages import SitePage
from helpdesk.links.markdown.pictures import names_in
from helpdesk.links.model import IMAGE
from helpdesk.report import Finding, Place

PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif", ".ico", ".bmp")
# Files in which a picture may be named: style sheets, scripts, templates, settings.
MAY_NAME_PICTURES = (
    ".css",
    ".scss",
    ".js",
    ".mjs",
    ".html",
    ".xml",
    ".json",
    ".webmanifest",
    ".yml",
    ".yaml",
    ".toml",
    ".svg",
)
# The dark or enlarged twin of a picture is shown by the theme, not by the Page.
TWIN = re.compile(r"[-_.@](?:dark|light|night|2x|3x)(?=\.[a-z]+$)", re.IGNORECASE)
STARTS = ("index", "README", "404")


def orphans(atlas: Atlas, used: Mapping[str, AbstractSet[str]]) -> Iterator[Finding]:
    """Pages that no menu and no other Page leads to; none where MkDocs makes the menu of all Pages."""
    settings = atlas.site.settings
    if not isinstance(settings.get("nav"), list) or has_own_menu(atlas):
        return
    if any(page.facts.includes for page in atlas.pages.values()):  # what is put in may lead anywhere
        return
    listed = set(nav_paths(settings["nav"]))
    patterns = [str(line) for line in str(settings.get("not_in_nav") or "").splitlines() if line.strip()]
    led_to = {atlas.logical(path) for path, pages in used.items() if pages - {path}}
    for path, page in atlas.pages.items():
        own = atlas.logical(path)
        if posixpath.splitext(own)[0] in STARTS or own in listed or path in listed or own in led_to:
            continue
        if not any(matches(own, pattern) or matches(path, pattern) for pattern in patterns):
            adds = {
                "verdict": "orphan-page",
                "target": own,
                "suggestion": None,
                "occurrences": [occurrence(page.path, page.locale)],
            }
            yield ORPHAN_PAGE.at(Place(page.path, locale=page.locale, page=page.slug), adds)


def has_own_menu(atlas: Atlas) -> bool:
    """Whether a plugin makes the menu, so that `nav` does not tell."""
    from helpdesk.links.markdown.dialect import plugin_names

    makers = {"awesome-pages", "awesome-nav", "literate-nav", "blog", "section-index"}
    return not makers.isdisjoint(plugin_names(atlas.site.settings.get("plugins")))


def nav_paths(nav: object) -> Iterator[str]:
    """Every path in a `nav`, however deep."""
    if isinstance(nav, str):
        yield posixpath.normpath(nav)
    elif isinstance(nav, dict):
        for value in nav.values():
            yield from nav_paths(value)
    elif isinstance(nav, list):
        for value in nav:
            yield from nav_paths(value)


def matches(path: str, pattern: str) -> bool:
    """Whether a line of `not_in_nav` covers the path, by the rules of .gitignore that matter here."""
    anchored = pattern.strip().lstrip("/")
    if pattern.strip().endswith("/") and path.startswith(anchored):
        return True
    return fnmatch.fnmatch(path, anchored) or (
        "/" not in pattern.strip("/") and fnmatch.fnmatch(posixpath.basename(path), anchored)
    )


def unused_pictures(atlas: Atlas, used: Mapping[str, AbstractSet[str]], put_in: AbstractSet[str]) -> Iterator[Finding]:
    """Pictures below `docs_dir` that no Page shows and no style sheet, template or setting names.

    `put_in` are the files, from the project root, that become part of Pages.
    """
    pictures = [path for path in sorted(atlas.on_disk & atlas.files) if path.lower().endswith(PICTURES)]
    shown = {atlas.logical(path) for path in used}
    left = [
        path
        for path in pictures
        if f"{atlas.site.docs_dir}/{path}" not in put_in
        and atlas.logical(path) not in shown
        and TWIN.sub("", atlas.logical(path)) not in shown
    ]
    if not left or any(shows_unknown(page) for page in atlas.pages.values()):
        return
    named = names_elsewhere(atlas)
    for path in left:
        if posixpath.basename(path) not in named and TWIN.sub("", posixpath.basename(path)) not in named:
            locale, file = atlas.locale_of(path), f"{atlas.site.docs_dir}/{path}"
            adds = {
                "verdict": "unused-image",
                "target": atlas.logical(path),
                "suggestion": None,
                "occurrences": [occurrence(file, locale)],
            }
            yield UNUSED_IMAGE.at(Place(file, locale=locale), adds)


def shows_unknown(page: SitePage) -> bool:
    """Whether a template or another file fills in pictures while building, so that any picture may be shown."""
    return page.facts.includes or any(link.kind == IMAGE and FILLED_IN.search(link.target) for link in page.facts.links)


def names_elsewhere(atlas: Atlas) -> set[str]:
    """The names of pictures in everything that is not a Page, and in the front matter of Pages."""
    root, docs = str(atlas.site.root), atlas.site.docs_dir
    files = [os.path.join(root, docs, path) for path in atlas.on_disk if path.endswith(MAY_NAME_PICTURES)]
    files += [os.path.join(root, name) for name in os.listdir(root) if name.endswith((".yml", ".yaml", ".toml"))]
    theme = atlas.site.settings.get("theme")
    if isinstance(theme, dict) and theme.get("custom_dir"):
        custom = os.path.join(root, str(theme["custom_dir"]))
        files += [os.path.join(folder, name) for folder, _folders, names in os.walk(custom) for name in names]
    named: set[str] = set()
    for file in files:
        named |= names_in(read(file))
    return named.union(*(page.facts.pictures for page in atlas.pages.values()))


def read(file: str) -> str:
    """The text of a file, however it is encoded; empty when it cannot be read or is no text."""
    try:
        return Path(file).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def occurrence(file: str, locale: str) -> dict[str, object]:
    """A whole file as a place."""
    return {"file": file, "line": 1, "column": 1, "locale": locale}
