"""Words against a Hunspell dictionary; the tests bring a tiny one of their own."""

import pytest

from helpdesk.pages import spelling

AFFIX = "SET UTF-8\nSFX N Y 1\nSFX N 0 en .\n"
WORDS = "5\nabonnement/N\nu\nzegt\nop\nhet\n"


@pytest.fixture
def found(project, helpdesk, monkeypatch, tmp_path_factory):
    folder = tmp_path_factory.mktemp("dictionaries")
    (folder / "nl_XX.aff").write_text(AFFIX)
    (folder / "nl_XX.dic").write_text(WORDS)
    monkeypatch.setenv("DICPATH", str(folder))

    def run(text, lint="spelling: {dictionary: nl_XX, words: [blob]}", **files):
        root = project({"docs/nl/a.md": f"# Abonnement\n\n{text}\n", "i18n/lint/nl.yml": lint, **files}, ["nl"])
        report = helpdesk(root, "pages")[1]
        return [(each["line"], each["column"]) for each in report["findings"] if each["code"] == "misspelt"], report

    return run


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("U zegt het abonnement op.", []),
        ("U zegt het abonement op.", [(3, 12)]),
        ("Abonnementen, abonement, abonement.", [(3, 15)]),
        ("`abonement` **Abonement** ABN PowerShell B1 blob Blob", []),
        ("Azure-abonnementen", []),
        ("op-het-abonnement", []),
        ("[abonement](abonement.md)", [(3, 2)]),
        ("![abonement](a.png)", [(3, 3)]),
    ],
)
def test_words_the_dictionary_does_not_know_are_named_once(found, text, places):
    assert found(text, **{"i18n/terms.yml": "keep: [Azure]"})[0] == places


def test_a_misspelt_word_names_a_right_one_of_the_page(found):
    report = found("U zegt het abonnement op. Het abonnemment.")[1]
    assert 'Did you mean "abonnement"?' in report["findings"][0]["help"]


def test_the_answers_are_kept_and_asked_again_when_the_dictionary_changes(found, tmp_path, monkeypatch):
    assert found("U zegt abonement.")[0] == [(3, 8)]
    kept = tmp_path / spelling.CACHE / "nl_XX.txt"
    assert "-abonement" in kept.read_text(encoding="utf-8")
    kept.write_text(kept.read_text(encoding="utf-8").replace("-abonement", "+abonement"), encoding="utf-8")
    assert found("U zegt abonement.")[0] == []
    kept.write_text("other\n+abonement\n", encoding="utf-8")
    assert found("U zegt abonement.")[0] == [(3, 8)]


def test_without_a_dictionary_the_summary_says_so(found):
    places, report = found("Abonement.", "spelling: {dictionary: xx_YY}")
    assert places == []
    assert report["summary"]["locales"]["nl"]["spelling"].startswith("not checked")
