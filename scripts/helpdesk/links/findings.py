"""The Kinds of this job: code, severity, wording."""

from __future__ import annotations

from helpdesk.report import Kind, Severity

UNREADABLE = Kind(
    "unreadable-page", Severity.ERROR, "{reason}, so not all of its links can be checked.", "Save it as UTF-8 text."
)
UNREADABLE_FILE = Kind(
    "unreadable-page", Severity.ERROR, "The file cannot be read ({reason}).", "Give yourself the right to read it."
)
CACHE_REFUSED = Kind(
    "links-cache",
    Severity.NOTE,
    "The cache of the link check could not be used: {reason}.",
    "It was made anew; nothing is lost.",
)
NO_PAGE = Kind("no-page", Severity.ERROR, 'The link "{written}" leads to a page that does not exist.', "{remedy}")
NO_FILE = Kind("no-file", Severity.ERROR, 'There is no file at "{written}".', "{remedy}")
NO_SNIPPET = Kind(
    "no-file",
    Severity.ERROR,
    'The file "{written}", which the build should put in here, is in no folder of base_path.',
    "{remedy}",
)
NO_NAME = Kind(
    "no-page",
    Severity.ERROR,
    'The link uses the name "{written}", which neither this page nor i18n/links.yml defines.',
    "{remedy}",
)
NO_ANCHOR = Kind(
    "no-anchor",
    Severity.ERROR,
    'The page is there, but nothing on it has the id "{fragment}" of "{written}".',
    "{remedy}",
)
NO_TRANSLATED_ANCHOR = Kind(
    "no-anchor",
    Severity.ERROR,
    'The id "{fragment}" of "{written}" exists in {source} but not in {locale}.',
    "{remedy}",
)
WRONG_LOCALE = Kind(
    "wrong-locale", Severity.ERROR, 'The link "{written}" leaves {locale} for another Locale.', "{remedy}"
)
ADDRESS_LOCALE = Kind(
    "wrong-locale",
    Severity.WARNING,
    'The address "{written}" asks for one Locale, whatever the reader\'s is.',
    "{remedy}",
)
WRONG_CASE = Kind(
    "wrong-case",
    Severity.ERROR,
    '"{written}" differs from the file only in letter case or Unicode form; a web server tells them apart.',
    "{remedy}",
)
ONE_LOCALE = Kind(
    "no-file",
    Severity.WARNING,
    'The picture "{written}" is missing for {locale}; readers get the {source} one.',
    "Add {file}.",
)
MARKDOWN_ADDRESS = Kind(
    "no-page",
    Severity.ERROR,
    '"{written}" names a Markdown file in a place that MkDocs leaves as it is, and no site serves Markdown files.',
    "{remedy}",
)
DUPLICATE_ID = Kind(
    "duplicate-id",
    Severity.ERROR,
    'The id "{id}" stands on line {first} already; a browser finds only the first.',
    "Give each place an id of its own.",
)
ORPHAN_PAGE = Kind(
    "orphan-page",
    Severity.WARNING,
    "No menu and no other page leads to this page.",
    "Link to it, add it to nav in mkdocs.yml, or list it under not_in_nav.",
)
UNUSED_IMAGE = Kind("unused-image", Severity.WARNING, "No page shows this picture.", "Show it, or delete the file.")
CHANGED = Kind("link-changed", Severity.NOTE, '"{old}" is now "{new}", because {why}.', "")
UNWRITABLE = Kind(
    "link-not-changed",
    Severity.ERROR,
    "The file could not be changed: {reason}.",
    "Give yourself the right to write it.",
)
