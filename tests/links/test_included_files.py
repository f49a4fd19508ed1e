"""What pymdownx.snippets puts into a Page counts for the Page, and is told where it stands."""

from __future__ import annotations

import os
from pathlib import Path

import markdown
import pytest
from pymdownx.snippets import SnippetExtension

from helpdesk.links.markdown.snippets import Snippets

SETTINGS = "site_name: t\nmarkdown_extensions:\n  - pymdownx.snippets:\n      base_path: [parts]\n"
APPENDING = SETTINGS + "      auto_append: [part.md]\n"
LINKS = "[a](#in-part) [b][named]\n"
PART = "## In part\n\n[named]: https://example.com\n"

PARTS = {
    "a.md": "A [x](a.md)\n--8<-- [start: one]\nin one\n--8<-- [end: one]\nlast",
    "b.md": 'B\r\n  --8<-- "a.md"\r\nend\r\n',
    "loop.md": '--8<-- "loop.md"\nL\n',
    "empty.md": "",
}
TEXTS = [
    '--8<-- "a.md"', '  --8<-- "a.md"', 'x\n--8<-- "b.md"\ny', "--8<-- 'a.md'", "--8<--\na.md\n\nb.md\n--8<--\nz", "--8<--",
    ';--8<-- "a.md"', '--8<-- "a.md:1:1"', '--8<-- "a.md:2"', '--8<-- "a.md:one"', '--8<-- "a.md:-2:"', '--8<-- "a.md::2"',
    '--8<-- "a.md:1:1,4:5"', '--8<-- "loop.md"', '--8<-- "empty.md"', '--8<-- "gone.md"', '--8<-- ";a.md"', 'a --8<-- "a.md"',
    '--8<-- "a.md" b', '-8<- "a.md"', '----8<---- "a.md"', '\t--8<-- "a.md"', '```\n--8<-- "a.md"\n```', '--8<-- "a.md:"',
    '--8<--\n--8<-- "a.md"\na.md\n--8<--', "--8<-- [start: q]\nq\n--8<-- [end: q]", '--8<-- "sub/../a.md"', '> --8<-- "a.md"',
    '--8<-- "../secret.md"', "--8<--\n a.md\n--8<--", "--8<--\n; a.md\n--8<--", '--8<--  "a.md"', '--8<--"a.md"', "-- 8<--",
    "text <!-- --8<-- [start:x] -->\nmore", '--8<-- "a.md:0:1"', '--8<-- "a.md:3:-1"',
]  # fmt: skip


@pytest.mark.parametrize("appended", [[], ["b.md"], ["b.md", "gone.md"]], ids=len)
@pytest.mark.parametrize("text", TEXTS)
def test_the_whole_is_what_the_extension_makes(tmp_path, monkeypatch, text, appended):
    for name, part in {"parts/" + name: part for name, part in PARTS.items()}.items() | {("secret.md", "S\n")}:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(part.encode())
    monkeypatch.chdir(tmp_path)
    extension = SnippetExtension(base_path=["parts"], auto_append=appended)
    made = markdown.Markdown(extensions=[extension]).preprocessors["snippet"].run(text.split("\n"))
    whole = Snippets(Path("."), ("parts",), tuple(appended)).whole(text)
    assert whole.text == "\n".join(made)


@pytest.fixture
def findings(project, helpdesk):
    """Writes one Page, or several, that other files are put into and gives the Findings."""

    def run(pages, settings=SETTINGS, parts=PART):
        pages = {"index.md": pages} if isinstance(pages, str) else pages
        parts = {"part.md": parts} if isinstance(parts, str) else parts
        root = project(
            {
                "mkdocs.yml": settings,
                **{f"docs/{name}": text for name, text in pages.items()},
                **{f"parts/{name}": text for name, text in parts.items()},
            }
        )
        return helpdesk(root, "links")[1]["findings"]

    return run


@pytest.fixture
def verdicts(findings):
    """The same, but only the verdicts."""
    return lambda *words, **named: [finding["verdict"] for finding in findings(*words, **named)]


@pytest.mark.parametrize("marker", ['--8<-- "part.md"', "--8<--\npart.md\n--8<--", "---8<--- 'part.md'"])
def test_ids_and_names_that_a_file_brings_in_are_there(verdicts, marker):
    assert verdicts(f"# I\n\n- x\n\n{marker}\n\n{LINKS}") == []


