"""Texts of many lines that must keep them, line by line: two writers can edit such a Block without touching one line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from helpdesk.blocks import LITERAL, Block, digest, normal_of
from helpdesk.translations.ledger import Ledger, Record
from helpdesk.translations.subsequence import common

# Two edits of fewer lines touch each other: no merge is clean.
FEWEST = 3


def digits_of(family: str, body: str) -> list[str]:
    """The first 8 digits of the Digest of each line."""
    return [digest(line)[:8] for line in normal_of(family, body).split("\n")]


def lines_digest(digits: Iterable[str]) -> str:
    """What stands for the Digest of a text of which only the lines' digits are known."""
    return digest("\n".join(digits))


def goes_by_line(source: Block, target: Block) -> bool:
    """Whether a pair is recorded line by line."""
    return source.family in LITERAL and target.family in LITERAL and source.body.count("\n") + 1 >= FEWEST


def paired_lines(source: Block, target: Block) -> tuple[tuple[str, str], ...]:
    """The digits of each line of a pair, in order: equal lines side by side, and what stands between them in turn."""
    ones, others = digits_of(source.family, source.body), digits_of(target.family, target.body)
    result: list[tuple[str, str]] = []
    here = there = 0
    for one, other in [*sorted(common(ones, others).items()), (len(ones), len(others))]:
        result += side_by_side(ones[here:one], others[there:other])
        result += zip(ones[one : one + 1], others[other : other + 1], strict=True)
        here, there = one + 1, other + 1
    return tuple(result)


def side_by_side(ones: Sequence[str], others: Sequence[str]) -> list[tuple[str, str]]:
    """Two lists in pairs; the rest of the longer one with nothing beside it."""
    both = min(len(ones), len(others))
    rest = [(one, "") for one in ones[both:]] or [("", other) for other in others[both:]]
    return [*zip(ones[:both], others[:both], strict=True), *rest]


def as_read(book: Ledger, targets: Sequence[Block]) -> Ledger:
    """The Ledger, a record by line with its translation's own Digest where a Block of it reads so."""
    if not any(record.lines for record in book.records):
        return book
    known = {
        lines_digest(digits_of(block.family, block.body)): block.digest for block in targets if block.family in LITERAL
    }
    return replace(book, records=tuple(meeting(record, known) for record in book.records))


def meeting(record: Record, known: dict[str, str]) -> Record:
    """The record with the Digest that is known for its lines."""
    return replace(record, target=known.get(record.target, record.target)) if record.lines else record
