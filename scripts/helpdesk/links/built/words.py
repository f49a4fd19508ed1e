"""Tags as words of a vocabulary: what one says is worked out once, however often a site repeats it.

Most tags stand in a site hundreds of times, byte for byte. A word is what one cheap search takes for a tag, a comment or a
whole script; what it says is found by reading it alone. Where that reading ends as it began, with nothing open, the word
says the same wherever the tokenizer meets it, because the tokenizer knows nothing but where it stands. Text with any
other word in it is read by `Reading` instead.
"""

from __future__ import annotations

from typing import NamedTuple

from helpdesk.links.built.patterns import OPEN_TAG, PLAIN, PLAIN_ID, PLAIN_IMAGE, PLAIN_LINK, WORD
from helpdesk.links.built.reading import Reading, Sink, Tell


class Word(NamedTuple):
    """What a word says, offsets counted from its first byte."""

    links: tuple[int, ...] = ()
    ids: tuple[int, ...] = ()
    others: tuple[tuple[str, str], ...] = ()
    link_offsets: tuple[int, ...] = ()
    id_offsets: tuple[int, ...] = ()

    @classmethod
    def of(cls, sink: Sink) -> Word:
        """What a reading found."""
        links, link_offsets, ids, id_offsets, others = sink
        return cls(tuple(links), tuple(ids), tuple(others), tuple(link_offsets), tuple(id_offsets))


SILENT = Word()
# The one word that is compared by what it is, not by what it says.
ODD = Word(others=(("odd", "odd"),))


class Words(dict[bytes, Word | None]):
    """Every word met so far; None for those that say nothing."""

    def __init__(self, tell: Tell) -> None:
        super().__init__()
        self.tell = tell

    def __missing__(self, word: bytes) -> Word | None:
        said = self[word] = self.said_by(word)
        return said

    def said_by(self, word: bytes) -> Word | None:
        """What a word says: nothing, something, or ODD when it does not end as it began."""
        match = PLAIN.match(word)
        if match is None:
            return None
        kind = match.lastindex
        if kind == PLAIN_LINK:
            return Word((self.tell.plain_link(match[1]),), (), (), (match.start(1),), ())
        if kind == PLAIN_ID:
            return Word((), (self.tell.plain_id(match[3]),), (), (), (match.start(3),))
        if kind == PLAIN_IMAGE:
            return Word((self.tell.plain_image(match[2]),), (), (), (match.start(2),), ())
        reading = Reading(self.tell, word)
        if reading.run() or reading.templates or reading.foreign:
            return ODD
        says = Word.of(reading.sink)
        return says if says != SILENT else None

    def in_text(self, text: bytes) -> tuple[list[Word], list[int], bytes] | None:
        """The words of a text that say something, where they begin, and the tag that is open at its end.

        None when there is an odd word.
        """
        words: list[Word] = []
        starts: list[int] = []
        for match in WORD.finditer(text):
            word = self[match[0]]
            if word is not None:
                words.append(word)
                starts.append(match.start())
        opened = b""
        if words and words[-1] is ODD and OPEN_TAG.fullmatch(text, starts[-1]):
            opened = text[starts[-1] :]
            del words[-1], starts[-1]
        return None if ODD in words else (words, starts, opened)
