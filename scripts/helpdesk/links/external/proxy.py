"""A small HTTP proxy on loopback that keeps every request of an engine within the Limits and the Allowance."""

from __future__ import annotations

import asyncio
import base64
import re
import secrets
import threading
from collections import Counter
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote, urljoin, urlsplit

from helpdesk.links.external import exchange
from helpdesk.links.external.connect import Connector, Failed
from helpdesk.links.external.model import Limits, Problem
from helpdesk.links.external.veil import unveiled, veiled

# A status no server may use; the reason says which Problem it was.
OWN_STATUS = 599
OWN_REASON = "helpdesk:"
REDIRECTS = {301, 302, 303, 307, 308}
# What an engine needs to know; a hundred others would trip the HTTP library LinkChecker uses.
PASSED_ON = {"location", "content-type", "set-cookie", "retry-after", "server", "cf-mitigated", "link"}
# Python's HTTP library, which LinkChecker uses, refuses a response with more than a hundred headers.
MOST_COOKIES = 50
# Elements inside each other; LinkChecker's parser takes minutes for a hundred thousand, and no page needs a thousand.
DEEPEST = 2000
OPENING = re.compile(rb"<(?!br|img|hr|input|meta|link|wbr|col|area|source)[a-z]", re.IGNORECASE)
# Set by our own reader, which builds no tree and so may have any page.
READER = "helpdesk-reader"
# So many refusals, and a host limits all requests, not those to one address.
LIMITS_ALL = 6
# Said by us, so that the engine does not pause between requests to a server that somebody named.
NO_PAUSE = "LinkChecker: 1\r\n"
IDENTITY = (
    "User-Agent: {agent}\r\nAccept: text/html,application/xhtml+xml,*/*;q=0.8\r\n"
    "Accept-Language: *\r\nAccept-Encoding: gzip, deflate\r\nConnection: close\r\n"
)


class Proxy:
    """The proxy in a thread of its own; used as a context. `address` is what an engine's environment must name."""

    def __init__(self, connector: Connector, agent: str) -> None:
        self.connector = connector
        self.limits: Limits = connector.limits
        self.identity = IDENTITY.format(agent=agent)
        self.secret = secrets.token_urlsafe(16)
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, name="links-proxy", daemon=True)
        self.limited: Counter[tuple[str, int]] = Counter()
        """How often each host has asked for fewer requests."""
        self.port = 0
        self.server: asyncio.Server | None = None

    @property
    def address(self) -> str:
        """With the secret that keeps other users of this machine from borrowing the proxy."""
        return f"http://links:{self.secret}@127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        self.thread.start()
        self.run(self.listen())
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.run(self.close())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(5)
        self.loop.close()

    def run(self, work: Coroutine[Any, Any, None]) -> None:
        """Does something in the proxy's thread and waits for it."""
        asyncio.run_coroutine_threadsafe(work, self.loop).result(10)

    async def listen(self) -> None:
        """Takes a free port on loopback."""
        # As many as the engine has threads, so that one slow name service does not hold up the other hosts.
        self.loop.set_default_executor(ThreadPoolExecutor(self.limits.threads, "links-names"))
        self.server = await asyncio.start_server(self.serve, "127.0.0.1", 0, limit=self.limits.head_bytes)
        self.port = self.server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        """Ends every request that is under way."""
        assert self.server is not None
        self.server.close()
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One request of the engine; every connection carries exactly one."""
        try:
            async with asyncio.timeout(self.limits.answer):
                request = await reader.readuntil(b"\r\n\r\n")
            method, target, headers = request_head(request)
            if headers.get("proxy-authorization") != self.credentials():
                writer.write(b"HTTP/1.1 407 Proxy Authentication Required\r\nConnection: close\r\n\r\n")
            elif method in {"GET", "HEAD"}:
                await self.pass_on(method, unveiled(target), headers, writer)
            else:
                writer.write(b"HTTP/1.1 405 Method Not Allowed\r\nConnection: close\r\n\r\n")
            await closed(writer)
        except (OSError, TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, ValueError):
            pass  # the engine went away or sent what is no request; it will report that itself
        except asyncio.CancelledError:
            pass  # the run is over, and whoever waited for this answer is gone
        finally:
            writer.transport.abort()

    def credentials(self) -> str:
        """What the engine must send along."""
        return "Basic " + base64.b64encode(f"links:{self.secret}".encode()).decode()

    async def pass_on(self, method: str, url: str, headers: dict[str, str], writer: asyncio.StreamWriter) -> None:
        """Asks the server and passes its answer on: the head as soon as it is there, then the unpacked body."""
        parts = urlsplit(url)
        tls = parts.scheme == "https"
        host, port = parts.hostname or "", parts.port or (443 if tls else 80)
        begun = False
        try:
            async with self.connector.open(host, port, tls=tls) as (upstream, sink):
                sink.write(self.request(method, url, headers))
                head = await exchange.read_head(upstream, self.limits)
                check_redirect(head, url)
                if head.status == 429:
                    self.limited[host, port] += 1
                hurry = self.connector.is_named(host, port) and self.limited[host, port] < LIMITS_ALL
                with_body = exchange.has_body(head) and method != "HEAD"
                writer.write(passed_on(head, url, pause=not hurry, body=with_body))
                begun = True
                if with_body:
                    await self.pass_body(upstream, head, writer, Depth(READER in headers))
        except Failed as failure:
            # Once the head is out, an unfinished chunked body is how the engine learns of the failure.
            if not begun:
                writer.write(own_answer(failure))

    async def pass_body(
        self, upstream: asyncio.StreamReader, head: exchange.Head, writer: asyncio.StreamWriter, depth: Depth
    ) -> None:
        """The body in chunks; the last one is left out when it did not come whole."""
        try:
            # A redirect's own text is read by nobody, yet the engine would wait for it.
            if head.status not in REDIRECTS:
                async with asyncio.timeout(self.limits.body):
                    async for piece in exchange.read_body(upstream, head, self.limits):
                        if piece:
                            depth.check(piece)
                            writer.write(b"%x\r\n%b\r\n" % (len(piece), piece))
                            await writer.drain()
            writer.write(b"0\r\n\r\n")
        except (TimeoutError, OSError) as error:
            raise Failed(Problem.TIMEOUT, "the page did not end") from error

    def request(self, method: str, url: str, headers: dict[str, str]) -> bytes:
        """The request as the server gets it; of the engine's headers only cookies and credentials go along."""
        parts = urlsplit(url)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        kept = "".join(
            f"{name.title()}: {headers[name]}\r\n" for name in ("cookie", "authorization") if name in headers
        )
        host = parts.netloc.rpartition("@")[2]
        return f"{method} {target} HTTP/1.1\r\nHost: {host}\r\n{self.identity}{kept}\r\n".encode("latin-1", "replace")


