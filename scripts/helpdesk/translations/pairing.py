"""A pair that a person names: which text without a source translates which text without a translation."""

from __future__ import annotations

from dataclasses import replace

from helpdesk.blocks import Block
from helpdesk.command import CannotRun
from helpdesk.site import Site
from helpdesk.translations.command import Spot
from helpdesk.translations.pages import PagePair
from helpdesk.translations.track import BlockState, Entry


def paired_by_hand(found: PagePair, site: Site, spot: Spot, source_line: int) -> tuple[PagePair, list[Entry]]:
    """The Page with the Blocks on a line of each side made pairs, and those pairs; raises CannotRun where it cannot be."""
    if not spot.line or spot.locale == site.source.code:
        raise CannotRun(f"Give the line of the Translation too, such as {spot.slug}:12 --source {source_line}.")
    sources = [entry for entry in found.entries if is_on(entry.source, source_line) and entry.target is None]
    targets = [entry for entry in found.entries if is_on(entry.target, spot.line) and entry.source is None]
    if not sources:
        raise CannotRun(f"{found.source.path}:{source_line}: On this line starts no text that lacks a translation.")
    if not targets:
        raise CannotRun(f"{found.target.path}:{spot.line}: On this line starts no text that has no source.")
    if [entry.family for entry in sources] != [entry.family for entry in targets]:
        raise CannotRun(f"{found.target.path}:{spot.line}: This is not the same kind of text as line {source_line} is.")
    pairs = {
        id(other): Entry(BlockState.UNCONFIRMED, None, entry.source, other.target, entry.record or other.record)
        for entry, other in zip(sources, targets, strict=True)
    }
    gone = {id(entry) for entry in sources}
    entries = tuple(pairs.get(id(entry), entry) for entry in found.entries if id(entry) not in gone)
    return replace(found, entries=entries), list(pairs.values())


def is_on(block: Block | None, line: int) -> bool:
    """Whether the Block's text stands on the line."""
    if block is None:
        return False
    return block.body_line <= line <= block.body_line + block.text[block.begin : block.end].count("\n")
