"""What a job gives the command line, and what the command line gives a job."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from helpdesk.report import Report


class CannotRun(Exception):
    """The command cannot run at all (exit code 2); the text is one sentence on what, where and the remedy."""


def no_progress(_text: str) -> None:
    """Progress for a run that nobody watches."""


class Context(NamedTuple):
    """Where a command runs and how it may speak while it runs."""

    project: Path
    """Absolute path of the folder with `mkdocs.yml`."""
    colour: bool = False
    """Whether the text of a Report may carry ANSI colour."""
    progress: Callable[[str], None] = no_progress
    """Shows one line that the next one replaces; shows nothing where there is no terminal."""


class Verb(NamedTuple):
    """One verb of a noun; the bare noun is the verb with the empty name."""

    help: str
    configure: Callable[[ArgumentParser], None]
    """Adds the verb's own arguments; `--project`, `--format` and `--help` are there already."""
    run: Callable[[Namespace, Context], Report]
    needs_project: bool = True
    """Whether there must be an `mkdocs.yml`; without one the context's project is the current folder."""
