"""What every HTML file says, as sets of numbers."""

from __future__ import annotations

import os
import re
from array import array
from collections.abc import Collection, Sequence
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING
from urllib.parse import unquote

from helpdesk.links.built.numbers import Numbers
from helpdesk.links.built.store import Packed, Store
from helpdesk.links.model import LINK
from helpdesk.stamps import Stamp, digest_of

if TYPE_CHECKING:
    from helpdesk.links.built.places import Spot
    from helpdesk.links.built.tokens import Machine, Piece

LOC = rb"<loc>\s*([^<]*?)\s*</loc>|<xhtml:link\b[^>]*?\bhref=\"([^\"]*)\""


class PageFacts:
    """One file; numbers are those of `Numbers`."""

    __slots__ = ("_links", "_own", "base", "canonical", "garbled", "ids", "lang", "places", "sheets", "twice")

    def __init__(
        self,
        links: Collection[int],
        own: Collection[int] = (),
        ids: Sequence[int] = (),
        twice: Sequence[int] = (),
    ) -> None:
        self._links, self._own = links, own
        self.ids = ids
        """Every id, in order, duplicates included, and the names of `<a name>`."""
        self.twice = twice
        """The ids that stand here more than once."""
        self.sheets: Sequence[int] = ()
        """The targets that are style sheets."""
        self.base = self.lang = self.canonical = ""
        self.garbled = ""
        """Why the text is not what its writer saved; empty when it is."""
        self.places: dict[str, list[Spot]] = {}
        """Line, column and frame of what was found wrong before, under `a7` for target 7 and `#7` for id 7."""

    @property
    def links(self) -> frozenset[int]:
        """Every target that is not an id of the same page; made a set when first asked for."""
        if not isinstance(self._links, frozenset):
            self._links = frozenset(self._links)
        return self._links

    @property
    def own(self) -> frozenset[int]:
        """Targets that are an id of the same page."""
        if not isinstance(self._own, frozenset):
            self._own = frozenset(self._own)
        return self._own

    @property
    def count(self) -> int:
        """How many different targets there are."""
        return len(self._links) + len(self._own)

    def packed(self) -> Packed:
        """The three lists of numbers, and the rest."""
        rest = [list(self.twice), list(self.sheets), self.base, self.lang, self.canonical, self.garbled, self.places]
        return array("I", self._links), array("I", self._own), self.ids, rest


