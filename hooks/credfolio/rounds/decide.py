"""What the sheets of a submission decide, confirmed by somebody who read none of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from credfolio.findings.finding import counted
from credfolio.records.model import Person, Sheet
from credfolio.records.model.kinds import DECISIONS
from credfolio.records.reckoned.approvers import may_not_approve
from credfolio.records.reckoned.interest import interest, is_same
from credfolio.records.reckoned.passing import needed_parts, part_passes
from credfolio.records.reckoned.submission import conversation_about, kept_results, text_of
from credfolio.rounds.conversation import how_to_note, is_missing
from credfolio.rounds.progress import Progress, tries_without_pass
from credfolio.rounds.record_texts import replaced
from credfolio.rounds.round import Round
from credfolio.rounds.said import Outcome, Said
from credfolio.text.listed import listed


def plan_decisions(
    of: Round, numbers: Iterable[str], approver: Person, secret: bytes = b""
) -> Outcome:
    """Confirm what the sheets say of each of `numbers`; of all that wait, when none is given.

    `secret` draws the sample of those who are talked with, where there is one.
    """
    outcome, wanted = Outcome(), list(dict.fromkeys(numbers))
    found_all = [of.find(one) for one in wanted] or [
        one for one in of.all() if one.is_open and one.decisive is not None
    ]
    for found in found_all:
        if isinstance(found, Said):
            outcome.lines.append(found)
            continue
        outcome.lines.append(_decide(of, outcome, found, approver, secret))
    done = len(outcome.changes)
    outcome.summary = f"{counted(done, 'decision')} by {approver.id}"
    outcome.done = f"Recorded {counted(done, 'decision')}"
    return outcome


def _decide(of: Round, outcome: Outcome, found: Progress, approver: Person, secret: bytes) -> Said:
    own = found.case.submission
    decisive = found.decisive
    why = _why_not(of, found, approver) or _not_talked(of, found, secret)
    if why or decisive is None:
        return Said(own.id, why, {"state": found.state}, is_problem=True)
    values: dict[str, Any] = {"outcome": decisive.decision, "basis": found.basis}
    values |= {"approved_by": approver.id, "on": of.today}
    kept = kept_parts(of, found, decisive) if decisive.decision != "pass" else ()
    if found.case.decision is not None and decisive.decision != "pass":
        # An appeal takes nothing away: the better of the two stands.
        kept = tuple(sorted({*kept, *found.case.decision.kept_parts}))
    if kept:
        values["kept_parts"] = list(kept)
    replaced(outcome.changes, of.read, DECISIONS.path(found.case.key), values)
    facts = {**values, "on": of.today.isoformat(), "letter": f"credfolio letter {own.id}"}
    text = f"{decisive.decision} ({found.basis})"
    if kept:
        parts = listed([str(one) for one in kept])
        text += f"; the next try keeps part{'s' if len(kept) > 1 else ''} {parts}"
    if (talk := conversation_about(found.case)) is not None and talk.confirms == "no":
        text += f"; the conversation of {talk.on} does not confirm that it is their own work"
        facts["confirms"] = "no"
    tries = tries_without_pass(found.case, of.numbers) + 1
    if decisive.decision != "pass" and tries >= of.office.coach_after:
        text += f"; that is try {tries}, so a coach is met before the next"
        facts["coach"] = True
    return Said(own.id, text, facts)


def _why_not(of: Round, found: Progress, approver: Person) -> str:
    """Why it cannot be decided, or not by this person; "" where it can."""
    if not found.is_open:
        decision = found.case.decision
        day = f" on {decision.on}" if decision else ""
        return f"is {found.state}{day} already; an appeal begins with `credfolio appeal`"
    if found.decisive is None:
        if found.lacks_third:
            return "its readers disagree, and no third one is asked yet: `credfolio assign`"
        names = [one.assessor for one in found.waits_for]
        return f"waits for {listed(names)}" if names else "waits for readers: `credfolio assign`"
    earner = of.registry.people.get(found.case.submission.person)
    if earner is not None and (why := interest(approver, earner)):
        return f"{why}, so somebody else has to approve it"
    for sheet in found.case.sheets:
        reader = of.registry.people.get(sheet.id)
        if reader is not None and is_same(reader, approver):
            return f"{approver.id} read it as {sheet.id}, so somebody else has to approve it"
    return may_not_approve(of.registry, found.case.submission.credential, approver, of.today)


def _not_talked(of: Round, found: Progress, secret: bytes) -> str:
    """Why a conversation is missing; "" where there was one, or none is asked for."""
    if not is_missing(of, found, secret):
        return ""
    how = how_to_note(found.case.submission.id)
    return f"waits for a conversation with the educator about the work: {how}"


def kept_parts(of: Round, found: Progress, decisive: Sheet) -> tuple[int, ...]:
    """The parts that passed, in this attempt or the ones before: they need no second try."""
    text = text_of(of.registry, found.case.submission)
    if text is None:
        return ()
    own = {one.part for one in decisive.results}
    results = (
        *decisive.results,
        *(one for one in kept_results(of.registry, found.case) if one.part not in own),
    )
    needs: dict[int, list[str | None]] = {part.number: [] for part in text.parts}
    for number, level in needed_parts(text):
        needs.setdefault(number, []).append(level)
    return tuple(
        part.number
        for part in text.parts
        if all(part_passes(part, results, level) for level in needs[part.number] or [None])
    )
