"""A small HTTP proxy on loopback that keeps every request of an engine within the Limits and the Allowance."""

from __future__ import annotations

import asyncio
import base64
import secrets
import threading
from collections import Counter
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from helpdesk.links.external import exchange
from helpdesk.links.external.body import Body
from helpdesk.links.external.connect import Connector, Failed
from helpdesk.links.external.model import Limits
from helpdesk.links.external.pages import READER
from helpdesk.links.external.replies import REDIRECTS, own_answer, passed_on
from helpdesk.links.external.sight import seen
from helpdesk.links.external.veil import unveiled

# So many refusals, and a host limits all requests, not those to one address.
LIMITS_ALL = 6
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
        # Such as connections it cannot take for want of open files: the engine tells of each; this would tell without end.
        self.loop.set_exception_handler(lambda _loop, _context: None)
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
                await self.pass_on(method, target, headers, writer)
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

    async def pass_on(self, method: str, target: str, headers: dict[str, str], writer: asyncio.StreamWriter) -> None:
        """Asks the server and passes its answer on: head and beginning once both are there, then the rest of the body."""
        url = unveiled(target)
        host, port = server_of(url)
        try:
            async with self.connector.open(host, port, tls=url.startswith("https:")) as (upstream, sink):
                sink.write(self.request(method, url, headers))
                head = await exchange.read_head(upstream, self.limits)
                self.limited[host, port] += head.status == 429
                pause = not self.may_hurry(url)
                # A redirect's own text is read by nobody, yet the engine would wait for it.
                if method == "HEAD" or head.status in REDIRECTS or not exchange.has_body(head):
                    writer.write(passed_on(head, target, pause=pause))
                else:
                    body = Body(upstream, head, self.limits)
                    await body.begin()
                    writer.write(passed_on(head, target, pause=pause, body=True, saw=seen(head, body.beginning)))
                    await body.finish(writer, as_it_is=READER in headers)
        except Failed as failure:
            writer.write(own_answer(failure))

    def may_hurry(self, url: str) -> bool:
        """Whether the engine need not pause between requests to this server: somebody named it, and it limits nothing."""
        host, port = server_of(url)
        return self.connector.is_named(host, port) and self.limited[host, port] < LIMITS_ALL

    def request(self, method: str, url: str, headers: dict[str, str]) -> bytes:
        """The request as the server gets it; of the engine's headers only cookies and credentials go along."""
        parts = urlsplit(url)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        kept = "".join(
            f"{name.title()}: {headers[name]}\r\n" for name in ("cookie", "authorization") if name in headers
        )
        host = parts.netloc.rpartition("@")[2]
        return f"{method} {target} HTTP/1.1\r\nHost: {host}\r\n{self.identity}{kept}\r\n".encode("latin-1", "replace")


def server_of(url: str) -> tuple[str, int]:
    """Host and port that an address leads to."""
    parts = urlsplit(url)
    return parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)


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
