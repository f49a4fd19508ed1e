"""What a page says, read by ourselves."""

import re

import pytest

from helpdesk.links.external.pages import Page
from helpdesk.links.external.soft404 import SUSPECTS, is_soft_404, is_wall, says_missing

LONG = "<p>" + "A paragraph with quite some words about a subject. " * 40


def page(html, status=200):
    return Page(status, html.encode(), "text/html; charset=utf-8")


HONEST = page("<h1>Not found</h1>", 404)


def test_ids_in_comments_scripts_and_templates_do_not_count():
    html = "<p id=a><!-- <p id=b> --><script>'<p id=c>'</script><template><p id=d></template><a name='e f'><p name=g id=\"h&amp;i\">"
    assert page(html).anchors == {"a", "e f", "h&i"}


def test_a_wall_is_known_by_its_parts_and_an_answer_of_trouble_by_its_doubts():
    assert is_wall(page("<iframe src='/_Incapsula_Resource?x'></iframe>"))
    assert is_wall(page("<p>Solve this captcha", 503))
    assert not is_wall(page("<title>Contact</title><form><div class=g-recaptcha></div></form>"))
    assert not is_wall(page("<title>Busy</title><p>Come back later", 503))


def test_a_page_without_words_or_headings_is_made_by_its_script():
    assert page("<title>App</title><div id=root></div><script src=a.js></script>").is_shell
    assert not page("<title>App</title><h1 id=a>App</h1><script src=a.js></script>").is_shell
    assert not page("<title>App</title><div id=root></div>").is_shell


def test_a_tag_may_hold_a_greater_than_sign_in_a_value():
    assert page('<p title="a > b" id=x><p data-id=no>').anchors == {"x"}


@pytest.mark.parametrize(
    ("html", "ids"),
    [
        ("<p title=it's id=a><p title='x' id=b>", {"a", "b"}),
        ('<p id=a id=b ID="c">', {"a"}),
        ("<p/id=a><p id = 'b'/><p id=c/>", {"a", "b", "c/"}),
        ("<p title=<b id=a></p id=b><1 id=c>", {"a"}),
        ("<script " + "x" * 2000 + "><p id=a></script><p id=b>", {"b"}),
        ("<p id='a&currency;&copy=1&amp;&#0000000000065;&#" + "9" * 5000 + ";'>", {"a&currency;&copy=1&A\ufffd"}),
        ("<p id=a><p title='<p id=b>", {"a"}),
        ("<template><!--</template><p id=a></template><template></template><p id=b>", {"a", "b"}),
    ],
)
def test_tags_are_read_as_browsers_read_them(html, ids):
    assert page(html).anchors == ids


def test_an_id_is_read_in_the_encoding_that_the_page_names():
    assert Page(200, b"<meta charset=latin1><p id=caf\xe9>", "text/html").anchors == {"café"}


