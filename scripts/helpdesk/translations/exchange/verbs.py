"""`translations export` and `translations import`."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from types import ModuleType

from helpdesk import files
from helpdesk.command import CannotRun, Context
from helpdesk.files import Unreadable, decoded, is_inside
from helpdesk.report import Finding, Place, Report
from helpdesk.site import Site
from helpdesk.site import load as load_site
from helpdesk.translations.exchange import findings as kinds
from helpdesk.translations.exchange import po, xliff
from helpdesk.translations.exchange.apply import Reject, Taken, taken
from helpdesk.translations.exchange.units import Exchange, Progress, Unit, exchange_of
from helpdesk.translations.pages import faults_of, load, uses_sane_lists
from helpdesk.translations.renamed import LeftBehind

FOLDER = "exchange"


def exporting(parser: ArgumentParser) -> None:
    """The arguments of `export`."""
    parser.add_argument("pages", nargs="*", metavar="PAGE", help="a Slug or a file (default: every Page)")
    parser.add_argument("--locale", action="append", default=None, help="only this Locale; may be given more than once")
    form = parser.add_mutually_exclusive_group(required=True)
    form.add_argument("--po", action="store_const", const=po, dest="form", help="gettext PO")
    form.add_argument("--xliff", action="store_const", const=xliff, dest="form", help="XLIFF 1.2")
    parser.add_argument("--into", metavar="DIR", default=FOLDER, help=f"the folder to write to (default: {FOLDER})")
    parser.add_argument("--dry-run", action="store_true", help="name the files and write none")


def importing(parser: ArgumentParser) -> None:
    """The arguments of `import`."""
    parser.add_argument("files", nargs="+", metavar="FILE", help="a .po, .xlf or .xliff file, or a folder of them")
    form = parser.add_mutually_exclusive_group()
    form.add_argument(
        "--po", action="store_const", const=po, dest="form", help="read the files as PO, whatever their names"
    )
    form.add_argument("--xliff", action="store_const", const=xliff, dest="form", help="read the files as XLIFF")
    parser.add_argument("--dry-run", action="store_true", help="say what would be taken and write nothing")


def export_pages(arguments: Namespace, context: Context) -> Report:
    """One file per Page and Locale; a file with translations nobody imported yet is left as it is."""
    from helpdesk.translations.command import locales_of, slugs_of

    site = load_site(context.project)
    folder = Path(arguments.into) if Path(arguments.into).is_absolute() else context.project / arguments.into
    if folder.exists() and not folder.is_dir():
        raise CannotRun(f"{arguments.into}: This is a file. Give a folder with --into.")
    findings: list[Finding] = []
    names: list[str] = []
    for locale in locales_of(site, arguments.locale):
        left = LeftBehind(site, locale)
        for slug in slugs_of(site, arguments.pages, locale):
            context.progress(f"{locale} {slug}")
            found = load(site, slug, locale, left)
            if found.source.data is None:
                continue
            if faults := faults_of(found):
                findings += faults
                continue
            path = folder / locale / f"{slug}{arguments.form.SUFFIX}"
            wrong = written(path, exchange_of(found, site.source.code), arguments, site)
            findings += wrong
            if not wrong:
                names.append(shown(path, site))
    verb = "Would write" if arguments.dry_run else "Wrote"
    text = "".join(f"{name}\n" for name in names) + f"{verb} {len(names)} files."
    return Report(tuple(findings), {"files": names, "dry_run": arguments.dry_run}, text=text)


def written(path: Path, exchange: Exchange, arguments: Namespace, site: Site) -> list[Finding]:
    """Writes one file, unless that would lose a translator's work; then nothing is written and a Finding says so."""
    waiting = not_imported(path, exchange, arguments.form)
    if waiting:
        place = Place(shown(path, site), locale=exchange.locale, page=exchange.slug)
        return [kinds.NOT_IMPORTED.at(place, count=waiting, file=place.file)]
    if not arguments.dry_run:
        save(path, arguments.form.written(exchange), files.bytes_of(path), site)
    return []


def not_imported(path: Path, exchange: Exchange, form: ModuleType) -> int:
    """How many translations a file of an earlier export holds that the Page has not."""
    try:
        before: Exchange = form.read(decoded(path.read_bytes()))
    except FileNotFoundError:
        return 0
    except (OSError, Unreadable, po.Broken):
        return 1
    now = {(unit.source, unit.target) for unit in exchange.units}
    was = {unit.key: unit.evidence for unit in exchange.units}
    return sum(
        1
        for unit in before.units
        if unit.target and (unit.source, unit.target) not in now and was.get(unit.key, "") == unit.evidence
    )


