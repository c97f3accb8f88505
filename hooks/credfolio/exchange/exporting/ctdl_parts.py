"""Alignments, credit and rubrics as CTDL and CTDL-ASN write them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from credfolio.exchange.ctdl_terms import CREDIT_UNIT, RESOURCES, made_ctid
from credfolio.records.model import MicroCredential
from credfolio.records.model.base import Alignment
from credfolio.records.model.credential import CreditValue
from credfolio.records.registry import Registry
from credfolio.text.amounts import shortest


def alignment_node(one: Alignment, registry: Registry, language: str) -> dict[str, Any]:
    """A standard as an alignment; its framework's name sets it apart from the competency."""
    framework = registry.frameworks.get(one.framework or "")
    node: dict[str, Any] = {
        "@type": "ceterms:CredentialAlignmentObject",
        "ceterms:frameworkName": {language: framework.title if framework else one.framework or "-"},
    }
    if one.code or one.strand:
        node["ceterms:codedNotation"] = one.code or one.strand
    if one.statement:
        node["ceterms:targetNodeName"] = {language: one.statement}
    if one.url:
        node["ceterms:targetNode"] = one.url
    return node


def credit_node(credit: Sequence[CreditValue], registry: Registry) -> dict[str, Any]:
    """One credit that the credential counts for, in each unit that states it.

    The value is that of the first unit. The jurisdiction and the other units are said in the
    description, because CTDL has no other place for them.
    """
    one, *others = credit
    place = registry.jurisdictions.get(one.jurisdiction)
    name = place.name if place else one.jurisdiction
    since = f" from {one.effective_from}" if one.effective_from else ""
    until = f" until {one.effective_until}" if one.effective_until else ""
    same = " and ".join(f"{shortest(other.amount)} {other.unit}" for other in others)
    same = f", the same as {same}" if same else ""
    node: dict[str, Any] = {
        "@type": "ceterms:ValueProfile",
        "schema:value": float(one.amount),
        "ceterms:description": {"en": f"{one.unit} in {name}{since}{until}{same}"},
    }
    if unit := CREDIT_UNIT.get(one.unit):
        node["ceterms:creditUnitType"] = [
            {"@type": "ceterms:CredentialAlignmentObject", "ceterms:targetNode": unit}
        ]
    return node


def rubric_nodes(c: MicroCredential, site_url: str) -> list[dict[str, Any]]:
    """A ceasn:Rubric for each part that has one, with its criteria and their levels."""
    nodes: list[dict[str, Any]] = []
    language = c.language or "en"
    for part in c.parts:
        if not part.rubric:
            continue
        name = f"{site_url}catalog/{c.ref}#part-{part.number}"
        ctid = made_ctid(name)
        names = {level.id: level.name for level in part.levels}
        criteria = [
            {
                "@id": RESOURCES + made_ctid(f"{name}-{criterion.id}"),
                "@type": "ceasn:RubricCriterion",
                "ceterms:ctid": made_ctid(f"{name}-{criterion.id}"),
                "ceasn:name": {language: criterion.name},
                "ceasn:hasCriterionLevel": [
                    {
                        "@type": "ceasn:CriterionLevel",
                        "ceasn:benchmarkLabel": {language: names.get(level, level)},
                        "ceasn:benchmarkText": {language: text},
                    }
                    for level, text in criterion.levels.items()
                ],
            }
            for criterion in part.rubric
        ]
        nodes.append(
            {
                "@id": RESOURCES + ctid,
                "@type": "ceasn:Rubric",
                "ceterms:ctid": ctid,
                "ceasn:name": {language: f"{c.title}: {part.title}"},
                "ceasn:inLanguage": [language],
                "ceasn:hasRubricCriterion": [one["@id"] for one in criteria],
            }
        )
        nodes += criteria
    return nodes
