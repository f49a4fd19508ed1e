"""`helpdesk translations`: what the writer types."""

from __future__ import annotations

import os
import time
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module

from helpdesk.collector import rare_collections
from helpdesk.command import CannotRun, Context, Verb
from helpdesk.files import one_writer
from helpdesk.report import Finding, Report
from helpdesk.site import CONFIGURATION, Site
from helpdesk.site import load as load_site

NO_TRANSLATION = (
    "mkdocs.yml gives no Locale a folder of its own, so there is no Translation. "
    "Name the Locales under `plugins: i18n: languages`, with `docs_structure: folder`."
)


@dataclass(frozen=True, slots=True)
class Spot:
    """A Page somebody named, perhaps with a line in one of its files."""

    slug: str
    locale: str = ""
    line: int = 0


def pages_argument(parser: ArgumentParser) -> None:
    """The Pages and Locales to look at."""
    parser.add_argument("pages", nargs="*", metavar="PAGE", help="a Slug or a file (default: every Page)")
    parser.add_argument("--locale", action="append", default=None, help="only this Locale; may be given more than once")


def reading(parser: ArgumentParser) -> None:
    """The arguments of the bare command."""
    pages_argument(parser)
    parser.add_argument("--blocks", action="store_true", help="also list every Block with its state")
    parser.add_argument("--no-cache", action="store_true", help="look at everything anew")


def one_page(parser: ArgumentParser) -> None:
    """The arguments of a verb that works on one Page of a Locale."""
    parser.add_argument("page", metavar="PAGE[:LINE]", help="a Slug or a file, perhaps with a line")
    parser.add_argument("--locale", default=None, help="the Locale of the Translation")
    parser.add_argument("--dry-run", action="store_true", help="show what would be written")


def diffing(parser: ArgumentParser) -> None:
    """The arguments of `diff`."""
    parser.add_argument("page", metavar="PAGE[:LINE]", help="a Slug or a file, perhaps with a line")
    parser.add_argument("--locale", default=None, help="the Locale of the Translation (default: every one)")


def accepting(parser: ArgumentParser) -> None:
    """The arguments of `accept`."""
    one_page(parser)
    parser.add_argument("--waive", metavar="CHECK", action="append", default=[], help="waive a check for this Block")
    parser.add_argument("--reason", default="", help="why; needed with --waive")
    parser.add_argument(
        "--source", metavar="LINE", type=line_number, default=0, help="the line of its source, where that was unsure"
    )
    copies(parser)


def line_number(word: str) -> int:
    """A line, counted from 1; raises ArgumentTypeError for anything else."""
    if not (word.isdecimal() and int(word[:9])):
        raise ArgumentTypeError(f'"{word}" is no line: lines count from 1')
    return int(word[:9])


def copies(parser: ArgumentParser) -> None:
    """Whether text that is the same in both languages is accepted with the rest of its Page."""
    parser.add_argument("--copies", action="store_true", help="also text that is the same as its source, such as names")


def adopting(parser: ArgumentParser) -> None:
    """The arguments of `adopt`."""
    many_pages(parser)
    copies(parser)


def excusing(parser: ArgumentParser) -> None:
    """The arguments of `typo`."""
    one_page(parser)
    parser.add_argument(
        "--quiet-for-readers",
        action="store_true",
        help="the translation is still to be updated, but readers need no notice until then",
    )
    parser.add_argument("--reason", default="", help="why; needed with --quiet-for-readers")


def many_pages(parser: ArgumentParser) -> None:
    """The arguments of `resolve`."""
    pages_argument(parser)
    parser.add_argument("--dry-run", action="store_true", help="show what would be written")


def spot_of(site: Site, words: str) -> Spot:
    """The Page that these words name: a Slug, a file, either with `:LINE`. Raises CannotRun when there is none."""
    name, colon, line = words.partition(":")
    line = line.partition(":")[0]
    if colon and not (line.isdecimal() and int(line[:9])):
        raise CannotRun(f'"{words}" should be a Page and a line, such as cancel:12.')
    locale, slug = site.place_of(path_of(site, name))
    if not slug:
        slug = name.removesuffix(".md").removeprefix("./").strip("/")
    if ".." in slug.split("/"):
        raise CannotRun(f'"{name}" lies outside the Pages of this Site.')
    if not is_page(site, slug):
        if not is_page(site, f"{slug}/index"):
            raise CannotRun(f'There is no Page "{name}"{nearest_page(site, slug)}.')
        slug = f"{slug}/index"
    return Spot(slug, locale, int(line[:9] or 0))


def path_of(site: Site, name: str) -> str:
    """A file as it is named from the project's root, whether it was named from there, from here or in full."""
    path = name.removeprefix("./")
    with suppress(FileNotFoundError):  # the current folder may be gone
        here = os.path.abspath(name)
        if not site.place_of(path)[1] and here.startswith(f"{site.root}{os.sep}"):
            return here[len(str(site.root)) + 1 :].replace(os.sep, "/")
    return path


def is_page(site: Site, slug: str) -> bool:
    """Whether a Locale has a file of this Slug."""
    return any(os.path.isfile(site.root / site.page_path(slug, locale.code)) for locale in site.locales)


def nearest_page(site: Site, slug: str) -> str:
    """A suggestion for a Slug that no Page has: a verb that was meant, or another Page."""
    from rapidfuzz import process

    if verb := process.extractOne(slug, [verb for verb in VERBS if verb], score_cutoff=75):
        return f"; did you mean `helpdesk translations {verb[0]}`"
    match = process.extractOne(slug, site.slugs(site.source.code), score_cutoff=60)
    return f'; did you mean "{match[0]}"' if match else ""


