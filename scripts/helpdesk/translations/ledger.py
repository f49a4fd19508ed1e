"""The Ledger: against which source text each Block of a Translation was accepted.

    [li 5f0c2a91]                       family, and the first 8 digits of the source's Digest
    > Tik op **Opslaan**.               the source it was accepted against, one line per line
    = 91be04aa37                        the Digest of the translation then
    ~ numbers: The count is spelled.    a check waived for this Block, with its reason
    ~ notice 1a2b3c4d: Only wording.    readers need no notice while the source has this Digest

One record per translated Block, in the order of the translated Page, a blank line after each. No line numbers,
dates or names: two writers collide only where their Markdown collides. Unknown lines of a record are kept.

Code, HTML and what else keeps its lines is recorded line by line, for two writers can edit different lines of it:

    [code]
    > ```sh
    > make serve   # een voorbeeld
    > ```
    = 3f2a77d1 3f2a77d1                 first 8 digits of the Digests of a source line and of the translation's
    = 5fd4f635 033c77b9
    = 0a8cfc62 0a8cfc62                 `-` stands for a line that the other side has not
    =                                   the end of the lines

A wrapped text has its source's digits before its translation's Digest too, `= 5f0c2a91 91be04aa37`, so that a merge
of one writer's source with another's translation is seen. A Ledger without either is read as well.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

NOTICE = "notice"
NO_LINE = "-"


class Fault(Enum):
    """What is wrong with a line of a Ledger; the values end the code of the Finding."""

    CUT = "cut"
    """A record ends before its last `=` line."""
    CONFLICT = "conflict"
    """A merge left its markers here."""
    DAMAGED = "damaged"
    """The source text is not the one the record's Digest was taken of."""
    STRAY = "stray"
    """A line that belongs to no record."""


class Side(Enum):
    """Whose record it is, inside a merge conflict."""

    OURS = "ours"
    """What stands first between the markers."""
    THEIRS = "theirs"
    """What stands last between the markers."""
    BOTH = "both"
    """What both have."""


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
    lines: tuple[tuple[str, str], ...] = ()
    """Where it is recorded line by line: digits of each line of the source and of the translation, empty for none."""
    bound: str = ""
    """The source's 8 digits where they stand beside the translation's too."""
    raw: tuple[str, ...] = ()
    """The lines as they stand, of a record that is cut or whose source text is another than its digits say."""
    side: Side | None = None
    """Whose it is; None where no conflict touches it."""
    conflict: int = 0
    """The line of the marker that opens the conflict, 0 for none."""

    @property
    def trusted(self) -> bool:
        """False for a damaged record and for one inside a conflict: it never makes a Block fresh."""
        return not self.raw and self.side is None

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


def as_text(records: Iterable[Record]) -> str:
    """The Ledger's text; what `reading.parse` reads back."""
    return "".join(map(record_text, records))


def record_text(record: Record) -> str:
    """One record with the blank line after it."""
    if record.raw:
        return "\n".join(record.raw) + "\n\n"
    lines = [f"[{record.family}]" if record.lines else f"[{record.family} {record.source}]"]
    lines += [f"> {line}" if line else ">" for line in record.text.split("\n")]
    if record.lines:
        lines += [f"= {source or NO_LINE} {target or NO_LINE}" for source, target in record.lines]
        lines.append("=")
    elif record.target:
        lines.append(f"= {record.bound} {record.target}" if record.bound else f"= {record.target}")
    lines += [f"~ {check}: {reason}" for check, reason in record.waivers]
    if record.quiet[0]:
        lines.append(f"~ {NOTICE} {record.quiet[0]}: {record.quiet[1]}")
    lines += record.extra
    return "\n".join(lines) + "\n\n"
