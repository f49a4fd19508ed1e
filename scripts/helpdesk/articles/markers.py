"""The old platform's markers: notes, selectors, videos and includes, also where translation mangled them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import NamedTuple

from helpdesk.articles import findings
from helpdesk.articles.html_tree import trimmed
from helpdesk.articles.inline import merged
from helpdesk.articles.log import Log
from helpdesk.articles.nodes import (
    Admonition,
    BlockNode,
    Blocks,
    Hyperlink,
    Inline,
    Inlines,
    ListBlock,
    Paragraph,
    Quote,
    Styled,
    Text,
    Where,
    plain,
)

SELECTOR = "selector"
# What the markers were turned into when they were translated by machine, beside the four names themselves.
WORDS = {
    "note": "note information opmerking opmerkingen hinweis anmerkung remarque nota uwaga not notitie poznámka megjegyzés примечание ملاحظة 注 メモ",
    "important": "important belangrijk belangrijke wichtig importante ważne önemli důležité fontos важно مهم 重要",
    "tip": "tip tipp conseil sugerencia suggerimento dica wskazówka ipucu совет تلميح ヒント",
    "warning": "warning caution waarschuwing warnung avertissement attention advertencia avviso aviso ostrzeżenie uyarı предупреждение تحذير 警告",
    SELECTOR: "selector selector-list gegevenskiezer-lijst gegevenskiezer auswahl selektor",
}
KINDS = {word: kind for kind, words in WORDS.items() for word in words.split()}
EXACT = re.compile(r"\[AZURE\.(NOTE|IMPORTANT|TIP|WARNING|CAUTION|SELECTOR)\]")
MARKER = re.compile(
    r"(?:(?<=\n)|\A)[ \t]*(?:\[!(?P<alert>NOTE|IMPORTANT|TIP|WARNING|CAUTION)\]"
    r"|(?P<open>\[?)AZURE\.[ ]?(?P<word>[^\W\d_]+(?:-[^\W\d_]+)?)(?:[ ]*\((?P<title>[^()\n]{0,80})\))?(?P<close>[\]):]*))",
    re.IGNORECASE,
)
ANYWHERE = re.compile(r"\[AZURE\.(?P<word>NOTE|IMPORTANT|TIP|WARNING|CAUTION)\]", re.IGNORECASE)
VIDEO = re.compile(r"\[AZURE\.[ ]?(?:VIDEO[ ]+(?P<slug>[\w-]+)|(?P<late>[\w-]+)[ ]+VIDEO)[ ]*\]+", re.IGNORECASE)
VIDEO_PAGE = "https://azure.microsoft.com/documentation/videos/{slug}/"
INCLUDE_OPENS = re.compile(r"\[AZURE\.[^\[\]\n]*\Z", re.IGNORECASE)
UNKNOWN = re.compile(r"\[AZURE\.[^\]\n]{0,60}\]?", re.IGNORECASE)
LETTERED_ITEM = re.compile(r"\s+-\s*\Z|\A\s*-\s*\Z")

Include = Callable[[str, Where], Blocks]
"""The Blocks of an include by its target as written, and where it is asked for."""


class Found(NamedTuple):
    """A marker in a text."""

    start: int
    end: int
    kind: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Markers:
    """Turns the markers of a tree into what they mean."""

    log: Log
    include: Include

    def blocks(self, blocks: Blocks) -> Blocks:
        """The Blocks with every marker replaced."""
        result: list[BlockNode] = []
        for block in blocks:
            result.extend(self.block(block))
        return tuple(result)

    def block(self, block: BlockNode) -> list[BlockNode]:
        """What one Block becomes."""
        match block:
            case Paragraph():
                return self.sections(self.included(block), quoted=False)
            case Quote(children=children):
                inner = [piece for child in children for piece in self.inside_quote(child)]
                return self.sections(inner, quoted=True, where=block.where)
            case ListBlock(items=items):
                return [replace(block, items=tuple(self.blocks(item) for item in items))]
        return [block]

    def inside_quote(self, block: BlockNode) -> list[BlockNode]:
        """Includes and inner lists are done first; notes are for the quotation to find."""
        return self.included(block) if isinstance(block, Paragraph) else self.block(block)

    def sections(self, blocks: list[BlockNode], *, quoted: bool, where: Where | None = None) -> list[BlockNode]:
        """The Blocks in sections, each begun by a marker; without a marker a quotation stays one."""
        sections: list[tuple[Found | None, Where | None, list[BlockNode]]] = [(None, where, [])]
        for block in blocks:
            if not isinstance(block, Paragraph):
                sections[-1][2].append(block)
                continue
            for found, children in self.split(block.children, block.where, quoted=quoted):
                if found:
                    sections.append((found, block.where, []))
                elif not quoted and sections[-1][0]:
                    sections.append((None, None, []))
                if children := trimmed(children):
                    sections[-1][2].append(Paragraph(children, block.where))
        return [node for section in sections for node in self.section(*section, quoted=quoted)]

    def section(
        self, found: Found | None, where: Where | None, blocks: list[BlockNode], *, quoted: bool
    ) -> list[BlockNode]:
        """What one section becomes."""
        if found and found.kind == SELECTOR:
            self.log.did("selector")
            return [made for block in blocks for made in selector_list(block)]
        if found and where:
            self.log.did("note")
            return [Admonition(found.kind, tuple(blocks), where, found.title)]
        return quotations(blocks, where) if quoted and where else blocks

    def split(self, children: Inlines, where: Where, *, quoted: bool) -> list[tuple[Found | None, Inlines]]:
        """The inline nodes in pieces, each with the marker it began with."""
        pieces: list[tuple[Found | None, list[Inline]]] = [(None, [])]
        for at, child in enumerate(self.with_videos(children)):
            if not isinstance(child, Text):
                pieces[-1][1].append(child)
                continue
            done, line = 0, child.where.line
            for found in found_in(child.text, at_start=at == 0, quoted=quoted):
                pieces[-1][1].append(Text(child.text[done : found.start], Where(where.source, line)))
                line += child.text.count("\n", done, found.end)
                self.mangled(child.text[found.start : found.end], found.kind, Where(where.source, line))
                pieces.append((found, []))
                done = found.end
            pieces[-1][1].append(Text(child.text[done:], Where(where.source, line)))
        return [(kind, tuple(nodes)) for kind, nodes in pieces if kind or trimmed(nodes)]

    def mangled(self, text: str, kind: str, where: Where) -> None:
        """Says so when a marker was not written as the old platform wanted it."""
        if not EXACT.fullmatch(text.strip()) and not text.strip().upper().startswith("[AZURE.SELECTOR-LIST"):
            self.log.did("mangled-marker")
            self.log.doubt(findings.MANGLED_MARKER, "mangled-marker", where, text=text.strip(), kind=kind)

    def with_videos(self, children: Inlines) -> list[Inline]:
        """The nodes with every video marker a link to the video's page."""
        result: list[Inline] = []
        for child in children:
            if isinstance(child, Styled):
                child = replace(child, children=tuple(self.with_videos(child.children)))  # noqa: PLW2901 - same node
            if not isinstance(child, Text) or "VIDEO" not in child.text.upper():
                result.append(child)
                continue
            done = 0
            for match in VIDEO.finditer(child.text):
                where = Where(child.where.source, child.where.line + child.text.count("\n", 0, match.start()))
                slug = match["slug"] or match["late"]
                self.log.did("video")
                self.log.doubt(findings.VIDEO, "video", where, target=slug)
                link = Hyperlink(VIDEO_PAGE.format(slug=slug), (Text(f"Video: {slug}", where),), "", where)
                result += [replace(child, text=child.text[done : match.start()]), link]
                done = match.end()
            result.append(replace(child, text=child.text[done:]))
        return [child for child in result if not isinstance(child, Text) or child.text]

    def included(self, block: Paragraph) -> list[BlockNode]:
        """The paragraph in pieces around the includes it asks for."""
        children = list(block.children)
        result: list[BlockNode] = []
        done = 0
        for at in range(1, len(children)):
            if not is_include(children, at):
                continue
            opening, link, closing = children[at - 1], children[at], children[at + 1]
            assert isinstance(opening, Text)
            assert isinstance(link, Hyperlink)
            assert isinstance(closing, Text)
            head = replace(opening, text=INCLUDE_OPENS.sub("", opening.text))
            children[at + 1] = replace(closing, text=closing.text[1:])
            self.log.did("include")
            self.add(result, [*children[done : at - 1], head], self.include(link.target, link.where), block.where)
            done = at + 1
        if not done:
            return [block]
        if rest := trimmed(children[done:]):
            self.add_text(result, rest, block.where)
        return result

    def add(self, result: list[BlockNode], before: list[Inline], blocks: Blocks, where: Where) -> None:
        """The text before an include and its Blocks; an include of one line stays in the line."""
        if children := trimmed(before):
            self.add_text(result, children, where)
            if len(blocks) == 1 and isinstance(blocks[0], Paragraph):
                self.add_text(result, blocks[0].children, where)
                return
        result.extend(blocks)

    def add_text(self, result: list[BlockNode], children: Inlines, where: Where) -> None:
        """The text as a paragraph of its own, or behind the line it stood on."""
        last = result[-1] if result else None
        if isinstance(last, Paragraph) and not plain(children).startswith("\n"):
            result[-1] = replace(last, children=tuple(merged([*last.children, Text(" ", where), *children])))
        else:
            result.append(Paragraph(trimmed(children), where))


