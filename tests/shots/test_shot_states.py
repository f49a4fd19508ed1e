"""`helpdesk shots`: what each file is, seen from its Scene, without a browser."""

import subprocess
import sys
from collections import Counter

import pytest
from tiny_shots import CANCEL, FILES, LABELS, codes, planned, png

DARK_NL = "docs/nl/images/cancel-dark.png"
LIGHT_NL = "docs/nl/images/cancel.png"


def states(report):
    return Counter(shot["state"] for shot in report["shots"])


def test_every_shot_that_was_just_drawn_is_current(drawn, helpdesk):
    code, report, _error = helpdesk(drawn(), "shots")
    assert (code, codes(report)) == (0, [])
    assert states(report) == {"current": 8}
    assert report["summary"]["current"] == 8
    assert report["summary"]["locales"] == {"nl": {"current": 4}, "en": {"current": 4}}


def test_a_missing_shot_is_reported_at_its_scene(drawn, helpdesk):
    root = drawn()
    (root / DARK_NL).unlink()
    code, report, _error = helpdesk(root, "shots")
    assert code == 1
    (finding,) = report["findings"]
    assert (finding["code"], finding["file"], finding["locale"]) == ("shot-missing", "scenes/cancel.yml", "nl")
    assert (finding["scene"], finding["scheme"], finding["state"], finding["shot"]) == (
        "cancel",
        "dark",
        "missing",
        DARK_NL,
    )
    assert "helpdesk shots take cancel" in finding["help"]


def test_a_changed_label_makes_only_the_shots_outdated_that_show_it(drawn, helpdesk):
    root = drawn()
    (root / "i18n/labels.yml").write_text(LABELS.replace("Verwijderen", "Wissen"))
    _code, report, _error = helpdesk(root, "shots")
    outdated = [finding for finding in report["findings"] if finding["code"] == "shot-outdated"]
    assert {finding["locale"] for finding in outdated} == {"nl"}
    assert len(outdated) == 4
    assert 'shows "Verwijderen" where it now reads "Wissen"' in outdated[0]["message"]


def test_a_wording_that_appears_for_a_locale_makes_its_shots_outdated(drawn, helpdesk):
    root = drawn()
    (root / "i18n/labels.yml").write_text(
        LABELS.replace("  nl:\n  seen: {en: S1}", "  nl: Opzeggen\n  seen: {en: S1, nl: x}")
    )
    _code, report, _error = helpdesk(root, "shots")
    assert states(report) == {"current": 6, "outdated": 2}


def test_a_label_that_no_scene_shows_changes_nothing(drawn, helpdesk):
    root = drawn()
    (root / "i18n/labels.yml").write_text(LABELS.replace("Zet het stop", "Stoppen"))
    _code, report, _error = helpdesk(root, "shots")
    assert states(report) == {"current": 8}


@pytest.mark.parametrize(
    "edit",
    [
        ("look: danger", "look: strong"),
        ("      - blank\n", ""),
        ("at: cancel", "at: delete"),
        ("icon: key", "icon: card"),
    ],
)
def test_a_changed_scene_makes_its_shots_outdated(drawn, helpdesk, edit):
    root = drawn()
    (root / "scenes/cancel.yml").write_text(CANCEL.replace(*edit))
    _code, report, _error = helpdesk(root, "shots")
    assert states(report) == {"current": 4, "outdated": 4}


def test_a_comment_in_a_scene_changes_nothing(drawn, helpdesk):
    root = drawn()
    (root / "scenes/cancel.yml").write_text(
        "# Why this Scene is here.\n" + CANCEL.replace("page of a thing", "same page")
    )
    _code, report, _error = helpdesk(root, "shots")
    assert states(report) == {"current": 8}


def test_a_picture_made_by_hand_is_a_note_that_fails_nothing(drawn, helpdesk):
    root = drawn()
    (root / LIGHT_NL).write_bytes(png("blue"))
    code, report, _error = helpdesk(root, "shots")
    assert code == 0
    (finding,) = report["findings"]
    assert (finding["code"], finding["severity"], finding["file"]) == ("shot-by-hand", "note", LIGHT_NL)
    assert states(report) == {"current": 7, "replaced-by-hand": 1}


def test_a_shot_that_was_painted_over_counts_as_made_by_hand(drawn, helpdesk):
    import io

    from PIL import Image, PngImagePlugin

    root = drawn()
    with Image.open(root / LIGHT_NL) as image:
        note = PngImagePlugin.PngInfo()
        note.add_itxt("helpdesk-shot", image.text["helpdesk-shot"])
        image.putpixel((0, 0), (1, 2, 3))
        stream = io.BytesIO()
        image.save(stream, "PNG", pnginfo=note)
    (root / LIGHT_NL).write_bytes(stream.getvalue())
    _code, report, _error = helpdesk(root, "shots")
    assert states(report)["replaced-by-hand"] == 1


