"""Front matter, headings and Locales of a Site, as a writer meets them."""

import pytest

from tiny_site import mkdocs_yml

SCHEMA = """
extra:
  helpdesk:
    front-matter: [title, description, verified, sources, keywords]
    required: [title, verified]
    sources-page: about
"""


def with_schema(locales):
    return mkdocs_yml(locales) + SCHEMA


def codes(report):
    return [(found["code"], found["file"], found["line"]) for found in report["findings"]]


GOOD = "---\ntitle: A\nverified: 2026-11-22\n---\n# A { #a }\n"


def test_a_project_that_asks_nothing_hears_nothing(project, helpdesk):
    root = project({"docs/nl/index.md": "# Hallo\n\n## Twee\n", "docs/en/index.md": "# Hello\n\n## Two\n"})
    code, report, _ = helpdesk(root, "pages", "--on", "2026-11-23")
    assert (code, report["findings"]) == (0, [])
    assert report["summary"]["locales"]["nl"]["pages"] == 1


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("title: A\nverified: 2026-11-22\n", []),
        ("title: A: b\nverified: 2026-11-22\n", [("front-matter-broken", 2)]),
        ("verified: 2026-11-22\n", [("front-matter-missing", 1)]),
        ("title: A\n", [("front-matter-missing", 1)]),
        ("title:\nverified: 2026-11-22\n", [("front-matter-empty", 2)]),
        ("title: 12\nverified: 2026-11-22\n", [("front-matter-type", 2)]),
        ("title: A\nverfied: 2026-11-22\nverified: 2026-11-22\n", [("front-matter-unknown", 3)]),
        ("verified: 2026-11-22\ntitle: A\n", [("front-matter-order", 3)]),
        ("title: A\nverified: yesterday\n", [("verified-no-date", 3)]),
        ("title: A\nverified: 2026-13-40\n", [("front-matter-broken", 1)]),
        ("title: A\nverified: 2026-11-24\n", [("verified-future", 3)]),
        ("title: A\nverified: 2026-05-22\n", [("verified-old", 3)]),
        ("title: A\nverified: 2026-05-23\n", []),
        ("title: A\nverified: 2026-11-22\nsources: [S1, S9]\n", [("source-unknown", 4)]),
    ],
)
def test_front_matter_is_held_to_the_schema(project, helpdesk, front, expected):
    root = project(
        {
            "mkdocs.yml": with_schema(["nl"]),
            "docs/nl/a.md": f"---\n{front}---\n# A {{ #a }}\n",
            "docs/nl/about.md": GOOD + "\n- S1: a document.\n",
        },
        ["nl"],
    )
    _, report, _ = helpdesk(root, "pages", "--on", "2026-11-23")
    assert [(found["code"], found["line"]) for found in report["findings"]] == expected


def test_a_misspelt_key_names_the_right_one(project, helpdesk):
    root = project({"mkdocs.yml": with_schema(["nl"]), "docs/nl/a.md": "---\ntitle: A\nverfied: x\n---\n"}, ["nl"])
    _, report, _ = helpdesk(root, "pages")
    assert any('Did you mean "verified"?' in found["help"] for found in report["findings"])


def test_a_page_without_any_title_is_reported_without_a_schema_too(project, helpdesk):
    root = project({"docs/nl/a.md": "Tekst.\n"}, ["nl"])
    _, report, _ = helpdesk(root, "pages")
    assert codes(report) == [("page-without-title", "docs/nl/a.md", 1)]


def test_ids_are_asked_for_where_the_source_page_writes_them(project, helpdesk):
    root = project(
        {
            "docs/nl/a.md": "# A { #a }\n\n## B { #b }\n\n## C\n",
            "docs/en/a.md": "# A { #a }\n\n## B {: #b .big }\n\n## C\n",
        }
    )
    _, report, _ = helpdesk(root, "pages")
    assert codes(report) == [("heading-without-id", "docs/en/a.md", 5), ("heading-without-id", "docs/nl/a.md", 5)]
    assert "{ #c }" in report["findings"][0]["help"]


def test_an_id_twice_names_the_first_line(project, helpdesk):
    root = project({"docs/nl/a.md": "# A { #a }\n\n## B { #a }\n"}, ["nl"])
    code, report, _ = helpdesk(root, "pages")
    assert code == 1
    assert codes(report) == [("heading-id-twice", "docs/nl/a.md", 3)]
    assert "line 1" in report["findings"][0]["message"]


