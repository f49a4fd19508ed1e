"""Pictures: every `<img>` gets its size, and those below the fold wait until they are needed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from html import escape, unescape
from pathlib import Path

# An image that stands alone in its paragraph is a figure; any other is part of a sentence.
IMAGE = re.compile(
    r"(?P<open><p(?P<place> [^>]*)?>\s*)?(?P<tag><img (?:\"[^\"]*\"|'[^']*'|[^>\"'])*>)(?(open)(?P<close>\s*</p>)?)"
)
ATTRIBUTE = re.compile(r"([\w:-]+)(?:=\"([^\"]*)\")?")

# A reader sees the title, the box under it and the start of the text at once; pictures of steps come later.
FOLD = "<h2"


@dataclass(frozen=True, slots=True)
class Picture:
    """One `<img>` of a Page and what is known of it."""

    attributes: dict[str, str]
    """As written, with entities resolved; `src` is relative to the Page's URL."""
    file: Path | None
    """The file it shows; nothing for a picture from elsewhere or one that is missing."""
    size: tuple[int, int] | None
    """Width and height in CSS pixels."""
    lazy: bool
    alone: bool
    """Whether it stands alone in its paragraph."""


def with_pictures(
    html: str, file_of: Callable[[str], Path | None], markup: Callable[[Picture], str | None] | None = None
) -> str:
    """The HTML with the markup of every `<img>` replaced.

    `file_of` gives the file for an address; `markup` may turn a Picture into a figure, and returns nothing for one
    that it leaves to `plain`.
    """
    fold = html.find(FOLD)

    def replaced(match: re.Match[str]) -> str:
        attributes = attributes_of(match["tag"])
        file = file_of(attributes.get("src", ""))
        alone = bool(match["open"] and match["close"])
        lazy = 0 <= fold < match.start()
        picture = Picture(attributes, file, size_of(file) if file else None, lazy=lazy, alone=alone)
        made = markup(picture) if markup else None
        if made is not None and alone:
            return made
        return (match["open"] or "") + (made or plain(picture)) + (match["close"] or "")

    return IMAGE.sub(replaced, html)


def attributes_of(tag: str) -> dict[str, str]:
    """The attributes of an `<img …>` tag."""
    return {name: unescape(value) for name, value in ATTRIBUTE.findall(tag[len("<img") :].rstrip("/>"))}


def plain(picture: Picture) -> str:
    """An `<img>` with its size; an attribute the writer gave wins."""
    added: dict[str, str] = {}
    if picture.size:
        added = {"width": str(picture.size[0]), "height": str(picture.size[1])}
    if picture.lazy:
        added["loading"] = "lazy"
    return tag({**added, "decoding": "async", **picture.attributes})


def tag(attributes: dict[str, str]) -> str:
    """An `<img>` of these attributes."""
    return "<img " + " ".join(f'{name}="{escape(value)}"' for name, value in attributes.items()) + ">"


def with_source(picture: Picture, file: Path, address: str) -> Picture:
    """The same picture showing another file."""
    return replace(picture, attributes={**picture.attributes, "src": address}, file=file, size=size_of(file))


def size_of(file: Path) -> tuple[int, int] | None:
    """Width and height in CSS pixels, read from the file's head; nothing when it cannot be read."""
    try:
        if file.suffix.lower() == ".svg":
            return svg_size(file.read_text("utf-8"))
        from PIL import Image

        with Image.open(file) as image:
            return image.size
    except (OSError, ValueError):
        return None


SVG_BOX = re.compile(r"<svg\b[^>]*\bviewBox\s*=\s*[\"']\s*[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)", re.DOTALL)


def svg_size(text: str) -> tuple[int, int] | None:
    """The size an SVG names, else that of its view box."""
    head = re.search(r"<svg\b[^>]*>", text, re.DOTALL)
    if head is None:
        return None
    named = dict(re.findall(r"\s(width|height)\s*=\s*[\"']([\d.]+)(?:px)?[\"']", head[0]))
    if len(named) == 2:
        return round(float(named["width"])), round(float(named["height"]))
    box = SVG_BOX.search(text)
    return (round(float(box[1])), round(float(box[2]))) if box else None
