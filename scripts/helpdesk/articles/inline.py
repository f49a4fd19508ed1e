"""From markdown-it's inline tokens to inline nodes: HTML tags paired, placeholders kept as text, bare addresses linked."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape

from markdown_it.token import Token

from helpdesk.articles import findings
from helpdesk.articles.html_names import ATTRIBUTE, INLINE_HTML, OPTIONAL_END, TAG, VOID
from helpdesk.articles.log import Log
from helpdesk.articles.nodes import (
    Break,
    CodeSpan,
    Hyperlink,
    Inline,
    Inlines,
    Mark,
    Picture,
    Styled,
    Tag,
    Text,
    Where,
    plain,
)

STYLES = {
    "b": "strong",
    "strong": "strong",
    "i": "em",
    "em": "em",
    "cite": "em",
    "del": "del",
    "s": "del",
    "strike": "del",
}
# They only say how something looks; the theme decides that.
LOOKS = {"font", "span", "center", "big", "nobr", "blink", "u", "small"}
CODE_TAGS = {"code", "tt", "samp"}
# GFM 0.29 section 6.9: what ends a bare address.
ADDRESS = re.compile(r"(?<![\w/@.-])https?://[^\s<]+", re.IGNORECASE)
ADDRESS_TAIL = re.compile(r"(?:[?!.,:*_~'\"]|&[a-zA-Z0-9]+;)+$")

# An end tag looks no further for its start; real HTML nests less.
DEEPEST_OPEN = 100


@dataclass(slots=True)
class Frame:
    """An element that is still open while its children are read."""

    name: str
    """The token type or, for HTML, the element."""
    html: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    where: Where | None = None
    children: list[Inline] = field(default_factory=list)


class InlineReader:
    """Builds the inline nodes of one paragraph, heading or cell."""

    def __init__(self, where: Where, log: Log) -> None:
        self.where = where
        self.log = log
        self.stack = [Frame("top")]

    def read(self, tokens: list[Token]) -> Inlines:
        """All tokens as nodes; what is left open at the end is closed there."""
        for token in tokens:
            self.take(token)
        while len(self.stack) > 1:
            self.end_inner()
        return tuple(linked(merged(self.stack[0].children)))

    def add(self, node: Inline) -> None:
        """One more child of the innermost open element."""
        self.stack[-1].children.append(node)

    def take(self, token: Token) -> None:
        """One token more."""
        match token.type:
            case "text":
                if token.content:
                    self.add(Text(token.content, self.where))
            case "softbreak":
                self.add(Text("\n", self.where))
                self.next_line()
            case "hardbreak":
                self.add(Break())
                self.next_line()
            case "code_inline":
                self.add(CodeSpan(token.content))
            case "image":
                self.picture(token)
            case "html_inline":
                self.html(token.content)
            case _ if token.nesting > 0:
                if "parted" in token.meta:
                    self.log.did("parted-link")
                attributes = {name: str(value) for name, value in token.attrs.items()}
                self.stack.append(Frame(token.type.removesuffix("_open"), "", attributes, self.where))
            case _:
                self.close_markdown(token.type.removesuffix("_close"))

    def next_line(self) -> None:
        """What follows stands one line further down."""
        self.where = Where(self.where.source, self.where.line + 1)

    def picture(self, token: Token) -> None:
        """An image; markup in its alternative text is dropped as a browser would."""
        alt = plain(InlineReader(self.where, self.log).read(token.children or []))
        title = str(token.attrs.get("title", ""))
        self.add(Picture(str(token.attrs.get("src", "")), " ".join(alt.split()), title, self.where))

    def close_markdown(self, name: str) -> None:
        """The end of an element of Markdown; HTML left open inside it ends too."""
        while self.stack[-1].name != name:
            self.dissolve()
        frame = self.stack.pop()
        children = tuple(merged(frame.children))
        if name == "link":
            where = frame.where or self.where
            self.add(Hyperlink(frame.attributes["href"], children, frame.attributes.get("title", ""), where))
        else:
            self.add(Styled({"strong": "strong", "em": "em"}.get(name, "del"), children))

    def end_inner(self) -> None:
        """The innermost element ends without an end tag, which some elements need not have."""
        if self.stack[-1].name[1:] in OPTIONAL_END:
            self.close_html(self.stack[-1].name[1:])
        else:
            self.dissolve()

    def dissolve(self) -> None:
        """The innermost element was never closed: its children go to its parent."""
        frame = self.stack.pop()
        name = frame.attributes.get("id") or (frame.attributes.get("name") if frame.name == "<a" else "")
        if name:
            self.add(Mark(name, frame.where or self.where))
        href = frame.attributes.get("href", "")
        if frame.name == "<a" and href and not any(isinstance(child, Hyperlink) for child in frame.children):
            where = frame.where or self.where
            frame.children = [Hyperlink(href, tuple(merged(frame.children)), frame.attributes.get("title", ""), where)]
        if not name and frame.name[1:] not in LOOKS:
            self.log.doubt(findings.UNCLOSED_HTML, "balance-html", frame.where or self.where, html=frame.html)
        self.stack[-1].children.extend(frame.children)

    def html(self, html: str) -> None:
        """One tag, comment or the like."""
        match = TAG.fullmatch(html)
        name = match["name"].lower() if match else ""
        if html.startswith("<!--"):
            self.add(Tag(html))
        elif not match or name not in INLINE_HTML:
            self.log.did("placeholder")
            self.add(Text(html, self.where))
        elif name == "br":  # also `</br>`, which browsers take for `<br>`
            self.add(Break())
        elif match["close"]:
            self.close_html(name)
        else:
            self.open_html(name, html, match["attributes"])
        for _ in range(html.count("\n")):
            self.next_line()

    def open_html(self, name: str, html: str, attribute_text: str) -> None:
        """A start tag; void elements and `<a …/>` are complete at once."""
        attributes = {
            key.lower(): unescape(quoted or single or bare or "")
            for key, quoted, single, bare in ATTRIBUTE.findall(attribute_text)
        }
        if name == "img":
            rest = tuple((key, value) for key, value in attributes.items() if key in {"width", "height"} and value)
            alt = " ".join(attributes.get("alt", "").split())
            self.add(Picture(attributes.get("src", ""), alt, attributes.get("title", ""), self.where, rest))
            self.log.did("html-to-markdown")
        elif name in VOID:
            self.add(Tag(html))
        else:
            if name == "a" and any(frame.name == "<a" for frame in self.stack[-DEEPEST_OPEN:]):
                self.close_html("a")
            if name == "li" and self.stack[-1].name == "<li":
                self.close_html("li")
            self.stack.append(Frame("<" + name, html, attributes, self.where))
            # HTML has no empty `<a …/>`, so what it was meant to mark starts and ends here.
            if html.endswith("/>"):
                self.close_html(name)

    def close_html(self, name: str) -> None:
        """An end tag; one that closes nothing is dropped, as browsers do."""
        depth = next((at for at in range(len(self.stack) - 1, 0, -1) if not self.stack[at].name.startswith("<")), 0)
        if not any(frame.name == "<" + name for frame in self.stack[depth + 1 :]):
            self.log.did("balance-html")
            return
        while self.stack[-1].name != "<" + name:
            self.end_inner()
        frame = self.stack.pop()
        for node in self.element(name, frame):
            self.add(node)

    def element(self, name: str, frame: Frame) -> list[Inline]:
        """The nodes of a complete HTML element."""
        children, attributes = merged(frame.children), frame.attributes
        where = frame.where or self.where
        names = dict.fromkeys(attributes.get(key, "") for key in ("name", "id") if name == "a" or key == "id")
        marks: list[Inline] = [Mark(value, where) for value in names if value]
        if name == "a":
            if "href" not in attributes:
                return marks + children
            self.log.did("html-to-markdown")
            return [*marks, Hyperlink(attributes["href"], tuple(children), attributes.get("title", ""), where)]
        if name in STYLES or name in CODE_TAGS or name in LOOKS:
            self.log.did("html-to-markdown")
        if name in STYLES:
            return [*marks, Styled(STYLES[name], tuple(children))] if children else marks
        if name in CODE_TAGS and children and all(isinstance(child, Text) for child in children):
            return [*marks, CodeSpan(plain(tuple(children)).replace("\n", " "))]
        if name in LOOKS:
            return marks + children
        return [Tag(frame.html), *children, Tag(f"</{name}>")]


def merged(children: list[Inline]) -> list[Inline]:
    """The same nodes with neighbouring texts as one, and neighbouring bold as one."""
    result: list[Inline] = []
    for child in children:
        last = result[-1] if result else None
        if isinstance(child, Text) and isinstance(last, Text):
            result[-1] = Text(last.text + child.text, last.where)
        elif isinstance(child, Styled) and isinstance(last, Styled) and child.tag == last.tag:
            result[-1] = Styled(last.tag, tuple(merged([*last.children, *child.children])))
        else:
            result.append(child)
    return result


def linked(children: list[Inline]) -> list[Inline]:
    """The same nodes with every bare address a link, as GFM does; text that is a link already stays as it is."""
    result: list[Inline] = []
    for child in children:
        if isinstance(child, Text) and "://" in child.text:
            result.extend(linked_text(child))
        elif isinstance(child, Styled):
            result.append(Styled(child.tag, tuple(linked(list(child.children)))))
        else:
            result.append(child)
    return result


def linked_text(node: Text) -> list[Inline]:
    """The pieces of a text around its bare addresses."""
    result: list[Inline] = []
    done = 0
    for match in ADDRESS.finditer(node.text):
        address = trimmed(match[0])
        if not address.partition("://")[2]:
            continue
        where = Where(node.where.source, node.where.line + node.text.count("\n", 0, match.start()))
        if before := node.text[done : match.start()]:
            result.append(Text(before, Where(node.where.source, node.where.line + node.text.count("\n", 0, done))))
        result.append(Hyperlink(address, (Text(address, where),), "", where))
        done = match.start() + len(address)
    rest_line = node.where.line + node.text.count("\n", 0, done)
    return [*result, Text(node.text[done:], Where(node.where.source, rest_line))] if done < len(node.text) else result


def trimmed(address: str) -> str:
    """A bare address without the punctuation of the sentence around it (GFM section 6.9)."""
    while True:
        shorter = ADDRESS_TAIL.sub("", address)
        if shorter.endswith(")") and shorter.count(")") > shorter.count("("):
            shorter = shorter[:-1]
        if shorter == address:
            return address
        address = shorter
