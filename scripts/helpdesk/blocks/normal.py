"""What of a Block's text counts: its body, and the body evened out for its Digest."""

from __future__ import annotations

import re
from hashlib import blake2b

# What has lines that must not be wrapped or joined.
LITERAL = frozenset(("code", "html", "comment", "math"))
ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
CLOSING_SIGNS = re.compile(r"[ \t]+#+$")


def dedented(body: str, family: str, indent: int, quotes: int) -> str:
    """The body's lines without the marks of what it stands in."""
    first, *others = body.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    lines = [first]
    for other in others:
        line = other
        for _quote in range(quotes):
            stripped = line.lstrip(" ")
            if not stripped.startswith(">"):
                break
            line = stripped[2:] if stripped[1:2] == " " else stripped[1:]
        if family in LITERAL:
            cut = min(max(indent - 2 * quotes, 0), len(line) - len(line.lstrip(" ")))
            lines.append(line[cut:])
        else:
            lines.append(line.lstrip(" \t"))
    return "\n".join(lines)


def normal_of(family: str, body: str) -> str:
    """The body with what changes nothing for readers evened out."""
    if family in LITERAL:
        return "\n".join(line.rstrip() for line in body.split("\n"))
    if family == "heading":
        body = CLOSING_SIGNS.sub("", without_underline(body))
    text = " ".join(body.split())
    return ESCAPE.sub(r"\1", text) if "\\" in text else text


def without_underline(body: str) -> str:
    """A heading without the line that underlines it."""
    first, newline, second = body.partition("\n")
    return first if newline and not second.strip("=- ") else body


def digest_of(family: str, body: str) -> str:
    """The Digest of a body: ten hexadecimal digits."""
    return digest(normal_of(family, body))


def digest(normal: str) -> str:
    """The Digest of a normalised text."""
    return blake2b(normal.encode("utf-8", "surrogatepass"), digest_size=5).hexdigest()
