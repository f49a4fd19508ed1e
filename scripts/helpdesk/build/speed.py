"""What makes the builds of all Locales together cheap."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

# Theme files that no page of ours asks for: the theme's script, its search, its palettes and its favicon.
UNUSED_THEME_FILES = ("assets/javascripts/", "assets/stylesheets/palette.", "assets/images/")

# The theme's thousands of icons; MkDocs lists them at each build to see whether they are to be published.
ICONS = ".icons"

STYLES = "assets/styles.css"

FOLDER = ".cache/templates"


def without_unused_files(files: Files, docs_dir: str, *, first_locale: bool) -> Files:
    """The files without those of the theme that are not used, or that an earlier Locale's build has copied."""
    for file in list(files):
        if file.is_documentation_page() or (file.src_dir or "").startswith(docs_dir):
            continue
        if not first_locale or file.src_uri.startswith(UNUSED_THEME_FILES) or file.src_uri.endswith(".map"):
            files.remove(file)
    return files


def without_media_of_others(files: Files, others: Collection[str]) -> Files:
    """The files without the media of Locales that this build shows nothing of.

    static-i18n makes a new object for each file it gets, in each Locale's build; pictures are most of them.
    """
    for file in list(files):
        if file.src_uri.partition("/")[0] in others and not file.is_documentation_page():
            files.remove(file)
    return files


def join_styles(files: Files, config: MkDocsConfig) -> None:
    """Makes one file of the theme's `extra_css`, because each one costs a phone a round trip."""
    from mkdocs.structure.files import File

    sheets = [file for address in config.extra_css if (file := files.get_file_from_path(str(address)))]
    if len(sheets) < 2 or len(sheets) != len(config.extra_css):
        return
    text = "\n".join(sheet.content_string for sheet in sheets)
    for sheet in sheets:
        files.remove(sheet)
    files.append(File.generated(config, STYLES, content=text))
    config.extra_css = [STYLES]


def share_environment(theme: Any, root: Path) -> None:
    """Makes the theme give the same environment, with its compiled templates, to the builds of all Locales."""
    environment: Environment = theme.get_env()
    loader: Any = environment.loader
    names = sorted({name for folder in loader.searchpath for name in names_below(str(folder))})
    loader.list_templates = lambda: names
    theme.get_env = lambda: keep_compiled(environment, root)


def names_below(top: str) -> Iterator[str]:
    """Every file of a theme's folder but its icons, from that folder, with "/" between folders."""
    for folder, folders, files in os.walk(top):
        if ICONS in folders:
            folders.remove(ICONS)
        for file in files:
            yield os.path.relpath(os.path.join(folder, file), top).replace(os.sep, "/")


def keep_compiled(environment: Environment, root: Path) -> Environment:
    """The environment with its compiled templates kept in the project's cache; only in memory where that fails."""
    from jinja2 import FileSystemBytecodeCache

    folder = root / FOLDER
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return environment
    if os.access(folder, os.W_OK):
        environment.bytecode_cache = FileSystemBytecodeCache(str(folder))
    return environment
