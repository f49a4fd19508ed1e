"""Serves a built Site as a web server would: compressed, with types, on loopback. `serve_gzip.py FOLDER PORT`."""

from __future__ import annotations

import functools
import gzip
import http.server
import sys
from pathlib import Path

COMPRESSED = (".html", ".css", ".js", ".svg", ".json", ".xml")


class Server(http.server.SimpleHTTPRequestHandler):
    """Compresses what is worth it."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """One file, or the 404 page."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        found = path.is_file()
        path = path if found else Path(self.directory, "404.html")
        data = path.read_bytes()
        self.send_response(200 if found else 404)
        self.send_header(
            "Content-Type", self.guess_type(str(path)) + ("; charset=utf-8" if path.suffix == ".html" else "")
        )
        if path.suffix in COMPRESSED:
            data = gzip.compress(data, 6)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_words: object) -> None:
        """Nothing: the figures are the output."""


def server(folder: str, port: int = 0) -> http.server.ThreadingHTTPServer:
    """A server for the folder; port 0 takes a free one."""
    return http.server.ThreadingHTTPServer(("127.0.0.1", port), functools.partial(Server, directory=folder))


if __name__ == "__main__":
    server(sys.argv[1], int(sys.argv[2])).serve_forever()
