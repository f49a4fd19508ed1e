"""What a Translation must share with its source: each check with what it must find and what it must leave alone."""

import time

import pytest

from helpdesk.blocks import split
from helpdesk.translations import checks
from helpdesk.translations.checks.facts import facts_of
from helpdesk.translations.checks.numbers import missing
from helpdesk.translations.checks.pairs import Pair, text_of

LABELS = "cancel: {nl: , en: Cancel, de: }\nsubs: {nl: Abonnementen, en: Subscriptions, de: Abonnements}\n"
TERMS = (
    "keep: [Azure, REST]\nterms:\n"
    "  cancel: {nl: {use: [opzeggen], avoid: []}, de: {use: [kündigen], avoid: [stornieren]}}\n"
    "  subscription: {nl: {use: [abonnement]}, de: {use: [Abonnement]}}\n"
)


@pytest.fixture
def checked(project, helpdesk):
    def run(source, target, locale="de", **files):
        pages = {
            "docs/nl/a/b.md": f"# X {{ #x }}\n\n{source}\n",
            f"docs/{locale}/a/b.md": f"# Y {{ #x }}\n\n{target}\n",
            **files,
        }
        root = project(pages, ["nl", locale])
        report = helpdesk(root, "translations", "--no-cache")[1]
        return [found["code"] for found in report["findings"] if "check" in found]

    return run


