"""A server that gives out files of commits as a forge's host for raw files does."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote, urlencode, urlsplit

from playwright.sync_api import Page, expect

COMMIT = "0123456789" * 4
REPO = "someone/their-fork"
AT = "contribute/preview/"


class RawHost:
    """What it has: a path behind repository and commit → status, headers, body."""

    def __init__(self) -> None:
        self.address = ""
        self.files: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []

    def put(self, path: str, body: str | bytes, status: int = 200, **headers: str) -> None:
        data = body if isinstance(body, bytes) else body.encode()
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.files[path] = (status, named, data)


@contextmanager
def raw_host() -> Iterator[RawHost]:
    host = RawHost()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            host.asked.append((self.path, dict(self.headers)))
            path = unquote(urlsplit(self.path).path).removeprefix(f"/{REPO}/{COMMIT}/")
            status, headers, body = host.files.get(path, (404, {}, b""))
            self.send_response(status)
            self.send_header("Access-Control-Allow-Origin", "*")
            self.send_header("Content-Type", "text/plain; charset=utf-8")
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            try:
                self.wfile.write(body)
            except OSError:
                return  # the page has read enough

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    host.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield host
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def preview_of(root: str, *files: str, **more: str) -> str:
    """The address of the page that shows `files` of a proposal on the site at `root`."""
    query = [*{"pull": "12", "repo": REPO, "commit": COMMIT, **more}.items()]
    return f"{root}{AT}?{urlencode([*query, *(('file', file) for file in files)])}"


def show(page: Page, address: str) -> None:
    """Open the page, press the button, and wait until everything is shown."""
    page.goto(address)
    page.locator("[data-show]").click()
    expect(page.locator("[data-ask]")).to_be_hidden()
    expect(page.locator("[data-proposal]")).to_have_attribute("aria-busy", "false", timeout=180_000)
