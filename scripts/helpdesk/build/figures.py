"""Pictures of the portal: one image that a writer wrote becomes a figure for light and dark, with a larger view."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from html import escape
from pathlib import Path

from helpdesk.build.images import Picture, plain, with_source
from helpdesk.shots.drawing import SHARPNESS
from helpdesk.shots.png import BrokenPng, read_stamp
from helpdesk.shots.state import DARK, IMAGES


def figure(picture: Picture, words: Mapping[str, str]) -> str | None:
    """The figure of a Shot, with caption and larger view; nothing for a picture that is none.

    A picture made by hand in the place of a Shot gets no caption, because it is no sketch; it is shown in both colour
    schemes unless a dark one was made by hand too.
    """
    if picture.file is None or not picture.alone or not is_in_place(picture.file):
        return None
    drawn = is_drawn(picture.file)
    if drawn is None:
        return None
    dark_file = picture.file.with_name(f"{picture.file.stem}{DARK}.png")
    if drawn:
        picture = sharp(picture)
    if is_drawn(dark_file) is drawn:
        dark = with_source(picture, dark_file, dark_address(picture.attributes["src"]))
        dark = sharp(dark) if drawn else dark
        shown = link(picture, words, "only-light") + link(dark, words, "only-dark")
    else:
        shown = link(picture, words, "")
    caption = f"<figcaption>{escape(words.get('shot-caption', ''))}</figcaption>" if drawn else ""
    return f'<figure class="shot">{shown}{caption}</figure>'


def is_in_place(file: Path) -> bool:
    """Whether the file lies where Shots lie."""
    return file.parent.name == IMAGES and file.suffix == ".png"


def is_drawn(file: Path) -> bool | None:
    """Whether it was drawn from a Scene; nothing for a file that is missing or no picture."""
    try:
        stat = file.stat()
        return stamp_of(file, stat.st_mtime_ns, stat.st_size)
    except (OSError, BrokenPng):
        return None


@lru_cache(maxsize=4096)
def stamp_of(file: Path, _changed: int, _size: int) -> bool:
    """Whether this state of the file was drawn from a Scene; raises BrokenPng."""
    return read_stamp(file.read_bytes()).inputs is not None


def sharp(picture: Picture) -> Picture:
    """The picture at the size it was drawn for: it has more pixels than that."""
    if picture.size is None:
        return picture
    width, height = picture.size
    return replace(picture, size=(width // SHARPNESS, height // SHARPNESS))


def dark_address(address: str) -> str:
    """The address of the dark twin."""
    stem, _dot, rest = address.rpartition(".png")
    return f"{stem}{DARK}.png{rest}"


def link(picture: Picture, words: Mapping[str, str], css: str) -> str:
    """The picture as a link to itself, which a script turns into a larger view."""
    attributes = picture.attributes
    name = ": ".join(text for text in (words.get("shot-zoom", ""), attributes.get("alt", "")) if text)
    address = posixpath.normpath(attributes["src"]) if not attributes["src"].startswith("/") else attributes["src"]
    classes = f"shot-zoom {css}".rstrip()
    return f'<a class="{classes}" href="{escape(address)}" aria-label="{escape(name)}">{plain(picture)}</a>'
