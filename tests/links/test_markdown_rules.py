"""What `helpdesk links` says of Markdown: verdicts, Locale rules, suggestions, folding."""

import json

import pytest

from helpdesk.formats import FORMATS
from helpdesk.report import Finding, Place, Report, Severity

EXTENSIONS = "markdown_extensions: [attr_list, footnotes]\n"


def yml(locales=("nl", "en", "fr"), more=""):
    listed = "".join(
        f"        - {{locale: {code}, name: {code}, default: {str(code == locales[0]).lower()}}}\n" for code in locales
    )
    return (
        f"site_name: x\n{EXTENSIONS}{more}plugins:\n  - i18n:\n      docs_structure: folder\n      languages:\n{listed}"
    )


@pytest.fixture
def found(project, helpdesk):
    """Writes the files and gives `verdict target` of each Finding, or the Findings whole."""

    def run(files, *words, whole=False, more=""):
        root = project({"mkdocs.yml": yml(more=more), **files})
        code, report, _errors = helpdesk(root, "links", *words)
        assert code == int(any(finding["severity"] != "note" for finding in report["findings"]))
        return report["findings"] if whole else [f"{f['verdict']} {f['target']}" for f in report["findings"]]

    return run


BROKEN = {
    "[x](gone.md)": "no-page gone.md",
    "[x](gone.md#a)": "no-page gone.md",
    "[x](sub/gone.md)": "no-page sub/gone.md",
    "[x](gone/)": "no-page a/gone/",
    "[x](gone.pdf)": "no-file a/gone.pdf",
    "![x](gone.png)": "no-file gone.png",
    "![x][p]\n\n[p]: gone.png": "no-file gone.png",
    "[x](b.md#gone)": "no-anchor b.md#gone",
    "[x](b.md#B-Id)": "no-anchor b.md#B-Id",
    "[x](#gone)": "no-anchor a.md#gone",
    "[x](B.md)": "wrong-case B.md",
    "[x](../fr/b.md)": "wrong-locale fr/b.md",
    "[x](../en/b.md#b-id)": "wrong-locale en/b.md",
    '<a href="b.md">x</a>': "no-page a/b.md",
    '<img src="images/p.png">': "no-file a/images/p.png",
    '<a href="/fr/b/">x</a>': "wrong-locale fr/b/",
    "[x](/gone/)": "no-page gone/",
    "[x][no-such-name]": "no-page no-such-name",
    "[no-such-name][]": "no-page no-such-name",
    "[x](https://learn.microsoft.com/en-us/azure/)": "wrong-locale https://learn.microsoft.com/en-us/azure/",
    "[x](https://example.org/fr-fr/)": "wrong-locale https://example.org/fr-fr/",
    "# X { #a }\n\n# Y { #a }": "duplicate-id a.md#a",
}
FINE = [
    "[x](b.md)", "[x](b.md#b-id)", "[x](b.md?x=1#b-id)", "[x](#)", "[x](#top)", "![x](images/p.png)", "[x](b%2Emd)",
    "[x](../b/)", '<a href="../b/">x</a>', '<img src="../images/p.png">', "[x](/b/)", "[x](mailto:a@b.nl)",
    "[x](https://example.org/gone)", "[x](//example.org)", "`[x](gone.md)`", "```\n[x](gone.md)\n```", "<!-- [x](gone.md) -->",
    "[x]\\(gone.md)", "a[0][1] and [a-z][0-9]", "- [ ] task [x]", "[x](b.md){ target=_blank }", "x[^1]\n\n[^1]: note\n\n[y](#fn:1)",
    "[x](../shared/s.pdf)", "[x](https://example.org/nl-nl/)", "[x](../nl/b.md)", "[x][Named]", "[x](b.md#:~:text=x)", "[x](<b.md>)",
    "[x](b.md 'T')", "![x](images/only-nl.png)", "{{ x }} [x]({{ y }})", "[x](images/../b.md)",
]  # fmt: skip
SITE = {
    "docs/nl/b.md": "# B { #b-id }\n\n![p](images/p.png) [a](a.md) [s](../shared/s.pdf) ![o](images/only-nl.png)\n",
    "docs/fr/b.md": "# B { #b-id }\n\n![p](images/p.png)\n",
    "docs/fr/images/p.png": b"x",
    "docs/nl/images/p.png": b"x",
    "docs/nl/images/only-nl.png": b"x",
    "docs/en/b.md": "# B { #b-id }\n",
    "docs/shared/s.pdf": b"x",
    "i18n/links.yml": "addresses:\n  named: {url: 'https://example.org/'}\n",
}


