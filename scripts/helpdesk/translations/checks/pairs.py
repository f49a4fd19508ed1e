"""One pair of Blocks as the checks see it, and what they may know beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from helpdesk.blocks import Block
from helpdesk.report import Kind
from helpdesk.translations.checks.facts import Facts


@dataclass(frozen=True, slots=True)
class Problem:
    """What a check found: the Kind and the values its sentences need."""

    kind: Kind
    values: Mapping[str, object]


def problem(kind: Kind, **values: object) -> Problem:
    """A Problem of this Kind."""
    return Problem(kind, values)


class Pair(NamedTuple):
    """A source Block and its translation."""

    source: Block
    target: Block
    theirs: Facts
    """The source's facts."""
    ours: Facts
    """The translation's facts."""
    slug: str
    locale: str
    own_ids: bool = True
    """Whether the source's headings have ids of their own, so that anchors are the same in every Locale."""


def text_of(block: Block) -> str:
    """What of a Block is Markdown with words: a front-matter value without its key, the title of a box."""
    body = block.body
    if block.family == "front":
        return body.partition(":")[2].strip().strip("\"'")
    if block.family == "title":
        return title_of(body)[1]
    return body


def title_of(line: str) -> tuple[str, str]:
    """The type of a box or tab, and the words of its title."""
    if line.lstrip().startswith("///"):
        kind, _bar, title = line.partition("|")
        return " ".join(kind.split()), title.strip()
    kind, _quote, title = line.partition('"')
    return " ".join(kind.split()), title.rpartition('"')[0]


def shown(values: list[str] | tuple[str, ...]) -> str:
    """Some values for a sentence: quoted, at most four."""
    quoted = [f'"{value}"' for value in dict.fromkeys(values)]
    return ", ".join(quoted[:4]) + (f" and {len(quoted) - 4} more" if len(quoted) > 4 else "")
