"""The ids a Markdown Page offers: of headings, attribute lists, raw HTML, footnotes and content tabs."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator

from helpdesk.links.markdown.dialect import Dialect
from helpdesk.links.markdown.layout import MARKERS
from helpdesk.links.markdown.masks import BLOCK_TAG, Masks
from helpdesk.links.markdown.slugs import slug_of, text_of

# Nearly every list holds one id and nothing else.
ONE_ID = re.compile(r"\{:?[ ]*#([^\s{}=]+)[ ]*\}")
FOOTNOTE = re.compile(r"\[\^([^\]\n]+)\]")
# How far from an attribute list is looked for what it belongs to: a line may be as long as a book.
NEAR = 500
# What an inline element can end with: brackets, emphasis, code, tags, pymdownx' carets, tildes, marks, keys and emoji.
ELEMENT_ENDS = frozenset(")]*_`>^~=+:")
LIST = re.compile(r"\{:?[ ]*([^{}\n]*)\}")
ATTRIBUTE = re.compile(r"[^\s{}=\"']+=(?:\"[^\"]*\"|'[^']*'|[^\s{}\"']*)|#(?P<sign>[^\s{}=]+)|(?<=\{):|[^\s{}]+")
ID_VALUE = re.compile(r"id=(?:\"([^\"]*)\"|'([^']*)'|([^\s{}\"']+))\Z")
# `/// html | div#name`, `/// caption | #name`, or the option `attrs: {id: name}` below any block.
BLOCK_ID = re.compile(
    r"^[ \t>]*/{3,}[ \t]*(?:(?:html|(?:\w+-)?caption)[ \t]*\|[ \t]*[\w-]*(?:\.[\w-]+)*(?:#([\w-]+)|\[id=[\"']?([^\]\"'\n]+))"
    r"|[\w-]+[^\n]*\n(?:[ \t]+[^\n]*\n){0,20}?[ \t]+attrs:[ \t]*\{[^}\n]*\bid:[ \t]*[\"']?([^\s,}\"']+))",
    re.MULTILINE,
)
Ids = list[tuple[str, int]]
TAB = re.compile(r"\n[ \t>]*===[!+]{0,2}[ \t]+\"([^\"\n]*)\"")
IDCOUNT = re.compile(r"(.*)_([0-9]+)\Z", re.DOTALL)


def ids_of(text: str, masks: Masks, dialect: Dialect, in_tags: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Every id with the offset where it, or the heading it is made of, stands; in the order of the Page.

    `in_tags` are the ids that stand in raw HTML.
    """
    found = [*in_tags, *written_ids(text, masks, dialect)]
    taken = {id_: 1 for number, (id_, start) in enumerate(found) if number >= len(in_tags) or is_element(masks, start)}
    for title, start in headings(text, masks):
        words = title.rstrip("#").rstrip(" \t") if title[-1:] == "#" else title
        if dialect.attribute_lists and words.endswith("}") and (listed := list_of(words)):
            words, attributes = listed
            if next(ids_in(attributes), None):
                continue
        found.append((unique(slug_of(text_of(words, dialect), dialect), taken), start))
    if dialect.tabs:
        found.extend(tab_ids(text, masks, dialect, dialect.tabs, found))
    found.sort(key=lambda each: each[1])
    return found


def is_element(masks: Masks, start: int) -> bool:
    """Whether the tag that an id stands in is one that Markdown reads: the ids of any other are unknown to it."""
    return BLOCK_TAG.match(masks.markdown, masks.markdown.rfind("<", 0, start)) is not None


def list_of(title: str) -> tuple[str, str] | None:
    """The words of a heading and the attributes behind them; None when it has none (markdown.extensions.attr_list)."""
    at = title.find(" {")
    while at >= 0:
        start = at + 3 if title[at + 2] == ":" else at + 2
        while title[start] == " ":
            start += 1
        if title[start] != "}":
            return title[:at].rstrip(" \t").rstrip("#").rstrip(" \t"), title[start:-1]
        at = title.find(" {", start)
    return None


def headings(text: str, masks: Masks) -> list[tuple[str, int]]:
    """The text of each heading as written, and where it starts, in the order of the Page."""
    found = [(text[start:end].strip(), start) for start, end in masks.layout.headings]
    if masks.layout.underlined:
        for start, end in masks.layout.underlined:
            written = text[start:end]
            if bare := written.strip():
                found.append((bare, start + len(written) - len(written.lstrip())))
        found.sort(key=lambda each: each[1])
    return found


