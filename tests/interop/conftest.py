"""Node, the outside libraries, and one way to ask them about many badges at once."""

from __future__ import annotations

import fcntl
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bundle import find_node, install_packages
from demo import build_once
from signed_project import signed_project

HERE = Path(__file__).parent

Answers = dict[str, dict[str, dict[str, Any]]]
Outside = Callable[..., Answers]


@pytest.fixture(scope="session")
def node() -> Path:
    """The program, with the libraries of package-lock.json installed beside the script."""
    program, npm = find_node()
    with (HERE / "package.json").open() as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)  # the workers of pytest-xdist come at the same time
        install_packages(HERE, program, npm)
    return program


@pytest.fixture(scope="session")
def outside(node: Path) -> Outside:
    """``outside(site, bases, cases)`` → what each outside library says about each case.

    One process for all cases: its caches of issuers' documents live as long as it does, so cases
    with another `overlay` need a call of their own. LearnCard's verifier is 9 MB of WebAssembly,
    which takes half a second to begin, and is asked only where a test wants it.
    """

    def ask(
        site: Path,
        bases: list[str],
        cases: dict[str, Any],
        overlay: dict[str, Any] | None = None,
        *,
        and_learn_card: bool = False,
    ) -> Answers:
        job = {
            "site": str(site),
            "bases": bases,
            "cases": cases,
            "overlay": overlay or {},
            "andLearnCard": and_learn_card,
        }
        done = subprocess.run(
            [node, HERE / "verify.mjs"],
            input=json.dumps(job),
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        assert done.returncode == 0, done.stderr
        answers: Answers = json.loads(done.stdout)["results"]
        assert answers.keys() == cases.keys()
        return answers

    return ask


@pytest.fixture(scope="session")
def own_site(shared_folder: Path) -> Path:
    """Two issuers with did:web; one award is signed with a retired key, the other revoked."""
    return build_once(shared_folder / "signed", signed_project)


@pytest.fixture(scope="session")
def demonstration(demo_site: Path) -> Path:
    """The repository's own site, as every other test has it: with the badges that are committed.

    What is signed today is in `own_site`.
    """
    return demo_site
