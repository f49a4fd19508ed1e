"""The bytes of a legacy article as text, with damaged encodings repaired line by line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from itertools import islice

from helpdesk.files import Unreadable, decoded

# What UTF-8 read as Windows-1252, Latin-1 or code page 437 leaves behind.
DAMAGE = re.compile(r"[ÃÂÅÄÎÏÐÑØÙÚ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â[€\u0080][\S\u0080-\u009f]|ΓÇ.|\ufffd")
CODE_SPAN = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")
# More Findings than this about one file help nobody.
MOST_CONTROLS = 20
CONTROL = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Repair:
    """One word of a line that was read anew."""

    line: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text with line feeds only, and what had to be changed for that."""

    text: str
    changes: tuple[str, ...] = ()
    """What the file had and the text has no more, in words."""
    controls: tuple[tuple[int, str], ...] = ()
    """Line and code of each control character left out."""


def decode(data: bytes) -> Decoded:
    """The text of a file; raises Unreadable for what is no UTF-8 text."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable("The file is UTF-16, not UTF-8", 1)
    text = decoded(data)
    changes = []
    if text.startswith("\ufeff"):
        text = text[1:]
        changes.append("a byte order mark")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        changes.append("Windows line ends")
    found = islice(CONTROL.finditer(text), MOST_CONTROLS)
    controls = tuple((text.count("\n", 0, match.start()) + 1, f"{ord(match[0]):04X}") for match in found)
    return Decoded(CONTROL.sub("", text) if controls else text, tuple(changes), controls)


def repaired(lines: list[str], code_lines: Collection[int]) -> tuple[list[str], list[Repair]]:
    """The lines with their encoding repaired outside of code; `code_lines` are indexes into `lines`."""
    result = []
    repairs: list[Repair] = []
    for index, line in enumerate(lines):
        if line.isascii() or index in code_lines or not may_be_damaged(line):
            result.append(line)
            continue
        mended = repaired_line(line)
        if mended != line:
            repairs.extend(Repair(index + 1, before, after) for before, after in changed_words(line, mended))
        result.append(mended)
    return result, repairs


def may_be_damaged(line: str) -> bool:
    """Whether two signs beyond ASCII stand side by side: no single one can be a damaged character."""
    return bool(re.search(r"[^\x00-\x7f]{2}", line))


def repaired_line(line: str) -> str:
    """The line as it was before its bytes were misread; code spans are left alone."""
    from ftfy import fix_encoding  # here, because most articles need no repair and it takes 20 ms to load

    if "`" not in line:
        return fix_encoding(line)
    parts = []
    done = 0
    for match in CODE_SPAN.finditer(line):
        parts += [fix_encoding(line[done : match.start()]), match[0]]
        done = match.end()
    return "".join([*parts, fix_encoding(line[done:])])


def changed_words(before: str, after: str) -> list[tuple[str, str]]:
    """The words that differ; the whole line where the words cannot be paired."""
    old, new = before.split(" "), after.split(" ")
    if len(old) != len(new):
        return [(before.strip(), after.strip())]
    return [(one.strip(".,;:()"), other.strip(".,;:()")) for one, other in zip(old, new, strict=True) if one != other]


def still_damaged(line: str) -> str:
    """The first word of the line that looks damaged; empty when there is none."""
    match = DAMAGE.search(line)
    if not match:
        return ""
    start = line.rfind(" ", 0, match.start()) + 1
    end = line.find(" ", match.end())
    return unicodedata.normalize("NFC", line[start : len(line) if end < 0 else end])
