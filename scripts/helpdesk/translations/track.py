"""What became of each Block since its translation was accepted: the state of every Block of a Page and Locale.

Source side: the Ledger's records against the source as it reads now. Target side: the Digests of the records
against the translation as it reads now. What no record speaks of is paired by structure and stays unconfirmed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache

from rapidfuzz import fuzz

from helpdesk.blocks import Block, normal_of
from helpdesk.translations.align import Pairs, common, elsewhere, gaps, in_order
from helpdesk.translations.grade import WORDLESS, Grade, features_of, grade_of, has_words, likeness
from helpdesk.translations.ledger import Record

# Below this likeness (rapidfuzz ratio, 0 to 100) two texts in the same place are not one edited text.
EDITED = 50
# What stands elsewhere needs more likeness to be the same Block.
EDITED_AND_MOVED = 75
# Texts are compared up to this length: 10 times the longest paragraph people write.
COMPARED = 4_000
# Left-overs are compared each with each only up to so many pairs.
MOST_LEFT_OVER = 40_000
JOINED_AT_MOST = 4


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
    pairs = {
        old_to_new[at]: (old_to_target[at], at)
        for at in range(len(records))
        if at in old_to_new and at in old_to_target
    }
    known = Known(old_to_new, old_to_target, pairs)
    unsure_sources, unsure_targets = by_structure(sources, records, targets, known)
    moved = crossing({source: target for source, (target, _at) in pairs.items()})
    entries: dict[int, Entry] = {}
    for source, (target, at) in pairs.items():
        record = records[at] if at >= 0 else None
        entry = paired(sources[source], targets[target], record, moved=source in moved)
        entries[target] = with_joined(entry, joined.get(source, 0))
    orphans = {target: records[at] for at, target in old_to_target.items() if target not in entries}
    for target, block in enumerate(targets):
        if target in entries:
            continue
        if target in orphans:
            entries[target] = Entry(BlockState.ORPHAN, target=block, record=orphans[target])
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
    if same_source and same_target and record.trusted:
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
    from helpdesk.translations.align import rising

    ordered = sorted(pairs.items())
    kept = {source for source, _target in rising(ordered)}
    return {source for source, _target in ordered if source not in kept}


# -- source side ---------------------------------------------------------------------------------------------


def source_side(records: Sequence[Record], sources: Sequence[Block]) -> tuple[Pairs, dict[int, int]]:
    """Which record's source is which Block now; and which Blocks come from a split or a merge, with its size."""
    old = [(record.family, record.source) for record in records]
    new = [(block.family, block.digest[:8]) for block in sources]
    pairs = common(old, new)
    pairs.update(elsewhere(old, new, pairs))
    if len(pairs) == len(old) or len(pairs) == len(new):
        return pairs, {}
    old_texts = Texts([(record.family, record.text) for record in records])
    new_texts = Texts([(block.family, block.body) for block in sources])

    def alike(one: int, other: int) -> float:
        if records[one].family != sources[other].family:
            return 0.0
        if front_key(records[one].text, records[one].family) != front_key(sources[other].body, sources[other].family):
            return 0.0
        return fuzz.ratio(old_texts.at(one), new_texts.at(other), score_cutoff=EDITED)

    joined = split_or_merged(old_texts, new_texts, pairs)
    for left, right in gaps(len(old), len(new), pairs):
        pairs.update(in_order(left, right, cache(alike)))
    edited_and_moved(pairs, (len(old), len(new)), alike)
    return pairs, joined


class Texts:
    """Normalised texts, each made once and only when asked for."""

    def __init__(self, items: list[tuple[str, str]]) -> None:
        self.items = items
        self.known: dict[int, str] = {}

    def at(self, place: int) -> str:
        """The text, cut where nobody compares any more."""
        if place not in self.known:
            self.known[place] = normal_of(*self.items[place])[:COMPARED]
        return self.known[place]


def front_key(body: str, family: str) -> str:
    """The key of a front-matter Block; nothing for any other."""
    return body.partition(":")[0].strip().lower() if family == "front" else ""


