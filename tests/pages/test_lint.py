"""Plain language, held against word lists that stand in data files."""

from pathlib import Path

import pytest
import yaml

from helpdesk.pages import lint_data
from helpdesk.prose import OBJECT, prose_of
from helpdesk.sentences import sentences_of

LINT = Path(__file__).parents[2] / "i18n" / "lint"


def lint(project, helpdesk, text, wishes, **files):
    """The codes and columns of the Findings about one Page."""
    root = project({"docs/nl/a.md": f"# A\n\n{text}\n", "i18n/lint/nl.yml": wishes, **files}, ["nl"])
    _, report, _ = helpdesk(root, "pages")
    return report["findings"]


def codes(findings):
    return [(found["code"], found["line"], found["column"]) for found in findings]


def test_without_word_lists_nothing_is_judged(project, helpdesk):
    root = project({"docs/nl/a.md": "# A\n\nKlik [hier](b.md) **nu** " + "woord " * 90 + "\n"}, ["nl"])
    assert helpdesk(root, "pages")[1]["findings"] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Dit is simpelweg zo.", [8]),
        ("Simpelweg.", [1]),
        ("Dit is eenvoudiger, simpelwegheid ook.", []),
        ("`simpelweg` <b title='simpelweg'> [a](simpelweg.md) <!-- simpelweg -->", []),
        ("**simpelweg**", []),
        ("**Cancel** (simpelweg) doen.", []),
        ("*simpel*weg", [2]),
        ("![simpelweg](a.png)", [3]),
        ("Wij navigeerden.", [5]),
        ("d.m.v. iets", [1]),
        ("met betrekking\ntot u", [1]),
    ],
)
def test_words_to_avoid_are_found_in_running_text_only(project, helpdesk, text, found):
    wishes = "avoid: {simpelweg: , navigeer*: ga naar, d.m.v.: met, met betrekking tot: over}"
    findings = lint(project, helpdesk, text, wishes)
    assert [(each["code"], each["column"]) for each in findings] == [("word-to-avoid", column) for column in found]


def test_a_word_to_avoid_says_what_to_write(project, helpdesk):
    assert lint(project, helpdesk, "Indien nodig.", "avoid: {indien: als}")[0]["help"] == 'Write "als".'


def test_terms_forbid_words_in_their_locale_only(project, helpdesk):
    terms = "terms:\n  cancel:\n    nl: {use: [opzeggen], avoid: [annuleren]}\n    en: {use: [cancel], avoid: [stop]}\n"
    found = lint(project, helpdesk, "U kunt annuleren of stop.", "bold: anything", **{"i18n/terms.yml": terms})
    assert [(each["column"], each["help"]) for each in found] == [(8, 'Write "opzeggen".')]


@pytest.mark.parametrize(
    ("text", "count"), [("[hier](b.md)", 1), ("[Klik hier.][b]", 1), ("[wie mag opzeggen](b.md)", 0)]
)
def test_a_link_text_says_where_it_leads(project, helpdesk, text, count):
    assert len(lint(project, helpdesk, text, "link-texts: [hier, klik hier]")) == count


def test_a_sentence_that_is_too_long_is_named_at_its_start(project, helpdesk):
    text = "Kort. " + "Woord " * 6 + "eind. Kort."
    assert codes(lint(project, helpdesk, text, "sentences: {longest: 6}")) == [("sentence-too-long", 3, 7)]


def test_a_page_of_long_sentences_is_named_once(project, helpdesk):
    findings = lint(project, helpdesk, "Een twee drie vier. " * 6, "sentences: {average: 3}")
    assert codes(findings) == [("sentences-too-long", 1, 1)]
    assert "4.0 words" in findings[0]["message"]


def test_a_language_without_blanks_is_measured_in_characters(project, helpdesk):
    wishes = "sentences: {unit: characters, longest: 8}\nreadability: {formula: signs-per-sentence, at-most: 9}"
    root = project(
        {"docs/ja/a.md": "# A\n\nこれは一つ。これはとても長い文です。\n", "i18n/lint/ja.yml": wishes}, ["ja"]
    )
    report = helpdesk(root, "pages")[1]
    assert codes(report["findings"]) == [("sentence-too-long", 3, 7)]
    assert report["summary"]["locales"]["ja"]["characters_per_sentence"] == 8.0


