"""The body of one response on its way through the proxy."""

from __future__ import annotations

import asyncio
import re

from helpdesk.links.external import exchange
from helpdesk.links.external.connect import Failed
from helpdesk.links.external.document import digestible, document
from helpdesk.links.external.model import Limits, Problem
from helpdesk.links.external.pages import Page, is_html
from helpdesk.links.external.sight import LOOKED_AT

# Elements inside each other; LinkChecker's parser takes minutes for a hundred thousand, and no page needs a thousand.
DEEPEST = 2000
STEP = 16 * 1024
OPENING = re.compile(rb"<(?!br|img|hr|input|meta|link|wbr|col|area|source)[a-z]", re.IGNORECASE)


class Body:
    """Its beginning is read before the head is passed on, so that both can be judged; the rest just flows through."""

    def __init__(self, upstream: asyncio.StreamReader, head: exchange.Head, limits: Limits) -> None:
        self.head, self.limits = head, limits
        self.pieces = exchange.read_body(upstream, head, limits)
        self.deadline = asyncio.get_running_loop().time() + limits.body
        self.beginning = b""
        self.ended = False
        self.failure: Failed | None = None

    async def begin(self) -> None:
        """Reads as much as an engine parses; raises Failed where a reader would be left with an empty window."""
        data = bytearray()
        try:
            async with asyncio.timeout_at(self.deadline):
                async for piece in self.pieces:
                    data += piece
                    if len(data) >= self.limits.page_bytes:
                        break
                else:
                    self.ended = True
        except TimeoutError:
            self.failure = Failed(Problem.TIMEOUT, "the page did not come in time")
        except OSError as error:
            self.failure = Failed(Problem.RESET, str(error))
        except Failed as failure:
            self.failure = failure
        self.beginning = bytes(data)
        # With another status than success the status says enough; and browsers unpack more than we do.
        if self.failure and 200 <= self.head.status < 300 and exchange.can_unpack(self.head) and not self.has_words():
            raise self.failure

    def has_words(self) -> bool:
        """Whether what came of the page shows anything to a reader."""
        kind = self.head.header("content-type")
        if not is_html(kind) or len(self.beginning) > LOOKED_AT:
            return bool(self.beginning)
        return bool(Page(self.head.status, self.beginning, kind).words)

    async def finish(self, writer: asyncio.StreamWriter, *, as_it_is: bool) -> None:
        """Passes it on in chunks; the last one is left out when it did not come whole, which is how an engine learns of that.

        Unless it is wanted as it is, what no parser should see of a page is left out.
        """
        data = self.beginning
        if not as_it_is and is_html(self.head.header("content-type")):
            if too_deep(data):
                return
            data = digestible(document(data))
        if data:
            writer.write(chunk(data))
        if self.failure:
            return
        if not self.ended:
            try:
                async with asyncio.timeout_at(self.deadline):
                    async for piece in self.pieces:
                        if piece:
                            writer.write(chunk(piece))
                            await writer.drain()
            except (TimeoutError, OSError, Failed):
                return
        writer.write(b"0\r\n\r\n")


def chunk(data: bytes) -> bytes:
    """One chunk of a chunked body."""
    return b"%x\r\n%b\r\n" % (len(data), data)


def too_deep(data: bytes) -> bool:
    """Whether, roughly, the elements of a page lie so deep in each other that a parser would drown in them."""
    depth = 0
    for start in range(0, len(data), STEP):
        piece = data[start : start + STEP]
        depth += len(OPENING.findall(piece)) - piece.count(b"</") - piece.count(b"/>")
        if depth > DEEPEST:
            return True
    return False
