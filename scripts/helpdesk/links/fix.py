"""`helpdesk links fix`: writes the right target where there is only one, in all Locales, the source first."""

from __future__ import annotations

import re
from argparse import Namespace
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path
from typing import NamedTuple

from helpdesk import files
from helpdesk.command import Context
from helpdesk.links.external.addresses import OUTSIDE, absolute
from helpdesk.links.external.cache import permanent_moves
from helpdesk.links.findings import CHANGED, UNWRITABLE
from helpdesk.links.markdown.atlas import Atlas
from helpdesk.links.markdown.check import chosen
from helpdesk.links.markdown.inline import cleaned, markdown_text
from helpdesk.links.markdown.judge import Judge, Judgement, Reason
from helpdesk.links.markdown.pages import Reading, read_pages
from helpdesk.links.markdown.repair import Repair
from helpdesk.links.markup import attribute_text
from helpdesk.links.model import Link
from helpdesk.links.named import FILE, Address, addresses_of
from helpdesk.patches import patch_of
from helpdesk.report import Finding, Place, Report
from helpdesk.site import Site, load


class Change(NamedTuple):
    """New bytes for one written target."""

    file: str
    start: int
    end: int
    old: str
    new: str
    why: str
    place: Place


MOVED = "the address moved for good"
# What would end a target, or make something else of it, in Markdown or in an attribute without quotes.
ENCODED = {ord(sign): f"%{ord(sign):02X}" for sign in ' ()[]<>"`\\'}
HOST = re.compile(r"(?:https?:)?//[^/?#]*", re.IGNORECASE)
ENTITY = re.compile(r"&(?=(?:#[0-9]+|#x[0-9a-f]+|[0-9a-z]+);)", re.IGNORECASE)
WHY = {
    Reason.ADDRESS_LOCALE: "the address asked for one Locale",
    Reason.OTHER_LOCALE: "it led into another Locale",
    Reason.LETTERS: "letter case or Unicode form differed",
    Reason.ID: "the id was misspelt",
    Reason.TRANSLATED_ID: "the id was misspelt",
    Reason.PATH: "the path was misspelt",
    Reason.MARKDOWN_ADDRESS: "no site serves Markdown files",
    Reason.NAME: "the name was misspelt",
}


def fix(arguments: Namespace, context: Context) -> Report:
    """Finds the changes, shows them as one patch, and writes them unless it is a dry run."""
    site = load(context.project)
    reading = read_pages(site)
    addresses = addresses_of(site.root)
    wanted = chosen(site, reading, arguments)
    everywhere = not arguments.pages and not arguments.locale
    changes = [
        change for change in in_pages(site, reading, addresses) if wanted(change.place.locale, change.place.page)
    ]
    if everywhere:
        changes.extend(in_addresses(site, addresses))
    patch, findings = [], []
    by_file: dict[str, dict[int, Change]] = {}
    for change in changes:
        by_file.setdefault(change.file, {})[change.start] = change
    for in_file in by_file.values():
        shown, told = apply(site.root, [*in_file.values()], dry=arguments.dry_run)
        patch.append(shown)
        findings.extend(told)
    written = [finding.adds for finding in findings if "to" in finding.adds]
    return Report(tuple(findings), {"changes": len(written), "dry_run": bool(arguments.dry_run)}, {}, "".join(patch))


def in_pages(site: Site, reading: Reading, addresses: dict[str, Address]) -> Iterator[Change]:
    """What to change in Pages, in the order of the Locales."""
    atlas = Atlas(site, reading.pages)
    judge = Judge(atlas, reading.dialect, {name: address.url for name, address in addresses.items()})
    repair = Repair(atlas, [*addresses], reading.snippets)
    moves = permanent_moves(site.root)
    for page in reading.pages:
        for link in page.facts.links:
            judgement = judge.judge(page, link)
            new, why = moved(moves, link), MOVED
            if not new and judgement is not None and repair.is_sure(page, link, judgement):
                new, why = repair.suggestion(page, link, judgement), WHY.get(judgement.reason, "")
            if new and why and new != link.target:
                place = Place(page.path, link.line, link.column, page.locale, page.slug)
                yield Change(page.path, link.start, link.end, link.target, new_text(link, new, judgement), why, place)
        # What else a file that is put into many Pages should say depends on each of them.
        for file, link in page.facts.put_in:
            if new := moved(moves, link):
                place = Place(file, link.line, link.column, *site.place_of(file))
                yield Change(file, link.start, link.end, link.target, new_text(link, new, None), MOVED, place)


def moved(moves: Mapping[str, str], link: Link) -> str:
    """Where the Link's address moved for good; empty when it did not."""
    return moves.get(absolute(link.target), "") if OUTSIDE.match(link.target) else ""


def new_text(link: Link, new: str, judgement: Judgement | None) -> str:
    """The target in the form its place asks for."""
    if judgement is not None and judgement.reason is Reason.NAME:
        return new
    host = HOST.match(new)
    start = host.end() if host else 0
    bare = new[:start] + new[start:].translate(ENCODED)
    return escape(bare) if link.raw else ENTITY.sub("&amp;", bare)


def in_addresses(site: Site, addresses: dict[str, Address]) -> Iterator[Change]:
    """Named addresses that moved for good."""
    moves = permanent_moves(site.root)
    if not any(address.url in moves for address in addresses.values()):
        return
    text = files.read_text(site.root / FILE)
    lines = text.splitlines(keepends=True)
    for address in addresses.values():
        start = sum(map(len, lines[: address.line - 1])) + address.column - 1
        if address.url in moves and text.startswith(address.url, start):
            place = Place(FILE, address.line, address.column)
            end = start + len(address.url)
            yield Change(FILE, start, end, address.url, moves[address.url], MOVED, place)


def apply(root: Path, changes: list[Change], *, dry: bool) -> tuple[str, list[Finding]]:
    """Writes the changes of one file; gives them as a patch and as Findings."""
    file = changes[0].file
    try:
        before = files.read_text(root / file)
        after = before
        for change in sorted(changes, key=lambda each: each.start, reverse=True):
            if change.old not in readings(before[change.start : change.end]):
                return "", [UNWRITABLE.at(Place(file), reason="it changed while the command ran; run it again")]
            after = after[: change.start] + change.new + after[change.end :]
        if not dry:
            files.write_text(root / file, after)
    except (OSError, files.Unreadable) as error:
        return "", [UNWRITABLE.at(Place(file), reason=str(error))]
    return patch_of(file, before, after, around=0), [told(change) for change in changes]


def readings(written: str) -> tuple[str, ...]:
    """A target as it stands, as Markdown reads it and as HTML reads it."""
    return written, cleaned(written), attribute_text(written), markdown_text(written)


def told(change: Change) -> Finding:
    """One change as a note."""
    adds = {"target": change.old, "to": change.new}
    return CHANGED.at(change.place, adds, old=change.old, new=change.new, why=change.why)
