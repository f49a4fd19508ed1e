"""The articles of one import: where each becomes a Page, and what stands beside them on the disk."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from helpdesk.articles.retired import Retired


@dataclass(frozen=True)
class Collection:
    """The articles below one folder; `pages` maps an article to its Page, both from their roots with "/"."""

    root: Path
    """The folder of the articles; nothing outside of it and of `includes` is read."""
    pages: Mapping[str, str]
    includes: Path | None = None
    whole: bool = True
    """Whether the import is of the whole folder, so that an article not in `pages` is not there."""
    retired: Mapping[str, Retired] = field(default_factory=dict)
    """Hosts that no Page must lead to."""
    locale: str = ""
    """The Locale of the articles; empty when none was named."""
    _listings: dict[str, dict[str, str]] = field(default_factory=dict)

    @cached_property
    def folded(self) -> Mapping[str, str]:
        """The articles by their path in lower case."""
        return {article.lower(): article for article in self.pages}

    @cached_property
    def by_name(self) -> Mapping[str, str]:
        """The articles whose file name no other article has, by that name in lower case without its ending."""
        names: dict[str, str] = {}
        double = set()
        for article in self.pages:
            name = posixpath.splitext(posixpath.basename(article))[0].lower()
            if name in names:
                double.add(name)
            names[name] = article
        return {name: article for name, article in names.items() if name not in double}

    def find(self, path: str) -> str:
        """The article of that path in any case, with or without ending; empty when there is none."""
        folded = path.lower()
        return self.folded.get(folded, "") or self.folded.get(f"{folded.rstrip('/')}.md", "")

    def page_of(self, article: str) -> str:
        """Where the article is or would be a Page."""
        return self.pages.get(article) or posixpath.splitext(article)[0] + ".md"

    def on_disk(self, path: str) -> str:
        """The path from the root as the disk spells it; empty when there is no such file."""
        parts: list[str] = []
        for part in path.split("/"):
            names = self.listing("/".join(parts))
            found = (names.get(part, "") and part) or names.get(part.lower(), "")
            if not found:
                return ""
            parts.append(found)
        return "/".join(parts)

    def listing(self, folder: str) -> dict[str, str]:
        """The names in a folder, as they are and in lower case, both to the name as it is."""
        if folder not in self._listings:
            try:
                names = os.listdir(self.root / folder)
            except OSError:
                names = []
            self._listings[folder] = {name.lower(): name for name in names} | {name: name for name in names}
        return self._listings[folder]


def relative(path: Path, root: Path) -> str:
    """The path from the root with "/", both taken as written; it starts with "../" when it leads outside."""
    return os.path.relpath(os.path.normpath(path), os.path.normpath(root)).replace(os.sep, "/")


def is_outside(path: str) -> bool:
    """Whether a path from a root leads out of it."""
    return path == ".." or path.startswith("../") or posixpath.isabs(path)


def is_within(path: Path, folder: Path) -> bool:
    """Whether the file is really in the folder, symbolic links followed."""
    return os.path.realpath(path).startswith(os.path.realpath(folder).rstrip(os.sep) + os.sep)
