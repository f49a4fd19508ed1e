"""Drawing in a headless Chromium: several Scenes at once, measured for overflow, with nothing from the network."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from helpdesk.browser import VARIABLE, executable
from helpdesk.command import CannotRun
from helpdesk.shots import drawing
from helpdesk.shots.drawing import SHARPNESS
from helpdesk.shots.png import compressed

# Pages that draw at the same time: the browser keeps one core busy, making small PNGs the other.
PAGES = 3
ORIGIN = "https://shots.invalid/"
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--force-color-profile=srgb",
    "--font-render-hinting=none",
    "--disable-lcd-text",
    "--hide-scrollbars",
)
SHELL = '<!doctype html><html><head><meta charset="utf-8"><link rel="stylesheet" href="portal.css"></head><body></body></html>'
LOAD_FONTS = (
    "Promise.all([...document.fonts].map(font => font.load())).then(() => document.fonts.ready).then(() => true)"
)

# Puts a body in place and measures it: words that stick out of a box around them, Callouts that fall outside.
DRAW = """([language, scheme, body]) => {
  const root = document.documentElement;
  root.lang = language; root.dataset.scheme = scheme; document.body.innerHTML = body;
  const shot = document.getElementById("shot"), frame = shot.getBoundingClientRect(), tight = [], outside = [];
  for (const words of shot.querySelectorAll("[data-words]")) {
    const box = words.getBoundingClientRect();
    let worst = 0;
    for (let outer = words.parentElement; outer && outer !== shot; outer = outer.parentElement) {
      const room = outer.getBoundingClientRect();
      worst = Math.max(worst, room.left - box.left, box.right - room.right, room.top - box.top, box.bottom - room.bottom);
    }
    if (worst > 1) tight.push([words.textContent, Math.ceil(worst)]);
  }
  for (const ring of shot.querySelectorAll(".ring")) {
    const box = ring.getBoundingClientRect(), inside = box.left >= frame.left && box.right <= frame.right
      && box.top >= frame.top && box.bottom <= frame.bottom && box.width > 20 && box.height > 20;
    if (!inside) outside.push(Number(ring.textContent));
  }
  return {width: frame.width, height: Math.ceil(frame.height), tight, outside};
}"""
REMEDY = f"Install Chromium, or run `playwright install chromium`, or name one in the variable {VARIABLE}."
RECOLOUR = "scheme => { document.documentElement.dataset.scheme = scheme; }"


@dataclass(frozen=True, slots=True)
class Job:
    """One Scene in one Locale, to be drawn in one or more colour schemes."""

    body: str
    language: str
    schemes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """What came of a Job."""

    pictures: tuple[bytes, ...]
    """A PNG per colour scheme; none when something does not fit."""
    tight: tuple[tuple[str, int], ...]
    """Words that do not fit, and how many CSS pixels they lack."""
    outside: tuple[int, ...]
    """Numbers of Callouts that fall outside the picture."""


def draw(jobs: Sequence[Job], finished: Callable[[int, Drawn], None]) -> None:
    """Draws all jobs and calls `finished` with the place of each in the list as it is ready.

    Raises CannotRun when there is no browser, or when it stops half way.
    """
    try:
        from playwright.async_api import Error
    except ImportError as error:
        raise CannotRun("Playwright is not installed. Run `pip install -r requirements.txt`.") from error
    found = executable()
    if found is None:
        raise CannotRun(f"Drawing Shots needs Chromium, and there is none. {REMEDY}")
    waiting = list(enumerate(jobs))[::-1]
    try:
        # In a thread of its own, because a caller may have an event loop already.
        with ThreadPoolExecutor(1) as thread:
            try:
                thread.submit(asyncio.run, draw_all(found, waiting, finished)).result()
            finally:
                waiting.clear()  # after an interruption only what is being drawn is finished
    except Error as error:
        lines = str(error).strip().splitlines() or ["no reason was given"]
        raise CannotRun(f"{found} cannot draw the Shots: {lines[0]} {REMEDY}") from error


async def draw_all(found: str, waiting: list[tuple[int, Job]], finished: Callable[[int, Drawn], None]) -> None:
    """Shares the jobs among a few pages of the browser that was found."""
    from playwright.async_api import async_playwright

    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=found, args=list(FLAGS))
        try:
            viewport: Any = {"width": 800, "height": 2400}
            context = await browser.new_context(viewport=viewport, device_scale_factor=1)
            await context.route("**/*", serve)
            await asyncio.gather(*(work(context, waiting, finished) for _page in range(min(PAGES, len(waiting)))))
        finally:
            await browser.close()


async def serve(route: Any) -> None:
    """Answers from this package, and refuses everything else."""
    name = route.request.url.removeprefix(ORIGIN)
    if name == "":
        await route.fulfill(body=SHELL, content_type="text/html")
    elif name == "portal.css":
        await route.fulfill(body=drawing.asset(drawing.STYLE), content_type="text/css")
    elif name.startswith("fonts/") and name.endswith(".woff2") and ".." not in name:
        await route.fulfill(body=drawing.asset(name), content_type="font/woff2")
    else:
        await route.abort()


async def work(context: Any, waiting: list[tuple[int, Job]], finished: Callable[[int, Drawn], None]) -> None:
    """Draws on one page until no job waits."""
    page = await context.new_page()
    await page.goto(ORIGIN)
    await page.evaluate(LOAD_FONTS)
    camera = await context.new_cdp_session(page)
    while waiting:
        place, job = waiting.pop()
        finished(place, await draw_one(page, camera, job))


async def draw_one(page: Any, camera: Any, job: Job) -> Drawn:
    """One job; nothing is photographed when something does not fit."""
    measured = await page.evaluate(DRAW, [job.language, job.schemes[0], job.body])
    tight = tuple((str(words), int(pixels)) for words, pixels in measured["tight"])
    outside = tuple(int(number) for number in measured["outside"])
    if tight or outside:
        return Drawn((), tight, outside)
    clip = {"x": 0, "y": 0, "width": measured["width"], "height": measured["height"], "scale": SHARPNESS}
    raw = []
    for scheme in job.schemes:
        await page.evaluate(RECOLOUR, scheme)
        shot = await camera.send(
            "Page.captureScreenshot",
            {"format": "png", "clip": clip, "optimizeForSpeed": True, "captureBeyondViewport": False},
        )
        raw.append(base64.b64decode(shot["data"]))
    small = await asyncio.gather(*(asyncio.to_thread(compressed, data) for data in raw))
    return Drawn(tuple(small), tight, outside)
