"""Addresses in attribute lists: `[text](a.md){ href=b.md }` leads to `b.md`, and MkDocs resolves it like any other."""

from __future__ import annotations

import re
from bisect import bisect_right

from helpdesk.links.markdown.inline import LISTED, Target, markdown_text
from helpdesk.links.model import IMAGE

# What stands between a target and the end of its link.
TAIL = re.compile(r">?\s*(?:\"[^\"]*\"|'[^']*')?\s*\)")


def overridden(text: str, markdown: str, found: list[Target]) -> list[Target]:
    """The targets, sorted, each as the attribute list behind its link has it; the list of anything else changes nothing."""
    result = sorted(found)
    for listed in LISTED.finditer(markdown):
        number = bisect_right(result, (listed.start(),)) - 1
        if number < 0:
            continue
        link = result[number]
        if listed[1] == ("src" if link.kind == IMAGE else "href") and TAIL.fullmatch(text, link.end, listed.start()):
            start, end = listed.span(listed.lastindex or 0)
            result[number] = Target(start, end, link.kind, markdown_text(text[start:end]))
    return result
