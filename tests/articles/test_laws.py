"""What holds for any text: no text stops the importer, and its words are still there."""

import re
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as some

from helpdesk.articles.article import import_article
from helpdesk.articles.collection import Collection
from helpdesk.articles.nodes import Source
from helpdesk.articles.store import is_untouched, sealed

HEADER = '<properties pageTitle="T" description="d"/>\n\n'
PIECES = (
    "word", " ", "\n", "\n\n", "    ", "- ", "1. ", "> ", "# ", "```\n", "`", "**", "*", "_", "[", "](x.md)", "[a][b]", "<b>", "</b>",
    "<div>", "</div>", "<name>", "|", "\n| --- |\n", "[AZURE.NOTE] ", "> [AZURE.TIP]\n", '<a name="x"></a>', "{", "}", "\\", "<!-- ",
    " -->", "&amp;", "é", "http://a.example/x", "![i](y.png)", "<li>", "<table>", "<td>", "---\n", "===\n", "!!! x", "  \n",
)  # fmt: skip


def imported(data):
    collection = Collection(Path("nowhere"), {"a.md": "a.md"})
    return import_article(data, Source(collection.root / "a.md", "a.md"), "a.md", collection)


@settings(max_examples=150)
@given(some.lists(some.sampled_from(PIECES), max_size=25).map("".join))
def test_any_mixture_of_syntax_becomes_a_page_with_all_its_words(body):
    made = imported((HEADER + "start\n\n" + body).encode())
    outside = re.sub(r"<!--.*?(-->|\Z)", "", body, flags=re.DOTALL)
    assert made.text.count("word") >= outside.count("word")


@settings(max_examples=100)
@given(some.binary(max_size=200))
def test_any_bytes_are_a_page_or_findings(data):
    made = imported(data)
    assert made.text or made.findings


@given(some.text(max_size=50))
def test_a_sealed_page_is_untouched_until_somebody_changes_it(words):
    page = sealed(f"---\ntitle: x\n---\n\n{words}\n")
    assert is_untouched(page)
    assert not is_untouched(page + "more")
