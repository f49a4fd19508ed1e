"""Heading ids: present, once per Page, and the same in every Locale."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from helpdesk.nearest import nearest
from helpdesk.pages import findings as kinds
from helpdesk.report import Finding, Place

# What Python-Markdown's attr_list takes at the end of a heading: braces, an optional colon, then #id somewhere in it.
ATTRIBUTES = re.compile(r"[ \t]*\{:?(?P<list>[^{}\n]*)\}[ \t]*#*[ \t]*\Z")
IDENTIFIER = re.compile(r"(?:\A|\s)#(?P<id>[^\s=]+)|(?:\A|\s)id=(?P<quote>[\"']?)(?P<named>[^\s\"']+)(?P=quote)")

# Above this the comparison by place, which is quadratic, gives way to ids alone; no page a person wrote comes near.
MANY = 4000


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading of a Page."""

    level: int
    text: str
    """Without marks and attribute list."""
    id: str
    """The id written beside it; empty when there is none."""
    line: int
    column: int
    end: int
    """Offset in the Page's text after the heading's words and before its attribute list, where an id can be added."""


def identifier(title: str) -> tuple[str, str]:
    """The title's words and the id of its attribute list, either of which may be empty."""
    attributes = ATTRIBUTES.search(title)
    if attributes is None:
        return title.rstrip(" \t#") if title.endswith("#") else title.rstrip(), ""
    own = [found["id"] or found["named"] for found in IDENTIFIER.finditer(attributes["list"])]
    return title[: attributes.start()].rstrip(), own[-1] if own else ""


def slug_of(text: str, taken: Iterable[str] = ()) -> str:
    """An id for a heading that has none: plain letters and digits, never one that is taken."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-") or "section"
    known, number, result = set(taken), 1, slug
    while result in known:
        number += 1
        result = f"{slug}-{number}"
    return result


def asks_for_ids(headings: Sequence[Heading]) -> bool:
    """Whether a Page writes ids: at least half of its headings have one."""
    return sum(bool(heading.id) for heading in headings) * 2 >= len(headings) > 0


def judge_page(headings: Sequence[Heading], place: Place, *, required: bool) -> Iterator[Finding]:
    """Headings of one Page without an id, and ids that stand there twice."""
    first: dict[str, int] = {}
    for heading in headings:
        here = at(place, heading)
        if not heading.id:
            if required:
                suggestion = slug_of(heading.text, (other.id for other in headings))
                yield kinds.NO_ID.at(here, text=shown(heading), suggestion=suggestion)
        elif heading.id in first:
            yield kinds.DUPLICATE_ID.at(here, id=heading.id, first=first[heading.id])
        else:
            first[heading.id] = heading.line


def judge_pair(
    source: Sequence[Heading], translation: Sequence[Heading], source_path: str, place: Place
) -> Iterator[Finding]:
    """Where the ids of a Translation part from its source."""
    pairs = same_places(source, translation)
    lines = {id(theirs): ours.line for theirs, ours in pairs}
    paired = {id(ours) for _theirs, ours in pairs}
    for theirs, ours in pairs:
        if theirs.id and ours.id and theirs.id != ours.id:
            yield kinds.OTHER_ID.at(at(place, ours), id=ours.id, source=theirs.id, path=source_path)
    known = {heading.id for heading in translation}
    last = 1
    for theirs in source:
        if id(theirs) in lines:
            last = lines[id(theirs)]
        elif theirs.id and theirs.id not in known:
            here = Place(place.file, last, 1, place.locale, place.page)
            yield kinds.NO_HEADING.at(here, text=shown(theirs), id=theirs.id, path=source_path)
    ids = [heading.id for heading in source if heading.id]
    for ours in translation:
        if ours.id and id(ours) not in paired and ours.id not in ids:
            near = nearest(ours.id, ids)
            yield kinds.EXTRA_HEADING.at(at(place, ours), text=shown(ours), id=ours.id, path=source_path, near=near)


def same_places(source: Sequence[Heading], translation: Sequence[Heading]) -> list[tuple[Heading, Heading]]:
    """The headings that are each other's Translation: by id, and between two such pairs by level and place."""
    if len(source) + len(translation) > MANY:
        by_id = {each.id: each for each in reversed(translation) if each.id}
        return [(each, by_id[each.id]) for each in source if each.id in by_id]
    matcher = SequenceMatcher(None, [key(each) for each in source], [key(each) for each in translation], autojunk=False)
    pairs: list[tuple[Heading, Heading]] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        same_shape = [each.level for each in source[a:b]] == [each.level for each in translation[c:d]]
        if tag == "equal" or (tag == "replace" and same_shape):
            pairs.extend(zip(source[a:b], translation[c:d], strict=True))
    return pairs


def key(heading: Heading) -> tuple[int, str]:
    """By what two headings are taken for the same one; without an id only the level is left."""
    return (0, heading.id) if heading.id else (heading.level, "")


def at(place: Place, heading: Heading) -> Place:
    """The Place of a heading on its Page."""
    return Place(place.file, heading.line, heading.column, place.locale, place.page)


def shown(heading: Heading) -> str:
    """The heading's words, cut to what fits a message."""
    return heading.text if len(heading.text) <= 60 else heading.text[:57] + "…"
