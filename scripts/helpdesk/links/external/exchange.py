"""One HTTP/1 response, read within limits and as forgivingly as browsers read it."""

from __future__ import annotations

import asyncio
import re
import zlib
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass

from helpdesk.links.external.connect import Failed
from helpdesk.links.external.model import Limits, Problem

STATUS_LINE = re.compile(rb"^HTTP/\d(?:\.\d)?[ \t]+(\d{3})(?:[ \t]+(.*?))?[ \t]*$", re.IGNORECASE)
CHUNK = 64 * 1024
# What zlib may give back per call, so that a bomb is noticed before it has gone off.
UNPACKED_AT_ONCE = 256 * 1024
NO_BODY = {204, 205, 304}
GZIP_START = b"\x1f\x8b"
UNPACKABLE = (["gzip"], ["x-gzip"], ["deflate"])


@dataclass(frozen=True, slots=True)
class Head:
    """Status line and headers of a response; names in lower case, in the order they came."""

    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]

    def header(self, name: str) -> str:
        """The first value of that name; empty where there is none."""
        return next((value for key, value in self.headers if key == name), "")


async def read_head(reader: asyncio.StreamReader, limits: Limits) -> Head:
    """The head of the final response, interim ones (100, 102, 103) skipped; raises Failed."""
    try:
        async with asyncio.timeout(limits.answer):
            for _interim in range(8):
                head = await one_head(reader, limits)
                if head.status == 101:
                    raise Failed(Problem.GARBAGE, "the server changed to another protocol unasked")
                if head.status >= 200:
                    return head
    except TimeoutError as error:
        raise Failed(Problem.TIMEOUT, f"no complete answer within {limits.answer:g} s") from error
    except OSError as error:
        raise Failed(Problem.RESET, str(error)) from error
    raise Failed(Problem.GARBAGE, "interim responses without end")


async def one_head(reader: asyncio.StreamReader, limits: Limits) -> Head:
    """One status line and its headers."""
    first = b"\r\n"
    for _blank in range(4):  # some servers send the end of the last body late
        if first.strip(b"\r\n") or not first:
            break
        first = await one_line(reader, limits.head_bytes)
    if not first:
        raise Failed(Problem.RESET, "the server closed the connection without an answer")
    match = STATUS_LINE.match(first.strip(b"\r\n"))
    if not match or int(match[1]) < 100:
        raise Failed(Problem.GARBAGE, f"the answer begins with {first[:60]!r}")
    left = limits.head_bytes - len(first)
    headers = []
    while line := (raw := await one_line(reader, left)).strip(b"\r\n"):
        left -= len(raw)
        name, colon, value = line.partition(b":")
        if colon and not name[:1].isspace():
            headers.append((name.strip().decode("latin-1").lower(), as_text(value.strip())))
    if not raw:
        raise Failed(Problem.RESET, "the connection closed within the headers")
    return Head(int(match[1]), as_text(match[2] or b""), tuple(headers))


async def one_line(reader: asyncio.StreamReader, limit: int) -> bytes:
    """The next line with its end; what is left at the end of the stream. Raises Failed when it is too long."""
    try:
        line = await reader.readline()
    except ValueError as error:
        raise Failed(Problem.GARBAGE, "the headers have no end") from error
    if len(line) > limit:
        raise Failed(Problem.GARBAGE, "the headers have no end")
    return line


def as_text(value: bytes) -> str:
    """A header's value as UTF-8 where it is, else Latin-1; control characters but tabs become blanks."""
    try:
        text = value.decode("utf-8")
    except UnicodeDecodeError:
        text = value.decode("latin-1")
    return re.sub(r"[\0-\x08\x0a-\x1f\x7f]", " ", text)


def has_body(head: Head) -> bool:
    """Whether bytes after the head belong to this response."""
    return head.status not in NO_BODY and head.status >= 200


