"""A process that is watched, fed and ended; what it is does not matter here."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import IO


class Watch:
    """Does something when it has not been wound for some seconds."""

    def __init__(self, action: Callable[[], None], seconds: float) -> None:
        self.action, self.seconds = action, seconds
        self.acted = False
        self.timer = threading.Timer(0, action)
        self.wind()

    def wind(self) -> None:
        """Starts the seconds anew."""
        self.timer.cancel()
        self.timer = threading.Timer(self.seconds, self.act)
        self.timer.daemon = True
        self.timer.start()

    def act(self) -> None:
        """Does it, and remembers that."""
        self.acted = True
        self.action()

    def stop(self) -> None:
        """Leaves it at that."""
        self.timer.cancel()


def fed(stream: IO[bytes] | None, lines: Iterable[str]) -> None:
    """Writes the addresses to the process; one that died early does not read them, and is noticed elsewhere."""
    assert stream is not None
    try:
        stream.write("".join(f"{line}\n" for line in lines).encode())
        stream.close()
    except OSError:
        pass


def kept_tail(stream: IO[bytes] | None, into: list[bytes]) -> None:
    """Reads a stream to its end and keeps the last lines."""
    assert stream is not None
    while line := stream.readline(64 * 1024):
        into.append(line)
        del into[:-20]


# Removes the folder of a group of processes and ends them when whoever started it is gone, and with it the other end of the pipe.
GUARD = 'read -r _; rm -rf -- "$2"; kill -9 "-$1"'


@contextmanager
def guarded(process: subprocess.Popen[bytes], folder: str) -> Iterator[None]:
    """Leaves neither the process nor its folder behind, even if we are killed; where there is no shell, that may happen."""
    try:
        guard = subprocess.Popen(
            ["/bin/sh", "-c", GUARD, "guard", str(process.pid), folder],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        yield
        return
    try:
        yield
    finally:
        stopped(guard)


def ended(process: subprocess.Popen[bytes]) -> bool:
    """Whether the process ends by itself, now that it has nothing more to say to us."""
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        return False
    return True


def stopped(process: subprocess.Popen[bytes]) -> None:
    """Ends the process in any case and closes its pipes."""
    if process.poll() is None:
        process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout, process.stderr):
        try:
            if stream is not None:
                stream.close()
        except OSError:
            pass


def ending(code: int, errors: list[bytes]) -> str:
    """How the process ended, in words."""
    if code < 0:
        return f"LinkChecker was stopped by signal {-code}"
    last = next((line.decode("utf-8", "replace").strip() for line in reversed(errors) if line.strip()), "")
    return f"LinkChecker ended with code {code}" + (f": {last[:200]}" if last else "")
