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


def test_a_query_whose_names_begin_like_entities_stays_as_it_is():
    url = "https://a.org/?a=1&currency=EUR&copy=2&sect=3"
    assert (
        targets(f"[a]({url}) [b][r] <{url}> <a href='{url}'>c</a> <img srcset='{url} 2x'>\n\n[r]: {url}\n") == [url] * 5
    )


def test_entities_are_read_as_they_reach_the_reader():
    assert targets("[a](https://a.org/&eacute;&copy) <a href='https://a.org/?x&amp;y&copy'>b</a>") == [
        "https://a.org/é&copy",
        "https://a.org/?x&y©",
    ]


def test_a_reference_by_a_number_of_any_length_is_read():
    long = f"&#{'9' * 5000};&#{'0' * 5000}65;"
    assert targets(f"[a](https://a.org/{long}) <a href='https://a.org/{long}'>b</a>") == ["https://a.org/\ufffdA"] * 2


def test_line_and_column_point_at_the_target():
    link = scan("één\n\nZie [dit](a.md).\n", DIALECT).links[0]
    assert (link.line, link.column) == (3, 11)