def found_in(text: str, *, at_start: bool, quoted: bool) -> list[Found]:
    """The markers in a text: at the start of a line or, in a quotation, anywhere when spelled rightly."""
    if "AZURE" not in text.upper() and "[!" not in text:
        return []
    result = []
    for match in MARKER.finditer(text):
        kind = KINDS.get((match["alert"] or match["word"] or "").lower())
        # A sentence may start with "Azure."; without a bracket only a quotation makes it a marker.
        if kind and (match.start() or at_start) and (match["alert"] or match["open"] or quoted):
            result.append(Found(match.start(), match.end(), kind, match["title"] or ""))
    if quoted:
        ends = {found.end for found in result}
        inside = (match for match in ANYWHERE.finditer(text) if match.end() not in ends)
        result += [Found(match.start(), match.end(), KINDS[match["word"].lower()]) for match in inside]
    return sorted(result)


def quotations(blocks: list[BlockNode], where: Where) -> list[BlockNode]:
    """The Blocks as quotations; the notes and videos among them stand on their own."""
    result: list[BlockNode] = []
    for block in blocks:
        if isinstance(block, Admonition) or only_videos([block]):
            result.append(block)
        elif result and isinstance(result[-1], Quote):
            result[-1] = Quote((*result[-1].children, block), result[-1].where)
        else:
            result.append(Quote((block,), where))
    return result


