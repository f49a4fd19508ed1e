"""Previews the Site with live reload: `serve.py PORT`. One clear message when the port cannot be used."""

import errno
import os
import socket
import sys
from pathlib import Path

HOST = "127.0.0.1"


def problem_with(port: str) -> str:
    """Why the port cannot be used, and what to do; empty when it can."""
    if not port.isdigit() or not 0 < int(port) < 65536:
        return f"PORT must be a number from 1 to 65535, not {port!r}. For example: make serve PORT=8001"
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, int(port)))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                other = int(port) + 1 if int(port) < 65535 else 8000
                return f"Port {port} is in use. Stop the other program, or choose a port: make serve PORT={other}"
            return f"Port {port} cannot be used ({error.strerror}). Choose another: make serve PORT=8001"
    return ""


def main() -> None:
    """Hands over to MkDocs."""
    port = sys.argv[1]
    if problem := problem_with(port):
        sys.exit(problem)
    mkdocs = Path(sys.executable).with_name("mkdocs")
    os.execv(mkdocs, [str(mkdocs), "serve", "--dev-addr", f"{HOST}:{port}"])


if __name__ == "__main__":
    main()
