"""`helpdesk shots` and `helpdesk shots take`."""

from __future__ import annotations

import re
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from helpdesk.command import CannotRun, Context, Verb
from helpdesk.files import Unreadable, read_text
from helpdesk.report import Finding, Place, Report
from helpdesk.shots import findings as kinds
from helpdesk.shots import labels, parity, schema, state
from helpdesk.shots.labels import Wordings, did_you_mean
from helpdesk.shots.letters import lacking
from helpdesk.shots.scenes import FOLDER, Scene, Source
from helpdesk.shots.state import Checked, ShotState
from helpdesk.site import Site, load


@dataclass(frozen=True, slots=True)
class Project:
    """All that Shots depend on, read once."""

    site: Site
    scenes: tuple[Scene, ...]
    wordings: Wordings
    wrong: tuple[Finding, ...]
    """What keeps a Scene from being drawn, and what is wrong with the Labels."""


def read_project(root: Path) -> Project:
    """The Site with its Scenes and Labels; a Scene that cannot be drawn is left out and reported."""
    site = load(root)
    wordings, wrong = labels.load(root)
    scenes, more = schema.load_scenes(root, lambda scene: wrong_words(scene, wordings, site))
    return Project(site, tuple(scenes), wordings, (*wrong, *more))


def wrong_words(scene: Scene, wordings: Wordings, site: Site) -> list[Finding]:
    """Words of a Scene that stand nowhere, or for which our fonts have no letters."""
    wrong = []
    for text in scene.texts():
        place = Place(scene.path, text.line, text.column)
        if text.source is Source.LABEL and text.value not in wordings.labels:
            nearest = did_you_mean(text.value, wordings.labels)
            wrong.append(kinds.UNKNOWN_LABEL.at(place, key=text.value, nearest=nearest))
        elif text.source is Source.WORD and text.value not in wordings.samples:
            nearest = did_you_mean(text.value, wordings.samples)
            wrong.append(kinds.UNKNOWN_WORD.at(place, key=text.value, nearest=nearest))
        else:
            shown = {wordings.shown(text, locale.code): locale.code for locale in site.locales}
            for words, locale in shown.items():
                if letters := lacking(words):
                    wrong.append(kinds.NO_LETTERS.at(place, words=letters, scene=scene.name, locale=locale))
    return wrong


def configure_report(parser: ArgumentParser) -> None:
    """`helpdesk shots` has one argument of its own."""
    parser.add_argument("--locale", help="only this Locale")


def report(arguments: Namespace, context: Context) -> Report:
    """The state of every Shot, and the steps that do not name what their Shot shows."""
    project = read_project(context.project)
    check_locale(arguments.locale, project.site)
    shots = state.planned(project.site, project.scenes, project.wordings)
    pictures = state.pictures_in(context.project, project.site)
    checked = [one for one in state.check_all(shots, pictures) if arguments.locale in (None, one.shot.locale)]
    unused = state.unused(scene_names(context.project), pictures)
    pages = list(read_pages(project.site, arguments.locale))
    findings = [*project.wrong, *map(finding_of, (one for one in checked if one.state is not ShotState.CURRENT))]
    findings += [unused_finding(path, project.site) for path in unused]
    findings += wrong_pages(pages, project)
    findings += [] if arguments.locale else unused_scenes(pages, project.scenes)
    return Report(tuple(findings), summary_of(checked, unused), {"shots": listed(checked, unused)}, table_of(checked))


def check_locale(locale: str | None, site: Site) -> None:
    """Refuses a Locale that the Site does not have."""
    codes = [known.code for known in site.locales]
    if locale is not None and locale not in codes:
        raise CannotRun(f'The Site has no Locale "{locale}". Give one of: {", ".join(codes)}.')


def read_pages(site: Site, locale: str | None) -> Iterable[tuple[Place, str]]:
    """The text of every Page; one that is not text is left to `helpdesk pages`."""
    for known in site.locales:
        for slug in site.slugs(known.code) if locale in (None, known.code) else ():
            path = site.page_path(slug, known.code)
            try:
                yield Place(path, locale=known.code, page=slug), read_text(site.root / path)
            except (OSError, Unreadable):
                continue


def wrong_pages(pages: Iterable[tuple[Place, str]], project: Project) -> list[Finding]:
    """Steps whose bold words are no Labels; a project without Labels has none."""
    if not project.wordings.labels:
        return []
    scenes = {scene.name: scene for scene in project.scenes}
    portals = {locale.code: parity.Portal(project.wordings, locale) for locale in project.site.locales}
    return [finding for place, text in pages for finding in parity.parity(text, place, portals[place.locale], scenes)]


def unused_scenes(pages: Iterable[tuple[Place, str]], scenes: Iterable[Scene]) -> list[Finding]:
    """Scenes that no Page shows in any Locale."""
    used = {name for _place, text in pages for name in re.findall(rf"\b{state.IMAGES}/([^/)\s\"'>]+)\.png", text)}
    return [kinds.SCENE_UNUSED.at(Place(scene.path), scene=scene.name) for scene in scenes if scene.name not in used]


