"""HTML to links and ids, in pieces that are read once however many pages repeat them.

Nine tenths of a generated page stand in other pages too, byte for byte. So a page is cut at ` href=`, and reading a
piece is a pure function of two things: what came before (the state, a tag that is still open for example) and the
bytes. Both together are the key under which the outcome is kept. Nothing is assumed about menus or articles: bytes
that differ anywhere are read anew. The rules are those of the HTML standard's tokenizer (13.2.5).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from typing import NamedTuple

CUT = b" href="
SPECIAL = rb"(?i:script|style|title|textarea|template|svg|math|xmp|iframe|noembed|noframes|plaintext)[\s/>]"
# A style without a round bracket holds no address.
SAYS = (
    rb"(?i:id|name|href|src|srcset|style(?!=\"[^\"(]*+\")|poster|data|rel|content|lang|background|imagesrcset|xlink:href)"
    rb"[\s=/>\"']"
)
# A whole start tag without an attribute that says something.
SILENT = (
    rb"(?!" + SPECIAL + rb")[a-zA-Z][a-zA-Z0-9-]*+(?:\s++(?!" + SAYS + rb")[^\s\"'=<>/]++(?:=\"[^\"]*+\")?+)*+\s*+/?>"
)
BODY = rb"(?:[^=>]++|=\s*+(?:\"[^\"]*+\"|'[^']*+'|(?![\"'])[^\s>]*+))*+"
QUIET = rb"(?: (?:class|title|rel|target|tabindex|aria-[a-z]++)=\"[^\"]*+\")*+"


def compiled(pattern: bytes, flags: int = 0) -> re.Pattern[bytes]:
    """The pattern, without possessive groups where `re` matches them wrongly (Python below 3.11.5, gh-106052).

    What follows such a group here never succeeds after a shorter one, so that greedy groups find the same, only slower.
    """
    if sys.version_info < (3, 11, 5):
        pattern = pattern.replace(b")*+", b")*").replace(b")?+", b")?")
    return re.compile(pattern, flags)


# Text, end tags and silent tags are passed over inside one match: every match ends at something that tells, at a `<`
# that is none, or at the end. What the groups hold: see `Reading.tokens`.
TOKENS = compiled(
    rb"(?:[^<]++|</(?!(?:template|svg|math)[\s/>])[a-z][^\s/>]*+>|<" + SILENT + rb")*+(?:\Z|<(?:"
    # What nearly every link and every heading of nearly every generator looks like.
    rb"a(?: class=\"[^\"]*+\")?+ href=\"([^\"&\s]*+)\"" + QUIET + rb">"
    rb"|(?!" + SPECIAL + rb")[a-z][a-z0-9]*+(?: class=\"[^\"]*+\")?+ id=\"([^\"&]++)\"" + QUIET + rb">"
    rb"|!--(?:-?>|.*?--!?>)"
    rb"|(script|style|title|textarea|xmp|iframe|noembed|noframes)(?=[\s>])(" + BODY + rb")(?<!/)>(.*?)</\3(?=[\s/>])"
    rb"|([a-z][^\s/>]*+)(" + BODY + rb")>"
    rb"|/(template|svg|math)(?=[\s/>])[^>]*+>"
    rb"|(!\[CDATA\[)"
    rb"|(?:!(?!--)|\?|/[^a-z])[^>]*+>"
    rb"|(?=[!?a-z])()|))",
    re.IGNORECASE | re.DOTALL,
)
ATTRIBUTE = compiled(
    rb"([^\s/>=][^\s/>=]*+)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s>\"'][^\s>]*+)|))?+", re.DOTALL
)
RAW = {b"script", b"style", b"title", b"textarea", b"xmp", b"iframe", b"noembed", b"noframes"}
FOREIGN = (b"svg", b"math")
# A tag that is open for longer than this is no tag; pages that hold one are read in one piece.
LONGEST_OPEN = 1 << 13
# No generator repeats itself across pages this large; keeping their pieces would cost memory for nothing.
LARGEST_CUT = 1 << 22


# A piece of a menu or of running text: one plain link, nothing else that says something, and the next link's start.
SIMPLE = compiled(
    rb"\"([^\"&\s]*+)\"(?: (?:class|title|rel|target|tabindex|aria-[a-z]++)=\"[^\"]*+\")*+>"
    rb"(?:[^<]++|</(?!template|svg|math)[a-z][a-z0-9-]*+>|<" + SILENT + rb")*+(<a(?: class=\"[^\"]*+\")?+)",
    re.IGNORECASE,
)
ONE = (1,)
LINK_START = compiled(rb"<a(?: class=\"[^\"]*+\")?+")
# The last group that took part says which kind of token it is.
PLAIN_LINK, PLAIN_ID, WITH_TEXT, TAG, END_TAG, CDATA, OPEN = 1, 2, 5, 7, 8, 9, 10


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
    length: int


class State(dict[bytes, Piece]):
    """Where the tokenizer stands at the start of a piece, with every piece that was read from here."""

    __slots__ = ("foreign", "in_link", "machine", "open", "templates")

    def __init__(self, machine: Machine, opened: bytes, templates: int, foreign: int) -> None:
        super().__init__()
        self.machine, self.open, self.templates, self.foreign = machine, opened, templates, foreign
        self.in_link = not templates and LINK_START.fullmatch(opened) is not None

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


Number = Callable[[bytes], int]
Tell = Callable[[bytes, list[tuple[bytes, bytes, int]], Sink], None]
TellStyle = Callable[[bytes, int, Sink], None]


class Machine:
    """One tokenizer for a run.

    `plain_link` and `plain_id` number a target and an id that need no decoding, `tell` gets every other start tag with its
    attributes, `tell_style` every style sheet.
    """

    def __init__(self, plain: tuple[Number, Number], tell: Tell, tell_style: TellStyle) -> None:
        self.plain_link, self.plain_id = plain
        self.tell, self.tell_style = tell, tell_style
        self._states: dict[tuple[bytes, int, int], State] = {}
        self.start = State(self, b"", 0, 0)

    def state(self, opened: bytes, templates: int, foreign: int) -> State:
        """The one State for this situation."""
        key = (opened, templates, foreign)
        if key not in self._states:
            self._states[key] = State(self, opened, templates, foreign)
        return self._states[key]

    def pieces(self, page: bytes) -> list[Piece]:
        """The page, read; between two pieces stands one `CUT`."""
        if len(page) > LARGEST_CUT:
            return [self.read(self.start, page)]
        found = []
        state = self.start
        for piece in page.split(CUT):
            read = state[piece]
            found.append(read)
            state = read[5]
            if len(state.open) > LONGEST_OPEN:
                return [self.read(self.start, page)]
        return found

    def read(self, state: State, piece: bytes) -> Piece:
        """Reads a piece from a state."""
        if state.in_link and is_utf8(piece) and (simple := SIMPLE.fullmatch(piece)):
            links, following = (self.plain_link(simple[1]),), self.state(simple[2], 0, state.foreign)
            return Piece(links, ONE, (), (), (), following, len(piece))
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
        if not is_utf8(self.buffer):
            sink.others.append(("garbled", "yes"))
        return Piece(
            tuple(sink.links),
            tuple([at - shift for at in sink.link_offsets]),
            tuple(sink.ids),
            tuple([at - shift for at in sink.id_offsets]),
            tuple(sink.others),
            self.machine.state(opened, self.templates, self.foreign),
            len(self.buffer) - shift,
        )

    def tokens(self) -> bytes:
        """Reads everything; what is still open at the end comes back, empty when nothing is."""
        position: int | None = 0
        while position is not None:
            position, opened = self.until_jump(position)
        return opened

    def until_jump(self, start: int) -> tuple[int | None, bytes]:
        """Reads from here: where reading must start afresh, None at the end; and what is still open there."""
        buffer, sink, machine = self.buffer, self.sink, self.machine
        for match in TOKENS.finditer(buffer, start):
            group = match.lastindex
            if group is None:
                continue
            if group == PLAIN_LINK:
                if not self.templates:
                    sink.links.append(machine.plain_link(match[1]))
                    sink.link_offsets.append(match.start(1))
            elif group == PLAIN_ID:
                if not self.templates:
                    sink.ids.append(machine.plain_id(match[2]))
                    sink.id_offsets.append(match.start(2))
            elif group == TAG:
                position, opened = self.tag(match[6].lower(), match)
                if position != match.end():
                    return (position if position >= 0 else None), opened
            elif group == WITH_TEXT:
                self.with_text(match)
            elif group == END_TAG:
                self.close(match[8].lower())
            elif group == CDATA and self.foreign:
                end = buffer.find(b"]]>", match.end())
                return (end, b"") if end >= 0 else (None, b"<![CDATA[")
            elif group == OPEN:
                opening = match.start(OPEN) - 1
                return None, b"<!--" if buffer.startswith(b"<!--", opening) else buffer[opening:]
        return None, b""

    def tag(self, name: bytes, match: re.Match[bytes]) -> tuple[int, bytes]:
        """Reads a start tag: where reading goes on, or -1 and what is open."""
        body, closed = match[7], match[7].endswith(b"/")
        if body and not self.templates:
            self.machine.tell(name, attributes(body, match.start(7)), self.sink)
        if name == b"template":
            self.templates += 1
        elif name in FOREIGN and not closed:
            self.foreign += 1
        elif name == b"plaintext":
            return -1, b"<!--"
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
        name = match[3].lower()
        if match[4]:
            self.machine.tell(name, attributes(match[4], match.start(4)), self.sink)
        if name == b"style":
            self.machine.tell_style(match[5], match.start(5), self.sink)

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
