"""The verbs that write the Ledger of a Page: accept, typo. Beside them only those in `ledgers` do."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable
from dataclasses import replace

from helpdesk import files
from helpdesk.blocks.untranslated import unmarked
from helpdesk.command import CannotRun, Context
from helpdesk.report import Finding, Place, Report
from helpdesk.site import Site
from helpdesk.site import load as load_site
from helpdesk.translations import findings, ledger
from helpdesk.translations.command import Spot, locales_of, one_locale, spot_of
from helpdesk.translations.ledger import Fault, Record
from helpdesk.translations.lines import goes_by_line, paired_lines
from helpdesk.translations.pages import PagePair, conflicts_of, load
from helpdesk.translations.pairing import paired_by_hand
from helpdesk.translations.track import BlockState, Entry, track

# Two are nearly always enough.
MOST_ROUNDS = 8
# What a person who accepts a whole Page vouches for; a copy of the source is only accepted by its line.
BY_PAGE = frozenset(
    (BlockState.FRESH, BlockState.STALE, BlockState.PERHAPS_DONE, BlockState.MOVED, BlockState.UNCONFIRMED)
)


def accept(arguments: Namespace, context: Context) -> Report:
    """Records that a Page, or the Block on a line, is up to date."""
    site, spot, locale = named(arguments, context)
    found = readable(load(site, spot.slug, locale))
    if found.target.data is None:
        raise CannotRun(f"{found.target.path}: There is no such Translation to accept.")
    reason = reason_of(arguments)
    if arguments.source:
        found, chosen = paired_by_hand(found, site, spot, arguments.source)
    elif spot.line:
        chosen = alike(found, entries_at(found, spot, site))
    else:
        found = settled(found, arguments, reason)
        chosen = pairs_of(found, copies=arguments.copies)
    records = {id(entry): accepted(entry, arguments, reason) for entry in chosen}
    left = [] if spot.line else [entry for entry in found.entries if entry.target and id(entry) not in records]
    count = take_marks_away(site, found, chosen, arguments)
    report = written(site, found, merged(found, records), arguments, kept=left)
    verb = "would be taken away" if arguments.dry_run else "taken away"
    said = f"{found.target.path}: {count} marks {verb}.\n" if count else ""
    return report._replace(summary={**report.summary, "marks": count}, text=said + report.text)


def settled(found: PagePair, arguments: Namespace, reason: str) -> PagePair:
    """The Page with the pairs that there are once it is accepted: what is sure then may make more of it sure."""
    before: list[Record] | None = None
    for _round in range(MOST_ROUNDS):
        chosen = pairs_of(found, copies=arguments.copies)
        records = merged(found, {id(entry): accepted(entry, arguments, reason) for entry in chosen})
        if records == before:
            break
        before = records
        found = replace(found, entries=tuple(track(found.sources, records, found.targets)))
    return found


def take_marks_away(site: Site, found: PagePair, chosen: Iterable[Entry], arguments: Namespace) -> int:
    """Takes the marks of these Blocks out of the Translation, no other byte; how many. The Ledger comes after it."""
    marked = {id(entry.target) for entry in chosen if entry.target and entry.target.marked}
    if marked and not arguments.dry_run:
        pieces = (unmarked(block) if id(block) in marked else block for block in found.targets)
        text = "".join(block.text for block in pieces)
        try:
            files.rewrite(site.root / found.target.path, text.encode(), found.target.data)
        except OSError as error:
            raise CannotRun(files.refused(found.target.path, error)) from error
    return len(marked)


def named(arguments: Namespace, context: Context) -> tuple[Site, Spot, str]:
    """The Site, the Page and the Locale of a verb's arguments."""
    site = load_site(context.project)
    spot = spot_of(site, arguments.page)
    return site, spot, one_locale(site, arguments, spot)


