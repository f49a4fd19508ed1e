"""Findings and the Report they make up: the one thing every job returns."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from helpdesk.answers import Evidence

NOTHING: Mapping[str, object] = MappingProxyType({})


class Severity(Enum):
    """How much a Finding weighs; the values are the words of the JSON."""

    ERROR = "error"
    """A reader is led astray, or a promise of the Site is broken."""
    WARNING = "warning"
    """A writer must decide something."""
    NOTE = "note"
    """Good to know; never makes a run fail."""


class Place(NamedTuple):
    """Where a Finding is: a path from the project root with "/" between folders; line and column count from 1."""

    file: str
    line: int = 1
    column: int = 1
    locale: str = ""
    page: str = ""
    """The Slug, where the Finding belongs to a Page."""


class Finding(NamedTuple):
    """One thing a writer or CI should know: what, where, and what to do about it."""

    code: str
    severity: Severity
    message: str
    help: str
    place: Place
    adds: Mapping[str, object] = NOTHING
    """What the job adds to the JSON of a Finding; nothing in it hides a key that every Finding has."""

    def as_json(self) -> dict[str, object]:
        """The Finding as the contract's JSON object."""
        place = self.place
        return {
            **self.adds,
            "code": self.code,
            "severity": self.severity.value,
            "message": self.message,
            "help": self.help,
            "file": place.file,
            "line": place.line,
            "column": place.column,
            "locale": place.locale,
            "page": place.page,
        }


class Kind(NamedTuple):
    """What all Findings of one code share. Each job keeps its Kinds in its `findings.py`."""

    code: str
    severity: Severity
    message: str
    """A full sentence; `{name}` stands for a value given to `at`."""
    help: str
    """What to do now, with the same values."""

    def at(self, place: Place, adds: Mapping[str, object] = NOTHING, **values: object) -> Finding:
        """A Finding of this Kind; the values fill the names in message and help."""
        return Finding(self.code, self.severity, self.message.format(**values), self.help.format(**values), place, adds)


class Report(NamedTuple):
    """What a command found out, before anyone decides how to print it."""

    findings: tuple[Finding, ...] = ()
    summary: Mapping[str, object] = NOTHING
    adds: Mapping[str, object] = NOTHING
    """Further top-level keys of the JSON, such as `blocks`."""
    text: str = ""
    """What people read above the Findings; left out of every other format."""
    interrupted: bool = False
    """Whether the run was stopped from the keyboard, so that this is what was known until then."""
    evidence: Evidence | None = None
    """All that the Report was made of; while it stays the same, the same words would be printed again."""

    @property
    def exit_code(self) -> int:
        """0 when clean, 1 with Findings, 130 when interrupted; a note alone does not make a run fail."""
        if self.interrupted:
            return 130
        return int(any(finding.severity is not Severity.NOTE for finding in self.findings))
