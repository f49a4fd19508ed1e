"""A change of a file as a patch that `git apply` takes."""

from __future__ import annotations

from difflib import unified_diff


def patch_of(path: str, before: str | None, after: str, *, around: int = 3) -> str:
    """The patch from one text to the other, with so many lines around each change; `before` is None for a new file."""
    old = f"a/{path}" if before is not None else "/dev/null"
    lines = unified_diff(lines_of(before or ""), lines_of(after), old, f"b/{path}", n=around)
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def lines_of(text: str) -> list[str]:
    """The lines as a patch counts them, with their ends."""
    lines = [f"{line}\n" for line in text.split("\n")]
    lines[-1] = lines[-1][:-1]
    return lines if lines[-1] else lines[:-1]
