"""Old anchors become heading ids; every other place a link can lead to is kept."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from urllib.parse import unquote

from helpdesk.articles import findings
from helpdesk.articles.html_tree import trimmed
from helpdesk.articles.log import Log
from helpdesk.articles.nodes import (
    Admonition,
    BlockNode,
    Blocks,
    Heading,
    Hyperlink,
    Inline,
    Inlines,
    ListBlock,
    Mark,
    Paragraph,
    Quote,
    Styled,
    Table,
    Where,
    plain,
)

# attr_list ends an id at these, and HTML ids hold no blanks.
ODD = re.compile(r"[\s={}\"'<>&#`|]")
# Below this the nearest id has nothing to do with the one that was meant.
NEAR_ENOUGH = 45
# So many are compared with care; the rest must first be alike letter by letter.
FEW = 40


@dataclass(slots=True)
class Anchors:
    """Gives ids to the headings of one article and remembers all of them."""

    log: Log
    taken: dict[str, None] = field(default_factory=dict)
    """Every id of the Page, in order."""
    renamed: dict[str, str] = field(default_factory=dict)
    """Old names that became another id."""
    titles: dict[str, str] = field(default_factory=dict)
    """The text of the heading that has the id."""
    numbers: dict[str, int] = field(default_factory=dict)
    """The last number given to an id that was there already."""
    old: set[str] = field(default_factory=set)
    """All anchors the article has, which come before ids made from headings."""

    def blocks(self, blocks: Blocks) -> Blocks:
        """The Blocks with ids on headings; anchors on a line before a heading are its further ids."""
        self.old = {mark.name for mark in marks_of(blocks)}
        return self.level(blocks)

    def level(self, blocks: Blocks) -> Blocks:
        """The Blocks of one level."""
        result: list[BlockNode] = []
        waiting: list[tuple[Paragraph, list[Mark]]] = []
        for block in blocks:
            if isinstance(block, Paragraph) and (marks := lone_marks(block)):
                waiting.append((block, marks))
                continue
            before = [mark for _block, marks in waiting for mark in marks]
            if isinstance(block, Heading):
                result.append(self.heading(block, before))
            else:
                result.extend(self.other(paragraph) for paragraph, _marks in waiting)
                result.append(self.other(block))
            waiting = []
        result.extend(self.other(paragraph) for paragraph, _marks in waiting)
        return tuple(result)

    def heading(self, block: Heading, before: list[Mark]) -> BlockNode:
        """A heading with its ids: its own anchors first, then those on the lines before, else one made of its text."""
        marks, rest = without_marks(block.children)
        children = trimmed(rest)
        ids = [identity for mark in (*marks, *before) for identity in self.ids(mark)]
        if not plain(children).strip() and not children:
            self.log.doubt(findings.EMPTY_HEADING, "heading-id", block.where)
            kept: list[Inline] = [Mark(identity, block.where) for identity in ids]
            return Paragraph(tuple(kept), block.where)
        if ids:
            self.log.did("anchor-to-id", len(ids))
        else:
            self.log.did("made-id")
            ids = [self.fresh(slug(plain(children)) or "section")]
        self.titles[ids[0]] = plain(children)
        return replace(block, children=children, ids=tuple(ids))

    def ids(self, mark: Mark) -> list[str]:
        """The ids an old anchor becomes: a safe one, and the old one too where that is not safe."""
        name = mark.name.strip()
        safe = slug(name) if ODD.search(name) else name
        result = []
        if safe:
            result.append(self.free(safe, mark))
        if safe != name and name not in self.taken:
            self.taken[name] = None
            self.renamed[name] = result[0] if result else name
            result.append(name)
            self.log.did("safe-id")
        return result

    def free(self, name: str, mark: Mark) -> str:
        """The id, numbered when the Page has it already."""
        if name not in self.taken:
            self.taken[name] = None
            return name
        identity = self.fresh(name)
        self.log.did("duplicate-anchor")
        self.log.doubt(findings.DUPLICATE_ANCHOR, "duplicate-anchor", mark.where, target=name, suggestion=identity)
        return identity

    def fresh(self, name: str) -> str:
        """The name, or the first numbered form of it that no anchor of the article has."""
        identity, number = name, self.numbers.get(name, 0)
        while identity in self.taken or identity in self.old:
            number += 1
            identity = f"{name}-{number}"
        self.numbers[name] = number
        self.taken[identity] = None
        return identity

    def other(self, block: BlockNode) -> BlockNode:
        """Any other Block with the anchors in it made unique."""
        match block:
            case Paragraph(children=children):
                changed = self.inlines(children)
                return block if changed is children else replace(block, children=changed)
            case Quote(children=inner) | Admonition(children=inner):
                return replace(block, children=self.level(inner))
            case ListBlock(items=items):
                return replace(block, items=tuple(self.level(item) for item in items))
            case Table(rows=rows):
                return replace(block, rows=tuple(tuple(self.inlines(cell) for cell in row) for row in rows))
        return block

    def inlines(self, children: Inlines) -> Inlines:
        """Inline nodes with unique anchors; a second anchor of the same name on the Page is left out."""
        if not any(isinstance(child, Mark | Styled | Hyperlink) for child in children):
            return children
        result: list[Inline] = []
        for child in children:
            if isinstance(child, Mark):
                result.extend(Mark(identity, child.where) for identity in self.ids(child))
                self.log.did("anchor")
            elif isinstance(child, Styled | Hyperlink):
                result.append(replace(child, children=self.inlines(child.children)))
            else:
                result.append(child)
        return tuple(result)


def lone_marks(block: Paragraph) -> list[Mark]:
    """The anchors of a paragraph that has nothing else."""
    marks, rest = without_marks(block.children)
    return marks if marks and not trimmed(rest) else []


def without_marks(children: Inlines) -> tuple[list[Mark], list[Inline]]:
    """The anchors among the nodes, also inside bold and links, and the nodes without them."""
    marks: list[Mark] = []
    rest: list[Inline] = []
    for child in children:
        if isinstance(child, Mark):
            marks.append(child)
        elif isinstance(child, Styled | Hyperlink):
            inner_marks, inner = without_marks(child.children)
            marks.extend(inner_marks)
            rest.append(replace(child, children=tuple(inner)))
        else:
            rest.append(child)
    return marks, rest


def marks_of(blocks: Iterable[BlockNode]) -> Iterable[Mark]:
    """Every anchor below these Blocks."""
    for block in blocks:
        match block:
            case Paragraph(children=children) | Heading(children=children):
                yield from without_marks(children)[0]
            case Quote(children=inner) | Admonition(children=inner):
                yield from marks_of(inner)
            case ListBlock(items=items):
                for item in items:
                    yield from marks_of(item)
            case Table(rows=rows):
                for row in rows:
                    for cell in row:
                        yield from without_marks(cell)[0]
            case _:
                pass


def slug(text: str) -> str:
    """Lower-case letters and digits joined by dashes; accents are dropped, other scripts kept."""
    flat = unicodedata.normalize("NFKD", text.lower())
    flat = "".join(sign for sign in flat if not unicodedata.combining(sign))
    return "-".join(re.findall(r"\w+", unicodedata.normalize("NFC", flat).replace("_", "-")))[:80].strip("-")


def fold(name: str) -> str:
    """What two anchors share that differ in case or punctuation only."""
    return re.sub(r"\W|_", "", unquote(name)).lower()


def nearest(name: str, names: Iterable[str], label: str = "", titles: Mapping[str, str] = MappingProxyType({})) -> str:
    """The most similar name, empty when none is near; a link's words may also be near the title that has the name."""
    from rapidfuzz import fuzz, process  # here, because most articles have no dangling anchor

    def score(candidate: str) -> float:
        words = fuzz.token_set_ratio(label.lower(), titles[candidate].lower()) if label and candidate in titles else 0
        return float(fuzz.WRatio(name.lower(), candidate.lower()) + words)

    candidates = list(names)
    if len(candidates) > FEW:
        candidates = [found[0] for found in process.extract(name, candidates, scorer=fuzz.ratio, limit=FEW)]
    best = max(candidates, key=score, default="")
    return best if best and score(best) >= NEAR_ENOUGH else ""


