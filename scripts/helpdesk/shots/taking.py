"""Drawing the Shots that are due, and writing each as soon as it is ready."""

from __future__ import annotations

from collections.abc import Sequence

from helpdesk.command import Context
from helpdesk.files import write_bytes
from helpdesk.report import Finding, Place
from helpdesk.shots import browser, drawing
from helpdesk.shots import findings as kinds
from helpdesk.shots.browser import Drawn, Job
from helpdesk.shots.labels import Wordings
from helpdesk.shots.png import stamped
from helpdesk.shots.state import Checked


def take_all(due: Sequence[Checked], wordings: Wordings, context: Context) -> tuple[list[Checked], list[Finding]]:
    """The Shots that were written, and what kept the others from it."""
    groups: dict[tuple[str, str], list[Checked]] = {}
    for one in due:
        groups.setdefault((one.shot.scene.name, one.shot.locale), []).append(one)
    # Locales that see the same words share one drawing.
    sharing: dict[Job, list[list[Checked]]] = {}
    for group in groups.values():
        sharing.setdefault(job_of(group, wordings), []).append(group)
    jobs = list(sharing)
    written: list[Checked] = []
    wrong: list[Finding] = []
    ready = 0

    def finished(place: int, drawn: Drawn) -> None:
        nonlocal ready
        for group in sharing[jobs[place]]:
            ready += len(group)
            shot = group[0].shot
            context.progress(f"Drawing Shots: {ready} of {len(due)} ({shot.scene.name}, {shot.locale})")
            wrong.extend(misfits(group[0], drawn))
            for one, data in zip(group, drawn.pictures, strict=False):
                if finding := written_or_finding(one, data, context):
                    wrong.append(finding)
                else:
                    written.append(one)

    browser.draw(jobs, finished)
    return written, wrong


def written_or_finding(one: Checked, data: bytes, context: Context) -> Finding | None:
    """Writes a Shot with its inputs; a Finding when that fails, and then the old file is whole."""
    try:
        write_bytes(context.project / one.shot.path, stamped(data, one.shot.inputs))
    except OSError as error:
        place = Place(one.shot.path, locale=one.shot.locale)
        return kinds.NOT_WRITTEN.at(place, shot=one.shot.path, reason=error.strerror or str(error))
    return None


def job_of(group: Sequence[Checked], wordings: Wordings) -> Job:
    """What the browser needs for the Shots of one Scene in one Locale."""
    shot = group[0].shot
    body = drawing.page(shot.scene, lambda text: wordings.shown(text, shot.locale), wordings.direction(shot.locale))
    return Job(body, wordings.portal_locale(shot.locale), tuple(one.shot.scheme.value for one in group))


def misfits(checked: Checked, drawn: Drawn) -> list[Finding]:
    """Words and Callouts that do not fit, as Findings at the Scene."""
    scene, locale = checked.shot.scene, checked.shot.locale
    place = Place(scene.path, locale=locale)
    adds = {"scene": scene.name}
    tight = [
        kinds.NO_FIT.at(place, adds, words=words, pixels=pixels, scene=scene.name, locale=locale)
        for words, pixels in drawn.tight
    ]
    outside = [
        kinds.OUTSIDE.at(place, adds, number=number, scene=scene.name, locale=locale) for number in drawn.outside
    ]
    return tight + outside
