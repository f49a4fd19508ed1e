"""Whatever a folder of articles holds: a clear Finding for it, nothing half written, and the rest goes on."""

import os

import pytest

from helpdesk.articles import task
from helpdesk.files import write_bytes

HEADER = '<properties pageTitle="T" description="d"/>\n<tags ms.date="01/02/2016"/>\n\n'
GOOD = HEADER + '# <a name="fine"></a>Fine\n'

BAD = {
    "binary": (b"\x89PNG\r\n\x1a\n\xff\xfe\x00", "not-text"),
    "empty": (b"", "empty-article"),
    "blank": (b" \n\n", "empty-article"),
    "utf-16": (GOOD.encode("utf-16"), "not-text"),
    "latin-1": (HEADER.encode() + b"caf\xe9", "not-text"),
    "nul": (HEADER.encode() + b"a\0b", "not-text"),
    "deep": (HEADER.encode() + b"> " * 300 + b"deep", "too-deep"),
    "large": (b"x" * (task.LARGEST + 1), "too-large"),
}
MENDED = {
    "crlf": (GOOD.replace("\n", "\r\n").encode(), "line-ends"),
    "bom": (b"\xef\xbb\xbf" + GOOD.encode(), "line-ends"),
    "control": (GOOD.encode() + b"a\x07b\n", "control-character"),
    "truncated": (b'<properties\n  pageTitle="T"\n  description="abc\n\n# Fine\n', "header-damaged"),
    "no-header": (b"# Fine\n", "no-header"),
    "unclosed-html": (GOOD.encode() + b"\n<center>text\n\nmore\n", "unclosed-html"),
    "unclosed-comment": (GOOD.encode() + b"\n<!-- text\n\nmore\n", "unclosed-html"),
    "unclosed-code": (GOOD.encode() + b"\n```js\nmore\n", "unclosed-code"),
}


@pytest.fixture
def imported(project, helpdesk):
    """Imports these articles, `{name: bytes}`, and one good one; gives Findings by file, and the folder of the Pages."""

    def run(articles, *words):
        files = {f"old/{name}.md": content for name, content in {"good": GOOD, **articles}.items()}
        root = project(files, locales=("nl",))
        _code, report, _error = helpdesk(root, "articles", "import", str(root / "old"), *words)
        found = {}
        for finding in report["findings"]:
            found.setdefault(os.path.basename(finding["file"]).removesuffix(".md"), []).append(finding["code"])
        return found, root / "docs/nl"

    return run


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_article_is_an_error_and_the_rest_goes_on(imported, name):
    found, pages = imported({name: BAD[name][0]})
    assert found[name] == [BAD[name][1]]
    assert sorted(path.name for path in pages.iterdir()) == ["good.md"]


@pytest.mark.parametrize("name", MENDED)
def test_what_can_be_read_becomes_a_page_and_the_damage_is_reported(imported, name):
    found, pages = imported({name: MENDED[name][0]})
    assert MENDED[name][1] in found[name]
    text = (pages / f"{name}.md").read_text(encoding="utf-8")
    assert "# Fine { #fine }" in text
    assert "more" in text or "unclosed" not in name


def test_nothing_outside_of_the_folder_is_read(imported, tmp_path):
    (tmp_path / "secret.md").write_text("secret words", encoding="utf-8")
    links = "[AZURE.INCLUDE [a](../../secret.md)] [AZURE.INCLUDE [a](../includes/../../secret.md)] ![x](../../../x.png)"
    found, pages = imported({"climbs": HEADER + links})
    assert found["climbs"].count("outside-folder") + found["climbs"].count("missing-include") == 3
    assert "secret words" not in (pages / "climbs.md").read_text(encoding="utf-8")


def test_linked_files_and_loops_are_not_followed(imported, tmp_path):
    old = tmp_path / "old"
    old.mkdir()
    (tmp_path / "secret.md").write_text(GOOD, encoding="utf-8")
    os.symlink(tmp_path / "secret.md", old / "leak.md")
    os.symlink("b.md", old / "a.md")
    os.symlink("a.md", old / "b.md")
    os.symlink("..", old / "up")
    found, pages = imported({})
    assert found == {"leak": ["outside-folder"], "a": ["unreadable"], "b": ["unreadable"]}
    assert sorted(path.name for path in pages.iterdir()) == ["good.md"]


def test_include_that_includes_itself_is_left_out(imported, tmp_path):
    (tmp_path / "includes").mkdir()
    (tmp_path / "includes/x.md").write_text("in [AZURE.INCLUDE [x](../includes/x.md)]", encoding="utf-8")
    found, pages = imported({"asks": HEADER + "[AZURE.INCLUDE [x](../includes/x.md)]\n\nafter\n"})
    assert found["x"] == ["include-cycle"]
    assert "in\n\nafter\n" in (pages / "asks.md").read_text(encoding="utf-8")


def test_names_that_differ_only_in_case_make_one_page(imported):
    found, pages = imported({"Good": GOOD})
    assert found == {"good": ["same-name"]}
    assert [path.name for path in pages.iterdir()] == ["Good.md"]


def test_full_disk_is_a_finding(imported, monkeypatch):
    def full(path, data):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("helpdesk.files.write_bytes", full)
    found, pages = imported({})
    assert found == {"good": ["not-written"]}
    assert not pages.exists()


def test_write_that_is_cut_short_leaves_the_old_page(tmp_path, monkeypatch):
    page = tmp_path / "page.md"
    page.write_text("old", encoding="utf-8")
    monkeypatch.setattr(os, "replace", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        write_bytes(page, b"new")
    assert [path.read_text(encoding="utf-8") for path in tmp_path.iterdir()] == ["old"]
