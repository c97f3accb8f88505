"""Open Badges 2.0 hosted: what the issuer publishes counts. Page and command say the same."""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import UTC, datetime
from functools import cache
from typing import Any

import pytest
from openbadgeslib.ob2 import OB2VerificationError, OB2Verifier

from credfolio.badges.verification import Report, Unresolved
from hostile_badges import exchanged, places
from other_forms import OLD, hashed, old_badge, old_documents
from page_verifier import as_bytes, both, code_of

# openbadgeslib reads the clock; nothing here ends soon.
NOW = datetime.now(UTC)

Json = dict[str, Any]
Case = tuple[Json, dict[str, Any]]
"""A badge, and what is published."""

ID = f"{OLD}a.json"
CLASS = {"id": f"{OLD}b.json", "type": "BadgeClass", "name": "B", "issuer": f"{OLD}i.json"}
ISSUER = {"id": f"{OLD}i.json", "type": "Issuer", "name": "Old school"}
ELSEWHERE = "https://badges.maker.example/a/1.json"


def hosted(**changes: Any) -> Case:
    """A badge as it is published; `changes` replace members of the badge on both sides."""
    return old_badge(**changes), old_documents(old_badge(**changes))


def against(published: Json, **given: Any) -> Case:
    """A badge whose issuer publishes it with the members `published`."""
    return old_badge(**given), old_documents(old_badge(**published))


def kept_elsewhere(rule: Json, address: str = ELSEWHERE) -> Case:
    """A badge at another host than its issuer's, who says `rule` about that."""
    badge = old_badge(id=address)
    site = {**old_documents(old_badge()), address: badge}
    return badge, {**site, f"{OLD}i.json": {**ISSUER, "verification": rule}}


def without_member(name: str) -> Case:
    badge = old_badge(narrative="Seen.")
    del badge[name]
    return badge, old_documents(old_badge(narrative="Seen."))


def gone(body: Any) -> Case:
    return old_badge(), {f"410 {ID}": body}


def with_issuer_inside() -> Case:
    """A badge class that writes another organization into the `id` of its issuer, with a rule."""
    claimed = {"id": "https://school.example/", "type": "Issuer", "name": "School"}
    inside = {**claimed, "verification": {"startsWith": [OLD]}}
    badge = old_badge()
    site = {**old_documents(badge), f"{OLD}b.json": {**CLASS, "issuer": {"id": inside}}}
    return badge, site


STEPS_BACK = (
    "a/../b/1.json",
    "a/%2e%2E/b/1.json",
    "a/.%2e/b",
    "a/..%2fb",
    "a/..",
    "a/\\../b",
    "a/ ../b",
)