def written_ids(text: str, masks: Masks, dialect: Dialect) -> Iterator[tuple[str, int]]:
    """The ids that stand in the text as such."""
    if dialect.attribute_lists and "{" in masks.markdown:
        yield from listed_ids(text, masks.markdown)
    for info in masks.infos:
        if "{" in info and "=" not in info.partition("{")[0]:
            yield from ((name, 0) for name, _start in ids_in(info.strip(" {}")))
    if dialect.blocks and "///" in masks.markdown:
        for block in BLOCK_ID.finditer(masks.markdown):
            group = block.lastindex or 0
            yield block[group], block.start(group)
    if dialect.footnotes and masks.layout.notes:
        uses = Counter(FOOTNOTE.findall(masks.markdown))
        for name, start in masks.layout.notes.items():
            yield f"fn{dialect.note_separator}{name}", start
            # One of the marks is the definition.
            for number in range(1, uses[name]):
                yield f"fnref{number if number > 1 else ''}{dialect.note_separator}{name}", start


def listed_ids(text: str, markdown: str) -> Iterator[tuple[str, int]]:
    """The ids in attribute lists."""
    at = markdown.find("{")
    while at >= 0:
        if one := ONE_ID.match(markdown, at):
            end = one.end()
            if is_attribute_list(text, at, end):
                yield one[1], one.start(1)
        elif listed := LIST.match(markdown, at):
            end = listed.end()
            if is_attribute_list(text, at, end):
                yield from ((name, at + start) for name, start in ids_in(listed[0]))
        else:
            end = at + 1
        at = markdown.find("{", end)


def ids_in(attributes: str) -> Iterator[tuple[str, int]]:
    """The ids in one attribute list and where each stands in it; what is quoted is no id."""
    for match in ATTRIBUTE.finditer(attributes):
        if match["sign"]:
            yield match["sign"], match.start("sign")
        elif match[0].startswith("id=") and (value := ID_VALUE.match(match[0])):
            group = value.lastindex or 1
            yield value[group], match.start() + value.start(group)


def is_attribute_list(text: str, start: int, end: int) -> bool:
    """Whether these braces are attributes of something, not text (markdown.extensions.attr_list).

    They stand behind the last sign of an inline element, alone on the last line of a block, or at the end of a
    heading, a table cell or a term.
    """
    if text[start - 1 : start] in ELEMENT_ENDS:
        return start > 0
    line, stop = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    stop = stop if stop >= 0 else len(text)
    if end == stop and text[line] == "#" and text[start - 1] == " ":  # nearly every one: at the end of a heading
        return True
    lead, tail = text[max(line, start - NEAR) : start].lstrip(" \t>"), text[end : min(stop, end + NEAR)].strip()
    first = text[line : line + NEAR].lstrip(" \t>")[:1]
    following = text[stop + 1 : stop + 100].lstrip(" \t>")[:1]
    if not lead:
        above = text[text.rfind("\n", 0, max(line - 1, 0)) + 1 : max(line - 1, 0)].strip(" \t\r>")
        return bool(above) and above[0] != "#" and not tail and not following.isalpha()
    if lead[-1] not in " \t":
        return False
    if tail:
        return tail[0] == "|" or (first == "#" and not tail.strip("#"))
    return first == "#" or "|" in lead or bool(following and following in ":=-") or MARKERS.match(lead) is not None


def tab_ids(text: str, masks: Masks, dialect: Dialect, tabs: Dialect, known: Ids) -> Iterator[tuple[str, int]]:
    """The ids of content tabs that are made of their titles; `known` are those of headings among others."""
    taken = {id_: 1 for id_, _start in known}
    heads = headings_with_ids(text, masks, known) if dialect.joined_tab_ids else []
    for match in TAB.finditer("\n" + masks.markdown):
        start = match.start(1) - 1
        slug = slug_of(text_of(text[start : match.end(1) - 1], tabs), tabs)
        above = bisect_left(heads, (start, ""))
        if above:
            slug = f"{heads[above - 1][1]}{tabs.separator}{slug}"
        yield unique(slug, taken), start


def headings_with_ids(text: str, masks: Masks, known: Ids) -> list[tuple[int, str]]:
    """Where each heading starts and its id, in the order of the Page."""
    by_line = {text.rfind("\n", 0, start): name for name, start in known}
    lines = [(start, text.rfind("\n", 0, start)) for _title, start in headings(text, masks)]
    return [(start, by_line[line]) for start, line in lines if line in by_line]


def unique(id_: str, taken: dict[str, int]) -> str:
    """markdown.extensions.toc.unique: a number is added, or counted on, until nobody has the id.

    `taken` holds every id with the number to try next, so that a thousand equal headings are not counted anew each time.
    """
    if id_ and id_ not in taken:
        taken[id_] = 1
        return id_
    match = IDCOUNT.match(id_)
    base, number = (match[1], int(match[2]) + 1) if match else (id_, 1)
    number = max(number, taken.get(id_, 1))
    while f"{base}_{number}" in taken:
        number += 1
    taken[id_], taken[f"{base}_{number}"] = number + 1, 1
    return f"{base}_{number}"
