"""The words of the Site itself: `i18n/interface/<locale>.yml`, flat `key: text`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from helpdesk.command import CannotRun

FOLDER = "i18n/interface"


def words(root: Path, locale: str, source: str) -> dict[str, str]:
    """The words of a Locale, with the source Locale's for keys it does not have."""
    return {**read(root / FOLDER / f"{source}.yml"), **read(root / FOLDER / f"{locale}.yml")}


def read(path: Path) -> dict[str, str]:
    """The words in one file, none when there is no such file; raises CannotRun, with file and line, on bad YAML."""
    import yaml

    shown = f"{FOLDER}/{path.name}"
    try:
        # The loader in C, where there is one: this is read for every Locale at every save.
        values = yaml.load(path.read_bytes(), yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader)  # noqa: S506
    except FileNotFoundError:
        return {}
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise CannotRun(
            f"{shown}:{line}: The words cannot be read ({getattr(error, 'problem', error)}). "
            "Write one `key: text` per line, the text in quotes when it holds a colon."
        ) from error
    if not isinstance(values, Mapping):
        return {}
    return {str(key): str(text) for key, text in values.items() if text is not None}
