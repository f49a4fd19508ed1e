"""What the steps of this job hand to each other."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType
from typing import NamedTuple


class Verdict(Enum):
    """What is known about the Target of a Link inside the Site; the values are the words of the JSON."""

    __hash__ = object.__hash__  # that of Enum is slow where every Link is looked up by it

    OK = "ok"
    """The Target is there."""
    NO_PAGE = "no-page"
    """There is no such Page, or no address of that name."""
    NO_ANCHOR = "no-anchor"
    """The Page is there, the id is not."""
    NO_FILE = "no-file"
    """There is no such picture, style sheet or other file."""
    WRONG_LOCALE = "wrong-locale"
    """The Link leaves the reader's Locale."""
    WRONG_CASE = "wrong-case"
    """Only letter case or Unicode form differs from what is there; a web server tells them apart."""
    DUPLICATE_ID = "duplicate-id"
    """Two elements of one Page have this id; a browser finds only the first."""
    ORPHAN_PAGE = "orphan-page"
    """No menu and no other Page leads to this Page."""
    UNUSED_IMAGE = "unused-image"
    """No Page shows this picture."""


class Kind(Enum):
    """What a Link is for; the values are short because the cache holds many."""

    LINK = "a"
    """Something a reader follows."""
    IMAGE = "i"
    """Something a browser loads and shows: a picture, a film, a sound."""
    FILE = "f"
    """Something a browser loads and uses: a style sheet, a script, a manifest."""
    NAME = "n"
    """A Markdown reference whose name the Page itself does not define; the target is the name."""
    SNIPPET = "s"
    """A file that the build should put into the Page and that is not there."""


# Plain names, because looking up the value of an enum's member is slow where it is done for every link.
LINK, IMAGE, FILE = Kind.LINK.value, Kind.IMAGE.value, Kind.FILE.value
NAME, SNIPPET = Kind.NAME.value, Kind.SNIPPET.value


class Link(NamedTuple):
    """One Link where it stands in a Page."""

    kind: str
    """The value of a Kind."""
    target: str
    """As a browser reads it: entities and escapes resolved, blanks round it gone."""
    line: int
    column: int
    """Both count from 1, in characters, and point at the first sign of the written target."""
    start: int
    end: int
    """Where the written target stands in the text of the file, in characters."""
    raw: bool = False
    """Whether it stands in raw HTML, which MkDocs does not translate from files to addresses."""


class PutIn(NamedTuple):
    """One Link that a file brings into a Page, where it stands in that file."""

    file: str
    """From the project root."""
    link: Link


class Anchor(NamedTuple):
    """One id a Page offers."""

    id: str
    line: int
    column: int


class Facts(NamedTuple):
    """What one file says, whatever the rest of the Site holds."""

    links: tuple[Link, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    """In the order of the Page, duplicates included."""
    names: Mapping[str, str] = MappingProxyType({})
    """The reference definitions of the Page: normalised name, then target."""
    pictures: tuple[str, ...] = ()
    """The names, without folders, of pictures that the front matter mentions."""
    includes: bool = False
    """Whether something is put into this file while building that nobody can read now, with ids and names of its own."""
    hints: tuple[str, ...] = ()
    """The words of comments, in lower case, where a script of the Site may make ids and names of them."""
    put_in: tuple[PutIn, ...] = ()
    """The Links that other files bring in."""


class Occurrence(NamedTuple):
    """One place that leads to a Target."""

    file: str
    """From the project root, with "/" between folders."""
    line: int
    column: int
    locale: str = ""
    page: str = ""
    written: str = ""
    """The target as this place has it."""

    def as_json(self) -> dict[str, object]:
        """The four keys of the contract."""
        return {"file": self.file, "line": self.line, "column": self.column, "locale": self.locale}
