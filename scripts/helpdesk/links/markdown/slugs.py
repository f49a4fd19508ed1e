"""The id that Python-Markdown's table of contents makes of a heading, when the writer gave none."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import quote

from helpdesk.links.markdown.dialect import Dialect
from helpdesk.links.markup import plain_text

CODE = re.compile(r"(?<![`\\])(`+)(?!`)(.+?)(?<!`)\1(?!`)")
IMAGE = re.compile(r"!\[(?:[^\[\]]|\[[^\[\]]*\])*\](?:\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\]]*\])")
LINK = re.compile(r"\[((?:[^\[\]]|\[[^\[\]]*\])*)\](?:\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\]]*\])")
FOOTNOTE = re.compile(r"\[\^[^\]]+\]")
AUTOLINK = re.compile(r"<((?:https?|ftp|mailto):[^<>]*)>", re.IGNORECASE)
TAG = re.compile(
    r"""</?[a-zA-Z][^\s"'<>@]*(?:\s+[^\s"'=<>]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>]+))?)*\s*/?>|<!--.*?-->"""
)
UNDERSCORES = re.compile(r"(?<![\w\\])(_{1,3})(?=[^\s_])(.+?)(?<=[^\s\\])\1(?!\w)")
EMOJI = re.compile(r":[a-z0-9_+\-]+:", re.IGNORECASE)
INLINE_LIST = re.compile(r"(?<=[)\]`*_])\{:?[ ]*[^}\n ][^{}\n]*\}")
ESCAPED = re.compile(r"\\([\\`*_{}\[\]()>#+\-.!])")
# Nobody links to the id of a longer one, and marks without an end would take for ever.
LONGEST_HEADING = 2000
# What names the language of code in a line, the marks of pymdownx.critic, and two letters that become signs.
LANGUAGE, NO_LANGUAGE = re.compile(r"\A(?:#!|:::)[\w.+#-]+ +"), re.compile(r"(?!)")
CRITIC = re.compile(r"\{(?:--|\+\+|==|~~)|(?:--|\+\+|==|~~)\}|~>")
SYMBOL = re.compile(r"\([cr]\)", re.IGNORECASE)
STASH = re.compile("\x02(\\d+)\x03")


def text_of(heading: str, dialect: Dialect) -> str:
    """The words a browser shows for the heading: tags, pictures, footnotes and marks left out."""
    heading = heading[:LONGEST_HEADING]
    if dialect.symbols and "(" in heading:
        heading = SYMBOL.sub("", heading)
    if not MARKED.search(heading):
        return " ".join(heading.split())
    stash: list[str] = []

    def kept(text: str) -> str:
        stash.append(text)
        return f"\x02{len(stash) - 1}\x03"

    text = heading
    if "`" in text:
        language = LANGUAGE if dialect.highlighted else NO_LANGUAGE
        text = CODE.sub(lambda code: kept(language.sub("", code[2].strip())), text)
    if "\\" in text:
        text = ESCAPED.sub(lambda escaped: kept(escaped[1]), text)
    if "[" in text:
        text = FOOTNOTE.sub("", IMAGE.sub("", text))
        text = LINK.sub(r"\1", LINK.sub(r"\1", text))
    if "<" in text:
        text = TAG.sub("", AUTOLINK.sub(r"\1", text))
    if "{" in text and dialect.remarks:
        text = CRITIC.sub("", text)
    if "{" in text and dialect.attribute_lists:
        text = INLINE_LIST.sub("", text)
    if ":" in text and dialect.emoji:
        text = EMOJI.sub("", text)
    if "_" in text:
        text = UNDERSCORES.sub(r"\2", UNDERSCORES.sub(r"\2", text))
    text = plain_text(text)
    if not stash:
        return " ".join(text.split())
    text = STASH.sub(lambda number: stash[int(number[1])], text)
    return " ".join(text.split())


MARKED = re.compile(r"[`\\!\[\]<&_:{]")


def slug_of(text: str, dialect: Dialect) -> str:
    """The id for these words before it is made unique; empty when no sign of them survives."""
    return SLUGIFIERS.get(dialect.slugify, stock)(text, dialect)


def stock(text: str, dialect: Dialect) -> str:
    """markdown.extensions.toc.slugify: only ASCII survives."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return joined(text, dialect)


def joined(text: str, dialect: Dialect) -> str:
    """Lower case, without signs, blanks and separators run together."""
    bare = re.sub(r"[^\w\s-]", "", text).strip().lower()
    return re.sub(rf"[{dialect.separator}\s]+", dialect.separator, bare)


def pymdownx(text: str, dialect: Dialect) -> str:
    """pymdownx.slugs: every letter survives, blanks are not run together."""
    text = CASES.get(dialect.case, str)(FORMS.get(dialect.normal_form, composed)(text).strip())
    slug = re.sub(r"</?[^>]*>|[^\w\- ]", "", text).replace(" ", dialect.separator)
    return quote(slug) if dialect.percent_encoded else slug


def composed(text: str) -> str:
    """The form in which a letter and its accent are one sign."""
    return unicodedata.normalize("NFC", text)


FORMS: dict[str, Callable[[str], str]] = {
    "NFD": lambda text: unicodedata.normalize("NFD", text),
    "NFKC": lambda text: unicodedata.normalize("NFKC", text),
    "NFKD": lambda text: unicodedata.normalize("NFKD", text),
}
CASES: dict[str, Callable[[str], str]] = {
    "none": lambda text: text,
    "lower": str.lower,
    "lower-ascii": lambda text: re.sub("[A-Z]", lambda letter: letter[0].lower(), text),
    "fold": str.casefold,
}
SLUGIFIERS: dict[str, Callable[[str, Dialect], str]] = {
    "markdown.extensions.toc.slugify": stock,
    "markdown.extensions.toc.slugify_unicode": joined,
    "pymdownx.slugs.slugify": pymdownx,
    "pymdownx.slugs.uslugify": lambda text, dialect: pymdownx(text, replace(dialect, case="lower")),
    "pymdownx.slugs.uslugify_encoded": lambda text, dialect: pymdownx(
        text, replace(dialect, case="lower", percent_encoded=True)
    ),
    "pymdownx.slugs.uslugify_cased": pymdownx,
    "pymdownx.slugs.uslugify_cased_encoded": lambda text, dialect: pymdownx(
        text, replace(dialect, percent_encoded=True)
    ),
    "pymdownx.slugs.gfm": lambda text, dialect: pymdownx(text, replace(dialect, case="lower-ascii")),
}