def readable(found: PagePair) -> PagePair:
    """The Page and its Translation as they were read; raises CannotRun where one cannot be read or has a conflict."""
    for file in (found.source, found.target, found.state):
        if file.fault is not None:
            place = file.fault.place
            raise CannotRun(f"{place.file}:{place.line}: {file.fault.message} {file.fault.help} Nothing was written.")
    if any(fault is Fault.CONFLICT for _line, fault in found.ledger.faults):
        line = next(line for line, fault in found.ledger.faults if fault is Fault.CONFLICT)
        raise CannotRun(
            f"{found.elsewhere or found.state.path}:{line}: The Ledger holds a merge conflict. "
            f"Run `helpdesk translations resolve {found.slug} --locale {found.locale}` first."
        )
    for fault in conflicts_of(found):
        where = f"{fault.place.file}:{fault.place.line}"
        raise CannotRun(f"{where}: {fault.message} Settle it first; nothing was written.")
    return found


def reason_of(arguments: Namespace) -> str:
    """The reason given; raises CannotRun where one is needed and missing, and for a check that there is not."""
    from helpdesk.translations.checks.kinds import CODES

    for check in getattr(arguments, "waive", ()):
        if check not in CODES:
            raise CannotRun(f'There is no check "{check}" to waive. Give one of: {", ".join(sorted(CODES))}.')
    reason = " ".join(arguments.reason.split())
    if (getattr(arguments, "waive", None) or getattr(arguments, "quiet_for_readers", False)) and not reason:
        raise CannotRun("Say why with --reason: nothing is waived without one.")
    return reason


def entries_at(found: PagePair, spot: Spot, site: Site) -> list[Entry]:
    """The pair on this line of the Translation, or of the source where its file was named."""
    at_source = spot.locale == site.source.code
    for entry in found.entries:
        block = entry.source if at_source else entry.target
        if block is None or entry.source is None or entry.target is None:
            continue
        if block.line <= spot.line < block.line + max(block.text.rstrip().count("\n") + 1, 1):
            return [other for other in found.entries if on_line(other, spot.line, at_source=at_source)]
    path = found.source.path if at_source else found.target.path
    raise CannotRun(f"{path}:{spot.line}: On this line starts no text that has a source and a translation.")


def alike(found: PagePair, chosen: list[Entry]) -> list[Entry]:
    """The pairs chosen and those that read the same on both sides: a record could not tell them apart."""
    keys = {key_of(entry) for entry in chosen}
    return [entry for entry in found.entries if entry.source and entry.target and key_of(entry) in keys]


def key_of(entry: Entry) -> tuple[str, str, str]:
    """What a record says of a pair."""
    source, target = entry.source, entry.target
    return entry.family, source.digest if source else "", target.digest if target else ""


def on_line(entry: Entry, line: int, *, at_source: bool) -> bool:
    """Whether a pair's Block covers the line; of a table row, every cell does."""
    block = entry.source if at_source else entry.target
    if block is None or entry.source is None or entry.target is None:
        return False
    return block.line <= line < block.line + max(block.text.rstrip().count("\n") + 1, 1)


def pairs_of(found: PagePair, *, copies: bool) -> list[Entry]:
    """What accepting a whole Page vouches for."""
    states = BY_PAGE | {BlockState.UNTRANSLATED} if copies else BY_PAGE
    return [entry for entry in found.entries if entry.state in states and entry.source and entry.target]


def accepted(entry: Entry, arguments: Namespace | None, reason: str) -> Record:
    """The record that makes this pair fresh; waivers of the record before it stay."""
    assert entry.source is not None
    assert entry.target is not None
    source, before = entry.source, entry.record
    waivers = dict(before.waivers) if before else {}
    quiet = before.quiet if before else ("", "")
    if arguments is not None:
        waivers.update(dict.fromkeys(getattr(arguments, "waive", ()), reason))
    if quiet[0] != source.digest[:8]:
        quiet = ("", "")
    extra = before.extra if before else ()
    digits = source.digest[:8]
    by_line = goes_by_line(source, entry.target)
    return Record(
        source.family,
        digits,
        source.body,
        entry.target.digest,
        tuple(sorted(waivers.items())),
        quiet,
        extra,
        paired_lines(source, entry.target) if by_line else (),
        digits if "\n" in source.body and not by_line else "",
    )


