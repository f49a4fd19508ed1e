"""`helpdesk links fix` changes the bytes of wrong targets and no others."""

import json
import subprocess
import sys
import time

import pytest

PAGES = {
    "docs/nl/a.md": "# A { #a }\n\n[x](b.md#prat-one) [y](bb.md) [z](https://learn.microsoft.com/nl-nl/azure/)\n",
    "docs/nl/b.md": "# B { #b }\n\n## P { #part-one }\n\n[up](A.md)\n",
    "docs/nl/bbc-long-name.md": "# C { #c }\n\n[x](bbc-long-nme.md)\n",
    "docs/en/a.md": "# A { #a }\r\n\r\n[x](b.md#prat-one) `[x](b.md#prat-one)` [n](../nl/b.md)\r\n",
    "docs/en/b.md": "# B { #b }\n\n## P { #part-one }\n",
}
YAML = (
    "site_name: x\nmarkdown_extensions: [attr_list]\nplugins:\n  - i18n:\n      docs_structure: folder\n      languages:\n"
    "        - {locale: nl, name: N, default: true}\n        - {locale: en, name: E}\n"
)


def test_near_misses_are_written_in_all_locales_and_nothing_else_changes(project, helpdesk):
    root = project({**PAGES, "mkdocs.yml": YAML})
    code, report, _errors = helpdesk(root, "links", "fix")
    assert code == 0
    assert (root / "docs/nl/a.md").read_text() == (
        "# A { #a }\n\n[x](b.md#part-one) [y](bb.md) [z](https://learn.microsoft.com/azure/)\n"
    )
    assert (root / "docs/nl/b.md").read_text().endswith("[up](a.md)\n")
    assert (root / "docs/nl/bbc-long-name.md").read_text().endswith("[x](bbc-long-name.md)\n")
    expected = b"# A { #a }\r\n\r\n[x](b.md#part-one) `[x](b.md#prat-one)` [n](b.md)\r\n"
    assert (root / "docs/en/a.md").read_bytes() == expected
    assert [finding["file"][:8] for finding in report["findings"]] == ["docs/nl/"] * 4 + ["docs/en/"] * 2


def test_a_second_run_changes_nothing(project, helpdesk):
    root = project({**PAGES, "mkdocs.yml": YAML})
    helpdesk(root, "links", "fix")
    assert helpdesk(root, "links", "fix")[1]["findings"] == []


def test_a_dry_run_writes_nothing(project, helpdesk):
    root = project({**PAGES, "mkdocs.yml": YAML})
    _code, report, _errors = helpdesk(root, "links", "fix", "--dry-run")
    assert report["summary"] == {"changes": 6, "dry_run": True}
    assert (root / "docs/nl/a.md").read_text() == PAGES["docs/nl/a.md"]


def test_the_patch_of_a_dry_run_is_one_that_git_applies(project):
    text = "\ufeff# A\r\n\r\nOne\u2028line, [x](B.md)\r\n\r\n[y][r]\r\n\r\n[r]: B.md"
    root = project({"docs/nl/a.md": text, "docs/nl/b.md": "", "mkdocs.yml": YAML})
    words = [sys.executable, "-m", "helpdesk", "--project", str(root), "links", "fix"]
    shown = subprocess.run([*words, "--dry-run"], capture_output=True, check=True).stdout
    (root / "fix.patch").write_bytes(shown[: shown.index(b"docs/nl/a.md:")])
    subprocess.run(["git", "apply", "--unidiff-zero", "fix.patch"], cwd=root, check=True)
    patched = (root / "docs/nl/a.md").read_bytes()
    (root / "docs/nl/a.md").write_bytes(text.encode())
    subprocess.run(words, capture_output=True, check=True)
    assert (root / "docs/nl/a.md").read_bytes() == patched == text.replace("B.md", "b.md").encode()


OLD, NEW = "https://a.org/old", "https://a.org/new"
ODD = 'https://b.org/a"b<c> d\\e*[z](&copy;'
ENCODED = "https://b.org/a%22b%3Cc%3E%20d%5Ce*%5Bz%5D%28&amp;copy;"
SNIPPETS = f"{YAML}  - search\nmarkdown_extensions: [attr_list, pymdownx.snippets: {{base_path: [parts]}}]\n".replace(
    "markdown_extensions: [attr_list]\n", "", 1
)


