"""Where a Markdown text holds code, comments and scripts, in which nothing is a link."""

from __future__ import annotations

import re
from functools import lru_cache

RAW = re.compile(r"<(script|style|textarea)\b", re.IGNORECASE)
RAW_STARTS = frozenset("sStT")
# What ends a processing instruction and a section of plain characters, by how they begin.
DECLARED = {"<?": "?>", "<![CDATA[": "]]>"}
INFO = re.compile(r"[^`\n]*$", re.MULTILINE)
PARAGRAPH_END = re.compile(r"\n[ \t>]*(?:(?=\n)|(?P<fence>```+|~~~+)|(?=#{1,6}[ \t]))")
# What may begin something in which a link is none: searching for one sign each is many times faster than one expression.
SIGNS = ("`", "~", "\\", "<")
# Those of them that most often begin nothing.
MANIFOLD = ("~", "<")

Spans = list[tuple[int, int]]


class Code:
    """The spans of one text, each kind in order, found from a position on."""

    __slots__ = ("fenced", "infos", "inline", "paragraph", "text", "unclosed")

    def __init__(self, text: str, position: int) -> None:
        self.text = text
        self.fenced: Spans = []
        """Whole lines."""
        self.inline: Spans = []
        """What stands inside lines: code, comments, the content of scripts and the like."""
        self.infos: list[str] = []
        """What stands behind the opening fences."""
        self.unclosed: dict[str, int] = {}
        """For each sign of a fence how many of it, or more, nothing closes from here on; also elements without an end."""
        self.paragraph = (0, 0)
        """From where to where the paragraph's end is known."""
        signs = [sign for sign in SIGNS if sign in text]
        ahead = [self.found(sign, position) for sign in signs]
        nothing = len(text)
        while (at := min(ahead, default=nothing)) < nothing:
            position = self.after(at)
            for number, start in enumerate(ahead):
                if start < position:
                    ahead[number] = self.found(signs[number], position)

    def found(self, sign: str, position: int) -> int:
        """Where the sign stands next; the end of the text when it does not."""
        text = self.text
        at = text.find(sign, position)
        while at >= 0 and sign in MANIFOLD and not is_telling(text, at):
            at = text.find(sign, at + 1)
        return at if at >= 0 else len(text)

    def after(self, at: int) -> int:
        """Where to read on after the sign at a place; adds the span that begins there."""
        text, first = self.text, self.text[at]
        if first == "\\":
            return at + 2 if text[at + 1 : at + 2] in ("\\", "`") else at + 1
        if first == "<":
            return self.after_element(at)
        end = at + 1
        while text[end : end + 1] == first:
            end += 1
        if end - at >= 3 and (closed := self.fence_end(at, end)) >= 0:
            self.fenced.append((at, closed))
            self.infos.append(text[end : text.find("\n", end)])
            return closed
        if first == "`" and (closed := self.code_span_end(at, end)) >= 0:
            self.inline.append((at, closed))
            return closed
        return end

    def after_element(self, at: int) -> int:
        """The same for a comment, or an element whose content is no text."""
        if raw := RAW.match(self.text, at):
            if raw[1].lower() in self.unclosed:
                return raw.end()
            start = self.text.find(">", raw.end()) + 1
            closing = re.compile(rf"</{raw[1]}\s*>", re.IGNORECASE).search(self.text, start) if start else None
            if closing is None:
                self.unclosed[raw[1].lower()] = 0
                return raw.end()
            self.inline.append((start, closing.start()))
            return closing.start()
        for opening, ending in ("<!--", "-->"), *DECLARED.items():
            if self.text.startswith(opening, at):
                closed = self.text.find(ending, at + len(opening))
                # Only a comment may stand inside a line.
                if closed >= 0 and (opening == "<!--" or not self.text[self.text.rfind("\n", 0, at) + 1 : at].strip()):
                    self.inline.append((at, closed + len(ending)))
                    return closed + len(ending)
        return at + 2

    def fence_end(self, at: int, end: int) -> int:
        """Where the fenced block ends; -1 when it is no fence, or nothing closes it."""
        text = self.text
        info = INFO.match(text, end)
        if info is None or text[text.rfind("\n", 0, at) + 1 : at].strip(" \t>"):
            return -1
        if end - at >= self.unclosed.get(text[at], len(text)):
            return -1
        closed = closing_fence(text[at], end - at).search(text, end)
        if closed is None:
            self.unclosed[text[at]] = end - at
            return -1
        return closed.end()

    def code_span_end(self, start: int, end: int) -> int:
        """Where the code span ends that these ticks begin; -1 when the paragraph ends first."""
        text = self.text
        if end - start == 1:  # nearly every one: a tick on the same line
            closed = text.find("`", end)
            if closed < 0:
                return -1
            if text[closed + 1 : closed + 2] != "`" and text.find("\n", end, closed) < 0:
                return closed + 1
        match = re.compile(rf"(?<!`)`{{{end - start}}}(?!`)").search(text, end, self.paragraph_end(end))
        return match.end() if match else -1

    def paragraph_end(self, position: int) -> int:
        """Where the paragraph ends that a position is in: at a blank line, a heading or a fence that something closes."""
        if not self.paragraph[0] <= position < self.paragraph[1]:
            end = len(self.text)
            for match in PARAGRAPH_END.finditer(self.text, position):
                fence = match["fence"]
                if not fence or self.fence_end(match.end() - len(fence), match.end()) >= 0:
                    end = match.start()
                    break
            self.paragraph = position, end
        return self.paragraph[1]


def is_telling(text: str, at: int) -> bool:
    """Whether the sign at a place begins anything."""
    if text[at] == "~":
        return text.startswith("~~~", at)
    following = text[at + 1 : at + 2]
    return following in ("!", "?") or (following in RAW_STARTS and RAW.match(text, at) is not None)


@lru_cache
def closing_fence(sign: str, least: int) -> re.Pattern[str]:
    """The line that closes a fence of so many signs."""
    return re.compile(rf"\n[ \t>]*{re.escape(sign)}{{{least},}}[ \t]*(?=\n|\Z)")
