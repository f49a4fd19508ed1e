"""Scenes: what each Shot draws, as frozen values. `schema` reads them, `drawing` draws them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

FOLDER = "scenes"


class Source(Enum):
    """Where the words of a part come from; the values are the keys of a Scene."""

    LABEL = "label"
    """Wording of the portal, from `i18n/labels.yml`."""
    WORD = "word"
    """Sample data in our own words, from `i18n/samples.yml`."""
    TEXT = "text"
    """The same in every Locale, such as an id of zeros."""


@dataclass(frozen=True, slots=True)
class Text:
    """Words of one part, before a Locale is chosen."""

    source: Source
    value: str
    line: int
    column: int


class PartKind(Enum):
    """One building block of a sketched portal; the values are the keys of a Scene."""

    BAR = "bar"
    """The portal's top bar; it has no words."""
    TITLE = "title"
    """What the screen is about, with an icon and a line under it."""
    COMMANDS = "commands"
    """The row of buttons below the title."""
    BUTTON = "button"
    """A command, or with the look `strong` the button that ends a form."""
    MENU = "menu"
    """The menu at the side of the screen."""
    ITEM = "item"
    """One entry of a menu or of an opened list."""
    TILES = "tiles"
    """A grid of entrances, as on a start page."""
    TILE = "tile"
    """One entrance."""
    TABLE = "table"
    """A list of things, such as subscriptions."""
    ROW = "row"
    """One thing in a table, with a line under its name and a value at its end."""
    FACTS = "facts"
    """Names and values in two columns."""
    FACT = "fact"
    """One name with its value."""
    PANE = "pane"
    """A side pane that covers part of the screen."""
    CHOICE = "choice"
    """A closed list to choose from."""
    FIELD = "field"
    """A box to type in."""
    TICK = "tick"
    """A box to tick."""
    SWITCH = "switch"
    """A switch."""
    DONE = "done"
    """A line with a green check mark."""
    LIST = "list"
    """An opened list of items."""
    NOTICE = "notice"
    """A notification."""
    LINES = "lines"
    """Text that does not matter, as grey bars."""
    BLANK = "blank"
    """A word that does not matter, as a grey bar."""


class Look(Enum):
    """How a part differs from the plain one; the values are the words of a Scene."""

    STRONG = "strong"
    """The main button of a form."""
    DANGER = "danger"
    """A command that takes something away."""
    CHOSEN = "chosen"
    """The entry that is open or about to be opened."""
    FAINT = "faint"
    """There, but not what the reader should look at."""
    ON = "on"
    """Ticked, or switched on."""
    GOOD = "good"
    """The value's dot is green."""
    BAD = "bad"
    """The value's dot is red."""


@dataclass(frozen=True, slots=True)
class Part:
    """One building block with what it says and holds."""

    kind: PartKind
    name: str
    """What a Callout points at: the part's `id`, or else its Label."""
    text: Text | None
    under: Text | None
    value: Text | None
    icon: str
    looks: tuple[Look, ...]
    parts: tuple[Part, ...]

    def walk(self) -> Iterator[Part]:
        """The part itself and all it holds, in reading order."""
        yield self
        for part in self.parts:
            yield from part.walk()

    def texts(self) -> Iterator[Text]:
        """The words of this part alone."""
        for text in (self.text, self.under, self.value):
            if text is not None:
                yield text


@dataclass(frozen=True, slots=True)
class Callout:
    """A numbered ring around one part."""

    number: int
    at: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Scene:
    """What one Shot shows, whatever the Locale and the colour scheme."""

    name: str
    """The file's name without its ending; also the name of the Shots."""
    path: str
    """From the project root."""
    shows: str
    """For writers: what the picture shows and when to use it."""
    width: int
    """Of the whole picture, in CSS pixels."""
    parts: tuple[Part, ...]
    callouts: tuple[Callout, ...]

    def walk(self) -> Iterator[Part]:
        """All parts, in reading order."""
        for part in self.parts:
            yield from part.walk()

    def texts(self) -> Iterator[Text]:
        """The words of all parts, in reading order."""
        for part in self.walk():
            yield from part.texts()

    def pointed_labels(self) -> tuple[str, ...]:
        """The Labels that the Callouts point at; a part without a Label adds none."""
        texts = {part.name: part.text for part in self.walk()}
        pointed = (texts.get(callout.at) for callout in self.callouts)
        return tuple(text.value for text in pointed if text is not None and text.source is Source.LABEL)
