"""LinkChecker as a process of its own; nothing of it is imported."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from helpdesk.links.external import rows
from helpdesk.links.external.model import Answer, Limits
from helpdesk.links.external.process import Watch, ended, ending, fed, guarded, kept_tail, stopped
from helpdesk.links.external.veil import veiled

# A fragment no page has: AnchorCheck then lists every id there is, and one request serves all fragments of a page.
SENTINEL = "helpdesk-no-such-id"
CONFIGURATION = """\
[checking]
threads={threads}
timeout={timeout}
recursionlevel=0
maxrequestspersecond=1000
maxfilesizedownload={page_bytes}
maxfilesizeparse={page_bytes}
robotstxt=0
useragent={agent}
[filtering]
checkextern=1
[output]
log=csv
status=0
verbose=1
warnings=1
[csv]
parts=urlname,result,warningstring,infostring,valid,url
separator=;
encoding=utf-8
[AnchorCheck]
[HttpHeaderInfo]
prefixes=retry-after,content-type,helpdesk-saw,server
[RegexCheck]
warningregex={suspects}
"""
CONFIGURATION_FILE = "linkcheckerrc"
# LinkChecker drops root's rights; where its own files lie in a folder only root may enter, it could then not load itself.
KEEP_ROOT = (
    "import os,runpy,sys; os.seteuid=lambda uid: None; sys.argv=sys.argv[1:]; "
    "runpy.run_path(sys.argv[0], run_name='__main__')"
)


class EngineFailed(Exception):
    """The engine could not start or ended early; the text says what happened, for people."""


class EngineMissing(EngineFailed):
    """There is no engine to start, and a second try would find none either."""


class EngineStuck(EngineFailed):
    """The engine had to be stopped, which took a long time."""


class Engine(Protocol):
    """Something that asks for addresses and says what came back."""

    def answers(self, urls: Iterable[str], with_anchors: frozenset[str]) -> Iterator[Answer]:
        """An Answer per address, in any order, as soon as it is there; may leave some out, then raise EngineFailed."""
        ...


@dataclass(frozen=True, slots=True)
class LinkChecker:
    """Runs LinkChecker once per wave, its traffic through the proxy."""

    proxy: str
    """The proxy's address with credentials."""
    limits: Limits
    agent: str
    suspects: str
    """A regular expression for headings that make a page suspect."""
    may_hurry: Callable[[str], bool] = lambda _url: False
    """Whether the server of this address needs no pause between two requests."""
    program: tuple[str, ...] = ()
    """The command; found by itself when empty."""

    def answers(self, urls: Iterable[str], with_anchors: frozenset[str]) -> Iterator[Answer]:
        """What LinkChecker says of each address; raises EngineFailed when it misses, dies or talks nonsense."""
        wanted = {
            veiled(url, str(number) if self.may_hurry(url) else "")
            + (f"#{SENTINEL}" if url in with_anchors else ""): url
            for number, url in enumerate(urls)
        }
        with folder_with(self.configuration()) as folder:
            process = self.started(folder)
            watch = Watch(process.kill, self.patience)
            errors: list[bytes] = []
            left, stuck = len(wanted), False
            helpers = (
                threading.Thread(target=fed, args=(process.stdin, wanted), daemon=True),
                threading.Thread(target=kept_tail, args=(process.stderr, errors), daemon=True),
            )
            try:
                for helper in helpers:
                    helper.start()
                assert process.stdout is not None
                with guarded(process, str(folder)):
                    for answer in rows.answers(process.stdout, wanted, SENTINEL):
                        left -= 1
                        watch.wind()
                        yield answer
                # With every answer here there is no need to wait for LinkChecker's threads to notice that they are done.
                if left:
                    # Whoever talks nonsense without end notices that nobody listens.
                    process.stdout.close()
                    stuck = not ended(process) or watch.acted
                    helpers[1].join(1)
            finally:
                watch.stop()
                stopped(process)
            # 0: all valid, 1: some are not; both say that the work is done, unless no work was: Python crashes with 1, too.
            if stuck:
                raise EngineStuck("LinkChecker answered nothing any more and was stopped")
            if left and (process.returncode not in {0, 1} or left == len(wanted)):
                raise EngineFailed(ending(process.returncode, errors))

    @property
    def patience(self) -> float:
        """Seconds without any answer after which LinkChecker is stuck."""
        return self.limits.start + self.limits.connect + self.limits.answer + self.limits.body

    def started(self, folder: Path) -> subprocess.Popen[bytes]:
        """The process, with the configuration in this folder."""
        command = [*self.command(), "--config", str(folder / CONFIGURATION_FILE), "--stdin", "--no-status"]
        try:
            return subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                cwd=folder,
                env=self.environment(folder),
                # An interrupt from the keyboard is for us: we stop it ourselves and still report.
                start_new_session=True,
            )
        except OSError as error:
            raise EngineMissing(f"LinkChecker could not be started: {error.strerror or error}") from error

    def configuration(self) -> str:
        """LinkChecker's own file: one level, no robots, everything said."""
        return CONFIGURATION.format(
            threads=self.limits.threads,
            # Later than the proxy's own limits, so that the proxy says what was wrong.
            timeout=round(2 * self.limits.answer + self.limits.connect + self.limits.body) + 2,
            page_bytes=self.limits.page_bytes,
            agent=self.agent,
            suspects=self.suspects,
        )

    def environment(self, folder: Path) -> dict[str, str]:
        """Ours, with the proxy for everything and without anyone's home, accounts or language."""
        kept = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
        home = {name: str(folder) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")}
        proxies = dict.fromkeys(("http_proxy", "https_proxy"), self.proxy)
        speech = {"LC_ALL": "C.UTF-8", "LANGUAGE": "en", "PYTHONIOENCODING": "utf-8", "PYTHONDONTWRITEBYTECODE": "1"}
        return kept | home | proxies | speech

    def command(self) -> list[str]:
        """How LinkChecker is called here; raises EngineFailed when it is not installed."""
        if self.program:
            return list(self.program)
        beside = Path(sys.executable).parent / "linkchecker"
        found = str(beside) if beside.is_file() else shutil.which("linkchecker")
        if not found:
            raise EngineMissing("LinkChecker is not installed. Install it with `pip install linkchecker`")
        if (
            hasattr(os, "geteuid")
            and os.geteuid() == 0
            and not all(map(others_may_enter, {Path(sys.prefix), Path(sys.base_prefix)}))
        ):
            return [sys.executable, "-c", KEEP_ROOT, found]
        return [found]


@contextmanager
def folder_with(configuration: str) -> Iterator[Path]:
    """A folder for a while, with the configuration, that user nobody may read, too; raises EngineMissing without room for it."""
    with ExitStack() as stack:
        try:
            made = tempfile.TemporaryDirectory(prefix="helpdesk-links-", ignore_cleanup_errors=True)
            folder = Path(stack.enter_context(made))
            folder.chmod(0o755)
            file = folder / CONFIGURATION_FILE
            file.write_text(configuration, encoding="utf-8")
            file.chmod(0o644)
        except OSError as error:
            raise EngineMissing(f"LinkChecker got no folder for temporary files: {error.strerror or error}") from error
        yield folder


def others_may_enter(folder: Path) -> bool:
    """Whether a user without rights could read the files in this folder."""
    return all(part.stat().st_mode & 0o001 for part in (folder, *folder.parents))
