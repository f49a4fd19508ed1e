"""What the command copies from the source is marked where a writer sees it, and never where a reader does."""

import re

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from helpdesk.blocks import split, without_marks
from helpdesk.blocks.untranslated import marked

# As it stands in the source, and as `new` writes it.
COPIES = [
    ("Een alinea.\nTwee regels.\n", "Een alinea.\nTwee regels. <!-- untranslated -->\n"),
    ("# Een kop { #kop }\n", "# <!-- untranslated --> Een kop { #kop }\n"),
    ("## Een kop ##\n", "## <!-- untranslated --> Een kop ##\n"),
    ("- Een punt\n- Nog een\n", "- Een punt <!-- untranslated -->\n- Nog een <!-- untranslated -->\n"),
    ("1. Een stap.\n   { #stap }\n", "1. <!-- untranslated --> Een stap.\n   { #stap }\n"),
    ("- [ ] Doe dit.\n  { #dit }\n", "- [ ] <!-- untranslated --> Doe dit.\n  { #dit }\n"),
    ("1. Stap\n\n    Alinea.\n\n2. Einde\n",
     "1. Stap <!-- untranslated -->\n\n    Alinea. <!-- untranslated -->\n\n2. Einde <!-- untranslated -->\n"),
    ("> Een citaat.\n", "> Een citaat. <!-- untranslated -->\n"),
    ('| Kop | Hoe |\n|---|---|\n| Cel | 3 dagen { data-days="3" } |\n',
     ("| Kop <!-- untranslated --> | Hoe <!-- untranslated --> |\n|---|---|\n"
     '| Cel <!-- untranslated --> | <!-- untranslated --> 3 dagen { data-days="3" } |\n')),
    ("Kop | Hoe\n--- | ---\nCel | Zo\n",
     ("Kop <!-- untranslated --> | Hoe <!-- untranslated -->\n--- | ---\n"
     "Cel <!-- untranslated --> | Zo <!-- untranslated -->\n")),
    ('!!! note "Let op"\n\n    Pas op.\n',
     '!!! note "<!-- untranslated --> Let op"\n\n    Pas op. <!-- untranslated -->\n'),
    ('=== "Eerste"\n\n    Een.\n\n=== "Tweede"\n\n    Twee.\n',
     ('=== "<!-- untranslated --> Eerste"\n\n    Een. <!-- untranslated -->\n\n'
     '=== "<!-- untranslated --> Tweede"\n\n    Twee. <!-- untranslated -->\n')),
    ("/// note | Let op\nPas op.\n///\n",
     "/// note | <!-- untranslated --> Let op\nPas op. <!-- untranslated -->\n///\n"),
    ("Begrip\n:   Uitleg\n", "Begrip <!-- untranslated -->\n:   Uitleg <!-- untranslated -->\n"),
    ("Tekst[^1].\n\n[^1]: Noot.\n", "Tekst[^1]. <!-- untranslated -->\n\n[^1]: Noot. <!-- untranslated -->\n"),
    ("1. Stap\n\n    ![Een knop](a.png)\n",
     "1. Stap <!-- untranslated -->\n\n    ![Een knop](a.png) <!-- untranslated -->\n"),
    ("---\ntitle: Titel\nverified: 2026-11-22\ndescription: >-\n  Lange\n  tekst\n---\n\nTekst.\n",
     ("---\n# untranslated\ntitle: Titel\nverified: 2026-11-22\n# untranslated\ndescription: >-\n  Lange\n  tekst\n---\n\n"
     "Tekst. <!-- untranslated -->\n")),
    # What holds no words, and what no mark can stand at without changing the Page.
    ("```sh\nls\n```\n\n<div>Tekst</div>\n\n[naam]: https://a.example\n", None),
    ("Kop\n===\n", None),
    ("Een alinea.\n{ .soort }\n", None),
    ("| 12 | S1 |\n|---|---|\n| 3 | 4 |\n", None),
    ("title: Titel\n\n```sh\nls\n```\n", None),
]  # fmt: skip
EXTENSIONS = ["admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables", "toc", "pymdownx.superfences",
              "pymdownx.tabbed", "pymdownx.tasklist", "pymdownx.blocks.admonition"]  # fmt: skip


def page(text):
    return markdown.markdown(text.partition("---\n\n")[2] or text, extensions=EXTENSIONS)


def without_comments(html):
    return re.sub(r"\s*<!-- untranslated -->\s*", " ", html).replace("> ", ">").replace(" <", "<").replace(" &", "&")


@pytest.fixture
def copy(project, helpdesk):
    def make(text, *more):
        root = project({"docs/nl/a.md": text}, locales=("nl", "de"))
        assert helpdesk(root, "translations", "new", "a", *more)[0] == 0
        return root, (root / "docs/de/a.md")

    return make


@pytest.mark.parametrize(("source", "expected"), COPIES)
def test_a_copy_is_marked_where_it_holds_words(copy, source, expected):
    _root, path = copy(source)
    assert path.read_text() == (expected or source)


@pytest.mark.parametrize(("source", "expected"), COPIES)
def test_a_mark_is_no_text_and_changes_nothing_for_readers(source, expected):
    text = expected or source
    found, plain = split(text), split(source)
    assert [(block.family, block.body, block.digest) for block in found] == [
        (block.family, block.body, block.digest) for block in plain
    ]
    assert "".join(block.text for block in found) == text
    assert without_marks(text) == source
    assert without_comments(page(text)) == without_comments(page(source))
    lines = text.split("\n")
    for block in found:
        if block.tracked and block.family != "title" and not block.begin < block.mark[0] < block.end:
            assert lines[block.body_line - 1][block.column - 1 :].startswith(block.body.split("\n")[0])