@pytest.mark.parametrize(
    ("formula", "locale", "texts"),
    [
        ("flesch-douma", "nl", ("De kat zit op de mat. ", "Aansprakelijkheidsverzekeringen veroorzaken ingewikkelde onderhandelingen. ")),
        ("wiener-sachtextformel", "de", ("Die Maus ist im Haus. ", "Haftpflichtversicherungen verursachen komplizierte Verhandlungen. ")),
        ("pisarek", "pl", ("Kot śpi na piecu. ", "Ubezpieczenia odpowiedzialności powodują skomplikowane negocjacje. ")),
        ("atesman", "tr", ("Kedi evde uyur. ", "Sorumluluklarımızdan vazgeçmeyeceğimizi bildiriyorlardı. ")),
    ],
)  # fmt: skip
def test_a_formula_tells_easy_text_from_hard(project, helpdesk, formula, locale, texts):
    wishes = (LINT / f"{locale}.yml").read_text(encoding="utf-8")
    scores = []
    for text in texts:
        root = project(
            {f"docs/{locale}/a.md": "# A\n\n" + text * 40 + "\n", f"i18n/lint/{locale}.yml": wishes}, [locale]
        )
        report = helpdesk(root, "pages", "--no-spelling")[1]
        ease = report["summary"]["locales"][locale]["readability"]
        scores.append(ease["score"])
        assert ease["formula"] == formula
        assert ("hard-to-read" in [each["code"] for each in report["findings"]]) is (text == texts[1])
    assert scores[0] != scores[1]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Een. Twee! Drie? Vier", 4),
        ("Versie 2.38 of nieuwer op example.com werkt.", 1),
        ("Dat is d.w.z. niets. Ja.", 2),
        ("Am 3. Mai geht es.", 1),
        ("これは一つ。これは二つ！三つ", 3),
        ("هل تريد؟ نعم.", 2),
        ("...", 0),
        ("", 0),
        ("Hij zei “ja.” Zij niet.", 2),
    ],
)
def test_sentences_end_where_a_reader_hears_it(text, sentences):
    assert len(list(sentences_of(text, ["d.w.z."]))) == sentences


@pytest.mark.parametrize(
    ("step", "count"),
    [
        ("1. Kies A.", 0),
        ("1. Kies A en klik op B.", 1),
        ("1. Kies A of klik op B.", 0),
        ("- Kies A en klik op B.", 0),
        ("1. Zoek **Kies** en klik.", 0),
        ("1. Klik op **Pick** (kies).", 0),
        ("1. Klik op **Pick** (kies) en kies A.", 1),
    ],
)
def test_a_step_holds_one_action(project, helpdesk, step, count):
    assert len(lint(project, helpdesk, step, "steps: {actions: [kies, klik], alternatives: [of]}")) == count


LABELS = "cancel: {en: Cancel, nl: }\nsubscriptions: {en: Subscriptions, nl: Abonnementen}\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Kies **Abonnementen**.", []),
        ("Kies **Subscriptions**.", ["label-other-wording"]),
        ("Kies **Cancel** (annuleren).", []),
        ("Kies **Cancel** (annuleren). Weer **Cancel**.", []),
        ("Kies **Cancel**.", ["label-without-gloss"]),
        ("Kies **Abonementen**.", ["bold-no-label"]),
        ("Kies __Abonementen__.", ["bold-no-label"]),
        ("Kies *Abonementen* en `**x**`.", []),
        ("Kies [**Abonnementen**][x].", []),
    ],
)
def test_bold_is_for_labels(project, helpdesk, text, found):
    findings = lint(project, helpdesk, text, "bold: label", **{"i18n/labels.yml": LABELS})
    assert [each["code"] for each in findings] == found


def test_a_misspelt_label_names_the_nearest(project, helpdesk):
    found = lint(project, helpdesk, "**Abonementen**", "bold: label", **{"i18n/labels.yml": LABELS})
    assert 'Did you mean "Abonnementen"?' in found[0]["help"]


