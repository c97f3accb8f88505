"""The verify page says about every badge what the command says, and never "verified" too soon."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from copy import deepcopy
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Browser

import badge_site
from badge_site import BASE, ISSUER, LIST, credential, good, signed
from credfolio.badges.verification import FixedResolver, verify
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
    svg,
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
from tampering import TAMPERINGS, publishings
from verify_desk import Answer, VerifyDesk

pytestmark = pytest.mark.browser

NOW = datetime(2026, 6, 1, tzinfo=UTC)
DID = f"{BASE}issuers/riverside/did.json"
STATUS_ENTRY = badge_site.status_entry(5)

Json = dict[str, Any]
Cases = dict[str, bytes | Json]


@pytest.fixture(scope="module")
def shared(browser: Browser, demo_address: str) -> Iterator[VerifyDesk]:
    """One page for all badges: what it showed before must not matter."""
    desk = VerifyDesk(browser, demo_address, NOW)
    desk.enter()
    yield desk
    noise = desk.noise
    desk.context.close()
    assert noise == []


@pytest.fixture
def desk(shared: VerifyDesk) -> VerifyDesk:
    shared.publish(badge_site.documents())
    shared.headers = {"access-control-allow-origin": "*"}
    return shared


def answers_to(desk: VerifyDesk, cases: Cases) -> dict[str, Answer]:
    """What the page says about `cases`: word for word what the command says, or the test fails."""
    resolver = FixedResolver(desk.published)
    answers, differences = {}, {}
    for name, data in cases.items():
        given = data if isinstance(data, bytes) else json.dumps(data).encode()
        answers[name] = desk.check(given)
        if difference := answers[name].difference(verify(given, resolver, NOW)):
            differences[name] = difference
    assert differences == {}
    return answers


def test_every_badge_gets_the_commands_answer_word_for_word(desk) -> None:
    answers = answers_to(desk, {**badge_site.badges()})
    assert {name: answer.verdict for name, answer in answers.items()} == {
        "active-listening": "verified",
        "retired-key": "verified",
        "without-end": "verified",
        "without-status": "verified",
        "revoked": "failed",
        "expired": "failed",
        "unknown-issuer": "undecided",
    }


def test_no_tampered_badge_is_verified_and_all_are_refused_as_the_command_does(desk) -> None:
    cases: Cases = {name: change(good()) for name, change in TAMPERINGS.items()}
    assert len(cases) > 30
    for name, answer in answers_to(desk, cases).items():
        assert answer.verdict == "failed", name
        assert "erified" not in answer.summary, name


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


@pytest.mark.parametrize("name", PUBLISHED)
def test_what_the_issuer_publishes_is_judged_by_name(desk, name) -> None:
    overlay, code = PUBLISHED[name]
    desk.publish({**badge_site.documents(), **overlay})
    answer = answers_to(desk, {name: good()})[name]
    assert answer.code == code
    assert answer.verdict != "verified"


@pytest.mark.parametrize("name", publishings())
def test_tampering_with_what_the_issuer_publishes_is_refused(desk, name) -> None:
    desk.publish({**badge_site.documents(), **publishings()[name]})
    assert answers_to(desk, {name: good()})[name].verdict == "failed"


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


def test_status_dates_and_holders_are_judged_as_the_command_does(desk) -> None:
    answers = answers_to(desk, STATUS)
    assert {name for name, answer in answers.items() if answer.verdict == "verified"} == {
        "nobody",
        "several people",
    }


# --- wrappings and bad input -------------------------------------------------------------------


def test_a_badge_is_verified_in_every_wrapping(desk) -> None:
    assert {name: desk.check(data).verdict for name, data in WRAPPED.items()} == dict.fromkeys(
        WRAPPED, "verified"
    )


def test_hostile_files_are_refused_by_name(desk) -> None:
    cases = [*HOSTILE_WRAPPINGS, *HOSTILE_JSON, (png(itxt(b"z" * 1_100_000)), "too-large")]
    found = {}
    for number, (data, code) in enumerate(cases):
        answer = desk.check(data)
        if (answer.verdict, answer.code) != ("failed", code):
            found[number, data[:80]] = (answer.verdict, answer.code, code)
    assert found == {}
    assert desk.asked == []


def test_a_picture_that_unpacks_to_too_much_is_refused_soon(desk) -> None:
    packer = zlib.compressobj(1)
    bomb = b"".join(packer.compress(bytes(1_048_576)) for _ in range(200)) + packer.flush()
    assert len(bomb) < 1_000_000
    assert desk.check(png(itxt(bomb, packed=1))).code == "too-large"
    assert desk.check(png(chunk(b"zTXt", b"openbadges\0\0" + bomb))).code == "too-large"


def test_a_badge_made_to_keep_us_busy_is_refused_soon(desk) -> None:
    badge = credential("tangled")
    badge["credentialSubject"]["result"] = [
        {"type": ["Result"], "alignment": [{"type": ["Alignment"]} for _ in range(9)]}
        for _ in range(9)
    ]
    answer = desk.check({**badge, "proof": good()["proof"]})
    assert (answer.verdict, answer.code) == ("failed", "not-json-ld")


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


def test_a_wrong_type_anywhere_is_never_verified_and_never_a_fault(desk) -> None:
    found = {}
    for number, place in enumerate(places(good())):
        badge = exchanged(good(), place, WRONG[number % len(WRONG)])
        if badge == good():
            continue
        answer = desk.check(badge)
        report = verify(json.dumps(badge).encode(), FixedResolver(desk.published), NOW)
        if answer.problem or answer.verdict != report.verdict or answer.verdict == "verified":
            found[place] = (answer, report.as_data())
    assert found == {}


HOSTILE_TEXT = "<img src=x onerror=alert(1)></dd><script>alert(2)</script>\"'>{{7*7}}"


def test_no_text_of_a_badge_becomes_part_of_the_page(desk) -> None:
    badge = credential("hostile", id=f"javascript:alert(1)//{HOSTILE_TEXT}")
    badge["name"] = HOSTILE_TEXT
    badge["issuer"]["name"] = HOSTILE_TEXT
    badge["credentialSubject"]["achievement"]["name"] = HOSTILE_TEXT
    before = desk.page.evaluate("document.querySelectorAll('*').length")
    for case in (
        badge,
        {**badge, "proof": good()["proof"]},
        {**badge, HOSTILE_TEXT: 1, "proof": good()["proof"]},
        {**badge, "issuer": {"id": f"did:web:{HOSTILE_TEXT}", "name": HOSTILE_TEXT}},
        signed({**credential("x"), "name": HOSTILE_TEXT}),
        f'{{"{"a" * 9}":{HOSTILE_TEXT}'.encode(),
    ):
        answer = desk.check(case, name=f"{HOSTILE_TEXT.replace('/', '')}.json")
        assert answer.steps
        assert desk.page.locator("#content :is(script, img, iframe)").count() <= 1  # our own script
        assert desk.page.locator("a[href^='javascript']").count() == 0
        after = desk.page.evaluate("document.querySelectorAll('*').length")
        assert after - before <= 1  # the link to a badge's own address
    revoked = {"revoked": True, "revocationReason": HOSTILE_TEXT}
    desk.publish(old_documents(old_badge(**revoked)))
    assert HOSTILE_TEXT.split(">")[0] in desk.check(old_badge()).step("status")["words"]
    assert desk.noise == []


def test_letters_that_reorder_or_hide_others_are_not_shown(desk) -> None:
    badge = credential("bidi")
    badge["credentialSubject"]["achievement"]["name"] = "A\u202ezzz\u2066\u200bB"
    assert desk.check(signed(badge)).facts["title"] == "A zzz  B"


# --- other forms -------------------------------------------------------------------------------


def test_badges_of_other_forms_get_the_commands_answer(desk) -> None:
    desk.publish({**badge_site.documents(), **jwt_documents(), **old_documents(old_badge())})
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
        "an svg of the older form": svg("").replace(
            b'xmlns="http://www.w3.org/2000/svg"',
            b'xmlns="http://www.w3.org/2000/svg" xmlns:o="http://openbadges.org"',
        )[: -len(b'<circle r="1"/></svg>')]
        + f'<o:assertion verify="{OLD}a.json"/></svg>'.encode(),
    }
    answers = answers_to(desk, cases)
    assert {name for name, answer in answers.items() if answer.verdict == "verified"} == {
        "jwt", "jwt with claims", "hosted", "an address in a picture", "an svg of the older form",
    }  # fmt: skip


def test_a_key_of_the_other_kind_is_read_in_its_short_form_too(desk) -> None:
    """P-256 as a Multikey is a compressed point, which browsers need not read."""
    document = deepcopy(jwt_documents()[DID])
    method = document["verificationMethod"][-1]
    del method["publicKeyJwk"]
    method["publicKeyMultibase"] = token_multikey()
    desk.publish({**badge_site.documents(), DID: document})
    assert desk.check(token(credential("jwt"))).verdict == "verified"


def test_a_real_issuer_with_the_demonstrations_key_is_refused(desk) -> None:
    desk.publish(
        {
            **badge_site.documents(),
            **_method(publicKeyMultibase=encode_public_key(DEMONSTRATION_PUBLIC)),
        }
    )
    badge = sign_document(
        credential("demo"), DEMONSTRATION_SEED, f"{ISSUER}#key-2026", badge_site.CREATED
    )
    answer = desk.check(badge)
    assert (answer.verdict, answer.code) == ("failed", "demonstration-key")
    assert answer.demonstration
