"""The verify page shows what its verifier says, opens SVG, and runs no text of a badge.

What the verifier says is compared with the command in tests/unit/test_both_verifiers.py.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

import badge_site
from badge_site import ISSUER, credential, good, signed
from code_pictures import HOSTILE_PICTURES, KINDS, NO_ADDRESSES, code_picture
from credfolio.badges.verification import FixedResolver, verify
from credfolio.proof import encode_public_key, sign_document
from credfolio.proof.demonstration import DEMONSTRATION_PUBLIC, DEMONSTRATION_SEED
from hostile_badges import DRAWINGS, HOSTILE_DRAWINGS, HOSTILE_WRAPPINGS, WRAPPED, svg
from mutation import changed, internet
from other_forms import OLD, hashed, old_badge, old_documents
from tries import examples
from verify_desk import Answer, VerifyDesk

pytestmark = pytest.mark.browser

NOW = datetime(2026, 6, 1, tzinfo=UTC)
DID = f"{badge_site.BASE}issuers/riverside/did.json"

Json = dict[str, Any]
Cases = Mapping[str, bytes | Json]


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
        "revoked": "ended",
        "expired": "ended",
        "unknown-issuer": "unknown",
    }


def test_a_badge_is_verified_in_every_wrapping(desk) -> None:
    assert {name: desk.check(data).verdict for name, data in WRAPPED.items()} == dict.fromkeys(
        WRAPPED, "verified"
    )


def test_the_vocabulary_of_an_older_badge_is_loaded_when_one_is_met(browser, demo_address) -> None:
    desk = VerifyDesk(browser, demo_address, NOW)
    desk.enter()
    desk.publish(badge_site.documents())
    loaded: list[str] = []
    desk.page.on("request", lambda request: loaded.append(request.url))
    assert desk.check(good()).verdict == "verified"
    assert [url for url in loaded if "verify-part" in url] == []
    contexts = [*badge_site.CONTEXTS, "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"]
    badge = signed(credential("older", **{"@context": contexts}))
    assert answers_to(desk, {"x": badge})["x"].verdict == "verified"
    parts = [url for url in loaded if "verify-part" in url]
    assert len(parts) >= 1
    assert all(url.startswith(desk.site) for url in parts)
    desk.context.close()


def test_the_address_in_a_code_is_offered_and_not_opened(desk) -> None:
    address = f"{badge_site.BASE}portfolios/robin/active-listening/credential.json"
    desk.publish({**badge_site.documents(), address: good()})
    field = desk.page.locator("#badge-text")
    for kind in KINDS:
        assert desk.check(code_picture(address, kind), f"picture.{kind}").verdict == "unknown"
        expect(field).to_have_value(address)
    assert desk.asked == []
    desk.page.get_by_role("button", name="Check", exact=True).click()
    expect(desk.page.locator("[data-report]")).to_have_attribute("data-verdict", "verified")
    desk.check(badge_site.badges()["without-status"])
    expect(field).to_have_value("")  # the answer is about another badge now
    status = desk.page.locator("[data-step='status'] [data-outcome-words]")
    expect(status).to_have_text("No list kept")


def test_an_address_inside_a_private_network_is_offered_and_then_not_asked(desk) -> None:
    for address in ("https://192.168.1.1/x.json", "https://printer.local/x.json"):
        desk.check(code_picture(address))
        expect(desk.page.locator("#badge-text")).to_have_value(address)
        desk.page.get_by_role("button", name="Check", exact=True).click()
        assert "only https addresses of the open web" in desk.read().problem
    assert desk.asked == []


def test_a_code_without_an_https_address_and_a_hostile_picture_offer_nothing(desk) -> None:
    field = desk.page.locator("#badge-text")
    looked = desk.page.locator("[data-verify][data-looked]")
    for picture in (*map(code_picture, NO_ADDRESSES), *HOSTILE_PICTURES.values()):
        assert desk.check(picture).verdict == "unknown"
        expect(looked).to_have_count(1)
        assert field.input_value() == ""
    assert desk.check(good()).verdict == "verified"
    expect(looked).to_have_count(0)
    assert desk.asked != []


def test_an_svg_of_the_older_form_is_read(desk) -> None:
    desk.publish(old_documents(old_badge()))
    picture = svg("").replace(
        b'xmlns="http://www.w3.org/2000/svg"',
        b'xmlns="http://www.w3.org/2000/svg" xmlns:o="http://openbadges.org"',
    )[: -len(b'<circle r="1"/></svg>')]
    data = picture + f'<o:assertion verify="{OLD}a.json"/></svg>'.encode()
    assert desk.check(data).summary.startswith("Not answered yet")
    answer = desk.ask("old.example")
    assert answer.verdict == "verified"
    assert answer.difference(verify(data, FixedResolver(desk.published), NOW)) == ""


def test_hostile_pictures_are_refused_by_name(desk) -> None:
    cases = {f"{n} {code}": data for n, (data, code) in enumerate(HOSTILE_WRAPPINGS)
             if data.startswith(b"<")}  # fmt: skip
    assert len(cases) > 7
    for name, answer in answers_to(desk, cases).items():
        assert (answer.verdict, answer.code) == ("unknown", name.split()[1])
    for name, answer in answers_to(desk, HOSTILE_DRAWINGS).items():
        assert answer.code in ("hostile-svg", "broken-svg"), name
    assert desk.asked == []


def test_a_drawing_with_a_document_type_that_defines_nothing_is_read(desk) -> None:
    assert {answer.verdict for answer in answers_to(desk, DRAWINGS).values()} == {"verified"}


@pytest.mark.hypothesis  # `make audit` takes ten times as many of what has this mark
def test_a_drawing_that_was_changed_gets_the_commands_answer(desk) -> None:
    """Only a browser has the page's reader of XML; the other forms are in tests/hostile."""
    dice = random.Random(16)
    desk.publish(internet())
    cases = {f"{n}": changed("svg", dice) for n in range(examples(24))}
    answers = answers_to(desk, {name: case.data for name, case in cases.items()
                                if not case.published})  # fmt: skip
    assert len(answers) > len(cases) / 2
    assert {answer.verdict for answer in answers.values()} >= {"false", "unknown"}


