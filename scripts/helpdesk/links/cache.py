"""Facts of files, kept by the hash of their content: safe to lose, never believed when anything about it is odd."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from helpdesk import files

MADE_BY = "helpdesk links"
# Raise it whenever a scan would say something else of the same bytes.
VERSION = 4


def digest(data: bytes) -> str:
    """The name of a content: 128 bits of SHA-256 are more than chance can reach."""
    return hashlib.sha256(data).hexdigest()[:32]


@dataclass(slots=True)
class Cache:
    """What is known of contents; `entries` maps a digest to whatever JSON the scanner keeps."""

    path: Path
    key: str
    """Everything but the content that the entries depend on."""
    entries: dict[str, object] = field(default_factory=dict)
    refused: str = ""
    """Why the file that was there could not be used; empty when it could, or there was none."""
    changed: bool = False

    def keep(self, digests: Iterable[str]) -> None:
        """Forgets every entry but these, then writes the file if that changes it; a disk that refuses is no matter."""
        wanted = set(digests)
        if not self.changed and wanted == self.entries.keys():
            return
        # Entry by entry: encoding all of them at once takes four times the memory of the file.
        encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
        names = sorted(wanted & self.entries.keys())
        parts = [f'"{name}":{encode(self.entries[name])}'.encode("utf-8", "surrogatepass") for name in names]
        data = b"{" + b",".join(parts) + b"}"
        del parts
        head = {"made by": MADE_BY, "version": VERSION, "key": self.key, "sha256": hashlib.sha256(data).hexdigest()}
        try:
            files.write_bytes(self.path, json.dumps(head).encode() + b"\n" + data)
        except OSError:
            return


def load(path: Path, key: str, *, cold: bool = False) -> Cache:
    """The cache at this path; empty when there is none, when it is for other settings, or when it is damaged."""
    cache = Cache(path, key)
    if cold:
        return cache
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return cache
    except OSError as error:
        cache.refused = os.strerror(error.errno) if error.errno else str(error)
        return cache
    head, _newline, body = data.partition(b"\n")
    try:
        told = json.loads(head)
        if not isinstance(told, dict) or told.get("made by") != MADE_BY:
            cache.refused = "it was not made by this command"
        elif (told.get("version"), told.get("key")) != (VERSION, key):
            return cache  # other settings or another version: nothing is wrong, it is only of no use
        elif told.get("sha256") != hashlib.sha256(body).hexdigest():
            cache.refused = "it is damaged"
        else:
            cache.entries = json.loads(body)
    except (ValueError, RecursionError):
        cache.refused = "it is damaged"
    return cache
