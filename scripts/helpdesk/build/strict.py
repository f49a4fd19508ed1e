"""Strict builds: the warnings of all Locales in one run, each once."""

from __future__ import annotations

import logging


class Once(logging.Filter):
    """Lets a warning through the first time only: a Page shown in several Locales is wrong once."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[tuple[str, str]] = set()

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record is new; the same record may pass several handlers."""
        if record.levelno < logging.WARNING or getattr(record, "is_new", False):
            return True
        key = (record.name, record.getMessage())
        if key in self.seen:
            return False
        self.seen.add(key)
        record.is_new = True
        return True


def report_once(logger: logging.Logger) -> None:
    """Makes every handler of the logger report each warning once per build."""
    for handler in logger.handlers:
        for present in [each for each in handler.filters if isinstance(each, Once)]:
            handler.removeFilter(present)
    once = Once()
    for handler in logger.handlers:
        handler.addFilter(once)
