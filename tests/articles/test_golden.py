"""What each construct of a legacy article becomes: `*.legacy.md` beside `*.page.md`, both for people to read."""

from pathlib import Path

import pytest

from helpdesk.articles.article import import_article
from helpdesk.articles.collection import Collection
from helpdesk.articles.nodes import Source

FOLDER = Path(__file__).parents[1] / "golden/articles"
CASES = sorted(path.name.removesuffix(".legacy.md") for path in FOLDER.glob("*.legacy.md"))


def page_of(text):
    collection = Collection(FOLDER, {"article.md": "article.md"})
    source = Source(FOLDER / "article.md", "article.md")
    return import_article(text.encode(), source, "article.md", collection)


def test_there_are_golden_files():
    assert CASES


@pytest.mark.parametrize("name", CASES)
def test_article_becomes_page(name):
    made = page_of((FOLDER / f"{name}.legacy.md").read_text(encoding="utf-8"))
    assert made.text == (FOLDER / f"{name}.page.md").read_text(encoding="utf-8")
    assert not [finding for finding in made.findings if finding.code == "import-failed"]
