"""`helpdesk shots take`: what is drawn, what is kept, and what does not fit."""

import errno
import io
from pathlib import Path

import pytest
from PIL import Image
from tiny_shots import CANCEL, FILES, LABELS, codes, planned, png

from helpdesk.shots import taking
from helpdesk.shots.png import read_stamp

LIGHT, DARK = "docs/nl/images/cancel.png", "docs/nl/images/cancel-dark.png"


def pictures(root):
    return {str(path.relative_to(root)): path.read_bytes() for path in root.glob("docs/*/images/*")}


@pytest.fixture(scope="module")
def drawn_once(tmp_path_factory):
    """The tiny project, drawn by a real browser."""
    from tiny_shots import write

    from helpdesk.__main__ import main

    root = write(tmp_path_factory.mktemp("drawn"), FILES, ("nl", "en", "ar"))
    assert main(["--project", str(root), "shots", "take", "--format", "json"]) == 0
    return root


@pytest.mark.browser
def test_every_scene_is_drawn_for_every_locale_in_both_schemes(drawn_once):
    files = pictures(drawn_once)
    assert set(files) == set(planned(drawn_once))
    for path, data in files.items():
        stamp = read_stamp(data)
        assert stamp.width == 1200
        assert stamp.inputs == planned(drawn_once)[path].inputs


@pytest.mark.browser
def test_a_dark_shot_is_dark_and_as_large_as_the_light_one(drawn_once):
    files = pictures(drawn_once)
    with Image.open(io.BytesIO(files[LIGHT])) as light, Image.open(io.BytesIO(files[DARK])) as dark:
        assert light.size == dark.size
        assert light.convert("L").resize((1, 1)).getpixel((0, 0)) > 180
        assert dark.convert("L").resize((1, 1)).getpixel((0, 0)) < 80


@pytest.mark.browser
def test_a_locale_whose_portal_is_english_gets_the_english_picture(drawn_once):
    files = pictures(drawn_once)
    assert files["docs/ar/images/cancel.png"] == files["docs/en/images/cancel.png"]
    assert files["docs/ar/images/delete.png"] != files["docs/nl/images/delete.png"]


@pytest.mark.browser
def test_drawing_again_gives_the_same_bytes(drawn_once, helpdesk):
    before = pictures(drawn_once)
    code, report, _error = helpdesk(drawn_once, "shots", "take", "--all")
    assert (code, report["summary"]["drawn"]) == (0, len(before))
    assert pictures(drawn_once) == before


def test_a_second_run_draws_nothing(drawn, helpdesk, monkeypatch):
    monkeypatch.setattr(taking.browser, "draw", None)
    code, report, _error = helpdesk(drawn(), "shots", "take")
    assert (code, report["summary"]["due"], report["summary"]["drawn"]) == (0, 0, 0)


def test_a_dry_run_says_what_would_be_drawn_and_writes_nothing(drawn, helpdesk, capsys):
    from helpdesk.__main__ import main

    root = drawn()
    (root / LIGHT).unlink()
    before = pictures(root)
    code, report, _error = helpdesk(root, "shots", "take", "--dry-run")
    assert (code, report["summary"]["due"]) == (0, 1)
    main(["--project", str(root), "shots", "take", "--dry-run"])
    assert capsys.readouterr().out == f"Would draw {LIGHT}.\n"
    assert pictures(root) == before


@pytest.mark.browser
def test_only_the_scenes_and_the_locale_asked_for_are_drawn(project, helpdesk):
    root = project(FILES)
    helpdesk(root, "shots", "take", "delete", "--locale", "en")
    assert set(pictures(root)) == {"docs/en/images/delete.png", "docs/en/images/delete-dark.png"}


@pytest.mark.browser
def test_a_picture_made_by_hand_is_never_drawn_over(drawn, helpdesk):
    root = drawn()
    (root / LIGHT).write_bytes(png("blue"))
    broken = root / DARK
    broken.write_bytes(b"not a picture, but somebody's")
    code, report, _error = helpdesk(root, "shots", "take", "--all")
    assert (root / LIGHT).read_bytes() == png("blue")
    assert broken.read_bytes() == b"not a picture, but somebody's"
    assert {"shot-by-hand", "shot-broken"} == {finding["code"] for finding in report["findings"]}
    assert (code, report["summary"]["drawn"]) == (1, 6)


@pytest.mark.browser
def test_a_shot_of_ours_that_was_cut_off_is_drawn_again(drawn, helpdesk):
    root = drawn()
    whole = (root / LIGHT).read_bytes()
    (root / LIGHT).write_bytes(whole[:-20])
    (root / DARK).write_bytes(b"")
    code, report, _error = helpdesk(root, "shots", "take")
    assert (code, report["summary"]["drawn"]) == (0, 2)
    assert helpdesk(root, "shots")[0] == 0


