"""What makes the builds of all Locales together cheap."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.structure.files import Files

# Theme files that no page of ours asks for: the theme's script, its search, its palettes and its favicon.
UNUSED_THEME_FILES = ("assets/javascripts/", "assets/stylesheets/palette.", "assets/images/")

FOLDER = ".cache/templates"


def without_unused_files(files: Files, docs_dir: str, *, first_locale: bool) -> Files:
    """The files without those of the theme that are not used, or that an earlier Locale's build has copied."""
    for file in list(files):
        if file.is_documentation_page() or (file.src_dir or "").startswith(docs_dir):
            continue
        if not first_locale or file.src_uri.startswith(UNUSED_THEME_FILES) or file.src_uri.endswith(".map"):
            files.remove(file)
    return files


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
