"""Search as a reader meets it, in a real browser."""

import sys

import pytest

from helpdesk.build import search

pytestmark = [pytest.mark.xdist_group("site"), pytest.mark.browser]


@pytest.fixture
def results(open_page):
    """Opens search on a Page with the keyboard, types a query, and gives the titles found."""

    def found(path, query):
        page = open_page(path)
        page.keyboard.press("/")
        page.fill("#search-input", query)
        return titles(page)

    return found


def titles(page):
    page.wait_for_function(
        "/\\d|Niets|Nothing|Nichts|لم|نتيجة/.test(document.getElementById('search-status').textContent)"
    )
    return page.locator(".search__title").all_inner_texts()


@pytest.mark.parametrize(
    ("path", "query", "page"),
    [
        ("", "facturen", "Uw abonnement opzeggen"),  # a plural
        ("", "facade", "Uw abonnement opzeggen"),  # written without its cedilla
        ("", "geld besparen", "Uw abonnement opzeggen"),  # only in `keywords`
        ("en/", "photos", "Cancel your subscription"),
        ("en/", "cafe", "Cancel your subscription"),
        ("de/", "prufen", "Abonnement kündigen"),
        ("de/", "strasse", "Abonnement kündigen"),
        ("pl/", "oplata", "Anulowanie subskrypcji"),  # ł
        ("pl/", "złotych", "Anulowanie subskrypcji"),
        ("pl/", "subskrypcje", "Anulowanie subskrypcji"),  # another ending, in a language without a stemmer
        ("tr/", "acik hesap", "Aboneliği iptal etme"),  # ı
        ("tr/", "IADE", "Aboneliği iptal etme"),  # İ
        ("tr/", "iade", "Aboneliği iptal etme"),
        ("ja/", "請求書", "サブスクリプションを取り消す"),
        ("ar/", "الفاتورة", "إلغاء اشتراكك"),
    ],
)
def test_everyday_spellings_find_the_page(results, path, query, page):
    assert page in results(path, query)[:1]


@pytest.mark.parametrize(
    ("path", "query", "page"),
    [
        ("", "Hoe kan ik nu toch geld besparen?", "Uw abonnement opzeggen"),  # words around a keyword
        ("", "ABONNEMENT  opzeggen", "Uw abonnement opzeggen"),  # nearly a title
    ],
)
def test_a_query_that_calls_a_page_by_a_name_of_it_finds_it_first(results, path, query, page):
    assert page in results(path, query)[:1]


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        (("opzeggen", "opzeggen"), 1, 1),
        (("opzeggen", "opzegging"), 0.6, 0.99),
        (("rekening", "rekruut"), 0, 0),  # the same beginning, another word
        (("uit", "uitleg"), 0, 0),  # too short for a stem
        (("解約", "解約"), 1, 1),
    ],
)
def test_words_are_kin_when_most_of_them_is_the_same(open_page, address, words, low, high):
    kin = f"async ([one, other]) => (await import('{address}assets/search-names.js')).kinship(one, other)"
    page = open_page("")
    assert low <= page.evaluate(kin, words) <= high
    assert page.evaluate(kin, words) == page.evaluate(kin, words[::-1])


def test_the_name_with_the_telling_word_is_the_likest(open_page, address):
    likest = """async (address) => (await import(`${address}assets/search-names.js`)).likest(
        ["mijn", "geld"], [["mijn", "naam"], ["mijn", "huis"], ["geld", "terug"]].map((words) => (
            { name: words.join(" "), words })), 3).map(({ name }) => name)"""
    assert open_page("").evaluate(likest, address)[0] == "geld terug"


@pytest.mark.parametrize(("path", "query"), [("", "photo"), ("de/", "foto"), ("en/", "foto"), ("ar/", "Wegwijzer")])
def test_results_come_from_the_language_of_the_page_only(results, path, query):
    assert results(path, query) == []


def test_a_page_shown_in_another_language_is_not_found_twice(results):
    assert results("", "back-up") == ["Voordat u opzegt"]
    assert results("de/before-you-cancel/", "back-up") == []


def test_nothing_is_fetched_before_search_is_used(open_page):
    page = open_page("cancel/")
    page.wait_for_load_state("networkidle")
    asked = page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
    assert not [name for name in asked if "pagefind" in name or "search" in name]


