"""An answer is told again only while nothing it was made of has changed."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from helpdesk import answers, stamps
from helpdesk.__main__ import main

SETTINGS = "site_name: t\n"


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project of three Pages whose files count as old at once."""
    monkeypatch.setattr(answers, "SETTLED", -(10**12))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text(SETTINGS)
    (tmp_path / "docs/index.md").write_text("[a](a.md)\n")
    (tmp_path / "docs/a.md").write_text("# A\n")
    (tmp_path / "docs/b.md").write_text("# B\n")
    return tmp_path


def said(capsys, *words: str) -> tuple[int, str]:
    """The exit code and what was printed."""
    code = main(["links", *words])
    return code, capsys.readouterr().out


def never(_words: list[str]) -> int:
    """Stands in for the work that must not be done again."""
    raise AssertionError("worked out anew")


def test_an_unchanged_site_is_told_without_work(project, capsys, monkeypatch):
    first = said(capsys)
    monkeypatch.setattr("helpdesk.__main__.run", never)
    assert said(capsys) == first


@pytest.mark.parametrize(
    "change",
    [
        lambda top: (top / "docs/a.md").unlink(),
        lambda top: (top / "docs/index.md").write_text("[c](c.md)\n"),
        lambda top: (top / "mkdocs.yml").write_text("site_name: t\nnav: [index.md]\n"),
        lambda top: (top / "docs/new.png").write_bytes(b"x"),
        lambda top: (top / ".cache/helpdesk/links-markdown.json").write_bytes(b"garbage"),
    ],
    ids=["page deleted", "same size", "settings", "new picture", "cache damaged"],
)
def test_every_change_is_noticed(project, capsys, change):
    before = said(capsys)
    change(project)
    assert said(capsys) != before


def test_a_variable_of_the_environment_is_part_of_the_evidence(project, capsys, monkeypatch):
    (project / "mkdocs.yml").write_text("site_name: t\ndocs_dir: !ENV [PAGES_HERE, docs]\n")
    (project / "other").mkdir()
    (project / "other/index.md").write_text("[b](b.md)\n")
    assert said(capsys)[0] == 0
    monkeypatch.setenv("PAGES_HERE", "other")
    assert said(capsys)[0] == 1


@pytest.mark.parametrize("damage", [b"", b"garbage", b"helpdesk answer 1\n" + b"0" * 64 + b"\n0\nx\n\nlies"])
def test_a_damaged_answer_is_made_anew(project, capsys, damage):
    before = said(capsys)
    (kept,) = (project / ".cache/helpdesk").glob("answer-*")
    kept.write_bytes(damage)
    assert said(capsys) == before


def test_a_file_that_changed_just_now_is_never_believed(project, capsys, monkeypatch):
    monkeypatch.setattr(answers, "SETTLED", stamps.SETTLED)
    said(capsys)
    assert not list((project / ".cache/helpdesk").glob("answer-*"))


def test_a_built_site_is_told_again_too(project, capsys, monkeypatch):
    (project / "built").mkdir()
    (project / "built/index.html").write_text('<a href="gone.html">x</a>')
    first = said(capsys, "--built", "built")
    assert first[0] == 1
    with monkeypatch.context() as patched:
        patched.setattr("helpdesk.__main__.run", never)
        assert said(capsys, "--built", "built") == first
    (project / "built/gone.html").write_text("")
    assert said(capsys, "--built", "built")[0] == 0


def test_two_runs_at_once_share_one_cache(project):
    for number in range(40):
        (project / f"docs/p{number}.md").write_text(f"# P\n[x](gone{number}.md)\n")
        os.utime(project / f"docs/p{number}.md", (time.time() - 9, time.time() - 9))
    command = [sys.executable, "-m", "helpdesk", "links", "--format", "json"]
    outputs = set()
    for _round in range(2):
        runs = [subprocess.Popen(command, cwd=project, stdout=subprocess.PIPE) for _run in range(3)]
        outputs |= {run.communicate()[0] for run in runs}
        assert {run.returncode for run in runs} == {1}
    assert len(outputs) == 1
    assert not list(Path(project, ".cache/helpdesk").glob("*.tmp"))


def test_a_run_that_must_work_walks_each_folder_once(project, capsys, monkeypatch):
    said(capsys)
    (project / "docs/b.md").write_text("[gone](gone.md)\n")
    walked = []
    walk = answers.stamps_below
    monkeypatch.setattr(answers, "stamps_below", lambda top, **more: walked.append(top) or walk(top, **more))
    assert said(capsys)[0] == 1
    assert len(walked) == len(set(walked)) > 1


def test_a_long_answer_is_kept_whole():
    copy = answers.Copy()
    pieces = [bytes([number]) * 700_000 for number in range(5)]
    assert list(copy.of(pieces)) == pieces
    assert b"".join(copy.again()) == b"".join(pieces)
    assert copy.is_whole


def test_an_answer_that_the_disk_refuses_is_printed_and_not_kept(project, capsys, monkeypatch):
    def refuse(_data: bytes) -> None:
        raise OSError

    monkeypatch.setattr("tempfile.SpooledTemporaryFile.write", lambda _file, data: refuse(data))
    first = said(capsys)
    assert first == (0, "Nothing to report.\n")
    assert not list(project.glob(".cache/helpdesk/answer-*"))
    assert said(capsys) == first


def test_an_answer_of_which_nobody_saw_the_end_is_not_kept():
    copy = answers.Copy()
    next(copy.of([b"one", b"two"]))
    assert not copy.is_whole
