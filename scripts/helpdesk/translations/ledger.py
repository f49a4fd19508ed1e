"""The Ledger: against which source text each Block of a Translation was accepted.

    [li 5f0c2a91]                       family, and the first 8 digits of the source's Digest
    > Tik op **Opslaan**.               the source it was accepted against, one line per line
    = 91be04aa37                        the Digest of the translation then
    ~ numbers: The count is spelled.    a check waived for this Block, with its reason
    ~ notice 1a2b3c4d: Only wording.    readers need no notice while the source has this Digest

One record per translated Block, in the order of the translated Page, a blank line after each. No line numbers,
dates or names: two writers collide only where their Markdown collides. Unknown lines of a record are kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass, field
from enum import Enum

from helpdesk.blocks import digest_of

HEAD = re.compile(r"\[(\S+) ([0-9a-f]{8})\]\s*$")
TARGET = re.compile(r"= ([0-9a-f]{10})\s*$")
WAIVER = re.compile(r"~ ([\w-]+)(?: ([0-9a-f]{8}))?: ?(.*)$")
CONFLICT = re.compile(r"(<{7}|\|{7}|={7}|>{7})(?: .*)?$")
NOTICE = "notice"


class Fault(Enum):
    """What is wrong with a line of a Ledger; the values end the code of the Finding."""

    CUT = "cut"
    """A record ends before its `= ` line."""
    CONFLICT = "conflict"
    """A merge left its markers here."""
    DAMAGED = "damaged"
    """The source text is not the one the record's Digest was taken of."""
    STRAY = "stray"
    """A line that belongs to no record."""


@dataclass(frozen=True, slots=True)
class Record:
    """One accepted pair: a source text and the Digest of its translation."""

    family: str
    source: str
    """The first 8 digits of the source's Digest."""
    text: str
    """The body of the source Block then."""
    target: str
    """The Digest of the translation; empty when the Ledger was cut here."""
    waivers: tuple[tuple[str, str], ...] = ()
    """Names of waived checks, each with its reason."""
    quiet: tuple[str, str] = ("", "")
    """The source's 8 digits for which readers need no notice, and why; empty for none."""
    extra: tuple[str, ...] = ()
    """Lines nobody knows, kept as they are."""
    trusted: bool = True
    """False for a damaged record and for one inside a conflict: it never makes a Block fresh."""

    @property
    def is_title(self) -> bool:
        """Whether it is the title of a box, which stays with what stands in the box."""
        return self.family == "title"

    def reason_for(self, check: str) -> str | None:
        """Why this check is waived for the Block; None when it is not."""
        return dict(self.waivers).get(check)


@dataclass(frozen=True, slots=True)
class Ledger:
    """The records of one Page in one Locale."""

    records: tuple[Record, ...] = ()
    faults: tuple[tuple[int, Fault], ...] = ()
    """Lines, from 1, with what is wrong there."""
    loose: tuple[str, ...] = ()
    """Lines before the first record."""


@dataclass(slots=True)
class Draft:
    """A record while it is read."""

    family: str
    source: str
    line: int
    text: list[str] = field(default_factory=list)
    target: str = ""
    waivers: list[tuple[str, str]] = field(default_factory=list)
    quiet: tuple[str, str] = ("", "")
    extra: list[str] = field(default_factory=list)
    in_conflict: bool = False
    ended: bool = False


def parse(content: str) -> Ledger:
    """What a Ledger says; never raises. A line it does not understand is kept or becomes a fault."""
    reader = Reader()
    for number, line in enumerate(content.removeprefix("\ufeff").replace("\r\n", "\n").split("\n"), 1):
        reader.read(number, line)
    reader.close()
    return Ledger(tuple(reader.records), tuple(sorted(reader.faults, key=lambda fault: fault[0])), tuple(reader.loose))


