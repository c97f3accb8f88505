"""What waits for whom until when, and how far one submission is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from credfolio.findings.finding import counted
from credfolio.records.reckoned.submission import text_of
from credfolio.rounds.progress import Progress
from credfolio.rounds.requests import open_requests, requests_of, tell_request
from credfolio.rounds.round import Round
from credfolio.rounds.said import Outcome, Said


@dataclass(frozen=True)
class Step:
    """Something that somebody has to do about a submission until a day."""

    found: Progress
    who: str
    """A person's id, or ``office``."""
    what: str
    due: date


def steps(of: Round) -> list[Step]:
    """All that waits, the earliest day first."""
    found = [step for one in of.all() for step in _steps(of, one)]
    return sorted(found, key=lambda one: (one.due, one.found.case.key, one.who))


def _steps(of: Round, found: Progress) -> Iterator[Step]:
    case, days, after = found.case, of.office.business_days, of.calendar.after
    number = case.submission.id
    if found.state == "decided" and case.decision is not None:
        due = after(case.decision.on, days.tell)
        yield Step(found, "office", f"send the letter: `credfolio letter {number}`", due)
    if not found.is_open:
        return
    triaged = case.day_of("triaged")
    if triaged is None and found.state == "received":
        due = after(case.submission.submitted_on, days.triage)
        yield Step(found, "office", f"look it through: `credfolio triage {number}`", due)
        return
    for one in found.waits_for:
        how = "read it as a third person" if one.third else "read it"
        yield Step(found, one.assessor, how, one.due)
    if found.lacks or found.lacks_third:
        begin = (
            max((one.on for one in found.sheets), default=of.today)
            if found.lacks_third
            else case.day_of("appealed") or triaged or case.submission.submitted_on
        )
        what = "ask a third reader" if found.lacks_third else "ask readers"
        yield Step(found, "office", f"{what}: `credfolio assign`", after(begin, days.assign))
    if found.decisive is not None:
        due = after(found.decisive.on, days.decide)
        yield Step(found, "office", f"confirm the decision: `credfolio decide {number}`", due)


def tell_due(of: Round, soon: int) -> Outcome:
    """What is late, or due within `soon` business days."""
    outcome = Outcome()
    late = 0
    for step in steps(of):
        left = of.calendar.left(of.today, step.due)
        if step.due >= of.today and left > soon:
            continue
        is_late = step.due < of.today
        late += is_late
        when = "today" if step.due == of.today else f"on {step.due}"
        word = f"was due {when}, late" if is_late else f"due {when}"
        text = f"{word}: {step.who} has to {step.what}"
        outcome.lines.append(Said(step.found.case.submission.id, text, _facts(step, is_late)))
    for request in open_requests(of):
        left = of.calendar.left(of.today, request.due)
        if request.due >= of.today and left > soon:
            continue
        is_late = request.due < of.today
        late += is_late
        when = "today" if request.due == of.today else f"on {request.due}"
        text = f"was due {when}, late" if is_late else f"due {when}"
        text += f": office has to answer a request: `credfolio answer {request.id}`"
        facts = {"due": request.due.isoformat(), "who": "office", "what": "answer", "late": is_late}
        outcome.lines.append(Said(request.id, text, facts))
    others = len(outcome.lines) - late
    outcome.summary = f"{late:,} late, {others:,} due within {counted(soon, 'business day')}"
    return outcome


def _facts(step: Step, is_late: bool) -> dict[str, Any]:
    return {
        "due": step.due.isoformat(),
        "who": step.who,
        "what": step.what,
        "late": is_late,
        "state": step.found.state,
    }


def tell_status(of: Round, numbers: Iterable[str]) -> Outcome:
    """How far each of `numbers` is, what happened to it, and what it waits for."""
    outcome = Outcome()
    by_case: dict[str, list[Step]] = {}
    for step in steps(of):
        by_case.setdefault(step.found.case.key, []).append(step)
    for number in dict.fromkeys(numbers):
        if (request := requests_of(of.registry).get(number.lower())) is not None:
            outcome.lines.append(tell_request(of, request))
            continue
        found = of.find(number)
        if isinstance(found, Said):
            outcome.lines.append(found)
            continue
        own = found.case.submission
        happened = sorted(_happened(found), key=lambda one: one[0])
        waiting = by_case.get(found.case.key, [])
        lines = [f"{found.state}; {own.credential} {own.version}, attempt {own.attempt}"]
        lines += [f"    {day}  {what}" for day, what in happened]
        lines += [f"    until {one.due}: {one.who} has to {one.what}" for one in waiting]
        facts: dict[str, Any] = {"state": found.state, "attempt": own.attempt}
        facts |= {"credential": own.credential, "version": own.version, "person": own.person}
        facts["happened"] = [{"on": day.isoformat(), "what": what} for day, what in happened]
        facts["waits_for"] = [_facts(one, one.due < of.today) for one in waiting]
        if promised := _promised(of, found):
            facts["promised"] = promised.isoformat()
            lines.append(f"    the definition promises an answer by {promised}")
        outcome.lines.append(Said(own.id, "\n".join(lines), facts))
    return outcome


def _promised(of: Round, found: Progress) -> date | None:
    """The day by which the definition promises an answer, while there is none."""
    text = text_of(of.registry, found.case.submission)
    if text is None or text.assessment_timeline is None or not found.is_open:
        return None
    days = text.assessment_timeline.business_days
    return of.calendar.after(found.case.submission.submitted_on, days)


def _happened(found: Progress) -> Iterator[tuple[date, str]]:
    case = found.case
    yield case.submission.submitted_on, "submitted"
    for event in case.events.events if case.events else ():
        yield event.on, event.what + (f": {event.note}" if event.note else "")
    for one in case.assignment.assessors if case.assignment else ():
        third = " as a third reader" if one.third else ""
        yield one.on, f"{one.assessor} asked{third}, due {one.due}"
        if one.declined_on:
            yield one.declined_on, f"{one.assessor} declined"
    for sheet in case.sheets:
        yield sheet.on, f"{sheet.id}: {sheet.decision}"
    if case.decision is not None:
        how = f"{case.decision.outcome} ({case.decision.basis})"
        yield case.decision.on, f"decided: {how}, approved by {case.decision.approved_by}"
        if case.decision.told_on:
            yield case.decision.told_on, "told"
