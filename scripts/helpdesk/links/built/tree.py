"""The built folder as a web server sees it: one walk, then look-ups."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from helpdesk.links.disk import fold
from helpdesk.stamps import Stamp, digest_of

PAGE = (".html", ".htm", ".xhtml")
INDEXES = ("index.html", "index.htm")
# So many addresses must share a public path nobody names, and so many times those that need none, before it is believed.
LEAST_IMPLIED, MORE_IMPLIED = 3, 10


class Address(NamedTuple):
    """A target that stays on this Site, taken apart."""

    climbs: int
    """How many folders it climbs before it goes anywhere; -1 for a path from the root, -2 for an id on the same page."""
    path: str
    """What comes after the climb: decoded, without a slash at the start."""
    fragment: str


class Tree:
    """All files below the folder that is served."""

    def __init__(self, files: Mapping[str, Stamp]) -> None:
        self.files = files
        self.pages = sorted(path for path in self.files if path.endswith(PAGE))

    @cached_property
    def digest(self) -> str:
        """The same for the same names."""
        return digest_of(os.fsencode("\0".join(sorted(self.files))))

    @cached_property
    def folded(self) -> dict[str, str]:
        """Every file by its name without letter case and Unicode form."""
        return {fold(path): path for path in self.files}

    @cached_property
    def folders(self) -> frozenset[str]:
        """Every folder that holds a file, without a slash at its end."""
        found: set[str] = set()
        for path in self.files:
            folder = posixpath.dirname(path)
            while folder and folder not in found:
                found.add(folder)
                folder = posixpath.dirname(folder)
        return frozenset(found)

    def at(self, path: str) -> str | None:
        """The file a server sends for a decoded path from the root; None when it sends none.

        A folder needs an index file; a page may be asked for without its ending, as static hosts allow.
        """
        files = self.files
        if path in files:
            return path
        bare = path.rstrip("/")
        prefix = f"{bare}/" if bare else ""
        for name in INDEXES:
            if prefix + name in files:
                return prefix + name
        if path and not path.endswith("/") and f"{path}.html" in files:
            return f"{path}.html"
        return None

    def nearly(self, path: str) -> str | None:
        """The file that differs from the path in letter case or Unicode form only."""
        bare, folded = fold(path.rstrip("/")), self.folded
        prefix = f"{bare}/" if bare else ""
        for candidate in (bare, *[prefix + name for name in INDEXES], f"{bare}.html"):
            if candidate in folded:
                return folded[candidate]
        return None


def address_of(target: str) -> Address:
    """A target without scheme and host, taken apart as browsers do (URL standard, 4.4)."""
    rest, _sign, fragment = target.partition("#")
    rest = rest.partition("?")[0]
    fragment = fragment.partition(":~:")[0]
    if not rest:
        return Address(-2, "", fragment)
    if "\\" in rest:
        rest = rest.replace("\\", "/")
    if "%" in rest:
        rest = unquote(rest)
    if rest.startswith("/"):
        return Address(-1, clean(rest), fragment)
    climbs = 0
    while True:
        if rest.startswith("../") or rest == "..":
            climbs, rest = climbs + 1, rest[3:]
        elif rest.startswith("./") or rest == ".":
            rest = rest[2:]
        else:
            break
    if "/." in rest or "//" in rest:
        slash = "/" if rest.endswith(("/", "/.", "/..")) else ""
        rest = posixpath.normpath(rest)
        while rest.startswith("../") or rest == "..":
            climbs, rest = climbs + 1, rest[3:]
        rest = "" if rest == "." else rest + (slash if rest else "")
    return Address(climbs, rest, fragment)


def clean(path: str) -> str:
    """A path from the root without its first slash, dots resolved; a slash at the end stays."""
    if "/." in path or "//" in path:
        slash = "/" if path.endswith(("/", "/.", "/..")) else ""
        path = re.sub("^/+", "/", posixpath.normpath(path)).rstrip("/") + slash
    return path.lstrip("/")


def folder_of(page: str) -> str:
    """The folder of a page with a slash at its end; empty at the root."""
    return page[: page.rfind("/") + 1]


def climbed(folder: str, climbs: int) -> str:
    """The folder so many levels up; a browser stops at the root."""
    for _step in range(climbs):
        if not folder:
            break
        folder = folder_of(folder[:-1])
    return folder


def shown_page(path: str) -> str:
    """A page as its address has it: the folder for an index file."""
    return folder_of(path) if path.endswith("/index.html") else path


def own_base(canonicals: list[tuple[str, str]]) -> str:
    """The address of the Site's root, with a slash at its end, as its canonical addresses tell; empty when they do not.

    Each pair is a page's path and its canonical address; the base that most pages agree on wins.
    """
    votes: dict[str, int] = {}
    for page, canonical in canonicals:
        address = unquote(canonical.partition("#")[0].partition("?")[0])
        for tail in (page, folder_of(page) if page.endswith(INDEXES) else page.rpartition(".")[0]):
            if urlsplit(address).netloc and address.endswith("/" + tail):
                base = address[: len(address) - len(tail)]
                votes[base] = votes.get(base, 0) + 1
                break
    best = max(votes, key=lambda base: votes[base], default="")
    return best if votes.get(best, 0) * 2 > len(canonicals) else ""


def implied_prefix(targets: Iterable[tuple[int, str]], tree: Tree) -> tuple[str, set[int]]:
    """The public path that addresses from the root share, with a slash at both ends, and the numbers of those.

    Generators that write `/docs/a/` for the file `a/index.html` tell nothing else about where the folder is served. Empty
    when there is no such path, or addresses are right as they are.
    """
    plain = 0
    under: dict[str, set[int]] = {}
    for number, target in targets:
        if not target.startswith("/") or target.startswith("//"):
            continue
        path = address_of(target).path
        if tree.at(path) is not None:
            plain += 1
            continue
        head, slash, rest = path.partition("/")
        while head:
            if tree.at(rest) is not None:
                under.setdefault(f"/{head}/", set()).add(number)
                break
            more, slash, rest = rest.partition("/")
            head = f"{head}/{more}" if slash else ""
    prefix = max(under, key=lambda each: len(under[each]), default="")
    enough = prefix and len(under[prefix]) >= LEAST_IMPLIED and len(under[prefix]) > MORE_IMPLIED * plain
    return (prefix, under[prefix]) if enough else ("", set())
