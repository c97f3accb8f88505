"""Award → OpenBadgeCredential, unsigned: who earned what, when, why, and from whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from credfolio.badges.openbadges.achievement import (
    Definition,
    build_achievement,
    build_former_achievement,
    credit_number,
    former_result_id,
    level_id,
    passing_levels,
    result_id,
)
from credfolio.badges.openbadges.home import (
    STATUS_PURPOSE,
    Home,
    credential_json,
    definition_page,
    status_list,
)
from credfolio.badges.openbadges.origins import (
    assessor_address,
    named_organization,
    sealed_work,
    text_as_earned,
)
from credfolio.badges.openbadges.profile import build_profile
from credfolio.badges.openbadges.verified import how_verified
from credfolio.badges.openbadges.wording import at_end, at_start, line, number, prose, words_of
from credfolio.proof.contexts import CREDENTIALS_V2, OPEN_BADGES_3
from credfolio.records.model import Award, Issuer, MicroCredential
from credfolio.records.model.award import Evidence, PartResult
from credfolio.records.model.part import Part
from credfolio.records.reckoned.passing import part_levels
from credfolio.records.registry import Registry


@dataclass(frozen=True, slots=True)
class StatusPlace:
    """A bit of one of an issuer's status lists: allotted once, never given to another award."""

    number: int
    index: int


def can_be_signed(award: Award, registry: Registry) -> bool:
    """Whether there is everything that a credential needs, and the award is public enough.

    An award that was made elsewhere is not ours to sign, and one that is only
    recorded waits for its approval.
    """
    return (
        award.visibility != "private"
        and award.approval != "recorded"
        and award.imported_from is None
        and registry.definition_of(award) is not None
        and registry.award_issuer(award) is not None
        and award.educator in registry.educators
        and registry.educators[award.educator].visibility != "private"
    )


def build_credential(
    award: Award,
    registry: Registry,
    home: Home,
    place: StatusPlace,
    definition: Definition | None = None,
) -> dict[str, Any]:
    """The credential of an award for which `can_be_signed` holds.

    `definition` is what was earned, if it is named by a former id.
    """
    definition = definition or registry.definition_of(award)
    issuer = registry.award_issuer(award)
    assert definition is not None
    assert issuer is not None
    at = home.at(status_list(issuer.id, place.number))
    credential: dict[str, Any] = {
        "@context": [CREDENTIALS_V2, OPEN_BADGES_3],
        "id": home.at(credential_json(award.educator, award.id)),
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": home.title(line(definition.title)),
        "issuer": build_profile(issuer, home),
        "validFrom": at_start(award.awarded_on),
    }
    if award.expires_on:
        credential["validUntil"] = at_end(award.expires_on)
    credential["credentialSubject"] = _subject(award, definition, issuer, registry, home)
    if evidence := [*_evidence(award, home), *how_verified(award.judged)]:
        credential["evidence"] = evidence
    if related := [*text_as_earned(award, definition, registry, home), *sealed_work(award)]:
        credential["relatedResource"] = related
    credential["credentialStatus"] = {
        "id": f"{at}#{place.index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": STATUS_PURPOSE,
        "statusListIndex": str(place.index),
        "statusListCredential": at,
    }
    return credential


def _subject(
    award: Award, definition: Definition, issuer: Issuer, registry: Registry, home: Home
) -> dict[str, Any]:
    page = home.at(definition_page(definition.ref, is_stack=award.credential is None))
    is_current = definition.version == award.version
    judged = judged_parts(award, definition) if is_current else ()
    subject: dict[str, Any] = {
        "id": home.portfolio(award.educator),
        "type": ["AchievementSubject"],
        # The name on the certificate. It is on the award's public page, so it is not hashed.
        "identifier": [
            {
                "type": "IdentityObject",
                "hashed": False,
                "identityHash": home.title(line(award.name_as_awarded)),
                "identityType": "name",
            }
        ],
    }
    if award.activity:
        subject["activityStartDate"] = at_start(award.activity.starts)
        subject["activityEndDate"] = at_start(award.activity.until)
    if (credit := credit_number(award.credits_earned)) is not None:
        subject["creditsEarned"] = credit
    if award.narrative:
        subject["narrative"] = prose(award.narrative)
    if award.role_at_time:
        subject["role"] = line(award.role_at_time)
    former = () if is_current else former_results(award, definition)
    results = [
        _result(result, page)
        for result in passing_results(award)
        if any(_is_of(part, result, definition) for part in judged)
    ]
    results += [_former_result(result, page, award.version) for result in former]
    if results:
        subject["result"] = results
    if source := _source(award, issuer, registry, home):
        subject["source"] = source
    # The levels reached and those required are enough to read the results by. The whole rubric
    # would make a credential several times as large (ADR 0018).
    named = frozenset(
        result[key]
        for result in results
        for key in ("resultDescription", "achievedLevel")
        if key in result
    )
    subject["achievement"] = (
        build_achievement(definition, registry, home, judged, named)
        if is_current
        else build_former_achievement(definition, award.version, former, registry, home)
    )
    return subject