def import_files(arguments: Namespace, context: Context) -> Report:
    """Takes what still fits; the rest goes to a file of rejects beside the file it came from."""
    site = load_site(context.project)
    findings: list[Finding] = []
    lines: list[str] = []
    total = {"taken": 0, "rejected": 0}
    for path in paths_of(arguments, context):
        context.progress(str(path))
        wrong, line, result = imported(path, arguments, site)
        findings += wrong
        lines.append(line)
        if result is not None:
            total["taken"] += result.count
            total["rejected"] += len(result.rejects)
    return Report(tuple(findings), {**total, "dry_run": arguments.dry_run}, text="\n".join(lines))


def paths_of(arguments: Namespace, context: Context) -> list[Path]:
    """The files named, and those in the folders named; files of rejects are left out of folders."""
    found: list[Path] = []
    for name in arguments.files:
        path = Path(name) if Path(name).exists() else context.project / name
        if path.is_dir():
            inside = sorted(each for each in path.rglob("*") if each.suffix in (".po", ".xlf", ".xliff"))
            found += [each for each in inside if ".rejects" not in each.name]
            if not inside:
                raise CannotRun(f"There is no .po, .xlf or .xliff file in {name}.")
        elif path.exists():
            found.append(path)
        else:
            raise CannotRun(f"There is no file {name}.")
    return found


def imported(path: Path, arguments: Namespace, site: Site) -> tuple[list[Finding], str, Taken | None]:
    """One file: its Findings, a line for people, and what became of its Units."""
    name = shown(path, site)
    form = arguments.form or (po if path.suffix == ".po" else xliff)
    try:
        exchange: Exchange = form.read(decoded(path.read_bytes()))
    except (po.Broken, Unreadable) as error:
        return [kinds.BROKEN.at(Place(name, error.line), reason=error.reason)], f"{name}: nothing taken.", None
    except OSError as error:
        return [kinds.BROKEN.at(Place(name), reason=str(error.strerror))], f"{name}: nothing taken.", None
    known = {locale.code for locale in site.translated}
    if exchange.locale not in known or exchange.slug not in site.slugs(site.source.code):
        return [kinds.NO_PAGE.at(Place(name))], f"{name}: nothing taken.", None
    found = load(site, exchange.slug, exchange.locale)
    if faults := faults_of(found):
        return faults, f"{name}: nothing taken.", None
    result = taken(found, exchange.units, sane_lists=uses_sane_lists(site))
    rejects = rejects_path(path, result, form) if result.rejects else path
    if not arguments.dry_run:
        # The rejects first: whatever happens then, no text is lost.
        if result.rejects and not rejects.exists():
            save(rejects, rejects_text(exchange, result, form), None, site)
        if result.count:
            save(site.root / found.target.path, result.text, found.target.data, site)
    line = f"{name}: {result.count} taken, {len(result.rejects)} rejected ({found.target.path})."
    return [reject_finding(each, name, exchange, shown(rejects, site)) for each in result.rejects], line, result


def reject_finding(reject: Reject, name: str, exchange: Exchange, rejects: str) -> Finding:
    """What a writer hears of a translation that was not taken."""
    place = Place(name, reject.unit.line, 1, exchange.locale, exchange.slug)
    source = " ".join(reject.unit.source.split())[:80]
    return reject.kind.at(place, {"text": reject.unit.target}, source=source, rejects=rejects)


def rejects_text(exchange: Exchange, result: Taken, form: ModuleType) -> str:
    """The file of rejects: the Units as they came, each to be looked at."""
    units = tuple(
        Unit(each.unit.key, each.unit.source, each.unit.target, Progress.REVIEW, each.unit.evidence)
        for each in result.rejects
    )
    text: str = form.written(Exchange(exchange.slug, exchange.locale, exchange.source_locale, units))
    return text


def rejects_path(path: Path, result: Taken, form: ModuleType) -> Path:
    """A file beside the imported one that is not there yet, or holds these rejects already."""
    number = 1
    while True:
        middle = ".rejects" if number == 1 else f".rejects-{number}"
        candidate = path.with_name(f"{path.stem}{middle}{form.SUFFIX}")
        if not candidate.exists() or holds(candidate, result, form):
            return candidate
        number += 1


def holds(path: Path, result: Taken, form: ModuleType) -> bool:
    """Whether a file of rejects has the text of every one of these."""
    try:
        kept: Exchange = form.read(decoded(path.read_bytes()))
    except (OSError, Unreadable, po.Broken):
        return False
    return {(each.unit.key, each.unit.target) for each in result.rejects} <= {(u.key, u.target) for u in kept.units}


def save(path: Path, text: str, before: bytes | None, site: Site) -> None:
    """Writes a file whole that was read as `before`; raises CannotRun where the disk says no."""
    try:
        files.rewrite(path, text.encode(), before)
    except OSError as error:
        raise CannotRun(files.refused(shown(path, site), error)) from error


def shown(path: Path, site: Site) -> str:
    """A path as the Report names it: from the project's root where it lies there."""
    return path.resolve().relative_to(site.root.resolve()).as_posix() if is_inside(path, site.root) else str(path)
