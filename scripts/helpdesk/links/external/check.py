"""The external check from beginning to end: which addresses, what came back, what it means, what is kept."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from helpdesk import __version__
from helpdesk.command import Context
from helpdesk.links.external import cache as caches
from helpdesk.links.external import judge, soft404
from helpdesk.links.external.addresses import NoAddress, is_route, request_form, split_fragment
from helpdesk.links.external.cache import Cache
from helpdesk.links.external.closer import Closer
from helpdesk.links.external.connect import Connector
from helpdesk.links.external.engine import Engine, LinkChecker
from helpdesk.links.external.model import Answer, Judgement, Limits, Problem, Result, Verdict
from helpdesk.links.external.offline import NO_WAY_OUT, Network, lost_hosts
from helpdesk.links.external.pages import Fetcher
from helpdesk.links.external.proxy import Proxy
from helpdesk.links.external.settings import Settings
from helpdesk.links.external.waves import Clock, Waves

AGENT = (
    f"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 "
    f"helpdesk-links/{__version__}"
)
# RFC 2606 keeps these for texts like ours; nobody is misled when nothing is there.
PLACEHOLDER = re.compile(r"(?:^|\.)example(?:\.(?:com|org|net|edu))?$")


@dataclass(frozen=True, slots=True)
class Plan:
    """The addresses of one run, by what can be done about them."""

    requests: Mapping[str, tuple[str, str]]
    """What to ask for, and the fragment, by address as it is written."""
    settled: Mapping[str, Judgement]
    """Addresses that need no request."""

    @property
    def with_anchors(self) -> frozenset[str]:
        """The pages whose ids somebody links to."""
        return frozenset(page for page, fragment in self.requests.values() if fragment and not is_route(fragment))


@dataclass(slots=True)
class Outcome:
    """What one run found out; readable also when it was interrupted."""

    results: dict[str, Result] = field(default_factory=dict)
    offline: list[str] = field(default_factory=list)
    """Addresses that nobody could reach because there is no network."""
    complaints: list[str] = field(default_factory=list)
    """What the engine failed at."""
    unasked: list[str] = field(default_factory=list)
    """Addresses the engine gave no answer for."""
    unknown: dict[str, Result] = field(default_factory=dict)
    """The two above as `--all` lists them; never kept, for they say nothing about the address."""
    interrupted: bool = False
    refused: list[str] = field(default_factory=list)
    """Forbidden hosts that something led to."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a test replaces: limits, time, the engine, the network's existence."""

    limits: Limits = field(default_factory=Limits)
    clock: Clock = field(default_factory=lambda: Clock(time.time, time.sleep))
    engine: Callable[[Proxy], Engine] | None = None
    network: Network = field(default_factory=Network)


def planned(urls: list[str], settings: Settings) -> Plan:
    """What to do about each address."""
    requests, settled = {}, {}
    for url in urls:
        try:
            page = request_form(url)
        except NoAddress as error:
            verdict, reason, _again = judge.PROBLEMS[Problem.BAD_ADDRESS]
            settled[url] = Judgement(verdict, f"{reason} ({error})")
            continue
        wall = judge.has_sign_in_wall(page, settings.sign_in)
        requests[url] = (page, "" if wall else split_fragment(url.strip())[1])
    return Plan(requests, settled)


def check(urls: list[str], settings: Settings, cache: Cache, context: Context, around: Surroundings) -> Outcome:
    """Asks for every address and judges what came back; an interrupt from the keyboard ends it early, with what is known."""
    plan, outcome = planned(urls, settings), Outcome()
    connector = Connector(settings.allowance, around.limits)
    pretenders: dict[str, Judgement] = {}
    with Proxy(connector, AGENT) as proxy:
        waves = Waves(
            engine=engine_of(proxy, around),
            limits=around.limits,
            clock=around.clock,
            with_anchors=plan.with_anchors,
            progress=context.progress,
            stop=lambda answers: bool(lost_hosts(answers.values(), connector, around.network)),
        )
        try:
            waves.run(dict.fromkeys(page for page, _fragment in plan.requests.values()))
            pretenders.update(looked_closer(waves, proxy, context, around.limits))
        except KeyboardInterrupt:
            outcome.interrupted = True
    outcome.complaints, outcome.refused = waves.complaints, connector.refused
    lost = lost_hosts(waves.answers.values(), connector, around.network)
    judge_all(outcome, plan, waves, pretenders, Judging(settings, cache, around.clock.now(), lost))
    return outcome


def engine_of(proxy: Proxy, around: Surroundings) -> Engine:
    """LinkChecker, unless a test brings another engine."""
    if around.engine:
        return around.engine(proxy)
    return LinkChecker(proxy.address, around.limits, AGENT, soft404.SUSPECTS, proxy.may_hurry)


def looked_closer(waves: Waves, proxy: Proxy, context: Context, limits: Limits) -> dict[str, Judgement]:
    """Adds the ids that are lacking and finds the pages that pretend to be well."""
    quick = Fetcher(proxy.address, replace(limits, body_bytes=limits.page_bytes))
    closer = Closer(quick, Fetcher(proxy.address, limits), context.progress)
    waves.answers.update(closer.with_ids(waves.answers, waves.with_anchors))
    well = {Verdict.OK, Verdict.MOVED}
    return closer.pretenders(answer for answer in waves.answers.values() if judge.judged(answer).verdict in well)


@dataclass(frozen=True, slots=True)
class Judging:
    """What a Verdict depends on besides the answer."""

    settings: Settings
    cache: Cache
    now: float
    lost: frozenset[str]
    """Hosts that say nothing because there is no network."""


def judge_all(
    outcome: Outcome, plan: Plan, waves: Waves, pretenders: Mapping[str, Judgement], judging: Judging
) -> None:
    """Puts a Result for every address that has an answer into the outcome."""
    for url, judgement in plan.settled.items():
        outcome.results[url] = caches.aged(
            url, judgement, judging.cache.results.get(url), judging.now, judging.settings.patience
        )
    for url, (page, fragment) in plan.requests.items():
        answer = waves.answers.get(page)
        if answer is None:
            continue
        if answer.problem is Problem.ENGINE:
            outcome.unasked.append(url)
            outcome.unknown[url] = Result(url, judge.judged(answer), waves.attempts[page])
        elif answer.problem in NO_WAY_OUT and urlsplit(answer.final).hostname in judging.lost:
            outcome.offline.append(url)
            outcome.unknown[url] = Result(
                url, Judgement(Verdict.TRANSIENT, "there is no network"), waves.attempts[page]
            )
        else:
            judgement = judged(answer, fragment, pretenders.get(page), judging.settings)
            before = judging.cache.results.get(url)
            result = caches.aged(url, judgement, before, judging.now, judging.settings.patience)
            outcome.results[url] = replace(result, attempts=waves.attempts[page])


def judged(answer: Answer, fragment: str, pretender: Judgement | None, settings: Settings) -> Judgement:
    """The Verdict on one address: page, disguise, fragment, and the rule for hosts that are one big sign-in page."""
    page = judge.judged(answer)
    if judge.has_sign_in_wall(answer.url, settings.sign_in):
        return page if page.verdict in {Verdict.BROKEN, Verdict.TRANSIENT} else Judgement(Verdict.OK)
    if PLACEHOLDER.search(urlsplit(answer.url).hostname or ""):
        return Judgement(Verdict.OK, "the host is kept for examples")
    return pretender or judge.judged_fragment(page, answer, fragment)
