"""Where neighbouring source Blocks that a Translation lacks go in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from helpdesk.blocks import Block
from helpdesk.translations.pages import PagePair


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring Blocks of the source's text that the Translation has not."""

    blocks: tuple[Block, ...]
    before: Block | None
    """The tracked Block in front of them."""
    touches: bool
    """Whether no blank line stands in front of them."""
    after: Block | None = None
    """The tracked Block behind them; once they are placed, its translation."""


def placed(found: PagePair, chosen: Collection[int]) -> dict[int, list[Run]]:
    """The runs of chosen Blocks, each behind the place of a Block of the Translation; -1 for the top."""
    partner = {id(entry.source): entry.target for entry in found.entries if entry.source and entry.target}
    places = {id(block): at for at, block in enumerate(found.targets)}
    result: dict[int, list[Run]] = {}
    behind: dict[int, int] = {}
    frames = frames_before(found.sources, partner)
    last = -1
    for block in found.sources:
        if (target := partner.get(id(block))) is not None:
            last = places[id(target)]
        behind[id(block)] = last
    for run in runs(found.sources, chosen):
        place = behind[id(run.before)] if run.before is not None else -1
        near = run.touches and partner.get(id(run.before)) is not None
        next_one = partner.get(id(run.after)) if run.after is not None else None
        at = last_of_run(found, place, frames[id(run.blocks[0])])
        result.setdefault(at, []).append(replace(run, touches=near, after=next_one))
    return result


def frames_before(sources: tuple[Block, ...], partner: Collection[int]) -> dict[int, int]:
    """Of each Block, how many frames stand between it and the last one that the Translation has.

    Those of boxes that start in between do not count.
    """
    result: dict[int, int] = {}
    count = boxes = 0
    for block in sources:
        result[id(block)] = count
        if id(block) in partner:
            count = boxes = 0
        elif block.family != "frame":
            boxes += opens_box(block)
        elif boxes and closes_box(block):
            boxes -= 1
        else:
            count += 1
    return result


def opens_box(block: Block) -> bool:
    """Whether a `///` block starts with the Block."""
    return block.family == "title" and block.body.startswith("///")


def closes_box(block: Block) -> bool:
    """Whether a `///` block ends with the Block."""
    return block.family == "frame" and block.text.lstrip().startswith("///")


def runs(sources: tuple[Block, ...], chosen: Collection[int]) -> Iterator[Run]:
    """Runs of neighbouring chosen Blocks, with the frames between them."""
    group: list[Block] = []
    before: Block | None = None
    frames: list[Block] = []
    touches = False
    rows = Counter(block.line for block in sources if block.family == "cell")
    for block in (*sources, None):
        if block is not None and block.family == "frame":
            if group and closes_box(block) and not closing([*group, *frames], [block]):
                yield from whole_run(group, rows, (before, touches, None))
                group, before = [], group[-1]
            frames.append(block)
        elif block is not None and id(block) in chosen and block.family != "front":
            if not group:
                touches = newlines(frames[-1] if frames else before) == 1
            group += [*frames, block] if group else [block]
            frames = []
        else:
            yield from whole_run(group + closing(group, frames), rows, (before, touches, block))
            group, frames, before = [], [], block


def whole_run(group: list[Block], rows: Counter[int], around: tuple[Block | None, bool, Block | None]) -> Iterator[Run]:
    """The group as a Run, where anything of it can be added."""
    before, touches, after = around
    if whole := whole_rows(group, rows):
        yield Run(tuple(whole), before, touches, after)


def newlines(block: Block | None) -> int:
    """How many line ends stand behind the text of a Block."""
    return 0 if block is None else block.text[len(block.text.rstrip("\r\n \t>")) :].count("\n")


def closing(group: list[Block], frames: list[Block]) -> list[Block]:
    """The frames that end boxes which start in the group."""
    boxes = sum(map(opens_box, group)) - sum(map(closes_box, group))
    return [frame for frame in frames if closes_box(frame)][: max(boxes, 0)]


def whole_rows(group: list[Block], rows: Counter[int]) -> list[Block]:
    """The group without cells of a row that the translation has in part: they fit nowhere; `rows` counts cells per line."""
    here = Counter(block.line for block in group if block.family == "cell")
    whole = [block for block in group if block.family != "cell" or here[block.line] == rows[block.line]]
    return whole if any(block.family != "frame" for block in whole) else []


def last_of_run(found: PagePair, at: int, frames: int) -> int:
    """The Block after which something may be put: behind so many frames; the head of a Page and table rows stay whole."""
    targets = found.targets
    while at < 0 and at + 1 < len(targets) and targets[at + 1].family in ("frame", "front"):
        at += 1
    while frames and 0 <= at < len(targets) - 1 and targets[at + 1].family == "frame":
        at, frames = at + 1, frames - 1
    if at >= 0 and all(block.family in ("frame", "front") for block in targets[: at + 1]):
        while at + 1 < len(targets) and targets[at + 1].family in ("frame", "front"):
            at += 1
    while (
        at >= 0
        and at + 1 < len(targets)
        and targets[at + 1].line == targets[at].line
        and targets[at + 1].family == "cell"
    ):
        at += 1
    return at
