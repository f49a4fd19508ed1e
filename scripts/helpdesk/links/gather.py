"""Faults of single Links folded into Findings: one per Target, with every place, the source Locale first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from helpdesk.links.model import Occurrence, Verdict
from helpdesk.report import Finding, Kind, Place

# More places than this fill a screen; `--format json` has them all.
SHOWN_PLACES = 3


class Fault(NamedTuple):
    """One Link that is not ok."""

    kind: Kind
    verdict: Verdict
    target: str
    """The Target, the same for the same fault in every Locale."""
    occurrence: Occurrence
    suggestion: Callable[[], str]
    """The text to write instead; empty when nobody knows one. Asked for the first place of each Target only."""
    words: Mapping[str, str]
    """What the wording needs beside `written` and `remedy`."""


def findings_of(faults: Iterable[Fault], order: Mapping[str, int]) -> list[Finding]:
    """One Finding per Verdict and Target; `order` ranks the Locales."""
    groups: dict[tuple[Verdict, str, str], list[Fault]] = {}
    for fault in faults:
        groups.setdefault((fault.verdict, fault.target, fault.kind.message), []).append(fault)
    found = []
    for group in groups.values():
        if len(group) > 1:
            group.sort(key=lambda fault: rank(fault.occurrence, order))
        found.append(folded(group[0], [*dict.fromkeys([fault.occurrence for fault in group])]))
    return found


def rank(occurrence: Occurrence, order: Mapping[str, int]) -> tuple[int, str, int, int]:
    """Source Locale first, then as a reader of the Report expects."""
    return order.get(occurrence.locale, len(order)), occurrence.file, occurrence.line, occurrence.column


def folded(first: Fault, places: list[Occurrence]) -> Finding:
    """The Finding for all these places, of which the Fault is at the first."""
    suggestion = first.suggestion()
    adds = {
        "verdict": first.verdict.value,
        "target": first.target,
        "suggestion": suggestion or None,
        "occurrences": [place.as_json() for place in places],
    }
    at = first.occurrence
    remedy = (
        f'Did you mean "{shown(suggestion)}"?'
        if suggestion
        else first.words.get("remedy", "Correct the target, or remove the link.")
    )
    words = {**first.words, "written": shown(at.written), "remedy": remedy + also(places[1:])}
    place = Place(at.file, at.line, at.column, at.locale, at.page)
    finding = first.kind.at(place, adds, **words)
    return finding if "{remedy}" in first.kind.help else with_help(finding, also(places[1:]))


def with_help(finding: Finding, more: str) -> Finding:
    """The Finding with something added to its help."""
    return finding._replace(help=finding.help + more) if more else finding


def also(places: list[Occurrence]) -> str:
    """The other places in words."""
    if not places:
        return ""
    listed = ", ".join(f"{place.file}:{place.line}:{place.column}" for place in places[:SHOWN_PLACES])
    more = len(places) - SHOWN_PLACES
    return f" Also at {listed}{f' and {more} more places' if more > 1 else ' and one more place' if more == 1 else ''}."


def shown(text: str) -> str:
    """A target short enough for a sentence, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= 200 else f"{line[:120]}…{line[-60:]}"
