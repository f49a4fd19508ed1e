"""The verbs that write many Ledgers: adopt, resolve."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Sequence
from dataclasses import replace

from helpdesk.command import Context
from helpdesk.report import Finding, Report
from helpdesk.site import load as load_site
from helpdesk.translations.command import locales_of, slugs_of
from helpdesk.translations.ledger import Fault, Record, Side
from helpdesk.translations.pages import PagePair, faults_of, load
from helpdesk.translations.renamed import LeftBehind
from helpdesk.translations.sources import of_one_block
from helpdesk.translations.writing import accepted, merged, pairs_of, summed, written


def adopt(arguments: Namespace, context: Context) -> Report:
    """Accepts the Translations that have no Ledger: every pair that structure makes sure, copies left out.

    A Page that got another name takes the records along that it had under the old one, and no others.
    """
    site = load_site(context.project)
    reports = []
    wrong: list[Finding] = []
    for locale in locales_of(site, arguments.locale):
        left = LeftBehind(site, locale)
        for slug in slugs_of(site, arguments.pages, locale):
            if (site.root / site.ledger_path(slug, locale)).exists():
                continue
            found = load(site, slug, locale, left)
            if found.target.data is None or found.source.data is None:
                continue
            if faults := faults_of(found):
                wrong += faults
                continue
            context.progress(f"{locale} {slug}")
            if found.elsewhere:
                # What was accepted under the old name is all that anybody has accepted.
                reports.append(written(site, found, merged(found, {}), arguments))
                continue
            records = {
                id(entry): accepted(entry, None, "")
                for entry in pairs_of(found, copies=arguments.copies)
                if entry.target is not None and not entry.target.marked
            }
            if records:
                reports.append(written(site, found, merged(found, records), arguments))
    return summed(
        reports,
        wrong,
        "No Translation without a Ledger has text to accept; nothing to adopt.\n",
        dry_run=arguments.dry_run,
    )


def resolve(arguments: Namespace, context: Context) -> Report:
    """Settles conflicts in Ledgers: of each Block the record that fits the Page, else the one that makes it stale."""
    site = load_site(context.project)
    reports = []
    wrong: list[Finding] = []
    for locale in locales_of(site, arguments.locale):
        left = LeftBehind(site, locale)
        for slug in slugs_of(site, arguments.pages, locale):
            found = load(site, slug, locale, left)
            in_conflict = any(fault is Fault.CONFLICT for _line, fault in found.ledger.faults)
            if not in_conflict and found.state.fault is None:
                continue
            if faults := faults_of(found):
                wrong += faults
            else:
                reports.append(written(site, found, settled(found), arguments))
    return summed(reports, wrong, "No Ledger holds a merge conflict.\n", dry_run=arguments.dry_run)


def settled(found: PagePair) -> list[Record]:
    """One record per Block out of both sides of a merge.

    A record that a person accepted, source and translation exactly as the Page has them now, is kept as it is.
    Of two for one Block the other gives way; where neither fits, one stays and its Block is not fresh.
    """
    blocks = [(entry.source, entry.target) for entry in found.entries if entry.source and entry.target]
    pairs = {(source.family, source.digest[:8], target.digest) for source, target in blocks}
    sources = {(block.family, block.digest[:8]) for block in found.sources}
    targets = {block.digest for block in found.targets}

    def worth(record: Record) -> int:
        """How much of what was accepted the Page still has."""
        key = (record.family, record.source)
        return 3 if (*key, record.target) in pairs else 2 if record.target in targets else int(key in sources)

    lost: set[int] = set()
    for ours, theirs in rivals(found.ledger.records):
        worths = worth(ours), worth(theirs)
        if worths != (3, 3):
            lost.add(id(theirs if worths[0] >= worths[1] else ours))
    return [
        replace(record, side=None, conflict=0)
        for record in found.ledger.records
        if record.side is None or (not record.raw and id(record) not in lost)
    ]


def rivals(records: Sequence[Record]) -> Iterator[tuple[Record, Record]]:
    """Ours and theirs for the same Block, of every conflict."""
    conflicts: dict[int, dict[Side, list[Record]]] = {}
    for record in records:
        if record.side is not None and not record.raw:
            conflicts.setdefault(record.conflict, {side: [] for side in Side})[record.side].append(record)
    for sides in conflicts.values():
        ours, theirs = sides[Side.OURS], sides[Side.THEIRS]
        yield from ((ours[one], theirs[other]) for one, other in of_one_block(ours, theirs).items())
