"""Which files become part of the built Site, and under which address: as MkDocs and static-i18n have it."""

import pytest

NL = "plugins:\n  - i18n:\n      docs_structure: {structure}\n      languages:\n        - {{locale: nl, name: nl, default: true}}\n        - {{locale: fr, name: fr}}\n"
SETTINGS = "site_name: T\nsite_url: https://example.org/help/\nmarkdown_extensions: [attr_list]\n"
EXCLUDING = (
    SETTINGS
    + "exclude_docs: |\n  hidden.md\n  private/\n  *.tmp.md\n  !keep.tmp.md\n  secret.png\ndraft_docs: draft.md\n"
)
FILES = dict.fromkeys(("index.md", "b.md", "hidden.md", "private/p.md", "a.tmp.md", "keep.tmp.md", "draft.md", "secret.png", "templates/t.md", "both/index.md", "both/README.md", "rd/README.md", "style.css", "x.markdown", "sub.v2/d.md"), "# X { #b }\n")  # fmt: skip
THEME = {"theme/assets/t.png": "t", "theme/main.html": "m"}


@pytest.fixture
def verdict(project, helpdesk):
    """The verdict on one link of one Page, empty when it is fine."""

    def run(link, settings, page="docs/a.md", files=None):
        files = {f"docs/{name}": text for name, text in FILES.items()} if files is None else files
        root = project({"mkdocs.yml": settings, **files, **THEME, page: link + "\n"})
        found = helpdesk(root, "links", page)[1]["findings"]
        return "".join(
            finding["verdict"] for finding in found if finding["verdict"] not in ("orphan-page", "unused-image")
        )

    return run


FINE = ["keep.tmp.md", "both/index.md", "rd/README.md", "../rd/", "../both/", "style.css", "../style.css", "x.markdown", "../x/",
        "sub.v2/d.md", "../sub.v2/d/", "../../help/b/", "../../elsewhere/", "../../../b/", "../b/index.html#b"]  # fmt: skip
GONE = ["hidden.md", "private/p.md", "a.tmp.md", "draft.md", "templates/t.md", "both/README.md", "../hidden/", "../draft/",
        "../rd/README/", "../both/README/", "../both/index/", "../../help/gone/"]  # fmt: skip


@pytest.mark.parametrize("target", FINE)
def test_what_is_built_is_there(verdict, target):
    assert verdict(f"[x]({target})", EXCLUDING) == ""


@pytest.mark.parametrize("target", GONE)
def test_what_is_left_out_of_the_build_is_gone(verdict, target):
    assert verdict(f"[x]({target})", EXCLUDING) == "no-page"


def test_a_picture_that_is_left_out_is_gone(verdict):
    assert verdict("![x](secret.png)", EXCLUDING) == "no-file"


def test_exclusions_hold_with_and_without_the_folder_of_the_locale(verdict):
    files = {"docs/nl/index.md": "", "docs/nl/hidden.md": "", "docs/nl/b.md": "", "docs/fr/b.md": ""}
    settings = SETTINGS + NL.format(structure="folder")
    for pattern, expected in {
        "hidden.md": "no-page",
        "/nl/hidden.md": "no-page",
        "/hidden.md": "no-page",
        "/fr/*": "",
    }.items():
        excluding = settings + f"exclude_docs: {pattern}\n"
        assert verdict("[x](hidden.md)", excluding, "docs/nl/a.md", files) == expected


def test_an_excluded_page_is_not_judged_and_a_draft_is(project, helpdesk):
    files = {"docs/index.md": "", "docs/hidden.md": "[x](gone.md)\n", "docs/draft.md": "[x](gone.md)\n"}
    findings = helpdesk(project({"mkdocs.yml": EXCLUDING, **files}), "links")[1]["findings"]
    assert [(finding["file"], finding["verdict"]) for finding in findings] == [("docs/draft.md", "no-page")]


