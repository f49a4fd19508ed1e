"""Which Chromium this machine has. It is used headless, for Shots and for tests."""

from __future__ import annotations

import os
import shutil

from helpdesk.command import CannotRun

VARIABLE = "CHROME_PATH"
NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")


def executable() -> str | None:
    """The Chromium to use: the one named in CHROME_PATH, else one on the PATH, else Playwright's own, else nothing.

    Raises CannotRun when CHROME_PATH names something that cannot be run.
    """
    if named := os.environ.get(VARIABLE):
        if not os.access(named, os.X_OK) or os.path.isdir(named):
            raise CannotRun(f"There is no browser at {named}. Correct the variable {VARIABLE} or leave it out.")
        return named
    return next((path for path in map(shutil.which, NAMES) if path), None) or playwright_own()


def playwright_own() -> str | None:
    """The Chromium that `playwright install chromium` has put on this machine."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if os.access(path, os.X_OK) else None
