"""A bold word in a step is what the portal shows, and the step names what its picture points at."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny_shots import FILES

from helpdesk.shots.steps import steps_of

GOLDEN = sorted((Path(__file__).parents[1] / "golden" / "shots").glob("*.md"))


def test_there_are_golden_pages():
    assert GOLDEN


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda path: path.stem)
def test_golden_page(project, helpdesk, golden):
    locale = golden.suffixes[0][1:]
    page = f"docs/{locale}/{golden.name.split('.')[0]}.md"
    root = project({**FILES, page: golden.read_bytes()}, locales=("nl", "en", "ar"))
    _code, report, _error = helpdesk(root, "shots")
    found = [finding for finding in report["findings"] if finding["file"] == page]
    expected = golden.with_suffix(".txt").read_text("utf-8").splitlines()
    assert [f"{one['line']}:{one['column']} {one['code']}" for one in found] == [
        " ".join(line.split(" ")[:2]) for line in expected
    ]
    for finding, line in zip(found, expected, strict=True):
        assert " ".join(line.split(" ")[2:]) in finding["help"]
        assert (finding["locale"], finding["severity"]) == (locale, "error")


def test_a_project_without_labels_may_write_any_words_in_bold(project, helpdesk):
    root = project({"docs/nl/a.md": "1. Kies **Iets**.\n"})
    assert helpdesk(root, "shots")[0] == 0


def test_windows_newlines_do_not_shift_places(project, helpdesk):
    text = "---\r\ntitle: A\r\n---\r\n\r\n1. Kies\r\n   **Foutje**.\r\n"
    root = project({**FILES, "docs/nl/a.md": text})
    _code, report, _error = helpdesk(root, "shots", "--locale", "nl")
    (finding,) = (one for one in report["findings"] if one["code"] == "step-label-unknown")
    assert (finding["line"], finding["column"]) == (6, 4)


WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N")), min_size=1, max_size=12)


@given(st.text())
def test_any_text_has_steps_or_none(text):
    lines = text.split("\n")
    for step in steps_of(text):
        for found in (*step.bolds, *step.images):
            assert lines[found.line - 1][found.column - 1 :]


@given(st.lists(WORDS, min_size=1, max_size=6))
def test_every_bold_word_of_a_list_is_found_where_it_stands(words):
    text = "".join(f"{number}. Kies **{word}** nu.\n\n" for number, word in enumerate(words, 1))
    found = [bold for step in steps_of(text) for bold in step.bolds]
    assert [bold.words for bold in found] == words
    assert [text.split("\n")[bold.line - 1].find("**") + 1 for bold in found] == [bold.column for bold in found]
