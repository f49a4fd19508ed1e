"""What a writer meets: Locales that come and go, warnings, and previews."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from helpdesk.blocks import split
from helpdesk.translations.copies import marked_copy


@pytest.fixture
def site(tmp_path, make_site):
    return make_site(tmp_path, locales=("nl", "en", "de", "ar"))


def warnings(printed):
    return re.findall(r"^WARNING +-  (.*)", printed, re.MULTILINE)


def write(root, path, text):
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, "utf-8")


def test_a_fifth_locale_is_a_folder_and_one_entry(tmp_path, make_site, run_mkdocs):
    root = make_site(tmp_path, locales=("nl", "en", "de", "ar"))
    settings = (root / "mkdocs.yml").read_text("utf-8")
    assert "        - locale: pl" not in settings
    write(
        root,
        "docs/pl/index.md",
        "---\ntitle: Pomoc\ndescription: Pomoc.\nverified: 2026-11-22\nsources: [S1]\n---\n\n# Pomoc { #home }\n\nSpokojnie.\n",
    )
    (root / "mkdocs.yml").write_text(
        settings.replace("\nnav:\n", "        - locale: pl\n          name: Polski\n\nnav:\n", 1).replace(
            "\n\n        - locale: pl", "\n        - locale: pl"
        ),
        "utf-8",
    )
    printed, code = run_mkdocs(root, "build", "--strict")
    assert code == 0, printed
    home = (root / "site" / "pl" / "index.html").read_text("utf-8")
    assert '<html lang="pl"' in home
    assert 'hreflang="pl" href="https://example.org/opzegwijzer/pl/"' in (root / "site" / "index.html").read_text(
        "utf-8"
    )
    assert (root / "site" / "pl" / "404.html").is_file()
    assert 'lang="nl" dir="ltr"' in (root / "site" / "pl" / "cancel" / "index.html").read_text("utf-8")


def test_a_strict_build_reports_the_warnings_of_all_locales_in_one_run(site, run_mkdocs):
    for locale in ("nl", "de", "ar"):
        page = site / "docs" / locale / "cancel.md"
        page.write_text(page.read_text("utf-8") + f"\n[weg](missing-{locale}.md)\n", "utf-8")
    printed, code = run_mkdocs(site, "build", "--strict")
    assert code == 1
    for locale in ("nl", "de", "ar"):
        assert sum(f"missing-{locale}.md" in line for line in warnings(printed)) == 1
    assert "Aborted with 3 warnings" in printed


def test_a_locale_without_a_folder_is_told_with_line_and_remedy(site, run_mkdocs):
    settings = (site / "mkdocs.yml").read_text("utf-8")
    (site / "mkdocs.yml").write_text(
        settings.replace(
            "        - locale: de", "        - locale: fr\n          name: Français\n        - locale: de", 1
        ),
        "utf-8",
    )
    line = (site / "mkdocs.yml").read_text("utf-8").split("- locale: fr")[0].count("\n") + 1
    printed, code = run_mkdocs(site, "build", "--strict")
    assert code == 1
    told = [text for text in warnings(printed) if '"fr"' in text]
    assert len(told) == 1
    assert told[0].startswith(f"mkdocs.yml:{line}:")
    assert "docs/fr" in told[0]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "---\ndescription: x\nverified: 2026-11-22\nsources: [S1]\n---\n\n# Hallo { #home }\n",
            ["docs/de/index.md", "title"],
        ),
        ("---\ntitle: [x\n---\n\n# Hallo { #home }\n", ["docs/de/index.md:", "front matter"]),
        (
            "---\ntitle: x\ndescription: x\nverified: 2026-11-22\nsources: [S1]\n---\n\n# Hallo { #other }\n",
            ["docs/de/index.md:8", "home"],
        ),
        (
            "---\ntitle: x\ndescription: x\nverified: 2026-11-22\nsources: [S1]\n---\n\n# Hallo\n",
            ["docs/de/index.md:8", "id"],
        ),
    ],
)
def test_what_is_wrong_with_a_page_is_a_warning_of_the_strict_build(site, run_mkdocs, text, told):
    write(site, "docs/de/index.md", text)
    printed, code = run_mkdocs(site, "build", "--strict")
    assert code == 1
    assert any(all(part in line for part in told) for line in warnings(printed)), printed


def test_a_preview_of_one_locale_shows_it_at_the_root(site, run_mkdocs):
    printed, code = run_mkdocs(site, "build", HELP_LOCALE="ar")
    assert code == 0, printed
    home = (site / "site" / "index.html").read_text("utf-8")
    assert '<html lang="ar"' in home
    assert 'id="languages"' not in home
    assert not (site / "site" / "de").exists()


def test_words_that_cannot_be_read_are_told_with_file_and_line(site, run_mkdocs):
    (site / "i18n").unlink()
    write(site, "i18n/interface/nl.yml", "menu: Menu\nskip: a: b\n")
    printed, code = run_mkdocs(site, "build")
    assert code == 1
    assert "i18n/interface/nl.yml:2" in printed
    assert "Traceback" not in printed


def test_the_site_works_at_the_root_of_a_domain_too(site, run_mkdocs):
    _printed, code = run_mkdocs(site, "build", address="https://example.org")
    assert code == 0
    page = (site / "site" / "de" / "cancel" / "index.html").read_text("utf-8")
    assert 'hreflang="x-default" href="https://example.org/cancel/"' in page
    assert 'href="/assets/' in (site / "site" / "404.html").read_text("utf-8") or 'href="/assets' in (
        site / "site" / "404.html"
    ).read_text("utf-8")


@pytest.mark.browser
def test_a_built_site_shows_the_work_that_waits_only_where_its_settings_ask_for_it(site, run_mkdocs, browser):
    write(site, "docs/en/cancel.md", (site / "docs/nl/cancel.md").read_text("utf-8"))
    printed, code = run_mkdocs(site, "build", "--strict")
    assert code == 0, printed
    page = site / "site" / "en" / "cancel" / "index.html"
    assert 'class="work"' not in page.read_text("utf-8")
    assert not (site / "site" / "translation-status").exists()
    settings = (site / "mkdocs.yml").read_text("utf-8")
    (site / "mkdocs.yml").write_text(
        settings.replace("  helpdesk:\n", "  helpdesk:\n    translation-marks: true\n"), "utf-8"
    )
    printed, code = run_mkdocs(site, "build", "--strict")
    assert code == 0, printed
    assert 'class="work" data-state="untranslated"' in page.read_text("utf-8")
    status = site / "site" / "translation-status" / "index.html"
    assert "untranslated" in status.read_text("utf-8")
    for scheme in ("light", "dark"):
        context = browser.new_context(color_scheme=scheme, viewport={"width": 360, "height": 640})
        opened = context.new_page()
        opened.goto(status.as_uri())
        assert Axe().run(opened).response["violations"] == []
        assert opened.evaluate("document.documentElement.scrollWidth") == 360
        context.close()


def test_the_mark_of_an_untranslated_block_never_reaches_readers(site, run_mkdocs):
    source = (site / "docs/nl/cancel.md").read_text("utf-8")
    marked = "".join(marked_copy(block) for block in split(source))
    assert marked.count("untranslated -->") > 5
    built = []
    for text in (source, marked):
        write(site, "docs/en/cancel.md", text)
        printed, code = run_mkdocs(site, "build", "--strict")
        assert code == 0, printed
        built.append([path.read_bytes() for path in sorted((site / "site" / "en").rglob("*.html"))])
    assert built[0] == built[1]
