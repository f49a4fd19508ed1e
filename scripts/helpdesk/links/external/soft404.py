"""Pages that say "not found" with a status that says "found", and walls that let no program through."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from helpdesk.links.external.pages import Page
from helpdesk.links.external.wording import FILLER, FILLER_PARTS, MISSING

# A page that only says it is not there is short; an article about such pages is not.
SHORT_WORDS = 150
# More than this share of the words alike, and it is the same page.
ALIKE = 0.9
PHRASES = (
    r"(?:page|url|address|document|article|file|content|resource) (?:that )?(?:you.{0,3}(?:are|were|re|ve)? ?)"
    r"(?:looking for|requested|tried|want)[^<]{0,60}?(?:not|n.t|no longer|moved|removed|missing|gone|unavailable)"
    r"|requested (?:page|url|document|resource)[^<]{0,40}(?:not|n.t|no longer)"
    r"|(?:can.?t|cannot|could ?n.t|could not|unable to) (?:be |seem to )?(?:find|found|locate)[^<]{0,30}(?:page|url|looking|request|article)"
    r"|\b(?:the|this|that|deze|die|diese|la|cette|esta|ta|bu) (?:page|pagina|seite|página|strona|sayfa)"
    r"[^<>.?!\"']{0,40}(?:" + MISSING + ")"
)
WALL = (
    r"just a moment|attention required|access denied|are you (?:a )?(?:human|robot)|verify (?:that )?you are (?:a )?human"
    r"|verifying you are human|pardon our interruption|security check|robot check|ddos.?guard|checking your browser"
    r"|enable javascript and cookies to continue|captcha"
)
# What RegexCheck looks for in every page: only these pages are looked at more closely. Each beginning looks ahead to the
# next at most, or a page of beginnings alone would take minutes.
SUSPECTS = (
    r"(?i)<(?:title|h1|h2)\b[^<>]*>(?:[^<]|<(?!/?(?:title|h1|h2)))"
    r"{0,200}?(?:\b(?:404|410)\b|\boops\b|" + MISSING + "|" + WALL + ")"
    r"|>[^<>]{0,200}?(?:" + PHRASES + ")"
)
# An article speaks of pages, an error page speaks of the page its reader wants.
APOLOGY = re.compile(
    r"(?:page|url|address|what) (?:that )?you.{0,3}(?:are|were|re|ve)? ?(?:looking for|requested|tried to)"
    r"|pagina die u (?:zoekt|zocht)|seite, die sie suchen|page que vous (?:recherchez|cherchez|avez demandée)"
    r"|página que (?:busca|está buscando)|strona, której szukasz|aradığınız sayfa",
    re.IGNORECASE,
)
MISSING_WORDS = re.compile(MISSING, re.IGNORECASE)
PHRASE = re.compile(PHRASES, re.IGNORECASE)
# What the walls of the large makers are built of, whatever they say; a page that only guards its form has other parts.
WALL_PARTS = re.compile(
    r"_cf_chl_opt|cf-chl-|_Incapsula_Resource|captcha-delivery\.com|px-captcha|AwsWafIntegration|sec-if-cpt-container"
)
# An answer that is no page and speaks of these is a wall.
DOUBTS = re.compile(r"captcha|turnstile|not a (?:robot|bot)|you are (?:a )?human|unusual traffic", re.IGNORECASE)
WALL_WORDS = re.compile(WALL, re.IGNORECASE)
# What stands around these words in the heading of a wall, and says nothing else.
WALL_FILLER = re.compile(
    r"\b(?:please|required|needed|error|page|site|website|server|request|the|this|your|you|we|us|is|are|was|were|have|has|been|not|a|an|to|by"
    r"|of|on|in|for|continue|continuing|proceed|proceeding|before|need|let|s|make|sure|complete|solve|enter|pass|challenge|one|more|step"
    r"|blocked|temporarily|cloudflare|re|h)\b|[\W\d_]",
    re.IGNORECASE,
)
NOTHING_ELSE = re.compile(rf"\b(?:404|410|{FILLER})\b|{FILLER_PARTS}|[\W\d_]", re.IGNORECASE)


def says_missing(text: str) -> bool:
    """Whether a heading says nothing but that the page is not there."""
    if not (
        MISSING_WORDS.search(text) or re.search(r"\b(?:404|410)\b", text) or re.search(r"\boops\b", text, re.IGNORECASE)
    ):
        return False
    return not NOTHING_ELSE.sub("", MISSING_WORDS.sub("", text))


def is_wall(page: Page) -> bool:
    """Whether the page asks its visitor to prove to be a person, or refuses programs."""
    if len(page.words) >= SHORT_WORDS:
        return False
    if WALL_PARTS.search(page.text):
        return True
    if page.status >= 400:
        return any(map(WALL_WORDS.search, page.headings)) or bool(DOUBTS.search(page.text))
    # An article about walls has more to say in its title and first heading, or more words below them.
    return any(
        page.is_thin or not WALL_FILLER.sub("", WALL_WORDS.sub("", heading))
        for heading in page.headings[: len(page.titles) + 1]
        if WALL_WORDS.search(heading)
    )


def is_soft_404(page: Page, beside: Page) -> bool:
    """Whether the page is an error page; `beside` is what the server shows at an address that cannot exist."""
    if any(says_missing(heading) for heading in page.headings):
        return len(page.words) < SHORT_WORDS or bool(APOLOGY.search(page.text)) or is_same(page, beside)
    if len(page.words) < SHORT_WORDS // 2 and PHRASE.search(page.text):
        return True
    return is_same(page, beside)


def is_same(page: Page, beside: Page) -> bool:
    """Whether the server shows the same at any address; a page that a script has yet to fill cannot be told."""
    if beside.status != 200 or not page.words or not beside.words:
        return False
    if page.is_thin:
        return False
    one, other = page.words[:2000], beside.words[:2000]
    if abs(len(one) - len(other)) > 0.2 * max(len(one), len(other)):
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= ALIKE
