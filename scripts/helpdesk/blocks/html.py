"""Raw HTML taken out of the lines as Python-Markdown's HTML preprocessor does, md_in_html included."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter

from helpdesk.blocks.html_lines import Element, Piece, Writer
from helpdesk.blocks.lines import Lines

# markdown.core.BLOCK_LEVEL_ELEMENTS and what pymdownx and md_in_html add to it.
BLOCK_LEVEL = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "canvas",
        "colgroup",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "frame",
        "frameset",
        "group",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "head",
        "header",
        "hgroup",
        "hr",
        "html",
        "iframe",
        "legend",
        "li",
        "link",
        "main",
        "map",
        "math",
        "menu",
        "meta",
        "nav",
        "noframes",
        "noscript",
        "object",
        "ol",
        "optgroup",
        "option",
        "output",
        "p",
        "param",
        "pre",
        "progress",
        "script",
        "section",
        "style",
        "summary",
        "svg",
        "table",
        "tbody",
        "td",
        "textarea",
        "tfoot",
        "th",
        "thead",
        "title",
        "tr",
        "ul",
        "video",
    ]
)
SPAN = frozenset(
    ["address", "dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "legend", "li", "p", "summary", "td", "th"]
)
RAW = frozenset(["canvas", "math", "option", "pre", "script", "style", "textarea"])
LITERAL = frozenset(("script", "style"))
MAY_MATTER = re.compile(r"^ {0,3}<(?:[a-zA-Z/]|!|\?)", re.MULTILINE)
TAG = re.compile(r"<(?:!--|[?!]|/?[a-zA-Z])")
# What stands in the look-ahead is found once and never taken apart again, as with possessive groups; those go wrong
# in Python before 3.11.5.
START = re.compile(
    r"""<(?P<name>[a-zA-Z][^`\t\n\r\f />\x00]*+)(?=(?P<rest>(?:(?:\s|/(?!>))*(?:(?<=['"\s/])[^`\s/>][^\s/=>]*+
    (?:\s*+=++\s*+(?:'[^']*+'|"[^"]*+"|(?!['"])(?:[^`>\s/]|/(?!>))*)(?:\s*+,)*)?(?:\s|/(?!>))*)*)?))(?P=rest)
    \s*+(?P<end>/?>)""",
    re.VERBOSE,
)
# No tag that people write is longer; the limit keeps the walk linear on what is no tag at all.
LONGEST_TAG = 2_000
# Elements with Markdown in elements with Markdown: deeper ones are read as text.
DEEPEST = 30
CLOSE = re.compile(r"</([a-zA-Z][^\t\n\r\f />]*)[^>]*>")
MARKDOWN = re.compile(r"\smarkdown(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]*)))?(?=[\s/>])")
BLANK_LINE = re.compile(r"(?:[ ]*\n){2}")


def without_html(lines: Lines) -> tuple[Lines, list[int] | None]:
    """The lines with every raw HTML block as a placeholder between blank lines.

    With them the numbers of the lines that stand outside elements; None where that is all of them.
    """
    text = "\n".join(lines.rest)
    if MAY_MATTER.search(text) is None:
        return lines, None
    return Extractor(lines, text).run()


class Extractor(Writer):
    """One walk over the tags of a Page."""

    def __init__(self, lines: Lines, text: str) -> None:
        super().__init__(lines, text)
        self.pieces: list[tuple[str, int, int, Piece | None]] = []
        self.elements: list[Element] = []
        self.done = 0
        self.no_comment_close = False
        self.just_started = False
        self.tail_until = -1
        self.next_end = -1

    def run(self) -> tuple[Lines, list[int] | None]:
        """Finds the pieces, then writes them out as lines; nothing of either where no tag starts a block."""
        text = self.source
        at = 0
        while (match := TAG.search(text, at)) is not None:
            place = match.start()
            if self.just_started and text[at:place]:
                self.just_started = False
            at = self.tag(place, match[0])
        while self.elements:
            self.end_element(len(text), len(text))
        if not self.pieces:
            return self.lines, None
        self.flush(len(text))
        level = self.write(self.pieces)
        return self.out, level

    def flush(self, place: int) -> None:
        """What lies between the last piece and this place is text."""
        if place > self.done:
            target = self.elements[-1].pieces if self.elements else self.pieces
            target.append(("text", self.done, place, None))
        self.done = max(self.done, place)

    def hold(self, family: str, begin: int, end: int) -> None:
        """A piece of raw HTML."""
        self.flush(begin)
        target = self.elements[-1].pieces if self.elements else self.pieces
        target.append((family, begin, end, None))
        self.done = end
        self.tail(end)

    def tail(self, end: int) -> None:
        """Up to the end of this line another tag still counts as the start of a block."""
        newline = self.source.find("\n", end)
        self.tail_until = len(self.source) if newline < 0 else newline
        if BLANK_LINE.match(self.source, end):
            self.tail_until = -1

    def at_block_start(self, place: int) -> bool:
        """Whether a tag here can start a raw block: three blanks at most before it, or the tail of another."""
        if place < self.tail_until:
            return True
        head = self.heads[bisect_right(self.heads, place) - 1]
        return place - head <= 3 and not self.source[head:place].strip(" ")

    def tag(self, place: int, opening: str) -> int:
        """Handles what starts at this `<`; where to go on."""
        text = self.source
        if opening == "<!--":
            return self.comment(place)
        if opening in ("<?", "<!"):
            end = text.find(">", place)
            if end >= 0 and self.at_block_start(place):
                self.hold("html", place, end + 1)
                return end + 1
            return place + 2
        if opening.startswith("</"):
            return self.end_tag(place)
        match = self.start_tag(place)
        if match is None:
            return place + 1
        name = match[1].lower()
        if name not in BLOCK_LEVEL:
            return match.end()
        if not (self.at_block_start(place) or (self.elements and self.just_started)):
            return match.end()
        if name == "hr" or match["end"] == "/>":
            self.hold("html", place, match.end())
            return match.end()
        state = self.state_of(name, match[0])
        if len(self.elements) < DEEPEST and (self.elements or state in ("block", "span")):
            return self.start_element(name, state, match)
        return self.raw(name, place, match.end())

    def start_tag(self, place: int) -> re.Match[str] | None:
        """The start tag here, if one ends within reason."""
        if self.next_end < place:
            end = self.source.find(">", place)
            self.next_end = end if end >= 0 else 1 << 62
        if self.next_end - place > LONGEST_TAG:
            return None
        return START.match(self.source, place, place + LONGEST_TAG)

    def comment(self, place: int) -> int:
        """A comment is raw HTML where a block can start."""
        if self.no_comment_close:
            return place + 1
        end = self.source.find("-->", place + 4)
        if end < 0:
            self.no_comment_close = True
            return place + 1
        if self.at_block_start(place):
            self.hold("comment", place, end + 3)
        return end + 3

    def state_of(self, name: str, tag: str) -> str:
        """How md_in_html reads the element's content: `block`, `span` or `off`."""
        match = MARKDOWN.search(tag)
        value = "0" if match is None else match[1] or match[2] or match[3] or "1"
        value = "1" if value == "markdown" else value
        parent = self.elements[-1].state if self.elements else ""
        if parent == "off" or (parent == "span" and value != "0"):
            value = parent
        blockish = name not in RAW and name != "hr"
        if (value == "1" and blockish and name not in SPAN) or (value == "block" and blockish):
            return "block"
        if (value == "1" and name in SPAN) or (value == "span" and blockish):
            return "span"
        return "off"

    def start_element(self, name: str, state: str, match: re.Match[str]) -> int:
        """An element that md_in_html keeps open."""
        if name in LITERAL or name in RAW:
            end = self.raw_end(name, match.end())
            self.hold("html", match.start(), end)
            return end
        self.flush(match.start())
        self.elements.append(Element(name, state, match.start(), match.end()))
        self.done = match.end()
        self.just_started = True
        return match.end()

    def end_tag(self, place: int) -> int:
        """Closes the element of this name and what is open in it."""
        match = CLOSE.match(self.source, place, place + LONGEST_TAG)
        if match is None:
            return place + 2
        name = match[1].lower()
        if self.elements and name in BLOCK_LEVEL and any(element.tag == name for element in self.elements):
            while self.elements[-1].tag != name:
                self.end_element(place, place)
            self.end_element(place, match.end())
        return match.end()

    def end_element(self, close: int, end: int) -> None:
        """The innermost open element ends."""
        element = self.elements[-1]
        self.flush(close)
        self.elements.pop()
        target = self.elements[-1].pieces if self.elements else self.pieces
        behind = target is self.pieces and self.is_behind_text(element.begin)
        family = "element" if element.state == "block" and not behind else "html"
        piece = None if element.state == "off" or behind else Piece(element.tag, close, element.pieces)
        target.append((family, element.begin, end, piece))
        self.done = end
        self.just_started = False
        if not self.elements:
            self.tail(end)

    def is_behind_text(self, begin: int) -> bool:
        """Whether anything, such as an indentation, stands before this place on its line: then md_in_html reads nothing."""
        if not self.pieces or self.pieces[-1][0] != "text" or self.pieces[-1][2] != begin:
            return False
        return self.source[begin - 1] != "\n"

    def raw(self, name: str, begin: int, inside: int) -> int:
        """A raw block up to the tag that closes its first one, or to the end of the Page."""
        end = self.raw_end(name, inside)
        self.hold("html", begin, end)
        return end

    def raw_end(self, name: str, at: int) -> int:
        """Where a raw block ends: when no tag is open any more."""
        text = self.source
        stack, count = [name], Counter((name,))
        while stack:
            if stack[-1] in LITERAL:
                close = re.compile(f"</{stack[-1]}[^>]*>", re.IGNORECASE).search(text, at)
                if close is None:
                    return len(text)
                count[stack.pop()] -= 1
                at = close.end()
                continue
            match = TAG.search(text, at)
            if match is None:
                return len(text)
            at = match.end()
            if match[0] == "<!--":
                end = -1 if self.no_comment_close else text.find("-->", at)
                self.no_comment_close = end < 0
                at = end + 3 if end >= 0 else at
            elif match[0].startswith("</"):
                closing = CLOSE.match(text, match.start(), match.start() + LONGEST_TAG)
                if closing is not None:
                    at = closing.end()
                    self.close_raw(closing[1].lower(), stack, count)
            elif match[0][1].isalpha() and (start := self.start_tag(match.start())) is not None:
                at = start.end()
                if start["end"] != "/>":
                    stack.append(start[1].lower())
                    count[stack[-1]] += 1
        return at

    def close_raw(self, name: str, stack: list[str], count: Counter[str]) -> None:
        """Takes the tag and what is open in it off the stack."""
        if count[name]:
            while True:
                top = stack.pop()
                count[top] -= 1
                if top == name:
                    return
