"""`helpdesk links --built DIR`: what is wrong with the links of a built site."""

from __future__ import annotations

import os
import re
from argparse import Namespace
from collections.abc import Iterator
from functools import cached_property, partial
from pathlib import Path

from helpdesk.command import CannotRun, Context
from helpdesk.links import findings as kinds
from helpdesk.links.built.facts import Facts, PageFacts, store_of
from helpdesk.links.built.judge import Judge, Judgement
from helpdesk.links.built.places import Spot, spots_in_sheet, spots_in_text, spots_of
from helpdesk.links.built.repair import Repair
from helpdesk.links.built.tree import PAGE, Tree, own_base, shown_page
from helpdesk.links.gather import Fault, findings_of
from helpdesk.links.model import Occurrence, Verdict
from helpdesk.report import Finding, Kind, Place, Report

KINDS: dict[Verdict, Kind] = {
    Verdict.NO_PAGE: kinds.NO_PAGE,
    Verdict.NO_FILE: kinds.NO_FILE,
    Verdict.NO_ANCHOR: kinds.NO_ANCHOR,
    Verdict.WRONG_CASE: kinds.WRONG_CASE,
}
SITE_URL = re.compile(r"^site_url:[ \t]*[\"']?(https?://[^\s\"'#]+)", re.MULTILINE)
# Faults in the frame stand on every page; the first one of each Locale stands for all.
SITEMAP = re.compile(r"(?:^|/)sitemap[^/]*\.xml\Z")


def check(arguments: Namespace, context: Context) -> Report:
    """The Report of the bare noun with `--built`."""
    return Run(arguments, context).report()


