"""What `helpdesk links --built` promises beside the traps: the frame, the prefix, the cache, odd files."""

import json

import pytest

FRAME = '<html lang="{lang}"><body><nav>{nav}</nav><main><h1 id="t">T</h1>{body}</main></body></html>'


def page(body="", nav='<a href="/a/">A</a>', lang="en"):
    return FRAME.format(lang=lang, nav=nav, body=body)


@pytest.fixture
def built(project, helpdesk):
    """Writes `{path: text}` into site/ and gives the Findings."""

    def run(files, *words, yml="site_name: x\n"):
        root = project({"mkdocs.yml": yml, **{f"site/{path}": text for path, text in files.items()}})
        return root, helpdesk(root, "links", "--built", str(root / "site"), *words)[1]["findings"]

    return run


def test_a_fault_of_the_frame_is_told_once_for_each_locale(built):
    bad = '<a href="/gone/">x</a>'
    files = {"index.html": page(nav=bad), "a/index.html": page(nav=bad), "de/index.html": page(nav=bad, lang="de")}
    (finding,) = built({**files, "de/b/index.html": page(nav=bad, lang="de")})[1]
    assert [place["file"] for place in finding["occurrences"]] == ["site/a/index.html", "site/de/b/index.html"]


def test_one_page_whose_menu_differs_is_not_missed(built):
    files = {f"p{n}/index.html": page() for n in range(30)}
    files["a/index.html"] = page(nav='<a href="/a/">A</a> <a href="/gone/">x</a>')
    (finding,) = built(files)[1]
    assert (finding["target"], finding["file"], finding["line"]) == ("gone/", "site/a/index.html", 1)


def test_the_public_path_comes_from_the_settings_or_the_pages(built):
    files = {
        "index.html": page('<a href="/docs/a/">x</a><a href="/elsewhere/">y</a>', nav=""),
        "a/index.html": page(nav=""),
    }
    assert built(files, yml="site_name: x\nsite_url: https://help.test/docs/\n")[1] == []


def test_the_public_path_is_known_from_the_links_where_nothing_else_tells(built):
    nav = '<link rel="stylesheet" href="/docs/s.css"><a href="/docs/">H</a><a href="/docs/a/#t">A</a>'
    pages = {
        "index.html": page(nav=nav),
        "a/index.html": page('<a href="/docs/gone/">x</a><a href="/other/">y</a>', nav=nav),
    }
    (finding,) = built({**pages, "s.css": ""})[1]
    assert (finding["verdict"], finding["target"], finding["file"]) == ("no-page", "gone/", "site/a/index.html")


def test_a_few_wrong_links_make_no_public_path(built):
    wrong = '<a href="/old/">x</a><a href="/old/a/">y</a><a href="/old/b/">z</a>'
    files = {f"{name}/index.html": page(nav='<a href="../a/">A</a>') for name in "abcd"}
    found = built({**files, "index.html": page(wrong, nav="")})[1]
    assert {finding["target"] for finding in found} == {"old/", "old/a/", "old/b/"}


def test_the_settings_of_a_project_say_nothing_of_a_site_elsewhere(project, helpdesk, tmp_path_factory):
    root = project({"mkdocs.yml": "site_name: x\nsite_url: https://help.test/docs/\n"})
    site = tmp_path_factory.mktemp("elsewhere")
    (site / "index.html").write_text(page('<a href="/gone/">x</a>', nav=""))
    (finding,) = helpdesk(root, "links", "--built", str(site))[1]["findings"]
    assert finding["target"] == "gone/"


def test_a_link_that_climbs_out_of_the_public_path_leaves_the_site(built):
    above = '<link rel="canonical" href="https://help.test/docs/1.0/{at}">{links}'
    out = page(above.format(at="a/", links='<a href="../../latest/">x</a><a href="../../1.0/b/">y</a>'), nav="")
    files = {"index.html": page(above.format(at="", links='<a href="../../">x</a>'), nav=""), "a/index.html": out}
    (finding,) = built(files)[1]
    assert (finding["verdict"], finding["target"]) == ("no-page", "b/")


