"""A Page and its Translation read from disk, with the state of every Block."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from helpdesk import frontmatter
from helpdesk.blocks import Block, split
from helpdesk.files import Unreadable, decoded
from helpdesk.report import Finding, Kind, Place
from helpdesk.site import Site
from helpdesk.translations import findings
from helpdesk.translations.grade import Grade, words_of
from helpdesk.translations.ledger import Ledger
from helpdesk.translations.lines import as_read
from helpdesk.translations.reading import parse
from helpdesk.translations.renamed import LeftBehind
from helpdesk.translations.track import BlockState, Entry, track

# The longest Page people write has 0.5 MB; with more than this one Page would fill the memory.
MOST_BYTES = 16_000_000
# A formula for what a change costs a translator: all words, two words, none.
FREE = (BlockState.FRESH, BlockState.MOVED, BlockState.ORPHAN, BlockState.EXTRA, BlockState.UNCONFIRMED)


@dataclass(frozen=True, slots=True)
class File:
    """One file of the Site: its text, or why it has none."""

    path: str
    """From the root, with "/" between folders."""
    data: bytes | None
    """None where the file is not there."""
    fault: Finding | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class PagePair:
    """A source Page, its Translation and its Ledger."""

    locale: str
    slug: str
    source: File
    target: File
    state: File
    """The file of the Ledger."""
    ledger: Ledger
    sources: tuple[Block, ...]
    """Every Block of the source, frames included."""
    targets: tuple[Block, ...]
    entries: tuple[Entry, ...]
    """Every tracked Block once, in the order of the translation."""
    elsewhere: str = ""
    """Where the Ledger is, if it still has the name that the Page had before."""

    @property
    def is_readable(self) -> bool:
        """Whether both Pages could be read; else there are no entries."""
        return self.source.fault is None and self.target.fault is None and self.state.fault is None


def uses_sane_lists(site: Site) -> bool:
    """Whether the Site's Markdown keeps ordered and unordered lists apart."""
    extensions = site.settings.get("markdown_extensions")
    names = extensions if isinstance(extensions, (list, dict)) else []
    return any(
        str(next(iter(name), "")) == "sane_lists" if isinstance(name, dict) else str(name).endswith("sane_lists")
        for name in names
    )


def read(site: Site, path: str, locale: str = "", page: str = "") -> File:
    """The file; one that is not there or is no text is no exception."""
    try:
        data = (site.root / path).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return File(path, None)
    except OSError as error:
        reason = f"The file cannot be read ({error.strerror})"
        return File(path, b"", unreadable(path).at(Place(path, locale=locale, page=page), reason=reason))
    return file_of(path, data, locale, page)


def file_of(path: str, data: bytes, locale: str, page: str) -> File:
    """The file with these bytes."""
    if len(data) > MOST_BYTES:
        place = Place(path, locale=locale, page=page)
        reason = f"The file has {len(data) // 1_000_000} MB, more than a Page that people write"
        return File(path, data, findings.TOO_LARGE.at(place, reason=reason))
    try:
        return File(path, data, None, decoded(data))
    except Unreadable as error:
        place = Place(path, error.line, locale=locale, page=page)
        return File(path, data, unreadable(path).at(place, reason=error.reason))


def unreadable(path: str) -> Kind:
    """How to tell that a Page or a Ledger is no text."""
    return findings.UNREADABLE if path.endswith(".md") else findings.UNREADABLE_LEDGER


def load(site: Site, slug: str, locale: str, left: LeftBehind | None = None) -> PagePair:
    """The Page and its Translation as they are on disk now; who loads many gives the Ledgers that were left behind."""
    files = (
        read(site, site.page_path(slug, site.source.code), site.source.code, slug),
        read(site, site.page_path(slug, locale), locale, slug),
        read(site, site.ledger_path(slug, locale), locale, slug),
    )
    old = None
    if files[2].data is None and files[0].data is not None and files[1].data is not None:
        path = (left or LeftBehind(site, locale)).ledger_for(files[0].data)
        old = read(site, path, locale, slug) if path else None
    return pair(slug, locale, files, sane_lists=uses_sane_lists(site), old=old)


def pair(
    slug: str, locale: str, files: tuple[File, File, File], *, sane_lists: bool, old: File | None = None
) -> PagePair:
    """The Page with its Translation and its Ledger; `old` is the Ledger that still has the Page's old name."""
    source, target, state = files
    if old is not None and old.fault is not None:
        old = None
    readable = not any(file.fault for file in files)
    sources = blocks_of(source.text, sane_lists=sane_lists) if readable else ()
    targets = tuple(split(target.text, sane_lists=sane_lists)) if readable else ()
    book = as_read(parse((old or state).text), targets) if state.fault is None else Ledger()
    entries = tuple(track(sources, book.records, targets)) if readable else ()
    return PagePair(locale, slug, source, target, state, book, sources, targets, entries, old.path if old else "")


