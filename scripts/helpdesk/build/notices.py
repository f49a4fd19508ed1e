"""Notices inside a translated Page about parts that are out of date or not there yet.

For readers: beside a stale Block the source's text now, one click away, and a list of such parts below the title.
For writers, in a preview: every Block that needs work, with its state, what changed and the command that settles it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape, unescape

from helpdesk.blocks import Block, split
from helpdesk.build.content import with_line_below_title
from helpdesk.build.marks import with_notices, with_signs
from helpdesk.build.versions import direction
from helpdesk.build.work import for_writer, needs_work
from helpdesk.site import Site
from helpdesk.translations.checks.pairs import title_of
from helpdesk.translations.grade import Grade
from helpdesk.translations.pages import PagePair, load, uses_sane_lists
from helpdesk.translations.renamed import LeftBehind
from helpdesk.translations.track import BlockState, Entry

ATTRIBUTES = re.compile(r"\s*\{:?\s[^{}\n]*\}\s*$")
# `[text][name]` has no address here, and needs none.
REFERENCE = re.compile(r"\[([^\[\]^][^\[\]]*)\]\[[^\[\]]*\]")
NOTE = re.compile(r"\[\^[^\[\]]*\]")
CHECKBOX = re.compile(r"\A\[[ xX]\] ")
TAG = re.compile(r"<[^<>]*>")
# The families that stand in the front matter: readers see them only as the name of the Page.
FRONT = "front"
# What at the edge of the Page stands in nothing else.
AT_EDGE = frozenset({"p", "heading", "title", "code"})
# More parts than this push the Page itself off a phone's first screens; the others are one click away.
LISTED = 8
# Longer names of parts would hide the list's purpose.
NAME_AT_MOST = 70


@dataclass(frozen=True, slots=True)
class Translated:
    """A Page that exists in its Locale, and what is needed to speak to its reader."""

    site: Site
    slug: str
    locale: str
    words: Mapping[str, str]
    for_writers: bool = False
    left: LeftBehind | None = None
    """The Locale's Ledgers that were left behind, looked for once for all Pages."""


@dataclass(slots=True)
class Notices:
    """What to say about one Page."""

    page: Translated
    pair: PagePair
    beside: dict[int, list[Entry]] = field(default_factory=dict)
    """Per Block of the Markdown, by its number: the entries to speak of there."""
    above: list[Entry] = field(default_factory=list)
    """Entries that have no place in the text."""

    @property
    def for_readers(self) -> list[Entry]:
        """Every entry that readers must know of, in the order of the Page."""
        told_of = {id(entry) for entries in (self.above, *self.beside.values()) for entry in entries}
        entries = [entry for entry in self.pair.entries if id(entry) in told_of]
        told = [entry for entry in entries if concerns_readers(entry)]
        headings = {plain(entry.source) for entry in told if entry.source and entry.family == "heading"}
        # The name of the Page is told of once, where readers see it.
        return [entry for entry in told if not (is_title(entry) and entry.source and plain(entry.source) in headings)]


def is_title(entry: Entry) -> bool:
    """Whether it is the front matter's name of the Page."""
    return entry.family == FRONT and entry.block.body.lower().startswith("title")


def concerns_readers(entry: Entry) -> bool:
    """Whether the reader could be told something that is not true any more, or nothing where the source says something."""
    if not plain(entry.source or entry.block):
        return False
    if entry.state is BlockState.ORPHAN:
        return True
    if entry.quiet or entry.source is None:
        return False
    if entry.state is BlockState.STALE:
        return entry.grade is Grade.WORDS
    return entry.state in (BlockState.MISSING, BlockState.UNTRANSLATED)


def notices_of(page: Translated) -> Notices | None:
    """What to say about the Page; None where there is nothing to say."""
    found = load(page.site, page.slug, page.locale, page.left)
    spoken = [entry for entry in found.entries if concerns_readers(entry) or (page.for_writers and needs_work(entry))]
    return Notices(page, found) if found.is_readable and spoken else None


def in_markdown(markdown: str, notices: Notices) -> str:
    """The Markdown, front matter cut off, with signs for the Blocks to speak of; unchanged where it is not the file's."""
    blocks = split(markdown, sane_lists=uses_sane_lists(notices.page.site))
    numbers = [number for number, block in enumerate(blocks) if block.tracked]
    targets = [block for block in notices.pair.targets if block.tracked and block.family != FRONT]
    if [block.digest for block in targets] != [blocks[number].digest for number in numbers]:
        notices.above = [entry for entry in notices.pair.entries if entry.state is not BlockState.FRESH]
        return markdown
    number_of = {id(block): number for block, number in zip(targets, numbers, strict=True)}
    last: int | None = None
    for entry in notices.pair.entries:
        number = number_of.get(id(entry.target)) if entry.target else place_of_missing(blocks, last, entry)
        last = number if entry.target and number is not None else last
        if not concerns_readers(entry) and not (notices.page.for_writers and needs_work(entry)):
            continue
        if number is None:
            notices.above.append(entry)
        else:
            notices.beside.setdefault(number, []).append(entry)
    return with_signs(blocks, notices.beside)


def place_of_missing(blocks: Sequence[Block], last: int | None, entry: Entry) -> int | None:
    """Beside the Block it follows; where that stands in a list, a table or a box and this does not, in front of the next."""
    if last is None or entry.source is None or not at_edge(entry.source) or at_edge(blocks[last]):
        return last
    following = next((at for at in range(last + 1, len(blocks)) if blocks[at].tracked), None)
    if following is None:
        return 2 * len(blocks)
    # In front of a tab a paragraph would part it from the tabs before it.
    is_free = at_edge(blocks[following]) and not blocks[following].text.startswith("===")
    return len(blocks) + following if is_free else last