def is_include(children: list[Inline], at: int) -> bool:
    """Whether the node at this index is the link inside an include marker."""
    opening, link = children[at - 1], children[at]
    closing = children[at + 1] if at + 1 < len(children) else None
    return (
        isinstance(link, Hyperlink)
        and isinstance(opening, Text)
        and isinstance(closing, Text)
        and closing.text.startswith("]")
        and bool(INCLUDE_OPENS.search(opening.text))
    )


def only_videos(blocks: list[BlockNode]) -> bool:
    """Whether nothing but links to videos stands here."""
    pieces = [child for block in blocks if isinstance(block, Paragraph) for child in block.children]
    links = [child for child in pieces if isinstance(child, Hyperlink)]
    return (
        all(isinstance(block, Paragraph) for block in blocks)
        and bool(links)
        and all(plain((link,)).startswith("Video: ") for link in links)
        and not "".join(child.text for child in pieces if isinstance(child, Text)).strip()
    )


def selector_list(block: BlockNode) -> list[BlockNode]:
    """A selector's choices as a list, also when all stood on one line, parted by dashes."""
    if not isinstance(block, Paragraph):
        return [block]
    links = [child for child in block.children if isinstance(child, Hyperlink)]
    rest = "".join(child.text for child in block.children if isinstance(child, Text))
    if links and not rest.replace("-", "").replace("*", "").strip():
        return [ListBlock(None, tuple((Paragraph((link,), link.where),) for link in links), True, block.where)]
    return [block]


def report_unknown(log: Log, text: str, where: Where) -> None:
    """A Finding for every marker that no Rule took."""
    for match in UNKNOWN.finditer(text):
        line = where.line + text.count("\n", 0, match.start())
        log.doubt(findings.UNKNOWN_MARKER, "unknown", Where(where.source, line), text=match[0])
