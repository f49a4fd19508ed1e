"""How much an edit of a source matters to its translation: which words changed, and what is no word at all."""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher
from enum import Enum


class Grade(Enum):
    """How much work a stale Block is; the values are the words of the JSON."""

    WORDS = "words"
    """More than two words changed."""
    SMALL = "small"
    """At most two words changed."""
    MECHANICAL = "mechanical"
    """Only links, ids, code or images changed: a copy will do."""


# At most this many words changed is a small edit (the command's contract).
SMALL_EDIT = 2
# Families without words of our own: an edit there is copied, not translated.
WORDLESS = frozenset(("code", "reference", "snippet", "math"))
# What stands in a text and is no word: the words in a link or a picture stay, where they lead does not.
MECHANICAL = re.compile(
    r"(?P<code>(?<!`)(?P<ticks>`+)(?!`)[\s\S]*?[^`](?P=ticks)(?!`))"
    r"|(?P<address>(?<=\])\((?:[^()\s]|\([^()\s]*\))*(?=\s|\)))"
    r"|(?P<reference>(?<=\])\[[^\[\]]*\])"
    r"|(?P<attributes>\{:?[ ]?[#.@\w][^{}\n]*\}|\{\*.*?\*\}|\{\{.*?\}\})"
    r"|(?P<url><?\bhttps?://[^\s<>)\]]+>?)"
    r"|(?P<tag><!--[\s\S]*?-->|</?[a-zA-Z][^<>]*>)"
    r"|(?P<entity>&#?\w+;)"
    r"|(?P<icon>:[a-z][\w+-]*:)"
)
# More signs that open something than people write in one Block; each that nothing closes would be looked for to the end.
MANY_OPEN = 100
# Marks of Markdown that people do not read: of links and pictures, of emphasis, of what is no syntax.
MARKS = re.compile(r"!(?=\[)|[\[\]*_\\]")
# The bracket that closes a link's address; MECHANICAL leaves it, because a title may stand before it.
LINK_END = re.compile(r"(\]\((?:[^()\s]|\([^()\s]*\))*)\)")
LONGEST_ABBREVIATION = 5
# The words that a tag or an attribute list lets people read.
SPOKEN = re.compile(r"""\b(?:title|alt|aria-label|data-title)=["']([^"'<>{}]*)["']""")
WORD = re.compile(r"[^\W_]+(?:['’.,:-][^\W_]+)*|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
# Written without blanks between words: each sign counts as one.
DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
NUMBER = re.compile(r"\d+")


def words_of(family: str, body: str) -> list[str]:
    """The words of a body in order, without what is no word."""
    if family in WORDLESS:
        return []
    text = prose_of(family, body)
    found = WORD.findall(text)
    if not DENSE.search(text):
        return found
    return [piece for word in found for piece in (word if DENSE.search(word) else (word,))]


def closed(body: str) -> str:
    """The body as MECHANICAL may read it: where very many comments or macros are open, without those never closed."""
    if body.count("<!--") > MANY_OPEN:
        body, end, rest = body.rpartition("-->")
        body += end + rest.replace("<!--", " ")
    for opener, closer in (("{{", "}}"), ("{*", "*}")):
        if body.count(opener) > MANY_OPEN:
            lines = [line.rpartition(closer) for line in body.split("\n")]
            body = "\n".join(head + end + rest.replace(opener, " ") for head, end, rest in lines)
    return body


def prose_of(family: str, body: str) -> str:
    """What people read of a body: without addresses, ids, code and tags, but with the words in their titles."""
    text = MECHANICAL.sub(read_in, closed(body)) if any(sign in body for sign in "`](){}<>&:") else body
    if family == "title":
        return title_words(text)
    return text.partition(":")[2] if family in ("front", "abbr") else text


def signs_of(family: str, body: str) -> str:
    """Every sign people read of a body, without blanks and without the marks of links and of emphasis."""
    return "".join(MARKS.sub("", prose_of(family, LINK_END.sub(r"\1 ", body))).split())


def read_in(match: re.Match[str]) -> str:
    """What people read of something mechanical: the title of a link or a tag, else nothing."""
    if match.lastgroup not in ("tag", "attributes"):
        return " "
    return " ".join((" ", *SPOKEN.findall(match[0]), " "))


def title_words(line: str) -> str:
    """The words people read in the title line of a box; its type is none of them."""
    if line.lstrip(" ").startswith("///"):
        return line.partition("|")[2]
    quoted = line.partition('"')[2]
    return quoted.rpartition('"')[0]


def has_words(family: str, body: str) -> bool:
    """Whether there is anything to translate."""
    return any(map(needs_translation, words_of(family, body)))


def needs_translation(word: str) -> bool:
    """Whether a word differs between languages: numbers, codes such as S1 and abbreviations such as CSP do not."""
    if DENSE.search(word):
        return True
    is_code = any(sign.isdigit() for sign in word) or (word.isupper() and len(word) <= LONGEST_ABBREVIATION)
    return len(word) > 1 and not is_code


def grade_of(family: str, before: str, after: str) -> Grade:
    """How much the edit from one body to another is."""
    if family in WORDLESS:
        return Grade.MECHANICAL
    old, new = words_of(family, before), words_of(family, after)
    if old == new:
        same = signs_of(family, before) == signs_of(family, after)
        return Grade.MECHANICAL if same else Grade.SMALL
    return Grade.SMALL if changed_words(old, new) <= SMALL_EDIT else Grade.WORDS


def changed_words(old: list[str], new: list[str]) -> int:
    """How many words a translator must look at: of each place that changed, the longer side."""
    low = 0
    while low < len(old) and low < len(new) and old[low] == new[low]:
        low += 1
    high = 0
    while high < min(len(old), len(new)) - low and old[-1 - high] == new[-1 - high]:
        high += 1
    old, new = old[low : len(old) - high], new[low : len(new) - high]
    if not old or not new or max(len(old), len(new)) > 2000:
        return max(len(old), len(new))
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return sum(max(b - a, d - c) for tag, a, b, c, d in matcher.get_opcodes() if tag != "equal")


def features_of(body: str) -> Counter[str]:
    """What stays the same in a translation: code, addresses, ids, numbers."""
    features: Counter[str] = Counter()
    body = closed(body)
    for match in MECHANICAL.finditer(body):
        if match.lastgroup not in ("icon", "entity"):
            features[re.sub(r"\s+", " ", match[0])] += 2
    for number in NUMBER.findall(MECHANICAL.sub(" ", body)):
        features[number] += 1
    return features


def likeness(one: Counter[str], other: Counter[str]) -> float:
    """How much of the two bodies' features is shared, from 0 to 1."""
    if not one or not other:
        return 0.0
    shared = sum((one & other).values())
    return 2 * shared / (sum(one.values()) + sum(other.values()))
