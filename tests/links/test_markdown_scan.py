"""What counts as a Link and where it stands, in Markdown."""

from helpdesk.links.markdown.dialect import Dialect
from helpdesk.links.markdown.scan import scan

DIALECT = Dialect(attribute_lists=True)


def targets(text):
    return [link.target for link in scan(text, DIALECT).links]


def test_every_form_of_a_link_is_seen():
    text = "[a](a.md) ![b](b.png) [c][] [d][e] <https://f.nl/> <a href='g'>h</a>\n\n[c]: c.md\n[e]: e.md\n"
    assert targets(text) == ["a.md", "b.png", "https://f.nl/", "g", "c.md", "e.md"]


def test_code_in_any_form_holds_no_links():
    fenced = "```\n[a](a.md)\n```\n"
    indented = "text\n\n    [a](a.md)\n"
    span = "`[a](a.md)` ``[b](`b.md)``"
    in_list = "1. text\n\n        [a](a.md)\n"
    assert [targets(text) for text in (fenced, indented, span, in_list, "<!-- [a](a.md) -->")] == [[]] * 5


def test_the_second_paragraph_of_a_list_item_is_no_code():
    assert targets("1. text\n\n    [a](a.md)\n") == ["a.md"]


def test_line_and_column_point_at_the_target():
    link = scan("één\n\nZie [dit](a.md).\n", DIALECT).links[0]
    assert (link.line, link.column) == (3, 11)