def split_or_merged(old: Texts, new: Texts, pairs: Pairs) -> dict[int, int]:
    """Adds pairs for texts that were cut in two to four, or joined; how many stand behind each such Block."""
    joined: dict[int, int] = {}
    for left, right in gaps(len(old.items), len(new.items), pairs):
        taken: set[int] = set()
        for one in left:
            for other, size in runs(old.at(one), new, right, taken):
                pairs[one] = other
                for place in right[right.index(other) : right.index(other) + size]:
                    joined[place] = size
                    taken.add(place)
        for other in right:
            if other in taken:
                continue
            free = {place for place in left if place in pairs}
            for one, size in runs(new.at(other), old, left, free):
                pairs[one] = other
                joined[other] = size
    return joined


def runs(whole: str, texts: Texts, places: list[int], taken: set[int]) -> list[tuple[int, int]]:
    """The first run of two to four neighbours whose texts joined are the whole, as first place and size."""
    if len(whole) < 2 or len(places) > 200:
        return []
    for at, place in enumerate(places):
        if place in taken or not texts.at(place) or not whole.startswith(texts.at(place)):
            continue
        joined = texts.at(place)
        for size in range(2, JOINED_AT_MOST + 1):
            after = at + size - 1
            if after >= len(places) or places[after] != place + size - 1 or places[after] in taken:
                break
            joined = f"{joined} {texts.at(places[after])}"
            if joined == whole:
                return [(place, size)]
            if len(joined) > len(whole):
                break
    return []


def edited_and_moved(pairs: Pairs, counts: tuple[int, int], alike: Callable[[int, int], float]) -> None:
    """Adds the best pairs of what is left over, where they are alike enough to have moved too."""
    used = set(pairs.values())
    left = [at for at in range(counts[0]) if at not in pairs]
    right = [at for at in range(counts[1]) if at not in used]
    if not left or not right or len(left) * len(right) > MOST_LEFT_OVER:
        return
    scores = sorted(((alike(one, other), one, other) for one in left for other in right), key=lambda score: -score[0])
    ones, others = set(left), set(right)
    for place, (score, one, other) in enumerate(scores):
        if score < EDITED_AND_MOVED:
            break
        near = scores[max(place - 3, 0) : place + 4]
        # Two equally good partners: neither is sure.
        rivals = sum(each[0] == score and (each[1] == one) != (each[2] == other) for each in near)
        if one in ones and other in others and not rivals:
            pairs[one] = other
            ones.discard(one)
            others.discard(other)


# -- target side ---------------------------------------------------------------------------------------------


def target_side(records: Sequence[Record], targets: Sequence[Block]) -> Pairs:
    """Which record's translation still reads as it was accepted, and where."""
    old = [record.target for record in records]
    new = [block.digest for block in targets]
    pairs = common(old, new)
    pairs.update(elsewhere(old, new, pairs))
    return {one: other for one, other in pairs.items() if records[one].target}


class Fit:
    """What can be compared across Locales: family, key, ids, code, addresses, numbers, length."""

    __slots__ = ("bodies", "family", "key", "known")

    def __init__(self, family: str, *bodies: str) -> None:
        self.family = family
        self.bodies = tuple(body[:COMPARED] for body in bodies)
        self.key = front_key(bodies[0], family)
        self.known: list[Counter[str]] | None = None

    @property
    def features(self) -> list[Counter[str]]:
        """The features of each form the Block has had."""
        if self.known is None:
            self.known = [features_of(body) for body in self.bodies]
        return self.known

    def score(self, other: Fit) -> float:
        """How well the other could be this one's translation; 0 where something speaks against it."""
        if self.family != other.family or self.key != other.key:
            return 0.0
        if self.family in WORDLESS:
            return 1.0 + 3.0 * max(fuzz.ratio(one, two) for one in self.bodies for two in other.bodies) / 100
        if self.speaks_against(other):
            return 0.0
        return 1.0 + 3.0 * max(likeness(one, two) for one in self.features for two in other.features)

    def speaks_against(self, other: Fit) -> bool:
        """Whether links and code on both sides share nothing, or one text is several times as long."""
        one, two = (max(map(len, fit.bodies)) for fit in (self, other))
        if max(one, two) > LONG and max(one, two) > MOST_TIMES_AS_LONG * min(one, two):
            return True
        return not any(
            shares(here, there) for here in map(solid, self.features) for there in map(solid, other.features)
        )


