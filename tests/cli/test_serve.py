"""``credfolio serve``: pages follow the records, and survive a broken one."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from credfolio.building.site_commands import FIRST_PORT, find_port, wait_for_change

HOOKS = Path(__file__).parents[2] / "hooks"
PATIENCE = 60.0  # seconds; a busy machine needs a few for a build


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Server:
    """The command in a process of its own."""

    def __init__(self, project: Path, log: Path, *, port: int | None = None) -> None:
        self.temporary = log.with_name("temporary")
        self.temporary.mkdir()
        self.port = port or free_port()
        self.log = log
        with log.open("wb") as stream:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "credfolio", "serve", "--port", str(self.port)],
                cwd=project,
                env={**os.environ, "PYTHONPATH": str(HOOKS), "TMPDIR": str(self.temporary)},
                stdout=stream,
                stderr=stream,
                # A shell that starts this in the background has its children ignore Ctrl-C.
                preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
            )

    def page(self, address: str) -> str:
        try:
            with urlopen(f"http://127.0.0.1:{self.port}/credentials/{address}", timeout=10) as got:
                text: str = got.read().decode()
                return text
        except (URLError, OSError):
            return ""

    def said(self) -> str:
        return self.log.read_text()

    def wait(self, until: Callable[[], bool]) -> None:
        deadline = time.monotonic() + PATIENCE
        while not until():
            assert self.process.poll() is None, self.said()
            assert time.monotonic() < deadline, self.said()
            time.sleep(0.2)

    def end(self) -> int:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=PATIENCE)


@pytest.fixture
def server(project: Path, tmp_path: Path) -> Iterator[Server]:
    started = Server(project, tmp_path / "log")
    yield started
    started.end()


def test_pages_follow_the_records_and_stay_when_one_is_broken(server, project):
    credential = project / "catalog/riverside-usd/active-listening.yml"
    page = "catalog/riverside-usd/active-listening/"
    server.wait(lambda: "Active Listening" in server.page(page))
    assert f"http://127.0.0.1:{server.port}/credentials/" in server.said()

    # Somebody who tries the data can follow their addresses.
    index = json.loads(server.page("api/v1/index.json"))
    here = f"http://127.0.0.1:{server.port}/credentials/"
    assert index["catalog_url"].startswith(here)
    assert server.page(index["catalog_url"].removeprefix(here))

    good = credential.read_text(encoding="utf-8")
    changed = good.replace("title: Active Listening", "title: Patient Listening")
    credential.write_text(changed, encoding="utf-8")
    server.wait(lambda: "Patient Listening" in server.page(page))

    credential.write_text("titel: Broken\n", encoding="utf-8")
    server.wait(lambda: "still those of the last good build" in server.said())
    assert "active-listening.yml:1:1: error[unknown-key]" in server.said()
    assert "Traceback" not in server.said()
    assert "Patient Listening" in server.page(page)
    assert "Example" in server.page("")

    credential.write_text(good, encoding="utf-8")
    server.wait(lambda: "Patient Listening" not in server.page(page))
    assert "Active Listening" in server.page(page)

    new = project / "portfolios" / "new-person"
    new.mkdir()
    (new / "profile.yml").write_text("display_name: New Person\n", encoding="utf-8")
    server.wait(lambda: "New Person" in server.page("portfolios/new-person/"))

    assert server.end() == 0
    # What is served lies elsewhere and is gone; the project's own site is not touched.
    assert not (project / "site").exists()
    assert [file.name for file in server.temporary.iterdir()] == []


def test_a_project_that_is_broken_from_the_start_is_not_served(project, tmp_path):
    (project / "catalog/riverside-usd/issuer.yml").write_text("nme: x\n")
    server = Server(project, tmp_path / "log")
    assert server.process.wait(timeout=PATIENCE) == 1
    assert "error[unknown-key]" in server.said()
    assert "correct the findings above" in server.said()


def test_a_port_in_use_ends_in_3_before_anything_is_built(project, tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        server = Server(project, tmp_path / "log", port=port)
        assert server.process.wait(timeout=PATIENCE) == 3
    assert f"cannot serve at 127.0.0.1:{port}" in server.said()
    assert "Building" not in server.said(), "it is asked for first"
    assert "choose another port with --port" in server.said()
    assert "Building" not in server.said()
    assert "Traceback" not in server.said()


def test_without_a_port_the_first_free_one_is_taken():
    with socket.socket() as taken:
        try:
            taken.bind(("127.0.0.1", FIRST_PORT))
            taken.listen()
        except OSError:
            pass  # somebody has it already
        assert find_port(None) > FIRST_PORT


def test_a_record_that_is_broken_from_the_start_is_waited_for(project):
    """Any file that is edited, made or removed ends the waiting, and nothing else does."""
    record = project / "catalog/riverside-usd/issuer.yml"
    steps = [
        lambda: None,
        lambda: record.write_text("name: Riverside, corrected\n", encoding="utf-8"),
        lambda: pytest.fail("the change was not noticed"),
    ]
    wait_for_change(project, lambda _: steps.pop(0)())
    assert len(steps) == 1
    steps[:0] = [lambda: record.unlink()]
    wait_for_change(project, lambda _: steps.pop(0)())
    assert len(steps) == 1
