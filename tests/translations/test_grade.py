"""How much an edit matters: words, at most two words, or nothing that needs a translator."""

import pytest

from helpdesk.translations.grade import Grade, grade_of, has_words, words_of

WORDS, SMALL, MECHANICAL = Grade.WORDS, Grade.SMALL, Grade.MECHANICAL


@pytest.mark.parametrize(
    ("family", "before", "after", "grade"),
    [
        ("p", "See [the page](a.md).", "See [the page](b.md#c).", MECHANICAL),
        ("p", "See [the page][a].", "See [the page][b].", MECHANICAL),
        ("heading", "Title { #old }", "Title { #new }", MECHANICAL),
        ("p", "Run `az login` now.", "Run `az login --tenant x` now.", MECHANICAL),
        ("alt", "![The button](a.png)", "![The button](b.png){ width=300 }", MECHANICAL),
        ("code", "```sh\naz login\n```", "```sh\naz logout of it all now\n```", MECHANICAL),
        ("p", "Open https://a.example now.", "Open https://b.example now.", MECHANICAL),
        ("reference", "[a]: https://a.example", "[a]: https://b.example", MECHANICAL),
        ("title", '!!! note "Please read"', '!!! tip "Please read"', MECHANICAL),
        ("p", "See [it](a.md){.b target=_blank}.", "See [it](a.md).", MECHANICAL),
        ("p", 'See <a href="a.md">it</a>.', "See [it](a.md).", MECHANICAL),
        ("p", "Tap Save.", "Tap **Save**.", MECHANICAL),
        ("p", "Tap Save!", "Tap Save", SMALL),
        ("p", "Wait for 30 days.", "Wait for 90 days.", SMALL),
        ("p", "You can cancel here.", "You can always cancel here.", SMALL),
        ("p", "You can cancel here.", "You can cancel here, too.", SMALL),
        ("p", "You can cancel here.", "You can cancel, here.", SMALL),
        ("p", "Can you cancel here.", "Can you cancel here?", SMALL),
        ("alt", "![The button](a.png)", "![The red button](a.png)", SMALL),
        ("p", '<abbr title="old words">TL</abbr>', '<abbr title="new words">TL</abbr>', SMALL),
        ("p", "You can cancel here.", "You can only cancel in the portal.", WORDS),
        ("p", "One two three four.", "Five six seven four.", WORDS),
        ("title", '!!! note "Please read"', '!!! note "Now do something else"', WORDS),
        ("p", "解約できます。", "解約はもうできません。", WORDS),
    ],
)
def test_the_grade_of_an_edit(family, before, after, grade):
    assert grade_of(family, before, after) is grade


def test_code_and_addresses_are_no_words():
    assert words_of("p", "Run `az login` at <https://x.example> and [read on](a.md){ .b }") == [
        "Run",
        "at",
        "and",
        "read",
        "on",
    ]
    assert not has_words("p", "`az login`")
    assert not has_words("cell", "30")
    assert has_words("p", "解約")
