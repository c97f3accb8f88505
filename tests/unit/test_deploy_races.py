"""Two deploys at once: nothing is lost, and the live site never goes back.

Eight races here; the hundred are in `make audit`.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest

from credfolio.errors import CredfolioError
from credfolio.publishing.deploy import Order, deploy
from pages_remote import (
    git,
    live_sources,
    make_project,
    make_remote,
    make_site,
    no_reason,
    over_http,
    save,
)

pytestmark = pytest.mark.slow


def race(tmp_path: Path, over: str, races: int) -> None:
    chance = random.Random(races)
    remote = make_remote(tmp_path / "remotes" / "pages.git")
    with over_http(remote.parent) if over == "http" else nullcontext(str(remote.parent)) as root:
        project = make_project(tmp_path / "project", f"{root}/pages.git")
        commits: list[str] = []
        accepted: list[str] = []
        for number in range(races):
            orders = []
            for _ in range(2):
                commits.append(save(project, f"Change {len(commits)}"))
                files = {"index.html": commits[-1], f"{len(commits) % 7}/index.html": "page"}
                files |= {f"{n}/index.html": "page" for n in range(7)}
                folder = make_site(tmp_path / "sites" / commits[-1], files, commits[-1])
                orders.append(Order(project, folder))
            chance.shuffle(orders)
            accepted += both_at_once(orders)
            sources = live_sources(remote)
            # Whichever came first, the newest of them is live, with its own files.
            assert sources[-1] == commits[-1], f"race {number}"
            assert git(remote, "show", "gh-pages:index.html") == commits[-1]
            # Forwards only, and every deploy that was told "published" is in the history.
            assert sources == sorted(sources, key=commits.index)
            assert sorted(sources) == sorted(accepted)
        git(remote, "fsck", "--strict")
        assert not (project / ".git" / "credfolio-deploy").exists()


def both_at_once(orders: list[Order]) -> Iterator[str]:
    """Deploy both in the same moment; the source commits of those that went through."""
    start = threading.Barrier(2)
    results: list[str | Exception] = []

    def run(order: Order) -> None:
        start.wait()
        try:
            results.append(deploy(order, no_reason).source)
        except Exception as error:
            results.append(error)

    threads = [threading.Thread(target=run, args=(order,)) for order in orders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for result in results:
        if isinstance(result, str):
            yield result
        else:  # the older one came too late; there is no other reason
            assert isinstance(result, CredfolioError), result
            assert result.message.startswith("the live site is newer"), result.message
            assert result.exit_code == 1


@pytest.mark.parametrize("over", ["file", "http"])
def test_of_two_deploys_at_once_none_is_lost_and_none_goes_back(tmp_path: Path, over: str) -> None:
    race(tmp_path, over, 4)


@pytest.mark.audit
@pytest.mark.parametrize("over", ["file", "http"])
def test_fifty_races_over_each_kind_of_remote(tmp_path: Path, over: str) -> None:
    race(tmp_path, over, 50)