SAME = [
    ('Zie [dit](c.md#x "t").', "Siehe [das](./c.md#x)."),
    ("Zie [dit](../d.md).", "Siehe [das](../d.md)."),
    ("Zie [dit](https://learn.microsoft.com/nl-nl/azure/x).", "Siehe [das](https://learn.microsoft.com/de-de/azure/x/)."),
    ("Zie [w](https://nl.wikipedia.org/wiki/A).", "Siehe [w](https://de.wikipedia.org/wiki/A)."),
    ("Zie [dit][portal] en <https://a.b/c>.", "Siehe <https://a.b/c> und [das][Portal]."),
    ("![oud](images/a.png)", "![alt](images/a.png)"),
    ("Typ `az --id`.", "Geben Sie `az --id` ein."),
    ("Het `hele woord` hier.", "Das `ganze Wort` hier."),
    ("Na 1.000,5 euro op 22 november 2026.", "Nach 1,000.5 Euro am 22. November 2026."),
    ("Na drie dagen, 30 tot 90.", "Nach 3 Tagen, 30 bis 90."),
    ("Om 15:00 uur.", "Um 3:00 p.m."),
    ("Hallo {naam} en %s.", "%s und {naam}, hallo."),
    ("Bron S3 en `x` v2.", "Quelle S3 und `x` v2."),
    ("1. Een.\n2. Twee.", "1. Eins.\n2. Zwei."),
    ('!!! note "Let op"\n\n    Tekst hier.', '!!! note "Achtung"\n\n    Text da.'),
    ("```sh\nls # toon alles\n```", "```sh\nls # alles zeigen\n```"),
    ('```py\nprint("hallo")\n```', '```py\nprint("Hallo Welt")\n```'),
    ("Kies **Abonnementen**.", "Wählen Sie **Abonnements**."),
    ("Kies **Cancel**.", "Wählen Sie **Cancel** (kündigen)."),
    ("Abonnement opzeggen bij Azure.", "Abonnementkündigung bei Azure kündigen."),
    ("De rest blijft.", "Der Rest bleibt."),
    ("## Kop { #a .b }", "## Titel {: .b #a }"),
    ('!!! Note "Let op"\n\n    Tekst hier.', '!!! note "Achtung"\n\n    Text da.'),
    ("Zie [portal] nu.\n\n[portal]: https://a.b", "Siehe [Portal][] jetzt.\n\n[portal]: https://a.b"),
    ("Maak $MAP aan.", "创建$MAP吧。"),
    ("Zet {{ dit is een zin }} neer.", "Setzen Sie {{ das ist ein Satz }}."),
    ("{% note tip Een titel %}\nTekst hier.\n{% endnote %}", "{% note tip Ein Titel %}\nText da.\n{% endnote %}"),
    ("De waarde is 10 en meer.", "Der Wert ist `10` und mehr."),
    ("```py\na = 1  # hier\n```", "```python\na = 1  # da\n```"),
    ("```py\nnaam = waarde(x)\n```", "```py\nимя = значение(x)\n```"),
    ("```text\neen\ntwee\n```", "```text\neins\nzwei\n```"),
    ("Kies *dit* van config nu.", "Wählen Sie *das* von config.* jetzt."),
    ("Zie [dit](https://vite.dev/a) nu.", "Siehe [das](https://de.vite.dev/a) jetzt."),
    ("Zie [dit](https://a.org/web/1/https://b.c/nl/d) nu.", "Siehe [das](https://a.org/web/1/https://b.c/de/d) jetzt."),
    ("```md\ntitle: Mijn pagina\n```", "```md\ntitle: Meine Seite\n```"),
    ("```js\na = 1;\n```", "```js\na = 1\n```"),
    ("Een <b>woord</b> en <br> meer.", "Ein <b>Wort</b> und mehr."),
    ("Noem het[^1] zo.\n\n[^1]: Noot.", "So heißt es[^1] da.\n\n[^1]: Note."),
]  # fmt: skip
DIFFERENT = [
    ("Zie [dit](c.md) nu.", "Siehe das jetzt.", "links"),
    ("Zie [dit](c.md) nu.", "Siehe [das](d.md) jetzt.", "links"),
    ("Zie dit nu.", "Siehe [das](d.md) jetzt.", "links"),
    ("Zie [dit][portal] nu.", "Siehe [das][Portale] jetzt.", "links"),
    ("Zie [dit](c.md#x) nu.", "Siehe [das](c.md#y) jetzt.", "anchors"),
    ("Kijk ![oud](images/a.png) hier.", "Schau ![alt](images/b.png) da.", "pictures"),
    ("![oud](images/a.png)", "![](images/a.png)", "alts"),
    ("## Kop { #a }", "## Titel { #b }", "ids"),
    ("## Kop { #a }", "## Titel", "ids"),
    ("Tekst hier.\n{: .big }", "Text da.", "attributes"),
    ("Typ `az --id` nu.", "Geben Sie `az --ID` ein.", "code"),
    ("```sh\nls -l\n```", "```sh\nls -a\n```", "code"),
    ("```sh\nls -l\n```", "```sh\nls -l\nrm x\n```", "code"),
    ("Hallo {naam} daar.", "Hallo {Name} dort.", "placeholders"),
    ("Zet $NAAM_HIER neer.", "Setzen Sie $NAME.", "placeholders"),
    ("Typ %1$s of {0}.", "Tippen Sie {0}.", "placeholders"),
    ("Na 30 dagen.", "Nach 90 Tagen.", "numbers"),
    ("Na 3 dagen.", "Nach 7 Tagen.", "numbers"),
    ("Na vele dagen.", "Nach 30 Tagen.", "numbers"),
    ("- Een punt.", "1. Ein Punkt.", "shape"),
    ("## Kop hier", "### Titel da", "shape"),
    ('!!! note "Let op"\n\n    Tekst.', '!!! warning "Achtung"\n\n    Text.', "box-type"),
    ("Kies **Abonnementen** nu.", "Wählen Sie **Subscriptions** jetzt.", "labels"),
    ("Kies **Abonnementen** nu.", "Wählen Sie Abonnements jetzt.", "labels"),
    ("U kunt opzeggen.", "Sie gehen weg.", "terms"),
    ("U stopt nu.", "Sie stornieren jetzt.", "terms"),
    ("Bij Azure blijven.", "Bei Microsoft bleiben.", "names"),
    ("Eerst dit. Daarna kunt u dit alles nog eens lezen.", "Zuerst das. Daarna kunt u dit alles nog eens lezen.", "untranslated-part"),
    ("Kies **dit** nu.", "Wählen Sie ** das** jetzt.", "syntax"),
    ("Zie [dit](c.md) nu.", "Siehe [das] (c.md) jetzt.", "syntax"),
    ("Kies **dit** nu.", "Wählen Sie **das jetzt.", "syntax"),
    ("Kies **dit** nu.", "Wählen Sie **das ** jetzt.", "syntax"),
    ("Kies **dit** nu.", "Wählen Sie **das* jetzt.", "syntax"),
    ("Kies *dit* nu.", "Wählen Sie *das jetzt.", "syntax"),
    ("Zie [dit](https://a.b/c) nu.", "Siehe [das](https://a.b/c jetzt.", "syntax"),
    ("Zie [dit](https://a.b/c) nu.", "Siehe [das](https://a. b/c) jetzt.", "syntax"),
    ("Een <b>woord</b> hier.", "Ein <b>Wort hier.", "syntax"),
    ("Kies **dit** of **dat**.", "Wählen Sie **das oder **dies**.", "syntax"),
    ("Zie [dit](https://a.b/c) nu.", "Siehe [das(https://a.b/c) jetzt.", "syntax"),
    ("Zie [dit](https://a.b/c) nu.", "Siehe das [](https://a.b/c) jetzt.", "syntax"),
    ("- Een punt.\n\nEen tekst.", "- Ein Punkt.\n\n    Ein Text.", "shape"),
    ('Een <img src="a.png"> hier.', "Ein Bild hier.", "syntax"),
    ("Een tekst hier.", "> Ein Text da.", "shape"),
    ("Noem het[^1] zo.\n\n[^1]: Noot.", "So heißt es.\n\n[^1]: Note.", "links"),
    ("Zie issue #1326 nu.", "Siehe Issue # jetzt.", "numbers"),
    ("Hallo daar.", "Hallo {name} dort.", "placeholders"),
    ("```sh\nls -l\n```", "```py\nls -l\n```", "code"),
    ("```sh\nls -l\n```", "```\nls -l\n```", "code"),
    ('```json\n{"versie": "0.0.1"}\n```', '```json\n{"versie": "0.0.2"}\n```', "code"),
    ("```text\neen\ntwee\n```", "```text\neins\n```", "code"),
]  # fmt: skip

