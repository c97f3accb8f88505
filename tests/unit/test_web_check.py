"""Asking other servers, against one on this machine that plays all of them."""

from __future__ import annotations

import http.client
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from credfolio.disk.kept import CACHE
from credfolio.links.outer_links import Looked, Outcome
from credfolio.links.web_check import (
    NOTES,
    Manners,
    load_looked,
    look_at,
    save_looked,
    secure_connection,
)

TODAY = date(2026, 6, 1)
QUICK = Manners(timeout=60, pause=0.01, again=1)
"""No pause worth waiting for, and time for a busy machine to answer."""
IMPATIENT = Manners(timeout=0.1, pause=0.01, again=1)
MOVED = {"/old": (301, "/fine"), "/lent": (302, "/fine"), "/far": (308, "https://b.example/fine")}


class Server:
    """Answers by path, and remembers who was asked for what, and when."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, str]] = []
        self.times: list[float] = []
        self.busy: dict[str, int] = {}
        self.most_busy = 0
        self.at_an_end = threading.Event()
        self.two_hosts = threading.Barrier(2)
        own = self

        class Handler(BaseHTTPRequestHandler):
            def answer(self) -> None:
                host = self.headers["Host"].partition(":")[0]
                own.asked.append((self.command, host, self.path))
                own.times.append(time.monotonic())
                own.busy[host] = own.busy.get(host, 0) + 1
                own.most_busy = max(own.most_busy, own.busy[host])
                status, location = own.status(self.command, self.path)
                if status:
                    self.send_response(status)
                    if location:
                        self.send_header("Location", location)
                    self.send_header("Content-Length", "0")
                    self.end_headers()
                own.busy[host] -= 1

            do_HEAD = do_GET = answer

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True

    def status(self, method: str, path: str) -> tuple[int, str]:
        if path in MOVED:
            return MOVED[path]
        if path.startswith("/round"):
            return 302, path + "x"
        if path == "/slow":
            self.at_an_end.wait()
        if path == "/together":
            self.two_hosts.wait(60)
            return 200, ""
        if path == "/get-only":
            return (405 if method == "HEAD" else 200), ""
        if path == "/once" and len(self.asked) < 3:
            return 503, ""
        known = {"/fine": 200, "/once": 200, "/gone": 410, "/shy": 403, "/ill": 500}
        return known.get(path.partition("?")[0], 404), ""

    def connect(self, host: str, timeout: float) -> http.client.HTTPConnection:
        """In the place of a public host: the same check of what may be asked, another door."""
        if host == "nowhere.example":
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        if host == "no-network.example":
            raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
        port = self.server.server_port
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
        request = connection.request

        def named(method: str, url: str, **more: object) -> None:
            headers = {**more.pop("headers", {}), "Host": host}  # type: ignore[dict-item]
            request(method, url, headers=headers)

        connection.request = named  # type: ignore[method-assign, assignment]
        return connection


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    thread = threading.Thread(target=made.server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield made
    made.at_an_end.set()
    made.server.shutdown()
    made.server.server_close()
    thread.join()


def look(server: Server, *urls: str, before: dict[str, Looked] | None = None) -> dict[str, Looked]:
    return dict(look_at(urls, TODAY, before or {}, server.connect, QUICK))


@pytest.mark.parametrize(
    ("path", "outcome", "now_at"),
    [
        ("/fine", "live", ""),
        ("/get-only", "live", ""),
        ("/lent", "live", ""),
        ("/once", "live", ""),
        ("/old", "moved", "https://a.example/fine"),
        ("/far", "moved", "https://b.example/fine"),
        ("/gone", "dead", ""),
        ("/never-was", "dead", ""),
        ("/shy", "unsure", ""),
        ("/ill", "unsure", ""),
        ("/slow", "unsure", ""),
        ("/round", "unsure", ""),
    ],
)
def test_what_a_server_answers_has_a_meaning(
    server: Server, path: str, outcome: str, now_at: str
) -> None:
    url = f"https://a.example{path}"
    manners = IMPATIENT if path == "/slow" else QUICK
    found = dict(look_at([url], TODAY, {}, server.connect, manners))[url]
    assert (found.outcome, found.now_at) == (outcome, now_at)
    assert found.why or outcome == "live"


def test_a_host_that_does_not_exist_is_dead_and_no_network_is_no_answer(server: Server) -> None:
    found = look(server, "https://nowhere.example/", "https://no-network.example/")
    assert found["https://nowhere.example/"].outcome == "dead"
    assert found["https://no-network.example/"].outcome == "unsure"


@pytest.mark.parametrize(
    "url",
    [
        "http://a.example/fine",
        "https://a.example:8443/fine",
        "https://me@a.example/fine",
        "ftp://a.example/fine",
        "file:///etc/passwd",
    ],
)
def test_what_is_not_plain_https_is_not_asked(server: Server, url: str) -> None:
    assert look(server, url)[url].outcome == "not-asked"
    assert server.asked == []


def test_a_redirect_to_what_is_not_plain_https_is_not_followed(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(MOVED, "/sly", (302, "http://127.0.0.1/admin"))
    assert look(server, "https://a.example/sly")["https://a.example/sly"].outcome == "not-asked"
    assert {path for _, _, path in server.asked} == {"/sly"}


@pytest.mark.parametrize("host", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "[::1]", "localhost"])
def test_a_host_inside_the_network_is_never_connected_to(host: str) -> None:
    url = f"https://{host}/latest/meta-data"
    found = dict(look_at([url], TODAY, {}, secure_connection, QUICK))[url]
    assert found.outcome == "not-asked"
    assert found.why == "the host is not on the public network"


def test_a_host_is_asked_one_thing_at_a_time_with_a_pause(server: Server) -> None:
    urls = [f"https://a.example/fine?{n}" for n in range(4)]
    manners = Manners(timeout=60, pause=0.05)
    dict(look_at(urls, TODAY, {}, server.connect, manners))
    assert server.most_busy == 1
    between = [later - first for first, later in zip(server.times, server.times[1:], strict=False)]
    assert min(between) >= 0.045


def test_several_hosts_are_asked_at_once(server: Server) -> None:
    """Each answer waits until another host is asked, too."""
    found = look(server, *(f"https://{name}.example/together" for name in "abcdef"))
    assert {one.outcome for one in found.values()} == {"live"}


def test_a_server_that_speaks_a_word_at_a_time_is_left() -> None:
    """Whoever listened for half a minute would be answered."""
    listener = socket.create_server(("127.0.0.1", 0))

    def drip() -> None:
        connection, _ = listener.accept()
        with connection, suppress(OSError):  # it was left
            connection.sendall(b"HTTP/1.1 200 OK\r\n")
            for _ in range(600):
                connection.sendall(b"X: y\r\n")
                time.sleep(0.05)
            connection.sendall(b"Content-Length: 0\r\n\r\n")

    thread = threading.Thread(target=drip, daemon=True)
    thread.start()

    def connect(host: str, timeout: float) -> http.client.HTTPConnection:
        port = listener.getsockname()[1]
        return http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)

    manners = Manners(timeout=0.2, pause=0.01, again=0)
    found = dict(look_at(["https://a.example/"], TODAY, {}, connect, manners))
    assert found["https://a.example/"].outcome == "unsure"
    listener.close()
    thread.join()


def test_how_long_it_has_been_so_is_remembered(server: Server) -> None:
    gone = "https://a.example/gone"
    before = {gone: Looked("dead", "x", "2026-05-25", "2026-05-18")}
    assert look(server, gone, before=before)[gone].since == "2026-05-18"
    before = {gone: Looked("live", "", "2026-05-25", "2026-01-01")}
    assert look(server, gone, before=before)[gone].since == "2026-06-01"


@pytest.mark.parametrize(
    ("outcome", "on", "most_days", "fresh"),
    [
        ("live", "2026-05-27", 7, True),
        ("live", "2026-05-25", 7, False),
        ("dead", "2026-05-31", 7, False),
        ("unsure", "2026-06-01", 7, True),
        ("live", "2026-06-01", 0, False),
        ("live", "not a date", 7, False),
    ],
)
def test_what_was_well_is_not_asked_again_for_some_days(
    outcome: Outcome, on: str, most_days: int, fresh: bool
) -> None:
    assert Looked(outcome, "", on, on).is_fresh(TODAY, most_days) == fresh


def test_what_was_found_is_kept_and_a_damaged_file_is_as_good_as_none(tmp_path: Path) -> None:
    looked = {"https://a.example/": Looked("live", "", "2026-06-01", "2026-06-01")}
    save_looked(tmp_path, looked)
    assert load_looked(tmp_path) == looked
    for text in ("{", '{"links": 3}', '{"links": {"x": {"y": 1}}}', "[]"):
        (tmp_path / CACHE / NOTES).write_text(text)
        assert load_looked(tmp_path) == {}
