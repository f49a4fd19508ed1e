"""Checks of what needs no words: links, pictures, ids, code, placeholders, numbers, form."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from helpdesk.translations.checks import kinds, numbers
from helpdesk.translations.checks.facts import resolved
from helpdesk.translations.checks.pairs import Pair, Problem, problem, shown, title_of

ORDERED = re.compile(r"[ \t>]*\d+[.)]")
TASK = re.compile(r"[ \t>]*[-*+][ \t]+\[[ xX]\]")
COMMENT = re.compile(
    r"(?:(?<!\S)#(?!\{).*|(?<![:\w\"'/])//.*|<!--.*?(?:-->|\Z)|/\*.*?(?:\*/|\Z)|(?<!\S)--\s.*|(?<!\S);.*)$"
)
# Text in quotes, and text between tags, may be meant for readers.
TEXT_IN_CODE = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'|`[^`\n]*`|(?<=>)[^<>\n{}]+(?=<)")
# A diagram or a text is for readers, whatever its form.
DRAWN = re.compile(r"[ \t]*[`~]{3,}[ \t]*\{?[ \t]*\.?(?:mermaid|text|txt|plain\w*|console-output)\b")
# Readers copy commands: there every sign counts. In other code the author may have translated names.
COMMANDS = re.compile(
    r"[ \t]*[`~]{3,}[ \t]*\{?[ \t]*\.?(?:bash|sh|shell|zsh|fish|console|powershell|pwsh|ps1|cmd|bat|http)\b",
    re.IGNORECASE,
)
FENCED = re.compile(r"[ \t]*(?:`{3,}|~{3,})")
WORDS_ONLY = re.compile(r"[^\W\d_]+(?:[-' ][^\W\d_]+)*[.!?]?")
# Likeness, 0 to 100, from which a word in code, or several words, were misspelt.
MISSPELT, MISSPELT_WORDS = 75, 85
HTTP = re.compile(r"https?://\S+")


def links(pair: Pair) -> Iterator[Problem]:
    """Links by the Target they lead to, with their anchors."""
    if pair.theirs.links == pair.ours.links:
        return
    theirs = [resolved(address, pair.slug) for address in pair.theirs.links]
    ours = [resolved(address, pair.slug) for address in pair.ours.links]
    only_theirs = Counter(target for target, _part in theirs) - Counter(target for target, _part in ours)
    only_ours = Counter(target for target, _part in ours) - Counter(target for target, _part in theirs)
    known = {target for target, _part in ours}
    gone = [target or "#" for target in only_theirs if target not in known]
    added = [target or "#" for target in only_ours if target not in {target for target, _part in theirs}]
    if gone:
        near = f" in place of {shown(added)}" if added else ""
        yield problem(kinds.LINKS, targets=shown(named(gone)), near=near)
    elif added:
        yield problem(kinds.EXTRA_LINKS, targets=shown(named(added)))
    if not gone and not added and pair.own_ids:
        yield from anchors(theirs, ours)


def named(targets: list[str]) -> list[str]:
    """Targets as a writer wrote them: a name without the sign we put before it."""
    return [target.removeprefix("[") for target in targets]


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


def code(pair: Pair) -> Iterator[Problem]:
    """Code spans."""
    theirs, ours = pair.theirs.code, pair.ours.code
    if theirs == ours:
        return
    gone = [span for span in theirs if span not in ours]
    added = [span for span in ours if span not in theirs]
    # Of code that stands there twice one copy may be wrong.
    if not gone and added and len(theirs) == len(ours):
        gone = list(Counter(theirs) - Counter(ours))
    if not gone:
        return
    if len(theirs) > len(ours) or any(map(is_code, gone)):
        yield problem(kinds.CODE, targets=shown(gone))
        return
    # A span around words, such as a title, is translated; a single word in it is more often a name or a value.
    wrong = [span for span in gone if any(is_misspelt(span, other) for other in added)]
    if wrong:
        yield problem(kinds.CODE, targets=shown(wrong))
    elif single := [span for span in gone if " " not in span]:
        yield problem(kinds.CODE_WORD, targets=shown(single))


def is_misspelt(words: str, other: str) -> bool:
    """Whether words in code are more likely misspelt there than translated."""
    from rapidfuzz import fuzz

    least = MISSPELT_WORDS if " " in words else MISSPELT
    is_name = is_code(other) and " " not in words
    return is_name or fuzz.ratio(words.casefold(), other.casefold()) >= least


def is_code(span: str) -> bool:
    """Whether a span is more than words."""
    return WORDS_ONLY.fullmatch(span) is None


def code_block(source: str, target: str) -> Iterator[Problem]:
    """The first line of a Block of code that says something else, without what may be translated in it."""
    if source == target:
        return
    theirs, ours = source.split("\n"), target.split("\n")
    mine = [line for line in map(bare, ours) if line]
    wanted = [line for line in map(bare, theirs) if line]
    # What merely stands further to the right may be text that its author never meant as code.
    if mine == wanted or DRAWN.match(theirs[0]) or not FENCED.match(theirs[0]):
        return
    kind = kinds.CODE_BLOCK if COMMANDS.match(theirs[0]) else kinds.CODE_SAMPLE
    for number, line in enumerate(wanted):
        if number >= len(mine) or mine[number] != line:
            other = mine[number] if number < len(mine) else "it ends there"
            yield problem(kind, number=number + 1, mine=f'"{other[:60]}" for "{line[:60]}".')
            return
    yield problem(kind, number=len(wanted) + 1, mine=f'"{mine[len(wanted)][:60]}" is not in the source.')


def bare(line: str) -> str:
    """A line of code without comments and without texts that people read."""
    without = COMMENT.sub("", line)
    return " ".join(TEXT_IN_CODE.sub("…", HTTP.sub("…", without)).split())


def placeholders(pair: Pair) -> Iterator[Problem]:
    """Names in braces and percent signs that a program fills in."""
    theirs, ours = pair.theirs.placeholders, pair.ours.placeholders
    if theirs != ours and (gone := [each for each in theirs if each not in ours]):
        yield problem(kinds.PLACEHOLDERS, targets=shown(gone))


def numbers_alike(pair: Pair) -> Iterator[Problem]:
    """Numbers and dates, whatever the language writes them with."""
    gone, added = numbers.missing(pair.theirs.words, pair.ours.words)
    if gone:
        yield problem(kinds.NUMBERS, targets=shown(gone))
    elif added:
        yield problem(kinds.EXTRA_NUMBERS, targets=shown(added))


def form(pair: Pair) -> Iterator[Problem]:
    """The kind of a list item, the level of a heading, the type of a box."""
    if pair.source.family == "title":
        theirs, ours = title_of(pair.source.body)[0], title_of(pair.target.body)[0]
        if theirs != ours:
            yield problem(kinds.BOX, theirs=theirs, mine=ours)
        return
    if pair.source.marker == pair.target.marker and pair.source.family == pair.target.family:
        return
    theirs, ours = form_of(pair.source.family, pair.source.marker), form_of(pair.target.family, pair.target.marker)
    if theirs and ours and theirs != ours:
        yield problem(kinds.SHAPE, theirs=theirs, mine=ours)


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
