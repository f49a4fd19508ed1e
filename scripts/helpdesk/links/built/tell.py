"""Faults of a built site as Findings: places looked up, the frame told once per Locale."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from helpdesk.links import findings as kinds
from helpdesk.links.built.facts import Facts, PageFacts, as_utf8, charset_of
from helpdesk.links.built.judge import Judgement
from helpdesk.links.built.places import Spot, spots_in_sheet, spots_in_text, spots_of
from helpdesk.links.built.repair import Repair
from helpdesk.links.built.tokens import is_utf8
from helpdesk.links.built.tree import PAGE, Tree, shown_page
from helpdesk.links.gather import Fault, findings_of
from helpdesk.links.model import Occurrence, Verdict
from helpdesk.report import Finding, Kind

KINDS: dict[Verdict, Kind] = {
    Verdict.NO_PAGE: kinds.NO_PAGE,
    Verdict.NO_FILE: kinds.NO_FILE,
    Verdict.NO_ANCHOR: kinds.NO_ANCHOR,
    Verdict.WRONG_CASE: kinds.WRONG_CASE,
}
Listed = Sequence[tuple[int, Judgement]]


class Telling:
    """Knows the files of one run."""

    def __init__(self, top: Path, shown: str, tree: Tree, facts: Facts, pages: Mapping[str, PageFacts]) -> None:
        self.top, self.shown, self.tree, self.facts, self.pages = top, shown, tree, facts, pages
        self.in_frame: set[tuple[str, str]] = set()
        """What was told of the frame already: the fault and the Locale."""

    def findings(
        self, wrong: Mapping[str, Listed], ids_of: Callable[[str], frozenset[int] | None], base: str
    ) -> list[Finding]:
        """One Finding per Target; the Locale of the site's entrance first."""
        repair = Repair(self.tree, self.facts.numbers, ids_of, base)
        faults: list[Fault] = []
        for path, listed in wrong.items():
            page = self.pages[path]
            if listed or page.twice:
                self.look_up(path, page, listed)
                faults.extend(self.faults(path, page, listed, repair))
                faults.extend(self.duplicates(path, page))
        first = self.pages["index.html"].lang if "index.html" in self.pages else ""
        others = sorted({page.lang for page in self.pages.values()} - {first})
        return findings_of(faults, {lang: rank for rank, lang in enumerate([first, *others])})

    def faults(self, path: str, page: PageFacts, listed: Listed, repair: Repair) -> Iterator[Fault]:
        """Every fault of one file in words."""
        lang, shown, slug = page.lang, self.shown + path, slug_of(path)
        for number, judgement in listed:
            target, verdict = self.facts.numbers.targets[number], judgement.verdict
            suggestion = partial(repair.suggestion, path, target, judgement)
            words = {"fragment": judgement.fragment, "locale": lang}
            for line, column, in_frame in page.places[f"a{number}"]:
                if in_frame and self.is_told(f"{verdict.value} {judgement.target}", lang):
                    continue
                place = Occurrence(shown, line, column, lang, slug, target[1])
                yield Fault(KINDS[verdict], verdict, judgement.target, place, suggestion, words)

    def duplicates(self, path: str, page: PageFacts) -> Iterator[Fault]:
        """Ids that stand twice on one page."""
        for number in page.twice:
            name, places = self.facts.numbers.names[number], page.places[f"#{number}"]
            framed = all(in_frame for _line, _column, in_frame in places)
            if len(places) < 2 or (framed and self.is_told(f"duplicate #{name}", page.lang)):
                continue
            target = f"#{name}" if framed else f"{shown_page(path)}#{name}"
            words = {"id": name, "first": str(places[0][0])}
            for line, column, _in_frame in places[1:]:
                place = Occurrence(self.shown + path, line, column, page.lang, slug_of(path), name)
                yield Fault(kinds.DUPLICATE_ID, Verdict.DUPLICATE_ID, target, place, str, words)

    def is_told(self, fault: str, lang: str) -> bool:
        """Whether this fault of the frame was told for this Locale; from now on it was."""
        if (fault, lang) in self.in_frame:
            return True
        self.in_frame.add((fault, lang))
        return False

    def look_up(self, path: str, page: PageFacts, listed: Listed) -> None:
        """Sees to it that the page knows where its faults stand: from what was kept, or looked up now and kept."""
        wanted = [f"a{number}" for number, _judgement in listed] + [f"#{number}" for number in page.twice]
        if not page.places.keys() >= set(wanted):
            found = self.looked_up(path, {number for number, _judgement in listed}, set(page.twice))
            page.places = {name: found.get(name, []) for name in sorted(wanted)}
            self.facts.store.changed = True

    def looked_up(self, path: str, targets: set[int], ids: set[int]) -> dict[str, list[Spot]]:
        """Where the targets and ids stand in the file as it is on disk."""
        pieces = self.facts.pieces_of(self.facts.store.digest(path))
        if pieces is not None:
            return spots_of(pieces, targets, ids)
        data = Path(os.path.join(self.top, path)).read_bytes()
        if path.endswith(".css"):
            return spots_in_sheet(self.facts.machine.tell, data, targets)
        if path.endswith(".xml"):
            return spots_in_text(self.facts.numbers, data, targets)
        data = as_utf8(data)
        if not is_utf8(data):
            data = as_utf8(data, charset_of(data))
        return spots_of(self.facts.machine.pieces(data), targets, ids)


def slug_of(path: str) -> str:
    """The Slug of a page; empty for any other file."""
    return path.removesuffix("/index.html").removesuffix(".html") if path.endswith(PAGE) else ""
