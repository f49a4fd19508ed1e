"""Raw HTML taken out of the lines as Python-Markdown's HTML preprocessor does, md_in_html included."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter

from helpdesk.blocks.lines import HELD, Held, Lines

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
START = re.compile(
    r"""<([a-zA-Z][^`\t\n\r\f />\x00]*+)(?:(?:\s|/(?!>))*+(?:(?<=['"\s/])[^`\s/>][^\s/=>]*+
    (?:\s*+=++\s*+(?:'[^']*+'|"[^"]*+"|(?!['"])(?:[^`>\s/]|/(?!>))*+)(?:\s*+,)*+)?(?:\s|/(?!>))*+)*+)?\s*+(/?>)""",
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


class Element:
    """An open element whose content is perhaps Markdown, with the pieces of its content so far."""

    __slots__ = ("begin", "inside", "pieces", "state", "tag")

    def __init__(self, tag: str, state: str, begin: int, inside: int) -> None:
        self.tag = tag
        self.state = state
        self.begin = begin
        self.inside = inside
        self.pieces: list[tuple[str, int, int, Piece | None]] = []


class Piece:
    """A closed element: where its content and its closing tag start, and the pieces of its content."""

    __slots__ = ("close", "pieces")

    def __init__(self, close: int, pieces: list[tuple[str, int, int, Piece | None]]) -> None:
        self.close = close
        self.pieces = pieces


class Extractor:
    """One walk over the tags of a Page."""

    def __init__(self, lines: Lines, text: str) -> None:
        self.lines = lines
        self.source = text
        self.heads = [0]
        for line in lines.rest:
            self.heads.append(self.heads[-1] + len(line) + 1)
        self.pieces: list[tuple[str, int, int, Piece | None]] = []
        self.elements: list[Element] = []
        self.done = 0
        self.no_comment_close = False
        self.just_started = False
        self.tail_until = -1
        self.next_end = -1
        self.out = Lines([], [], [])

    def run(self) -> tuple[Lines, list[int]]:
        """Finds the pieces, then writes them out as lines."""
        text = self.source
        at = 0
        while (match := TAG.search(text, at)) is not None:
            place = match.start()
            if self.just_started and text[at:place]:
                self.just_started = False
            at = self.tag(place, match[0])
        while self.elements:
            self.end_element(len(text), len(text))
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
        if name == "hr" or match[2] == "/>":
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
        if element.state == "block":
            target.append(("element", element.begin, end, Piece(close, element.pieces)))
        else:
            target.append(("html", element.begin, end, None))
        self.done = end
        self.just_started = False
        if not self.elements:
            self.tail(end)

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
                if start[2] != "/>":
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

    # -- writing the pieces out as lines -----------------------------------------------------------------------

    def write(self, pieces: list[tuple[str, int, int, Piece | None]]) -> list[int]:
        """Appends the pieces' lines to `out`; the numbers of those that belong to this level."""
        level: list[int] = []
        for family, begin, end, piece in pieces:
            if family == "text":
                level += self.write_text(begin, end)
                continue
            level.append(self.blank(begin))
            placeholder = self.line(HELD, begin, begin + 1)
            level.append(placeholder)
            if piece is not None:
                inner = self.write(piece.pieces)
                close = self.line(HELD, piece.close, piece.close + 1) if piece.close < end else -1
                self.out.held[placeholder] = Held("html", parts(self.out, inner), close)
            else:
                self.out.held[placeholder] = Held(family)
            level.append(self.blank(end))
        return level

    def write_text(self, begin: int, end: int) -> list[int]:
        """The lines between two places, the first and last perhaps in part."""
        numbers: list[int] = []
        number = bisect_right(self.heads, begin) - 1
        while begin < end or (begin == end and not numbers):
            stop = min(self.heads[number + 1] - 1, end)
            if begin == self.heads[number] and stop == self.heads[number + 1] - 1 and number in self.lines.held:
                index = self.line(self.lines.rest[number], begin, stop)
                self.out.end[index] = self.lines.end[number]
                self.out.held[index] = self.lines.held[number]
            else:
                index = self.line(self.source[begin:stop], begin, stop)
            numbers.append(index)
            begin = stop + 1
            number += 1
        return numbers

    def line(self, text: str, begin: int, end: int) -> int:
        """Appends a line that stands at this place; its number."""
        self.out.rest.append(text)
        self.out.start.append(self.place(begin))
        self.out.end.append(self.place(end))
        return len(self.out.rest) - 1

    def blank(self, place: int) -> int:
        """A blank line that the file does not have."""
        return self.line("", place, place)

    def place(self, at: int) -> int:
        """The place in the Page of a place in the joined lines."""
        number = min(bisect_right(self.heads, at), len(self.lines.rest)) - 1
        column = at - self.heads[number]
        if number in self.lines.held and column:
            return self.lines.end[number]
        return self.lines.start[number] + column


def parts(lines: Lines, numbers: list[int]) -> list[list[int]]:
    """The runs of numbers whose lines are not blank."""
    chunks: list[list[int]] = [[]]
    for number in numbers:
        if lines.rest[number].strip(" \t"):
            chunks[-1].append(number)
        elif chunks[-1]:
            chunks.append([])
    return [chunk for chunk in chunks if chunk]
