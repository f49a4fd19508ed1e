"""HTML as the standard's tokenizer reads it (13.2.5), one buffer at a time, in whatever way it may be written."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from helpdesk.links.built.patterns import (
    CDATA,
    END_TAG,
    ODD,
    ODD_SIGN,
    OPEN,
    PLAIN,
    PLAIN_ID,
    PLAIN_IMAGE,
    PLAIN_LINK,
    TAG,
    WITH_TEXT,
    attributes,
)

RAW = {b"script", b"style", b"title", b"textarea", b"xmp", b"iframe", b"noembed", b"noframes"}
FOREIGN = (b"svg", b"math")


class Sink(NamedTuple):
    """Where a reading puts what it finds; offsets count in the buffer that is read."""

    links: list[int]
    """Numbers of links, as `Numbers` gave them out."""
    link_offsets: list[int]
    ids: list[int]
    id_offsets: list[int]
    others: list[tuple[str, str]]
    """What a page says about itself: `base`, `lang`, `canonical` and the like."""


class Tell(NamedTuple):
    """What a reading tells of what it meets."""

    plain_link: Callable[[bytes], int]
    """Numbers a target that needs no decoding."""
    plain_image: Callable[[bytes], int]
    plain_id: Callable[[bytes], int]
    tag: Callable[[bytes, list[tuple[bytes, bytes, int]], Sink], None]
    """Gets every other start tag with its attributes."""
    style: Callable[[bytes, int, Sink], None]
    """Gets every style sheet and its offset."""


class Reading:
    """The reading of one buffer; how deep it stands in templates and in foreign elements counts on from the start given."""

    __slots__ = ("buffer", "foreign", "sink", "tell", "templates")

    def __init__(self, tell: Tell, buffer: bytes, templates: int = 0, foreign: int = 0) -> None:
        self.tell, self.buffer = tell, buffer
        self.templates, self.foreign = templates, foreign
        self.sink = Sink([], [], [], [], [])

    def run(self) -> bytes:
        """Reads everything; what is still open at the end comes back, empty when nothing is."""
        position, opened = self.until_odd(0), b""
        while position >= 0:
            after, opened = self.odd(position)
            position = self.until_odd(after) if after >= 0 else -1
        return opened

    def until_odd(self, start: int) -> int:
        """Reads plain tags from here to the first odd `<`: where that is, -1 when there is none."""
        tell, counts = self.tell, not self.templates
        links, link_offsets, ids, id_offsets, _others = self.sink
        for match in PLAIN.finditer(self.buffer, start):
            kind = match.lastindex
            if kind == PLAIN_LINK and counts:
                links.append(tell.plain_link(match[1]))
                link_offsets.append(match.start(1))
            elif kind == PLAIN_ID and counts:
                ids.append(tell.plain_id(match[3]))
                id_offsets.append(match.start(3))
            elif kind == PLAIN_IMAGE and counts:
                links.append(tell.plain_image(match[2]))
                link_offsets.append(match.start(2))
            elif kind == ODD_SIGN:
                return match.start()
        return -1

    def odd(self, position: int) -> tuple[int, bytes]:
        """Reads what begins at an odd `<`: where reading goes on, -1 at the end; and what is still open there."""
        buffer = self.buffer
        match = ODD.match(buffer, position)
        assert match is not None  # at least the `<` itself
        kind = match.lastindex
        if kind == TAG:
            return self.tag(match[4].lower(), match)
        if kind == WITH_TEXT:
            self.with_text(match)
        elif kind == END_TAG:
            self.close(match[6].lower())
        elif kind == CDATA and self.foreign:
            end = buffer.find(b"]]>", match.end())
            return (end, b"") if end >= 0 else (-1, b"<![CDATA[")
        elif kind == OPEN:
            # The blank keeps what follows from being the `>` of `<!-->`.
            return -1, b"<!-- " if buffer.startswith(b"<!--", position) else buffer[position:]
        return match.end(), b""

    def tag(self, name: bytes, match: re.Match[bytes]) -> tuple[int, bytes]:
        """Reads a start tag: where reading goes on, or -1 and what is open."""
        body, closed = match[5], match[5].endswith(b"/")
        if body and not self.templates:
            self.tell.tag(name, attributes(body, match.start(5)), self.sink)
        if name == b"template":
            self.templates += 1
        elif name in FOREIGN and not closed:
            self.foreign += 1
        elif name == b"plaintext":
            return -1, b"<plaintext>"
        elif name in RAW and not (self.foreign and closed):
            ending = re.compile(rb"</" + name + rb"(?=[\s/>])", re.IGNORECASE).search(self.buffer, match.end())
            if ending is None:
                kept = self.buffer[match.end() :] if name == b"style" else b""
                return -1, b"<" + name + b">" + kept
            return ending.end(), b""
        return match.end(), b""

    def with_text(self, match: re.Match[bytes]) -> None:
        """Reads an element whose text is no HTML: a script, a title; a style sheet may hold links."""
        if self.templates:
            return
        name = match[1].lower()
        if match[2]:
            self.tell.tag(name, attributes(match[2], match.start(2)), self.sink)
        if name == b"style":
            self.tell.style(match[3], match.start(3), self.sink)

    def close(self, name: bytes) -> None:
        """Leaves something that nests."""
        if name == b"template":
            self.templates = max(0, self.templates - 1)
        else:
            self.foreign = max(0, self.foreign - 1)
