"""Addresses in a form that no engine touches: plain HTTP, the real scheme and port in the host, path and query as one word.

LinkChecker rewrites paths (`%2F` becomes `/`, `//` becomes `/`, `==` becomes `=%3D`), and it cannot be trusted with TLS
through a proxy: after an answer with `Connection: close` it connects anew, past the tunnel. Under the veil the proxy asks
for exactly what is written, does the TLS, and sees every redirect.
"""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from urllib.parse import urlsplit, urlunsplit

# RFC 2606: no real host ends like this.
VEILED = re.compile(r"^(?P<host>.+)\.p(?P<port>\d{1,5})\.(?P<scheme>https?)(?:\.lane(?P<lane>\d+))?\.invalid$")
SIX = "six-"
PORTS = {"http": 80, "https": 443}


def veiled(url: str, lane: str = "") -> str:
    """The address as an engine gets it, user and fragment in the open; what is not of the web stays as it is.

    An engine takes each lane, a number, for a host of its own, and so does not pause between two of them.
    """
    try:
        parts = urlsplit(url)
        port = parts.port or PORTS[parts.scheme]
    except (ValueError, KeyError):
        return url
    if not parts.hostname:
        return url
    host = SIX + parts.hostname.partition("%")[0].replace(":", "-") if ":" in parts.hostname else parts.hostname
    user = parts.netloc.rpartition("@")[0]
    name = f"{host.rstrip('.')}.p{port}.{parts.scheme}{f'.lane{lane}' if lane else ''}.invalid"
    rest = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    word = urlsafe_b64encode(rest.encode()).decode().rstrip("=")
    return urlunsplit(("http", f"{user}@{name}" if user else name, f"/{word}", "", parts.fragment))


def lane_of(url: str) -> str:
    """The lane a veiled address is in; empty where it is in none."""
    match = VEILED.match(urlsplit(url).hostname or "")
    return (match["lane"] or "") if match else ""


def unveiled(url: str) -> str:
    """The address again as a browser knows it."""
    try:
        parts = urlsplit(url)
        match = VEILED.match(parts.hostname or "")
        word = parts.path.lstrip("/")
        rest = urlsafe_b64decode(word + "=" * (-len(word) % 4)).decode() if match else ""
    except ValueError:
        return url
    if not match:
        return url
    host, port = match["host"], int(match["port"])
    if host.startswith(SIX):
        host = f"[{host.removeprefix(SIX).replace('-', ':')}]"
    user = parts.netloc.rpartition("@")[0]
    name = host if port == PORTS[match["scheme"]] else f"{host}:{port}"
    fragment = f"#{parts.fragment}" if parts.fragment else ""
    return f"{match['scheme']}://{user + '@' if user else ''}{name}{rest}{fragment}"
