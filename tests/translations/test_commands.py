"""The writer's commands on a tiny site: from an untranslated Page to a fresh one and back."""

import os

import pytest

from helpdesk.__main__ import main
from helpdesk.blocks import without_marks
from helpdesk.site import load as load_site
from helpdesk.translations.pages import load

SOURCE = """---
title: Opzeggen
verified: 2026-11-22
---

# Opzeggen { #cancel }

Lees dit eerst goed door voordat u begint.

1. Meld u aan bij de [portal](https://portal.example).
2. Kies **Opzeggen** in het menu van het abonnement.

```sh
az login
```
"""
TARGET = """---
title: Kündigen
verified: 2026-11-22
---

# Kündigen { #cancel }

Lesen Sie dies zuerst gut durch.

1. Melden Sie sich im [Portal](https://portal.example) an.
2. Wählen Sie **Kündigen** im Menü des Abonnements.

```sh
az login
```
"""


@pytest.fixture
def site(project, helpdesk):
    root = project({"docs/nl/a.md": SOURCE, "docs/de/a.md": TARGET}, locales=("nl", "de"))
    assert helpdesk(root, "translations", "accept", "a")[0] == 0
    return root


def edit(root, old, new, locale="nl"):
    path = root / f"docs/{locale}/a.md"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def states(helpdesk, root, *words):
    _code, report, _err = helpdesk(root, "translations", "--blocks", *words)
    return [(b["family"], b["state"], b["grade"]) for b in report["blocks"] if b["state"] != "fresh"]


def test_a_page_without_a_ledger_is_unconfirmed(project, helpdesk):
    root = project({"docs/nl/a.md": SOURCE, "docs/de/a.md": TARGET}, locales=("nl", "de"))
    code, report, _err = helpdesk(root, "translations", "--blocks")
    assert code == 1
    assert {block["state"] for block in report["blocks"]} == {"unconfirmed"}
    assert [finding["code"] for finding in report["findings"]] == ["no-ledger"]


def test_an_accepted_page_is_clean(site, helpdesk):
    code, report, _err = helpdesk(site, "translations")
    assert (code, report["findings"]) == (0, [])
    assert report["summary"]["de"]["fresh"] == 6
    assert report["summary"]["de"]["pages"]["a"]["stale"] == 0


def test_the_ledger_is_one_record_per_block_in_order(site):
    ledger = (site / "i18n/state/de/a.txt").read_text()
    assert ledger.startswith("[front ")
    assert "\n> title: Opzeggen\n= " in ledger
    assert ledger.index("> Lees dit") < ledger.index("> Meld u aan") < ledger.index("> az login")
    assert ledger.endswith("\n\n")


@pytest.mark.parametrize(
    ("old", "new", "state"),
    [
        ("Lees dit eerst goed door voordat u begint.", "Lees dit hele stuk rustig door en begin dan pas.", "words"),
        ("eerst goed door", "eerst heel goed door", "small"),
        ("https://portal.example", "https://other.example", "mechanical"),
        ("az login", "az login --tenant", "mechanical"),
    ],
)
def test_an_edit_of_the_source_makes_a_block_stale_with_a_grade(site, helpdesk, old, new, state):
    edit(site, old, new)
    assert [(each[1], each[2]) for each in states(helpdesk, site)] == [("stale", state)]


def test_wrapping_the_source_anew_is_no_edit(site, helpdesk):
    edit(site, "Lees dit eerst goed door", "Lees dit\neerst goed   door")
    assert states(helpdesk, site) == []


@pytest.mark.parametrize(
    ("then", "now"),
    [
        (("een twee drie 6\n\nkort", "eins zwei drei\n\nkurz"), ("heel kort nog", "kurz")),
        (("nog iets 8\n\nnog iets", "noch etwas\n\nnoch etwas"), ("nog iets", "noch etwas")),
    ],
)
def test_a_page_that_was_accepted_is_accepted_a_second_time_in_silence(project, helpdesk, then, now):
    root = project({"docs/nl/a.md": then[0], "docs/de/a.md": then[1]}, locales=("nl", "de"))
    helpdesk(root, "translations", "accept", "a")
    (root / "docs/nl/a.md").write_text(now[0])
    (root / "docs/de/a.md").write_text(now[1])
    assert helpdesk(root, "translations", "accept", "a")[1]["summary"]["written"] == 1
    ledger = (root / "i18n/state/de/a.txt").read_bytes()
    assert helpdesk(root, "translations", "accept", "a")[1]["summary"]["written"] == 0
    assert (root / "i18n/state/de/a.txt").read_bytes() == ledger


