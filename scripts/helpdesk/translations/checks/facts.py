"""What a text holds beside its words: links, pictures, code, ids, placeholders. Both sides of a pair are read alike."""

from __future__ import annotations

import re
from functools import lru_cache
from posixpath import normpath
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from helpdesk.prose import OBJECT, Prose, prose_of

# A Locale as the first part of a path or of a host name: /nl-nl/azure, /de/start, nl.wikipedia.org.
LOCALE_PART = re.compile(r"/[a-z]{2}(?:-[a-z]{2,4})?(?=/|\Z)", re.IGNORECASE)
LOCALE_HOST = re.compile(r"(?:[a-z]{2}(?:-[a-z]{2,4})?\.(?=[^.]+\.[^.])|[a-z]{2,3}\.(?=(?:m\.)?wiki\w+\.org))")
# Deeper in a path two letters may be anything, so there only languages are meant: /web/2023/https://a.b/de/start.
INNER_LOCALE = re.compile(
    r"/(?:ar|cs|da|de|el|en|es|fa|fi|fr|he|hi|hu|id|it|ja|ko|nl|no|pl|pt|ro|ru|sv|th|tr|uk|vi|zh)(?:-[a-z]{2,4})?(?=/|\Z)",
    re.IGNORECASE,
)
INLINE = re.compile(r"\]\(\s*(?:<(?P<pointed>[^<>]*)>|(?P<plain>[^\s)]*(?:\([^()\s]*\)[^()\s]*)*))")
NAMED = re.compile(r"\]\[(?P<name>[^\[\]]*)\]")
ATTRIBUTE = re.compile(r"""#[^\s#.}]+|\.[^\s#.}=]+|(?<![\w:-])[\w:-]+=(?:"[^"]*"|'[^']*'|[^\s}]+)""")
PLACEHOLDER = re.compile(
    r"\{\{[^{}\n]{1,60}\}\}|\$\{[^{}\n]{1,60}\}|(?<![A-Za-z0-9_{])\{(?:[A-Za-z_][\w.]{0,40}|0)\}|%\([A-Za-z_]\w*\)[sdfr]"
    # A currency such as $US is no name of a variable.
    r"|(?<![A-Za-z0-9_%])%(?:\d\$)?[sdf](?![A-Za-z0-9_])|(?<![A-Za-z0-9_$])\$(?!(?:US|CA|AU|NZ|HK|SG)D?\b)[A-Z][A-Z0-9_]+(?![A-Za-z0-9_])"
)
# Words in braces are a text that the author shows, no name.
SENTENCE = re.compile(r"\{\{\s*(?:[^\W\d_]+[,' -]+){2,}[^\W\d_]+[.!?]?\s*\}\}")
PLAIN_WORD = re.compile(r"[\"']?[^\W\d_]+[\"'.,!?:]*\Z")


class Facts(NamedTuple):
    """One text's facts."""

    prose: Prose
    links: tuple[str, ...] = ()
    """Addresses and, with a `[` before it, names of addresses."""
    pictures: tuple[tuple[str, bool], ...] = ()
    """Addresses, and whether there is an alternative text."""
    code: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()
    """Classes and keys of attribute lists, ids left out."""
    placeholders: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The words of the text."""
        return self.prose.words


@lru_cache(maxsize=4096)
def facts_of(body: str) -> Facts:
    """The facts of a Block's body."""
    prose = prose_of(body, 0, len(body))
    placeholders = placeholders_in(prose.words)
    if not prose.tokens:
        return Facts(prose, placeholders=placeholders)
    links: list[str] = []
    pictures: list[tuple[str, bool]] = []
    lists: list[str] = []
    code: list[str] = []
    alts = iter(prose.alts)
    for kind, text, offset in prose.tokens:
        if kind == "code" and not text.startswith("```"):
            code.append(bare_code(text))
        elif kind == "close" and len(text) > 1:
            links.append(address_of(text) if text != "][]" else body[body.rfind("[", 0, offset) : offset].lower())
        elif kind == "picture":
            words = next(alts, None)
            pictures.append((address_of(text), bool(words and words.words.strip(f" {OBJECT}"))))
        elif kind == "auto":
            links.append(text.strip("<>"))
        elif kind == "url":
            links.append(text.strip("<>").rstrip(".,;:!?)*_。、，"))
        elif kind == "attributes":
            lists += ATTRIBUTE.findall(text)
        elif kind == "footnote":
            links.append(text[:-1])
        elif kind == "template" and not SENTENCE.match(text):
            placeholders = (*placeholders, template_of(text))
    ids = tuple(each[1:] for each in lists if each[0] == "#")
    others = tuple(
        each for each in lists if each[0] != "#" and not each.startswith(("title=", "alt=", "data-toc-label="))
    )
    return Facts(prose, tuple(links), tuple(pictures), tuple(code), ids, others, placeholders)


def placeholders_in(words: str) -> tuple[str, ...]:
    """Names that a program fills in, as they stand in the words."""
    found = PLACEHOLDER.findall(words) if "{" in words or "%" in words or "$" in words else ()
    return tuple(each for each in found if not SENTENCE.match(each))


def template_of(text: str) -> str:
    """A template's tag with those of its arguments that are no words: a title may stand among them."""
    name, *arguments = text.strip("{}%- ").split()[:20] or [""]
    if not text.startswith("{%"):
        return text
    return " ".join(["{%", name, *(each for each in arguments if not PLAIN_WORD.match(each)), "%}"])


def bare_code(span: str) -> str:
    """A code span's code."""
    ticks = len(span) - len(span.lstrip("`"))
    return " ".join(span[ticks:-ticks].split())


def address_of(close: str) -> str:
    """The address, or the name with a `[` before it, that follows a link's or picture's text."""
    if named := NAMED.match(close):
        return "[" + named["name"].lower()
    inline = INLINE.match(close)
    return (inline["pointed"] or inline["plain"] or "") if inline else ""


@lru_cache(maxsize=8192)
def resolved(address: str, slug: str) -> tuple[str, str]:
    """The Target an address leads to, told alike for every Locale, and its fragment."""
    if address.startswith("["):
        return address, ""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return address, ""
    fragment = unquote(parts.fragment)
    path = unquote(parts.path)
    if parts.scheme or parts.netloc:
        host = parts.netloc.lower().removeprefix("www.")
        host = host[found.end() :] if (found := LOCALE_HOST.match(host)) else host
        path = INNER_LOCALE.sub("", LOCALE_PART.sub("", path, count=1) if LOCALE_PART.match(path) else path)
        return f"{host}{path.rstrip('/')}?{parts.query}".rstrip("?"), fragment
    if path.startswith("/"):
        path = LOCALE_PART.sub("", path, count=1)
        return (path.rstrip("/") or "/"), fragment
    folder = slug.rpartition("/")[0]
    return normpath(f"{folder}/{path}" if folder else path) if path else "", fragment
