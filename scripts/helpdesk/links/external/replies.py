"""What the proxy tells an engine: a server's answer in a form that any client understands, or which Problem kept it away."""

from __future__ import annotations

import re
from urllib.parse import quote, urljoin, urlsplit

from helpdesk.links.external import exchange
from helpdesk.links.external.addresses import request_form, split_fragment
from helpdesk.links.external.connect import Failed
from helpdesk.links.external.model import Problem
from helpdesk.links.external.sight import SAW
from helpdesk.links.external.veil import lane_of, unveiled, veiled

# A status no server may use; the reason says which Problem it was.
OWN_STATUS = 599
OWN_REASON = "helpdesk:"
REDIRECTS = {301, 302, 303, 307, 308}
# What an engine needs to know, and no more.
PASSED_ON = {"content-type", "set-cookie", "retry-after", "server"}
SAFE_FRAGMENT = "/%:@!$&'()*+,;=~-._?[]|"
# Python's HTTP library, which LinkChecker uses, refuses a response with more than a hundred headers.
MOST_HEADERS = 80
# Said by us, so that the engine does not pause between requests to a server that somebody named.
NO_PAUSE = "LinkChecker: 1\r\n"


def own_answer(failure: Failed) -> bytes:
    """A response that says which Problem kept the server's own answer away."""
    text = quote(failure.detail, safe=" :,.()'/") or "-"
    return (
        f"HTTP/1.1 {OWN_STATUS} {OWN_REASON}{failure.problem.value} {text[:160]}\r\n"
        "Content-Length: 0\r\nConnection: close\r\n\r\n"
    ).encode()


def passed_on(head: exchange.Head, asked: str, *, pause: bool, body: bool = False, saw: str = "") -> bytes:
    """The head an engine gets that asked for this veiled address: few headers, a location any client understands.

    Raises Failed for a redirect that leads nowhere.
    """
    lines = [f"HTTP/1.1 {head.status} {printable(head.reason)}\r\n", "" if pause else NO_PAUSE]
    if saw:
        lines.append(f"{SAW.title()}: {saw}\r\n")
    if head.status in REDIRECTS and (value := head.header("location").strip()):
        lines.append(f"Location: {location(asked, value)}\r\n")
    kept = [
        (name, cookie(value) if name == "set-cookie" else value) for name, value in head.headers if name in PASSED_ON
    ]
    lines.extend(f"{name.title()}: {value}\r\n" for name, value in kept[:MOST_HEADERS])
    lines.append("Transfer-Encoding: chunked\r\n" if body else "Content-Length: 0\r\n")
    return ("".join(lines) + "Connection: close\r\n\r\n").encode("latin-1", "replace")


def printable(reason: str) -> str:
    """A reason phrase that cannot be taken for one of ours."""
    return reason.encode("ascii", "replace").decode().replace(OWN_REASON, "") or "-"


def location(asked: str, value: str) -> str:
    """The address of a redirect as browsers make it, under its veil, in the same lane while it stays at the same server.

    Raises Failed for what is no address of the web, over which LinkChecker stumbles.
    """
    try:
        url = unveiled(asked)
        target, fragment = split_fragment(urljoin(url, as_browsers_read(value)))
        target = request_form(target)
    except ValueError as error:
        raise Failed(Problem.BAD_REDIRECT, value) from error
    stays = urlsplit(target)[:2] == urlsplit(url)[:2]
    shown = veiled(target, lane_of(asked) if stays else "")
    return f"{shown}#{quote(fragment, safe=SAFE_FRAGMENT)}" if fragment else shown


def as_browsers_read(value: str) -> str:
    """A redirect's value with the slashes that browsers see in backslashes, and two of them where more stand before a host."""
    slashed = re.sub(r"^[^?#]*", lambda way: way[0].replace("\\", "/"), re.sub(r"[\t\r\n]", "", value))
    return re.sub(r"^((?:https?:)?//)/+", r"\1", slashed, flags=re.IGNORECASE)


def cookie(value: str) -> str:
    """A cookie that an engine sends back also under the veil: without domain and path, and without insisting on HTTPS."""
    return re.sub(r";\s*(?:secure|domain\s*=[^;]*|path\s*=[^;]*)(?=;|$)", "", value, flags=re.IGNORECASE)
