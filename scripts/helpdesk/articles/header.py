"""The header of a legacy article: `<properties …/>` and `<tags …/>`, read even where translation damaged them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from html import unescape

START = re.compile(r"\s*<\s*(?P<name>[^\W\d_]+)(?=[\s/>])")
KEY = re.compile(r"([A-Za-z][\w.-]*)\s*=\s*(?=[\"'\w])")
KNOWN_NAMES = {"properties", "tags"}
ONLY_HERE = re.compile(r"\b(?:pageTitle|documentationCenter|ms\.\w+)\s*=", re.IGNORECASE)
END_OF_VALUE = re.compile(r"\s*(?:/?>|[A-Za-z][\w.-]*\s*=\s*[\"']|\n|\Z)")
# Text that no header holds: a heading, a list, or two blank lines.
TEXT_STARTS = re.compile(r"^(?:#|>|[-*] |\d+\. |!\[|\[)", re.MULTILINE)
# Far above any real header, so that damage costs little time.
LONGEST = 20_000
# A header damaged in more places is none.
MOST_DAMAGE = 50
SUFFIX = re.compile(r"\s*\|\s*(?:Microsoft\s+)?Azure\s*$", re.IGNORECASE)
AMERICAN_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


@dataclass(slots=True)
class Header:
    """The attributes of a header in their order, and where the text after it starts."""

    values: list[tuple[str, str, int]] = field(default_factory=list)
    """Name, value and line, counted from 1."""
    end: int = 0
    """Where in the text the header ends."""
    damage: list[tuple[int, str]] = field(default_factory=list)
    """Lines that are no proper attribute, with their text."""


def read(text: str) -> Header:
    """The header at the top of the text; without values when there is none."""
    header = Header()
    while len(header.damage) < MOST_DAMAGE and (start := START.match(text, header.end)) and is_header(text, start):
        if start["name"].lower() not in KNOWN_NAMES:
            header.damage.append((line_at(text, start.start("name")), start[0].strip()))
        element(text, start.end(), header)
    return header


def is_header(text: str, start: re.Match[str]) -> bool:
    """Whether this tag is part of a header, also when its name was translated."""
    if start["name"].lower() in KNOWN_NAMES:
        return True
    return bool(ONLY_HERE.search(text, start.end(), start.end() + 500))


def element(text: str, position: int, header: Header) -> None:
    """Reads one element; moves the header's end behind it."""
    next_text = TEXT_STARTS.search(text, position, position + LONGEST)
    limit = next_text.start() if next_text else min(len(text), position + LONGEST)
    while True:
        while position < limit and text[position].isspace():
            position += 1
        if position >= limit:
            header.damage.append((line_at(text, position), "it is never closed."))
            break
        if text.startswith(("/>", ">"), position):
            position += 2 if text[position] == "/" else 1
            break
        if text[position] == "<":
            header.damage.append((line_at(text, position), "the part before this line is never closed."))
            break
        position = attribute(text, position, limit, header)
    header.end = position


def attribute(text: str, position: int, limit: int, header: Header) -> int:
    """Reads one attribute or one stray word; the position behind it."""
    line = line_at(text, position)
    key = KEY.match(text, position, limit)
    if not key:
        end = position
        while end < limit and not text[end].isspace() and not text.startswith("/>", end):
            end += 1
        header.damage.append((line, text[position : max(end, position + 1)]))
        return max(end, position + 1)
    quote = text[key.end()]
    if quote not in "\"'":
        end = key.end()
        while end < limit and not text[end].isspace() and text[end] not in "/>":
            end += 1
        header.values.append((key[1], text[key.end() : end], line))
        header.damage.append((line, f"the value of {key[1]} has no quotes."))
        return end
    end = text.find(quote, key.end() + 1, limit)
    first_end = end
    while end >= 0 and not END_OF_VALUE.match(text, end + 1):
        line_end = text.find("\n", end, limit)
        end = text.find(quote, end + 1, limit if line_end < 0 else line_end)
    if end < 0 and first_end >= 0:
        end = first_end
    if end != first_end or (end >= 0 and not END_OF_VALUE.match(text, end + 1)):
        header.damage.append((line, f"the value of {key[1]} holds quotes."))
    if end < 0:
        line_end = text.find("\n", key.end(), limit)
        end = limit if line_end < 0 else line_end
        header.damage.append((line, f"the value of {key[1]} is never closed."))
    value = " ".join(unescape(text[key.end() + 1 : end]).split())
    header.values.append((key[1], value, line))
    return end + 1


def line_at(text: str, position: int) -> int:
    """The line of a position, counted from 1."""
    return text.count("\n", 0, position) + 1


def front_matter(values: list[tuple[str, str]]) -> str:
    """YAML front matter, one line per value: `title` and `description` first, then the rest as the header had it."""
    lines = [f"{key}: {yaml_value(key, value)}\n" for key, value in values]
    return f"---\n{''.join(lines)}---\n"


def yaml_value(key: str, value: str) -> str:
    """The value on one line, so that YAML reads the same string; dates stay dates."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return value
    if value == "":
        return '""'
    # YAML 1.2 section 7.3.3: what starts with a letter is plain unless it holds ": " or " #" or ends in ":".
    is_plain = value[0].isalpha() and value.isprintable() and not re.search(r":(?:\s|\Z)|\s#", value)
    return value if is_plain and value.lower() not in YAML_WORDS else json.dumps(value, ensure_ascii=False)


YAML_WORDS = {"true", "false", "yes", "no", "on", "off", "null", "y", "n"}
"""Plain words that YAML 1.1 reads as something other than text."""


def iso_date(value: str) -> str:
    """MM/DD/YYYY as YYYY-MM-DD; empty when it is no such date."""
    match = AMERICAN_DATE.fullmatch(value.strip())
    if not match:
        return ""
    month, day, year = int(match[1]), int(match[2]), int(match[3])
    return f"{year:04}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 else ""


def page_values(header: Header) -> list[tuple[str, str]]:
    """What the front matter holds: the title without its suffix, the date in ISO form, all other values as they are."""
    result: dict[str, str] = {}
    rest: dict[str, str] = {}
    for name, value, _line in header.values:
        if name.lower() == "pagetitle":
            result["title"] = SUFFIX.sub("", value)
        elif name.lower() == "description":
            result["description"] = value
        elif name.lower() == "ms.date":
            rest[name] = iso_date(value) or value
        else:
            key = name
            while key in rest and rest[key] != value:
                key += "-2"
            rest[key] = value
    ordered = {key: result[key] for key in ("title", "description") if key in result}
    return [*ordered.items(), *rest.items()]
