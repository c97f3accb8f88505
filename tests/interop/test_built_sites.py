"""Sites that the command itself signs and builds, before verifiers that we did not write."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from credfolio.badges.resolver import site_resolver
from credfolio.badges.verification import Report, verify
from credfolio.proof.demonstration import DEMONSTRATION_HOME
from signed_project import BASE, RETIRED, REVOKED

LIBRARIES = ("digitalBazaar", "dcc")
ENDORSEMENT = "portfolios/ana-lopez/active-listening/endorsements/mira-holt-2025-12-20.json"
Json = dict[str, Any]
Answers = dict[str, dict[str, dict[str, Any]]]
Outside = Callable[..., Answers]


def credentials(site: Path) -> dict[str, Json]:
    found = {
        path.relative_to(site).as_posix(): json.loads(path.read_text("utf-8"))
        for path in sorted(site.glob("portfolios/*/*/credential.json"))
    }
    assert found, "the site has no signed credential"
    return found


def ours(site: Path, document: Json | bytes) -> Report:
    return verify(document, site_resolver(site), datetime.now(UTC))


@pytest.fixture(scope="module")
def cases(own_site: Path) -> dict[str, Json]:
    """The badges of the site, an endorsement, and both with a change: asked about in one go."""
    badges = credentials(own_site)
    said = json.loads((own_site / ENDORSEMENT).read_text("utf-8"))
    changed = deepcopy(said)
    changed["credentialSubject"]["endorsementComment"] += " Truly."
    return {
        **badges,
        "said": said,
        "said otherwise": changed,
        **with_each_value_changed(badges[RETIRED]),
    }


@pytest.fixture(scope="module")
def answers(own_site: Path, outside: Outside, cases: dict[str, Json]) -> Answers:
    return outside(own_site, [BASE], cases)


def test_a_built_sites_badges_get_the_same_answer_from_all(
    own_site: Path, answers: Answers
) -> None:
    badges = credentials(own_site)
    assert set(badges) == {RETIRED, REVOKED}
    for library in LIBRARIES:
        assert answers[RETIRED][library] == {"verified": True, "error": ""}
        assert answers[REVOKED][library]["verified"] is False
    assert ours(own_site, badges[RETIRED]).verdict == "verified"
    assert ours(own_site, badges[REVOKED]).step("status").code == "revoked"


def test_a_signed_endorsement_gets_the_same_answer_from_all(
    own_site: Path, answers: Answers, cases: dict[str, Json]
) -> None:
    for library in LIBRARIES:
        assert answers["said"][library] == {"verified": True, "error": ""}
        assert answers["said otherwise"][library]["verified"] is False
    assert ours(own_site, cases["said"]).verdict == "verified"
    assert ours(own_site, cases["said otherwise"]).verdict == "false"


def test_a_baked_picture_of_a_built_site_is_verified(own_site: Path) -> None:
    picture = own_site / "portfolios" / "ana-lopez" / "active-listening" / "badge.svg"
    assert ours(own_site, picture.read_bytes()).verdict == "verified"


def test_a_hosted_assertion_of_a_built_site_is_verified(own_site: Path) -> None:
    folder = own_site / "portfolios"
    sound = folder / "ana-lopez" / "active-listening" / "assertion.json"
    stub = folder / "tom-berg" / "mentoring" / "assertion.json"
    assert ours(own_site, sound.read_bytes()).verdict == "verified"
    assert ours(own_site, stub.read_bytes()).step("status").code == "hosted-revoked"


def _texts(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, (*at, key))
    elif isinstance(value, list):
        for n, inner in enumerate(value):
            yield from _texts(inner, (*at, n))
    else:
        yield at


def with_each_value_changed(badge: Json) -> dict[str, Json]:
    """The badge as often as it has values, each time with another one changed."""
    cases = {}
    for place in _texts(badge):
        changed = deepcopy(badge)
        node = changed
        for key in place[:-1]:
            node = node[key]
        value = node[place[-1]]
        node[place[-1]] = f"{value}1" if isinstance(value, str) else value + 1
        cases["/" + "/".join(map(str, place))] = changed
    return cases


def test_a_change_of_any_value_of_a_built_badge_is_refused_by_all(
    own_site: Path, answers: Answers, cases: dict[str, Json]
) -> None:
    changed = {name: case for name, case in cases.items() if name.startswith("/")}
    assert len(changed) > 40
    accepted = [
        (name, library)
        for name in changed
        for library in LIBRARIES
        if answers[name][library]["verified"]
    ]
    assert accepted == []
    assert [n for n, case in changed.items() if ours(own_site, case).verdict == "verified"] == []


def test_every_badge_of_the_demonstration_gets_the_same_answer_from_all(
    demonstration: Path, outside: Outside
) -> None:
    badges = credentials(demonstration)
    answers = outside(demonstration, [DEMONSTRATION_HOME], badges)
    seen = set()
    for name, badge in badges.items():
        report = ours(demonstration, badge)
        assert report.step("signature").outcome == "pass", name
        assert report.step("issuer").code == "demonstration", name
        assert report.verdict != "verified", name
        in_force = report.step("status").outcome == report.step("dates").outcome == "pass"
        for library in LIBRARIES:
            assert answers[name][library]["verified"] is in_force, (name, answers[name])
        seen |= {report.step("status").code, report.step("dates").code}
    assert seen == {"not-revoked", "superseded", "revoked", "in-force", "expired"}
