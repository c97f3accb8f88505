"""The letter to an educator: what was decided, what readers saw, and what another try takes.

Readers have letters instead of names, in the order of their sheets.
"""

from __future__ import annotations

import string
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from credfolio.authoring.yaml_edit import set_values
from credfolio.findings.finding import counted
from credfolio.proof.digests import digest_of_bytes
from credfolio.records.model import MicroCredential, Sheet
from credfolio.records.model.award import PartResult
from credfolio.records.model.kinds import DECISIONS
from credfolio.records.model.part import Part
from credfolio.records.reckoned.passing import lowest_passing, part_levels
from credfolio.records.reckoned.submission import text_of
from credfolio.rounds.conversation import rule_for
from credfolio.rounds.next_try import may_come_from
from credfolio.rounds.progress import Progress
from credfolio.rounds.record_texts import edited
from credfolio.rounds.round import Round
from credfolio.rounds.said import Outcome, Said
from credfolio.rounds.told import meets_coach_next, message_with_letter
from credfolio.text.listed import listed


@dataclass(frozen=True)
class Letter:
    """A letter, what it is sealed for ("" where nothing is known), and the same as data."""

    text: str
    reply_to: str
    data: Mapping[str, Any]


def plan_letters(
    of: Round, numbers: Iterable[str], *, plain: bool = False
) -> tuple[Outcome, dict[str, Letter]]:
    """The letters about `numbers`, or about all that wait for one, by number.

    With `plain`, letters about sealed work are not sealed, and what is said is said of those.

    Written down, they count as sent today: with their digest, so that nobody has to guess later
    which words somebody got.
    """
    outcome, letters = Outcome(), dict[str, Letter]()
    found_all = [of.find(one) for one in dict.fromkeys(numbers)] or [
        one for one in of.all() if one.state == "decided"
    ]
    for found in found_all:
        if isinstance(found, Said):
            outcome.lines.append(found)
            continue
        own, decision = found.case.submission, found.case.decision
        if decision is None or found.state == "appealed":
            text = f"is {found.state}, so there is nothing to tell yet"
            outcome.lines.append(Said(own.id, text, {"state": found.state}, is_problem=True))
            continue
        person = of.registry.people.get(own.person)
        letter = _letter(of, found)
        letters[own.id] = Letter(letter, _reply_to(found), _data(of, found, letter))
        address = person.address if person else None
        facts = {"person": own.person, "name": person.name if person else None}
        facts |= {"address": address, "outcome": decision.outcome, "text": letter}
        facts["message"] = message_with_letter(of, found, is_sealed=not plain)
        to = f"to {address}" if address else f"{own.person} has no address: hand it over yourself"
        if plain and _reply_to(found):
            to += "; the work came sealed, and this letter is not: send it as you send grades"
        outcome.lines.append(Said(own.id, f"{decision.outcome}; {to}", facts))
        if decision.told_on is None:
            values = {"told_on": of.today.isoformat()}
            values["letter_digest"] = digest_of_bytes(letter.encode())
            path = DECISIONS.path(found.case.key)
            edited(outcome.changes, of.read, path, _telling(values, path))
    outcome.summary = counted(len(letters), "letter")
    outcome.done = f"Wrote {counted(len(letters), 'letter')}"
    return outcome, letters


def _reply_to(found: Progress) -> str:
    sealed = found.case.submission.sealed
    return (sealed.reply_to if sealed else None) or ""


def _data(of: Round, found: Progress, letter: str) -> Mapping[str, Any]:
    """What the page receipt/ reads."""
    own, decision = found.case.submission, found.case.decision
    assert decision is not None
    text = text_of(of.registry, own)
    first = may_come_from(of, found.case)
    return {
        "credfolio_letter": 1,
        "number": own.id,
        "ref": own.credential,
        "title": text.title if text else own.credential,
        "version": own.version,
        "attempt": own.attempt,
        "outcome": decision.outcome,
        "decided_on": decision.on.isoformat(),
        "kept_parts": list(decision.kept_parts),
        "next_from": first.isoformat() if first else None,
        "text": letter,
    }


def _telling(values: Mapping[str, str], path: str) -> Callable[[str], str]:
    return lambda text: set_values(text, values, path)


