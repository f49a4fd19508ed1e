"""How well a text fits another one in another Locale: what can be compared where the words cannot."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from math import log

from rapidfuzz import fuzz

from helpdesk.blocks import Block
from helpdesk.translations.grade import WORDLESS, features_of, likeness
from helpdesk.translations.sources import COMPARED, front_key

# A translation of a text longer than this is not several times as long or short.
LONG = 40
MOST_TIMES_AS_LONG = 5
# Likeness, 0 to 100, from which two addresses or pieces of code are one that was edited.
ALIKE = 60
MOST_FEATURES = 100
# From this likeness of the features on two texts that alone share one of them are a pair wherever they stand.
MARKED = 0.5
# What the features, the words and the length of two texts add at most to the 1.0 of any two that can be a pair.
FEATURES_WEIGH = 3.0
WORDS_WEIGH = 1.0
LENGTH_WEIGHS = 0.6
# Where links and code share nothing, only the neighbours can make a pair: less than what decides between two choices.
AGAINST = 0.15
# The likeness of two texts without any feature: to have none is something they share.
PLAIN = 0.25
# What an earlier form of the source shares with a text weighs less than what it shares as it reads now.
OLDER = 0.9
# With so few signs on either side nothing is known about a Page's proportion of lengths.
FEW_SIGNS = 200
# Names, and words that two languages share.
SHARED_WORD = re.compile(r"[A-Za-z\u00c0-\u024f]{4,}")
# How features start that say nothing for sure: comments and names of links are translated, and a shape is no name.
VAGUE = ("<!--", "[", "shape ")
# What is not read and may be long: tags with their titles, addresses.
MARKUP = re.compile(r"<[^<>]*>|(?<=\])\([^()\s]*\)")
FRAGMENT = re.compile(r"#[^\s)]*")


class Fit:
    """What can be compared across Locales: family, key, ids, code, addresses, numbers, names, length."""

    __slots__ = ("bodies", "families", "key", "known", "lengths", "longest", "solids", "words")

    def __init__(self, families: tuple[str, ...], *bodies: str, proportion: float = 1.0) -> None:
        self.families = families
        """The family of each form the Block has had."""
        self.bodies = tuple(body[:COMPARED] for body in bodies)
        self.key = front_key(bodies[0], families[0])
        self.lengths = [len(MARKUP.sub("", body)) * proportion for body in self.bodies]
        self.longest = max(self.lengths)
        self.known: list[Counter[str]] | None = None
        self.solids: list[frozenset[str]] = []
        self.words: list[frozenset[str]] = []

    def read(self) -> list[Counter[str]]:
        """The features of each form the Block has had; reads them and the words when first asked."""
        if self.known is None:
            self.known = [features_of(body) + shape_of(body) for body in self.bodies]
            self.solids = [solid(features) for features in self.known]
            self.words = [frozenset(map(str.lower, SHARED_WORD.findall(body))) for body in self.bodies]
        return self.known

    def score(self, other: Fit) -> float:
        """How well the other could be this one's translation; 0 where it cannot."""
        if not self.stands_for(other):
            return 0.0
        if self.is_wordless:
            return 1.0 + FEATURES_WEIGH * max(fuzz.ratio(one, two) for one in self.bodies for two in other.bodies) / 100
        ones, others = self.read(), other.read()
        if not any(shares(one, two) for one in self.solids for two in other.solids):
            return AGAINST
        alike = [likeness(one, two) if one or two else PLAIN for one in ones for two in others]
        features = max(alike[0], OLDER * max(alike)) if len(alike) > 1 else alike[0]
        words = max(common_share(one, two) for one in self.words for two in other.words)
        return 1.0 + FEATURES_WEIGH * features + WORDS_WEIGH * words + LENGTH_WEIGHS * self.like_length(other)

    @property
    def is_wordless(self) -> bool:
        """Whether there is nothing to translate."""
        return self.families[0] in WORDLESS

    @property
    def solid(self) -> frozenset[str]:
        """What no translator changes in any form the Block has had."""
        self.read()
        return frozenset().union(*self.solids)

    def is_marked_like(self, other: Fit) -> bool:
        """Whether code, addresses and ids are half the same or more."""
        if self.is_wordless or not self.stands_for(other):
            return False
        ones, others = self.read(), other.read()
        return max(likeness(one, two) for one in ones for two in others) >= MARKED

    def stands_for(self, other: Fit) -> bool:
        """Whether the two are a pair when there is no other choice on either side: links and code may all be new."""
        return self.is_like(other) and not self.differs_in_length(other)

    def is_like(self, other: Fit) -> bool:
        """Whether the two are of one family, and of one key; an empty cell is like no other."""
        if self.families[0] == "cell" and any(self.bodies) != any(other.bodies):
            return False
        return other.families[0] in self.families and self.key == other.key

    def differs_in_length(self, other: Fit) -> bool:
        """Whether one text is several times as long as the other."""
        if self.is_wordless:
            return False
        short, long = sorted((self.longest, other.longest))
        return long > LONG and long > MOST_TIMES_AS_LONG * short

    def like_length(self, other: Fit) -> float:
        """How near the lengths are to what the Page's other pairs let expect, from 0 to 1."""
        two = other.lengths[0]
        # Ten signs more on either side: of short texts the length says little.
        return max(1.0 - min(abs(log((one + 10) / (two + 10))) for one in self.lengths), 0.0)


def solid(features: Counter[str]) -> frozenset[str]:
    """The features that no translator changes: code, addresses, ids.

    A place on a Page is named by its translated heading, and numbers, comments and names of links are translated too.
    """
    bare = (FRAGMENT.sub("", each) if each.startswith(("(", "http")) else each for each in features)
    return frozenset(each for each in bare if not each.isdigit() and each != "(" and not each.startswith(VAGUE))


def shape_of(body: str) -> Counter[str]:
    """Marks that a translator keeps: how many words stand out, how many links there are, what the last sign is."""
    shape = Counter({"shape **": body.count("**") // 2, "shape ](": body.count("](")})
    if body.endswith((":", "\uff1a")):
        shape["shape :"] = 2
    elif body.endswith(("?", "\uff1f")):
        shape["shape ?"] = 2
    return +shape


def shares(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two Blocks' features have something in common, or one has none to compare.

    An address that only names another Locale, or moved with its site, still counts as common.
    """
    if not one or not other or not one.isdisjoint(other) or len(one) * len(other) > MOST_FEATURES:
        return True
    return any(fuzz.ratio(here, there, score_cutoff=ALIKE) for here in one for there in other)


def common_share(one: frozenset[str], other: frozenset[str]) -> float:
    """How many of the words are the same, from 0 to 1."""
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def length_of(body: str) -> int:
    """How many signs a text has without tags and addresses."""
    return len(MARKUP.sub("", body)) if "<" in body or "](" in body else len(body)


def proportion(pairs: Iterable[tuple[str, str]]) -> float:
    """How many times as long as its source a translation of this Page is."""
    one = other = 0
    for source, target in pairs:
        one, other = one + length_of(source), other + length_of(target)
    return other / one if min(one, other) > FEW_SIGNS else 1.0


def anchor_key(block: Block) -> tuple[str, str]:
    """What is the same in every Locale about this Block; its Digest where nothing is."""
    if block.family == "heading":
        tail = block.body.rstrip().rpartition("{")[2]
        if tail.startswith((" #", "#", ":")) and (words := tail.strip(" }:").split()):
            return "heading", words[0]
    if block.family == "front":
        return "front", front_key(block.body, "front")
    return block.family, block.digest
