"""The verbs that write a Translation: new, insert, fix. None of them removes a writer's text."""

from __future__ import annotations

import re
from argparse import Namespace
from collections import Counter
from collections.abc import Iterator
from difflib import unified_diff

from helpdesk import files
from helpdesk.blocks import Block
from helpdesk.command import CannotRun, Context
from helpdesk.report import Report
from helpdesk.site import Site
from helpdesk.translations.grade import MECHANICAL, WORDLESS, Grade
from helpdesk.translations.pages import PagePair
from helpdesk.translations.track import BlockState, Entry
from helpdesk.translations.writing import named, readable

TOUCHING = re.compile(r" *(?:[*+-]|\d+\.) ")


def new(arguments: Namespace, context: Context) -> Report:
    """Starts a Translation as the source's text: every Block of it is `untranslated` until somebody writes it."""
    site, spot, locale = named(arguments, context)
    found = readable(site, spot.slug, locale)
    if found.target.data is not None:
        raise CannotRun(
            f"{found.target.path}: The Translation exists already. "
            f"Add what it lacks with `helpdesk translations insert {spot.slug} --locale {locale}`."
        )
    if found.source.data is None:
        raise CannotRun(f'{found.source.path}: There is no source for "{spot.slug}".')
    return written(site, found, found.source.text, arguments)


def written(site: Site, found: PagePair, text: str, arguments: Namespace) -> Report:
    """Writes the Translation and shows the patch; with `--dry-run` only shows it."""
    before = found.target.text
    if text == before:
        return Report((), {"written": 0}, {}, f"{found.target.path}: nothing to change.\n")
    patch = "\n".join(
        line.rstrip("\n")
        for line in unified_diff(
            before.splitlines(keepends=True),
            text.splitlines(keepends=True),
            found.target.path if before else "/dev/null",
            found.target.path,
        )
    )
    if not arguments.dry_run:
        if (site.root / found.target.path).exists() != (found.target.data is not None):
            raise CannotRun(f"{found.target.path}: Somebody else has just written this file. Nothing was changed.")
        try:
            files.write_text(site.root / found.target.path, text)
        except OSError as error:
            raise CannotRun(f"{found.target.path}: The file cannot be written ({error.strerror}).") from error
    done = "would be written" if arguments.dry_run else "written"
    return Report(
        (), {"written": 1, "dry_run": arguments.dry_run}, {"patch": patch}, f"{patch}\n{found.target.path} {done}.\n"
    )


def insert(arguments: Namespace, context: Context) -> Report:
    """Adds the source's text of every missing Block where it belongs; until it is translated it is `untranslated`."""
    site, spot, locale = named(arguments, context)
    found = readable(site, spot.slug, locale)
    if found.target.data is None:
        raise CannotRun(f"Start the Page first: `helpdesk translations new {spot.slug} --locale {locale}`.")
    return written(site, found, with_missing(found), arguments)


def with_missing(found: PagePair) -> str:
    """The Translation's text with copies of the missing Blocks."""
    after: dict[int, list[str]] = {}
    partner = {id(entry.source): entry.target for entry in found.entries if entry.source and entry.target}
    places = {id(block): at for at, block in enumerate(found.targets)}
    missing = {id(entry.source) for entry in found.entries if entry.source and not entry.target and not entry.joined}
    behind = -1
    for group, before in runs(found.sources, missing):
        anchor = partner.get(id(before)) if before is not None else None
        behind = places[id(anchor)] if anchor is not None else -1 if before is None else behind
        if group[0].family == "front" and (before is None or before.family != "front"):
            continue  # the Translation has no front matter to put it into
        after.setdefault(last_of_run(found, behind), []).append("".join(block.text for block in group))
    pieces = list(after.get(-1, []))
    for at, block in enumerate(found.targets):
        pieces.append(block.text)
        for piece in after.get(at, ()):
            joined_to(pieces, piece if piece.endswith("\n") or at + 1 == len(found.targets) else f"{piece}\n\n")
    return "".join(pieces)


