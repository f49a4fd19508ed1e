"""An HTML fragment as nodes; what Markdown cannot say stays HTML, balanced and on lines of its own."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from markdown_it.common.html_blocks import block_names
from selectolax.lexbor import LexborHTMLParser, LexborNode

from helpdesk.articles import findings
from helpdesk.articles.html_names import INLINE_HTML, TAG, VOID
from helpdesk.articles.inline import CODE_TAGS, LOOKS, STYLES, merged
from helpdesk.articles.log import Log
from helpdesk.articles.nodes import (
    BlockNode,
    Break,
    Code,
    CodeSpan,
    Heading,
    Html,
    Hyperlink,
    Inline,
    Inlines,
    ListBlock,
    Mark,
    Paragraph,
    Picture,
    Quote,
    Ruler,
    Styled,
    Table,
    Tag,
    Text,
    Where,
    plain,
)

KNOWN = INLINE_HTML | frozenset(block_names) | {"script", "style", "textarea"}
HEADINGS = {f"h{level}": level for level in range(1, 7)}
# They only group what stands in them.
GROUPS = {
    "article",
    "aside",
    "body",
    "center",
    "div",
    "fieldset",
    "figure",
    "footer",
    "form",
    "header",
    "html",
    "main",
    "nav",
    "section",
    "tbody",
    "font",
    "span",
}
BLOCKS = (
    GROUPS - {"font", "span"}
    | set(HEADINGS)
    | {
        "p",
        "ul",
        "ol",
        "pre",
        "table",
        "blockquote",
        "hr",
        "dl",
        "iframe",
        "script",
        "style",
        "object",
        "video",
        "details",
    }
)
# Deeper than any article nests, and well within Python's recursion.
DEEPEST = 60
COMMENT_OR_VERBATIM = re.compile(r"<!--.*?-->|<(pre|script|style)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)


class HtmlReader:
    """Turns HTML into nodes; every node carries the line where the HTML starts."""

    def __init__(self, where: Where, log: Log) -> None:
        self.where = where
        self.log = log

    def blocks(self, source: str) -> list[BlockNode]:
        """The Blocks of a fragment."""
        body = LexborHTMLParser(with_placeholders_escaped(source)).body
        if body is None:
            return []
        self.log.did("html-to-markdown")
        return self.children(body, 0)

    def children(self, node: LexborNode, depth: int) -> list[BlockNode]:
        """The Blocks inside an element; loose text between blocks becomes paragraphs."""
        if depth > DEEPEST:
            return self.kept(node)
        result: list[BlockNode] = []
        loose: list[Inline] = []
        for child in node.iter(include_text=True):
            if child.tag in BLOCKS or holds_block(child):
                self.flush(loose, result)
                result.extend(self.block(child, depth + 1))
            elif child.tag == "-comment":
                self.flush(loose, result)
                result.append(Html((child.html or "").strip(), self.where))
            else:
                loose.extend(self.inline(child, depth + 1))
        self.flush(loose, result)
        return result

    def flush(self, loose: list[Inline], result: list[BlockNode]) -> None:
        """Loose inline nodes as one more paragraph."""
        if children := trimmed(loose):
            result.append(Paragraph(children, self.where))
        loose.clear()

    def block(self, node: LexborNode, depth: int) -> list[BlockNode]:
        """The Blocks an element is."""
        name = node.tag or ""
        marks: list[BlockNode] = []
        identity = node.attributes.get("id") or ""
        if identity and name not in HEADINGS:
            marks.append(Paragraph((Mark(identity, self.where),), self.where))
        if name in HEADINGS:
            children = trimmed(self.inlines(node, depth))
            return [Heading(HEADINGS[name], ((Mark(identity, self.where),) if identity else ()) + children, self.where)]
        if name in {"ul", "ol"}:
            return marks + self.list_block(node, depth)
        if name == "pre":
            return [*marks, Code((node.text() or "").strip("\n"), language_of(node), self.where)]
        if name == "table":
            return marks + self.table(node, depth)
        if name == "blockquote":
            return [*marks, Quote(tuple(self.children(node, depth)), self.where)]
        if name == "hr":
            return [*marks, Ruler(self.where)]
        if name == "p" or name in GROUPS or holds_block(node):
            return marks + self.children(node, depth)
        return self.kept(node)

    def kept(self, node: LexborNode) -> list[BlockNode]:
        """The element as HTML, without blank lines, which would end it in Markdown."""
        self.log.doubt(findings.RAW_HTML, "raw-html", self.where, element=f"<{node.tag}>")
        self.log.did("raw-html")
        return [Html(re.sub(r"\n\s*\n", "\n", (node.html or "").strip()), self.where)]

    def list_block(self, node: LexborNode, depth: int) -> list[BlockNode]:
        """A list; anything that is no item goes into the item before it."""
        items: list[list[BlockNode]] = []
        for child in node.iter(include_text=True):
            content = self.children(child, depth) if child.tag == "li" else self.loose(child, depth)
            if child.tag == "li" or (content and not items):
                items.append(content)
            elif content:
                items[-1].extend(content)
        first = node.attributes.get("start") or "1"
        start = (int(first) if first.isdecimal() else 1) if node.tag == "ol" else None
        tight = all(len(item) < 2 for item in items)
        return [ListBlock(start, tuple(tuple(item) for item in items), tight, self.where)] if items else []

    def loose(self, node: LexborNode, depth: int) -> list[BlockNode]:
        """What stands in a list outside of its items."""
        if node.tag in BLOCKS:
            return self.block(node, depth)
        children = trimmed(self.inline(node, depth))
        return [Paragraph(children, self.where)] if children else []

    def table(self, node: LexborNode, depth: int) -> list[BlockNode]:
        """A pipe table where every cell is one line of text, else HTML."""
        rows = [[cell for cell in row.iter() if cell.tag in {"td", "th"}] for row in node.css("tr")]
        rows = [row for row in rows if row]
        if not rows or node.css("tr tr, caption") or any(not is_simple(cell) for row in rows for cell in row):
            return self.kept(node)
        width = max(map(len, rows))
        cells = [tuple(self.cell(row[at], depth) if at < len(row) else () for at in range(width)) for row in rows]
        # Markdown has no table without a head; an empty one keeps the first row a row.
        if any(cell.tag == "td" for cell in rows[0]) and not node.css("thead"):
            cells.insert(0, ((),) * width)
        return [Table(("",) * width, tuple(cells), self.where)]

    def cell(self, node: LexborNode, depth: int) -> Inlines:
        """A cell on one line; its paragraphs are parted by line ends."""
        children: list[Inline] = []
        for block in self.children(node, depth):
            if children:
                children.append(Break())
            children.extend(block.children if isinstance(block, Paragraph) else ())
        return tuple(children)

    def inlines(self, node: LexborNode, depth: int) -> list[Inline]:
        """The inline nodes inside an element."""
        if depth > DEEPEST:
            return [Text(node.text(), self.where)]
        return merged([piece for child in node.iter(include_text=True) for piece in self.inline(child, depth + 1)])

    def inline(self, node: LexborNode, depth: int) -> list[Inline]:
        """The inline nodes that an element or a text is."""
        name = node.tag or ""
        if name == "-text":
            return [Text(re.sub(r"[ \t\r\n\f]+", " ", node.text_content or ""), self.where)]
        if name == "-comment":
            return [Tag(node.html or "")]
        attributes = {key: value or "" for key, value in node.attributes.items()}
        if name == "br":
            return [Break()]
        if name == "img":
            sizes = tuple((key, attributes[key]) for key in ("width", "height") if attributes.get(key))
            alt = " ".join(attributes.get("alt", "").split())
            return [Picture(attributes.get("src", ""), alt, attributes.get("title", ""), self.where, sizes)]
        children = self.inlines(node, depth)
        names = dict.fromkeys(attributes.get(key, "") for key in ("name", "id") if name == "a" or key == "id")
        marks: list[Inline] = [Mark(value, self.where) for value in names if value]
        if name == "a" and "href" in attributes:
            link = Hyperlink(attributes["href"], tuple(children), attributes.get("title", ""), self.where)
            return [*marks, link]
        if name in STYLES:
            return [*marks, Styled(STYLES[name], tuple(children))] if children else marks
        if name in CODE_TAGS and children and all(isinstance(child, Text) for child in children):
            return [*marks, CodeSpan(plain(tuple(children)))]
        if name in LOOKS or name in {"a", "p", "label", "caption"} or name in GROUPS:
            return marks + children
        if name in VOID:
            return [*marks, Tag(node.html or "")]
        return [*marks, Tag(f"<{name}>"), *children, Tag(f"</{name}>")]


def with_placeholders_escaped(source: str) -> str:
    """The HTML with every made-up tag as text, so that a reader sees it."""

    def escaped(match: re.Match[str]) -> str:
        return match[0] if match["name"].lower() in KNOWN else html.escape(match[0], quote=False)

    return TAG.sub(escaped, source)


def holds_block(node: LexborNode) -> bool:
    """Whether an inline element has block elements inside, as in `<a><p>…</p></a>`."""
    return node.tag not in {"-text", "-comment", "table"} and any(
        inner.tag in BLOCKS for inner in node.traverse() if inner.tag != node.tag
    )


def is_simple(cell: LexborNode) -> bool:
    """Whether a pipe table can hold the cell."""
    if any((cell.attributes.get(name) or "1") != "1" for name in ("colspan", "rowspan")):
        return False
    return not any(inner.tag in BLOCKS - {"p", "div", "center"} for inner in cell.traverse())


def language_of(pre: LexborNode) -> str:
    """The language that a `<code class="language-x">` inside names."""
    code = pre.css_first("code")
    names = (code.attributes.get("class") or "").split() if code is not None else []
    return next((name.removeprefix("language-") for name in names if name.startswith("language-")), "")


def trimmed(children: Iterable[Inline]) -> Inlines:
    """The nodes without blanks and line ends at either end; empty when nothing is left."""
    result = merged(list(children))
    while result and (isinstance(result[0], Break) or (isinstance(result[0], Text) and not result[0].text.strip())):
        del result[0]
    while result and (isinstance(result[-1], Break) or (isinstance(result[-1], Text) and not result[-1].text.strip())):
        del result[-1]
    if result and isinstance(result[0], Text):
        result[0] = Text(result[0].text.lstrip(), result[0].where)
    if result and isinstance(result[-1], Text):
        result[-1] = Text(result[-1].text.rstrip(), result[-1].where)
    return tuple(result)
