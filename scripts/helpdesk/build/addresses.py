"""Named external addresses: `i18n/links.yml` gives them once, Pages use them as `[text][name]`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

FILE = "i18n/links.yml"

REFERENCE = re.compile(r"\]\s?\[([^\[\]]+)\]|\[([^\[\]]+)\](?![\[(:])")


def named_addresses(root: Path) -> dict[str, str]:
    """Every name and its address; none when the file is missing or is not what it should be."""
    import yaml

    try:
        content = yaml.safe_load((root / FILE).read_bytes())
    except (OSError, yaml.YAMLError):
        # What is wrong with the file is a Finding of `helpdesk links`.
        return {}
    entries = content.get("addresses") if isinstance(content, Mapping) else None
    if not isinstance(entries, Mapping):
        return {}
    pairs = ((str(name), entry.get("url") if isinstance(entry, Mapping) else entry) for name, entry in entries.items())
    return {name: url for name, url in pairs if isinstance(url, str) and url}


def with_definitions(markdown: str, addresses: Mapping[str, str]) -> str:
    """The text with a reference definition for each named address it uses, at its end."""
    used = {(match[1] or match[2]).strip() for match in REFERENCE.finditer(markdown)}
    lines = [f"[{name}]: <{addresses[name]}>" for name in sorted(used & addresses.keys())]
    return markdown + "\n\n" + "\n".join(lines) + "\n" if lines else markdown
