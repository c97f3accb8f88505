"""What waits for whom until when, and how far one submission is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from credfolio.findings.finding import counted
from credfolio.records.model import Request
from credfolio.records.reckoned.submission import text_of
from credfolio.rounds.conversation import how_to_note, is_missing, rule_for
from credfolio.rounds.next_try import came_too_early, may_come_from
from credfolio.rounds.progress import Progress
from credfolio.rounds.requests import open_requests, requests_of, tell_request, waits_for
from credfolio.rounds.round import Round
from credfolio.rounds.said import Outcome, Said
from credfolio.rounds.told import message_to_educator, message_with_letter


@dataclass(frozen=True)
class Step:
    """Something that somebody has to do about a submission until a day."""

    found: Progress
    who: str
    """A person's id, or ``office``."""
    what: str
    due: date
    message: str = ""
    """The e-mail of `messages.yml` that goes with it, by its id; "" for none."""


@dataclass(frozen=True)
class _Waiting:
    """A submission or a request that waits for somebody, and that in words."""

    name: str
    due: date
    who: str
    what: str
    said: str
    more: Mapping[str, Any]

    def facts(self, today: date) -> dict[str, Any]:
        said = {"due": self.due.isoformat(), "who": self.who, "what": self.what}
        return {**said, "late": self.due < today, **self.more}


def steps(of: Round, secret: bytes) -> list[Step]:
    """All that waits, the earliest day first; `secret` draws whom somebody talks with."""
    found = [step for one in of.all() for step in _steps(of, one, secret)]
    return sorted(found, key=lambda one: (one.due, one.found.case.key, one.who))


def _steps(of: Round, found: Progress, secret: bytes) -> Iterator[Step]:
    case, days, after = found.case, of.office.business_days, of.calendar.after
    number = case.submission.id
    if found.state == "decided" and case.decision is not None:
        due = after(case.decision.on, days.tell)
        message = message_with_letter(of, found)
        yield Step(found, "office", f"send the letter: `credfolio letter {number}`", due, message)
    if not found.is_open:
        return
    triaged = case.day_of("triaged")
    if triaged is None and found.state == "received":
        due = after(case.submission.submitted_on, days.triage)
        early = came_too_early(of, case)
        note = f" ({early})" if early else ""
        yield Step(found, "office", f"look it through: `credfolio triage {number}`{note}", due)
        return
    for one in found.waits_for:
        how = "read it as a third person" if one.third else "read it"
        yield Step(found, one.assessor, how, one.due, "late" if one.due < of.today else "due-soon")
    if found.lacks or found.lacks_third:
        begin = (
            max((one.on for one in found.sheets), default=of.today)
            if found.lacks_third
            else case.day_of("appealed") or triaged or case.submission.submitted_on
        )
        what = "ask a third reader" if found.lacks_third else "ask readers"
        message = "third" if found.lacks_third else "asked"
        due = after(begin, days.assign)
        yield Step(found, "office", f"{what}: `credfolio assign`", due, message)
    talks = is_missing(of, found, secret)
    if talks and (until := _talk_until(of, found)):
        what = f"talk with the educator about the work: {how_to_note(number)}"
        yield Step(found, "office", what, until, "talk")
    if found.decisive is not None and not talks:
        due = after(found.decisive.on, days.decide)
        yield Step(
            found, "office", f"confirm the decision: `credfolio decide {number}`", due, "decide"
        )


def _talk_until(of: Round, found: Progress) -> date | None:
    """While it is read there is time to talk; None before anybody was asked to read it."""
    if found.decisive is not None:
        return of.calendar.after(found.decisive.on, of.office.business_days.decide)
    return max((one.due for one in found.asked), default=None)


def tell_due(of: Round, soon: int, secret: bytes = b"") -> Outcome:
    """What is late, or due within `soon` business days; `secret` as in `steps`."""
    outcome = Outcome()
    late = 0
    asked = (_of_request(of, one) for one in open_requests(of))
    for one in (*map(_of_step, steps(of, secret)), *asked):
        left = of.calendar.left(of.today, one.due)
        if one.due >= of.today and left > soon:
            continue
        is_late = one.due < of.today
        late += is_late
        when = "today" if one.due == of.today else f"on {one.due}"
        word = f"was due {when}, late" if is_late else f"due {when}"
        outcome.lines.append(Said(one.name, f"{word}: {one.said}", one.facts(of.today)))
    others = len(outcome.lines) - late
    outcome.summary = f"{late:,} late, {others:,} due within {counted(soon, 'business day')}"
    return outcome


def _of_step(step: Step) -> _Waiting:
    said = f"{step.who} has to {step.what}"
    more = {"state": step.found.state, "message": step.message}
    return _Waiting(step.found.case.submission.id, step.due, step.who, step.what, said, more)


def _of_request(of: Round, request: Request) -> _Waiting:
    said = f"office has to {waits_for(of, request)}"
    return _Waiting(request.id, request.due, "office", "answer", said, {})


def tell_status(of: Round, numbers: Iterable[str], secret: bytes = b"") -> Outcome:
    """How far each of `numbers` is, what happened to it, and what it waits for; `secret` as in
    `steps`."""
    outcome = Outcome()
    by_case: dict[str, list[Step]] = {}
    for step in steps(of, secret):
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
        person = of.registry.people.get(own.person)
        if person is not None:
            address = f", {person.address}" if person.address else ", without an address"
            lines.append(f"    from {person.id}: {person.name}{address}")
        lines += [f"    {day}  {what}" for day, what in happened]
        lines += [f"    until {one.due}: {one.who} has to {one.what}" for one in waiting]
        facts: dict[str, Any] = {"state": found.state, "attempt": own.attempt}
        facts |= {"credential": own.credential, "version": own.version, "person": own.person}
        facts |= {"name": person.name, "address": person.address} if person else {}
        facts["happened"] = [{"on": day.isoformat(), "what": what} for day, what in happened]
        facts["message"] = message_to_educator(of, found)
        facts["waits_for"] = [_of_step(one).facts(of.today) for one in waiting]
        if early := came_too_early(of, found.case) if found.is_open else "":
            facts["too_early"] = early
            lines.append(f"    {early}")
        if first := may_come_from(of, found.case):
            facts["next_from"] = first.isoformat()
            lines.append(f"    another try may come on {first} or later")
        if rule := rule_for(of, found) if found.is_open else "":
            facts["conversation"] = rule
            comes = "comes" if rule == "required" else "may come"
            lines.append(f"    a conversation about the work {comes} before the decision")
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
        third += " for the appeal" if one.appeal else ""
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
