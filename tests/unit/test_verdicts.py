"""The table of verdicts: whole, true to its words, and the same in both languages."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import badge_site
from badge_site import credential, good, signed
from credfolio.badges.verification import FixedResolver, NoResolver, verdicts, verify
from credfolio.badges.verification.report import SUMMARIES
from credfolio.proof.canonical import CanonicalError, NotCovered, TooTangled
from hostile_badges import HOSTILE_JSON, HOSTILE_WRAPPINGS, WRAPPED
from other_forms import (
    jwt_documents,
    old_badge,
    old_documents,
    token,
    transcript,
)
from page_verifier import as_bytes, both
from signature_words import SPEAKS, computed_signatures
from tampering import TAMPERINGS, publishings

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 6, 1, tzinfo=UTC)
Json = dict[str, Any]

# --- the table ----------------------------------------------------------------------------------

_RAISED = {"Refusal", "Undecided", "IssuerRefusal", "_NoSuchKey"}


def python_codes() -> Iterator[str]:
    """Every code that the command can give to a step that does not pass."""
    folders = ("hooks/credfolio/proof", "hooks/credfolio/badges/verification")
    for path in (path for folder in folders for path in (ROOT / folder).glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                texts = [each.value for each in node.args if isinstance(each, ast.Constant)]
                if name in _RAISED and texts and isinstance(node.args[0], ast.Constant):
                    yield str(texts[0])
                elif name == "note" and texts[1:2] in (["fail"], ["unknown"]) and texts[2:]:
                    yield str(texts[2])


def script_codes() -> Iterator[str]:
    """Every code that the page can give to a step that does not pass."""
    for path in (ROOT / "web" / "verify").glob("*.js"):
        text = path.read_text(encoding="utf-8")
        raised = r"new (?:Issuer)?(?:Refusal|Undecided|NoSuchKey)\(\s*\"([a-z0-9-]+)\""
        noted = r"note\(\s*\"\w+\",\s*\"(?:fail|unknown)\",\s*\"([a-z0-9-]+)\""
        yield from re.findall(raised, text)
        yield from re.findall(noted, text)


@pytest.mark.parametrize("codes", [python_codes, script_codes])
def test_every_code_has_a_group(codes: Any) -> None:
    found = set(codes())
    assert len(found) > 50
    table = json.loads(
        (ROOT / "hooks/credfolio/badges/verification/verdicts.json").read_text(encoding="utf-8")
    )
    known = {*verdicts.codes(), *table["remarks"]}
    assert {code for code in found if not code.startswith("status-list-")} - known == set()


def test_no_code_or_group_is_there_for_nothing() -> None:
    raised = {
        *python_codes(),
        *script_codes(),
        *(kind.code for kind in (CanonicalError, NotCovered, TooTangled)),
        *("not-found-here", "revoked", "status-list", "suspended"),
    }
    assert set(verdicts.codes()) - raised == set()
    used = {
        *verdicts.codes().values(),
        "verified",
        "part",
        "published",
        "replaced",
        "in-force",
        "holder",
        "no-answer",
    }
    assert set(verdicts.groups()) == used


def test_every_group_says_what_to_do() -> None:
    for group in verdicts.groups().values():
        assert group.headline.endswith("."), group.name
        assert group.advice.endswith("."), group.name
        assert "probably" not in (group.headline + group.advice).lower(), group.name


def test_only_verified_begins_with_the_word() -> None:
    for group in verdicts.groups().values():
        assert group.headline.startswith("Verified") is (group.verdict == "verified"), group.name


# --- no headline speaks of a signature unless one was computed -----------------------------------


def everything() -> dict[str, tuple[bytes, dict[str, Any]]]:
    """Badges of every kind, sound, changed and hostile, each with what is published."""
    site: dict[str, Any] = {
        **badge_site.documents(), **jwt_documents(), **old_documents(old_badge()),
    }  # fmt: skip
    cases: dict[str, tuple[bytes | Json, dict[str, Any]]] = {
        f"tampered: {name}": (change(good()), site) for name, change in TAMPERINGS.items()
    }
    cases |= {f"site: {name}": (badge, site) for name, badge in badge_site.badges().items()}
    cases |= {f"alone: {name}": (badge, {}) for name, badge in badge_site.badges().items()}
    cases |= {
        f"publishing: {name}": (good(), {**site, **published})
        for name, published in publishings().items()
    }
    cases |= {f"wrapped: {name}": (data, site) for name, data in WRAPPED.items()}
    hostile = [*HOSTILE_WRAPPINGS, *HOSTILE_JSON]
    cases |= {f"hostile: {n} {code}": (data, site) for n, (data, code) in enumerate(hostile)}
    head, _, tail = token(credential("jwt")).split(b".")
    cases |= {
        "token": (token(credential("jwt")), site),
        "token, changed": (b".".join([head, token(credential("x")).split(b".")[1], tail]), site),
        "token, unsigned": (token(credential("jwt"), alg="none"), site),
        "hosted": (old_badge(), site),
        "hosted, changed": (old_badge(issuedOn="2023-01-01T00:00:00Z"), site),
        "hosted, withdrawn": (old_badge(), {**site, **old_documents(old_badge(revoked=True))}),
        "transcript": (transcript(good(), badge_site.badges()["revoked"]), site),
        "transcript, forged": (transcript({**good(), "name": "Other"}), site),
        "past its own end, and unsigned": (
            credential("x", validUntil="2026-01-20T00:00:00Z"), site),
        "another's key, and nobody to ask": (
            {**good(), "proof": [{**good()["proof"][0], "verificationMethod": "did:web:x.org#a"}]},
            {}),
        "a holder of a wrong type": (
            signed(credential("h", credentialSubject=[credential("h")["credentialSubject"]])),
            site),
        "an odd list": (
            good(), {**site, badge_site.LIST: signed(badge_site.status_list("uAAAA"))}),
    }  # fmt: skip
    return {name: (as_bytes(data), published) for name, (data, published) in cases.items()}


def test_no_headline_speaks_of_a_signature_unless_one_was_computed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    computed = computed_signatures(monkeypatch)
    spoken = {False: 0, True: 0}
    for name, (data, published) in everything().items():
        computed.clear()
        documents = {address: as_bytes(value) for address, value in published.items()}
        report = verify(data, FixedResolver(documents), NOW)
        speaks = bool(SPEAKS.search(report.summary))
        spoken[speaks] += 1
        assert not speaks or computed, (name, report.summary)
        if report.reason.name == "changed":
            assert False in computed, name
    assert min(spoken.values()) > 20


def test_false_is_said_only_of_what_was_computed_or_read() -> None:
    """With nobody to ask, only the file itself can contradict itself."""
    for name, (data, _) in everything().items():
        report = verify(data, NoResolver(), NOW)
        assert report.verdict != "verified", name
        if report.verdict == "false":
            assert report.reason.name in ("contradicted", "refused-inside") or "own name" in name, (
                name
            )


# --- both languages -----------------------------------------------------------------------------

ENDS = {
    "expired, unsigned": credential("x", validUntil="2026-01-20T00:00:00Z"),
    "expired, key not known": signed(
        credential(
            "x", issuer="did:web:nowhere.example", validUntil="2026-01-20T00:00:00Z"
        ),
        "did:web:nowhere.example",
    ),
    "expired, of a stranger": {**badge_site.badges()["unknown-issuer"]},
    "begins later": signed(credential("y", validFrom="2027-01-01T00:00:00Z")),
}  # fmt: skip


def test_the_page_says_to_the_letter_what_the_command_says() -> None:
    cases = everything()
    # Those are in test_both_verifiers.py.
    elsewhere = ("tampered", "hostile", "wrapped", "publishing")
    cases = {name: case for name, case in cases.items() if not name.startswith(elsewhere)}
    cases |= {name: (as_bytes(badge), badge_site.documents()) for name, badge in ENDS.items()}
    reports = both(
        {name: data for name, (data, _) in cases.items()},
        {name: published for name, (_, published) in cases.items()},
        NOW,
        of_each=True,
    )
    assert len(reports) > 25
    assert {report.summary for report in reports.values()} <= SUMMARIES
    assert {report.verdict for report in reports.values()} == {
        "verified", "false", "ended", "unknown",
    }  # fmt: skip


def test_a_badge_past_its_own_end_is_ended_even_where_nothing_else_is_known() -> None:
    reports = both(ENDS, badge_site.documents(), NOW)
    for name in ("expired, unsigned", "expired, key not known"):
        assert reports[name].summary.startswith("Past its own end date."), name
        assert reports[name].verdict == "ended"
    assert reports["begins later"].summary.startswith("Genuine, but not in force yet")
