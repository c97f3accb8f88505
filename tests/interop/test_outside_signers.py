"""Badges that outside libraries sign are verified by the command and by the page, and not changed.

What a standard prints is signed in one shape only; here the signer is another program, and the
document is a whole badge with nodes that look alike.
"""

from __future__ import annotations

import base64
import json
import subprocess
from collections.abc import Callable
from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

import badge_site
from badge_site import BASE, ISSUER, credential, without
from credfolio.proof import sign_document
from credfolio.proof.base58 import encode_base58
from credfolio.proof.limits import ALL_SUITES
from credfolio.proof.multikey import encode_public_key, encode_secret_key
from page_verifier import both, code_of

HERE = Path(__file__).parent
# Those that test_outside_python_signers.py has signed.
SUITES_OVER_PLAIN_JSON = ("eddsa-jcs-2022", "ecdsa-jcs-2019")
NOW = datetime(2026, 6, 1, tzinfo=UTC)
DID = f"{BASE}issuers/riverside/did.json"
V1 = "https://www.w3.org/2018/credentials/v1"
ED25519_2020 = "https://w3id.org/security/suites/ed25519-2020/v1"
EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"
OB_301 = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json"
OB_300 = "https://purl.imsglobal.org/spec/ob/v3p0/context.json"

Json = dict[str, Any]


def _curve_key(curve: ec.EllipticCurve, kind: Any, size: int) -> tuple[str, str]:
    number = 0xC0FFEE
    point = ec.derive_private_key(number, curve).public_key()
    public = point.public_bytes(Encoding.X962, PublicFormat.CompressedPoint)
    return encode_public_key(public, kind), encode_secret_key(number.to_bytes(size, "big"), kind)


def _ed25519_key() -> tuple[str, str]:
    name = f"{ISSUER} 2026"
    return badge_site.multikey(name), encode_secret_key(badge_site.seed(name))


KEYS = {
    "Ed25519": _ed25519_key(),
    "P-256": _curve_key(ec.SECP256R1(), "P-256", 32),
    "P-384": _curve_key(ec.SECP384R1(), "P-384", 48),
}


def key(kind: str) -> Json:
    public, secret = KEYS[kind]
    seed_and_public = (
        b"\x80\x26" + badge_site.seed(f"{ISSUER} 2026") + badge_site.public(f"{ISSUER} 2026")
    )
    return {
        "id": f"{ISSUER}#{kind}",
        "controller": ISSUER,
        "publicKeyMultibase": public,
        "secretKeyMultibase": secret,
        "privateKeyMultibase": "z" + encode_base58(seed_and_public),
    }


def published() -> Json:
    """What the issuer publishes, with a key of each kind."""
    document = badge_site.did_document(ISSUER, ["2025", "2026"])
    for kind in KEYS:
        public = key(kind)
        method = {"id": public["id"], "type": "Multikey", "controller": ISSUER,
                  "publicKeyMultibase": public["publicKeyMultibase"]}  # fmt: skip
        document["verificationMethod"].append(method)
        document["assertionMethod"].append(public["id"])
    return {**badge_site.documents(), DID: document}


def badge(**changes: Any) -> Json:
    """A badge with two nodes that are alike, and several without a name."""
    made = credential("outside", **changes)
    twin = {"type": ["Result"], "value": "A"}
    made["credentialSubject"]["result"] += [twin, dict(twin)]
    return made


def badge_of_1_1(open_badges: str) -> Json:
    """The same in the older data model."""
    made = badge()
    made["@context"] = [V1, open_badges, ED25519_2020]
    made["issuanceDate"], made["expirationDate"] = made.pop("validFrom"), made.pop("validUntil")
    made = without(made, "credentialStatus")
    if open_badges == OB_300:
        made["credentialSubject"]["achievement"].pop("creditsAvailable")
    return made


def badge_with_endorsement() -> Json:
    """A credential inside has contexts of its own, and a word that only the outer ones define."""
    made = badge(**{"@context": [*badge_site.CONTEXTS, EXTENSIONS]})
    made["endorsement"] = [
        {
            "@context": badge_site.CONTEXTS,
            "id": f"{BASE}endorsements/1.json",
            "type": ["VerifiableCredential", "EndorsementCredential"],
            "name": "From a colleague",
            "issuer": {"id": badge_site.OTHER, "type": ["Profile"], "name": "Lakeside"},
            "validFrom": "2026-01-20T00:00:00Z",
            "credentialSubject": {
                "id": made["id"],
                "type": ["EndorsementSubject"],
                "endorsementComment": "Seen in class.",
            },
            "credentialSchema": [
                {
                    "id": "https://schemas.example/endorsement.json",
                    "type": "1EdTechJsonSchemaValidator2019",
                }
            ],
        }
    ]
    return made


def badge_with_six_alike() -> Json:
    made = badge()
    made["credentialSubject"]["result"] += [{"type": ["Result"], "value": "A"} for _ in range(4)]
    return made


