"""What stands in the HTML of the built Site; no browser needed."""

import gzip
import json
import re
from datetime import date
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from helpdesk.build import content, dates, interface

pytestmark = pytest.mark.xdist_group("site")
REPOSITORY = Path(__file__).parents[2]
ADDRESS = "https://example.org/opzegwijzer/"


@pytest.fixture
def html(built):
    def parsed(path):
        return LexborHTMLParser((built / path).read_text("utf-8"))

    return parsed


def hreflangs(page):
    links = page.css("head link[rel=alternate][hreflang]")
    return {link.attributes["hreflang"]: link.attributes["href"] for link in links}


def test_alternates_are_absolute_with_a_default_and_leave_out_missing_translations(html):
    assert hreflangs(html("cancel/index.html")) == {
        "nl": ADDRESS + "cancel/",
        **{locale: f"{ADDRESS}{locale}/cancel/" for locale in ("en", "de", "ar", "pl", "tr", "ja")},
        "x-default": ADDRESS + "cancel/",
    }
    assert hreflangs(html("after-you-cancel/index.html")) == {}


def test_each_version_of_a_page_names_the_same_alternates(html):
    pages = ["cancel/index.html", "de/cancel/index.html", "ar/cancel/index.html"]
    assert len({json.dumps(hreflangs(html(page)), sort_keys=True) for page in pages}) == 1


def test_a_page_that_is_not_translated_says_so_in_the_readers_language(html):
    page = html("de/before-you-cancel/index.html")
    article = page.css_first("article")
    notice = page.css_first("article > .fallback")
    assert page.css_first("html").attributes["lang"] == "de"
    assert (article.attributes["lang"], article.attributes["dir"]) == ("nl", "ltr")
    assert notice.attributes["lang"] == "de"
    assert "noch nicht übersetzt" in notice.text()
    assert notice.css_first("bdi").text() == "Nederlands"
    assert page.css_first("link[rel=canonical]").attributes["href"] == ADDRESS + "before-you-cancel/"
    assert hreflangs(page) == {}


def test_a_missing_translation_into_a_right_to_left_language_keeps_its_own_direction(html):
    page = html("ar/before-you-cancel/index.html")
    assert page.css_first("body").attributes["dir"] == "rtl"
    assert page.css_first("article").attributes["dir"] == "ltr"
    assert page.css_first("article > .fallback").attributes["dir"] == "rtl"


def test_a_translated_page_is_its_own_canonical_and_has_no_notice(html):
    page = html("de/cancel/index.html")
    assert page.css_first("link[rel=canonical]").attributes["href"] == ADDRESS + "de/cancel/"
    assert page.css_first(".fallback") is None
    assert "lang" not in page.css_first("article").attributes


def test_the_sitemap_holds_every_translated_page_once(built):
    text = (built / "sitemap.xml").read_text("utf-8")
    places = re.findall(r"<loc>(.*?)</loc>", text)
    assert len(places) == len(set(places))
    assert ADDRESS + "ar/cancel/" in places
    assert ADDRESS + "before-you-cancel/" in places
    assert ADDRESS + "de/before-you-cancel/" not in places
    assert 'hreflang="x-default" href="https://example.org/opzegwijzer/cancel/"' in text
    assert gzip.decompress((built / "sitemap.xml.gz").read_bytes()).decode() == text


@pytest.mark.parametrize(
    ("locale", "words"), [("nl", "Deze pagina is er niet"), ("de", "gibt es nicht"), ("ar", "غير موجودة")]
)
def test_each_locale_has_its_own_404_page(html, locale, words):
    page = html("404.html" if locale == "nl" else f"{locale}/404.html")
    assert words in page.css_first("h1").text()
    assert page.css_first("html").attributes["lang"] == locale
    links = [link.attributes["href"] for link in page.css("article li > a")]
    prefix = "/opzegwijzer/" if locale == "nl" else f"/opzegwijzer/{locale}/"
    assert prefix + "cancel/" in links
    assert len(page.css("article .languages a[lang][dir]")) == 6
    assert page.css_first("meta[name=robots]").attributes["content"] == "noindex"


def test_the_switcher_names_languages_in_themselves_and_leads_straight_to_the_page(html):
    links = html("de/cancel/index.html").css("#languages a")
    arabic = next(link for link in links if link.attributes["hreflang"] == "ar")
    assert (arabic.attributes["lang"], arabic.attributes["dir"]) == ("ar", "rtl")
    assert arabic.attributes["href"] == "../../ar/cancel/"
    assert [link.attributes["hreflang"] for link in links if "aria-current" in link.attributes] == ["de"]


def test_the_switcher_says_where_a_page_is_not_translated_yet(html):
    links = html("before-you-cancel/index.html").css("#languages a")
    marked = {link.attributes["hreflang"] for link in links if link.css_first("small")}
    assert marked == {"en", "de", "ar", "pl", "tr", "ja"}


def test_the_title_of_a_home_page_is_not_doubled_in_any_locale(html):
    for page in ("index.html", "en/index.html", "ar/index.html"):
        assert html(page).css_first("title").text() == "Opzegwijzer"
    assert html("de/cancel/index.html").css_first("title").text() == "Abonnement kündigen – Opzegwijzer"