class Run:
    """One check of one folder."""

    def __init__(self, arguments: Namespace, context: Context) -> None:
        self.context = context
        self.top = folder(arguments.built, context.project)
        self.shown = shown_folder(self.top, context.project)
        self.tree = Tree(str(self.top))
        if not self.tree.pages:
            raise CannotRun(
                f"There is no HTML page in {arguments.built}. Build the site first, or name the folder it is in."
            )
        self.facts = Facts(store_of(context.project, self.top))
        if not arguments.cold:
            self.facts.load()
        self.pages: dict[str, PageFacts] = {}
        self.ids: dict[str, frozenset[int] | None] = {}
        self.findings: list[Finding] = []

    def report(self) -> Report:
        """Reads, judges, and tells."""
        for path in self.tree.pages:
            self.read(path)
        judge = Judge(self.tree, self.facts.tags, self.base, self.ids_of)
        wrong = {path: judge.faults(path, facts) for path, facts in self.pages.items()}
        links = sum(len(facts.links) + len(facts.own) for facts in self.pages.values())
        pages = len(self.pages)
        self.sheets_and_maps(judge, wrong)
        faults = list(self.faults(wrong))
        self.facts.save()
        if self.facts.refused:
            self.findings.append(kinds.CACHE_REFUSED.at(Place(str(self.facts.store)), reason=self.facts.refused))
        found = [*self.findings, *findings_of(faults, self.order)]
        found.sort(key=lambda finding: (finding.place.file, finding.place.line, finding.place.column))
        counts: dict[str, object] = {}
        for finding in found:
            verdict = str(finding.adds.get("verdict", finding.code))
            counts[verdict] = int(str(counts.get(verdict, 0))) + 1
        return Report(tuple(found), {"pages": pages, "links": links, **counts})

    def read(self, path: str) -> PageFacts | None:
        """The facts of one file; a file that cannot be read is a Finding."""
        try:
            data = Path(os.path.join(self.top, path)).read_bytes()
        except OSError as error:
            adds = {"verdict": "no-file", "target": path}
            place = Place(self.shown + path)
            self.findings.append(kinds.UNREADABLE_FILE.at(place, adds, reason=error.strerror or str(error)))
            return None
        facts = self.pages[path] = self.facts.of(path, data)
        return facts

    @cached_property
    def base(self) -> str:
        """The public address of the folder, as its pages or `mkdocs.yml` tell; empty when neither does."""
        told = own_base([(path, facts.canonical) for path, facts in self.pages.items() if facts.canonical])
        if told:
            return told
        settings = self.context.project / "mkdocs.yml"
        match = SITE_URL.search(settings.read_text("utf-8", "replace")) if settings.is_file() else None
        return match[1].rstrip("/") + "/" if match else ""

    def ids_of(self, path: str) -> frozenset[int] | None:
        """The numbers of the ids in a page or drawing; None when nobody can say."""
        if path not in self.ids:
            facts = self.pages.get(path) or (self.read(path) if path.endswith(".svg") else None)
            self.ids[path] = frozenset(facts.ids) if facts else None
        return self.ids[path]

    def sheets_and_maps(self, judge: Judge, wrong: dict[str, list[tuple[int, Judgement]]]) -> None:
        """Adds the faults of sitemaps, and of every style sheet that a page or another style sheet uses."""
        done: set[str] = set()
        pending = sorted(path for path in self.tree.files if SITEMAP.search(path))
        while pending:
            for path in pending:
                facts = self.read(path)
                if facts:
                    wrong[path] = judge.faults(path, facts)
            done.update(pending)
            pending = sorted(path for path in judge.used - done if path.endswith(".css"))

    def faults(self, wrong: dict[str, list[tuple[int, Judgement]]]) -> Iterator[Fault]:
        """Every fault with its places; of the frame only the first page of each Locale."""
        repair = Repair(self.tree, self.facts.tags, self.ids_of, self.base)
        told: set[tuple[str, str]] = set()
        for path, listed in wrong.items():
            facts = self.pages[path]
            if not listed and not facts.twice:
                continue
            spots = self.spots(path, facts, listed)
            for number, judgement in listed:
                for spot in spots.get(f"a{number}", ()):
                    key = (f"{judgement.verdict.value} {judgement.target}", facts.lang)
                    if spot.in_frame and key in told:
                        continue
                    if spot.in_frame:
                        told.add(key)
                    yield self.fault(path, number, judgement, spot, repair)
            yield from self.duplicates(path, facts, spots, told)

    def fault(self, path: str, number: int, judgement: Judgement, spot: Spot, repair: Repair) -> Fault:
        """One fault in words."""
        written = self.facts.tags.targets[number][1]
        place = self.place(path, spot, written)
        words = {"fragment": judgement.fragment, "locale": self.pages[path].lang}
        suggestion = partial(repair.suggestion, path, self.facts.tags.targets[number], judgement)
        return Fault(KINDS[judgement.verdict], judgement.verdict, judgement.target, place, suggestion, words)

    def duplicates(
        self, path: str, facts: PageFacts, spots: dict[str, list[Spot]], told: set[tuple[str, str]]
    ) -> Iterator[Fault]:
        """Ids that stand twice on one page."""
        for number in facts.twice:
            name = self.facts.tags.names[number]
            places = spots.get(f"#{number}", [])
            in_frame = bool(places) and all(spot.in_frame for spot in places)
            key = (f"duplicate #{name}", facts.lang)
            if len(places) < 2 or (in_frame and key in told):
                continue
            if in_frame:
                told.add(key)
            target = f"#{name}" if in_frame else f"{shown_page(path)}#{name}"
            for spot in places[1:]:
                words = {"id": name, "first": str(places[0].line)}
                yield Fault(kinds.DUPLICATE_ID, Verdict.DUPLICATE_ID, target, self.place(path, spot, name), str, words)

    def place(self, path: str, spot: Spot, written: str) -> Occurrence:
        """A spot as a place of the Report."""
        page = path.removesuffix("/index.html").removesuffix(".html") if path.endswith(PAGE) else ""
        return Occurrence(self.shown + path, spot.line, spot.column, self.pages[path].lang, page, written)

    def spots(self, path: str, facts: PageFacts, listed: list[tuple[int, Judgement]]) -> dict[str, list[Spot]]:
        """Where the faults of a file stand: as it was kept, or looked up now and kept."""
        targets, ids = {number for number, _judgement in listed}, set(facts.twice)
        wanted = {f"a{number}" for number in targets} | {f"#{number}" for number in ids}
        if not wanted <= facts.places.keys():
            data = Path(os.path.join(self.top, path)).read_bytes()
            if path.endswith(".css"):
                found = spots_in_sheet(self.facts.tags, data, targets)
            elif path.endswith(".xml"):
                found = spots_in_text(self.facts.tags, data, targets)
            else:
                found = spots_of(self.facts.machine, data, targets, ids)
            facts.places = {name: [[*spot] for spot in found.get(name, ())] for name in sorted(wanted)}
            self.facts.changed = True
        return {
            name: [Spot(line, column, bool(frame)) for line, column, frame in facts.places[name]] for name in wanted
        }

    @cached_property
    def order(self) -> dict[str, int]:
        """The Locale of the site's entrance first, then the others by name."""
        first = self.pages["index.html"].lang if "index.html" in self.pages else ""
        others = sorted({facts.lang for facts in self.pages.values()} - {first})
        return {lang: rank for rank, lang in enumerate([first, *others])}


def folder(given: str, project: Path) -> Path:
    """The folder that is meant: from here, or else from the project's root."""
    for candidate in (Path(given), project / given):
        if candidate.is_dir():
            return candidate.resolve()
    raise CannotRun(f"There is no folder {given}. Build the site first, or name the folder it is in.")


def shown_folder(top: Path, project: Path) -> str:
    """How places begin: from the project's root where the folder is inside it, else from the disk's."""
    if top == project:
        return ""
    inside = top.is_relative_to(project)
    return f"{top.relative_to(project).as_posix() if inside else top.as_posix()}/"
