"""Connections that only go where they may: the name is resolved once, and the address that was judged is the one used."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import os
import socket
import ssl
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from ipaddress import ip_address

from helpdesk.links.external import hosts
from helpdesk.links.external.model import Limits, Problem

Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]
Resolve = Callable[[str, int], Awaitable[list[str]]]
UNREACHABLE = {errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EADDRNOTAVAIL, errno.EACCES, errno.EPERM}
# What this machine has no room for says nothing about the server.
NO_ROOM = {errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM}
# OpenSSL's words for "the issuer is unknown" and "the first certificate cannot be verified".
UNKNOWN_ISSUER = {20, 21}
# The object identifier 1.3.6.1.5.5.7.48.2, caIssuers, in DER.
ISSUER_ADDRESS = bytes.fromhex("06082b06010505073002")


class Failed(Exception):
    """A connection or an answer that did not come; carries the Problem and what is known about it."""

    def __init__(self, problem: Problem, detail: str = "") -> None:
        super().__init__(problem.value, detail)
        self.problem = problem
        self.detail = detail


async def resolved(host: str, port: int) -> list[str]:
    """The addresses of a host; raises Failed when it has none or the name service does not answer."""
    if (literal := hosts.literal_address(host)) is not None:
        return [str(literal)]
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        missing = error.errno in {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}
        if missing or hosts.is_reserved_name(host):
            raise Failed(Problem.NO_HOST, host) from error
        raise Failed(Problem.NAME_SERVICE, host) from error
    except UnicodeError as error:
        raise Failed(Problem.NO_HOST, host) from error
    return list(dict.fromkeys(str(entry[4][0]).partition("%")[0] for entry in found))


def trusted() -> ssl.SSLContext:
    """The authorities of this machine, of the environment, and those that browsers trust where the package has them."""
    context = ssl.create_default_context()
    with contextlib.suppress(ImportError, OSError):
        import certifi

        context.load_verify_locations(certifi.where())
    if bundle := os.environ.get("REQUESTS_CA_BUNDLE"):
        with contextlib.suppress(OSError):
            context.load_verify_locations(bundle)
    return context


@dataclass(slots=True)
class Connector:
    """Opens connections within the Limits and the Allowance, and counts what it refused."""

    allowance: hosts.Allowance
    limits: Limits
    resolve: Resolve = resolved
    refused: list[str] = field(default_factory=list)
    """Every host and address that was asked for and is forbidden."""
    trust: ssl.SSLContext = field(default_factory=trusted)
    """The authorities whose certificates count."""
    reached: Counter[str] = field(default_factory=Counter)
    """Connections made, per `host:port`."""
    rooms: dict[str, asyncio.Semaphore] = field(default_factory=dict)

    @asynccontextmanager
    async def open(self, host: str, port: int, *, tls: bool = False) -> AsyncIterator[Streams]:
        """A connection to the host, with valid TLS if asked for, closed at the end; raises Failed."""
        key, limits = f"{host}:{port}", self.limits
        room = self.rooms.setdefault(
            key, asyncio.Semaphore(limits.threads if self.is_named(host, port) else limits.connections)
        )
        try:
            await asyncio.wait_for(room.acquire(), self.limits.answer)
        except TimeoutError as error:
            raise Failed(Problem.BUSY, key) from error
        writer = None
        try:
            reader, writer = await self.connected(host, port, tls=tls)
            self.reached[key] += 1
            yield reader, writer
        finally:
            room.release()
            if writer is not None:
                writer.transport.abort()

    def is_named(self, host: str, port: int) -> bool:
        """Whether somebody named this server, by its name or its number, so that it is theirs and may be asked faster."""
        literal = hosts.literal_address(host)
        return self.allowance.names(host, literal or ip_address("::"), port)

    async def connected(self, host: str, port: int, *, tls: bool) -> Streams:
        """Resolves, judges every address, and connects to the first allowed one that answers."""
        try:
            found = await asyncio.wait_for(self.resolve(host, port), self.limits.connect)
        except TimeoutError as error:
            raise Failed(Problem.NAME_SERVICE, host) from error
        allowed = [text for text in found if self.allowance.allows(host, ip_address(text), port)]
        if not allowed:
            self.refused.append(f"{host}:{port} ({', '.join(found)})")
            raise Failed(Problem.FORBIDDEN, ", ".join(found))
        failure = Failed(Problem.NO_HOST, host)
        for text in allowed[:4]:
            try:
                return await asyncio.wait_for(self.dialled(text, port, host if tls else ""), self.limits.connect)
            except (TimeoutError, OSError) as error:
                failure = Failed(*cause(error, text))
        raise failure

    async def dialled(self, address: str, port: int, secured_for: str) -> Streams:
        """A connection to exactly this address; with a host name, TLS valid for that name."""
        if not secured_for:
            return await asyncio.open_connection(address, port, limit=self.limits.head_bytes)
        name = secured_for.strip("[]").rstrip(".")
        try:
            return await asyncio.open_connection(
                address, port, limit=self.limits.head_bytes, ssl=self.trust, server_hostname=name
            )
        except ssl.SSLCertVerificationError as error:
            if error.verify_code in UNKNOWN_ISSUER and names_its_issuer(await certificate(address, port, name)):
                raise Failed(Problem.CHAIN, error.verify_message) from error
            raise


async def certificate(address: str, port: int, name: str) -> bytes:
    """The server's certificate, believed or not; nothing is asked of the server."""
    curious = ssl.create_default_context()
    curious.check_hostname, curious.verify_mode = False, ssl.CERT_NONE
    _reader, writer = await asyncio.open_connection(address, port, ssl=curious, server_hostname=name)
    shown = writer.get_extra_info("ssl_object").getpeercert(binary_form=True)
    writer.transport.abort()
    return bytes(shown or b"")


def names_its_issuer(found: bytes) -> bool:
    """Whether the certificate says where the one it was signed with can be fetched (RFC 5280, 4.2.2.1)."""
    return ISSUER_ADDRESS in found


def cause(error: Exception, address: str) -> tuple[Problem, str]:
    """What kept a connection from being made."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return Problem.TLS, error.verify_message
    if isinstance(error, ssl.SSLError) and not isinstance(error, ssl.SSLEOFError):
        return Problem.TLS, f"it speaks no TLS we know ({error.reason})"
    if isinstance(error, ssl.SSLEOFError | ConnectionResetError | ConnectionAbortedError | BrokenPipeError):
        return Problem.RESET, address
    if isinstance(error, TimeoutError):
        return Problem.TIMEOUT, f"no connection to {address}"
    if isinstance(error, OSError) and error.errno in NO_ROOM:
        return Problem.ENGINE, address
    unreachable = isinstance(error, OSError) and error.errno in UNREACHABLE
    return Problem.UNREACHABLE if unreachable else Problem.REFUSED, address
