"""Which Shots there should be, and what each file is compared with its inputs; no browser is needed."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from helpdesk.shots import drawing
from helpdesk.shots.labels import Wordings
from helpdesk.shots.png import COLOURS, KEYWORD, PLAIN, BrokenPng, Inputs, read_stamp
from helpdesk.shots.scenes import Scene, Source, Text
from helpdesk.site import Site

IMAGES = "images"
DARK = "-dark"
# Our note is the first thing after the header of a PNG.
HEAD = 64
# What else decides the pixels.
MAKING = f"{drawing.SHARPNESS} {COLOURS} {PLAIN}"


class Scheme(Enum):
    """The colours of a Shot; the values are those of the style sheet."""

    LIGHT = "light"
    """For the light colours of the Site."""
    DARK = "dark"
    """For the dark colours of the Site."""


class ShotState(Enum):
    """What a file is, seen from its Scene; the values are the words of the JSON."""

    CURRENT = "current"
    """Drawn from exactly these inputs."""
    OUTDATED = "outdated"
    """Drawn from other inputs."""
    MISSING = "missing"
    """There is no file."""
    BY_HAND = "replaced-by-hand"
    """A picture that was not drawn from the Scene, or was changed afterwards."""
    BROKEN = "broken"
    """Not a picture."""
    UNUSED = "unused"
    """Drawn from a Scene that is no longer there."""


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture that there should be."""

    scene: Scene
    locale: str
    scheme: Scheme
    path: str
    """From the project root."""
    inputs: Inputs


@dataclass(frozen=True, slots=True)
class Checked:
    """A Shot and what its file is."""

    shot: Shot
    state: ShotState
    why: str = ""
    """For an outdated Shot what changed, for a broken one what is wrong; the end of a sentence."""
    ours: bool = False
    """Whether a broken file may be drawn again without losing anybody's work."""


def shot_path(site: Site, scene: str, locale: str, scheme: Scheme) -> str:
    """Where the Shot of a Scene lies."""
    return f"{site.folder(locale)}/{IMAGES}/{scene}{DARK if scheme is Scheme.DARK else ''}.png"


def planned(site: Site, scenes: Iterable[Scene], wordings: Wordings) -> list[Shot]:
    """Every Shot there should be: each Scene in each Locale and colour scheme."""
    shots = []
    digests: dict[tuple[str, str, str, Scheme], str] = {}
    for scene in scenes:
        for locale in site.locales:
            spoken, direction = wordings.portal_locale(locale.code), wordings.direction(locale.code)
            words = words_of(scene, locale.code, wordings)
            for scheme in Scheme:
                key = (scene.name, spoken, direction, scheme)
                if key not in digests:
                    digests[key] = drawing_digest(scene, spoken, direction, scheme)
                path = shot_path(site, scene.name, locale.code, scheme)
                shots.append(Shot(scene, locale.code, scheme, path, Inputs(digests[key], words)))
    return shots


def words_of(scene: Scene, locale: str, wordings: Wordings) -> dict[str, str]:
    """The words in a Scene's picture that depend on the Locale, by where they come from."""
    texts = (text for text in scene.texts() if text.source is not Source.TEXT)
    return {place_in_files(text): wordings.shown(text, locale) for text in texts}


def place_in_files(text: Text) -> str:
    """A text by where its words come from, such as `label:cancel`."""
    return f"{text.source.value}:{text.value}"


def drawing_digest(scene: Scene, spoken: str, direction: str, scheme: Scheme) -> str:
    """Of all that a Shot is drawn from but the words."""
    body = drawing.page(scene, place_in_files, direction)
    parts = (drawing.style_digest(), MAKING, spoken, scheme.value, body)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


def judged(shot: Shot, data: bytes | None) -> Checked:
    """What the file of a Shot is; `data` is nothing when there is no file."""
    if data is None:
        return Checked(shot, ShotState.MISSING)
    try:
        found = read_stamp(data).inputs
    except BrokenPng as error:
        return Checked(shot, ShotState.BROKEN, str(error), ours=not data or KEYWORD in data)
    if found is None:
        return Checked(shot, ShotState.BY_HAND)
    if found == shot.inputs:
        return Checked(shot, ShotState.CURRENT)
    return Checked(shot, ShotState.OUTDATED, why_outdated(found, shot.inputs))


def why_outdated(found: Inputs, wanted: Inputs) -> str:
    """What changed since the Shot was drawn."""
    changed = [
        f'it shows "{old}" where it now reads "{wanted.words[key]}"'
        for key, old in found.words.items()
        if wanted.words.get(key, old) != old
    ]
    if found.words.keys() != wanted.words.keys():
        changed.append("the Scene has other words")
    elif found.drawing != wanted.drawing:
        changed.append("the drawing of the Scene changed")
    return " and ".join(changed)


def pictures_in(root: Path, site: Site) -> dict[str, bytes | None]:
    """The PNG files in the folders for Shots by their path from the root; nothing for one that cannot be read."""
    found: dict[str, bytes | None] = {}
    for locale in site.locales:
        folder = f"{site.folder(locale.code)}/{IMAGES}"
        try:
            names = sorted(os.listdir(root / folder))
        except OSError:
            continue
        for name in names:
            if name.endswith(".png") and not name.startswith("."):
                found[f"{folder}/{name}"] = read_or_nothing(root / folder / name)
    return found


def read_or_nothing(path: Path) -> bytes | None:
    """The bytes of a file; nothing for a folder or a file that may not be read."""
    try:
        return path.read_bytes()
    except OSError:
        return None


def check_all(shots: Iterable[Shot], pictures: Mapping[str, bytes | None]) -> list[Checked]:
    """What the file of every Shot is."""
    return [
        Checked(shot, ShotState.BROKEN, "it cannot be read")
        if shot.path in pictures and pictures[shot.path] is None
        else judged(shot, pictures.get(shot.path))
        for shot in shots
    ]


def unused(scenes: Container[str], pictures: Mapping[str, bytes | None]) -> list[str]:
    """Paths of pictures that were drawn from a Scene that is no longer there; `scenes` are the names of all files."""
    drawn = (path for path, data in pictures.items() if data and KEYWORD in data[:HEAD])
    return [path for path in drawn if scene_of(path) not in scenes]


def scene_of(path: str) -> str:
    """The name of the Scene that a Shot at this path would belong to."""
    return os.path.basename(path).removesuffix(".png").removesuffix(DARK)
