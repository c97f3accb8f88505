"""What libraries that we did not write say about badges of our form, and about tampered ones."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import badge_site
from credfolio.badges.verification import verify
from tampering import TAMPERINGS, publishings

Answers = dict[str, dict[str, dict[str, Any]]]
Outside = Callable[..., Answers]

NOW = datetime(2026, 6, 1, tzinfo=UTC)
LIBRARIES = ("digitalBazaar", "dcc")
IN_FORCE = ("active-listening", "retired-key", "without-end", "without-status", "unknown-issuer")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    badge_site.write_site(folder)
    return folder


@pytest.fixture(scope="module")
def badges(site: Path, outside: Outside) -> Answers:
    return outside(site, [badge_site.BASE], badge_site.badges())


@pytest.fixture(scope="module")
def tampered(site: Path, outside: Outside) -> Answers:
    cases = {name: change(badge_site.good()) for name, change in TAMPERINGS.items()}
    cases["as it was"] = badge_site.good()
    return outside(site, [badge_site.BASE], cases, and_learn_card=True)


@pytest.mark.parametrize("library", LIBRARIES)
@pytest.mark.parametrize("name", IN_FORCE)
def test_a_badge_in_force_is_accepted(badges: Answers, name: str, library: str) -> None:
    assert badges[name][library] == {"verified": True, "error": ""}


@pytest.mark.parametrize("library", LIBRARIES)
@pytest.mark.parametrize("name", ["revoked", "expired"])
def test_a_badge_no_longer_in_force_is_refused(badges: Answers, name: str, library: str) -> None:
    assert badges[name][library]["verified"] is False
    assert badges[name][library]["error"]


@pytest.mark.parametrize("library", [*LIBRARIES, "learnCard"])
@pytest.mark.parametrize("name", TAMPERINGS)
def test_a_tampered_badge_is_refused_by_others(tampered: Answers, name: str, library: str) -> None:
    assert tampered[name][library]["verified"] is False


def test_the_badge_that_is_tampered_with_was_accepted(tampered: Answers) -> None:
    assert all(one["verified"] for one in tampered["as it was"].values())
    assert set(tampered["as it was"]) == {*LIBRARIES, "learnCard"}


@pytest.mark.parametrize("name", TAMPERINGS)
def test_a_tampered_badge_is_refused_by_us(name: str) -> None:
    report = verify(TAMPERINGS[name](badge_site.good()), badge_site.resolver(), NOW)
    assert report.verdict in ("false", "unknown"), report.as_data()
    assert "erified" not in report.summary


# verifier-core 1.0.0-beta.11 checks a status list's signature, and not whose list it is.
BLIND_TO = {"a status list of another issuer": "dcc"}


@pytest.mark.parametrize("name", publishings())
def test_tampering_with_what_the_issuer_publishes_is_refused(
    site: Path, outside: Outside, name: str
) -> None:
    overlay: dict[str, dict[str, Any] | bytes] = dict(publishings()[name])
    answers = outside(site, [badge_site.BASE], {"badge": badge_site.good()}, overlay)["badge"]
    refused = {library for library in LIBRARIES if not answers[library]["verified"]}
    assert refused == {*LIBRARIES} - {BLIND_TO.get(name)}
    report = verify(badge_site.good(), badge_site.resolver(overlay), NOW)
    assert report.verdict in ("false", "unknown"), report.as_data()
