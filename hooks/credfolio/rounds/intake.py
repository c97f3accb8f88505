"""Sealed submissions that were opened → records, compared with what the office knows.

Nothing of the work is written down but digests: git cannot forget. See ADR 0085.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from pydantic import ValidationError

from credfolio.findings.finding import counted, quoted
from credfolio.ids import fold_name
from credfolio.proof.digests import digest_of_sha256
from credfolio.records.model import Person, Submission
from credfolio.records.model.kinds import EVENTS, SUBMISSIONS
from credfolio.records.model.terms import KnownBy
from credfolio.records.reckoned.submission import Case, text_of
from credfolio.records.registry import credential_version_path
from credfolio.records.written import written
from credfolio.rounds.archive import Package, RequestPackage
from credfolio.rounds.completeness import missing_from
from credfolio.rounds.earlier_tries import coach_first, last_try, tries_of, why_no_try
from credfolio.rounds.in_folder import (
    CLOCK,
    InFolder,
    evidence_of,
    in_words,
    is_to_come,
    not_these,
    sealed_at,
    seen_in,
    to_come,
)
from credfolio.rounds.manifest import Manifest
from credfolio.rounds.naming import named_in
from credfolio.rounds.next_try import too_early
from credfolio.rounds.record_texts import replaced
from credfolio.rounds.requests import requests_of, said_of, take_request
from credfolio.rounds.round import Round
from credfolio.rounds.said import Outcome, Said
from credfolio.text.listed import listed

Place = Literal["taken", "refused", "waits"]
"""What happens to a sealed file: it is in, it never will be, or somebody has to do something."""


@dataclass(frozen=True)
class Opened:
    """A sealed file: its name, number, SHA-256, size, and what was in it or why nothing was."""

    name: str
    number: str
    sha256: bytes
    bytes: int
    package: Package | RequestPackage | str
    recipient: str = ""
    """Of the key that opened it."""
    may_open_later: bool = False
    """Whether another key, or more room, may open it, so that it waits and is not refused."""


def plan_intake(
    of: Round,
    files: Iterable[Opened],
    people: Mapping[str, str],
    known_by: KnownBy | None = None,
) -> tuple[Outcome, dict[str, Place]]:
    """Take each file that is in order; `people` says whose a submission is, where that is settled.

    `known_by` says how the office made sure whose the files are, where it was not by the roster;
    ``in-person`` counts for the files that `people` names.
    Returns what is said and written, and what happens to each file.
    """
    outcome, places = Outcome(), dict[str, Place]()
    found = list(files)
    folder = _submissions(of, found, people)
    others = not_these(list(folder.values()), people.keys(), of.today)
    evidence = evidence_of(folder.values())
    for file in found:
        if file.name in others:
            continue
        said, places[file.name] = _take(of, outcome, file, folder, evidence, people, known_by)
        outcome.lines.append(said)
    for name, other in others.items():
        places[name] = places.get(other.as_file, "waits") if other.place == "same" else other.place
        facts = {"number": folder[name].number}
        outcome.lines.append(Said(name, other.why, facts, is_problem=other.place == "waits"))
    outcome.lines.sort(key=lambda one: one.about)
    taken = sum(one.facts.get("is_new", False) for one in outcome.lines)
    asked = sum(one.facts.get("is_request", False) for one in outcome.lines)
    refused = sum(place == "refused" for place in places.values())
    waiting = sum(place == "waits" for place in places.values())
    new_ones = [counted(taken, "new submission"), *([counted(asked, "request")] if asked else [])]
    outcome.summary = f"{', '.join(new_ones)}, {refused:,} refused, {waiting:,} waiting"
    outcome.done = f"Recorded {counted(taken + asked, 'file')}"
    return outcome, places


def _submissions(
    of: Round, files: Iterable[Opened], people: Mapping[str, str]
) -> dict[str, InFolder]:
    """The submissions in the folder that are not in yet, and whose they are, by file."""
    return {
        one.name: InFolder(
            one.name,
            one.number,
            one.package,
            _person(of, one.name, one.package.manifest, people),
        )
        for one in files
        if isinstance(one.package, Package) and one.number not in of.numbers
    }


def _take(
    of: Round,
    outcome: Outcome,
    file: Opened,
    folder: Mapping[str, InFolder],
    evidence: Mapping[str, list[InFolder]],
    people: Mapping[str, str],
    known_by: KnownBy | None,
) -> tuple[Said, Place]:
    known = of.numbers.get(file.number)
    if known is not None:
        text = f"{file.number} is in already, since {known.submission.submitted_on}"
        return Said(file.name, text, {"number": file.number}), "taken"
    if (known_request := requests_of(of.registry).get(file.number)) is not None:
        text = f"{file.number} is in already, since {known_request.received_on}"
        return Said(file.name, text, {"number": file.number}), "taken"
    if isinstance(file.package, str):
        place: Place = "waits" if file.may_open_later else "refused"
        return Said(file.name, file.package, is_problem=True), place
    if isinstance(file.package, RequestPackage):
        request = take_request(of, outcome, file.number, file.sha256, file.package.manifest)
        if isinstance(request, str):
            return Said(file.name, request, is_problem=True), "refused"
        return said_of(of, file.name, request), "taken"
    manifest = file.package.manifest
    if manifest.ref.partition("/")[0] != manifest.issuer or (
        manifest.ref not in of.registry.credentials
    ):
        text = f"it is for {quoted(manifest.ref)}, which is not in this catalog"
        return Said(file.name, text, is_problem=True), "refused"
    person = folder[file.name].person
    if isinstance(person, str):
        return Said(file.name, person, {"number": file.number}, is_problem=True), "waits"
    is_named = file.name in people
    if not is_named and (time := to_come(manifest, of.today)):
        text = (
            f"it was sealed on {in_words(time)}, {CLOCK}, and that day is still to come: make sure "
            f"that it is the last one of {person.id}, and say --person {file.name} {person.id}"
        )
        return Said(file.name, text, {"number": file.number}, is_problem=True), "waits"
    before = tries_of(of, person.id, manifest.ref)
    again = next((one for one in before if _is_resealed(one, manifest.id)), None)
    if again is not None:
        before.remove(again)
        if why := _is_older(manifest, again, of.today):
            return Said(file.name, why, {"number": file.number}), "refused"
    if why := _why_not(of, before, again):
        return Said(file.name, why, {"number": file.number}, is_problem=True), "waits"
    # A form's sign-in is that of all its files; of the others nobody came in person.
    is_said = known_by is not None and (is_named or known_by != "in-person")
    how = known_by if is_said and known_by else "office" if is_named else "roster-address"
    try:
        record = _record(of, file, manifest, person, before, how)
    except ValidationError as error:  # of a manifest by hand; the other files are taken
        text = f"its manifest has a value for {_where(error)} that no record can have"
        return Said(file.name, text, {"number": file.number}, is_problem=True), "refused"
    if text_of(of.registry, record) is None:
        text = f"version {manifest.version} of {manifest.ref} is not in the project"
        return Said(file.name, text, is_problem=True), "waits"
    year = str(of.today.year)
    if again is not None:
        for kind in (SUBMISSIONS, EVENTS):
            path = kind.path(again.key)
            if (old := of.read(path)) is not None:
                outcome.changes[path] = old, None
    values = _values(record)
    replaced(outcome.changes, of.read, SUBMISSIONS.path(f"{year}/{file.number}"), values)
    notes = list(seen_in(folder[file.name], evidence))
    return _said(of, file, file.package, record, person, before, again, notes), "taken"


def _person(of: Round, file: str, manifest: Manifest, people: Mapping[str, str]) -> Person | str:
    """Whose it is, by the roster; why nobody knows, in words."""
    said = manifest.person
    if (name := people.get(file)) is not None:
        found = of.registry.people.get(name)
        return found or f"{quoted(name)} is not in office/people/"
    address = (said.district_address or "").strip().casefold()
    own = [
        one
        for one in of.registry.people.values()
        if address and (one.address or "").casefold() == address
    ]
    if len(own) == 1:
        return own[0]
    named = [
        one.id for one in of.registry.people.values() if fold_name(one.name) == fold_name(said.name)
    ]
    hint = f" {' or '.join(named)} has that name." if named else ""
    return (
        f"nobody in office/people/ has the address {quoted(said.district_address or 'none')} of "
        f"{quoted(said.name)}.{hint} Make sure who it is, and say --person {file} PERSON"
    )


def _is_resealed(case: Case, package: str) -> bool:
    return case.submission.sealed is not None and case.submission.sealed.id == package


def _where(error: ValidationError) -> str:
    places = {".".join(map(str, one["loc"])) for one in error.errors(include_input=False)}
    return quoted(min(places))


def _is_older(manifest: Manifest, again: Case, today: date) -> str:
    """That the same work is in as it was sealed later; "" where it is not."""
    own, other = sealed_at(manifest, today), again.submission.sealed
    if own is None or other is None or other.sealed_at is None or own >= other.sealed_at:
        return ""
    if is_to_come(other.sealed_at, today):
        return ""  # that clock was wrong
    return (
        f"it was sealed on {in_words(own)}, and {again.submission.id}, which is in, again on "
        f"{in_words(other.sealed_at)}, {CLOCK}: that one counts"
    )


def _why_not(of: Round, before: list[Case], again: Case | None) -> str:
    """Why no attempt can begin now; "" where one can."""
    if again is not None and (again.assignment is not None or again.decision is not None):
        return (
            f"it is {again.submission.id}, sealed again after readers were asked; "
            "ask the educator which of the two counts"
        )
    return why_no_try(before)


def _record(
    of: Round,
    file: Opened,
    manifest: Manifest,
    person: Person,
    before: list[Case],
    known: KnownBy,
) -> Submission:
    last = last_try(before)
    evidence = [
        {
            "part": one.part,
            "item": one.item,
            "digest": digest_of_sha256(bytes.fromhex(one.sha256)),
            "bytes": one.bytes,
            "student_data": one.student_data,
        }
        for one in manifest.files
    ]
    evidence += [{"part": one.part, "item": one.item} for one in manifest.links]
    return Submission.model_validate(
        {
            "year": str(of.today.year),
            "id": file.number,
            "person": person.id,
            "credential": manifest.ref,
            "version": manifest.version,
            "attempt": last.submission.attempt + 1 if last else 1,
            "follows": last.submission.id if last else None,
            "submitted_on": of.today,
            "role": person.roles[0] if person.roles else None,
            "school": person.school,
            "grades": person.grades,
            "hours": manifest.hours_reported,
            "coaching_hours": manifest.coaching_hours,
            "money_spent": manifest.money_spent,
            "evidence": evidence,
            "ai_use": manifest.ai_use,
            "sealed": {
                "id": manifest.id,
                "digest": digest_of_sha256(file.sha256),
                "bytes": file.bytes,
                "sealed_at": sealed_at(manifest, of.today),
                "reply_to": manifest.reply_to,
                "identity": known,
            },
        }
    )


def _values(record: Submission) -> dict[str, Any]:
    return {key: value for key, value in written(record).items() if key not in ("id", "year")}


def _said(
    of: Round,
    file: Opened,
    package: Package,
    record: Submission,
    person: Person,
    before: list[Case],
    again: Case | None,
    notes: list[str],
) -> Said:
    manifest = package.manifest
    due = of.calendar.after(of.today, of.office.business_days.triage)
    text = f"{record.id}, attempt {record.attempt}"
    if record.follows:
        text += f", follows {record.follows}"
    if again is not None:
        text += f", in the place of {again.submission.id}"
    text += f"; to be looked through by {due}: `credfolio triage {record.id}`"
    notes = notes + _notes(of, record, manifest.follows, manifest.statement_agreed, before)
    own_text = credential_version_path(f"{manifest.ref}/{manifest.version}")
    known = of.registry.text_digests.get(own_text)
    if manifest.definition_digest and known and manifest.definition_digest != known:
        notes.append(f"its page had another text of version {manifest.version} than the project")
    if words := named_in(package.worksheet, person):
        notes.append(
            f"its answers contain {listed(words)}, a word of the educator's name: readers see it"
        )
    definition = text_of(of.registry, record)
    decided = next((one.decision for one in reversed(before) if one.decision), None)
    kept = decided.kept_parts if decided else ()
    notes += map(str, missing_from(definition, package, kept) if definition else ())
    for key in of.registry.issuers[manifest.issuer].sealing:
        if key.recipient == file.recipient and key.retired is not None:
            notes.append(f"it is sealed for {key.id}, retired on {key.retired}: the page was old")
    facts: dict[str, Any] = {
        "number": record.id,
        "person": person.id,
        "address": person.address,
        "attempt": record.attempt,
        "follows": record.follows,
        "due": due.isoformat(),
        "is_new": True,
        "notes": notes,
    }
    return Said(file.name, "\n    ".join([text, *notes]), facts)


def _notes(
    of: Round, record: Submission, follows: str | None, agreed: bool, before: list[Case]
) -> list[str]:
    """What somebody should look at before it is read."""
    notes = []
    if follows and follows != record.follows:
        notes.append(f"it says that it follows {quoted(follows)}, which is not the last attempt")
    if not agreed:
        notes.append("its statement is not agreed to")
    own = {one.digest for one in record.evidence if one.digest}
    mine = (record.person, record.credential)
    for other in of.numbers.values():
        before_it = other.submission
        seen = own & {one.digest for one in before_it.evidence}
        # Of the same work, tried again, most is the same.
        if seen and (before_it.person, before_it.credential) != mine:
            notes.append(
                f"{counted(len(seen), 'file')} of it came with {before_it.id} of "
                f"{before_it.person} before"
                + (f", for {before_it.credential}" if before_it.person == record.person else "")
            )
    last = last_try(before)
    if early := too_early(of, last, record.submitted_on):
        notes.append(f"{early}: return it, or let it count")
    if coach := coach_first(of, before):
        notes.append(coach)
    return notes
