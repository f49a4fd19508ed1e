"""HTML blocks: read as a browser would, then said in Markdown where Markdown can say it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from markdown_it.token import Token

from helpdesk.articles import findings
from helpdesk.articles.html_names import OPTIONAL_END, TAG, VOID
from helpdesk.articles.html_tree import KNOWN, HtmlReader
from helpdesk.articles.markdown import parser
from helpdesk.articles.nodes import BlockNode, Code, Html, Where

if TYPE_CHECKING:
    from helpdesk.articles.tree import Reader

COMMENT = re.compile(r"\s*<!--(?:(?!-->).)*-->\s*", re.DOTALL)
NOT_TAGS = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style|pre|textarea)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)

# An end tag looks no further for its start; real HTML nests less.
DEEPEST_OPEN = 100


def read(reader: Reader, tokens: list[Token], position: int, end: int) -> list[BlockNode]:
    """The Blocks of the HTML that starts at this index; `end` is the index of the block that closes it.

    HTML that no later block closes ends at its own block, and says so.
    """
    where = reader.where(tokens[position])
    content = tokens[position].content
    start = content.lstrip()
    if COMMENT.fullmatch(content):
        return [Html(content.strip(), where)]
    if start.startswith("<!--") and "-->" not in content:
        report_unclosed(reader, where, "<!--")
        return list(replace(reader, offset=where.line - 1).read(start.replace("<!--", "")))
    if start.startswith(("<?", "<!")) and not start.startswith("<!--"):
        return [Code(content.rstrip("\n"), "", where)]
    if end == position and (unclosed := open_elements(content)):
        report_unclosed(reader, where, f"<{unclosed[0]}>")
    html = content if end == position else rendered(tokens[position : end + 1], reader.environment)
    return HtmlReader(where, reader.log).blocks(html)


def report_unclosed(reader: Reader, where: Where, html: str) -> None:
    """A Finding for HTML that is never closed."""
    reader.log.doubt(findings.UNCLOSED_HTML, "balance-html", where, html=html)
    reader.log.did("balance-html")


def ends(tokens: list[Token]) -> dict[int, int]:
    """For every HTML block on this level the index of the block that closes all its elements, else its own."""
    level = tokens[0].level
    blocks = [at for at, token in enumerate(tokens) if token.type == "html_block" and token.level == level]
    result = {at: at for at in blocks}
    lost: set[int] = set()
    stack: list[tuple[str, int]] = []
    depth: Counter[str] = Counter()
    for at in blocks:
        for name, closes in tags(tokens[at].content):
            if not closes:
                stack.append((name, at))
                depth[name] += 1
                continue
            while depth[name]:
                opened, begin = stack.pop()
                depth[opened] -= 1
                if opened == name:
                    result[begin] = at
                    break
                lost.add(begin)
    lost.update(begin for _name, begin in stack)
    return {at: at if at in lost else end for at, end in result.items()}


def tags(html: str) -> Iterator[tuple[str, bool]]:
    """The elements that must be closed: each tag's name, and whether it is an end tag."""
    for match in TAG.finditer(NOT_TAGS.sub("", html)):
        name = match["name"].lower()
        if name in KNOWN and name not in VOID and name not in OPTIONAL_END and not match[0].endswith("/>"):
            yield name, bool(match["close"])


def open_elements(html: str) -> list[str]:
    """The elements that are still open after this HTML, outermost first."""
    stack: list[str] = []
    for name, closes in tags(html):
        if not closes:
            stack.append(name)
        elif stack and stack[-1] == name:
            stack.pop()
        elif name in stack[-DEEPEST_OPEN:]:
            del stack[len(stack) - 1 - stack[::-1].index(name) :]
    return stack


def rendered(tokens: list[Token], environment: dict[str, Any]) -> str:
    """The tokens as HTML."""
    markdown = parser()
    return str(markdown.renderer.render(tokens, markdown.options, environment))
