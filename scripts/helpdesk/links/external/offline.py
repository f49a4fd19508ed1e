"""Is the network missing, or are some hosts? The one is one Finding, the other is one per Link."""

from __future__ import annotations

import socket
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from helpdesk.links.external.connect import Connector
from helpdesk.links.external.hosts import is_reserved_name, literal_address
from helpdesk.links.external.model import Answer, Problem

NO_WAY_OUT = {Problem.NO_HOST, Problem.NAME_SERVICE, Problem.UNREACHABLE}
SAYS_NOTHING = {Problem.ENGINE, Problem.BAD_ADDRESS, Problem.FORBIDDEN}
# With a named server answering and only one or two names unknown, the names are more likely wrong than the network.
FEW_HOSTS = 3
# Names that stand as long as there is an internet.
CONTROL = ("www.iana.org", "www.wikipedia.org")


@dataclass(frozen=True, slots=True)
class Network:
    """What this machine knows of its own network."""

    def has_route(self) -> bool:
        """Whether there is any way out; sends nothing, for UDP only looks the way up."""
        for family, address in ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")):
            try:
                with socket.socket(family, socket.SOCK_DGRAM) as probe:
                    probe.connect((address, 9))
            except OSError:
                continue
            return True
        return False

    def has_names(self) -> bool:
        """Whether the name service knows hosts that surely exist."""
        return any(map(resolves, CONTROL))


def resolves(host: str) -> bool:
    """Whether the name service knows the host."""
    try:
        return bool(socket.getaddrinfo(host, 443))
    except OSError:
        return False


def lost_hosts(answers: Iterable[Answer], connector: Connector, network: Network) -> frozenset[str]:
    """The hosts that cannot be reached because nothing can; empty where there is a network."""
    silent: set[str] = set()
    public: set[str] = set()
    named = False
    for answer in answers:
        parts = urlsplit(answer.final)
        host = parts.hostname or ""
        private = literal_address(host) is not None or connector.is_named(host, parts.port or 0)
        if answer.problem in NO_WAY_OUT:
            silent.add(host)
            # Reserved names are unknown with the best of networks, so they prove nothing.
            public.update(() if private or is_reserved_name(host) else (host,))
        elif private:
            named = True
        elif answer.problem not in SAYS_NOTHING:
            return frozenset()
    enough = FEW_HOSTS if named else 1
    if len(silent) >= enough and not network.has_route():
        return frozenset(silent)
    if len(public) >= enough and not network.has_names():
        return frozenset(public)
    return frozenset()
