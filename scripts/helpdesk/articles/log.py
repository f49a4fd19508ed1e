"""What the Rules did to one article, and every doubt they had."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from helpdesk.articles.nodes import Where
from helpdesk.report import Finding, Kind, Place

# What a word can be glued to.
BEFORE_GLUED = {")", "]", "*", "_", ">"}
# The values of a Finding that may stand in the source as they are.
SHOWN = ("target", "anchor", "html", "word", "before", "text")


@dataclass(slots=True)
class Log:
    """Counts per Rule and Findings, in the order they were made."""

    locale: str = ""
    page: str = ""
    counts: Counter[str] = field(default_factory=Counter)
    findings: list[Finding] = field(default_factory=list)
    lines: dict[str, list[str]] = field(default_factory=dict)
    """The lines of every file that Findings may be about, by the name it is shown with; columns come from them."""
    seen: dict[tuple[str, str, int, str], int] = field(default_factory=dict)

    def did(self, rule: str, times: int = 1) -> None:
        """The Rule changed something."""
        self.counts[rule] += times

    def doubt(self, kind: Kind, rule: str, where: Where, /, **values: object) -> None:
        """A Finding of that Rule; `target` and `suggestion` among the values also become fields of the JSON."""
        adds: dict[str, object] = {name: values[name] for name in ("target", "suggestion") if name in values}
        adds["rule"] = rule
        column = self.column(kind.code, where, values)
        place = Place(where.source.shown, where.line, column, self.locale, self.page)
        self.findings.append(kind.at(place, adds, **values))

    def column(self, code: str, where: Where, values: Mapping[str, object]) -> int:
        """Where in the line the doubtful thing stands, each next one further right; where its text starts otherwise."""
        lines = self.lines.get(where.source.shown, ())
        line = lines[where.line - 1] if 0 < where.line <= len(lines) else ""
        thing = next((text for name in SHOWN if (text := str(values.get(name, ""))) and text in line), "")
        if not thing:
            return len(line) - len(line.lstrip()) + 1
        key = (code, where.source.shown, where.line, thing)
        found = place_of(thing, line, self.seen.get(key, 0), glued="word" in values)
        self.seen[key] = found + len(thing)
        return found + 1


def place_of(thing: str, line: str, start: int, *, glued: bool) -> int:
    """The index of the next one from `start` on, or of the first; a glued word stands behind markup."""
    found = line.find(thing, start)
    while glued and found >= 0 and line[found - 1 : found] not in BEFORE_GLUED:
        found = line.find(thing, found + 1)
    return found if found >= 0 else line.find(thing)
