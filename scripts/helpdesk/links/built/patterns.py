"""What tags look like to the HTML standard's tokenizer (13.2.5), as patterns over bytes."""

from __future__ import annotations

import re
import sys

SPECIAL = rb"(?:script|style|title|textarea|template|svg|math|xmp|iframe|noembed|noframes|plaintext)[\s/>]"
NESTS = rb"(?:template|svg|math)"
# A style without a round bracket holds no address.
SAYS = (
    rb"(?:id|action|name|href|src|srcset|style(?!=\"[^\"(]*+\")|poster|data|rel|content|lang|background|imagesrcset|xlink:href)"
    rb"[\s=/>\"']"
)
# An attribute that says nothing, written as nearly every generator writes attributes.
SILENT = rb"\s++(?!" + SAYS + rb")[^\s\"'=<>/A-Z]++(?:=\"[^\"<]*+\")?+"
SILENT_TAG = rb"(?!" + SPECIAL + rb")[a-z][a-z0-9-]*+(?:" + SILENT + rb")*+\s*+/?>"
AROUND_LINK = rb"(?:" + SILENT + rb"|\s++rel=\"[^\"<]*+\")*+"
BODY = rb"(?:[^=>]++|=\s*+(?:\"[^\"]*+\"|'[^']*+'|(?![\"'])[^\s>]*+))*+"


def compiled(pattern: bytes, flags: int = 0) -> re.Pattern[bytes]:
    """The pattern, without possessive groups where `re` matches them wrongly (Python below 3.11.5, gh-106052).

    What follows such a group here never succeeds after a shorter one, so that greedy groups find the same, only slower.
    """
    if sys.version_info < (3, 11, 5):
        pattern = pattern.replace(b")*+", b")*").replace(b")?+", b")?")
    return re.compile(pattern, flags)


# Every `<` but those of silent tags and of end tags: that of a plain link, picture or element with an id, or an odd one.
PLAIN = compiled(
    rb"<(?!/(?!" + NESTS + rb"[\s/>])[a-z][a-z0-9-]*+>|" + SILENT_TAG + rb")(?:"
    rb"a" + AROUND_LINK + rb"\s++href=\"([^\"&\s<]*+)\"" + AROUND_LINK + rb"\s*+>"
    rb"|img(?:" + SILENT + rb")*+\s++src=\"([^\"&\s<]*+)\"(?:" + SILENT + rb")*+\s*+/?>"
    rb"|(?!" + SPECIAL + rb")[a-z][a-z0-9-]*+(?:" + SILENT + rb")*+\s++id=\"([^\"&<]++)\"(?:" + SILENT + rb")*+\s*+/?>"
    rb"|())",
)
PLAIN_LINK, PLAIN_IMAGE, PLAIN_ID, ODD_SIGN = 1, 2, 3, 4
# An attribute that says nothing, in the plainest way to write it.
MORE = rb"(?: (?:class|title|rel|role|target|alt|width|height|loading|aria-[a-z]++|data-[a-z-]++)=\"[^\"<>]*+\")*+"
PLAINEST = (
    rb"a" + MORE + rb" href=\"([^\"&\s<>]*+)\"" + MORE + rb">"
    rb"|(?:h[1-6]|section|span|div|d[lt]|tr)" + MORE + rb" id=\"([^\"&<>]++)\"" + MORE + rb">"
    rb"|img" + MORE + rb" src=\"([^\"&\s<>]*+)\"" + MORE + rb" ?/?>"
)  # fmt: skip
# What is taken for a word: from a `<` to the next `>`, or a whole element or comment that may hold other signs. Passed over
# are end tags and the start tags that are most frequent in text, as long as they say nothing. The plainest tags say at once
# what they say.
WORD = compiled(
    rb"<(?!/[a-z][a-z0-9-]*+>|(?:p|li|td|tr|th|ul|ol|em|pre|code|span|strong|div)(?: class=\"[^\"<>]*+\")?+>)"
    rb"(?:"
    + PLAINEST
    + rb"|(?![!st])[^>]*+>?|!--(?:.*?-->|.*)"
    + b"".join(
        [
            rb"|" + name + rb"[\s>](?:.*?</" + name + rb"(?:[^>]*+>|.*)|.*)"
            for name in (b"script", b"style", b"svg", b"title", b"textarea", b"template")
        ]
    )
    + rb"|[^>]*+>?)",
    re.DOTALL,
)
WORD_LINK, WORD_ID, WORD_IMAGE = 1, 2, 3
# A start tag that the end of a text has cut.
OPEN_TAG = re.compile(rb"<[a-z][^<>]*+", re.IGNORECASE)
# What an odd `<` begins, in whatever way HTML lets it be written; only the `<` itself when it begins nothing.
ODD = compiled(
    rb"<(?:!--(?:-?>|.*?--!?>)"
    rb"|(script|style|title|textarea|xmp|iframe|noembed|noframes)(?=[\s>])(" + BODY + rb")(?<!/)>(.*?)</\1(?=[\s/>])"
    rb"|([a-z][^\s/>]*+)(" + BODY + rb")>"
    rb"|/(" + NESTS + rb")(?=[\s/>])[^>]*+>"
    rb"|(!\[CDATA\[)"
    rb"|(?:!(?!--)|\?|/)[^>]*+>"
    rb"|(?=[!?a-z/])()|)",
    re.IGNORECASE | re.DOTALL,
)
# The last group that took part says which kind of token it is.
WITH_TEXT, TAG, END_TAG, CDATA, OPEN = 3, 5, 6, 7, 8
ATTRIBUTE = compiled(
    rb"([^\s/>=][^\s/>=]*+)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s>\"'][^\s>]*+)|))?+", re.DOTALL
)


def attributes(body: bytes, start: int) -> list[tuple[bytes, bytes, int]]:
    """Name in lower case, written value and its offset; of two equal names only the first counts."""
    found: dict[bytes, tuple[bytes, bytes, int]] = {}
    for match in ATTRIBUTE.finditer(body):
        name = match[1].lower()
        if name not in found:
            group = match.lastindex or 1
            value, at = (match[group], match.start(group)) if group > 1 else (b"", match.end())
            found[name] = (name, value, start + at)
    return [*found.values()]