def fragment_target(fragment: str, anchors: Anchors) -> str | None:
    """The id a same-page link means; None when nothing on the Page has that name in any case."""
    decoded = unquote(fragment)
    for name in (fragment, decoded):
        if name in anchors.renamed:
            return anchors.renamed[name]
        if name in anchors.taken:
            return name
    wanted = {decoded.lower(), slug(decoded) if ODD.search(decoded) else decoded.lower()}
    found = [name for name in anchors.taken if name.lower() in wanted]
    return found[0] if len(found) == 1 else None


@dataclass(frozen=True, slots=True)
class Lost:
    """A link whose anchor is not there."""

    fragment: str
    label: str
    """The words of the link."""
    file: str
    """What was looked into."""
    where: Where


def dangling(log: Log, lost: Lost, names: Iterable[str], titles: Mapping[str, str] = MappingProxyType({})) -> None:
    """A Finding for a lost link, with the nearest anchor."""
    fragment = lost.fragment
    suggestion = nearest(fragment, names, lost.label, titles)
    hint = f" Did you mean “#{suggestion}”?" if suggestion else ""
    log.doubt(
        findings.DANGLING, "check-anchor", lost.where, file=lost.file, anchor=fragment,
        target=f"#{fragment}", suggestion=f"#{suggestion}" if suggestion else "", nearest=hint,
    )  # fmt: skip