@lru_cache(maxsize=32)
def blocks_of(text: str, *, sane_lists: bool) -> tuple[Block, ...]:
    """The Blocks of a source Page, remembered while its Locales are looked at."""
    return tuple(split(text, sane_lists=sane_lists))


def place_of(pair_: PagePair, entry: Entry) -> Place:
    """Where to look at in the Translation; for a missing Block, where it should come."""
    if entry.target is not None:
        block = entry.target
        return Place(pair_.target.path, block.body_line, column(block), pair_.locale, pair_.slug)
    return Place(pair_.target.path, 1, 1, pair_.locale, pair_.slug)


def column(block: Block) -> int:
    """The column of the body, from 1."""
    return block.column


def words_to_do(entry: Entry) -> int:
    """How many words of the source somebody must still translate or check."""
    if entry.state in FREE or entry.source is None or entry.grade is Grade.MECHANICAL:
        return 0
    count = len(words_of(entry.source.family, entry.source.body))
    return min(count, 2) if entry.grade is Grade.SMALL else count


def findings_of(site: Site, pair_: PagePair, checks: Callable[[PagePair], Iterator[Finding]]) -> list[Finding]:
    """Everything to report about one Page in one Locale."""
    found = [file.fault for file in (pair_.source, pair_.target, pair_.state) if file.fault is not None]
    place = Place(pair_.target.path, locale=pair_.locale, page=pair_.slug)
    names: dict[str, Any] = {"page": pair_.slug, "locale": pair_.locale}
    where = pair_.locale, pair_.slug
    found += [*conflicts_of(pair_), *front_matter_faults(pair_)]
    for line, fault in pair_.ledger.faults:
        found.append(findings.LEDGER[fault].at(Place(pair_.elsewhere or pair_.state.path, line, 1, *where), **names))
    if not pair_.is_readable:
        return found
    if pair_.target.data is None:
        words = sum(map(words_to_do, pair_.entries))
        source_place = Place(pair_.source.path, locale=pair_.locale, page=pair_.slug)
        return [*found, findings.NO_PAGE.at(source_place, words=words, **names)]
    if pair_.source.data is None:
        folder = site.folder(site.source.code)
        return [*found, findings.NO_SOURCE.at(place, folder=folder, hint=nearest(site, pair_.slug), page=pair_.slug)]
    if pair_.elsewhere:
        found.append(findings.ledger_elsewhere(place, pair_.elsewhere, pair_.state.path))
    has_ledger = bool(pair_.elsewhere) or pair_.state.data is not None
    above: Block | None = None
    for entry in pair_.entries:
        above = entry.target or above
        if entry.state is BlockState.FRESH:
            continue
        at = place_of(pair_, entry)
        if entry.target is None:
            at = Place(at.file, above.body_line if above else 1, 1, at.locale, at.page)
        if has_ledger or entry.state is not BlockState.UNCONFIRMED:
            finding = findings.of_entry(entry, at, pair_.source.path)
            found += [finding] if finding else []
    unconfirmed = sum(entry.state is BlockState.UNCONFIRMED for entry in pair_.entries)
    if not has_ledger and unconfirmed:
        found.append(findings.NO_LEDGER.at(place, count=unconfirmed, **names))
    found += checks(pair_)
    return found


def conflict_line(text: str) -> int:
    """The line of the first marker of an unsettled merge; 0 for none."""
    if "<<<<<<< " not in text:
        return 0
    lines = text.split("\n")
    starts = [at for at, line in enumerate(lines, 1) if line.startswith("<<<<<<< ")]
    ends = any(line.startswith(">>>>>>> ") for line in lines)
    return starts[0] if starts and ends else 0


def conflicts_of(pair_: PagePair) -> list[Finding]:
    """Unsettled merges in the Page or its Translation."""
    lines = ((file.path, conflict_line(file.text)) for file in (pair_.source, pair_.target))
    return [findings.PAGE_CONFLICT.at(Place(path, line, 1, pair_.locale, pair_.slug)) for path, line in lines if line]


def faults_of(found: PagePair) -> list[Finding]:
    """Why nothing can be said of a Page: a file that is no text, or an unsettled merge."""
    faults = [file.fault for file in (found.source, found.target, found.state) if file.fault is not None]
    return faults or conflicts_of(found)


def front_matter_faults(pair_: PagePair) -> list[Finding]:
    """Front matter that YAML cannot read."""
    found = []
    for file, locale in ((pair_.source, ""), (pair_.target, pair_.locale)):
        if file.text.lstrip("\ufeff").startswith("---"):
            front = frontmatter.parse(file.text)
            if front.error:
                place = Place(file.path, front.error_line, 1, locale or pair_.locale, pair_.slug)
                found.append(findings.BAD_FRONT_MATTER.at(place, reason=front.error))
    return found


def nearest(site: Site, slug: str) -> str:
    """The source's Slug that is most like this one, as the end of a sentence."""
    from rapidfuzz import process

    match = process.extractOne(slug, site.slugs(site.source.code), score_cutoff=70)
    return f' (perhaps "{match[0]}")' if match else ""