def test_what_reads_the_same_on_both_sides_is_accepted_at_once(project, helpdesk):
    root = project(
        {"docs/nl/a.md": "Ja.\n\nMidden.\n\nJa.\n", "docs/de/a.md": "Doch.\n\nMitte.\n\nDoch.\n"}, ("nl", "de")
    )
    words = ("translations", "accept", "docs/de/a.md:5")
    assert helpdesk(root, *words)[1]["summary"]["written"] == 2
    assert states(helpdesk, root) == [("p", "unconfirmed", None)]
    assert helpdesk(root, *words)[1]["summary"]["written"] == 0


def test_where_no_locale_has_a_folder_the_message_says_how_it_gets_one(project, helpdesk, capsys):
    languages = "[{locale: en, name: en, default: true}, {locale: fr, name: fr}]"
    settings = f"site_name: x\nplugins: [{{i18n: {{docs_structure: suffix, languages: {languages}}}}}]\n"
    root = project({"mkdocs.yml": settings, "docs/index.md": "# A\n", "docs/index.fr.md": "# B\n"})
    code, _report, errors = helpdesk(root, "translations", "new", "index", "--locale", "fr")
    assert code == 2
    assert "docs_structure: folder" in errors
    assert main(["--project", str(root), "translations"]) == 0
    assert "docs_structure: folder" in capsys.readouterr().out


def test_both_sides_edited_is_perhaps_done(site, helpdesk):
    edit(site, "eerst goed door", "nu goed door")
    edit(site, "zuerst gut durch", "jetzt gut durch", "de")
    assert [each[1] for each in states(helpdesk, site)] == ["perhaps-done"]


def test_a_changed_translation_must_be_accepted_again(site, helpdesk):
    edit(site, "zuerst gut durch", "jetzt gut durch", "de")
    assert [each[1] for each in states(helpdesk, site)] == ["unconfirmed"]


def test_a_new_source_block_is_missing_and_a_deleted_one_leaves_an_orphan(site, helpdesk):
    edit(site, "1. Meld", "Nieuwe alinea met eigen woorden.\n\n1. Meld")
    assert states(helpdesk, site) == [("p", "missing", None)]
    edit(site, "Nieuwe alinea met eigen woorden.\n\n", "")
    edit(site, "Lees dit eerst goed door voordat u begint.\n\n", "")
    assert states(helpdesk, site) == [("p", "orphan", None)]


def test_an_extra_translation_is_named(site, helpdesk):
    edit(site, "1. Melden", "Ein Satz ohne Quelle.\n\n1. Melden", "de")
    assert states(helpdesk, site) == [("p", "extra", None)]


def test_a_moved_source_is_told_apart_from_a_changed_one(site, helpdesk):
    edit(site, "Lees dit eerst goed door voordat u begint.\n\n", "")
    edit(site, "```sh", "Lees dit eerst goed door voordat u begint.\n\n```sh")
    assert [each[1] for each in states(helpdesk, site)] == ["moved"]
    edit(site, "Lesen Sie dies zuerst gut durch.\n\n", "", "de")
    edit(site, "```sh", "Lesen Sie dies zuerst gut durch.\n\n```sh", "de")
    assert states(helpdesk, site) == []


def test_accepting_one_line_leaves_every_other_record_alone(site, helpdesk):
    before = (site / "i18n/state/de/a.txt").read_text()
    edit(site, "Opzeggen** in", "Opzeggen** bovenaan in")
    edit(site, "goed door", "heel goed door")
    code, _report, _err = helpdesk(site, "translations", "accept", "docs/de/a.md:11")
    after = (site / "i18n/state/de/a.txt").read_text()
    assert code == 0
    assert [each[:2] for each in states(helpdesk, site)] == [("p", "stale")]
    assert len(set(before.split("\n\n")) - set(after.split("\n\n"))) == 1


