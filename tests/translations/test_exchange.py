"""Pages to translation tools and back: nothing changes by itself, and no translator's text is lost."""

import re
import shutil
import subprocess
import xml.etree.ElementTree as tree

import polib
import pytest
from babel.messages.pofile import read_po
from hypothesis import given, settings
from hypothesis import strategies as some

from helpdesk.translations.exchange import po, xliff
from helpdesk.translations.exchange.apply import taken
from helpdesk.translations.exchange.units import Exchange, Progress, Unit, exchange_of
from helpdesk.translations.pages import file_of, pair

SOURCE = """---
title: "Foto's: bewaren"
description: Hoe het gaat.
---
# Foto's bewaren { #save }

Tik op **Opslaan** om de foto te bewaren.

!!! note "Let op"

    De eerste regel
    en de tweede.

1. Open de lijst.

2. Kies een foto.

    > Een citaat van
    > twee regels.

| Soort | Aantal |
| --- | --- |
| Foto | veel |

```sh
ls
```
"""
TARGET = (
    SOURCE.replace("Foto's: bewaren", "Fotos sichern").replace("Hoe het gaat", "Wie es geht")
    .replace("Foto's bewaren", "Fotos sichern").replace("Tik op", "Tippen Sie auf").replace("om de foto te bewaren", "zum Sichern")
    .replace("Let op", "Achtung").replace("De eerste regel", "Die erste Zeile").replace("en de tweede", "und die zweite")
    .replace("Open de lijst", "Öffnen Sie die Liste").replace("Kies een foto", "Wählen Sie ein Foto")
    .replace("Een citaat van", "Ein Zitat mit").replace("twee regels", "zwei Zeilen").replace("Soort", "Art")
    .replace("Aantal", "Anzahl").replace("| Foto |", "| Bild |").replace("veel", "viele")
)  # fmt: skip
FORMS = pytest.mark.parametrize("form", ["po", "xliff"])


@pytest.fixture
def site(project, helpdesk):
    root = project({"docs/nl/a.md": SOURCE, "docs/de/a.md": TARGET}, ["nl", "de"])
    helpdesk(root, "translations", "accept", "a", "--locale", "de")
    return root


def exported(helpdesk, root, form):
    code, report, error = helpdesk(root, "translations", "export", f"--{form}")
    assert code == 0, error
    return root / report["summary"]["files"][0]


def edited(path, before, after):
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def rejected(report):
    return [found["code"].removeprefix("exchange-") for found in report["findings"]]


@FORMS
def test_what_was_exported_changes_nothing_when_it_comes_back(site, helpdesk, form):
    path = exported(helpdesk, site, form)
    first = path.read_bytes()
    code, report, _ = helpdesk(site, "translations", "import", str(path))
    assert (code, report["summary"]["taken"]) == (0, 0)
    assert (site / "docs/de/a.md").read_text(encoding="utf-8") == TARGET
    assert exported(helpdesk, site, form).read_bytes() == first


@FORMS
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Wie es geht.", "So geht es."),
        ("Fotos sichern {", "Bilder sichern {"),
        ("Achtung", "Vorsicht"),
        ("Wählen Sie ein Foto.", "Wählen Sie ein Bild."),
        ("viele", "sehr viele"),
    ],
)
def test_an_edited_translation_comes_to_its_place_and_no_other_byte_changes(site, helpdesk, form, before, after):
    edited(exported(helpdesk, site, form), before, after)
    code, report, _ = helpdesk(site, "translations", "import", "exchange")
    assert (code, report["summary"]["taken"]) == (0, 1)
    assert (site / "docs/de/a.md").read_text(encoding="utf-8") == TARGET.replace(before, after)


def test_a_text_of_several_lines_keeps_its_margin(site, helpdesk):
    path = exported(helpdesk, site, "po")
    file = polib.pofile(str(path))
    for entry in file:
        if entry.msgstr.startswith(("Die erste", "Ein Zitat")):
            entry.msgstr = entry.msgstr.replace("\n", "!\n")
    file.save()
    assert helpdesk(site, "translations", "import", str(path))[1]["summary"]["taken"] == 2
    text = (site / "docs/de/a.md").read_text(encoding="utf-8")
    assert "    Die erste Zeile!\n    und die zweite.\n" in text
    assert "    > Ein Zitat mit!\n    > zwei Zeilen.\n" in text


