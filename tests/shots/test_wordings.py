"""Which words a reader of a Locale sees in the portal, and in which direction it is drawn."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk.shots.labels import Label, Wordings
from helpdesk.shots.letters import has, lacking
from helpdesk.shots.scenes import Source, Text

WORDINGS = Wordings(
    {
        "cancel": Label("cancel", {"en": "Cancel", "nl": "Annuleren", "he": "ביטול"}, 1),
        "stop": Label("stop", {"en": "Stop"}, 2),
    },
    {"mine": Label("mine", {"en": "My thing", "nl": "Mijn ding", "ar": "شيء"}, 1)},
)


def text(source, value):
    return Text(source, value, 1, 1)


@pytest.mark.parametrize(
    ("locale", "cancel", "stop", "mine"),
    [
        ("nl", "Annuleren", "Stop", "Mijn ding"),
        ("en", "Cancel", "Stop", "My thing"),
        ("ar", "Cancel", "Stop", "My thing"),
        ("", "Cancel", "Stop", "My thing"),
        ("he", "ביטול", "Stop", "My thing"),
    ],
)
def test_a_wording_nobody_has_seen_is_english_and_sample_words_go_with_it(locale, cancel, stop, mine):
    shown = [
        WORDINGS.shown(text(Source.LABEL, "cancel"), locale),
        WORDINGS.shown(text(Source.LABEL, "stop"), locale),
        WORDINGS.shown(text(Source.WORD, "mine"), locale),
        WORDINGS.shown(text(Source.TEXT, "0000"), locale),
    ]
    assert shown == [cancel, stop, mine, "0000"]


@pytest.mark.parametrize(("locale", "direction"), [("nl", "ltr"), ("ar", "ltr"), ("he", "rtl")])
def test_the_direction_is_that_of_the_portals_own_words(locale, direction):
    assert WORDINGS.direction(locale) == direction


@pytest.mark.parametrize(
    "words",
    [
        "Abonnement opzeggen",
        "Zażółć gęślą jaźń",
        "Aboneliği iptal et İı",
        "L’accès…",
        "サブスクリプションの取り消し",
        "再度有効にする (IAM)",
        "إلغاء الاشتراك",
    ],
)
def test_our_fonts_have_the_letters_of_our_locales(words):
    assert lacking(words) == ""


def test_letters_that_our_fonts_lack_are_named_once_each():
    assert lacking("a简b简体🙂") == "简🙂"


@given(st.characters())
def test_every_character_can_be_asked_about(letter):
    assert has(letter) in (True, False)
