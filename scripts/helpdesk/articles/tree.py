"""From the text of a LegacyArticle to its tree of Blocks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from markdown_it.token import Token

from helpdesk.articles import findings, html_blocks
from helpdesk.articles.inline import InlineReader
from helpdesk.articles.log import Log
from helpdesk.articles.markdown import DEEPEST, parser
from helpdesk.articles.nodes import (
    BlockNode,
    Blocks,
    Code,
    Heading,
    Inlines,
    ListBlock,
    Paragraph,
    Quote,
    Ruler,
    Source,
    Table,
    Where,
)

# What Pygments' lexer names are made of; anything else in an info string is no language.
LANGUAGE = re.compile(r"[A-Za-z][\w#+.-]*")


class TooDeep(Exception):
    """The text is nested deeper than the parser goes."""


@dataclass(slots=True)
class Reader:
    """Reads Blocks of one Source; `offset` is the number of lines before the text."""

    source: Source
    offset: int
    log: Log
    environment: dict[str, Any] = field(default_factory=dict)

    def read(self, text: str) -> Blocks:
        """The Blocks of the text; raises TooDeep."""
        tokens = parser().parse(text, self.environment)
        if any(token.level >= DEEPEST - 1 for token in tokens):
            raise TooDeep
        lines = text.split("\n")
        return tuple(self.blocks(tokens, lines))

    def where(self, token: Token) -> Where:
        """The line a token starts on."""
        return Where(self.source, self.offset + (token.map[0] if token.map else 0) + 1)

    def blocks(self, tokens: list[Token], lines: list[str]) -> list[BlockNode]:
        """The Blocks that these tokens are, all on one level."""
        result: list[BlockNode] = []
        position = 0
        html_ends: dict[int, int] | None = None
        while position < len(tokens):
            token = tokens[position]
            end = closing(tokens, position)
            inner = tokens[position + 1 : end]
            if token.type == "html_block":
                html_ends = html_blocks.ends(tokens) if html_ends is None else html_ends
                end = html_ends[position]
                result.extend(html_blocks.read(self, tokens, position, end))
            elif (node := self.block(token, inner, lines)) is not None:
                result.append(node)
            position = end + 1
        return result

    def block(self, token: Token, inner: list[Token], lines: list[str]) -> BlockNode | None:
        """One Block from its opening token and what stands inside."""
        where = self.where(token)
        match token.type:
            case "paragraph_open":
                return Paragraph(self.inlines(inner[0]), where)
            case "heading_open":
                return Heading(int(token.tag[1:]), self.inlines(inner[0]), where)
            case "bullet_list_open" | "ordered_list_open":
                return self.list_block(token, inner, lines)
            case "blockquote_open":
                return Quote(tuple(self.blocks(inner, lines)), where)
            case "fence":
                return self.fence(token, lines)
            case "code_block":
                self.log.did("indented-code")
                return Code(token.content.rstrip("\n"), "", where)
            case "table_open":
                return self.table(inner, where)
            case "hr":
                return Ruler(where)
        return None

    def inlines(self, token: Token) -> Inlines:
        """The inline nodes of a paragraph, heading or cell."""
        return InlineReader(self.where(token), self.log).read(token.children or [])

    def list_block(self, token: Token, inner: list[Token], lines: list[str]) -> ListBlock:
        """A list with its items."""
        start = int(token.attrs.get("start", 1)) if token.type.startswith("ordered") else None
        items = []
        tight = True
        position = 0
        while position < len(inner):
            end = closing(inner, position)
            content = inner[position + 1 : end]
            level = inner[position].level + 1
            tight &= all(child.hidden for child in content if child.type == "paragraph_open" and child.level == level)
            items.append(tuple(self.blocks(content, lines)))
            position = end + 1
        return ListBlock(start, tuple(items), tight, self.where(token))

    def fence(self, token: Token, lines: list[str]) -> Code:
        """A fenced code block; says so when its end is missing."""
        where = self.where(token)
        last = lines[min(token.map[1], len(lines)) - 1] if token.map else ""
        if not token.map or token.map[1] - token.map[0] < 2 or not last.strip(" >\t").startswith(token.markup):
            self.log.doubt(findings.UNCLOSED_CODE, "close-code", where)
            self.log.did("close-code")
        words = token.info.split()
        language = words[0].strip("{}.") if words else ""
        if not LANGUAGE.fullmatch(language):
            if token.info.strip():
                self.log.did("code-language")
            language = ""
        return Code(token.content.rstrip("\n"), language, where)

    def table(self, inner: list[Token], where: Where) -> Table:
        """A pipe table; every row has as many cells as the head."""
        rows: list[tuple[Inlines, ...]] = []
        align: list[str] = []
        cells: list[Inlines] = []
        for position, token in enumerate(inner):
            if token.type in {"th_open", "td_open"}:
                cells.append(self.inlines(inner[position + 1]))
                if token.type == "th_open":
                    align.append(str(token.attrs.get("style", "")).partition(":")[2])
            elif token.type == "tr_close":
                rows.append(tuple(cells))
                cells = []
        return Table(tuple(align), tuple(rows), where)


def closing(tokens: list[Token], position: int) -> int:
    """The index of the token that ends what the one at this index begins."""
    if tokens[position].nesting != 1:
        return position
    level = tokens[position].level
    for index in range(position + 1, len(tokens)):
        if tokens[index].level == level and tokens[index].nesting == -1:
            return index
    return len(tokens) - 1
