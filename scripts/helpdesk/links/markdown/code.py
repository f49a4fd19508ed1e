"""Where a Markdown text holds code, comments and scripts, in which nothing is a link."""

from __future__ import annotations

import re
from functools import lru_cache

RAW = re.compile(r"<(script|style|textarea)\b", re.IGNORECASE)
INFO = re.compile(r"[^`\n]*$", re.MULTILINE)
PARAGRAPH_END = re.compile(r"\n[ \t>]*(?=\n)|\n(?=[ \t>]*(?:```|~~~|#{1,6}[ \t]))")
# What may begin something in which a link is none: plain searches are many times faster than one expression for all.
SIGNS = ("`", "~~~", "<!--", "\\", "<")

Spans = list[tuple[int, int]]


class Code:
    """The spans of one text, each kind in order, found from a position on."""

    __slots__ = ("fenced", "infos", "inline", "text")

    def __init__(self, text: str, position: int) -> None:
        self.text = text
        self.fenced: Spans = []
        """Whole lines."""
        self.inline: Spans = []
        """What stands inside lines: code, comments, the content of scripts and the like."""
        self.infos: list[str] = []
        """What stands behind the opening fences."""
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
        if sign == "<":
            raw = RAW.search(self.text, position)
            return raw.start() if raw else len(self.text)
        at = self.text.find(sign, position)
        return at if at >= 0 else len(self.text)

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
            return closed
        if first == "`" and (closed := code_span_end(text, at, end)) >= 0:
            self.inline.append((at, closed))
            return closed
        return end

    def after_element(self, at: int) -> int:
        """The same for a comment, or an element whose content is no text."""
        if raw := RAW.match(self.text, at):
            start = self.text.find(">", raw.end()) + 1
            closing = re.compile(rf"</{raw[1]}\s*>", re.IGNORECASE).search(self.text, start) if start else None
            if closing is None:
                return raw.end()
            self.inline.append((start, closing.start()))
            return closing.start()
        closed = self.text.find("-->", at + 4)
        if closed < 0:
            return at + 4
        self.inline.append((at, closed + 3))
        return closed + 3

    def fence_end(self, at: int, end: int) -> int:
        """Where the fenced block ends, its info text kept; -1 when it is no fence, or nothing closes it."""
        text = self.text
        info = INFO.match(text, end)
        if info is None or text[text.rfind("\n", 0, at) + 1 : at].strip(" \t>"):
            return -1
        closed = closing_fence(text[at], end - at).search(text, end)
        if closed is None:
            return -1
        self.infos.append(info[0])
        return closed.end()


@lru_cache
def closing_fence(sign: str, least: int) -> re.Pattern[str]:
    """The line that closes a fence of so many signs."""
    return re.compile(rf"\n[ \t>]*{re.escape(sign)}{{{least},}}[ \t]*(?=\n|\Z)")


def code_span_end(text: str, start: int, end: int) -> int:
    """Where the code span ends that these ticks begin; -1 when the paragraph ends first."""
    if end - start == 1:  # nearly every one: a tick on the same line
        closed = text.find("`", end)
        if closed < 0:
            return -1
        if text[closed + 1 : closed + 2] != "`" and text.find("\n", end, closed) < 0:
            return closed + 1
    paragraph = PARAGRAPH_END.search(text, end)
    limit = paragraph.start() if paragraph else len(text)
    match = re.compile(rf"(?<!`)`{{{end - start}}}(?!`)").search(text, end, limit)
    return match.end() if match else -1
