"""The frame of a Page as a reader uses it: by keyboard, on a phone, in other languages and on paper."""

import pytest

pytestmark = [pytest.mark.xdist_group("site"), pytest.mark.browser]

PHONE = {"width": 360, "height": 740}


def focused(page):
    return page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()")


def test_a_change_of_language_keeps_page_and_anchor_in_one_request(open_page, address):
    page = open_page("cancel/#step-confirm")
    page.click("#languages summary")
    asked = []
    page.on("request", lambda request: request.is_navigation_request() and asked.append(request.url))
    page.click("#languages a[hreflang=ar]")
    page.wait_for_url("**/ar/cancel/#step-confirm")
    assert asked == [address + "ar/cancel/"] or asked == [address + "ar/cancel/#step-confirm"]


def test_the_list_of_languages_opens_and_closes_by_keyboard(open_page):
    page = open_page("cancel/")
    page.focus("#languages summary")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert focused(page) == "Nederlands"
    page.keyboard.press("Escape")
    assert page.evaluate(
        "document.activeElement.matches('#languages summary') && !document.getElementById('languages').open"
    )


def test_a_reader_of_another_language_gets_an_offer_in_it_and_is_not_sent_there(open_page):
    page = open_page("cancel/#step-confirm", locale="ar-SA")
    offer = page.locator(".offer")
    offer.wait_for()
    assert page.url.endswith("/opzegwijzer/cancel/#step-confirm")
    assert (offer.get_attribute("lang"), offer.get_attribute("dir")) == ("ar", "rtl")
    assert "العربية" in offer.inner_text()
    offer.locator("a").click()
    page.wait_for_url("**/ar/cancel/#step-confirm")
    assert page.locator(".offer").count() == 0


def test_a_refused_offer_stays_away(open_page):
    page = open_page("cancel/", locale="de-AT")
    page.click(".offer button")
    assert page.locator(".offer").count() == 0
    page.goto(page.url.replace("cancel/", ""), wait_until="networkidle")
    assert page.locator(".offer").count() == 0


def test_a_language_chosen_in_the_switcher_is_not_questioned(open_page):
    page = open_page("cancel/", locale="de-DE")
    page.click("#languages summary")
    page.click("#languages a[hreflang=en]")
    page.wait_for_url("**/en/cancel/")
    page.wait_for_load_state("networkidle")
    assert page.locator(".offer").count() == 0


def test_no_offer_for_a_page_that_is_not_translated(open_page):
    page = open_page("before-you-cancel/", locale="de-DE")
    page.wait_for_load_state("networkidle")
    assert page.locator(".offer").count() == 0


def test_the_keyboard_reaches_menu_and_search_on_a_phone(open_page):
    page = open_page("cancel/", **PHONE)
    reached = []
    for _press in range(8):
        page.keyboard.press("Tab")
        reached.append(focused(page))
    assert "menu-button" in reached
    assert "search-button" in reached


def test_the_closed_drawer_takes_no_focus_and_the_open_one_keeps_it(open_page):
    page = open_page("cancel/", **PHONE)
    assert page.evaluate("document.getElementById('menu').inert")
    page.focus("#menu-button")
    page.keyboard.press("Enter")
    assert focused(page) == "menu-close"
    assert page.get_attribute("#menu-button", "aria-expanded") == "true"
    for _press in range(12):
        page.keyboard.press("Tab")
        inside = "document.activeElement === document.body || document.getElementById('menu').contains(document.activeElement)"
        assert page.evaluate(inside)
    page.keyboard.press("Escape")
    assert focused(page) == "menu-button"
    assert page.get_attribute("#menu-button", "aria-expanded") == "false"
    assert page.locator("#menu").is_hidden()


def test_the_drawer_closes_when_the_screen_becomes_wide(open_page):
    page = open_page("cancel/", **PHONE)
    page.click("#menu-button")
    page.set_viewport_size({"width": 1200, "height": 800})
    assert page.evaluate("!document.getElementById('menu').inert && !document.querySelector('.md-content').inert")


def test_the_first_tab_leads_past_the_menus_to_the_text(open_page):
    page = open_page("cancel/")
    page.keyboard.press("Tab")
    assert focused(page) == "Naar de inhoud"
    page.keyboard.press("Enter")
    page.wait_for_url("**#content")


def test_right_to_left_pages_are_mirrored(open_page):
    page = open_page("ar/cancel/")
    menu, text = page.locator("#menu").bounding_box(), page.locator("article").bounding_box()
    assert menu["x"] > text["x"]
    assert page.evaluate("getComputedStyle(document.querySelector('article')).direction") == "rtl"
    step = page.locator("#step-sign-in").bounding_box()
    assert step["x"] + step["width"] < text["x"] + text["width"] - 20


def test_code_in_a_right_to_left_sentence_reads_from_left_to_right(open_page):
    page = open_page("ar/cancel/")
    dashes, name = page.evaluate(
        """() => {
            const line = document.createElement("p");
            line.innerHTML = "استخدم <code>--yes</code> للتأكيد";
            document.querySelector("article").prepend(line);
            const code = line.querySelector("code").firstChild;
            return [[0, 2], [2, 5]].map(([from, to]) => {
                const part = document.createRange();
                part.setStart(code, from);
                part.setEnd(code, to);
                return part.getBoundingClientRect().x;
            });
        }"""
    )
    assert dashes < name


def test_a_line_never_ends_inside_an_option(open_page):
    page = open_page("cancel/", width=320, height=640)
    lines = page.evaluate(
        """() => [...Array(40).keys()].map((room) => {
            const line = document.createElement("p");
            line.style.paddingInlineStart = `${room * 4}px`;
            line.innerHTML = 'Zie ook <code><span class="option">--subscription-id</span></code>.';
            document.querySelector("article").append(line);
            return line.querySelector(".option").getClientRects().length;
        })"""
    )
    assert set(lines) == {1}


