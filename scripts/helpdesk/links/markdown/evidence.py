"""What the check of a Site's Markdown reads, so that its Report can be told again while none of it changes."""

from __future__ import annotations

import os
from collections.abc import Iterable

from helpdesk.answers import Evidence
from helpdesk.configuration import evidence_of_settings
from helpdesk.links.markdown.pages import CACHE
from helpdesk.links.named import FILE
from helpdesk.site import Site


def evidence_of(site: Site, began: int, snippets: Iterable[str]) -> Evidence:
    """All that the check reads: Pages, what may name a picture, settings, and the environment they ask for.

    `snippets` are the files that were put into Pages or looked for. `began` is the time in nanoseconds before the first of it was read.
    """
    root = str(site.root)
    names = [("folder", os.path.join(root, site.docs_dir)), ("settings", root), ("file", os.path.join(root, FILE))]
    names.extend(("file", os.path.join(root, file)) for file in sorted(snippets))
    theme = site.settings.get("theme")
    if isinstance(theme, dict) and theme.get("custom_dir"):
        names.append(("all", os.path.join(root, str(theme["custom_dir"]))))
    names.extend(evidence_of_settings(root))
    evidence = Evidence(names, began)
    evidence.written.append(os.path.join(root, CACHE))
    return evidence
