"""The Kinds of the external check: code, severity, wording. Only what is broken for readers is an error."""

from __future__ import annotations

from helpdesk.links.external.model import Verdict
from helpdesk.report import Kind, Severity

BY_VERDICT = {
    Verdict.BROKEN: Kind(
        "external-broken",
        Severity.ERROR,
        "The link {url} is broken: {reason}.",
        "Find where the page lives now, or take the link out.",
    ),
    Verdict.MOVED: Kind(
        "external-moved", Severity.NOTE, "The link {url} has moved for good.", "Write {to} instead.{safe}"
    ),
    Verdict.FRAGMENT: Kind(
        "external-fragment",
        Severity.NOTE,
        "The link {url} leads to a page without that id.",
        "{suggestion}",
    ),
    Verdict.SOFT404: Kind(
        "external-soft404",
        Severity.NOTE,
        "The link {url} seems to lead nowhere: {reason}.",
        "Open it, and replace it when you see no page.",
    ),
    Verdict.TRANSIENT: Kind(
        "external-transient",
        Severity.NOTE,
        "The link {url} could not be checked: {reason}.",
        "Nothing to do now; it becomes an error when it stays like this. It first failed on {first_failed}.",
    ),
    Verdict.BLOCKED: Kind(
        "external-blocked",
        Severity.NOTE,
        "The link {url} cannot be checked by a program: {reason}.",
        "Open it in a browser. If it works, enter it in i18n/links.yml under known-failures.",
    ),
}
KNOWN_EXPIRED = Kind(
    "known-failure-expired",
    Severity.WARNING,
    "The known failure {url} has run out on {expires}.",
    "Look at the link again; then remove the entry or set a new date.",
)
KNOWN_UNUSED = Kind(
    "known-failure-unused",
    Severity.NOTE,
    "The known failure {url} covers nothing any more: {reason}.",
    "Remove the entry.",
)
KNOWN_INCOMPLETE = Kind(
    "known-failure-incomplete",
    Severity.WARNING,
    "The known failure {url} lacks {keys}, so it covers nothing.",
    "Every entry needs url, reason, owner and expires (a date such as 2027-03-01).",
)
KNOWN_UNCLEAR = Kind(
    "known-failure-unclear",
    Severity.WARNING,
    'The known failure {url} is about the verdict "{verdict}", which there is not, so it covers nothing.',
    "Write moved, fragment, soft404, broken, transient or blocked; without `verdict` the entry covers any of them.",
)
REGISTRY_UNREADABLE = Kind(
    "links-file-unreadable",
    Severity.WARNING,
    "The named addresses and known failures could not be read: {reason}.",
    "Mend the file; until then no known failure counts.",
)
NO_NETWORK = Kind(
    "no-network",
    Severity.WARNING,
    "There is no network here. Links not checked because of that: {number}.",
    "Run the command again where the internet can be reached.",
)
ENGINE_FAILED = Kind(
    "link-checker-failed",
    Severity.WARNING,
    "{complaint}. Links not checked because of that: {number}.",
    "See that `linkchecker --version` works here, and run the command again.",
)
CACHE_IGNORED = Kind(
    "external-cache-ignored",
    Severity.NOTE,
    "What earlier runs found out is ignored: {reason}.",
    "Nothing to do; the file is written anew.",
)
CACHE_UNWRITTEN = Kind(
    "external-cache-unwritten",
    Severity.NOTE,
    "What this run found out could not be kept: {reason}.",
    "See that the folder .cache can be written.",
)
INTERRUPTED = Kind(
    "external-interrupted",
    Severity.NOTE,
    "The check was interrupted; {number} addresses are not in this report.",
    "Run the command again; `--expired` leaves out what was checked.",
)
