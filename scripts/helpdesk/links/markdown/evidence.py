"""What the check of a Site's Markdown reads, so that its Report can be told again while none of it changes."""

from __future__ import annotations

import os
import re

from helpdesk.answers import Evidence
from helpdesk.links.markdown.pages import CACHE
from helpdesk.links.named import FILE
from helpdesk.site import CONFIGURATION, Site

INHERIT = re.compile(r"^INHERIT:[ \t]*[\"']?([^\s\"']+)", re.MULTILINE)
# A tag with its names and default, in brackets or on lines of their own; a word too many does no harm.
ENVIRONMENT = re.compile(r"!ENV(?:[^\]]{0,500}\]|.{0,500})", re.DOTALL)


def evidence_of(site: Site, began: int) -> Evidence:
    """All that the check reads: Pages, what may name a picture, settings, and the environment they ask for.

    `began` is the time in nanoseconds before the first of it was read.
    """
    root = str(site.root)
    names = [("folder", os.path.join(root, site.docs_dir)), ("settings", root), ("file", os.path.join(root, FILE))]
    theme = site.settings.get("theme")
    if isinstance(theme, dict) and theme.get("custom_dir"):
        names.append(("all", os.path.join(root, str(theme["custom_dir"]))))
    path = os.path.join(root, CONFIGURATION)
    read: set[str] = set()
    while path and path not in read:
        read.add(path)
        text = text_of(path)
        names.append(("file", path))
        names.extend(("variable", name) for name in sorted(variables_in(text)))
        parent = INHERIT.search(text)
        path = os.path.normpath(os.path.join(os.path.dirname(path), parent[1])) if parent else ""
    evidence = Evidence(names, began)
    evidence.written.append(os.path.join(root, CACHE))
    return evidence


def variables_in(text: str) -> set[str]:
    """The names that may be variables which a configuration asks for."""
    return {word for tag in ENVIRONMENT.findall(text) for word in re.findall(r"\w+", tag)}


def text_of(path: str) -> str:
    """The text of a file; empty when it cannot be read."""
    try:
        with open(path, encoding="utf-8", errors="replace") as stream:
            return stream.read()
    except OSError:
        return ""
