"""What a row of redirects means for a writer: moved for good, a detour, or a way of saying that the page is gone."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit, urlunsplit

from helpdesk.links.external.model import Answer, Hop

PERMANENT = {301, 308}
LOGIN_PATH = re.compile(
    r"(?:^|/)(?:log-?in|log-?on|sign-?in|sign-?on|sign_in|sso|saml2?|oauth2?|openid|authorize|auth|wp-login\.php|account/login)"
    r"(?:[/.;]|$)",
    re.IGNORECASE,
)
LOGIN_HOST = re.compile(r"^(?:login|signin|sso|auth|accounts?|idp|id)\.", re.IGNORECASE)
ERROR_PATH = re.compile(
    r"(?:^|/)(?:error[-_/]?)?(?:404|410|not-?_?found|page-?_?not-?_?found|error|errors)(?:\.\w{2,5})?/?$", re.IGNORECASE
)
HOME_PATH = re.compile(
    r"^/(?:[a-z]{2}(?:[-_][A-Za-z]{2,4})?/?)?(?:(?:index|home|default)(?:\.\w{2,5})?/?)?$", re.IGNORECASE
)
LOCALE = re.compile(
    r"^(?:a[fmrsz]|b[egns]|bs|c[asy]|d[ae]|e[lnstu]|f[ailr]|fil|g[alu]|h[eiruy]|i[dst]|ja|k[akmno]|l[otv]|m[klnrsty]|n[belno]"
    r"|or|p[alst]|r[ou]|s[iklqrvw]|t[aehrt]|u[krz]|vi|xh|zh|zu)(?:[-_](?:[A-Za-z]{4}|[A-Za-z]{2}|\d{3}))?$",
    re.IGNORECASE,
)
LOCALE_KEY = re.compile(r"^(?:hl|lang|language|lc|locale|culture|setlang|ui_?locales?)$", re.IGNORECASE)


def permanent_run(hops: tuple[Hop, ...]) -> tuple[Hop, ...]:
    """The redirects from the start that say "for good"; one that says "for now" ends the run."""
    run = []
    for hop in hops:
        if hop.status not in PERMANENT:
            break
        run.append(hop)
    return tuple(run)


def leads_to_login(answer: Answer) -> bool:
    """Whether the redirects end at a page that asks who the reader is, and the Link did not mean that page."""
    return bool(answer.hops) and is_login(answer.final) and not is_login(answer.url)


def is_login(url: str) -> bool:
    """Whether an address looks like a sign-in page."""
    parts = urlsplit(url)
    return bool(LOGIN_PATH.search(parts.path) or LOGIN_HOST.match(parts.hostname or ""))


def leads_home(answer: Answer) -> bool:
    """Whether a Link to a page deep in a site ends at the front page of that site."""
    start, end = urlsplit(answer.url), urlsplit(answer.final)
    if not answer.hops or HOME_PATH.match(start.path) or not HOME_PATH.match(end.path) or end.query:
        return False
    return site_of(start.hostname or "") == site_of(end.hostname or "")


def leads_to_error(answer: Answer) -> bool:
    """Whether the redirects end at an address that is itself called "not found"."""
    return bool(answer.hops) and is_error(answer.final) and not is_error(answer.url)


def is_error(url: str) -> bool:
    """Whether an address is called after an error."""
    return bool(ERROR_PATH.search(urlsplit(url).path))


def site_of(host: str) -> str:
    """The host without the `www.` that comes and goes."""
    return host.lower().removeprefix("www.")


def locale_of(path: str) -> str:
    """The first part of a path that names a language; empty where none does."""
    return next((part for part in path.split("/")[:4] if LOCALE.match(part)), "")


def locales_in(url: str) -> list[str]:
    """Everything in an address that may name a language: the start of its host, parts of its path, values of its query."""
    parts = urlsplit(url)
    asked = [value for name, value in parse_qsl(parts.query) if LOCALE_KEY.match(name)]
    words = [site_of(parts.hostname or "").partition(".")[0], *parts.path.split("/"), *asked]
    return [word.lower().replace("_", "-") for word in words if LOCALE.match(word)]


def only_adds_locale(start: str, end: str) -> bool:
    """Whether the two addresses differ by one path segment that the server chose for its visitor."""
    one, other = urlsplit(start), urlsplit(end)
    locale = locale_of(other.path)
    if not locale or locale_of(one.path) or site_of(one.hostname or "") != site_of(other.hostname or ""):
        return False
    return other.path.replace(f"/{locale}", "", 1).rstrip("/") == one.path.rstrip("/")


def is_safe(start: str, to: str, final: str) -> bool:
    """Whether a program may write the new address: never a sign-in or front page, another Locale, or plain HTTP for HTTPS."""
    one, other = urlsplit(start), urlsplit(to)
    if any(is_login(url) or is_error(url) for url in (to, final)):
        return False
    if HOME_PATH.match(other.path) and not HOME_PATH.match(one.path):
        return False
    if locales_in(start) != locales_in(to):
        return False
    return not (one.scheme == "https" and other.scheme == "http")


def with_fragment(url: str, fragment: str) -> str:
    """The address with the fragment, unless it has one of its own."""
    parts = urlsplit(url)
    return url if parts.fragment or not fragment else urlunsplit(parts._replace(fragment=fragment))
