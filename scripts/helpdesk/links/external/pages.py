"""A page fetched by ourselves, for what LinkChecker does not tell: its words, and the ids of one too large for it."""

from __future__ import annotations

import base64
import http.client
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from urllib.parse import urlsplit

from helpdesk.links.external.document import document
from helpdesk.links.external.elements import elements
from helpdesk.links.external.model import Limits
from helpdesk.links.external.veil import veiled
from helpdesk.links.markup import attribute_text, plain_text

# Tells the proxy that we read ourselves and build no tree, so that we may have any page as it is.
READER = "helpdesk-reader"

TITLE = re.compile(r"<title\b|</title", re.IGNORECASE)
HEADING = re.compile(r"<h[12]\b|</h[12]", re.IGNORECASE)
HEAD = re.compile(r"<head\b|</head", re.IGNORECASE)
# A tag that never ends takes the rest of the page with it.
TAG = re.compile(r"<(?=[a-zA-Z/!?])[^>]*(?:>|\Z)")
# What "Loading, please wait" and a menu may need; a page with less has its words from a script.
THIN_WORDS = 40
CHARSET = re.compile(rb"charset\s*=\s*[\"']?([A-Za-z0-9_-]+)", re.IGNORECASE)


@dataclass(frozen=True)
class Page:
    """What one request brought."""

    status: int
    """0 where no answer came."""
    body: bytes = b""
    """Unpacked, at most as long as the Limits allow."""
    content_type: str = ""
    whole: bool = True

    @cached_property
    def text(self) -> str:
        """The body in the encoding the server, the page, or the standard names, in this order."""
        return decoded(self.body, self.encoding)

    @cached_property
    def encoding(self) -> str:
        """Its name, which may be one that nobody knows."""
        named = CHARSET.search(self.content_type.encode("ascii", "replace")) or CHARSET.search(self.body[:2048])
        return named[1].decode() if named else "utf-8"

    @cached_property
    def headings(self) -> tuple[str, ...]:
        """The title's parts between the usual separators, then the headings of the first two levels."""
        return (*self.titles, *filter(None, map(plain, islice(between(HEADING, self.text), 6))))

    @cached_property
    def titles(self) -> tuple[str, ...]:
        """The title's parts between the usual separators."""
        title = plain(next(between(TITLE, self.text), ""))
        return tuple(filter(None, map(str.strip, re.split(r"\s[-|–—·:»•]\s|\s?\|\s?", title))))

    @cached_property
    def words(self) -> tuple[str, ...]:
        """What a reader sees without scripts, word by word."""
        text = decoded(document(self.body), self.encoding)
        for head in islice(between(HEAD, text), 1):
            text = text.replace(head, " ", 1)
        return tuple(re.findall(r"\w+", plain(text)))

    @cached_property
    def scripted(self) -> bool:
        """Whether a script may still put the real content into the page."""
        return "<script" in self.text.lower()

    @cached_property
    def is_thin(self) -> bool:
        """Whether there is next to nothing in the page before a script has run."""
        return self.scripted and len(self.words) < THIN_WORDS

    @property
    def is_shell(self) -> bool:
        """Whether a script makes the page, headings, ids and all."""
        return self.is_thin and not any(True for _heading in between(HEADING, self.text))

    @cached_property
    def anchors(self) -> frozenset[str]:
        """Every id, and every name of an `a`; those in comments, scripts and templates do not count."""
        result = set()
        for name, attributes in elements(document(self.body)):
            for key in (b"id", b"name") if name == b"a" else (b"id",):
                if key in attributes:
                    result.add(attribute_text(decoded(attributes[key].written, self.encoding)))
        return frozenset(result)


def is_html(content_type: str) -> bool:
    """Whether a response of this type is a page with ids; one without a type is guessed to be one, as browsers do."""
    return content_type.partition(";")[0].strip().lower() in {"", "text/html", "application/xhtml+xml"}


Fetch = Callable[[str], Page]


def decoded(value: bytes, encoding: str) -> str:
    """The value in this encoding, or in UTF-8 when there is none of that name."""
    try:
        return value.decode(encoding, "replace")
    except LookupError:
        return value.decode("utf-8", "replace")


def between(tags: re.Pattern[str], text: str) -> Iterator[str]:
    """What stands in elements, given a pattern for the beginning of their start and end tags; each sign is read once."""
    position = 0
    while start := tags.search(text, position):
        position = start.end()
        if start[0].startswith("</"):
            continue
        begin = text.find(">", position) + 1
        end = begin and text.find("</", begin)
        while end > 0 and not tags.match(text, end):
            end = text.find("</", end + 2)
        if end <= 0:
            return
        yield text[begin:end]
        position = end


def plain(markup: str) -> str:
    """The words of a piece of HTML, blanks made one."""
    return " ".join(plain_text(TAG.sub(" ", markup)).split())


@dataclass(frozen=True, slots=True)
class Fetcher:
    """Asks for single pages through the proxy, so that its rules hold here too."""

    proxy: str
    limits: Limits

    def __call__(self, url: str) -> Page:
        """The page at this address, redirects not followed; status 0 for whatever goes wrong."""
        via = urlsplit(self.proxy)
        token = base64.b64encode(f"{via.username}:{via.password}".encode()).decode()
        patience = 2 * self.limits.answer + self.limits.connect + self.limits.body + 1
        try:
            connection = http.client.HTTPConnection(via.hostname or "", via.port, timeout=patience)
            try:
                connection.request("GET", veiled(url), headers={"Proxy-Authorization": f"Basic {token}", READER: "1"})
                return self.read(connection.getresponse())
            finally:
                connection.close()
        except (OSError, http.client.HTTPException, ValueError):
            return Page(0)

    def read(self, response: http.client.HTTPResponse) -> Page:
        """The response with as much of its body as is allowed."""
        pieces, left, whole = [], self.limits.body_bytes, True
        try:
            while left > 0 and (data := response.read1(64 * 1024)):
                pieces.append(data)
                left -= len(data)
        except (OSError, http.client.HTTPException):
            whole = False
        body = b"".join(pieces)
        return Page(response.status, body, response.headers.get("content-type", ""), whole and left > 0)
