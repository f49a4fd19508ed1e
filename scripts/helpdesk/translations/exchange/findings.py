"""What can go wrong in an exchange."""

from __future__ import annotations

from helpdesk.report import Kind, Severity

ERROR, WARNING = Severity.ERROR, Severity.WARNING

BROKEN = Kind(
    "exchange-broken",
    ERROR,
    "The file cannot be read: {reason}.",
    "Export it again, or mend the line; nothing of this file was taken.",
)
NO_PAGE = Kind(
    "exchange-no-page",
    ERROR,
    "The file does not say which Page and Locale it belongs to.",
    "Give a file that `helpdesk translations export` wrote; nothing of this file was taken.",
)
FOREIGN = Kind(
    "exchange-foreign",
    WARNING,
    'The text "{source}" is not one of this Page.',
    "It may come from another file; its translation is kept in {rejects}.",
)
SOURCE_CHANGED = Kind(
    "exchange-source-changed",
    WARNING,
    'The source "{source}" has changed or is gone since the export.',
    "Export the Page again; the translation is kept in {rejects}.",
)
PAGE_CHANGED = Kind(
    "exchange-page-changed",
    WARNING,
    'The Page\'s translation of "{source}" was changed since the export.',
    "Compare both; the one from the file is kept in {rejects}.",
)
BREAKS = Kind(
    "exchange-breaks",
    WARNING,
    'The translation of "{source}" would change the form of the Page: its text reads as Markdown of another kind.',
    "Put a backslash before the sign it starts with; the translation is kept in {rejects}.",
)
NO_PLACE = Kind(
    "exchange-no-place",
    WARNING,
    'The Page has no text in the place of "{source}", and a new one would change the text around it.',
    "Add it by hand; the translation is kept in {rejects}.",
)
TWICE = Kind(
    "exchange-twice",
    WARNING,
    'The file holds more than one translation of "{source}" at the same place.',
    "The first was taken; the other is kept in {rejects}.",
)
NOT_IMPORTED = Kind(
    "exchange-not-imported",
    ERROR,
    "The file holds {count} translations that no Page has yet.",
    "Run `helpdesk translations import {file}` first, or export into another folder; the file was left as it is.",
)