def former_results(award: Award, definition: Definition) -> tuple[PartResult, ...]:
    """What the award records of a version whose definition is gone.

    Nobody can say any more which of its levels passed; one that does not pass today is left out.
    """
    if not isinstance(definition, MicroCredential) or not award.show_results:
        return ()
    parts = {part.number: part for part in definition.parts}
    return tuple(
        result
        for result in passing_results(award)
        if (result.level or result.points is not None)
        if (part := parts.get(result.part)) is None
        or result.level not in {level.id for level in part_levels(part)}
        or result.level in passing_levels(part, definition)
    )


def _former_result(result: PartResult, page: str, version: str) -> dict[str, Any]:
    value = result.level if result.level else str(number(result.points or Decimal(0)))
    return {
        "type": ["Result"],
        "resultDescription": former_result_id(page, version, result),
        "value": value,
    }


def judged_parts(award: Award, definition: Definition) -> tuple[Part, ...]:
    """The parts for which the award may show a result, with the criteria that were judged.

    A part below the passing level is nobody else's business.
    """
    if not isinstance(definition, MicroCredential) or not award.show_results:
        return ()
    found = []
    for part in definition.parts:
        enough = passing_levels(part, definition)
        own = [
            result
            for result in passing_results(award)
            if result.part == part.number and (result.level in enough or result.level is None)
        ]
        named = {result.criterion for result in own}
        if own:
            rubric = tuple(criterion for criterion in part.rubric if criterion.id in named)
            found.append(part.model_copy(update={"rubric": rubric}))
    return tuple(found)


def passing_results(award: Award) -> Sequence[PartResult]:
    """The results that the award rests on."""
    if award.results:
        return award.results
    for submission in sorted(award.submissions, key=lambda s: s.attempt, reverse=True):
        for assessment in submission.assessments:
            if assessment.decision == "pass":
                return assessment.results
    return ()


def _is_of(part: Part, result: PartResult, definition: Definition) -> bool:
    if result.part != part.number:
        return False
    if result.criterion and all(c.id != result.criterion for c in part.rubric):
        return False
    return result.level is None or result.level in passing_levels(part, definition)


def _result(result: PartResult, page: str) -> dict[str, Any]:
    built: dict[str, Any] = {
        "type": ["Result"],
        "resultDescription": result_id(page, result.part, result.criterion),
    }
    if result.level:
        built["achievedLevel"] = level_id(page, result.part, result.criterion, result.level)
    if result.points is not None:
        built["value"] = str(number(result.points))
    return built


def _source(award: Award, issuer: Issuer, registry: Registry, home: Home) -> dict[str, Any] | None:
    """Who assessed: named where that person or organization is public here."""
    for submission in sorted(award.submissions, key=lambda s: s.attempt, reverse=True):
        for assessment in submission.assessments:
            if assessment.decision != "pass":
                continue
            peer = registry.educators.get(assessment.assessor)
            if peer is not None and peer.visibility == "public":
                return {
                    "id": home.portfolio(peer.id),
                    "type": ["Profile"],
                    "name": home.title(line(peer.display_name)),
                }
    credential = registry.credentials.get(award.credential or "")
    if award.submissions and credential is not None and credential.assessor_org:
        at = assessor_address(issuer.id, home)
        return named_organization(credential.assessor_org, at, registry, home)
    return None


def _evidence(award: Award, home: Home) -> list[dict[str, Any]]:
    if not award.show_evidence:
        return []
    return [_piece(item, award, home) for item in award.evidence if item.visible]


def _piece(item: Evidence, award: Award, home: Home) -> dict[str, Any]:
    # Without an address of its own it can be seen, or read about, on the award's page.
    page = home.at(f"portfolios/{award.educator}/{award.id}/")
    built: dict[str, Any] = {
        "id": item.url or f"{page}#evidence-{item.id}",
        "type": ["Evidence"],
        "name": line(item.title),
        "genre": item.kind,
    }
    if item.description:
        built["description"] = words_of(item.description)
    if item.digest and item.url is None:
        # Of the file as it was approved, which the office has: a site publishes a cleaned copy.
        built["digestMultibase"] = item.digest
    return built
