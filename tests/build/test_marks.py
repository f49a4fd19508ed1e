"""Notices stand beside the Block they speak of, in what Python-Markdown makes of the Page."""

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpdesk.blocks import split
from helpdesk.build import marks

EXTENSIONS = ["attr_list", "admonition", "def_list", "tables", "sane_lists", "footnotes", "pymdownx.tasklist",
              "pymdownx.tabbed", "pymdownx.blocks.admonition"]  # fmt: skip
TABS = '=== "Een"\n\n    === "Binnen"\n\n        A\n\n    === "Twee"\n\n        B\n\n=== "Drie"\n\n    C\n'


def built(text, wanted, *, alternate_style=True):
    blocks = split(text, sane_lists=True)
    numbers = {number for number, block in enumerate(blocks) if wanted in block.text and block.tracked}
    styles = {"pymdownx.tabbed": {"alternate_style": alternate_style}}
    html = markdown.markdown(marks.with_signs(blocks, numbers), extensions=EXTENSIONS, extension_configs=styles)
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
        (
            "- [ ] Een\n- [ ] Twee\n",
            '<li class="task-list-item" data-state="stale"><input type="checkbox" disabled/> Twee[note]</li>',
        ),
        (
            "/// note | Twee\nEen\n///\n",
            '<p class="admonition-title" data-state="stale">Twee</p>[note]\n<p>Een</p>',
        ),
        (TABS, 'data-state="stale">Twee</label>'),
        (TABS, '<div class="tabbed-block">[note]\n<p>B</p>'),
        ("1. Een\n\n    ![Twee](a.png)\n", '<img alt="Twee" src="a.png" /></p>\n[note]\n</li>'),
    ],
)
def test_a_notice_stands_beside_its_block(text, html):
    found = built(text, "Twee")
    assert html in found
    assert not marks.SIGN.search(found)


def test_a_notice_of_a_tab_stands_in_its_tab_in_either_style():
    assert '<div class="tabbed-block">[note]\n<p>C</p>' in built(TABS, "Drie")
    assert '<div class="tabbed-block">[note]\n<div class="tabbed-set' in built(TABS, "Een")
    html = built(TABS, "Drie", alternate_style=False)
    assert 'data-state="stale">Drie</label><div class="tabbed-content">[note]\n<p>C</p>' in html


def test_a_notice_may_stand_in_front_of_a_block_or_at_the_end():
    blocks = split("- Een\n\nTwee\n")
    signs = marks.with_signs(blocks, {len(blocks) + 1, 2 * len(blocks)})
    html = marks.with_notices(markdown.markdown(signs), lambda number: (f"[{number}]", ""))
    assert html == "<ul>\n<li>Een</li>\n</ul>\n[3]\n<p>Twee</p>\n[4]"


@pytest.mark.parametrize("text", ["```\nTwee\n```\n", "<div>Twee</div>\n", "[Twee]: a.md\n"])
def test_what_can_carry_no_sign_stays_as_it_is(text):
    blocks = split(text)
    assert marks.with_signs(blocks, range(len(blocks))) == text


@settings(max_examples=200)
@given(st.text(alphabet='ab *_#-1.\n|:!>[]()`{}" ', max_size=80))
def test_no_sign_is_left_in_any_page(text):
    blocks = split(text)
    wanted = {number for number, block in enumerate(blocks) if block.tracked}
    wanted |= {len(blocks) + number for number in range(len(blocks) + 1)}
    html = markdown.markdown(marks.with_signs(blocks, wanted), extensions=EXTENSIONS)
    assert not marks.SIGN.search(marks.with_notices(html, lambda _number: ("", "")))
