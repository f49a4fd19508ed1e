"""What one start tag, or one style sheet, says: links, ids, and what a page is."""

from __future__ import annotations

import re

from helpdesk.links.built.numbers import Numbers
from helpdesk.links.built.reading import Sink
from helpdesk.links.markup import SETS, URLS, attribute_text, candidates, css_urls, refresh_url
from helpdesk.links.model import FILE, IMAGE, LINK

# The tables of `markup`, with the bytes that stand in a file as keys.
ADDRESSES = {(element.encode(), name.encode()): kind for (element, name), kind in URLS.items()}
SEVERAL = {(element.encode(), name.encode()) for element, name in SETS}
BREAKS = re.compile(r"[\t\n\r]")
ENDS = "".join(map(chr, range(0x21)))
# What a `<link>` names without anybody fetching it.
NEVER_FETCHED = {"preconnect", "dns-prefetch", "pingback", "webmention", "me", "edituri", "wlwmanifest", "profile"}
PAGES = {"canonical", "alternate", "next", "prev", "first", "last", "up", "help", "author", "license", "search", "index", "contents"}  # fmt: skip


def text(value: bytes) -> str:
    """An attribute's value as a browser reads it."""
    return attribute_text(value.decode("utf-8", "replace"))


def url(value: str) -> str:
    """An address without the blanks a browser ignores: at both ends, and line ends and tabs inside."""
    return BREAKS.sub("", value.strip(ENDS))


class Tags:
    """Reads start tags and style sheets; what it finds goes into a sink, as numbers."""

    def __init__(self, numbers: Numbers) -> None:
        self.numbers = numbers
        self._plain_links: dict[bytes, int] = {}
        self._plain_images: dict[bytes, int] = {}

    def plain_link(self, value: bytes) -> int:
        """The number of a target that holds no reference and no blank."""
        number = self._plain_links.get(value)
        if number is None:
            number = self._plain_links[value] = self.numbers.target(LINK, value.decode("utf-8", "replace"))
        return number

    def plain_image(self, value: bytes) -> int:
        """The number of a picture whose address holds no reference and no blank."""
        number = self._plain_images.get(value)
        if number is None:
            number = self._plain_images[value] = self.numbers.target(IMAGE, value.decode("utf-8", "replace"))
        return number

    def plain_id(self, value: bytes) -> int:
        """The number of an id that holds no reference."""
        return self.numbers.name(value.decode("utf-8", "replace"))

    def tell(self, element: bytes, attributes: list[tuple[bytes, bytes, int]], sink: Sink) -> None:
        """Puts what a start tag says into the sink."""
        if element in SPECIAL:
            getattr(self, SPECIAL[element])({name: (value, at) for name, value, at in attributes}, sink)
        for name, value, at in attributes:
            if name == b"id":
                if value:
                    sink.ids.append(self.numbers.name(text(value)))
                    sink.id_offsets.append(at)
            elif kind := ADDRESSES.get((element, name)):
                if element != b"link":
                    self.put(kind, text(value), at, sink)
            elif (element, name) in SEVERAL:
                for target, offset in candidates(text(value)):
                    self.put(IMAGE, target, at + offset, sink)
            elif name == b"style" and b"url(" in value:
                self.style(text(value), at, sink)
            elif name == b"name" and element == b"a" and value:
                sink.others.append(("name", text(value)))

    def put(self, kind: str, target: str, at: int, sink: Sink) -> None:
        """One link."""
        sink.links.append(self.numbers.target(kind, url(target)))
        sink.link_offsets.append(at)

    def tell_style(self, sheet: bytes, start: int, sink: Sink) -> None:
        """The addresses in a style sheet that stands in the page."""
        if b"url(" in sheet or b"@import" in sheet:
            self.style(sheet.decode("utf-8", "replace"), start, sink)

    def style(self, sheet: str, start: int, sink: Sink) -> None:
        """The addresses in CSS; those that are only an id point into a drawing of the same page."""
        for target, offset in css_urls(sheet):
            if not target.startswith("#"):
                self.put(IMAGE, target, start + len(sheet[:offset].encode()), sink)

    def tell_link(self, values: dict[bytes, tuple[bytes, int]], sink: Sink) -> None:
        """`<link>`: what its `rel` makes of its address."""
        words = text(values.get(b"rel", (b"", 0))[0]).lower().split()
        if b"href" not in values or not words or not NEVER_FETCHED.isdisjoint(words):
            return
        value, at = values[b"href"]
        self.put(LINK if not PAGES.isdisjoint(words) else FILE, text(value), at, sink)
        if "canonical" in words:
            sink.others.append(("canonical", url(text(value))))

    def tell_meta(self, values: dict[bytes, tuple[bytes, int]], sink: Sink) -> None:
        """`<meta http-equiv=refresh>` leads to another page."""
        if b"content" not in values or values.get(b"http-equiv", (b"", 0))[0].strip().lower() != b"refresh":
            return
        value, at = values[b"content"]
        if found := refresh_url(text(value)):
            self.put(LINK, found[0], at + found[1], sink)

    def tell_base(self, values: dict[bytes, tuple[bytes, int]], sink: Sink) -> None:
        """`<base>`: from where relative addresses start."""
        if b"href" in values:
            sink.others.append(("base", url(text(values[b"href"][0]))))

    def tell_html(self, values: dict[bytes, tuple[bytes, int]], sink: Sink) -> None:
        """`<html lang>`: the Locale of the page."""
        if b"lang" in values:
            sink.others.append(("lang", text(values[b"lang"][0]).strip()))

    def tell_form(self, values: dict[bytes, tuple[bytes, int]], sink: Sink) -> None:
        """`<form>` leads to a page when it is sent by GET; where POST leads, no file can tell."""
        if b"action" in values and values.get(b"method", (b"", 0))[0].strip().lower() not in (b"post", b"dialog"):
            value, at = values[b"action"]
            self.put(LINK, text(value), at, sink)


SPECIAL = {b"form": "tell_form", b"link": "tell_link", b"meta": "tell_meta", b"base": "tell_base", b"html": "tell_html"}
