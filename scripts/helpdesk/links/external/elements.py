"""The start tags of a page with their attributes, by the rules of the HTML standard's tokenizer, each byte read once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

START = re.compile(rb"<([a-zA-Z][^\s/>]*)")
# The tag's end, or one attribute: its name, then its value with or without quotes, and the closing quote if there is one.
PART = re.compile(rb"[\s/]*(?:(>)|([^\s/>][^\s/>=]*)(?:\s*=\s*(?:\"([^\"]*)(\"?)|'([^']*)('?)|([^\s>]*)))?)")
END, NAME, DOUBLE, SINGLE, BARE = 1, 2, 3, 5, 7


class Value(NamedTuple):
    """An attribute's value as it is written, and where that begins in the page."""

    written: bytes
    start: int


def elements(page: bytes) -> Iterator[tuple[bytes, dict[bytes, Value]]]:
    """Name and attributes of every start tag, names in lower case; of two equal attributes the first counts.

    A tag that is open at the end of the page is none, and neither is what stands behind it.
    """
    position = 0
    while start := START.search(page, position):
        attributes: dict[bytes, Value] = {}
        position = start.end()
        while True:
            part = PART.match(page, position)
            if part is None or part[DOUBLE + 1] == b"" or part[SINGLE + 1] == b"":
                return
            position = part.end()
            if part[END]:
                break
            group = next((group for group in (DOUBLE, SINGLE, BARE) if part[group] is not None), NAME)
            value = Value(b"", part.end()) if group == NAME else Value(part[group], part.start(group))
            attributes.setdefault(part[NAME].lower(), value)
        yield start[1].lower(), attributes
