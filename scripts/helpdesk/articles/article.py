"""One LegacyArticle becomes one Page: the steps in their order, all of them pure but for reading includes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from helpdesk.articles import findings, header
from helpdesk.articles.anchors import Anchors
from helpdesk.articles.collection import Collection
from helpdesk.articles.decoding import Decoded, decode, repaired, still_damaged
from helpdesk.articles.includes import Includes
from helpdesk.articles.log import Log
from helpdesk.articles.markdown import DEEPEST, parser
from helpdesk.articles.markers import UNKNOWN, Markers, report_unknown
from helpdesk.articles.nodes import Blocks, Inlines, Source, Text, Where
from helpdesk.articles.repairs import mended, report_undefined
from helpdesk.articles.targets import Outgoing, Targets
from helpdesk.articles.tree import Reader, TooDeep
from helpdesk.articles.walk import map_inlines, map_targets, paragraphs
from helpdesk.articles.writing import page_body
from helpdesk.files import Unreadable
from helpdesk.report import Finding


@dataclass(frozen=True, slots=True)
class Imported:
    """What an article became."""

    text: str
    """The Page; empty when none could be made."""
    findings: tuple[Finding, ...]
    counts: Mapping[str, int]
    """How often each Rule did something."""
    ids: tuple[str, ...] = ()
    outgoing: tuple[Outgoing, ...] = ()
    pictures: Mapping[str, Path] = field(default_factory=dict)


def import_article(data: bytes, source: Source, article: str, collection: Collection) -> Imported:
    """The Page made of an article's bytes; whatever is doubtful is a Finding."""
    page = collection.page_of(article).removesuffix(".md")
    log = Log(collection.locale, page)
    start = Where(source, 1)
    try:
        text = decode(data)
    except Unreadable as error:
        log.doubt(findings.NOT_TEXT, "decode", Where(source, error.line), reason=error.reason)
        return nothing(log)
    report_decoding(text, source, log)
    if not text.text.strip():
        log.doubt(findings.EMPTY, "decode", start)
        return nothing(log)
    log.lines[source.shown] = text.text.split("\n")
    mended_text = repaired_text(text.text, source, log)
    head = header.read(mended_text)
    report_header(head, source, log)
    anchors = Anchors(log)
    targets = Targets(log, collection, article, anchors)
    try:
        blocks = body_blocks(mended_text, head.end, source, log, collection)
    except TooDeep:
        log.doubt(findings.TOO_DEEP, "parse", start, limit=DEEPEST)
        return nothing(log)
    blocks = anchors.blocks(blocks)
    blocks = map_inlines(blocks, lambda children: map_targets(children, targets.link, targets.picture))
    report_left_over(blocks, log)
    front = header.front_matter(header.page_values(head)) if head.values else ""
    body = page_body(blocks)
    page_text = f"{front}\n{body}" if front else body
    return Imported(
        page_text,
        in_order(log, source),
        Counter(log.counts),
        tuple(anchors.taken),
        tuple(targets.outgoing),
        targets.pictures,
    )


def nothing(log: Log) -> Imported:
    """No Page, only Findings."""
    return Imported("", tuple(log.findings), Counter(log.counts))


def in_order(log: Log, source: Source) -> tuple[Finding, ...]:
    """The Findings as a reader of the file meets them; those in includes last."""
    return tuple(
        sorted(
            log.findings,
            key=lambda finding: (finding.place.file != source.shown, finding.place.file, finding.place.line),
        )
    )


def report_decoding(text: Decoded, source: Source, log: Log) -> None:
    """What the bytes had that the Page has not."""
    for what in text.changes:
        log.did("line-ends")
        log.doubt(findings.LINE_ENDS, "decode", Where(source, 1), what=what)
    for line, code in text.controls:
        log.did("control-character")
        log.doubt(findings.CONTROL, "decode", Where(source, line), code=code)


def repaired_text(text: str, source: Source, log: Log) -> str:
    """The text with damaged encodings repaired outside of code, each repair reported."""
    if text.isascii():
        return text
    lines = text.split("\n")
    mended_lines, repairs = repaired(lines, ())
    if repairs:
        mended_lines, repairs = repaired(lines, code_lines(text))
    for repair in repairs:
        log.did("encoding")
        log.doubt(findings.REPAIRED, "encoding", Where(source, repair.line), before=repair.before, after=repair.after)
    for index, line in enumerate(mended_lines):
        if not line.isascii() and (word := still_damaged(line)):
            log.doubt(findings.DAMAGED, "encoding", Where(source, index + 1), text=word)
    return "\n".join(mended_lines)


def code_lines(text: str) -> set[int]:
    """The indexes of the lines that stand in code blocks."""
    end = header.read(text).end
    offset = text.count("\n", 0, end)
    tokens: list[Any] = []
    parser().block.parse(text[end:], parser(), {}, tokens)
    return {
        offset + line
        for token in tokens
        if token.type in {"fence", "code_block"} and token.map
        for line in range(*token.map)
    }


def report_header(head: header.Header, source: Source, log: Log) -> None:
    """What the header lacks or holds against its form."""
    if not head.values:
        log.doubt(findings.NO_HEADER, "header", Where(source, 1))
        return
    log.did("header")
    for line, text in head.damage:
        log.doubt(findings.HEADER_DAMAGED, "header", Where(source, line), text=text)
    for name, value, line in head.values:
        if name.lower() == "ms.date" and value and not header.iso_date(value):
            log.doubt(findings.DATE_UNCLEAR, "header", Where(source, line), text=value)


def body_blocks(text: str, end: int, source: Source, log: Log, collection: Collection) -> Blocks:
    """The tree of the text behind the header, includes and markers done, words mended; raises TooDeep."""
    reader = Reader(source, text.count("\n", 0, end), log)
    blocks = reader.read(text[end:])
    includes = Includes(log, collection, reader.environment)
    markers = Markers(log, includes.blocks)
    includes.markers = markers
    return map_inlines(markers.blocks(blocks), lambda children: mended(children, log))


def report_left_over(blocks: Blocks, log: Log) -> None:
    """Markers and links that no Rule could read."""
    for children in paragraphs(blocks):
        report_undefined(children, log)
        report_markers(children, log)


def report_markers(children: Inlines, log: Log) -> None:
    """Markers left in the text of a paragraph."""
    for child in children:
        if isinstance(child, Text) and UNKNOWN.search(child.text):
            report_unknown(log, child.text, child.where)
