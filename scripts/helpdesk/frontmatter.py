"""The front matter of a Page, read with line numbers, and a value as it is written there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

# What MkDocs itself takes as front matter (mkdocs.utils.meta): fences of three dashes, the end also three dots.
FENCED = re.compile(r"\A\ufeff?---[ \t]*\r?\n(?P<yaml>(?:[^\n]*\n)+?)??(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The values of a Page's front matter and the line each key stands on."""

    text: str
    """The front matter with its fences, as it stands in the file; empty when there is none."""
    values: Mapping[str, object]
    lines: Mapping[str, int]
    error: str = ""
    """Why it does not parse; then `values` is empty and `error_line` says where."""
    error_line: int = 1


def parse(page_text: str) -> FrontMatter:
    """The front matter at the top of the text; never raises."""
    fenced = FENCED.match(page_text)
    if fenced is None:
        return FrontMatter("", {}, {})
    import yaml  # here, because it costs 14 ms and many commands need no front matter

    loader = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
    source = fenced["yaml"] or ""
    try:
        node = yaml.compose(source, loader)
        values = yaml.load(source, loader)  # noqa: S506 - a safe loader
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error)
        return FrontMatter(fenced[0], {}, {}, problem, mark.line + 2 if mark else 1)
    except ValueError as error:  # a date such as 2026-13-45
        return FrontMatter(fenced[0], {}, {}, str(error), 1)
    if node is None:
        return FrontMatter(fenced[0], {}, {})
    if not isinstance(values, dict):
        return FrontMatter(fenced[0], {}, {}, "it must be a list of `key: value` lines", 2)
    lines = {str(key.value): key.start_mark.line + 2 for key, _value in node.value}
    return FrontMatter(fenced[0], {str(key): value for key, value in values.items()}, lines)


def scalar(value: str) -> str:
    """The value as YAML on one line: plain where that is safe, double-quoted where it is not."""
    import json

    import yaml

    try:
        plain = yaml.safe_load(f"k: {value}\n") == {"k": value}
    except (yaml.YAMLError, ValueError):
        plain = False
    return value if plain and "\n" not in value else json.dumps(value, ensure_ascii=False)