def can_unpack(head: Head) -> bool:
    """Whether we know how the body is packed."""
    names = encodings(head.header("content-encoding"))
    return not names or names in UNPACKABLE


def encodings(named: str) -> list[str]:
    """The packings that a header names, those left out that change nothing."""
    return [name.strip().lower() for name in named.split(",") if name.strip().lower() not in {"", "identity"}]


async def read_body(reader: asyncio.StreamReader, head: Head, limits: Limits) -> AsyncIterator[bytes]:
    """The body piece by piece, unpacked; raises Failed when it breaks off, cannot be unpacked or passes a limit.

    The limit of time is the caller's to keep: a timeout must not stretch over what a generator's user does meanwhile.
    """
    budget = limits.body_bytes
    unpacker = Unpacker(head.header("content-encoding"))
    async for packed in framed(reader, head):
        for piece in unpacker.unpacked(packed):
            budget -= len(piece)
            if budget < 0:
                raise Failed(Problem.TIMEOUT, "the page is too large to read")
            yield piece


async def framed(reader: asyncio.StreamReader, head: Head) -> AsyncIterator[bytes]:
    """The bytes of the body as they are sent: in chunks, counted, or until the connection closes."""
    length = head.header("content-length")
    if "chunked" in head.header("transfer-encoding").lower():
        async for piece in chunks(reader):
            yield piece
        return
    left = int(length) if re.fullmatch(r"\d{1,18}", length) else None
    while left is None or left > 0:
        piece = await reader.read(CHUNK if left is None else min(CHUNK, left))
        if not piece:
            if left:
                raise Failed(Problem.RESET, "the page broke off")
            return
        left = None if left is None else left - len(piece)
        yield piece


async def chunks(reader: asyncio.StreamReader) -> AsyncIterator[bytes]:
    """The bytes of a chunked body."""
    while True:
        line = (await one_line(reader, 4096)).partition(b";")[0].strip()
        if not re.fullmatch(rb"[0-9A-Fa-f]{1,15}", line):
            raise Failed(Problem.GARBAGE, "a chunk has no size")
        if not (left := int(line, 16)):
            return
        while left > 0:
            piece = await reader.read(min(CHUNK, left))
            if not piece:
                raise Failed(Problem.RESET, "the page broke off")
            left -= len(piece)
            yield piece
        await one_line(reader, 4096)


class Unpacker:
    """Unpacks gzip and deflate in small steps, so that a bomb is noticed early; other bytes pass as they are."""

    def __init__(self, encoding: str) -> None:
        self.names = encodings(encoding)
        # 47: zlib's largest window, the kind of header (gzip or zlib) found out by itself.
        self.machine = zlib.decompressobj(47) if self.names in UNPACKABLE else None
        self.fresh = True

    def unpacked(self, packed: bytes) -> Iterator[bytes]:
        """What the next bytes unpack to; raises Failed when they cannot be unpacked."""
        if self.machine is None:
            if self.names:
                raise Failed(Problem.GARBAGE, f"unknown content encoding {', '.join(self.names)}")
            yield packed
            return
        try:
            yield from self.steps(packed)
        except zlib.error as error:
            raise Failed(Problem.GARBAGE, f"the page cannot be unpacked: {error}") from error

    def steps(self, packed: bytes) -> Iterator[bytes]:
        """At most `UNPACKED_AT_ONCE` per step; some servers send deflate without zlib's header, or gzip in several members."""
        if self.fresh and self.names == ["deflate"] and (packed[0] & 0x0F) != 8:
            self.machine = zlib.decompressobj(-15)
        self.fresh = False
        assert self.machine is not None
        while packed:
            if self.machine.eof:
                if not GZIP_START.startswith(packed[:2]) or self.names == ["deflate"]:
                    return
                self.machine = zlib.decompressobj(47)
            yield self.machine.decompress(packed, UNPACKED_AT_ONCE)
            packed = self.machine.unconsumed_tail or self.machine.unused_data
