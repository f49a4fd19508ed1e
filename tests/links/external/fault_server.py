"""A server on loopback that misbehaves in every way a test needs; each address comes with the Verdict it deserves."""

from __future__ import annotations

import asyncio
import gzip
import threading
import zlib
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from email.utils import formatdate
from pathlib import Path
from time import time
from typing import Self

import certificates

HOST = "127.0.0.1"
OTHER_HOST = "127.0.0.2"
FORBIDDEN = "127.0.0.9"
PARAGRAPH = "<p>" + "Reading a long text takes the reader some time. " * 40 + "</p>"
PAGE = f"<!doctype html><html><head><title>A good page</title></head><body><h1>Welcome</h1>{PARAGRAPH}</body></html>"
ANCHORS = (
    "<!doctype html><title>Anchors</title><h1 id='top-part'>Anchors</h1><!-- <p id='commented'> -->"
    "<script>var x = '<p id=\"scripted\">'</script><a name=named></a><p id='Case'>x</p><p id='caf\u00e9 au lait'>x</p>"
    "<p id='user-content-readme'>x</p><p id='a&amp;b'>x</p><p id='50%'>x</p>" + PARAGRAPH
)


@dataclass(frozen=True)
class Case:
    """One address, and every Verdict that is right for it."""

    path: str
    verdicts: str
    to: str = ""
    scheme: str = "http"
    host: str = ""

    @property
    def right(self) -> set[str]:
        return set(self.verdicts.split("|"))


@dataclass
class Request:
    """What a handler gets."""

    path: str
    query: str
    headers: dict[str, str]
    writer: asyncio.StreamWriter
    reader: asyncio.StreamReader
    visits: int
    method: str

    async def raw(self, data: bytes) -> None:
        self.writer.write(data)
        await self.writer.drain()

    async def send(self, status: int, body: str | bytes = PAGE, **headers: str) -> None:
        data = body.encode() if isinstance(body, str) else body
        kind = headers.pop("content_type", "text/html; charset=utf-8")
        fields = {"Content-Type": kind, "Content-Length": str(len(data))}
        fields |= {name.replace("_", "-").title(): value for name, value in headers.items()}
        lines = "".join(f"{name}: {value}\r\n" for name, value in fields.items() if value)
        bare = status in {204, 304} or self.method == "HEAD"
        await self.raw(
            f"HTTP/1.1 {status} Status\r\n{lines}Connection: close\r\n\r\n".encode() + (b"" if bare else data)
        )

    async def redirect(self, to: str, status: int = 302, **headers: str) -> None:
        await self.send(status, "", location=to, **headers)


Handler = Callable[[Request], Awaitable[None]]


