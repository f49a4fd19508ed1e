"""What every test may use: a tiny project written inline, and the command run on it."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from helpdesk.__main__ import main
from tiny_site import mkdocs_yml

# How long an example takes says nothing on a busy machine.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


@pytest.fixture
def project(tmp_path):
    """Writes the files, `{path: text or bytes}`, and an mkdocs.yml unless given; returns the root."""

    def make(files, locales=("nl", "en")):
        for path, content in {"mkdocs.yml": mkdocs_yml(locales), **files}.items():
            target = tmp_path / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content if isinstance(content, bytes) else content.encode())
        return tmp_path

    return make


@pytest.fixture
def helpdesk(capsys):
    """Runs the command in this process: `helpdesk(root, "links")` gives exit code, parsed JSON and standard error."""

    def run(root: Path, *words: str):
        capsys.readouterr()
        code = main(["--project", str(root), *words, "--format", "json"])
        printed = capsys.readouterr()
        return code, json.loads(printed.out) if printed.out else None, printed.err

    return run


@pytest.fixture(scope="session")
def browser():
    """One headless Chromium for all tests of a worker. Without one the tests fail: they are never skipped."""
    from helpdesk.browser import executable

    found = executable()
    if found is None:
        pytest.fail("Browser tests need Chromium. Run `make test`, which finds or installs one, or set CHROME_PATH.")
    from playwright.sync_api import sync_playwright

    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=[*flags, "--disable-sync", "--no-first-run"])
        yield started
        started.close()
