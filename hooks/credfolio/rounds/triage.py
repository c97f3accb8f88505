"""What the office sees before anybody reads a submission: whether it is complete."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from credfolio.findings.finding import counted
from credfolio.records.model.kinds import EVENTS
from credfolio.records.model.terms import SubmissionEvent
from credfolio.records.reckoned.interest import is_same
from credfolio.rounds.progress import Progress
from credfolio.rounds.record_texts import with_item
from credfolio.rounds.round import Round
from credfolio.rounds.said import Outcome, Said

_DONE: dict[SubmissionEvent, str] = {
    "triaged": "is complete, and can be assigned",
    "returned": "goes back as incomplete; that is no attempt",
    "withdrawn": "is withdrawn; that is no attempt",
    "coach-met": "has met a coach, and can be assigned",
    "talked": "has been talked about with the educator",
    "appealed": "is appealed; people who have not seen it read it now",
}


def plan_event(
    of: Round,
    numbers: Iterable[str],
    what: SubmissionEvent,
    by: str = "",
    note: str = "",
    more: Mapping[str, str] | None = None,
) -> Outcome:
    """Record that `what` happened to each of `numbers` today, with what `more` says of it."""
    outcome = Outcome()
    for number in dict.fromkeys(numbers):
        found = of.find(number)
        if isinstance(found, Said):
            outcome.lines.append(found)
            continue
        own = found.case.submission
        if why := _why_not(of, found, what) or _may_not_talk(of, found, what, by):
            outcome.lines.append(Said(own.id, why, {"state": found.state}, is_problem=True))
            continue
        item = {"what": what, "on": of.today.isoformat()}
        item |= {"by": by} if by else {}
        item |= dict(more or {})
        item |= {"note": note} if note else {}
        with_item(outcome.changes, of.read, EVENTS.path(found.case.key), "events", item)
        outcome.lines.append(Said(own.id, _DONE[what], {"what": what, "on": item["on"]}))
    outcome.done = f"Recorded for {counted(len(outcome.changes), 'submission')}"
    return outcome


def _may_not_talk(of: Round, found: Progress, what: SubmissionEvent, by: str) -> str:
    """Why `by` cannot be the one who talked with the educator; "" where it can."""
    talker = of.registry.people.get(by)
    if what != "talked" or talker is None:
        return ""
    earner = of.registry.people.get(found.case.submission.person)
    if earner is not None and is_same(talker, earner):
        return f"{by} submitted it, so somebody else talks about it"
    readers = (of.registry.people.get(one.assessor) for one in found.asked)
    if any(one is not None and is_same(talker, one) for one in readers):
        return f"{by} reads it without knowing whose it is, so somebody else talks"
    return ""


def _why_not(of: Round, found: Progress, what: SubmissionEvent) -> str:
    """Why this cannot happen to a submission now; "" where it can."""
    state, case = found.state, found.case
    if case.ended:
        return f"was {state} on {case.ended}, so nothing more happens to it"
    if what == "triaged" and (day := case.day_of("triaged")):
        return f"was found complete on {day} already"
    if what == "coach-met" and state != "received":
        return "is past that: a coach is met before it is read"
    if what == "appealed":
        if state == "appealed":
            return "is appealed already"
        if case.decision is None:
            return "is not decided yet, so there is nothing to appeal"
        if case.decision.outcome == "pass":
            return "passed, so there is nothing to appeal"
        if state == "closed":
            return "is closed; the work may be destroyed, so ask for a new submission"
        if case.decision.basis == "appeal" and case.decision.on == of.today:
            return "was decided on appeal today; another appeal is recorded on a later day"
        for other in of.numbers.values():
            if other.submission.follows == case.submission.id and not other.ended:
                later = other.submission.id
                return (
                    f"has a next try, {later}, which would stand for nothing after an appeal; "
                    f"take that one back first: `credfolio triage {later} --withdrawn`"
                )
    elif case.decision is not None:
        return f"was decided on {case.decision.on} already"
    elif what == "returned" and case.sheets:
        return "has been read; what was read is decided, and not returned"
    return ""
