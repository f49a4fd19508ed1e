"""Writing Pages so that no writer's work is lost: a Page carries the Digest of its import in its front matter."""

from __future__ import annotations

import hashlib
import re
from enum import Enum
from pathlib import Path

from helpdesk import files, frontmatter

KEY = "imported"
LINE = re.compile(rf"^{KEY}: ([0-9a-f]{{16}})\r?\n", re.MULTILINE)


class Outcome(Enum):
    """What became of a Page."""

    WRITTEN = "written"
    """The file is new, or replaced with --force."""
    UNCHANGED = "unchanged"
    """The file holds these very bytes already."""
    EXISTS = "exists"
    """Another text is there; nothing was written."""
    EDITED = "edited"
    """A writer changed the Page since its import; nothing was written."""
    FAILED = "failed"
    """No Page could be made or written."""


def digest(text: str) -> str:
    """What stands for the text of a Page; line ends do not count."""
    return hashlib.sha256(text.replace("\r\n", "\n").encode()).hexdigest()[:16]


def sealed(page_text: str) -> str:
    """The Page with the Digest of all its other bytes as the last line of its front matter."""
    text = page_text if page_text.startswith("---\n") else f"---\n---\n\n{page_text}"
    end = text.index("---\n", 4)
    return f"{text[:end]}{KEY}: {digest(text)}\n{text[end:]}"


def is_untouched(page_text: str) -> bool:
    """Whether nobody changed the Page since it was imported."""
    front = frontmatter.FENCED.match(page_text)
    seal = LINE.search(front[0]) if front else None
    return bool(seal) and seal is not None and digest(page_text[: seal.start()] + page_text[seal.end() :]) == seal[1]


def place(path: Path, page_text: str, *, force: bool, dry_run: bool) -> Outcome:
    """Writes the Page unless another text is there; raises OSError when it cannot."""
    data = page_text.encode()
    try:
        present = path.read_bytes()
    except FileNotFoundError:
        present = None
    if present == data:
        return Outcome.UNCHANGED
    if present is not None:
        if not force:
            return Outcome.EXISTS
        if not is_untouched(present.decode("utf-8", "replace")):
            return Outcome.EDITED
    if not dry_run:
        files.write_bytes(path, data)
    return Outcome.WRITTEN


def copy(source: Path, target: Path, *, dry_run: bool) -> Outcome:
    """Copies a picture unless another file is there; raises OSError when it cannot."""
    data = source.read_bytes()
    if target.exists():
        return Outcome.UNCHANGED if target.read_bytes() == data else Outcome.EXISTS
    if not dry_run:
        files.write_bytes(target, data)
    return Outcome.WRITTEN
