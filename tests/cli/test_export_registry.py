"""``credfolio export registry``: what registries of issuers ask for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

DID = "did:web:badges.example:credentials:issuers:riverside-usd"
ISSUER = "catalog/riverside-usd/issuer.yml"


@pytest.fixture
def with_key(run, project: Path, tmp_path: Path) -> Path:
    """riverside-usd has a key, and everything that a registry asks for."""
    path = tmp_path / "safe" / "riverside.key"
    assert run("keys", "new", "riverside-usd", "--out", path).exit_code == 0
    record = project / ISSUER
    lines = record.read_text("utf-8").splitlines()
    own = [line for line in lines if not line.startswith(("legal_name:", "url:", "region:"))]
    own += [
        "legal_name: Riverside Unified School District No. 7",
        "url: https://riverside.example/",
        "region: California, USA",
    ]
    record.write_text("\n".join(own) + "\n", encoding="utf-8")
    return record


def test_the_dccs_list_has_name_address_and_place_by_did(run, tmp_path, with_key):
    out = tmp_path / "registry.json"
    result = run("export", "registry", "--for", "dcc", "--output", out)
    assert result.exit_code == 0, result.output
    assert "1 issuer" in result.output
    [(did, entry)] = json.loads(out.read_text("utf-8"))["registry"].items()
    assert did == DID
    assert entry["url"] == "https://riverside.example/"
    assert entry["location"] == "California, USA"


def test_openid_federation_asks_for_the_legal_name(run, tmp_path, with_key):
    out = tmp_path / "registry.json"
    arguments = ("export", "registry", "--for", "oidf", "--output", out)
    assert run(*arguments, "--issuer", "riverside-usd").exit_code == 0
    entry = json.loads(out.read_text("utf-8"))[DID]
    assert entry["institution_additional_information"] == {
        "legal_name": "Riverside Unified School District No. 7"
    }
    first = out.read_bytes()
    run(*arguments, "--issuer", "riverside-usd")
    assert out.read_bytes() == first


@pytest.mark.parametrize(("kind", "field"), [("dcc", "region"), ("oidf", "legal_name")])
def test_a_missing_field_is_named_with_its_file(run, tmp_path, with_key, kind, field):
    text = with_key.read_text("utf-8")
    kept = [line for line in text.splitlines() if not line.startswith(f"{field}:")]
    with_key.write_text("\n".join(kept) + "\n", encoding="utf-8")
    out = tmp_path / "registry.json"
    result = run("export", "registry", "--for", kind, "--output", out)
    assert result.exit_code == 1
    assert f"{ISSUER} has no `{field}`, which this registry asks for" in result.stderr
    assert not out.exists()


def test_an_issuer_without_keys_is_in_no_registry(run, project, tmp_path):
    out = tmp_path / "registry.json"
    result = run("export", "registry", "--for", "dcc", "--output", out)
    assert result.exit_code == 1
    assert "no issuer whose keys are published" in result.stderr
