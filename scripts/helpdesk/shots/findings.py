"""The Kinds of Finding about Scenes, Labels and Shots."""

from __future__ import annotations

from helpdesk.report import Kind, Severity

UNREADABLE = Kind(
    "shot-file-unreadable", Severity.ERROR, "The file cannot be read: {reason}.", "Save it as UTF-8 text."
)
BAD_YAML = Kind("shot-yaml", Severity.ERROR, "This is not the YAML we expect: {reason}.", "Correct this line.")
UNKNOWN_KEY = Kind("unknown-key", Severity.ERROR, 'The key "{key}" is not known here.', "Use one of: {known}.")
WRONG_VALUE = Kind("wrong-value", Severity.ERROR, 'The value of "{key}" cannot be used: {reason}.', "{remedy}")

LABEL_SHAPE = Kind(
    "label-shape",
    Severity.ERROR,
    '"{key}" is not a text per Locale.',
    "Write it like `en: Cancel` on a line of its own.",
)
LABEL_TWICE = Kind(
    "label-twice", Severity.ERROR, 'The Label "{key}" also stands on line {line}.', "Keep one of the two."
)
LABEL_UNSEEN = Kind(
    "label-unseen",
    Severity.WARNING,
    'The Label "{key}" does not say where the wording "{words}" was seen.',
    "Add `{locale}:` with the source below `seen:`, or leave the wording empty.",
)
LABEL_WITHOUT_ENGLISH = Kind(
    "label-without-english",
    Severity.ERROR,
    'The Label "{key}" has no English wording.',
    "Add `en:`; pictures and text fall back on it.",
)

UNKNOWN_LABEL = Kind(
    "unknown-label",
    Severity.ERROR,
    'There is no Label "{key}".',
    "{nearest}Add it to i18n/labels.yml or use one that is there.",
)
UNKNOWN_WORD = Kind(
    "unknown-word",
    Severity.ERROR,
    'There is no sample word "{key}".',
    "{nearest}Add it to i18n/samples.yml or use one that is there.",
)
POINTS_AT_NOTHING = Kind(
    "callout-points-at-nothing",
    Severity.ERROR,
    'The Callout points at "{name}", but no part of the Scene has that name.',
    "{nearest}Name a part by its Label or by its `id`.",
)
PART_TWICE = Kind(
    "part-twice",
    Severity.ERROR,
    'The Callout points at "{name}", but {count} parts have that name.',
    "Give the one you mean an `id` of its own.",
)

MISSING = Kind("shot-missing", Severity.ERROR, "The Shot {shot} is missing.", "Run `helpdesk shots take {scene}`.")
OUTDATED = Kind(
    "shot-outdated", Severity.ERROR, "The Shot {shot} is outdated: {why}.", "Run `helpdesk shots take {scene}`."
)
BROKEN = Kind("shot-broken", Severity.ERROR, "The picture {shot} is broken: {reason}.", "{remedy}")
UNUSED = Kind(
    "shot-unused",
    Severity.WARNING,
    "The Shot {shot} belongs to no Scene.",
    "Delete it, or add scenes/{scene}.yml again.",
)
SCENE_UNUSED = Kind(
    "scene-unused",
    Severity.WARNING,
    'No Page shows the Scene "{scene}".',
    "Add `![…](images/{scene}.png)` to a step, or delete the Scene and its Shots.",
)
BY_HAND = Kind(
    "shot-by-hand",
    Severity.NOTE,
    "The picture {shot} was made by hand, so it is kept as it is.",
    "Check it when the portal changes. To draw it again, delete it and run `helpdesk shots take {scene}`.",
)

NOT_A_LABEL = Kind(
    "step-label-unknown",
    Severity.ERROR,
    '"{words}" is bold, but it is no Label in {name}.',
    "{nearest}In a step, only Labels are bold.",
)
OTHER_WORDING = Kind(
    "step-label-wording",
    Severity.ERROR,
    '"{words}" is not what the portal shows in {name}.',
    "Write **{right}**, as in the picture.",
)
NO_GLOSS = Kind(
    "step-label-gloss",
    Severity.ERROR,
    'The portal shows "{words}" in English here, and no translation follows.',
    "Add what it means in {name} in brackets: **{words}** (…).",
)
SHOT_LABEL_ABSENT = Kind(
    "step-without-shot-label",
    Severity.ERROR,
    'The picture points at "{words}", but this step does not name it.',
    "Name **{words}** in the step, or use the picture of the Scene that fits.",
)

NO_FIT = Kind(
    "shot-overflow",
    Severity.ERROR,
    '"{words}" does not fit in the picture {scene} in {locale}: it needs {pixels} pixels more.',
    "Make room in scenes/{scene}.yml, with a larger `width` or another part.",
)
NO_LETTERS = Kind(
    "shot-font",
    Severity.ERROR,
    'Our fonts have no letters for "{words}" in the picture {scene} in {locale}.',
    "Use other words, or add a font to the style sheet of the pictures.",
)
OUTSIDE = Kind(
    "callout-outside",
    Severity.ERROR,
    "In the picture {scene} in {locale} the Callout {number} falls outside the picture.",
    "Make room in scenes/{scene}.yml, with a larger `width` or fewer parts.",
)
NOT_WRITTEN = Kind(
    "shot-not-written", Severity.ERROR, "The Shot {shot} cannot be written: {reason}.", "The old file is untouched."
)