@pytest.mark.parametrize(
    "sign",
    ["<", "<a", "<a ", "<!--", "<!-->", '<a id="', "<a id='x\"", "<a-a", "<a id=x ", "<a id ", "</", "&#", "<template>", "<script>",
     "<template><!--</template>", "<script a", "<title>", "<title x", "<h1>", "<h1 ", "<head>", ">the page ", "<style>x", "<textarea></"],
)  # fmt: skip
def test_a_million_signs_of_any_beginning_are_read_in_one_go(sign):
    hostile = page("<p id=first>" + sign * (1_000_000 // len(sign)))
    assert "first" in hostile.anchors
    assert len(hostile.headings) < 10
    assert not is_wall(hostile)
    assert not re.search(SUSPECTS, hostile.text)


@pytest.mark.parametrize(
    "heading",
    ["404", "Page not found", "Error 404: Not Found", "Sorry, we can't find that page. Not found", "Pagina niet gevonden", "Seite nicht gefunden", "Página no encontrada", "Nie znaleziono strony", "ページが見つかりません", "الصفحة غير موجودة", "Oops!", "Strona nie została znaleziona", "Sidan hittades inte", "Siden blev ikke fundet", "Sivua ei löytynyt", "Stránka nebyla nalezena", "Az oldal nem található", "Pagina nu a fost găsită", "Η σελίδα δεν βρέθηκε", "Сторінку не знайдено", "Halaman tidak ditemukan", "הדף לא נמצא", "صفحه یافت نشد", "找不到页面", "頁面不存在", "페이지를 찾을 수 없습니다", "ไม่พบหน้าที่คุณต้องการ", "Deze pagina kon niet worden gevonden", "Impossible de trouver la page", "عفواً، الصفحة غير موجودة", "Whoops! That page is gone."],
)  # fmt: skip
def test_a_heading_may_say_nothing_but_that_the_page_is_missing(heading):
    assert says_missing(heading)


@pytest.mark.parametrize(
    "heading",
    [
        "What a 404 means",
        "Fixing not found errors in IIS",
        "Room 404",
        "Lost and found",
        "Command not found in bash",
        "Subscription not found",
        "Objekt nicht gefunden: Ursachen",
        "Sorry",
        "Page one",
    ],
)
def test_a_heading_about_missing_things_is_a_heading(heading):
    assert not says_missing(heading)


def test_a_short_error_page_is_found_out_even_on_an_honest_server():
    assert is_soft_404(page("<title>Not found | Shop</title><h1>Page not found</h1><p>Go home."), HONEST)


def test_an_article_about_errors_is_an_article():
    assert not is_soft_404(page(f"<title>404 Not Found - Reference</title><h1>404 Not Found</h1>{LONG}"), HONEST)


def test_a_short_text_about_errors_is_no_error_page():
    html = (
        "<title>What does 'page not found' mean?</title><h1>What does 'page not found' mean?</h1><p>When a server ..."
    )
    assert not is_soft_404(page(html), HONEST)


def test_an_error_page_may_say_it_in_a_sentence_only():
    assert is_soft_404(page("<title>Shop</title><p>Sorry, this page does not exist any more."), HONEST)


def test_an_error_page_may_say_that_it_cannot_seem_to_find_it():
    assert is_soft_404(page("<title>Shop</title><h1>We can’t seem to find the page you’re looking for</h1>"), HONEST)


def test_a_long_error_page_speaks_of_the_page_its_reader_wants():
    html = f"<title>Page not found - Shop</title><h1>Page not found</h1><p>The page you were looking for has gone.</p>{LONG}"
    assert is_soft_404(page(html), HONEST)


def test_the_same_page_at_every_address_is_no_page():
    same = page(f"<title>Shop</title><h1>Welcome</h1>{LONG}")
    assert is_soft_404(same, same)
    assert not is_soft_404(same, HONEST)
    assert not is_soft_404(same, page(f"<title>Shop</title>{'<p>Other words altogether, nothing alike. ' * 60}"))


def test_a_page_that_scripts_will_fill_is_not_judged():
    shell = page("<title>App</title><div id=root></div><p>Loading</p><script src=app.js></script>")
    assert not is_soft_404(shell, shell)


def test_a_wall_is_a_short_page_that_doubts_its_visitor():
    assert is_wall(page("<title>Just a moment...</title>"))
    assert not is_wall(page(f"<title>How to solve a captcha</title>{LONG}{LONG}"))


@pytest.mark.parametrize(
    "title",
    [
        "Captcha, uitgelegd",
        "Access denied when a file is opened",
        "What is DDoS-Guard?",
        "The security check of your car",
    ],
)
def test_a_short_article_about_a_wall_is_none(title):
    article = f"<title>{title} | Help</title><h1>{title}</h1><p>" + "A few words of it. " * 12 + "<h2>Captcha</h2>"
    assert not is_wall(page(article))
    assert is_wall(page(article, 503))


@pytest.mark.parametrize(
    "title",
    [
        "Access Denied",
        "Error 1020: Access denied | Site",
        "Please verify you are a human",
        "One more step: security check",
    ],
)
def test_a_heading_that_says_nothing_but_wall_is_one_and_so_is_a_thin_page(title):
    assert is_wall(page(f"<title>{title}</title><p>" + "Some words on what to do. " * 12))
    assert is_wall(page(f"<title>{title} at Acme</title><p>Wait.<script>solve()</script>"))
