"""The job that holds the key needs nothing but the packages in requirements/sign.txt."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import venv
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCK = ROOT / "requirements" / "sign.txt"
SIGNED = "portfolios/ana-lopez/credentials/active-listening.json"

SIGN_WITHOUT = """\
import sys

class Refused:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {away!r}:
            raise ModuleNotFoundError(f"{{name}} is not in requirements/sign.txt", name=name)

sys.meta_path.insert(0, Refused())
from credfolio.cli import main
main(prog_name="credfolio")
"""


def locked() -> set[str]:
    """The packages in the lock, as their names are compared."""
    return {folded(name) for name in re.findall(r"^([\w.-]+)==", LOCK.read_text(), re.MULTILINE)}


def folded(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def sign(project: Path, program: list[str], *words: str) -> None:
    done = subprocess.run(
        [*program, "--project", str(project), *words],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "hooks")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_signing_imports_no_package_outside_its_lock(project: Path, tmp_path: Path) -> None:
    known = locked()
    assert "cryptography" in known
    away = {
        module
        for module, packages in packages_distributions().items()
        if module != "credfolio" and not any(folded(one) in known for one in packages)
    }
    assert {"mkdocs", "openpyxl", "rapidfuzz", "jinja2"} <= away
    program = tmp_path / "sign_without.py"
    program.write_text(SIGN_WITHOUT.format(away=away))
    at = ("--created", "2026-06-01T12:00:00Z")
    key = tmp_path / "riverside.key"
    run = [sys.executable, str(program)]
    sign(project, run, "keys", "new", "riverside-usd", "--out", str(key), "--on", "2026-06-01")
    sign(project, run, "sign", "--list")
    sign(project, run, "ci", "pending")
    for command in ("sign", "comment"):  # the jobs that install this lock and nothing else
        sign(project, run, "ci", command, "--help")
    sign(project, run, "sign", "--key-file", str(key), *at)
    assert (project / SIGNED).exists()
    sign(
        project, run, "revoke", "ana-lopez/active-listening", "--reason", "x", "--on", "2026-06-01"
    )
    sign(project, run, "sign", "--key-file", str(key), *at)


def test_the_lock_names_the_versions_of_the_sites_lock() -> None:
    def pins(name: str) -> set[str]:
        text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
        return set(re.findall(r"^[\w.-]+==[^ ;\\]+", text, re.MULTILINE))

    assert pins("sign.txt") < pins("site.txt")
    assert len(pins("sign.txt")) <= 25


@pytest.mark.audit
def test_signing_works_where_only_its_lock_is_installed(project: Path, tmp_path: Path) -> None:
    folder = tmp_path / "venv"
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    install = ("-m", "pip", "install", "--quiet", "--require-hashes", "--no-deps")
    subprocess.run([python, *install, "--only-binary", ":all:", "-r", LOCK], check=True)
    sign(project, [str(python), "-m", "credfolio"], "sign", "--demonstration")
    assert (project / SIGNED).exists()