class Depth:
    """How deep the elements of a page lie in each other, roughly."""

    def __init__(self, unlimited: bool) -> None:  # noqa: FBT001 - its only question
        self.unlimited = unlimited
        self.depth = 0

    def check(self, piece: bytes) -> None:
        """Counts the tags of the next piece; raises Failed when a parser would drown in them."""
        if not self.unlimited:
            self.depth += len(OPENING.findall(piece)) - piece.count(b"</") - piece.count(b"/>")
            if self.depth > DEEPEST:
                raise Failed(Problem.GARBAGE, "its elements lie too deep in each other")


def request_head(data: bytes) -> tuple[str, str, dict[str, str]]:
    """Method, target and headers of an engine's request; raises ValueError for anything else."""
    first, *rest = data.decode("latin-1").split("\r\n")
    method, target, _version = first.split(" ")
    pairs = (line.partition(":") for line in rest if line)
    return method, target, {name.strip().lower(): value.strip() for name, _colon, value in pairs}


async def closed(writer: asyncio.StreamWriter) -> None:
    """Sends what is still to be sent and closes."""
    writer.close()
    await asyncio.wait_for(writer.wait_closed(), 5)


def own_answer(failure: Failed) -> bytes:
    """A response that says which Problem kept the server's own answer away."""
    text = quote(failure.detail, safe=" :,.()'/") or "-"
    return (
        f"HTTP/1.1 {OWN_STATUS} {OWN_REASON}{failure.problem.value} {text[:160]}\r\n"
        "Content-Length: 0\r\nConnection: close\r\n\r\n"
    ).encode()


def passed_on(head: exchange.Head, url: str, *, pause: bool, body: bool) -> bytes:
    """The head an engine gets: few headers, a location any client understands, the body in chunks."""
    cookies = 0
    lines = [f"HTTP/1.1 {head.status} {printable(head.reason)}\r\n", "" if pause else NO_PAUSE]
    seen_location = False
    for name, value in head.headers:
        cookies += name == "set-cookie"
        if (name == "location" and (seen_location or not value)) or cookies > MOST_COOKIES:
            continue
        if name in PASSED_ON:
            seen_location = seen_location or name == "location"
            shown = location(url, value) if name == "location" else cookie(value) if name == "set-cookie" else value
            lines.append(f"{name.title()}: {shown}\r\n")
    lines.append("Transfer-Encoding: chunked\r\n" if body else "Content-Length: 0\r\n")
    return ("".join(lines) + "Connection: close\r\n\r\n").encode("latin-1", "replace")


def printable(reason: str) -> str:
    """A reason phrase that cannot be taken for one of ours."""
    return reason.encode("ascii", "replace").decode().replace(OWN_REASON, "") or "-"


def check_redirect(head: exchange.Head, url: str) -> None:
    """Raises Failed for a redirect to something that is no address of the web; LinkChecker stumbles over those."""
    if head.status in REDIRECTS and not leads_somewhere(url, head.header("location")):
        raise Failed(Problem.BAD_REDIRECT, head.header("location"))


def leads_somewhere(url: str, value: str) -> bool:
    """Whether a redirect names an address of the web, or nothing at all."""
    try:
        parts = urlsplit(urljoin(url, value.strip()))
        return not value.strip() or (parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0)
    except ValueError:
        return False


def location(url: str, value: str) -> str:
    """The address of a redirect, absolute and percent-encoded as browsers make it, under its veil."""
    return veiled(quote(urljoin(url, value.strip()), safe="/%:@!$&'()*+,;=~-._?#[]|"))


def cookie(value: str) -> str:
    """A cookie that an engine sends back also under the veil: without domain and path, and without insisting on HTTPS."""
    return re.sub(r";\s*(?:secure|domain\s*=[^;]*|path\s*=[^;]*)(?=;|$)", "", value, flags=re.IGNORECASE)
