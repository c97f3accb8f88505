"""A small site of signed badges in the form that `credfolio` publishes, for tests of verifying.

Everything is a function of fixed seeds: the same files every time.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
from copy import deepcopy
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from credfolio.badges.verification import FixedResolver
from credfolio.proof import did_key, encode_public_key, sign_document

BASE = "https://badges.example/credentials/"
ISSUER = "did:web:badges.example:credentials:issuers:riverside"
OTHER = "did:web:badges.example:credentials:issuers:lakeside"
LIST = f"{BASE}issuers/riverside/status/1.json"
CONTEXTS = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
]
CREATED = "2026-01-15T12:00:00Z"
REVOKED_INDEX = 77

Json = dict[str, Any]


def seed(name: str) -> bytes:
    return hashlib.sha256(f"test key {name}".encode()).digest()


def public(name: str) -> bytes:
    return Ed25519PrivateKey.from_private_bytes(seed(name)).public_key().public_bytes_raw()


def multikey(name: str) -> str:
    return encode_public_key(public(name))


def did_document(did: str, keys: list[str]) -> Json:
    methods = [f"{did}#key-{name}" for name in keys]
    return {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        "id": did,
        "verificationMethod": [
            {
                "id": method,
                "type": "Multikey",
                "controller": did,
                "publicKeyMultibase": multikey(f"{did} {name}"),
            }
            for method, name in zip(methods, keys, strict=True)
        ],
        "assertionMethod": methods,
    }


def signed(document: Json, issuer: str = ISSUER, key: str = "2026") -> Json:
    plain = {name: value for name, value in document.items() if name != "proof"}
    return sign_document(plain, seed(f"{issuer} {key}"), f"{issuer}#key-{key}", CREATED)


def encoded_list(set_bits: list[int], bits: int = 131_072) -> str:
    data = bytearray(bits // 8)
    for bit in set_bits:
        data[bit // 8] |= 128 >> bit % 8
    packed = gzip.compress(bytes(data), mtime=0)
    return "u" + base64.urlsafe_b64encode(packed).rstrip(b"=").decode()


def status_list(encoded: str | None = None, **changes: Any) -> Json:
    document: Json = {
        "@context": CONTEXTS[:1],
        "id": LIST,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": ISSUER,
        "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": {
            "id": f"{LIST}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": encoded or encoded_list([REVOKED_INDEX]),
        },
    }
    document.update(changes)
    return document


def status_entry(index: int) -> Json:
    return {
        "id": f"{LIST}#{index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": str(index),
        "statusListCredential": LIST,
    }


def credential(name: str, index: int = 5, **changes: Any) -> Json:
    """An unsigned credential; `changes` replace whole members."""
    address = f"{BASE}portfolios/robin/{name}/credential.json"
    achievement = f"{BASE}catalog/riverside/active-listening/achievement.json"
    document: Json = {
        "@context": CONTEXTS,
        "id": address,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": "Active listening",
        "issuer": {"id": ISSUER, "type": ["Profile"], "name": "Riverside Schools"},
        "validFrom": "2026-01-15T00:00:00-05:00",
        "validUntil": "2096-01-15T00:00:00-05:00",
        "credentialSubject": {
            "id": f"{BASE}portfolios/robin/",
            "type": ["AchievementSubject"],
            "creditsEarned": 1.5,
            "achievement": {
                "id": achievement,
                "type": ["Achievement"],
                "name": "Active listening",
                "description": "Listens to learners and acts on what they say.",
                "criteria": {"narrative": "A plan, two recordings and a reflection."},
                "image": {
                    "id": f"{BASE}catalog/riverside/active-listening/badge.svg",
                    "type": "Image",
                },
                "creditsAvailable": 2.0,
                "alignment": [
                    {
                        "type": ["Alignment"],
                        "targetName": "Standard 3",
                        "targetUrl": "https://standards.example/3",
                    }
                ],
                "resultDescription": [
                    {
                        "id": f"{achievement}#part-1",
                        "type": ["ResultDescription"],
                        "name": "Plan",
                        "resultType": "RubricCriterionLevel",
                        "rubricCriterionLevel": [
                            {
                                "id": f"{achievement}#part-1-{level}",
                                "type": ["RubricCriterionLevel"],
                                "name": level,
                            }
                            for level in ("developing", "proficient")
                        ],
                    }
                ],
            },
            "result": [
                {
                    "type": ["Result"],
                    "resultDescription": f"{achievement}#part-1",
                    "achievedLevel": f"{achievement}#part-1-proficient",
                }
            ],
        },
        "evidence": [
            {
                "id": "https://evidence.example/plan",
                "type": ["Evidence"],
                "name": "The plan",
            }
        ],
        "credentialStatus": status_entry(index),
    }
    document.update(changes)
    return document


def without(document: Json, *path: str) -> Json:
    changed = deepcopy(document)
    place = changed
    for name in path[:-1]:
        place = place[name]
    del place[path[-1]]
    return changed


def good() -> Json:
    return signed(credential("active-listening"))


def documents() -> dict[str, Json]:
    """What the site publishes besides its badges, by address."""
    return {
        f"{BASE}issuers/riverside/did.json": did_document(ISSUER, ["2025", "2026"]),
        f"{BASE}issuers/lakeside/did.json": did_document(OTHER, ["2026"]),
        LIST: signed(status_list()),
    }


def badges() -> dict[str, Json]:
    """The site's badges by name; all are signed, not all are in force."""
    stranger = did_key(public("stranger"))
    return {
        "active-listening": good(),
        "retired-key": signed(credential("retired-key", index=6), key="2025"),
        "without-end": signed(without(credential("without-end", index=7), "validUntil")),
        "without-status": signed(without(credential("without-status"), "credentialStatus")),
        "revoked": signed(credential("revoked", index=REVOKED_INDEX)),
        "expired": signed(
            credential(
                "expired", validFrom="2020-01-01T00:00:00Z", validUntil="2021-01-01T00:00:00Z"
            )
        ),
        "unknown-issuer": sign_document(
            without(
                credential(
                    "unknown-issuer",
                    issuer={"id": stranger, "type": ["Profile"], "name": "Somebody"},
                ),
                "credentialStatus",
            ),
            seed("stranger"),
            f"{stranger}#{stranger.removeprefix('did:key:')}",
            CREATED,
        ),
    }


def resolver(changes: dict[str, Json | bytes] | None = None) -> FixedResolver:
    """The site's documents without a disk, some of them exchanged."""
    found: dict[str, Any] = {**documents(), **(changes or {})}
    return FixedResolver(
        {
            address: value if isinstance(value, bytes) else json.dumps(value).encode()
            for address, value in found.items()
        }
    )


def write_site(folder: Path) -> None:
    """The site as a folder, as a build would leave it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.html").write_text(
        f'<!doctype html><link rel="canonical" href="{BASE}"><title>Badges</title>'
    )
    files = {address.removeprefix(BASE): value for address, value in documents().items()}
    for badge in badges().values():
        files[badge["id"].removeprefix(BASE)] = badge
    for path, value in files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(json.dumps(value, ensure_ascii=False))
