"""The verbs that write a Translation: new, insert, fix. None of them removes a writer's text.

What new and insert copy from the source is marked as untranslated where it holds words (`blocks.untranslated`).
"""

from __future__ import annotations

import re
from argparse import Namespace
from collections.abc import Iterator, Sequence

from helpdesk import files
from helpdesk.command import CannotRun, Context
from helpdesk.patches import patch_of
from helpdesk.report import Report
from helpdesk.site import Site
from helpdesk.translations.copies import copied, with_missing
from helpdesk.translations.grade import MECHANICAL, WORDLESS, Grade, closed
from helpdesk.translations.missing import missing_of, told
from helpdesk.translations.pages import PagePair, load, uses_sane_lists
from helpdesk.translations.track import BlockState, Entry
from helpdesk.translations.writing import named, readable


def new(arguments: Namespace, context: Context) -> Report:
    """Starts a Translation as the source's text, marked: every Block of it is `untranslated` until somebody writes it."""
    site, spot, locale = named(arguments, context)
    found = readable(load(site, spot.slug, locale))
    if found.target.data is not None:
        raise CannotRun(
            f"{found.target.path}: The Translation exists already. "
            f"Add what it lacks with `helpdesk translations insert {spot.slug} --locale {locale}`."
        )
    if found.source.data is None:
        raise CannotRun(f'{found.source.path}: There is no source for "{spot.slug}".')
    return written(site, found, copied(found, sane_lists=uses_sane_lists(site)), arguments)


def written(site: Site, found: PagePair, text: str, arguments: Namespace) -> Report:
    """Writes the Translation and shows the patch; with `--dry-run` only shows it."""
    before = found.target.text
    if text == before:
        return Report(
            (), {"written": 0, "dry_run": arguments.dry_run}, {}, f"{found.target.path}: nothing to change.\n"
        )
    patch = patch_of(found.target.path, before if found.target.data is not None else None, text)
    if not arguments.dry_run:
        try:
            files.rewrite(site.root / found.target.path, text.encode(), found.target.data)
        except OSError as error:
            raise CannotRun(files.refused(found.target.path, error)) from error
    done = "would be written" if arguments.dry_run else "written"
    return Report(
        (), {"written": 1, "dry_run": arguments.dry_run}, {"patch": patch}, f"{patch}{found.target.path} {done}.\n"
    )


def insert(arguments: Namespace, context: Context) -> Report:
    """Adds the source's text of what is surely missing where it belongs; until it is translated it is `untranslated`.

    With a line of the source it adds what stands there and is not paired, also where that was unsure.
    """
    site, spot, locale = named(arguments, context)
    if spot.line and spot.locale not in ("", site.source.code):
        raise CannotRun(
            f"Give a line of the source, such as {site.page_path(spot.slug, site.source.code)}:{spot.line}."
        )
    found = started(site, spot.slug, locale)
    sane_lists = uses_sane_lists(site)
    missing = missing_of(found, line=spot.line, sane_lists=sane_lists)
    if spot.line and not (missing.chosen or missing.left):
        raise CannotRun(f"{found.source.path}:{spot.line}: On this line starts no text that {locale} lacks.")
    text = with_missing(found, {id(block) for block in missing.chosen}, sane_lists=sane_lists)
    report = written(site, found, text if missing.chosen else found.target.text, arguments)
    left = tuple(told(found, missing.left))
    return report._replace(findings=left, summary={**report.summary, "left": len(left)})


def started(site: Site, slug: str, locale: str) -> PagePair:
    """A Page with its Translation; raises CannotRun where there is none yet."""
    found = readable(load(site, slug, locale))
    if found.target.data is None:
        raise CannotRun(f"Start the Page first: `helpdesk translations new {slug} --locale {locale}`.")
    return found


def fix(arguments: Namespace, context: Context) -> Report:
    """Copies link targets, ids, images and code that changed in the source; words are left to people."""
    site, spot, locale = named(arguments, context)
    found = started(site, spot.slug, locale)
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
        newline = "\r\n" if "\r\n" in entry.target.text else "\n"
        return newline.join(indented(lines, entry.target.indent)) if same and not entry.target.quotes else None
    old, kinds = pieces_of(entry.record.text)
    now, kinds_now = pieces_of(entry.source.body)
    if kinds != kinds_now or entry.grade is None:
        return None
    changed = [(before, after) for before, after in zip(old, now, strict=True) if before != after]
    # With other words beside it, what stood elsewhere before has moved with its words.
    if not changed or (entry.grade is not Grade.MECHANICAL and any(after in old for _before, after in changed)):
        return None
    for before, after in changed:
        if body.count(before) != old.count(before) or changed.count((before, after)) != old.count(before):
            return None
    copies = dict(changed)
    # All at once: what one of them becomes may be what another was.
    return re.sub("|".join(map(re.escape, copies)), lambda match: copies[match[0]], body)


def pieces_of(body: str) -> tuple[list[str], list[str | None]]:
    """What of a body needs no words, in its order, and of which kind each piece is."""
    found = list(MECHANICAL.finditer(closed(body)))
    return [match[0] for match in found], [match.lastgroup for match in found]


def indented(lines: Sequence[str], indent: int) -> Iterator[str]:
    """The lines of a body, all but the first so far from the margin, those without text at it."""
    for at, line in enumerate(lines):
        yield " " * indent + line if at and line else line
