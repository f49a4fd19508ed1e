"""What plain language means in a Locale: `i18n/lint/<locale>.yml`, `i18n/terms.yml` and `i18n/labels.yml`.

A Locale without such a file is not judged. Every word list is data; no Locale is known by name here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from helpdesk.files import Unreadable, read_text
from helpdesk.pages import findings as kinds
from helpdesk.pages.readability import FORMULAS
from helpdesk.report import Finding, Place

LABELS, TERMS, NAMES = "i18n/labels.yml", "i18n/terms.yml", "i18n/lint/names.yml"
KEYS = ("avoid", "link-texts", "sentences", "steps", "bold", "typography", "readability", "spelling", "names")


@dataclass(frozen=True, slots=True)
class Typography:
    """One rule of a language's typography."""

    find: re.Pattern[str]
    say: str
    """What is wrong and what is right, in a sentence without its full stop."""
    write: str | None
    """What `pages fix` puts there (as in `re.sub`); None where a person must decide."""


@dataclass(frozen=True, slots=True)
class Readability:
    """By which formula a Locale's text is measured, and where it must stand."""

    formula: str
    nucleus: re.Pattern[str]
    """Finds one syllable's vowels."""
    less: re.Pattern[str] | None
    """Finds vowels that are written and not spoken."""
    at_least: float | None
    at_most: float | None


@dataclass(frozen=True, slots=True)
class Lint:
    """The wishes of one Locale."""

    file: str
    avoid: Mapping[str, str]
    """Word or phrase, and what to write instead (empty: leave it out). A `*` at its end stands for any ending."""
    link_texts: frozenset[str]
    """Texts that do not say where a Link leads, in small letters."""
    average: float | None
    longest: int | None
    by_signs: bool
    """Whether a sentence is as long as its characters (languages without blanks) or as its words."""
    abbreviations: tuple[str, ...]
    actions: tuple[str, ...]
    """Words that ask the reader to do something; a step holds one of them."""
    alternatives: tuple[str, ...]
    """Words such as "or": an action after one of them is the same step's other way."""
    names: tuple[str, ...]
    """Texts that are taken as they are, such as a title in another language."""
    bold_is_label: bool
    typography: tuple[Typography, ...]
    readability: Readability | None
    dictionary: str
    """The spelling dictionary's name, such as `nl_NL`; empty: spelling is not checked."""
    words: tuple[str, ...]
    """Words the dictionary lacks and that are right."""


class Wrong(Exception):
    """A data file that cannot be used; the text says why."""


def load_yaml(root: Path, file: str) -> tuple[Mapping[str, object], tuple[Finding, ...]]:
    """The mapping in a data file, empty when there is no such file; a Finding when it cannot be used."""
    import yaml

    try:
        loader = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
        values = yaml.load(read_text(root / file), loader)  # noqa: S506 - a safe loader
    except FileNotFoundError:
        return {}, ()
    except Unreadable as error:
        return {}, (bad(file, error.reason, error.line),)
    except OSError as error:
        return {}, (bad(file, f"The file cannot be read ({error.strerror})"),)
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        return {}, (
            bad(file, f"The file is not valid YAML: {getattr(error, 'problem', error)}", mark.line + 1 if mark else 1),
        )
    if values is None:
        return {}, ()
    if not isinstance(values, Mapping):
        return {}, (bad(file, "The file must hold `key: value` lines"),)
    return values, ()


def bad(file: str, problem: str, line: int = 1) -> Finding:
    """The Finding about a data file that cannot be used."""
    return kinds.BAD_SETTINGS.at(Place(file, line), problem=problem, remedy="Mend the file; its checks were left out")


def load_lint(root: Path, locale: str) -> tuple[Lint | None, tuple[Finding, ...]]:
    """The Locale's wishes; None when it has none."""
    file = f"i18n/lint/{locale}.yml"
    values, findings = load_yaml(root, file)
    if not values:
        return None, findings
    try:
        return lint_of(file, values), ()
    except Wrong as error:
        return None, (bad(file, str(error)),)