def last_of_run(found: PagePair, at: int) -> int:
    """The Block after which something may be put: rows of a table stay whole, frames stay with what they close."""
    targets = found.targets
    while at + 1 < len(targets) and targets[at + 1].family in (("frame", "front") if at < 0 else ("frame",)):
        at += 1
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


def runs(sources: tuple[Block, ...], missing: set[int]) -> Iterator[tuple[list[Block], Block | None]]:
    """Runs of neighbouring missing Blocks, with the frames between them, and the tracked Block before each."""
    group: list[Block] = []
    before: Block | None = None
    frames: list[Block] = []
    for block in sources:
        if block.family == "frame":
            frames.append(block)
        elif id(block) in missing:
            group += [*frames, block] if group else [block]
            frames = []
        else:
            if group:
                yield whole_rows(group + closing(frames), sources), before
            group, frames, before = [], [], block
    if group:
        yield whole_rows(group + closing(frames), sources), before


def closing(frames: list[Block]) -> list[Block]:
    """The frames that end what came before them."""
    return [frame for frame in frames if frame.text.lstrip().startswith("///")]


def whole_rows(group: list[Block], sources: tuple[Block, ...]) -> list[Block]:
    """The group without cells of a row that the translation has in part: they fit nowhere."""
    rows = Counter(block.line for block in sources if block.family == "cell")
    here = Counter(block.line for block in group if block.family == "cell")
    return [block for block in group if block.family != "cell" or here[block.line] == rows[block.line]]


def joined_to(pieces: list[str], piece: str) -> None:
    """Adds a copy after what stands there: rows and items of a tight list touch, all else is parted by a blank line."""
    before = pieces[-1]
    text = before.rstrip("\n")
    last = text.rpartition("\n")[2]
    ends = before[len(text) :]
    rows = last.lstrip(" ").startswith("|") and piece.lstrip(" ").startswith("|")
    items = TOUCHING.match(last) and TOUCHING.match(piece) and not piece.endswith("\n\n")
    if text and (rows or items):
        pieces[-1:] = [text + "\n", piece.rstrip("\n") + (ends or "\n")]
    else:
        pieces += ["\n" * max(2 - len(ends), 0) if text else "", piece]


def fix(arguments: Namespace, context: Context) -> Report:
    """Copies link targets, ids, images and code that changed in the source; words are left to people."""
    site, spot, locale = named(arguments, context)
    found = readable(site, spot.slug, locale)
    text = "".join(fixed(found))
    return written(site, found, text, arguments)


def fixed(found: PagePair) -> Iterator[str]:
    """The Translation's slices, those that need no words brought up to date."""
    entries = {id(entry.target): entry for entry in found.entries if entry.target}
    for block in found.targets:
        entry = entries.get(id(block))
        body = mended(entry) if entry else None
        yield block.text if body is None else block.marker + body + block.tail


def mended(entry: Entry) -> str | None:
    """The translation's slice of the body with the source's mechanical edit made in it; None where that is not safe."""
    if entry.state is not BlockState.STALE or not entry.source or not entry.target or not entry.record:
        return None
    body = entry.target.text[entry.target.begin : entry.target.end]
    if entry.family in WORDLESS:
        same = " ".join(entry.target.body.split()) == " ".join(entry.record.text.split())
        lines = entry.source.body.split("\n")
        return ("\n" + " " * entry.target.indent).join(lines) if same and not entry.target.quotes else None
    old = [match[0] for match in MECHANICAL.finditer(entry.record.text)]
    now = [match[0] for match in MECHANICAL.finditer(entry.source.body)]
    if len(old) != len(now) or entry.grade is None:
        return None
    changed = [(before, after) for before, after in zip(old, now, strict=True) if before != after]
    for before, after in changed:
        if body.count(before) != old.count(before) or (
            old.count(before) > 1 and changed.count((before, after)) != old.count(before)
        ):
            return None
    for before, after in dict.fromkeys(changed):
        body = body.replace(before, after)
    return body if changed and entry.grade in (Grade.MECHANICAL, Grade.SMALL, Grade.WORDS) else None
