"""A slip in one file is a finding in that file, and sends nobody else to sign anything again."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from credfolio.checking.check import check_project
from demo import ROOT


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration, whose awards are signed."""
    folder = tmp_path_factory.mktemp("slip") / "project"
    for name in ("catalog", "portfolios"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "mkdocs.yml", folder / "mkdocs.yml")
    return folder


@pytest.mark.slow
@pytest.mark.parametrize(
    "path",
    [
        "catalog/frameworks/tamarack-teaching-standards.yml",
        "catalog/jurisdictions/tamarack.yml",
        # A member of stacks that others have completed.
        "catalog/juniper-university/universal-design-lesson.yml",
        "catalog/open-classroom-alliance/versions/formative-questioning/2.1.yml",
        "catalog/juniper-university/stacks/coach-and-mentor.yml",
        # Awards of this issuer have signed endorsements.
        "catalog/juniper-university/issuer.yml",
        # She has awards of her own and assessed those of others.
        "portfolios/elena-marsh/profile.yml",
    ],
)
def test_a_file_that_cannot_be_read_is_one_finding(path: str, project: Path) -> None:
    file = project / path
    before = file.read_text(encoding="utf-8")
    file.write_text(before.replace("\n", "\nx: y: z\n", 1), encoding="utf-8")
    try:
        found = check_project(project, date(2026, 11, 28)).findings
    finally:
        file.write_text(before, encoding="utf-8")
    assert [(one.rule, one.path) for one in found] == [("yaml-syntax", path)]
