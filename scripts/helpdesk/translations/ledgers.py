"""The verbs that write many Ledgers: adopt, resolve."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace

from helpdesk.command import Context
from helpdesk.report import Finding, Report
from helpdesk.site import load as load_site
from helpdesk.translations.command import locales_of, slugs_of
from helpdesk.translations.ledger import Fault, Record
from helpdesk.translations.pages import PagePair, faults_of, load
from helpdesk.translations.writing import accepted, merged, pairs_of, summed, written


def adopt(arguments: Namespace, context: Context) -> Report:
    """Accepts the Translations that have no Ledger: every pair that structure makes sure, copies left out."""
    site = load_site(context.project)
    reports = []
    wrong: list[Finding] = []
    for locale in locales_of(site, arguments.locale):
        for slug in slugs_of(site, arguments.pages, locale):
            if (site.root / site.ledger_path(slug, locale)).exists():
                continue
            found = load(site, slug, locale)
            if found.target.data is None or found.source.data is None:
                continue
            if faults := faults_of(found):
                wrong += faults
                continue
            context.progress(f"{locale} {slug}")
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
        for slug in slugs_of(site, arguments.pages, locale):
            found = load(site, slug, locale)
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
    Any other that competes for its Block gives way; where none fits, the first stays and its Block is not fresh.
    """
    pairs = {(entry.source.family, entry.source.digest[:8], entry.target.digest)
             for entry in found.entries if entry.source and entry.target}  # fmt: skip
    fits = {(record.family, record.source, record.target) for record in found.ledger.records} & pairs
    taken_sources = {(family, source) for family, source, _target in fits}
    taken_targets = {target for _family, _source, target in fits}
    result: list[Record] = []
    seen: set[tuple[str, str, str]] = set()
    sources: set[tuple[str, str]] = set()
    targets: set[str] = set()
    for record in found.ledger.records:
        key = (record.family, record.source, record.target)
        if not record.target or record.trusted:
            result += [record] if record.trusted else []
            continue
        loses = key not in fits and (
            key[:2] in taken_sources or record.target in taken_targets or key[:2] in sources or record.target in targets
        )
        if key in seen or loses:
            continue
        seen.add(key)
        sources.add(key[:2])
        targets.add(record.target)
        result.append(replace(record, trusted=True))
    return result