# A translation of a text longer than this is not several times as long or short.
LONG = 40
MOST_TIMES_AS_LONG = 5
# Likeness, 0 to 100, from which two addresses or pieces of code are one that was edited.
ALIKE = 60
MOST_FEATURES = 100


def solid(features: Counter[str]) -> frozenset[str]:
    """The features that no translator changes: code, addresses, ids; numbers are none."""
    return frozenset(feature for feature in features if not feature.isdigit())


def shares(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two Blocks' features have something in common, or one has none to compare.

    An address that only names another Locale, or moved with its site, still counts as common.
    """
    if not one or not other or not one.isdisjoint(other) or len(one) * len(other) > MOST_FEATURES:
        return True
    return any(fuzz.ratio(here, there, score_cutoff=ALIKE) for here in one for there in other)


def by_place(one: Sequence[Fit], left: list[int], other: Sequence[Fit], right: list[int]) -> Pairs:
    """Pairs what stands between two sure pairs; only where no other choice is as good."""
    if len(left) == len(right) and all(one[a].score(other[b]) for a, b in zip(left, right, strict=True)):
        return dict(zip(left, right, strict=True))

    def score(here: int, there: int) -> float:
        return one[here].score(other[there])

    return in_order(left, right, cache(score))


# -- what has no exact pair ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Known:
    """What is known before structure is looked at."""

    old_to_new: Pairs
    old_to_target: Pairs
    pairs: dict[int, tuple[int, int]]
    """Source, with its target and its record, -1 for none."""


def by_structure(
    sources: Sequence[Block], records: Sequence[Record], targets: Sequence[Block], known: Known
) -> tuple[set[int], set[int]]:
    """Adds pairs of Blocks whose translation is new or has changed; what could not be decided on either side."""
    pairs = known.pairs
    claimed = {target for at, target in known.old_to_target.items() if at not in known.old_to_new}
    taken = {target for target, _at in pairs.values()}
    free_sources = [at for at in range(len(sources)) if at not in pairs]
    free_targets = [at for at in range(len(targets)) if at not in taken and at not in claimed]
    if not free_sources or not free_targets:
        return set(), set()
    new_to_old = {new: at for at, new in known.old_to_new.items()}
    one = [
        Fit(block.family, block.body, *((records[new_to_old[at]].text,) if at in new_to_old else ()))
        for at, block in enumerate(sources)
    ]
    other = [Fit(block.family, block.body) for block in targets]
    anchors: Pairs = {source: target for source, (target, _at) in pairs.items()}
    found = anchored(sources, targets, free_sources, free_targets)
    anchors.update(found)
    unsure: tuple[set[int], set[int]] = (set(), set())
    allowed = set(free_targets)
    for left, right in gaps(len(sources), len(targets), anchors):
        open_right = [at for at in right if at in allowed]
        chosen = by_place(one, left, other, open_right) if open_right else {}
        found.update(chosen)
        rest_left = [at for at in left if at not in chosen]
        rest_right = [at for at in open_right if at not in chosen.values()]
        families = {one[at].family for at in rest_left} & {other[at].family for at in rest_right}
        unsure[0].update(at for at in rest_left if one[at].family in families)
        unsure[1].update(at for at in rest_right if other[at].family in families)
    for source, target in found.items():
        pairs[source] = (target, new_to_old.get(source, -1))
    return unsure


def anchored(sources: Sequence[Block], targets: Sequence[Block], left: list[int], right: list[int]) -> Pairs:
    """Pairs that need no words: the same heading id, the same key, code and what is the same in both."""
    one = [anchor_key(sources[at]) for at in left]
    other = [anchor_key(targets[at]) for at in right]
    return {left[a]: right[b] for a, b in common(one, other).items()}


def anchor_key(block: Block) -> tuple[str, str]:
    """What is the same in every Locale about this Block; its Digest where nothing is."""
    if block.family == "heading":
        tail = block.body.rstrip().rpartition("{")[2]
        if tail.startswith((" #", "#", ":")) and (words := tail.strip(" }:").split()):
            return "heading", words[0]
    if block.family == "front":
        return "front", front_key(block.body, "front")
    return block.family, block.digest
