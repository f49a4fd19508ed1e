"""What to write instead of a wrong target in a built page."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from urllib.parse import quote

from helpdesk.links.built.judge import Judgement, clean_prefix
from helpdesk.links.built.numbers import Numbers
from helpdesk.links.built.tree import INDEXES, PAGE, Tree, folder_of, shown_page
from helpdesk.links.model import Verdict
from helpdesk.links.suggest import Nearest


class Repair:
    """Suggestions for one folder; the lists to choose from are made when first needed."""

    def __init__(self, tree: Tree, numbers: Numbers, ids_of: Callable[[str], frozenset[int] | None], base: str) -> None:
        self.tree, self.numbers, self.ids_of = tree, numbers, ids_of
        self.prefix = clean_prefix(base)
        self._ids: dict[str, Nearest] = {}
        self._files: dict[str, Nearest] = {}

    def suggestion(self, page: str, target: tuple[str, str], judgement: Judgement) -> str:
        """The address to put in the target's place; empty when nothing is near."""
        written = target[1]
        if judgement.verdict is Verdict.NO_ANCHOR:
            near = self.ids_like(judgement.hit).to(judgement.fragment)
            return f"{written.partition('#')[0]}#{near}" if near else ""
        hit = judgement.hit or self.files_like(judgement.path).to(judgement.path)
        if not hit:
            return ""
        fragment = f"#{judgement.fragment}" if judgement.fragment else ""
        path = shown_page(hit) if hit.endswith(INDEXES) or hit in self.tree.files else hit
        if written.startswith("/"):
            return quote(self.prefix + path) + fragment
        return (
            quote(posixpath.relpath("/" + path, "/" + folder_of(page)) + ("/" if path.endswith("/") else "")) + fragment
        )

    def ids_like(self, hit: str) -> Nearest:
        """The ids of one page."""
        if hit not in self._ids:
            self._ids[hit] = Nearest(self.numbers.names[number] for number in self.ids_of(hit) or ())
        return self._ids[hit]

    def files_like(self, path: str) -> Nearest:
        """The addresses of pages, or the files with the same ending."""
        stem, dot, ending = path.rpartition("/")[2].rpartition(".")
        key = f".{ending}" if stem and dot and not path.endswith(PAGE) else ""
        if key not in self._files:
            pages = (shown_page(each) for each in self.tree.pages)
            files = (each for each in sorted(self.tree.files) if each.endswith(key))
            self._files[key] = Nearest(files if key else pages)
        return self._files[key]
