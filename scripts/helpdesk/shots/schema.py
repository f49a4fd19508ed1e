"""Reading Scenes: a closed schema, so that a typing error is a Finding and never a silent gap in a picture."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from helpdesk.files import Unreadable, read_text
from helpdesk.report import Finding, Kind, Place
from helpdesk.shots import findings as kinds
from helpdesk.shots.icons import ICONS
from helpdesk.shots.labels import did_you_mean
from helpdesk.shots.nodes import BadYaml, entries_of, is_empty, place_of, root_of, scalar_of
from helpdesk.shots.scenes import FOLDER, Callout, Look, Part, PartKind, Scene, Source, Text

SCENE_KEYS = ("shows", "width", "screen", "callouts")
CALLOUT_KEYS = ("at",)
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
WORDS = tuple(source.value for source in Source)
LEAST_WIDTH, WIDTH, MOST_WIDTH = 320, 600, 720

# What each kind may carry besides an `id`. A kind that holds `parts` may be written as their list.
KEYS: dict[PartKind, tuple[str, ...]] = {
    PartKind.BAR: (),
    PartKind.TITLE: (*WORDS, "under", "icon"),
    PartKind.COMMANDS: ("parts",),
    PartKind.BUTTON: (*WORDS, "icon", "look"),
    PartKind.MENU: ("parts",),
    PartKind.ITEM: (*WORDS, "icon", "look"),
    PartKind.TILES: ("parts",),
    PartKind.TILE: (*WORDS, "icon"),
    PartKind.TABLE: ("parts",),
    PartKind.ROW: (*WORDS, "under", "value", "icon", "look"),
    PartKind.FACTS: ("parts",),
    PartKind.FACT: (*WORDS, "value", "look"),
    PartKind.PANE: (*WORDS, "parts"),
    PartKind.CHOICE: WORDS,
    PartKind.FIELD: WORDS,
    PartKind.TICK: (*WORDS, "look"),
    PartKind.SWITCH: (*WORDS, "look"),
    PartKind.DONE: WORDS,
    PartKind.LIST: ("parts",),
    PartKind.NOTICE: WORDS,
    PartKind.LINES: (),
    PartKind.BLANK: (),
}
KINDS = {kind.value: kind for kind in PartKind}
LOOKS = {look.value: look for look in Look}


@dataclass(slots=True)
class Reader:
    """Reads one file and collects what is wrong with it."""

    path: str
    wrong: list[Finding] = field(default_factory=list)

    def report(self, kind: Kind, node: yaml.Node, **values: object) -> None:
        """Adds a Finding at the node."""
        self.wrong.append(kind.at(Place(self.path, *place_of(node)), {}, **values))

    def fields(self, node: yaml.Node, known: Iterable[str], owner: str) -> dict[str, tuple[yaml.Node, yaml.Node]]:
        """The entries of a mapping whose keys are known, each as key and value; others are reported."""
        allowed = tuple(known)
        if is_empty(node):
            return {}
        if not isinstance(node, yaml.MappingNode):
            self.report(
                kinds.WRONG_VALUE, node, key=owner, reason="it must hold keys", remedy=f"Use: {', '.join(allowed)}."
            )
            return {}
        found: dict[str, tuple[yaml.Node, yaml.Node]] = {}
        for key, at, value in entries_of(node):
            if key not in allowed:
                self.report(kinds.UNKNOWN_KEY, at, key=key, known=", ".join(allowed) or "none; this part has no keys")
            elif key in found:
                self.report(
                    kinds.WRONG_VALUE, at, key=key, reason="it stands here twice", remedy="Keep one of the two."
                )
            else:
                found[key] = (at, value)
        return found

    def scene(self, name: str, node: yaml.MappingNode) -> Scene:
        """The Scene as far as it can be read."""
        fields = self.fields(node, SCENE_KEYS, name)
        shows = scalar_of(fields["shows"][1]) if "shows" in fields else ""
        if not shows:
            remedy = "Say in one sentence what the picture shows."
            self.report(kinds.WRONG_VALUE, node, key="shows", reason="it is not there", remedy=remedy)
        if "screen" not in fields:
            remedy = f"Add a list of parts: {', '.join(KINDS)}."
            self.report(kinds.WRONG_VALUE, node, key="screen", reason="it is not there", remedy=remedy)
        parts = self.parts(fields["screen"][1], "screen") if "screen" in fields else ()
        callouts = self.callouts(fields["callouts"][1]) if "callouts" in fields else ()
        width = self.width(fields["width"][1]) if "width" in fields else WIDTH
        return Scene(name, self.path, shows or "", width, parts, callouts)

    def width(self, node: yaml.Node) -> int:
        """The width of the picture in CSS pixels."""
        text = scalar_of(node) or ""
        if text.isdecimal() and LEAST_WIDTH <= int(text) <= MOST_WIDTH:
            return int(text)
        remedy = f"Give a whole number from {LEAST_WIDTH} to {MOST_WIDTH}; {WIDTH} is usual."
        self.report(kinds.WRONG_VALUE, node, key="width", reason="it is no width that a phone can show", remedy=remedy)
        return WIDTH

    def items(self, node: yaml.Node, owner: str) -> list[yaml.Node]:
        """The items of a list."""
        if isinstance(node, yaml.SequenceNode):
            return list(node.value)
        if not is_empty(node):
            self.report(
                kinds.WRONG_VALUE, node, key=owner, reason="it must be a list", remedy="Start each line with `- `."
            )
        return []

    def parts(self, node: yaml.Node, owner: str) -> tuple[Part, ...]:
        """The parts of a list; one that cannot be read is left out."""
        found = (self.part(item) for item in self.items(node, owner))
        return tuple(part for part in found if part is not None)

    def part(self, node: yaml.Node) -> Part | None:
        """One part: the name of its kind, alone or with what it carries."""
        word = scalar_of(node)
        if word is not None:
            return self.part_of(
                word, node, yaml.ScalarNode("tag:yaml.org,2002:null", "", node.start_mark, node.end_mark)
            )
        entries = list(entries_of(node)) if isinstance(node, yaml.MappingNode) else []
        if len(entries) != 1:
            remedy = "Write one kind and what it carries, such as `- button: {label: cancel}`."
            self.report(kinds.WRONG_VALUE, node, key="part", reason="it must have one kind", remedy=remedy)
            return None
        key, at, value = entries[0]
        return self.part_of(key, at, value)

    def part_of(self, word: str, at: yaml.Node, value: yaml.Node) -> Part | None:
        """A part of the kind with this name."""
        if word not in KINDS:
            self.report(kinds.UNKNOWN_KEY, at, key=word, known=", ".join(KINDS))
            return None
        kind = KINDS[word]
        if isinstance(value, yaml.SequenceNode) and "parts" in KEYS[kind]:
            return Part(kind, "", None, None, None, "", (), self.parts(value, word))
        fields = self.fields(value, ("id", *KEYS[kind]), word)
        text = self.words(fields, word, at)
        name = (scalar_of(fields["id"][1]) or "") if "id" in fields else text.value if text else ""
        under = self.text(fields["under"][1], "under") if "under" in fields else None
        shown = self.text(fields["value"][1], "value") if "value" in fields else None
        held = self.parts(fields["parts"][1], "parts") if "parts" in fields else ()
        looks = self.looks(fields["look"][1]) if "look" in fields else ()
        return Part(kind, name, text, under, shown, self.icon(fields), looks, held)

    def words(self, fields: dict[str, tuple[yaml.Node, yaml.Node]], owner: str, at: yaml.Node) -> Text | None:
        """The one text among `label`, `word` and `text`."""
        given = [key for key in WORDS if key in fields]
        if len(given) > 1:
            self.report(
                kinds.WRONG_VALUE,
                at,
                key=owner,
                reason="it has several texts",
                remedy=f"Keep one of: {', '.join(given)}.",
            )
        if not given:
            return None
        node = fields[given[0]][1]
        value = scalar_of(node)
        if not value:
            self.report(
                kinds.WRONG_VALUE,
                node,
                key=given[0],
                reason="it must be a text",
                remedy="Write the words or leave the key out.",
            )
            return None
        return Text(Source(given[0]), value, *place_of(node))

    def text(self, node: yaml.Node, owner: str) -> Text | None:
        """A text written as `{label: …}`, `{word: …}` or `{text: …}`."""
        return self.words(self.fields(node, WORDS, owner), owner, node)

    def icon(self, fields: dict[str, tuple[yaml.Node, yaml.Node]]) -> str:
        """The name of an icon of ours."""
        if "icon" not in fields:
            return ""
        node = fields["icon"][1]
        name = scalar_of(node) or ""
        if name in ICONS:
            return name
        remedy = f"{did_you_mean(name, ICONS)}Use one of: {', '.join(ICONS)}."
        self.report(kinds.WRONG_VALUE, node, key="icon", reason=f'there is no icon "{name}"', remedy=remedy)
        return ""

    def looks(self, node: yaml.Node) -> tuple[Look, ...]:
        """One look or a list of them."""
        found = []
        for item in self.items(node, "look") if isinstance(node, yaml.SequenceNode) else [node]:
            word = scalar_of(item) or ""
            if word in LOOKS:
                found.append(LOOKS[word])
            else:
                remedy = f"{did_you_mean(word, LOOKS)}Use one of: {', '.join(LOOKS)}."
                self.report(kinds.WRONG_VALUE, item, key="look", reason=f'there is no look "{word}"', remedy=remedy)
        return tuple(found)

    def callouts(self, node: yaml.Node) -> tuple[Callout, ...]:
        """The Callouts, numbered as they stand."""
        found = []
        for number, item in enumerate(self.items(node, "callouts"), 1):
            fields = self.fields(item, CALLOUT_KEYS, "callout")
            at = fields["at"][1] if "at" in fields else item
            found.append(Callout(number, (scalar_of(at) or "") if "at" in fields else "", *place_of(at)))
        return tuple(found)


Check = Callable[[Scene], list[Finding]]


def load_scenes(root: Path, wrong_words: Check) -> tuple[list[Scene], list[Finding]]:
    """The Scenes of a project by name, and what is wrong with their files; a file with an error gives no Scene.

    `wrong_words` says what is wrong with the words of a Scene.
    """
    scenes: list[Scene] = []
    wrong: list[Finding] = []
    for file in sorted((root / FOLDER).glob("*.yml")):
        path = f"{FOLDER}/{file.name}"
        try:
            scene, found = read_scene(path, read_text(file).removeprefix("\ufeff"), wrong_words)
        except OSError as error:
            scene, found = None, [kinds.UNREADABLE.at(Place(path), reason=error.strerror or str(error))]
        except Unreadable as error:
            scene, found = None, [kinds.UNREADABLE.at(Place(path, error.line), reason=error.reason)]
        wrong.extend(found)
        if scene:
            scenes.append(scene)
    return scenes, wrong


def read_scene(path: str, text: str, wrong_words: Check) -> tuple[Scene | None, list[Finding]]:
    """One Scene, or nothing and what is wrong with it."""
    reader = Reader(path)
    name = Path(path).stem
    try:
        node = root_of(text)
    except BadYaml as error:
        return None, [kinds.BAD_YAML.at(Place(path, error.line, error.column), reason=error.reason)]
    if node is None:
        return None, [kinds.BAD_YAML.at(Place(path), reason="the file is empty")]
    if not NAME.fullmatch(name) or name.endswith("-dark"):
        remedy = "Use small letters, digits and hyphens, and no `-dark` at the end: that is for the dark Shots."
        reader.report(kinds.WRONG_VALUE, node, key="name of the file", reason="a Shot cannot have it", remedy=remedy)
    try:
        scene = reader.scene(name, node)
    except RecursionError:
        return None, [kinds.BAD_YAML.at(Place(path), reason="a part holds itself")]
    reader.wrong += [*wrong_words(scene), *wrong_callouts(scene)]
    return (None if reader.wrong else scene), reader.wrong


def wrong_callouts(scene: Scene) -> list[Finding]:
    """Callouts that point at no part, or at several."""
    names = [part.name for part in scene.walk() if part.name]
    wrong = []
    for callout in scene.callouts:
        place = Place(scene.path, callout.line, callout.column)
        if (count := names.count(callout.at)) == 0:
            wrong.append(kinds.POINTS_AT_NOTHING.at(place, name=callout.at, nearest=did_you_mean(callout.at, names)))
        elif count > 1:
            wrong.append(kinds.PART_TWICE.at(place, name=callout.at, count=count))
    return wrong
