"""Every Page in every Locale as a phone meets it: requests, weight, layout shift, third parties and axe in both schemes.

Run: python benchmarks/pages.py SITE_FOLDER [LOCALE …]. With `--lighthouse` also Lighthouse's mobile scores of the article
on cancelling, where `npx lighthouse` can run. Weight is what a compressing server sends, step pictures left out.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "benchmarks")]

from serve_gzip import server  # noqa: E402 - the folder was named just now

from helpdesk.browser import executable  # noqa: E402
from helpdesk.site import load  # noqa: E402

MOST_REQUESTS, MOST_BYTES = 11, 82_000
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
SHIFT = """new Promise(done => { let sum = 0;
  new PerformanceObserver(list => list.getEntries().forEach(entry => { sum += entry.value; })).observe({type: "layout-shift", buffered: true});
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(sum)))); })"""


def first_view(browser: Any, address: str, scheme: str, base: str) -> dict[str, Any]:
    """What one page costs and what axe says of it."""
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(viewport={"width": 360, "height": 740}, color_scheme=scheme, locale="nl-NL")
    page = context.new_page()
    answers: list[Any] = []
    page.on("response", lambda response: answers.append(response))  # noqa: PLW0108 - it must be a function
    page.goto(address, wait_until="networkidle")
    # Only the headers say how much was sent: the body is decompressed.
    weight = sum(int(each.headers.get("content-length", 0)) for each in answers if not each.url.endswith(".png"))
    result = {
        "requests": len([each for each in answers if not each.url.endswith(".png")]),
        "bytes": weight,
        "failed": [each.url for each in answers if each.status >= 400],
        "foreign": [each.url for each in answers if not each.url.startswith(base)],
        "shift": page.evaluate(SHIFT),
        "axe": [each["id"] for each in Axe().run(page, options={"runOnly": TAGS}).response["violations"]],
    }
    context.close()
    return result


def lighthouse(address: str) -> dict[str, float]:
    """The four mobile scores."""
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        flags = "--chrome-flags=--headless=new --no-sandbox --disable-gpu"
        command = [
            "npx",
            "--yes",
            "lighthouse",
            address,
            "--quiet",
            "--output=json",
            f"--output-path={file.name}",
            flags,
        ]
        chrome = {"CHROME_PATH": executable() or ""}
        subprocess.run(command, env={**os.environ, **chrome}, check=True, capture_output=True)
        categories = json.loads(Path(file.name).read_text("utf-8"))["categories"]
    return {name: category["score"] for name, category in categories.items()}


def main() -> None:
    """Prints a line per Locale and what is wrong; exit code 1 when something is."""
    from playwright.sync_api import sync_playwright

    words = [word for word in sys.argv[1:] if word != "--lighthouse"]
    folder, wanted = words[0], words[1:]
    site = load(ROOT)
    wrong = []
    with server(folder) as serving, sync_playwright() as playwright:
        threading.Thread(target=serving.serve_forever, daemon=True).start()
        base = f"http://127.0.0.1:{serving.server_port}/"
        browser = playwright.chromium.launch(executable_path=executable(), args=["--no-sandbox", "--disable-gpu"])
        for locale in site.locales:
            if wanted and locale.code not in wanted:
                continue
            home = base if locale.default else f"{base}{locale.code}/"
            seen = []
            for slug in site.slugs(site.source.code):
                for scheme in ("light", "dark"):
                    page = first_view(browser, home + ("" if slug == "index" else f"{slug}/"), scheme, base)
                    seen.append(page)
                    heavy = page["requests"] > MOST_REQUESTS or page["bytes"] > MOST_BYTES
                    if heavy or page["failed"] or page["foreign"] or page["shift"] or page["axe"]:
                        wrong.append((locale.code, slug, scheme, page))
            requests, weight = max(each["requests"] for each in seen), max(each["bytes"] for each in seen)
            print(
                f"{locale.code}: {len(seen)} views, at most {requests} requests and {weight / 1000:.1f} KB", flush=True
            )
        if "--lighthouse" in sys.argv:
            for locale in wanted or [site.source.code, "de", "ar"]:
                print(
                    locale,
                    lighthouse(base + ("" if locale == site.source.code else f"{locale}/") + "cancel/"),
                    flush=True,
                )
        browser.close()
        serving.shutdown()
    for each in wrong:
        print(*each)
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