def test_a_path_without_the_public_path_is_wrong_when_the_site_has_that_page(built):
    files = {"index.html": page('<a href="/a/">x</a>', nav=""), "a/index.html": page(nav="")}
    (finding,) = built(files, yml="site_name: x\nsite_url: https://help.test/docs/\n")[1]
    assert (finding["verdict"], finding["suggestion"]) == ("no-page", "/docs/a/")


def test_a_sitemap_must_tell_the_truth(built):
    head = '<link rel="canonical" href="https://help.test/">'
    entry = "<urlset><url><loc>https://help.test/gone/</loc></url></urlset>"
    (finding,) = built({"index.html": page(head, nav=""), "sitemap.xml": entry})[1]
    assert (finding["file"], finding["verdict"], finding["target"]) == ("site/sitemap.xml", "no-page", "gone/")


def test_the_id_of_a_font_in_svg_is_not_looked_for_but_that_of_a_drawing_is(built):
    sheet = "@font-face{src:url(f.svg#old) format('svg')} p{mask:url(f.svg#new)}"
    head = '<link rel="stylesheet" href="/s.css">'
    (finding,) = built({"index.html": page(head, nav=""), "s.css": sheet, "f.svg": "<svg><g id='icon'/></svg>"})[1]
    assert (finding["verdict"], finding["target"]) == ("no-anchor", "f.svg#new")


def test_references_in_addresses_are_read_as_browsers_read_them(built):
    files = {"a.html": page(nav=""), "b&copy.html": page(nav="")}
    links = '<a href="a.html?x&copy=1">x</a><a href="b&amp;copy.html">x</a><a href="#&#' + "9" * 5000 + ';">x</a>'
    (finding,) = built({**files, "index.html": page(links, nav="")})[1]
    assert finding["verdict"] == "no-anchor"


def test_a_page_in_an_old_encoding_is_read_as_it_says(built):
    text = '<meta charset="iso-8859-1"><a href="café.html">x</a>'.encode("latin-1")
    assert built({"index.html": text, "café.html": "x"})[1] == []


def test_bytes_that_are_no_text_are_said_and_the_rest_is_checked(built):
    findings = built({"index.html": b'\xff\xfa<a href="gone/">x</a>'})[1]
    assert [finding["code"] for finding in findings] == ["unreadable-page", "no-page"]


@pytest.mark.parametrize("junk", [b"", b"junk\n", b'{"made by": "helpdesk links --built"}\n', b"\xff" * 999])
def test_a_cache_that_is_not_ours_is_ignored_and_made_anew(built, helpdesk, junk):
    root, first = built({"index.html": page('<a href="gone/">x</a>'), "a/index.html": page()})
    (cache,) = (root / ".cache/helpdesk").glob("links-built-*")
    cache.write_bytes(junk)
    words = ("links", "--built", str(root / "site"))
    again = helpdesk(root, *words)[1]["findings"]
    assert [finding for finding in again if finding["code"] != "links-cache"] == first
    assert helpdesk(root, *words)[1]["findings"] == first


def test_a_changed_page_is_seen_though_its_size_and_time_are_put_back(built, helpdesk):
    import os

    root, first = built({"index.html": page('<a href="/a/">x</a>'), "a/index.html": page()})
    file = root / "site/index.html"
    status = file.stat()
    file.write_text(file.read_text().replace('"/a/">x', '"/b/">x'))
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    found = helpdesk(root, "links", "--built", str(root / "site"))[1]["findings"]
    assert first == []
    assert [finding["target"] for finding in found] == ["b/"]


def test_any_folder_of_html_will_do(tmp_path, monkeypatch, capsys):
    from helpdesk.__main__ import main

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "out").mkdir()
    (tmp_path / "out/index.html").write_text('<a href="gone.html">x</a>')
    monkeypatch.chdir(tmp_path)
    assert main(["links", "--built", "out", "--format", "json"]) == 1
    assert json.loads(capsys.readouterr().out)["findings"][0]["file"] == "out/index.html"
