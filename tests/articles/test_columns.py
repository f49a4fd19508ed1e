"""Findings name the column of the doubtful thing, not only its line."""

from test_golden import page_of

DAMAGED = "# Title\n\nA **bold**word, ![p](no.png), [a](no.md) and ![p](no.png) <font>x\n\n[b](no.md)\n"


def columns(text, code):
    return [(finding.place.line, finding.place.column) for finding in page_of(text).findings if finding.code == code]


def test_each_missing_picture_of_a_line_has_its_own_column():
    line = DAMAGED.split("\n")[2]
    first = line.index("no.png")
    assert columns(DAMAGED, "missing-picture") == [(3, first + 1), (3, line.index("no.png", first + 1) + 1)]


def test_glued_word_is_found_behind_what_it_is_glued_to():
    assert columns("word and **bold**word\n", "glued-word") == [(1, 18)]


def test_links_of_two_lines_are_told_apart():
    assert columns(DAMAGED, "missing-article") == [(3, DAMAGED.split("\n")[2].index("no.md") + 1), (5, 5)]


def test_what_does_not_stand_in_the_line_is_where_the_text_starts():
    assert columns("[a][b]\n\n[b]: no.md\n", "missing-article") == [(1, 1)]
