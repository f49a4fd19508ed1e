"""What became of each Block since its translation was accepted: the state of every Block of a Page and Locale.

Source side: the Ledger's records against the source as it reads now. Target side: the Digests of the records
against the translation as it reads now. What no record speaks of is paired by structure and stays unconfirmed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from helpdesk.blocks import Block
from helpdesk.translations.grade import Grade, grade_of, has_words
from helpdesk.translations.ledger import Record
from helpdesk.translations.places import Places
from helpdesk.translations.slots import evened, target_side
from helpdesk.translations.sources import source_side
from helpdesk.translations.subsequence import Pairs, rising


class BlockState(Enum):
    """How a Block's translation stands; the values are the words of the JSON."""

    FRESH = "fresh"
    """The translation was accepted against the source as it reads now."""
    STALE = "stale"
    """The source has changed since the translation was accepted."""
    PERHAPS_DONE = "perhaps-done"
    """Source and translation have both changed since: perhaps it is up to date."""
    MISSING = "missing"
    """The source has a Block that the translation has not."""
    ORPHAN = "orphan"
    """The source of this Block is gone."""
    EXTRA = "extra"
    """The translation has a Block that never had a source."""
    MOVED = "moved"
    """Up to date, but it stands in another place than its source."""
    UNTRANSLATED = "untranslated"
    """The translation is the source's own text."""
    UNCONFIRMED = "unconfirmed"
    """Nobody has accepted this translation as it reads now."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One Block of the source, of the translation, or a pair of them, with its state."""

    state: BlockState
    grade: Grade | None = None
    source: Block | None = None
    target: Block | None = None
    record: Record | None = None
    unsure: bool = False
    """More than one partner would fit, so none was chosen."""
    joined: int = 0
    """Into how many Blocks the source was split, or out of how many merged; 0 for neither."""

    @property
    def block(self) -> Block:
        """The Block to point at: the translation's, else the source's."""
        block = self.target or self.source
        assert block is not None
        return block

    @property
    def family(self) -> str:
        """The family of the Block, of the source where there is one."""
        return (self.source or self.block).family

    @property
    def quiet(self) -> bool:
        """Whether an author said that readers need no notice of this edit."""
        return bool(self.record and self.source and self.record.quiet[0] == self.source.digest[:8])


def track(sources: Sequence[Block], records: Sequence[Record], targets: Sequence[Block]) -> list[Entry]:
    """The state of every tracked Block, each accounted for once: in the order of the translation.

    A source Block without translation stands after the one it follows in the source.
    """
    sources = [block for block in sources if block.tracked]
    targets = [block for block in targets if block.tracked]
    old_to_new, joined = source_side(records, sources)
    old_to_target = target_side(records, targets)
    evened(records, old_to_new, old_to_target)
    places = Places(sources, records, targets, (old_to_new, old_to_target))
    unsure_sources, unsure_targets = places.fill()
    pairs = places.pairs
    moved = crossing({source: target for source, (target, _at) in pairs.items()})
    entries: dict[int, Entry] = {}
    for source, (target, at) in pairs.items():
        record = records[at] if at >= 0 else None
        entry = paired(sources[source], targets[target], record, moved=source in moved)
        entries[target] = with_joined(entry, joined.get(source, 0))
    orphans = {target: at for at, target in old_to_target.items() if target not in entries}
    for target, block in enumerate(targets):
        if target in entries:
            continue
        if target in orphans:
            entries[target] = Entry(BlockState.ORPHAN, target=block, record=records[orphans[target]])
        else:
            entries[target] = Entry(BlockState.EXTRA, target=block, unsure=target in unsure_targets)
    new_to_old = {new: at for at, new in old_to_new.items()}
    missing = {
        source: Entry(
            BlockState.MISSING,
            source=block,
            record=records[new_to_old[source]] if source in new_to_old else None,
            unsure=source in unsure_sources,
            joined=joined.get(source, 0),
        )
        for source, block in enumerate(sources)
        if source not in pairs
    }
    return placed(entries, missing, {source: target for source, (target, _at) in pairs.items()})


def with_joined(entry: Entry, joined: int) -> Entry:
    """The entry; stale where its source was split or merged, for then the words stand elsewhere."""
    if not joined:
        return entry
    state = BlockState.STALE if entry.state in (BlockState.FRESH, BlockState.MOVED) else entry.state
    grade = entry.grade or Grade.WORDS
    return Entry(state, grade, entry.source, entry.target, entry.record, entry.unsure, joined)


def placed(entries: dict[int, Entry], missing: dict[int, Entry], pairs: dict[int, int]) -> list[Entry]:
    """All entries in the order of the translation, missing ones after what they follow in the source."""
    after: dict[int, list[Entry]] = {}
    behind = -1
    last = max([*pairs, *missing], default=-1)
    for source in range(last + 1):
        if source in pairs:
            behind = pairs[source]
        elif source in missing:
            after.setdefault(behind, []).append(missing[source])
    result = list(after.get(-1, []))
    for target in sorted(entries):
        result.append(entries[target])
        result += after.get(target, [])
    return result


def paired(source: Block, target: Block, record: Record | None, *, moved: bool) -> Entry:
    """The state of a source Block and its translation."""
    same_text = source.digest == target.digest and source.family == target.family
    if record is None:
        copied = same_text and has_words(source.family, source.body)
        return Entry(BlockState.UNTRANSLATED if copied else BlockState.UNCONFIRMED, None, source, target)
    same_source = record.source == source.digest[:8] and record.family == source.family
    same_target = record.target == target.digest
    if same_source and same_target and record.trusted and not target.marked:
        return Entry(BlockState.MOVED if moved else BlockState.FRESH, None, source, target, record)
    if same_source:
        copied = same_text and has_words(source.family, source.body)
        return Entry(BlockState.UNTRANSLATED if copied else BlockState.UNCONFIRMED, None, source, target, record)
    grade = grade_of(source.family, record.text, source.body) if record.family == source.family else Grade.WORDS
    if same_target:
        return Entry(BlockState.STALE, grade, source, target, record)
    if same_text and has_words(source.family, source.body):
        return Entry(BlockState.UNTRANSLATED, grade, source, target, record)
    return Entry(BlockState.PERHAPS_DONE, grade, source, target, record)


def crossing(pairs: Pairs) -> set[int]:
    """The sources whose translation stands out of order: the fewest that explain it."""
    ordered = sorted(pairs.items())
    kept = {source for source, _target in rising(ordered)}
    return {source for source, _target in ordered if source not in kept}
