"""`helpdesk pages`: what is wrong with each Page by itself; `helpdesk pages fix` mends what needs no thought."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from datetime import UTC, date, datetime

from helpdesk.command import CannotRun, Context, Verb
from helpdesk.pages.read import Asked, findings_of
from helpdesk.report import Report
from helpdesk.site import Site, load


def today() -> date:
    """The day by which `verified` is judged: SOURCE_DATE_EPOCH (reproducible-builds.org) where it is set."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return (datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else datetime.now(UTC)).date()


def configure(parser: ArgumentParser) -> None:
    """Which Pages to look at."""
    parser.add_argument("pages", nargs="*", metavar="PAGE", help="Slugs of the Pages to report (default: all)")
    parser.add_argument("--locale", help="report this Locale only")
    parser.add_argument("--no-spelling", action="store_true", help="look no words up in dictionaries")
    parser.add_argument("--on", metavar="DATE", type=day, help="judge `verified` as on this day (default: today)")


def day(text: str) -> date:
    """A date such as 2026-11-22."""
    return date.fromisoformat(text)


def asked(arguments: Namespace, site: Site) -> Asked:
    """What the arguments name; raises CannotRun for a Locale or a Page that is not there."""
    codes = [locale.code for locale in site.locales]
    if arguments.locale is not None and arguments.locale not in codes:
        raise CannotRun(f'There is no Locale "{arguments.locale}". mkdocs.yml declares: {", ".join(codes)}.')
    slugs = [slug.removesuffix(".md") for slug in arguments.pages]
    known = {slug for code in codes for slug in site.slugs(code)}
    for slug in slugs:
        if slug not in known:
            raise CannotRun(f'There is no Page "{slug}". Give a path below a Locale\'s folder, without ".md".')
    return Asked(arguments.locale, frozenset(slugs), spelling=not getattr(arguments, "no_spelling", True))


def read(arguments: Namespace, context: Context) -> Report:
    """Every Finding about the Pages asked for, and per Locale how many Pages there are and how they read."""
    site = load(context.project)
    return findings_of(site, asked(arguments, site), arguments.on or today(), context.progress)


def configure_fix(parser: ArgumentParser) -> None:
    """Which Pages to mend."""
    parser.add_argument("pages", nargs="*", metavar="PAGE", help="Slugs of the Pages to mend (default: all)")
    parser.add_argument("--locale", help="mend this Locale only")
    parser.add_argument("--dry-run", action="store_true", help="show the patch and write nothing")


def fix(arguments: Namespace, context: Context) -> Report:
    """Writes ids and typography that need no thought; the text of the Report is the patch."""
    from helpdesk.files import write_text
    from helpdesk.pages.mend import mended, patch

    site = load(context.project)
    changes, findings = mended(site, asked(arguments, site))
    for change in changes:
        if not arguments.dry_run:
            write_text(site.root / change.path, change.after)
    verb = "Would change" if arguments.dry_run else "Changed"
    done = f"{verb} {len(changes)} {'Page' if len(changes) == 1 else 'Pages'}."
    text = "".join(patch(change) for change in changes) + done
    return Report(findings, {"changed": [change.path for change in changes]}, text=text)


VERBS = {
    "": Verb("Front matter, heading ids and plain language of every Page", configure, read),
    "fix": Verb("Write the ids Translations lack and the typography of each language", configure_fix, fix),
}