@pytest.mark.parametrize(
    ("data", "reason", "remedy"),
    [
        (b"", "it is not a PNG file", "Run `helpdesk shots take cancel`."),
        (b"GIF89a", "it is not a PNG file", "Save it again as PNG."),
        (png()[:-9], "it is cut off", "Save it again as PNG."),
        (png().replace(b"IDAT", b"IDAX"), "a part of it was damaged", "Save it again as PNG."),
    ],
)
def test_a_broken_picture_is_reported_with_the_reason(drawn, helpdesk, data, reason, remedy):
    root = drawn()
    (root / LIGHT_NL).write_bytes(data)
    code, report, _error = helpdesk(root, "shots")
    assert code == 1
    (finding,) = report["findings"]
    assert finding["code"] == "shot-broken"
    assert reason in finding["message"]
    assert remedy in finding["help"]


def test_a_folder_where_a_shot_should_be_is_a_broken_picture(drawn, helpdesk):
    root = drawn()
    (root / LIGHT_NL).unlink()
    (root / LIGHT_NL).mkdir()
    _code, report, _error = helpdesk(root, "shots")
    assert codes(report) == ["shot-broken"]


def test_shots_of_a_deleted_scene_are_unused(drawn, helpdesk):
    root = drawn()
    (root / "scenes/delete.yml").unlink()
    _code, report, _error = helpdesk(root, "shots")
    assert codes(report).count("shot-unused") == 4
    assert report["summary"]["unused"] == 4


def test_shots_of_a_scene_with_an_error_are_not_called_unused(drawn, helpdesk):
    root = drawn()
    (root / "scenes/delete.yml").write_text("colour: red\n")
    _code, report, _error = helpdesk(root, "shots")
    assert report["summary"]["unused"] == 0


def test_other_pictures_in_the_folder_are_nobodys_business(drawn, helpdesk):
    code, report, _error = helpdesk(drawn(**{"docs/nl/images/chart.png": png()}), "shots")
    assert (code, report["findings"]) == (0, [])


def test_a_scene_that_no_page_shows_is_reported_once(drawn, helpdesk):
    root = drawn(**{"docs/nl/a.md": "# A\n", "docs/en/a.md": "# A\n\n![x](images/delete.png)\n"})
    _code, report, _error = helpdesk(root, "shots")
    assert [(finding["code"], finding["file"]) for finding in report["findings"]] == [
        ("scene-unused", "scenes/cancel.yml")
    ]


def test_one_locale_can_be_asked_for(drawn, helpdesk):
    root = drawn()
    (root / DARK_NL).unlink()
    assert helpdesk(root, "shots", "--locale", "en")[0] == 0
    assert helpdesk(root, "shots", "--locale", "nl")[0] == 1
    code, _report, error = helpdesk(root, "shots", "--locale", "xx")
    assert code == 2
    assert "nl, en" in error


def test_a_project_without_scenes_has_nothing_to_report(project, helpdesk):
    code, report, _error = helpdesk(project({"docs/nl/a.md": "1. **Whatever**\n"}), "shots")
    assert (code, report["findings"]) == (0, [])


def test_a_site_in_one_language_gets_english_shots(project):
    root = project({**FILES, "mkdocs.yml": "site_name: One\n"})
    shots = planned(root)
    assert set(shots) == {f"docs/images/{name}.png" for name in ("cancel", "cancel-dark", "delete", "delete-dark")}
    assert shots["docs/images/delete.png"].inputs.words == {"label:delete": "Delete"}


def test_a_declared_locale_without_a_portal_of_its_own_is_drawn_in_english(project):
    shots = planned(project(FILES, locales=("nl", "en", "ar")))
    assert shots["docs/ar/images/cancel.png"].inputs == shots["docs/en/images/cancel.png"].inputs


def test_neither_browser_nor_imaging_library_is_loaded_to_report(drawn):
    root = drawn()
    script = (
        "import sys\nfrom helpdesk.__main__ import main\n"
        f"assert main(['--project', {str(root)!r}, 'shots', '--format', 'json']) == 0\n"
        "loaded = {'playwright', 'PIL', 'asyncio'} & set(sys.modules)\nassert not loaded, loaded"
    )
    subprocess.run([sys.executable, "-c", script], check=True, capture_output=True)
