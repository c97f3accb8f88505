"""Definitions → CTDL, Credential Engine's JSON-LD.

CTDL describes what a credential is, whom it is for, what it counts for, and its rubrics. It has
no place for the method, the tasks and evidence of the parts, and the research. `lost_keys`
names what the export leaves out.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from credfolio.exchange.ctdl_terms import AUDIENCE_LEVEL, RESOURCES, STATUS, ctid_of, made_ctid
from credfolio.exchange.exporting.ctdl_parts import alignment_node, credit_node, rubric_nodes
from credfolio.records.model import Issuer, MicroCredential
from credfolio.records.reckoned.one_credit import credit_once
from credfolio.records.registry import Registry
from credfolio.records.written import written

CONTEXT = "https://credreg.net/ctdl/schema/context/json"

_HELD = frozenset({
    "id", "issuer", "title", "summary", "competency", "version", "status", "released", "language",
    "human_code", "topics", "subjects", "level", "time_estimate", "cost", "external_ids",
    "prerequisites", "recommended_before", "supersedes", "superseded_by", "former_titles",
    "audience_roles", "credit_values", "alignments",
})  # fmt: skip
"""Fields that CTDL has a place for. It holds only the rubrics of `parts`, so `parts` counts as
lost.
"""


def lost_keys(credentials: Sequence[MicroCredential]) -> list[str]:
    """The fields, of any of the records, that CTDL cannot hold."""
    return sorted({key for one in credentials for key in written(one)} - _HELD)


def render_ctdl(credentials: Sequence[MicroCredential], registry: Registry, site_url: str) -> bytes:
    """One JSON-LD graph with the definitions and their issuers.

    `site_url` ends in a slash; "" leaves the pages' addresses out.
    """
    issuers = {one.issuer for one in credentials}
    graph = [_credential(one, registry, site_url) for one in credentials]
    for one in credentials:
        graph += rubric_nodes(one, site_url)
    graph += [
        _organization(registry.issuers[one], site_url)
        for one in sorted(issuers)
        if one in registry.issuers
    ]
    document = {"@context": CONTEXT, "@graph": graph}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _credential(c: MicroCredential, registry: Registry, site_url: str) -> dict[str, Any]:
    language = c.language or "en"
    ctid = ctid_of(c, site_url)
    owner = RESOURCES + made_ctid(f"{site_url}catalog/{c.issuer}")
    node: dict[str, Any] = {
        "@id": RESOURCES + ctid,
        "@type": "ceterms:MicroCredential",
        "ceterms:ctid": ctid,
        "ceterms:name": {language: c.title},
        "ceterms:credentialStatusType": _target(STATUS[c.status]),
        "ceterms:ownedBy": [owner],
        "ceterms:offeredBy": [owner],
        "ceterms:inLanguage": [language],
    }
    if site_url:
        node["ceterms:subjectWebpage"] = f"{site_url}catalog/{c.ref}/"
    if text := c.summary or c.competency:
        node["ceterms:description"] = {language: text}
    if c.former_titles:
        node["ceterms:alternateName"] = {language: list(c.former_titles)}
    if c.version:
        node["ceterms:versionCode"] = c.version
    if c.released:
        node["ceterms:dateEffective"] = c.released.isoformat()
    if c.human_code:
        node["ceterms:codedNotation"] = c.human_code
    if c.topics:
        node["ceterms:keyword"] = {language: list(c.topics)}
    if c.subjects:
        node["ceterms:subject"] = [
            {
                "@type": "ceterms:CredentialAlignmentObject",
                "ceterms:targetNodeName": {language: subject},
            }
            for subject in c.subjects
        ]
    if c.level in AUDIENCE_LEVEL:
        node["ceterms:audienceLevelType"] = [_target(AUDIENCE_LEVEL[c.level])]
    if c.time_estimate:
        node["ceterms:estimatedDuration"] = [
            {
                "@type": "ceterms:DurationProfile",
                "ceterms:minimumDuration": _hours(c.time_estimate.min_hours),
                "ceterms:maximumDuration": _hours(c.time_estimate.max_hours),
            }
        ]
    if c.cost:
        node["ceterms:estimatedCost"] = [
            {
                "@type": "ceterms:CostProfile",
                "ceterms:price": float(c.cost.amount),
                "ceterms:currency": c.cost.currency,
            }
        ]
    node |= _conditions(c, registry, site_url, language)
    if c.superseded_by:
        node["ceterms:supersededBy"] = _known(c.superseded_by, registry, site_url)
    if c.supersedes:
        node["ceterms:supersedes"] = _known(c.supersedes[0], registry, site_url)
    return node


def _conditions(
    c: MicroCredential, registry: Registry, site_url: str, language: str
) -> dict[str, Any]:
    requires: dict[str, Any] = {}
    competencies: list[dict[str, Any]] = []
    if c.competency:
        competencies.append(
            {
                "@type": "ceterms:CredentialAlignmentObject",
                "ceterms:targetNodeDescription": {language: c.competency},
            }
        )
    competencies += [alignment_node(one, registry, language) for one in c.alignments]
    if competencies:
        requires["ceterms:targetCompetency"] = competencies
    if c.audience_roles:
        requires["ceterms:audienceType"] = [
            {
                "@type": "ceterms:CredentialAlignmentObject",
                "ceterms:targetNodeName": {"en": role},
            }
            for role in c.audience_roles
        ]
    if c.credit_values:
        requires["ceterms:creditValue"] = [
            credit_node(one, registry)
            for one in credit_once(c.credit_values, registry.jurisdictions)
        ]
    if c.prerequisites:
        requires["ceterms:targetCredential"] = [
            _known(ref, registry, site_url) for ref in c.prerequisites
        ]
    found: dict[str, Any] = {}
    if requires:
        found["ceterms:requires"] = [{"@type": "ceterms:ConditionProfile", **requires}]
    if c.recommended_before:
        found["ceterms:recommends"] = [
            {
                "@type": "ceterms:ConditionProfile",
                "ceterms:targetCredential": [
                    _known(ref, registry, site_url) for ref in c.recommended_before
                ],
            }
        ]
    return found


def _known(ref: str, registry: Registry, site_url: str) -> str:
    other = registry.credentials.get(ref)
    ctid = ctid_of(other, site_url) if other else made_ctid(f"{site_url}catalog/{ref}")
    return RESOURCES + ctid


def _organization(issuer: Issuer, site_url: str) -> dict[str, Any]:
    ctid = made_ctid(f"{site_url}catalog/{issuer.id}")
    node: dict[str, Any] = {
        "@id": RESOURCES + ctid,
        "@type": "ceterms:CredentialOrganization",
        "ceterms:ctid": ctid,
        "ceterms:name": {"en": issuer.name},
    }
    if issuer.description:
        node["ceterms:description"] = {"en": issuer.description}
    if page := issuer.url or (f"{site_url}issuers/{issuer.id}/" if site_url else ""):
        node["ceterms:subjectWebpage"] = page
    return node


def _target(node: str) -> dict[str, str]:
    return {"@type": "ceterms:CredentialAlignmentObject", "ceterms:targetNode": node}


def _hours(hours: Any) -> str:
    minutes = round(float(hours) * 60)
    whole, rest = divmod(minutes, 60)
    return f"PT{whole}H{rest}M" if rest else f"PT{whole}H"
