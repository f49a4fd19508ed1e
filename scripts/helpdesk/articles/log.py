"""What the Rules did to one article, and every doubt they had."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from helpdesk.articles.nodes import Where
from helpdesk.report import Finding, Kind, Place


@dataclass(slots=True)
class Log:
    """Counts per Rule and Findings, in the order they were made."""

    locale: str = ""
    page: str = ""
    counts: Counter[str] = field(default_factory=Counter)
    findings: list[Finding] = field(default_factory=list)

    def did(self, rule: str, times: int = 1) -> None:
        """The Rule changed something."""
        self.counts[rule] += times

    def doubt(self, kind: Kind, rule: str, where: Where, /, **values: object) -> None:
        """A Finding of that Rule; `target` and `suggestion` among the values also become fields of the JSON."""
        adds: dict[str, object] = {name: values[name] for name in ("target", "suggestion") if name in values}
        adds["rule"] = rule
        place = Place(where.source.shown, where.line, 1, self.locale, self.page)
        self.findings.append(kind.at(place, adds, **values))
