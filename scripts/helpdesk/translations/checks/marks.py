"""Marks that readers see as they stand, because something keeps Markdown from reading them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from helpdesk.prose import prose_of
from helpdesk.translations.checks import kinds
from helpdesk.translations.checks.pairs import Pair, Problem, problem

# One or two stars; of three in a row Markdown makes several things, so a text with them is not judged.
STARS = re.compile(r"(?<![*\\])(\*\*?)(?!\*)")
THREE = "***"
SPACED_LINK = re.compile(r"\][ \t]+\((?=[^\s()./#]*[./#][^\s()]*\))")
FULL_WIDTH_LINK = re.compile(r"\]（[^（）\s\[./#]*[./#][^（）\s]*）")
HALF_LINK = re.compile(r"(?<!\\)\]\((?=[^\s()]*[./#])")
OPEN_LINK = re.compile(
    r"(?<![\\!\]])\[[^\[\]()\n]{1,100}\((?:https?:|[^\s()./#]*[./#])[^\s()]*\)(?![^\[\]\n]{0,200}\])"
)
EMPTY_LINK = re.compile(r"(?<![\\!])\[[ \t]*\]\([^\s()]")
TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)\b[^<>]*?(/?)>")
# Tags whose end a reader would miss: without it the rest of the Page is bold, small or a link.
PAIRED = re.compile(
    r"(?:a|abbr|b|blockquote|button|code|del|details|div|em|figcaption|figure|font|h[1-6]|i|iframe|ins|kbd|li|mark|ol"
    r"|pre|q|s|small|span|strong|su[bp]|summary|table|tbody|t[dhr]|thead|u|ul|var|video)\Z"
)
SHOWN = frozenset(("audio", "iframe", "img", "input", "video"))


class Marks(NamedTuple):
    """What a text has of marks that do not work, by kind; two sides of a pair are read alike."""

    stars: tuple[str, ...] = ()
    """Of bold and italic text: why each unpaired mark is shown."""
    spaced: bool = False
    full_width: bool = False
    opened: bool = False
    """Whether a link's text has no end."""
    empty: bool = False
    """Whether a link has no text."""
    halves: int = 0
    """How many `](` are no link's or picture's."""
    tags: tuple[tuple[str, int], ...] = ()
    """Names of tags, and how many more of them open than close."""
    things: tuple[str, ...] = ()
    """Names of tags that show something by themselves, each as often as it stands there."""


def shown_marks(pair: Pair) -> Iterator[Problem]:
    """Marks that readers see here, and that the source does not have."""
    body = pair.target.body
    if "*" not in body and "[" not in body and "]" not in body and "<" not in body and "<" not in pair.source.body:
        return
    ours, theirs = marks_of(body), marks_of(pair.source.body)
    if ours == theirs:
        return
    if ours.stars and not theirs.stars:
        yield problem(kinds.BROKEN, mine='"**"' if "**" in ours.stars[0] else '"*"', why=ours.stars[0])
    if ours.spaced and not theirs.spaced:
        yield problem(kinds.BROKEN, mine='"]("', why="a blank stands between its two halves")
    elif ours.full_width and not theirs.full_width:
        yield problem(kinds.BROKEN, mine='"]（"', why="a link's address stands in half-width brackets")
    elif ours.opened and not theirs.opened:
        yield problem(kinds.BROKEN, mine='"["', why='no "]" closes the text of the link')
    elif ours.empty and not theirs.empty:
        yield problem(kinds.BROKEN, mine='"[]("', why="the link has no text")
    elif ours.halves > theirs.halves:
        yield problem(kinds.BROKEN, mine='"]("', why="the address behind it has a blank in it or no end")
    yield from tags(theirs, ours)


def tags(theirs: Marks, ours: Marks) -> Iterator[Problem]:
    """Tags that are open or closed without their partner, or gone."""
    if ours.tags and not theirs.tags:
        name, surplus = ours.tags[0]
        mine = f"<{name}>" if surplus > 0 else f"</{name}>"
        yield problem(kinds.TAG, mine=mine, why="nothing closes it" if surplus > 0 else "nothing opens it")
    elif gone := [name for name in theirs.things if name not in ours.things]:
        yield problem(kinds.TAG_GONE, theirs=f"<{gone[0]}>")


@lru_cache(maxsize=4096)
def marks_of(body: str) -> Marks:
    """The marks of a Block's body that do not work."""
    tokens = prose_of(body, 0, len(body)).tokens
    plain = without_code(body, tokens)
    links = sum(text.startswith("](") for kind, text, _offset in tokens if kind in ("close", "picture"))
    surplus: Counter[str] = Counter()
    things: list[str] = []
    if "<" in plain:
        for end, name, itself in TAG.findall(plain):
            low = name.lower()
            if PAIRED.match(low) and not itself:
                surplus[low] += -1 if end else 1
            if low in SHOWN and not end:
                things.append(low)
    return Marks(
        stars_shown(plain),
        "] " in plain and SPACED_LINK.search(plain) is not None,
        "]（" in plain and FULL_WIDTH_LINK.search(plain) is not None,
        "[" in plain and OPEN_LINK.search(plain) is not None,
        "](" in plain and EMPTY_LINK.search(plain) is not None,
        max(len(HALF_LINK.findall(plain)) - links, 0) if "](" in plain else 0,
        tuple((name, count) for name, count in sorted(surplus.items()) if count),
        tuple(things),
    )


def without_code(body: str, tokens: tuple[tuple[str, str, int], ...]) -> str:
    """The body with a letter in place of each code span, comment apart."""
    pieces: list[str] = []
    at = 0
    for kind, text, offset in tokens:
        if kind == "code":
            pieces += [body[at:offset], "x"]
            at = offset + len(text)
    return "".join([*pieces, body[at:]])


def stars_shown(plain: str) -> tuple[str, ...]:
    """Why stars of bold or italic text are shown: each one opens before a word and closes behind one."""
    if "*" not in plain or THREE in plain:
        return ()
    shown: list[str] = []
    opened: list[str] = []
    for mark in STARS.finditer(plain):
        sign, before, after = mark[1], plain[mark.start() - 1 : mark.start()], plain[mark.end() : mark.end() + 1]
        opens, closes = bool(after) and not after.isspace(), bool(before) and not before.isspace()
        if closes and sign in opened:
            while opened.pop() != sign:
                pass
        # One star may stand for itself, as in "config-4.*": it opens only behind a blank and before a word.
        elif opens and (sign == "**" or (after.isalnum() and not closes)):
            opened.append(sign)
        elif sign == "**":
            shown.append(f"nothing opens what {sign} closes" if closes else f"{sign} stands alone between blanks")
    return (*shown, *(f"nothing closes {sign}" for sign in opened))
