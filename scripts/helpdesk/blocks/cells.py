"""The cells of a table row, cut where Python-Markdown's tables extension cuts them."""

from __future__ import annotations

import re

SIGNS = re.compile(r"\\\\|(?P<escaped>\\`+)|(?P<ticks>`+)|\\\||(?P<pipe>\|)")
BLANKS = re.compile(" *")
END_BORDER = re.compile(r"(?<!\\)(?:\\\\)*\|$")


def is_table(rows: list[str]) -> int:
    """How many columns the rows have as a table; 0 when they are none."""
    header = rows[0].strip(" ")
    left, right = header.startswith("|"), END_BORDER.search(header) is not None
    count = len(cells_of(rows[0], header))
    if count < 2:
        if not (left or right):
            return 0
        for row in rows[1:]:
            text = row.strip(" ")
            if not text.startswith("|") and END_BORDER.search(text) is None:
                return 0
    return count if len(cells_of(rows[1], header)) == count else 0


def cells_of(row: str, header: str) -> list[tuple[int, int]]:
    """Of each cell, where it starts with its pipe and where its text starts; `header` decides about borders."""
    text = row.strip(" ")
    lead = len(row) - len(row.lstrip(" "))
    low, high = 0, len(text)
    if header.startswith("|") or END_BORDER.search(header):
        low = int(text.startswith("|"))
        border = END_BORDER.search(text, low)
        high = border.start() if border else high
        if border and border[0] != "|":
            high = border.end() - 1
    cells = [(lead, lead + low)]
    cells += [(lead + low + pipe, lead + low + pipe + 1) for pipe in pipes_of(text[low:high])]
    return [(outer, BLANKS.match(row, inner).end()) for outer, inner in cells]  # type: ignore[union-attr]


def pipes_of(text: str) -> list[int]:
    """Where the pipes are that part cells: not escaped and not in a code span."""
    if "`" not in text and "\\" not in text:
        return [place for place, sign in enumerate(text) if sign == "|"]
    pipes: list[int] = []
    ticks: list[tuple[int, int, int]] = []
    for match in SIGNS.finditer(text):
        if match["pipe"]:
            pipes.append(match.start())
        elif match["ticks"] or match["escaped"]:
            ticks.append((match.start(), match.end(), int(match["escaped"] is not None)))
    spans = code_spans(ticks)
    return [pipe for pipe in pipes if not inside(spans, pipe)]


def code_spans(ticks: list[tuple[int, int, int]]) -> list[tuple[int, int]]:
    """Pairs runs of backticks of the same length, from left to right."""
    later: dict[int, list[int]] = {}
    for place in range(len(ticks) - 1, -1, -1):
        start, end, escaped = ticks[place]
        later.setdefault(end - start - escaped, []).append(place)
    spans = []
    place = 0
    while place < len(ticks):
        start, end, escaped = ticks[place]
        size = end - start - 2 * escaped
        followers = later.get(size, [])
        while followers and followers[-1] <= place:
            followers.pop()
        if size > 0 and followers:
            place = followers.pop()
            spans.append((start, ticks[place][1]))
        place += 1
    return spans


def inside(spans: list[tuple[int, int]], place: int) -> bool:
    """Whether the place lies in one of the spans, which are in order."""
    from bisect import bisect_right

    at = bisect_right(spans, (place, 1 << 60)) - 1
    return at >= 0 and spans[at][0] <= place < spans[at][1]
