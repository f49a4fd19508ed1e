"""The real frame, settings and words around a few small Pages in seven Locales, built once and served below a path."""

import functools
import http.server
import os
import re
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PIL import Image

REPOSITORY = Path(__file__).parents[2]
DOCS = Path(__file__).parent / "docs"
ADDRESS = "https://example.org/opzegwijzer/"

NAV = """nav:
  - index.md
  - Opzeggen:
      - before-you-cancel.md
      - cancel.md
  - Daarna:
      - after-you-cancel.md
      - reactivate.md
  - Hulp:
      - contact-support.md
      - about.md
"""
# What a Locale needs in mkdocs.yml: this entry. Three that the project may not have yet.
ENTRIES = {"pl": "Polski", "tr": "Türkçe", "ja": "日本語"}


def entry(locale, name):
    return f"        - locale: {locale}\n          name: {name}\n"


@pytest.fixture(scope="session")
def make_site():
    """Writes a project with the real settings; `locales` are added to those of `mkdocs.yml` that have test Pages."""

    def make(root, locales=("nl", "en", "de", "ar", *ENTRIES), pages=DOCS):
        for name in ("overrides", "scripts", "i18n"):
            (root / name).symlink_to(REPOSITORY / name)
        settings = (REPOSITORY / "mkdocs.yml").read_text("utf-8")
        head, languages, tail = re.split(r"(      languages:\n(?:        .*\n|\n(?=        ))+)", settings, maxsplit=1)
        present = re.findall(r"(        - locale: (\S+)\n(?:          .*\n)*)", languages)
        kept = "".join(text for text, locale in present if locale in locales)
        added = "".join(entry(each, ENTRIES.get(each, each)) for each in locales if f"locale: {each}\n" not in kept)
        nav = re.compile(r"^nav:\n(?:  .*\n)+", re.MULTILINE)
        text = f"{head}      languages:\n{kept}{added}{nav.sub(NAV, tail)}"
        (root / "mkdocs.yml").write_text(text, "utf-8")
        for locale in locales:
            for page in (pages / locale).glob("*.md"):
                target = root / "docs" / locale / page.name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(page.read_bytes())
        picture = root / "docs" / "nl" / "images" / "wide.png"
        picture.parent.mkdir(parents=True)
        Image.new("RGB", (640, 200), "teal").save(picture)
        return root

    return make


def mkdocs(root, *words, address=ADDRESS, **more):
    """Runs MkDocs; returns what it printed and its exit code."""
    environment = {**os.environ, "SITE_URL": address, "NO_MKDOCS_2_WARNING": "1", **more}
    environment.pop("PYTEST_CURRENT_TEST", None)
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", *words], cwd=root, env=environment, capture_output=True, text=True, check=False
    )
    return done.stdout + done.stderr, done.returncode


@pytest.fixture(scope="session")
def run_mkdocs():
    return mkdocs


@pytest.fixture(scope="session")
def project(tmp_path_factory, make_site):
    return make_site(tmp_path_factory.mktemp("project"))


@pytest.fixture(scope="session")
def built(project):
    """The folder of the built Site."""
    printed, code = mkdocs(project, "build", "--strict")
    assert code == 0, printed
    return project / "site"


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves the Site below /opzegwijzer/, its 404 page included."""

    def translate_path(self, path):
        return super().translate_path(path.removeprefix("/opzegwijzer"))

    def do_GET(self):
        if not self.path.startswith("/opzegwijzer/"):
            self.send_error(404)
        else:
            super().do_GET()

    def log_message(self, *_words):
        pass


@pytest.fixture(scope="session")
def address(built):
    """Where the built Site is served."""
    handler = functools.partial(Quiet, directory=str(built))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/opzegwijzer/"
        server.shutdown()


@pytest.fixture
def open_page(browser, address):
    """Opens a page in a fresh context; every test fails on a script error, a failed request or a third party."""
    contexts, problems = [], []

    def watch(page):
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("response", lambda response: response.status >= 400 and problems.append(response.url))
        page.on(
            "request",
            lambda request: request.url.startswith(("blob:", "data:", address)) or problems.append(request.url),
        )

    def open_one(path, width=1280, height=800, *, script=True, **options):
        options = {"locale": "nl-NL", **options}
        context = browser.new_context(
            viewport={"width": width, "height": height}, java_script_enabled=script, **options
        )
        contexts.append(context)
        context.set_default_timeout(10_000)
        page = context.new_page()
        watch(page)
        page.goto(address + path, wait_until="load")
        if script:
            page.wait_for_selector("#search-button:not([hidden])")
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert problems == []