def test_a_dry_run_writes_nothing(site, helpdesk):
    edit(site, "goed door", "heel goed door")
    files = {path: path.read_bytes() for path in site.rglob("*.*") if path.is_file() and ".cache" not in str(path)}
    for words in (("accept", "a"), ("typo", "a"), ("insert", "a"), ("fix", "a"), ("adopt",), ("resolve",)):
        helpdesk(site, "translations", *words, "--dry-run")
    assert files == {path: path.read_bytes() for path in files}


def test_a_typo_in_the_source_needs_no_new_translation(site, helpdesk):
    edit(site, "voordat u begint", "voor u begint")
    assert helpdesk(site, "translations", "typo", "docs/nl/a.md:8")[0] == 0
    assert states(helpdesk, site) == []


def test_a_copy_of_the_source_is_untranslated_until_its_line_is_accepted(site, helpdesk):
    edit(site, "Lesen Sie dies zuerst gut durch.", "Lees dit eerst goed door voordat u begint.", "de")
    assert states(helpdesk, site) == [("p", "untranslated", None)]
    assert helpdesk(site, "translations", "accept", "a")[0] == 1
    assert states(helpdesk, site) == [("p", "untranslated", None)]
    helpdesk(site, "translations", "accept", "docs/de/a.md:8")
    assert states(helpdesk, site) == []


def test_new_starts_a_page_and_never_overwrites_one(site, helpdesk):
    (site / "docs/nl/b.md").write_text("# Nieuw\n\nTekst van de pagina.\n")
    assert helpdesk(site, "translations", "new", "b")[0] == 0
    assert {state for _family, state, _grade in states(helpdesk, site, "b")} == {"untranslated"}
    code, _report, error = helpdesk(site, "translations", "new", "a")
    assert code == 2
    assert "exists already" in error
    assert (site / "docs/de/a.md").read_text() == TARGET


def test_insert_adds_what_is_missing_where_it_belongs(site, helpdesk):
    edit(site, "1. Meld", "Nieuwe alinea met eigen woorden.\n\n1. Meld")
    edit(site, "2. Kies", "2. Wacht rustig even af.\n3. Kies")
    assert helpdesk(site, "translations", "insert", "a")[0] == 0
    text = (site / "docs/de/a.md").read_text()
    assert "durch.\n\nNieuwe alinea met eigen woorden. <!-- untranslated -->\n\n1. Melden" in text
    assert "an.\n2. Wacht rustig even af. <!-- untranslated -->\n2. Wählen" in text
    assert [state for _family, state, _grade in states(helpdesk, site)] == ["untranslated", "untranslated"]
    assert helpdesk(site, "translations", "insert", "a")[1]["summary"]["written"] == 0


def test_fix_copies_link_targets_and_code_but_no_words(site, helpdesk):
    edit(site, "https://portal.example", "https://other.example")
    edit(site, "az login", "az login --tenant x")
    _code, report, _err = helpdesk(site, "translations", "fix", "a")
    text = (site / "docs/de/a.md").read_text()
    assert "[Portal](https://other.example) an." in text
    assert "```sh\naz login --tenant x\n```" in text
    assert "+az login --tenant x" in report["patch"]


def test_diff_shows_the_words_that_changed(site, helpdesk):
    edit(site, "goed door", "rustig door")
    _code, report, _err = helpdesk(site, "translations", "diff", "a")
    assert report["diffs"][0]["diff"] == "Lees dit eerst [-goed-]{+rustig+} door voordat u begint."


def test_diff_finds_the_most_similar_translation(site, helpdesk):
    (site / "docs/nl/b.md").write_text("Meld u aan bij de nieuwe [portal](https://portal.example).\n")
    _code, report, _err = helpdesk(site, "translations", "diff", "b", "--locale", "de")
    assert report["diffs"][0]["similar"]["translation"].startswith("Melden Sie sich")


def test_a_missing_page_is_one_finding(site, helpdesk):
    (site / "docs/nl/b.md").write_text("# Nieuw\n\nTekst van de pagina.\n")
    _code, report, _err = helpdesk(site, "translations")
    assert [(finding["code"], finding["page"]) for finding in report["findings"]] == [("page-missing", "b")]


def test_a_waived_check_stands_beside_its_reason(site, helpdesk):
    words = ("translations", "accept", "docs/de/a.md:11", "--waive", "numbers")
    assert helpdesk(site, *words)[0] == 2
    assert helpdesk(site, *words, "--reason", "Only wording")[0] == 0
    assert "~ numbers: Only wording\n" in (site / "i18n/state/de/a.txt").read_text()
    assert helpdesk(site, "translations", "accept", "a")[0] == 0
    assert "~ numbers: Only wording\n" in (site / "i18n/state/de/a.txt").read_text()


