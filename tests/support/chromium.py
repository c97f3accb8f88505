"""The system's Chromium, and a web server on this machine that shows a site at its real path."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

SHELL = "chromium-headless-shell"
"""Chromium without its own windows, tabs and menus, which a test pays for and never sees."""
NAMES = ("chromium", "chromium-browser", "google-chrome")
MACOS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find_chromium(*, shell: bool = True) -> str | None:
    """The path of a Chromium or Chrome; CREDFOLIO_CHROMIUM says which one to take.

    The headless shell comes first, unless `shell` is false: pictures and measurements for readers
    are taken in the browser that readers have.
    """
    if named := os.environ.get("CREDFOLIO_CHROMIUM"):
        return shutil.which(named)
    for name in (SHELL, *NAMES) if shell else NAMES:
        if path := shutil.which(name):
            return path
    return next((path for path in MACOS if Path(path).exists()), None)


@contextmanager
def served(site: Path, path: str, port: int = 0) -> Iterator[str]:
    """Serve the folder `site` under `path` (``/credentials/``) and say at which address.

    On `port`; without one, on any that is free.
    """

    class Handler(SimpleHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def translate_path(self, target: str) -> str:
            asked = unquote(urlsplit(target).path)
            if not asked.startswith(path):
                return str(site / "there-is-nothing-outside-the-site")
            return str(site / asked.removeprefix(path))

        def log_message(self, *_: object) -> None:
            pass

        def send_error(self, code: int, *_: object) -> None:  # as a host of static sites does it
            body = (site / "404.html").read_bytes() if (site / "404.html").exists() else b""
            self.send_response(code)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            """A browser that goes elsewhere hangs up; that is no fault."""

    server = Server(("127.0.0.1", port), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{path}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
