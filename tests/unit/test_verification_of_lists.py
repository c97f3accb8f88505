"""Presentations, transcripts and arrays; older forms; files of Windows and of drawing programs.

Page and command say the same, to the letter; SVG is read by the command alone here.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

import badge_site
from badge_site import BASE, ISSUER, credential, good, resolver, signed
from credfolio.badges.verification import FixedResolver, Unresolved, read_site, verify
from hostile_badges import DRAWINGS, GOOD, HOSTILE_DRAWINGS
from other_forms import jwt_documents, token, transcript
from page_verifier import as_bytes, both, code_of
from rarer_forms import LIST, presentation, revocation_list, signed_transcript, with_list

NOW = datetime(2026, 6, 1, tzinfo=UTC)
SITE: dict[str, Any] = {**badge_site.documents(), **jwt_documents()}

Json = dict[str, Any]


def enveloped(text: bytes) -> Json:
    return {
        "@context": "https://www.w3.org/ns/credentials/v2",
        "type": "EnvelopedVerifiableCredential",
        "id": f"data:application/vc+jwt,{text.decode()}",
    }


# --- lists --------------------------------------------------------------------------------------

REVOKED = badge_site.badges()["revoked"]
FORGED = {**good(), "name": "Other"}
TOKEN = token(credential("jwt"))


def test_every_badge_of_a_list_gets_a_row_and_the_list_is_never_verified() -> None:
    cases: dict[str, Any] = {
        "presentation": presentation(good(), REVOKED, holder=f"{BASE}portfolios/robin/"),
        "presentation of one": presentation() | {"verifiableCredential": good()},
        "with tokens": presentation(TOKEN.decode(), enveloped(TOKEN), good()),
        "signed by its holder": presentation(good(), proof={"type": "DataIntegrityProof"}),
        "array": json.dumps([good(), REVOKED]).encode(),
        "transcript": transcript(good(), REVOKED),
        "transcript in a presentation": presentation(transcript(good())),
    }
    reports = both(cases, SITE, NOW)
    assert {report.reason.name for report in reports.values()} == {"list"}
    rows = {name: [one.verdict for one in report.badges] for name, report in reports.items()}
    assert rows == {
        "presentation": ["verified", "ended"],
        "presentation of one": ["verified"],
        "with tokens": ["verified", "verified", "verified"],
        "signed by its holder": ["verified"],
        "array": ["verified", "ended"],
        "transcript": ["verified", "ended"],
        "transcript in a presentation": ["unknown"],
    }
    words = reports["presentation"].step("signature").words
    assert words.endswith("Of them: 1 verified, 1 not in force.")
    inner = reports["transcript in a presentation"].badges[0]
    assert [one.verdict for one in inner.badges] == ["verified"]


def test_a_forged_badge_in_a_list_is_found_and_named() -> None:
    cases: dict[str, Any] = {
        "presentation": presentation(good(), FORGED),
        "array": json.dumps([FORGED, good()]).encode(),
        "transcript": transcript(FORGED),
    }
    for name, report in both(cases, SITE, NOW).items():
        assert (report.verdict, code_of(report)) == ("false", "badge-in-it"), name
        assert "false" in [one.verdict for one in report.badges]


def test_lists_that_are_none_are_told_apart() -> None:
    cases: dict[str, Any] = {
        "nothing": presentation(),
        "too many": presentation(*[{}] * 501),
        "no list": presentation() | {"verifiableCredential": 7},
        "numbers": presentation(1, 2),
        "no token": presentation("not a token"),
        "a picture": presentation(
            enveloped(b"a.b.c") | {"id": "data:image/png;base64,iVBORw0KGgo="}
        ),
        "mixed": json.dumps([good(), 7]).encode(),
        "lists": json.dumps([[good()], [good()]]).encode(),
    }
    reports = both(cases, SITE, NOW)
    assert {name: code_of(report) for name, report in reports.items()} == {
        "nothing": "no-badge",
        "too many": "no-badge",
        "no list": "no-badge",
        "numbers": "wrong-type",
        "no token": "wrong-type",
        "a picture": "wrong-type",
        "mixed": "wrong-type",
        "lists": "wrong-type",
    }


# --- sites --------------------------------------------------------------------------------------


def site_of(*handles: str, base: str = "https://other.example/site/", **lists: Any) -> Json:
    """A site whose sitemap lists portfolios and other pages; `lists` are what these publish."""
    pages = ["", "catalog/", *(f"portfolios/{handle}/" for handle in handles)]
    rows = "".join(f"<url><loc>https://elsewhere.example/{page}</loc></url>" for page in pages)
    published = {f"{base}portfolios/{name}/transcript.json": value for name, value in lists.items()}
    return {**SITE, **published, f"{base}sitemap.xml": f"<urlset>{rows}</urlset>".encode()}


def test_a_site_has_a_row_for_each_badge_of_its_portfolios_and_a_sentence_for_all() -> None:
    address = "https://other.example/site/"
    sites = {
        "two portfolios": site_of(
            "robin", "sam", robin=presentation(good(), REVOKED), sam=presentation(good())
        ),
        "one unread": site_of("robin", "sam", "tom", robin=presentation(good()), tom=b"<html>"),
        "a forged one": site_of("robin", robin=presentation(FORGED, good())),
        "no badge": site_of("robin", robin=presentation()),
        "too many": site_of("robin", robin=presentation(*[{"id": "x"}] * 501)),
        "nonsense": site_of("robin", robin=presentation(7)),
    }
    reports = both(dict.fromkeys(sites, address), sites, NOW, of_each=True)
    assert {name: (one.reason.name, len(one.badges)) for name, one in reports.items()} == {
        "two portfolios": ("list", 3),
        "one unread": ("list", 1),
        "a forged one": ("refused-inside", 2),
        "no badge": ("no-badge", 0),
        "too many": ("list", 500),
        "nonsense": ("unreadable", 0),
    }
    found = reports["two portfolios"]
    assert found.about.address == address
    assert found.step("format").words == "The portfolios that the site lists have 3 badges."
    assert found.step("signature").words.endswith("Of them: 2 verified, 1 not in force.")
    assert reports["one unread"].step("format").words.endswith("could be read: 2.")
    assert "more badges than are checked at once" in reports["too many"].step("format").words


def test_a_sitemap_leads_to_no_other_site() -> None:
    asked: list[str] = []

    class Listening(FixedResolver):
        def fetch(self, address: str) -> bytes:
            asked.append(address)
            return super().fetch(address)

    address = "https://other.example/site/?x#y"
    site = site_of("robin", "../../etc", "a?b", robin=presentation(good()))
    read_site(address, Listening({name: as_bytes(value) for name, value in site.items()}))
    assert asked == [
        "https://other.example/site/sitemap.xml",
        "https://other.example/site/portfolios/robin/transcript.json",
    ]
    with pytest.raises(Unresolved, match="no list of badges"):
        read_site(address, FixedResolver({"https://other.example/site/sitemap.xml": b"<urlset/>"}))


# --- status -------------------------------------------------------------------------------------


OWN = credential("listed")["id"]
PUBLISHED: dict[str, tuple[Any, str, str]] = {
    "not listed": (revocation_list({"id": f"{BASE}other"}), "verified", ""),
    "nothing listed": ({"id": LIST, "issuer": {"id": ISSUER}}, "verified", ""),
    "taken back": (revocation_list({"id": OWN, "revoked": False}), "verified", ""),
    "listed": (revocation_list({"id": OWN, "revoked": True}), "ended", "revoked"),
    "listed by its id": (revocation_list(OWN), "ended", "revoked"),
    "of another": (revocation_list(issuer=badge_site.OTHER), "unknown", "status-list-of-another"),
    "no list": (revocation_list() | {"revokedCredential": 7}, "unknown", "not-a-status-list"),
    "no object": ([], "unknown", "not-a-status-list"),
    "no JSON": (b"<html>", "unknown", "not-json"),
}


def test_the_revocation_list_of_1edtech_is_read() -> None:
    cases = dict.fromkeys(PUBLISHED, with_list())
    sites = {name: {**SITE, LIST: document} for name, (document, _, _) in PUBLISHED.items()}
    reports = both(cases, sites, NOW, of_each=True)
    assert {name: (one.verdict, code_of(one)) for name, one in reports.items()} == {
        name: (verdict, code) for name, (_, verdict, code) in PUBLISHED.items()
    }


def test_a_list_that_is_not_signed_is_believed_from_the_issuers_own_host_alone() -> None:
    elsewhere = "https://elsewhere.example/revoked.json"
    cases = {"elsewhere": with_list(elsewhere), "http": with_list("http://badges.example/x")}
    site = {**SITE, elsewhere: revocation_list(id=elsewhere)}
    reports = both(cases, site, NOW)
    assert code_of(reports["elsewhere"]) == "unknown-status"
    assert {report.reason.name for report in reports.values()} == {"in-force"}


def test_a_list_for_another_purpose_beside_the_one_that_revokes_is_named() -> None:
    message = {**badge_site.status_entry(9), "statusPurpose": "message"}
    entries = {
        "beside": [badge_site.status_entry(5), message],
        "revoked": [message, badge_site.status_entry(badge_site.REVOKED_INDEX)],
        "alone": [message],
    }
    cases = {name: signed(credential("p", credentialStatus=each)) for name, each in entries.items()}
    reports = both(cases, SITE, NOW)
    assert {name: report.verdict for name, report in reports.items()} == {
        "beside": "verified",
        "revoked": "ended",
        "alone": "unknown",
    }
    assert "“message”" in reports["beside"].step("status").words


# --- the holder ---------------------------------------------------------------------------------


def test_the_answer_names_the_holder_and_asks_whether_it_is_she() -> None:
    subject = credential("h")["credentialSubject"]
    plain = {"type": "IdentityObject", "hashed": False, "identityType": "name",
             "identityHash": "Robin Example"}  # fmt: skip
    coded = {**plain, "hashed": True, "identityHash": "sha256$00", "salt": "s"}
    cases = {
        "by an identifier": {**subject, "identifier": [{**plain, "identityType": "email"}, plain]},
        "hashed": {**subject, "identifier": [{**plain, "hashed": True}]},
        "without an address": {key: one for key, one in subject.items() if key != "id"}
        | {"identifier": [plain]},
        "by an address": subject,
        "by an address and a code": {**subject, "identifier": [coded]},
    }
    signed_cases = {
        name: signed(credential("h", credentialSubject=each)) for name, each in cases.items()
    }
    reports = both(signed_cases, SITE, NOW)
    words = {name: report.step("subject").words for name, report in reports.items()}
    at = subject["id"]
    assert words["by an identifier"] == (
        f"It names its holder as “Robin Example” ({at}). Is that the person before you?"
    )
    assert words["without an address"].startswith("It names its holder as “Robin Example”. Is that")
    assert words["hashed"] == words["by an address"]
    assert words["hashed"].startswith(f"It is about {at}.")
    both_ways = reports["by an address and a code"].step("subject")
    assert (both_ways.outcome, both_ways.code) == ("pass", "named-and-coded")
    assert both_ways.words.endswith("Their e-mail address can be compared, too: ask for it.")


# --- older forms --------------------------------------------------------------------------------


def test_open_badges_of_an_older_form_are_named_with_their_address() -> None:
    cases: dict[str, Any] = {
        "1.0": {
            "uid": "7",
            "recipient": {"type": "email", "hashed": True, "identity": "sha256$00"},
            "badge": "https://old.example/badge.json",
            "verify": {"type": "hosted", "url": "https://old.example/7.json"},
            "issuedOn": 1_400_000_000,
        },
        "0.5": {
            "recipient": "robin",
            "badge": {
                "name": "B",
                "criteria": "/c",
                "issuer": {"origin": "https://old.example", "name": "Old"},
            },
        },
    }
    for name, report in both(cases, {}, NOW).items():
        assert report.reason.name == "older", name
        assert "https://old.example" in report.step("format").words, name


# --- files of other programs --------------------------------------------------------------------


def test_a_badge_that_windows_saved_in_utf_16_is_verified() -> None:
    text = GOOD.decode()
    cases = {form: f"\ufeff{text}".encode(form) for form in ("utf-16-le", "utf-16-be")}
    for name, report in both(cases, SITE, NOW).items():
        assert report.verdict == "verified", name
    broken = {"odd": cases["utf-16-le"] + b"\0", "half": cases["utf-16-le"] + b"\0\xd8"}
    for name, report in both(broken, SITE, NOW).items():
        assert code_of(report) == "not-utf-8", name


def test_a_drawing_with_a_document_type_that_defines_nothing_is_read() -> None:
    for name, data in DRAWINGS.items():
        assert verify(data, resolver(), NOW).verdict == "verified", name


def test_a_document_type_that_could_define_something_is_refused() -> None:
    for name, data in HOSTILE_DRAWINGS.items():
        report = verify(data, resolver(), NOW)
        assert report.step("format").code in ("hostile-svg", "broken-svg"), name


# --- transcripts that are signed ------------------------------------------------------------------


def test_a_signed_transcript_has_a_row_for_each_badge_and_is_no_better_than_they_are() -> None:
    unsigned = credential("unsigned")
    lists: dict[str, list[Any]] = {
        "all good": [good(), token(credential("jwt")).decode()],
        "one without a signature of its own": [good(), unsigned],
        "one revoked": [good(), REVOKED],
        "one forged": [good(), FORGED, REVOKED],
        "past its own end, and unsigned": [{**unsigned, "validUntil": "2026-02-01T00:00:00Z"}],
        "nothing": [],
        "what is no badge": [good(), "x"],
    }
    cases: dict[str, Any] = {name: signed_transcript(*badges) for name, badges in lists.items()}
    cases["one badge, no list"] = signed_transcript(good(), in_a_list=False)
    cases["changed"] = {**cases["all good"], "name": "Other"}
    alex = f"{BASE}portfolios/alex/"
    listed = badge_site.status_entry(badge_site.REVOKED_INDEX)
    cases["about somebody else"] = signed_transcript(good(), subject=alex)
    cases["about nobody by name"] = signed_transcript(good(), subject=None)
    cases["ended and about somebody else"] = signed_transcript(REVOKED, subject=alex)
    cases["revoked"] = signed_transcript(good(), credentialStatus=listed)
    cases["revoked, with what is no badge"] = signed_transcript("x", credentialStatus=listed)
    cases["revoked, with too many"] = signed_transcript(*["x"] * 501, credentialStatus=listed)
    reports = both(cases, {**SITE, **jwt_documents()}, NOW)
    assert {name: (one.reason.name, len(one.badges)) for name, one in reports.items()} == {
        "all good": ("verified", 2),
        "one without a signature of its own": ("verified", 2),
        "one revoked": ("ended-inside", 2),
        "one forged": ("refused-inside", 3),
        "past its own end, and unsigned": ("ended-inside", 1),
        "nothing": ("verified", 0),
        "what is no badge": ("in-force", 0),
        "one badge, no list": ("verified", 1),
        "changed": ("changed", 0),
        "about somebody else": ("contradicted", 1),
        "about nobody by name": ("verified", 1),
        "ended and about somebody else": ("contradicted", 1),
        "revoked": ("revoked", 1),
        "revoked, with what is no badge": ("revoked", 0),
        "revoked, with too many": ("revoked", 0),
    }
    assert "or with too many" in reports["revoked, with too many"].step("status").words
    vouched = reports["one without a signature of its own"]
    assert vouched.badges[1].reason.name == "signed-around"
    assert vouched.step("status").words.endswith(
        "It lists 2 badges. Of them: 1 verified, 1 without an answer."
    )
