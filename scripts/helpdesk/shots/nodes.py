"""YAML with the line and column of everything in it, for files with a closed schema."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml


class BadYaml(Exception):
    """Text that is not the YAML we expect; line and column count from 1."""

    def __init__(self, reason: str, line: int, column: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line
        self.column = column


def root_of(text: str) -> yaml.MappingNode | None:
    """The mapping a file holds; None for an empty file. Raises BadYaml for anything else."""
    loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)(text)
    try:
        node = loader.get_single_node()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = str(getattr(error, "problem", None) or error)
        raise BadYaml(reason, mark.line + 1 if mark else 1, mark.column + 1 if mark else 1) from error
    except ValueError as error:  # such as a character that YAML does not allow
        raise BadYaml(str(error), 1, 1) from error
    if node is None:
        return None
    if not isinstance(node, yaml.MappingNode):
        raise BadYaml("it must be a list of `key: value` lines", *place_of(node))
    return node


def place_of(node: yaml.Node) -> tuple[int, int]:
    """Line and column of a node, counted from 1."""
    return node.start_mark.line + 1, node.start_mark.column + 1


def entries_of(node: yaml.MappingNode) -> Iterator[tuple[str, yaml.Node, yaml.Node]]:
    """Key, the key's node and the value's node of each entry, in the order of the file."""
    for key, value in node.value:
        yield str(key.value) if isinstance(key, yaml.ScalarNode) else "", key, value


def scalar_of(node: yaml.Node) -> str | None:
    """The text of a scalar; empty for one that is not written; None for a list or a mapping."""
    return str(node.value).strip() if isinstance(node, yaml.ScalarNode) and node.value != "~" else None


def is_empty(node: yaml.Node) -> bool:
    """Whether nothing is written at this place."""
    return isinstance(node, yaml.ScalarNode) and node.value in {"", "~", "null"}
