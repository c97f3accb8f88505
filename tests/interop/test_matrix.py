"""Every variant that we issue, before every verifier that we did not write.

The table is what to expect: `+` accepts it, `-` refuses it, and a variant that has ended has to be
refused. A blank is for what a verifier does not read at all, with the reason beside it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from credfolio.badges.openbadges.credential import StatusPlace, build_credential
from credfolio.badges.openbadges.endorsement import build_endorsement
from credfolio.badges.openbadges.home import Home, did_document, status_list
from credfolio.badges.openbadges.profile import build_did_document
from credfolio.badges.openbadges.status_list import build_status_list
from credfolio.badges.signing.keystore import SigningKey
from credfolio.badges.verification import FixedResolver, verify
from credfolio.proof import render_json, sign_document
from credfolio.proof.digests import digest_of_text
from credfolio.proof.web_token import sign_token, token_claims
from credfolio.records.loading.loader import load_project
from credfolio.records.model import Award, Issuer, KeptCredential
from credfolio.records.model.award import Endorsement
from credfolio.records.model.issuer import PublicKey
from credfolio.records.registry import Registry
from demo import ROOT
from outside_python import by_openbadgeslib, by_openvc

Json = dict[str, Any]
Outside = Callable[..., dict[str, dict[str, dict[str, Any]]]]

HOME = Home("https://matrix.example/badges/")
ISSUER, KEY = "riverside-usd", ("ana-lopez", "active-listening")
REF = f"{ISSUER}/active-listening"
SIGNER, FOR_TOKENS = SigningKey(bytes(range(32))), SigningKey(bytes(range(1, 33)), "P-256")
CREATED = "2026-01-15T12:00:00Z"
DIGEST = digest_of_text("title: Active Listening\n")
REVOKED = 9

# digitalBazaar, dcc, openbadgeslib, openvc, learnCard
MATRIX = {
    "plain": "+++++",
    "with an end": "+++++",
    "of a former version": "+++++",
    "of a stack": "+++++",
    "with points and credit": "+++++",
    "maker, ids elsewhere, assessor": "+++++",
    "digests of text and evidence": "+++++",
    "signed again after a while": "+++++",
    "list names superseded badges": "+++++",
    # openvc reads no list of proofs, and so no list that was signed before proofs were objects.
    "list of before": "+++-+",
    # LearnCard reads a list from the wrong end of each byte: it takes 9 for 14.
    "revoked": "----+",
    "beside one that is revoked": "++++-",
    # The dates are another part of LearnCard than its verifier.
    "expired": "---- ",
    # openbadgeslib reads badges; the subject of an endorsement is none.
    "endorsement": "++ ++",
    # Digital Bazaar, the DCC and LearnCard read no tokens, openvc those of the older data model.
    "token": "  +  ",
}
VERIFIERS = ("digitalBazaar", "dcc", "openbadgeslib", "openvc", "learnCard")


def _issuer(found: Registry) -> Issuer:
    keys = [
        PublicKey(id=name, public_key_multibase=key.public_text(), created=date(2026, 1, 1))
        for name, key in (("key-1", SIGNER), ("key-2", FOR_TOKENS))
    ]
    return found.issuers[ISSUER].model_copy(update={"keys": tuple(keys)})


def _registry() -> Registry:
    found = load_project(ROOT / "tests" / "examples" / "base").registry
    kept = KeptCredential.model_validate(
        {"id": "active-listening", "issuer": ISSUER, "title": "Active Listening", "version": "1.1"}
    )
    named = {
        "creator": "Hillcrest University",
        "external_ids": {"ctid": "ce-1", "other one": "7"},
        "assessor_org": "Readers of Riverside",
    }
    definition = found.credentials[REF]
    return replace(
        found,
        issuers={**found.issuers, ISSUER: _issuer(found)},
        credentials={
            **found.credentials,
            REF: definition,
            f"{REF}-named": definition.model_copy(update={"id": "active-listening-named", **named}),
        },
        credential_versions={f"{REF}-kept/1.1": kept},
        text_digests={"catalog/riverside-usd/versions/active-listening-kept/1.1.yml": DIGEST},
    )


def _badges() -> dict[str, Json]:
    """The signed variants, each in the status list that its case is about."""
    registry = _registry()
    award = registry.awards[KEY]
    definition = registry.credentials[REF]
    piece = award.evidence[0].model_copy(update={"url": None, "file": "a.png", "digest": DIGEST})
    kept = definition.model_copy(update={"id": "active-listening-kept"})
    registry = replace(registry, credentials={**registry.credentials, f"{REF}-kept": kept})

    def made(index: int = 3, number: int = 1, created: str = CREATED, **changes: Any) -> Json:
        one: Award = award.model_copy(update=changes)
        return _signed(build_credential(one, registry, HOME, StatusPlace(number, index)), created)

    return {
        "plain": made(),
        "with an end": made(expires_on=date(2090, 6, 30)),
        "of a former version": made(version="1.0"),
        "of a stack": made(credential=None, stack="riverside-usd/people-first", results=()),
        "with points and credit": made(
            results=tuple(one.model_copy(update={"points": Decimal(3)}) for one in award.results)
        ),
        "maker, ids elsewhere, assessor": made(credential=f"{REF}-named"),
        "digests of text and evidence": made(credential=f"{REF}-kept", evidence=(piece,)),
        "signed again after a while": made(created="2026-05-01T00:00:00Z"),
        "list names superseded badges": made(number=2),
        "list of before": made(number=3),
        "revoked": made(REVOKED),
        "beside one that is revoked": made(REVOKED ^ 7),
        "expired": made(expires_on=date(2026, 1, 2)),
    }


def _signed(document: Json, created: str = CREATED) -> Json:
    return sign_document(document, SIGNER.seed, HOME.method(ISSUER, "key-1"), created)


def _published() -> dict[str, Json]:
    """What the issuer publishes: its keys, and lists of the forms that there are."""
    document = build_did_document(_issuer(_registry()), HOME)
    found = {HOME.at(did_document(ISSUER)): document}
    for number, digest in ((1, ""), (2, DIGEST), (3, "")):
        unsigned = build_status_list(ISSUER, number, [REVOKED], HOME, CREATED, digest)
        found[HOME.at(status_list(ISSUER, number))] = signed = _signed(unsigned)
        if number != 3:
            [signed["proof"]] = signed["proof"]
    return found


@pytest.fixture(scope="module")
def cases() -> dict[str, Json | str]:
    badges: dict[str, Json | str] = dict(_badges())
    registry = _registry()
    award, issuer = registry.awards[KEY], registry.issuers[ISSUER]
    said = Endorsement(
        by="Mira Holt", relation="Colleague", text="She waits.", on=date(2025, 12, 20),
        accepted=True,
    )  # fmt: skip
    badges["endorsement"] = _signed(build_endorsement(said, "mira-holt", award, issuer, HOME))
    plain = badges["plain"]
    assert isinstance(plain, dict)
    claims = token_claims(deepcopy(plain))
    badges["token"] = sign_token(claims, FOR_TOKENS.seed, HOME.method(ISSUER, "key-2"))
    return badges


@pytest.fixture(scope="module")
def answers(
    cases: Mapping[str, Json | str], outside: Outside, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, str]:
    """One line of the matrix for each case, as all verifiers answered."""
    published = _published()
    documents = {name: case for name, case in cases.items() if isinstance(case, dict)}
    empty = tmp_path_factory.mktemp("empty")
    told = outside(empty, [], documents, published, and_learn_card=True)
    site = FixedResolver({at: render_json(one) for at, one in published.items()})
    lines = {}
    for name, case in cases.items():
        text = case if isinstance(case, str) else json.dumps(case)
        said = {
            "openbadgeslib": by_openbadgeslib(site, text, HOME.did(ISSUER)),
            "openvc": by_openvc(site, text),
        }
        said |= {library: one["error"] for library, one in told.get(name, {}).items()}
        lines[name] = "".join(
            " " if library not in said or MATRIX[name][n] == " " else "-" if said[library] else "+"
            for n, library in enumerate(VERIFIERS)
        )
    return lines


def test_every_verifier_says_of_every_variant_what_the_matrix_says(
    answers: Mapping[str, str],
) -> None:
    assert answers == MATRIX


def test_our_own_check_says_the_same(cases: Mapping[str, Json | str]) -> None:
    site = FixedResolver({at: render_json(one) for at, one in _published().items()})
    now = datetime(2026, 6, 1, tzinfo=UTC)
    verdicts = {
        name: verify(case.encode() if isinstance(case, str) else case, site, now).verdict
        for name, case in cases.items()
    }
    ended = {"revoked", "expired"}
    assert {name for name, verdict in verdicts.items() if verdict == "ended"} == ended
    assert {verdict for name, verdict in verdicts.items() if name not in ended} == {"verified"}


def test_the_variants_are_what_their_names_say(cases: Mapping[str, Json | str]) -> None:
    """A matrix of the same badge over and over would prove nothing."""
    of = {name: json.dumps(case) for name, case in cases.items()}
    for name, word in {
        "with an end": '"validUntil"',
        "of a former version": "version-1.0",
        "of a stack": "LearningProgram",
        "maker, ids elsewhere, assessor": "Readers of Riverside",
        "digests of text and evidence": '"relatedResource"',
    }.items():
        assert word in of[name], name
        assert word not in of["plain"], name
    assert "ext:ctid" in of["maker, ids elsewhere, assessor"]
    assert of["digests of text and evidence"].count(DIGEST) == 2
