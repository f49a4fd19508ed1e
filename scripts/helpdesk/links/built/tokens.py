"""HTML to links and ids, in pieces that are read once however many pages repeat them.

Nine tenths of a generated page stand in other pages too, byte for byte. So a page is cut at ` href=`, and reading a
piece is a pure function of two things: what came before (the state, a tag that is still open for example) and the
bytes. Both together are the key under which the outcome is kept. Nothing is assumed about menus or articles: bytes
that differ anywhere are read anew. The rules are those of the HTML standard's tokenizer (13.2.5).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

CUT = b" href="
# Everything else is passed over at the speed of `re`: end tags, and start tags without an attribute that says
# something. A tag with single quotes, or with no end in sight, is looked at in any case.
TELLING = re.compile(
    rb"<(?:(?=(?:script|style|title|textarea|template|svg|math|xmp|iframe|noembed|noframes|plaintext)[\s/>])"
    rb"|(?=/(?:template|svg|math)[\s/>])|(?=!|\?|/[^a-zA-Z])"
    rb"|(?=[a-zA-Z])(?![a-zA-Z][a-zA-Z0-9-]*+(?:\s+class=\"[^\"<>]*+\")?>)"
    rb"(?:(?=(?:[^>\"']++|\"[^\"]*+\")*+(?:[\"']|\Z))|(?=(?:[^>\"']|\"[^\"]*+\")*?[\s\"/](?:id|name|href|src|srcset|style"
    rb"|poster|data|rel|content|lang|background|imagesrcset|xlink:href)[\s=/>])))",
    re.IGNORECASE,
)
TAG = re.compile(rb"<([a-zA-Z][^\s/>]*+)((?:[^=>]++|=\s*+(?:\"[^\"]*+\"|'[^']*+'|(?![\"'])[^\s>]*+))*+)>", re.DOTALL)
# What nearly every link of nearly every generator looks like: one match instead of a loop over attributes.
PLAIN_LINK = re.compile(
    rb'<a(?: class="[^"]*+")? href="([^"&\s]*+)"(?: (?:class|title|rel|target|tabindex|accesskey|aria-[a-z]++)="[^"]*+")*+>'
)
ATTRIBUTE = re.compile(
    rb"([^\s/>=][^\s/>=]*+)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s>\"'][^\s>]*+)|))?+", re.DOTALL
)
RAW = {name: re.compile(rb"</" + name + rb"(?=[\s/>])", re.IGNORECASE) for name in (b"script", b"style", b"title", b"textarea", b"xmp", b"iframe", b"noembed", b"noframes")}  # fmt: skip
FOREIGN = (b"svg", b"math")
# A tag that is open for longer than this is no tag; pages that hold one are read in one piece.
LONGEST_OPEN = 1 << 16


class Piece(NamedTuple):
    """What one piece says, offsets counted from its first byte; a tag begun earlier has them below zero."""

    links: tuple[int, ...]
    """Numbers of links, as `Numbers` gave them out."""
    link_offsets: tuple[int, ...]
    ids: tuple[int, ...]
    id_offsets: tuple[int, ...]
    others: tuple[tuple[str, str], ...]
    """What a page says about itself: `base`, `lang`, `canonical` and the like."""
    following: State


class State(dict[bytes, Piece]):
    """Where the tokenizer stands at the start of a piece, with every piece that was read from here."""

    __slots__ = ("foreign", "machine", "open", "templates")

    def __init__(self, machine: Machine, opened: bytes, templates: int, foreign: int) -> None:
        super().__init__()
        self.machine, self.open, self.templates, self.foreign = machine, opened, templates, foreign

    def __missing__(self, piece: bytes) -> Piece:
        read = self.machine.read(self, piece)
        self[piece] = read
        return read


class Sink(NamedTuple):
    """Where a reading puts what it finds; offsets count in the buffer that is read."""

    links: list[int]
    link_offsets: list[int]
    ids: list[int]
    id_offsets: list[int]
    others: list[tuple[str, str]]


PlainLink = Callable[[bytes], int]
Tell = Callable[[bytes, list[tuple[bytes, bytes, int]], Sink], None]
TellStyle = Callable[[bytes, int, Sink], None]


class Machine:
    """One tokenizer for a run.

    `plain_link` numbers the target of a link that needs no decoding, `tell` gets every other start tag with its
    attributes, `tell_style` every style sheet.
    """

    def __init__(self, plain_link: PlainLink, tell: Tell, tell_style: TellStyle) -> None:
        self.plain_link, self.tell, self.tell_style = plain_link, tell, tell_style
        self._states: dict[tuple[bytes, int, int], State] = {}
        self.start = State(self, b"", 0, 0)

    def state(self, opened: bytes, templates: int, foreign: int) -> State:
        """The one State for this situation."""
        key = (opened, templates, foreign)
        if key not in self._states:
            self._states[key] = State(self, opened, templates, foreign)
        return self._states[key]

    def pieces(self, page: bytes) -> list[Piece]:
        """The page, read; `cuts` of the same page fit it one to one."""
        found = []
        state = self.start
        for piece in self.cuts(page):
            read = state[piece]
            found.append(read)
            state = read.following
            if len(state.open) > LONGEST_OPEN:
                return [self.read(self.start, page)]
        return found

    def cuts(self, page: bytes) -> list[bytes]:
        """The pieces of a page; between two of them stands one `CUT`."""
        return page.split(CUT)

    def read(self, state: State, piece: bytes) -> Piece:
        """Reads a piece from a state."""
        buffer = piece if state is self.start else state.open + CUT + piece
        return Reading(self, state, buffer, len(buffer) - len(piece)).run()


class Reading:
    """The reading of one buffer: what was open before, the cut, and the piece."""

    __slots__ = ("buffer", "foreign", "machine", "shift", "sink", "templates")

    def __init__(self, machine: Machine, state: State, buffer: bytes, shift: int) -> None:
        self.machine, self.buffer, self.shift = machine, buffer, shift
        self.templates, self.foreign = state.templates, state.foreign
        self.sink = Sink([], [], [], [], [])

    def run(self) -> Piece:
        """The outcome, with offsets counted from the piece."""
        opened = self.tokens()
        shift, sink = self.shift, self.sink
        return Piece(
            tuple(sink.links),
            tuple([at - shift for at in sink.link_offsets]),
            tuple(sink.ids),
            tuple([at - shift for at in sink.id_offsets]),
            tuple(sink.others),
            self.machine.state(opened, self.templates, self.foreign),
        )

    def tokens(self) -> bytes:
        """Reads everything; what is still open at the end comes back, empty when nothing is."""
        buffer, position = self.buffer, 0
        search, plain = TELLING.search, PLAIN_LINK.match
        while match := search(buffer, position):
            start = match.start()
            if not self.templates and (link := plain(buffer, start)):
                self.sink.links.append(self.machine.plain_link(link[1]))
                self.sink.link_offsets.append(link.start(1))
                position = link.end()
                continue
            if buffer[start + 1] in b"!?/":
                position, opened = self.aside(start)
            else:
                position, opened = self.tag(start)
            if position < 0:
                return opened
        return b""

    def aside(self, start: int) -> tuple[int, bytes]:
        """Passes a comment, a declaration, or the end tag of something that nests."""
        buffer = self.buffer
        if buffer.startswith(b"<!--", start):
            ends = [end for end in (buffer.find(b"-->", start + 2), buffer.find(b"--!>", start + 4)) if end >= 0]
            return (min(ends) + 3, b"") if ends else (-1, b"<!--")
        if self.foreign and buffer.startswith(b"<![CDATA[", start):
            end = buffer.find(b"]]>", start)
            return (end + 3, b"") if end >= 0 else (-1, b"<![CDATA[")
        end = buffer.find(b">", start)
        if end < 0:
            return -1, buffer[start : start + 12]
        name = buffer[start + 2 : end].strip().lower()
        if name == b"template":
            self.templates = max(0, self.templates - 1)
        elif name in FOREIGN:
            self.foreign = max(0, self.foreign - 1)
        return end + 1, b""

    def tag(self, start: int) -> tuple[int, bytes]:
        """Reads a start tag and, where it has text that is no HTML, that text."""
        buffer = self.buffer
        match = TAG.match(buffer, start)
        if match is None:
            return -1, buffer[start:]
        name = match[1].lower()
        body = match[2]
        if body and not self.templates:
            self.machine.tell(name, attributes(body, match.start(2)), self.sink)
        closed = body.endswith(b"/")
        if name == b"template":
            self.templates += 1
        elif name in FOREIGN and not closed:
            self.foreign += 1
        elif name == b"plaintext":
            return -1, b"<!--"
        elif (ending := RAW.get(name)) and not (self.foreign and closed):
            return self.raw(name, ending, match.end())
        return match.end(), b""

    def raw(self, name: bytes, ending: re.Pattern[bytes], start: int) -> tuple[int, bytes]:
        """Passes the text of a script, a title and the like; a style sheet may hold links."""
        end = ending.search(self.buffer, start)
        if end is None:
            kept = self.buffer[start:] if name == b"style" else b""
            return -1, b"<" + name + b">" + kept
        if name == b"style" and not self.templates:
            self.machine.tell_style(self.buffer[start : end.start()], start, self.sink)
        return end.end(), b""


def attributes(body: bytes, start: int) -> list[tuple[bytes, bytes, int]]:
    """Name in lower case, written value and its offset; of two equal names only the first counts."""
    found: dict[bytes, tuple[bytes, bytes, int]] = {}
    for match in ATTRIBUTE.finditer(body):
        name = match[1].lower()
        if name not in found:
            group = match.lastindex or 1
            value, at = (match[group], match.start(group)) if group > 1 else (b"", match.end())
            found[name] = (name, value, start + at)
    return [*found.values()]
