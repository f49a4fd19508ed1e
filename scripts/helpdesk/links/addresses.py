"""What a written target is: an address, a path, an anchor."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import unquote

# One letter before a colon is a drive, not a scheme.
SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]+:")
# Jinja and other templates fill these in while building: nobody can say where they lead.
FILLED_IN = re.compile(r"\{[{%]|\$\{|<%")

# Ids of Material and of pymdownx, which no Page names.
MADE = ("__search", "__drawer", "__toc", "__nav", "__palette", "__comments", "__consent", "__skip", "__tabbed", "__codelineno",
        "__code", "__span", "__figure-caption", "__table-caption")  # fmt: skip


class Parts(NamedTuple):
    """A target inside the Site, taken apart and decoded."""

    path: str
    fragment: str
    """Without `#`; as written, because an id may itself hold a per cent sign."""


def leads_outside(target: str) -> bool:
    """Whether the target names a host or a scheme of its own."""
    return target.startswith(("//", "\\\\")) or (":" in target and SCHEME.match(target) is not None)


def parts_of(target: str) -> Parts:
    """Path and fragment; the query says nothing about which file it is."""
    path, _sign, fragment = target.partition("#")
    path = path.partition("?")[0]
    return Parts(unquote(path) if "%" in path else path, fragment.partition(":~:")[0])


def is_always_there(fragment: str) -> bool:
    """The top of the page, which needs no id, and what a theme makes: `#__search`, `#__codelineno-0-1`."""
    return not fragment or fragment.lower() == "top" or fragment.startswith(MADE)


def has_id(ids: object, fragment: str) -> bool:
    """Whether a browser finds the fragment among the ids: as written first, then decoded."""
    return fragment in ids or ("%" in fragment and unquote(fragment) in ids)  # type: ignore[operator]
