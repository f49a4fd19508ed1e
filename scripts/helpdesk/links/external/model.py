"""What the steps of the external check hand to each other."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Verdict(Enum):
    """What is known about an address outside the Site; the values are the words of the JSON."""

    OK = "ok"
    """A reader gets the page."""
    MOVED = "moved"
    """The page answers, but says for good that it lives at another address."""
    FRAGMENT = "fragment"
    """The page is there, the id behind the `#` is not."""
    SOFT404 = "soft404"
    """The server says all is well and shows a page that says the opposite."""
    BROKEN = "broken"
    """No reader gets the page. Only this Verdict fails a build."""
    TRANSIENT = "transient"
    """The server had trouble today; it becomes broken when that lasts for days."""
    BLOCKED = "blocked"
    """The server, or the rule against private addresses, lets no program look; a person must."""


class Problem(Enum):
    """Why no usable answer came; the values travel in the proxy's own status lines."""

    FORBIDDEN = "forbidden"
    """The address is private and nobody named it."""
    NO_HOST = "no-host"
    """The name service says that there is no such host."""
    NAME_SERVICE = "name-service"
    """The name service itself did not answer."""
    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    """There is no way through the network to this host."""
    TIMEOUT = "timeout"
    RESET = "reset"
    """The connection broke before the answer was complete."""
    GARBAGE = "garbage"
    """The answer is no HTTP."""
    BUSY = "busy"
    """Our own limit of connections to this host left no room in time."""
    TLS = "tls"
    """The certificate is not valid for this host, or the server speaks no TLS."""
    CHAIN = "chain"
    """The server leaves out a certificate that most browsers know where to find."""
    LOOP = "loop"
    """The redirects come back to where they have been."""
    TOO_MANY = "too-many"
    """More redirects than a browser follows."""
    BAD_REDIRECT = "bad-redirect"
    """A redirect that names no address of the web."""
    BAD_ADDRESS = "bad-address"
    """What is written is no address."""
    ENGINE = "engine"
    """LinkChecker gave no answer for this address."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one request may cost. Times in seconds, sizes in bytes."""

    connect: float = 8.0
    answer: float = 10.0
    """From the request to the last line of the answer's head."""
    body: float = 10.0
    """From the head to the end of the body."""
    head_bytes: int = 256 * 1024
    """What Chrome accepts."""
    page_bytes: int = 1024 * 1024
    """What LinkChecker parses; a tree of more would cost hundreds of megabytes."""
    body_bytes: int = 16 * 1024 * 1024
    """What goes through the proxy for one request, unpacked."""
    connections: int = 6
    """At one time to one host; what browsers allow themselves."""
    waits: tuple[float, ...] = (2.0, 2.0)
    """Before the second and the third attempt."""
    longest_wait: float = 30.0
    """However long a server asks us to wait."""
    threads: int = 24
    start: float = 20.0
    """What LinkChecker may take to load on a busy machine."""


@dataclass(frozen=True, slots=True)
class Hop:
    """One redirect: the status that asked for it and the address it led to."""

    status: int
    target: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What one attempt found out about one page, before anyone judges it."""

    url: str
    """As it was asked for, without fragment."""
    status: int = 0
    """Of the last response; 0 where there is none."""
    hops: tuple[Hop, ...] = ()
    problem: Problem | None = None
    detail: str = ""
    """The engine's own words, for people."""
    retry_after: float = 0.0
    """Seconds the server asks us to wait; 0 where it does not say."""
    anchors: frozenset[str] | None = None
    """Every id of the page; None where the page was not read or not read whole."""
    headers: tuple[tuple[str, str], ...] = ()
    """Those of the last response that help to judge; names in lower case."""
    suspect: str = ""
    """A heading or sentence that reads like an error page or a bot wall."""
    unread: bool = False
    """The body could not be read to its end."""
    landed_on_fragment: bool = False
    """The last redirect brought a fragment of its own, which replaces the one in the Link."""

    @property
    def final(self) -> str:
        """The address of the last response."""
        return self.hops[-1].target if self.hops else self.url

    def header(self, name: str) -> str:
        """The value of a header of the last response; empty where it has none."""
        return next((value for key, value in self.headers if key == name), "")


@dataclass(frozen=True, slots=True)
class Judgement:
    """The Verdict on one address and why."""

    verdict: Verdict
    reason: str = ""
    """A clause that follows "because" or a colon, in plain words."""
    to: str = ""
    """Where the page lives now, for `moved`."""
    safe: bool = False
    """Whether `links fix` may write `to` without asking."""
    retryable: bool = False
    """Whether another attempt in a moment may end differently."""
    suggestion: str = ""
    """The nearest id the page has, for `fragment`."""


@dataclass(frozen=True, slots=True)
class Result:
    """One address with its Verdict over all runs, as the cache keeps it."""

    url: str
    judgement: Judgement
    attempts: int = 1
    """Requests made in the run that judged it."""
    first_failed: str = ""
    """The day (ISO) on which an unbroken row of failures began; empty while all is well."""
    failures: int = 0
    """Runs in that row."""
    checked: float = 0.0
    """Seconds since 1970 of the run that judged it."""
    expires: float = 0.0
    """From when on it must be checked again."""
