"""A signed file is parsed once, and what everybody shares is changed by nobody."""

from __future__ import annotations

import pickle
from datetime import date
from pathlib import Path

import pytest

from credfolio.badges.openbadges.signing_state import token_is_current
from credfolio.checking.check import check_project
from credfolio.exchange.exporting.holdings import holdings_of_all
from credfolio.exchange.exporting.holdings import render_json as render_holdings
from credfolio.pages.badges.badge_files import BadgeFiles
from credfolio.pages.fragments.page import Site
from credfolio.proof import Limits, read_object, render_json
from credfolio.proof.web_token import sign_token, token_claims
from credfolio.records import signed_file
from credfolio.records.registry import Registry
from credfolio.records.signed_file import SignedFile, SignedToken, read_signed_file

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 28)
DATA = min((ROOT / "portfolios").glob("*/credentials/*.json")).read_bytes()


def every(registry: Registry) -> list[SignedFile]:
    kinds = (registry.signed, registry.endorsements, registry.status_lists)
    return [signed for kind in kinds for signed in kind.values()]


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """What is parsed while a test runs; the work is done."""
    found: list[bytes] = []

    def noted(data: bytes, limits: Limits) -> dict[str, object]:
        found.append(data)
        return read_object(data, limits)

    signed_file._parsed.cache_clear()
    monkeypatch.setattr(signed_file, "read_object", noted)
    return found


def test_a_check_of_the_demonstration_parses_each_signed_file_once(parsed: list[bytes]) -> None:
    checked = check_project(ROOT, TODAY, 1)
    assert len(every(checked.registry)) > 50
    assert sorted(parsed) == sorted({signed.data for signed in every(checked.registry)})


def test_nobody_changes_the_document_that_all_share() -> None:
    registry = check_project(ROOT, TODAY, 1).registry
    files = BadgeFiles(
        registry, Site("Badges", "https://badges.example/", TODAY), lambda _: b"<svg></svg>"
    )
    published = [one for award in registry.awards.values() for one in files.of_award(award)]
    for educator in registry.educators.values():
        published += files.transcript(educator, registry.awards_by_educator.get(educator.id, ()))
    assert len(published) > len(registry.signed)
    render_holdings(holdings_of_all(registry), registry)
    for signed in registry.signed.values():
        token_claims(signed.document)
    changed = [one.path for one in every(registry) if render_json(one.document) != one.data]
    assert changed == []


def test_what_is_sent_to_another_process_is_the_bytes_and_no_document() -> None:
    signed = read_signed_file(DATA, "x.json")
    assert isinstance(signed, SignedFile)
    assert signed.document is signed.document
    sent = pickle.dumps(signed)
    assert len(sent) < len(DATA) + 1_000
    again = pickle.loads(sent)
    assert (again, hash(again)) == (signed, hash(signed))
    assert again.document == signed.document


def test_a_project_of_any_size_holds_few_documents_at_once() -> None:
    assert signed_file._parsed.cache_info().maxsize == 2_000


def test_a_token_of_before_has_no_jti_and_stays_as_it_is() -> None:
    registry = check_project(ROOT, TODAY, 1).registry
    signed = next(iter(registry.signed.values()))
    claims = token_claims(signed.document)
    older = {name: value for name, value in claims.items() if name != "jti"}
    secret, method = bytes(31) + b"\7", f"{signed.issuer}#key"
    states = {}
    for name, said in {
        "now": claims,
        "before": older,
        "other": {**claims, "jti": "urn:other"},
        "changed": {**older, "name": "Other"},
    }.items():
        data = f"{sign_token(said, secret, method)}\n".encode()
        states[name] = token_is_current(SignedToken("x.jwt", data, method), signed)
    assert states == {"now": True, "before": True, "other": False, "changed": False}
