"""The page's verifier says about every badge what the command says, to the letter."""

from __future__ import annotations

import zlib
from copy import deepcopy
from datetime import UTC, datetime
from typing import Any

import pytest

import badge_site
from badge_site import BASE, ISSUER, LIST, credential, good, signed
from credfolio.proof import encode_public_key, sign_document
from credfolio.proof.demonstration import DEMONSTRATION_PUBLIC, DEMONSTRATION_SEED
from hostile_badges import (
    HOSTILE_JSON,
    HOSTILE_WRAPPINGS,
    WRAPPED,
    chunk,
    exchanged,
    itxt,
    places,
    png,
)
from other_forms import (
    OLD,
    jwt_documents,
    old_badge,
    old_documents,
    token,
    token_multikey,
    transcript,
)
from page_verifier import both, code_of
from tampering import TAMPERINGS, publishings

NOW = datetime(2026, 6, 1, tzinfo=UTC)
DID = f"{BASE}issuers/riverside/did.json"
STATUS_ENTRY = badge_site.status_entry(5)

Json = dict[str, Any]
Cases = dict[str, bytes | Json]
SITE = badge_site.documents()


def test_every_badge_gets_one_answer() -> None:
    reports = both(badge_site.badges(), SITE, NOW)
    assert {name: report.verdict for name, report in reports.items()} == {
        "active-listening": "verified",
        "retired-key": "verified",
        "without-end": "verified",
        "without-status": "verified",
        "revoked": "ended",
        "expired": "ended",
        "unknown-issuer": "unknown",
    }


def test_no_tampered_badge_is_verified() -> None:
    cases: Cases = {name: change(good()) for name, change in TAMPERINGS.items()}
    assert len(cases) > 30
    reports = both(cases, SITE, NOW)
    for name, report in reports.items():
        assert report.verdict in ("false", "unknown"), name
        assert not report.summary.startswith("Verified"), name
    # What was changed after signing is called that, and nothing is excused by an added word.
    changed = [name for name, report in reports.items() if report.reason.name == "changed"]
    assert len(changed) > 25


def _issuer(**changes: Any) -> Json:
    return {DID: {**badge_site.did_document(ISSUER, ["2025", "2026"]), **changes}}


def _method(**changes: Any) -> Json:
    document = badge_site.did_document(ISSUER, ["2026"])
    document["verificationMethod"][0].update(changes)
    return {DID: document}


def _list(encoded: str | None = None, **changes: Any) -> Json:
    return {LIST: signed(badge_site.status_list(encoded, **changes))}


PUBLISHED: dict[str, tuple[Json, str]] = {
    "a document that names another": (_issuer(id=badge_site.OTHER), "did-names-another"),
    "no document": ({DID: b"<html>"}, "bad-did-document"),
    "a list as document": ({DID: b"[]"}, "bad-did-document"),
    "a key that may not sign": (_issuer(assertionMethod=[]), "key-not-for-signing"),
    "wrong types": (_issuer(verificationMethod=7, assertionMethod={"id": 7}), "no-such-key"),
    "a key of another": (_method(controller=badge_site.OTHER), "key-of-another"),
    "a withdrawn key": (_method(revoked="2026-02-01T00:00:00Z"), "key-revoked"),
    "a key of another kind": (_method(publicKeyMultibase="z6LS"), "wrong-key-kind"),
    "a private key": (
        _method(publicKeyMultibase=badge_site.multikey("forger")),
        "signature-wrong",
    ),
    "a status list that is too short": (
        _list(badge_site.encoded_list([], bits=1_024)),
        "status-list-length",
    ),
    "a status list that is not packed": (_list("uAAAA"), "status-list-encoding"),
    "a status list out of date": (_list(validUntil="2026-03-01T00:00:00Z"), "status-list-stale"),
    "a status list from the future": (_list(validFrom="2026-12-01T00:00:00Z"), "status-list-early"),
    "a status list that is a badge": ({LIST: good()}, "not-a-status-list"),
    "a status list for suspension": (
        _list(
            credentialSubject={
                **badge_site.status_list()["credentialSubject"],
                "statusPurpose": "suspension",
            }
        ),
        "status-purpose",
    ),
}


