"""`helpdesk links external`: the verb, its arguments, and the Report."""

from __future__ import annotations

import time
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from typing import TYPE_CHECKING

from helpdesk.command import Context, Verb
from helpdesk.report import Report

if TYPE_CHECKING:
    from datetime import date

    from helpdesk.links.external.check import Surroundings


def shard(text: str) -> tuple[int, int]:
    """`2/4` as numbers; raises ArgumentTypeError for anything that is no part of a whole."""
    number, slash, of = text.partition("/")
    if not (slash and text.isascii() and number.isdigit() and of.isdigit() and 1 <= int(number) <= int(of)):
        raise ArgumentTypeError(f"{text} is no shard. Write for example 2/4: the second of four.")
    return int(number), int(of)


def configure(parser: ArgumentParser) -> None:
    """What `external` takes."""
    parser.add_argument("--changed-since", metavar="REV", help="only links added since this git revision")
    parser.add_argument("--expired", action="store_true", help="ask only for what no earlier run still vouches for")
    parser.add_argument("--shard", metavar="N/M", type=shard, help="only the N-th of M parts, for several machines")
    parser.add_argument(
        "--allow-private",
        metavar="ADDRESS",
        action="append",
        default=[],
        help="a private host, address or network that may be asked, with a port if you like; may be repeated",
    )
    parser.add_argument("--all", action="store_true", help="list every address with its verdict, not only the findings")
    parser.add_argument(
        "--built", metavar="DIR", action="append", default=[], help="links in the HTML of this folder, not in Markdown"
    )


def external(arguments: Namespace, context: Context) -> Report:
    """Every Link that leaves the Site."""
    from helpdesk.links.external.check import Surroundings
    from helpdesk.links.external.ending import requests_as_interrupts

    with requests_as_interrupts():
        return report_of(arguments, context, Surroundings())


def report_of(arguments: Namespace, context: Context, around: Surroundings) -> Report:
    """Chooses the addresses, checks them, keeps what was found, and tells of it."""
    from helpdesk.links.external import cache as caches
    from helpdesk.links.external import changes, registry
    from helpdesk.links.external.addresses import in_shard
    from helpdesk.links.external.check import check
    from helpdesk.links.external.occurrences import external_links
    from helpdesk.links.external.report import Scope, about_files, told
    from helpdesk.links.external.settings import settings_of
    from helpdesk.site import load

    site = load(context.project)
    settings = settings_of(site, arguments.allow_private)
    known = registry.load(site.root)
    outside = external_links(site, known, arguments.built)
    links = outside.links
    if arguments.changed_since is not None:
        links = changes.only_added(links, changes.since(site.root, arguments.changed_since))
    if arguments.shard:
        links = {url: places for url, places in links.items() if in_shard(url, *arguments.shard)}
    now = around.clock.now()
    cache = caches.load(site.root, now)
    fresh = {url: found for url in links if (found := cache.results.get(url)) and found.expires > now}
    vouched = fresh if arguments.expired else {}
    outcome = check([url for url in links if url not in vouched], settings, cache, context, around)
    unwritten = ""
    try:
        caches.save(site.root, outcome.results, around.clock.now())
    except OSError as error:
        unwritten = error.strerror or str(error)
    scope = Scope(
        links=links,
        vouched=vouched,
        whole=not (arguments.changed_since or arguments.shard or outcome.interrupted),
        every=arguments.all,
        today=today(now),
    )
    troubles = [*outside.findings, *about_files(known, cache.complaint, unwritten)]
    return told(scope, outcome, known, troubles)


def today(now: float) -> date:
    """The day, in the time zone all machines share."""
    from datetime import UTC, datetime

    return datetime.fromtimestamp(now or time.time(), UTC).date()


VERB = Verb("Every link that leaves the Site, through LinkChecker", configure, external)
