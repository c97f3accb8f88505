"""Forms of the forge and the hooks of pre-commit: whole, and about fields that there are."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from credfolio.records.model import Award, MicroCredential
from demo import ROOT

FORMS = sorted((ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml"))
STARTER = ROOT / "hooks/credfolio/founding/starter/dot-pre-commit-config.yaml"
HOOKS = yaml.safe_load(STARTER.read_text(encoding="utf-8"))["repos"][0]["hooks"]
KINDS = {"input", "textarea", "markdown", "checkboxes", "dropdown"}


def fields(path: Path) -> list[dict[str, Any]]:
    body: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))["body"]
    return body


@pytest.mark.parametrize(
    "path", [p for p in FORMS if p.name != "config.yml"], ids=lambda path: path.name
)
def test_a_form_has_what_the_forge_asks_for(path: Path) -> None:
    form = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert form["name"]
    assert form["description"]
    ids = [field["id"] for field in fields(path) if field["type"] != "markdown"]
    assert len(set(ids)) == len(ids) > 2
    for field in fields(path):
        assert field["type"] in KINDS
        assert field["attributes"].get("label") or field["type"] == "markdown"


@pytest.mark.parametrize(
    ("name", "model", "own"),
    [
        ("new-credential.yml", MicroCredential, {"hours", "agreed"}),
        ("award.yml", Award, {"agreed", "record"}),
    ],
)
def test_a_form_asks_for_fields_of_its_record(name: str, model: Any, own: set[str]) -> None:
    ids = {field.get("id") for field in fields(ROOT / ".github/ISSUE_TEMPLATE" / name)} - {None}
    assert ids - own <= set(model.model_fields)


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_a_hook_fails_on_a_fault_and_passes_without(hook: dict[str, Any], tmp_path: Path) -> None:
    project = tmp_path / "project"
    for name in ("catalog", ".github"):
        shutil.copytree(ROOT / name, project / name)
    shutil.copytree(ROOT / "portfolios", project / "portfolios")
    shutil.copy(ROOT / "mkdocs.yml", project)
    command = [sys.executable, "-m", *shlex.split(hook["entry"])]
    environment = os.environ | {"PYTHONPATH": str(ROOT / "hooks")}

    def run() -> int:
        done = subprocess.run(
            command, cwd=project, env=environment, capture_output=True, check=False
        )
        return done.returncode

    assert run() == 0
    governance = project / "catalog/governance.yml"
    assert re.search(hook["files"], "catalog/governance.yml")
    text = governance.read_text(encoding="utf-8")
    governance.write_text(text.replace("juniper-university", "juniper"), encoding="utf-8")
    assert run() == 1
