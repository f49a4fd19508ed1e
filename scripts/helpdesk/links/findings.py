"""The Kinds of this job: code, severity, wording."""

from __future__ import annotations

from helpdesk.report import Kind, Severity

UNREADABLE = Kind(
    "unreadable-page", Severity.ERROR, "{reason}, so its links cannot be checked.", "Save it as UTF-8 text."
)
CACHE_REFUSED = Kind(
    "links-cache",
    Severity.NOTE,
    "The cache of the link check could not be used: {reason}.",
    "It was made anew; nothing is lost.",
)
