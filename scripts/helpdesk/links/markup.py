"""Which attributes of HTML hold links, and what a browser makes of their values (WHATWG HTML and URL standards)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from html.entities import html5

from helpdesk.links.model import FILE, IMAGE, LINK

# (element, attribute) where one URL stands; "*" is any element.
URLS = {
    ("a", "href"): LINK, ("area", "href"): LINK, ("iframe", "src"): LINK, ("frame", "src"): LINK,
    ("img", "src"): IMAGE, ("image", "src"): IMAGE, ("input", "src"): IMAGE, ("source", "src"): IMAGE,
    ("video", "src"): IMAGE, ("video", "poster"): IMAGE, ("audio", "src"): IMAGE, ("track", "src"): FILE,
    ("embed", "src"): FILE, ("object", "data"): FILE, ("script", "src"): FILE, ("link", "href"): FILE,
    ("use", "href"): IMAGE, ("use", "xlink:href"): IMAGE, ("image", "href"): IMAGE, ("image", "xlink:href"): IMAGE,
    ("feimage", "href"): IMAGE, ("feimage", "xlink:href"): IMAGE, ("a", "xlink:href"): LINK,
    ("body", "background"): IMAGE, ("table", "background"): IMAGE, ("td", "background"): IMAGE,
    ("script", "href"): FILE, ("script", "xlink:href"): FILE,
}  # fmt: skip
# (element, attribute) where several stand, each with a size.
SETS = {("img", "srcset"), ("source", "srcset"), ("link", "imagesrcset")}
# Attributes in which some element holds a link, an id or CSS; anything else need not be looked at.
TELLING = frozenset({name for _element, name in URLS} | {name for _element, name in SETS} | {"id", "name", "style", "content", "http-equiv", "rel"})  # fmt: skip

ATTRIBUTE = re.compile(r"""([^\s=/>"'<][^\s=/>]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"'][^\s>]*)))?""")
CANDIDATE = re.compile(r"[\s,]*([^\s,](?:\S*[^\s,])?)(?:\s[^,(]*(?:\([^)]*\)[^,(]*)*)?,?")
CSS_URL = re.compile(
    r"""\burl\(\s*(?:"([^"\n]*)"|'([^'\n]*)'|([^\s"')]+))\s*\)|@import\s+(?:"([^"\n]*)"|'([^'\n]*)')""", re.IGNORECASE
)
SVG_FONT = re.compile(r"""\s*format\(\s*["']?svg\b""", re.IGNORECASE)
CSS_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
REFRESH = re.compile(
    r"""\s*\d*[.\d]*\s*[;,\s]\s*(?:url\s*=\s*)?(?:"([^"]*)"?|'([^']*)'?|(.*\S))\s*\Z""", re.IGNORECASE | re.DOTALL
)
NAMED_REFERENCE = re.compile(r"&([a-zA-Z][a-zA-Z0-9]*)([;=]?)")
# Python refuses to read a number of thousands of digits; no sign has one of more than seven.
LONG_NUMBER = re.compile(r"&#(?:0{8,}|[1-9]\d{8})\d*;?")


def attribute_text(written: str) -> str:
    """An attribute's value as a browser reads it."""
    if "&" not in written:
        return written
    return plain_text(NAMED_REFERENCE.sub(heeded, written))


def heeded(reference: re.Match[str]) -> str:
    """A reference by name, its ampersand spelt out where it is none."""
    return reference[0] if is_sign(reference[1], reference[2]) else f"&amp;{reference[0][1:]}"


def is_sign(name: str, end: str) -> bool:
    """Whether a browser reads `&name` and its end as a sign; the name of none, or one before `=`, stays in an attribute (HTML 13.2.5.73)."""
    return end != "=" and name + end in html5


def plain_text(written: str) -> str:
    """Text between tags as a browser reads it."""
    return unescape(LONG_NUMBER.sub(shortened, written)) if "&" in written else written


def shortened(reference: re.Match[str]) -> str:
    """A reference by number without leading zeros; one to no sign at all as browsers show it."""
    digits = reference[0][2:].rstrip(";").lstrip("0")
    return f"&#{digits};" if 0 < len(digits) < 8 else "\ufffd"


def candidates(value: str) -> Iterator[tuple[str, int]]:
    """The URLs of a `srcset` and where each stands in it; a `data:` URL may hold commas."""
    for match in CANDIDATE.finditer(value):
        yield match[1], match.start(1)


def css_urls(text: str) -> Iterator[tuple[str, int]]:
    """The URLs of a style sheet and where each stands in it.

    That of a font in SVG comes without its id: no browser has looked at one for years, and most such files lack it.
    """
    plain = CSS_COMMENT.sub(lambda comment: " " * len(comment[0]), text) if "/*" in text else text
    for match in CSS_URL.finditer(plain):
        group = match.lastindex or 0
        url = re.sub(r"\\([^0-9a-fA-F\n])", r"\1", match[group])
        is_font = "#" in url and SVG_FONT.match(plain, match.end())
        yield url.partition("#")[0] if is_font else url, match.start(group)


def refresh_url(content: str) -> tuple[str, int] | None:
    """The URL of a `<meta http-equiv=refresh>` and where it stands in `content`; None when it only reloads."""
    match = REFRESH.match(content)
    if match is None or match.lastindex is None:
        return None
    return match[match.lastindex], match.start(match.lastindex)