@dataclass
class FaultServer:
    """Runs in a thread; `plain`, `other` and the TLS ports are addresses to link to."""

    folder: Path
    """For the certificates."""
    hang: float = 60.0
    """Seconds a handler may hang; longer than any client waits."""
    ports: dict[str, int] = field(default_factory=dict)
    visits: Counter[str] = field(default_factory=Counter)
    forbidden: list[str] = field(default_factory=list)
    """Connections to the address nobody may connect to."""

    def __enter__(self) -> Self:
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()
        asyncio.run_coroutine_threadsafe(self.listen(), self.loop).result(20)
        return self

    def __exit__(self, *_error: object) -> None:
        asyncio.run_coroutine_threadsafe(self.close(), self.loop).result(20)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(5)
        self.loop.close()

    async def close(self) -> None:
        for server in self.servers:
            server.close()
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def listen(self) -> None:
        self.servers = []
        tls = certificates.contexts(self.folder)
        for name, host, context in (
            ("plain", HOST, None),
            ("other", OTHER_HOST, None),
            ("forbidden", FORBIDDEN, None),
            *((f"tls-{name}", HOST, context) for name, context in tls.items()),
        ):
            server = await asyncio.start_server(self.accept(name), host, 0, ssl=context)
            self.servers.append(server)
            self.ports[name] = server.sockets[0].getsockname()[1]
        silent = await asyncio.start_server(self.silent, HOST, 0)
        self.servers.append(silent)
        self.ports["silent"] = silent.sockets[0].getsockname()[1]

    async def silent(self, _reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await asyncio.sleep(self.hang)
        except asyncio.CancelledError:
            writer.close()

    def accept(self, name: str) -> Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]:
        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            if name == "forbidden":
                self.forbidden.append(str(writer.get_extra_info("peername")))
            try:
                await self.respond(reader, writer)
            except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError, ValueError):
                pass
            finally:
                writer.close()

        return serve

    async def respond(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        method, target, _version = head[0].split(" ")
        path, _mark, query = target.partition("?")
        headers = {name.lower(): value for name, _colon, value in (line.partition(": ") for line in head[1:] if line)}
        self.visits[path] += 1
        request = Request(path, query, headers, writer, reader, self.visits[path], method)
        await self.handler(path)(request)

    def handler(self, path: str) -> Handler:
        first = path.strip("/").partition("/")[0]
        if path in EXACT:
            return lambda request: EXACT[path](self, request)
        if first in FOLDERS:
            return lambda request: FOLDERS[first](self, request)
        return lambda request: request.send(404, "<title>404</title><h1>Not found</h1>")

    def base(self, scheme: str = "http", host: str = "") -> str:
        name = host or "plain"
        return f"{scheme}://{OTHER_HOST if name == 'other' else FORBIDDEN if name == 'forbidden' else HOST}:{self.ports[name]}"

    def url(self, case: Case) -> str:
        return case.path if "://" in case.path else self.base(case.scheme, case.host) + case.path

    def allowed(self) -> list[str]:
        """What `--allow-private` must name: everything but the forbidden host."""
        return [
            f"{OTHER_HOST if name == 'other' else HOST}:{port}"
            for name, port in self.ports.items()
            if name != "forbidden"
        ]


# Handlers by folder: the rest of the path is their argument.


def argument(request: Request) -> str:
    return request.path.strip("/").partition("/")[2]


async def status(server: FaultServer, request: Request) -> None:
    code = argument(request)
    await (request.send(int(code)) if code.isdigit() else request.send(404))


async def redirect(server: FaultServer, request: Request) -> None:
    """/redirect/STATUS.STATUS…/path: one redirect per status, then the path."""
    codes, _slash, rest = argument(request).partition("/")
    first, _dot, others = codes.partition(".")
    if not first.isdigit():
        await request.send(404)
        return
    await request.redirect(f"/redirect/{others}/{rest}" if others else f"/{rest}", int(first))


async def chain(server: FaultServer, request: Request) -> None:
    left = argument(request)
    if not left.isdigit():
        await request.send(404)
    elif left == "0":
        await request.send(200)
    else:
        await request.redirect(f"/chain/{int(left) - 1}")


async def endless(server: FaultServer, request: Request) -> None:
    await request.redirect(f"/endless/{request.visits}{argument(request)[:5]}x")


async def soft_all(server: FaultServer, request: Request) -> None:
    await request.send(
        200, "<title>Our shop</title><h1>Hello</h1><p>This is what we show at every address there is.</p>" + PARAGRAPH
    )


async def soft_words(server: FaultServer, request: Request) -> None:
    await request.send(
        200, "<title>Page not found</title><h1>Sorry</h1><p>The page you requested could not be found.</p>"
    )


async def single_page_app(server: FaultServer, request: Request) -> None:
    await request.send(200, "<title>App</title><div id=root></div><script src=/app.js></script>")


FOLDERS = {
    "status": status,
    "redirect": redirect,
    "chain": chain,
    "endless": endless,
    "soft-all": soft_all,
    "soft-words": soft_words,
    "spa": single_page_app,
}
EXACT: dict[str, Callable[[FaultServer, Request], Awaitable[None]]] = {}
CASES: list[Case] = []


def at(
    path: str, verdicts: str, *, host: str = "", query: str = ""
) -> Callable[[Callable[[FaultServer, Request], Awaitable[None]]], None]:
    """Registers a handler at an exact path with what is right for it."""

    def register(handler: Callable[[FaultServer, Request], Awaitable[None]]) -> None:
        EXACT[path] = handler
        CASES.append(Case(path + query, verdicts, host=host))

    return register


def case(path: str, verdicts: str, to: str = "", *, scheme: str = "http", host: str = "") -> None:
    CASES.append(Case(path, verdicts, to, scheme, host))


@at("/", "ok")
async def home(server: FaultServer, request: Request) -> None:
    await request.send(200)


for code, verdicts in {
    200: "ok", 201: "ok", 203: "ok", 204: "ok", 206: "ok", 400: "broken", 401: "blocked", 403: "blocked", 404: "broken",
    405: "broken", 408: "transient", 410: "broken", 414: "broken", 418: "broken", 429: "blocked", 451: "blocked",
    500: "transient", 502: "transient", 503: "transient", 504: "transient", 520: "transient", 999: "blocked", 300: "ok",
}.items():  # fmt: skip
    case(f"/status/{code}", verdicts)
case("/status/301", "broken")
case("/status/302", "broken")

case("/redirect/301/status/200", "moved", "/status/200")
case("/redirect/308/status/200", "moved", "/status/200")
case("/redirect/302/status/200", "ok")
case("/redirect/303/status/200", "ok")
case("/redirect/307/status/200", "ok")
case("/redirect/301.301/status/200", "moved", "/status/200")
case("/redirect/301.302/status/200", "moved", "/redirect/302/status/200")
case("/redirect/302.301/status/200", "ok")
case("/redirect/301/status/404", "broken")
case("/redirect/302/status/410", "broken")
case("/redirect/301/status/500", "transient")
case("/redirect/301/status/403", "blocked")
case("/chain/8", "ok")
case("/chain/15", "ok")
case("/endless/1", "broken")
case("/soft-all/some/page", "soft404")
case("/soft-words/page", "soft404")
case("/spa/route", "ok")


@at("/loop", "broken")
async def loop(server: FaultServer, request: Request) -> None:
    await request.redirect("/loop")


@at("/ping", "broken")
async def ping(server: FaultServer, request: Request) -> None:
    await request.redirect("/pong")


EXACT["/pong"] = lambda _server, request: request.redirect("/ping")


@at("/relative/here", "moved")
async def relative(server: FaultServer, request: Request) -> None:
    await request.redirect("../status/200", 301)


@at("/protocol-relative", "ok")
async def protocol_relative(server: FaultServer, request: Request) -> None:
    await request.redirect(server.base().removeprefix("http:") + "/status/200")


@at("/utf8-location", "ok")
async def utf8_location(server: FaultServer, request: Request) -> None:
    await request.raw("HTTP/1.1 302 Found\r\nLocation: /caf\u00e9\r\nContent-Length: 0\r\n\r\n".encode())


EXACT["/caf%C3%A9"] = home_page = lambda _server, request: request.send(200)
EXACT["/a%20b"] = home_page


@at("/blank-location", "ok")
async def blank_location(server: FaultServer, request: Request) -> None:
    await request.raw(b"HTTP/1.1 302 Found\r\nLocation: /a b\r\nContent-Length: 0\r\n\r\n")


@at("/empty-location", "broken")
async def empty_location(server: FaultServer, request: Request) -> None:
    await request.raw(b"HTTP/1.1 302 Found\r\nLocation:\r\nContent-Length: 0\r\n\r\n")


@at("/bad-location", "broken")
async def bad_location(server: FaultServer, request: Request) -> None:
    await request.redirect("http://[not-an-address/")


@at("/to-file", "broken")
async def to_file(server: FaultServer, request: Request) -> None:
    await request.redirect("file:///etc/passwd")


@at("/to-nowhere", "broken")
async def to_nowhere(server: FaultServer, request: Request) -> None:
    await request.redirect("http://no-such-host.invalid/")


@at("/to-login", "blocked")
async def to_login(server: FaultServer, request: Request) -> None:
    await request.redirect("/login?next=/to-login")


EXACT["/login"] = home_page


@at("/deep/page/that-went", "soft404")
async def to_home(server: FaultServer, request: Request) -> None:
    await request.redirect("/", 301)


@at("/old/missing", "soft404")
async def to_error(server: FaultServer, request: Request) -> None:
    await request.redirect("/errors/404.html")


EXACT["/errors/404.html"] = home_page


@at("/docs/guide", "ok")
async def adds_locale(server: FaultServer, request: Request) -> None:
    await request.redirect("/en-us/docs/guide", 301)


EXACT["/en-us/docs/guide"] = EXACT["/fr-fr/docs/guide"] = home_page


@at("/nl-nl/docs/guide", "moved")
async def other_locale(server: FaultServer, request: Request) -> None:
    await request.redirect("/en-us/docs/guide", 301)


@at("/cookie", "ok")
async def cookie(server: FaultServer, request: Request) -> None:
    if "seen=1" in request.headers.get("cookie", ""):
        await request.send(200)
    else:
        await request.redirect("/cookie", set_cookie="seen=1; Path=/")


for name, target in {
    "metadata": "http://169.254.169.254/latest/meta-data/", "ten": "http://10.0.0.1/", "zero": "http://0.0.0.0:{port}/",
    "decimal": "http://2130706441:{port}/", "octal": "http://0177.0.0.9:{port}/", "hex": "http://0x7f000009:{port}/",
    "mapped": "http://[::ffff:127.0.0.9]:{port}/", "six": "http://[::1]:{port}/", "link-local": "http://[fe80::1]/",
    "unique-local": "http://[fd00::1]/", "nat64": "http://[64:ff9b::7f00:9]:{port}/", "plain": "http://127.0.0.9:{port}/",
    "tls": "https://127.0.0.9:{port}/", "short": "http://127.9:{port}/",
}.items():  # fmt: skip

    def private(server: FaultServer, request: Request, target: str = target) -> Awaitable[None]:
        return request.redirect(target.format(port=server.ports["forbidden"]), 301)

    at(f"/private/{name}", "blocked|broken")(private)


@at("/hang", "transient")
async def hang(server: FaultServer, request: Request) -> None:
    await asyncio.sleep(server.hang)


@at("/slow", "ok")
async def slow(server: FaultServer, request: Request) -> None:
    await asyncio.sleep(min(1.0, server.hang / 60))
    await request.send(200)


@at("/drip-head", "transient")
async def drip_head(server: FaultServer, request: Request) -> None:
    await request.raw(b"HTTP/1.1 200 OK\r\n")
    for number in range(int(server.hang * 5)):
        await request.raw(b"X-%d: y\r\n" % number)
        await asyncio.sleep(0.2)


@at("/drip-status", "transient")
async def drip_status(server: FaultServer, request: Request) -> None:
    for byte in b"HTTP/1.1 200 OK\r\n" * 20:
        await request.raw(bytes([byte]))
        await asyncio.sleep(0.5)


@at("/drip-body", "ok")
async def drip_body(server: FaultServer, request: Request) -> None:
    await request.raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    for _number in range(int(server.hang * 5)):
        await request.raw(b"<p>x</p>")
        await asyncio.sleep(0.2)


@at("/reset", "transient")
async def reset(server: FaultServer, request: Request) -> None:
    request.writer.transport.abort()


@at("/reset-in-head", "transient")
async def reset_in_head(server: FaultServer, request: Request) -> None:
    await request.raw(b"HTTP/1.1 200 OK\r\nContent-Ty")


@at("/empty-reply", "transient")
async def empty_reply(server: FaultServer, request: Request) -> None:
    return


@at("/broken-off", "ok")
async def broken_off(server: FaultServer, request: Request) -> None:
    await request.raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5000\r\n\r\n<p>half")


@at("/garbage", "transient")
async def garbage(server: FaultServer, request: Request) -> None:
    await request.raw(b"\x00\x01\x02 this is no HTTP\r\n\r\n")


@at("/bad-status", "transient")
async def bad_status(server: FaultServer, request: Request) -> None:
    await request.raw(b"HTTP/1.1 OK 200\r\n\r\n")


@at("/no-reason", "ok")
async def no_reason(server: FaultServer, request: Request) -> None:
    await request.raw(b"HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n")


@at("/http-1.0", "ok")
async def old_http(server: FaultServer, request: Request) -> None:
    await request.raw(
        b"HTTP/1.0 200 OK\nContent-Type: text/html\n\n<p>" + b"Old servers end lines with a single sign. " * 9
    )


@at("/early-hints", "ok")
async def early_hints(server: FaultServer, request: Request) -> None:
    await request.raw(b"HTTP/1.1 103 Early Hints\r\nLink: </x.css>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n")
    await request.send(200)


@at("/many-headers", "ok")
async def many_headers(server: FaultServer, request: Request) -> None:
    await request.send(200, **{f"x_{number}": "y" * 50 for number in range(300)})


@at("/endless-headers", "transient")
async def endless_headers(server: FaultServer, request: Request) -> None:
    await request.raw(b"HTTP/1.1 200 OK\r\n")
    for _number in range(5000):
        await request.raw(b"X: " + b"y" * 1000 + b"\r\n")


@at("/bomb", "ok")
async def bomb(server: FaultServer, request: Request) -> None:
    await request.send(200, BOMB, content_encoding="gzip")


@at("/bomb-deflate", "ok")
async def bomb_deflate(server: FaultServer, request: Request) -> None:
    await request.send(200, zlib.compress(b"\0" * 50_000_000, 9), content_encoding="deflate")


BOMB = gzip.compress(b"<p>" + b"\0" * 200_000_000, 9)


@at("/endless-body", "ok")
async def endless_body(server: FaultServer, request: Request) -> None:
    await request.raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    for _number in range(2000):
        await request.raw(b"<p>" + b"x" * 65536)


@at("/not-gzip", "transient")
async def not_gzip(server: FaultServer, request: Request) -> None:
    await request.send(200, content_encoding="gzip")


@at("/gzip", "ok")
async def good_gzip(server: FaultServer, request: Request) -> None:
    await request.send(200, gzip.compress(PAGE.encode()), content_encoding="gzip")


@at("/raw-deflate", "ok")
async def raw_deflate(server: FaultServer, request: Request) -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    await request.send(200, packer.compress(PAGE.encode()) + packer.flush(), content_encoding="deflate")


@at("/bad-chunks", "transient")
async def bad_chunks(server: FaultServer, request: Request) -> None:
    await request.raw(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n"
    )


@at("/bad-charset", "ok")
async def bad_charset(server: FaultServer, request: Request) -> None:
    await request.send(200, b"\xff\xfe<p>" + PAGE.encode(), content_type="text/html; charset=no-such-thing")


@at("/pdf", "ok", query="#page=3")
async def pdf(server: FaultServer, request: Request) -> None:
    await request.send(200, b"%PDF-1.7 \0\0", content_type="application/pdf")


@at("/no-type", "ok")
async def no_type(server: FaultServer, request: Request) -> None:
    await request.send(200, content_type="")


@at("/head-refused", "ok")
async def head_refused(server: FaultServer, request: Request) -> None:
    await request.send(405 if request.method == "HEAD" else 200)


@at("/wall", "blocked")
async def wall(server: FaultServer, request: Request) -> None:
    await request.send(200, "<title>Just a moment...</title><h1>Checking your browser</h1>")


@at("/challenge", "blocked")
async def challenge(server: FaultServer, request: Request) -> None:
    await request.send(503, "<title>Just a moment...</title>", cf_mitigated="challenge", server="cloudflare")


@at("/about-404", "ok")
async def about_404(server: FaultServer, request: Request) -> None:
    await request.send(200, "<title>404 Not Found - Reference</title><h1>404 Not Found</h1>" + PARAGRAPH)


@at("/heading-404", "soft404")
async def heading_404(server: FaultServer, request: Request) -> None:
    await request.send(200, "<title>Example shop</title><h1>Pagina niet gevonden</h1><p>Terug naar de winkel.</p>")


def flaky(path: str, failures: int, verdicts: str, fail: Handler) -> None:
    async def handler(server: FaultServer, request: Request) -> None:
        await (fail(request) if request.visits <= failures else request.send(200))

    at(path, verdicts)(handler)


flaky("/flaky/500", 1, "ok", lambda request: request.send(500))
flaky("/flaky/503-twice", 2, "ok", lambda request: request.send(503))
flaky("/flaky/limit", 1, "ok", lambda request: request.send(429, retry_after="1"))
flaky("/flaky/limit-date", 1, "ok", lambda request: request.send(429, retry_after=formatdate(time() + 3, usegmt=True)))
flaky("/flaky/limit-nonsense", 1, "ok", lambda request: request.send(429, retry_after="soon"))
flaky("/flaky/503-wait", 1, "ok", lambda request: request.send(503, retry_after="4"))


async def abort(request: Request) -> None:
    request.writer.transport.abort()


flaky("/flaky/reset", 1, "ok", abort)


async def anchors(server: FaultServer, request: Request) -> None:
    await request.send(200, ANCHORS)


EXACT["/anchors"] = anchors
EXACT["/moved-anchors"] = lambda _server, request: request.redirect("/anchors", 301)
EXACT["/own-fragment"] = lambda _server, request: request.redirect("/anchors#named", 302)
EXACT["/big"] = lambda _server, request: request.send(
    200, "<h1>Big</h1>" + "<p>filler filler</p>" * 200_000 + "<p id=far-down>x"
)
for fragment, verdicts in {
    "top-part": "ok", "named": "ok", "Case": "ok", "case": "fragment", "caf%C3%A9%20au%20lait": "ok", "missing": "fragment",
    "commented": "fragment", "scripted": "fragment", "readme": "ok", "top": "ok", "": "ok", ":~:text=reading": "ok",
    "!/route": "ok", "/route": "ok", "50%25": "ok", "L12-L15": "ok", "a&b": "ok",
}.items():  # fmt: skip
    case(f"/anchors#{fragment}", verdicts)
case("/moved-anchors#named", "moved", "/anchors#named")
case("/moved-anchors#gone", "fragment")
case("/own-fragment#whatever", "ok")
case("/big#far-down", "ok")
case("/big#nowhere", "fragment")
case("/status/404#x", "broken")

case("/status/200", "ok", scheme="https", host="tls-good")
case("/redirect/301/status/200", "moved", scheme="https", host="tls-good")
case("/anchors#named", "ok", scheme="https", host="tls-good")
case("/anchors#missing", "fragment", scheme="https", host="tls-good")
case("/big#far-down", "ok", scheme="https", host="tls-good")
case("/flaky/503-wait", "ok", scheme="https", host="tls-good")
case("/status/404", "broken", scheme="https", host="tls-good")
case("/soft-words/page", "soft404", scheme="https", host="tls-good")
case("/hang", "transient", scheme="https", host="tls-good")
case("/drip-head", "transient", scheme="https", host="tls-good")
case("/reset", "transient", scheme="https", host="tls-good")
case("/bomb", "ok", scheme="https", host="tls-good")
case("/private/plain", "blocked|broken", scheme="https", host="tls-good")
case("/private/tls", "blocked|broken", scheme="https", host="tls-good")
case("/status/200", "broken", scheme="https", host="tls-self")
case("/status/200", "broken", scheme="https", host="tls-wrong")
case("/status/200", "broken", scheme="https", host="tls-expired")
case("/status/200", "broken", scheme="https", host="tls-stranger")
case("/status/200", "blocked", scheme="https", host="tls-chainless")
case("/status/200", "broken|transient", scheme="https")
case("/status/200", "transient", scheme="https", host="silent")
case("/status/200", "transient", host="silent")
case("/status/200", "ok", host="other")
case("http://no-such-host.invalid/", "broken")
case("http://127.0.0.1:1/", "blocked|transient|broken")
case("http://169.254.169.254/latest/meta-data/", "blocked|broken")
case("http://127.0.0.1:99999/", "broken")
case("http:///nowhere", "broken")
