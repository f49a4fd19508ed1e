"""HTML blocks: read as a browser would, then said in Markdown where Markdown can say it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from markdown_it.token import Token

from helpdesk.articles import findings
from helpdesk.articles.html_names import OPTIONAL_END, TAG, VOID
from helpdesk.articles.html_tree import HtmlReader
from helpdesk.articles.markdown import parser
from helpdesk.articles.nodes import BlockNode, Code, Html

if TYPE_CHECKING:
    from helpdesk.articles.tree import Reader

COMMENT = re.compile(r"\s*<!--(?:(?!-->).)*-->\s*", re.DOTALL)
NOT_TAGS = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style|pre|textarea)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)


def read(reader: Reader, tokens: list[Token], position: int) -> tuple[list[BlockNode], int]:
    """The Blocks of the HTML that starts at this index, and the index of its last token.

    HTML that is still open at the end of its block reaches to the block that closes it; when none does it ends at once.
    """
    where = reader.where(tokens[position])
    content = tokens[position].content
    if COMMENT.fullmatch(content):
        return [Html(content.strip(), where)], position
    if content.lstrip().startswith(("<?", "<!")) and not content.lstrip().startswith("<!--"):
        return [Code(content.rstrip("\n"), "", where)], position
    unclosed = open_elements(content, [])
    end = position
    if unclosed:
        end = closing_block(tokens, position, unclosed)
        if end == position:
            reader.log.doubt(findings.UNCLOSED_HTML, "balance-html", where, html=f"<{unclosed[0]}>")
            reader.log.did("balance-html")
    html = content if end == position else rendered(tokens[position : end + 1], reader.environment)
    return HtmlReader(where, reader.log).blocks(html), end


def closing_block(tokens: list[Token], position: int, unclosed: list[str]) -> int:
    """The index of the block on the same level that closes all these elements, else this index."""
    level = tokens[position].level
    for index in range(position + 1, len(tokens)):
        token = tokens[index]
        if token.level != level or token.nesting == 1:
            continue
        if token.type == "html_block" and not (unclosed := open_elements(token.content, unclosed)):
            return index
    return position


def open_elements(html: str, before: list[str]) -> list[str]:
    """The elements that must be closed and are still open after this HTML, outermost first."""
    stack = list(before)
    for match in TAG.finditer(NOT_TAGS.sub("", html)):
        name = match["name"].lower()
        if name in VOID or name in OPTIONAL_END or match[0].endswith("/>"):
            continue
        if not match["close"]:
            stack.append(name)
        elif name in stack:
            del stack[len(stack) - 1 - stack[::-1].index(name) :]
    return stack


def rendered(tokens: list[Token], environment: dict[str, Any]) -> str:
    """The tokens as HTML."""
    markdown = parser()
    return str(markdown.renderer.render(tokens, markdown.options, environment))
