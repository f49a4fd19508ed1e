"""What the checks of a pair can find.

The weights follow how often each check was right on public translations; `benchmarks/checks.py` measures it.
"""

from __future__ import annotations

from helpdesk.report import Kind, Severity

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE
WAIVE = (
    " If it is right as it is, waive it: "
    '`helpdesk translations accept {page}:{line} --locale {locale} --waive {code} --reason "…"`.'
)

LINKS = Kind("links", WARNING, "The source links to {targets}; this text does not.", "Add the link{near}." + WAIVE)
EXTRA_LINKS = Kind(
    "links",
    WARNING,
    "This text links to {targets}; its source does not.",
    "Remove the link, or add it to the source." + WAIVE,
)
ANCHORS = Kind(
    "anchors",
    WARNING,
    'This link goes to "{mine}"; the source\'s goes to "{theirs}".',
    "Use the source's anchor: ids are the same in every Locale." + WAIVE,
)
PICTURES = Kind(
    "pictures", WARNING, "The source shows {targets}; this text does not.", "Show the same picture." + WAIVE
)
ALTS = Kind(
    "alts",
    WARNING,
    "The picture {target} has no alternative text here; in the source it has.",
    "Say what to look for in the picture." + WAIVE,
)
IDS = Kind(
    "ids",
    ERROR,
    "The source has the id {targets} here; this text has {mine}.",
    "Write the source's id, so that a link works in every Locale." + WAIVE,
)
ATTRIBUTES = Kind(
    "attributes",
    WARNING,
    "The source has the attributes {targets} here; this text lacks them.",
    "Copy the attribute list from the source." + WAIVE,
)
CODE = Kind("code", WARNING, "The code {targets} of the source is not in this text.", "Copy the code as it is." + WAIVE)
CODE_WORD = Kind(
    "code",
    NOTE,
    "The code {targets} of the source is not in this text.",
    "Copy a name or a value as it is; a word that only stands out may be translated." + WAIVE,
)
CODE_LANGUAGE = Kind(
    "code",
    WARNING,
    "The code of the source is marked as {theirs}; this is marked as {mine}.",
    "Write the same word behind the fence: it colours the code." + WAIVE,
)
CODE_UNMARKED = Kind(
    "code",
    NOTE,
    "The code of the source is marked as {theirs}; this is marked as {mine}.",
    "Write the same word behind the fence: it colours the code." + WAIVE,
)
CODE_LINES = Kind(
    "code",
    NOTE,
    "The source has {theirs} lines here; this has {mine}.",
    "Translate its words line by line." + WAIVE,
)
CODE_BLOCK = Kind(
    "code",
    WARNING,
    "This code differs from its source on line {number}: {mine}",
    "Copy the code; only comments are translated." + WAIVE,
)
CODE_SAMPLE = Kind(
    "code",
    NOTE,
    "This code differs from its source on line {number}: {mine}",
    "Copy the code; only comments are translated." + WAIVE,
)
PLACEHOLDERS = Kind(
    "placeholders", WARNING, "The placeholder {targets} of the source is not in this text.", "Copy it as it is." + WAIVE
)
EXTRA_PLACEHOLDERS = Kind(
    "placeholders",
    WARNING,
    "This text has the placeholder {targets}; its source does not.",
    "Write the source's placeholders as they are." + WAIVE,
)
NUMBERS = Kind(
    "numbers", WARNING, "The source has the number {targets}; this text does not.", "Compare the two texts." + WAIVE
)
EXTRA_NUMBERS = Kind(
    "numbers", WARNING, "This text has the number {targets}; its source does not.", "Compare the two texts." + WAIVE
)
SHAPE = Kind("shape", WARNING, "The source is {theirs} here; this is {mine}.", "Give it the source's form." + WAIVE)
BOX = Kind(
    "box-type",
    WARNING,
    'The box of the source is "{theirs}"; this one is "{mine}".',
    "Write the source's type; its title is what you translate." + WAIVE,
)
LABEL = Kind(
    "labels",
    WARNING,
    "The source names the Label {theirs}; this text does not name {mine}.",
    "Write it bold and as i18n/labels.yml has it." + WAIVE,
)
TERM = Kind(
    "terms",
    NOTE,
    'The source says "{theirs}"; this text has none of {mine}.',
    "Use the Term, or waive it where the sentence needs another word." + WAIVE,
)
AVOIDED = Kind("terms", WARNING, 'This text says "{mine}", which i18n/terms.yml forbids.', "Write {instead}." + WAIVE)
NAME = Kind(
    "names",
    WARNING,
    'The source names "{theirs}"; this text does not.',
    "Names in `keep` of i18n/terms.yml are written alike in every language." + WAIVE,
)
COPIED = Kind(
    "untranslated-part",
    WARNING,
    'This sentence still has the words of the source: "{theirs}".',
    "Translate it." + WAIVE,
)
SYNTAX = Kind(
    "syntax",
    ERROR,
    'The text starts with "{mine}" and so became {became}; its source is {theirs}.',
    'Put a backslash before the sign, such as "{escaped}".' + WAIVE,
)
INDENTED = Kind(
    "syntax",
    ERROR,
    "Four blanks before the text made code of it; its source is {theirs}.",
    "Take the blanks away." + WAIVE,
)
TAG = Kind("syntax", WARNING, "The tag {mine} stands alone here: {why}.", "Compare it with the source." + WAIVE)
TAG_GONE = Kind(
    "syntax",
    WARNING,
    "The source has the tag {theirs} here; this text does not.",
    "Write it as the source does." + WAIVE,
)
BROKEN = Kind(
    "syntax", WARNING, "The sign {mine} is shown to readers as it stands: {why}.", "Compare it with the source." + WAIVE
)

CODES = frozenset(kind.code for kind in list(globals().values()) if isinstance(kind, Kind))
"""The names under which checks are waived."""
