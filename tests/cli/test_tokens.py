"""``credfolio sign --jwt``: tokens beside signed credentials, checked by us and by PyJWT."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import jwt
import pytest
from jwt.algorithms import ECAlgorithm

from credfolio.badges.resolver import site_resolver
from credfolio.badges.verification import verify

SIGNED = "portfolios/ana-lopez/credentials/active-listening.json"
TOKEN = "portfolios/ana-lopez/credentials/active-listening.jwt"
AWARD = "portfolios/ana-lopez/awards/active-listening.yml"
DID = "did:web:badges.example:credentials:issuers:riverside-usd"
NOW = datetime(2026, 6, 2, tzinfo=UTC)


@pytest.fixture
def keys(run, tmp_path: Path) -> dict[str, Path]:
    """Both kinds of keys, published by riverside-usd, and everything signed with the first."""
    found = {curve: tmp_path / "safe" / f"{curve}.key" for curve in ("ed25519", "p256")}
    for curve, path in found.items():
        assert run("keys", "new", "riverside-usd", "--curve", curve, "--out", path).exit_code == 0
    assert run("sign", "--key-file", found["ed25519"]).exit_code == 0
    return found


@pytest.fixture
def site(run, project, keys) -> Path:
    assert run("sign", "--jwt", "--key-file", keys["p256"]).exit_code == 0
    assert run("build", "-q").exit_code == 0
    return project / "site"


def published(site: Path) -> str:
    return (site / "portfolios/ana-lopez/active-listening/credential.jwt").read_text().strip()


def test_a_token_is_verified_by_us_and_by_a_library_that_we_did_not_write(site, project):
    token = published(site)
    report = verify(token.encode(), site_resolver(site), NOW)
    assert report.verdict == "verified", report.as_data()
    head = jwt.get_unverified_header(token)
    assert head == {"alg": "ES256", "kid": f"{DID}#key-2026-p256", "typ": "JWT"}
    did = json.loads((site / "issuers/riverside-usd/did.json").read_text("utf-8"))
    [method] = [one for one in did["verificationMethod"] if one["id"] == head["kid"]]
    assert method["type"] == "JsonWebKey"
    key = ECAlgorithm.from_jwk(method["publicKeyJwk"])
    claims = jwt.decode(token, key, algorithms=["ES256"], options={"verify_exp": False})
    signed = json.loads((project / SIGNED).read_text("utf-8"))
    assert claims["iss"] == signed["issuer"]["id"] == DID
    assert claims["jti"] == signed["id"]
    assert claims["sub"] == signed["credentialSubject"]["id"]
    assert {name: claims[name] for name in signed if name != "proof"} == {
        name: value for name, value in signed.items() if name != "proof"
    }


def test_the_page_offers_the_token(site):
    page = (site / "portfolios/ana-lopez/active-listening/index.html").read_text("utf-8")
    assert 'href="../../../portfolios/ana-lopez/active-listening/credential.jwt"' in page


def test_nothing_is_signed_twice_and_the_bytes_are_the_same(run, project, keys):
    run("sign", "--jwt", "--key-file", keys["p256"])
    first = (project / TOKEN).read_bytes()
    assert "Nothing to sign" in run("sign", "--jwt", "--key-file", keys["p256"]).output
    (project / TOKEN).unlink()
    run("sign", "--jwt", "--key-file", keys["p256"])
    assert (project / TOKEN).read_bytes() == first


@pytest.mark.parametrize(
    ("options", "curve", "words"),
    [
        (["--jwt"], "ed25519", "tokens are signed with a P-256 key"),
        ([], "p256", "badges are signed with an Ed25519 key"),
    ],
)
def test_a_key_of_the_other_kind_is_refused(run, keys, options, curve, words):
    result = run("sign", *options, "--key-file", keys[curve])
    assert result.exit_code == 2
    assert words in result.output


def test_revoking_with_a_key_for_tokens_is_refused_before_anything_is_written(run, project, keys):
    before = (project / AWARD).read_text()
    options = ("--reason", "A mistake", "--key-file", keys["p256"])
    assert run("revoke", "ana-lopez/active-listening", *options).exit_code == 2
    assert (project / AWARD).read_text() == before


def test_there_are_no_tokens_of_demonstrations(run):
    assert run("sign", "--jwt", "--demonstration").exit_code == 2


def test_a_token_that_has_fallen_behind_is_told_and_not_published(run, project, keys):
    run("sign", "--jwt", "--key-file", keys["p256"])
    text = (project / AWARD).read_text().replace("Ana López", "Ana López Garcia")
    (project / AWARD).write_text(text)
    assert run("reissue", "ana-lopez/active-listening", "--reason", "Her name").exit_code == 0
    run("sign", "--key-file", keys["ed25519"])
    result = run("check")
    assert "hint[signed-token]: it differs from the signed credential" in result.output
    assert run("build", "-q").exit_code == 0
    at = project / "site/portfolios/ana-lopez/active-listening"
    assert not (at / "credential.jwt").exists()
    run("sign", "--jwt", "--key-file", keys["p256"])
    assert "signed-token" not in run("check").output


def test_a_changed_token_stops_the_build(run, project, keys):
    run("sign", "--jwt", "--key-file", keys["p256"])
    head, body, tail = (project / TOKEN).read_text().split(".")
    (project / TOKEN).write_text(
        f"{head}.{body[:-2] + ('B' if body[-2] == 'A' else 'A') + body[-1]}.{tail}"
    )
    result = run("build", "-q")
    assert result.exit_code == 1
    assert "active-listening.jwt" in result.output


def test_rotating_retires_the_keys_of_one_kind_only(run, keys, tmp_path):
    run("keys", "rotate", "riverside-usd", "--curve", "p256", "--out", tmp_path / "new.key")
    listed = run("keys", "list", "riverside-usd").output
    assert "key-2026 in use" in listed
    assert "key-2026-p256 retired" in listed
    assert "key-2026-p256-2 in use" in listed