def lint_of(file: str, values: Mapping[str, object]) -> Lint:
    """The wishes in a data file; raises Wrong for a key or a value that means nothing."""
    for key in values:
        if key not in KEYS:
            raise Wrong(f"The key `{key}` is unknown; the keys are {', '.join(KEYS)}")
    sentences = table(values, "sentences")
    steps = table(values, "steps")
    spelling = table(values, "spelling")
    return Lint(
        file=file,
        avoid={str(word): str(instead or "") for word, instead in table(values, "avoid").items()},
        link_texts=frozenset(text.lower() for text in strings(values, "link-texts")),
        average=number(sentences, "average"),
        longest=int(longest) if (longest := number(sentences, "longest")) else None,
        by_signs=one_of(sentences, "unit", ("words", "characters")) == "characters",
        abbreviations=strings(sentences, "abbreviations"),
        actions=strings(steps, "actions"),
        alternatives=strings(steps, "alternatives"),
        names=strings(values, "names"),
        bold_is_label=one_of(values, "bold", ("anything", "label")) == "label",
        typography=tuple(typography_of(entry) for entry in entries(values, "typography")),
        readability=readability_of(table(values, "readability")),
        dictionary=str(spelling.get("dictionary") or ""),
        words=strings(spelling, "words"),
    )


def typography_of(entry: Mapping[str, object]) -> Typography:
    """One rule of the list `typography`."""
    if not isinstance(entry.get("say"), str):
        raise Wrong("Each entry of `typography` needs `find` (a pattern) and `say` (what is right)")
    write = entry.get("write")
    return Typography(pattern(entry, "find"), str(entry["say"]).rstrip("."), None if write is None else str(write))


def readability_of(values: Mapping[str, object]) -> Readability | None:
    """The entry `readability`."""
    if not values:
        return None
    formula = one_of(values, "formula", tuple(FORMULAS))
    return Readability(
        formula=formula,
        nucleus=pattern(values, "syllable") if "syllable" in values else re.compile(r"(?!)"),
        less=pattern(values, "silent") if "silent" in values else None,
        at_least=number(values, "at-least"),
        at_most=number(values, "at-most"),
    )


def table(values: Mapping[str, object], key: str) -> Mapping[str, object]:
    """A mapping inside the file, empty when it is not given."""
    value = values.get(key)
    if value is not None and not isinstance(value, Mapping):
        raise Wrong(f"`{key}` must hold `key: value` lines")
    return value or {}


def entries(values: Mapping[str, object], key: str) -> list[Mapping[str, object]]:
    """A list of mappings inside the file."""
    value = values.get(key) or []
    if not isinstance(value, list) or not all(isinstance(entry, Mapping) for entry in value):
        raise Wrong(f"`{key}` must be a list of `{{key: value}}` entries")
    return value


def strings(values: Mapping[str, object], key: str) -> tuple[str, ...]:
    """A list of words inside the file."""
    value = values.get(key) or []
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise Wrong(f"`{key}` must be a list of words; put a word such as no or on between quotes")
    return tuple(value)


def number(values: Mapping[str, object], key: str) -> float | None:
    """A number inside the file."""
    value = values.get(key)
    if value is not None and (isinstance(value, bool) or not isinstance(value, int | float) or value <= 0):
        raise Wrong(f"`{key}` must be a number above 0")
    return value


def one_of(values: Mapping[str, object], key: str, choices: tuple[str, ...]) -> str:
    """A word that must be one of these; the first when it is not given."""
    value = values.get(key, choices[0])
    if value not in choices:
        raise Wrong(f"`{key}` must be one of {', '.join(choices)}")
    return str(value)


def pattern(values: Mapping[str, object], key: str) -> re.Pattern[str]:
    """A regular expression inside the file."""
    try:
        return re.compile(str(values[key]), re.IGNORECASE if key in ("syllable", "silent") else 0)
    except KeyError:
        raise Wrong(f"`{key}` is missing") from None
    except re.error as error:
        raise Wrong(f"`{key}` is no valid regular expression ({error})") from error
