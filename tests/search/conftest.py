"""The real Site, built once and served."""

import functools
import http.server
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


class Quiet(http.server.SimpleHTTPRequestHandler):
    # One connection for many files: a browser that opens dozens at once is sometimes refused one.
    protocol_version = "HTTP/1.1"

    def log_message(self, *_words):
        pass


class Server(http.server.ThreadingHTTPServer):
    request_queue_size = 128


@pytest.fixture(scope="session")
def real_site(tmp_path_factory):
    """The folder of the Site as it is in this repository."""
    folder = tmp_path_factory.mktemp("real") / "site"
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(folder)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="session")
def real_address(real_site):
    handler = functools.partial(Quiet, directory=str(real_site))
    with Server(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