# Where nothing was accepted yet these are no pair: what is missing and what is extra must be settled, not waived.
BECAME_SYNTAX = [
    ("Derde partij betaalt.", "3. Partei zahlt.", "syntax"),
    ("Nummer 1 wint.", "#1 gewinnt.", "syntax"),
    ("Zoals boven.", "- Wie oben.", "syntax"),
]


@pytest.mark.parametrize(("source", "target"), SAME)
def test_what_only_the_language_changes_is_no_finding(checked, source, target):
    assert checked(source, target, **{"i18n/labels.yml": LABELS, "i18n/terms.yml": TERMS}) == []


@pytest.mark.parametrize(("source", "target", "code"), [*DIFFERENT, *BECAME_SYNTAX])
def test_what_a_translation_must_share_with_its_source_is_checked(checked, source, target, code):
    assert code in checked(source, target, **{"i18n/labels.yml": LABELS, "i18n/terms.yml": TERMS})


@pytest.mark.parametrize(
    ("locale", "source", "target", "found"),
    [
        ("ja", "Op 22 november 2026.", "2026年11月22日。", []),
        ("ja", "Na 30 dagen.", "３０日後。", []),
        ("ja", "Na 30 dagen.", "90日後。", ["numbers"]),
        ("ar", "Na 30 dagen.", "بعد ٣٠ يومًا.", []),
        ("ar", "Na 1.000,5 dagen.", "بعد ١٬٠٠٠٫٥ يومًا.", []),
        ("ar", "Na 30 dagen.", "بعد ٩٠ يومًا.", ["numbers"]),
        ("fr", "Na 30 000 euro.", "Après 30\u202f000 euros.", []),
    ],
)
def test_numbers_are_read_in_the_digits_of_the_language(checked, locale, source, target, found):
    assert checked(source, target, locale) == found


def test_a_check_is_waived_for_a_block_with_a_reason(project, helpdesk):
    root = project({"docs/nl/a.md": "Na 30 dagen.\n", "docs/en/a.md": "After a month.\n"})
    assert helpdesk(root, "translations", "accept", "a", "--locale", "en")[0] == 0
    before = helpdesk(root, "translations", "--no-cache")[1]["findings"]
    assert [found["code"] for found in before] == ["numbers"]
    helpdesk(
        root, "translations", "accept", "a:1", "--locale", "en", "--waive", "numbers", "--reason", "A month is 30 days."
    )
    assert helpdesk(root, "translations", "--no-cache")[1]["findings"] == []


def test_a_command_weighs_more_than_a_sample_of_code(project, helpdesk):
    root = project(
        {
            "docs/nl/a.md": "```sh\nls -a\n```\n\n```py\na = 1\n```\n",
            "docs/en/a.md": "```sh\nls -b\n```\n\n```py\nb = 1\n```\n",
        }
    )
    found = [each for each in helpdesk(root, "translations", "--no-cache")[1]["findings"] if each["code"] == "code"]
    assert [each["severity"] for each in found] == ["warning", "note"]


def test_a_stale_pair_is_not_checked_before_it_is_up_to_date(project, helpdesk):
    root = project({"docs/nl/a.md": "Na 30 dagen stopt het.\n", "docs/en/a.md": "After 30 days it stops.\n"})
    helpdesk(root, "translations", "accept", "a", "--locale", "en")
    (root / "docs/nl/a.md").write_text("Na 90 dagen stopt het.\n")
    assert [found["code"] for found in helpdesk(root, "translations", "--no-cache")[1]["findings"]] == ["stale"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1,234.56 MB", "1\u202f234,56 Mo"),
        ("22 november 2026", "２０２６年１１月２２日"),
        ("November 22, 2026", "22/11/2026"),
        ("15:30", "15.30 Uhr"),
        ("10,000 items", "1万件"),
        ("1.5 million", "150万"),
        ("1.000.000 euro", "1 million euros"),
        ("10k users", "10 000 utilisateurs"),
        ("half an hour", "30 minutes"),
        ("fifteen minutes", "15 Minuten"),
        ("15 minutes", "十五分"),
        ("the 20th century", "le XXe siècle"),
        ("a 2 minute pause", "eine zweiminütige Pause"),
        ("1/2 cup", "½ Tasse"),
        ("12 am", "00:00"),
        ("1,00,000 rupees", "100,000 rupees"),
        ("2 sizes", "دو اندازه"),
        ("3 files", "tre file"),
        ("3rd party", "bibliothèques tierces"),
    ],
)
def test_one_number_in_two_spellings_is_no_difference(one, other):
    assert missing(one, other) == missing(other, one) == ([], [])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("10万", "10000"),
        ("15:30", "15.40"),
        ("10 days", "with the tenant"),
        ("7 days", "in September"),
        ("99.9%", "٩٩٫٠٪"),
        ("20th", "XXI"),
        ("10 files", "استفاده شده"),
    ],
)
def test_another_number_is_a_difference_whatever_it_is_written_with(one, other):
    assert missing(one, other) != ([], [])


