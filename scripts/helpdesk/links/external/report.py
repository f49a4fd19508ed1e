"""What the external check tells: one Finding per address, the known failures, and what went wrong with the run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from helpdesk.formats import harmless
from helpdesk.links.external import cache as caches
from helpdesk.links.external import findings as kinds
from helpdesk.links.external.check import Outcome
from helpdesk.links.external.model import Result, Verdict
from helpdesk.links.external.registry import FILE, Known, Registry
from helpdesk.links.model import Occurrence
from helpdesk.report import Finding, Place, Report
from helpdesk.site import CONFIGURATION


@dataclass(frozen=True, slots=True)
class Scope:
    """What this run was about."""

    links: Mapping[str, tuple[Occurrence, ...]]
    vouched: Mapping[str, Result]
    """What earlier runs found out and still holds."""
    whole: bool
    """Whether all addresses of the Site were looked at, so that what covers none of them covers nothing."""
    every: bool
    """Whether `--all` was given."""
    today: date


def told(scope: Scope, outcome: Outcome, registry: Registry, troubles: list[Finding]) -> Report:
    """The Report of one run; `troubles` are what stood in its way before it began or after it ended."""
    results = {**scope.vouched, **outcome.results}
    ordered = {url: results[url] for url in scope.links if url in results}
    counts = Counter(result.judgement.verdict.value for result in ordered.values())
    findings = [
        *troubles,
        *about_run(scope, outcome),
        *about_links(scope, ordered, registry),
        *about_known(scope, ordered, registry),
    ]
    summary = {
        "links": len(scope.links),
        "checked": len(outcome.results),
        "verdicts": {verdict.value: counts[verdict.value] for verdict in Verdict},
    }
    listed = {url: found for url in scope.links if (found := results.get(url) or outcome.unknown.get(url))}
    links = [as_json(result, scope.links[url]) for url, result in listed.items()] if scope.every else None
    return Report(
        tuple(findings),
        summary,
        {"links": links} if links is not None else {},
        text=listing(listed) if scope.every else summed(scope, outcome),
        interrupted=outcome.interrupted,
    )


def about_files(registry: Registry, refused: str, unwritten: str) -> Iterator[Finding]:
    """What was wrong with `i18n/links.yml` and the cache."""
    if registry.complaint:
        yield kinds.REGISTRY_UNREADABLE.at(Place(FILE, registry.line), reason=registry.complaint)
    if refused:
        yield kinds.CACHE_IGNORED.at(Place(caches.FILE), reason=refused)
    if unwritten:
        yield kinds.CACHE_UNWRITTEN.at(Place(caches.FILE), reason=unwritten)


def about_run(scope: Scope, outcome: Outcome) -> Iterator[Finding]:
    """What went wrong with the run itself, each once."""
    place = Place(CONFIGURATION)
    if outcome.offline:
        yield kinds.NO_NETWORK.at(place, number=len(outcome.offline))
    if outcome.unasked:
        complaint = "; ".join(outcome.complaints) or "LinkChecker left addresses out"
        yield kinds.ENGINE_FAILED.at(place, complaint=complaint.rstrip("."), number=len(outcome.unasked))
    if outcome.interrupted:
        missing = len(scope.links) - len(outcome.results) - len(scope.vouched)
        yield kinds.INTERRUPTED.at(place, number=missing)


def about_links(scope: Scope, results: Mapping[str, Result], registry: Registry) -> Iterator[Finding]:
    """One Finding per address that is not well and that no known failure covers."""
    for url, result in results.items():
        verdict = result.judgement.verdict
        if verdict is not Verdict.OK and not any(
            counts(entry, scope.today) and entry.covers(url, verdict) for entry in registry.known
        ):
            yield finding(result, scope.links[url])


def counts(entry: Known, today: date) -> bool:
    """Whether an entry is complete and has not run out."""
    return entry.is_whole and entry.expires is not None and entry.expires >= today


def finding(result: Result, places: tuple[Occurrence, ...]) -> Finding:
    """The Finding for one address, at the place where it is mended."""
    judgement, first = result.judgement, places[0]
    ids = (
        f'Did you mean "#{judgement.suggestion}"?'
        if judgement.suggestion
        else "Leave the part behind the # out, or find the new id."
    )
    return kinds.BY_VERDICT[judgement.verdict].at(
        Place(first.file, first.line, first.column, first.locale, first.page),
        {**as_json(result, places), "target": result.url, "suggestion": judgement.to or judgement.suggestion},
        url=result.url if len(result.url) < 300 else f"{result.url[:200]}…",
        reason=judgement.reason,
        to=judgement.to,
        safe=" `helpdesk links fix` does it." if judgement.safe else " Look at it first.",
        suggestion=ids,
        first_failed=result.first_failed,
    )


def as_json(result: Result, places: tuple[Occurrence, ...]) -> dict[str, object]:
    """One address with its Verdict, as `--all` and every Finding have it."""
    return {
        "url": result.url,
        "verdict": result.judgement.verdict.value,
        "to": result.judgement.to or None,
        "reason": result.judgement.reason,
        "attempts": result.attempts,
        "first_failed": result.first_failed or None,
        "occurrences": [place.as_json() for place in places],
    }


def about_known(scope: Scope, results: Mapping[str, Result], registry: Registry) -> Iterator[Finding]:
    """The known failures that have run out, cover nothing, or lack something."""
    for entry in registry.known:
        place = Place(FILE, entry.line)
        url = entry.url or "without address"
        if entry.lacks:
            yield kinds.KNOWN_INCOMPLETE.at(place, url=url, keys=" and ".join(entry.lacks))
        elif entry.unknown_verdict:
            yield kinds.KNOWN_UNCLEAR.at(place, url=url, verdict=entry.unknown_verdict)
        elif not scope.whole:
            continue
        elif entry.expires is not None and entry.expires < scope.today:
            yield kinds.KNOWN_EXPIRED.at(place, url=url, expires=entry.expires.isoformat())
        elif not any(
            entry.covers(found, result.judgement.verdict)
            for found, result in results.items()
            if result.judgement.verdict is not Verdict.OK
        ):
            linked = any(entry.covers(found, entry.verdict or Verdict.OK) for found in scope.links)
            if linked and not any(entry.covers(found, entry.verdict or Verdict.OK) for found in results):
                continue  # it could not be checked this time
            reason = "the link works, or fails in another way" if linked else "no Page has this link"
            yield kinds.KNOWN_UNUSED.at(place, url=url, reason=reason)


def listing(results: Mapping[str, Result]) -> str:
    """Every address with its Verdict, for people."""
    return "\n".join(
        f"{result.judgement.verdict.value:9} {harmless(url)}{' -> ' + result.judgement.to if result.judgement.to else ''}"
        for url, result in results.items()
    )


def summed(scope: Scope, outcome: Outcome) -> str:
    """One line on how much was looked at."""
    return f"{len(scope.links)} external links, {len(outcome.results)} asked for now."