def finding_of(checked: Checked) -> Finding:
    """A Shot that is not current."""
    shot = checked.shot
    adds = {"scene": shot.scene.name, "scheme": shot.scheme.value, "state": checked.state.value, "shot": shot.path}
    names = {"shot": shot.path, "scene": shot.scene.name}
    if checked.state is ShotState.MISSING:
        return kinds.MISSING.at(Place(shot.scene.path, locale=shot.locale), adds, **names)
    place = Place(shot.path, locale=shot.locale)
    if checked.state is ShotState.OUTDATED:
        return kinds.OUTDATED.at(place, adds, why=checked.why, **names)
    if checked.state is ShotState.BY_HAND:
        return kinds.BY_HAND.at(place, adds, **names)
    take = f"Run `helpdesk shots take {shot.scene.name}`."
    remedy = take if checked.ours else f"Save it again as PNG. To draw it instead, delete it. {take}"
    return kinds.BROKEN.at(place, adds, reason=checked.why, remedy=remedy, **names)


def unused_finding(path: str, site: Site) -> Finding:
    """A Shot without a Scene."""
    locale = next((known.code for known in site.locales if path.startswith(site.folder(known.code) + "/")), "")
    scene = state.scene_of(path)
    adds = {"scene": scene, "state": ShotState.UNUSED.value, "shot": path}
    return kinds.UNUSED.at(Place(path, locale=locale), adds, shot=path, scene=scene)


def summary_of(checked: Sequence[Checked], unused: Sequence[str]) -> dict[str, object]:
    """How many Shots are in each state, in all and per Locale."""
    total = Counter(one.state.value for one in checked)
    total[ShotState.UNUSED.value] = len(unused)
    locales: dict[str, Counter[str]] = {}
    for one in checked:
        locales.setdefault(one.shot.locale, Counter())[one.state.value] += 1
    return {
        **{each.value: total[each.value] for each in ShotState},
        "locales": {code: dict(count) for code, count in locales.items()},
    }


def listed(checked: Iterable[Checked], unused: Iterable[str]) -> list[dict[str, str]]:
    """Every Shot with its state, for the JSON."""
    known = [
        {
            "scene": one.shot.scene.name,
            "locale": one.shot.locale,
            "scheme": one.shot.scheme.value,
            "state": one.state.value,
            "file": one.shot.path,
        }
        for one in checked
    ]
    return known + [{"state": ShotState.UNUSED.value, "file": path} for path in unused]


def table_of(checked: Sequence[Checked]) -> str:
    """One line per Locale for people."""
    lines = []
    for code in dict.fromkeys(one.shot.locale for one in checked):
        counts = Counter(one.state for one in checked if one.shot.locale == code)
        lines.append(
            f"{code or 'all':4}" + ", ".join(f"{counts[each]} {each.value}" for each in ShotState if counts[each])
        )
    return "\n".join(lines) or "There are no Scenes, so there are no Shots."


def configure_take(parser: ArgumentParser) -> None:
    """Which Shots to draw."""
    parser.add_argument("scenes", nargs="*", metavar="SCENE", help="only these Scenes (default: every Scene)")
    parser.add_argument("--locale", help="only this Locale")
    parser.add_argument("--all", action="store_true", help="also the Shots that are current")
    parser.add_argument("--dry-run", action="store_true", help="say what would be drawn, and draw nothing")


def take(arguments: Namespace, context: Context) -> Report:
    """Draws the Shots that are missing or outdated; pictures made by hand are kept."""
    project = read_project(context.project)
    check_locale(arguments.locale, project.site)
    check_scenes(arguments.scenes, project)
    names = set(arguments.scenes) or {scene.name for scene in project.scenes}
    wanted = [
        shot
        for shot in state.planned(project.site, project.scenes, project.wordings)
        if shot.scene.name in names and arguments.locale in (None, shot.locale)
    ]
    checked = state.check_all(wanted, state.pictures_in(context.project, project.site))
    due = [one for one in checked if is_due(one, everything=arguments.all)]
    kept = [one for one in checked if one.state in {ShotState.BY_HAND, ShotState.BROKEN} and one not in due]
    wrong = [finding for finding in project.wrong if not arguments.scenes or Path(finding.place.file).stem in names]
    findings = [*wrong, *map(finding_of, kept)]
    summary = {"due": len(due), "kept": len(kept), "dry-run": arguments.dry_run}
    if arguments.dry_run or not due:
        text = "\n".join([f"Would draw {one.shot.path}." for one in due]) or "No Shot needs to be drawn."
        return Report(tuple(findings), {**summary, "drawn": 0}, text=text)
    from helpdesk.shots.taking import take_all

    drawn, found = take_all(due, project.wordings, context)
    text = f"Drew {len(drawn)} of {len(due)} Shots."
    adds = {"drawn": [one.shot.path for one in drawn]}
    return Report((*findings, *found), {**summary, "drawn": len(drawn)}, adds, text)


def check_scenes(names: Iterable[str], project: Project) -> None:
    """Refuses the name of a Scene that has no file."""
    known = scene_names(project.site.root)
    for name in names:
        if name not in known:
            raise CannotRun(f'There is no Scene "{name}" in {FOLDER}/. {did_you_mean(name, known)}'.rstrip())


def scene_names(root: Path) -> set[str]:
    """The names of all Scenes that have a file, readable or not."""
    return {path.stem for path in (root / FOLDER).glob("*.yml")}


def is_due(checked: Checked, *, everything: bool) -> bool:
    """Whether a Shot is to be drawn; a picture that somebody made never is."""
    if checked.state is ShotState.BROKEN:
        return checked.ours
    return checked.state in {ShotState.MISSING, ShotState.OUTDATED} or (
        everything and checked.state is ShotState.CURRENT
    )


VERBS = {
    "": Verb("Is every Shot what its Scene and Labels say?", configure_report, report),
    "take": Verb("Draw the Shots that are missing or outdated", configure_take, take),
}