JOBS: dict[str, tuple[str, str, Callable[[], Json]]] = {
    "an endorsement inside": ("eddsa-rdfc-2022", "Ed25519", badge_with_endorsement),
    "six nodes alike": ("eddsa-rdfc-2022", "Ed25519", badge_with_six_alike),
    "eddsa-rdfc-2022": ("eddsa-rdfc-2022", "Ed25519", badge),
    "eddsa-2022": ("eddsa-2022", "Ed25519", badge),
    "ecdsa-rdfc-2019, P-256": ("ecdsa-rdfc-2019", "P-256", badge),
    "ecdsa-rdfc-2019, P-384": ("ecdsa-rdfc-2019", "P-384", badge),
    "Ed25519Signature2020, 1.1, 3.0.1": (
        "Ed25519Signature2020", "Ed25519", lambda: badge_of_1_1(OB_301)),
    "Ed25519Signature2020, 1.1, 3.0.0": (
        "Ed25519Signature2020", "Ed25519", lambda: badge_of_1_1(OB_300)),
    "Ed25519Signature2020, 2.0": (
        "Ed25519Signature2020", "Ed25519",
        lambda: badge(**{"@context": [*badge_site.CONTEXTS, ED25519_2020]})),
}  # fmt: skip


# What the issuer made every holder show, and what the holder chose to show besides.
ALWAYS = ["/issuer", "/validFrom", "/validUntil", "/credentialStatus"]
SHOWN: dict[str, tuple[list[str], list[str] | None]] = {
    "shown whole": (ALWAYS, ["/name", "/credentialSubject", "/evidence"]),
    "shown in part": (ALWAYS, ["/credentialSubject/achievement/name"]),
    "nothing mandatory": ([], [*ALWAYS, "/credentialSubject"]),
    "all mandatory": ([*ALWAYS, "/name", "/credentialSubject", "/evidence"], ["/issuer"]),
    "status left out": ([], ["/issuer", "/validFrom", "/validUntil", "/credentialSubject"]),
    "last day left out": ([], ["/issuer", "/validFrom", "/credentialStatus", "/credentialSubject"]),
    "the holder's own copy": (ALWAYS, None),
}


def _by_outside_library(node: Path, jobs: dict[str, Json]) -> dict[str, Json]:
    done = subprocess.run(
        [node, "--no-warnings", HERE / "sign.mjs"],
        input=json.dumps(jobs),
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Json] = json.loads(done.stdout)
    return found


def _job(suite: str, credential: Json, kind: str) -> Json:
    return {
        "suite": suite,
        "credential": credential,
        "key": key(kind),
        "created": badge_site.CREATED,
    }


@pytest.fixture(scope="module")
def everything(node: Path) -> dict[str, Json]:
    jobs = {name: _job(suite, make(), kind) for name, (suite, kind, make) in JOBS.items()}
    for name, (mandatory, shown) in SHOWN.items():
        job = _job("ecdsa-sd-2023", badge(), "P-256")
        jobs[name] = {**job, "mandatory": mandatory, "shown": shown}
    return _by_outside_library(node, jobs)


@pytest.fixture
def signed(everything: dict[str, Json]) -> dict[str, Json]:
    """What is signed as a whole."""
    return {name: everything[name] for name in JOBS}


@pytest.fixture
def parts(everything: dict[str, Json]) -> dict[str, Json]:
    """What a holder shows of a badge."""
    return {name: everything[name] for name in SHOWN}


def test_every_suite_has_a_sample_that_an_outside_library_signed(
    everything: dict[str, Json],
) -> None:
    proofs = [one["proof"] for one in everything.values()]
    proofs = [one[0] if isinstance(one, list) else one for one in proofs]
    here = {proof.get("cryptosuite", proof["type"]) for proof in proofs}
    assert here | set(SUITES_OVER_PLAIN_JSON) == set(ALL_SUITES)


def test_what_outside_libraries_sign_is_verified(signed: dict[str, Json]) -> None:
    for name, report in both(signed, published(), NOW).items():
        assert report.verdict == "verified", (name, report.as_data())


def test_what_a_holder_shows_is_verified_and_what_is_withheld_stays_open(
    parts: dict[str, Json],
) -> None:
    reports = both(parts, published(), NOW)
    assert {name: report.reason.name for name, report in reports.items()} == {
        "shown whole": "part",
        "shown in part": "part",
        "nothing mandatory": "part",
        "all mandatory": "part",
        "status left out": "withheld",
        "last day left out": "withheld",
        "the holder's own copy": "beyond",
    }
    assert reports["shown whole"].verdict == "verified"
    for name in ("status left out", "last day left out"):
        assert "may-be-withheld" in {step.code for step in reports[name].steps}


