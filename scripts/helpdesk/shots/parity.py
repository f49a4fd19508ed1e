"""Label parity: the bold words of a step are what the portal shows, and what the picture beside it points at."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote

from helpdesk.report import Finding, Place
from helpdesk.shots import findings as kinds
from helpdesk.shots.labels import PORTAL_FALLBACK, Wordings, did_you_mean
from helpdesk.shots.scenes import Scene
from helpdesk.shots.state import DARK, IMAGES
from helpdesk.shots.steps import Bold, Image, Step, steps_of
from helpdesk.site import Locale


@dataclass(frozen=True)
class Portal:
    """What the portal shows to readers of one Locale."""

    wordings: Wordings
    locale: Locale

    @cached_property
    def shown(self) -> dict[str, str]:
        """The wording of every Label for these readers, and its key."""
        return {self.wordings.label(key, self.locale.code): key for key in self.wordings.labels}

    @cached_property
    def elsewhere(self) -> dict[str, str]:
        """Every wording in any Locale, folded, and its key."""
        return {
            fold(words): key
            for key, label in self.wordings.labels.items()
            for words in (*label.words.values(), label.words[PORTAL_FALLBACK])
        }

    def is_translated(self, key: str) -> bool:
        """Whether the Label is shown in the reader's own language."""
        return self.locale.code in self.wordings.labels[key].words


def fold(words: str) -> str:
    """Words without what a slip of the hand changes: case, apostrophes, an ellipsis or a full stop at the end."""
    return words.casefold().replace("’", "'").rstrip(".…:,; ")


def scene_named(target: str, scenes: Mapping[str, Scene]) -> Scene | None:
    """The Scene whose Shot this picture is."""
    path = unquote(target.partition("#")[0].partition("?")[0])
    folder, name = posixpath.split(path)
    if posixpath.basename(folder) != IMAGES or not name.endswith(".png"):
        return None
    return scenes.get(name[:-4]) or scenes.get(name[:-4].removesuffix(DARK))


def parity(page_text: str, place: Place, portal: Portal, scenes: Mapping[str, Scene]) -> Iterator[Finding]:
    """What is wrong with the Labels in the steps of a Page; `place` names its file, Locale and Slug."""
    for step in steps_of(page_text):
        pictured = [(image, scene) for image in step.images if (scene := scene_named(image.target, scenes))]
        if step.numbered:
            glossed: set[str] = set()
            for bold in step.bolds:
                yield from wrong_words(bold, at(place, bold), portal, glossed)
        for image, scene in pictured:
            yield from unnamed(step, scene, at(place, image), portal)


def at(place: Place, what: Bold | Image) -> Place:
    """The place of something on the Page."""
    return Place(place.file, what.line, what.column, place.locale, place.page)


def wrong_words(bold: Bold, place: Place, portal: Portal, glossed: set[str]) -> Iterator[Finding]:
    """The one thing that is wrong with a bold word, if any; one gloss in a step is enough for a Label."""
    key = portal.shown.get(bold.words)
    name = portal.locale.name
    if key is not None:
        if bold.gloss:
            glossed.add(bold.words)
        elif not portal.is_translated(key) and bold.words not in glossed:
            yield kinds.NO_GLOSS.at(place, {"label": key}, words=bold.words, name=name)
        return
    key = portal.elsewhere.get(fold(bold.words))
    if key is not None:
        right = portal.wordings.label(key, portal.locale.code)
        yield kinds.OTHER_WORDING.at(place, {"label": key}, words=bold.words, right=right, name=name)
        return
    yield kinds.NOT_A_LABEL.at(place, words=bold.words, name=name, nearest=did_you_mean(bold.words, portal.shown))


def unnamed(step: Step, scene: Scene, place: Place, portal: Portal) -> Iterator[Finding]:
    """The Labels that the picture points at and that the step does not name."""
    named = {bold.words for bold in step.bolds}
    for key in scene.pointed_labels():
        words = portal.wordings.label(key, portal.locale.code)
        if words not in named:
            yield kinds.SHOT_LABEL_ABSENT.at(place, {"label": key, "scene": scene.name}, words=words)
