"""What earlier runs found out about addresses; safe to lose, and two runs may write it at once."""

from __future__ import annotations

import contextlib
import hashlib
import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from helpdesk import files
from helpdesk.links.external.model import Judgement, Result, Verdict

FILE = ".cache/helpdesk/links-external.json"
VERSION = 1
DAY = 86400.0
# How long a Verdict holds, in days: what is well rarely changes, what is not shall be noticed mended the next night.
DAYS = {
    Verdict.OK: 7.0,
    Verdict.MOVED: 14.0,
    Verdict.FRAGMENT: 3.0,
    Verdict.SOFT404: 3.0,
    Verdict.BROKEN: 1.0,
    Verdict.TRANSIENT: 0.5,
    Verdict.BLOCKED: 14.0,
}
# Days after which an address that nobody asks for any more is forgotten.
FORGET = 90
# Up to this share less, so that addresses checked together do not all run out together, and none lives longer than said.
JITTER = 0.3


@dataclass(frozen=True, slots=True)
class Patience:
    """When a row of failures counts as broken."""

    failures: int = 3
    """Runs in a row."""
    days: int = 3
    """From the first of them on."""


@dataclass(frozen=True, slots=True)
class Cache:
    """The Results of earlier runs by address, and what was wrong with the file."""

    results: Mapping[str, Result]
    complaint: str = ""
    """Empty where the file was fine or there was none."""


def load(root: Path, now: float = math.inf) -> Cache:
    """The cache of a project; a file that cannot be used is as good as none, and is spoken of.

    So are entries of a day that has not come yet: a clock was wrong, and they would vouch until it is right.
    """
    try:
        data = json.loads((root / FILE).read_bytes())
    except FileNotFoundError:
        return Cache({})
    except (OSError, ValueError, RecursionError) as error:
        return Cache({}, f"it cannot be read ({type(error).__name__})")
    if not isinstance(data, dict) or not isinstance(data.get("links"), dict):
        return Cache({}, "it is no cache of this command")
    if data.get("version") != VERSION:
        return Cache({}, f"it has version {data.get('version')!r}, this command writes {VERSION}")
    found = {url: parsed(url, entry) for url, entry in data["links"].items()}
    results = {url: result for url, result in found.items() if result is not None and result.checked <= now + DAY}
    return Cache(results, "" if len(results) == len(found) else f"{len(found) - len(results)} entries make no sense")


def parsed(url: str, entry: object) -> Result | None:
    """One entry of the file; None where it makes no sense."""
    if not isinstance(entry, dict):
        return None
    try:
        judgement = Judgement(
            Verdict(entry["verdict"]),
            reason=str(entry.get("reason", "")),
            to=str(entry.get("to", "")),
            safe=entry.get("safe") is True,
            suggestion=str(entry.get("suggestion", "")),
        )
        # JSON may hold half a sign, which could not be written again; it raises a ValueError.
        f"{url}{judgement.reason}{judgement.to}{judgement.suggestion}".encode()
        checked, expires = float(entry["checked"]), float(entry["expires"])
        # Also false for NaN; a second more, for both are rounded.
        if not 0 <= checked <= expires <= checked + DAY * max(DAYS.values()) + 1:
            return None
        return Result(
            url,
            judgement,
            attempts=int(entry.get("attempts", 1)),
            first_failed=date.fromisoformat(entry["first_failed"]).isoformat() if entry.get("first_failed") else "",
            failures=int(entry.get("failures", 0)),
            checked=checked,
            expires=expires,
        )
    except (KeyError, ValueError, TypeError, OverflowError):
        return None


def written(result: Result) -> dict[str, object]:
    """One Result as an entry of the file, without what is empty."""
    judgement = result.judgement
    entry = {
        "verdict": judgement.verdict.value,
        "reason": judgement.reason,
        "to": judgement.to,
        "safe": judgement.safe,
        "suggestion": judgement.suggestion,
        "attempts": result.attempts,
        "first_failed": result.first_failed,
        "failures": result.failures,
        "checked": round(result.checked),
        "expires": round(result.expires),
    }
    return {key: value for key, value in entry.items() if value not in ("", False)}


def save(root: Path, results: Mapping[str, Result], now: float) -> None:
    """Adds the Results to the file: under a lock, and the newer of two Results for one address stays."""
    path = root / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    with locked(path.with_suffix(".lock")):
        merged = dict(load(root, now).results)
        for url, result in results.items():
            if url not in merged or merged[url].checked <= result.checked:
                merged[url] = result
        links = {url: written(merged[url]) for url in sorted(merged) if merged[url].checked > now - FORGET * DAY}
        files.write_text(path, json.dumps({"version": VERSION, "links": links}, ensure_ascii=False, indent=0) + "\n")


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Keeps other runs out of the file; where the system has no locks, the atomic write must do."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    with open(path, "ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def aged(url: str, judgement: Judgement, before: Result | None, now: float, patience: Patience) -> Result:
    """Today's Judgement with the history of the address: failures are counted, and what lasts becomes broken."""
    if judgement.verdict not in {Verdict.TRANSIENT, Verdict.BROKEN}:
        return Result(url, judgement, checked=now, expires=now + lifetime(url, judgement.verdict))
    today = datetime.fromtimestamp(now, UTC).date()
    first = before.first_failed if before and before.first_failed else today.isoformat()
    failures = (before.failures if before else 0) + 1
    days = (today - date.fromisoformat(first)).days
    if judgement.verdict is Verdict.TRANSIENT and failures >= patience.failures and days >= patience.days:
        judgement = replace(judgement, verdict=Verdict.BROKEN, reason=f"{judgement.reason}, for {days} days now")
    expires = now + lifetime(url, judgement.verdict)
    return Result(url, judgement, first_failed=first, failures=failures, checked=now, expires=expires)


def lifetime(url: str, verdict: Verdict) -> float:
    """Seconds a Verdict holds; the jitter depends on the address alone, so that it is the same each time."""
    share = int.from_bytes(hashlib.sha256(url.encode()).digest()[:4], "big") / 2**32
    return DAYS[verdict] * DAY * (1 - JITTER * share)


def permanent_moves(root: Path) -> dict[str, str]:
    """Addresses, as Pages write them, that moved for good to a place a program may write instead; for `links fix`."""
    return {
        url: result.judgement.to
        for url, result in load(root).results.items()
        if result.judgement.verdict is Verdict.MOVED and result.judgement.safe and result.judgement.to
    }