def test_pictures_have_their_size_and_wait_below_the_fold(html):
    first, second = html("cancel/index.html").css("article img")
    for picture in (first, second):
        assert (picture.attributes["width"], picture.attributes["height"]) == ("640", "200")
    assert "loading" not in first.attributes
    assert second.attributes["loading"] == "lazy"


def test_a_picture_without_a_translation_is_the_sources(html):
    assert html("en/cancel/index.html").css_first("article img").attributes["width"] == "640"


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("cancel", "Gecontroleerd op 22 november 2026"),
        ("de/cancel", "Geprüft am 22. November 2026"),
        ("ar/cancel", "تم التحقق في 22 نوفمبر 2026"),
        ("en/cancel", "Checked on November 22, 2026"),
    ],
)
def test_the_day_of_checking_is_in_the_words_of_the_readers_calendar(html, page, words):
    line = html(f"{page}/index.html").css_first("article > .verified")
    assert line.text() == words
    assert line.css_first("time").attributes["datetime"] == "2026-11-22"


@pytest.mark.parametrize(
    ("locale", "day", "words"),
    [
        ("fr", date(2026, 12, 1), "1er décembre 2026"),
        ("fr", date(2026, 12, 11), "11 décembre 2026"),
        ("nl", date(2026, 12, 1), "1 december 2026"),
        ("ja", date(2026, 1, 1), "2026年1月1日"),
    ],
)
def test_the_first_of_a_month_is_written_as_its_readers_write_it(locale, day, words):
    assert dates.in_words(day, locale, interface.words(REPOSITORY, locale, "nl")["date-first"]) == words


@pytest.mark.parametrize(("path", "name"), [("cancel", "Taal: Nederlands"), ("ja/cancel", "言語：日本語")])
def test_the_switchers_name_has_the_punctuation_of_its_language(html, path, name):
    assert html(f"{path}/index.html").css_first("#languages summary").attributes["aria-label"] == name


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("<p><code>--subscription-id</code></p>", ["--subscription-id"]),
        ("<code>x cancel -y --id=&lt;id&gt;</code>", ["-y", "--id"]),
        ("<code>resource-group</code> <code>a - b</code> <code>----</code> --yes", []),
        ("<code>--" + "long-" * 9 + "name</code>", []),
        ('<pre><span></span><code>x --yes</code></pre><pre class="y"><code>x --yes</code></pre>', []),
    ],
)
def test_options_in_a_sentence_are_marked_to_stay_whole(text, options):
    marked = content.with_whole_options(text)
    assert [part.text() for part in LexborHTMLParser(marked).css("code > .option")] == options
    assert marked.replace('<span class="option">', "").replace("</span>", "") == text.replace("</span>", "")


def test_sources_lead_to_where_they_are_explained(html):
    sources = html("cancel/index.html").css_first(".sources")
    assert [link.attributes["href"] for link in sources.css("a")] == ["../about/#s1"]
    assert "S9" in sources.text()


def test_reactivation_and_support_are_one_click_away_on_every_page(built, html):
    for path in built.rglob("index.html"):
        links = {link.text() for link in html(path.relative_to(built)).css(".foot__near a")}
        assert len(links) == 2, path


def test_named_addresses_are_filled_in(html):
    assert html("cancel/index.html").css_first("article p a").attributes["href"] == "https://portal.azure.com"


def test_checkboxes_are_named_by_their_item(html):
    page = html("before-you-cancel/index.html")
    names = [box.attributes["aria-labelledby"] for box in page.css("input[type=checkbox][aria-labelledby]")]
    assert names == ["check-backup", "check-stop", "check-3"]
    assert all(page.css_first(f"#{name}") for name in names)


def test_numbered_steps_keep_their_ids(html):
    page = html("cancel/index.html")
    assert page.css_first("#step-sign-in") is not None
    assert page.css_first("#step-open-subscriptions") is not None


def test_menus_titles_of_boxes_and_heading_links_speak_the_language_of_the_page(html):
    german = html("de/before-you-cancel/index.html")
    assert [part.text() for part in german.css(".menu__section")] == ["Kündigen", "Danach", "Hilfe"]
    assert german.css_first(".admonition-title").text() == "Warnung"
    assert (
        html("de/cancel/index.html").css_first(".headerlink").attributes["aria-label"] == "Link zu dieser Überschrift"
    )


def test_nothing_is_asked_of_third_parties(built):
    loading = re.compile(
        r"<(?:script|img|iframe|source)[^>]+src=\"(?:https?:)?//|<link[^>]+rel=\"(?!canonical|alternate)[^>]+href=\"https?:"
    )
    for path in built.rglob("*.html"):
        assert not loading.search(path.read_text("utf-8")), path


def test_ids_are_unique_on_every_page(built, html):
    for path in built.rglob("*.html"):
        ids = [node.attributes["id"] for node in html(path.relative_to(built)).css("[id]")]
        assert sorted(ids) == sorted(set(ids)), path


def test_theme_files_that_nobody_asks_for_are_not_published(built):
    names = {path.name for path in built.rglob("*") if path.is_file()}
    assert not [name for name in names if name.startswith(("bundle.", "palette.", "lunr", "pagefind-ui"))]
