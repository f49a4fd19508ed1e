"""What the file system says of files without reading them, and names for what they hold."""

from __future__ import annotations

import os

import xxhash

Stamp = tuple[int, int, int, int]
"""Size, inode, and both times of the last change in nanoseconds; the kernel sets the second time, no program can put it back."""
NOTHING: Stamp = (-1, 0, 0, 0)
"""The stamp of a file that is not there."""
# Some file systems count whole seconds, one counts in twos: a change this close to a look may not show in the stamp.
SETTLED = 2_500_000_000


def stamp_of(status: os.stat_result) -> Stamp:
    """The stamp of a file."""
    return status.st_size, status.st_ino, status.st_mtime_ns, status.st_ctime_ns


def stamp_at(path: str) -> Stamp:
    """The stamp of the file at a path, NOTHING where none is."""
    try:
        return stamp_of(os.stat(path))
    except OSError:
        return NOTHING


def stamps_below(top: str, *, hidden: bool = False) -> dict[str, Stamp]:
    """Every file below a folder, by path from there, in the order of the disk; linked files and folders too.

    Names that start with a dot only if `hidden`. Pipes and devices are left out, and so is whatever Python compiled.
    """
    found: dict[str, Stamp] = {}
    add_stamps(found, top, "", hidden=hidden)
    return found


def add_stamps(found: dict[str, Stamp], folder: str, prefix: str, *, hidden: bool) -> None:
    """Adds the files of one folder, whose path from the top is the prefix."""
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        name = entry.name
        if (name[0] == "." and not hidden) or name == "__pycache__":
            continue
        if is_folder(entry):
            if not (entry.is_symlink() and is_above(entry.path, folder)):
                add_stamps(found, entry.path, f"{prefix}{name}/", hidden=hidden)
        elif is_file(entry):
            found[prefix + name] = stamp_at(entry.path) if entry.is_symlink() else stamp_of(entry.stat())


def is_folder(entry: os.DirEntry[str]) -> bool:
    """Whether it is a folder, links followed; a link that leads to itself is nothing."""
    try:
        return entry.is_dir()
    except OSError:
        return False


def is_file(entry: os.DirEntry[str]) -> bool:
    """Whether it is a file, links followed; a link that leads to itself is nothing."""
    try:
        return entry.is_file()
    except OSError:
        return False


def is_above(link: str, folder: str) -> bool:
    """Whether a linked folder holds the folder it is in, so that a walk would never end."""
    return os.path.realpath(folder).startswith(os.path.realpath(link))


def digest_of(data: bytes | memoryview) -> str:
    """The name of a content: chance does not reach 128 bits, and nobody gains by forging a page of their own site."""
    return xxhash.xxh3_128_hexdigest(data)
