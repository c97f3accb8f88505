"""Credit and alignments as CTDL writes them."""

from __future__ import annotations

import json
from typing import Any

from credfolio.exchange.exporting.ctdl import lost_keys, render_ctdl
from credfolio.exchange.importing.ctdl import plan_ctdl
from credfolio.records.model import Issuer, MicroCredential
from credfolio.records.registry import Registry

SITE = "https://x.example/"
DEFINITION = MicroCredential.model_validate(
    {
        "id": "wait", "issuer": "a", "title": "Wait", "status": "draft", "language": "en",
        "credit_values": [
            {"jurisdiction": "maple", "unit": "contact-hour", "amount": "15",
             "effective_from": "2026-01-01"},
            {"jurisdiction": "maple", "unit": "salary-hour", "amount": "1.5"},
        ],
        "alignments": [
            {"framework": "standards", "code": "3.b", "statement": "Uses questions."},
            {"framework": "standards", "strand": "talk"},
        ],
    }
)  # fmt: skip
REGISTRY = Registry(
    issuers={"a": Issuer.model_validate({"id": "a", "name": "A", "kind": "district"})},
    credentials={"a/wait": DEFINITION},
)


def condition() -> dict[str, Any]:
    document = json.loads(render_ctdl([DEFINITION], REGISTRY, SITE))
    found: dict[str, Any]
    [found] = document["@graph"][0]["ceterms:requires"]
    return found


def test_credit_is_a_value_profile_with_its_unit_and_place() -> None:
    first, second = condition()["ceterms:creditValue"]
    assert first["schema:value"] == 15
    assert first["ceterms:creditUnitType"][0]["ceterms:targetNode"] == "creditUnit:ContactHour"
    assert first["ceterms:description"] == {"en": "contact-hour in maple from 2026-01-01"}
    assert "ceterms:creditUnitType" not in second


def test_an_alignment_is_a_target_and_never_taken_for_the_competency() -> None:
    targets = condition()["ceterms:targetCompetency"]
    assert [one["ceterms:codedNotation"] for one in targets] == ["3.b", "talk"]
    assert lost_keys([DEFINITION]) == []
    plan = plan_ctdl(render_ctdl([DEFINITION], REGISTRY, SITE), "x.json", REGISTRY, "", SITE)
    assert (plan.findings, plan.unchanged) == ([], 1)
