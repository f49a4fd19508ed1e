"""`helpdesk articles import`: legacy articles in, Pages and a Report out."""

from __future__ import annotations

import os
import posixpath
import re
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from helpdesk.command import CannotRun, Context, Verb
from helpdesk.report import Finding, Place, Report
from helpdesk.site import CONFIGURATION

if TYPE_CHECKING:
    from helpdesk.articles.task import Done, Settings

ARTICLE_ENDINGS = (".md", ".markdown")
SLUG = re.compile(r"[\w.-]+(?:/[\w.-]+)*")
# As often as a person can follow.
PROGRESS_EVERY = 25


def configure(parser: ArgumentParser) -> None:
    """The arguments of `articles import`."""
    parser.add_argument("path", metavar="FILE|FOLDER", help="a legacy article, or a folder of them")
    parser.add_argument("--page", metavar="SLUG", help="the name of the Page (one FILE only; default: the file's name)")
    parser.add_argument("--locale", metavar="CODE", help="the Locale the articles are in (default: the Site's source)")
    parser.add_argument("--into", metavar="DIR", help="the folder the Pages go to (default: the Locale's in the Site)")
    parser.add_argument("--includes", metavar="DIR", help="the folder of the includes (default: beside the articles)")
    parser.add_argument("--media", action="store_true", help="copy the pictures that are there")
    parser.add_argument("--force", action="store_true", help="replace Pages nobody changed since their import")
    parser.add_argument("--dry-run", action="store_true", help="report, and write nothing")


def nothing_to_add(parser: ArgumentParser) -> None:
    """The bare noun takes no arguments."""


def explain(_arguments: Namespace, _context: Context) -> Report:
    """The bare noun has nothing to read: a legacy article lies outside of the Site."""
    raise CannotRun("Say what to import: `helpdesk articles import FILE|FOLDER`.")


def import_articles(arguments: Namespace, context: Context) -> Report:
    """Imports a file or a folder."""
    settings, articles, refused = plan(arguments, context)
    done = list(watched(articles, settings, context))
    done.sort(key=lambda one: one.article)
    return report(done, refused, settings)


def plan(arguments: Namespace, context: Context) -> tuple[Settings, list[str], list[Finding]]:
    """What to import and where to; Findings for what is left out. Raises CannotRun."""
    from helpdesk.articles.collection import Collection
    from helpdesk.articles.retired import retired_hosts
    from helpdesk.articles.task import Settings

    path = Path(os.path.abspath(arguments.path))
    has_site = (context.project / CONFIGURATION).is_file()
    into, locale = destination(arguments, context.project if has_site else None)
    if path.is_file() or path.is_fifo():
        root = next((folder for folder in path.parents if folder.name == "articles"), path.parent)
        found = [path.relative_to(root).as_posix()]
        arguments.page = arguments.page or path.stem
        if arguments.page and not SLUG.fullmatch(arguments.page.removesuffix(".md")):
            raise CannotRun(
                f"{arguments.page} is no Slug. Use letters, digits and dashes, such as cancel or billing/cancel."
            )
    elif path.is_dir():
        if arguments.page:
            raise CannotRun("--page names one Page, so it needs one FILE.")
        root, found = path, list(articles_below(path, into))
    else:
        raise CannotRun(f"There is no file or folder {arguments.path}.")
    pages, doubles = pages_of(found, arguments.page)
    refused = [same_name(root, double, locale, context.project) for double in doubles]
    collection = Collection(
        root,
        {**{page: page for page in markdown_below(into)}, **pages},
        includes_folder(arguments.includes, root),
        whole=path.is_dir(),
        retired=retired_hosts(context.project if has_site else None),
        locale=locale,
    )
    options = {name: getattr(arguments, name) for name in ("force", "dry_run", "media")}
    return Settings(collection, into, context.project, **options), list(pages), refused


def destination(arguments: Namespace, project: Path | None) -> tuple[Path, str]:
    """The folder the Pages go to, and their Locale."""
    if project is None:
        if not arguments.into:
            raise CannotRun(f"There is no {CONFIGURATION} here or above. Say where the Pages go to with --into DIR.")
        return Path(os.path.abspath(arguments.into)), arguments.locale or ""
    from helpdesk import site

    here = site.load(project)
    codes = [locale.code for locale in here.locales]
    locale = arguments.locale if arguments.locale is not None else here.source.code
    if arguments.into:
        return Path(os.path.abspath(arguments.into)), locale
    if locale not in codes:
        raise CannotRun(f"{CONFIGURATION} declares no Locale {locale}. Use one of {', '.join(codes)}, or --into DIR.")
    return project / here.folder(locale), locale


