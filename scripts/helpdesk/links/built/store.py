"""Where the facts of a built folder are kept between runs: safe to lose, never believed when anything about them is odd.

A file counts as unchanged when size, inode and both times of its last change are those we saw, and that change was
well before we looked: the kernel sets the second time itself, so no program can put it back. Anything else is read and
told by the hash of its content.
"""

from __future__ import annotations

import json
import os
import sys
import time
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from helpdesk.stamps import SETTLED, digest_of

MADE_BY = "helpdesk links --built"
# Raise it whenever a page would be read differently.
VERSION = 9
Packed = tuple[Sequence[int], Sequence[int], Sequence[int], Any]


class Judged(NamedTuple):
    """What a run found wrong."""

    tree: str
    """The digest of the names of all files."""
    base: str
    """The public address."""
    wrong: Mapping[str, Sequence[int]]
    """The numbers of the wrong targets of each page that has any."""


class Store:
    """The file with the facts of one folder."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.targets: list[tuple[str, str]] = []
        self.names: list[str] = []
        self.refused = ""
        """Why the file that was there could not be used; empty when it could, or there was none."""
        self.changed = False
        self.judged = Judged("", "", {})
        """What the last run found; set it to what this one did."""
        self._began = time.time_ns()
        self._looked = 0
        self._stamps: Mapping[str, tuple[list[int], str]] = {}
        self._kept: dict[str, tuple[list[int], str]] = {}
        self._pages: Mapping[str, Any] = {}
        self._numbers: array[int] = array("I")

    def digest_by_stamp(self, path: str, stamp: list[int]) -> str | None:
        """The digest of a file that has not been touched since it was read; None when that is not certain."""
        known = self._stamps.get(path)
        if known is None or known[0] != stamp or max(stamp[2:]) > self._looked - SETTLED:
            self.changed = True
            return None
        return known[1]

    def keep(self, path: str, stamp: list[int], digest: str) -> None:
        """Notes what a file held in this run."""
        self._kept[path] = (stamp, digest)

    def digest_before(self, path: str) -> str:
        """The digest of a file in the last run; empty when it was not there."""
        return self._stamps[path][1] if path in self._stamps else ""

    def paths_before(self) -> Iterable[str]:
        """The files that the last run looked at."""
        return self._stamps

    def digest(self, path: str) -> str:
        """The digest of a file that was looked at in this run."""
        return self._kept[path][1]

    def wanted(self) -> set[str]:
        """The digests of this run's files."""
        return {digest for _stamp, digest in self._kept.values()}

    def load(self) -> None:
        """Reads the file, if it is ours and whole."""
        try:
            data = self.path.read_bytes()
        except FileNotFoundError:
            return
        except OSError as error:
            self.refused = error.strerror or str(error)
            return
        head, _newline, body = data.partition(b"\n")
        try:
            told = json.loads(head)
            if not isinstance(told, dict) or told.get("made by") != MADE_BY:
                self.refused = "it was not made by this command"
            elif (told.get("version"), told.get("order")) == (VERSION, sys.byteorder):
                if told.get("digest") != digest_of(body):
                    self.refused = "it is damaged"
                else:
                    self._unpack(body, int(told["text"]))
        except (ValueError, KeyError, TypeError, RecursionError):
            self.refused = "it is damaged"

    def _unpack(self, body: bytes, length: int) -> None:
        kept = json.loads(body[:length])
        self._numbers.frombytes(body[length:])
        self.targets = list(zip(kept["kinds"], kept["targets"], strict=True))
        self.names, self._pages = kept["names"], kept["pages"]
        self._looked, self._stamps = kept["looked"], kept["stamps"]
        self.judged = Judged(*kept["judged"])

    def pages(self) -> Iterator[tuple[str, Packed]]:
        """The facts of each content, by digest."""
        start, numbers = 0, self._numbers
        for digest, (links, own, ids, rest) in self._pages.items():
            one, two, three = start + links, start + links + own, start + links + own + ids
            yield digest, (numbers[start:one], numbers[one:two], numbers[two:three], rest)
            start = three

    def save(self, targets: list[tuple[str, str]], names: list[str], pages: Mapping[str, Packed]) -> None:
        """Writes the file when this run learned something; a disk that refuses is no matter."""
        if not self.changed and self._kept.keys() == self._stamps.keys():
            return
        from helpdesk import files

        numbers = array("I")
        counts = {}
        for digest, (links, own, ids, rest) in pages.items():
            for part in (links, own, ids):
                numbers.extend(part)
            counts[digest] = [len(links), len(own), len(ids), rest]
        kept = {
            "kinds": "".join([kind for kind, _target in targets]),
            "targets": [target for _kind, target in targets],
            "names": names,
            "pages": counts,
            "stamps": self._kept,
            "looked": self._began,
            "judged": self.judged,
        }
        text = json.dumps(kept, separators=(",", ":")).encode()
        body = text + numbers.tobytes()
        head = {"made by": MADE_BY, "version": VERSION, "order": sys.byteorder, "text": len(text)}
        head["digest"] = digest_of(body)
        try:
            files.write_bytes(self.path, json.dumps(head).encode() + b"\n" + body)
        except OSError:
            return


def path_of(project: Path, top: Path) -> Path:
    """Where the facts of a built folder are kept: in the project, or in the user's cache where there is none."""
    name = f"links-built-{digest_of(os.fsencode(top))[:16]}.bin"
    if (project / "mkdocs.yml").is_file():
        return project / ".cache" / "helpdesk" / name
    home = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return Path(home, "helpdesk", name)