@pytest.mark.parametrize(
    "text",
    [
        LINKS,
        f'```\n--8<-- "part.md"\n```\n\n{LINKS}',
        f'Write --8<-- "part.md".\n\n{LINKS}',
        f';--8<-- "part.md"\n\n{LINKS}',
    ],
    ids=["no include", "include inside code", "include inside a sentence", "escaped include"],
)
def test_without_an_include_the_same_links_are_faults(verdicts, text):
    assert sorted(verdicts(text)) == ["no-anchor", "no-page"]


def test_without_the_extension_the_marker_is_text(verdicts):
    assert sorted(verdicts(f'--8<-- "part.md"\n\n{LINKS}', "site_name: t\n")) == ["no-anchor", "no-page"]


def test_what_is_appended_to_every_page_counts_for_each(verdicts):
    assert verdicts({"index.md": LINKS, "b.md": LINKS}, APPENDING) == []


def test_a_fault_of_such_a_page_keeps_its_own_place(findings):
    (found,) = findings('# I\n\n--8<-- "part.md"\n\nSee [x](gone.md).\n')
    assert (found["verdict"], found["file"], found["line"], found["column"]) == ("no-page", "docs/index.md", 5, 9)


def test_an_id_that_no_included_file_has_is_a_fault(verdicts):
    assert verdicts('--8<-- "part.md"\n\n[x](#gone)\n') == ["no-anchor"]


def test_a_fault_in_an_included_file_is_told_once_where_it_stands(findings):
    page = '# I\n\n- x\n\n    --8<-- "part.md"\n'
    (found,) = findings({"index.md": page, "b.md": page}, parts="One\r\n\r\nSee [x](gone.md).\r\n")
    assert [(place["file"], place["line"], place["column"]) for place in found["occurrences"]] == [
        ("parts/part.md", 3, 9)
    ]


def test_a_page_that_is_put_into_another_is_told_once(findings):
    settings = SETTINGS.replace("[parts]", "[docs]")
    (found,) = findings({"index.md": '--8<-- "b.md"\n', "b.md": "[x](gone.md)\n"}, settings)
    assert [place["file"] for place in found["occurrences"]] == ["docs/b.md"]


def test_a_file_that_is_not_there_is_told_with_the_nearest(findings):
    (found,) = findings('# I\n\n--8<-- "prat.md:2:3"\n')
    assert (found["verdict"], found["target"], found["suggestion"]) == ("no-file", "prat.md", "part.md")
    assert (found["file"], found["line"], found["column"]) == ("docs/index.md", 3, 9)


def test_a_missing_file_that_an_included_file_names_is_told_there(findings):
    (found,) = findings('--8<-- "part.md"\n', parts='One\n--8<-- "gone.md"\n')
    assert (found["verdict"], found["file"], found["line"], found["column"]) == ("no-file", "parts/part.md", 2, 9)


def test_what_stands_on_another_host_may_hold_anything(verdicts):
    assert verdicts(f'--8<-- "https://example.com/part.md"\n\n{LINKS}') == []


def test_files_that_put_each_other_in_end(verdicts):
    twice = {f"{n}.md": f'--8<-- "{n + 1}.md"\n--8<-- "{n + 1}.md"\n' for n in range(40)}
    assert verdicts('--8<-- "0.md"\n', parts={**twice, "40.md": "x\n"}) == []


def test_a_picture_that_only_an_included_file_shows_is_used(verdicts):
    pages = {"index.md": '--8<-- "part.md"\n', "p.png": "x"}
    assert verdicts(pages, parts="![x](p.png)\n") == []
    assert verdicts(pages, parts="no picture\n") == ["unused-image"]


def test_a_changed_included_file_is_seen(project, helpdesk):
    root = project({"mkdocs.yml": SETTINGS, "docs/index.md": '--8<-- "part.md"\n\n[x](#a)\n', "parts/part.md": "# A\n"})
    old = 1_700_000_000
    for path in root.rglob("*"):
        os.utime(path, (old, old))
    assert helpdesk(root, "links")[1]["findings"] == []
    (root / "parts/part.md").write_text("# B\n")
    assert [finding["verdict"] for finding in helpdesk(root, "links")[1]["findings"]] == ["no-anchor"]


def test_a_drawing_that_is_put_into_a_page_is_used(project, helpdesk):
    files = {
        "docs/index.md": '--8<-- "docs/img/d.svg"\n',
        "docs/img/d.svg": "<svg></svg>\n",
        "docs/img/e.svg": "<svg/>\n",
    }
    root = project({"mkdocs.yml": SETTINGS.replace("parts", "."), **files})
    for _run in "cold", "warm":
        findings = helpdesk(root, "links")[1]["findings"]
        assert [(finding["verdict"], finding["file"]) for finding in findings] == [("unused-image", "docs/img/e.svg")]
