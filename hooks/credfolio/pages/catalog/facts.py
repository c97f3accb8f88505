"""What scripts on the pages know of a definition: small JSON next to it, at ``facts.json``.

Comparing, planning, and other programs all ask for the
same facts, so they are put together once, here. Every field keeps its type:
what is not known is null, an empty text or an empty list, never another kind of
value. Amounts are numbers, dates are ``YYYY-MM-DD``, prose is plain text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from credfolio.pages.fragments import addresses, words
from credfolio.pages.fragments.stated_credit import stated_credits
from credfolio.records.model import Jurisdiction, MicroCredential, Stack
from credfolio.records.model.credential import CreditValue
from credfolio.records.model.part import Part
from credfolio.records.reckoned.definition import evidence_types
from credfolio.records.reckoned.passing import lowest_passing, part_levels, passing_rule_in_words
from credfolio.records.reckoned.stack_tree import credentials_of, demand, member_ref, total_hours
from credfolio.records.registry import Registry
from credfolio.text.prose import plain_text

SCHEMA_VERSION = 1

Json = dict[str, Any]


def credential_facts(credential: MicroCredential, registry: Registry) -> Json:
    """The facts of one micro-credential, with names in place of the ids it refers to."""
    estimate, cost = credential.time_estimate, credential.cost
    return {
        "schema_version": SCHEMA_VERSION,
        "kind": "credential",
        "ref": credential.ref,
        "address": addresses.credential(credential),
        "title": credential.title,
        "issuer": credential.issuer,
        "issuer_name": _issuer_name(credential.issuer, registry),
        "status": credential.status,
        "status_name": words.STATUS[credential.status],
        "version": credential.version or "",
        "language": credential.language or "",
        "competency": plain_text(credential.competency or credential.summary or ""),
        "level": words.LEVEL[credential.level] if credential.level else "",
        "audience": [words.ROLES[role] for role in credential.audience_roles],
        "grades": [words.GRADES[band] for band in credential.grade_bands],
        "hours": None if estimate is None else _hours(estimate.min_hours, estimate.max_hours),
        "cost": None
        if cost is None
        else {
            "amount": _number(cost.amount),
            "currency": cost.currency,
            "text": words.money(cost),
            "who_pays": words.WHO_PAYS[cost.who_pays] if cost.who_pays and cost.amount else "",
        },
        "requires_students": credential.requires_students,
        "remote_ok": credential.remote_ok,
        "past_evidence_ok": credential.past_evidence_ok,
        "school_calendar_note": plain_text(credential.school_calendar_note or ""),
        "evidence": [
            {"type": kind, "name": words.EVIDENCE[kind]} for kind in evidence_types(credential)
        ],
        "parts": [_part(part) for part in credential.parts],
        "passing_rule": passing_rule_in_words(credential) if credential.parts else "",
        "credit": _credit(credential.credit_values, registry),
        "prerequisites": _named(credential.prerequisites, registry),
        "recommended_before": _named(credential.recommended_before, registry),
        "stacks": [
            {"ref": stack.ref, "title": stack.title, "address": addresses.stack(stack)}
            for stack in registry.stacks_holding.get(credential.ref, ())
            if stack.status != "retired"
        ],
        "submission": words.SUBMISSION[credential.submission_route.kind]
        if credential.submission_route
        else "",
        "attempts": {
            "most": credential.attempts.max,
            "wait_days": credential.attempts.wait_days or 0,
        },
        "assessors": {
            "count": credential.assessors_per_submission,
            "organisation": credential.assessor_org or "",
            "trained": credential.assessor_requirements.trained,
            "hold_credential": credential.assessor_requirements.must_hold_credential,
            "double_blind": credential.double_blind,
        },
        "answer_in_business_days": credential.assessment_timeline.business_days
        if credential.assessment_timeline
        else None,
        "expires_after": words.expiry(credential.expires_after) if credential.expires_after else "",
    }


def stack_facts(stack: Stack, registry: Registry) -> Json:
    """The facts of one stack: its members by name, and the credentials in all of them."""
    low, high = total_hours(stack, registry)
    groups = {group.id: group for group in stack.groups}
    return {
        "schema_version": SCHEMA_VERSION,
        "kind": "stack",
        "ref": stack.ref,
        "address": addresses.stack(stack),
        "title": stack.title,
        "issuer": stack.issuer,
        "issuer_name": _issuer_name(stack.issuer, registry),
        "status": stack.status,
        "status_name": words.STATUS[stack.status],
        "level": words.STACK_LEVEL[stack.level],
        "summary": plain_text(stack.summary or ""),
        "hours": _hours(low, high) if high else None,
        "ordered": stack.ordered,
        "needed": demand(stack).needed,
        "members": [
            {
                "kind": "credential" if member.credential else "stack",
                "ref": member_ref(member),
                "title": _title(member_ref(member), registry),
                "required": member.required and member.group not in groups,
                "group": member.group or "",
                # What of it is in a plan is counted by the credentials it comes to.
                "credentials": [member.credential]
                if member.credential
                else list(credentials_of(member.stack or "", registry)),
            }
            for member in stack.members
        ],
        "groups": [
            {"id": group.id, "title": group.title or words.title_of(group.id), "pick": group.pick}
            for group in stack.groups
        ],
        "credentials": _named(credentials_of(stack.ref, registry), registry),
        "credit": _credit(stack.credit_values, registry),
    }


def jurisdiction_facts(jurisdictions: Iterable[Jurisdiction]) -> Json:
    """Where credit counts: the units of each jurisdiction, and its dated caps."""
    return {
        "schema_version": SCHEMA_VERSION,
        "jurisdictions": [
            {
                "id": jurisdiction.id,
                "name": jurisdiction.name,
                "kind": words.JURISDICTION_KIND[jurisdiction.kind],
                "address": addresses.jurisdiction(jurisdiction.id),
                "units": [
                    {
                        "unit": unit.unit,
                        "one": words.UNITS[unit.unit][0],
                        "many": words.UNITS[unit.unit][1],
                        "hours": None if unit.hours is None else _number(unit.hours),
                    }
                    for unit in jurisdiction.units
                ],
                "caps": [
                    {
                        "title": rule.title,
                        "unit": rule.cap_unit,
                        "amount": _number(rule.cap_amount),
                        "from": _day(rule.effective_from),
                        "until": _day(rule.effective_until),
                    }
                    for rule in jurisdiction.rules
                    if rule.cap_unit and rule.cap_amount is not None
                ],
            }
            for jurisdiction in jurisdictions
        ],
    }


def render_facts(facts: Mapping[str, Any]) -> bytes:
    """`facts` as compact JSON: the same bytes for the same facts."""
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":")).encode()


def _part(part: Part) -> Json:
    passing = lowest_passing(part)
    return {
        "number": part.number,
        "title": part.title,
        "author": words.PART_AUTHOR[part.author],
        "scale": words.SCALE[part.scale] if part.scale else "",
        "prompts": len(part.prompts),
        "items": [
            {
                "id": item.id,
                "title": item.title,
                "type": item.type or "",
                "count": item.count,
                "unit": item.unit or "",
                "need": item.need,
                "consent_needed": item.consent_needed,
            }
            for item in part.evidence_items
        ],
        "criteria": len(part.rubric),
        "levels": [
            {"name": level.name, "passing": level.id in passing} for level in part_levels(part)
        ],
    }


def _credit(values: Iterable[CreditValue], registry: Registry) -> list[Json]:
    """Each credit once; its amount is in the first of its units, its text in all of them."""
    found = []
    for one in stated_credits(values, registry.jurisdictions):
        value = one.value
        known = registry.jurisdictions.get(value.jurisdiction)
        categories = {c.id: c.name for c in known.categories} if known else {}
        found.append(
            {
                "jurisdiction": value.jurisdiction,
                "jurisdiction_name": known.name if known else value.jurisdiction,
                "unit": value.unit,
                "amount": _number(value.amount),
                "text": one.text,
                "category": value.category or "",
                "category_name": categories.get(
                    value.category or "", words.title_of(value.category or "")
                ),
                "conditions": plain_text("\n\n".join(one.notes)),
                "from": _day(value.effective_from),
                "until": _day(value.effective_until),
                "last_checked": _day(one.checked),
            }
        )
    return found


def _named(references: Iterable[str], registry: Registry) -> list[Json]:
    return [
        {"ref": reference, "title": _title(reference, registry)}
        for reference in references
        if reference in registry.credentials
    ]


def _title(reference: str, registry: Registry) -> str:
    known = registry.credentials.get(reference) or registry.stacks.get(reference)
    return known.title if known else reference


def _issuer_name(issuer: str, registry: Registry) -> str:
    known = registry.issuers.get(issuer)
    return known.name if known else issuer


def _hours(low: Decimal, high: Decimal) -> Json:
    return {"min": _number(low), "max": _number(high), "text": words.hour_range(low, high)}


def _number(value: Decimal) -> int | float:
    # At most nine digits and four decimals (model.base.Amount), so a float says it exactly.
    return int(value) if value == value.to_integral_value() else float(value)


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""
