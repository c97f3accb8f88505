"""The same project under MkDocs, under ProperDocs, and with the oldest versions allowed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from credfolio.disk.manifest import Manifest
from credfolio.publishing.built_site import load_manifest

ROOT = Path(__file__).parents[2]


def program(project: Path, *command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=project,
        env=os.environ | {"PYTHONPATH": str(ROOT / "hooks")} | variables,
        capture_output=True,
        text=True,
        check=False,
    )


def site_of(
    project: Path, target: str, *command: str, python: str = sys.executable, **variables: str
) -> Manifest:
    done = program(project, python, "-W", "ignore", "-m", *command, target, **variables)
    assert done.returncode == 0, done.stdout + done.stderr
    return load_manifest(project / target)


def test_properdocs_gives_the_same_bytes_as_mkdocs(project: Path) -> None:
    mkdocs = site_of(project, "one", "credfolio", "build", "--quiet", "--output")
    chosen = site_of(
        project, "two", "credfolio", "build", "--quiet", "--output", CREDFOLIO_ENGINE="properdocs"
    )
    itself = site_of(project, "three", "properdocs", "build", "-q", "-f", "mkdocs.yml", "-d")
    assert len(mkdocs.files) > 50
    assert dict(mkdocs.files) == dict(chosen.files) == dict(itself.files)


def test_properdocs_is_what_builds_when_it_is_asked_for(project: Path) -> None:
    code = "from credfolio.building.engine import ENGINE, build; print(ENGINE, build.__module__)"
    command = (sys.executable, "-W", "ignore", "-c", code)
    said = program(project, *command, CREDFOLIO_ENGINE="properdocs").stdout
    assert said.split() == ["properdocs", "properdocs.commands.build"]
    assert program(project, *command).stdout.split() == ["mkdocs", "mkdocs.commands.build"]


def test_findings_stop_a_build_under_properdocs_as_well(project: Path) -> None:
    record = next((project / "catalog").glob("*/issuer.yml"))
    record.write_text("name: [\n", encoding="utf-8")
    done = program(
        project, sys.executable, "-m", "credfolio", "build", CREDFOLIO_ENGINE="properdocs"
    )
    assert done.returncode == 1
    assert f"{record.relative_to(project)}:" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_engine_that_nobody_knows_is_refused_in_two_lines(project: Path) -> None:
    done = program(project, sys.executable, "-m", "credfolio", "build", CREDFOLIO_ENGINE="hugo")
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        "credfolio: CREDFOLIO_ENGINE is 'hugo'",
        "  fix: use one of mkdocs, properdocs, or unset it",
    ]


def program_uv(folder: Path) -> str:
    """The program uv, which finds the oldest versions; it is fetched where there is none."""
    beside = str(Path(sys.executable).parent)
    if found := shutil.which("uv", path=os.pathsep.join((beside, os.environ["PATH"]))):
        return found
    for command in (
        (sys.executable, "-m", "venv", str(folder / "uv")),
        (str(folder / "uv/bin/python"), "-m", "pip", "install", "-q", "uv>=0.5"),
    ):
        subprocess.run(command, check=True)
    return str(folder / "uv" / "bin" / "uv")


@pytest.mark.audit
def test_the_oldest_versions_allowed_build_and_sign(project: Path, tmp_path: Path) -> None:
    uv = program_uv(tmp_path)
    oldest, venv = tmp_path / "oldest.txt", tmp_path / "venv"
    python = str(venv / "bin" / "python")
    for command in (
        (
            *(uv, "pip", "compile", str(ROOT / "pyproject.toml"), "--no-header", "-q"),
            *("--resolution", "lowest-direct", "--python-version", "3.11", "-o", str(oldest)),
        ),
        (uv, "venv", "-q", "--python", sys.executable, str(venv)),
        (uv, "pip", "install", "-q", "--python", python, "-r", str(oldest), "properdocs==1.6.7"),
    ):
        done = program(tmp_path, *command)
        assert done.returncode == 0, done.stderr
    bound = next(x for x in oldest.read_text().splitlines() if x.startswith("click=="))
    assert bound == "click==8.4.0"  # the oldest, and not the newest
    build = ("credfolio", "build", "--quiet", "--output")
    site = site_of(project, "oldest", *build, python=python)
    assert set(site_of(project, "newest", *build).files) - set(site.files) <= {
        path for path in load_manifest(project / "newest").files if path.startswith("assets/")
    }
    demonstration = ("--project", str(ROOT), "check", "--today", "2026-11-22")
    whole = program(project, python, "-m", "credfolio", *demonstration)
    assert whole.returncode == 0, whole.stdout
    signed = program(project, python, "-m", "credfolio", "sign", "--demonstration")
    assert signed.returncode == 0, signed.stderr
    proper = site_of(project, "proper", *build, python=python, CREDFOLIO_ENGINE="properdocs")
    assert any(path.endswith("credential.json") for path in proper.files)
