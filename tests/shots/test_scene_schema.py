"""Scenes and Labels have a closed schema: every slip is a Finding with file, line and column."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny_shots import CANCEL, LABELS, codes

from helpdesk.shots.icons import ICONS, icon
from helpdesk.shots.schema import read_scene

# What is put where in the Scene `cancel`; the code, line and column of the Finding, and words of its text.
SLIPS = {
    "unknown key of the Scene": (("shows:", "title: x\nshows:"), "unknown-key", 1, 1, "title"),
    "unknown part": (("- bar", "- barr"), "unknown-key", 3, 5, "barr"),
    "unknown key of a part": (("icon: key}", "colour: red}"), "unknown-key", 4, 25, "colour"),
    "key of another part": (("icon: key}", "look: on}"), "unknown-key", 4, 25, "look"),
    "unknown Label": (("label: cancel,", "label: cancell,"), "unknown-label", 6, 25, 'Did you mean "cancel"?'),
    "unknown word": (("word: mine", "word: mien"), "unknown-word", 4, 19, 'Did you mean "mine"?'),
    "unknown icon": (("icon: key", "icon: kee"), "wrong-value", 4, 31, 'Did you mean "key"?'),
    "unknown look": (("look: danger", "look: dangre"), "wrong-value", 6, 52, 'Did you mean "danger"?'),
    "Callout at nothing": (("at: cancel", "at: cancell"), "callout-points-at-nothing", 10, 9, 'Did you mean "cancel"?'),
    "Callout without a place": (("- at: cancel", "- {}"), "callout-points-at-nothing", 10, 5, "no part"),
    "unknown key of a Callout": (("- at: cancel", "- at: cancel\n    colour: red"), "unknown-key", 11, 5, "colour"),
    "Callout at two parts": (("label: delete", "label: cancel"), "part-twice", 10, 9, "2 parts"),
    "two texts": (("{word: mine,", "{word: mine, text: x,"), "wrong-value", 4, 5, "several texts"),
    "a key twice": (("icon: key}", "icon: key, icon: bin}"), "wrong-value", 4, 36, "twice"),
    "two kinds in one": (("- bar", "- {bar: , blank: }"), "wrong-value", 3, 5, "one kind"),
    "a list that is none": (("callouts:\n  - at: cancel", "callouts: cancel"), "wrong-value", 9, 11, "must be a list"),
    "too wide": (("screen:", "width: 5000\nscreen:"), "wrong-value", 2, 8, "320 to 720"),
    "not a width": (("screen:", "width: wide\nscreen:"), "wrong-value", 2, 8, "320 to 720"),
    "no sentence": (("shows: The page of a thing.\n", ""), "wrong-value", 1, 1, "shows"),
    "a part in itself": (("  - bar", "  - &a\n    pane: {parts: [*a]}"), "shot-yaml", 1, 1, "holds itself"),
    "not YAML": (("icon: key}", "icon: key"), "shot-yaml", 5, 1, "YAML"),
    "letters without a font": (("{label: delete}", "{text: 简体}"), "shot-font", 7, 24, "简"),
}


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_in_a_scene_is_reported_where_it_is(drawn, helpdesk, name):
    edit, code, line, column, words = SLIPS[name]
    text = CANCEL.replace(*edit)
    assert text != CANCEL
    root = drawn()
    (root / "scenes/cancel.yml").write_text(text)
    exit_code, report, _error = helpdesk(root, "shots")
    finding = report["findings"][0]
    assert exit_code == 1
    assert (finding["code"], finding["file"]) == (code, "scenes/cancel.yml")
    assert words in finding["message"] + finding["help"]
    if code != "shot-yaml":
        assert (finding["line"], finding["column"]) == (line, column)


def test_a_scene_with_a_slip_leaves_the_others_alone(drawn, helpdesk):
    root = drawn()
    (root / "scenes/cancel.yml").write_text("nonsense: 1\n")
    _code, report, _error = helpdesk(root, "shots")
    assert report["summary"]["current"] == 4


@pytest.mark.parametrize("name", ["Cancel", "a b", "old-dark"])
def test_a_scene_with_a_name_no_shot_can_have_is_reported(drawn, helpdesk, name):
    root = drawn(**{f"scenes/{name}.yml": CANCEL})
    _code, report, _error = helpdesk(root, "shots")
    assert codes(report)[0] == "wrong-value"


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("cancel: Cancel\n", "label-shape", 1),
        ("cancel:\n  nl: Annuleren\n  seen: {nl: x}\n", "label-without-english", 1),
        ("cancel:\n  en: Cancel\n", "label-unseen", 2),
        ("cancel:\n  en: Cancel\n  Dutch: x\n  seen: {en: x}\n", "unknown-key", 3),
        ("cancel:\n  en: [Cancel]\n  seen: {en: x}\n", "label-shape", 2),
        (LABELS + "cancel:\n  en: Cancel\n  seen: {en: x}\n", "label-twice", 13),
        ("cancel: {en: Cancel\n", "shot-yaml", 2),
        ("- cancel\n", "shot-yaml", 1),
    ],
)
def test_a_slip_in_the_labels_is_reported_where_it_is(drawn, helpdesk, text, code, line):
    root = drawn()
    (root / "i18n/labels.yml").write_text(text)
    _code, report, _error = helpdesk(root, "shots")
    finding = report["findings"][0]
    assert (finding["code"], finding["file"], finding["line"]) == (code, "i18n/labels.yml", line)


def test_files_that_are_not_text_are_reported_and_the_run_goes_on(drawn, helpdesk):
    root = drawn()
    (root / "scenes/cancel.yml").write_bytes(b"shows: \xff\n")
    (root / "i18n/samples.yml").write_bytes(b"\xfe")
    _code, report, _error = helpdesk(root, "shots")
    assert codes(report).count("shot-file-unreadable") == 2


@given(st.text())
def test_any_text_is_a_scene_or_has_findings(text):
    scene, wrong = read_scene("scenes/any.yml", text, lambda _scene: [])
    assert (scene is None) == bool(wrong)


@given(
    st.recursive(
        st.none() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(
                st.sampled_from(["screen", "callouts", "button", "pane", "parts", "label", "at", "look"]), inner
            )
        ),
    )
)
def test_any_yaml_is_a_scene_or_has_findings(values):
    import yaml

    scene, wrong = read_scene("scenes/any.yml", yaml.safe_dump(values, allow_unicode=True), lambda _scene: [])
    assert (scene is None) == bool(wrong)


@pytest.mark.parametrize("name", ICONS)
def test_every_icon_is_well_formed(name):
    import xml.etree.ElementTree as tree

    assert len(tree.fromstring(icon(name))) >= 1
