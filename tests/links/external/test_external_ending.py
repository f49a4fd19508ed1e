"""A run that is asked to end: what it knows is told, and nothing is left behind."""

import json
import os
import signal
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from helpdesk.links.external import cache
from helpdesk.links.external.ending import requests_as_interrupts


class Slow(BaseHTTPRequestHandler):
    """Answers at once, but for one address whose answer never comes; says so when that is asked for."""

    def do_GET(self):
        if self.path == "/never":
            self.server.asked.set()
            self.server.enough.wait(60)
            return
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_words):
        pass


@pytest.fixture
def server():
    """Tells when it is asked for what never comes."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Slow) as running:
        running.daemon_threads = True
        running.asked, running.enough = threading.Event(), threading.Event()
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield running
        running.enough.set()
        running.shutdown()


def started(root, server, folder):
    words = ["--project", str(root), "links", "external", "--all", "--format", "json", "--allow-private", "127.0.0.1"]
    return subprocess.Popen(
        [sys.executable, "-m", "helpdesk", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "TMPDIR": str(folder)},
    )


def children_of(process):
    return Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()


@pytest.mark.parametrize("request_to_end", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_request_to_end_brings_a_partial_report_and_leaves_nothing_behind(
    request_to_end, project, server, tmp_path_factory
):
    folder = tmp_path_factory.mktemp("temporary")
    base = f"http://127.0.0.1:{server.server_port}"
    root = project({"docs/nl/a.md": f"<{base}/never> <{base}/fine>"})
    process = started(root, server, folder)
    assert server.asked.wait(60)
    helpers = children_of(process)
    process.send_signal(request_to_end)
    told, said = process.communicate(timeout=60)
    assert process.returncode == 130, said
    report = json.loads(told)
    assert [finding["code"] for finding in report["findings"]] == ["external-interrupted"]
    assert {link["url"] for link in report["links"]} <= {f"{base}/fine"}
    assert set(cache.load(root).results) == {link["url"] for link in report["links"]}
    assert helpers
    assert not [helper for helper in helpers if Path(f"/proc/{helper}").exists()]
    assert list(folder.iterdir()) == []


@pytest.fixture
def signals():
    """Gives back, after a test, what every request did before it."""
    before = {request: signal.getsignal(request) for request in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    yield
    for request, kept in before.items():
        signal.signal(request, kept)


@pytest.mark.parametrize("first", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_second_request_changes_nothing_once_the_run_is_ending(first, signals):
    told = []
    with requests_as_interrupts():
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(first)
        for second in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.raise_signal(second)
        told.append("what it knows")
    assert told
    assert signal.getsignal(signal.SIGINT) is signal.getsignal(signal.SIGTERM) is signal.SIG_IGN


def test_an_interrupted_run_that_has_told_all_waits_for_nobody():
    code = (
        "import threading\n"
        "from helpdesk import __main__\n"
        "threading.Thread(target=threading.Event().wait).start()\n"
        "__main__.main = lambda: print('told', flush=True) or 130\n"
        "raise SystemExit(__main__.process())\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, timeout=20, check=False)
    assert (ran.returncode, ran.stdout) == (130, b"told\n")


@pytest.mark.parametrize("before", [signal.SIG_IGN, signal.default_int_handler])
def test_a_script_that_starts_the_run_in_the_background_can_still_interrupt_it(before, signals):
    signal.signal(signal.SIGINT, before)
    with pytest.raises(KeyboardInterrupt), requests_as_interrupts():
        signal.raise_signal(signal.SIGINT)


@pytest.mark.parametrize("before", [signal.SIG_IGN, signal.default_int_handler])
def test_after_a_run_that_nobody_interrupts_a_request_to_end_is_again_what_it_was(before, signals):
    signal.signal(signal.SIGINT, before)
    with requests_as_interrupts():
        pass
    assert signal.getsignal(signal.SIGINT) is before
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
