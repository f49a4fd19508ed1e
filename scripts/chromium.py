"""Prints the path of a headless Chromium; installs one when there is none; else stops with one line that says why."""

import os
import shutil
import subprocess
import sys

from helpdesk.browser import executable
from helpdesk.command import CannotRun


def install_commands() -> list[list[str]]:
    """What may bring a Chromium onto this machine, the system's own first."""
    commands = []
    if shutil.which("apt-get"):
        root = [] if os.geteuid() == 0 else ["sudo", "-n"]
        if not root or shutil.which("sudo"):
            apt = [*root, "apt-get", "-qq", "-y", "--no-install-recommends", "install", "chromium"]
            commands += [apt, [*root, "apt-get", "-qq", "update"], apt]
    commands.append([sys.executable, "-m", "playwright", "install", "chromium"])
    return commands


def main() -> None:
    """Leaves the path on standard output and everything else on standard error."""
    found = executable()
    for command in [] if found else install_commands():
        print(f"No Chromium found; trying `{' '.join(command)}` …", file=sys.stderr)
        subprocess.run(command, stdout=sys.stderr, check=False)
        if found := executable():
            break
    if not found:
        sys.exit("Browser tests need Chromium. Install chromium or google-chrome, or name one in CHROME_PATH.")
    print(found)


if __name__ == "__main__":
    try:
        main()
    except CannotRun as error:
        sys.exit(str(error))
