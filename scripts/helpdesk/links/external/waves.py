"""Attempts in waves: everything once, then only what may end differently, after the wait its server asks for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from helpdesk.links.external.addresses import interleaved
from helpdesk.links.external.engine import Engine, EngineFailed, EngineMissing, EngineStuck
from helpdesk.links.external.judge import judged
from helpdesk.links.external.model import Answer, Limits, Problem

# What browsers follow; LinkChecker gives up after ten, so longer ways are walked in two pieces.
MOST_REDIRECTS = 20
# Addresses due within this many seconds share one run of the engine, which costs a second to start.
TOGETHER = 3.0
# Engines in a row that answer nothing, and engines at all, in one wave; each costs a second or two.
MOST_IDLE = 4
MOST_STARTS = 16
LEFT_OUT = "LinkChecker left addresses out"


@dataclass(frozen=True, slots=True)
class Clock:
    """Time as an argument, so that tests need not wait."""

    now: Callable[[], float]
    sleep: Callable[[float], None]


@dataclass(slots=True)
class Waves:
    """One run over a set of addresses; what is known so far can be read at any time."""

    engine: Engine
    limits: Limits
    clock: Clock
    with_anchors: frozenset[str]
    """The addresses whose ids are wanted."""
    progress: Callable[[str], None]
    answers: dict[str, Answer] = field(default_factory=dict)
    """The latest Answer per address."""
    attempts: Counter[str] = field(default_factory=Counter)
    complaints: list[str] = field(default_factory=list)
    """What the engine failed at."""
    stop: Callable[[dict[str, Answer]], bool] = lambda _answers: False
    """Asked after the first wave: whether more attempts are of no use."""
    dead: bool = False
    """Whether the engine answered nothing at all in the last wave, so that another one is of no use."""
    started: dict[str, Answer] = field(default_factory=dict)
    """The first piece of a way with many redirects, by the address the second piece starts at."""

    def run(self, urls: Iterable[str]) -> None:
        """Checks the addresses until each has a final Answer or no attempt is left."""
        due = dict.fromkeys(urls, 0.0)
        first = True
        while due:
            ready = self.wait_for(due)
            self.wave(ready)
            for url in ready:
                del due[url]
            due.update(self.again(ready))
            if first and self.stop(self.answers):
                return
            first = False

    def wait_for(self, due: dict[str, float]) -> list[str]:
        """The addresses to ask next, when their time has come."""
        soon = min(due.values()) + TOGETHER
        ready = [url for url, moment in due.items() if moment <= soon]
        pause = max(due[url] for url in ready) - self.clock.now()
        if pause > 0:
            self.progress(f"waiting {pause:.0f} s before {len(ready)} more attempts")
            self.clock.sleep(pause)
        return ready

    def wave(self, ready: list[str]) -> None:
        """One attempt for each.

        What an engine that dies leaves over is asked in ever smaller parts, so that one bad address spoils no other.
        """
        self.attempts.update(url for url in ready if url not in self.started)
        parts = [dict.fromkeys(interleaved(ready))]
        complaint, hopeless = "", dict[str, None]()
        idle = starts = 0
        while parts and idle < MOST_IDLE and starts < MOST_STARTS:
            part = parts.pop(0)
            size, alone = len(part), len(part) == 1 and starts > 0
            failure = self.ask(part)
            complaint = str(failure or LEFT_OUT)
            starts += 1
            idle = idle + cost(failure) if len(part) == size else 0
            if cost(failure) >= MOST_IDLE:
                parts.append(part)
                break
            if alone:
                hopeless.update(part)
            elif part:
                rest = list(part)
                middle = (len(rest) + 1) // 2 if starts > 1 else len(rest)
                parts.extend(dict.fromkeys(half) for half in (rest[:middle], rest[middle:]) if half)
        for url in (*hopeless, *(url for part in parts for url in part)):
            self.take(Answer(url, problem=Problem.ENGINE, detail=complaint))
        self.dead = idle >= MOST_IDLE

    def ask(self, left: dict[str, None]) -> EngineFailed | None:
        """Runs the engine on what is left and takes away what it answers; gives back what it failed at."""
        number = len(left)
        anchored = self.with_anchors | frozenset(url for url in left if self.origin(url) in self.with_anchors)
        failure = None
        try:
            for answer in self.engine.answers(list(left), anchored):
                left.pop(answer.url, None)
                self.take(answer)
                self.progress(f"{number - len(left)} of {number} addresses asked")
        except EngineFailed as error:
            failure = error
        if left:
            self.complaints.extend({str(failure or LEFT_OUT)} - set(self.complaints))
        return failure

    def origin(self, url: str) -> str:
        """The address of the Link that led to this one."""
        return self.started[url].url if url in self.started else url

    def take(self, answer: Answer) -> None:
        """Keeps an Answer, joined with the first piece of its way where there is one."""
        if before := self.started.get(answer.url):
            answer = replace(answer, url=before.url, hops=before.hops + answer.hops)
        if answer.problem is Problem.TOO_MANY and has_circle(answer):
            answer = replace(answer, problem=Problem.LOOP)
        self.answers[answer.url] = answer

    def retries(self, answer: Answer) -> int:
        """How many more attempts an Answer is worth; one where we cannot wait as long as the server asks."""
        return 1 if answer.retry_after > self.limits.longest_wait else len(self.limits.waits)

    def again(self, asked: list[str]) -> dict[str, float]:
        """What to ask once more, and when."""
        result = {}
        for url in asked:
            origin = self.origin(url)
            self.started.pop(url, None)
            answer = self.answers[origin]
            if self.dead and answer.problem is Problem.ENGINE:
                continue
            if answer.problem is Problem.TOO_MANY and len(answer.hops) < MOST_REDIRECTS:
                self.started[answer.final] = answer
                result[answer.final] = self.clock.now()
            elif judged(answer).retryable and self.attempts[origin] <= self.retries(answer):
                wait = max(answer.retry_after, self.limits.waits[self.attempts[origin] - 1])
                result[origin] = self.clock.now() + min(wait, self.limits.longest_wait)
        return result


def cost(failure: EngineFailed | None) -> int:
    """How much of `MOST_IDLE` a start without an answer uses up: the slower it is, or the more certain, the more."""
    return (
        MOST_IDLE if isinstance(failure, EngineMissing) else MOST_IDLE // 2 if isinstance(failure, EngineStuck) else 1
    )


def has_circle(answer: Answer) -> bool:
    """Whether the redirects visit an address twice."""
    visited = [answer.url, *(hop.target for hop in answer.hops)]
    return len(set(visited)) < len(visited)
