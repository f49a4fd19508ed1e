"""LinkChecker as a process: what happens when it is not there, dies, hangs or talks nonsense."""

import errno
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from helpdesk.links.external.engine import EngineFailed, LinkChecker, others_may_enter
from helpdesk.links.external.model import Limits

QUICK = Limits(connect=0.05, answer=0.05, body=0.05, start=1.0)
ROW = "http://a.org.p80.http.invalid/Lw;200 OK;;;True;http://a.org/"
URLS = ["http://a.org/", "http://b.org/"]


def run(code, limits=QUICK):
    """What an engine made of this Python program answers, and what it complains of."""
    engine = LinkChecker("http://u:p@127.0.0.1:9", limits, "agent", "x", program=(sys.executable, "-c", code))
    found = []
    try:
        found.extend(answer.url for answer in engine.answers(URLS, frozenset()))
    except EngineFailed as error:
        return found, str(error)
    return found, ""


def test_a_program_that_is_missing_is_said():
    engine = LinkChecker("http://u:p@127.0.0.1:9", QUICK, "agent", "x", program=("/no/such/program",))
    with pytest.raises(EngineFailed, match="could not be started: No such file"):
        list(engine.answers(URLS, frozenset()))


def test_without_a_folder_for_temporary_files_the_engine_cannot_start(monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    assert run("") == ([], "LinkChecker got no folder for temporary files: No such file or directory")


def test_on_a_full_disk_the_engine_cannot_start_and_leaves_nothing_behind(monkeypatch, tmp_path):
    def full(*_words, **_more):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(Path, "write_text", full)
    assert run("") == ([], "LinkChecker got no folder for temporary files: No space left on device")
    assert list(tmp_path.iterdir()) == []


def test_what_came_before_a_crash_counts():
    code = f"import os; print({ROW!r}, flush=True); os.kill(os.getpid(), 9)"
    assert run(code) == (["http://a.org/"], "LinkChecker was stopped by signal 9")


def test_the_last_words_of_a_failure_are_passed_on():
    code = "import sys; print('no such option', file=sys.stderr); sys.exit(2)"
    assert run(code) == ([], "LinkChecker ended with code 2: no such option")


def test_a_crash_while_it_loads_is_told_in_its_own_words():
    assert run("raise ImportError('no bs4')") == ([], "LinkChecker ended with code 1: ImportError: no bs4")


def test_nonsense_is_no_answer():
    assert run("import os; os.write(1, b'\\xff\\x00;\"' * 1000)")[0] == []


def test_a_program_that_hangs_is_stopped():
    found, complaint = run(f"import threading; print({ROW!r}, flush=True); threading.Event().wait()")
    assert (found, complaint) == (["http://a.org/"], "LinkChecker answered nothing any more and was stopped")


@pytest.mark.parametrize("nonsense", ["x", "x;y\n", 'x;"'])
def test_nonsense_without_end_is_cut_off(nonsense):
    code = f"import os\nwhile True: os.write(1, {nonsense.encode() * 20_000!r})"
    assert run(code, Limits(start=3600))[0] == []


def test_nobody_waits_for_a_program_that_has_said_all():
    second = ROW.replace("a.org", "b.org")
    assert run(
        f"import threading; print({ROW!r}); print({second!r}, flush=True); threading.Event().wait()", Limits()
    ) == (URLS, "")


def test_the_process_gets_the_proxy_and_no_home(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "*")
    code = (
        "import os, sys; sys.exit(0 if os.environ['http_proxy'].startswith('http://u:p@') and 'NO_PROXY' not in os.environ"
        " and os.environ['HOME'] == os.getcwd() else 'wrong')"
    )
    assert run(code)[1] == "LinkChecker ended with code 0"


def test_a_folder_only_its_owner_may_enter_is_noticed(tmp_path):
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    inner.parent.chmod(0o700)
    assert not others_may_enter(inner)
    assert others_may_enter(Path("/usr"))


def test_whoever_is_killed_leaves_neither_linkchecker_nor_its_folder_behind(tmp_path):
    code = (
        "import sys, pathlib, subprocess\n"
        "from helpdesk.links.external.process import guarded\n"
        "process = subprocess.Popen([sys.executable, '-c', 'import threading; threading.Event().wait()'], stdout=sys.stdout, start_new_session=True)\n"
        f"folder = pathlib.Path({str(tmp_path / 'folder')!r})\n"
        "folder.mkdir()\n"
        "with guarded(process, str(folder)):\n"
        "    print('ready', flush=True)\n"
        "    sys.stdin.read()\n"
    )
    ours = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert ours.stdout.readline() == b"ready\n"
    ours.kill()
    # The pipe ends when the last process that could write to it is gone.
    assert ours.communicate(timeout=20) == (b"", None)
    assert not (tmp_path / "folder").exists()