@FORMS
def test_a_page_that_does_not_exist_yet_is_made_from_the_file(project, helpdesk, form):
    root = project({"docs/nl/a.md": "# Kop\n\nEen tekst hier.\n"}, ["nl", "de"])
    path = exported(helpdesk, root, form)
    if form == "po":
        edited(path, 'msgid "Een tekst hier."\nmsgstr ""', 'msgid "Een tekst hier."\nmsgstr "Ein Text hier."')
    else:
        edited(path, '<source>Een tekst hier.</source>\n    <target state="needs-translation" />',
               '<source>Een tekst hier.</source>\n    <target state="translated">Ein Text hier.</target>')  # fmt: skip
    assert helpdesk(root, "translations", "import", str(path))[1]["summary"]["taken"] == 1
    assert (root / "docs/de/a.md").read_text(encoding="utf-8") == "# <!-- untranslated --> Kop\n\nEin Text hier.\n"


def test_a_row_that_the_translation_lacks_comes_whole_with_its_first_translated_cell(project, helpdesk):
    source, target = (
        "| Soort | Aantal |\n| --- | --- |\n| Tekst | veel |\n",
        "| Art | Anzahl |\n| --- | --- |\n| Text | viel |\n",
    )
    root = project({"docs/nl/a.md": source, "docs/de/a.md": target}, ["nl", "de"])
    helpdesk(root, "translations", "accept", "a")
    (root / "docs/nl/a.md").write_text(source + "| Foto | 3 |\n")
    path = exported(helpdesk, root, "po")
    edited(path, 'msgid "Foto"\nmsgstr ""', 'msgid "Foto"\nmsgstr "Bild"')
    assert helpdesk(root, "translations", "import", str(path))[1]["summary"]["taken"] == 1
    assert (root / "docs/de/a.md").read_text() == target + "| Bild | 3 |\n"


def test_a_translation_that_has_no_place_on_the_page_is_rejected(project, helpdesk):
    source, target = '!!! note "Let op"\n\n    Binnen de doos.\n', "/// note | Achtung\n\n///\n"
    root = project({"docs/nl/a.md": source, "docs/de/a.md": target}, ["nl", "de"])
    path = exported(helpdesk, root, "po")
    edited(path, 'msgid "Binnen de doos."\nmsgstr ""', 'msgid "Binnen de doos."\nmsgstr "In der Kiste."')
    report = helpdesk(root, "translations", "import", str(path))[1]
    assert rejected(report) == ["no-place"]
    assert (root / "docs/de/a.md").read_text() == target
    assert "In der Kiste." in next(path.parent.glob("*.rejects.*")).read_text()


@FORMS
def test_what_no_longer_fits_is_rejected_with_its_text_kept(site, helpdesk, form):
    path = exported(helpdesk, site, form)
    edited(path, "Wählen Sie ein Foto.", "Nehmen Sie ein Foto.")
    edited(path, "Öffnen Sie die Liste.", "Die Liste öffnen.")
    edited(path, "Wie es geht.", "So geht das.")
    edited(site / "docs/de/a.md", "Wählen Sie ein Foto.", "Suchen Sie ein Foto.")
    edited(site / "docs/nl/a.md", "Open de lijst.", "Open het menu.")
    code, report, _ = helpdesk(site, "translations", "import", str(path))
    assert code == 1
    assert sorted(rejected(report)) == ["page-changed", "source-changed"]
    assert report["summary"] == {"taken": 1, "rejected": 2, "dry_run": False}
    text = (site / "docs/de/a.md").read_text(encoding="utf-8")
    assert "Suchen Sie ein Foto." in text
    assert "So geht das." in text
    kept = next(path.parent.glob("*.rejects.*")).read_text(encoding="utf-8")
    assert "Nehmen Sie ein Foto." in kept
    assert "Die Liste öffnen." in kept
    helpdesk(site, "translations", "import", str(path))
    assert len(list(path.parent.glob("*.rejects*"))) == 1


