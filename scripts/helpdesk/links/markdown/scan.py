"""One Markdown text to Facts: every Link with its place, every id, every reference definition."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable

from helpdesk.links.markdown.dialect import Dialect
from helpdesk.links.markdown.ids import ids_of
from helpdesk.links.markdown.inline import Target, inline_targets, markdown_text
from helpdesk.links.markdown.masks import Masks, masks_of
from helpdesk.links.markdown.overrides import overridden
from helpdesk.links.markdown.pictures import names_in
from helpdesk.links.markup import ATTRIBUTE, SETS, URLS, attribute_text, candidates, css_urls
from helpdesk.links.model import IMAGE, LINK, Anchor, Facts, Link

TAG = re.compile(r"""<([a-zA-Z][a-zA-Z0-9:-]*)((?:\s+|/)(?:[^<>"']|"[^"]*"|'[^']*')*)>""")
AUTOLINK = re.compile(r"<((?:https?|ftp)://[^<>\s]+)>", re.IGNORECASE)
BARE = re.compile(r"""https?://[^\s<>"'`|\\\]]*[^\s<>"'`|\\\].,:;!?)*_}]""", re.IGNORECASE)

# An attribute with more brackets than this is no list of pictures, and reading it would take for ever.
MOST_BRACKETS = 200

Ids = list[tuple[str, int]]


def scan(text: str, dialect: Dialect) -> Facts:
    """What the text says; any text is fine, nothing is raised."""
    written = text
    if "\r" in text:  # as Python-Markdown reads line ends; every offset stays as it is
        text = text.replace("\r\n", " \n").replace("\r", "\n")
    masks = masks_of(text, dialect)
    found, names = inline_targets(masks.markdown, text, lists=dialect.attribute_lists)
    in_tags: Ids = []
    names_in_tags: Ids = []
    if "<" in masks.html:
        # The target of `[text](<https://…>)` looks like an address in angle brackets.
        taken = {target.start for target in found} if "<http" in text else set()
        found = outside_tags(found, masks.html) if "](" in masks.html else found
        found.extend(target for target in from_html(masks, in_tags, names_in_tags) if target.start not in taken)
    if dialect.bare_addresses:
        found.extend(from_plain_text(masks, found))
    if dialect.attribute_lists and ("href=" in masks.markdown or "src=" in masks.markdown):
        found = overridden(text, masks.markdown, found)
    found.sort()
    ids = ids_of(text, masks, dialect, in_tags)
    # `<a name>` counts as an Anchor, but never as a second id: a browser looks at ids first.
    if names_in_tags:
        known = {id_ for id_, _start in ids}
        ids.extend({name: (name, start) for name, start in names_in_tags if name not in known}.values())
    return Facts(
        tuple(placed_links(written, found)),
        tuple(placed_anchors(written, ids)),
        names,
        tuple(sorted(names_in(text[: masks.front]))) if masks.front else (),
        hints=tuple(sorted(hints_in(text))) if dialect.hooks and "<!--" in text else (),
    )


def outside_tags(found: list[Target], html: str) -> list[Target]:
    """The targets but those that stand in a tag, between its quotes: no browser makes a link of what becomes of them."""
    tags = [tag.span() for tag in TAG.finditer(html) if "](" in tag[0]]
    return [target for target in found if not is_within(tags, target.start)] if tags else found


def is_within(spans: list[tuple[int, int]], at: int) -> bool:
    """Whether a place is inside one of the spans, which are in order."""
    number = bisect_left(spans, (at, 0)) - 1
    return number >= 0 and at < spans[number][1]


def hints_in(text: str) -> set[str]:
    """The words that stand in comments, in lower case: what a hook may fill in, such as `<!-- setting: name -->`."""
    hints: set[str] = set()
    start = text.find("<!--")
    while start >= 0 and (end := text.find("-->", start)) >= 0:
        hints.update(text[start + 4 : end].lower().split())
        start = text.find("<!--", end)
    return hints


def placed_links(text: str, found: list[Target]) -> list[Link]:
    """The Links with line and column; `found` is sorted."""
    links = []
    line, newline, at = 1, -1, 0
    for start, end, kind, target, raw in found:
        if lines := text.count("\n", at, start):
            line += lines
            newline = text.rfind("\n", 0, start)
        at = start
        links.append(Link(kind, target, line, start - newline, start, end, raw))
    return links


def placed_anchors(text: str, ids: Ids) -> list[Anchor]:
    """The ids with line and column."""
    anchors = []
    line, newline, at = 1, -1, 0
    for id_, start in ids:
        if start < at:
            line, newline, at = 1, -1, 0
        if lines := text.count("\n", at, start):
            line += lines
            newline = text.rfind("\n", 0, start)
        at = start
        anchors.append(Anchor(id_, line, start - newline))
    return anchors


def from_html(masks: Masks, ids: Ids, names: Ids) -> list[Target]:
    """Links written as tags, and addresses in angle brackets; their ids and old-style names are added to `ids` and `names`."""
    written = AUTOLINK.finditer(masks.markdown) if "://" in masks.markdown else ()
    found = [Target(match.start(1), match.end(1), LINK, markdown_text(match[1])) for match in written]
    for tag in TAG.finditer(masks.html):
        found.extend(from_attributes(tag[1].lower(), tag, ids, names))
    return found


def from_attributes(element: str, tag: re.Match[str], ids: Ids, names: Ids) -> list[Target]:
    """The links of one tag; its id and old-style name are added to `ids` and `names`."""
    found = []
    seen = set()
    for attribute in ATTRIBUTE.finditer(tag.string, tag.start(2), tag.end(2)):
        name, group = attribute[1].lower(), attribute.lastindex or 1
        # Of two equal attributes browsers read the first.
        if group == 1 or name in seen:
            continue
        seen.add(name)
        start, value = attribute.start(group), attribute[group]
        if name == "id":
            ids.append((attribute_text(value), start))
        elif name == "name" and element == "a":
            names.append((attribute_text(value), start))
        elif kind := URLS.get((element, name)):
            trimmed = value.strip()
            start += value.find(trimmed)
            found.append(Target(start, start + len(trimmed), kind, attribute_text(trimmed), raw=True))
        elif value.count("(") > MOST_BRACKETS:
            continue
        elif (element, name) in SETS:
            found.extend(pictures_in(candidates(value), start))
        elif name == "style" and "url(" in value:
            found.extend(pictures_in(css_urls(value), start))
    return found


def pictures_in(urls: Iterable[tuple[str, int]], start: int) -> list[Target]:
    """Several pictures that one attribute names; `start` is where its value stands."""
    return [
        Target(start + offset, start + offset + len(url), IMAGE, attribute_text(url), raw=True) for url, offset in urls
    ]


def from_plain_text(masks: Masks, known: list[Target]) -> list[Target]:
    """Addresses that stand bare in the text, where the Site makes links of them."""
    taken = {each.start for each in known}
    bare = [
        match for match in BARE.finditer(masks.markdown) if masks.markdown[match.start() - 1 : match.start()] != "("
    ]
    return [Target(match.start(), match.end(), LINK, match[0]) for match in bare if match.start() not in taken]
