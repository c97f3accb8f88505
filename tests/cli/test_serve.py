"""``credfolio serve``: pages follow the records, and survive a broken one."""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from credfolio.building.site_commands import FIRST_PORT, find_port, wait_for_change
from serving import PATIENCE, Server


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

    watched = re.search("Watching paths for changes: (.*)", server.said())
    assert watched
    assert "theme'" in watched[1], "the site's own look"

    # Somebody who tries the data can follow their addresses.
    index = json.loads(server.page("api/v1/index.json"))
    here = f"http://127.0.0.1:{server.port}/credentials/"
    assert index["catalog_url"].startswith(here)
    assert server.page(index["catalog_url"].removeprefix(here))

    good = credential.read_text(encoding="utf-8")
    changed = good.replace("title: Active Listening", "title: Patient Listening")
    credential.write_text(changed, encoding="utf-8")
    server.wait(lambda: "Patient Listening" in server.page(page))
    assert "Changed: catalog/riverside-usd/active-listening.yml\n" in server.said()

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
