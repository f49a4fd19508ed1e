"""Makes `.venv` and installs what `site`, `tests` or `spelling` need. Runs on any Python 3, to say so when it is too old."""

import os
import shutil
import subprocess
import sys

NEEDED = (3, 11)
VENV = ".venv"
INSTALLED = {"site": "requirements.txt", "tests": "requirements-dev.txt", "spelling": "requirements-spelling.txt"}


def fail(message):
    """One clear message, and nothing else."""
    sys.stderr.write(message + "\n")
    sys.exit(1)


def newer_python():
    """Starts this script again with a Python that is new enough, when there is one."""
    for minor in range(20, NEEDED[1] - 1, -1):
        found = shutil.which("python3.%d" % minor)
        if found:
            os.execv(found, [found, *sys.argv])
    fail(
        "Python %d.%d or newer is needed; this is %s. Install it, or name it: make PYTHON=/path/to/python3"
        % (*NEEDED, sys.version.split()[0])
    )


def works(python):
    """Whether a virtual environment's Python runs and has pip."""
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    try:
        return subprocess.call([python, "-c", "import pip, sys; sys.exit(sys.version_info < (3, 11))"], **quiet) == 0
    except OSError:
        return False


def make_environment():
    """The virtual environment; an unusable one is made anew."""
    python = os.path.join(VENV, "bin", "python")
    if works(python):
        return python
    shutil.rmtree(VENV, ignore_errors=True)
    made = subprocess.run([sys.executable, "-m", "venv", VENV], capture_output=True, text=True, check=False)
    if made.returncode or not works(python):
        shutil.rmtree(VENV, ignore_errors=True)
        if "ensurepip" in made.stdout + made.stderr or not works(python):
            version = "%d.%d" % sys.version_info[:2]
            fail(
                "Python's venv module is not complete. On Debian or Ubuntu: sudo apt install python%s-venv. "
                "Then run the same command again." % version
            )
    return python


def install(python, kind):
    """The pinned, hashed packages and, without its dependencies, our own."""
    pip = [python, "-m", "pip", "--disable-pip-version-check", "--no-input", "-q"]
    options = ["install", "--no-compile", "--no-warn-script-location"]
    steps = [[*pip, *options, "--require-hashes", "-r", INSTALLED[kind]]]
    if kind == "site":
        steps.append([*pip, *options, "--no-deps", "--no-build-isolation", "--editable", "."])
    for step in steps:
        code = subprocess.call(step)
        if code:
            fail("The packages could not be installed; pip's message stands above. Run the same command again.")
    if kind == "site":
        compile_all(python)


def compile_all(python):
    """Compiles everything once, for machines on which Python is told to keep nothing that it compiled.

    Every start would compile hundreds of modules again there. A module that cannot be compiled is no matter.
    """
    asked = "import sysconfig; print(sysconfig.get_path('purelib'))"
    packages = subprocess.run([python, "-c", asked], capture_output=True, text=True, check=True).stdout.strip()
    subprocess.call([python, "-m", "compileall", "-qq", "-j", "0", "scripts", packages])


def main():
    """Sets up what the argument names and leaves a stamp that says so."""
    if sys.version_info < NEEDED:
        newer_python()
    os.chdir(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    kind = sys.argv[1]
    sys.stderr.write("Setting up (%s), once …\n" % kind)
    install(make_environment(), kind)
    with open(os.path.join(VENV, kind + ".stamp"), "w") as stamp:
        stamp.write("")


if __name__ == "__main__":
    main()
