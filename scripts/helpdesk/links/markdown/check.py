"""`helpdesk links`: what is wrong with the Links inside the Site, told from its Markdown."""

from __future__ import annotations

import time
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import NamedTuple

from helpdesk.command import CannotRun, Context
from helpdesk.links import findings as kinds
from helpdesk.links.address_locale import without_locale
from helpdesk.links.gather import Fault, findings_of, folded, rank
from helpdesk.links.markdown.atlas import Atlas
from helpdesk.links.markdown.evidence import evidence_of
from helpdesk.links.markdown.judge import Judge, Judgement, Reason
from helpdesk.links.markdown.pages import Reading, SitePage, read_pages
from helpdesk.links.markdown.repair import Repair
from helpdesk.links.markdown.unused import orphans, unused_pictures
from helpdesk.links.model import Link, Occurrence, Verdict
from helpdesk.links.named import FILE, Address, addresses_of
from helpdesk.report import Finding, Kind, Report
from helpdesk.site import Site, load

KINDS: dict[Reason, Kind] = {
    Reason.ID: kinds.NO_ANCHOR,
    Reason.TRANSLATED_ID: kinds.NO_TRANSLATED_ANCHOR,
    Reason.NAME: kinds.NO_NAME,
    Reason.SNIPPET: kinds.NO_SNIPPET,
    Reason.OTHER_LOCALE: kinds.WRONG_LOCALE,
    Reason.ADDRESS_LOCALE: kinds.ADDRESS_LOCALE,
    Reason.LETTERS: kinds.WRONG_CASE,
    Reason.ONE_LOCALE: kinds.ONE_LOCALE,
    Reason.MARKDOWN_ADDRESS: kinds.MARKDOWN_ADDRESS,
}


def check(arguments: Namespace, context: Context) -> Report:
    """The Report of the bare noun."""
    began = time.time_ns()
    site = load(context.project)
    whole = not (arguments.pages or arguments.locale or arguments.cold)
    reading = read_pages(site, cold=arguments.cold)
    evidence = evidence_of(site, began, reading.snippets.texts) if whole else None
    wanted = chosen(site, reading, arguments)
    atlas = Atlas(site, reading.pages)
    addresses = addresses_of(site.root)
    judge = Judge(atlas, reading.dialect, {name: address.url for name, address in addresses.items()})
    repair = Repair(atlas, [*addresses], reading.snippets)
    order = {locale.code: number for number, locale in enumerate((site.source, *site.translated))}
    found = [*reading.findings, *link_findings(wrong_links(reading, judge, wanted), judge, repair, order)]
    found.extend(findings_of(duplicates(reading, wanted), order))
    if not arguments.pages and not arguments.locale:
        found.extend(findings_of(named_faults(site, judge, addresses), order))
    found.extend(finding for finding in orphans(atlas, judge.used) if wanted(finding.place.locale, finding.place.page))
    if not arguments.pages:
        put_in = reading.snippets.texts.keys()
        pictures = unused_pictures(atlas, judge.used, put_in)
        found.extend(finding for finding in pictures if arguments.locale in (None, finding.place.locale))
    found.sort(key=lambda finding: (order.get(finding.place.locale, 99), finding.place.file, finding.place.line))
    links = sum(len(page.facts.links) for page in reading.pages)
    if any(finding.code == kinds.CACHE_REFUSED.code for finding in reading.findings):
        evidence = None
    return Report(tuple(found), {"pages": len(reading.pages), "links": links, **counts(found)}, evidence=evidence)


def counts(found: list[Finding]) -> dict[str, object]:
    """How many Findings there are of each Verdict."""
    verdicts = [str(finding.adds["verdict"]) for finding in found if "verdict" in finding.adds]
    return {verdict: verdicts.count(verdict) for verdict in sorted(set(verdicts))}


def chosen(site: Site, reading: Reading, arguments: Namespace) -> Callable[[str, str], bool]:
    """Whether a Page, given by Locale and Slug, is one of those the reader asked for.

    Raises CannotRun for a Locale or a Page that is not there, with the nearest that is.
    """
    codes = [locale.code for locale in site.locales]
    if arguments.locale is not None and arguments.locale not in codes:
        raise CannotRun(f"There is no Locale {arguments.locale}. Choose one of: {', '.join(codes)}.")
    pairs: set[tuple[str, str]] = set()
    for word in arguments.pages:
        path = word.replace("\\", "/").removeprefix("./").removeprefix(f"{site.root}/")
        named = {
            (page.locale, page.slug)
            for page in reading.pages
            if word in (page.slug, f"{page.slug}.md") or path == page.path
        }
        if not named:
            from helpdesk.links.suggest import Nearest

            near = Nearest(page.slug for page in reading.pages).to(word)
            raise CannotRun(f"There is no Page {word}.{f' Did you mean {near}?' if near else ''}")
        pairs |= named
    return lambda locale, slug: arguments.locale in (None, locale) and (not arguments.pages or (locale, slug) in pairs)


