"""What the translations job can find, and how it says so."""

from __future__ import annotations

import posixpath
import shlex

from helpdesk.report import Finding, Kind, Place, Severity
from helpdesk.translations.grade import Grade
from helpdesk.translations.ledger import Fault
from helpdesk.translations.track import BlockState, Entry

ACCEPT = "then run `helpdesk translations accept {page}:{line} --locale {locale}`."
KINDS = {
    BlockState.STALE: Kind(
        "stale",
        Severity.WARNING,
        "The source of this {what} has changed since its translation was accepted ({grade}): {source}:{source_line}.",
        "See `helpdesk translations diff {page} --locale {locale}`, update the text, " + ACCEPT,
    ),
    BlockState.PERHAPS_DONE: Kind(
        "perhaps-done",
        Severity.WARNING,
        "Source and translation of this {what} have both changed since it was accepted ({grade}): {source}:{source_line}.",
        "Compare them, " + ACCEPT,
    ),
    BlockState.MISSING: Kind(
        "missing",
        Severity.WARNING,
        "The {what} at {source}:{source_line} has no translation here.",
        "Translate it at this place, or add a copy with `helpdesk translations insert {page} --locale {locale}`.",
    ),
    BlockState.ORPHAN: Kind(
        "orphan",
        Severity.WARNING,
        "The source of this {what} is gone.",
        "Remove the text if readers no longer need it.",
    ),
    BlockState.EXTRA: Kind(
        "extra",
        Severity.WARNING,
        "This {what} has no source.",
        "Remove it, or give the source the same text.",
    ),
    BlockState.MOVED: Kind(
        "moved",
        Severity.WARNING,
        "The source of this {what} now stands in another place: {source}:{source_line}.",
        "Move the text to the same place.",
    ),
    BlockState.UNTRANSLATED: Kind(
        "untranslated",
        Severity.WARNING,
        "This {what} still has the words of its source.",
        "Translate it; if the words are the same in this language, run "
        "`helpdesk translations accept {page}:{line} --locale {locale}`.",
    ),
    BlockState.UNCONFIRMED: Kind(
        "unconfirmed",
        Severity.WARNING,
        "Nobody has accepted this {what} as it reads now.",
        "Compare it with {source}:{source_line}, " + ACCEPT,
    ),
}
# Of a text that its mark says nobody has translated, and that is not its source's either.
MARKED = Kind(
    "unconfirmed",
    Severity.WARNING,
    'This {what} still has the mark "untranslated".',
    "When it says what {source}:{source_line} says, run `helpdesk translations accept {page}:{line} --locale {locale}`, "
    "which takes the mark away.",
)
PAIR = "run `helpdesk translations accept {page}:{line} --source {source_line} --locale {locale}`"
ADD = "run `helpdesk translations insert {source}:{source_line} --locale {locale}`"
# Of a text with more than one possible partner, or the partner of none.
UNSURE_KINDS = {
    BlockState.MISSING: Kind(
        "missing",
        Severity.WARNING,
        "The {what} at {source}:{source_line} has no translation here, or which text it belongs to is unsure.",
        "Where a text without a source translates it, run `helpdesk translations accept {page}:LINE "
        "--source {source_line} --locale {locale}`; where none does, " + ADD + ".",
    ),
    BlockState.EXTRA: Kind(
        "extra",
        Severity.WARNING,
        "This {what} has no source, or which text it belongs to is unsure.",
        "If it translates a missing text, run `helpdesk translations accept {page}:{line} --source LINE "
        "--locale {locale}`; if not, remove it, or give the source the same text.",
    ),
}
# Why `insert` did not add a missing text.
NOT_ADDED = {
    "unsure": Kind(
        "not-added",
        Severity.WARNING,
        "This {what} was not added: it may be translated already, at {where}.",
        "If it is, " + PAIR + "; if not, " + ADD + ".",
    ),
    "joined": Kind(
        "not-added",
        Severity.WARNING,
        "This {what} was not added: its source was split or joined, so a text in {file} may say it already.",
        "If none does, " + ADD + ".",
    ),
    "row": Kind(
        "not-added",
        Severity.WARNING,
        "This {what} was not added: {file} has a part of its row, or perhaps has it.",
        "Complete the row by hand.",
    ),
    "with": Kind(
        "not-added",
        Severity.WARNING,
        "This {what} was not added: text that belongs to it was not either.",
        "Settle that text first; or, if all of it is missing, " + ADD + ".",
    ),
    "place": Kind(
        "not-added",
        Severity.WARNING,
        "This {what} was not added: at its place it would change the text around it.",
        "Add it by hand to {file}.",
    ),
}
WHAT = {
    "front": "front-matter line",
    "heading": "heading",
    "p": "paragraph",
    "li": "list item",
    "cell": "table cell",
    "title": "title",
    "dt": "term",
    "dd": "definition",
    "footnote": "footnote",
    "alt": "picture",
    "code": "code",
    "html": "HTML",
    "comment": "comment",
    "math": "formula",
    "reference": "link address",
    "abbr": "abbreviation",
    "snippet": "snippet",
}
GRADES = {
    Grade.WORDS: "words changed",
    Grade.SMALL: "at most two words changed",
    Grade.MECHANICAL: "only links, ids, code or images changed",
    None: "changed",
}
JOINED = "its text was split or joined"
NO_PAGE = Kind(
    "page-missing",
    Severity.WARNING,
    'The Page "{page}" has no translation for "{locale}" ({words} words to do).',
    "Start it with `helpdesk translations new {page} --locale {locale}`.",
)
NO_SOURCE = Kind(
    "page-orphan",
    Severity.WARNING,
    'The Page "{page}" has no source in {folder}.',
    "Remove the translation, or give it the Slug of its source{hint}.",
)
NO_LEDGER = Kind(
    "no-ledger",
    Severity.WARNING,
    "Nobody has accepted any text of this Page yet ({count} Blocks).",
    "Proofread it, then run `helpdesk translations accept {page} --locale {locale}`; for a whole Site that was "
    "translated before, `helpdesk translations adopt`.",
)
ELSEWHERE = Kind(
    "ledger-elsewhere",
    Severity.WARNING,
    'The Ledger of this Page still has the name that the Page had before: "{old}".',
    "Give it the new name: `{command}`.",
)
UNREADABLE = Kind(
    "unreadable",
    Severity.ERROR,
    "{reason}.",
    "Save it as UTF-8 text; until then nothing is known of this Page's translations.",
)
UNREADABLE_LEDGER = Kind(
    "unreadable",
    Severity.ERROR,
    "{reason}.",
    "Bring the Ledger back with git; until then nothing is known of this Page's translations.",
)
TOO_LARGE = Kind(
    "too-large",
    Severity.ERROR,
    "{reason}.",
    "Split it into Pages; until then nothing is known of its translations.",
)
BAD_FRONT_MATTER = Kind(
    "bad-front-matter",
    Severity.ERROR,
    "The front matter is not valid YAML: {reason}.",
    "Mend it; readers see it as text until then.",
)
PAGE_CONFLICT = Kind(
    "page-conflict",
    Severity.ERROR,
    "The Page holds a merge conflict.",
    "Settle it and remove the markers; readers see them until then.",
)
LEDGER = {
    Fault.CUT: Kind(
        "ledger-cut",
        Severity.ERROR,
        "This record of the Ledger ends in the middle, so its Block counts as unconfirmed.",
        "Bring the file back with git, or compare the Block and run "
        "`helpdesk translations accept {page} --locale {locale}`.",
    ),
    Fault.CONFLICT: Kind(
        "ledger-conflict",
        Severity.ERROR,
        "The Ledger holds a merge conflict, so the Blocks it speaks of count as unconfirmed.",
        "Settle the Page first, then run `helpdesk translations resolve {page} --locale {locale}`.",
    ),
    Fault.DAMAGED: Kind(
        "ledger-damaged",
        Severity.ERROR,
        "The source text of this record is not the one its Digest was taken of, so its Block counts as unconfirmed.",
        "Nobody edits a Ledger by hand: bring the file back with git, or compare the Block and accept it again.",
    ),
    Fault.STRAY: Kind(
        "ledger-stray",
        Severity.WARNING,
        "This line of the Ledger belongs to no record.",
        "Remove it, or bring the file back with git.",
    ),
}


def ledger_elsewhere(place: Place, old: str, new: str) -> Finding:
    """The Finding for a Page that was renamed without its Ledger."""
    folder = posixpath.dirname(new)
    make = "" if posixpath.dirname(old) == folder else f"mkdir -p {shlex.quote(folder)} && "
    return ELSEWHERE.at(place, old=old, command=f"{make}git mv {shlex.quote(old)} {shlex.quote(new)}")


def of_entry(entry: Entry, place: Place, source: str) -> Finding | None:
    """The Finding for a Block that is not fresh; `source` is the source Page's file."""
    kind = UNSURE_KINDS.get(entry.state) if entry.unsure else KINDS.get(entry.state)
    if kind is None:
        return None
    if entry.state is BlockState.UNCONFIRMED and entry.target is not None and entry.target.marked:
        kind = MARKED
    return kind.at(
        place,
        {"state": entry.state.value, "grade": entry.grade.value if entry.grade else None},
        what=WHAT.get(entry.family, "text"),
        grade=JOINED if entry.joined else GRADES[entry.grade],
        source=source,
        source_line=entry.source.body_line if entry.source else "",
        page=place.page,
        locale=place.locale,
        line=place.line,
    )
