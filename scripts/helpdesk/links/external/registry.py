"""`i18n/links.yml` as the external check reads it: named addresses and known failures, each with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from helpdesk import files
from helpdesk.links.external.model import Verdict

FILE = "i18n/links.yml"


@dataclass(frozen=True, slots=True)
class Named:
    """One named address."""

    name: str
    url: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Known:
    """A failure somebody has looked at and accepted until a day."""

    url: str
    """Exact, or with `*` for any characters."""
    verdict: Verdict | None
    """The Verdict it covers; None: any."""
    reason: str
    owner: str
    expires: date | None
    line: int
    unknown_verdict: str = ""
    """What stands there for a Verdict and is none."""

    def covers(self, url: str, verdict: Verdict) -> bool:
        """Whether this entry speaks of the address and its Verdict."""
        return self.verdict in {None, verdict} and bool(re.fullmatch(self.pattern, url, re.DOTALL))

    @property
    def pattern(self) -> str:
        """The address as a regular expression."""
        return ".*".join(map(re.escape, self.url.split("*")))

    @property
    def is_whole(self) -> bool:
        """Whether nothing is missing or wrong."""
        return not self.lacks and not self.unknown_verdict

    @property
    def lacks(self) -> list[str]:
        """The keys an entry must have and this one has not."""
        have = {"url": self.url, "reason": self.reason, "owner": self.owner, "expires": self.expires}
        return [key for key, value in have.items() if not value]


@dataclass(frozen=True, slots=True)
class Registry:
    """What the file holds."""

    named: tuple[Named, ...] = ()
    known: tuple[Known, ...] = ()
    complaint: str = ""
    """Why the file could not be read; empty where it could, or there is none."""
    line: int = 1
    """Where the complaint is."""


def load(root: Path) -> Registry:
    """The Registry of a project; a file that cannot be read is as good as an empty one, and is spoken of."""
    import yaml

    try:
        text = files.read_text(root / FILE)
        node = yaml.compose(text, Loader=yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader)
        complaint, line = misshapen(node)
        return Registry(tuple(named_of(node)), tuple(known_of(node)), complaint, line)
    except FileNotFoundError:
        return Registry()
    except files.Unreadable as error:
        return Registry(complaint=error.reason, line=error.line)
    except OSError as error:
        return Registry(complaint=error.strerror or "it cannot be opened")
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        return Registry(
            complaint=f"it is not valid YAML ({getattr(error, 'problem', error)})", line=mark.line + 1 if mark else 1
        )


def misshapen(node: Any) -> tuple[str, int]:
    """What keeps the known failures of a valid YAML file from being read, and where; empty where nothing does."""
    import yaml

    if node is None or (isinstance(node, yaml.ScalarNode) and not node.value):
        return "", 1
    if not isinstance(node, yaml.MappingNode):
        return "it must hold keys such as `addresses:` and `known-failures:`", node.start_mark.line + 1
    for name, value in node.value:
        empty = isinstance(value, yaml.ScalarNode) and value.value in {"", "~", "null"}
        if name.value == "known-failures" and not empty and not isinstance(value, yaml.SequenceNode):
            return "`known-failures` must be a list, each entry beginning with `- url:`", name.start_mark.line + 1
    return "", 1


def entries(node: Any, key: str) -> list[tuple[Any, Any]]:
    """The key and value nodes below a top-level key; those of a list have no key node."""
    import yaml

    if not isinstance(node, yaml.MappingNode):
        return []
    value = next((value for name, value in node.value if name.value == key), None)
    if isinstance(value, yaml.MappingNode):
        return list(value.value)
    return [(None, item) for item in value.value] if isinstance(value, yaml.SequenceNode) else []


def named_of(node: Any) -> Iterator[Named]:
    """The addresses, either `name: {url: …}` or `name: …`."""
    import yaml

    for name, value in entries(node, "addresses"):
        url = value
        if isinstance(value, yaml.MappingNode):
            url = next((found for key, found in value.value if key.value == "url"), None)
        if name is not None and isinstance(url, yaml.ScalarNode) and url.value:
            mark = url.start_mark
            yield Named(str(name.value), str(url.value), mark.line + 1, mark.column + 1)


def known_of(node: Any) -> Iterator[Known]:
    """The known failures."""
    import yaml

    for key, value in entries(node, "known-failures"):
        if key is not None:
            return
        pairs = value.value if isinstance(value, yaml.MappingNode) else []
        given = {str(name.value): str(found.value) for name, found in pairs if isinstance(found, yaml.ScalarNode)}
        verdict = next((verdict for verdict in Verdict if verdict.value == given.get("verdict")), None)
        yield Known(
            url=given.get("url", ""),
            verdict=verdict,
            reason=given.get("reason", ""),
            owner=given.get("owner", ""),
            expires=day(given.get("expires", "")),
            line=value.start_mark.line + 1,
            unknown_verdict="" if verdict else given.get("verdict", ""),
        )


def day(text: str) -> date | None:
    """The day a text names; None where it names none."""
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        return None
