"""One Page as it stands in its file, read as far as a check asks for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from helpdesk.frontmatter import FrontMatter, parse
from helpdesk.pages.headings import Heading
from helpdesk.pages.lint import Text
from helpdesk.pages.passages import Kind, Lines, headings_of, passages_of
from helpdesk.prose import prose_of
from helpdesk.report import Place

# A value on one line, without the quotes around it.
VALUE = re.compile(r"[^:\n]+:[ \t]+(?P<quote>[\"']?)(?P<value>[^\n]*?)(?P=quote)[ \t]*(?:\r?\n|\Z)")
SHOWN_TO_READERS = ("title", "description")


@dataclass(frozen=True)
class PageText:
    """One Page."""

    slug: str
    locale: str
    path: str
    text: str

    @cached_property
    def front(self) -> FrontMatter:
        """Its front matter."""
        return parse(self.text)

    @cached_property
    def headings(self) -> list[Heading]:
        """Its headings, in order."""
        return headings_of(self.text, self.front)

    @cached_property
    def lines(self) -> Lines:
        """Line and column of its offsets."""
        return Lines(self.text)

    @cached_property
    def texts(self) -> list[Text]:
        """Its words, passage by passage, title and description first."""
        body = (
            Text(passage.kind, prose_of(self.text, passage.start, passage.end))
            for passage in passages_of(self.text, self.front)
        )
        return [*self.matter_texts(), *body]

    def matter_texts(self) -> Iterator[Text]:
        """The values of the front matter that readers see, where they stand on one line."""
        for key in SHOWN_TO_READERS:
            if key not in self.front.lines or not isinstance(self.front.values[key], str):
                continue
            found = VALUE.match(self.text, self.lines.starts[self.front.lines[key] - 1])
            if found and found["value"] not in ("|", ">", "|-", ">-"):
                yield Text(Kind.TITLE, prose_of(self.text, found.start("value"), found.end("value")))

    def place(self, line: int = 1, column: int = 1) -> Place:
        """A Place on it by line and column."""
        return Place(self.path, line, column, self.locale, self.slug)

    def place_at(self, offset: int) -> Place:
        """A Place on it by offset in its text."""
        return self.place(*self.lines.of(offset))
