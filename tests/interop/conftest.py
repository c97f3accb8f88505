"""Node, the outside libraries, and one way to ask them about many badges at once."""

from __future__ import annotations

import fcntl
import hashlib
import json
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from badge_site import BASE
from bundle import find_node, install_packages
from credfolio.cli import main

HERE = Path(__file__).parent
ROOT = Path(__file__).parents[2]
SETTINGS = f"""\
site_name: Example
site_url: {BASE}
docs_dir: docs
site_dir: site
theme: {{name: material, custom_dir: {ROOT / "theme"}, font: false}}
hooks: [{ROOT / "hooks" / "site_records.py"}]
extra_css: [assets/credfolio.css]
"""
ENDORSEMENT = """\
endorsements:
  - by: Mira Holt
    relation: Colleague
    text: She waits, and then the student goes on.
    on: 2025-12-20
    accepted: yes
"""

Answers = dict[str, dict[str, dict[str, Any]]]
Outside = Callable[..., Answers]


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
        install_packages(HERE, program, npm)
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


def run(project: Path, *arguments: object) -> None:
    result = CliRunner().invoke(main, ["--project", str(project), *map(str, arguments)])
    assert result.exit_code == 0, (arguments, result.output, result.exception)


@pytest.fixture(scope="session")
def own_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two issuers with did:web; one award is signed with a retired key, the other revoked."""
    folder = tmp_path_factory.mktemp("own")
    project = folder / "project"
    shutil.copytree(ROOT / "tests" / "examples" / "base", project)
    (project / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    award = project / "portfolios" / "ana-lopez" / "awards" / "active-listening.yml"
    award.write_text(award.read_text("utf-8") + ENDORSEMENT, encoding="utf-8")
    (project / "docs").mkdir()
    (project / "docs" / "about.md").write_text("# About\n", encoding="utf-8")
    old, new, other, tokens = (folder / f"{name}.key" for name in ("old", "new", "other", "tokens"))
    with pytest.MonkeyPatch.context() as patch:
        noon = datetime(2026, 6, 1, 12, tzinfo=UTC)
        patch.setenv("SOURCE_DATE_EPOCH", str(int(noon.timestamp())))
        run(project, "keys", "new", "riverside-usd", "--out", old)
        run(project, "sign", "--issuer", "riverside-usd", "--key-file", old)
        run(project, "keys", "rotate", "riverside-usd", "--out", new)
        run(project, "keys", "new", "hillcrest-university", "--out", other)
        run(project, "sign", "--issuer", "hillcrest-university", "--key-file", other)
        reason = ("--reason", "Issued in error.")
        run(project, "revoke", "tom-berg/mentoring", *reason, "--key-file", other)
        run(project, "keys", "new", "riverside-usd", "--curve", "p256", "--out", tokens)
        run(project, "sign", "--jwt", "--key-file", tokens)
        run(project, "build", "--quiet")
    return project / "site"


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository's own site; awards that are not signed yet are, with the public key."""
    project = tmp_path_factory.mktemp("demonstration")
    for name in ("catalog", "portfolios", "docs", "theme", "hooks"):
        shutil.copytree(ROOT / name, project / name)
    shutil.copy(ROOT / "mkdocs.yml", project)
    run(project, "sign", "--demonstration")
    run(project, "build", "--quiet")
    return project / "site"
