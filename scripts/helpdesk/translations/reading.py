"""Reads a Ledger; of one with merge conflicts, both sides."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from operator import itemgetter

from helpdesk.blocks import digest_of
from helpdesk.translations.ledger import NO_LINE, NOTICE, Fault, Ledger, Record, Side
from helpdesk.translations.lines import digits_of, lines_digest

HEAD = re.compile(r"\[(\S+)(?: ([0-9a-f]{8}))?\]\s*$")
TARGET = re.compile(r"= (?:([0-9a-f]{8}) )?([0-9a-f]{10})\s*$")
LINE = re.compile(r"= ([0-9a-f]{8}|-) ([0-9a-f]{8}|-)\s*$")
WAIVER = re.compile(r"~ ([\w-]+)(?: ([0-9a-f]{8}))?: ?(.*)$")
CONFLICT = re.compile(r"(<{7}|\|{7}|={7}|>{7})(?: .*)?$")
# The signs of a whole conflict, without and with the text that both sides started from.
WHOLE = re.compile("(?:<[|]?=>)*")

Line = tuple[int, str | None, int]
"""Its number from 1, its text or None for a marker, and the number of the marker that opens its conflict, or 0."""


@dataclass(slots=True)
class Draft:
    """A record while it is read."""

    family: str
    digits: str
    """What its head says of the source; empty where it is recorded line by line."""
    line: int
    conflict: int
    """The line of the marker of the first conflict that touches it."""
    text: list[str] = field(default_factory=list)
    target: str = ""
    bound: str = ""
    lines: list[tuple[str, str]] = field(default_factory=list)
    waivers: list[tuple[str, str]] = field(default_factory=list)
    quiet: tuple[str, str] = ("", "")
    extra: list[str] = field(default_factory=list)
    whole: bool = False
    """Whether its last `=` line was read."""
    ended: bool = False
    """Whether a blank line came after that."""


def parse(content: str) -> Ledger:
    """What a Ledger says; never raises. A line it does not understand is kept or becomes a fault."""
    lines = content.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    # Without its line end this may be the start of one more line, and says nothing yet.
    lines[-1] = "" if lines[-1].rstrip() == "=" else lines[-1]
    markers = [(number, match[1][0]) for number, line in enumerate(lines, 1) if (match := CONFLICT.match(line))]
    if markers:
        return both_sides(lines, markers)
    reader = Reader()
    reader.read((number, line, 0) for number, line in enumerate(lines, 1))
    read = [record_of(draft, lines) for draft in reader.drafts]
    faults = [(draft.line, fault) for draft, (_record, fault) in zip(reader.drafts, read, strict=True) if fault]
    return Ledger(tuple(record for record, _fault in read), (*reader.stray, *faults), tuple(reader.loose))


def both_sides(lines: list[str], markers: list[tuple[int, str]]) -> Ledger:
    """The Ledger of a file with markers: what no conflict touches once, of all else ours and theirs."""
    # Somebody has taken out some of the markers: whose the lines between the others are, nobody can say.
    broken = 0 if WHOLE.fullmatch("".join(sign for _number, sign in markers)) else markers[0][0]
    ours, theirs = Reader(), Reader()
    ours.read(lines_of(lines, Side.OURS, broken))
    theirs.read(lines_of(lines, Side.THEIRS, broken))
    touched = {draft.line for draft in (*ours.drafts, *theirs.drafts) if draft.conflict}
    faults = {(number, Fault.CONFLICT) for number, sign in markers if sign == "<" or number == broken}
    faults.update((*ours.stray, *theirs.stray))
    records: list[tuple[int, Record]] = []
    for draft in ours.drafts:
        if draft.line not in touched:
            record, fault = record_of(draft, lines)
            records.append((draft.line, record))
            faults.update([(draft.line, fault)] if fault else ())
    one, other = ([draft for draft in side.drafts if draft.line in touched] for side in (ours, theirs))
    records += contested(one, other, lines)
    records.sort(key=itemgetter(0))
    loose = dict.fromkeys((*ours.loose, *theirs.loose))
    return Ledger(tuple(record for _line, record in records), tuple(sorted(faults, key=itemgetter(0))), tuple(loose))


def contested(ours: list[Draft], theirs: list[Draft], lines: list[str]) -> Iterator[tuple[int, Record]]:
    """The records that a conflict touches, with the lines of their heads: what both sides have, once."""
    ones, others = (
        [replace(record_of(draft, lines)[0], conflict=draft.conflict) for draft in side] for side in (ours, theirs)
    )
    both = Counter(ones) & Counter(others)
    again = Counter(both)
    for draft, record in zip(ours, ones, strict=True):
        both[record] -= 1
        yield draft.line, replace(record, side=Side.OURS if both[record] < 0 else Side.BOTH)
    for draft, record in zip(theirs, others, strict=True):
        again[record] -= 1
        if again[record] < 0:
            yield draft.line, replace(record, side=Side.THEIRS)


def record_of(draft: Draft, lines: list[str]) -> tuple[Record, Fault | None]:
    """The record and what is wrong with it; one that is not sound keeps its lines as they stand."""
    text = "\n".join(draft.text)
    digits = digest_of(draft.family, text)[:8]
    target = draft.target
    if draft.digits:
        whole = bool(target) and not draft.lines
        sound = digits == draft.digits == (draft.bound or draft.digits)
    else:
        whole = draft.whole and bool(draft.lines) and not target
        sound = [one for one, _other in draft.lines if one] == digits_of(draft.family, text)
        target = lines_digest(other for _one, other in draft.lines if other) if whole else ""
    fault = None if whole and sound else Fault.DAMAGED if whole else Fault.CUT
    record = Record(
        draft.family,
        draft.digits or digits,
        text,
        target,
        tuple(draft.waivers),
        draft.quiet,
        tuple(draft.extra),
        tuple(draft.lines),
        draft.bound,
        as_they_stand(draft, lines) if fault else (),
    )
    return record, fault


def as_they_stand(draft: Draft, lines: list[str]) -> tuple[str, ...]:
    """The lines of a record, up to the next one or to a marker."""
    stop = draft.line
    while stop < len(lines) and not HEAD.match(lines[stop]) and not CONFLICT.match(lines[stop]):
        stop += 1
    while not lines[stop - 1].strip():
        stop -= 1
    return tuple(lines[draft.line - 1 : stop])


def lines_of(lines: list[str], side: Side, broken: int) -> Iterator[Line]:
    """The lines of one side, None for a marker; all lines where the markers are broken."""
    opened, part = 0, ""
    for number, line in enumerate(lines, 1):
        if marker := CONFLICT.match(line):
            part = marker[1][0]
            opened = number if part == "<" else opened
            yield number, None, broken or opened
            opened = 0 if part == ">" else opened
        elif broken or not opened or part == ("<" if side is Side.OURS else "="):
            yield number, line, broken or opened


class Reader:
    """Takes one line after the other."""

    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self.stray: list[tuple[int, Fault]] = []
        self.loose: list[str] = []

    def read(self, lines: Iterable[Line]) -> None:
        """All lines."""
        draft: Draft | None = None
        for number, line, conflict in lines:
            if draft is not None:
                if conflict and not draft.conflict and not draft.ended:
                    draft.conflict = conflict
                if line is None or is_plain(draft, line):
                    continue
            elif line is None:
                continue
            if head := HEAD.match(line):
                # Of what came before, a conflict has only touched the end.
                draft = Draft(head[1], head[2] or "", number, conflict)
                self.drafts.append(draft)
            elif draft is not None:
                draft.conflict = draft.conflict or conflict
                detail(draft, line)
            elif line.strip():
                self.loose.append(line)
                self.stray.append((number, Fault.STRAY))


def is_plain(draft: Draft, line: str) -> bool:
    """Takes a line as nearly all are: of the text, the translation's hash, or the blank one after it."""
    if line[:2] == "> ":
        draft.text.append(line[2:])
    elif not line:
        draft.ended = draft.whole
    elif line[:2] == "= " and (pair := LINE.match(line)):
        draft.lines.append((pair[1].strip(NO_LINE), pair[2].strip(NO_LINE)))
    elif line[:2] == "= " and (target := TARGET.match(line)):
        draft.bound, draft.target = target[1] or "", target[2]
        draft.whole = True
    else:
        return False
    return True


def detail(draft: Draft, line: str) -> None:
    """Any other line below a record's head."""
    if line == ">":
        draft.text.append("")
    elif line.rstrip() == "=":
        draft.whole = True
    elif waiver := WAIVER.match(line):
        if waiver[1] == NOTICE and waiver[2]:
            draft.quiet = (waiver[2], waiver[3])
        else:
            draft.waivers.append((waiver[1], waiver[3]))
    elif line.strip():
        draft.extra.append(line)
    else:
        draft.ended = draft.whole
