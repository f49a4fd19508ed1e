"""Random edits of a real Page and its Translation, made so that which Block belongs to which stays known.

A Page pair in step is cut into slices, each with the number of its pair. A script of edits then changes the source; the
translation follows a part of it and has edits of its own. Numbers go along: both halves of a split keep the
number, a merged slice has those of both, what is inserted on both sides gets one new number.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from helpdesk.blocks import Block, split
from helpdesk.translations.grade import WORDLESS

# Families that can be taken away, put in and moved alone; cells and front matter stay with what they stand in.
FREE = ("p", "li", "heading", "code", "title")
LONGEST_RUN = 6


@dataclass(frozen=True, slots=True)
class Slice:
    """A Block with what follows it up to the next, and the numbers of the pairs it belongs to."""

    numbers: frozenset[int]
    family: str
    text: str
    begin: int
    end: int
    edited: bool = False

    @property
    def is_free(self) -> bool:
        """Whether it stands at the margin, so that it may stand elsewhere too."""
        return self.family in FREE and not self.text.startswith((" ", "|"))


def tracked(text: str) -> list[Block]:
    return [block for block in split(text) if block.tracked]


def slices_of(text: str) -> tuple[str, list[Slice]]:
    """What stands before the first Block, and every Block with the frames behind it."""
    head, slices = "", []
    for block in split(text):
        if block.tracked:
            slices.append(Slice(frozenset((len(slices),)), block.family, block.text, block.begin, block.end))
        elif slices:
            slices[-1] = replace(slices[-1], text=slices[-1].text + block.text)
        else:
            head += block.text
    return head, slices


class Writer:
    """Somebody who edits one side of a Page."""

    def __init__(self, chance: random.Random, text: str, store: list[Slice]) -> None:
        self.chance = chance
        self.head, self.slices = slices_of(text)
        # Only words: a piece of markup would make something else of the Block.
        self.words = [word for word in text.split() if word.isalpha()] or ["word"]
        self.store = store
        """Slices of other Pages in this language, the same place the same pair in the other one."""

    def text(self) -> str:
        return self.head + "".join(each.text for each in self.slices)

    def is_in_place(self, blocks: list[Block]) -> bool:
        """Whether the Page is cut as the edits meant it."""
        return len(blocks) == len(self.slices) and all(
            block.family == each.family and (each.edited or each.text.startswith(block.text))
            for block, each in zip(blocks, self.slices, strict=True)
        )

    def reword(self, at: int, share: float) -> None:
        """Other words, or fewer, or more, for a share of the words of a Block."""
        each = self.slices[at]
        body = each.text[each.begin : each.end]
        if each.family in WORDLESS:
            lines = body.split("\n")
            inner = [
                n for n, line in enumerate(lines) if line.strip() and not line.lstrip().startswith(("`", "~", "<"))
            ]
            if not inner:
                return
            line = self.chance.choice(inner)
            lines[line] = f"{lines[line]} {self.chance.choice(self.words)}"
            body = "\n".join(lines)
        else:
            words = body.split(" ")
            plain = [place for place, word in enumerate(words) if word.strip(".,:;!?").isalpha()]
            if not plain:
                return
            for place in self.chance.sample(plain, min(max(int(len(words) * share), 1), len(plain))):
                kind = self.chance.random()
                other = self.chance.choice(self.words)
                words[place] = other if kind < 0.6 else f"{words[place]} {other}" if kind < 0.8 else ""
            body = " ".join(word for word in words if word) or self.chance.choice(self.words)
        text = each.text[: each.begin] + body + each.text[each.end :]
        self.slices[at] = replace(each, text=text, end=each.begin + len(body), edited=True)

    def place_of(self, numbers: frozenset[int]) -> int | None:
        """Where the slice with these numbers stands."""
        return next((at for at, each in enumerate(self.slices) if each.numbers == numbers), None)

    def remove(self, numbers: list[frozenset[int]]) -> None:
        self.slices = [each for each in self.slices if each.numbers not in numbers]

    def put_in(self, place: int, number: int, after: frozenset[int]) -> None:
        """A slice of the store, behind another slice."""
        at = self.place_of(after)
        if at is not None:
            self.slices.insert(at + 1, replace(self.store[place], numbers=frozenset((number,))))

    def move(self, numbers: list[frozenset[int]], after: frozenset[int]) -> None:
        """A run of slices behind another one."""
        run = [each for each in self.slices if each.numbers in numbers]
        if self.place_of(after) is None or after in numbers or not run:
            return
        self.slices = [each for each in self.slices if each.numbers not in numbers]
        at = self.place_of(after)
        assert at is not None
        self.slices[at + 1 : at + 1] = run

    def is_near(self, numbers: frozenset[int], after: frozenset[int]) -> bool:
        """Whether only cells stand between the two."""
        low, high = sorted(at for at, each in enumerate(self.slices) if each.numbers in (numbers, after))
        return all(each.family == "cell" for each in self.slices[low:high])

    def put_row(self, row: Sequence[frozenset[int]], first: int) -> None:
        """A row like this one behind it, with other words and the numbers from `first` on."""
        places = [self.place_of(numbers) for numbers in row]
        at = places[-1]
        if None in places or at is None:
            return
        copies = [replace(self.slices[place], numbers=frozenset((first + n,))) for n, place in enumerate(places)]  # type: ignore[index]
        self.slices[at + 1 : at + 1] = copies
        for place in range(at + 1, at + 1 + len(copies)):
            self.reword(place, 0.6)

    def split(self, numbers: frozenset[int]) -> None:
        """A paragraph becomes two, at the end of a sentence."""
        at = self.place_of(numbers)
        if at is None or self.slices[at].family != "p":
            return
        each = self.slices[at]
        one, dot, other = each.text.partition(". ")
        if dot and len(other.strip()) > 1:
            first = replace(each, text=f"{one}.\n\n", end=len(one) + 1, edited=True)
            second = replace(each, text=other, begin=0, end=max(each.end - len(one) - 2, 0), edited=True)
            self.slices[at : at + 1] = [first, second]

    def merge(self, numbers: frozenset[int]) -> None:
        """A paragraph takes in the next one."""
        at = self.place_of(numbers)
        if at is None or at + 1 >= len(self.slices):
            return
        each, other = self.slices[at : at + 2]
        if each.family == other.family == "p" and other.is_free and each.is_free:
            text = f"{each.text.rstrip()} {other.text}"
            end = len(each.text.rstrip()) + 1 + other.end
            self.slices[at : at + 2] = [Slice(each.numbers | other.numbers, "p", text, each.begin, end, edited=True)]


def run_at(writer: Writer, at: int) -> list[frozenset[int]]:
    """The numbers of a section, or of a few neighbours, from here on."""
    slices = writer.slices
    if not slices[at].is_free:
        return []
    count = writer.chance.randint(1, 3)
    if slices[at].family == "heading":
        level = len(slices[at].text) - len(slices[at].text.lstrip("#"))
        stop = at + 1
        while stop < len(slices) and not (
            slices[stop].family == "heading" and len(slices[stop].text) - len(slices[stop].text.lstrip("#")) <= level
        ):
            stop += 1
        count = stop - at
    run = slices[at : at + count]
    free_after = at + count >= len(slices) or slices[at + count].is_free
    return [each.numbers for each in run] if count <= LONGEST_RUN * 4 and free_after else []


def row_at(writer: Writer, at: int) -> list[frozenset[int]]:
    """The numbers of the table row that this cell stands in; none of a head or of the last row."""
    slices, low, high = writer.slices, at, at
    while low > 0 and slices[low - 1].family == "cell" and "\n" not in slices[low - 1].text:
        low -= 1
    while high < len(slices) and slices[high].family == "cell" and "\n" not in slices[high].text:
        high += 1
    if high == len(slices) or slices[high].family != "cell" or slices[high].text.strip(" |")[-1:] != "\n":
        return []
    whole = slices[high].text.count("\n") == 1 and high + 1 < len(slices) and slices[high + 1].family == "cell"
    return [each.numbers for each in slices[low : high + 1]] if whole else []


def change_rows(kind: str, writers: tuple[Writer, ...], first: int) -> int:
    """A table row is taken out, put elsewhere, or a new one like it is put in; how many numbers that took."""
    source = writers[0]
    rows = {
        tuple(row) for at, each in enumerate(source.slices) if each.family == "cell" and (row := row_at(source, at))
    }
    if not rows:
        return 0
    row = source.chance.choice(sorted(rows, key=str))
    others = [other for other in rows if other != row and source.is_near(row[0], other[-1])]
    if kind == "row-remove":
        for writer in writers:
            writer.remove(list(row))
    elif kind == "row-move" and others:
        after = source.chance.choice(sorted(others, key=str))[-1]
        for writer in writers:
            writer.move(list(row), after)
    elif kind == "row-insert":
        for writer in writers:
            writer.put_row(row, first)
        return len(row)
    return 0


def restructure(kind: str, source: Writer, target: Writer, number: int, *, follows: bool) -> None:
    """One edit of the Page's structure in the source, and in the translation when it follows."""
    chance = source.chance
    at = chance.randrange(len(source.slices))
    each = source.slices[at]
    writers = (source, target) if follows else (source,)
    if kind == "insert":
        place = chance.randrange(len(source.store))
        if each.is_free and (at + 1 == len(source.slices) or source.slices[at + 1].is_free):
            for writer in writers:
                writer.put_in(place, number, each.numbers)
    elif kind in ("remove", "move"):
        run = run_at(source, at)
        others = [other.numbers for other in source.slices if other.is_free and other.numbers not in run]
        if run and len(others) > 2 and (kind == "move" or len(run) <= LONGEST_RUN):
            after = chance.choice(others)
            for writer in writers:
                writer.remove(run) if kind == "remove" else writer.move(run, after)
    elif kind in ("split", "merge"):
        for writer in writers:
            (writer.split if kind == "split" else writer.merge)(each.numbers)