@pytest.mark.parametrize(
    "text",
    [
        "```html\nA <!-- untranslated -->\n```\n", "A `<!-- untranslated -->` sign.\n", "# untranslated\n\nA.\n",
        "---\ntitle: A <!-- untranslated --> b\n---\n", "A\n<!-- untranslated -->\n```sh\nls\n```\n",
    ],
)  # fmt: skip
def test_text_that_only_looks_like_a_mark_stays_text(text):
    assert not [block for block in split(text) if block.marked and block.family != "p"]
    assert without_marks(text).count("untranslated") == 1


@pytest.mark.parametrize(
    "text",
    ["<!-- untranslated -->\nEen alinea.\n", "<!-- untranslated -->\n\nEen alinea.\n", "<!--untranslated--> Een alinea.\n",
     "Een alinea.<!-- untranslated -->\n", "> <!-- untranslated --> Een alinea.\n", "Een alinea. <!--  untranslated -->  \n\n"],
)  # fmt: skip
def test_a_mark_that_a_writer_has_moved_is_still_one(text):
    found = [block for block in split(text) if block.tracked]
    assert [(block.family, block.body, block.marked) for block in found] == [("p", "Een alinea.", True)]


def test_a_translated_text_is_not_fresh_while_its_mark_stands_and_accept_takes_it_away(copy, helpdesk):
    root, path = copy("# Een kop\n\nEen alinea.\n\nNog een.\r\n")
    path.write_text(path.read_text().replace("Een alinea.", "Ein Absatz."))
    states = [block["state"] for block in helpdesk(root, "translations", "--blocks")[1]["blocks"]]
    assert states == ["untranslated", "unconfirmed", "untranslated"]
    before = path.read_bytes()
    code, report, _error = helpdesk(root, "translations", "accept", "docs/de/a.md:3", "--dry-run")
    assert (code, report["summary"]["marks"], path.read_bytes()) == (0, 1, before)
    helpdesk(root, "translations", "accept", "docs/de/a.md:3")
    assert path.read_bytes() == before.replace(b"Absatz. <!-- untranslated -->", b"Absatz.")
    states = [block["state"] for block in helpdesk(root, "translations", "--blocks")[1]["blocks"]]
    assert states == ["untranslated", "fresh", "untranslated"]


def test_a_mark_put_back_by_a_merge_makes_an_accepted_block_unconfirmed(copy, helpdesk):
    root, path = copy("Een alinea.\n")
    path.write_text("Ein Absatz.\n")
    helpdesk(root, "translations", "accept", "a")
    path.write_text("Ein Absatz. <!-- untranslated -->\n")
    findings = helpdesk(root, "translations")[1]["findings"]
    assert [(found["code"], found["column"]) for found in findings] == [("unconfirmed", 1)]
    assert 'the mark "untranslated"' in findings[0]["message"]
    assert helpdesk(root, "translations", "accept", "a")[0] == 0
    assert path.read_text() == "Ein Absatz.\n"
    assert helpdesk(root, "translations")[0] == 0


def test_copies_keep_their_marks_until_somebody_says_that_they_are_right(copy, helpdesk):
    root, path = copy("Enterprise Agreement\n\nEen alinea.\n")
    path.write_text(path.read_text().replace("Een alinea.", "Ein Absatz."))
    helpdesk(root, "translations", "accept", "a")
    assert path.read_text() == "Enterprise Agreement <!-- untranslated -->\n\nEin Absatz.\n"
    helpdesk(root, "translations", "accept", "a", "--copies")
    assert path.read_text() == "Enterprise Agreement\n\nEin Absatz.\n"
    assert helpdesk(root, "translations")[0] == 0


def test_a_site_is_adopted_without_what_is_marked(copy, helpdesk):
    root, path = copy("Een alinea.\n\nNog een.\n")
    path.write_text("Ein Absatz. <!-- untranslated -->\n\nNoch einer.\n")
    helpdesk(root, "translations", "adopt")
    states = [block["state"] for block in helpdesk(root, "translations", "--blocks")[1]["blocks"]]
    assert states == ["unconfirmed", "fresh"]


SIGNS = "<!-- untranslated -->"


@settings(max_examples=300)
@given(some.lists(some.sampled_from([SIGNS, f" {SIGNS}", f"{SIGNS}\n", "# untranslated\n", "---\n", "title: a\n", "a", " ", "\n",
       "\n\n", "- ", "# ", "| ", "`", "```\n", "> ", "    ", '!!! note "', '"', "{ #a }", "<div>", "\r\n", "\r", "[^1]: ", ": "])))  # fmt: skip
def test_any_page_with_marks_is_cut_without_loss(pieces):
    text = "".join(pieces)
    blocks = split(text)
    assert "".join(block.text for block in blocks) == text
    again = [(block.family, block.digest) for block in split(without_marks(text)) if block.tracked]
    kept = [(block.family, block.digest) for block in blocks if block.tracked]
    assert again == kept or SIGNS in without_marks(text)
    copy = "".join(map(marked, blocks))
    assert "".join(block.text for block in split(copy)) == copy