@pytest.mark.parametrize("text", ["1. Liste öffnen", "# Liste", "    Code", "- Liste", "Liste\n\nöffnen"])
def test_a_text_that_would_become_syntax_is_rejected(site, helpdesk, text):
    path = exported(helpdesk, site, "po")
    file = polib.pofile(str(path))
    next(entry for entry in file if entry.msgstr.startswith("Tippen")).msgstr = text
    file.save()
    report = helpdesk(site, "translations", "import", str(path))[1]
    assert rejected(report) == ["breaks"]
    assert (site / "docs/de/a.md").read_text(encoding="utf-8") == TARGET


def test_a_foreign_text_is_named_with_its_line(site, helpdesk):
    path = exported(helpdesk, site, "po")
    with path.open("a", encoding="utf-8") as stream:
        stream.write('\nmsgid "Iets anders"\nmsgstr "Etwas anderes"\n')
    report = helpdesk(site, "translations", "import", str(path))[1]
    assert rejected(report) == ["foreign"]
    assert report["findings"][0]["line"] == path.read_text().splitlines().index('msgid "Iets anders"') + 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.po", b'msgid "x\nmsgstr "y"\n'), ("a.po", b""), ("a.po", b"\xff\xfe"), ("a.po", b"msgid"), ("a.po", b"nonsense\n"),
        ("a.xlf", b"<xliff><file>"), ("a.xlf", b"<a/>"), ("a.xlf", b""), ("a.xlf", b"\x00"),
        ("a.xlf", b'<!DOCTYPE a [<!ENTITY b "c">]><xliff>&b;</xliff>'),
    ],
)  # fmt: skip
def test_a_broken_file_is_a_finding_and_the_others_are_taken(site, helpdesk, name, content):
    path = exported(helpdesk, site, "po")
    edited(path, "Wie es geht.", "So geht das.")
    (path.parent / name.replace("a.", "0.")).write_bytes(content)
    code, report, _ = helpdesk(site, "translations", "import", "exchange")
    assert code == 1
    assert rejected(report) in (["broken"], ["no-page"])
    assert report["summary"]["taken"] == 1


@FORMS
def test_a_file_cut_anywhere_never_gives_half_a_translation(site, helpdesk, form):
    path = exported(helpdesk, site, form)
    edited(
        path,
        "und die zweite.",
        "und die zweite, die so lang ist, dass sie in der Datei auf mehreren Zeilen stehen muss, denn hundert Zeichen reichen ihr nicht.",
    )
    whole = path.read_text(encoding="utf-8")
    if form == "po":
        polib.pofile(str(path)).save()
        whole = path.read_text(encoding="utf-8")
    place = whole.index("und die zweite")
    for end in range(place - 60, place + 160):
        path.write_text(whole[:end], encoding="utf-8")
        helpdesk(site, "translations", "import", str(path))
        text = (site / "docs/de/a.md").read_text(encoding="utf-8")
        assert text == TARGET or "reichen ihr nicht." in text, end
        (site / "docs/de/a.md").write_text(TARGET, encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("import", "docs"), "no .po, .xlf or .xliff file"),
        (("export", "--po", "--into", "mkdocs.yml"), "This is a file"),
    ],
)
def test_an_argument_that_cannot_be_meant_is_refused(site, helpdesk, words, message):
    code, _report, error = helpdesk(site, "translations", *words)
    assert (code, message in error) == (2, True)


def test_a_dry_run_writes_nothing(site, helpdesk):
    path = exported(helpdesk, site, "po")
    edited(path, "Wie es geht.", "So geht das.")
    edited(path, "Achtung", 'Acht\\"ung')
    before = sorted(site.rglob("*"))
    report = helpdesk(site, "translations", "import", str(path), "--dry-run")[1]
    assert report["summary"] == {"taken": 1, "rejected": 1, "dry_run": True}
    assert (site / "docs/de/a.md").read_text(encoding="utf-8") == TARGET
    assert sorted(site.rglob("*")) == before


def test_an_export_never_overwrites_work_that_was_not_imported(site, helpdesk):
    path = exported(helpdesk, site, "po")
    edited(path, "Wie es geht.", "So geht das.")
    code, report, _ = helpdesk(site, "translations", "export", "--po")
    assert (code, rejected(report)) == (1, ["not-imported"])
    assert "So geht das." in path.read_text(encoding="utf-8")
    helpdesk(site, "translations", "import", str(path))
    assert helpdesk(site, "translations", "export", "--po")[0] == 0


