"""A request to end the run, from the keyboard or from the system."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

# What a CI service sends before it kills, and what a terminal sends when its window closes.
REQUESTS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))


@contextmanager
def requests_as_interrupts() -> Iterator[None]:
    """A request to end arrives as KeyboardInterrupt, so that the run stops its helpers and reports what it knows.

    Further ones come to nothing, also afterwards: there is a Report to print.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {request: signal.getsignal(request) for request in (signal.SIGINT, *REQUESTS)}
    # A shell makes what a script puts into the background deaf to SIGINT; whoever sends it there all the same means it.
    heeded = {request: kept for request, kept in before.items() if kept is signal.SIG_DFL or request is signal.SIGINT}

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        for request in heeded:
            signal.signal(request, signal.SIG_IGN)
        raise KeyboardInterrupt

    for request in heeded:
        signal.signal(request, interrupt)
    try:
        yield
    finally:
        for request, kept in heeded.items():
            if signal.getsignal(request) is interrupt:
                signal.signal(request, kept)