def locales_of(site: Site, wanted: Iterable[str] | None) -> list[str]:
    """The codes of the Locales to look at; raises CannotRun for one the Site has not."""
    known = [locale.code for locale in site.translated]
    codes = list(wanted or known)
    if codes and not known:
        raise CannotRun(NO_TRANSLATION)
    for code in codes:
        if code == site.source.code:
            raise CannotRun(f'"{code}" is the source Locale; it has no Translation. Give one of: {", ".join(known)}.')
        if code not in known:
            raise CannotRun(f'mkdocs.yml has no Locale "{code}". Give one of: {", ".join(known)}.')
    return codes


def one_locale(site: Site, arguments: Namespace, spot: Spot) -> str:
    """The Locale that a verb works on: given, or of the file named, or the only one."""
    own = spot.locale if spot.locale != site.source.code else ""
    if own and arguments.locale not in (None, own):
        raise CannotRun(f'The file named is of the Locale "{own}", not of "{arguments.locale}". Give one of both.')
    named = arguments.locale or own
    codes = locales_of(site, [named] if named else None)
    if len(codes) != 1:
        raise CannotRun(f"Give the Locale with --locale: one of {', '.join(codes)}.")
    return codes[0]


def slugs_of(site: Site, words: list[str], locale: str) -> list[str]:
    """The Slugs of the Pages named, or of all that the source or the Locale has."""
    if words:
        return list(dict.fromkeys(spot_of(site, word).slug for word in words))
    return sorted({*site.slugs(site.source.code), *site.slugs(locale)})


@rare_collections()
def look(arguments: Namespace, context: Context) -> Report:
    """The bare command: the state of every Block."""
    from helpdesk.translations import states
    from helpdesk.translations.evidence import evidence_of

    began = time.time_ns()
    site = load_site(context.project)
    # The list of every Block may be large, and what is asked of one Page is as quickly worked out.
    told_again = not (arguments.blocks or arguments.pages or arguments.no_cache)
    findings: list[Finding] = []
    blocks: list[dict[str, object]] = []
    summary: dict[str, object] = {}
    text: list[str] = []
    for locale in locales_of(site, arguments.locale):
        slugs = slugs_of(site, arguments.pages, locale)
        pages = states.Pages(site, locale, use_cache=not arguments.no_cache)
        counts: dict[str, dict[str, int]] = {}
        for slug in slugs:
            context.progress(f"{locale} {slug}")
            if arguments.blocks:
                found, count, entries = pages.whole(slug)
                blocks += entries
            else:
                found, count = pages.result(slug)
            findings += found
            counts[slug] = count
        pages.save(whole=not arguments.pages)
        told_again = told_again and pages.settled
        total = sum((Counter(count) for count in counts.values()), Counter())
        summary[locale] = {**totals(total), "pages": {slug: totals(Counter(count)) for slug, count in counts.items()}}
        text.append(states.summary_line(locale, total))
    adds = {"blocks": blocks} if arguments.blocks else {}
    shown = "\n".join(text) + "\n" if findings or arguments.blocks else ""
    if arguments.blocks:
        shown = states.block_lines(blocks) + shown
    if not site.translated:
        shown = NO_TRANSLATION
    evidence = evidence_of(site, began) if told_again else None
    return Report(tuple(findings), summary, adds, shown, evidence=evidence)


def totals(count: Counter[str]) -> dict[str, int]:
    """Every state with its number, in the order of the contract, and the words to do."""
    from helpdesk.translations.track import BlockState

    return {**{state.value: count[state.value] for state in BlockState}, "words": count["words"]}


def lazy(module: str, name: str) -> Callable[[Namespace, Context], Report]:
    """A verb whose module is read when it is run; of those that write, one runs at a time."""

    def run(arguments: Namespace, context: Context) -> Report:
        found: Callable[[Namespace, Context], Report] = getattr(import_module(f"helpdesk.translations.{module}"), name)
        if getattr(arguments, "dry_run", True):
            return found(arguments, context)
        with one_writer(context.project / CONFIGURATION):
            return found(arguments, context)

    return run


def exchange(
    configure: str, run: str
) -> tuple[Callable[[ArgumentParser], None], Callable[[Namespace, Context], Report]]:
    """The arguments and the work of a verb of the exchange, read when one of them is asked for."""

    def arguments(parser: ArgumentParser) -> None:
        getattr(import_module("helpdesk.translations.exchange.verbs"), configure)(parser)

    return arguments, lazy("exchange.verbs", run)


VERBS = {
    "": Verb("The state of every Block of every Translation", reading, look),
    "diff": Verb(
        "What changed in the source of each stale Block, and similar translations", diffing, lazy("show", "diff")
    ),
    "accept": Verb(
        "Records that a Translation, or the Block on a line, is up to date", accepting, lazy("writing", "accept")
    ),
    "typo": Verb("Records that an edit of the source needs no new translation", excusing, lazy("writing", "typo")),
    "new": Verb("Starts the Translation of a Page with the source's text", one_page, lazy("making", "new")),
    "insert": Verb(
        "Adds Blocks that surely only the source has, or those on its LINE; removes nothing",
        one_page,
        lazy("making", "insert"),
    ),
    "fix": Verb("Copies what needs no words: link targets, ids, images, code", one_page, lazy("making", "fix")),
    "resolve": Verb("Settles merge conflicts in Ledgers, record by record", many_pages, lazy("ledgers", "resolve")),
    "export": Verb("Writes Pages for translation tools, as PO or XLIFF", *exchange("exporting", "export_pages")),
    "import": Verb("Takes translations back from such files", *exchange("importing", "import_files")),
    "adopt": Verb("Accepts the Translations of a Site that has no Ledger yet", adopting, lazy("ledgers", "adopt")),
}