class Wrong(NamedTuple):
    """One Link that is not ok: no more than that, because a Site may have tens of thousands."""

    page: SitePage
    link: Link
    judgement: Judgement
    place: tuple[str, str, str] | None = None
    """File, Locale and Slug of the file that brings the Link into the Page; None for the Page itself."""

    @property
    def occurrence(self) -> Occurrence:
        """Where the Link stands."""
        page, link = self.page, self.link
        file, locale, slug = self.place or (page.path, page.locale, page.slug)
        return Occurrence(file, link.line, link.column, locale, slug, link.target)


def wrong_links(reading: Reading, judge: Judge, wanted: Callable[[str, str], bool]) -> list[list[Wrong]]:
    """The Links that are not ok, those of one Target together; every Page is judged, so that what it uses counts."""
    groups: dict[tuple[Verdict, str, Reason], list[Wrong]] = {}
    for page in reading.pages:
        report = wanted(page.locale, page.slug)
        for link in page.facts.links:
            judgement = judge.judge(page, link)
            if judgement is not None and report:
                key = judgement.verdict, judgement.target, judgement.reason
                groups.setdefault(key, []).append(Wrong(page, link, judgement))
        for file, link in page.facts.put_in:
            judgement = judge.judge(page, link)
            if judgement is not None and report:
                key = judgement.verdict, judgement.target, judgement.reason
                place = (file, *judge.site.place_of(file))
                groups.setdefault(key, []).append(Wrong(page, link, judgement, place))
    return list(groups.values())


def link_findings(
    groups: list[list[Wrong]], judge: Judge, repair: Repair, order: Mapping[str, int]
) -> Iterator[Finding]:
    """One Finding for each group; a group is taken out of the list, so that not all of both is in memory."""
    groups.reverse()
    while groups:
        group = groups.pop()
        if len(group) > 1:
            group.sort(key=lambda wrong: rank(wrong.occurrence, order))
        first = fault(group[0], judge, repair)
        places = [first.occurrence, *(wrong.occurrence for wrong in group[1:])]
        yield folded(first, list(dict.fromkeys(places)) if len(places) > 1 else places)


def fault(wrong: Wrong, judge: Judge, repair: Repair) -> Fault:
    """One wrong Link with the words to tell it."""
    page, link, judgement, _place = wrong
    kind = KINDS.get(judgement.reason) or (kinds.NO_PAGE if judgement.verdict is Verdict.NO_PAGE else kinds.NO_FILE)
    source = judge.atlas.source
    words = {"fragment": judgement.fragment, "source": source, "locale": page.locale or "this page"}
    if judgement.reason is Reason.ONE_LOCALE:
        words["file"] = f"{judge.site.folder(page.locale)}/{judgement.target}"
    elif judgement.reason is Reason.NAME:
        words["remedy"] = "Define it, or correct it."
    elif judgement.reason is Reason.TRANSLATED_ID and judgement.hit:
        file = f"{judge.site.docs_dir}/{judgement.hit.path}"
        words["remedy"] = f"Add {{ #{judgement.fragment} }} to its heading in {file}."
    elif judgement.reason is Reason.ADDRESS_LOCALE:
        words["remedy"] = "Use an address that serves every reader."
    suggestion = partial(repair.suggestion, page, link, judgement)
    return Fault(kind, judgement.verdict, judgement.target, wrong.occurrence, suggestion, words)


def duplicates(reading: Reading, wanted: Callable[[str, str], bool]) -> Iterator[Fault]:
    """Ids that stand twice on one Page."""
    for page in reading.pages:
        anchors = page.facts.anchors
        if len({anchor.id for anchor in anchors}) != len(anchors) and wanted(page.locale, page.slug):
            yield from duplicates_on(page)


def duplicates_on(page: SitePage) -> Iterator[Fault]:
    """Ids that stand twice on this Page."""
    places: dict[str, list[Occurrence]] = {}
    for anchor in page.facts.anchors:
        place = Occurrence(page.path, anchor.line, anchor.column, page.locale, page.slug, anchor.id)
        places.setdefault(anchor.id, []).append(place)
    for name, listed in places.items():
        for place in listed[1:]:
            words = {"id": name, "first": str(listed[0].line)}
            yield Fault(kinds.DUPLICATE_ID, Verdict.DUPLICATE_ID, f"{page.slug}.md#{name}", place, str, words)


def named_faults(site: Site, judge: Judge, addresses: Mapping[str, Address]) -> Iterator[Fault]:
    """Named addresses that ask for one Locale, though all Locales use them."""
    for address in addresses.values() if site.is_multilingual else ():
        better = without_locale(address.url, "", judge.languages)
        if better is not None:
            place = Occurrence(FILE, address.line, address.column, written=address.url)
            words = {"remedy": "Use an address that serves every reader."}
            right = partial(str, "" if better == address.url else better)
            yield Fault(kinds.ADDRESS_LOCALE, Verdict.WRONG_LOCALE, address.url, place, right, words)
