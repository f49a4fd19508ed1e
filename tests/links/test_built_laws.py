"""Wherever a built page is cut, and whatever was read before it, it says the same."""

from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from helpdesk.links.built.facts import Facts
from helpdesk.links.built.places import spots_of
from helpdesk.links.built.store import Store
from helpdesk.links.built.tokens import LARGEST_CUT

PARTS = [
    *(b'<a href="x/">', b"<a href='y'>", b"<A HREF=z>", b'<a rel="me" href="a&amp;b" title="t>u">', b"<a\nhref\n=\n'nl'>"),
    *(b'<img src="q.png">', b'<img alt="<b>" src=q>', b'<h2 id="k">', b"<h2 class='c' id=\"k2\">", b"<p id=k>", b'<a name="n">'),
    *(b"<!--", b"-->", b"<script>", b"</script>", b"<style>a{b:url(c.png)}", b"</style>", b"<title>", b"</title>"),
    *(b"<template>", b"</template>", b"<svg>", b"</svg>", b"<![CDATA[", b"]]>", b"<plaintext>", b"<textarea>"),
    *(b'"', b"'", b"<", b">", b"</", b"\n", b' href="', b's/"', b"<body>", b'x/"', "é".encode(), b'<html lang="de">'),
    *(b'<base href="/b/">', b'<source srcset="a 1x, b 2x">', b'<use xlink:href="u.svg#i"/>', b'<td id="a" id="b">'),
]  # fmt: skip
soups = st.lists(st.sampled_from(PARTS), max_size=30).map(b"".join)
cuts = st.sampled_from([b" href=", b'x/"', b's/"', b"\n", b">"])


def said(page, cut, before=()):
    """What a page says, numbers as names, with the place of everything."""
    facts = Facts(Store(Path("nowhere")))
    facts.machine.cut = cut
    for other in before:
        facts.machine.pieces(other)
    pieces = facts.machine.pieces(page)
    assert b"".join(piece.text for piece in pieces) == page
    numbers = facts.numbers
    links = [numbers.targets[number] for piece in pieces for number in piece.said.links]
    ids = [numbers.names[number] for piece in pieces for number in piece.said.ids]
    spots = spots_of(pieces, set(range(len(numbers.targets))), set(range(len(numbers.names))))
    places = sorted(tuple(spot) for listed in spots.values() for spot in listed)
    return links, ids, [other for piece in pieces for other in piece.said.others], places


def in_one_piece(page):
    """The same, read without a cut."""
    return said(b" " * (LARGEST_CUT + 1) + page, b"never")[:3]


@given(soups, cuts)
@example(b"<plaintext><body>--><a href=x>", b"\n")
@example(b'</<a href="x">', b" href=")
@example(b'<!--<a href="x/"><a href="x/">', b'x/"')
def test_a_cut_changes_nothing(page, cut):
    assert said(page, cut) == said(page, b"no such bytes")


@given(soups, st.lists(soups, max_size=3), cuts)
def test_pages_read_before_change_nothing(page, before, cut):
    assert said(page, cut, [*before, page, *before]) == said(page, cut)


@given(soups)
def test_a_page_too_large_to_cut_says_the_same(page):
    assert in_one_piece(page) == said(b" " + page, b"no such bytes")[:3]
