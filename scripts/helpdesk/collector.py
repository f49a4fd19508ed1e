"""How often Python searches for objects that only hold each other."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

# New objects, then rounds of the youngest and of the middle generation; with more the memory grows.
SELDOM = (100_000, 20, 100)


@contextmanager
def rare_collections() -> Iterator[None]:
    """Within it what Pages leave behind is collected after many Pages: searching more often costs a tenth of the time."""
    before = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)


@contextmanager
def no_collections() -> Iterator[None]:
    """Within it nothing is searched for at all: for work that leaves no such objects behind."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        # Straight among the old ones, or the first search would go through everything that was made meanwhile.
        gc.freeze()
        gc.unfreeze()
        if was_on:
            gc.enable()
