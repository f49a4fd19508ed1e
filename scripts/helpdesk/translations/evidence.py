"""What the state of all translations is read from, so that the Report can be told again while none of it changes."""

from __future__ import annotations

import os

from helpdesk.answers import Evidence
from helpdesk.configuration import evidence_of_settings
from helpdesk.site import Site
from helpdesk.translations.checks import inputs_of


def evidence_of(site: Site, began: int) -> Evidence:
    """Pages, Ledgers, word lists, settings and the environment they ask for.

    `began` is the time in nanoseconds before the first of it was read.
    """
    root = str(site.root)
    folders = (site.docs_dir, os.path.dirname(site.ledger_path("", "")))
    names = [("folder", os.path.join(root, folder)) for folder in folders]
    names += [("file", os.path.join(root, path)) for path in inputs_of(site)]
    return Evidence([*names, *evidence_of_settings(root)], began)
