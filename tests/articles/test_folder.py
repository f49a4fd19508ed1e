"""A folder of articles: Pages, pictures, links between them, and what a second import does."""

import pytest

HEADER = '<properties pageTitle="T" description="d"/>\n\n'


@pytest.fixture
def imports(project, helpdesk):
    """Imports `old/` of a project with these files; gives the Report, and texts by path."""

    def run(files, *words):
        root = project(files, locales=("nl",))
        code, report, _error = helpdesk(root, "articles", "import", str(root / "old"), *words)
        pages = {path.relative_to(root).as_posix(): path.read_bytes() for path in (root / "docs").rglob("*.*")}
        return code, report, pages

    return run


def codes(report):
    return {finding["code"] for finding in report["findings"]}


def test_links_between_articles_lead_to_pages(imports):
    files = {
        "old/a.md": HEADER + "# A\n\n[b](sub/B.md#one) [b](https://azure.microsoft.com/documentation/articles/b/)\n",
        "old/sub/b.md": HEADER + '# <a name="one"></a>B\n\n[a](../a.md)\n',
    }
    _code, report, pages = imports(files)
    assert b"[b](sub/b.md#one) [b](sub/b.md)" in pages["docs/nl/a.md"]
    assert b"[a](../a.md)" in pages["docs/nl/sub/b.md"]
    assert codes(report) == {"wrong-case"}


def test_anchor_that_another_article_lacks_names_the_nearest(imports):
    files = {"old/a.md": HEADER + "[b](b.md#stpe-one)", "old/b.md": HEADER + '# <a name="step-one"></a>B'}
    _code, report, _pages = imports(files)
    (finding,) = report["findings"]
    assert (finding["code"], finding["suggestion"]) == ("dangling-anchor", "#step-one")


def test_second_import_changes_nothing(imports):
    files = {"old/a.md": HEADER + "# A\n\n1. x\n  - y\n\n        code\n"}
    _code, _report, first = imports(files)
    code, report, second = imports({})
    assert (code, first, report["summary"]["files"]["unchanged"]) == (0, second, 1)


def test_page_that_is_there_is_kept(imports):
    files = {"old/a.md": HEADER + "# A", "docs/nl/a.md": "mine"}
    code, report, pages = imports(files)
    assert (code, codes(report), pages["docs/nl/a.md"]) == (1, {"page-exists"}, b"mine")


def test_force_replaces_only_what_nobody_changed(imports):
    imports({"old/a.md": HEADER + "# A", "old/b.md": HEADER + "# B"})
    _code, _report, pages = imports({})
    edited = pages["docs/nl/b.md"] + b"a writer's words\n"
    files = {"old/a.md": HEADER + "# A2", "old/b.md": HEADER + "# B2", "docs/nl/b.md": edited}
    _code, report, pages = imports(files, "--force")
    assert b"# A2" in pages["docs/nl/a.md"]
    assert pages["docs/nl/b.md"] == edited
    assert codes(report) == {"page-edited"}


def test_dry_run_reports_and_writes_nothing(imports):
    _code, report, pages = imports({"old/a.md": HEADER + "![x](no.png)", "docs/nl/x.md": ""}, "--dry-run")
    assert codes(report) == {"missing-picture"}
    assert set(pages) == {"docs/nl/x.md"}


def test_media_copies_pictures_and_never_overwrites_another(imports):
    files = {
        "old/a.md": HEADER + "![x](media\\a.png) ![y](media/b.png)",
        "old/media/a.png": b"a",
        "old/media/b.png": b"b",
        "docs/nl/media/b.png": b"other",
    }
    _code, report, pages = imports(files, "--media")
    assert (pages["docs/nl/media/a.png"], pages["docs/nl/media/b.png"]) == (b"a", b"other")
    assert codes(report) == {"media-differs"}
    assert report["summary"]["pictures"] == 1


def test_many_articles_are_imported_by_several_processes_with_the_same_result(imports, monkeypatch):
    files = {f"old/{number}.md": HEADER + f"# Number {number}\n" for number in range(6)}
    _code, _report, alone = imports(files)
    monkeypatch.setattr("helpdesk.articles.task.WORTH_PROCESSES", 2)
    _code, report, together = imports({}, "--force")
    assert (alone, report["summary"]["files"]["unchanged"]) == (together, 6)


def test_retired_hosts_of_the_project_are_reported(imports):
    links = "addresses:\n  portal: {url: 'https://new.example'}\nretired:\n  old.example: {use: portal, reason: It closed.}\n"
    _code, report, _pages = imports({"i18n/links.yml": links, "old/a.md": HEADER + "<https://old.example/x>"})
    (finding,) = report["findings"]
    assert (finding["code"], finding["suggestion"]) == ("retired-host", "https://new.example")
    assert "It closed." in finding["message"]


def test_page_and_locale_are_refused_where_they_make_no_sense(project, helpdesk):
    root = project({"old/a.md": HEADER}, locales=("nl",))
    assert helpdesk(root, "articles", "import", str(root / "old"), "--page", "x")[0] == 2
    assert helpdesk(root, "articles", "import", str(root / "old"), "--locale", "xx")[0] == 2
    assert helpdesk(root, "articles", "import", str(root / "no"))[0] == 2
