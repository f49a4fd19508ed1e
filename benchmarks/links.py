"""CPU seconds of `helpdesk links` against lychee and hyperlink on the same folder, in the same run.

    python benchmarks/links.py built SITE_DIR [--lychee PATH] [--hyperlink PATH]
    python benchmarks/links.py markdown PROJECT_DIR

SITE_DIR is any built site, for example public docs built with MkDocs Material. A peer that is not given is left out.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

HELPDESK = [sys.executable, "-m", "helpdesk"]
RUNS = 3


def cost(command: list[str]) -> tuple[float, float]:
    """The least CPU seconds of a few runs, and the memory in MiB."""
    best, memory = float("inf"), 0.0
    for _run in range(RUNS):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _pid, _status, usage = os.wait4(process.pid, 0)
        best = min(best, usage.ru_utime + usage.ru_stime)
        memory = max(memory, usage.ru_maxrss / 1024)
    return best, memory


def told(name: str, command: list[str]) -> float:
    """Measures one command and prints a line."""
    seconds, memory = cost(command)
    print(f"{name:<12}{seconds:8.3f} s CPU {memory:8.0f} MiB")
    return seconds


def built(arguments: argparse.Namespace) -> None:
    """A built site, cold and warm, and the peers."""
    with tempfile.TemporaryDirectory() as nowhere:
        base = [*HELPDESK, "--project", nowhere, "links", "--built", arguments.folder, "--format", "json"]
        own = {"cold": told("cold", [*base, "--cold"])}
        subprocess.run(base, stdout=subprocess.DEVNULL, check=False)
        own["warm"] = told("warm", base)
    peers = {}
    if arguments.lychee:
        options = ["--offline", "--include-fragments", "--no-progress", "-q", "--root-dir", arguments.folder]
        peers["lychee"] = told("lychee", [arguments.lychee, *options, arguments.folder])
    if arguments.hyperlink:
        peers["hyperlink"] = told("hyperlink", [arguments.hyperlink, arguments.folder, "--check-anchors"])
    for name, seconds in peers.items():
        print(", ".join(f"{which} is {value / seconds:.3f} of {name}" for which, value in own.items()))


def markdown(arguments: argparse.Namespace) -> None:
    """The Markdown of a project, cold and warm."""
    base = [*HELPDESK, "--project", arguments.folder, "links", "--format", "json"]
    told("cold", [*base, "--cold"])
    told("warm", base)


def main() -> None:
    """Reads the arguments."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["built", "markdown"])
    parser.add_argument("folder", type=lambda text: str(Path(text).resolve()))
    parser.add_argument("--lychee")
    parser.add_argument("--hyperlink")
    arguments = parser.parse_args()
    {"built": built, "markdown": markdown}[arguments.what](arguments)


if __name__ == "__main__":
    main()
