"""A Page that other files are put into may have ids and names that its own text does not show."""

from __future__ import annotations

import pytest

SETTINGS = "site_name: t\nmarkdown_extensions:\n  - pymdownx.snippets:\n      base_path: [parts]\n"
LINKS = "[a](#in-part) [b][named]\n"
PART = "## In part\n\n[named]: https://example.com\n"


@pytest.fixture
def verdicts(project, helpdesk):
    """Writes one Page that other files are put into and gives the verdicts."""

    def run(text, settings=SETTINGS):
        root = project({"mkdocs.yml": settings, "docs/index.md": text, "parts/part.md": PART})
        return [finding["verdict"] for finding in helpdesk(root, "links")[1]["findings"]]

    return run


@pytest.mark.parametrize("marker", ['--8<-- "part.md"', "--8<--\npart.md\n--8<--", "    ---8<--- 'part.md'"])
def test_what_may_come_from_an_included_file_is_no_fault(verdicts, marker):
    assert verdicts(f"# I\n\n- x\n\n{marker}\n\n{LINKS}") == []


@pytest.mark.parametrize(
    "text",
    [LINKS, f'```\n--8<-- "part.md"\n```\n\n{LINKS}', f'Write --8<-- "part.md".\n\n{LINKS}'],
    ids=["no include", "include inside code", "include inside a sentence"],
)
def test_without_an_include_the_same_links_are_faults(verdicts, text):
    assert sorted(verdicts(text)) == ["no-anchor", "no-page"]


def test_without_the_extension_the_marker_is_text(verdicts):
    assert sorted(verdicts(f'--8<-- "part.md"\n\n{LINKS}', "site_name: t\n")) == ["no-anchor", "no-page"]


def test_other_faults_of_such_a_page_are_told(verdicts):
    assert verdicts('--8<-- "part.md"\n\n[x](gone.md)\n') == ["no-page"]
