"""Copies of source Blocks put into a Translation where they belong: no other byte of it changes, and nothing is joined."""

from __future__ import annotations

from collections.abc import Callable, Collection
from itertools import islice

from helpdesk.blocks import Block, split
from helpdesk.blocks.untranslated import marked, unmarked
from helpdesk.frontmatter import FENCED
from helpdesk.translations.grade import has_words
from helpdesk.translations.pages import PagePair
from helpdesk.translations.runs import Run, newlines, placed

BOM = "\ufeff"
# What may follow its like without a blank line.
IN_ROWS = frozenset(("cell", "li"))


def copied(found: PagePair, *, sane_lists: bool) -> str:
    """The source's text with its marks."""
    copy = marked_copy if FENCED.match(found.source.text) else in_text_only
    return with_marks("".join(map(copy, found.sources)), found.source.text, sane_lists=sane_lists)


def with_missing(found: PagePair, chosen: Collection[int], *, sane_lists: bool) -> str:
    """The Translation's text with marked copies of the source Blocks that have these `id`s, in the line ends it has."""
    copies = with_copies(found, chosen, marked_copy), with_copies(found, chosen, plain_copy)
    return with_marks(*copies, sane_lists=sane_lists)


def marked_copy(block: Block) -> str:
    """The slice of a source Block, marked where it holds words that somebody must translate."""
    newline = "\r\n" if "\r\n" in block.text else "\n"
    return marked(block, newline) if has_words(block.family, block.body) else block.text


def plain_copy(block: Block) -> str:
    """The slice of a source Block as it stands."""
    return block.text


def in_text_only(block: Block) -> str:
    """`marked_copy`, but for front matter without fences: MkDocs knows no comments there."""
    return block.text if block.family == "front" else marked_copy(block)


def with_marks(text: str, plain: str, *, sane_lists: bool) -> str:
    """The text with marks; the plain one where they would make another Page of it."""
    one, other = (split(each, sane_lists=sane_lists) for each in (text, plain))
    if [(block.family, block.digest) for block in one] != [(block.family, block.digest) for block in other]:
        return plain
    same = "".join(unmarked(block).text for block in one) == "".join(unmarked(block).text for block in other)
    return text if same else plain


def with_copies(found: PagePair, chosen: Collection[int], copy: Callable[[Block], str]) -> str:
    """The Translation's text with copies of the chosen source Blocks where they belong."""
    has_bom = found.target.text.startswith(BOM)
    crlf = has_only_crlf(found.target.text)
    texts = [block.text.replace("\r\n", "\n") if crlf else block.text for block in found.targets]
    texts[:1] = [text.removeprefix(BOM) for text in texts[:1]]
    texts = with_front(found, texts, [block for block in found.sources if id(block) in chosen], copy)
    runs = placed(found, chosen)
    pieces: list[str] = []
    for at in range(-1, len(texts)):
        pieces += texts[at : at + 1] if at >= 0 else []
        for run in runs.get(at, ()):
            joined_to(pieces, text_of(run, copy), run, found, at)
    whole = "".join(pieces)
    return (BOM if has_bom else "") + (whole.replace("\n", "\r\n") if crlf else whole)


def has_only_crlf(text: str) -> bool:
    """Whether every line of the text ends as those of Windows do."""
    return "\r\n" in text and text.count("\n") == text.count("\r\n")


def text_of(run: Run, copy: Callable[[Block], str]) -> str:
    """The copies of a run, without the line ends behind them."""
    return "".join(map(copy, run.blocks)).removeprefix(BOM).replace("\r\n", "\n").rstrip("\n")


def with_front(found: PagePair, texts: list[str], chosen: list[Block], copy: Callable[[Block], str]) -> list[str]:
    """The slices of the Translation with the keys that its front matter lacks."""
    fenced = FENCED.match(found.target.text)
    keys = [block for block in chosen if block.family == "front"]
    if not keys or not FENCED.match(found.source.text) or (fenced is None and found.targets[:1] and is_front(found)):
        return texts
    partner = {id(entry.source): entry.target for entry in found.entries if entry.source and entry.target}
    places = {id(block): at for at, block in enumerate(found.targets)}
    fronts = [block for block in found.sources if block.family == "front"]
    result = list(texts) if fenced is not None else ["---\n", *texts]
    added: dict[int, str] = {}
    behind = 0
    for block in fronts:
        if (target := partner.get(id(block))) is not None:
            behind = places[id(target)]
        elif block in keys:
            added[behind] = added.get(behind, "") + copy(block).replace("\r\n", "\n").rstrip("\n") + "\n"
    for at, text in added.items():
        first, newline, rest = result[at].partition("\n")
        result[at] = f"{first}{newline}{text}{rest}" if result[at].startswith("---") else result[at] + text
    if fenced is not None:
        return result
    return ["".join(result[:1]) + "---\n\n" + "".join(result[1:2]), *result[2:]]


def is_front(found: PagePair) -> bool:
    """Whether the Translation begins with front matter without fences."""
    return any(block.family == "front" for block in found.targets)


def joined_to(pieces: list[str], text: str, run: Run, found: PagePair, at: int) -> None:
    """Adds a copy behind what stands there: parted by blank lines, except where the source has none either."""
    before = pieces[-1] if pieces else ""
    kept = before.rstrip("\n")
    ends = before[len(kept) :]
    following = next((block for block in islice(found.targets, at + 1, None) if block.tracked), None)
    is_last = at + 1 >= len(found.targets)
    alike = following is not None and following.family == run.blocks[-1].family and following.family in IN_ROWS
    near = following is not None and run.after is following and newlines(run.blocks[-1]) == 1
    if kept and run.touches:
        behind = ends if alike or is_last else ends if len(ends) > 1 else "\n" if near else "\n\n"
        pieces[-1:] = [kept + "\n", text + (behind or "\n")]
    else:
        gap = "\n" * max(2 - len(ends), 0) if any(piece.strip("\n") for piece in pieces) else ""
        pieces += [gap, text + ("\n" if is_last or near else "\n\n")]