def test_an_author_may_spare_readers_a_notice_until_the_next_edit(site, helpdesk):
    edit(site, "eerst goed door", "eerst helemaal van voor tot achter goed door")
    helpdesk(site, "translations", "typo", "docs/nl/a.md:8", "--quiet-for-readers", "--reason", "Only wording")
    found = load(load_site(site), "a", "de")
    assert [(entry.state.value, entry.quiet) for entry in found.entries if entry.state.value != "fresh"] == [
        ("stale", True)
    ]
    edit(site, "voordat u begint", "voordat u dit alles begint")
    found = load(load_site(site), "a", "de")
    assert [entry.quiet for entry in found.entries if entry.state.value == "stale"] == [False]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("accept", "nowhere"), "no Page"),
        (("accept", "a", "--locale", "xx"), "no Locale"),
        (("accept", "a", "--locale", "nl"), "source Locale"),
        (("accept", "docs/de/a.md:900"), "starts no text"),
        (("accept", "a:0"), "a Page and a line"),
        (("accept", "a:"), "a Page and a line"),
        (("acept", "a"), "did you mean `helpdesk translations accept`"),
        (("accept", "docs/de/a.md:8", "--locale", "fr"), "not of"),
        (("accept", "docs/de/a.md:8", "--waive", "nmbers", "--reason", "x"), 'no check "nmbers"'),
        (("fix", "b"), "Start the Page first"),
    ],
)
def test_a_wrong_argument_says_what_is_right(site, helpdesk, words, message):
    (site / "docs/nl/b.md").write_text("# Nieuw\n")
    code, _report, error = helpdesk(site, "translations", *words)
    assert code == 2
    assert message in error


def test_a_second_run_takes_the_cache_and_says_the_same(site, helpdesk):
    edit(site, "goed door", "heel goed door")
    first = helpdesk(site, "translations")
    assert helpdesk(site, "translations") == first
    cache = next((site / ".cache").rglob("*.json"))
    for content in (b"", b"\xff\xfe", b"{}", cache.read_bytes()[:50], b'0\n{"a": 1}'):
        cache.write_bytes(content)
        assert helpdesk(site, "translations") == first


def test_the_cache_of_another_page_is_not_believed(site, helpdesk):
    helpdesk(site, "translations")
    edit(site, "goed door", "heel goed door")
    assert helpdesk(site, "translations")[0] == 1


def test_a_read_only_cache_folder_only_costs_time(site, helpdesk):
    (site / ".cache").write_text("in the way") if not (site / ".cache").exists() else None
    assert helpdesk(site, "translations")[0] == 0
    assert os.path.exists(site / ".cache")


def test_insert_adds_whole_rows_and_whole_tables(site, helpdesk):
    table = "| Wat | Hoe |\n|---|---|\n| een | twee |\n\n"
    edit(site, "1. Meld", table + "1. Meld")
    helpdesk(site, "translations", "insert", "a")
    copy = without_marks((site / "docs/de/a.md").read_text())
    assert "durch.\n\n" + table + "1. Melden" in copy
    edit(site, "| een | twee |\n", "| een | twee |\n| drie | vier |\n")
    helpdesk(site, "translations", "insert", "a")
    assert "| een | twee |\n| drie | vier |\n\n1. Melden" in without_marks((site / "docs/de/a.md").read_text())


def test_names_that_are_the_same_everywhere_are_accepted_with_their_page_when_asked(project, helpdesk):
    page = "# Enterprise Agreement\n\n| CSP | 30 |\n|---|---|\n| S1 | x |\n"
    root = project({"docs/nl/a.md": page, "docs/de/a.md": page}, locales=("nl", "de"))
    assert [each[1] for each in states(helpdesk, root)].count("untranslated") == 1
    assert helpdesk(root, "translations", "accept", "a", "--copies")[0] == 0
    assert states(helpdesk, root) == []


@pytest.fixture
def settled(monkeypatch):
    """Files count as old at once."""
    monkeypatch.setattr("helpdesk.answers.SETTLED", -(10**12))
    monkeypatch.setattr("helpdesk.translations.cache.SETTLED", -(10**12))


