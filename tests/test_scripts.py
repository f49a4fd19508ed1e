"""What a newcomer meets on a machine that lacks something: one clear message each."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SCRIPTS = ROOT / "scripts"


def run(*words, cwd=ROOT, **environment):
    variables = {"PATH": os.environ["PATH"], "HOME": os.devnull, "PYTHONPATH": str(SCRIPTS), **environment}
    done = subprocess.run(list(map(str, words)), cwd=cwd, env=variables, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def checkout(tmp_path):
    """The files that setting up reads, in a folder of their own."""
    for name in ("Makefile", "requirements.txt", "requirements-dev.txt", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / "scripts").mkdir()
    shutil.copy(SCRIPTS / "setup.py", tmp_path / "scripts")
    return tmp_path


def only_python(folder, name, text):
    """A PATH on which there is but one program."""
    folder.mkdir(exist_ok=True)
    program = folder / name
    program.write_text(text)
    program.chmod(0o755)
    return str(folder)


def test_a_port_in_use_is_named_with_the_next_one(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        code, out, error = run(sys.executable, SCRIPTS / "serve.py", port)
    assert (code, out) == (1, "")
    assert error == f"Port {port} is in use. Stop the other program, or choose a port: make serve PORT={port + 1}\n"


@pytest.mark.parametrize("port", ["http", "0", "70000"])
def test_a_port_that_is_none_is_refused(port):
    code, _out, error = run(sys.executable, SCRIPTS / "serve.py", port)
    assert code == 1
    assert "PORT must be a number" in error


def test_a_python_that_is_too_old_is_told_what_is_needed(tmp_path):
    old = "import sys; sys.version_info = (3, 9, 2, 'final', 0); sys.version = '3.9.2 (old)'; sys.argv = ['setup.py', 'site']; "
    old += f"import runpy; runpy.run_path({str(SCRIPTS / 'setup.py')!r}, run_name='__main__')"
    code, _out, error = run(sys.executable, "-c", old, PATH=str(tmp_path))
    assert code == 1
    assert (
        error == "Python 3.11 or newer is needed; this is 3.9.2. Install it, or name it: make PYTHON=/path/to/python3\n"
    )


def test_a_missing_venv_module_is_told_with_debians_package(checkout):
    broken = checkout / "broken"
    (broken / "venv").mkdir(parents=True)
    (broken / "venv" / "__init__.py").write_text("")
    (broken / "venv" / "__main__.py").write_text("import sys; sys.exit('ensurepip is not available')\n")
    code, _out, error = run(sys.executable, "scripts/setup.py", "site", cwd=checkout, PYTHONPATH=str(broken))
    assert code == 1
    assert f"sudo apt install python3.{sys.version_info[1]}-venv" in error
    assert "Traceback" not in error
    assert not (checkout / ".venv").exists()


def test_setting_up_a_second_time_does_nothing(checkout):
    (checkout / ".venv").mkdir()
    (checkout / ".venv" / "site.stamp").write_text("")
    code, out, error = run("make", "setup", "PYTHON=/nowhere/python", cwd=checkout)
    assert (code, error) == (0, "")
    assert "Nothing to be done" in out


def test_no_python_at_all_is_one_line(checkout):
    code, out, error = run("make", "setup", "PYTHON=/nowhere/python", cwd=checkout)
    assert code == 2
    assert (out + error).count("Python 3.11 or newer is needed.") == 1


def test_the_chromium_that_is_named_is_used_or_told_to_be_missing(tmp_path):
    path = only_python(tmp_path / "bin", "my-chromium", "#!/bin/sh\n")
    code, out, _error = run(sys.executable, SCRIPTS / "chromium.py", CHROME_PATH=f"{path}/my-chromium")
    assert (code, out) == (0, f"{path}/my-chromium\n")
    code, out, error = run(sys.executable, SCRIPTS / "chromium.py", CHROME_PATH="/nowhere/chromium")
    assert (code, out) == (1, "")
    assert error == "There is no browser at /nowhere/chromium. Correct the variable CHROME_PATH or leave it out.\n"


@pytest.mark.parametrize("name", ["chromium", "google-chrome"])
def test_a_chromium_on_the_path_is_found(tmp_path, name):
    path = only_python(tmp_path / "bin", name, "#!/bin/sh\n")
    code, out, _error = run(sys.executable, SCRIPTS / "chromium.py", PATH=path)
    assert (code, out) == (0, f"{path}/{name}\n")


def test_no_chromium_and_no_way_to_install_one_is_one_line_at_the_end(tmp_path):
    nothing = tmp_path / "nothing"
    nothing.mkdir()
    # Playwright asks a server for its browser; here there is none.
    code, out, error = run(
        sys.executable,
        SCRIPTS / "chromium.py",
        PATH=str(nothing),
        PLAYWRIGHT_BROWSERS_PATH=str(nothing),
        PLAYWRIGHT_DOWNLOAD_HOST="http://127.0.0.1:9",
    )
    assert (code, out) == (1, "")
    assert error.rstrip().splitlines()[-1] == (
        "Browser tests need Chromium. Install chromium or google-chrome, or name one in CHROME_PATH."
    )
