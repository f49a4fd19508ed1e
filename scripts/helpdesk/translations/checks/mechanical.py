"""Checks of what needs no words: links, pictures, ids, placeholders, numbers, form."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from helpdesk.blocks import Block
from helpdesk.translations.checks import kinds, numbers
from helpdesk.translations.checks.code import code
from helpdesk.translations.checks.facts import resolved
from helpdesk.translations.checks.pairs import Pair, Problem, problem, shown, title_of

ORDERED = re.compile(r"[ \t>]*\d+[.)]")
# So many blanks before a text put it into the item or box above.
NESTED = 4
TEMPLATE = re.compile(r"\{\{?[%<]")
TASK = re.compile(r"[ \t>]*[-*+][ \t]+\[[ xX]\]")


def links(pair: Pair) -> Iterator[Problem]:
    """Links by the Target they lead to, with their anchors."""
    if pair.theirs.links == pair.ours.links:
        return
    theirs = [resolved(address, pair.slug) for address in pair.theirs.links]
    ours = [resolved(address, pair.slug) for address in pair.ours.links]
    only_theirs = Counter(target for target, _part in theirs) - Counter(target for target, _part in ours)
    only_ours = Counter(target for target, _part in ours) - Counter(target for target, _part in theirs)
    known = {target for target, _part in ours}
    wanted = {target for target, _part in theirs}
    gone = [each or "#" for each in only_theirs if each not in known and not is_shortcut(each, pair.target.body)]
    added = [each or "#" for each in only_ours if each not in wanted and not is_shortcut(each, pair.source.body)]
    if gone:
        near = f" in place of {shown(added)}" if added else ""
        yield problem(kinds.LINKS, targets=shown(named(gone)), near=near)
    elif added:
        yield problem(kinds.EXTRA_LINKS, targets=shown(named(added)))
    if not gone and not added and pair.own_ids:
        yield from anchors(theirs, ours)


def is_shortcut(name: str, body: str) -> bool:
    """Whether a name stands in brackets alone, which is a link where the Page names its address."""
    return name.startswith("[") and f"{name}]" in body.lower()


def named(targets: list[str]) -> list[str]:
    """Targets as a writer wrote them: a name without the sign we put before it."""
    return [f"{target}]" if target.startswith("[^") else target.removeprefix("[") for target in targets]


def anchors(theirs: list[tuple[str, str]], ours: list[tuple[str, str]]) -> Iterator[Problem]:
    """Fragments that differ on Links to the same Target."""
    for target in dict.fromkeys(target for target, _part in theirs):
        their_parts = Counter(part for other, part in theirs if other == target)
        our_parts = Counter(part for other, part in ours if other == target)
        gone, added = list(their_parts - our_parts), list(our_parts - their_parts)
        if len(gone) == 1 and len(added) == 1:
            yield problem(kinds.ANCHORS, mine=f"{target}#{added[0]}", theirs=f"{target}#{gone[0]}")


def pictures(pair: Pair) -> Iterator[Problem]:
    """Pictures by their file's name, and their alternative texts."""
    if pair.theirs.pictures == pair.ours.pictures:
        return
    theirs = {file_name(address): alt for address, alt in pair.theirs.pictures}
    ours = {file_name(address): alt for address, alt in pair.ours.pictures}
    if gone := [name for name in theirs if name not in ours]:
        yield problem(kinds.PICTURES, targets=shown(gone))
    for name, alt in ours.items():
        if theirs.get(name) and not alt:
            yield problem(kinds.ALTS, target=f'"{name}"')


def file_name(address: str) -> str:
    """The last part of a picture's address: the folder may be the Locale's own."""
    return address.partition("#")[0].partition("?")[0].rpartition("/")[2] or address


def ids(pair: Pair) -> Iterator[Problem]:
    """Ids of headings and of other Blocks."""
    theirs, ours = set(pair.theirs.ids), set(pair.ours.ids)
    if theirs and theirs != ours:
        mine = shown(sorted(ours)) if ours else "none"
        yield problem(kinds.IDS, targets=shown(sorted(theirs)), mine=mine)


