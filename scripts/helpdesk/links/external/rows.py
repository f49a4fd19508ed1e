"""LinkChecker's CSV, row by row, as Answers."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from email.utils import parsedate_to_datetime
from time import time
from typing import IO

from helpdesk.links.external.model import Answer, Hop, Problem
from helpdesk.links.external.veil import unveiled

COLUMNS = ["urlname", "result", "warningstring", "infostring", "valid", "url"]
REDIRECTED = re.compile(r"^Redirected to `(.*)' status: (\d+) ?(.*)\.$")
ANCHORS = re.compile(r"^Anchor `.*?' \(decoded: `.*?'\) not found\. Available anchors: (.*)\.$", re.DOTALL)
SUSPECT = re.compile(r"^Found (['\"].*['\"]) at line \d+ in link contents\.$", re.DOTALL)
OWN = re.compile(r"\b599 helpdesk:([a-z-]+) ?([^')]*)")
STATUS = re.compile(r"^(\d{3})\b ?(.*)", re.DOTALL)
HEADERS = re.compile(
    r"(Retry-after|Content-type|Helpdesk-saw|Server)=(.*?)(?=, (?:Retry-after|Content-type|Helpdesk-saw|Server)=|$)"
)
# A row names every id of a page, and no more of a page is parsed than a quarter of this.
LONGEST = 4 * 1024 * 1024
# Rows about nothing we asked for; whoever writes more of them is no LinkChecker.
MOST_STRAY = 10_000

# The first words that fit decide: the exception's name, then what stands in its text.
EXCEPTIONS = (
    (re.compile(r"^TooManyRedirects"), Problem.TOO_MANY),
    # Not even the proxy on loopback could be reached.
    (re.compile(r"^ProxyError|Network is unreachable"), Problem.UNREACHABLE),
    (
        re.compile(r"^(?:InvalidSchema|InvalidURL|MissingSchema|LocationParseError|InvalidHeader|LocationValueError)"),
        Problem.BAD_REDIRECT,
    ),
    (re.compile(r"timed out|Timeout"), Problem.TIMEOUT),
)


def answers(stream: IO[bytes], wanted: Mapping[str, str], sentinel: str) -> Iterator[Answer]:
    """An Answer per row that speaks of a wanted address, each address once; every other line is passed over.

    `wanted` gives, for what LinkChecker was fed, the address it stands for.
    """
    csv.field_size_limit(LONGEST)
    left = dict(wanted)
    stray = 0
    text = io.TextIOWrapper(stream, encoding="utf-8", errors="replace", newline="")
    try:
        for row in csv.reader(bounded_lines(text), delimiter=";"):
            if len(row) == len(COLUMNS) and row[0] in left:
                yield answer(left.pop(row[0]), dict(zip(COLUMNS, row, strict=True)), sentinel)
            else:
                stray += 1
            if not left or stray > MOST_STRAY:
                return
    except csv.Error:
        return
    finally:
        text.detach()


def bounded_lines(text: io.TextIOWrapper) -> Iterator[str]:
    """The lines up to one that is longer than any row; without NUL, which the CSV reader cannot take."""
    while (line := text.readline(LONGEST)) and len(line) < LONGEST:
        yield line.replace("\0", "")


def answer(url: str, row: Mapping[str, str], sentinel: str) -> Answer:
    """What one row says."""
    warnings = row["warningstring"].splitlines()
    hops = tuple(
        Hop(int(found[2]), without(found[1], sentinel)) for line in warnings if (found := REDIRECTED.match(line))
    )
    headers = headers_of(row["infostring"])
    status, problem, detail = outcome(row["result"])
    last = next((line for line in reversed(warnings) if REDIRECTED.match(line)), "")
    return Answer(
        url=url,
        status=status,
        hops=hops,
        problem=problem,
        detail=detail,
        retry_after=seconds(dict(headers).get("retry-after", "")),
        anchors=anchors_of(row["warningstring"]),
        headers=headers,
        suspect=suspect_of(row["warningstring"]),
        unread="could not get content" in row["warningstring"],
        landed_on_fragment="#" in last and f"#{sentinel}'" not in last,
    )


def without(target: str, sentinel: str) -> str:
    """A redirect's target as a browser knows it, without the fragment we put there."""
    return unveiled(target.removesuffix(f"#{sentinel}"))


def outcome(result: str) -> tuple[int, Problem | None, str]:
    """The status, or the Problem with its details."""
    if own := OWN.search(result):
        return 0, problem_named(own[1]), own[2].strip("- ")
    if match := STATUS.match(result):
        return int(match[1]), None, match[2]
    # LinkChecker's texts begin with the exception and the address asked for, which may hold any word.
    said = re.sub(r"with url: \S*", "", result)
    problem = next((problem for pattern, problem in EXCEPTIONS if pattern.search(said)), Problem.RESET)
    return 0, problem, result


def problem_named(name: str) -> Problem:
    """The Problem of this value."""
    return next((problem for problem in Problem if problem.value == name), Problem.RESET)


def anchors_of(warnings: str) -> frozenset[str] | None:
    """Every id of the page, from AnchorCheck's complaint about the one that is not there."""
    start = warnings.find("Anchor `")
    if start < 0:
        return None
    end = warnings.find("\nFound ", start)
    match = ANCHORS.match(warnings[start : end if end > 0 else None].strip())
    if not match:
        return None
    return frozenset() if match[1] == "-" else frozenset(match[1].removeprefix("`").removesuffix("'").split("', `"))


def suspect_of(warnings: str) -> str:
    """The text that RegexCheck found."""
    start = warnings.find("Found ")
    match = SUSPECT.match(warnings[start:].strip()) if start >= 0 else None
    return match[1][1:-1] if match else ""


def headers_of(info: str) -> tuple[tuple[str, str], ...]:
    """The headers of the last response; HttpHeaderInfo has one line per response."""
    lines = [line.removeprefix("HTTP headers ") for line in info.splitlines() if line.startswith("HTTP headers ")]
    return tuple((name.lower(), value.strip()) for name, value in HEADERS.findall(lines[-1])) if lines else ()


def seconds(retry_after: str) -> float:
    """A Retry-After header, which counts seconds or names a time, in seconds from now; 0 when it is neither."""
    if re.fullmatch(r"\d{1,9}", retry_after):
        return float(retry_after)
    try:
        return max(0.0, parsedate_to_datetime(retry_after).timestamp() - time())
    except (ValueError, TypeError, OverflowError):
        return 0.0
