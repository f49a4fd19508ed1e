"""Every trap of HTML and of addresses: one page each in tests/golden/links/built, what is wrong in expected.txt."""

import contextlib
import io
import json
import shutil
from pathlib import Path

import pytest

from helpdesk.__main__ import main

GOLDEN = Path(__file__).parents[1] / "golden/links/built"
PAGES = sorted(path.name for path in GOLDEN.glob("*.html"))


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    top = tmp_path_factory.mktemp("built")
    shutil.copytree(GOLDEN, top / "site")
    (top / "mkdocs.yml").write_text("site_name: x\n")
    printed = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with contextlib.redirect_stdout(printed):
        main(["--project", str(top), "links", "--built", str(top / "site"), "--format", "json"])
    lines = {}
    for finding in json.loads(printed.buffer.getvalue())["findings"]:
        for place in finding["occurrences"]:
            name = place["file"].removeprefix("site/")
            name = "css-file.html" if name == "broken.css" else name
            lines.setdefault(name, set()).add(f"{finding['verdict']} {finding['target']}")
    return lines


def test_there_are_traps():
    assert len(PAGES) > 100


@pytest.mark.parametrize("name", PAGES)
def test_page(found, name):
    expected = {
        line.partition(": ")[2]
        for line in (GOLDEN / "expected.txt").read_text("utf-8").splitlines()
        if line.startswith(f"{name}: ")
    }
    assert found.get(name, set()) == expected
