"""Ledgers left behind under the old name of a Page that got another, found again by the texts they record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cached_property

from helpdesk.command import CannotRun
from helpdesk.site import Site, walk_files
from helpdesk.stamps import Stamp, stamp_at
from helpdesk.translations.reading import parse

# What may stand before a text on its line: signs of headings, lists and quotes.
SIGNS = b" \t#>*+-0123456789.):|"
# Shorter texts stand on many Pages.
TELLING = 8


class LeftBehind:
    """The Ledgers of one Locale whose Slug neither the source nor the Locale has any more."""

    def __init__(self, site: Site, locale: str) -> None:
        self.site = site
        self.locale = locale

    @cached_property
    def paths(self) -> list[str]:
        """Where they are, from the root, sorted."""
        site, locale = self.site, self.locale
        top = str(site.root / site.ledger_path("", locale)).removesuffix("/.txt")
        try:
            slugs = {name.removesuffix(".txt") for name in walk_files(top, "", (".txt",))}
            left = slugs.difference(site.slugs(locale), site.slugs(site.source.code)) if slugs else slugs
        except CannotRun:
            # Each Page tells by itself that its Ledger cannot be read.
            return []
        return sorted(site.ledger_path(slug, locale) for slug in left)

    @cached_property
    def stamps(self) -> list[Stamp]:
        """What tells whether one of them has changed."""
        return [stamp_at(f"{self.site.root}/{path}") for path in self.paths]

    @cached_property
    def texts(self) -> dict[bytes, set[str]]:
        """Which of them record a text that has this line."""
        found: dict[bytes, set[str]] = {}
        for path in self.paths:
            try:
                content = (self.site.root / path).read_bytes()
            except OSError:
                continue
            for record in parse(content.decode("utf-8", "replace")).records:
                for line in telling(record.text.encode("utf-8", "replace")):
                    found.setdefault(line, set()).add(path)
        return found

    @cached_property
    def sizes(self) -> Counter[str]:
        """How many such lines each of them has."""
        return Counter(path for paths in self.texts.values() for path in paths)

    def ledger_for(self, source: bytes) -> str:
        """The one that records half of this source Page's lines, or of whose lines it has half; empty for none."""
        if not self.paths:
            return ""
        lines = set(telling(source))
        votes = Counter(path for line in lines for path in self.texts.get(line, ()))
        best = votes.most_common(2)
        if not best or (len(best) > 1 and best[0][1] == best[1][1]):
            return ""
        path, count = best[0]
        return path if 2 * count >= min(len(lines), self.sizes[path]) else ""


def telling(content: bytes) -> Iterator[bytes]:
    """The lines, and cells of rows, that are long enough to know a Page by, without the signs before them."""
    for line in content.replace(b" |", b"\n").split(b"\n"):
        bare = line.strip().lstrip(SIGNS)
        if len(bare) >= TELLING:
            yield bare
