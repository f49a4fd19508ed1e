"""The files that pymdownx.snippets puts into a Page, and where each line of the whole stands on disk."""

from __future__ import annotations

import os
import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from helpdesk import files
from helpdesk.links.model import SNIPPET, Anchor, Facts, Link, PutIn

MARKER = re.compile(
    r"([ \t]*)(;*)(?:-+8<-+[ \t]+(\"(?:\\\"|[^\"\n\r])+?\"|'(?:\\'|[^'\n\r])+?')(?![ \t])|-+8<-+(?![ \t]))\s*\Z"
)
SECTION = re.compile(r".*?-+8<-+[ \t]+\[[ \t]*(start|end)[ \t]*:[ \t]*([a-z][-_0-9a-z]*)[ \t]*\]", re.IGNORECASE)
CHOICE = re.compile(r"(.*?)(?::((?:-?\d*)(?::-?\d*)?(?:,-?\d*(?::-?\d*)?)*)|:([a-z][-_0-9a-z]*))?\Z", re.IGNORECASE)
# Files that put each other in twice grow without end; no Page is as long as this.
MOST_LINES = 200_000


class Line(NamedTuple):
    """One line of the whole and where it comes from."""

    text: str
    file: str
    """From the project root; empty for the Page itself."""
    number: int
    start: int
    """Where the line begins in its file."""
    shift: int
    """How many columns were put before it."""
    marker: int
    """The line of the Page that it stands in place of."""


class Snippets:
    """Answers for one Site; every file is read once."""

    def __init__(
        self, root: Path, folders: tuple[str, ...], appended: tuple[str, ...], *, restricted: bool = True
    ) -> None:
        self.root, self.folders, self.appended = root, folders, appended
        self.restricted = restricted
        """Whether only files below the folders may be put in."""
        self.texts: dict[str, str | None] = {}
        """The text of each file that was asked for, from the root; None where there is none."""

    def are_in(self, data: bytes) -> bool:
        """Whether anything is put into this text."""
        return bool(self.folders) and (bool(self.appended) or b"8<-" in data)

    def whole(self, text: str) -> Whole:
        """The text with everything put in."""
        whole = Whole([], [], [])
        lines = lines_of(text, "")
        if self.appended:
            more = "\n\n-8<-\n" + "\n\n".join(self.appended) + "\n-8<-\n"
            last = lines[-1]
            lines += [last._replace(text=line, start=last.start + len(last.text)) for line in more.split("\n")]
        self.add(whole, lines, ())
        return whole

    def add(self, whole: Whole, lines: list[Line], within: tuple[str, ...]) -> None:
        """Adds lines, with the files they name in their places; `within` are the files that these lines stand in."""
        block = False
        for line in lines:
            marker = MARKER.match(line.text) if "8<-" in line.text else None
            if marker is None and not block:
                if "8<-" not in line.text or not SECTION.match(line.text):
                    whole.lines.append(line)
            elif marker and marker[2]:  # an escaped mark is text
                whole.lines.append(line._replace(text=line.text.replace(";", "", 1)))
            elif marker is None and not line.text.strip():
                whole.lines.append(line._replace(text=""))
            elif marker and not marker[3]:
                block = not block
            elif len(whole.lines) > MOST_LINES:
                whole.unknown.append(line.text)
            elif marker is None:
                self.put(whole, line, (line.text.strip(), len(line.text) - len(line.text.lstrip())), within)
            elif not block:
                self.put(whole, line, (marker[3][1:-1].strip(), marker.start(3) + 1), within)

    def put(self, whole: Whole, line: Line, named: tuple[str, int], within: tuple[str, ...]) -> None:
        """Adds the file that a line names, at a column, or notes that it is missing."""
        written, column = named
        choice = CHOICE.match(written)
        path = choice[1].strip() if choice else ""
        if not path or path.startswith(";"):
            return
        if path.lower().startswith(("https://", "http://")):
            whole.unknown.append(path)
            return
        file = self.found(path)
        if file is None and "" in self.folders:
            whole.unknown.append(path)
        elif file is None:
            column += line.start - line.shift
            link = Link(SNIPPET, path, line.number, column - line.start + 1, column, column + len(path))
            whole.missing.append(PutIn(line.file, link))
        elif file not in within and choice is not None:
            indent = line.text[: len(line.text) - len(line.text.lstrip())].expandtabs(4)
            lines = chosen(lines_of(self.texts[file] or "", file), choice[2], choice[3])
            shifted = [
                each._replace(text=indent + each.text, shift=len(indent), marker=line.marker or line.number)
                for each in lines
            ]
            self.add(whole, shifted, (*within, file))

    def found(self, path: str) -> str | None:
        """The file of this name, from the project root; None when no folder has it."""
        for folder in self.folders:
            file = os.path.normpath(os.path.join(folder, path)).replace(os.sep, "/")
            if self.restricted and not is_below(file, folder):
                continue
            if file not in self.texts:
                try:
                    self.texts[file] = files.read_text(self.root / file)
                except (OSError, ValueError, files.Unreadable):
                    self.texts[file] = None
            if self.texts[file] is not None:
                return file
        return None

    def near(self, path: str) -> str:
        """The file beside the missing one whose name is most like its; empty when none is."""
        from helpdesk.links.suggest import Nearest

        folder, _slash, name = path.rpartition("/")
        names: list[str] = []
        for base in self.folders:
            try:
                names += os.listdir(os.path.join(self.root, base, folder))
            except OSError:
                continue
        near = Nearest(names).to(name)
        return f"{folder}/{near}".lstrip("/") if near else ""


