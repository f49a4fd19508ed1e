"""axe on whole pages: every state a reader meets must be free of violations, best practices included."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = [pytest.mark.xdist_group("site"), pytest.mark.browser]

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
WIDE, NARROW = (1280, 800), (320, 640)


def violations(page):
    found = Axe().run(page, options={"runOnly": TAGS}).response["violations"]
    return [(each["id"], [node["html"][:120] for node in each["nodes"]][:3]) for each in found]


@pytest.fixture
def opened(open_page):
    """A page whose transitions are over."""

    def settled(path, size, scheme):
        page = open_page(path, *size, color_scheme=scheme, reduced_motion="reduce")
        page.wait_for_load_state("networkidle")
        return page

    return settled


@pytest.mark.parametrize("size", [WIDE, NARROW])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["cancel/", "en/cancel/", "de/cancel/", "ar/cancel/"])
def test_an_article_has_no_violations_closed_or_with_search_open(opened, path, scheme, size):
    page = opened(path, size, scheme)
    assert violations(page) == []
    page.keyboard.press("/")
    page.fill("#search-input", "opzegging" if path == "cancel/" else "a")
    page.wait_for_function("document.getElementById('search-status').textContent.length > 0")
    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path", ["", "before-you-cancel/", "after-you-cancel/", "de/before-you-cancel/", "404.html", "ar/404.html"]
)
def test_every_other_kind_of_page_has_no_violations(opened, path, scheme):
    page = opened(path, WIDE if scheme == "light" else NARROW, scheme)
    if "after" in path:
        page.fill(".timeline-form input", "2026-10-20")
    assert violations(page) == []


def test_an_open_drawer_an_open_switcher_and_an_offer_have_no_violations(opened, open_page):
    page = opened("cancel/", NARROW, "light")
    page.click("#menu-button")
    assert violations(page) == []
    page.click("#menu-close")
    page.click("#languages summary")
    assert violations(page) == []
    page = open_page("cancel/", *NARROW, locale="de-DE", color_scheme="dark")
    page.wait_for_selector(".offer")
    assert violations(page) == []