class Reader:
    """Takes one line after the other."""

    def __init__(self) -> None:
        self.records: list[Record] = []
        self.faults: list[tuple[int, Fault]] = []
        self.loose: list[str] = []
        self.draft: Draft | None = None
        # A conflict that starts inside a record: what both sides share, and our side of it.
        self.stem: Draft | None = None
        self.ours: Draft | None = None
        self.in_conflict = False
        self.in_base = False

    def read(self, number: int, line: str) -> None:
        """One line, from 1."""
        if self.draft is not None and self.ours is None and not self.in_base and self.is_plain(self.draft, line):
            return
        if conflict := CONFLICT.match(line):
            self.conflict(number, conflict[1][0])
        elif self.in_base:
            return
        elif head := HEAD.match(line):
            if not (self.in_conflict and self.draft is not None and not self.draft.text and not self.draft.target):
                self.close(keep_ours=self.in_conflict)
            self.draft = Draft(head[1], head[2], number, in_conflict=self.in_conflict)
        elif self.draft is None:
            if line.strip():
                self.loose.append(line)
                self.faults.append((number, Fault.STRAY))
        else:
            self.detail(self.draft, line)
            if self.ours is not None and not self.in_conflict:
                self.detail(self.ours, line)

    def is_plain(self, draft: Draft, line: str) -> bool:
        """Takes a line as nearly all are: of the text, the translation's hash, or the blank one after it."""
        if line[:2] == "> ":
            draft.text.append(line[2:])
        elif not line:
            draft.ended = draft.ended or bool(draft.target)
        elif line[:2] == "= " and (target := TARGET.match(line)):
            draft.target = target[1]
        else:
            return False
        return True

    def detail(self, draft: Draft, line: str) -> None:
        """A line below a record's head."""
        if line.startswith("> ") or line == ">":
            draft.text.append(line[2:])
        elif target := TARGET.match(line):
            draft.target = target[1]
        elif waiver := WAIVER.match(line):
            if waiver[1] == NOTICE and waiver[2]:
                draft.quiet = (waiver[2], waiver[3])
            else:
                draft.waivers.append((waiver[1], waiver[3]))
        elif line.strip():
            draft.extra.append(line)
        elif draft.target:
            draft.ended = True

    def conflict(self, number: int, sign: str) -> None:
        """A conflict marker of git: `<`, `|`, `=` or `>`."""
        if sign == "<":
            self.faults.append((number, Fault.CONFLICT))
            if self.draft is not None and self.draft.ended:
                self.close()
            if self.draft is not None:
                self.draft.in_conflict = True
            self.stem = deepcopy(self.draft)
        elif sign == "=" and self.in_conflict:
            if self.draft is not None and self.draft.target:
                self.close()
            self.ours, self.draft = self.draft, deepcopy(self.stem)
        self.in_conflict = sign != ">"
        self.in_base = sign == "|"

    def close(self, *, keep_ours: bool = False) -> None:
        """The record that is being read is complete."""
        if self.ours is not None and not keep_ours:
            ours, self.ours = self.ours, None
            self.finish(ours)
        draft, self.draft = self.draft, None
        if draft is not None:
            self.finish(draft)

    def finish(self, draft: Draft) -> None:
        """Makes the record, and says what is wrong with it."""
        text = "\n".join(draft.text)
        damaged = digest_of(draft.family, text)[:8] != draft.source
        if not draft.target and not draft.in_conflict:
            self.faults.append((draft.line, Fault.CUT))
        elif damaged and not draft.in_conflict:
            self.faults.append((draft.line, Fault.DAMAGED))
        trusted = bool(draft.target) and not damaged and not draft.in_conflict
        waivers, extra = tuple(draft.waivers), tuple(draft.extra)
        record = Record(draft.family, draft.source, text, draft.target, waivers, draft.quiet, extra, trusted)
        self.records.append(record)


def as_text(records: Iterable[Record]) -> str:
    """The Ledger's text; what `parse` reads back."""
    return "".join(map(record_text, records))


def record_text(record: Record) -> str:
    """One record with the blank line after it."""
    lines = [f"[{record.family} {record.source}]"]
    lines += [f"> {line}" if line else ">" for line in record.text.split("\n")]
    if record.target:
        lines.append(f"= {record.target}")
    lines += [f"~ {check}: {reason}" for check, reason in record.waivers]
    if record.quiet[0]:
        lines.append(f"~ {NOTICE} {record.quiet[0]}: {record.quiet[1]}")
    lines += record.extra
    return "\n".join(lines) + "\n\n"