# What the strict schema of XLIFF 1.2 allows of what we write: attributes and children, in order; "*" ends what may repeat.
MODEL = {
    "xliff": ({"version"}, ["file*"]),
    "file": ({"original", "source-language", "target-language", "datatype"}, ["body"]),
    "body": (set(), ["trans-unit*"]),
    "trans-unit": ({"id", "resname", "extradata", "approved", "space"}, ["source", "target", "note*", "alt-trans*"]),
    "source": (set(), []),
    "target": ({"state"}, []),
    "note": (set(), []),
    "alt-trans": ({"alttranstype"}, ["source", "target"]),
}
VALUES = {
    "version": "1\\.2", "datatype": "plaintext", "approved": "yes|no", "space": "preserve",
    "alttranstype": "previous-version", "state": "translated|needs-review-translation|needs-translation",
    "source-language": "[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*", "target-language": "[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*",
}  # fmt: skip


def test_an_xliff_file_holds_only_what_the_schema_allows(site, helpdesk):
    edited(site / "docs/nl/a.md", "Open de lijst.", "Open eerst de lijst.")
    edited(site / "docs/nl/a.md", "| Foto | veel |", "| Foto & beeld | veel |\n| Tekst ]]> | <br> |")
    path = exported(helpdesk, site, "xliff")
    edited(path, "Wählen Sie ein Foto.", "1. Nehmen Sie ein Foto.")
    helpdesk(site, "translations", "import", str(path))
    for file in (path, next(path.parent.glob("*.rejects.xlf"))):
        top = tree.parse(file).getroot()
        for element in top.iter():
            attributes, model = MODEL[xliff.local(element)]
            children = "".join(f"{xliff.local(child)} " for child in element)
            assert re.fullmatch(
                "".join(f"({name.rstrip('*')} ){'*' if '*' in name else '?'}" for name in model), children
            )
            for name, value in element.items():
                assert name.rpartition("}")[2] in attributes
                assert re.fullmatch(VALUES.get(name.rpartition("}")[2], ".+"), value)
        names = [unit.get("id") for unit in top.iter() if xliff.local(unit) == "trans-unit"]
        assert names
        assert len(names) == len(set(names))


def test_a_stale_text_is_fuzzy_with_its_previous_source_and_is_not_taken_as_done(site, helpdesk):
    edited(site / "docs/nl/a.md", "Kies een foto.", "Kies een mooie foto.")
    path = exported(helpdesk, site, "po")
    entry = next(entry for entry in polib.pofile(str(path)) if entry.msgid == "Kies een mooie foto.")
    assert (entry.fuzzy, entry.previous_msgid, entry.msgstr) == (True, "Kies een foto.", "Wählen Sie ein Foto.")
    assert not [line for line in path.read_text().splitlines() if line.startswith("#:")]


