"""What a command printed, printed again while nothing it was made of has changed.

An answer is kept with its evidence: the stamps of every file the command read, and of the command's own source. A
stamp counts only when the file last changed well before the run began, so that no later change can look the same.
Answers are safe to lose at any time: the command then works out what it says anew.
"""

from __future__ import annotations

import os
import sys
import time

import xxhash

from helpdesk.stamps import NOTHING, SETTLED, Stamp, digest_of, stamp_at, stamps_below

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MADE_BY = b"helpdesk answer 3"
# No project has so many names that the head of an answer is longer than this.
HEAD = 1 << 16
# The extensions of files beside `mkdocs.yml` that settings live in.
SETTINGS = (".yml", ".yaml", ".toml")
Walked = dict[tuple[str, str], dict[str, Stamp]]
# The folders that `told` walked in vain, by kind and name: the run that follows need not walk them again. What changes
# in between has another stamp than was seen, so that it is read again the next time.
just_walked: Walked = {}


class Evidence:
    """What a Report is made of: make it before anything is read, or tell when reading `began`, in nanoseconds.

    What the run writes belongs in `written`.

    The kinds of a name: `folder` with all files below it, `all` with those that start with a dot too, `settings` for
    the settings that stand in a folder, `file`, and `variable` for one of the environment.
    """

    __slots__ = ("began", "names", "newest", "seen", "stamps", "written")

    def __init__(self, names: list[tuple[str, str]], began: int | None = None) -> None:
        self.began = time.time_ns() if began is None else began
        self.names = names
        self.written: list[str] = []
        walked = just_walked.copy()
        just_walked.clear()
        self.seen, self.newest = state_of(names, walked)
        self.stamps = {name: stamps for (_kind, name), stamps in walked.items()}
        """By folder, for those who would walk it again."""

    @property
    def holds(self) -> bool:
        """Whether every stamp is old enough to be believed, and every name fits into the file."""
        return self.newest < self.began - SETTLED and not any("\n" in name for _kind, name in self.names)


def state_of(names: list[tuple[str, str]], walked: Walked) -> tuple[str, int]:
    """The digest of all that the names stand for, and when the newest of it changed; walks what is not in `walked` yet."""
    lines: list[str] = []
    newest = 0
    for kind, name in [*names, ("folder", os.path.dirname(__file__))]:
        if kind == "variable":
            lines.append(f"{name}={os.environ.get(name)}")
            continue
        if kind == "file":
            stamps = {"": stamp_at(name)}
        elif kind == "settings":
            stamps = {entry: stamp_at(os.path.join(name, entry)) for entry in settings_in(name)}
        else:
            if (kind, name) not in walked:
                walked[kind, name] = stamps_below(name, hidden=kind == "all")
            stamps = walked[kind, name]
        lines.append(f"{kind} {name}")
        lines.extend(sorted([f"{path} {stamp}" for path, stamp in stamps.items()]))
        newest = max(newest, max([max(stamp[2], stamp[3]) for stamp in stamps.values()], default=0))
    return digest_of("\n".join(lines).encode("utf-8", "surrogateescape")), newest


def settings_in(folder: str) -> list[str]:
    """The names of the settings files that stand in a folder."""
    try:
        return [name for name in os.listdir(folder) if name.endswith(SETTINGS)]
    except OSError:
        return []


def told(words: list[str], *, colour: bool) -> tuple[bytes, int] | None:
    """What these words printed before, and the exit code; None when that is not certain to be what they would print now."""
    just_walked.clear()
    if "links" not in words[:4] and "translations" not in words[:4]:
        return None
    try:
        with open(path_of(words, colour=colour), "rb", buffering=0) as stream:
            start = stream.read(HEAD)
            head, _end, body = start.partition(b"\n\n")
            made_by, checksum, *lines = os.fsdecode(head).split("\n")
            if made_by.encode() != MADE_BY or checksum != checksum_of(lines) or not is_seen(lines):
                return None
            body += stream.readall()
    except (OSError, ValueError):
        return None
    return (body, int(lines[0])) if digest_of(body) == lines[1] else None


def checksum_of(lines: list[str]) -> str:
    """What a head that is whole says of itself."""
    return digest_of(os.fsencode("\n".join(lines)))


def is_seen(lines: list[str]) -> bool:
    """Whether all that an answer was made of is as it was; lines are its exit code, checksum, evidence and names."""
    names = [(kind, name) for kind, _blank, name in [line.partition(" ") for line in lines[3:]]]
    known = [name for name in names if name[0] != "written"]
    return lines[2] == state_of(known, just_walked)[0] + written([name for kind, name in names if kind == "written"])


class Copy:
    """What is printed, kept as it passes: in memory while it is short, for a long answer would double what a run takes."""

    def __init__(self) -> None:
        from tempfile import SpooledTemporaryFile

        self._file = SpooledTemporaryFile(1 << 20)  # noqa: SIM115 - it has no name and goes with the process
        self._sum = xxhash.xxh3_128()
        self.is_whole = False
        """False until everything has passed, and where the disk refused it."""

    def of(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """The pieces as they are."""
        whole = True
        for piece in pieces:
            self._sum.update(piece)
            try:
                self._file.write(piece)
            except OSError:
                whole = False
            yield piece
        self.is_whole = whole

    @property
    def checksum(self) -> str:
        """Of all that passed."""
        return self._sum.hexdigest()

    def again(self) -> Iterator[bytes]:
        """All that passed, in chunks."""
        self._file.seek(0)
        while chunk := self._file.read(1 << 16):
            yield chunk


def keep(words: list[str], evidence: Evidence, printed: Copy, code: int, *, colour: bool) -> None:
    """Keeps what these words printed, if the evidence is good; a disk that refuses is no matter."""
    if not evidence.holds or not printed.is_whole:
        return
    from helpdesk import files

    names = [f"{kind} {name}" for kind, name in [*evidence.names, *(("written", name) for name in evidence.written)]]
    lines = [str(code), printed.checksum, evidence.seen + written(evidence.written), *names]
    top = MADE_BY + os.fsencode("\n".join(["", checksum_of(lines), *lines])) + b"\n\n"
    from itertools import chain
    from pathlib import Path

    try:
        files.replaced(Path(path_of(words, colour=colour)), chain([top], printed.again()))
    except OSError:
        return


def written(paths: list[str]) -> str:
    """The stamps of what the run wrote: when somebody touches it, the run has something to say about it."""
    stamps = [stamp_at(path) for path in paths]
    return "".join([f" {stamp}" for stamp in stamps if stamp != NOTHING])


def path_of(words: list[str], *, colour: bool) -> str:
    """Where the answer to these words is kept: in the project's cache, or in the user's where there is no project."""
    here = os.getcwd()
    given = next((word.partition("=")[2] for word in words if word.startswith("--project=")), "")
    if "--project" in words[:-1]:
        given = words[words.index("--project") + 1]
    root = os.path.join(here, given)
    while not given and not os.path.isfile(os.path.join(root, "mkdocs.yml")) and root != os.path.dirname(root):
        root = os.path.dirname(root)
    question = "\0".join([here, sys.version, str(colour), *words]).encode("utf-8", "surrogateescape")
    name = f"answer-{digest_of(question)[:16]}"
    if os.path.isfile(os.path.join(root, "mkdocs.yml")):
        return os.path.join(root, ".cache", "helpdesk", name)
    return os.path.join(user_cache(), "helpdesk", name)


def user_cache() -> str:
    """Where programs keep what is safe to lose (XDG Base Directory specification)."""
    return os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
