"""Previews: after a save only the Locales that it can change are built again."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from helpdesk.build.versions import Edition

Snapshot = Mapping[str, tuple[int, int]]
"""Time of change and size of every file that the build reads, by path from the project."""

# Whatever else is in the project does not show on a Page.
SHARED = ("mkdocs.yml", "overrides", "i18n")


def snapshot(root: Path, docs: Path) -> Snapshot:
    """How the files are now."""
    found = {}
    for top in (*(root / name for name in SHARED), docs):
        for path in files_below(str(top)):
            stat = os.stat(path)
            found[os.path.relpath(path, root)] = (stat.st_mtime_ns, stat.st_size)
    return found


def files_below(top: str) -> Iterator[str]:
    """Every file in a folder, or the file itself; nothing when there is none."""
    if os.path.isfile(top):
        yield top
    for folder, _folders, names in os.walk(top):
        for name in names:
            path = os.path.join(folder, name)
            if not name.startswith(".") and os.path.isfile(path):
                yield path


def affected(
    before: Snapshot, after: Snapshot, editions: Collection[Edition], docs: str, existing: Collection[str]
) -> set[str] | None:
    """The Locales that must be built again; nothing when any of them may have changed.

    A file in a Locale's folder changes that Locale and, in the source's, those where its text stands in. `existing`
    holds the Markdown files that are there, such as "de/cancel.md".
    """
    if before.keys() != after.keys():
        return None
    changed = [path for path in after if before[path] != after[path]]
    result = set()
    for path in changed:
        locale, _, page = path.removeprefix(docs + os.sep).partition(os.sep)
        owner = next((edition for edition in editions if edition.locale == locale), None)
        if not path.startswith(docs + os.sep) or owner is None:
            return None
        result.add(locale)
        if owner.default:
            result |= {edition.locale for edition in editions if f"{edition.locale}/{page}" not in existing}
    return result
