"""Drawing 10 Scenes in 9 Locales and 2 colour schemes, and knowing afterwards that nothing changed.

    python benchmarks/shots.py

Peers in the same run, on the same pages: Playwright's own screenshots, one after another, kept as they come (for drawing),
and Pillow verifying the same files (for the report). Exits with 1 when a target is missed.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parent
sys.path.insert(0, str(REPOSITORY / "scripts"))

LOCALES = ("nl", "en", "de", "fr", "es", "pl", "tr", "ar", "ja")
SCENES = 10
# Seconds to draw them all on 2 cores, CPU seconds to report, bytes of the median and of the largest Shot.
DRAW_SECONDS, REPORT_SECONDS, MEDIAN, LARGEST = 60, 0.5, 25_000, 60_000


def project_in(folder: Path) -> Path:
    """A project with ten of our Scenes and nine Locales."""
    entries = "".join(
        f"        - {{locale: {code}, name: {code}, default: {str(code == 'nl').lower()}}}\n" for code in LOCALES
    )
    settings = f"site_name: T\nplugins:\n  - i18n:\n      docs_structure: folder\n      languages:\n{entries}"
    (folder / "mkdocs.yml").write_text(settings)
    for name in ("i18n/labels.yml", "i18n/samples.yml"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes((REPOSITORY / name).read_bytes())
    (folder / "scenes").mkdir()
    for scene in sorted((REPOSITORY / "scenes").glob("*.yml"))[:SCENES]:
        (folder / "scenes" / scene.name).write_bytes(scene.read_bytes())
    return folder


def run(words: Sequence[str]) -> tuple[float, float]:
    """Wall and CPU seconds of a command, its children included."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY / "scripts")}
    subprocess.run([sys.executable, *words], check=False, env=environment, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.perf_counter() - start, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def pictures(root: Path) -> dict[str, bytes]:
    """Every Shot of the project."""
    return {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.glob("docs/*/images/*.png"))}


PEER_DRAW = """
import sys
from pathlib import Path
from playwright.sync_api import sync_playwright
from helpdesk.browser import executable
from helpdesk.shots import browser, drawing
from helpdesk.shots.command import read_project
from helpdesk.shots.scenes import Text
project = read_project(Path(sys.argv[1]))
style = drawing.asset(drawing.STYLE).decode()
with sync_playwright() as playwright:
    chromium = playwright.chromium.launch(executable_path=executable(), args=list(browser.FLAGS))
    page = chromium.new_page(viewport={"width": 800, "height": 1200}, device_scale_factor=2)
    page.route("**/*", lambda route: route.fulfill(body=drawing.asset(route.request.url.removeprefix(browser.ORIGIN)))
        if "fonts/" in route.request.url else route.fulfill(body="<html></html>", content_type="text/html"))
    page.goto(browser.ORIGIN)
    for locale in project.site.locales:
        for scene in project.scenes:
            words = lambda text: project.wordings.shown(text, locale.code)
            body = drawing.page(scene, words, project.wordings.direction(locale.code))
            for scheme in ("light", "dark"):
                page.set_content(f'<html data-scheme="{scheme}"><style>{style}</style>{body}</html>')
                page.evaluate(browser.LOAD_FONTS)
                data = page.locator("#shot").screenshot()
                Path(sys.argv[2], f"{locale.code}-{scene.name}-{scheme}.png").write_bytes(data)
    chromium.close()
"""
PEER_REPORT = """
import sys
from pathlib import Path
from PIL import Image
for path in Path(sys.argv[1]).glob("docs/*/images/*.png"):
    with Image.open(path) as image:
        image.verify()
"""


def main() -> int:
    """Prints the figures; 1 when one misses its target."""
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
        root = project_in(Path(one))
        helpdesk = ["-m", "helpdesk", "--project", str(root), "shots"]
        wall, cpu = run([*helpdesk, "take"])
        first = pictures(root)
        run([*helpdesk, "take", "--all"])
        same = pictures(root) == first
        _wall, report_cpu = min(run(helpdesk) for _attempt in range(3))
        _wall, verify_cpu = min(run(["-c", PEER_REPORT, str(root)]) for _attempt in range(3))
        peer_wall, peer_cpu = run(["-c", PEER_DRAW, str(root), two])
        raw = sorted(path.stat().st_size for path in Path(two).iterdir())
        sizes = sorted(map(len, first.values()))
    print(f"drawing {len(first)} Shots: {wall:.1f} s (target {DRAW_SECONDS}), {cpu:.1f} CPU s")
    print(
        f"  Playwright's screenshots: {peer_wall:.1f} s, {peer_cpu:.1f} CPU s; ratio of seconds {wall / peer_wall:.2f}"
    )
    print(f"size: median {sizes[len(sizes) // 2]} (target {MEDIAN}), largest {sizes[-1]} (target {LARGEST}) bytes")
    print(f"  Playwright's screenshots: median {raw[len(raw) // 2]}, largest {raw[-1]} bytes")
    print(f"reporting on them: {report_cpu:.2f} CPU s (target {REPORT_SECONDS})")
    print(f"  Pillow verifying the files: {verify_cpu:.2f} CPU s; ratio {report_cpu / verify_cpu:.2f}")
    print(f"drawn twice, byte for byte the same: {same}")
    met = wall <= DRAW_SECONDS and report_cpu <= REPORT_SECONDS and sizes[len(sizes) // 2] <= MEDIAN
    return int(not (met and sizes[-1] <= LARGEST and same and len(first) == SCENES * len(LOCALES) * 2))


if __name__ == "__main__":
    sys.exit(main())
