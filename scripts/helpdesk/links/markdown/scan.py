"""One Markdown text to Facts: every Link with its place, every id, every reference definition."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

from helpdesk.frontmatter import FENCED
from helpdesk.links.markdown.dialect import Dialect
from helpdesk.links.markdown.ids import ids_of
from helpdesk.links.markdown.inline import Target, inline_targets
from helpdesk.links.markdown.masks import Masks, masks_of
from helpdesk.links.markdown.pictures import names_in
from helpdesk.links.markup import ATTRIBUTE, SETS, URLS, candidates, css_urls
from helpdesk.links.model import Anchor, Facts, Kind, Link

TAG = re.compile(r"""<([a-zA-Z][a-zA-Z0-9:-]*)((?:\s+|/)(?:[^<>"']|"[^"]*"|'[^']*')*)>""")
AUTOLINK = re.compile(r"<((?:https?|ftp)://[^<>\s]+)>", re.IGNORECASE)
BARE = re.compile(r"""https?://[^\s<>"'`|\\\]]*[^\s<>"'`|\\\].,:;!?)*_}]""", re.IGNORECASE)

# pymdownx.snippets: `--8<-- "file"`, or `--8<--` alone round a list of files.
INCLUDED = re.compile(r"^[ \t>]*-+8<-+[ \t]*(?:[\"']|$)", re.MULTILINE)

Ids = list[tuple[str, int]]


class Found(NamedTuple):
    """A Link before line and column are known."""

    kind: Kind
    target: str
    start: int
    end: int
    raw: bool = False


def scan(text: str, dialect: Dialect) -> Facts:
    """What the text says; any text is fine, nothing is raised."""
    masks = masks_of(text, markdown_in_html=dialect.markdown_in_html, list_indent=dialect.list_indent)
    targets, names = inline_targets(masks.markdown, text)
    in_tags: Ids = []
    names_in_tags: Ids = []
    found = [*from_markdown(targets), *from_html(masks, in_tags, names_in_tags)]
    if dialect.bare_addresses:
        found.extend(from_plain_text(masks, found))
    found.sort(key=lambda each: each.start)
    place = Lines(text).place
    links = tuple(
        Link(each.kind.value, each.target, *place(each.start), each.start, each.end, each.raw) for each in found
    )
    ids = ids_of(text, masks, dialect, in_tags)
    # `<a name>` counts as an Anchor, but never as a second id: a browser looks at ids first.
    known = {id_ for id_, _start in ids}
    ids.extend({name: (name, start) for name, start in names_in_tags if name not in known}.values())
    anchors = tuple(Anchor(id_, *place(start)) for id_, start in ids)
    front = FENCED.match(text)
    includes = bool(dialect.snippets) and "8<-" in text and INCLUDED.search(masks.markdown) is not None
    return Facts(links, anchors, names, tuple(sorted(names_in(front[0]))) if front else (), includes)


class Lines:
    """Offsets of one text to lines and columns; quick when they are asked for in ascending order."""

    def __init__(self, text: str) -> None:
        self.text, self.line, self.offset = text, 1, 0

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1."""
        if offset < self.offset:
            self.line, self.offset = 1, 0
        self.line += self.text.count("\n", self.offset, offset)
        self.offset = offset
        return self.line, offset - self.text.rfind("\n", 0, offset)


def from_markdown(targets: list[Target]) -> Iterator[Found]:
    """Links written with brackets."""
    for target in targets:
        yield Found(target.kind, target.text, target.start, target.end)


def from_html(masks: Masks, ids: Ids, names: Ids) -> Iterator[Found]:
    """Links written as tags, and addresses in angle brackets; their ids and old-style names are added to `ids` and `names`."""
    html = masks.html
    if "<" not in html:
        return
    for match in AUTOLINK.finditer(masks.markdown):
        yield Found(Kind.LINK, unescape(match[1]), match.start(1), match.end(1))
    for tag in TAG.finditer(html):
        yield from from_attributes(tag[1].lower(), tag, ids, names)


def from_attributes(element: str, tag: re.Match[str], ids: Ids, names: Ids) -> Iterator[Found]:
    """The links of one tag; its id and old-style name are added to `ids` and `names`."""
    for attribute in ATTRIBUTE.finditer(tag.string, tag.start(2), tag.end(2)):
        name, group = attribute[1].lower(), attribute.lastindex or 1
        if group == 1:
            continue
        start, value = attribute.start(group), attribute[group]
        if name == "id":
            ids.append((unescape(value), start))
        elif name == "name" and element == "a":
            names.append((unescape(value), start))
        elif kind := URLS.get((element, name)):
            trimmed = value.strip()
            start += value.find(trimmed)
            yield Found(Kind(kind), unescape(trimmed), start, start + len(trimmed), raw=True)
        elif (element, name) in SETS:
            for url, offset in candidates(value):
                yield Found(Kind.IMAGE, unescape(url), start + offset, start + offset + len(url), raw=True)
        elif name == "style" and "url(" in value:
            for url, offset in css_urls(value):
                yield Found(Kind.IMAGE, unescape(url), start + offset, start + offset + len(url), raw=True)


def from_plain_text(masks: Masks, known: list[Found]) -> list[Found]:
    """Addresses that stand bare in the text, where the Site makes links of them."""
    taken = {each.start for each in known}
    bare = [
        match for match in BARE.finditer(masks.markdown) if masks.markdown[match.start() - 1 : match.start()] != "("
    ]
    return [Found(Kind.LINK, match[0], match.start(), match.end()) for match in bare if match.start() not in taken]