def test_an_unchanged_site_is_told_without_work(project, helpdesk, settled, monkeypatch):
    root = project({"docs/nl/a.md": "Na 30 dagen.\n", "docs/en/a.md": "After 30 days.\n"})
    first = helpdesk(root, "translations")
    monkeypatch.setattr("helpdesk.__main__.run", None)
    assert helpdesk(root, "translations") == first


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("docs/nl/a.md", "Na 90 dagen.\n"),
        ("docs/en/a.md", "After 90 days.\n"),
        ("docs/en/new.md", "New.\n"),
        ("i18n/state/en/a.txt", "[p 12345678]\n> Na 30 dagen.\n= 1234567890\n\n"),
        ("i18n/terms.yml", "keep: [Azure]\n"),
        ("mkdocs.yml", None),
    ],
)
def test_every_change_is_noticed(project, helpdesk, settled, path, text):
    root = project({"docs/nl/a.md": "Na 30 dagen bij Azure.\n", "docs/en/a.md": "After 30 days by us.\n"})
    before = helpdesk(root, "translations")
    place = root / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(place.read_text().replace("locale: en", "locale: fr") if text is None else text)
    assert helpdesk(root, "translations") != before


def test_a_page_that_has_not_changed_is_not_read_again(project, helpdesk, settled, monkeypatch):
    pages = {f"docs/{locale}/{slug}.md": "Tekst.\n" for locale in ("nl", "en") for slug in "ab"}
    root = project(pages)
    helpdesk(root, "translations")
    read = []
    monkeypatch.setattr("helpdesk.translations.states.bytes_of", lambda path: read.append(path) or b"Anders.\n")
    (root / "docs/nl/b.md").write_text("Andere tekst.\n")
    helpdesk(root, "translations")
    assert {path.rpartition("/")[2] for path in read} == {"b.md", "b.txt"}


def test_a_page_that_changed_just_now_is_read_again(project, helpdesk):
    root = project({"docs/nl/a.md": "Na 30 dagen.\n", "docs/en/a.md": "After 30 days.\n"})
    helpdesk(root, "translations")
    assert not list(root.glob(".cache/helpdesk/answer-*"))
    assert '""' in (root / ".cache/helpdesk/translations-en.json").read_text()


def test_a_file_is_named_from_where_the_writer_stands(site, helpdesk, monkeypatch):
    monkeypatch.chdir(site / "docs/de")
    for name in ("a.md:8", "./a.md:8", f"{site}/docs/de/a.md:8:3", "docs/de/a.md:8", "../de/a.md:8"):
        assert helpdesk(site, "translations", "accept", name)[0] == 0
    assert helpdesk(site, "translations", "accept", "b.md")[0] == 2


def test_each_cell_of_a_row_is_named_with_its_own_column(project, helpdesk):
    page = "| Een | Twee |\n|---|---|\n| Drie | Vier |\n"
    root = project({"docs/nl/a.md": page, "docs/de/a.md": page}, locales=("nl", "de"))
    findings = helpdesk(root, "translations")[1]["findings"]
    assert [(found["line"], found["column"]) for found in findings] == [(1, 3), (1, 9), (3, 3), (3, 10)]


def test_what_is_inserted_has_the_line_ends_of_the_translation(site, helpdesk):
    edit(site, "1. Meld", "Nieuwe alinea\nvan twee regels.\n\n1. Meld")
    page = site / "docs/de/a.md"
    page.write_bytes(page.read_bytes().replace(b"\n", b"\r\n"))
    helpdesk(site, "translations", "insert", "a")
    data = page.read_bytes()
    assert b"Nieuwe alinea" in data
    assert data.count(b"\n") == data.count(b"\r\n")


@pytest.mark.parametrize(
    "words",
    [("accept", "a"), ("typo", "a"), ("new", "b"), ("insert", "a"), ("fix", "a"), ("resolve",), ("adopt",), ("export", "--po")],
)  # fmt: skip
def test_every_verb_that_writes_says_whether_it_did(site, helpdesk, words):
    (site / "docs/nl/b.md").write_text("# Nieuw\n")
    for more, dry in ((("--dry-run",), True), ((), False)):
        assert helpdesk(site, "translations", *words, *more)[1]["summary"]["dry_run"] is dry
