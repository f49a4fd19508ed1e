"""Which Links a branch adds, from git."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from helpdesk.command import CannotRun
from helpdesk.links.model import Occurrence

ESCAPED = re.compile(r'\\([abtnvfr"\\]|[0-7]{3})')
ESCAPES = dict(zip('abtnvfr"\\', '\a\b\t\n\v\f\r"\\', strict=True))
HUNK = re.compile(r"^@@ -\S+ \+(\d+)(?:,\d+)? @@")


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs from a revision."""

    added: frozenset[tuple[str, int]]
    """File and line of every added or edited line."""
    whole: frozenset[str]
    """Files git does not know yet: every line of theirs is new."""
    removed: str
    """The text of every line that is gone; an address in it was there before."""

    def adds(self, url: str, places: tuple[Occurrence, ...]) -> bool:
        """Whether the address stands on a new line and did not just move there."""
        new = any((place.file, place.line) in self.added or place.file in self.whole for place in places)
        return new and not re.search(re.escape(url) + r"(?![\w/#?=&%-])", self.removed)


def since(root: Path, revision: str) -> Changes:
    """The changes in the folder since its history and the revision's parted; raises CannotRun when git cannot tell."""
    commit = known_revision(root, revision)
    fork = git(root, "merge-base", commit, "HEAD")
    base = fork.stdout.strip() if fork.returncode == 0 else commit
    diff = git(
        root,
        "-c",
        "core.quotePath=false",
        "diff",
        "--no-color",
        "--no-ext-diff",
        # What somebody set up to read or skip files in a diff hides lines; these are the lines of the files themselves.
        "--no-textconv",
        "--text",
        "--src-prefix=a/",
        "--dst-prefix=b/",
        "-U0",
        "--relative",
        base,
        "--",
        ".",
    )
    if diff.returncode:
        raise CannotRun(f"git cannot compare with {revision}: {diff.stderr.strip()}")
    untracked = git(root, "ls-files", "-z", "--others", "--exclude-standard", "--", ".").stdout.split("\0")
    lines = list(changed_lines(diff.stdout))
    return Changes(
        added=frozenset((file, number) for file, number, _text in lines if number),
        whole=frozenset(untracked) - {""},
        removed="\n".join(text for _file, number, text in lines if not number),
    )


def known_revision(root: Path, revision: str) -> str:
    """The revision's commit; raises CannotRun, with the remedy, when this clone does not have it."""
    found = git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if found.returncode == 0:
        return found.stdout.strip()
    if git(root, "rev-parse", "--git-dir").returncode:
        raise CannotRun("This project is not in a git repository, so --changed-since cannot tell what changed.")
    if git(root, "rev-parse", "--is-shallow-repository").stdout.strip() == "true":
        raise CannotRun(
            f"This clone is shallow and does not hold the revision {revision}. Run `git fetch --unshallow`, "
            "or give actions/checkout `fetch-depth: 0`."
        )
    raise CannotRun(f"git knows no revision {revision}. Fetch it, or name a branch, a tag or a commit it knows.")


def git(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """One git command in this folder; raises CannotRun where there is no git."""
    try:
        return subprocess.run(
            ["git", *words],
            cwd=root,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="surrogateescape",
            check=False,
        )
    except OSError as error:
        raise CannotRun("git is not installed, so --changed-since cannot tell what changed.") from error


def changed_lines(diff: str) -> Iterator[tuple[str, int, str]]:
    """File, line number and text of every added line; removed lines have number 0."""
    file, number = "", 0
    in_header = True
    for line in diff.split("\n"):
        if line.startswith("diff --git "):
            in_header = True
        elif in_header and line.startswith("+++ "):
            file = unquoted(line[4:].rstrip("\t")).removeprefix("b/")
        elif hunk := HUNK.match(line):
            in_header, number = False, int(hunk[1])
        elif not in_header and line.startswith("+"):
            yield file, number, line[1:]
            number += 1
        elif not in_header and line.startswith("-"):
            yield file, 0, line[1:]
        elif line.startswith(" "):
            # Settings and the environment may ask for lines around the changes, whatever the command says.
            number += 1


def unquoted(name: str) -> str:
    """A file's name as it is; git puts one with a quote, a backslash or a control character into quotes, as C does."""
    if not name.startswith('"'):
        return name
    return ESCAPED.sub(lambda found: ESCAPES.get(found[1]) or chr(int(found[1], 8)), name[1:-1])


def only_added(links: Mapping[str, tuple[Occurrence, ...]], changes: Changes) -> dict[str, tuple[Occurrence, ...]]:
    """The addresses that are new, with all their places."""
    return {url: places for url, places in links.items() if changes.adds(url, places)}