class Facts:
    """The facts of the files of one folder."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.numbers = Numbers()
        self.pages: dict[str, PageFacts] = {}
        """By digest of the content."""
        self._read_now: dict[str, list[Piece]] = {}
        self._own: set[int] = set()
        self._sheets: set[int] = set()
        self._sorted_targets = 0

    @cached_property
    def machine(self) -> Machine:
        """The tokenizer; made when the first page has to be read."""
        from helpdesk.links.built.reading import Tell
        from helpdesk.links.built.tags import Tags
        from helpdesk.links.built.tokens import Machine

        tags = Tags(self.numbers)
        return Machine(Tell(tags.plain_link, tags.plain_image, tags.plain_id, tags.tell, tags.tell_style))

    def load(self) -> None:
        """Takes what the store kept, where it can be trusted."""
        self.store.load()
        self.numbers.restore(self.store.targets, self.store.names)
        for digest, (links, own, ids, rest) in self.store.pages():
            facts = self.pages[digest] = PageFacts(links, own, ids)
            facts.twice, facts.sheets, facts.base, facts.lang, facts.canonical, facts.garbled, facts.places = rest

    def save(self) -> None:
        """Gives the store what this run's files said."""
        wanted = self.store.wanted()
        packed = {digest: facts.packed() for digest, facts in sorted(self.pages.items()) if digest in wanted}
        self.store.save(self.numbers.targets, self.numbers.names, packed)

    def of(self, path: str, file: str, seen: Stamp) -> PageFacts:
        """The facts of one file, read only when its content is new; raises OSError as `open` does."""
        stamp = list(seen)
        digest = self.store.digest_by_stamp(path, stamp)
        if digest is not None and digest in self.pages:
            self.store.keep(path, stamp, digest)
            return self.pages[digest]
        data = content_of(file, seen)
        digest = digest_of(data) + path[path.rfind(".") :]
        self.store.keep(path, stamp, digest)
        facts = self.pages.get(digest)
        if facts is None:
            self.store.changed = True
            facts = self.pages[digest] = READERS.get(path[path.rfind(".") :], Facts.page)(self, data, digest)
        return facts

    def sort_targets(self) -> None:
        """Sorts out the new targets: which are an id of the same page, and which a style sheet."""
        targets = self.numbers.targets
        for number in range(self._sorted_targets, len(targets)):
            target = targets[number][1]
            if not target or target[0] in "#?":
                self._own.add(number)
            elif ".css" in target or ("%" in target and ".css" in unquote(target)):
                self._sheets.add(number)
        self._sorted_targets = len(targets)

    def pieces_of(self, digest: str) -> list[Piece] | None:
        """The pieces of a page that was read in this run; None for any other file."""
        return self._read_now.get(digest)

    def page(self, data: bytes, digest: str) -> PageFacts:
        """Reads an HTML page."""
        pieces = self._read_now[digest] = self.machine.pieces(as_utf8(data))
        facts = self.summed_up(pieces)
        if facts.garbled:
            charset = charset_of(data)
            plain = as_utf8(data, charset)
            pieces = self._read_now[digest] = self.machine.pieces(plain)
            facts = self.summed_up(pieces)
            facts.garbled = "" if plain is not data else "The page is not valid UTF-8 and names no other encoding"
        return facts

    def summed_up(self, pieces: list[Piece]) -> PageFacts:
        """The pieces of a page as one."""
        links = frozenset(chain.from_iterable([piece.said.links for piece in pieces]))
        ids = list(chain.from_iterable([piece.said.ids for piece in pieces]))
        self.sort_targets()
        own = links & self._own
        facts = PageFacts(links - own, own, ids, twice_in(ids))
        facts.sheets = tuple(links & self._sheets)
        for key, value in chain.from_iterable([piece.said.others for piece in pieces if piece.said.others]):
            if key == "name":
                ids.append(self.numbers.name(value))
            elif not getattr(facts, key):
                setattr(facts, key, value)
        return facts

    def sheet(self, data: bytes, _digest: str) -> PageFacts:
        """Reads a style sheet."""
        from helpdesk.links.built.reading import Sink

        sink = Sink([], [], [], [], [])
        self.machine.tell.style(data, 0, sink)
        return PageFacts(frozenset(sink.links))

    def sitemap(self, data: bytes, _digest: str) -> PageFacts:
        """Reads a sitemap."""
        from html import unescape

        found = [
            match[match.lastindex or 1].decode("utf-8", "replace") for match in re.finditer(LOC, data, re.IGNORECASE)
        ]
        return PageFacts(frozenset(self.numbers.target(LINK, unescape(each)) for each in found))


READERS = {".css": Facts.sheet, ".xml": Facts.sitemap}


def content_of(file: str, seen: Stamp) -> bytes:
    """All bytes of a file, asked for at once where it is still as large as it was seen; raises OSError as `open` does."""
    descriptor = os.open(file, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        data = os.read(descriptor, seen[0] + 1)
        while more := os.read(descriptor, 1 << 20):
            data += more
    finally:
        os.close(descriptor)
    return data


def twice_in(ids: list[int]) -> Sequence[int]:
    """The numbers that stand in the list more than once."""
    if len(set(ids)) == len(ids):
        return ()
    seen: set[int] = set()
    again: dict[int, None] = {}
    for number in ids:
        if number in seen:
            again[number] = None
        seen.add(number)
    return tuple(again)


def as_utf8(data: bytes, charset: str = "") -> bytes:
    """The page in UTF-8: from UTF-16 where its byte order mark says so, from the charset where one is given."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace").encode("utf-8", "surrogatepass")
    return data.decode(charset, "replace").encode() if charset else data


def charset_of(data: bytes) -> str:
    """The encoding a page that is no UTF-8 names in its first kilobyte; empty when it names none that exists."""
    import codecs

    named = re.search(rb"charset\s*=\s*[\"']?\s*([\w-]+)", data[:1024], re.IGNORECASE)
    try:
        found = codecs.lookup(named[1].decode()).name if named else ""
    except LookupError:
        return ""
    # Browsers read every page that says Latin-1 as its superset (Encoding standard, 4.2).
    return {"utf-8": "", "iso8859-1": "cp1252", "ascii": "cp1252"}.get(found, found)
