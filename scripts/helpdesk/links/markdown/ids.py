"""The ids a Markdown Page offers: of headings, attribute lists, raw HTML, footnotes and content tabs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpdesk.links.markdown.dialect import Dialect
from helpdesk.links.markdown.masks import Masks
from helpdesk.links.markdown.slugs import slug_of, text_of

HEADING = re.compile(r"\n[ \t>]*#{1,6}[ \t]*([^\n]*)")
UNDERLINE = re.compile(r"\n[ \t>]*(?:=+|-+)[ \t]*(?=\n|\Z)")
CLOSING_SIGNS = re.compile(r"[ \t]*#*[ \t]*\Z")
LIST = re.compile(r"\{:?[ ]*([^{}\n]*)\}")
LIST_ID = re.compile(r"(?:\A|(?<=\s))(?:#([^\s{}]+)|id=(?:\"([^\"]*)\"|'([^']*)'|([^\s{}\"']+)))")
HEADING_LIST = re.compile(r"[ ]+\{:?[ ]*([^}\n ][^\n]*?)[ ]*\}[ ]*\Z")
FOOTNOTE = re.compile(r"\n[ \t]*\[\^([^\]\n]+)\]:")
TAB = re.compile(r"\n[ \t>]*===[!+]{0,2}[ \t]+\"([^\"\n]*)\"")
IDCOUNT = re.compile(r"(.*)_([0-9]+)\Z", re.DOTALL)


def ids_of(text: str, masks: Masks, dialect: Dialect, in_tags: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Every id with the offset where it, or the heading it is made of, stands; in the order of the Page.

    `in_tags` are the ids that stand in raw HTML.
    """
    found = [*in_tags, *written_ids(masks, dialect)]
    taken = {id_ for id_, _start in found}
    for title, start in headings(text, masks):
        words = CLOSING_SIGNS.sub("", title)
        if dialect.attribute_lists and (listed := HEADING_LIST.search(words)):
            if LIST_ID.search(listed[1]):
                continue
            words = CLOSING_SIGNS.sub("", words[: listed.start()])
        found.append((unique(slug_of(text_of(words, dialect), dialect), taken), start))
    if dialect.tab_ids:
        found.extend(tab_ids(text, masks, dialect))
    found.sort(key=lambda each: each[1])
    return found


def headings(text: str, masks: Masks) -> list[tuple[str, int]]:
    """The text of each heading as written, and where it starts, in the order of the Page."""
    whole = "\n" + masks.markdown
    spans = [match.span(1) for match in HEADING.finditer(whole)]
    if "\n=" in whole or "\n-" in whole:
        for match in UNDERLINE.finditer(whole):
            start = whole.rfind("\n", 0, match.start()) + 1
            if start and start < match.start() and starts_block(whole, start - 1) and whole[start] != "#":
                spans.append((start, match.start()))
        spans.sort()
    found = []
    for start, end in spans:
        written = text[start - 1 : end - 1]
        bare = written.strip()
        if bare or whole[start - 2 : start].strip():
            found.append((bare, start - 1 + len(written) - len(written.lstrip())))
    return found


def starts_block(whole: str, newline: int) -> bool:
    """Whether the line after this line feed is the first one of its block: only there an underlined heading can be."""
    return newline == 0 or not whole[whole.rfind("\n", 0, newline) + 1 : newline].strip(" \t>")


def written_ids(masks: Masks, dialect: Dialect) -> Iterator[tuple[str, int]]:
    """The ids that stand in the text as such."""
    if dialect.attribute_lists and "{" in masks.markdown:
        for listed in LIST.finditer(masks.markdown):
            for match in LIST_ID.finditer(listed[1]):
                group = match.lastindex or 1
                yield match[group], listed.start(1) + match.start(group)
    for info in masks.infos:
        if dialect.attribute_lists and "{" in info and (own := LIST_ID.search(info.strip(" {}"))):
            yield own[own.lastindex or 1], 0
    if dialect.footnotes:
        notes = {match[1]: match.start(1) - 1 for match in FOOTNOTE.finditer("\n" + masks.markdown)}
        for name, start in notes.items():
            yield f"fn:{name}", start
            yield f"fnref:{name}", start


def tab_ids(text: str, masks: Masks, dialect: Dialect) -> Iterator[tuple[str, int]]:
    """The ids of content tabs that are made of their titles, each in every form a Site can choose."""
    taken: set[str] = set()
    before = [(start, slug_of(text_of(title, dialect), dialect)) for title, start in headings(text, masks)]
    for match in TAB.finditer("\n" + masks.markdown):
        slug = slug_of(text_of(text[match.start(1) - 1 : match.end(1) - 1], dialect), dialect)
        above = [name for start, name in before if start < match.start()]
        if dialect.joined_tab_ids and above:
            slug = f"{above[-1]}-{slug}"
        yield unique(slug, taken), match.start(1) - 1


def unique(id_: str, taken: set[str]) -> str:
    """markdown.extensions.toc.unique: a number is added, or counted on, until nobody has the id."""
    while id_ in taken or not id_:
        match = IDCOUNT.match(id_)
        id_ = f"{match[1]}_{int(match[2]) + 1}" if match else f"{id_}_1"
    taken.add(id_)
    return id_
