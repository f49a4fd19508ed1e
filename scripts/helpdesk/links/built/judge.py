"""What is wrong with the targets of a built page, found by set arithmetic: only what is new is looked at."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Sequence
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from helpdesk.links.addresses import leads_outside
from helpdesk.links.built.facts import PageFacts
from helpdesk.links.built.numbers import Numbers
from helpdesk.links.built.tree import PAGE, Address, Tree, address_of, climbed, folder_of, shown_page
from helpdesk.links.model import LINK, Verdict

OUTSIDE = None
NONE: frozenset[int] = frozenset()
# Fragments that no id answers: the top, and what scripts and viewers read.
ROUTES = ("/", "!", "xywh=", "t=", "svgView(")


class Judgement(NamedTuple):
    """Why a target is not ok."""

    verdict: Verdict
    target: str
    """Path from the root, with `#id` where an id is missing."""
    path: str
    """The path alone."""
    fragment: str
    hit: str = ""
    """The file that was meant, where that is known."""
    prefix_forgotten: bool = False


class Judge:
    """Answers for one folder; `ids_of` gives the numbers of the ids of a page or drawing."""

    def __init__(self, tree: Tree, numbers: Numbers, base: str, ids_of: Callable[[str], frozenset[int] | None]) -> None:
        self.tree, self.numbers, self.base, self.ids_of = tree, numbers, base, ids_of
        self.prefix = clean_prefix(base)
        self.host = urlsplit(base).netloc.lower()
        self.used: set[str] = set()
        """Files that something leads to."""
        self._addresses: dict[int, Address | None] = {}
        self._outside: set[int] = set()
        self._good: dict[tuple[str, int], set[int]] = {}
        """Folder and climb, and the targets that are right from there."""
        self._bad: dict[tuple[str, int], Judgement] = {}
        """The wrong ones, by folder and target."""

    def faults(self, page: str, facts: PageFacts) -> list[tuple[int, Judgement]]:
        """The wrong targets of one page, by number."""
        folder = folder_of(page)
        self._learn(facts.links)
        self._learn(facts.own)
        if facts.base:
            based = self._based(folder, facts.base)
            return self._faults_with_base(page, facts, based)
        faults = self._own_faults(page, facts)
        rest = facts.links - self._outside
        rest -= self._good.get(("", -1), NONE)
        step, climbs = folder, 0
        while rest:
            rest -= self._good.get((step, climbs), NONE)
            if not step:
                break
            step, climbs = folder_of(step[:-1]), climbs + 1
        for number in rest:
            judgement = self._judged(folder, number)
            if judgement is not None:
                faults.append((number, judgement))
        return faults

    def faults_again(self, page: str, facts: PageFacts, known: Sequence[int]) -> list[tuple[int, Judgement]]:
        """The same for a page without a `<base>` whose wrong targets are known, when nothing has changed them."""
        folder = folder_of(page)
        self._learn({*known, *facts.sheets})
        for number in facts.sheets:
            self._judged(folder, number)
        faults = []
        for number in known:
            address = self._addresses[number]
            if address is OUTSIDE:
                continue
            is_own = address.climbs == -2
            judgement = self._anchor(page, address.fragment) if is_own else self._judged(folder, number)
            if judgement is not None:
                faults.append((number, judgement))
        return faults

    def _learn(self, numbers: set[int] | frozenset[int]) -> None:
        """Takes apart every target that is new."""
        for number in numbers.difference(self._addresses):
            address = self._addresses[number] = self._address(self.numbers.targets[number][1])
            if address is OUTSIDE:
                self._outside.add(number)

    def _address(self, target: str) -> Address | None:
        """The target taken apart; OUTSIDE when it leads to another site, or nobody can say."""
        if leads_outside(target):
            inside = self._inside(target)
            return OUTSIDE if inside is None else address_of(inside)
        return address_of(target)

    def _inside(self, target: str) -> str | None:
        """The path from the host's root of an address on this Site; None for any other address."""
        if not self.host or self.host not in target.lower():
            return None
        parts = urlsplit(target.replace("\\", "/")) if target.isprintable() else None
        if parts is None or parts.scheme not in ("", "http", "https") or parts.netloc.lower() != self.host:
            return None
        if not ((parts.path or "/") + "/").startswith(self.prefix):
            return None
        fragment = f"#{parts.fragment}" if parts.fragment else ""
        return (parts.path or "/") + fragment

    def _judged(self, folder: str, number: int) -> Judgement | None:
        """The judgement of one target, remembered for every page that shares the folder it starts from."""
        address = self._addresses[number]
        if address is OUTSIDE:
            return None
        if address.climbs > folder.count("/") and len(self.prefix) > 1:
            return self._fresh("", self._above(folder, address), self.numbers.targets[number][0])
        start = "" if address.climbs == -1 else climbed(folder, address.climbs)
        known = self._bad.get((start, number))
        if known is not None:
            return known
        judgement = self._fresh(start, address, self.numbers.targets[number][0])
        if judgement is None:
            self._good.setdefault((start, address.climbs), set()).add(number)
        else:
            self._bad[start, number] = judgement
        return judgement

    def _fresh(self, start: str, address: Address, kind: str) -> Judgement | None:
        path = start + address.path
        if address.climbs == -1 and len(self.prefix) > 1:
            if not f"/{path}/".startswith(self.prefix):
                return self._outside_prefix(path, address, kind)
            path = path[len(self.prefix) - 1 :]
        hit = self.tree.at(path)
        if hit is None:
            near = self.tree.nearly(path)
            if near is not None:
                return Judgement(Verdict.WRONG_CASE, path, path, address.fragment, near)
            return Judgement(missing(path, kind), path or "/", path, address.fragment)
        self.used.add(hit)
        return self._anchor(hit, address.fragment)

    def _above(self, folder: str, address: Address) -> Address:
        """An address that climbs out of the folder that is served, as the path from the host's root that a browser asks for."""
        parts = self.prefix.strip("/").split("/")
        kept = parts[: max(0, len(parts) + folder.count("/") - address.climbs)]
        return Address(-1, "/".join([*kept, address.path]), address.fragment)

    def _outside_prefix(self, path: str, address: Address, kind: str) -> Judgement | None:
        """A path beside the Site's own: wrong only when the Site has that very file under its own path."""
        hit = self.tree.at(path)
        if hit is None or not path:
            return None
        return Judgement(missing(path, kind), f"/{path}", path, address.fragment, hit, prefix_forgotten=True)

    def _anchor(self, hit: str, fragment: str) -> Judgement | None:
        """Whether the page has the id."""
        if not fragment or fragment.lower() == "top" or fragment.startswith(ROUTES):
            return None
        ids = self.ids_of(hit) if hit.endswith((*PAGE, ".svg")) else None
        if ids is None or self.numbers.known_name(fragment) in ids:
            return None
        if "%" in fragment and self.numbers.known_name(unquote(fragment)) in ids:
            return None
        return Judgement(Verdict.NO_ANCHOR, f"{shown_page(hit)}#{fragment}", shown_page(hit), fragment, hit)

    def _own_faults(self, page: str, facts: PageFacts) -> list[tuple[int, Judgement]]:
        """Links to ids of the same page that are not there."""
        faults = []
        for number in facts.own:
            address = self._addresses[number]
            if address is not OUTSIDE and (judgement := self._anchor(page, address.fragment)):
                faults.append((number, judgement))
        return faults

    def _based(self, folder: str, base: str) -> str | None:
        """The folder that a `<base>` makes relative addresses start from; None when it is on another site."""
        address = self._address(base)
        if address is OUTSIDE:
            return None
        if address.climbs < 0:
            path = address.path
            if address.climbs == -1 and len(self.prefix) > 1:
                if not f"/{path}/".startswith(self.prefix):
                    return None
                path = path[len(self.prefix) - 1 :]
            return folder_of(path) if address.climbs == -1 else folder
        return folder_of(climbed(folder, address.climbs) + address.path)

    def _faults_with_base(self, page: str, facts: PageFacts, based: str | None) -> list[tuple[int, Judgement]]:
        """The same for a page with a `<base>`, where even `#id` starts from there."""
        faults = []
        for number in facts.links | facts.own:
            address = self._addresses[number]
            if address is OUTSIDE or (based is None and address.climbs != -1):
                continue
            if address.climbs == -2 and based == folder_of(page):
                judgement = self._anchor(page, address.fragment)
            elif address.climbs == -2:
                judgement = self._fresh(based or "", address._replace(climbs=0), LINK)
            else:
                judgement = self._judged(based or "", number)
            if judgement is not None:
                faults.append((number, judgement))
        return faults


def clean_prefix(base: str) -> str:
    """The public path with a slash at both ends."""
    path = unquote(urlsplit(base).path).strip("/")
    return f"/{path}/" if path else "/"


def missing(path: str, kind: str) -> Verdict:
    """What is missing: a page that somebody would read, or a file."""
    is_page = kind == LINK and (path.endswith((*PAGE, "/")) or "." not in posixpath.basename(path))
    return Verdict.NO_PAGE if is_page else Verdict.NO_FILE