def merged(found: PagePair, records: dict[int, Record]) -> list[Record]:
    """The Ledger after these Blocks got new records: in the order of the Page, every other record as it was.

    Records whose Block is gone on both sides are dropped when a whole Page is written.
    """
    result: list[Record] = []
    used: set[int] = set()
    for entry in found.entries:
        if id(entry) in records:
            result.append(records[id(entry)])
        elif (entry.record is not None and entry.state is not BlockState.MISSING) or entry.record is not None:
            result.append(entry.record)
        if entry.record is not None:
            used.add(id(entry.record))
    return result


def written(
    site: Site, found: PagePair, records: list[Record], arguments: Namespace, kept: Iterable[Entry] = ()
) -> Report:
    """Writes the Ledger where it changes, and says so; with `--dry-run` only says so."""
    text = ledger.as_text(records)
    if found.ledger.loose:
        text = "\n".join(found.ledger.loose) + "\n\n" + text
    before = {record for record in found.ledger.records if record.trusted}
    new = sum(record not in before for record in records)
    changes = text.encode("utf-8", "surrogatepass") != (found.state.data or b"")
    if changes and not arguments.dry_run:
        save(site, found, text)
    verb = "would be" if arguments.dry_run else "were"
    done = f"{new} records {verb} written" if new else f"the records {verb} brought in line with the Page"
    said = f"{found.state.path}: {done}." if changes else f"{found.state.path}: nothing to change."
    remain: list[Finding] = []
    for entry in kept:
        block = entry.block
        place = Place(found.target.path, block.body_line, block.column, found.locale, found.slug)
        finding = findings.of_entry(entry, place, found.source.path)
        remain += [finding] if finding else []
    return Report(
        tuple(remain), {"written": max(new, 1) if changes else 0, "dry_run": arguments.dry_run}, {}, said + "\n"
    )


def save(site: Site, found: PagePair, text: str) -> None:
    """Writes the Ledger that was read; raises CannotRun where the disk refuses, and leaves the old file then."""
    path = found.state.path
    try:
        files.rewrite(site.root / path, text.encode("utf-8", "surrogatepass"), found.state.data)
    except OSError as error:
        raise CannotRun(files.refused(path, error)) from error


def typo(arguments: Namespace, context: Context) -> Report:
    """Records that an edit of the source needs no new translation, in one Locale or in all."""
    site = load_site(context.project)
    spot = spot_of(site, arguments.page)
    reason = reason_of(arguments)
    named_locale = arguments.locale or (spot.locale if spot.locale not in ("", site.source.code) else None)
    reports = []
    for locale in locales_of(site, [named_locale] if named_locale else None):
        found = load(site, spot.slug, locale)
        if found.state.data is None and not found.elsewhere:
            continue
        found = readable(found)
        at_source = spot.locale in ("", site.source.code)
        chosen = [
            entry
            for entry in found.entries
            if entry.state is BlockState.STALE
            and entry.source
            and entry.target
            and (not spot.line or on_line(entry, spot.line, at_source=at_source))
        ]
        records = {
            id(entry): quieted(entry, reason) if arguments.quiet_for_readers else accepted(entry, arguments, reason)
            for entry in chosen
        }
        if records:
            reports.append(written(site, found, merged(found, records), arguments))
    return summed(reports, [], "No translation waits for an edit here; nothing to change.\n", dry_run=arguments.dry_run)


def quieted(entry: Entry, reason: str) -> Record:
    """The record of a Block that stays stale, but of which readers get no notice until its source changes again."""
    assert entry.record is not None
    assert entry.source is not None
    return replace(entry.record, quiet=(entry.source.digest[:8], reason))


def summed(reports: list[Report], wrong: list[Finding], nothing: str, *, dry_run: bool) -> Report:
    """One Report out of those of many Ledgers."""
    count = sum(int(str(report.summary["written"])) for report in reports)
    text = "".join(report.text for report in reports) or ("" if wrong else nothing)
    return Report(tuple(wrong), {"written": count, "dry_run": dry_run}, {}, text)
