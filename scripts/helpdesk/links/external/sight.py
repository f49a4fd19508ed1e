"""What the proxy sees in a response and no engine tells: that it is a wall, or that a script has yet to make the page."""

from __future__ import annotations

from helpdesk.links.external import soft404
from helpdesk.links.external.exchange import Head
from helpdesk.links.external.pages import Page, is_html

# The header in which the proxy says so; a server's own header of that name is never passed on.
SAW = "helpdesk-saw"
WALL = "wall"
"""The server lets no program through."""
SHELL = "shell"
"""A script makes the page, its ids included."""
# Walls and shells are small, and the proxy has other requests to serve.
LOOKED_AT = 64 * 1024
# An address that is not there is gone, however its page is worded.
GONE = {404, 410}
CHALLENGES = {"cf-mitigated": {"challenge"}, "x-amzn-waf-action": {"challenge", "captcha"}}


def seen(head: Head, body: bytes) -> str:
    """WALL, SHELL, or nothing to tell."""
    if head.status in GONE:
        return ""
    if any(head.header(name).strip().lower() in words for name, words in CHALLENGES.items()):
        return WALL
    if len(body) > LOOKED_AT or not is_html(head.header("content-type")):
        return ""
    page = Page(head.status, body, head.header("content-type"))
    if soft404.is_wall(page):
        return WALL
    return SHELL if page.is_shell else ""