@pytest.mark.parametrize("link", ["![x](assets/t.png)", "[x](/help/assets/t.png)", '<img src="../assets/t.png">'])
def test_files_of_the_sites_own_theme_are_there(verdict, link):
    assert verdict(link, SETTINGS + "theme: {name: null, custom_dir: theme}\n") == ""


def test_templates_of_the_theme_are_no_pages(verdict):
    assert verdict("[x](main.html)", SETTINGS + "theme: {name: null, custom_dir: theme}\n") != ""


SUFFIXED = {"docs/index.md": "", "docs/b.md": "", "docs/b.fr.md": "", "docs/only.fr.md": "", "docs/same.md": ""}


@pytest.mark.parametrize(
    ("target", "expected"), [("../fr/b/", ""), ("../fr/same/", ""), ("/help/fr/b/", ""), ("../fr/gone/", "no-page")]
)
def test_locales_in_the_names_of_files_have_addresses(verdict, target, expected):
    assert verdict(f"[x]({target})", SETTINGS + NL.format(structure="suffix"), files=SUFFIXED) == expected


def test_addresses_on_a_page_with_its_locale_in_the_name_start_from_its_own(verdict):
    settings = SETTINGS + NL.format(structure="suffix")
    assert verdict("[x](../b/)", settings, "docs/a.fr.md", SUFFIXED) == ""
    assert verdict("[x](../fr/b/)", settings, "docs/a.fr.md", SUFFIXED) == "no-page"


@pytest.mark.parametrize("structure", ["      docs_structure: suffix\n", ""])
def test_a_link_leads_to_the_file_of_its_own_locale_where_names_of_files_tell(project, helpdesk, structure):
    settings = SETTINGS + NL.format(structure="suffix").replace("      docs_structure: suffix\n", structure)
    files = {
        "docs/index.nl.md": "[x](b.md#nl)\n",
        "docs/index.fr.md": "[x](b.md#fr) [y](b.md#nl)\n![z](i.png)\n",
        "docs/b.nl.md": "# B { #nl }\n",
        "docs/b.fr.md": "# B { #fr }\n",
        "docs/i.fr.png": "i",
        "docs/i.nl.png": "i",
    }
    nav = "nav: [index.md, b.md]\n"
    findings = helpdesk(project({"mkdocs.yml": settings + nav, **files}), "links")[1]["findings"]
    told = [(finding["file"], finding["verdict"], finding["column"]) for finding in findings]
    assert told == [("docs/index.fr.md", "no-anchor", 18)]


@pytest.mark.parametrize("mike", ["plugins: [mike]\n", "extra: {version: {provider: mike}}\n"])
def test_addresses_of_other_versions_are_not_judged(verdict, mike):
    for target in ("/help/stable/gone/", "https://example.org/help/1.0/f.pdf"):
        assert verdict(f"[x]({target})", SETTINGS + mike) == ""
        assert verdict(f"[x]({target})", SETTINGS) != ""
    assert verdict("[x](../gone/)", SETTINGS + mike) == "no-page"


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("[x](../fr/b/)", "no-page"),
        ('<img src="../i.png">', "no-file"),
        ('<img src="../../i.png">', ""),
        ("[x](../b/)", ""),
    ],
)
def test_files_of_the_source_have_no_second_address_in_another_locale(verdict, link, expected):
    files = {"docs/nl/index.md": "", "docs/nl/b.md": "", "docs/nl/i.png": "i", "docs/fr/b.md": "# B\n"}
    assert verdict(link, SETTINGS + NL.format(structure="folder"), "docs/fr/a.md", files) == expected


def test_a_file_of_the_source_is_suggested_at_its_own_address(project, helpdesk):
    files = {"docs/nl/index.md": "", "docs/nl/i.png": "i", "docs/fr/a.md": '<img src="../i.png">\n'}
    findings = helpdesk(project({"mkdocs.yml": SETTINGS + NL.format(structure="folder"), **files}), "links")[1][
        "findings"
    ]
    assert [finding["suggestion"] for finding in findings if finding["verdict"] == "no-file"] == ["../../i.png"]
