"""Files of every form and container, and changes of them: of bytes, of values, of what is signed.

A change inside a container is made to what it holds, which is then put into a sound one again: a
byte changed in a picture ends at the first checksum.
"""

from __future__ import annotations

import base64
import json
import random
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import badge_site
from badge_site import credential, good, signed
from credfolio.proof.refusal import NotProven
from hostile_badges import WRAPPED, baked, chunk, exchanged, itxt, places, png, svg
from other_forms import (
    DID_ADDRESS,
    OLD,
    hashed,
    jwt_documents,
    old_badge,
    old_documents,
    token,
    transcript,
)
from other_signatures import (
    KEYS,
    badge_of_2021,
    jcs_signed,
    list_2021,
    rsa_jwk,
    rsa_token,
    school_badge,
)
from page_verifier import as_bytes
from rarer_forms import (
    LIST,
    assertion,
    presentation,
    revocation_list,
    signed_transcript,
    with_list,
)
from rarer_forms import site as signed_site

Json = dict[str, Any]
LIST_2021 = "https://badges.example/credentials/2021.json"
OUTSIDE = json.loads((Path(__file__).parent / "outside_samples.json").read_text("utf-8"))
"""Badges that Digital Bazaar's and the DCC's libraries signed, and the keys they used; made by
`tests/interop/sign.mjs` as in tests/interop/test_outside_signers.py, and `shown in part` derived.
"""

DEEP: Any = json.loads("[" * 40 + "]" * 40)
WRONG: list[Any] = [
    None, True, 7, 1.5, "", "x", [], {}, [[]], {"id": {}}, ["a", 7], DEEP, -1, 2**53, 2**70, 1e21,
    float("inf"), float("nan"), -0.0, "\u202e", "\ud800", "\0", "a" * 3_000, "\U0001f600",
    {"__proto__": 1}, {"constructor": 1}, "__proto__", "toString", "u" + "A" * 70, "z" + "2" * 90,
    {"@value": "x", "@type": "@json"}, {"@id": "x"}, {"@list": []}, "@type", {"@graph": []},
    "https://192.168.1.1/", "https://[::1", "https://ex ample/", "https://badges.example:99999/",
    "https://BADGES.example/credentials/", "https://badges.example", "http://badges.example/",
    "https://badges.example\\.evil.example/", "https://robin@badges.example/", "//badges.example/",
    "https://xn--/", "https://b\u00fccher.example/", "javascript:alert(1)", "file:///etc/passwd",
    "did:web:localhost", "did:web:", "did:web:badges.example%3A8443", "did:web:a%00b", "did:key:z",
    "did:web:badges.example:..:x", "data:application/vc+jwt,e.y.J", "urn:uuid:1",
    "2026-02-30T00:00:00Z", "2026-01-01T24:00:00Z", "2016-12-31T23:59:60Z", "2026-01-01",
    "2026-01-01T00:00:00", "2026-01-01T00:00:00+14:00", "2026-01-01T00:00:00-23:59",
    "0000-01-01T00:00:00Z", "0001-01-01T00:00:00+01:00", "9999-12-31T23:59:59-01:00",
    "+012026-01-01T00:00:00Z", "2026-01-01t00:00:00z", "2026-01-01T00:00:00.123456789Z",
    "2026-06-01T00:00:00Z", "1.5", "01", "\u0661", "131071", "131072", "99999999999999999999",
]  # fmt: skip


@dataclass(frozen=True)
class Sample:
    """A sound file; `inside` is the JSON in it, and `wrapped` puts one into such a file.

    `sign` signs a document anew, as its issuer.
    """

    data: bytes
    inside: Any = None
    wrapped: Callable[[Any], bytes] = lambda value: json.dumps(value).encode()
    sign: Callable[[Json], bytes | Json] | None = None


def _document(made: bytes | Json, sign: Callable[[Json], bytes | Json] | None = None) -> Sample:
    data = as_bytes(made)
    return Sample(data, json.loads(data), sign=sign)


def _token(made: bytes, sign: Callable[[Json], bytes]) -> Sample:
    head, body, tail = made.split(b".")

    def wrapped(value: Any) -> bytes:
        parts = value if isinstance(value, list) and len(value) == 2 else [value, value]
        return b".".join([*(base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=")
                            for part in parts), tail])  # fmt: skip

    inside = [json.loads(base64.urlsafe_b64decode(part + b"==")) for part in (head, body)]
    return Sample(made, inside, wrapped, sign)


def _school_token(claims: Json) -> bytes:
    return rsa_token(claims, kid=f"{KEYS}#one")


def _in_png(value: Any) -> bytes:
    return png(itxt(json.dumps(value).encode()))


def _in_svg(value: Any) -> bytes:
    return svg(baked(json.dumps(value).replace("]]>", "")))


