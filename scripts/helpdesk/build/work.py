"""What a writer sees beside a Block in a preview: its state, what changed, and what settles it."""

from __future__ import annotations

from html import escape

from helpdesk.blocks import Block
from helpdesk.translations.findings import KINDS
from helpdesk.translations.track import BlockState, Entry


def needs_work(entry: Entry) -> bool:
    """Whether a writer must look at the Block."""
    return entry.state is not BlockState.FRESH


def for_writer(entry: Entry, slug: str, locale: str) -> str:
    """The state of a Block, what changed and the command that settles it; in English, as the command speaks."""
    grade = f", {entry.grade.value}" if entry.grade else ""
    block = entry.target or entry.source
    assert block is not None
    changed = difference(entry)
    return (
        f'<div class="work" data-state="{entry.state.value}" lang="en" dir="ltr" data-pagefind-ignore>'
        f"<strong>{entry.state.value}{grade}</strong> line {block.body_line} {changed}{remedy(entry, block, slug, locale)}</div>"
    )


def difference(entry: Entry) -> str:
    """The source then and now as a word diff; the source's text where there is nothing to compare."""
    if entry.source is None:
        return ""
    if entry.record is None or entry.record.text == entry.source.body:
        return f"<q>{escape(entry.source.body)}</q> " if entry.target is None else ""
    from helpdesk.translations.show import word_diff

    text = escape(word_diff(entry.record.text, entry.source.body, colour=False))
    for plain_marks, tags in ((("[-", "-]"), ("<del>", "</del>")), (("{+", "+}"), ("<ins>", "</ins>"))):
        text = text.replace(plain_marks[0], tags[0]).replace(plain_marks[1], tags[1])
    return f"<span>{text}</span> "


def remedy(entry: Entry, block: Block, slug: str, locale: str) -> str:
    """What settles it: what to type when the Block is right, or what to do with its text where no command does it."""
    if entry.state in (BlockState.ORPHAN, BlockState.EXTRA, BlockState.MOVED):
        return escape(KINDS[entry.state].help)
    verb = "insert" if entry.state is BlockState.MISSING else "accept"
    spot = slug if entry.state is BlockState.MISSING else f"{slug}:{block.body_line}"
    return f"<code>{escape(f'helpdesk translations {verb} {spot} --locale {locale}')}</code>"
