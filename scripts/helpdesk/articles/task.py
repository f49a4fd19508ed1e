"""Importing one article from the disk to the disk; many of them at once in several processes."""

from __future__ import annotations

import os
import signal
import stat
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from helpdesk.articles import findings, store
from helpdesk.articles.article import Imported, import_article
from helpdesk.articles.collection import Collection, is_within
from helpdesk.articles.log import Log
from helpdesk.articles.nodes import Source, Where
from helpdesk.articles.store import Outcome
from helpdesk.articles.targets import Outgoing
from helpdesk.report import Finding, Kind

# The largest article ever seen has 0.13 MB; the tree of one this size takes about 200 MB.
LARGEST = 2_000_000
# Fewer articles are done before other processes have started.
WORTH_PROCESSES = 40
PROCESSES = 2


@dataclass(frozen=True, slots=True)
class Settings:
    """What all articles of a run share."""

    collection: Collection
    into: Path
    shown_root: Path
    """Findings name files from here."""
    force: bool
    dry_run: bool
    media: bool


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one article."""

    article: str
    outcome: Outcome
    findings: tuple[Finding, ...]
    counts: Mapping[str, int] = field(default_factory=dict)
    ids: tuple[str, ...] = ()
    outgoing: tuple[Outgoing, ...] = ()
    pictures: int = 0
    """How many pictures were copied."""


def shown(path: Path, root: Path) -> str:
    """How a Finding names a file: from the project where it is in it, else as it was given."""
    absolute = os.path.abspath(path)
    inside = os.path.relpath(absolute, root)
    return (str(path) if inside.startswith("..") else inside).replace(os.sep, "/")


def run(article: str, settings: Settings) -> Done:
    """Imports one article; never raises for what is wrong with its file."""
    path = settings.collection.root / article
    source = Source(path, shown(path, settings.shown_root))
    slug = settings.collection.page_of(article).removesuffix(".md")
    log = Log(settings.collection.locale, slug)
    where = Where(source, 1)
    try:
        data = content(path, settings.collection, log, where)
        if data is None:
            return Done(article, Outcome.FAILED, tuple(log.findings))
        made = import_article(data, source, article, settings.collection)
    except OSError as error:
        return failed(article, log, findings.UNREADABLE, where, reason=error.strerror)
    except Exception as error:  # noqa: BLE001 - one article must not stop four thousand others
        return failed(article, log, findings.FAILED, where, reason=f"{type(error).__name__}: {error}")
    if not made.text:
        return Done(article, Outcome.FAILED, made.findings, made.counts)
    outcome = written(made, settings, log, where)
    copied = media(made, settings, log, where) if settings.media else 0
    found = (*made.findings, *log.findings)
    return Done(article, outcome, found, made.counts, made.ids, made.outgoing, copied)


def failed(article: str, log: Log, kind: Kind, where: Where, **values: object) -> Done:
    """An article of which no Page was made."""
    log.doubt(kind, "read", where, **values)
    return Done(article, Outcome.FAILED, tuple(log.findings))


def content(path: Path, collection: Collection, log: Log, where: Where) -> bytes | None:
    """The bytes of the article; None, and a Finding, when it must not be read."""
    if path.is_symlink() and not is_within(path, collection.root):
        log.doubt(findings.OUTSIDE, "read", where, target=where.source.shown)
        return None
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        log.doubt(findings.UNREADABLE, "read", where, reason="it is not a regular file")
        return None
    if status.st_size > LARGEST:
        log.doubt(findings.TOO_LARGE, "read", where, size=f"{status.st_size / 1e6:.1f}", limit=f"{LARGEST / 1e6:.0f}")
        return None
    return path.read_bytes()


def written(made: Imported, settings: Settings, log: Log, where: Where) -> Outcome:
    """Puts the Page in its place."""
    path = settings.into / settings.collection.page_of(
        where.source.path.relative_to(settings.collection.root).as_posix()
    )
    target = shown(path, settings.shown_root)
    try:
        outcome = store.place(path, store.sealed(made.text), force=settings.force, dry_run=settings.dry_run)
    except OSError as error:
        log.doubt(findings.NOT_WRITTEN, "write", where, target=target, reason=error.strerror)
        return Outcome.FAILED
    if outcome is Outcome.EXISTS:
        log.doubt(findings.PAGE_EXISTS, "write", where, target=target)
    elif outcome is Outcome.EDITED:
        log.doubt(findings.PAGE_EDITED, "write", where, target=target)
    return outcome


def media(made: Imported, settings: Settings, log: Log, where: Where) -> int:
    """Copies the pictures that are there; how many."""
    copied = 0
    for place, file in sorted(made.pictures.items()):
        target = settings.into / place
        try:
            outcome = store.copy(file, target, dry_run=settings.dry_run)
        except OSError as error:
            log.doubt(
                findings.NOT_WRITTEN, "media", where, target=shown(target, settings.shown_root), reason=error.strerror
            )
            continue
        if outcome is Outcome.EXISTS:
            log.doubt(findings.MEDIA_DIFFERS, "media", where, target=shown(target, settings.shown_root))
        copied += outcome is Outcome.WRITTEN
    return copied


def run_all(articles: Sequence[str], settings: Settings) -> Iterator[Done]:
    """Every article, in any order; in several processes when there are many."""
    if len(articles) < WORTH_PROCESSES:
        for article in articles:
            yield run(article, settings)
        return
    import multiprocessing

    method = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    with context.Pool(min(PROCESSES, os.cpu_count() or 1), prepare, (settings,)) as pool:
        yield from pool.imap_unordered(run_here, articles, chunksize=8)


def prepare(settings: Settings) -> None:
    """Makes a process ready; the interrupt key is for the process that started it."""
    global here  # noqa: PLW0603 - a process has one run
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    here = settings


def run_here(article: str) -> Done:
    """`run` with the settings of this process."""
    assert here is not None
    return run(article, here)


here: Settings | None = None
