"""What the first query costs a reader, against the stock search on the same Pages; and whether the right Page comes first.

Run: python benchmarks/search.py. Bytes are compressed; stock is its worker and its one index for all Locales.
"""

from __future__ import annotations

import gzip
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "benchmarks")]

from serve_gzip import server  # noqa: E402

from build import project, run  # noqa: E402 - the folders were named just now
from helpdesk.browser import executable  # noqa: E402
from helpdesk.site import load  # noqa: E402

FIND = """async ([root, query]) => {
  const { find } = await import(new URL("assets/search.js", root));
  const [first] = await find(query);
  return first ? (await first.data()).raw_url : "";
}"""


def stock_bytes(folder: Path) -> int:
    """What stock fetches when its search is opened."""
    project(folder, stock=True)
    run(folder, "-m", "mkdocs", "build", "--quiet")
    files = [
        folder / "site/search/search_index.json",
        *(folder / "site/assets/javascripts/workers").glob("search.*.js"),
    ]
    return sum(len(gzip.compress(file.read_bytes())) for file in files)


def ask(browser: Any, base: str, home: str, queries: list[dict[str, str]]) -> tuple[int, int]:
    """How many queries have the right Page first, and what the first of them fetched."""
    page = browser.new_page()
    page.goto(home, wait_until="networkidle")
    sent: list[int] = []
    page.on("response", lambda response: sent.append(int(response.headers.get("content-length", 0))))
    right, cost = 0, 0
    for number, each in enumerate(queries):
        found = page.evaluate(FIND, [base, each["query"]])
        cost = cost if number else sum(sent)
        wanted = home.removeprefix(base.rstrip("/")) + ("" if each["page"] == "index" else each["page"] + "/")
        right += found == wanted
    page.close()
    return right, cost


def main() -> None:
    """Prints a line per Locale."""
    from playwright.sync_api import sync_playwright

    queries = yaml.safe_load((ROOT / "tests/search/queries.yml").read_text("utf-8"))
    source = load(ROOT).source.code
    with tempfile.TemporaryDirectory() as name:
        stock = stock_bytes(Path(name, "stock"))
        project(Path(name, "ours"), stock=False)
        run(Path(name, "ours"), "-m", "mkdocs", "build", "--quiet")
        with server(str(Path(name, "ours", "site"))) as serving, sync_playwright() as playwright:
            threading.Thread(target=serving.serve_forever, daemon=True).start()
            base = f"http://127.0.0.1:{serving.server_port}/"
            browser = playwright.chromium.launch(executable_path=executable(), args=["--no-sandbox", "--disable-gpu"])
            for locale, asked in queries.items():
                right, cost = ask(browser, base, base if locale == source else f"{base}{locale}/", asked)
                share = f"{cost / 1000:.0f} KB at the first query, {cost / stock:.2f} x stock's {stock / 1000:.0f} KB"
                print(f"{locale}: {right} of {len(asked)} first; {share}", flush=True)
            browser.close()
            serving.shutdown()


if __name__ == "__main__":
    main()
