"""A closer look, with pages from a table."""

import pytest

from helpdesk.links.external.addresses import sibling
from helpdesk.links.external.closer import HONEST_ENOUGH, Closer
from helpdesk.links.external.model import Answer
from helpdesk.links.external.pages import Page

TEXT = "<p>" + "Words that a reader reads from the first to the last. " * 30
GOOD = Page(200, f"<title>Shop</title>{TEXT}".encode(), "text/html")
ERROR = Page(200, b"<title>Page not found</title><p>Sorry.", "text/html")
NONE = Page(404)


class Pages:
    def __init__(self, pages, default=NONE):
        self.pages, self.default, self.asked = pages, default, []

    def __call__(self, url):
        self.asked.append(url)
        return self.pages.get(url, self.default)


def verdicts(pages, *answers):
    closer = Closer(pages, pages, lambda _text: None)
    return {url: judgement.verdict.value for url, judgement in closer.pretenders(answers).items()}


def answer(url, suspect=""):
    return Answer(url, 200, suspect=suspect, headers=(("content-type", "text/html"),))


def test_a_folder_that_shows_one_page_everywhere_is_found_out():
    url = "https://a.org/shop/thing"
    assert verdicts(Pages({url: GOOD, sibling(url): GOOD}), answer(url)) == {url: "soft404"}


def test_a_server_that_never_says_no_tells_nothing():
    url = "https://a.org/shop/thing"
    assert verdicts(Pages({}, default=GOOD), answer(url), answer("https://a.org/top")) == {}


def test_a_server_that_shows_its_error_page_with_200_is_found_out():
    url = "https://a.org/thing"
    assert verdicts(Pages({}, default=ERROR), answer(url, suspect="<title>Page not found")) == {url: "soft404"}


def test_an_honest_server_is_asked_for_one_impossible_page_per_folder():
    pages = Pages({})
    assert verdicts(pages, *(answer(f"https://a.org/docs/{number}") for number in range(9))) == {}
    assert pages.asked == [sibling("https://a.org/docs/1")]


def test_a_host_with_many_folders_is_not_asked_for_ever():
    pages = Pages({})
    verdicts(pages, *(answer(f"https://a.org/{number}/page") for number in range(100)))
    assert len(pages.asked) == HONEST_ENOUGH


@pytest.mark.parametrize("kind", ["application/pdf", "image/png"])
def test_only_pages_are_looked_at(kind):
    pages = Pages({}, default=GOOD)
    assert verdicts(pages, Answer("https://a.org/x/y", 200, headers=(("content-type", kind),))) == {}
    assert pages.asked == []
