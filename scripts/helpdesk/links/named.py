"""The named addresses of `i18n/links.yml`, which the build appends to every Page."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from helpdesk.command import CannotRun

FILE = "i18n/links.yml"


class Address(NamedTuple):
    """One named address and where the file has it."""

    url: str
    line: int
    column: int


def addresses_of(root: Path) -> dict[str, Address]:
    """The addresses by name, in lower case as Markdown compares names; none when there is no such file.

    Raises CannotRun, with file and line, when the file is not valid YAML.
    """
    if not os.path.exists(os.path.join(root, FILE)):
        return {}
    import yaml

    try:
        top = yaml.compose(
            Path(root, FILE).read_bytes(), yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
        )
    except OSError as error:
        raise CannotRun(f"{FILE}: The file cannot be read ({error.strerror}).") from error
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{FILE}:{mark.line + 1}:{mark.column + 1}" if mark else FILE
        raise CannotRun(f"{where}: The file is not valid YAML: {getattr(error, 'problem', error)}.") from error
    return {name: address for name, node in entries(child(top, "addresses")) if (address := address_of(node))}


def entries(node: object) -> list[tuple[str, object]]:
    """The keys, in lower case, and value nodes of a mapping node; none for any other node."""
    import yaml

    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    return [(" ".join(str(key.value).split()).lower(), value) for key, value in pairs]


def child(node: object, name: str) -> object:
    """The value node under a key; None when it is not there."""
    return next((value for key, value in entries(node) if key == name), None)


def address_of(node: object) -> Address | None:
    """`{url: …}` or a bare text as an Address."""
    import yaml

    value = node if isinstance(node, yaml.ScalarNode) else child(node, "url")
    if not isinstance(value, yaml.ScalarNode) or not value.value:
        return None
    mark = value.start_mark
    return Address(str(value.value), mark.line + 1, mark.column + (2 if value.style else 1))
