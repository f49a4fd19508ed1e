"""From what came back to a Verdict: the rules that LinkChecker does not have, in one place."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

from helpdesk.links.external import redirects
from helpdesk.links.external.addresses import fragment_found, is_route
from helpdesk.links.external.model import Answer, Judgement, Problem, Verdict
from helpdesk.links.external.pages import is_html
from helpdesk.links.external.sight import SAW, SHELL, WALL

# Statuses that walls use against programs; 999 is LinkedIn's, 406 what Apache's filters say to agents they do not know.
WALLS = {401: "it asks who you are", 402: "it asks for money", 403: "it refuses programs", 406: "it refuses programs",
         407: "a proxy asks who you are", 429: "it limits requests", 451: "it is withheld by law here", 999: "it refuses programs"}  # fmt: skip
# Not the server's fault: it had no time, or wants the same request again.
PASSING = {408, 421, 423, 425}
REDIRECTING = {301, 302, 303, 307, 308}

PROBLEMS = {
    Problem.FORBIDDEN: (Verdict.BLOCKED, "it leads to a private address, which was not asked", False),
    Problem.NO_HOST: (Verdict.BROKEN, "there is no such host", False),
    Problem.NAME_SERVICE: (Verdict.TRANSIENT, "the name service did not answer", True),
    Problem.REFUSED: (Verdict.TRANSIENT, "the server refuses the connection", True),
    Problem.UNREACHABLE: (Verdict.TRANSIENT, "the network does not reach the server", True),
    Problem.TIMEOUT: (Verdict.TRANSIENT, "the server did not answer in time", True),
    Problem.RESET: (Verdict.TRANSIENT, "the connection broke", True),
    Problem.GARBAGE: (Verdict.TRANSIENT, "the answer is no HTTP", True),
    Problem.BUSY: (Verdict.TRANSIENT, "too many requests to this host were under way", True),
    Problem.TLS: (Verdict.BROKEN, "its certificate is not valid, so browsers warn against it", False),
    Problem.CHAIN: (
        Verdict.BLOCKED,
        "it leaves out a part of its certificate that most browsers find elsewhere",
        False,
    ),
    Problem.LOOP: (Verdict.BROKEN, "its redirects go round in a circle", False),
    Problem.TOO_MANY: (Verdict.BROKEN, "it has more redirects than a browser follows", False),
    Problem.BAD_REDIRECT: (Verdict.BROKEN, "it redirects to something that is no address of the web", False),
    Problem.BAD_ADDRESS: (Verdict.BROKEN, "it is no address a browser can open", False),
    Problem.ENGINE: (Verdict.TRANSIENT, "it could not be checked", True),
}
# Problems whose details help a writer: which address, what about the certificate.
TELLING = {Problem.FORBIDDEN, Problem.TLS, Problem.BAD_REDIRECT}


def judged(answer: Answer) -> Judgement:
    """The Verdict on a page as a whole, its fragments left aside."""
    if answer.problem:
        verdict, reason, retryable = PROBLEMS[answer.problem]
        if answer.problem in TELLING and answer.detail:
            reason = f"{reason} ({answer.detail})"
        return Judgement(verdict, reason, retryable=retryable)
    status = answer.status
    if status in WALLS:
        return Judgement(Verdict.BLOCKED, f"{WALLS[status]} (status {status})", retryable=status == 429)
    if answer.header(SAW) == WALL:
        return Judgement(Verdict.BLOCKED, f"it asks its visitors to prove that they are people (status {status})")
    if status in PASSING or status >= 500:
        return Judgement(Verdict.TRANSIENT, f"the server has trouble (status {status})", retryable=True)
    if status in REDIRECTING:
        return Judgement(Verdict.BROKEN, f"it redirects (status {status}) without saying where to")
    if status >= 400 or status in {305, 306}:
        return Judgement(Verdict.BROKEN, f"the server answers with status {status}")
    return judged_redirects(answer)


def judged_redirects(answer: Answer) -> Judgement:
    """The Verdict on a page that answered well, by the way there."""
    if redirects.leads_to_login(answer):
        return Judgement(Verdict.BLOCKED, f"it leads to a sign-in page, {answer.final}")
    if redirects.leads_to_error(answer):
        return Judgement(Verdict.SOFT404, f"it leads to the error page {answer.final}")
    if redirects.leads_home(answer):
        return Judgement(Verdict.SOFT404, f"it leads to the front page {answer.final}")
    run = redirects.permanent_run(answer.hops)
    if not run or same_page(answer.url, run[-1].target) or redirects.only_adds_locale(answer.url, run[-1].target):
        return Judgement(Verdict.OK)
    to = run[-1].target
    # Only an end that answered 200 is worth writing down: a 204 or 206 shows no reader a page.
    safe = answer.status == 200 and redirects.is_safe(answer.url, to, answer.final)
    return Judgement(Verdict.MOVED, to=to, safe=safe)


def same_page(one: str, other: str) -> bool:
    """Whether two addresses differ by their fragment alone."""
    return one == other.partition("#")[0]


def judged_fragment(page: Judgement, answer: Answer, fragment: str) -> Judgement:
    """The Verdict on a page and one fragment of it; without a list of ids the fragment gets the benefit of the doubt."""
    if page.verdict not in {Verdict.OK, Verdict.MOVED} or is_route(fragment) or answer.landed_on_fragment:
        return page
    if answer.anchors is None or fragment_found(fragment, answer.anchors):
        return replace(page, to=redirects.with_fragment(page.to, fragment)) if page.to else page
    # The fragments of a PDF or a text are no ids, and those of a page that a script makes are not there yet.
    if not is_html(answer.header("content-type")) or answer.header(SAW) == SHELL:
        return page
    return Judgement(Verdict.FRAGMENT, "the page has no such id", suggestion=nearest(fragment, answer.anchors))


def nearest(fragment: str, anchors: frozenset[str]) -> str:
    """The id most like the fragment; empty where none is."""
    from rapidfuzz import fuzz, process, utils

    found = process.extractOne(
        fragment, sorted(anchors), scorer=fuzz.ratio, processor=utils.default_process, score_cutoff=75
    )
    return str(found[0]) if found else ""


def has_sign_in_wall(url: str, hosts: tuple[str, ...]) -> bool:
    """Whether the address lies on a host, or below a domain, that is configured as one big sign-in page."""
    host = (urlsplit(url).hostname or "").lower()
    return any(host == wall or host.endswith(f".{wall}") for wall in hosts)
