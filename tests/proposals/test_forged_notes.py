"""`check --base` believes no notes of earlier runs: a change could have brought them along."""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from credfolio.checking import signatures
from credfolio.checking.check import check_project
from credfolio.checking.proposal import check_proposal
from credfolio.checking.signatures import NOTES
from credfolio.disk.kept import CACHE
from credfolio.disk.own_cache import own_secret
from credfolio.proof import decode_public_key
from credfolio.records.loading.loader import load_project
from proposals import TESTS, TODAY, commit, git, lay
from signed_project import signed_project

SIGNED = "portfolios/ana-lopez/credentials/active-listening.json"
GOVERNANCE = "catalog/governance.yml"


def project_with_a_base(folder: Path) -> Path:
    signed_project(folder)
    lay(folder, {GOVERNANCE: (TESTS / "proposals" / "base" / GOVERNANCE).read_text("utf-8")})
    git(folder, "init", "--quiet", "--initial-branch=main", "--template=")
    commit(folder, "The base")
    git(folder, "rm", "--quiet", "-r", "--cached", CACHE)
    git(folder, "commit", "--quiet", "--amend", "--no-edit")
    git(folder, "tag", "base")
    return folder


def rules(folder: Path, author: str = "keeper") -> set[str]:
    findings = check_proposal(folder, TODAY, "base", author, 1).checked.findings
    return {one.rule for one in findings if one.is_error}


def test_a_changed_signed_file_is_verified_whatever_the_notes_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)  # whatever the tests run with
    folder = project_with_a_base(tmp_path / "project")
    assert rules(folder) == set()
    data = (folder / SIGNED).read_bytes()
    (folder / SIGNED).write_bytes(data.replace(b"Riverside Unified", b"Riverside United!"))
    # What an honest run would note if this file verified with the key of its issuer.
    forged = [
        hashlib.sha256(file.read_bytes() + decode_public_key(key.public_key_multibase)).hexdigest()
        for key in load_project(folder).registry.issuers["riverside-usd"].keys
        if key.public_key_multibase.startswith("z6Mk")
        for file in sorted(folder.glob("portfolios/*/credentials/*.json"))
    ]
    known = json.loads((folder / CACHE / NOTES).read_text("utf-8"))["verified"]
    notes: dict[str, Any] = {"schema_version": 1, "verified": [*known, *forged]}
    (folder / CACHE / NOTES).write_text(json.dumps(notes), encoding="utf-8")
    doubting = {one.rule for one in check_project(folder, TODAY, 1).findings}
    assert "bad-signature" in doubting, "notes without a seal are believed"
    notes["seal"] = signatures._seal(notes["verified"], own_secret())
    (folder / CACHE / NOTES).write_text(json.dumps(notes), encoding="utf-8")
    trusting = {one.rule for one in check_project(folder, TODAY, 1).findings}
    assert "bad-signature" not in trusting, "these are not the notes that a run would believe"
    assert rules(folder) == {"signed-file", "bad-signature"}
    # Notes that a commit brings along are believed by nobody.
    git(folder, "add", "--force", CACHE)
    doubting = {one.rule for one in check_project(folder, TODAY, 1).findings}
    assert "bad-signature" in doubting


def test_what_a_change_does_not_touch_is_not_verified_again(tmp_path: Path) -> None:
    folder = project_with_a_base(tmp_path / "project")
    data = (folder / SIGNED).read_bytes()
    (folder / SIGNED).write_bytes(data.replace(b"Riverside Unified", b"Riverside United!"))
    git(folder, "commit", "--quiet", "--all", "--message", "A slip on the main branch")
    git(folder, "tag", "--force", "base")
    assert rules(folder) == set()


def test_a_changed_key_makes_what_it_signed_be_verified_again(tmp_path: Path) -> None:
    folder = project_with_a_base(tmp_path / "project")
    issuer = folder / "catalog/hillcrest-university/issuer.yml"
    own = load_project(folder).registry.issuers
    other = own["riverside-usd"].keys[0].public_key_multibase
    text = issuer.read_text("utf-8")
    issuer.write_text(
        text.replace(own["hillcrest-university"].keys[0].public_key_multibase, other),
        encoding="utf-8",
    )
    assert "bad-signature" in rules(folder)
