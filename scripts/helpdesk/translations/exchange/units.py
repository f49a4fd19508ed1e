"""The texts of a Page as a translation tool sees them: source, translation, and where they belong."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from enum import Enum

from helpdesk.blocks import Block
from helpdesk.blocks.untranslated import unmarked
from helpdesk.frontmatter import scalar
from helpdesk.translations.checks.pairs import text_of, title_of
from helpdesk.translations.grade import WORDLESS, has_words
from helpdesk.translations.pages import PagePair
from helpdesk.translations.track import BlockState, Entry

# Signs that neither XML 1.0 nor a line of PO can hold.
UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
ONE_LINE = frozenset(("front", "title", "heading", "cell", "dt", "alt"))
KEY = re.compile(r"(?P<family>[a-z]+) (?P<digest>[0-9a-f]{10})(?: (?P<number>[1-9]\d{0,6}))?")


class Progress(Enum):
    """How far a translation is."""

    DONE = "done"
    """Somebody stands for it."""
    REVIEW = "review"
    """There is a text that somebody must look at."""
    EMPTY = "empty"
    """There is none."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One text with its translation."""

    key: str
    """Family and Digest of the source; of several alike, their number."""
    source: str
    target: str
    progress: Progress
    evidence: str = ""
    """The Digest of the Page's translation when it was exported; empty when there was none."""
    previous: str = ""
    """The source it was accepted against, where that has changed."""
    line: int = 1
    """Where it stands in the file it was read from."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """All texts of a Page and Locale."""

    slug: str
    locale: str
    source_locale: str
    units: tuple[Unit, ...]


DONE = (BlockState.FRESH, BlockState.MOVED)


def exchange_of(pair: PagePair, source_locale: str) -> Exchange:
    """What a Page and its Translation hold for translators now."""
    by_source = {id(entry.source): entry for entry in pair.entries if entry.source is not None}
    units = []
    for key, block in keyed(pair.sources):
        entry = by_source.get(id(block))
        if entry is not None and not entry.unsure:
            units.append(unit_of(key, block, entry))
    return Exchange(pair.slug, pair.locale, source_locale, tuple(units))


def keyed(blocks: tuple[Block, ...]) -> list[tuple[str, Block]]:
    """The Blocks that hold words for translators, each with its key."""
    seen: Counter[str] = Counter()
    found = []
    for block in blocks:
        if block.family == "frame" or block.family in WORDLESS or not has_words(block.family, block.body):
            continue
        key = f"{block.family} {block.digest}"
        seen[key] += 1
        if not UNWRITABLE.search(block.body) and words_of(block):
            found.append((key if seen[key] == 1 else f"{key} {seen[key]}", block))
    return found


def unit_of(key: str, block: Block, entry: Entry) -> Unit:
    """One Block for translators."""
    source = words_of(block)
    if entry.target is None or entry.state is BlockState.UNTRANSLATED:
        return Unit(key, source, "", Progress.EMPTY, entry.target.digest if entry.target else "")
    progress = Progress.DONE if entry.state in DONE else Progress.REVIEW
    before = previous_of(entry)
    return Unit(key, source, words_of(entry.target), progress, entry.target.digest, before if before != source else "")


def previous_of(entry: Entry) -> str:
    """The words of the source that the translation was accepted against."""
    if entry.record is None or not entry.record.trusted or entry.source is None:
        return ""
    text = entry.record.text
    if entry.source.family == "front":
        return text.partition(":")[2].strip().strip("\"'")
    return title_of(text)[1] if entry.source.family == "title" else text


def words_of(block: Block) -> str:
    """What of a Block a translator writes: the value of front matter, the title of a box, else the whole body."""
    return text_of(block)


def body_with(block: Block, words: str) -> str:
    """The body of a Block with these words; raises ValueError where they cannot stand in it."""
    words = as_written(block, words)
    if not words.strip():
        raise ValueError("empty")
    if block.family == "front":
        key = block.body.partition(":")[0]
        return f"{key}: {scalar(words)}"
    if block.family == "title":
        line = block.body
        if line.lstrip().startswith("///"):
            return f"{line.partition('|')[0].rstrip()} | {words}"
        if '"' in words:
            raise ValueError("a quote cannot stand in the title of a box")
        head, quote, rest = line.partition('"')
        if not quote:
            raise ValueError("the box has no title")
        return f'{head}"{words}"{rest.rpartition(chr(34))[2]}'
    return words


def as_written(block: Block, words: str) -> str:
    """The words as they would stand in this Block: many kinds have but one line."""
    return " ".join(words.split()) if block.family in ONE_LINE else words.strip("\n")


def text_with(block: Block, words: str, newline: str) -> str:
    """The Block's slice of the file with these words in the place of its own, and without a mark."""
    block = unmarked(block)
    lines = body_with(block, words).split("\n")
    margin = re.sub(r"[^>\t ]", " ", block.marker.rpartition("\n")[2])
    if block.family in ("front", "title", "heading", "cell"):
        margin = ""
    body = newline.join([lines[0], *((margin + line) if line.strip() else margin.rstrip() for line in lines[1:])])
    return block.marker + body + block.tail
