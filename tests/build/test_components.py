"""Checklist, timeline and linked tabs: plain Markdown that does more when script runs."""

import re

import pytest

pytestmark = [pytest.mark.xdist_group("site"), pytest.mark.browser]


def test_ticks_are_remembered_and_can_be_wiped(open_page):
    page = open_page("before-you-cancel/")
    progress = page.locator(".checklist__progress")
    assert progress.inner_text() == "0 van 3 gedaan"
    page.get_by_role("checkbox", name="Maak een back-up van uw gegevens.").check()
    page.locator("li", has_text="Zonder eigen id.").last.click()
    assert progress.inner_text() == "2 van 3 gedaan"
    page.reload()
    assert progress.inner_text() == "2 van 3 gedaan"
    assert page.locator("#check-backup input").is_checked()
    page.goto(page.url.replace("before", "de/before"))
    assert page.locator("#check-backup input").is_checked()
    assert progress.inner_text() == "2 von 3 erledigt"
    page.click(".checklist button")
    assert progress.inner_text() == "0 von 3 erledigt"


def test_a_link_in_an_item_is_followed_and_ticks_nothing(open_page):
    page = open_page("before-you-cancel/")
    page.click("#check-backup a")
    page.wait_for_url("**/cancel/")
    page.go_back()
    assert not page.locator("#check-backup input").is_checked()


def test_a_checklist_without_script_is_a_list(open_page):
    page = open_page("before-you-cancel/", script=False)
    assert page.locator(".task-list input:disabled").count() == 3
    assert page.locator(".checklist").is_hidden()


def test_a_tab_stays_chosen_on_the_page_on_other_pages_and_after_a_reload(open_page):
    page = open_page("before-you-cancel/")
    page.locator("label", has_text="PowerShell").first.click()
    assert page.get_by_text("Dit geldt voor PowerShell.").is_visible()
    page.reload()
    assert page.get_by_text("Dit geldt voor PowerShell.").is_visible()
    page.goto(page.url.replace("before-you-cancel", "en/cancel"))
    assert page.get_by_text("For the shell.").is_visible()


def test_an_address_inside_a_tab_that_is_not_chosen_shows_it(open_page):
    page = open_page("en/cancel/")
    assert page.get_by_text("For the shell.").is_hidden()
    page.evaluate("location.hash = '#in-shell'")
    page.get_by_text("For the shell.").wait_for()
    page = open_page("en/cancel/#in-shell")
    assert page.get_by_text("For the shell.").is_visible()


def test_tabs_are_used_by_keyboard(open_page):
    page = open_page("before-you-cancel/")
    page.locator(".tabbed-set > input").first.focus()
    page.keyboard.press("ArrowRight")
    assert page.get_by_text("Disable-AzSubscription").is_visible()


def test_the_timeline_gives_the_readers_own_dates(open_page):
    page = open_page("after-you-cancel/", timezone_id="Pacific/Auckland")
    assert page.locator(".timeline-dates").first.is_hidden()
    page.get_by_label("Op welke dag").fill("2026-10-20")
    assert page.locator(".timeline-dates").all_inner_texts() == [
        "20 oktober 2026",
        "23 oktober 2026",
        "19 november 2026 tot 18 januari 2027",
    ]
    page.get_by_label("Op welke dag").fill("")
    assert page.locator(".timeline-dates").first.is_hidden()


@pytest.mark.parametrize(
    ("locale", "words"), [("de", "18. Januar 2027"), ("ar", "18 يناير 2027"), ("ja", "2027年1月18日")]
)
def test_dates_are_in_the_words_of_the_page_not_of_the_browser(open_page, locale, words):
    page = open_page(f"{locale}/after-you-cancel/")
    page.fill(".timeline-form input", "2026-10-20")
    assert words in page.locator(".timeline-dates").nth(2).inner_text()


def test_the_timeline_writes_the_first_of_a_month_as_its_readers_do(open_page):
    page = open_page("after-you-cancel/")
    written = """async ([day, first]) =>
        (await import('../assets/timeline.js')).inWords(new Date(day), 'fr', first)"""
    assert page.evaluate(written, ["2026-12-01", "1er"]) == "1er décembre 2026"
    assert page.evaluate(written, ["2026-12-11", "1er"]) == "11 décembre 2026"
    page.fill(".timeline-form input", "2026-12-01")
    assert page.locator(".timeline-dates").first.inner_text() == "1 december 2026"


def test_a_day_that_was_there_before_the_script_counts(open_page):
    page, held = open_page("cancel/"), []
    page.route("**/timeline.js", lambda route: held.append(route))  # noqa: PLW0108 - playwright counts its parameters
    with page.expect_request("**/timeline.js"):
        page.goto(page.url.replace("cancel/", "after-you-cancel/"))
    page.fill(".timeline-form input", "2026-10-20")
    held[0].continue_()
    page.locator(".timeline-form button").wait_for()
    assert page.locator(".timeline-dates").first.inner_text() == "20 oktober 2026"


def calendar(page, day):
    page.fill(".timeline-form input", day)
    with page.expect_download() as download:
        page.click(".timeline-form button")
    data = download.value.path().read_bytes()
    return download.value.suggested_filename, data


def test_the_calendar_file_holds_each_day_with_a_reminder(open_page):
    name, data = calendar(open_page("after-you-cancel/"), "2024-02-27")
    assert name == "azure-opzegging.ics"
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    text = re.sub("\r\n ", "", data.decode())
    assert "\n" not in text.replace("\r\n", "")
    assert text.count("BEGIN:VEVENT") == text.count("BEGIN:VALARM") == 2
    assert "DTSTART;VALUE=DATE:20240301\r\nDTEND;VALUE=DATE:20240302" in text
    assert "DTSTART;VALUE=DATE:20240328\r\nDTEND;VALUE=DATE:20240528" in text
    assert "SUMMARY:Azure-abonnement opgezegd: U kunt zelf verwijderen\\; let op\\, dit is definitief" in text


def test_a_long_line_of_the_calendar_never_cuts_a_letter(open_page):
    page = open_page("ar/after-you-cancel/")
    text = "إلغاء" * 40
    folded = page.evaluate("async (text) => (await import('../../assets/timeline.js')).folded(text)", text)
    assert all(len(line.encode()) <= 75 for line in folded.split("\r\n"))
    assert folded.replace("\r\n ", "") == text


def test_a_timeline_without_script_is_a_table(open_page):
    page = open_page("after-you-cancel/", script=False)
    assert page.get_by_text("Na 30 tot 90 dagen").is_visible()
    assert page.locator(".timeline-form").is_hidden()