def test_a_part_that_was_changed_afterwards_is_not_genuine(parts: dict[str, Json]) -> None:
    cases = {}
    for name in ("shown whole", "nothing mandatory", "all mandatory"):
        for what, changed in _changed(parts[name]).items():
            cases[f"{name}: {what}"] = changed
        less, more = deepcopy(parts[name]), deepcopy(parts[name])
        del less["credentialSubject"]["creditsEarned"]
        more["credentialSubject"]["result"].append({"type": ["Result"], "value": "C"})
        cases |= {f"{name}: less": less, f"{name}: more": more}
    for name, report in both(cases, published(), NOW).items():
        assert (report.verdict, code_of(report)) == ("false", "signature-wrong"), name


def test_a_proof_of_a_part_that_is_malformed_is_refused_soon(parts: dict[str, Json]) -> None:
    start = b"\xd9\x5d\x01"
    values = {
        "nothing": b"",
        "no header": b"\x00",
        "nothing in it": start,
        "four thousand million items": start + b"\x9a\xff\xff\xff\xff",
        "eight bytes of length": start + b"\x9b" + b"\xff" * 8,
        "without end": start + b"\x9f" + b"\x00" * 9,
        "deep": start + b"\x81" * 10_000 + b"\x00",
        "more behind": start + b"\x80\x00",
        "too few": start + b"\x81\x00",
        "a text": start + b"\x61a",
        "labels twice": start + b"\x85\x40\x40\x80\xa2\x00\x41a\x00\x41b\x80",
        "one label for two": start + b"\x85\x40\x40\x80\xa2\x00\x41a\x01\x41a\x80",
        "a number as signature": start + b"\x85\x00\x40\x80\xa0\x80",
        "a short signature": start + b"\x85\x40\x40\x81\x41a\xa0\x80",
    }
    shown = parts["shown whole"]
    [proof] = [shown["proof"]] if isinstance(shown["proof"], dict) else shown["proof"]
    cases = {
        name: {**shown, "proof": {**proof, "proofValue": f"u{urlsafe(value)}"}}
        for name, value in values.items()
    }
    cases["base58"] = {**shown, "proof": {**proof, "proofValue": "z2222"}}
    cases["a number"] = {**shown, "proof": {**proof, "proofValue": 7}}
    for name, report in both(cases, published(), NOW).items():
        assert code_of(report) == "bad-encoding", name


def urlsafe(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _changed(document: Json) -> dict[str, Json]:
    """A word, a byte of the signature, the day, and the twin results made one."""
    word, byte, day, twin = (deepcopy(document) for _ in range(4))
    word["name"] = "Passive listening"
    proof = byte["proof"][0] if isinstance(byte["proof"], list) else byte["proof"]
    value = proof["proofValue"]
    proof["proofValue"] = value[:30] + ("2" if value[30] != "2" else "3") + value[31:]
    start = "validFrom" if "validFrom" in day else "issuanceDate"
    day[start] = "2020-01-01T00:00:00Z"
    twin["credentialSubject"]["result"][-1]["value"] = "B"
    return {"word": word, "byte": byte, "day": day, "twin": twin}


def test_what_was_changed_afterwards_is_not_genuine(signed: dict[str, Json]) -> None:
    cases = {
        f"{name}: {what}": changed
        for name, document in signed.items()
        for what, changed in _changed(document).items()
    }
    for name, report in both(cases, published(), NOW).items():
        assert (report.verdict, code_of(report)) == ("false", "signature-wrong"), name


def test_a_proof_under_the_name_of_another_suite_is_never_verified(
    signed: dict[str, Json],
) -> None:
    cases = {}
    for name, document in signed.items():
        proof = document["proof"][0] if isinstance(document["proof"], list) else document["proof"]
        for suite in ("eddsa-rdfc-2022", "eddsa-2022", "eddsa-jcs-2022", "ecdsa-rdfc-2019"):
            if suite != proof.get("cryptosuite"):
                other = {**proof, "type": "DataIntegrityProof", "cryptosuite": suite}
                cases[f"{name} as {suite}"] = {**document, "proof": other}
    for name, report in both(cases, published(), NOW).items():
        assert report.verdict in ("false", "unknown"), name


def test_a_key_at_the_end_of_its_own_name_tells_what_was_changed() -> None:
    """1EdTech's samples name keys so. Nobody vouches for such a key."""
    public = badge_site.multikey("school")
    method = f"https://school.example/issuers/7#{public}"
    made = badge(issuer={"id": "https://school.example/issuers/7", "type": ["Profile"],
                         "name": "School"})  # fmt: skip
    plain = without(made, "credentialStatus")
    sound = sign_document(plain, badge_site.seed("school"), method, badge_site.CREATED)
    cases = {"sound": sound, "changed": {**sound, "name": "Other"}}
    profile = {"https://school.example/issuers/7": {"id": "https://school.example/issuers/7"}}
    for place in ({}, profile):
        reports = both(cases, place, NOW)
        assert reports["sound"].reason.name == "signer"
        assert reports["changed"].reason.name == "changed"
