"""HTML to links and ids, in pieces that are read once however many pages repeat them.

Nine tenths of a generated page stand in other pages too, byte for byte. So a page is cut at some of its links, and
reading a piece is a pure function of two things: what came before (the state, a tag that is still open for example) and
the bytes. Both together are the key under which the outcome is kept. Nothing is assumed about menus or articles: bytes
that differ anywhere are read anew. The rules are those of the HTML standard's tokenizer (13.2.5).
"""

from __future__ import annotations

from helpdesk.links.built.cuts import ANY_LINK, cheapest_cut
from helpdesk.links.built.reading import Reading, Sink, Tell
from helpdesk.links.built.words import Words

# A tag that is open for longer than this is no tag; pages that hold one are read in one piece.
LONGEST_OPEN = 1 << 13
# No generator repeats itself across pages this large; keeping their pieces and words would cost memory for nothing.
LARGEST_CUT = 1 << 22
# Pages at which the cut is chosen anew: the first ones are often unlike the others, and so are those of each folder.
LOOKS = {4**power for power in range(2, 10)}


class Piece:
    """What one piece says."""

    __slots__ = ("following", "guess", "marks", "newlines", "opened", "said", "text")

    def __init__(self, text: bytes, said: Sink, opened: int, following: State) -> None:
        self.text = text
        self.said = said
        """All it says, with offsets counted from what was open before."""
        self.opened = opened
        """How much was open before: a tag that was begun in an earlier piece."""
        self.following = following
        self.newlines = -1
        """Counted when first asked for."""
        self.marks: dict[bytes, int] = {}
        """Where `places.Layout` found the elements it has asked for."""
        self.guess: Piece | None = None
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


class Machine:
    """One tokenizer for a run; it tells what it meets as it reads."""

    def __init__(self, tell: Tell) -> None:
        self.tell = tell
        self.words = Words(tell)
        self.cut = ANY_LINK
        self._last_page = b""
        self._samples: list[tuple[bytes, bytes]] = []
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
        if self._pages in LOOKS:
            self._samples.append((self._last_page, page))
            self.cut = cheapest_cut(self._samples, self.cut)
        self._last_page = page
        return self.cut

    def read(self, state: State, text: bytes) -> Piece:
        """Reads a piece from a state."""
        buffer = state.open + text if state.open else text
        nested = state.templates or state.foreign
        said = None if nested or len(buffer) > LARGEST_CUT else self.words.in_text(buffer)
        if said is not None:
            sink, opened = said
            following = self.state(opened, 0, 0)
        else:
            reading = Reading(self.tell, buffer, state.templates, state.foreign)
            opened, sink = reading.run(), reading.sink
            following = self.state(opened, reading.templates, reading.foreign)
        if not is_utf8(buffer):
            sink.others.append(("garbled", "yes"))
        return Piece(text, sink, len(state.open), following)


def is_utf8(data: bytes) -> bool:
    """Whether the bytes are UTF-8; a cut never parts a letter, because it is made at a blank."""
    if data.isascii():
        return True
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
