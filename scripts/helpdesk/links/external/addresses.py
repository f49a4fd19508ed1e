"""Addresses as they are asked for: encoded, split from their fragment, and in an order that is kind to hosts."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict, deque
from collections.abc import Iterable
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

from helpdesk.links.external.hosts import host_name

OUTSIDE = re.compile(r"^\s*(?:https?:[/\\]{2}|//)", re.IGNORECASE)
SAFE_PATH = "/%:@!$&'()*+,;=~-._[]|"
SAFE_QUERY = SAFE_PATH + "?"
ROUTE = re.compile(r"^(?:!|/|blade/|view/|home$|:~:|top$|$)", re.IGNORECASE)
LINES = re.compile(r"^L\d+(?:C\d+)?(?:-L?\d+(?:C\d+)?)?$")
# Eight times what the common servers accept; Chrome cuts off only later.
LONGEST = 64 * 1024
# The forbidden domain code points of the URL standard, as far as they can get here.
BAD_HOST = re.compile(r"[\x00-\x20\"<>\\^`{|}%/?#@\x7f]")
STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


class NoAddress(ValueError):
    """What is written is no address of the web; the text says why."""


def absolute(target: str) -> str:
    """The address with a scheme; one that leaves it to the page gets the safe one."""
    bare = target.strip()
    return f"https:{bare}" if bare.startswith("//") else bare


def split_fragment(url: str) -> tuple[str, str]:
    """The address without its fragment, and the fragment as it is written."""
    page, _hash, fragment = url.partition("#")
    return page, fragment


def request_form(url: str) -> str:
    """The address as a browser asks for it: blanks gone, host in ASCII, the rest percent-encoded, no fragment.

    Raises NoAddress for one that no browser could ask for.
    """
    if len(url) > LONGEST:
        raise NoAddress("it is longer than any server reads")
    cleaned = re.sub(r"[\t\r\n]", "", url.strip(" \t\r\n\f\0")).replace("\\", "/")
    try:
        parts = urlsplit(split_fragment(cleaned)[0])
        port = parts.port
    except ValueError as error:
        raise NoAddress(str(error)) from error
    if parts.scheme.lower() not in {"http", "https"}:
        raise NoAddress(f"{parts.scheme}: is no scheme of the web")
    if not parts.hostname:
        raise NoAddress("it names no host")
    if port == 0:
        raise NoAddress("no server listens at port 0")
    if BAD_HOST.search(unquote(parts.hostname)):
        raise NoAddress("its host holds a sign that no host has")
    host = host_name(unquote(parts.hostname))
    if port is not None and port != {"http": 80, "https": 443}[parts.scheme.lower()]:
        host += f":{port}"
    user = parts.netloc.rpartition("@")[0]
    return urlunsplit(
        (
            parts.scheme.lower(),
            f"{quote(user, safe=SAFE_PATH)}@{host}" if user else host,
            quote(STRAY_PERCENT.sub("%25", without_dots(parts.path)), safe=SAFE_PATH) or "/",
            quote(STRAY_PERCENT.sub("%25", parts.query), safe=SAFE_QUERY),
            "",
        )
    )


def without_dots(path: str) -> str:
    """The path with `.` and `..` resolved, as a browser does before it asks."""
    return (
        urlsplit(urljoin("http://host/", path.replace("//", "/\0/"))).path.replace("/\0/", "//")
        if "/." in path
        else path
    )


def is_route(fragment: str) -> bool:
    """Whether a script, and no id of the page, answers to this fragment.

    Hash routes (`#!/…`, `#/…`, the Azure portal's `#blade/…`, `#view/…`, `#@tenant/…`), text fragments, the top of the page,
    and the line numbers of code hosts.
    """
    return bool(ROUTE.match(fragment) or LINES.match(fragment)) or ":~:" in fragment or fragment.startswith("@")


def fragment_found(fragment: str, anchors: frozenset[str]) -> bool:
    """Whether the page has the id, by the rules of the HTML standard: as written first, then decoded.

    GitHub puts `user-content-` before the ids of a README and scripts the difference away.
    """
    decoded = unquote(fragment)
    return any(name in anchors for name in (fragment, decoded, f"user-content-{decoded}", f"user-content-{fragment}"))


def interleaved(urls: Iterable[str]) -> list[str]:
    """The addresses, unique, one of each host in turn: LinkChecker pauses all threads for a host asked twice in a row."""
    by_host: dict[str, deque[str]] = defaultdict(deque)
    for url in dict.fromkeys(urls):
        by_host[urlsplit(url).netloc].append(url)
    result = []
    waiting = deque(by_host.values())
    while waiting:
        host = waiting.popleft()
        result.append(host.popleft())
        if host:
            waiting.append(host)
    return result


def in_shard(url: str, number: int, of: int) -> bool:
    """Whether this machine checks the address; all of one host, however written, go to the same one, for the limits' sake."""
    try:
        host = urlsplit(request_form(url)).hostname or ""
    except NoAddress:
        host = url
    digest = hashlib.sha256(host.encode(errors="replace")).digest()
    return int.from_bytes(digest[:8], "big") % of == number - 1


def sibling(url: str) -> str:
    """An address next to this one that surely does not exist; the same each time, empty for the top of a host."""
    parts = urlsplit(url)
    folder, _slash, name = parts.path.rstrip("/").rpartition("/")
    if not name:
        return ""
    suffix = match.group() if (match := re.search(r"\.[A-Za-z0-9]{1,5}$", name)) else ""
    unlikely = "no-such-page-" + hashlib.sha256(f"{parts.netloc}{folder}".encode()).hexdigest()[:12]
    slash = "/" if parts.path.endswith("/") else ""
    return urlunsplit((parts.scheme, parts.netloc, f"{folder}/{unlikely}{suffix}{slash}", "", ""))
