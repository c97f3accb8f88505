"""Files of every form and container, changed at random: no traceback, and no false "verified".

6,000 of them in the audit, a tenth otherwise; page and command say the same about each.
"""

from __future__ import annotations

import json
import random
from datetime import UTC, datetime
from functools import cache
from typing import Any

import badge_site
from badge_site import credential, good
from credfolio.badges.verification.badge_words import read_document
from credfolio.badges.verification.resolving import FixedResolver
from credfolio.proof.refusal import NotProven
from hostile_badges import WRAPPED, chunk, exchanged, itxt, places, png
from other_forms import (
    OLD,
    hashed,
    jwt_documents,
    old_badge,
    old_documents,
    token,
    transcript,
)
from other_signatures import KEYS, badge_of_2021, jcs_signed, list_2021, rsa_jwk, rsa_token
from page_verifier import as_bytes, both
from rarer_forms import LIST, assertion, presentation, revocation_list, with_list
from rarer_forms import site as signed_site
from tries import examples

NOW = datetime(2026, 6, 1, tzinfo=UTC)
Json = dict[str, Any]
LIST_2021 = "https://badges.example/credentials/2021.json"

WRONG: list[Any] = [
    None, True, 7, 1.5, "", "x", [], {}, [[]], {"id": {}}, ["a", 7], "https://192.168.1.1/",
    "did:web:localhost", {"__proto__": 1}, "u" + "A" * 70, -1, 2**53, "\u202e",
]  # fmt: skip


@cache
def samples() -> dict[str, bytes]:
    """A sound file of every form and in every container, each verified or a list."""
    older = old_badge(recipient=hashed("sha256"))
    by_date = badge_of_2021()
    by_date["credentialStatus"]["statusListCredential"] = LIST_2021
    made: dict[str, bytes | Json] = {
        **WRAPPED,
        "utf-16": json.dumps(good()).encode("utf-16"),
        "jcs": jcs_signed(credential("jcs")),
        "a list of 2021": jcs_signed({n: v for n, v in by_date.items() if n != "proof"}),
        "1edtech's list": with_list(),
        "token": token(credential("jwt")),
        "token in a picture": png(itxt(token(credential("jwt")))),
        "presentation": presentation(good(), token(credential("jwt")).decode()),
        "transcript": transcript(good()),
        "array": json.dumps([good(), good()]).encode(),
        "hosted": older,
        "hosted, in a picture": png(chunk(b"iTXt", b"openbadges\0\0\0\0\0" + as_bytes(older))),
        "hosted, by its address": png(chunk(b"tEXt", f"openbadges\0{OLD}a.json".encode())),
        "2.0 in a token": rsa_token(assertion()),
        "unknown signer": badge_site.badges()["unknown-issuer"],
    }
    return {name: as_bytes(data) for name, data in made.items()}


@cache
def internet() -> dict[str, Any]:
    older = old_badge(recipient=hashed("sha256"))
    return {
        **badge_site.documents(), **jwt_documents(), **signed_site(), **old_documents(older),
        KEYS: rsa_jwk(), LIST: revocation_list(),
        LIST_2021: jcs_signed(list_2021([77], id=LIST_2021)),
    }  # fmt: skip


def mutated(data: bytes, dice: random.Random) -> bytes:
    """`data` with one or two changes, of its bytes or of a value in its JSON."""
    if dice.random() < 0.4:
        try:
            value = json.loads(data)
            place = dice.choice(places(value))
            return json.dumps(exchanged(value, place, dice.choice(WRONG))).encode()
        except ValueError:
            pass
    for _ in range(dice.randint(1, 2)):
        at, end = sorted(dice.sample(range(len(data) + 1), 2))
        end = min(end, at + dice.choice((1, 1, 2, 30)))
        other = dice.choice(list(samples().values()))
        piece = dice.choice(
            (b"", bytes([dice.randrange(256)]), data[at:end] * 2, other[: dice.randrange(60)])
        )
        data = data[:at] + piece + data[end:] or b"\0"
    return data


def said_by(data: bytes) -> Any:
    """What a file says, as far as it can be opened."""
    try:
        return read_document(data, FixedResolver({n: as_bytes(v) for n, v in internet().items()}))
    except NotProven:
        return None


def test_no_changed_file_is_verified_or_ends_the_check() -> None:
    dice = random.Random(16)
    number = examples(600)
    names = list(samples())
    cases: dict[str, bytes] = {}
    for n in range(number):
        name = names[n % len(names)]
        data = mutated(samples()[name], dice)
        # The page reads SVG in a browser only.
        if not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
            cases[f"{name} {n}"] = data
    reports = both(dict(cases), internet(), NOW)
    assert len(reports) > number * 0.9
    for case, report in reports.items():
        if report.verdict == "verified":
            name = case.rpartition(" ")[0]
            assert said_by(cases[case]) == said_by(samples()[name]), case
    assert len({report.reason.name for report in reports.values()}) > 8


def test_every_sample_was_sound_before_it_was_changed() -> None:
    cases: dict[str, bytes | Json | str] = {
        name: data for name, data in samples().items() if name != "svg"
    }
    reports = both(cases, internet(), NOW)
    assert {name for name, one in reports.items() if one.verdict != "verified"} == {
        "presentation", "transcript", "array", "unknown signer",
    }  # fmt: skip
