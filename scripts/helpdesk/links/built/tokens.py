"""HTML to links and ids, in pieces that are read once however many pages repeat them.

Nine tenths of a generated page stand in other pages too, byte for byte. So a page is cut at some of its links, and
reading a piece is a pure function of two things: what came before (the state, a tag that is still open for example) and
the bytes. Both together are the key under which the outcome is kept. Nothing is assumed about menus or articles: bytes
that differ anywhere are read anew. The rules are those of the HTML standard's tokenizer (13.2.5).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from helpdesk.links.built.cuts import ANY_LINK, cheapest_cut
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
# A tag that is open for longer than this is no tag; pages that hold one are read in one piece.
LONGEST_OPEN = 1 << 13
# No generator repeats itself across pages this large; keeping their pieces would cost memory for nothing.
LARGEST_CUT = 1 << 22
# The first pages of a Site are often unlike the others; where fewer are read, the best cut saves nothing.
ENOUGH_PAGES = 16


@dataclass(slots=True)
class Piece:
    """What one piece says, offsets counted from its first byte; a tag begun earlier has them below zero."""

    text: bytes
    newlines: int
    links: tuple[int, ...]
    """Numbers of links, as `Numbers` gave them out."""
    link_offsets: tuple[int, ...]
    ids: tuple[int, ...]
    id_offsets: tuple[int, ...]
    others: tuple[tuple[str, str], ...]
    """What a page says about itself: `base`, `lang`, `canonical` and the like."""
    following: State
    marks: tuple[int, ...] | None = None
    """What `places.marks_of` found in it, once it was asked."""
    guess: Piece | None = None
    """The piece that came after this one last time; most likely it does so again."""


class State(dict[bytes, Piece]):
    """Where the tokenizer stands at the start of a piece, with every piece that was read from here."""

    __slots__ = ("foreign", "machine", "open", "templates")

    def __init__(self, machine: Machine, opened: bytes, templates: int, foreign: int) -> None:
        super().__init__()
        self.machine, self.open, self.templates, self.foreign = machine, opened, templates, foreign

    def __missing__(self, text: bytes) -> Piece:
        read = self[text] = self.machine.read(self, text)
        return read


class Sink(NamedTuple):
    """Where a reading puts what it finds; offsets count in the buffer that is read."""

    links: list[int]
    link_offsets: list[int]
    ids: list[int]
    id_offsets: list[int]
    others: list[tuple[str, str]]


Number = Callable[[bytes], int]
Tell = Callable[[bytes, list[tuple[bytes, bytes, int]], Sink], None]
TellStyle = Callable[[bytes, int, Sink], None]


class Machine:
    """One tokenizer for a run.

    `plain_link` and `plain_id` number a target and an id that need no decoding, `tell` gets every other start tag with its
    attributes, `tell_style` every style sheet.
    """

    def __init__(self, plain: tuple[Number, Number, Number], tell: Tell, tell_style: TellStyle) -> None:
        self.plain_link, self.plain_image, self.plain_id = plain
        self.tell, self.tell_style = tell, tell_style
        self.cut = ANY_LINK
        self._last_page = b""
        self._pages = 0
        self._states: dict[tuple[bytes, int, int], State] = {}
        self.start = State(self, b"", 0, 0)

    def state(self, opened: bytes, templates: int, foreign: int) -> State:
        """The one State for this situation."""
        key = (opened, templates, foreign)
        if key not in self._states:
            self._states[key] = State(self, opened, templates, foreign)
        return self._states[key]

    def pieces(self, page: bytes) -> list[Piece]:
        """The page, read; the texts of the pieces are the page."""
        end = len(page)
        if end > LARGEST_CUT:
            return [self.read(self.start, page)]
        cut = self.cut_for(page)
        # Every page has a head of its own; the frame that pages share begins below it.
        at = max(0, page.find(b"<body"))
        last = self.start[page[:at]]
        found = [last]
        while at < end:
            piece = last.guess
            if piece is None or not page.startswith(piece.text, at):
                stop = page.find(cut, at) + 1
                piece = last.following[page[at : stop + len(cut) - 1] if stop else page[at:]]
                if len(piece.following.open) > LONGEST_OPEN:
                    return [self.read(self.start, page)]
                if stop:
                    last.guess = piece
            found.append(piece)
            at += len(piece.text)
            last = piece
        return found

    def cut_for(self, page: bytes) -> bytes:
        """Where to cut this page; after some pages it is known what suits the Site."""
        self._pages += 1
        if self._pages == ENOUGH_PAGES:
            self.cut = cheapest_cut(self._last_page, page)
        self._last_page = page if self._pages < ENOUGH_PAGES else b""
        return self.cut

    def read(self, state: State, text: bytes) -> Piece:
        """Reads a piece from a state."""
        return Reading(self, state, text).run()


class Reading:
    """The reading of one buffer: what was open before, and the piece."""

    __slots__ = ("buffer", "foreign", "machine", "sink", "templates", "text")

    def __init__(self, machine: Machine, state: State, text: bytes) -> None:
        self.machine, self.text = machine, text
        self.buffer = state.open + text if state.open else text
        self.templates, self.foreign = state.templates, state.foreign
        self.sink = Sink([], [], [], [], [])

    def run(self) -> Piece:
        """The outcome, with offsets counted from the piece."""
        opened = self.tokens()
        shift, sink = len(self.buffer) - len(self.text), self.sink
        if not is_utf8(self.buffer):
            sink.others.append(("garbled", "yes"))
        return Piece(
            self.text,
            self.text.count(b"\n"),
            tuple(sink.links),
            tuple([at - shift for at in sink.link_offsets]),
            tuple(sink.ids),
            tuple([at - shift for at in sink.id_offsets]),
            tuple(sink.others),
            self.machine.state(opened, self.templates, self.foreign),
        )

    def tokens(self) -> bytes:
        """Reads everything; what is still open at the end comes back, empty when nothing is."""
        position, opened = self.until_odd(0), b""
        while position >= 0:
            after, opened = self.odd(position)
            position = self.until_odd(after) if after >= 0 else -1
        return opened

    def until_odd(self, start: int) -> int:
        """Reads plain tags from here to the first odd `<`: where that is, -1 when there is none."""
        machine, counts = self.machine, not self.templates
        links, link_offsets, ids, id_offsets, _others = self.sink
        for match in PLAIN.finditer(self.buffer, start):
            kind = match.lastindex
            if kind == PLAIN_LINK and counts:
                links.append(machine.plain_link(match[1]))
                link_offsets.append(match.start(1))
            elif kind == PLAIN_ID and counts:
                ids.append(machine.plain_id(match[3]))
                id_offsets.append(match.start(3))
            elif kind == PLAIN_IMAGE and counts:
                links.append(machine.plain_image(match[2]))
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
            return -1, b"<!--" if buffer.startswith(b"<!--", position) else buffer[position:]
        return match.end(), b""

    def tag(self, name: bytes, match: re.Match[bytes]) -> tuple[int, bytes]:
        """Reads a start tag: where reading goes on, or -1 and what is open."""
        body, closed = match[5], match[5].endswith(b"/")
        if body and not self.templates:
            self.machine.tell(name, attributes(body, match.start(5)), self.sink)
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
            self.machine.tell(name, attributes(match[2], match.start(2)), self.sink)
        if name == b"style":
            self.machine.tell_style(match[3], match.start(3), self.sink)

    def close(self, name: bytes) -> None:
        """Leaves something that nests."""
        if name == b"template":
            self.templates = max(0, self.templates - 1)
        else:
            self.foreign = max(0, self.foreign - 1)


def is_utf8(data: bytes) -> bool:
    """Whether the bytes are UTF-8; a cut never parts a letter, because it is made at a blank."""
    if data.isascii():
        return True
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
