"""What was found out about pages that have not changed since: safe to lose, never trusted when it looks odd.

The key of an entry is a Digest over the bytes of both Pages and the Ledger, the settings and this program's code,
so an entry cannot outlive what it was made from. Beside it stands the same over the files' stamps: while those stay as
they are, and are old enough to be believed, the files need not be read.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any

from helpdesk import __version__, files
from helpdesk.report import Finding, Place, Severity
from helpdesk.site import Site
from helpdesk.stamps import SETTLED, Stamp
from helpdesk.translations.checks import inputs_of

FOLDER = ".cache/helpdesk"
Result = tuple[list[Finding], dict[str, int]]
"""The Findings of a Page in a Locale, and how many Blocks there are of each state."""


class Cache:
    """The results of one Locale."""

    def __init__(self, site: Site, locale: str) -> None:
        self.path = site.root / FOLDER / f"translations-{locale}.json"
        self.began = time.time_ns()
        self.salt = salt_of(site)
        self.old = read(self.path)
        self.new: dict[str, str] = {}
        self.changed = False
        self.settled = True
        """Whether every file looked at last changed well before the run began."""

    def key(self, *parts: bytes | None) -> str:
        """The key of what these bytes lead to."""
        digest = blake2b(self.salt, digest_size=16)
        for part in parts:
            digest.update(b"-" if part is None else b"%d:" % len(part))
            digest.update(part or b"")
        return digest.hexdigest()

    def seal(self, stamps: Sequence[Stamp]) -> str:
        """What stands for files that are not read; empty when one of them changed so late that it may change unseen."""
        if any(max(stamp[2:]) > self.began - SETTLED for stamp in stamps):
            self.settled = False
            return ""
        return blake2b(self.salt + repr(stamps).encode(), digest_size=16).hexdigest()

    def find_sealed(self, slug: str, seal: str) -> Result | None:
        """What is known for files with this seal."""
        line = self.old.get(slug, "")
        if not seal or not line.startswith(f'["{seal}",'):
            return None
        self.new[slug] = line
        return result_in(line)

    def find(self, slug: str, key: str, seal: str) -> Result | None:
        """What is known for this key; the seal is remembered for the next run."""
        old_seal, _comma, rest = self.old.get(slug, "").partition(",")
        if not rest.startswith(f'"{key}",'):
            return None
        line = f'["{seal}",{rest}'
        self.changed = self.changed or line[: len(old_seal)] != old_seal
        self.new[slug] = line
        return result_in(line)

    def keep(self, slug: str, key: str, seal: str, result: Result) -> None:
        """Remembers a result."""
        entry = [seal, key, [packed(finding) for finding in result[0]], result[1]]
        self.new[slug] = json.dumps(entry, ensure_ascii=False, separators=(",", ":"))
        self.changed = True

    def save(self, *, whole: bool) -> None:
        """Writes what is known; a disk that is full or read-only only makes the next run slower."""
        entries = self.new if whole else {**self.old, **self.new}
        if not self.changed and len(entries) == len(self.old):
            return
        body = "\n".join([f"{json.dumps(slug)}\t{line}" for slug, line in entries.items()])
        try:
            files.write_text(self.path, f"{checksum(body)}\n{body}")
        except (OSError, UnicodeEncodeError):
            return


def read(path: Path) -> dict[str, str]:
    """The entries of a cache file, not decoded yet; none when it is missing, cut, foreign or of another version."""
    try:
        text = path.read_text(encoding="utf-8")
        head, _newline, body = text.partition("\n")
        if head != checksum(body):
            return {}
        lines = [line.partition("\t") for line in body.split("\n")]
        return {json.loads(slug): entry for slug, _tab, entry in lines}
    except (OSError, ValueError, RecursionError):
        return {}


def result_in(line: str) -> Result | None:
    """The result that an entry holds; None when it looks odd."""
    try:
        _seal, _key, found, counts = json.loads(line)
        return [unpacked(item) for item in found], {str(name): int(count) for name, count in counts.items()}
    except (TypeError, ValueError, KeyError, IndexError, AttributeError, RecursionError):
        return None


def checksum(body: str) -> str:
    """What the first line of a sound cache file says."""
    return blake2b(body.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def salt_of(site: Site) -> bytes:
    """What every result depends on beside the Pages: settings, word lists, and this program."""
    digest = blake2b(__version__.encode(), digest_size=16)
    for path in inputs_of(site):
        try:
            data = (site.root / path).read_bytes()
        except OSError:
            data = b""
        digest.update(b"%d:" % len(data) + data)
    package = Path(__file__).parent
    for folder in (package, package.parent / "blocks", package / "checks"):
        for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
            if entry.name.endswith(".py"):
                stat = entry.stat()
                digest.update(f"{entry.name} {stat.st_size} {stat.st_mtime_ns}".encode())
    return digest.digest()


def packed(finding: Finding) -> list[Any]:
    """A Finding as JSON."""
    place = finding.place
    where = [place.file, place.line, place.column, place.locale, place.page]
    return [finding.code, finding.severity.value, finding.message, finding.help, where, dict(finding.adds)]


def unpacked(item: list[Any]) -> Finding:
    """The Finding that was packed; raises ValueError, TypeError or IndexError for anything else."""
    code, severity, message, help_text, where, adds = item
    file, line, column, locale, page = where
    place = Place(str(file), int(line), int(column), str(locale), str(page))
    return Finding(str(code), Severity(severity), str(message), str(help_text), place, dict(adds))