@pytest.mark.parametrize("path", ["", "cancel/", "before-you-cancel/", "after-you-cancel/", "ar/cancel/"])
def test_nothing_sticks_out_of_a_narrow_screen(open_page, path):
    page = open_page(path, width=320, height=640)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_four_jobs_stand_above_the_fold_of_a_phone(open_page):
    page = open_page("", **PHONE)
    boxes = [job.bounding_box() for job in page.locator(".tasks li").all()]
    assert len(boxes) == 4
    assert max(box["y"] + box["height"] for box in boxes) <= 740


def test_a_whole_card_can_be_tapped(open_page):
    page = open_page("", **PHONE)
    box = page.locator(".tasks li").nth(1).bounding_box()
    page.mouse.click(box["x"] + box["width"] - 8, box["y"] + box["height"] - 8)
    page.wait_for_url("**/reactivate/")


SHIFTS = """new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => list.getEntries().forEach(entry => { sum += entry.value; }))
    .observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(sum))));
})"""


@pytest.mark.parametrize("path", ["cancel/", "before-you-cancel/", "after-you-cancel/", "ar/cancel/"])
def test_nothing_moves_while_a_page_loads(open_page, path):
    page = open_page(path)
    page.wait_for_load_state("networkidle")
    assert page.evaluate(SHIFTS) == 0


PLACES = """() => Object.fromEntries(
    [...document.querySelectorAll(".bar__inner > *"), ...document.querySelectorAll(".menu li")]
        .filter((part) => part.checkVisibility({ visibilityProperty: true }))
        .map((part) => {
            const { x, y, width } = part.getBoundingClientRect();
            return [part.id || part.className || part.textContent, `${x} ${y} ${width}`];
        })
)"""


@pytest.mark.parametrize("path", ["cancel/", "ar/cancel/"])
@pytest.mark.parametrize(
    "end", ["<details", "</summary>", "</details>", 'id="search-button"', 'id="menu-button"', "<article"]
)
def test_what_has_arrived_of_a_page_stays_where_it_is(open_page, path, end):
    page = open_page(path)
    whole, text = page.evaluate(PLACES), page.request.get(page.url).text()
    page.route(page.url, lambda route: route.fulfill(body=text[: text.index(end)], content_type="text/html"))
    page.reload()
    part = page.evaluate(PLACES)
    assert "bar__logo" in part
    assert part.items() <= whole.items()


def test_a_chosen_colour_scheme_is_kept(open_page):
    ground = "getComputedStyle(document.body).backgroundColor"
    page = open_page("cancel/", color_scheme="light")
    light = page.evaluate(ground)
    page.click("#scheme-button")
    dark = page.evaluate(ground)
    assert dark != light
    page.reload()
    assert page.evaluate(ground) == dark
    assert page.get_attribute("#scheme-button", "aria-label") == "Lichte kleuren"


def test_a_wide_table_is_scrolled_by_keyboard(open_page):
    page = open_page("after-you-cancel/", width=320, height=640)
    page.wait_for_selector(".table[tabindex='0'][role=group][aria-label=Tabel]")


def test_code_is_copied_as_it_stands(open_page):
    page = open_page("before-you-cancel/", permissions=["clipboard-read", "clipboard-write"])
    page.locator(".copy").first.click()
    page.wait_for_function("document.querySelector('.copy').textContent === 'Gekopieerd'")
    assert page.evaluate("navigator.clipboard.readText()").startswith("az account subscription cancel")


def test_paper_shows_the_text_alone_with_every_tab_and_collapsed_part(open_page):
    page = open_page("before-you-cancel/")
    page.emulate_media(media="print")
    for hidden in (".bar", ".menu", ".pager", ".copy"):
        assert page.locator(hidden).first.is_hidden()
    assert page.get_by_text("Dit geldt voor PowerShell.").is_visible()
    page = open_page("cancel/")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.get_by_text("Omdat het zo werkt.").is_visible()
    apart = "[...document.querySelectorAll('article li')].map(item => getComputedStyle(item).breakInside)"
    page.emulate_media(media="print")
    assert set(page.evaluate(apart)) == {"avoid"}


def test_a_notice_beside_a_term_leaves_its_definition_the_room_to_be_read(open_page):
    page = open_page("cancel/")
    notice = "<details class=outdated><summary>Dit deel kan verouderd zijn. De Nederlandse tekst is gewijzigd.</summary></details>"
    page.locator(".glance dt").first.evaluate("(term, notice) => term.insertAdjacentHTML('beforeend', notice)", notice)
    whole, *rest = (page.locator(f".glance {part}").first.bounding_box()["width"] for part in ("dl", "dt", "dd"))
    assert min(rest) > whole / 3


def test_what_can_be_opened_has_a_sign_that_turns(open_page):
    page = open_page("cancel/")
    sign = "summary => getComputedStyle(summary, '::before').transform"
    summary = page.locator(".md-typeset details > summary").first
    closed = summary.evaluate(sign)
    summary.press("Enter")
    assert len({closed, summary.evaluate(sign), "none"}) == 3


def test_without_script_the_page_is_whole(open_page):
    page = open_page("cancel/", script=False, **PHONE)
    page.click("#menu-button")
    assert page.locator("#menu a", has_text="Na het opzeggen").is_visible()
    assert page.locator("#search-button").is_hidden()
    page.click("#languages summary")
    page.click("#languages a[hreflang=de]")
    page.wait_for_url("**/de/cancel/")