def test_gettext_has_no_complaint(site, helpdesk, tmp_path):
    """Babel's checks everywhere; those of `msgfmt` too where the machine has it."""
    path = exported(helpdesk, site, "po")
    with path.open("rb") as stream:
        catalog = read_po(stream, abort_invalid=True)
    assert len(catalog) == 13
    assert [error for _message, errors in catalog.check() for error in errors] == []
    if shutil.which("msgfmt"):
        command = ["msgfmt", "-c", "-v", "-o", str(tmp_path / "a.mo"), str(path)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        assert "warning" not in done.stderr
        assert "error" not in done.stderr


def test_weblates_reader_sees_every_text(site, helpdesk):
    from translate.storage.factory import getobject

    for form in ("po", "xliff"):
        store = getobject(str(exported(helpdesk, site, form)))
        texts = {str(unit.source): str(unit.target) for unit in store.units if unit.istranslatable()}
        assert texts["Kies een foto."] == "Wählen Sie ein Foto."
        assert len(texts) == 13


WORDS = some.text(alphabet="ab #*_`[]()<>!|:\"'\\-1.\n\t%ü、", max_size=40)


@settings(max_examples=60)
@given(WORDS, WORDS)
def test_any_page_comes_back_as_it_was(source, target):
    files = (
        file_of("docs/nl/a.md", f"# Kop\n\n{source}\n".encode(), "nl", "a"),
        file_of("docs/de/a.md", f"# Titel\n\n{target}\n".encode(), "de", "a"),
        file_of("i18n/state/de/a.txt", b"", "de", "a"),
    )
    found = pair("a", "de", files, sane_lists=True)
    for form in (po, xliff):
        back = form.read(form.written(exchange_of(found, "nl")))
        done = tuple(Unit(u.key, u.source, u.target, Progress.DONE, u.evidence) for u in back.units if u.target)
        result = taken(found, done, sane_lists=True)
        assert (result.text, result.count) == (found.target.text, 0)
        assert result.rejects == ()


@given(some.lists(some.tuples(some.text(min_size=1, max_size=20), some.text(max_size=20)), max_size=5))
def test_any_text_survives_either_form(texts):
    # A translation ends with white space only where its source does: msgfmt refuses anything else.
    from helpdesk.translations.exchange.units import UNWRITABLE

    units = tuple(
        Unit(
            f"p {number:010x}",
            source,
            target if source[-1].isspace() else target.rstrip(),
            Progress.DONE if target.strip() else Progress.EMPTY,
            "91be04aa37",
        )
        for number, (source, target) in enumerate(texts)
        if not UNWRITABLE.search(source + target) and "\x85" not in source + target
    )
    for form in (po, xliff):
        back = form.read(form.written(Exchange("a", "de", "nl", units)))
        assert [(u.key, u.source, u.target, u.evidence) for u in back.units] == [
            (u.key, u.source, u.target, u.evidence) for u in units
        ]


@FORMS
def test_a_file_that_was_taken_is_taken_a_second_time_in_silence(site, helpdesk, form):
    path = exported(helpdesk, site, form)
    # Texts so unlike their neighbours and their source that nobody could pair them again, one of two lines.
    for number, before in enumerate(
        ("Fotos sichern", "Tippen Sie auf **Opslaan** zum Sichern.", "Öffnen Sie die Liste.")
    ):
        text = f"{number}\nwholly other" if number == 0 else f"[x](https://{number}.example/) `{number}`"
        edited(path, before, text if form == "xliff" or number else f"{number}\\nwholly other")
    (site / "docs/nl/a.md").write_text(SOURCE.replace("1. Open", "Nieuw en anders.\n\n1. Open"))
    _code, first, _err = helpdesk(site, "translations", "import", str(path))
    assert first["summary"]["taken"] > 2
    _code, second, _err = helpdesk(site, "translations", "import", str(path))
    assert (second["summary"]["taken"], rejected(second)) == (0, rejected(first))


@FORMS
def test_a_translation_for_which_the_page_has_no_place_is_kept(project, helpdesk, form):
    source = "# Kop\n\n| Browser | Versie |\n| --- | --- |\n| Chrome | nieuw |\n"
    target = "# Titel\n\n| Browser |\n| --- |\n| Chrome |\n"
    root = project({"docs/nl/a.md": source, "docs/de/a.md": target}, ["nl", "de"])
    path = exported(helpdesk, root, form)
    if form == "po":
        edited(path, 'msgid "Versie"\nmsgstr ""', 'msgid "Versie"\nmsgstr "Ausgabe"')
    else:
        edited(path, '<target state="needs-translation" />', '<target state="translated">Ausgabe</target>')
    _code, report, _err = helpdesk(root, "translations", "import", str(path))
    kept = next(path.parent.glob("*.rejects*")).read_text() if rejected(report) else ""
    assert "no-place" in rejected(report)
    assert "Ausgabe" in kept


def test_a_text_that_already_stands_elsewhere_on_the_page_is_not_put_in_again():
    texts = (
        "Eerste alinea.\n\n## Kop { #a }\n\nTweede alinea.\n",
        "## Titel { #a }\n\nZweiter Absatz.\n\nErster Absatz.\n",
    )
    source, target = (file_of(name, text.encode(), "de", "a") for name, text in zip("sd", texts, strict=True))
    found = pair("a", "de", (source, target, file_of("l", b"", "de", "a")), sane_lists=True)
    missing = next(unit for unit in exchange_of(found, "nl").units if not unit.target)
    done = (Unit(missing.key, missing.source, "Erster Absatz.", Progress.DONE),)
    assert taken(found, done, sane_lists=True).text == target.text