def _letter(of: Round, found: Progress) -> str:
    own, decision = found.case.submission, found.case.decision
    assert decision is not None
    text = text_of(of.registry, own)
    person = of.registry.people.get(own.person)
    title = text.title if text else own.credential
    lines = [
        title,
        "",
        f"Submission {own.id}, attempt {own.attempt}, version {own.version}.",
        f"Submitted on {own.submitted_on}, decided on {decision.on}.",
        "",
        f"Dear {person.name}," if person else "Dear educator,",
        "",
    ]
    if decision.basis == "appeal":
        letters = [
            letter
            for letter, sheet in zip(string.ascii_uppercase, found.case.sheets, strict=False)
            if sheet in found.case.decided_sheets
        ]
        readers = f"Reader{'s' if len(letters) > 1 else ''} {listed(letters)}"
        lines += [f"This answers your appeal. {readers} had not seen your work before.", ""]
    if decision.outcome == "pass":
        lines += ["You passed.", ""]
    else:
        lines += ["Please submit again. Below is what readers saw, and what is still open.", ""]
    for letter, sheet in zip(string.ascii_uppercase, found.case.sheets, strict=False):
        lines += _reader(letter, sheet, text)
    if decision.outcome != "pass":
        lines += list(_next_try(of, found, text))
    return "\n".join(lines).rstrip() + "\n"


def _reader(letter: str, sheet: Sheet, text: MicroCredential | None) -> list[str]:
    word = "pass" if sheet.decision == "pass" else "submit again"
    lines = [f"Reader {letter}: {word}", ""]
    if sheet.feedback:
        lines += [sheet.feedback.strip(), ""]
    parts = {part.number: part for part in text.parts} if text else {}
    for one in sheet.results:
        part = parts.get(one.part)
        if part is not None:
            lines.append(_result(part, one))
        if one.comment:
            lines.append(f"  What this reader saw: {' '.join(one.comment.split())}")
    return [*lines, ""]


def _result(part: Part, result: PartResult) -> str:
    """A level with its words, and those of the lowest level that is enough."""
    criterion, level = result.criterion, result.level
    row = next((one for one in part.rubric if one.id == criterion), None)
    names = {one.id: one for one in part_levels(part)}
    reached = names.get(level or "")
    about = f"part {part.number}, {row.name}" if row else f"part {part.number}, {part.title}"
    name = reached.name if reached else f"{result.points} points"
    line = f"- {about[0].upper()}{about[1:]}: {name}."
    if said := _words(part, criterion, level):
        line += f" {said}"
    enough = lowest_passing(part)
    if enough and level and level not in enough:
        line += f"\n  To reach {names[enough[-1]].name}: "
        where = "the rubric" if part.rubric else "how the part is judged"
        line += _words(part, criterion, enough[-1]) or f"see {where}."
    return line


def _words(part: Part, criterion: str | None, level: str | None) -> str:
    row = next((one for one in part.rubric if one.id == criterion), None)
    found = row.levels.get(level or "") if row else None
    if found is None:
        found = next((one.description for one in part_levels(part) if one.id == level), None)
    return " ".join((found or "").split())


def _next_try(of: Round, found: Progress, text: MicroCredential | None) -> Iterator[str]:
    own, decision = found.case.submission, found.case.decision
    assert decision is not None
    yield "Another try"
    yield ""
    if kept := decision.kept_parts:
        parts = f"part{'s' if len(kept) > 1 else ''} {listed([str(one) for one in kept])}"
        yield f"You keep {parts}: leave them as they are, and nobody judges them again."
    attempts = text.attempts if text else None
    if attempts and attempts.max is not None:
        left = attempts.max - own.attempt
        if left <= 0:
            yield attempts.after_max or "This was the last try that the definition allows."
        else:
            yield f"You may submit {counted(left, 'more time')}."
    if (first := may_come_from(of, found.case)) and attempts and attempts.wait_days:
        yield f"Wait {counted(attempts.wait_days, 'day')} first: submit again on {first} or later."
    if meets_coach_next(of, found):
        yield "Meet a coach before you submit again; the office tells you whom."
    if rule := rule_for(of, found):
        talks = "talks" if rule == "required" else "may talk"
        yield f"Before it is decided, the office {talks} with you about the work."
    if _reply_to(found):
        yield f"Begin it from this letter or its receipt: then it says that it follows {own.id}."
    else:
        yield f"With your next try, state that it follows {own.id}."
    yield "You may appeal: tell the office. Then people who have not seen it read it."