class Whole(NamedTuple):
    """A Page with everything put in."""

    lines: list[Line]
    missing: list[PutIn]
    """The files that are not there, as Links of their own kind."""
    unknown: list[str]
    """What nobody can read before a build, such as the addresses of files on other hosts."""

    @property
    def text(self) -> str:
        """All of it, as Python-Markdown gets it."""
        return "\n".join([line.text for line in self.lines])

    def evidence(self, data: bytes) -> bytes:
        """The Page's own bytes and all that its Facts depend on besides."""
        places = [f"{line.file}:{line.number}:{line.text}" for line in self.lines if line.file]
        lost = [f"{file}:{link}" for file, link in self.missing]
        more = "\n".join(["", "put in", *places, "missing", *lost, "unknown", *self.unknown])
        return data + more.encode("utf-8", "surrogatepass")

    def placed(self, facts: Facts) -> Facts:
        """The Facts of the text with every place where it is on disk."""
        starts = list(accumulate((len(line.text) + 1 for line in self.lines), initial=0))
        links = [*self.placed_links(facts, starts), *self.missing]
        own = tuple(link for file, link in links if not file)
        anchors = tuple(self.placed_anchor(anchor) for anchor in facts.anchors)
        others = tuple(each for each in links if each.file)
        return Facts(own, anchors, facts.names, facts.pictures, bool(self.unknown), facts.hints, others)

    def placed_links(self, facts: Facts, starts: list[int]) -> Iterator[PutIn]:
        """Each Link in the file that holds it."""
        for link in facts.links:
            number = bisect_right(starts, link.start) - 1
            line = self.lines[number]
            start = line.start + link.start - starts[number] - line.shift
            end = start + link.end - link.start
            own = link._replace(line=line.number, column=start - line.start + 1, start=start, end=end)
            yield PutIn(line.file, own)

    def placed_anchor(self, anchor: Anchor) -> Anchor:
        """The id where it stands in the Page, or where the file is put in that has it."""
        line = self.lines[anchor.line - 1]
        return Anchor(anchor.id, line.marker, 1) if line.file else Anchor(anchor.id, line.number, anchor.column)


def is_below(path: str, folder: str) -> bool:
    """Whether a path from the project root lies in a folder."""
    top = os.path.normpath(folder).replace(os.sep, "/")
    if top == ".":
        return not path.startswith(("/", "../")) and path != ".."
    return path.startswith(f"{top}/")


def lines_of(text: str, file: str) -> list[Line]:
    """The lines of a file without their ends; an empty file has none."""
    if file and not text:
        return []
    lines = []
    start = 0
    for number, line in enumerate(text.split("\n"), start=1):
        lines.append(Line(line.removesuffix("\r"), file, number, start, 0, 0))
        start += len(line) + 1
    return lines


def chosen(lines: list[Line], numbers: str | None, section: str | None) -> list[Line]:
    """The lines with these numbers, such as `1:3,7:`, or between the marks of a section; all of them without either."""
    if section:
        return lines_of_section(lines, section)
    if not numbers:
        return lines
    kept = []
    for part in numbers.split(","):
        first, _colon, last = part.partition(":")
        start = int(first) if first not in ("", "-") else 0
        end: int | None = int(last) if last not in ("", "-") else None
        start = max(0, len(lines) + start) if start < 0 else max(0, start - 1)
        end = max(0, len(lines) + 1 + end) if end is not None and end < 0 else end
        kept += lines[start:end]
    return kept


def lines_of_section(lines: list[Line], section: str) -> list[Line]:
    """The lines between the marks of a section, marks of others left out."""
    kept: list[Line] = []
    inside = False
    for line in lines:
        mark = SECTION.match(line.text) if "8<-" in line.text else None
        if mark and mark[2] == section:
            if inside and mark[1].lower() == "end":
                break
            inside = mark[1].lower() == "start"
        elif inside and not mark:
            kept.append(line)
    return kept
