"""Building the Site against stock MkDocs with Material and static-i18n, on the same Pages in all Locales.

Run: python benchmarks/build.py [ROUNDS]. CPU seconds of the process and all it starts, the best of the rounds; ratios
to stock. A busy machine makes single rounds up to a third slower, hardly the best of three.
"""

from __future__ import annotations

import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LIMITS = {"strict build": 1.0, "saving one Page": 0.5, "saving one Page, one Locale": 0.1}

# What `mkdocs serve` does at each save, in one process: the configuration is read anew, then everything is built.
SERVE = """
import json, logging, os, resource, sys, tempfile, time
from mkdocs.commands.build import build
from mkdocs.config import load_config
page, site = sys.argv[1], tempfile.mkdtemp()
logging.disable(logging.INFO)
def spent():
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
def once():
    before = spent()
    config = load_config(config_file="mkdocs.yml", site_dir=site)
    config.plugins.on_startup(command="serve", dirty=False)
    build(config, serve_url="http://127.0.0.1:8000/")
    return spent() - before
once()
times = []
for _round in range(3):
    with open(page, "a") as stream:
        stream.write("\\nA line more.\\n")
    times.append(once())
print(json.dumps(min(times)))
"""


def stock_settings(locales: list[str]) -> str:
    """The least that gives a site in all Locales with search, on the same Markdown extensions."""
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    extensions = re.search(r"^markdown_extensions:\n(?:  .*\n)+", settings, re.MULTILINE)
    assert extensions
    entries = "".join(
        f"        - {{locale: {code}, name: {code}, default: {str(code == locales[0]).lower()}}}\n" for code in locales
    )
    return (
        "site_name: Stock\nsite_url: https://example.org/\ntheme:\n  name: material\n  font: false\n"
        "plugins:\n  - search\n  - i18n:\n      docs_structure: folder\n      fallback_to_default: true\n      languages:\n"
        + entries
        + extensions[0]
    )


def project(folder: Path, *, stock: bool) -> list[str]:
    """A copy of the Site with our settings or with stock ones; returns its Locales."""
    locales = re.findall(r"^        - locale: (\S+)", (ROOT / "mkdocs.yml").read_text("utf-8"), re.MULTILINE)
    shutil.copytree(ROOT / "docs", folder / "docs")
    if stock:
        (folder / "mkdocs.yml").write_text(stock_settings(locales), "utf-8")
    else:
        shutil.copy(ROOT / "mkdocs.yml", folder)
        for name in ("overrides", "scripts", "i18n"):
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    return locales


def spent() -> float:
    """CPU seconds of all finished children."""
    return sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])


def run(folder: Path, *words: str, **more: str) -> str:
    """Runs Python in the project; what it does not like is not the point here."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", **more}
    done = subprocess.run(
        [sys.executable, *words], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    return done.stdout


def build(folder: Path, rounds: int) -> float:
    """CPU seconds of a strict build."""
    times = []
    for _round in range(rounds):
        before = spent()
        run(folder, "-m", "mkdocs", "build", "--strict", "--clean")
        assert (folder / "site" / "sitemap.xml").is_file(), "the build stopped early"
        times.append(spent() - before)
    return min(times)


def save(folder: Path, page: str, **more: str) -> float:
    """CPU seconds of a rebuild after a Page was saved."""
    return float(json.loads(run(folder, "-c", SERVE, page, **more)))


def main() -> None:
    """Prints the figures; exit code 1 when a limit is not kept."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    with tempfile.TemporaryDirectory() as name:
        ours, stock = Path(name, "ours"), Path(name, "stock")
        locales = project(ours, stock=False)
        project(stock, stock=True)
        page = f"docs/{locales[0]}/cancel.md"
        base = save(stock, page)
        figures = {
            "strict build": (build(ours, rounds), build(stock, rounds)),
            "saving one Page": (save(ours, page), base),
            "saving one Page, one Locale": (save(ours, page, HELP_LOCALE=locales[0]), base),
        }
    pages = len(list((ROOT / "docs" / locales[0]).glob("*.md")))
    print(f"{pages} Pages x {len(locales)} Locales, CPU seconds, best of {rounds}")
    for what, (mine, theirs) in figures.items():
        print(
            f"{what:28} ours {mine:6.2f}   stock {theirs:6.2f}   ratio {mine / theirs:.2f}   (at most {LIMITS[what]})"
        )
    sys.exit(any(mine / theirs > LIMITS[what] for what, (mine, theirs) in figures.items()))


if __name__ == "__main__":
    main()