def test_headings_in_code_and_comments_are_none(project, helpdesk):
    text = "# A { #a }\n\n```\n# A { #a }\n```\n\n<!--\n# A { #a }\n-->\n\n~~~ sh\n## x { #a }\n```\n~~~\n"
    _, report, _ = helpdesk(project({"docs/nl/a.md": text}, ["nl"]), "pages")
    assert report["findings"] == []


def test_ids_that_differ_between_locales_are_errors(project, helpdesk):
    root = project(
        {
            "docs/nl/a.md": "# A { #a }\n\n## B { #b }\n\n## C { #c }\n\n## D { #d }\n",
            "docs/en/a.md": "# A { #a }\n\n## B { #bee }\n\n## C { #c }\n\n### X { #x }\n",
        }
    )
    _, report, _ = helpdesk(root, "pages")
    assert codes(report) == [
        ("heading-id-differs", "docs/en/a.md", 3),
        ("heading-missing", "docs/en/a.md", 5),
        ("heading-extra", "docs/en/a.md", 7),
    ]


def test_a_locale_without_a_folder_points_at_its_entry(project, helpdesk):
    root = project({"docs/nl/a.md": "# A\n"}, ["nl", "fr"])
    _, report, _ = helpdesk(root, "pages")
    assert codes(report) == [("locale-without-folder", "mkdocs.yml", 7)]


def test_a_page_that_the_source_lacks_names_the_nearest(project, helpdesk):
    root = project({"docs/nl/cancel.md": "# A\n", "docs/en/cancle.md": "# A\n"})
    _, report, _ = helpdesk(root, "pages")
    assert codes(report) == [("page-without-source", "docs/en/cancle.md", 1)]
    assert 'Did you mean "cancel"?' in report["findings"][0]["help"]


@pytest.mark.parametrize("content", [b"# A\n\nx\xff\n", b"# A\n\nx\0\n"])
def test_a_file_that_is_no_text_is_one_finding_and_the_rest_goes_on(project, helpdesk, content):
    root = project({"docs/nl/a.md": content, "docs/nl/b.md": "No title.\n", "docs/en/a.md": "# A\n"})
    _, report, _ = helpdesk(root, "pages")
    assert codes(report) == [("page-unreadable", "docs/nl/a.md", 3), ("page-without-title", "docs/nl/b.md", 1)]


@pytest.mark.parametrize("text", ["\ufeff# A\r\n\r\n## B\r\n", "---\r\ntitle: A\r\n---\r\nText\r\n", "# A"])
def test_byte_order_mark_and_carriage_returns_are_no_findings(project, helpdesk, text):
    _, report, _ = helpdesk(project({"docs/nl/a.md": text}, ["nl"]), "pages")
    assert report["findings"] == []


@pytest.mark.parametrize("words", [("--locale", "xx"), ("nowhere",)])
def test_an_unknown_locale_or_page_cannot_run(project, helpdesk, words):
    code, report, error = helpdesk(project({"docs/nl/a.md": "# A\n"}, ["nl"]), "pages", *words)
    assert (code, report) == (2, None)
    assert words[-1] in error


@pytest.mark.parametrize("wish", ["unknown: 1", "required: title", "verified-months: 0", "heading-ids: sometimes"])
def test_a_setting_that_means_nothing_cannot_run(project, helpdesk, wish):
    root = project({"mkdocs.yml": mkdocs_yml(["nl"]) + f"extra:\n  helpdesk: {{{wish}}}\n", "docs/nl/a.md": "# A\n"})
    code, _, error = helpdesk(root, "pages")
    assert code == 2
    assert f"extra.helpdesk.{wish.split(':')[0]}" in error


def test_a_build_is_told_what_readers_would_see_broken_and_nothing_else(project):
    from datetime import date

    from helpdesk.pages.read import build_findings

    root = project(
        {
            "mkdocs.yml": with_schema(["nl", "en"]),
            "docs/nl/a.md": "---\nverified: 2020-01-01\n---\n# A { #a }\n\n## B { #b }\n",
            "docs/en/a.md": "---\ntitle: A\nverified: 2026-01-01\n---\n# A { #x }\n\n## B { #b }\n",
            "i18n/lint/en.yml": "avoid: {a: }",
        }
    )
    found = [(each.code, each.place.file) for each in build_findings(root, date(2026, 11, 23))]
    assert found == [("heading-id-differs", "docs/en/a.md"), ("front-matter-missing", "docs/nl/a.md")]