@pytest.mark.browser
def test_words_that_do_not_fit_are_reported_per_locale_and_nothing_is_cut_off(project, helpdesk):
    long = LABELS.replace("nl: Verwijderen", "nl: " + "Abonnementverwijderingsbevestigingsknoppenbalkoverzicht")
    root = project({**FILES, "i18n/labels.yml": long})
    code, report, _error = helpdesk(root, "shots", "take", "cancel")
    assert code == 1
    (finding,) = report["findings"]
    assert (finding["code"], finding["file"], finding["locale"]) == ("shot-overflow", "scenes/cancel.yml", "nl")
    assert "Abonnementverwijderings" in finding["message"]
    assert set(pictures(root)) == {"docs/en/images/cancel.png", "docs/en/images/cancel-dark.png"}


@pytest.mark.browser
def test_a_callout_that_falls_outside_the_picture_is_reported(project, helpdesk):
    squeezed = CANCEL.replace(
        "      - button: {label: delete}\n", "      - button: {text: " + "x" * 70 + "}\n"
    ).replace("      - button: {label: cancel, icon: close, look: danger}\n", "")
    scene = squeezed + "    \n"
    scene = scene.replace("      - blank\n", "      - button: {label: cancel}\n")
    root = project({**FILES, "scenes/cancel.yml": scene})
    _code, report, _error = helpdesk(root, "shots", "take", "cancel", "--locale", "en")
    assert "callout-outside" in codes(report)
    assert pictures(root) == {}


def test_without_a_browser_the_message_says_what_to_install(project, helpdesk, monkeypatch):
    monkeypatch.setenv("CHROME_PATH", "/nowhere/chromium")
    root = project(FILES)
    code, _report, error = helpdesk(root, "shots", "take")
    assert code == 2
    assert "/nowhere/chromium" in error
    assert pictures(root) == {}
    monkeypatch.setattr(taking.browser, "executable", lambda: None)
    code, _report, error = helpdesk(root, "shots", "take")
    assert code == 2
    assert "playwright install chromium" in error


def test_a_browser_that_cannot_start_is_one_clear_sentence(project, helpdesk, monkeypatch):
    monkeypatch.setattr(taking.browser, "executable", lambda: "/bin/false")
    root = project(FILES)
    code, _report, error = helpdesk(root, "shots", "take")
    assert code == 2
    assert "/bin/false cannot draw the Shots" in error
    assert len(error.splitlines()) == 1
    assert pictures(root) == {}


@pytest.mark.browser
def test_a_full_disk_leaves_the_old_file_whole(drawn, helpdesk, monkeypatch):
    def full(_path, _data):
        raise OSError(errno.ENOSPC, "No space left on device")

    root = drawn()
    before = pictures(root)
    monkeypatch.setattr(taking, "write_bytes", full)
    code, report, _error = helpdesk(root, "shots", "take", "cancel", "--locale", "nl", "--all")
    assert code == 1
    assert {finding["code"] for finding in report["findings"]} == {"shot-not-written"}
    assert "No space left on device" in report["findings"][0]["message"]
    assert pictures(root) == before


def test_an_unknown_scene_is_refused_with_the_nearest_name(project, helpdesk):
    code, _report, error = helpdesk(project(FILES), "shots", "take", "cancle")
    assert code == 2
    assert 'There is no Scene "cancle"' in error
    assert 'Did you mean "cancel"?' in error


@pytest.mark.browser
def test_progress_names_the_scene_and_counts_to_the_end(project):
    from argparse import Namespace

    from helpdesk.command import Context
    from helpdesk.shots.command import VERBS

    root = project(FILES)
    said = []
    arguments = Namespace(scenes=["delete"], locale="nl", all=False, dry_run=False)
    VERBS["take"].run(arguments, Context(root, progress=said.append))
    assert said == ["Drawing Shots: 2 of 2 (delete, nl)"]


@pytest.mark.browser
def test_the_browser_asks_nothing_of_the_network(project, helpdesk, monkeypatch):
    """A Scene cannot smuggle markup in, and what is not ours is refused."""
    asked = []
    serve = taking.browser.serve

    async def watched(route):
        asked.append(route.request.url)
        await serve(route)

    monkeypatch.setattr(taking.browser, "serve", watched)
    scene = CANCEL.replace("word: mine", "text: '<img src=https://example.org/x.png>'")
    root = project({**FILES, "scenes/cancel.yml": scene})
    assert helpdesk(root, "shots", "take", "cancel", "--locale", "nl")[0] == 0
    assert asked
    assert all(url.startswith("https://shots.invalid/") for url in asked)


def test_our_own_shots_are_current_and_small(helpdesk):
    root = Path(__file__).parents[2]
    _code, report, _error = helpdesk(root, "shots")
    wrong = [one for one in report["shots"] if one["state"] not in ("current", "replaced-by-hand")]
    assert wrong == []
    sizes = sorted(len((root / one["file"]).read_bytes()) for one in report["shots"] if one["state"] == "current")
    assert sizes[len(sizes) // 2] <= 25_000
    assert sizes[-1] <= 60_000
