"""The marks of a Page's front matter: title and description are Blocks, the rest is frame."""

from __future__ import annotations

import re

from helpdesk.frontmatter import FENCED

KEY = re.compile(r"^([A-Za-z_][\w.-]*)[ \t]*:", re.MULTILINE)
TRANSLATED = frozenset(("title", "description"))
# MkDocs' second form: `Key: value` lines from the first line on, up to a blank one (mkdocs.utils.meta).
PLAIN = re.compile(
    r"\A\ufeff?(?:[ ]{0,3}[A-Za-z0-9_-]+:[^\r\n]*(?:\r\n|\r|\n|\Z)(?:[ ]{4,}[^\r\n]*(?:\r\n|\r|\n|\Z))*)+"
)


def front_marks(text: str) -> tuple[list[tuple[int, str, int, int]], int]:
    """The marks of the front matter, and where the Page's Markdown begins."""
    fenced = FENCED.match(text)
    if fenced is not None:
        low, high = fenced.span("yaml") if fenced["yaml"] is not None else (fenced.end(), fenced.end())
    else:
        plain = PLAIN.match(text)
        if plain is None:
            return [], 1 if text[:1] == "\ufeff" else 0
        fenced, low, high = plain, plain.start(), plain.end()
    marks: list[tuple[int, str, int, int]] = []
    for key in KEY.finditer(text, low, high):
        family = "front" if key[1].lower() in TRANSLATED else "frame"
        if family == "front" or not marks or marks[-1][1] == "front":
            marks.append((key.start(), family, key.start(), 0))
    if not marks or marks[0][0] > 0:
        marks.insert(0, (0, "frame", 0, 0))
    if marks[-1][1] == "front" and high < fenced.end():
        marks.append((high, "frame", high, 0))
    return marks, fenced.end()
