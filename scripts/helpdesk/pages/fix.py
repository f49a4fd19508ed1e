"""What `pages fix` changes: ids that a Translation's headings lack, and the typography of the language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from re import Match

from helpdesk.pages.headings import Heading, same_places
from helpdesk.pages.lint import Text, Wishes, unset
from helpdesk.prose import Prose


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of a Page's text, by offsets in it."""

    start: int
    end: int
    text: str


def id_edits(source: Sequence[Heading], translation: Sequence[Heading]) -> Iterator[Edit]:
    """The source's ids, written beside the headings of a Translation that have none.

    Only where both Pages have the same headings by level and place, so that no id comes to stand at another heading.
    """
    if [heading.level for heading in source] != [heading.level for heading in translation]:
        return
    taken = {heading.id for heading in translation}
    for theirs, ours in same_places(source, translation):
        if theirs.id and not ours.id and theirs.id not in taken:
            yield Edit(ours.end, ours.end, f" {{ #{theirs.id} }}")


def typography_edits(page_text: str, texts: Iterable[Text], wishes: Wishes) -> Iterator[Edit]:
    """What the rules with a `write` put right, sign by sign, so that marks of Markdown in between stay."""
    for text in texts:
        for prose in (text.prose, *text.prose.alts):
            for rule, found in unset(prose, wishes):
                if rule.write is not None:
                    yield from sign_edits(page_text, prose, found, found.expand(rule.write))


def sign_edits(page_text: str, prose: Prose, found: Match[str], after: str) -> Iterator[Edit]:
    """The least edits that turn what was found into `after`.

    None where a sign to change is written in another way than it is read, such as an entity or a line's end.
    """
    for tag, a, b, c, d in SequenceMatcher(None, found[0], after, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        places = [prose.offset(found.start() + index) for index in range(a, b)]
        if any(page_text[at] != sign for at, sign in zip(places, found[0][a:b], strict=True)):
            continue
        if places:
            yield Edit(places[0], places[0] + 1, after[c:d])
            yield from (Edit(at, at + 1, "") for at in places[1:])
        else:
            at = prose.offset(found.start() + a)
            yield Edit(at, at, after[c:d])


def applied(text: str, edits: Iterable[Edit]) -> str:
    """The text with the edits made; of two that overlap the first wins, so that a second run makes the other."""
    parts, position = [], 0
    for edit in sorted(set(edits), key=lambda edit: (edit.start, edit.end)):
        if edit.start < position:
            continue
        parts += [text[position : edit.start], edit.text]
        position = edit.end
    return "".join([*parts, text[position:]])
