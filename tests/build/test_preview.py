"""Saving a Page in a preview builds again only what the save can change."""

import json
import subprocess
import sys

import pytest

from helpdesk.build.preview import affected
from helpdesk.build.versions import Edition

EDITIONS = [
    Edition("nl", "Nederlands", default=True),
    Edition("de", "Deutsch", default=False),
    Edition("ar", "العربية", default=False),
]
EXISTING = {"nl/index.md", "nl/cancel.md", "de/index.md", "de/cancel.md", "ar/index.md"}
BEFORE = {f"docs/{path}": (1, 1) for path in EXISTING} | {"docs/nl/images/a.png": (1, 1), "i18n/links.yml": (1, 1)}


@pytest.mark.parametrize(
    ("path", "locales"),
    [
        ("docs/de/cancel.md", {"de"}),
        ("docs/nl/cancel.md", {"nl", "ar"}),  # Arabic shows the Dutch text
        ("docs/nl/index.md", {"nl"}),
        ("i18n/links.yml", None),
    ],
)
def test_a_save_touches_its_locale_and_those_that_show_its_text(path, locales):
    assert affected(BEFORE, {**BEFORE, path: (2, 1)}, EDITIONS, "docs", EXISTING) == locales


def test_a_file_that_comes_or_goes_touches_everything():
    assert affected(BEFORE, {**BEFORE, "docs/de/new.md": (2, 1)}, EDITIONS, "docs", EXISTING) is None
    assert affected({**BEFORE, "docs/de/old.md": (2, 1)}, BEFORE, EDITIONS, "docs", EXISTING) is None


# What `mkdocs serve` does at each save, in one process.
SAVES = """
import json, logging, pathlib, sys
from mkdocs.commands.build import build
from mkdocs.config import load_config
site = sys.argv[1]
def once():
    config = load_config(config_file="mkdocs.yml", site_dir=site)
    config.plugins.on_startup(command="serve", dirty=False)
    build(config, serve_url="http://127.0.0.1:8000/")
def stamps():
    return {str(path.relative_to(site)): path.stat().st_mtime_ns for path in pathlib.Path(site).rglob("*.html")}
once()
before = stamps()
page = pathlib.Path("docs/de/cancel.md")
page.write_text(page.read_text() + "\\nVollkommen neuartig.\\n")
once()
after = stamps()
languages = json.loads(pathlib.Path(site, "pagefind/pagefind-entry.json").read_text())["languages"]
print(json.dumps([sorted(path for path in after if before.get(path) != after[path]), len(before) == len(after), sorted(languages)]))
"""


def test_a_saved_page_is_rebuilt_and_nothing_of_the_other_locales_is_lost(tmp_path, make_site):
    root = make_site(tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", SAVES, str(tmp_path / "out")], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    built, complete, languages = json.loads(done.stdout.splitlines()[-1])
    assert complete
    assert "de/cancel/index.html" in built
    assert not [path for path in built if path.startswith(("en/", "ar/", "ja/"))]
    assert languages == ["ar", "de", "en", "ja", "nl", "pl", "tr"]
    assert "Vollkommen neuartig" in (tmp_path / "out" / "de" / "cancel" / "index.html").read_text()
