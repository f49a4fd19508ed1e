"""Notices stand beside the Block they speak of, in what Python-Markdown makes of the Page."""

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpdesk.blocks import split
from helpdesk.build import marks

EXTENSIONS = ["attr_list", "admonition", "def_list", "tables", "sane_lists", "footnotes"]


def built(text, wanted):
    blocks = split(text, sane_lists=True)
    numbers = {number for number, block in enumerate(blocks) if wanted in block.text and block.tracked}
    html = markdown.markdown(marks.with_signs(blocks, numbers), extensions=EXTENSIONS)
    return marks.with_notices(html, lambda _number: ("[note]", 'data-state="stale"'))


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Een.\n\nTwee.\n", '<p>Een.</p>\n<p data-state="stale">Twee.</p>[note]'),
        ("# Twee { #t }\n\nEen.\n", '<h1 id="t">Twee</h1>\n[note]\n<p>Een.</p>'),
        ("1. Een\n2. Twee\n", '<ol>\n<li>Een</li>\n<li data-state="stale">Twee[note]</li>\n</ol>'),
        (
            "1. Twee\n   { #x }\n\n    Drie\n",
            '<ol>\n<li>\n<p id="x" data-state="stale">Twee</p>[note]\n<p>Drie</p>\n</li>\n</ol>',
        ),
        ("- Twee\n    - Een\n", '<ul>\n<li data-state="stale">Twee[note]<ul>\n<li>Een</li>\n</ul>\n</li>\n</ul>'),
        (
            "| a | b |\n| --- | --- |\n| Twee | c |\n",
            '<tbody>\n<tr>\n<td data-state="stale">Twee[note]</td>\n<td>c</td>\n</tr>\n</tbody>',
        ),
        (
            '!!! note "Twee"\n\n    Een\n',
            '<p class="admonition-title" data-state="stale">Twee</p>[note]\n<p>Een</p>',
        ),
        ("Een\n:   Twee\n", '<dd data-state="stale">Twee[note]</dd>'),
        ("1. Een\n\n    ![Twee](a.png)\n", '<img alt="Twee" src="a.png" /></p>\n[note]\n</li>'),
    ],
)
def test_a_notice_stands_beside_its_block(text, html):
    found = built(text, "Twee")
    assert html in found
    assert not marks.SIGN.search(found)


@pytest.mark.parametrize("text", ["```\nTwee\n```\n", "<div>Twee</div>\n", "[Twee]: a.md\n"])
def test_what_can_carry_no_sign_stays_as_it_is(text):
    blocks = split(text)
    assert marks.with_signs(blocks, range(len(blocks))) == text


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet='ab *_#-1.\n|:!>[]()`{}" ', max_size=80))
def test_no_sign_is_left_in_any_page(text):
    blocks = split(text)
    wanted = {number for number, block in enumerate(blocks) if block.tracked}
    html = markdown.markdown(marks.with_signs(blocks, wanted), extensions=EXTENSIONS)
    assert not marks.SIGN.search(marks.with_notices(html, lambda _number: ("", "")))
