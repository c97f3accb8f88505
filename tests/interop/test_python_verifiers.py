"""What two verifiers in Python say about a built site: openbadgeslib and openvc, offline."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import outside_python
from credfolio.badges.resolver import site_resolver
from credfolio.badges.verification.resolving import Resolver
from outside_python import by_openvc

Json = dict[str, Any]
Verify = Callable[[Resolver, str], str]
"""Nothing when the badge (JSON or token) is accepted, else why it is not."""

RETIRED = "portfolios/ana-lopez/active-listening/credential.json"
REVOKED = "portfolios/tom-berg/mentoring/credential.json"
TOKEN = "portfolios/ana-lopez/active-listening/credential.jwt"
ENDORSEMENT = "portfolios/ana-lopez/active-listening/endorsements/mira-holt-2025-12-20.json"
DID = "did:web:badges.example:credentials:issuers:riverside-usd"


def by_openbadgeslib(site: Resolver, badge: str) -> str:
    return outside_python.by_openbadgeslib(site, badge, DID)


VERIFIERS: dict[str, Verify] = {
    "openbadgeslib": by_openbadgeslib,
    # The demonstration's lists were signed before proofs were objects.
    "openvc": partial(by_openvc, old_lists=True),
}


@pytest.fixture(params=VERIFIERS)
def verify(request: pytest.FixtureRequest) -> Verify:
    return VERIFIERS[request.param]


def read(site: Path, path: str) -> str:
    return (site / path).read_text("utf-8").strip()


def test_a_badge_is_accepted(own_site: Path, verify: Verify) -> None:
    assert verify(site_resolver(own_site), read(own_site, RETIRED)) == ""


def test_a_revoked_badge_is_refused(own_site: Path, verify: Verify) -> None:
    assert "revo" in verify(site_resolver(own_site), read(own_site, REVOKED))


def test_a_token_is_accepted_and_a_changed_one_is_not(own_site: Path) -> None:
    """openbadgeslib asks for ``jti``, as Open Badges 3.0 does (section 8.2.4). openvc reads tokens
    of the older data model only.
    """
    site, token = site_resolver(own_site), read(own_site, TOKEN)
    assert by_openbadgeslib(site, token) == ""
    head, body, tail = token.split(".")
    body = body[:100] + ("A" if body[100] != "A" else "B") + body[101:]
    assert "ignature" in by_openbadgeslib(site, f"{head}.{body}.{tail}")


def test_a_changed_badge_is_refused(own_site: Path, verify: Verify) -> None:
    badge: Json = json.loads(read(own_site, RETIRED))
    for change in (_other_words, _other_holder, _other_level):
        changed = deepcopy(badge)
        change(changed)
        assert changed != badge
        assert verify(site_resolver(own_site), json.dumps(changed)) != "", change.__name__


def test_a_signed_endorsement_is_accepted_and_a_changed_one_is_not(own_site: Path) -> None:
    site, said = site_resolver(own_site), read(own_site, ENDORSEMENT)
    assert by_openvc(site, said) == ""
    assert by_openvc(site, said.replace("She waits", "He waits")) != ""


def test_the_badges_of_the_demonstration_get_the_answer_that_others_give(
    demonstration: Path, verify: Verify
) -> None:
    site = site_resolver(demonstration)
    answers = {
        path.parent.name: verify(site, path.read_text("utf-8"))
        for path in sorted(demonstration.glob("portfolios/*/*/credential.json"))[::6]
    }
    refused = {name: why for name, why in answers.items() if why}
    assert len(refused) < len(answers) / 3
    assert all("revo" in why or "xpired" in why for why in refused.values()), refused


def _other_words(badge: Json) -> None:
    badge["credentialSubject"]["achievement"]["name"] += " II"


def _other_holder(badge: Json) -> None:
    badge["credentialSubject"]["id"] += "x/"


def _other_level(badge: Json) -> None:
    badge["credentialSubject"]["result"][0]["achievedLevel"] += "-plus"
