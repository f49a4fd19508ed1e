"""Files on disk: one walk, so that no Target is ever asked for on its own."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator

from helpdesk.stamps import is_above, is_file, is_folder


def walk(top: str, prefix: str, *, hidden: bool = False) -> Iterator[str]:
    """Every file below a folder, links to files included, pipes and devices left out; names that start with a dot only if `hidden`: MkDocs skips them."""
    try:
        entries = list(os.scandir(top))
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith(".") and not hidden:
            continue
        if is_folder(entry):
            if entry.is_symlink() and is_above(entry.path, top):
                continue
            yield from walk(entry.path, f"{prefix}{entry.name}/", hidden=hidden)
        elif is_file(entry):
            yield prefix + entry.name


def fold(path: str) -> str:
    """The path as a careless file system sees it."""
    return unicodedata.normalize("NFC", path).casefold() if not path.isascii() else path.lower()