ROW_KINDS = ("row-insert", "row-remove", "row-move")
KINDS = ("insert", "insert", "remove", "remove", "move", "split", "merge", *ROW_KINDS)


def two_sided(
    pair: tuple[str, str], stores: tuple[list[Slice], list[Slice]], chance: random.Random
) -> tuple[Writer, Writer]:
    """The Page and its Translation after a random script of edits on both sides."""
    source, target = (Writer(chance, text, store) for text, store in zip(pair, stores, strict=True))
    first = len(source.slices)
    reworded = []
    for _edit in range(chance.randint(1, 8)):
        at = chance.randrange(len(source.slices))
        reworded.append(source.slices[at].numbers)
        source.reword(at, chance.choice((0, 0.1, 0.1, 0.3)))
    number = first
    for _edit in range(chance.randint(0, 3)):
        kind = chance.choice(KINDS)
        if kind in ROW_KINDS:
            number += change_rows(kind, (source, target) if chance.random() < 0.6 else (source,), number)
            continue
        if chance.random() < 0.3:
            restructure(kind, target, source, number, follows=False)
        else:
            restructure(kind, source, target, number, follows=chance.random() < 0.6)
        number += 1
    for numbers in reworded:
        at = target.place_of(numbers)
        if at is not None and chance.random() < 0.5:
            target.reword(at, 0.2)
    for _edit in range(chance.randint(0, 3)):
        target.reword(chance.randrange(len(target.slices)), chance.choice((0, 0.1, 0.3)))
    return source, target