def attributes(pair: Pair) -> Iterator[Problem]:
    """Classes and keys of attribute lists."""
    if pair.theirs.attributes == pair.ours.attributes:
        return
    gone = Counter(pair.theirs.attributes) - Counter(pair.ours.attributes)
    if gone:
        yield problem(kinds.ATTRIBUTES, targets=shown(list(gone)))


def placeholders(pair: Pair) -> Iterator[Problem]:
    """Names in braces and percent signs that a program fills in."""
    theirs, ours = pair.theirs.placeholders, pair.ours.placeholders
    if theirs == ours:
        return
    if gone := [each for each in theirs if each not in ours and each not in pair.ours.code]:
        yield problem(kinds.PLACEHOLDERS, targets=shown(gone))
    added = [each for each in ours if each not in theirs and each not in pair.theirs.code and not TEMPLATE.match(each)]
    if not gone and added:
        yield problem(kinds.EXTRA_PLACEHOLDERS, targets=shown(added))


def numbers_alike(pair: Pair) -> Iterator[Problem]:
    """Numbers and dates, whatever the language writes them with."""
    gone, added = numbers.missing(pair.theirs.words, pair.ours.words)
    if gone or added:
        # What stands in code on the other side was only marked otherwise.
        gone = [value for value in gone if not any(value in span for span in pair.ours.code)]
        added = [value for value in added if not any(value in span for span in pair.theirs.code)]
    if gone:
        yield problem(kinds.NUMBERS, targets=shown(gone))
    elif added:
        yield problem(kinds.EXTRA_NUMBERS, targets=shown(added))


def form(pair: Pair) -> Iterator[Problem]:
    """The kind of a list item, the level of a heading, the type of a box."""
    if pair.source.family == "title":
        theirs, ours = title_of(pair.source.body)[0], title_of(pair.target.body)[0]
        # MkDocs reads "Note" as "note".
        if " ".join(theirs.lower().split()) != " ".join(ours.lower().split()):
            yield problem(kinds.BOX, theirs=theirs, mine=ours)
        return
    if pair.source.marker == pair.target.marker and pair.source.family == pair.target.family:
        return
    theirs, ours = form_of(pair.source.family, pair.source.marker), form_of(pair.target.family, pair.target.marker)
    if theirs and ours and theirs != ours:
        yield problem(kinds.SHAPE, theirs=theirs, mine=ours)
    elif pair.source.family == "p" and is_quoted(pair.source) != is_quoted(pair.target):
        quoted = "a quotation", "no quotation"
        theirs, ours = quoted if is_quoted(pair.source) else quoted[::-1]
        # A template may be another way to draw the same box.
        if not any(TEMPLATE.match(each) for each in pair.ours.placeholders):
            yield problem(kinds.SHAPE, theirs=theirs, mine=ours)
    elif pair.source.family == "p" and not pair.source.marker and len(pair.target.marker.expandtabs(4)) >= NESTED:
        yield problem(kinds.SHAPE, theirs="a paragraph by itself", mine="a part of the item or box above")


def is_quoted(block: Block) -> bool:
    """Whether the text stands behind a more-than sign."""
    return ">" in block.marker


def form_of(family: str, marker: str) -> str:
    """What a marker makes of a text, in words."""
    line = marker.rpartition("\n")[2]
    if family == "heading" and "#" in line:
        return f"a heading of level {line.count('#')}"
    if family == "li":
        return "a numbered item" if ORDERED.match(line) else "an item to tick" if TASK.match(line) else "a bullet"
    return ""


EVERY = (links, pictures, ids, attributes, placeholders, numbers_alike, form, code)
# Where neither text holds code, an address, an attribute list or a tag.
OF_PLAIN_WORDS = (placeholders, numbers_alike, form)
