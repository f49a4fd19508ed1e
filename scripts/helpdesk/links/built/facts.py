"""What every HTML file says, as sets of numbers, kept by the hash of its content."""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from itertools import chain
from pathlib import Path

from helpdesk import files
from helpdesk.links.built.tags import Tags
from helpdesk.links.built.tokens import Machine
from helpdesk.links.built.tree import address_of
from helpdesk.links.markup import LINK

MADE_BY = "helpdesk links --built"
# Raise it whenever a page would be read differently.
VERSION = 1
LOC = re.compile(rb"<loc>\s*([^<]*?)\s*</loc>|<xhtml:link\b[^>]*?\bhref=\"([^\"]*)\"", re.IGNORECASE)


@dataclass(slots=True)
class PageFacts:
    """One file; numbers are those of `Tags`."""

    links: frozenset[int]
    """Every target that is not an id of the same page."""
    own: frozenset[int]
    """Targets that are an id of the same page."""
    ids: array[int]
    """Every id, in order, duplicates included, and the names of `<a name>`."""
    twice: tuple[int, ...] = ()
    """The ids that stand here more than once."""
    base: str = ""
    lang: str = ""
    canonical: str = ""
    places: dict[str, list[list[int]]] = field(default_factory=dict)
    """Line and column of what was found wrong before: a number and, behind a letter, what it numbers."""


class Facts:
    """The facts of every file of one folder, and where they are kept between runs."""

    def __init__(self, store: Path) -> None:
        self.store = store
        self.tags = Tags()
        self.machine = Machine(self.tags.plain_link, self.tags.tell, self.tags.tell_style)
        self.pages: dict[str, PageFacts] = {}
        """By digest of the content."""
        self.digests: dict[str, str] = {}
        """By path."""
        self.refused = ""
        self.changed = False
        self._own: set[int] = set()
        self._sorted_targets = 0

    def of(self, path: str, data: bytes) -> PageFacts:
        """The facts of one file."""
        digest = hashlib.sha256(data).hexdigest()[:32] + path[path.rfind(".") :]
        self.digests[path] = digest
        facts = self.pages.get(digest)
        if facts is None:
            facts = self.pages[digest] = self.sheet(data) if path.endswith(".css") else self.sitemap(data) if path.endswith(".xml") else self.page(data)  # fmt: skip
            self.changed = True
        return facts

    def own_targets(self) -> set[int]:
        """The numbers of all targets that are an id of the same page."""
        targets = self.tags.targets
        for number in range(self._sorted_targets, len(targets)):
            target = targets[number][1]
            if not target or target[0] in "#?":
                self._own.add(number)
        self._sorted_targets = len(targets)
        return self._own

    def page(self, data: bytes) -> PageFacts:
        """Reads an HTML page."""
        pieces = self.machine.pieces(as_utf8(data))
        links = frozenset(chain.from_iterable([piece[0] for piece in pieces]))
        ids = array("I", chain.from_iterable([piece[2] for piece in pieces]))
        own = links & self.own_targets()
        unique = set(ids)
        twice: tuple[int, ...] = ()
        if len(unique) != len(ids):
            seen: set[int] = set()
            twice = tuple(dict.fromkeys(number for number in ids if number in seen or seen.add(number)))  # type: ignore[func-returns-value]
        facts = PageFacts(links - own, own, ids, twice)
        for key, value in chain.from_iterable([piece[4] for piece in pieces if piece[4]]):
            if key == "name":
                ids.append(self.tags.name_number(value))
            elif not getattr(facts, key):
                setattr(facts, key, value)
        return facts

    def sheet(self, data: bytes) -> PageFacts:
        """Reads a style sheet."""
        from helpdesk.links.built.tokens import Sink

        sink = Sink([], [], [], [], [])
        self.tags.tell_style(data, 0, sink)
        return PageFacts(frozenset(sink.links), frozenset(), array("I"))

    def sitemap(self, data: bytes) -> PageFacts:
        """Reads a sitemap."""
        found = (match[match.lastindex or 1].decode("utf-8", "replace") for match in LOC.finditer(data))
        return PageFacts(frozenset(self.tags.number(LINK, unescape(each)) for each in found), frozenset(), array("I"))

    def load(self) -> None:
        """Takes the facts of the last run, if they can be trusted byte for byte; says in `refused` why not."""
        try:
            data = self.store.read_bytes()
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
                if told.get("sha256") != hashlib.sha256(body).hexdigest():
                    self.refused = "it is damaged"
                else:
                    self.restore(body, int(told["text"]))
        except (ValueError, KeyError, TypeError, RecursionError):
            self.refused = "it is damaged"

    def restore(self, body: bytes, length: int) -> None:
        """Unpacks what `save` packed."""
        kept = json.loads(body[:length])
        numbers = array("I")
        numbers.frombytes(body[length:])
        self.tags.restore([(kind, target) for kind, target in kept["targets"]], kept["names"])
        start = 0
        for digest, (links, own, ids, rest) in kept["pages"].items():
            ends = start + links, start + links + own, start + links + own + ids
            facts = PageFacts(frozenset(numbers[start : ends[0]]), frozenset(numbers[ends[0] : ends[1]]), numbers[ends[1] : ends[2]], *rest)  # fmt: skip
            facts.twice = tuple(facts.twice)
            self.pages[digest] = facts
            start = ends[2]

    def save(self) -> None:
        """Writes the facts of this run's files; a disk that refuses is no matter."""
        wanted = set(self.digests.values())
        if not self.changed and len(wanted) == len(self.pages):
            return
        numbers = array("I")
        pages = {}
        for digest in sorted(wanted & self.pages.keys()):
            facts = self.pages[digest]
            for part in (sorted(facts.links), sorted(facts.own), facts.ids):
                numbers.extend(part)
            rest = [facts.twice, facts.base, facts.lang, facts.canonical, facts.places]
            pages[digest] = [len(facts.links), len(facts.own), len(facts.ids), rest]
        kept = {"targets": self.tags.targets, "names": self.tags.names, "pages": pages}
        text = json.dumps(kept, separators=(",", ":")).encode()
        body = text + numbers.tobytes()
        head = {"made by": MADE_BY, "version": VERSION, "order": sys.byteorder, "text": len(text), "sha256": hashlib.sha256(body).hexdigest()}  # fmt: skip
        try:
            files.write_bytes(self.store, json.dumps(head).encode() + b"\n" + body)
        except OSError:
            return


def as_utf8(data: bytes) -> bytes:
    """The page in a form whose tags are ASCII: UTF-16 is what a byte order mark says it is."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace").encode("utf-8", "surrogatepass")
    return data


def store_of(project: Path, top: Path) -> Path:
    """Where the facts of a built folder are kept: in the project, or in the user's cache where there is none."""
    name = f"links-built-{hashlib.sha256(os.fsencode(top)).hexdigest()[:16]}.bin"
    if (project / "mkdocs.yml").is_file():
        return project / ".cache" / "helpdesk" / name
    home = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return Path(home, "helpdesk", name)


def fragments(tags: Tags, numbers: frozenset[int]) -> Iterator[tuple[int, str]]:
    """Each of the targets with the id it asks for."""
    for number in numbers:
        yield number, address_of(tags.targets[number][1]).fragment
