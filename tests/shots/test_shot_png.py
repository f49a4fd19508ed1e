"""The inputs travel inside the PNG, and a file that is not whole is never taken for one."""

import contextlib
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw
from tiny_shots import png

from helpdesk.shots.png import BrokenPng, Inputs, compressed, read_stamp, stamped


@given(st.text(), st.dictionaries(st.text(), st.text()))
def test_what_is_stamped_is_read_back(drawing, words):
    inputs = Inputs(drawing, words)
    data = stamped(png(), inputs)
    found = read_stamp(data)
    assert (found.inputs, found.width, found.height) == (inputs, 8, 6)
    with Image.open(io.BytesIO(data)) as image:
        image.load()


def test_a_second_stamp_replaces_the_first():
    first = stamped(png(), Inputs("a", {"label:x": "y"}))
    assert stamped(first, Inputs("b", {})) == stamped(png(), Inputs("b", {}))


def test_a_file_cut_off_anywhere_is_broken():
    data = stamped(png(), Inputs("a", {}))
    for length in range(len(data)):
        with pytest.raises(BrokenPng):
            read_stamp(data[:length])


@given(st.data())
def test_a_changed_byte_never_passes_for_a_drawn_picture(data):
    whole = stamped(png(), Inputs("a", {"label:x": "y"}))
    at = data.draw(st.integers(0, len(whole) - 1))
    changed = bytes([*whole[:at], whole[at] ^ data.draw(st.integers(1, 255)), *whole[at + 1 :]])
    with contextlib.suppress(BrokenPng):
        assert read_stamp(changed).inputs is None


@given(st.binary(max_size=200))
def test_any_bytes_are_a_picture_or_broken(data):
    with pytest.raises(BrokenPng):
        read_stamp(b"\x89PNG\r\n\x1a\n" + data)


def sketch():
    """A flat picture with a slanted edge and several close greys."""
    image = Image.new("RGB", (300, 200), (233, 238, 243))
    pen = ImageDraw.Draw(image)
    for step in range(8):
        pen.rectangle((10 + 30 * step, 10, 35 + 30 * step, 60), fill=(216 + step, 224, 234))
    pen.line((5, 190, 290, 80), fill=(224, 80, 12), width=6)
    large = image.resize((900, 600), Image.Resampling.LANCZOS).resize((300, 200), Image.Resampling.BILINEAR)
    stream = io.BytesIO()
    large.save(stream, "PNG")
    return large, stream.getvalue()


def test_compressing_keeps_plain_areas_exactly_and_letters_nearly():
    image, data = sketch()
    with Image.open(io.BytesIO(compressed(data))) as small:
        assert small.mode == "P"
        after = small.convert("RGB")
    assert after.getpixel((20, 30)) == image.getpixel((20, 30))
    assert after.getpixel((200, 5)) == image.getpixel((200, 5))
    from PIL import ImageChops

    assert max(high for _low, high in ImageChops.difference(image, after).getextrema()) <= 40


def test_compressing_twice_gives_the_same_bytes():
    _image, data = sketch()
    assert compressed(data) == compressed(data)
