"""HTTPS addresses in a form an engine asks for in plain HTTP, so that the proxy does the TLS and sees every redirect.

LinkChecker cannot be trusted with TLS through a proxy: after an answer with `Connection: close` it connects anew, past the
tunnel. Inside a tunnel nobody could limit dripping headers or packed bombs either.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit, urlunsplit

# RFC 2606: no real host ends like this.
VEILED = re.compile(r"^(?P<host>.+)\.p(?P<port>\d{1,5})\.https\.invalid$")
SIX = "six-"


def veiled(url: str) -> str:
    """The address as an engine gets it; only `https:` is changed. Raises ValueError for a port that is none."""
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname:
        return url
    host = SIX + parts.hostname.partition("%")[0].replace(":", "-") if ":" in parts.hostname else parts.hostname
    user = parts.netloc.rpartition("@")[0]
    name = f"{host.rstrip('.')}.p{parts.port or 443}.https.invalid"
    return urlunsplit(parts._replace(scheme="http", netloc=f"{user}@{name}" if user else name))


def unveiled(url: str) -> str:
    """The address again as a browser knows it."""
    try:
        parts = urlsplit(url)
        match = VEILED.match(parts.hostname or "")
    except ValueError:
        return url
    if parts.scheme != "http" or not match:
        return url
    host, port = match["host"], int(match["port"])
    if host.startswith(SIX):
        host = f"[{host.removeprefix(SIX).replace('-', ':')}]"
    user = parts.netloc.rpartition("@")[0]
    name = host if port == 443 else f"{host}:{port}"
    return urlunsplit(parts._replace(scheme="https", netloc=f"{user}@{name}" if user else name))
