"""PNG files: which inputs one was drawn from, whether it is whole, and small bytes that are always the same."""

from __future__ import annotations

import hashlib
import json
import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image

SIGNATURE = b"\x89PNG\r\n\x1a\n"
# Our own text chunk: keyword, then uncompressed UTF-8 (PNG specification, third edition, 11.3.3.4).
KEYWORD = b"helpdesk-shot"
ITXT_HEAD = KEYWORD + b"\0" + b"\0\0" + b"\0" + b"\0"
# As few colours as keep small letters smooth; the pictures are flat, so no dithering.
COLOURS = 64
# The share of the pixels from which a colour is a plain area, and not the edge of a letter.
PLAIN = 0.002
# Pillow takes room for as many colours as it is told to expect; a sketch has a few thousand.
FEW = 1 << 15
Colour = tuple[int, int, int]


class BrokenPng(Exception):
    """Bytes that no reader could be shown as a picture; the text says why."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a Shot was drawn from; it travels inside the file."""

    drawing: str
    """Digest of the Scene, the building blocks, the fonts and the colour scheme."""
    words: Mapping[str, str]
    """The words in the picture, by where they come from, such as `label:cancel`."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What is known of a PNG file without looking at its picture."""

    width: int
    height: int
    inputs: Inputs | None
    """Nothing for a picture that did not come from here, or that was changed since."""


def chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Type and content of each chunk; raises BrokenPng where the file is cut off or damaged."""
    if not data.startswith(SIGNATURE):
        raise BrokenPng("it is not a PNG file")
    at = len(SIGNATURE)
    while at + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, at)
        kind, end = data[at + 4 : at + 8], at + 8 + length
        if end + 4 > len(data):
            break
        if zlib.crc32(data[at + 4 : end]) != struct.unpack_from(">I", data, end)[0]:
            raise BrokenPng("a part of it was damaged")
        yield kind, data[at + 8 : end]
        if kind == b"IEND":
            return
        at = end + 4
    raise BrokenPng("it is cut off")


def chunk(kind: bytes, content: bytes) -> bytes:
    """A chunk as it stands in a file."""
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def read_stamp(data: bytes) -> Stamp:
    """Size and inputs of a PNG; raises BrokenPng."""
    size = (0, 0)
    pixels = hashlib.sha256()
    note: bytes | None = None
    for kind, content in chunks(data):
        if kind == b"iTXt" and content.startswith(ITXT_HEAD):
            note = content[len(ITXT_HEAD) :]
            continue
        if kind == b"IHDR" and len(content) == 13:
            size = struct.unpack_from(">II", content)
        pixels.update(kind + content)
    if 0 in size:
        raise BrokenPng("it has no size")
    return Stamp(*size, inputs_of(note, pixels.hexdigest()))


def inputs_of(note: bytes | None, pixels: str) -> Inputs | None:
    """The inputs a note names, if the picture is still the one it was written for."""
    try:
        values = json.loads(note or b"")
        if values["picture"] == pixels:
            return Inputs(str(values["drawing"]), dict(values["words"]))
    except (ValueError, KeyError, TypeError):
        pass
    return None


def stamped(data: bytes, inputs: Inputs) -> bytes:
    """The PNG with its inputs written into it, right after its header."""
    parts = [(kind, content) for kind, content in chunks(data) if not content.startswith(ITXT_HEAD)]
    picture = hashlib.sha256(b"".join(kind + content for kind, content in parts)).hexdigest()
    values = {"drawing": inputs.drawing, "words": dict(inputs.words), "picture": picture}
    note = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    parts.insert(1, (b"iTXt", ITXT_HEAD + note))
    return SIGNATURE + b"".join(chunk(kind, content) for kind, content in parts)


def compressed(data: bytes) -> bytes:
    """The same picture in a small palette; the same bytes for the same pixels."""
    import io

    from PIL import Image

    with Image.open(io.BytesIO(data)) as image:
        image.load()
        flat = image.convert("RGB")
    small = flat.quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    indexes = Image.frombytes("L", small.size, small.tobytes())
    both = Image.merge("RGBA", (*flat.split(), indexes))
    counted: Any = both.getcolors(FEW) or both.getcolors(flat.width * flat.height)
    palette, lost = exact_palette(counted, flat.width * flat.height)
    for colour in lost:
        indexes.paste(len(palette), mask=where(flat, colour))
        palette.append(colour)
    exact = Image.frombytes("P", small.size, indexes.tobytes())
    exact.putpalette([value for colour in palette for value in colour])
    out = io.BytesIO()
    exact.save(out, "PNG", optimize=True)
    return out.getvalue()


def exact_palette(
    counted: Iterable[tuple[int, tuple[int, int, int, int]]], pixels: int
) -> tuple[list[Colour], list[Colour]]:
    """The commonest colour of each index, and other plain colours that share an index with one of them.

    `counted` holds how often each colour with its index occurs; so plain areas keep their colour exactly.
    """
    common: dict[int, tuple[int, Colour]] = {}
    plain: list[tuple[Colour, int]] = []
    for count, (red, green, blue, index) in counted:
        common[index] = max(common.get(index, (0, (0, 0, 0))), (count, (red, green, blue)))
        if count > pixels * PLAIN:
            plain.append(((red, green, blue), index))
    palette = [common.get(index, (0, (0, 0, 0)))[1] for index in range(max(common) + 1)]
    return palette, sorted(colour for colour, index in plain if palette[index] != colour)


def where(flat: Image, colour: Colour) -> Image:
    """A mask of the pixels that have exactly this colour."""
    from PIL import ImageChops

    bands = (
        band.point([255 * (value == wanted) for value in range(256)])
        for band, wanted in zip(flat.split(), colour, strict=True)
    )
    red, green, blue = bands
    return ImageChops.darker(ImageChops.darker(red, green), blue)
