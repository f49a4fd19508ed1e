"""Facts of files, kept by the hash of their content: safe to lose, never believed when anything about it is odd."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import xxhash

from helpdesk import files
from helpdesk.stamps import digest_of

MADE_BY = "helpdesk links"
# Raise it whenever a scan would say something else of the same bytes.
VERSION = 10
# Of the name of a content.
DIGITS = 32
ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(slots=True)
class Cache:
    """What is known of contents, by digest, as the JSON that the scanner keeps: read and written only when wanted."""

    path: Path
    key: str
    """Everything but the content that the entries depend on."""
    entries: dict[bytes, bytes] = field(default_factory=dict)
    refused: str = ""
    """Why the file that was there could not be used; empty when it could, or there was none."""
    changed: bool = False

    def known(self, name: str) -> object:
        """What is known of the content with this digest; None when nothing is."""
        entry = self.entries.get(name.encode())
        return None if entry is None else json.loads(entry)

    def learn(self, name: str, value: object) -> None:
        """Takes up what is now known of a content."""
        self.entries[name.encode()] = ENCODE(value).encode("utf-8", "surrogatepass")
        self.changed = True

    def keep(self, digests: Iterable[str]) -> None:
        """Forgets every entry but these, then writes the file if that changes it; a disk that refuses is no matter."""
        wanted = {name.encode() for name in digests} & self.entries.keys()
        if not self.changed and len(wanted) == len(self.entries):
            return
        lines = [b"\n%b %b" % (name, self.entries.pop(name)) for name in sorted(wanted)]
        self.entries.clear()
        checksum = xxhash.xxh3_128()
        for line in lines:
            checksum.update(line)
        head = {"made by": MADE_BY, "version": VERSION, "key": self.key, "digest": checksum.hexdigest()}
        try:
            files.write_bytes(self.path, json.dumps(head).encode(), *lines)
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
    end = data.find(b"\n") if b"\n" in data else len(data)
    try:
        told = json.loads(data[:end])
        if not isinstance(told, dict) or told.get("made by") != MADE_BY:
            cache.refused = "it was not made by this command"
        elif (told.get("version"), told.get("key")) != (VERSION, key):
            return cache  # other settings or another version: nothing is wrong, it is only of no use
        elif told.get("digest") != digest_of(memoryview(data)[end:]):
            cache.refused = "it is damaged"
        else:
            cache.entries = dict(entries_in(data, end))
    except (ValueError, RecursionError):
        cache.refused = "it is damaged"
    return cache


def entries_in(data: bytes, start: int) -> Iterator[tuple[bytes, bytes]]:
    """The digests and the entries of the lines that begin with the newline at `start`; nothing is copied twice."""
    while start < len(data):
        end = data.find(b"\n", start + 1)
        end = len(data) if end < 0 else end
        yield data[start + 1 : start + 1 + DIGITS], data[start + DIGITS + 2 : end]
        start = end
