"""Addresses as they are asked for."""

import re
from urllib.parse import urlsplit, urlunsplit

import pytest
from hypothesis import given
from hypothesis import strategies as some

from helpdesk.links.external.addresses import (
    NoAddress,
    fragment_found,
    in_shard,
    interleaved,
    is_route,
    request_form,
    sibling,
)
from helpdesk.links.external.veil import lane_of, unveiled, veiled


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("HTTPS://Example.COM", "https://example.com/"),
        ("https://example.com:443/a#b", "https://example.com/a"),
        ("http://example.com:8080/a b?q=é", "http://example.com:8080/a%20b?q=%C3%A9"),
        ("https://example.com/100%/x%20y", "https://example.com/100%25/x%20y"),
        (" https://example.com/a\n b ", "https://example.com/a%20b"),
        ("http://bücher.de/ü", "http://xn--bcher-kva.de/%C3%BC"),
        ("http://0x7f.1/", "http://127.0.0.1/"),
        ("http://%31%32%37.0.0.1/", "http://127.0.0.1/"),
        ("http://[::1]:80/", "http://[::1]/"),
        ("https://example.com/a/../b/./c//d%2Fe", "https://example.com/b/c//d%2Fe"),
        ("https:\\\\example.com\\a", "https://example.com/a"),
    ],
)
def test_an_address_is_asked_for_as_a_browser_would(written, asked):
    assert request_form(written) == asked


@given(some.text(max_size=60))
def test_asking_twice_changes_nothing(text):
    try:
        once = request_form(f"https://example.com/{text}")
    except NoAddress:
        return
    assert request_form(once) == once
    assert once.isascii()
    assert not set(once) & set(" \n\t")


@pytest.mark.parametrize(
    "written",
    ["http:///x", "https://", "http://a:99999/", "ftp://a/", "http://[::1/", "http://a b/", "http://127.0.%200.9/"],
)
def test_what_no_browser_could_ask_for_is_no_address(written):
    with pytest.raises(NoAddress):
        request_form(written)


@pytest.mark.parametrize(
    "fragment",
    ["", "top", "TOP", ":~:text=a,b", "part:~:text=a", "!/route", "/route", "blade/Microsoft_Azure_Billing/X", "view/Y", "@tenant/x", "L10", "L10-L20", "L3C4-L5C6"],
)  # fmt: skip
def test_a_fragment_for_scripts_and_browsers_is_never_missing(fragment):
    assert is_route(fragment)


@pytest.mark.parametrize("fragment", ["topic", "Lists", "viewing", "cancel-subscription"])
def test_a_fragment_that_names_an_id_is_looked_up(fragment):
    assert not is_route(fragment)


def test_a_fragment_is_found_as_written_decoded_and_as_github_writes_it():
    anchors = frozenset({"a b", "50%25", "user-content-readme"})
    assert all(fragment_found(fragment, anchors) for fragment in ("a%20b", "50%25", "readme"))
    assert not fragment_found("A%20b", anchors)


def test_hosts_take_turns():
    urls = ["http://a/1", "http://a/2", "http://a/3", "http://b/1", "http://c/1", "http://a/1"]
    assert interleaved(urls) == ["http://a/1", "http://b/1", "http://c/1", "http://a/2", "http://a/3"]


@given(some.lists(some.from_regex(r"\Ahttps://[a-z]{1,9}\.org/[a-z]{0,5}\Z"), max_size=30), some.integers(1, 6))
def test_every_address_is_in_exactly_one_shard(urls, of):
    for url in urls:
        assert sum(in_shard(url, number, of) for number in range(1, of + 1)) == 1


@pytest.mark.parametrize(
    "url", ["http://[::1/", "https://", "http://a b.org/", "http://a.org:x/", "http:///x", "http://\ud800/"]
)
def test_what_is_no_address_is_in_exactly_one_shard_too(url):
    assert sum(in_shard(url, number, 7) for number in range(1, 8)) == 1


@pytest.mark.parametrize(
    "other",
    [
        "HTTP://A.org/y",
        "https://a.org/",
        "http://a.org:80/",
        "http://u:p@a.org/",
        "http:\\\\a.org/",
        "http://a.org:8080/",
    ],
)
def test_a_host_is_asked_from_one_shard_however_it_is_written(other):
    assert [in_shard(other, number, 999) for number in range(1, 1000)] == [
        in_shard("http://a.org/x", number, 999) for number in range(1, 1000)
    ]


def test_an_impossible_neighbour_keeps_folder_suffix_and_slash():
    assert sibling("https://a.org/docs/page.html?x").startswith("https://a.org/docs/no-such-page-")
    assert sibling("https://a.org/docs/page.html").endswith(".html")
    assert sibling("https://a.org/docs/page/").endswith("/")
    assert sibling("https://a.org/") == ""


@given(
    some.from_regex(
        r"\Ahttps?://(u:p@)?([a-z]{1,9}\.org|\[[0-9a-f]{1,4}::[0-9a-f]{1,4}\]|10\.0\.0\.1)(:8[0-9]{3})?"
        r"/[a-zA-Z%/&=?;:'|-]{0,20}(#[a-z]{1,3})?\Z"
    )
)
def test_an_address_comes_back_from_under_its_veil(url):
    assert re.fullmatch(r"http://[^/]+\.https?\.invalid/[\w-]+(#[a-z]+)?", veiled(url))
    assert unveiled(veiled(url)) == urlunsplit(urlsplit(url))  # which drops an empty query
    assert unveiled(veiled(url, "7")) == unveiled(veiled(url))
    assert (lane_of(veiled(url, "7")), lane_of(veiled(url))) == ("7", "")


@pytest.mark.parametrize("url", ["mailto:a@b.c", "http://plain.org/x", "http://[bad", "file:///etc/passwd"])
def test_what_has_no_veil_stays_as_it_is(url):
    assert unveiled(url) == url