CASES: dict[str, tuple[Case, str]] = {
    "as published": (hosted(), "verified"),
    "a list of one type": (against({}, type=["Assertion"]), "verified"),
    "the class written out": (against({}, badge=CLASS), "verified"),
    "class and issuer written out": (against({}, badge={**CLASS, "issuer": ISSUER}), "verified"),
    "all written out by the issuer": (hosted(badge={**CLASS, "issuer": ISSUER}), "verified"),
    "the class written out, in other words":
        (against({}, badge={**CLASS, "name": "Other"}), "unknown part-differs"),
    "the class written out, with more":
        (against({}, badge={**CLASS, "tags": ["x"]}), "unknown part-differs"),
    "the issuer written out, in other words":
        (against({}, badge={**CLASS, "issuer": {**ISSUER, "name": "X"}}), "unknown part-differs"),
    "another class": (against({}, badge={**CLASS, "id": f"{OLD}c.json"}), "false hosted-differs"),
    "another day": (against({}, issuedOn="2023-01-01T00:00:00Z"), "false hosted-differs"),
    "a word more": (against({}, narrative="Best."), "false hosted-differs"),
    "evidence written out":
        (against({"evidence": "https://x.example/"},
                 evidence={"id": "https://x.example/", "narrative": "Best."}),
         "false hosted-differs"),
    "evidence as an object":
        (against({"evidence": "https://x.example/"}, evidence={"id": "https://x.example/"}),
         "verified"),
    "true for one": (against({"x": 1}, x=True), "false hosted-differs"),
    "a word less": (without_member("narrative"), "unknown hosted-more"),
    "a last day left out":
        (against({"expires": "2025-01-01T00:00:00Z"}), "unknown hosted-more"),
    "expired": (hosted(expires="2025-01-01T00:00:00Z"), "ended expired"),
    "not begun": (hosted(issuedOn="2096-01-01T00:00:00Z"), "ended not-yet-valid"),
    "no day": (hosted(issuedOn="soon"), "unknown bad-date"),
    "withdrawn": (against({"revoked": True}), "ended hosted-revoked"),
    "gone": (gone({"revoked": True, "revocationReason": "In error."}), "ended hosted-revoked"),
    "gone, with a page": (gone(b"<html>"), "ended hosted-revoked"),
    "not found": ((old_badge(), {}), "unknown not-found-here"),
    "a page": ((old_badge(), {ID: b"<html>"}), "unknown not-json"),
    "a list": ((old_badge(), {ID: [old_badge()]}), "unknown wrong-type"),
    "signed, they say": (hosted(verification={"type": "SignedBadge"}), "unknown unknown-proof"),
    "by its older name": (hosted(verification={"type": "hosted"}), "verified"),
    "no class": ((old_badge(), {ID: old_badge()}), "unknown not-found-here"),
    "at another host": (kept_elsewhere({}), "false host-of-another"),
    "at a host that is allowed": (kept_elsewhere({"allowedOrigins": "badges.maker.example"}),
                                  "verified"),
    "at a host that is not allowed": (kept_elsewhere({"allowedOrigins": ["x.example", 7]}),
                                      "false host-of-another"),
    "below a start": (kept_elsewhere({"startsWith": "https://badges.maker.example/a/"}),
                      "verified"),
    "below a start without its stroke":
        (kept_elsewhere({"startsWith": ["https://badges.maker.example/a"]}), "verified"),
    "beside a start": (kept_elsewhere({"startsWith": "https://badges.maker.example/b"}),
                       "false host-of-another"),
    "a start that is half a host":
        (kept_elsewhere({"startsWith": "https://badges.maker"}), "false host-of-another"),
    "half a step": (kept_elsewhere({"startsWith": "https://badges.maker.example/a/1"}),
                    "false host-of-another"),
    "an address with a name in it":
        (kept_elsewhere({}, "https://old.example@evil.example/a.json"), "unknown bad-address"),
    "no host": (kept_elsewhere({}, "https:///a.json"), "unknown bad-address"),
    "an issuer inside an id": (with_issuer_inside(), "unknown bad-address"),
    "the class in a list, in other words":
        (against({}, badge=[{**CLASS, "name": "Other"}]), "unknown part-differs"),
    "the issuer in a list, in other words":
        (against({}, badge={**CLASS, "issuer": [{**ISSUER, "name": "X"}]}), "unknown part-differs"),
    "the class in a list": (against({}, badge=[CLASS]), "verified"),
    **{
        f"a step back: {path}":
            (kept_elsewhere({"startsWith": "https://badges.maker.example/a/"},
                            f"https://badges.maker.example/{path}"),
             "false host-of-another")
        for path in STEPS_BACK
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def reports() -> dict[str, Report]:
    cases: dict[str, bytes | Json] = {name: badge for name, ((badge, _), _) in CASES.items()}
    published = {name: site for name, ((_, site), _) in CASES.items()}
    return both(cases, published, NOW, of_each=True)


def test_what_the_issuer_publishes_decides(reports: dict[str, Report]) -> None:
    assert {name: f"{one.verdict} {code_of(one)}".strip() for name, one in reports.items()} == {
        name: expected for name, (_, expected) in CASES.items()
    }


def test_a_verified_one_speaks_of_publishing_and_of_no_signature(
    reports: dict[str, Report],
) -> None:
    for report in reports.values():
        if report.verdict == "verified":
            assert "its issuer publishes exactly this" in report.summary
            assert "has no signature" in report.step("signature").words


def test_what_differs_is_named(reports: dict[str, Report]) -> None:
    assert "(issuedOn)" in reports["another day"].step("signature").words
    assert "(expires)" in reports["a last day left out"].step("signature").words
    assert "In error." in reports["gone"].step("status").words
    assert "badges.maker.example" in reports["at a host that is allowed"].step("issuer").words


# openbadgeslib compares six members and takes the rest from the issuer. It knows neither "revoked"
# in the badge itself, nor 410, nor a class that is written out.
STRICTER_THAN_OPENBADGESLIB = {"a word more", "a word less", "true for one",
                               "evidence written out", "withdrawn",
                               *(f"a step back: {path}" for path in STEPS_BACK)}  # fmt: skip
LAXER_THAN_OPENBADGESLIB = {"the class written out", "class and issuer written out",
                            "the class in a list", "all written out by the issuer"}  # fmt: skip


def test_openbadgeslib_says_the_same(reports: dict[str, Report]) -> None:
    ours = {name for name, report in reports.items() if report.verdict == "verified"}
    theirs = {name for name, ((badge, site), _) in CASES.items() if _by_openbadgeslib(badge, site)}
    assert len(ours & theirs) >= 4
    assert theirs - ours == STRICTER_THAN_OPENBADGESLIB
    assert ours - theirs == LAXER_THAN_OPENBADGESLIB


def _by_openbadgeslib(badge: Json, site: dict[str, Any], recipient: str | None = None) -> bool:
    def download(address: str) -> bytes:
        if address not in site:
            raise Unresolved(address, "it is not published")
        return as_bytes(site[address])

    try:
        OB2Verifier(download=download).verify_hosted(
            json.dumps(badge), expected_recipient=recipient
        )
    except OB2VerificationError:
        return False
    return True


# --- the holder -----------------------------------------------------------------------------------

HOLDERS: dict[str, Json] = {
    "sha256": hashed("sha256"),
    "md5": hashed("md5"),
    "without salt": {**hashed("sha256", salt=""), "salt": None},
    "in capitals": {**hashed("sha256"), "identity": hashed("sha256")["identity"].upper()},
    "plain": {"type": "email", "hashed": False, "identity": "Robin@School.example"},
    "another's": hashed("sha256", "tom@school.example"),
    "another's, plain": {"type": "email", "hashed": False, "identity": "tom@school.example"},
    "a web address": {"type": "url", "hashed": False, "identity": f"{OLD}robin/"},
    "a code of another kind": {"type": "email", "hashed": True, "identity": "rot13$00"},
}


@cache
def holders(address: str) -> dict[str, str]:
    cases = {name: old_badge(recipient=recipient) for name, recipient in HOLDERS.items()}
    sites = {name: old_documents(badge) for name, badge in cases.items()}
    reports = both(dict(cases), sites, NOW, of_each=True, holder=address)
    return {name: f"{one.verdict} {one.step('subject').code}" for name, one in reports.items()}


def test_the_holders_address_is_compared_with_its_code() -> None:
    assert holders(" Robin@School.example") == {
        **dict.fromkeys(HOLDERS, "verified matched"),
        "another's": "unknown another-holder",
        "another's, plain": "unknown another-holder",
        "a web address": "verified named",
        "a code of another kind": "verified hashed",
    }


def test_without_an_address_a_code_stays_open() -> None:
    assert holders("") == {
        **dict.fromkeys(HOLDERS, "verified hashed"),
        "plain": "verified named",
        "another's, plain": "verified named",
        "a web address": "verified named",
    }


@pytest.mark.parametrize("address", ["robin@school.example", "tom@school.example"])
def test_openbadgeslib_compares_the_holder_alike(address: str) -> None:
    found = holders(address)
    for name in ("sha256", "another's"):
        badge = old_badge(recipient=HOLDERS[name])
        theirs = _by_openbadgeslib(badge, old_documents(badge), address)
        assert theirs is found[name].startswith("verified"), name


# --- changed afterwards ---------------------------------------------------------------------------

WRONG: list[Any] = [None, True, 7, 1.5, "", "x", [], {}, [[]], {"id": {}}, ["a", 7]]


def test_a_wrong_type_anywhere_is_judged_alike_and_never_verified() -> None:
    badge = old_badge(badge={**CLASS, "issuer": ISSUER}, recipient=HOLDERS["sha256"])
    site = old_documents(deepcopy(badge))
    cases: dict[str, bytes | Json] = {}
    sites: dict[str, dict[str, Any]] = {}
    for number, place in enumerate(places(badge)):
        wrong = WRONG[number % len(WRONG)]
        changed = exchanged(badge, place, wrong)
        cases[f"given {place}"], sites[f"given {place}"] = changed, site
        # As if the issuer published nonsense: it is not refused, and there is no traceback.
        cases[f"both {place}"], sites[f"both {place}"] = changed, {**site, ID: changed}
    for address in (f"{OLD}b.json", f"{OLD}i.json"):
        for number, place in enumerate(places(site[address])):
            name = f"{address} {place}"
            changed = exchanged(site[address], place, WRONG[number % len(WRONG)])
            cases[name], sites[name] = badge, {**site, address: changed}
    for name, report in both(cases, sites, NOW, of_each=True, holder="x@y.example").items():
        assert report.verdict != "verified", name