@pytest.mark.parametrize("key", ["/", "Control+k"])
def test_keys_open_search_and_escape_gives_the_focus_back(open_page, key):
    page = open_page("cancel/")
    page.focus("#content a")
    page.keyboard.press(key)
    page.wait_for_selector("#search[open]")
    assert page.evaluate("document.activeElement.id") == "search-input"
    page.keyboard.press("Escape")
    page.wait_for_selector("#search", state="hidden")
    assert page.evaluate("document.activeElement.matches('#content a')")


def test_a_slash_in_a_text_field_is_a_slash(open_page):
    page = open_page("after-you-cancel/")
    page.focus(".timeline-form input")
    page.keyboard.press("/")
    assert page.locator("#search").is_hidden()


def test_arrows_choose_and_enter_opens(open_page):
    page = open_page("")
    page.click("#search-button")
    page.fill("#search-input", "opzegging")
    assert len(titles(page)) > 1
    selected = page.locator("[role=option][aria-selected=true]")
    first = selected.get_attribute("id")
    assert page.get_attribute("#search-input", "aria-activedescendant") == first
    page.keyboard.press("ArrowDown")
    assert selected.get_attribute("id") != first
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert selected.get_attribute("id") == page.locator("[role=option]").last.get_attribute("id")
    address = selected.get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(address)


def test_a_hit_in_a_part_of_a_page_leads_to_that_part(open_page):
    page = open_page("")
    page.keyboard.press("/")
    page.fill("#search-input", "façade")
    titles(page)
    assert page.locator(".search__result").first.get_attribute("href").endswith("/cancel/#afterwards")
    assert page.locator(".search__part").first.inner_text() == "Daarna"


def test_a_hit_in_a_part_of_the_same_page_closes_search(open_page):
    page = open_page("cancel/")
    page.keyboard.press("/")
    page.fill("#search-input", "façade")
    titles(page)
    page.keyboard.press("Enter")
    page.wait_for_url("**/cancel/#afterwards")
    assert page.locator("#search").is_hidden()


@pytest.mark.parametrize("broken", [1, 2, 5])
def test_search_gets_over_connections_that_break_off(browser, address, broken):
    # Not `open_page`: Pagefind itself leaves the error of a connection uncaught.
    context = browser.new_context(locale="nl-NL")
    context.set_default_timeout(10_000)
    asked = []

    def breaking(route):
        asked.append(route.request.url)
        route.abort() if len(asked) <= broken else route.fallback()

    context.route("**/pagefind-entry.json*", breaking)
    page = context.new_page()
    page.goto(address)
    page.keyboard.press("/")
    page.fill("#search-input", "façad")
    page.wait_for_function("!document.getElementById('search-status').textContent.includes('…')")
    page.fill("#search-input", "façade")
    assert titles(page) == ["Uw abonnement opzeggen"]
    context.close()


def test_a_query_is_shown_as_text_not_as_html(open_page):
    page = open_page("")
    page.keyboard.press("/")
    page.fill("#search-input", "<img onerror=zzzz>")
    page.wait_for_function("document.getElementById('search-status').textContent.includes('zzzz')")
    assert page.locator("#search img").count() == 0


def test_an_index_is_whole_when_the_build_goes_on(tmp_path, monkeypatch):
    slow = tmp_path / "pagefind"
    slow.write_text(
        f"#!{sys.executable}\n"
        "import atexit, pathlib, sys\n"
        "assert '--service' not in sys.argv, 'it would be ended before its files are whole'\n"
        "folder = pathlib.Path(sys.argv[sys.argv.index('--output-path') + 1])\n"
        "folder.mkdir()\n"
        "atexit.register(lambda: (folder / 'pagefind.js').write_text('whole'))\n"
    )
    slow.chmod(0o755)
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(slow))
    search.write_index([search.Document("/a/", "nl", "Titel", "<h1>Titel</h1>")], tmp_path / "index")
    assert (tmp_path / "index/pagefind.js").read_text() == "whole"
    search.write_index([], tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_folding_spells_letters_that_few_keyboards_have_plainly():
    assert search.folded("Łódź alındı İade straße") == "Lodz alindi Iade strasse"
    assert search.folded("が ألغِ") == "が ألغِ"
    assert search.variants("Opłata za usługę w domu") == "Oplata usluge"
