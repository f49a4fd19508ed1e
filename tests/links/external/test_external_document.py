"""What of a page's bytes holds elements."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from helpdesk.links.external.document import digestible, document

KEPT = [
    b"<p id=a>x</p>",
    b"<!-- never ends <p id=a>",
    b"<template><p id=a>",
    b"<p title='<textarea>' id=a>",
    b"<styled><p id=a></styled>",
]


@pytest.mark.parametrize(
    ("page", "left"),
    [
        (b"a<!-- <p> -->b<!---->c<!-->d", b"a<!---->b<!---->c<!-->d"),
        (b"<script>'</p>'</script><STYLE x>p</style >", b"<script></script><STYLE x></style >"),
        (b"<template id=a>1<template>2</template>3</template>4", b"<template id=a></template>4"),
        (b"<template><!-- </template><p> --><p></template>4", b"<template></template>4"),
        (b"<textarea><!--</textarea>x--><xmp><script></xmp>y", b"<textarea></textarea>x--><xmp></xmp>y"),
        *((page, page) for page in KEPT),
    ],
)
def test_what_holds_no_elements_is_left_out_and_what_never_ends_is_kept(page, left):
    assert document(page) == left


@given(some.lists(some.sampled_from([*KEPT, b"</template>", b"<script>", b"</script>", b"-->", b"x"])).map(b"".join))
def test_a_second_look_changes_nothing_and_tags_stay(page):
    once = document(page)
    assert document(once) == once
    assert once.count(b"<") <= page.count(b"<")


@pytest.mark.parametrize("start", [b"<script", b"<template>", b"<!--", b"<iframe "])
def test_a_million_signs_of_beginnings_are_read_in_one_go(start):
    page = start * 100_000
    assert document(page) == page


def test_an_engine_gets_no_comment_without_end_and_no_number_of_thousands_of_digits():
    page = b"<!-- a --><p id=a><!--<!-- <p id='b&#" + b"9" * 5000 + b";'>"
    assert digestible(page) == b"<!-- a --><p id=a> <p id='b&#xfffd;'>"
    assert digestible(b"<p id=a>&#65;<!---->") == b"<p id=a>&#65;<!---->"


def test_an_engine_gets_every_ampersand_that_begins_no_sign_spelt_out():
    page = b"<p id='x&copy=1'><p id='&copyright'><p id='&notit;'><p id='a&b'>"
    assert digestible(page) == page.replace(b"&", b"&amp;")
    kept = b"<p id='&copy;&copy&amp;=&#65;& &='>"
    assert digestible(kept) == kept
