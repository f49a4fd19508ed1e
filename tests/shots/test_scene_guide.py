"""What scenes/README.md promises is what the schema takes."""

import re
from pathlib import Path

from helpdesk.shots.icons import ICONS
from helpdesk.shots.scenes import Look, Source
from helpdesk.shots.schema import KEYS, read_scene

GUIDE = (Path(__file__).parents[2] / "scenes" / "README.md").read_text("utf-8")


def test_the_example_is_a_scene():
    example = re.search(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)[1]
    scene, wrong = read_scene("scenes/example.yml", example, lambda _scene: [])
    assert wrong == []
    assert scene.pointed_labels() == ("cancel-subscription",)


def test_the_table_lists_every_part_with_what_it_may_carry():
    table = {}
    for parts, carries in re.findall(r"^\| (`.*`) \| (.*) \|$", GUIDE, re.MULTILINE):
        keys = set(re.findall(r"`(\w+)`", carries))
        keys |= {source.value for source in Source} if "words" in carries else set()
        keys |= {"parts"} if "list of parts" in carries else set()
        table |= dict.fromkeys(re.findall(r"`(\w+)`", parts), keys)
    assert table == {kind.value: set(keys) for kind, keys in KEYS.items()}


def test_every_look_is_named():
    assert all(f"`{look.value}`" in GUIDE for look in Look)
    assert ICONS
