"""The search index: one Pagefind document per translated Page, made from its own text only."""

from __future__ import annotations

import re
import subprocess
import tempfile
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape, unescape
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mkdocs.structure.pages import Page

# Pagefind counts a word in an element of weight 7 as much as seven plain ones (its scale ends at 10, h1 is 7).
KEYWORD_WEIGHT = 9
DESCRIPTION_WEIGHT = 2

# Letters that Unicode does not take apart into a letter and a mark, so that Pagefind keeps them.
FOLDED = str.maketrans({"ł": "l", "Ł": "L", "ı": "i", "İ": "I", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ß": "ss"})

# Parts of Pagefind's output that our own search does not load.
UNUSED = ("pagefind-ui.*", "pagefind-modular-ui.*", "pagefind-component-ui.*", "pagefind-highlight.js")


@dataclass(frozen=True, slots=True)
class Document:
    """What the search index learns of one Page."""

    url: str
    """From the Site's root, such as "/de/cancel/"."""
    locale: str
    title: str
    html: str
    """The Page's content without its frame."""
    description: str = ""
    keywords: tuple[str, ...] = ()


def document_of(page: Page, locale: str) -> Document:
    """What the search index learns of a Page of MkDocs."""
    keywords = page.meta.get("keywords") or []
    return Document(
        url="/" + page.url.removeprefix("./"),
        locale=locale,
        title=str(page.title),
        html=page.content or "",
        description=str(page.meta.get("description") or ""),
        keywords=tuple(map(str, keywords)) if isinstance(keywords, list) else (str(keywords),),
    )


def folded(text: str) -> str:
    """The text without letters that only some keyboards have: no marks, and ł, ı, ß and their like spelt plainly."""
    apart = unicodedata.normalize("NFD", text.translate(FOLDED))
    return unicodedata.normalize("NFC", "".join(letter for letter in apart if not is_latin_mark(letter)))


def is_latin_mark(letter: str) -> bool:
    """Whether it is an accent of Latin, Greek or Cyrillic; marks of Arabic or Japanese carry meaning."""
    return "\u0300" <= letter <= "\u036f"


def variants(text: str) -> str:
    """The folded form of each word with a letter that Pagefind keeps, so that either spelling finds it."""
    words = dict.fromkeys(re.findall(r"\w+", text))
    return " ".join(dict.fromkeys(folded(word) for word in words if word.translate(FOLDED) != word))


def names(document: Document) -> str:
    """What readers call this Page: its title and keywords, in their plain form; search puts what is named first."""
    phrases = dict.fromkeys(folded(phrase.lower()) for phrase in (document.title, *document.keywords))
    return "".join(f'<meta data-pagefind-filter="name[content]" content="{escape(phrase)}">' for phrase in phrases)


# The title stands for the whole Page; without its id a hit in it is no hit in a part.
TITLE_ID = re.compile(r"(<h1\b[^>]*?) id=\"[^\"]*\"")
HEADING_LINK = re.compile(r"<a class=\"headerlink\".*?</a>", re.DOTALL)
MARKUP = re.compile(r"<[^>]*>")


def indexed_html(document: Document) -> str:
    """The HTML document that is given to Pagefind; no reader sees it."""
    body = TITLE_ID.sub(r"\1", HEADING_LINK.sub("", document.html))
    text = unescape(MARKUP.sub(" ", body))
    keywords = " ".join(document.keywords)
    hidden = "".join(
        f'<p data-pagefind-weight="{weight}">{escape(words)}</p>'
        for weight, words in (
            (KEYWORD_WEIGHT, f"{keywords} {variants(keywords)}".strip()),
            (DESCRIPTION_WEIGHT, document.description),
            (7, variants(document.title)),
            (1, variants(f"{document.description} {text}")),
        )
        if words
    )
    # Hidden words come first: after a heading they would count as a hit in its part.
    return (
        f'<!doctype html><html lang="{escape(document.locale)}"><head>'
        f'<meta data-pagefind-meta="title[content]" content="{escape(document.title)}">'
        f'<meta data-pagefind-meta="description[content]" content="{escape(document.description)}">'
        f"{names(document)}</head><body data-pagefind-body>{hidden}{body}</body></html>"
    )


def write_index(documents: Sequence[Document], folder: Path) -> None:
    """Writes the index, without the parts of Pagefind that the Site does not use; none where there is nothing to find."""
    if not documents:
        return
    from pagefind.service import get_executable

    # A folder of files is read at once; given one by one, each takes a tenth of a second, however short it is.
    with tempfile.TemporaryDirectory() as source:
        for document in documents:
            file = Path(source, document.url.strip("/"), "index.html")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(indexed_html(document), "utf-8")
        # Not Pagefind's Python interface: it ends the program while that still writes, and files are cut now and then.
        command = [str(get_executable()), "--site", source, "--output-path", str(folder.absolute()), "--silent"]
        subprocess.run(command, cwd=source, check=True)
    for pattern in UNUSED:
        for path in folder.glob(pattern):
            path.unlink()