def test_an_address_can_be_compared_also_where_the_holder_is_named(desk) -> None:
    subject = credential("coded")["credentialSubject"]
    code = {"type": "IdentityObject", "hashed": True, "identityType": "emailAddress",
            "salt": "pepper", "identityHash": hashed("sha256")["identity"]}  # fmt: skip
    badge = credential("coded", credentialSubject={**subject, "identifier": [code]})
    desk.check(good())
    expect(desk.page.locator("[data-holder]")).to_be_hidden()
    assert desk.check(signed(badge)).step("subject")["code"] == "named-and-coded"
    desk.page.locator("[data-holder] input").fill("robin@school.example")
    desk.page.locator("[data-holder] button").click()
    step = desk.page.locator("[data-step='subject']")
    expect(step).to_have_attribute("data-code", "matched")


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
    desk.check(old_badge())
    assert HOSTILE_TEXT.split(">")[0] in desk.ask("old.example").step("status")["words"]
    assert desk.noise == []


def test_letters_that_reorder_or_hide_others_are_not_shown(desk) -> None:
    badge = credential("bidi")
    badge["credentialSubject"]["achievement"]["name"] = "A\u202ezzz\u2066\u200bB"
    assert desk.check(signed(badge)).facts["title"] == "A zzz  B"


def test_a_real_issuer_with_the_demonstrations_key_is_marked(desk) -> None:
    document = badge_site.did_document(ISSUER, ["2026"])
    key = encode_public_key(DEMONSTRATION_PUBLIC)
    document["verificationMethod"][0]["publicKeyMultibase"] = key
    desk.publish({**badge_site.documents(), DID: document})
    badge = sign_document(
        credential("demo"), DEMONSTRATION_SEED, f"{ISSUER}#key-2026", badge_site.CREATED
    )
    answer = desk.check(badge)
    assert (answer.verdict, answer.code) == ("false", "demonstration-key")
    assert answer.demonstration
