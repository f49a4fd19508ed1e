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


def ids(text, **settings):
    return [anchor.id for anchor in scan(text, Dialect(attribute_lists=True, **settings)).anchors]


def test_a_formula_holds_no_links_where_formulas_are_read():
    formulas = r"$[a](a.md)$ \([b](b.md)\)" + "\n\n$$\n[c](c.md)\n$$\n\n$5 [d](d.md) and $6\n"
    assert [link.target for link in scan(formulas, Dialect(math=True)).links] == ["d.md"]
    assert len(scan(formulas, Dialect()).links) == 4


def test_a_block_has_the_id_that_its_head_or_its_options_give_it():
    text = "/// html | div#one.c\nx\n///\n\n/// note | T\n    open: True\n    attrs: {class: c, id: two}\n\nx\n///\n\n/// caption | #three\nx\n///\n"
    assert ids(text, blocks=True) == ["one", "two", "three"]


def test_signs_and_marks_in_a_heading_are_left_out_of_its_id():
    assert ids("# A (c) {--b--} `#!py d`\n", symbols=True, remarks=True, highlighted=True) == ["a-b-d"]
    assert ids("# A &lt;b&gt; c\n", slugify="pymdownx.slugs.slugify", case="lower") == ["a--c"]


def test_the_sign_in_the_ids_of_footnotes_is_that_of_the_settings():
    assert ids("A[^1]\n\n[^1]: b\n", footnotes=True, note_separator="-") == ["fn-1", "fnref-1"]


def test_a_tab_gets_an_id_that_no_heading_has():
    tabs = Dialect()
    assert ids('=== "A"\n\n    x\n\n# A\n', tabs=tabs) == ["a_1", "a"]


def test_the_old_names_of_slugifiers_say_what_becomes_of_letters():
    made = [ids("# Große A\n", slugify=f"pymdownx.slugs.{name}")[0] for name in ("uslugify", "uslugify_cased", "gfm")]
    assert made == ["große-a", "Große-A", "große-a"]
    assert ids("# É\n", slugify="pymdownx.slugs.uslugify_encoded") == ["%C3%A9"]
