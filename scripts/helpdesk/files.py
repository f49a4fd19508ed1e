"""Reading and writing files so that nothing is misread and nothing is lost."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

# What `temporary_name` makes.
LEFTOVER = re.compile(r"\..+\.[0-9a-f]{16}\.tmp")
# No write takes an hour, on whatever disk.
LONGEST_WRITE = 3600


class Unreadable(Exception):
    """A file that is not UTF-8 text; `line` counts from 1 and says where."""

    def __init__(self, reason: str, line: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line


class Changed(OSError):
    """Somebody else has written the file since it was read."""

    def __init__(self) -> None:
        super().__init__(None, "somebody else has just changed it")


def refused(path: str, error: OSError) -> str:
    """What to say of a file that could not be written: it is as it was, whole."""
    why = f"{path}: The file cannot be written ({error.strerror})."
    return f"{why} It was left as it is; run the command again when that is settled."


def decoded(data: bytes) -> str:
    """The text of a file, newlines and byte order mark kept as they are.

    Raises Unreadable for bytes that are not UTF-8 and for NUL, which no Markdown page holds.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Unreadable("The file is not valid UTF-8", data.count(b"\n", 0, error.start) + 1) from error
    if (nul := text.find("\0")) >= 0:
        raise Unreadable("The file holds a NUL character, so it is not text", text.count("\n", 0, nul) + 1)
    return text


def read_text(path: Path) -> str:
    """What `decoded` makes of the file; raises OSError as `open` does."""
    return decoded(path.read_bytes())


def write_bytes(path: Path, *data: bytes) -> None:
    """Replaces the file, by all the data in order, whole or not at all, also when the machine stops or the disk is full.

    Keeps the file's mode, writes through a symbolic link, and makes missing folders.
    """
    replaced(path, data)


def rewrite(path: Path, data: bytes, before: bytes | None) -> None:
    """`write_bytes` of a file that was read as `before`, None where there was none; raises Changed where it is not so now."""
    replaced(path, [data], lambda: bytes_of(path) == before)


def bytes_of(path: Path) -> bytes | None:
    """The bytes of the file; None where there is none."""
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None


def replaced(path: Path, data: Iterable[bytes], still_fits: Callable[[], bool] = lambda: True) -> None:
    """What `write_bytes` promises; raises Changed, with nothing written, where the file does not fit at the last moment."""
    target = Path(os.path.realpath(path))
    target.parent.mkdir(parents=True, exist_ok=True)
    without_leftovers(target.parent)
    descriptor, name = new_file(target)
    try:
        with open(descriptor, "wb") as stream:
            stream.writelines(data)
            stream.flush()
            os.fsync(descriptor)
            mode = target.stat().st_mode & 0o7777 if target.exists() else 0o666 & ~current_umask()
            os.chmod(descriptor if os.chmod in os.supports_fd else name, mode)
            if not name:
                # While it is open its lock tells other runs that somebody is at work on it.
                name = named(descriptor, target)
            if not still_fits():
                raise Changed  # noqa: TRY301 - the half-made file goes as with any other failure
            if os.name != "nt":
                os.replace(name, target)
        if os.name == "nt":
            os.replace(name, target)  # there no open file can be moved
    except BaseException:
        if name:
            with suppress(FileNotFoundError):
                os.unlink(name)
        raise


def new_file(target: Path) -> tuple[int, str]:
    """A new locked file beside the target, open for writing, and its name: none where the system can do without.

    A file without a name is gone with the process, so that one which is killed leaves nothing behind.
    """
    name = ""
    try:
        os.stat("/proc/self/fd")  # without it no file could be named later on
        descriptor = os.open(target.parent, os.O_WRONLY | os.O_TMPFILE, 0o600)
    except (AttributeError, OSError):
        name = temporary_name(target)
        descriptor = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    is_locked(descriptor)
    return descriptor, name


def named(descriptor: int, target: Path) -> str:
    """Gives a file that has none a name beside the target, for the moment until it takes the target's."""
    name = temporary_name(target)
    # With a folder given, the link in /proc is followed; its own path is absolute.
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.link(f"/proc/self/fd/{descriptor}", name, src_dir_fd=folder)
    finally:
        os.close(folder)
    return name


def temporary_name(target: Path) -> str:
    """A name that nothing has, hidden, so that nobody takes it for a Page."""
    return str(target.with_name(f".{target.name[:100]}.{os.urandom(8).hex()}.tmp"))


def is_locked(descriptor: int) -> bool:
    """Locks the file for this process; whether that worked: not where another has it, nor where there are no locks."""
    try:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (ImportError, OSError):
        return False
    return True


@cache
def without_leftovers(folder: Path) -> None:
    """Removes what killed runs left in the folder: files with a name of `temporary_name` that no process has locked."""
    with suppress(OSError):
        for name in os.listdir(folder):
            if name.endswith(".tmp") and LEFTOVER.fullmatch(name):
                remove_if_free(os.path.join(folder, name))


def remove_if_free(name: str) -> None:
    """Removes the file if nobody is at work on it; one that cannot be told is left, unless it is old."""
    with suppress(OSError):
        old = time.time() - os.stat(name).st_mtime > LONGEST_WRITE
        descriptor = os.open(name, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
        try:
            free = is_locked(descriptor)
        finally:
            os.close(descriptor)
        if free or old:
            os.unlink(name)


@contextmanager
def one_writer(path: Path) -> Iterator[None]:
    """Waits until no other run that names the same file is within; the file itself is only opened."""
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except OSError:
        yield
        return
    try:
        # Windows and some network disks have no such locks; there `rewrite` still refuses to overwrite.
        with suppress(ImportError, OSError):
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def write_text(path: Path, text: str) -> None:
    """`write_bytes` of the text in UTF-8; newlines are written as they stand."""
    write_bytes(path, text.encode("utf-8"))


def current_umask() -> int:
    """The mask that a new file's mode is cut with."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def is_inside(path: Path, folder: Path) -> bool:
    """Whether the path, links followed, lies in the folder."""
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))