def test_what_the_issuer_publishes_is_judged_by_name() -> None:
    cases = dict.fromkeys(PUBLISHED, good())
    overlays = {name: {**SITE, **overlay} for name, (overlay, _) in PUBLISHED.items()}
    reports = both(cases, overlays, NOW, of_each=True)
    assert {name: code_of(report) for name, report in reports.items()} == {
        name: code for name, (_, code) in PUBLISHED.items()
    }
    assert "verified" not in {report.verdict for report in reports.values()}


def test_tampering_with_what_the_issuer_publishes_is_never_verified() -> None:
    cases = dict.fromkeys(publishings(), good())
    overlays = {name: {**SITE, **published} for name, published in publishings().items()}
    for name, report in both(cases, overlays, NOW, of_each=True).items():
        assert report.verdict in ("false", "unknown"), name


STATUS: Cases = {
    "suspended": signed(credential("s", credentialStatus={**STATUS_ENTRY, "statusSize": 2})),
    "another kind": signed(
        credential("k", credentialStatus={**STATUS_ENTRY, "statusPurpose": "message"})
    ),
    "far away": signed(
        credential("f", credentialStatus={**STATUS_ENTRY, "statusListIndex": "999999"})
    ),
    "no number": signed(
        credential("n", credentialStatus={**STATUS_ENTRY, "statusListIndex": "-1"})
    ),
    "no such list": signed(
        credential("l", credentialStatus={**STATUS_ENTRY, "statusListCredential": f"{BASE}x.json"})
    ),
    "not yet": signed(credential("y", validFrom="2027-01-01T00:00:00Z")),
    "no such day": signed(credential("d", validUntil="2027-02-30T00:00:00Z")),
    "backwards": signed(credential("b", validUntil="2025-01-01T00:00:00Z")),
    "several people": signed(
        credential("p", credentialSubject=[credential("p")["credentialSubject"]] * 2)
    ),
    "nobody": signed(badge_site.without(credential("o"), "credentialSubject", "id")),
    "other contexts": {**good(), "@context": [*badge_site.CONTEXTS, "https://x.example/c.json"]},
    "other proof": {**good(), "proof": {"type": "Ed25519Signature2020"}},
}


def test_status_dates_and_holders_are_judged_alike() -> None:
    reports = both(STATUS, SITE, NOW)
    assert {name for name, report in reports.items() if report.verdict == "verified"} == {
        "nobody",
        "several people",
    }


# --- wrappings and bad input -------------------------------------------------------------------

NO_SVG = {name: data for name, data in WRAPPED.items() if name != "svg"}


def test_a_badge_is_verified_in_every_wrapping() -> None:
    for name, report in both(NO_SVG, SITE, NOW).items():
        assert report.verdict == "verified", name


def test_hostile_files_are_refused_by_name() -> None:
    cases = [*HOSTILE_WRAPPINGS, *HOSTILE_JSON, (png(itxt(b"z" * 1_100_000)), "too-large")]
    cases = [(data, code) for data, code in cases if not data.startswith(b"<")]
    named = {f"{number} {code}": data for number, (data, code) in enumerate(cases)}
    reports = both(named, {}, NOW)
    assert {name: f"{name.split()[0]} {code_of(report)}" for name, report in reports.items()} == {
        name: name for name in named
    }
    assert {report.verdict for report in reports.values()} == {"unknown"}


def test_a_picture_that_unpacks_to_too_much_is_refused_soon() -> None:
    packer = zlib.compressobj(1)
    bomb = b"".join(packer.compress(bytes(1_048_576)) for _ in range(200)) + packer.flush()
    assert len(bomb) < 1_000_000
    cases = {
        "itxt": png(itxt(bomb, packed=1)),
        "ztxt": png(chunk(b"zTXt", b"openbadges\0\0" + bomb)),
    }
    for name, report in both(cases, {}, NOW).items():
        assert code_of(report) == "too-large", name


