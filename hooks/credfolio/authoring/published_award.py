"""A decision of the private repository → the award that the public one shows of it.

An award is the last page of a submission: what was earned, when, under which version, and the
levels reached. Attempts, readers, and comments stay where they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from credfolio.authoring.kept_versions import Version, read_version
from credfolio.authoring.scaffold import dump
from credfolio.findings.finding import quoted
from credfolio.ids import slug
from credfolio.proof.digests import digest_of_text
from credfolio.records.model import Award, Person, Published
from credfolio.records.model.award import PartResult
from credfolio.records.model.kept import version_number
from credfolio.records.model.kinds import AWARDS, CREDENTIAL_VERSIONS, PEOPLE, PUBLISHED
from credfolio.records.model.terms import VerifiedBy
from credfolio.records.reckoned.approvers import issuers_of_credential, written_approver
from credfolio.records.reckoned.submission import (
    Case,
    attempts_kept,
    cases,
    conversation_about,
    kept_results,
    text_of,
)
from credfolio.records.registry import Registry, issuer_path
from credfolio.text.listed import listed


@dataclass
class PublishPlan:
    """The new awards by path, what the public may know, and who is left out and why."""

    awards: dict[str, str] = field(default_factory=dict)
    known: str = ""
    """The text of catalog/records.yml."""
    left: list[tuple[str, str]] = field(default_factory=list)
    """The number of a submission, and why its award is not published."""
    there: int = 0
    kept: dict[str, str] = field(default_factory=dict)
    """The texts to keep of the versions of these awards, by path."""


def plan_publishing(
    registry: Registry,
    homes: Iterable[str],
    commit: str,
    program: str,
    read: Callable[[str], str | None],
    numbers: Iterable[str] = (),
) -> PublishPlan:
    """What the public repository gets: awards of `numbers`, or of all that may be published.

    `homes` are the portfolios in the public repository, and `read` gives the text of a definition
    there. What is there already stays as it is.
    """
    plan, public, wanted = PublishPlan(), frozenset(homes), frozenset(numbers)
    taken = {key: award for key, award in registry.awards.items() if key[0] in public}
    judged = [one for one in cases(registry).values() if one.decision is not None]
    passed = [case for case in judged if _has_passed(case)]
    known = {case.submission.id for case in passed}
    plan.left += [(one, "no such submission passed") for one in sorted(wanted - known)]
    for case in sorted(passed, key=lambda one: one.key):
        if wanted and case.submission.id not in wanted:
            continue
        person = registry.people.get(case.submission.person)
        if why := _why_not(case, person, public):
            plan.left.append((case.submission.id, why))
            continue
        approver = _approver(registry, case)
        if approver is None:
            plan.left.append((case.submission.id, _no_approver(registry, case)))
            continue
        if (digest := _digest(registry, plan, case, read)) is None:
            version = case.submission.version
            why = f"the text of version {version} is not kept: `credfolio versions recover --write`"
            plan.left.append((case.submission.id, f"{why} in the public repository finds it"))
            continue
        assert person is not None
        assert person.educator is not None
        own = [award for (who, _), award in taken.items() if who == person.educator]
        if any(_is_of(award, case) for award in own):
            plan.there += 1
            continue
        name = _new_name(case, {award.id for award in own})
        path = AWARDS.path(person.educator, name)
        plan.awards[path] = _text(registry, case, person, commit, digest, approver)
    plan.known = _known(registry, judged, commit, program)
    return plan


def _has_passed(case: Case) -> bool:
    return case.decision is not None and case.decision.outcome == "pass" and not case.ended


def _why_not(case: Case, person: Person | None, public: frozenset[str]) -> str:
    if person is None or person.educator is None:
        return "the person has no portfolio"
    if person.educator not in public:
        return "the home is not in the public repository"
    if person.consent_to_publish is None:
        return "the person has not agreed: there is no consent_to_publish"
    return ""


def _digest(
    registry: Registry, plan: PublishPlan, case: Case, read: Callable[[str], str | None]
) -> str | None:
    """The digest of the text that it was judged by, which is kept with the award; None without."""
    reference, number = case.submission.credential, case.submission.version
    path = CREDENTIAL_VERSIONS.path(f"{reference}/{number}")
    if found := registry.text_digests.get(path):
        return found
    if path not in plan.kept:
        one = Version(path, reference, number, is_stack=False)
        # A text that is kept there, later than the commit that is named, is the one that counts.
        text = read(path) or read(one.definition)
        if text is None or read_version(one, text) is None:
            return None
        plan.kept[path] = text
    return digest_of_text(plan.kept[path])


def _is_of(award: Award, case: Case) -> bool:
    own = case.submission
    return (award.credential, award.version) == (own.credential, own.version)


def _new_name(case: Case, taken: set[str]) -> str:
    """The award's id: the credential's, with the version where that is taken."""
    name = case.submission.credential.partition("/")[2]
    return name if name not in taken else slug(f"{name} {case.submission.version}")


def _approver(registry: Registry, case: Case) -> str | None:
    """How the public records know who approved; None where they do not."""
    assert case.decision is not None
    own, found = case.submission, registry.people.get(case.decision.approved_by)
    return written_approver(registry, own.credential, found, case.decision.on) if found else None


def _no_approver(registry: Registry, case: Case) -> str:
    """Why nobody in public is known to have approved it, and what to do."""
    assert case.decision is not None
    name, day = case.decision.approved_by, case.decision.on
    issuers = issuers_of_credential(registry, case.submission.credential)
    lists = listed([issuer_path(one.id) for one in issuers])
    return (
        f"{quoted(name)}, who approved it, has no account in {PEOPLE.path(name)}, and no entry of "
        f"`approvers` in {lists} was theirs on {day}: write the account, or have the entry added"
    )


def _text(
    registry: Registry, case: Case, person: Person, commit: str, digest: str, approver: str
) -> str:
    own, decision = case.submission, case.decision
    assert decision is not None
    judged: dict[str, Any] = {"assessors": len(case.sheets), "basis": decision.basis}
    judged["records"] = commit
    if own.sealed is not None:
        judged["sealed"] = own.sealed.digest
    judged["verified_by"] = list(verified_by(registry, case))
    if own.sealed is not None and own.sealed.identity is not None:
        judged["identity"] = own.sealed.identity
    text = dump("credential", own.credential) + dump("version", own.version)
    text += dump("digest", digest)
    text += dump("awarded_on", decision.on) + dump("name_as_awarded", person.name)
    text += dump("approval", "approved")
    text += dump("approved_by", approver)
    text += dump("approved_on", decision.on) + dump("judged", judged)
    if results := _results(registry, case):
        text += dump("results", results)
    for key in ("school", "role"):
        if value := getattr(own, key):
            text += dump("role_at_time" if key == "role" else key, value)
    return text


def verified_by(registry: Registry, case: Case) -> tuple[VerifiedBy, ...]:
    """What a decision rests on: the work that was read, and a conversation that confirms it."""
    text = text_of(registry, case.submission)
    asked = {
        (part.number, item.id): item.type
        for part in (text.parts if text else ())
        for item in part.evidence_items
    }
    # Parts that were kept rest on the work of an attempt before, and no others do.
    read = list(case.submission.evidence)
    for before, kept in attempts_kept(registry, case):
        read += [one for one in before.submission.evidence if one.part in kept]
    kinds = {one.kind or asked.get((one.part, one.item or "")) for one in read}
    talk = conversation_about(case)
    there: dict[VerifiedBy, bool] = {
        "documents": True,
        "recording": bool(kinds & {"video", "audio"}),
        "observation": "observation" in kinds,
        "conversation": talk is not None and talk.confirms == "yes",
    }
    return tuple(what for what, is_there in there.items() if is_there)


def _results(registry: Registry, case: Case) -> list[dict[str, Any]]:
    """The levels of the sheet that decided, and of parts that were kept; without comments."""
    found: list[PartResult] = list(case.sheets[-1].results) if case.sheets else []
    judged = {one.part for one in found}
    found += [one for one in kept_results(registry, case) if one.part not in judged]
    if text_of(registry, case.submission) is None:
        return []
    return [
        {
            key: value
            for key, value in (
                ("part", one.part),
                ("criterion", one.criterion),
                ("level", one.level),
                ("points", one.points),
            )
            if value is not None
        }
        for one in found
    ]


def _known(registry: Registry, judged: Iterable[Case], commit: str, program: str) -> str:
    """catalog/records.yml: the versions that were judged, and nothing that counts anything.

    With those alone that were awarded, it would say of the others that nobody passed.
    """
    before = registry.published or Published(id="records", commit=commit, program=program)
    awarded: dict[str, set[str]] = {ref: set(found) for ref, found in before.awarded.items()}
    for case in judged:
        awarded.setdefault(case.submission.credential, set()).add(case.submission.version)
    said: Mapping[str, Any] = {
        "commit": commit,
        "program": program,
        "awarded": {ref: sorted(awarded[ref], key=version_number) for ref in sorted(awarded)},
    }
    note = f"# {PUBLISHED.path()}: written by `credfolio publish`.\n"
    return note + "".join(dump(key, value) for key, value in said.items() if value)