@pytest.mark.parametrize("text", BROKEN)
def test_broken(found, text):
    assert found({**SITE, "docs/nl/a.md": text + "\n"}) == [BROKEN[text]]


@pytest.mark.parametrize("text", FINE)
def test_fine(found, text):
    assert found({**SITE, "docs/nl/a.md": text + "\n"}) == []


def test_the_same_fault_in_all_locales_is_one_finding_with_the_source_first(found):
    text = {f"docs/{code}/a.md": "[x](gone.md)\n" for code in ("en", "fr", "nl")}
    (finding,) = found({**SITE, **text}, whole=True)
    assert finding["file"] == "docs/nl/a.md"
    assert [place["locale"] for place in finding["occurrences"]] == ["nl", "en", "fr"]


def test_an_id_that_only_the_source_has_is_named_as_such(found):
    files = {
        **SITE,
        "docs/fr/b.md": "# B\n\n![p](images/p.png)\n",
        "docs/fr/a.md": "[x](b.md#b-id)\n",
        "docs/nl/a.md": "[x](b.md#b-id)\n",
    }
    (finding,) = found(files, whole=True)
    assert (finding["verdict"], finding["locale"]) == ("no-anchor", "fr")
    assert "exists in nl but not in fr" in finding["message"]
    assert "docs/fr/b.md" in finding["help"]


def test_a_link_to_an_untranslated_page_is_fine_because_readers_get_the_source(found):
    files = {
        **SITE,
        "docs/nl/only.md": "# O { #o }\n[b](b.md)\n",
        "docs/en/a.md": "[x](only.md#o)\n",
        "docs/nl/a.md": "[x](only.md)\n",
    }
    assert found(files) == []


def test_a_picture_that_other_locales_have_is_missed(found):
    files = {**SITE, "docs/nl/a.md": "# A\n", "docs/en/b.md": "# B { #b-id }\n![p](images/p.png)\n"}
    assert found(files) == ["no-file images/p.png"]


def test_a_page_that_nothing_leads_to_is_an_orphan(found):
    files = {**SITE, "docs/nl/a.md": "# A\n", "docs/nl/lost.md": "# L\n"}
    assert found(files, more="nav: [b.md]\n") == ["orphan-page lost.md"]


def test_an_unused_picture_is_reported_but_not_its_dark_twin(found):
    files = {**SITE, "docs/nl/a.md": "# A\n", "docs/nl/images/p-dark.png": b"x", "docs/nl/images/q.png": b"x"}
    assert found(files) == ["unused-image images/q.png"]


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("[x](bb.md#b-id)", "b.md#b-id"),
        ("[x](b.md#b-jd)", "b.md#b-id"),
        ("[x](sub/b.md)", "b.md"),
        ("![x](image/p.png)", "images/p.png"),
        ("[x](../fr/b.md#b-id)", "b.md#b-id"),
        ("[x][nmaed]", "named"),
        ("[x](B.md#b-id)", "b.md#b-id"),
        ('<a href="b.md">x</a>', "../b/"),
        ("[x](a@b.nl)", "mailto:a@b.nl"),
        ("[x](www.example.org)", "https://www.example.org"),
        ("[x](https://learn.microsoft.com/en-us/azure/)", "https://learn.microsoft.com/azure/"),
    ],
)
def test_the_nearest_right_answer_is_suggested(found, text, suggestion):
    (finding,) = found({**SITE, "docs/nl/a.md": text + "\n"}, whole=True)
    assert finding["suggestion"] == suggestion
    assert f'"{suggestion}"' in finding["help"]