def test_a_badge_made_to_keep_us_busy_is_refused_soon() -> None:
    badge = credential("tangled")
    badge["credentialSubject"]["result"] = [
        {"type": ["Result"], "alignment": [{"type": ["Alignment"]} for _ in range(9)]}
        for _ in range(9)
    ]
    report = both({"x": {**badge, "proof": good()["proof"]}}, SITE, NOW)["x"]
    assert (report.verdict, code_of(report)) == ("unknown", "too-much-work")


WRONG: list[Any] = [
    None,
    True,
    7,
    1.5,
    "",
    "x",
    [],
    {},
    [[]],
    {"id": {}},
    ["a", 7],
    {"__proto__": 1},
]


@pytest.mark.slow
def test_a_wrong_type_anywhere_is_never_verified() -> None:
    cases = {
        str(place): exchanged(good(), place, WRONG[number % len(WRONG)])
        for number, place in enumerate(places(good()))
    }
    cases = {name: badge for name, badge in cases.items() if badge != good()}
    for name, report in both(cases, SITE, NOW).items():
        assert report.verdict != "verified", name


# --- other forms -------------------------------------------------------------------------------


def test_badges_of_other_forms_get_one_answer() -> None:
    site = {**SITE, **jwt_documents(), **old_documents(old_badge())}
    head, _, tail = token(credential("jwt")).split(b".")
    cases: Cases = {
        "jwt": token(credential("jwt")),
        "jwt with claims": token({"vc": credential("jwt"), "iss": ISSUER, "nbf": 1_700_000_000}),
        "jwt of two issuers": token({"vc": credential("jwt"), "iss": badge_site.OTHER}),
        "changed jwt": b".".join([head, token(credential("x")).split(b".")[1], tail]),
        "unsigned jwt": token(credential("jwt"), alg="none"),
        "jwt of another kind": token(credential("jwt"), alg="RS256"),
        "jwt of a list of kinds": token(credential("jwt"), alg=["ES256"]),
        "jwt with another key": token(credential("jwt"), kid=f"{ISSUER}#other"),
        "jwt without a key": token(credential("jwt"), kid=7),
        "hosted": old_badge(),
        "hosted, but another text": old_badge(issuedOn="2023-01-01T00:00:00Z"),
        "hosted elsewhere": old_badge(id="https://elsewhere.example/a.json"),
        "transcript": transcript(good(), badge_site.badges()["revoked"]),
        "transcript with a forged badge": transcript({**good(), "name": "Other"}),
        "an address in a picture": png(chunk(b"tEXt", f"openbadges\0{OLD}a.json".encode())),
    }
    reports = both(cases, site, NOW)
    assert {name for name, report in reports.items() if report.verdict == "verified"} == {
        "jwt",
        "jwt with claims",
        "hosted",
        "an address in a picture",
    }


def test_a_key_of_the_other_kind_is_read_in_its_short_form_too() -> None:
    """P-256 as a Multikey is a compressed point, which browsers need not read."""
    document = deepcopy(jwt_documents()[DID])
    method = document["verificationMethod"][-1]
    del method["publicKeyJwk"]
    method["publicKeyMultibase"] = token_multikey()
    report = both({"x": token(credential("jwt"))}, {**SITE, DID: document}, NOW)["x"]
    assert report.verdict == "verified"


def test_a_real_issuer_with_the_demonstrations_key_is_refused() -> None:
    badge = sign_document(
        credential("demo"), DEMONSTRATION_SEED, f"{ISSUER}#key-2026", badge_site.CREATED
    )
    published = _method(publicKeyMultibase=encode_public_key(DEMONSTRATION_PUBLIC))
    report = both({"x": badge}, {**SITE, **published}, NOW)["x"]
    assert (report.verdict, code_of(report)) == ("false", "demonstration-key")
