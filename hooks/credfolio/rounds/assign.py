"""Who is asked to read which submission: two of those who may, the least busy first.

The choice is the same each time it is made from the same records and the same secret, and
nobody without the secret can guess it. See ADR 0084.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from credfolio.authoring.yaml_edit import set_in_nth
from credfolio.findings.finding import counted
from credfolio.records.model import Person
from credfolio.records.model.kinds import ASSIGNMENTS
from credfolio.records.reckoned.interest import interest, is_same, may_not_read
from credfolio.records.reckoned.submission import attempts_before
from credfolio.rounds.blind import blind_number, lot
from credfolio.rounds.progress import Progress, tries_without_pass
from credfolio.rounds.record_texts import edited, with_item
from credfolio.rounds.round import Round
from credfolio.rounds.said import Outcome, Said
from credfolio.text.listed import listed


@dataclass(frozen=True)
class Asked:
    """One person who is asked to read one submission."""

    found: Progress
    person: Person
    due: date
    third: bool


@dataclass
class _Books:
    """What changes while people are chosen: how much each has open, and who declined what."""

    secret: bytes
    load: Counter[str] = field(default_factory=Counter)
    declined: set[tuple[str, str]] = field(default_factory=set)


@dataclass(frozen=True)
class _Need:
    found: Progress
    number: int
    third: bool
    due: date
    candidates: tuple[Person, ...]
    why_not: Mapping[str, int]
    """Why the others cannot, and how many they are."""


def plan_assignment(
    of: Round, secret: bytes, declined: Mapping[tuple[str, str], str] | None = None
) -> tuple[Outcome, tuple[Asked, ...], set[tuple[str, str]]]:
    """Ask readers for every submission that lacks some, and record who `declined` (with why).

    Returns what is said and written, who is asked, and who no longer reads what.
    """
    outcome, books = Outcome(), _Books(secret)
    _decline(of, outcome, books, declined or {})
    for found in of.all():
        if found.is_open:
            books.load.update(
                one.assessor
                for one in found.waits_for
                if (found.case.submission.id, one.assessor) not in books.declined
            )
    needs = [need for found in of.all() if (need := _need(of, outcome, books, found))]
    # Submissions with the fewest candidates come first, then those that have waited longest.
    needs.sort(key=lambda one: (len(one.candidates), one.found.case.submission.submitted_on))
    asked: list[Asked] = []
    for need in needs:
        chosen = _choose(of, books, need)
        if len(chosen) < need.number:
            outcome.lines.append(_too_few(need, chosen))
            continue
        own = [Asked(need.found, person, need.due, need.third) for person in chosen]
        books.load.update(one.person.id for one in own)
        asked += own
        outcome.lines.append(_said(need, chosen, secret))
        for one in own:
            item = {"assessor": one.person.id, "on": of.today.isoformat()}
            item |= {"due": need.due.isoformat()} | ({"third": "yes"} if need.third else {})
            if need.found.state == "appealed":
                item["appeal"] = str(len(need.found.case.appeals))
            path = ASSIGNMENTS.path(need.found.case.key)
            with_item(outcome.changes, of.read, path, "assessors", item)
    done = len({one.found.case.key for one in asked})
    readers = len({one.person.id for one in asked})
    left = sum(one.is_problem for one in outcome.lines)
    outcome.summary = f"{counted(done, 'submission')} for {counted(readers, 'reader')}" + (
        f"; {left:,} cannot be assigned" if left else ""
    )
    outcome.done = f"Assigned {counted(done, 'submission')}"
    return outcome, tuple(asked), books.declined


def _decline(
    of: Round, outcome: Outcome, books: _Books, declined: Mapping[tuple[str, str], str]
) -> None:
    """Record who declined, and who left with something unread."""
    known: set[tuple[str, str]] = set()
    for found in of.all():
        own = found.case.submission
        asked = found.case.assignment.assessors if found.case.assignment else ()
        for n, one in enumerate(asked):
            key = (own.id, one.assessor)
            if one not in found.waits_for or not found.is_open:
                continue
            known.add(key)
            reader = of.registry.people.get(one.assessor)
            gone = may_not_read(reader, own.credential, of.today) if reader else ""
            reason = declined.get(key) or (f"May read no more: {gone}." if gone else "")
            if not reason:
                continue
            books.declined.add(key)
            values = {"declined_on": of.today.isoformat(), "reason": reason}
            path = ASSIGNMENTS.path(found.case.key)
            edited(outcome.changes, of.read, path, _declining(n, values, path))
            text = f"{one.assessor} no longer reads it: {reason}"
            outcome.lines.append(Said(own.id, text, {"declined": one.assessor, "reason": reason}))
    for number, person in sorted(set(declined) - known):
        text = f"{person} is not asked to read it, or has read it, so there is nothing to decline"
        outcome.lines.append(Said(number, text, is_problem=True))


def _declining(number: int, values: Mapping[str, str], path: str) -> Callable[[str], str]:
    return lambda text: set_in_nth(text, "assessors", number, values, path)


def _need(of: Round, outcome: Outcome, books: _Books, found: Progress) -> _Need | None:
    """How many readers a submission lacks; None where it lacks none, or is not ready for them."""
    own, days = found.case.submission, of.office.business_days
    gone = sum((own.id, one.assessor) in books.declined and not one.third for one in found.asked)
    gone_third = any((own.id, one.assessor) in books.declined for one in found.asked if one.third)
    third = found.lacks_third or gone_third
    number = 1 if third else found.lacks + gone
    if not found.is_open or not number:
        return None
    if not found.case.day_of("triaged") and found.state == "received":
        text = f"has not been looked through: `credfolio triage {own.id}`"
        outcome.lines.append(Said(own.id, text, {"waits_for": "triage"}, is_problem=True))
        return None
    tries = tries_without_pass(found.case, of.numbers)
    if found.state == "received" and tries >= of.office.coach_after and not _met(of, found):
        text = (
            f"follows {counted(tries, 'try', 'tries')} without a pass, so a coach is met first: "
            f"`credfolio triage {own.id} --coach-met`"
        )
        outcome.lines.append(Said(own.id, text, {"waits_for": "coach"}, is_problem=True))
        return None
    due = of.calendar.after(of.today, days.third if third else days.read)
    candidates, why_not = _candidates(of, found, due)
    return _Need(found, number, third, due, candidates, why_not)


def _met(of: Round, found: Progress) -> bool:
    """Whether a coach was met: noted with this attempt, or with the last one once it failed."""
    if found.case.day_of("coach-met"):
        return True
    last = next(attempts_before(found.case, of.numbers), None)
    met = last.day_of("coach-met") if last else None
    return bool(met and last and last.decision and met >= last.decision.on)


def _candidates(
    of: Round, found: Progress, due: date
) -> tuple[tuple[Person, ...], Mapping[str, int]]:
    """Those who may read a submission, and why the others may not, with how many they are."""
    case, people = found.case, of.registry.people
    earner = people.get(case.submission.person)
    others = _others(of, found)
    free: list[Person] = []
    why_not: Counter[str] = Counter()
    for person in sorted(people.values(), key=lambda one: one.id):
        right = person.assesses
        if right is None:
            continue
        credential = case.submission.credential
        if may_not_read(person, credential, of.today):
            why_not["may not assess it"] += 1
        elif may_not_read(person, credential, due):
            why_not["stops assessing before it is due"] += 1
        elif earner is None or interest(person, earner):
            why_not["has an interest in it (same person, school, or coach)"] += 1
        elif any(is_same(person, one) for one in others):
            why_not["has read or approved it already"] += 1
        else:
            free.append(person)
    return tuple(free), why_not


def _others(of: Round, found: Progress) -> tuple[Person, ...]:
    """Those who were asked to read this attempt, or approved one of the attempts."""
    asked = found.case.assignment.assessors if found.case.assignment else ()
    names = {one.assessor for one in asked}
    for case in (found.case, *attempts_before(found.case, of.numbers)):
        if case.decision is not None:
            names.add(case.decision.approved_by)
    return tuple(person for one in sorted(names) if (person := of.registry.people.get(one)))


def _choose(of: Round, books: _Books, need: _Need) -> list[Person]:
    """The readers, as many as there can be; of a further try one who read the last, one new."""
    number = need.found.case.submission.id

    def first(person: Person) -> tuple[int, str]:
        return books.load[person.id], lot(books.secret, number, person.id)

    free = [one for one in need.candidates if one.assesses and _has_room(one, books)]
    free.sort(key=first)
    chosen: list[Person] = []

    def take(ones: Iterable[Person], most: int) -> None:
        for one in ones:
            if most > 0 and not any(is_same(one, other) for other in chosen):
                chosen.append(one)
                most -= 1

    last = next(attempts_before(need.found.case, of.numbers), None)
    before = {one.id for one in last.sheets} if last else set()
    seen = {one.id for case in attempts_before(need.found.case, of.numbers) for one in case.sheets}
    is_appeal = need.found.state == "appealed"
    if not need.third and not is_appeal:
        has_one = any(one.assessor in before for one in need.found.asked)
        take((one for one in free if one.id in before), 0 if has_one else 1)
    # Appeals are read by people who have seen none of it.
    take((one for one in free if one.id not in seen), need.number - len(chosen))
    if not is_appeal:
        take(free, need.number - len(chosen))
    return chosen[: need.number]


def _has_room(person: Person, books: _Books) -> bool:
    return person.assesses is not None and books.load[person.id] < person.assesses.most_open


def _said(need: _Need, chosen: Iterable[Person], secret: bytes) -> Said:
    own = need.found.case.submission
    names = [one.id for one in chosen]
    blind = blind_number(secret, own.id)
    how = " as a third reader" if need.third else ""
    facts: dict[str, Any] = {"assessors": names, "due": need.due.isoformat(), "blind": blind}
    facts |= {"third": need.third, "credential": own.credential, "version": own.version}
    return Said(own.id, f"{listed(names)}{how}, due {need.due}, as {blind}", facts)


def _too_few(need: _Need, chosen: Iterable[Person]) -> Said:
    names = [one.id for one in chosen]
    full = len(need.candidates) - len(names)
    reasons = dict(need.why_not)
    if full > 0:
        reasons["has as many open as allowed, or has seen an attempt before"] = full
    others = "; ".join(f"{number} {why}" for why, number in reasons.items())
    free = f"only {listed(names)} is free" if names else "nobody is free"
    text = f"{counted(need.number, 'reader')} needed, and {free}"
    facts = {"needed": need.number, "free": names, "others": reasons}
    return Said(
        need.found.case.submission.id,
        f"{text} ({others}); train or free somebody" if others else f"{text}; train somebody",
        facts,
        is_problem=True,
    )
