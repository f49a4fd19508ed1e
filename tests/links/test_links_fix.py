"""`helpdesk links fix` changes the bytes of wrong targets and no others."""

import subprocess
import sys

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
