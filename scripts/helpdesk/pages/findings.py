"""What can be wrong with a Page by itself: code, weight and wording."""

from __future__ import annotations

from helpdesk.report import Kind, Severity

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE

UNREADABLE = Kind("page-unreadable", ERROR, "{reason}.", "Save the file as UTF-8 text; the other Pages were checked.")
NO_FOLDER = Kind(
    "locale-without-folder",
    ERROR,
    'The Locale "{code}" has no folder {folder}.',
    "Make the folder with at least index.md in it, or take the Locale out of mkdocs.yml.",
)
NO_SOURCE = Kind(
    "page-without-source",
    WARNING,
    'The Page "{slug}" stands in the Locale "{locale}" but not in the source Locale "{source}".',
    "{near}Write {path}, rename this file to match, or remove it.",
)

BROKEN_MATTER = Kind(
    "front-matter-broken",
    ERROR,
    "The front matter does not parse: {problem}.",
    "Put a value with a colon, a quote or a # in it between double quotes.",
)
BAD_SETTINGS = Kind("pages-settings", ERROR, "{problem}.", "{remedy}.")
NO_KEY = Kind("front-matter-missing", ERROR, "The front matter has no `{key}`.", "Add the line `{key}: {example}`.")
NO_TITLE = Kind(
    "page-without-title",
    WARNING,
    "The Page has no title: no `title` in the front matter and no heading of level 1.",
    "Add the line `title: …` to the front matter.",
)
UNKNOWN_KEY = Kind(
    "front-matter-unknown",
    WARNING,
    "The front matter has the key `{key}`, which the schema does not know.",
    "{near}The keys are {keys}.",
)
KEY_ORDER = Kind(
    "front-matter-order",
    WARNING,
    "The key `{key}` stands after `{after}` in the front matter.",
    "The order is {keys}.",
)
EMPTY_VALUE = Kind("front-matter-empty", ERROR, "The front matter's `{key}` is empty.", "Give it a value.")
NOT_TEXT = Kind(
    "front-matter-type", ERROR, "The front matter's `{key}` must be {what}.", "Write it like this: `{key}: {example}`."
)
NOT_A_DATE = Kind(
    "verified-no-date",
    ERROR,
    'The value "{value}" of `verified` is not a date.',
    "Write year, month and day, such as `verified: 2026-11-22`.",
)
FUTURE = Kind(
    "verified-future",
    ERROR,
    "The `verified` date {value} lies in the future; today is {today}.",
    "Write the day on which someone compared the Page with its sources.",
)
OLD = Kind(
    "verified-old",
    WARNING,
    "Nobody has compared this Page with its sources since {value}, which is more than {months} months ago.",
    "Check every statement against the sources, then set `verified` to today.",
)
UNKNOWN_SOURCE = Kind(
    "source-unknown",
    ERROR,
    'The source "{id}" is not listed on {path}.',
    "{near}List it there, or name another one here.",
)

NO_ID = Kind(
    "heading-without-id",
    ERROR,
    'The heading "{text}" has no id of its own.',
    "Write `{{ #{suggestion} }}` after it, the same in every Locale.",
)
DUPLICATE_ID = Kind(
    "heading-id-twice",
    ERROR,
    'The id "{id}" of this heading stands on line {first} already.',
    "Give one of the two another id, in every Locale.",
)
OTHER_ID = Kind(
    "heading-id-differs",
    ERROR,
    'This heading has the id "{id}"; the same heading in {path} has "{source}".',
    "Write `{{ #{source} }}` here, so that a link works in every Locale.",
)
NO_HEADING = Kind(
    "heading-missing",
    WARNING,
    'The heading "{text}" with the id "{id}" of {path} is missing here.',
    "Translate it with what stands below it, and keep its id.",
)
EXTRA_HEADING = Kind(
    "heading-extra",
    WARNING,
    'The heading "{text}" with the id "{id}" does not exist in {path}.',
    "{near}Add it to the source, or remove it here.",
)

AVOID = Kind("word-to-avoid", WARNING, 'The text says "{word}".', "{remedy}.")
EMPTY_LINK = Kind(
    "link-text-empty",
    WARNING,
    'The link text "{text}" does not say where it leads.',
    "Name the page or the goal in the link, as a reader who hears only the links needs it.",
)
LONG_SENTENCE = Kind(
    "sentence-too-long",
    WARNING,
    "This sentence has {count} {unit}; {most} is the most.",
    "Make two sentences of it.",
)
LONG_AVERAGE = Kind(
    "sentences-too-long",
    WARNING,
    "The sentences of this Page have {average:.1f} {unit} on average; {most:g} is the most.",
    "Start with the longest one, on line {line} ({longest} {unit}).",
)
TWO_ACTIONS = Kind(
    "step-with-two-actions",
    WARNING,
    "This step asks for {count} actions: {actions}.",
    "Give each action a step of its own.",
)
NO_LABEL = Kind(
    "bold-no-label",
    WARNING,
    'The bold text "{text}" is no Label.',
    "{near}Bold is for the words of the portal only; add the Label to i18n/labels.yml or take the stars away.",
)
OTHER_WORDING = Kind(
    "label-other-wording",
    WARNING,
    'The Label "{text}" reads "{own}" in this Locale.',
    "Write **{own}**.",
)
NO_GLOSS = Kind(
    "label-without-gloss",
    WARNING,
    'Nobody has seen the wording of the Label "{text}" in this Locale, and no gloss follows it.',
    "Say in brackets behind it what it means, the first time on the Page.",
)
TYPOGRAPHY = Kind("typography", WARNING, '{say}: "{found}".', "{remedy}.")
HARD = Kind(
    "hard-to-read",
    WARNING,
    "The Pages of this Locale measure {score:.1f} by {formula}; it must be at {bound} {limit:g}.",
    "Shorten sentences and words, first on {page} ({worst:.1f}).",
)
MISSPELT = Kind(
    "misspelt",
    WARNING,
    'The dictionary does not know "{word}".',
    "{near}If it is right, add it to `spelling: words:` in {file}.",
)
