"""What a theme brings into the built Site beside the Pages (mkdocs.structure.files)."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator
from typing import NamedTuple

from helpdesk.links.disk import walk
from helpdesk.site import Site

TEMPLATE_ENDINGS = (".py", ".pyc", ".html")
# Plugins that write nothing where a theme keeps its files.
QUIET = frozenset(
    ("search", "i18n", "tags", "redirects", "macros", "meta", "blog", "awesome-pages", "awesome-nav", "literate-nav",
     "section-index", "exclude", "git-revision-date-localized", "minify", "table-reader")
)  # fmt: skip


class Installed(NamedTuple):
    """The files of the theme that is installed."""

    files: frozenset[str]
    are_all: bool
    """Whether nothing but the theme can have put a file beside them."""


def theme_files(site: Site) -> Iterator[str]:
    """The files of the Site's own theme."""
    theme = site.settings.get("theme")
    if isinstance(theme, dict) and theme.get("custom_dir"):
        yield from static_files(os.path.join(site.root, str(theme["custom_dir"])))


def installed_files(site: Site) -> Installed:
    """The files of the installed theme; none where it is not installed here."""
    theme = site.settings.get("theme", "mkdocs")
    name = theme.get("name") if isinstance(theme, dict) else theme
    folder = folder_of(str(name)) if name else ""
    files = frozenset(static_files(folder)) if folder else frozenset()
    return Installed(files, are_all=bool(folder) and is_alone(site, folder))


def is_alone(site: Site, folder: str) -> bool:
    """Whether the theme extends no other and no plugin or hook adds files to it."""
    from helpdesk.links.markdown.dialect import plugin_names

    try:
        with open(os.path.join(folder, "mkdocs_theme.yml"), encoding="utf-8") as file:
            extends = "extends" in file.read()
    except (OSError, ValueError):
        extends = True
    return not (extends or site.settings.get("hooks")) and plugin_names(site.settings.get("plugins")) <= QUIET


def static_files(folder: str) -> Iterator[str]:
    """What MkDocs copies of a theme's folder."""
    for path in walk(folder, ""):
        name = posixpath.basename(path).lower()
        if not name.endswith(TEMPLATE_ENDINGS) and "readme" not in name and name != "mkdocs_theme.yml":
            yield path


def folder_of(name: str) -> str:
    """The folder of an installed theme; empty where there is none of that name."""
    from importlib.metadata import entry_points
    from importlib.util import find_spec

    for entry in entry_points(group="mkdocs.themes", name=name):
        first, *others = entry.value.split(".")
        # Looked for without its parents being imported: a theme's code is none of our business.
        spec = find_spec(first)
        for place in (spec.submodule_search_locations or ()) if spec else ():
            return os.path.join(place, *others)
    return ""
