"""Reading and writing files so that nothing is misread and nothing is lost."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


class Unreadable(Exception):
    """A file that is not UTF-8 text; `line` counts from 1 and says where."""

    def __init__(self, reason: str, line: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line


class Changed(OSError):
    """Somebody else has written the file since it was read."""

    def __init__(self) -> None:
        super().__init__(None, "somebody else has just changed it; run the command again")


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
    import tempfile  # here, because it costs as much as the rest of the start

    target = Path(os.path.realpath(path))
    target.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name[:100]}.", suffix=".tmp", dir=target.parent)
    try:
        with open(descriptor, "wb") as stream:
            stream.writelines(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(name, target.stat().st_mode & 0o7777 if target.exists() else 0o666 & ~current_umask())
        if not still_fits():
            raise Changed  # noqa: TRY301 - the half-made file goes as with any other failure
        os.replace(name, target)
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(name)
        raise


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
