"""Which files of `docs_dir` MkDocs leaves out of the built Site."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable

from helpdesk.site import Site

# What MkDocs leaves out of every site, beside names that start with a dot: those are never read here.
TEMPLATES = "templates/"


def left_out(site: Site, paths: Iterable[str]) -> frozenset[str]:
    """Those of the paths, given from `docs_dir`, that no reader ever gets: excluded, drafts, a README beside an index."""
    files = frozenset(paths)
    excluded = matcher(site, "exclude_docs", "draft_docs")
    return frozenset(
        path
        for path in files
        if excluded(path)
        or (posixpath.basename(path) == "README.md" and posixpath.join(posixpath.dirname(path), "index.md") in files)
    )


def is_excluded(site: Site) -> Callable[[str], bool]:
    """Whether a path from `docs_dir` is no Page at all, not even in a preview as a draft is."""
    return matcher(site, "exclude_docs")


def matcher(site: Site, *keys: str) -> Callable[[str], bool]:
    """Whether one of these settings, written like .gitignore, covers a path, with or without its Locale's folder."""
    settings = [str(site.settings[key]).splitlines() for key in keys if site.settings.get(key)]
    codes = tuple(f"{locale.code}/" for locale in site.locales if locale.code)
    if not settings:
        return lambda path: path.startswith(TEMPLATES)
    from pathspec.gitignore import GitIgnoreSpec  # here, because few sites need it

    specs = [GitIgnoreSpec.from_lines(lines) for lines in settings]

    def covers(path: str) -> bool:
        logical = path.partition("/")[2] if path.startswith(codes) else path
        return path.startswith(TEMPLATES) or any(spec.match_file(path) or spec.match_file(logical) for spec in specs)

    return covers
