"""Tags as words of a vocabulary: what one says is worked out once, however often a site repeats it.

Most tags stand in a site hundreds of times, byte for byte. A word is what one cheap search takes for a tag, a comment or a
whole script; what it says is found by reading it alone. Where that reading ends as it began, with nothing open, the word
says the same wherever the tokenizer meets it, because the tokenizer knows nothing but where it stands. Text with any
other word in it is read by `Reading` instead.
"""

from __future__ import annotations

from helpdesk.links.built.patterns import OPEN_TAG, PLAIN, WORD, WORD_ID, WORD_IMAGE, WORD_LINK
from helpdesk.links.built.reading import Reading, Sink, Tell

# What is told of a word that cannot be read alone; told apart from all others by what it is.
ODD = Sink([], [], [], [], [])


class Words(dict[bytes, Sink | None]):
    """What every word met so far says, offsets counted from its first byte; None for those that say nothing."""

    def __init__(self, tell: Tell) -> None:
        super().__init__()
        self.tell = tell

    def __missing__(self, word: bytes) -> Sink | None:
        said = self[word] = self.said_by(word)
        return said

    def said_by(self, word: bytes) -> Sink | None:
        """What a word says: nothing, something, or ODD when it does not end as it began."""
        if PLAIN.match(word) is None:
            return None
        reading = Reading(self.tell, word)
        if reading.run() or reading.templates or reading.foreign:
            return ODD
        return reading.sink if any(reading.sink) else None

    def in_text(self, text: bytes) -> tuple[Sink, bytes] | None:
        """What a text says, and the tag that is open at its end; None when there is an odd word."""
        sink, tell = Sink([], [], [], [], []), self.tell
        links, link_offsets, ids, id_offsets, others = sink
        for match in WORD.finditer(text):
            kind = match.lastindex
            if kind is None:
                said = self[match[0]]
                if said is ODD:
                    # Only a tag that the text's end has cut is no reason to read it otherwise.
                    start = match.start()
                    return (sink, text[start:]) if OPEN_TAG.fullmatch(text, start) else None
                if said is not None:
                    start = match.start()
                    links += said.links
                    link_offsets += [start + at for at in said.link_offsets]
                    ids += said.ids
                    id_offsets += [start + at for at in said.id_offsets]
                    others += said.others
            elif kind == WORD_LINK:
                links.append(tell.plain_link(match[1]))
                link_offsets.append(match.start(1))
            elif kind == WORD_ID:
                ids.append(tell.plain_id(match[2]))
                id_offsets.append(match.start(2))
            elif kind == WORD_IMAGE:
                links.append(tell.plain_image(match[3]))
                link_offsets.append(match.start(3))
        return sink, b""
