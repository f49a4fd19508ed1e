"""Which hosts may be asked: the public internet, and what somebody named."""

from __future__ import annotations

import re
import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

NAT64 = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))
COMPATIBLE = IPv6Network("::/96")
# Public by their number, yet served inside clouds: Azure's wire server, and the protocol range Oracle's metadata lies in.
CLOUD = (IPv4Network("168.63.129.16/32"), IPv4Network("192.0.0.0/24"))
# RFC 2606 and RFC 6762: names that the public name service never answers for.
RESERVED = re.compile(r"(?:^|\.)(?:invalid|test|example|localhost|local|internal|onion|home\.arpa)$")
NUMBER = re.compile(r"^(?:0[xX][0-9a-fA-F]*|\d+)$")

Address = IPv4Address | IPv6Address


def host_name(host: str) -> str:
    """The host as it goes over the wire: IDNA in ASCII, lower case, IPv6 in brackets.

    A numeric host in any notation browsers know (decimal, octal, hexadecimal, short) becomes the plain IPv4 address.
    """
    bare = host.strip("[]").lower()
    if ":" in bare:
        return f"[{bare}]"
    if (literal := numeric_ipv4(bare.rstrip("."))) is not None:
        return str(literal)
    if bare.isascii():
        return bare
    try:
        import idna

        return idna.encode(bare, uts46=True).decode()
    except (UnicodeError, ImportError):
        return bare.encode("punycode").decode()


def numeric_ipv4(host: str) -> IPv4Address | None:
    """The address of a host that is written in numbers, as `inet_aton` and browsers read it; None for a name."""
    pieces = host.split(".")
    if len(pieces) > 4 or not all(NUMBER.match(piece) for piece in pieces):
        return None
    try:
        return IPv4Address(socket.inet_aton(host))
    except (OSError, ValueError):
        return None


def innermost(address: Address) -> Address:
    """The IPv4 address that a mapped or NAT64 address stands for, else the address itself."""
    if isinstance(address, IPv4Address):
        return address
    if address.ipv4_mapped:
        return address.ipv4_mapped
    if any(address in network for network in NAT64):
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address


def is_public(address: Address) -> bool:
    """Whether the address belongs to the public internet.

    Tunnels that carry an IPv4 address of their own choice (6to4, Teredo, IPv4-compatible) do not count: no site lives there.
    """
    inner = innermost(address)
    if isinstance(inner, IPv6Address) and (
        inner.sixtofour or inner.teredo or inner in COMPATIBLE or inner.is_site_local
    ):
        return False
    if any(inner in network for network in CLOUD):
        return False
    return inner.is_global and not (inner.is_multicast or inner.is_reserved or inner.is_unspecified)


@dataclass(frozen=True, slots=True)
class Allowance:
    """The private hosts somebody named, each a host name, an address, a network, or one of these with a port."""

    entries: tuple[str, ...] = ()

    def allows(self, host: str, address: Address, port: int) -> bool:
        """Whether a connection for this host name to this address and port is fine."""
        return is_public(address) or self.names(host, address, port)

    def names(self, host: str, address: Address, port: int) -> bool:
        """Whether an entry covers the host or the address, and the port where the entry has one."""
        return any(covers(entry, host, address, port) for entry in self.entries)


def covers(entry: str, host: str, address: Address, port: int) -> bool:
    """Whether one entry of an Allowance names the host or the address; see `parsed_entry`."""
    name, wanted_port = parsed_entry(entry)
    if wanted_port and wanted_port != port:
        return False
    if name.lower() == host.strip("[]").lower():
        return True
    try:
        network = ip_network(name, strict=False)
    except ValueError:
        return False
    return any(found.version == network.version and found in network for found in (address, innermost(address)))


def parsed_entry(entry: str) -> tuple[str, int]:
    """Host, address or network of an `--allow-private` entry, and its port or 0; raises ValueError for nonsense."""
    text = entry.strip()
    text = text.partition("://")[2].split("/")[0] if "://" in text else text
    if match := re.fullmatch(r"\[([0-9A-Fa-f:.]+)\](?::(\d{1,5}))?", text):
        return match[1], int(match[2] or 0)
    if text.count(":") > 1:
        ip_network(text, strict=False)
        return text, 0
    name, _colon, port = text.partition(":")
    if not name or (port and not port.isdigit()) or re.search(r"[\s@\[\]]", name):
        raise ValueError(entry)
    if "/" in name:
        ip_network(name, strict=False)
    return name, int(port or 0)


def literal_address(host: str) -> Address | None:
    """The address of a host given in numbers, IPv6 zones stripped; None for a name."""
    bare = host.strip("[]").partition("%")[0]
    try:
        return ip_address(bare)
    except ValueError:
        return numeric_ipv4(bare.rstrip("."))


def is_reserved_name(host: str) -> bool:
    """Whether the name lies in a domain that never exists in public."""
    return bool(RESERVED.search(host.lower().rstrip(".")))
