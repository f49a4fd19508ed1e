"""Names of pictures in any text: settings, style sheets, front matter."""

from __future__ import annotations

import posixpath
import re

NAMED = re.compile(r"[^\s\"'()<>=,:;|]+\.(?:png|jpe?g|gif|svg|webp|avif|ico|bmp)\b", re.IGNORECASE)


def names_in(text: str) -> set[str]:
    """The names, without folders, of all pictures that a text names."""
    return {posixpath.basename(match[0]) for match in NAMED.finditer(text)}
