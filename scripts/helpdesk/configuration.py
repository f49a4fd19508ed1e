"""What `mkdocs.yml` is made of: the files it inherits from, and the environment they ask for."""

from __future__ import annotations

import os
import re

from helpdesk.site import CONFIGURATION

INHERIT = re.compile(r"^INHERIT:[ \t]*[\"']?([^\s\"']+)", re.MULTILINE)
# A tag with its names and default, in brackets or on lines of their own; a word too many does no harm.
ENVIRONMENT = re.compile(r"!ENV(?:[^\]]{0,500}\]|.{0,500})", re.DOTALL)


def evidence_of_settings(root: str) -> list[tuple[str, str]]:
    """The files and variables that a Site's settings come from, as `answers.Evidence` names them."""
    names: list[tuple[str, str]] = []
    path = os.path.join(root, CONFIGURATION)
    read: set[str] = set()
    while path and path not in read:
        read.add(path)
        text = text_of(path)
        names.append(("file", path))
        names.extend(("variable", name) for name in sorted(variables_in(text)))
        parent = INHERIT.search(text)
        path = os.path.normpath(os.path.join(os.path.dirname(path), parent[1])) if parent else ""
    return names


def variables_in(text: str) -> set[str]:
    """The names that may be variables which a configuration asks for."""
    return {word for tag in ENVIRONMENT.findall(text) for word in re.findall(r"\w+", tag)}


def text_of(path: str) -> str:
    """The text of a file; empty when it cannot be read."""
    try:
        with open(path, encoding="utf-8", errors="replace") as stream:
            return stream.read()
    except OSError:
        return ""