@cache
def samples() -> dict[str, Sample]:
    """A sound file of every form and in every container, each verified or a list."""
    older = old_badge(recipient=hashed("sha256"))
    by_date = badge_of_2021()
    by_date["credentialStatus"]["statusListCredential"] = LIST_2021
    of_2021 = {name: value for name, value in by_date.items() if name != "proof"}
    es256 = token(credential("jwt"))
    return {
        "json": _document(good(), signed),
        "png": Sample(WRAPPED["itxt"], good(), _in_png),
        "packed png": Sample(WRAPPED["packed itxt"]),
        "text in a png": Sample(WRAPPED["text"]),
        "svg": Sample(WRAPPED["svg"], good(), _in_svg),
        "with a mark": Sample(WRAPPED["bom"]),
        "utf-16": Sample(json.dumps(good()).encode("utf-16"), good(),
                         lambda value: json.dumps(value).encode("utf-16-be")),
        "jcs": _document(jcs_signed(credential("jcs")), jcs_signed),
        "a list of 2021": _document(jcs_signed(of_2021), jcs_signed),
        "1edtech's list": _document(with_list(), signed),
        "token": _token(es256, token),
        "rsa token": _token(_school_token(school_badge()), _school_token),
        "token in a picture": Sample(png(itxt(es256))),
        "presentation": _document(presentation(good(), es256.decode())),
        "enveloped": _document(presentation(
            {"@context": badge_site.CONTEXTS[0], "type": "EnvelopedVerifiableCredential",
             "id": f"data:application/vc+jwt,{es256.decode()}"})),
        "transcript": _document(transcript(good())),
        "signed transcript": _document(signed_transcript(good(), es256.decode()), jcs_signed),
        "1.x": _document({
            "uid": "7", "recipient": {"type": "email", "hashed": True, "identity": "sha256$00"},
            "badge": f"{OLD}b.json", "verify": {"type": "hosted", "url": f"{OLD}7.json"}}),
        "array": _document(json.dumps([good(), good()]).encode()),
        "hosted": _document(older),
        "hosted, in a picture": Sample(png(chunk(b"iTXt", b"openbadges\0\0\0\0\0"
                                                 + as_bytes(older)))),
        "hosted, by its address": Sample(png(chunk(b"tEXt", f"openbadges\0{OLD}a.json".encode()))),
        "2.0 in a token": _token(rsa_token(assertion()), rsa_token),
        "unknown signer": _document(badge_site.badges()["unknown-issuer"]),
        **{name: _document(badge) for name, badge in OUTSIDE["badges"].items()},
    }  # fmt: skip


@cache
def internet() -> dict[str, bytes]:
    """What is published, by address."""
    older = old_badge(recipient=hashed("sha256"))
    documents: dict[str, Any] = {
        **badge_site.documents(), **jwt_documents(), **signed_site(), **old_documents(older),
        KEYS: rsa_jwk(), LIST: revocation_list(),
        LIST_2021: jcs_signed(list_2021([77], id=LIST_2021)),
    }  # fmt: skip
    issuer = documents[DID_ADDRESS]
    issuer["verificationMethod"] += OUTSIDE["keys"]
    issuer["assertionMethod"] += [key["id"] for key in OUTSIDE["keys"]]
    return {address: as_bytes(document) for address, document in documents.items()}


@dataclass(frozen=True)
class Changed:
    """One case: the changed file, and what was changed of what is published."""

    name: str
    data: bytes
    published: dict[str, bytes]
    is_theirs: bool
    """Whether whoever made the change could sign, or publish: then it may be verified."""


def changed(name: str, dice: random.Random) -> Changed:
    """The sample `name` with a change of some kind."""
    sample = samples()[name]
    kind = dice.random()
    if kind < 0.15:
        address = dice.choice(list(internet()))
        document = internet()[address]
        value = _with_another_value(json.loads(document), dice)
        data = _dumped(value) if dice.random() < 0.9 else _with_other_bytes(document, dice)
        return Changed(name, sample.data, {address: data}, is_theirs=True)
    if kind < 0.4 and sample.sign is not None:
        inside = sample.inside[1] if isinstance(sample.inside, list) else sample.inside
        try:
            again = sample.sign(_with_another_value(inside, dice))
            return Changed(name, as_bytes(again), {}, is_theirs=True)
        except (NotProven, ValueError, TypeError, AttributeError, KeyError, RecursionError):
            pass  # it cannot be signed
    if kind < 0.8 and sample.inside is not None:
        value = _with_another_value(sample.inside, dice)
        if dice.random() < 0.2:
            value = _with_another_value(value, dice)
        return Changed(name, sample.wrapped(value), {}, is_theirs=False)
    return Changed(name, _with_other_bytes(sample.data, dice), {}, is_theirs=False)


def _with_another_value(document: Any, dice: random.Random) -> Any:
    """`document` with one value exchanged, left out, called otherwise, moved, or twice there."""
    found = places(document)
    if not found:
        return dice.choice(WRONG)
    place = dice.choice(found)
    kind = dice.random()
    if kind < 0.5:
        return exchanged(document, place, dice.choice(WRONG))
    if kind < 0.65:
        return exchanged(document, place, _at(document, dice.choice(found)))
    if kind < 0.75:
        return exchanged(document, place, [_at(document, place)] * dice.choice((1, 2)))
    copy = deepcopy(document)
    around = _at(copy, place[:-1])
    value = around.pop(place[-1])
    if kind < 0.9:
        return copy
    if isinstance(around, list):
        around.append(value)
    else:
        around[dice.choice((f"{place[-1]}s", "@id", "@type", "id", "proof", "__proto__"))] = value
    return copy


def _at(document: Any, place: tuple[Any, ...]) -> Any:
    for step in place:
        document = document[step]
    return document


def _dumped(value: Any) -> bytes:
    return json.dumps(value).encode()


def _with_other_bytes(data: bytes, dice: random.Random) -> bytes:
    for _ in range(dice.randint(1, 2)):
        at, end = sorted(dice.sample(range(len(data) + 1), 2))
        end = min(end, at + dice.choice((1, 1, 2, 30)))
        other = dice.choice(list(samples().values())).data
        piece = dice.choice(
            (b"", bytes([dice.randrange(256)]), data[at:end] * 2, other[: dice.randrange(60)])
        )
        data = data[:at] + piece + data[end:] or b"\0"
    return data
