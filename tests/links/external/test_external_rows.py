"""LinkChecker's CSV, and whatever else comes out of a process."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as some

from helpdesk.links.external.model import Hop, Problem
from helpdesk.links.external.rows import answers, seconds

HEAD = "urlname;result;warningstring;infostring;valid;url\n"


def read(text, wanted=("http://a/",)):
    return list(
        answers(io.BytesIO(text.encode("utf-8", "surrogatepass")), {url: url.removesuffix("#S") for url in wanted}, "S")
    )


def test_a_row_gives_status_redirects_headers_and_ids():
    row = (
        "http://a/#S;404 Not Found;\"Redirected to `http://a/b#S' status: 301 Moved Permanently.\n"
        "Anchor `S' (decoded: `S') not found. Available anchors: `one', `two words'.\n"
        "Found '<h1>Not found' at line 3 in link contents.\";"
        '"HTTP headers Server=x, Retry-after=1\nHTTP headers Retry-after=Wed, 21 Oct 2026 07:28:00 GMT, Server=nginx";False;http://a/b\n'
    )
    (found,) = read(HEAD + row, ["http://a/#S"])
    assert (found.status, found.detail, found.hops) == (404, "Not Found", (Hop(301, "http://a/b"),))
    assert found.anchors == {"one", "two words"}
    assert found.suspect == "<h1>Not found"
    assert (found.header("server"), found.header("retry-after")) == ("nginx", "Wed, 21 Oct 2026 07:28:00 GMT")


def test_the_proxy_speaks_through_the_status_line():
    (found,) = read(HEAD + "http://a/;599 helpdesk:no-host nowhere.org;;;False;http://a/\n")
    assert (found.status, found.problem, found.detail) == (0, Problem.NO_HOST, "nowhere.org")


@pytest.mark.parametrize(
    ("result", "problem"),
    [
        ("TooManyRedirects: Exceeded 10 redirects.", Problem.TOO_MANY),
        ("InvalidSchema: No connection adapters were found for 'file:///x'", Problem.BAD_REDIRECT),
        ("ReadTimeout: HTTPConnectionPool(host='x', port=1): Read timed out.", Problem.TIMEOUT),
        ("Something LinkChecker never said before", Problem.RESET),
    ],
)
def test_an_exception_is_known_by_its_words(result, problem):
    (found,) = read(HEAD + f'http://a/;"{result}";;;False;http://a/\n')
    assert found.problem is problem


def test_rows_about_other_addresses_and_second_rows_are_passed_over():
    row = "http://a/;200 OK;;;True;http://a/\n"
    assert len(read(f"{HEAD}http://b/;200 OK;;;True;http://b/\nnonsense\n{row}{row}")) == 1


@given(some.text(max_size=300))
def test_garbage_is_no_answer_and_no_crash(text):
    assert read(text) == [] or "http://a/" in text


@pytest.mark.parametrize(
    ("value", "waits"), [("7", 7), ("", 0), ("soon", 0), ("-3", 0), ("Wed, 21 Oct 2015 07:28:00 GMT", 0)]
)
def test_a_wait_is_counted_in_seconds(value, waits):
    assert seconds(value) == waits
