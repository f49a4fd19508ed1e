"""Every trap of Markdown: the cases of tests/golden/links/markdown/cases.txt, each a Page of one small Site.

What is expected of a case is what a browser meets on the Page that MkDocs builds of it.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from helpdesk.command import Context
from helpdesk.links.command import VERBS

GOLDEN = Path(__file__).parents[1] / "golden/links/markdown/cases.txt"
CASES = [
    tuple(case.rstrip("\n").split("\n", 1))
    for case in re.split(r"^%%% ", GOLDEN.read_text("utf-8"), flags=re.MULTILINE)[1:]
]
SETTINGS = """
site_name: T
site_url: https://example.org/help/
plugins:
  - i18n:
      docs_structure: folder
      languages:
        - {locale: nl, name: nl, default: true}
        - {locale: en, name: en}
        - {locale: fr, name: fr}
markdown_extensions: [abbr, admonition, attr_list, def_list, footnotes, md_in_html, tables, toc, pymdownx.critic, pymdownx.details,
  pymdownx.superfences, pymdownx.tabbed]
"""
SITE = {
    "mkdocs.yml": SETTINGS, "docs/fr/index.md": "# F\n", "docs/shared.md": "# S\n", "docs/en/only-en.md": "# X\n",
    "docs/nl/file.pdf": "%PDF", "docs/nl/m.markdown": "# M { #m-id }\n", "docs/nl/k.mkd": "# K\n",
    "docs/nl/data.json": "{}",
    **{f"docs/nl/{name}.md": "# X\n" for name in ("my page", "café", "a_(b)", "r&d", "only-nl")},
}  # fmt: skip
for locale in ("nl", "en"):
    for name, content in {
        "index.md": "# Home\n", "b.md": "# B { #b-id }\n\n## Hé { #hé }\n", "sub/index.md": "# Sub\n",
        "sub/c.md": "# C { #c-id }\n", "sub2/README.md": "# R\n", "images/p.png": "p", "images/q.svg": "q",
    }.items():  # fmt: skip
        SITE[f"docs/{locale}/{name}"] = content


@pytest.fixture(scope="module", params=["\n", "\r\n"], ids=["unix", "windows"])
def told(request, tmp_path_factory):
    """The verdicts on every case by its number, with either kind of line end."""
    root = tmp_path_factory.mktemp("traps")
    pages = {f"docs/nl/page{number}.md": text + "\n" for number, (_expected, text) in enumerate(CASES)}
    for path, text in (SITE | pages).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(text.replace("\n", request.param).encode())
    import argparse

    parser = argparse.ArgumentParser()
    VERBS[""].configure(parser)
    report = VERBS[""].run(parser.parse_args(["--cold"]), Context(root))
    found: dict[int, set[str]] = {}
    for finding in report.findings:
        for place in finding.adds["occurrences"]:
            number = re.fullmatch(r"docs/nl/page(\d+)\.md", place["file"])
            if number and finding.code != "orphan-page":
                target = " ".join(str(finding.adds["target"]).split())
                words = f"{finding.adds['verdict']} {target}".replace(f"page{number[1]}", "page")
                found.setdefault(int(number[1]), set()).add(words)
    return found


def test_there_are_traps():
    assert len(CASES) > 300


@pytest.mark.parametrize("number", range(len(CASES)), ids=lambda number: repr(CASES[number][1])[1:60])
def test_case(told, number):
    expected = CASES[number][0]
    assert "; ".join(sorted(told.get(number, set()))) == ("" if expected == "fine" else expected)
