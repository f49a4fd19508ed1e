"""A file is replaced whole or not at all, and a run that is killed leaves nothing that stays."""

import os
import signal
import subprocess
import sys

import pytest

from helpdesk import files

# Writes a file, and kills itself before or after the system call of this number.
PROGRAM = """
import os, signal, sys
from pathlib import Path
from helpdesk import files
path, stop, has_nameless = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3] == "nameless"
if not has_nameless:
    del os.O_TMPFILE
count = 0
def watched(call):
    def run(*words, **more):
        step()
        result = call(*words, **more)
        step()
        return result
    return run
def step():
    global count
    count += 1
    if count == stop:
        os.kill(os.getpid(), signal.SIGKILL)
for name in ("open", "fsync", "chmod", "link", "replace", "listdir", "unlink"):
    call = getattr(os, name)
    setattr(os, name, watched(call))
    for kinds in (os.supports_fd, os.supports_dir_fd):
        kinds.add(getattr(os, name)) if call in kinds else None
files.write_text(path, "new" * 1000)
print(count)
"""
WAYS = pytest.mark.parametrize("way", ["nameless", "named"])


def write(path, stop, way):
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    words = [sys.executable, "-c", PROGRAM, str(path), str(stop), way]
    return subprocess.run(words, check=False, capture_output=True, text=True, env=environment)


@WAYS
@pytest.mark.parametrize("before", ["old" * 1000, None])
def test_a_kill_at_any_step_leaves_a_whole_file_and_the_next_write_leaves_nothing_else(tmp_path, way, before):
    path = tmp_path / "a.md"
    steps = int(write(path, 0, way).stdout)
    assert steps > 8
    for stop in range(1, steps + 1):
        if before is None:
            path.unlink(missing_ok=True)
        else:
            path.write_text(before)
        assert write(path, stop, way).returncode == -signal.SIGKILL
        assert (path.read_text() if path.exists() else None) in (before, "new" * 1000)
        assert all(name.startswith(".") for name in os.listdir(tmp_path) if name != "a.md")
        assert write(path, 0, way).returncode == 0
        assert os.listdir(tmp_path) == ["a.md"]
        assert path.read_text() == "new" * 1000


def test_a_killed_run_leaves_less_where_the_system_has_files_without_a_name(tmp_path):
    def leftovers(way):
        folder = tmp_path / way
        steps = int(write(folder / "a.md", 0, way).stdout)
        left = 0
        for stop in range(1, steps + 1):
            write(folder / "a.md", stop, way)
            left += len(os.listdir(folder)) > 1
        return left

    assert leftovers("nameless") <= leftovers("named")


def test_what_another_run_is_writing_is_left_alone(tmp_path):
    target = tmp_path / "a.md"
    name = files.temporary_name(target)
    descriptor = os.open(name, os.O_WRONLY | os.O_CREAT)
    assert files.is_locked(descriptor)
    files.without_leftovers.cache_clear()
    files.write_text(target, "text")
    assert len(os.listdir(tmp_path)) == 2
    os.close(descriptor)
    files.without_leftovers.cache_clear()
    files.write_text(target, "text")
    assert os.listdir(tmp_path) == ["a.md"]


@pytest.mark.parametrize(
    "name", [".a.md.tmp", ".a.md.0123456789abcdef.bak", "a.md.0123456789abcdef.tmp", ".settings.tmp"]
)
def test_a_file_of_somebody_else_is_never_removed(tmp_path, name):
    (tmp_path / name).write_text("mine")
    files.without_leftovers.cache_clear()
    files.write_text(tmp_path / "b.md", "text")
    assert (tmp_path / name).read_text() == "mine"


@WAYS
def test_a_file_keeps_its_mode_and_a_new_one_has_that_of_the_mask(tmp_path, way, monkeypatch):
    if way == "named":
        monkeypatch.delattr(os, "O_TMPFILE")
    old, new, link = tmp_path / "old", tmp_path / "new", tmp_path / "link"
    old.write_text("before")
    old.chmod(0o640)
    link.symlink_to(old)
    files.write_text(link, "after")
    files.write_text(new, "text")
    assert (old.read_text(), old.stat().st_mode & 0o777, link.is_symlink()) == ("after", 0o640, True)
    assert new.stat().st_mode & 0o777 == 0o666 & ~files.current_umask()


def test_a_leftover_is_no_page(project, helpdesk):
    root = project({"docs/nl/a.md": "# Kop\n", "docs/nl/.b.md.0123456789abcdef.tmp": "# Half"}, locales=("nl", "de"))
    report = helpdesk(root, "translations")[1]
    assert [found["page"] for found in report["findings"]] == ["a"]