def includes_folder(given: str | None, root: Path) -> Path | None:
    """The folder of the includes: the one given, else one beside or in the articles' folder."""
    if given is not None:
        folder = Path(os.path.abspath(given))
        if not folder.is_dir():
            raise CannotRun(f"There is no folder {given}. Give the includes' folder with --includes.")
        return folder
    return next((folder for folder in (root / "includes", root.parent / "includes") if folder.is_dir()), None)


def articles_below(root: Path, into: Path) -> Iterator[str]:
    """The articles of a folder, from it, sorted; linked folders, includes and the Pages made before are none."""
    for folder, folders, names in os.walk(root):
        here = Path(folder)
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and here / name not in (into, root / "includes")
        )
        for name in sorted(names):
            if not name.startswith(".") and (name.lower().endswith(ARTICLE_ENDINGS) or is_legacy_text(here / name)):
                yield (here / name).relative_to(root).as_posix()


def is_legacy_text(path: Path) -> bool:
    """Whether a text file is a legacy article by its first bytes."""
    if path.suffix.lower() != ".txt" or not path.is_file():
        return False
    try:
        with open(path, "rb") as stream:
            return stream.read(200).lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<properties", b"<tags"))
    except OSError:
        return False


def markdown_below(into: Path) -> Iterator[str]:
    """The Pages that are in the destination already."""
    from helpdesk.site import walk_pages

    return (f"{slug}.md" for slug in walk_pages(str(into), ""))


def pages_of(articles: list[str], page: str | None) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """The Page of every article; also those left out because their Page would differ from another's in case only."""
    pages: dict[str, str] = {}
    folded: dict[str, str] = {}
    doubles = []
    for article in articles:
        name = f"{page.removesuffix('.md') if page else posixpath.splitext(article)[0]}.md"
        if other := folded.get(name.lower()):
            doubles.append((article, other))
            continue
        folded[name.lower()] = article
        pages[article] = name
    return pages, doubles


def same_name(root: Path, double: tuple[str, str], locale: str, project: Path) -> Finding:
    """A Finding for an article whose Page would differ from another's in case only."""
    from helpdesk.articles import findings
    from helpdesk.articles.task import shown

    article, other = double
    slug = posixpath.splitext(article)[0]
    place = Place(shown(root / article, project), locale=locale, page=slug)
    return findings.SAME_NAME.at(place, {"rule": "read"}, page=slug, other=other)


def watched(articles: list[str], settings: Settings, context: Context) -> Iterator[Done]:
    """Every article, with progress shown."""
    from helpdesk.articles.task import run_all

    for count, done in enumerate(run_all(articles, settings), 1):
        if count % PROGRESS_EVERY == 0 or count == len(articles):
            context.progress(f"{count} of {len(articles)} articles")
        yield done


def report(done: list[Done], refused: list[Finding], settings: Settings) -> Report:
    """Findings of all articles, and what became of each."""
    from helpdesk.articles.crosslinks import dangling_between
    from helpdesk.articles.store import Outcome

    found = [*refused, *(finding for one in done for finding in one.findings), *dangling_between(done, settings)]
    outcomes = Counter(one.outcome for one in done)
    rules: Counter[str] = Counter()
    for one in done:
        rules.update(one.counts)
    files = {outcome.value: outcomes[outcome] for outcome in Outcome}
    summary = {
        "files": {"read": len(done), **files, "failed": outcomes[Outcome.FAILED] + len(refused)},
        "pictures": sum(one.pictures for one in done),
        "rules": dict(sorted(rules.items())),
        "pages": [page_summary(one, settings) for one in done],
    }
    verb = "would be written" if settings.dry_run else "written"
    text = f"{outcomes[Outcome.WRITTEN]} of {len(done)} Pages {verb}"
    if same := outcomes[Outcome.UNCHANGED]:
        text += f", {same} unchanged"
    counts = "".join(f"  {rule:20}{count:8}\n" for rule, count in sorted(rules.items()))
    return Report(tuple(found), summary, text=f"{text}. What each Rule did:\n{counts}")


def page_summary(one: Done, settings: Settings) -> dict[str, object]:
    """One article in the summary."""
    from helpdesk.articles.task import shown

    page = settings.collection.page_of(one.article)
    return {
        "article": shown(settings.collection.root / one.article, settings.shown_root),
        "page": page.removesuffix(".md"),
        "file": shown(settings.into / page, settings.shown_root),
        "state": one.outcome.value,
        "findings": len(one.findings),
        "rules": dict(sorted(one.counts.items())),
    }


VERBS = {
    "": Verb("Bring legacy articles in as Pages", nothing_to_add, explain, needs_project=False),
    "import": Verb(
        "make Pages of a legacy article, or of a folder of them", configure, import_articles, needs_project=False
    ),
}
