"""Credit and alignments as CTDL writes them."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from credfolio.exchange.exporting.ctdl import lost_keys, render_ctdl
from credfolio.exchange.importing.ctdl import plan_ctdl
from credfolio.records.model import Framework, Issuer, Jurisdiction, MicroCredential
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


MAPLE = Jurisdiction.model_validate(
    {
        "id": "maple", "name": "State of Maple", "kind": "state",
        "units": [{"unit": "ceu", "hours": "10"}, {"unit": "contact-hour", "hours": "1"}],
    }
)  # fmt: skip
STANDARDS = Framework.model_validate(
    {
        "id": "standards", "title": "Maple Standards",
        "strands": [
            {"id": "talk", "title": "Talk", "statements": [{"code": "3.b", "text": "Asks."}]}
        ],
    }
)  # fmt: skip
WHOLE = MicroCredential.model_validate(
    {
        "id": "wait", "issuer": "a", "title": "Wait", "status": "draft", "language": "en",
        "credit_values": [
            {"jurisdiction": "maple", "unit": "contact-hour", "amount": "15",
             "effective_from": "2026-01-01", "effective_until": "2027-06-30"},
            {"jurisdiction": "maple", "unit": "ceu", "amount": "1.5",
             "effective_from": "2026-01-01", "effective_until": "2027-06-30"},
            {"jurisdiction": "maple", "unit": "clock-hour", "amount": "7.25"},
        ],
        "alignments": [
            {"framework": "standards", "code": "3.b", "statement": "Asks.",
             "url": "https://maple.example/3b"},
            {"framework": "standards", "strand": "talk"},
        ],
        "parts": [
            {"number": "1", "title": "The conversation", "scale": "levels",
             "levels": [{"id": "met", "name": "Met", "passing": "yes"},
                        {"id": "not-met", "name": "Not met"}],
             "rubric": [{"id": "waiting", "name": "Waiting",
                         "levels": {"met": "You wait.", "not-met": "You do not."}}]},
            {"number": "2", "title": "No rubric", "scale": "yes_no"},
        ],
    }
)  # fmt: skip
KNOWN = replace(REGISTRY, jurisdictions={"maple": MAPLE}, frameworks={"standards": STANDARDS})


def test_one_credit_in_two_units_is_one_value() -> None:
    document = json.loads(render_ctdl([WHOLE], KNOWN, SITE))
    [condition] = document["@graph"][0]["ceterms:requires"]
    first, second = condition["ceterms:creditValue"]
    assert (first["schema:value"], second["schema:value"]) == (1.5, 7.25)
    assert first["ceterms:description"] == {
        "en": "ceu in State of Maple from 2026-01-01 until 2027-06-30, the same as 15 contact-hour"
    }


def test_credit_alignments_and_rubrics_come_in_with_a_new_draft() -> None:
    plan = plan_ctdl(
        render_ctdl([WHOLE], KNOWN, SITE), "x.json", replace(KNOWN, credentials={}), "a", SITE
    )
    assert plan.findings == []
    draft = plan.additions[0].record
    assert isinstance(draft, MicroCredential)
    assert draft.status == "draft"
    assert set(draft.credit_values) == set(WHOLE.credit_values)
    assert draft.alignments == WHOLE.alignments
    [part] = draft.parts
    assert (part.title, [level.name for level in part.levels]) == (
        "The conversation",
        ["Met", "Not met"],
    )
    assert part.rubric == WHOLE.parts[0].rubric
    assert not any(level.passing for level in part.levels)


def test_what_is_there_already_is_compared_and_unknown_places_and_frameworks_are_left_out() -> None:
    again = plan_ctdl(
        render_ctdl([WHOLE], KNOWN, SITE), "x.json",
        replace(KNOWN, credentials={"a/wait": WHOLE}), "", SITE,
    )  # fmt: skip
    assert (again.findings, again.unchanged) == ([], 1)
    nowhere = replace(REGISTRY, credentials={})
    plan = plan_ctdl(render_ctdl([WHOLE], KNOWN, SITE), "x.json", nowhere, "a", SITE)
    draft = plan.additions[0].record
    assert isinstance(draft, MicroCredential)
    assert (draft.credit_values, draft.alignments) == ((), ())


def test_an_alignment_is_a_target_and_never_taken_for_the_competency() -> None:
    targets = condition()["ceterms:targetCompetency"]
    assert [one["ceterms:codedNotation"] for one in targets] == ["3.b", "talk"]
    assert lost_keys([DEFINITION]) == []
    plan = plan_ctdl(render_ctdl([DEFINITION], REGISTRY, SITE), "x.json", REGISTRY, "", SITE)
    assert (plan.findings, plan.unchanged) == ([], 1)
