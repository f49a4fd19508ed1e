"""A Page is cut without loss, the way MkDocs renders it, in linear time."""

import re
import time
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as make

from helpdesk.blocks import FAMILIES, digest_of, split

GOLDEN = sorted((Path(__file__).parent.parent / "golden" / "blocks").glob("*.md"))
PIECES = [
    "> ", "- ", "1. ", "    ", "# a\n", "```\n", "~~~ py\n", "<div markdown>\n", "</div>", "<!-- ", "-->", "| a | b |\n",
    "|---|---|\n", "!!! note\n", '=== "a"\n', "??? x\n", "/// tip | T\n", "///\n", "[a]: b\n", "[^a]: b\n", "*[a]: b\n",
    ": a\n", "\\", "$$", "---\n", "title: b\n", "![a](b)\n", "\t", "\n", "\n\n", "\r\n", "\r", "\0", "\x02", "\u2028",
    "\ufeff", "word ", "`", "{ #id }", "\ud800", "--8<-- 'x'\n", "<script>", "<p>", "* * *\n", "\x0b",
]  # fmt: skip


def listed(text):
    return "".join(f"{b.line} {b.family}: {b.body!r}\n" for b in split(text) if b.tracked)


@settings(max_examples=300)
@given(make.one_of(make.text(), make.lists(make.sampled_from(PIECES), max_size=40).map("".join)))
@example("- \n\n    > a\n    >\n    > b\n")
def test_the_blocks_joined_are_the_page(text):
    for sane in (False, True):
        blocks = split(text, sane_lists=sane)
        assert "".join(block.text for block in blocks) == text
        assert all(block.family in FAMILIES and block.text for block in blocks)
        assert all(0 <= block.begin <= block.end <= len(block.text) for block in blocks)


@settings(max_examples=100)
@given(make.lists(make.sampled_from(PIECES), max_size=30).map("".join))
def test_the_digest_is_that_of_the_body(text):
    for block in split(text):
        if block.tracked:
            assert block.digest == digest_of(block.family, block.body)


@pytest.mark.parametrize("page", GOLDEN, ids=lambda page: page.stem)
def test_what_a_page_is_cut_into(page):
    assert listed(page.read_text()) == page.with_suffix(".txt").read_text()


def test_there_are_golden_pages():
    assert len(GOLDEN) > 3


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("A line\nthat is wrapped.", "A line that\nis wrapped."),
        ("- item\n  on two lines", "*   item on two lines"),
        ("Star \\* here", "Star * here"),
        ("## Title ##", "## Title"),
        ("Title\n=====", "# Title"),
        ("|a|b|\n|-|-|\n|c|d|", "| a  | b |\n|----|---|\n| c | d |"),
        ("> quoted\n> text", "> quoted text"),
    ],
)
def test_wrapping_and_markers_are_no_edit(one, other):
    assert [b.digest for b in split(one) if b.tracked] == [b.digest for b in split(other) if b.tracked]


@settings(max_examples=300)
@given(make.lists(make.sampled_from(PIECES), max_size=30).map("".join))
@example("\rb")
@example("| a | b |\r|---|---|\r| c | d |\r")
def test_a_block_stands_where_it_says(text):
    def place(at):
        ends = [match.end() for match in re.finditer("\r\n|\r|\n", text) if match.end() <= at]
        return len(ends) + 1, at - (ends[-1] if ends else 0) + 1

    at = 0
    for block in split(text):
        assert block.line == place(at)[0]
        if block.tracked:
            assert (block.body_line, block.column) == place(at + block.begin)
        at += len(block.text)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_whatever_ends_them(end):
    page = end.join(["# a", "", "b", "c", "", "- d"])
    assert [(b.line, b.family) for b in split(page)] == [(1, "heading"), (3, "p"), (6, "li")]


@pytest.mark.parametrize(
    "piece", [piece for piece in PIECES if piece.strip()] + ["<a ", "> " * 50 + "\n", "- a\n    - b\n"]
)
def test_no_input_takes_more_than_linear_time(piece):
    def cost(text):
        start = time.process_time()
        split(text)
        return time.process_time() - start

    short, long = piece * (20_000 // len(piece)), piece * (160_000 // len(piece))
    assert cost(long) < 40 * cost(short) + 0.5


def test_ten_thousand_nested_quotes_are_cut_too():
    page = "> " * 10_000 + "deep\n\nafter\n"
    assert "".join(block.text for block in split(page)) == page