@pytest.mark.parametrize(
    ("source", "target", "severity"),
    [
        ("Zet `forbid` aan.", "Schalten Sie `verbieten` ein.", "note"),
        ("Zet `Response` aan.", "Schalten Sie `Responses` ein.", "warning"),
        ("Zet `Field` aan.", "Schalten Sie `field_x` ein.", "warning"),
    ],
)
def test_a_word_in_code_weighs_by_how_likely_it_was_translated(project, helpdesk, source, target, severity):
    root = project({"docs/nl/a.md": f"{source}\n", "docs/de/a.md": f"{target}\n"}, ["nl", "de"])
    found = helpdesk(root, "translations", "--no-cache")[1]["findings"]
    assert [each["severity"] for each in found if each["code"] == "code"] == [severity]


def test_an_accepted_text_that_became_a_heading_is_another_form_and_can_be_waived(project, helpdesk):
    root = project({"docs/nl/a.md": "Een tekst.\n", "docs/en/a.md": "A text.\n"})
    helpdesk(root, "translations", "accept", "a", "--locale", "en")
    (root / "docs/en/a.md").write_text("# A text.\n")
    assert [each["code"] for each in helpdesk(root, "translations", "--no-cache")[1]["findings"]] == ["shape"]
    helpdesk(root, "translations", "accept", "a:1", "--locale", "en", "--waive", "shape", "--reason", "A title here.")
    assert helpdesk(root, "translations", "--no-cache")[1]["findings"] == []


def test_an_accepted_text_that_became_code_by_four_blanks_is_an_error(project, helpdesk):
    root = project({"docs/nl/a.md": "# X\n\nEen tekst.\n", "docs/en/a.md": "# X\n\nA text.\n"})
    helpdesk(root, "translations", "accept", "a", "--locale", "en")
    (root / "docs/en/a.md").write_text("# X\n\n    A text.\n")
    found = helpdesk(root, "translations", "--no-cache")[1]["findings"]
    assert [(each["code"], each["severity"], each["line"]) for each in found] == [("syntax", "error", 3)]


@pytest.mark.parametrize(("source", "target", "code"), DIFFERENT)
def test_every_check_can_be_waived_for_a_block(project, helpdesk, source, target, code):
    pages = {"docs/nl/b.md": f"# X {{ #x }}\n\n{source}\n", "docs/de/b.md": f"# Y {{ #x }}\n\n{target}\n"}
    root = project({**pages, "i18n/labels.yml": LABELS, "i18n/terms.yml": TERMS}, ["nl", "de"])
    helpdesk(root, "translations", "accept", "b", "--locale", "de")
    for found in helpdesk(root, "translations", "--no-cache")[1]["findings"]:
        if found["code"] == code:
            spot = f"b:{found['line']}"
            helpdesk(root, "translations", "accept", spot, "--locale", "de", "--waive", code, "--reason", "Right here.")
    assert code not in [found["code"] for found in helpdesk(root, "translations", "--no-cache")[1]["findings"]]


@pytest.mark.parametrize(
    "piece",
    ["1,", "1.", "-a", "a:", "aé", "a1", "{a", "[a(./", "](./", "] (./", "]（./", "<a ", "**", "* a", "`", "```", "%s", "$A", "a/de/"],
)  # fmt: skip
def test_no_pair_takes_more_than_linear_time(piece):
    def cost(size):
        (source,), (target,) = (split(f"{word} {piece * (size // len(piece))}") for word in ("Eerst", "Zuerst"))
        start = time.process_time()
        pair = Pair(source, target, facts_of(text_of(source)), facts_of(text_of(target)), "a", "de", own_ids=True)
        list(checks.problems_of(pair, []))
        list(checks.code.code_block(f"```\n{source.body}\n```", f"```\n{target.body}\n```"))
        return time.process_time() - start

    assert cost(80_000) < 40 * cost(10_000) + 0.5
