"""`helpdesk links --built DIR`: what is wrong with the links of a built site."""

from __future__ import annotations

import os
import re
from argparse import Namespace
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from helpdesk.answers import Evidence
from helpdesk.command import CannotRun, Context
from helpdesk.links.built.facts import Facts, PageFacts
from helpdesk.links.built.judge import Judge, Judgement
from helpdesk.links.built.store import Judged, Store, path_of
from helpdesk.links.built.tree import Tree, implied_prefix, own_base
from helpdesk.report import Finding, Place, Report
from helpdesk.stamps import stamps_below

SITE_URL = re.compile(r"^site_url:[ \t]*[\"']?(https?://[^\s\"'#]+)", re.MULTILINE)
SITEMAP = re.compile(r"(?:^|/)sitemap[^/]*\.xml\Z")
Wrong = dict[str, list[tuple[int, Judgement]]]


def check(arguments: Namespace, context: Context) -> Report:
    """The Report of the bare noun with `--built`."""
    return Run(arguments, context).report()


class Run:
    """One check of one folder."""

    def __init__(self, arguments: Namespace, context: Context) -> None:
        self.context = context
        self.top = folder(arguments.built, context.project)
        self.shown = shown_folder(self.top, context.project)
        names = [("all", str(self.top)), ("file", str(context.project / "mkdocs.yml"))]
        self.evidence = None if arguments.cold else Evidence(names)
        self.tree = Tree(
            self.evidence.stamps[str(self.top)] if self.evidence else stamps_below(str(self.top), hidden=True)
        )
        if not self.tree.pages:
            text = f"There is no HTML page in {arguments.built}. Build the site first, or name the folder it is in."
            raise CannotRun(text)
        self.facts = Facts(Store(path_of(context.project, self.top)))
        if not arguments.cold:
            self.facts.load()
        self.pages: dict[str, PageFacts] = {}
        self.ids: dict[str, frozenset[int] | None] = {}
        self.findings: list[Finding] = []

    def report(self) -> Report:
        """Reads, judges, and tells."""
        for path in self.tree.pages:
            self.read(path)
        links = sum([facts.count for facts in self.pages.values()])
        pages = len(self.pages)
        found = [*self.told(self.judged()), *self.findings]
        self.facts.save()
        if self.facts.store.refused:
            from helpdesk.links.findings import CACHE_REFUSED

            found.append(CACHE_REFUSED.at(Place(str(self.facts.store.path)), reason=self.facts.store.refused))
            self.evidence = None
        if self.evidence:
            self.evidence.written.append(str(self.facts.store.path))
        found.sort(key=lambda finding: (finding.place.file, finding.place.line, finding.place.column))
        counts: dict[str, int] = {}
        for finding in found:
            verdict = str(finding.adds.get("verdict", finding.code))
            counts[verdict] = counts.get(verdict, 0) + 1
        return Report(tuple(found), {"pages": pages, "links": links, **counts}, evidence=self.evidence)

    def read(self, path: str) -> PageFacts | None:
        """The facts of one file; a file that cannot be read is a Finding."""
        try:
            facts = self.pages[path] = self.facts.of(path, os.path.join(self.top, path), self.tree.files[path])
        except OSError as error:
            from helpdesk.links.findings import UNREADABLE_FILE

            adds = {"verdict": "no-file", "target": path}
            place = Place(self.shown + path)
            self.findings.append(UNREADABLE_FILE.at(place, adds, reason=error.strerror or str(error)))
            return None
        if facts.garbled:
            from helpdesk.links.findings import UNREADABLE

            place = Place(self.shown + path, locale=facts.lang)
            self.findings.append(UNREADABLE.at(place, {"verdict": "no-file", "target": path}, reason=facts.garbled))
        return facts

    @cached_property
    def base(self) -> str:
        """The public address of the folder, as its pages, `mkdocs.yml` or its links tell; a path alone where only links do."""
        told = own_base([(path, facts.canonical) for path, facts in self.pages.items() if facts.canonical])
        if told:
            return told
        settings = self.context.project / "mkdocs.yml"
        if self.top.is_relative_to(self.context.project) and settings.is_file():
            match = SITE_URL.search(settings.read_text("utf-8", "replace"))
            if match:
                return match[1].rstrip("/") + "/"
        targets = enumerate([target for _kind, target in self.facts.numbers.targets])
        prefix, under = implied_prefix(targets, self.tree)
        pages = sum(not under.isdisjoint(facts.links) for facts in self.pages.values())
        return prefix if pages * 2 > len(self.pages) else ""

    def ids_of(self, path: str) -> frozenset[int] | None:
        """The numbers of the ids in a page or drawing; None when nobody can say."""
        if path not in self.ids:
            facts = self.pages.get(path) or (self.read(path) if path.endswith(".svg") else None)
            self.ids[path] = frozenset(facts.ids) if facts else None
        return self.ids[path]

    def judged(self) -> Wrong:
        """The faults of pages, of sitemaps, and of every style sheet that a page or another style sheet uses."""
        judge = Judge(self.tree, self.facts.numbers, self.base, self.ids_of)
        known = self.known()
        wrong: Wrong = {}
        for path, page in [*self.pages.items()]:
            if path in known and not page.base:
                wrong[path] = judge.faults_again(path, page, known[path])
            else:
                wrong[path] = judge.faults(path, page)
        numbers = {path: [number for number, _judgement in listed] for path, listed in wrong.items() if listed}
        self.facts.store.judged = Judged(self.tree.digest if self.is_readable else "", self.base, numbers)
        self.add_others(judge, wrong)
        return wrong

    def add_others(self, judge: Judge, wrong: Wrong) -> None:
        """Adds the faults of sitemaps and of style sheets that are used."""
        done: set[str] = set()
        pending = sorted([path for path in self.tree.files if path.endswith(".xml") and SITEMAP.search(path)])
        while pending or not done:
            for path in pending:
                if facts := self.read(path):
                    wrong[path] = judge.faults(path, facts)
            done.update(pending, {""})
            pending = sorted([path for path in judge.used if path.endswith(".css") and path not in done])

    @property
    def is_readable(self) -> bool:
        """Whether every page and drawing that was asked for could be read."""
        return len(self.pages) >= len(self.tree.pages) and None not in self.ids.values()

    def known(self) -> dict[str, Sequence[int]]:
        """The wrong targets of the pages that are as they were, while nothing has changed that they are judged by.

        That is which files there are, their public address, and the ids of every page and drawing.
        """
        store = self.facts.store
        before = store.judged
        if (before.tree, before.base) != (self.tree.digest, self.base) or not self.is_readable:
            store.changed = True
            return {}
        for path in store.paths_before():
            if path.endswith(".svg") and store.digest_by_stamp(path, list(self.tree.files[path])) is None:
                return {}
        known: dict[str, Sequence[int]] = {}
        for path, facts in self.pages.items():
            name = store.digest_before(path)
            if name == store.digest(path):
                known[path] = before.wrong.get(path, ())
            elif name not in self.facts.pages or {*self.facts.pages[name].ids} != {*facts.ids}:
                return {}
        return known

    def told(self, wrong: Wrong) -> list[Finding]:
        """The faults as Findings; what tells them is only loaded when there is one."""
        if not any(wrong.values()) and not any(facts.twice for facts in self.pages.values()):
            return []
        from helpdesk.links.built.tell import Telling

        return Telling(self.top, self.shown, self.tree, self.facts, self.pages).findings(wrong, self.ids_of, self.base)


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
