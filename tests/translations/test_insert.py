"""`insert` adds what is surely missing, changes nothing else, and says what settles the rest."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from helpdesk.blocks import split, without_marks
from helpdesk.translations.copies import with_missing
from helpdesk.translations.missing import missing_of, told
from helpdesk.translations.pages import File, pair

# Two source texts, one translation that could be of either.
SOURCE = "# Kop { #kop }\n\nLees dit eerst goed door.\n\nDaarna belt u ons even.\n\n## Einde { #einde }\n"
TARGET = "# Kopf { #kop }\n\nDanach rufen Sie bitte an.\n\n## Ende { #einde }\n"


@pytest.fixture
def site(project):
    return lambda source, target: project({"docs/nl/a.md": source, "docs/de/a.md": target}, locales=("nl", "de"))


def text_of(root):
    return (root / "docs/de/a.md").read_text()


def states(helpdesk, root):
    return [block["state"] for block in helpdesk(root, "translations", "--blocks")[1]["blocks"]]


def test_what_may_be_there_already_is_not_added_but_named(site, helpdesk):
    root = site(SOURCE, TARGET)
    code, report, _error = helpdesk(root, "translations", "insert", "a")
    assert code == 1
    assert text_of(root) == TARGET
    assert report["summary"] == {"written": 0, "dry_run": False, "left": 2}
    assert [(found["code"], found["file"], found["line"]) for found in report["findings"]] == [
        ("not-added", "docs/nl/a.md", 3),
        ("not-added", "docs/nl/a.md", 5),
    ]
    last = report["findings"][1]
    assert "docs/de/a.md:3" in last["message"]
    assert "`helpdesk translations accept a:3 --source 5 --locale de`" in last["help"]
    assert "`helpdesk translations insert docs/nl/a.md:5 --locale de`" in last["help"]


def test_the_commands_it_names_settle_it(site, helpdesk):
    root = site(SOURCE, TARGET)
    assert helpdesk(root, "translations", "accept", "a:3", "--source", "5", "--locale", "de")[0] == 0
    assert states(helpdesk, root) == ["unconfirmed", "missing", "fresh", "unconfirmed"]
    code, report, _error = helpdesk(root, "translations", "insert", "a", "--locale", "de")
    assert (code, report["summary"]["left"]) == (0, 0)
    assert without_marks(text_of(root)) == TARGET.replace("Danach", "Lees dit eerst goed door.\n\nDanach")


def test_a_line_of_the_source_says_that_its_text_is_missing(site, helpdesk):
    root = site(SOURCE, TARGET)
    code, report, _error = helpdesk(root, "translations", "insert", "docs/nl/a.md:3")
    assert (code, report["summary"]) == (0, {"written": 1, "dry_run": False, "left": 0})
    assert without_marks(text_of(root)) == TARGET.replace("Danach", "Lees dit eerst goed door.\n\nDanach")
    assert helpdesk(root, "translations", "insert", "a:3")[0] == 2


def test_the_state_of_unsure_texts_names_the_commands_that_settle_them(site, helpdesk):
    root = site(SOURCE, TARGET)
    findings = helpdesk(root, "translations")[1]["findings"]
    helps = {found["state"]: found["help"] for found in findings if found["code"] != "no-ledger"}
    assert "accept a:LINE --source 5 --locale de" in helps["missing"]
    assert "insert docs/nl/a.md:5 --locale de" in helps["missing"]
    assert "accept a:3 --source LINE --locale de" in helps["extra"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("accept", "a:3", "--source", "1"), "docs/nl/a.md:1: On this line starts no text that lacks a translation"),
        (("accept", "a:1", "--source", "3"), "docs/de/a.md:1: On this line starts no text that has no source"),
        (("accept", "a", "--source", "3"), "such as a:12 --source 3"),
        (("accept", "docs/nl/a.md:3", "--source", "3"), "line of the Translation"),
        (("insert", "a:1"), "docs/nl/a.md:1: On this line starts no text that de lacks"),
        (("insert", "docs/de/a.md:3"), "such as docs/nl/a.md:3"),
    ],
)
def test_a_line_that_settles_nothing_is_refused(site, helpdesk, words, message):
    root = site(SOURCE, TARGET)
    code, _report, error = helpdesk(root, "translations", *words)
    assert (code, text_of(root)) == (2, TARGET)
    assert message in error


def test_a_source_that_is_no_line_is_refused_in_words(site, helpdesk, capsys):
    with pytest.raises(SystemExit):
        helpdesk(site(SOURCE, TARGET), "translations", "accept", "a:3", "--source", "0")
    assert 'argument --source: "0" is no line: lines count from 1' in capsys.readouterr().err


def test_texts_of_two_kinds_are_no_pair(site, helpdesk):
    root = site(SOURCE + "\nNog een slot.\n", TARGET + "\n- Ein Punkt.\n")
    code, _report, error = helpdesk(root, "translations", "accept", "a:7", "--source", "9")
    assert code == 2
    assert "not the same kind of text" in error


ADDED = [
    # Into a box that ends with a line of its own, and behind it.
    ("/// note\n\nEen in de doos.\n\n///\n\nSlot hier.\n\n/// tip\n\nTwee in.\n\n///\n",
     "/// note\n\n///\n\n/// tip\n\nZwei drin.\n\n///\n",
     "/// note\n\nEen in de doos.\n\n///\n\nSlot hier.\n\n/// tip\n\nZwei drin.\n\n///\n"),
    # In front of a rule, behind a rule.
    ("# Kop { #a }\n\nVoor de lijn.\n\n---\n\n## Na { #b }\n", "# Kopf { #a }\n\n---\n\n## Nach { #b }\n",
     "# Kopf { #a }\n\nVoor de lijn.\n\n---\n\n## Nach { #b }\n"),
    ("# Kop { #a }\n\n---\n\nNa de lijn.\n\n## Na { #b }\n", "# Kopf { #a }\n\n---\n\n## Nach { #b }\n",
     "# Kopf { #a }\n\n---\n\nNa de lijn.\n\n## Nach { #b }\n"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "target", "expected"), ADDED)
def test_a_copy_goes_where_the_source_has_it(site, helpdesk, source, target, expected):
    root = site(source, target)
    helpdesk(root, "translations", "insert", "a")
    assert without_marks(text_of(root)) == expected


def test_what_would_change_the_text_around_it_is_left_to_the_writer(site, helpdesk):
    # In a box of this kind indented text is code.
    root = site('!!! note "Let op"\n\n    Binnen de doos.\n', "/// note | Achtung\n\n///\n")
    code, report, _error = helpdesk(root, "translations", "insert", "a")
    assert code == 1
    assert {found["code"] for found in report["findings"]} == {"not-added"}
    assert [found["line"] for found in report["findings"]] == [3]
    assert without_marks(text_of(root)) == "/// note | Achtung\n\n///\n"


def test_a_box_is_added_whole_or_not_at_all(site, helpdesk):
    source = SOURCE.replace("## Einde", '!!! note "Let op"\n\n    Pas goed op.\n\n## Einde')
    root = site(source, TARGET)
    report = helpdesk(root, "translations", "insert", "a")[1]
    assert {found["line"]: found["why"] for found in report["findings"]} == {
        3: "unsure", 5: "unsure", 7: "with", 9: "unsure",
    }  # fmt: skip
    assert text_of(root) == TARGET


LINES = some.sampled_from(
    ["Een tekst.", "Nog een tekst.", "# Kop", "- Punt", "    Ingesprongen.", '!!! note "T"', "/// tip", "///", "---", "",
     "| a | b |", "|---|---|", "| c | d |", "> Citaat.", "1. Stap", "Begrip", ":   Uitleg", "```", "[^1]: Noot", '=== "Tab"']
)  # fmt: skip


@settings(max_examples=300)
@given(some.lists(LINES, max_size=24), some.lists(LINES, max_size=24))
def test_any_insert_adds_the_chosen_texts_and_nothing_else(one, other):
    files = [
        File(name, text.encode(), None, text)
        for name, text in (("s", "\n".join(one)), ("t", "\n".join(other)), ("l", ""))
    ]
    found = pair("a", "de", (files[0], files[1], files[2]), sane_lists=False)
    missing = missing_of(found, line=0, sane_lists=False)
    gaps = [entry.source for entry in found.entries if entry.target is None]
    assert sorted(map(id, gaps)) == sorted(map(id, [*missing.chosen, *(entry.source for entry, _why in missing.left)]))
    assert len(list(told(found, missing.left))) == len(missing.left)
    if missing.chosen:
        text = without_marks(with_missing(found, {id(block) for block in missing.chosen}, sane_lists=False))
        words = [(block.family, block.digest) for block in split(text) if block.tracked]
        before = [(block.family, block.digest) for block in found.targets if block.tracked]
        assert sorted(words) == sorted(before + [(block.family, block.digest) for block in missing.chosen])