def test_pages_and_locale_choose_what_is_reported(found):
    files = {
        **SITE,
        "docs/nl/a.md": "[x](gone.md)\n",
        "docs/en/b.md": "[y](lost.md)\n",
        "docs/nl/c.md": "[a](a.md)[z](z.md)\n",
    }
    assert found(files, "--locale", "en") == ["no-page lost.md"]
    assert found(files, "a") == ["no-page gone.md"]
    assert found(files, "docs/nl/c.md") == ["no-page z.md"]


def test_a_page_that_is_not_there_stops_the_run_with_the_nearest_name(project, helpdesk):
    code, _report, errors = helpdesk(project({**SITE, "mkdocs.yml": yml(), "docs/nl/cancel.md": ""}), "links", "cancle")
    assert code == 2
    assert "Did you mean cancel?" in errors


def test_a_page_that_is_no_text_is_reported_and_the_rest_is_checked(found):
    verdicts = found({**SITE, "docs/nl/a.md": b"\xff\xfe\n", "docs/nl/c.md": "[x](gone.md) [a](a.md)\n"})
    assert "no-page gone.md" in verdicts


@pytest.mark.parametrize(
    "junk", [b"", b"junk", b'{"made by": "another"}\n{}', b'{"made by": "helpdesk links"}\n[', b"\xff" * 99]
)
def test_a_cache_that_is_not_ours_is_ignored_and_made_anew(project, helpdesk, junk):
    root = project({**SITE, "mkdocs.yml": yml(), "docs/nl/a.md": "[x](gone.md)\n"})
    first = helpdesk(root, "links")[1]["findings"]
    cache = root / ".cache/helpdesk/links-markdown.json"
    cache.write_bytes(junk)
    second = helpdesk(root, "links")[1]["findings"]
    assert [finding for finding in second if finding["code"] != "links-cache"] == first
    assert helpdesk(root, "links")[1]["findings"] == first


def test_a_warm_run_says_what_a_cold_one_says(project, helpdesk):
    root = project({**SITE, "mkdocs.yml": yml(), **{f"docs/nl/p{n}.md": f"{text}\n" for n, text in enumerate(BROKEN)}})
    cold, warm, again = (helpdesk(root, "links", *words)[1] for words in (("--cold",), (), ("--cold",)))
    assert cold == warm == again


def test_a_fingerprint_does_not_change_when_lines_move():
    prints = []
    for line in (3, 30):
        finding = Finding("no-page", Severity.ERROR, "m", "h", Place("docs/nl/a.md", line, 1), {"target": "gone.md"})
        prints.append(json.loads(FORMATS["sarif"](Report((finding,))))["runs"][0]["results"][0]["partialFingerprints"])
    assert prints[0] == prints[1]


def test_a_large_script_does_not_make_the_search_for_pictures_slow(found):
    files = {**SITE, "docs/nl/a.md": "# A\n", "docs/nl/x.js": "a" * 2_000_000, "docs/nl/images/q.png": b"x"}
    assert found(files) == ["unused-image images/q.png"]


def test_a_link_that_leads_to_itself_is_no_file(project, helpdesk):
    root = project({"mkdocs.yml": "site_name: x\n", "docs/index.md": "[x](loop.md)\n"})
    (root / "docs/loop.md").symlink_to("loop.md")
    assert [finding["verdict"] for finding in helpdesk(root, "links")[1]["findings"]] == ["no-page"]


@pytest.mark.parametrize(
    "data", [b"", b"\xff\0", b'{"a": 1}\n', b"[" * 100_000], ids=["empty", "bytes", "foreign", "deep"]
)
def test_a_cache_of_any_kind_that_is_not_ours_is_made_anew(project, helpdesk, data):
    root = project({"mkdocs.yml": "site_name: x\n", "docs/index.md": "[x](gone.md)\n"})
    helpdesk(root, "links", "--cold")
    cache = root / ".cache/helpdesk/links-markdown.json"
    made = cache.read_bytes()
    cache.write_bytes(data)
    assert [finding["code"] for finding in helpdesk(root, "links")[1]["findings"]] == ["links-cache", "no-page"]
    assert cache.read_bytes() == made