@pytest.fixture
def moved(project, helpdesk):
    """Writes files and what earlier runs know of addresses, runs `links fix`; gives the root."""

    def run(files, moves):
        known = {"verdict": "moved", "safe": True, "checked": time.time(), "expires": time.time() + 999}
        cache = {"version": 1, "links": {old: {**known, "to": new} for old, new in moves.items()}}
        root = project({"mkdocs.yml": SNIPPETS, ".cache/helpdesk/links-external.json": json.dumps(cache), **files})
        helpdesk(root, "links", "fix")
        return root

    return run


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[a](https://a.org/old 't')", "[a](https://a.org/new 't')"),
        ("[a](<https://a.org/old> 't') <https://a.org/old>", "[a](<https://a.org/new> 't') <https://a.org/new>"),
        ("[a](https://a.org/(x)) [a](<https://a.org/(x)>)", "[a](https://a.org/longer%28x%29) [a](<https://a.org/longer%28x%29>)"),
        ("[a][r]\n\n[r]: https://a.org/old 't'", "[a][r]\n\n[r]: https://a.org/new 't'"),
        ("[a][r]\n\n[r]: <https://a.org/(x)>", "[a][r]\n\n[r]: <https://a.org/longer%28x%29>"),
        ("[a](//a.org/old) `https://a.org/old`", "[a](https://a.org/new) `https://a.org/old`"),
        ("[a](x.md){ href=https://a.org/old }", "[a](x.md){ href=https://a.org/new }"),
        ("<a href=https://a.org/old>a</a>", "<a href=https://a.org/new>a</a>"),
        ("<a href='https://a.org/?a=1&amp;b'>a</a>", "<a href='https://a.org/?c=1&amp;d'>a</a>"),
        ("[a](https://a.org/?a=1&amp;b) [a](https://a.org/?a=1&b)", "[a](https://a.org/?c=1&d) [a](https://a.org/?c=1&d)"),
        ("[a](https://b.org/)", f"[a]({ENCODED})"),
        ("<a href=https://b.org/>a</a>", f"<a href={ENCODED}>a</a>"),
    ],
)  # fmt: skip
def test_an_address_that_moved_is_written_in_the_form_its_place_asks_for(moved, before, after):
    moves = {OLD: NEW, "https://a.org/(x)": "https://a.org/longer(x)", "https://b.org/": ODD}
    moves["https://a.org/?a=1&b"] = "https://a.org/?c=1&d"
    text = f"\ufeff# A\r\n\r\n{before}"
    root = moved({"docs/nl/a.md": text, "docs/nl/x.md": "# X\n"}, moves)
    assert (root / "docs/nl/a.md").read_bytes() == f"\ufeff# A\r\n\r\n{after}".encode()


def test_an_address_that_moved_is_mended_once_in_a_file_that_many_pages_put_in(moved):
    page = '# P\n\n--8<-- "p.md"\n'
    root = moved({"docs/nl/a.md": page, "docs/en/a.md": page, "parts/p.md": f"[a]({OLD})\r\n"}, {OLD: NEW + "er"})
    assert (root / "parts/p.md").read_bytes() == f"[a]({NEW}er)\r\n".encode()
    assert (root / "docs/nl/a.md").read_text() == page


REDIRECTS = """site_name: x
site_url: https://example.org/help/
plugins:
  - redirects:
      redirect_maps: {old.md: new.md, sub/older.md: "new.md#part", lost.md: gone.md, ext.md: https://example.com/}
"""


def test_an_address_that_the_redirects_plugin_keeps_is_fine_and_a_link_to_the_old_file_is_mended(project, helpdesk):
    text = "# A\n\n[a](../old/) [b](/help/sub/older/) <a href='../ext/'>c</a> [d](../old/#nope) [e](../lost/)\n"
    root = project({"mkdocs.yml": REDIRECTS, "docs/new.md": "# N\n\n## Part\n", "docs/a.md": text})
    _code, report, _errors = helpdesk(root, "links", "--format", "json")
    told = {finding["target"] for finding in report["findings"]}
    assert told == {"new.md#nope", "lost/"}
    (root / "docs/a.md").write_text("# A\n\n[a](old.md) [b](sub/older.md) [c](ext.md) [d](lost.md)\n")
    helpdesk(root, "links", "fix")
    fixed = "# A\n\n[a](new.md) [b](new.md#part) [c](https://example.com/) [d](lost.md)\n"
    assert (root / "docs/a.md").read_text() == fixed


def test_another_name_or_folder_is_no_slip_and_an_anchor_is_not_lost(project, helpdesk):
    text = (
        "# A\n\n[a](tutorial/application-configuration.md) [b](https://example.org/help/zh/tutorial/long-page-name/)\n"
        "[c](docs/tutorial/long-page-name.md) [d](tutorial/long-page-nome.md#gone) [e](./tutorial/long-page-nome.md)\n"
    )
    root = project({
        "mkdocs.yml": "site_name: x\nsite_url: https://example.org/help/\n", "docs/a.md": text,
        "docs/tutorial/path-operation-configuration.md": "# P\n", "docs/tutorial/long-page-name.md": "# L\n",
    })  # fmt: skip
    helpdesk(root, "links", "fix")
    assert (root / "docs/a.md").read_text() == text.replace("nome.md)", "name.md)")
