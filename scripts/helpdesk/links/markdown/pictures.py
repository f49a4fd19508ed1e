"""Names of pictures in any text: settings, style sheets, front matter."""

from __future__ import annotations

import re

ENDING = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|avif|ico|bmp)\b", re.IGNORECASE)
DELIMITERS = " \t\n\"'()<>=,:;|/\\"
# No file system allows a longer name.
LONGEST_NAME = 255


def names_in(text: str) -> set[str]:
    """The names, without folders, of all pictures that a text names; linear in its length."""
    names = set()
    for match in ENDING.finditer(text):
        before = text[max(0, match.start() - LONGEST_NAME) : match.start()]
        cut = max(map(before.rfind, DELIMITERS)) + 1
        names.add(before[cut:] + match[0])
    return names