def at_edge(block: Block) -> bool:
    """Whether the Block stands in no list, table or box."""
    before = block.marker.rpartition("\n")[2]
    return block.family in AT_EDGE and not block.ahead and not before.startswith(" ") and not before.strip("# ")


def in_html(html: str, notices: Notices) -> str:
    """The Page's HTML with notices beside their Blocks and the list of them below the title."""
    names = {id(entry): f"outdated-{count}" for count, entry in enumerate(notices.for_readers, 1)}
    placed: set[int] = set()

    def notice(number: int) -> tuple[str, str]:
        entries = notices.beside.get(number, [])
        placed.update(map(id, entries))
        text = "".join(notices_for(entry, names.get(id(entry), ""), notices) for entry in entries)
        own = [entry for entry in entries if entry.target is not None]
        return text, attributes(own[0], notices) if own else ""

    html = with_notices(html, notice)
    lost = [entry for number in notices.beside for entry in notices.beside[number] if id(entry) not in placed]
    top = summary(notices, names)
    top += "".join(notices_for(entry, names.get(id(entry), ""), notices) for entry in [*notices.above, *lost])
    return with_line_below_title(html, top) if top else html


def attributes(entry: Entry, notices: Notices) -> str:
    """What the Block's own element carries, so that it can be shown and spoken as what it is."""
    source = notices.page.site.source.code
    spoken = f' lang="{source}" dir="{direction(source)}"' if entry.state is BlockState.UNTRANSLATED else ""
    return f'data-translation="{entry.state.value}"{spoken}'


def notices_for(entry: Entry, name: str, notices: Notices) -> str:
    """Everything to say beside one Block."""
    page = notices.page
    text = for_reader(entry, name, notices) if name else ""
    return text + (for_writer(entry, page.slug, page.locale) if page.for_writers and needs_work(entry) else "")


def for_reader(entry: Entry, name: str, notices: Notices) -> str:
    """What the reader is told, with the source's text of today one click away; open where there is no other text."""
    page = notices.page
    source = page.site.source
    old = entry.state in (BlockState.STALE, BlockState.ORPHAN)
    key = "translation-stale" if old else "translation-missing"
    said = page.words.get(key, "").replace("{language}", source.name)
    text = (
        ""
        if entry.state is BlockState.UNTRANSLATED or entry.source is None
        else f"<p>{escape(plain(entry.source))}</p>"
    )
    opened = " open" if entry.state is BlockState.MISSING else ""
    own = f'lang="{page.locale}" dir="{direction(page.locale)}"'
    if not text:
        return f'<div class="outdated" id="{name}" {own} data-pagefind-ignore>{escape(said)}</div>'
    return (
        f'<details class="outdated" id="{name}" lang="{source.code}" dir="{direction(source.code)}"{opened} '
        f"data-pagefind-ignore><summary {own}>{escape(said)}</summary>{text}</details>"
    )


def summary(notices: Notices, names: Mapping[int, str]) -> str:
    """The list below the title: which parts are concerned, with links to their notices."""
    entries = notices.for_readers
    if not entries:
        return ""
    said = escape(notices.page.words.get("translation-summary", ""))
    items = [f"<li>{link(entry, names[id(entry)], notices.page)}</li>" for entry in entries]
    more = escape(notices.page.words.get("translation-more", "")).replace("{count}", str(len(items) - LISTED))
    folded = ""
    if more and len(items) > LISTED + 1:
        folded = f"<details><summary>{more}</summary><ul>{''.join(items[LISTED:])}</ul></details>"
        items = items[:LISTED]
    return f'<div class="outdated-list" data-pagefind-ignore><p>{said}</p><ul>{"".join(items)}</ul>{folded}</div>\n'


def link(entry: Entry, name: str, page: Translated) -> str:
    """The name of a part, as a link to what is said of it."""
    block = entry.target or entry.source
    assert block is not None
    text = plain(block) or plain(entry.source or block)
    short = text if len(text) <= NAME_AT_MOST else f"{text[:NAME_AT_MOST].rsplit(' ', 1)[0]}…"
    foreign = entry.target is None or entry.state is BlockState.UNTRANSLATED
    source = page.site.source.code
    spoken = f' lang="{source}" dir="{direction(source)}"' if foreign else ""
    return f'<a href="#{name}"{spoken}>{escape(short)}</a>'


def plain(block: Block) -> str:
    """The words of a Block as a reader sees them."""
    import markdown

    body = NOTE.sub("", CHECKBOX.sub("", ATTRIBUTES.sub("", block.body)))
    if block.family == FRONT:
        body = body.partition(":")[2]
    elif block.family == "title":
        body = title_of(body)[1]
    elif block.family == "heading":
        body = body.lstrip("# ")
    elif block.family == "alt":
        body = body.partition("[")[2].partition("]")[0]
    elif block.family == "abbr":
        body = body.partition(":")[2]
    elif block.family not in ("p", "li", "cell", "dt", "dd", "footnote", "html"):
        return ""
    html = markdown.markdown(REFERENCE.sub(r"\1", body), extensions=["attr_list"])
    return " ".join(unescape(TAG.sub("", html)).split())
