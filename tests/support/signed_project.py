"""A project with keys of its own: two issuers with did:web, signed by the real commands."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from credfolio.cli import main
from demo import ROOT, small_project

BASE = "https://badges.example/credentials/"
RETIRED = "portfolios/ana-lopez/active-listening/credential.json"
"""Signed with a key that was retired since."""
REVOKED = "portfolios/tom-berg/mentoring/credential.json"
_ENDORSEMENT = """\
endorsements:
  - by: Mira Holt
    relation: Colleague
    text: She waits, and then the student goes on.
    on: 2025-12-20
    accepted: yes
"""


def run(project: Path, *arguments: object) -> None:
    """Run the command in `project`; it has to succeed."""
    result = CliRunner().invoke(main, ["--project", str(project), *map(str, arguments)])
    assert result.exit_code == 0, (arguments, result.output, result.exception)


def signed_project(folder: Path) -> Path:
    """The project in `folder`, with its keys beside it."""
    small_project(folder)
    for name in ("catalog", "portfolios"):
        shutil.copytree(ROOT / "tests" / "examples" / "base" / name, folder / name)
    award = folder / "portfolios" / "ana-lopez" / "awards" / "active-listening.yml"
    award.write_text(award.read_text("utf-8") + _ENDORSEMENT, encoding="utf-8")
    names = ("old", "new", "other", "tokens")
    old, new, other, tokens = (folder.with_name(f"{name}.key") for name in names)
    with pytest.MonkeyPatch.context() as patch:
        noon = datetime(2026, 6, 1, 12, tzinfo=UTC)
        patch.setenv("SOURCE_DATE_EPOCH", str(int(noon.timestamp())))
        run(folder, "keys", "new", "riverside-usd", "--out", old)
        run(folder, "sign", "--issuer", "riverside-usd", "--key-file", old)
        run(folder, "keys", "rotate", "riverside-usd", "--out", new)
        run(folder, "keys", "new", "hillcrest-university", "--out", other)
        run(folder, "sign", "--issuer", "hillcrest-university", "--key-file", other)
        reason = ("--reason", "Issued in error.")
        run(folder, "revoke", "tom-berg/mentoring", *reason, "--key-file", other)
        run(folder, "keys", "new", "riverside-usd", "--curve", "p256", "--out", tokens)
        run(folder, "sign", "--jwt", "--key-file", tokens)
    return folder
