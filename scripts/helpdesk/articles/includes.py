"""Includes: found, read and parsed in their place; never from outside of the folder they belong in."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from helpdesk.articles import findings, header
from helpdesk.articles.collection import Collection, is_within
from helpdesk.articles.decoding import decode
from helpdesk.articles.log import Log
from helpdesk.articles.nodes import Blocks, Source, Where
from helpdesk.articles.tree import Reader
from helpdesk.files import Unreadable

# Real ones are at most a few kilobytes.
LARGEST = 1_000_000


@dataclass(slots=True)
class Includes:
    """The includes of one article; `environment` holds the article's reference definitions."""

    log: Log
    collection: Collection
    environment: dict[str, Any]
    markers: Any = None
    """What replaces the markers inside an include, and so asks for further ones."""
    open: list[Path] = field(default_factory=list)

    def blocks(self, target: str, where: Where) -> Blocks:
        """The Blocks of an include; none, and a Finding, when it is not there or must not be read."""
        name = target.strip().replace("\\", "/")
        folder = self.collection.includes
        inside = name.rpartition("includes/")[2] if "includes/" in name else posixpath.basename(name)
        inside = posixpath.normpath(inside)
        if not name.lower().endswith(".md") or inside.startswith(("../", "/")) or inside == "..":
            self.log.doubt(findings.OUTSIDE, "include", where, target=target)
            return ()
        path = folder / inside if folder else None
        if path is None or not path.is_file():
            self.log.doubt(findings.MISSING_INCLUDE, "include", where, target=target)
            return ()
        assert folder is not None
        if not is_within(path, folder) or path.stat().st_size > LARGEST:
            self.log.doubt(findings.OUTSIDE, "include", where, target=target)
            return ()
        if path in self.open:
            self.log.doubt(findings.INCLUDE_CYCLE, "include", where, target=target)
            return ()
        return self.read(path, where)

    def read(self, path: Path, where: Where) -> Blocks:
        """The Blocks of a file that is there."""
        shown = posixpath.relpath(path.as_posix(), where.source.path.parent.as_posix())
        source = Source(path, posixpath.normpath(posixpath.join(posixpath.dirname(where.source.shown), shown)))
        try:
            text = decode(path.read_bytes()).text
        except Unreadable as error:
            self.log.doubt(findings.NOT_TEXT, "include", Where(source, error.line), reason=error.reason)
            return ()
        except OSError as error:
            self.log.doubt(findings.UNREADABLE, "include", where, reason=error.strerror)
            return ()
        self.log.lines[source.shown] = text.split("\n")
        end = header.read(text).end
        references = dict(self.environment.get("references", {}))
        reader = Reader(source, text.count("\n", 0, end), self.log, {"references": references})
        self.open.append(path)
        try:
            return tuple(self.markers.blocks(reader.read(text[end:])))
        finally:
            self.open.pop()