@pytest.mark.parametrize(
    ("wishes", "problem"),
    [
        ("avoidd: {}", "`avoidd` is unknown"),
        ("avoid: [a]", "`avoid` must hold"),
        ("link-texts: x", "`link-texts` must be a list"),
        ("sentences: {longest: no}", "`longest` must be a number"),
        ("typography: [{find: '(', say: x}]", "no valid regular expression"),
        ("typography: [{find: a}]", "needs `find`"),
        ("readability: {formula: magic}", "`formula` must be one of"),
        ("a: [", "not valid YAML"),
        ("- a", "must hold `key: value` lines"),
    ],
)
def test_a_word_list_that_cannot_be_used_is_a_finding_and_the_run_goes_on(project, helpdesk, wishes, problem):
    findings = lint(project, helpdesk, "Tekst.", wishes)
    assert [(each["code"], each["file"]) for each in findings] == [("pages-settings", "i18n/lint/nl.yml")]
    assert problem in findings[0]["message"]


@pytest.mark.parametrize("path", sorted(LINT.glob("??.yml")), ids=lambda path: path.stem)
def test_the_word_lists_of_this_site_can_be_used(path):
    wishes, wrong = lint_data.load_lint(path.parents[2], path.stem)
    assert wrong == ()
    assert wishes.link_texts
    assert wishes.typography
    assert wishes.actions
    assert wishes.readability


TYPOGRAPHY = yaml.safe_load((Path(__file__).parent / "typography.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("locale", "before", "after"), [(locale, *case) for locale in TYPOGRAPHY for case in TYPOGRAPHY[locale]]
)
def test_typography_of_each_language(project, helpdesk, locale, before, after):
    files = {
        f"docs/{locale}/a.md": f"# A\n\n{before}\n",
        f"i18n/lint/{locale}.yml": (LINT / f"{locale}.yml").read_text(),
    }
    root = project(files, [locale])
    found = [each for each in helpdesk(root, "pages", "--no-spelling")[1]["findings"] if each["code"] == "typography"]
    assert bool(found) is (before != after)
    helpdesk(root, "pages", "fix")
    assert (root / f"docs/{locale}/a.md").read_text(encoding="utf-8") == f"# A\n\n{after}\n"


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("a **b** _c_ snake_case *d*", "a b c snake_case d"),
        ("`x` a", f"{OBJECT} a"),
        ("[a **b**](c.md 'd') e", "a b e"),
        ("[a][b] [c] d", "a [c] d"),
        ("![alt](x.png) a", f"{OBJECT} a"),
        ("[![alt](x.png)](y.md)", OBJECT),
        ("a {: #b .c } d", "a  d"),
        (r"\*a\*", "*a*"),
        ("a&nbsp;b &amp; c", "a\u00a0b & c"),
        ("a <https://b.c/d> <b>e</b>", f"a {OBJECT} e"),
        ("a\n  b", "a b"),
        ("a[^1] b", "a b"),
        (":material-home: a", f"{OBJECT} a"),
        ("](a", "](a"),
    ],
)
def test_only_what_a_reader_reads_is_words(markdown, words):
    prose = prose_of(markdown, 0, len(markdown))
    assert prose.words == words
    offsets = [prose.offset(index) for index in range(len(words) + 1)]
    assert offsets == sorted(offsets)
    assert offsets[-1] == len(markdown)


def test_bold_is_found_behind_brackets_that_lead_nowhere():
    markdown = "[a **b**] **c** [d **e**](f)"
    prose = prose_of(markdown, 0, len(markdown))
    assert [prose.words[span.start : span.end] for span in (*prose.bold, *prose.links)] == ["b", "c", "e", "d e"]


def test_an_unclosed_mark_costs_no_time():
    import time

    spent = {}
    for size in (20_000, 80_000):
        for text in (
            "`" * size,
            "[" * size,
            "](" * size,
            "<!--" * size,
            "**" * size,
            "<a " * size,
            "{#a" * size,
            "`a ``" * size,
        ):
            started = time.process_time()
            prose_of(text, 0, len(text))
            spent[size] = spent.get(size, 0) + time.process_time() - started
    assert spent[80_000] < 12 * spent[20_000] + 0.5
