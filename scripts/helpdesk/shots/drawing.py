"""A Scene in the words of one Locale as HTML: the building blocks of a portal of our own design."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path

from helpdesk.shots.icons import icon
from helpdesk.shots.scenes import Look, Part, PartKind, Scene, Text

BLANK = '<span class="blank"></span>'
STYLE = "blocks/portal.css"
# Pixels of a Shot per CSS pixel, for the screens of phones.
SHARPNESS = 2
HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Pen:
    """What drawing needs besides the Scene: the words of one Locale, and what is called out."""

    words: Callable[[Text], str]
    numbers: dict[str, int]
    """The number of the Callout on each part that has one."""

    def text(self, text: Text | None, name: str = "") -> str:
        """The words in a box that is measured for overflow; a grey bar where there are none."""
        if text is None:
            return BLANK
        css = f' class="{name}"' if name else ""
        return f'<span{css} data-words="{escape(text.value)}">{escape(self.words(text))}</span>'

    def box(self, part: Part, inside: str, css: str = "") -> str:
        """The part's element with its looks, and the ring and number where a Callout points at it."""
        names = [css or part.kind.value, *(look.value for look in part.looks if look not in {Look.GOOD, Look.BAD})]
        number = self.numbers.get(part.name) if part.name else None
        ring = f'<span class="ring"><i>{number}</i></span>' if number else ""
        classes = " ".join([*names, "called"] if number else names)
        return f'<div class="{classes}">{inside}{ring}</div>'

    def all(self, parts: Iterable[Part]) -> str:
        """The parts one after another."""
        return "".join(DRAW[part.kind](part, self) for part in parts)


def page(scene: Scene, words: Callable[[Text], str], direction: str) -> str:
    """The body of the page that a browser draws the Scene from; `direction` is `ltr` or `rtl`."""
    pen = Pen(words, {callout.at: callout.number for callout in scene.callouts})
    bars = [part for part in scene.parts if part.kind is PartKind.BAR]
    sides = [part for part in scene.parts if part.kind in {PartKind.MENU, PartKind.PANE}]
    main = pen.all(part for part in scene.parts if part not in bars and part not in sides)
    menus = pen.all(part for part in sides if part.kind is PartKind.MENU)
    panes = pen.all(part for part in sides if part.kind is PartKind.PANE)
    inside = f'<div class="inside">{menus}<div class="main">{main}</div>{panes}</div>'
    window = f'<div class="window">{pen.all(bars)}{inside}</div>'
    return f'<div id="shot" dir="{direction}" style="inline-size:{scene.width}px">{window}</div>'


def bar(part: Part, pen: Pen) -> str:
    """A mark of no particular brand, a search box and a face."""
    find = f'<span class="find">{icon("search")}</span>'
    return pen.box(part, f'<span class="mark"></span>{find}<span class="face">{icon("person")}</span>')


def titled(part: Part, pen: Pen) -> str:
    """An icon, a name and a line under it."""
    under = pen.text(part.under, "under") if part.under else ""
    return pen.box(part, f"{icon(part.icon)}<span>{pen.text(part.text)}{under}</span>")


def labelled(part: Part, pen: Pen) -> str:
    """An icon and a word; a grey bar when there is neither."""
    if part.text is None and not part.icon:
        return pen.box(part, BLANK)
    return pen.box(part, icon(part.icon) + pen.text(part.text))


def holder(part: Part, pen: Pen) -> str:
    """What the part holds and nothing else."""
    return pen.box(part, pen.all(part.parts))


def value_of(part: Part, pen: Pen) -> str:
    """The value with its coloured dot; nothing when there is none."""
    if part.value is None:
        return ""
    colour = next((f" {look.value}" for look in part.looks if look in {Look.GOOD, Look.BAD}), "")
    return f'<span class="value{colour}">{pen.text(part.value)}</span>'


def row(part: Part, pen: Pen) -> str:
    """An icon, a name with a line under it, and a value at the end."""
    under = pen.text(part.under, "under") if part.under else ""
    name = f'<span class="name">{pen.text(part.text)}{under}</span>'
    return pen.box(part, icon(part.icon) + name + (value_of(part, pen) or BLANK))


def fact(part: Part, pen: Pen) -> str:
    """A name with its value below it."""
    name = f'<span class="name">{pen.text(part.text)}</span>' if part.text else BLANK
    return pen.box(part, name + (value_of(part, pen) or BLANK))


def pane(part: Part, pen: Pen) -> str:
    """A heading with a cross to close it, and what the pane holds."""
    head = f'<div class="head">{pen.text(part.text)}{icon("close")}</div>'
    return pen.box(part, head + pen.all(part.parts))


def choice(part: Part, pen: Pen) -> str:
    """A closed list with its present choice."""
    return pen.box(part, pen.text(part.text) + icon("down"))


def tick(part: Part, pen: Pen) -> str:
    """A box, ticked or not, with its words."""
    mark = icon("check") if Look.ON in part.looks else ""
    return pen.box(part, f'<span class="box">{mark}</span>{pen.text(part.text)}')


def switch(part: Part, pen: Pen) -> str:
    """A switch with its words."""
    return pen.box(part, f'<span class="track"></span>{pen.text(part.text)}')


def done(part: Part, pen: Pen) -> str:
    """A check mark with its words."""
    return pen.box(part, icon("check") + pen.text(part.text))


def notice(part: Part, pen: Pen) -> str:
    """A notification: check mark, heading, and grey bars for what it says."""
    heading = f"<b>{pen.text(part.text)}</b>" if part.text else BLANK
    return pen.box(part, f'{icon("check")}<span>{heading}<span class="lines">{BLANK}{BLANK}</span></span>')


def lines(part: Part, pen: Pen) -> str:
    """Two grey bars."""
    return pen.box(part, BLANK + BLANK)


def blank(_part: Part, _pen: Pen) -> str:
    """One grey bar."""
    return BLANK


DRAW: dict[PartKind, Callable[[Part, Pen], str]] = {
    PartKind.BAR: bar,
    PartKind.TITLE: titled,
    PartKind.COMMANDS: holder,
    PartKind.BUTTON: labelled,
    PartKind.MENU: holder,
    PartKind.ITEM: labelled,
    PartKind.TILES: holder,
    PartKind.TILE: labelled,
    PartKind.TABLE: holder,
    PartKind.ROW: row,
    PartKind.FACTS: holder,
    PartKind.FACT: fact,
    PartKind.PANE: pane,
    PartKind.CHOICE: choice,
    PartKind.FIELD: labelled,
    PartKind.TICK: tick,
    PartKind.SWITCH: switch,
    PartKind.DONE: done,
    PartKind.LIST: holder,
    PartKind.NOTICE: notice,
    PartKind.LINES: lines,
    PartKind.BLANK: blank,
}


def asset(path: str) -> bytes:
    """A file that comes with this package."""
    return (HERE / path).read_bytes()


@cache
def style_digest() -> str:
    """Of everything that every Shot is drawn with: the style sheet and the fonts."""
    total = hashlib.sha256(asset(STYLE))
    for path in sorted(HERE.glob("fonts/*.woff2")):
        total.update(path.read_bytes())
    return total.hexdigest()
