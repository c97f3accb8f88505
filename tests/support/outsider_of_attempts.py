"""An outsider who looks at what is said of attempts, where one person may have several cases.

She knows what `outsider.Outsider` knows, and of each listed award whose it is, whether a third
person read the attempt that passed (the award says on what it rests), and of some, on whose page
the attempts are shown, how many days each took, whether it was late, and who read it. She looks
for days, late decisions, third readings, hours, money, support, and how two readers agree.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from credfolio.records.model.figures import Figures, TableName
from credfolio.records.model.terms import SupportKind
from credfolio.records.reckoned.agreement import agreement, seen_of
from credfolio.records.reckoned.leaving import Attempts, Counts, Told, leaving

SMALL = 10
FRAME = Figures(id="term", counted_on=date(2026, 6, 30), small=SMALL)
CREDENTIALS = ("lake/listening", "lake/circles", "lake/screening")
KINDS: tuple[SupportKind, ...] = ("time", "coach")


class Try(NamedTuple):
    """One attempt that was decided."""

    days: int
    late: bool = False
    third: bool = False


class Case(NamedTuple):
    """One person's way through one micro-credential."""

    credential: str
    tries: tuple[Try, ...]
    passed: bool
    """In the last of the tries; those before did not."""
    listed: bool = False
    shown: bool = False
    """Whether its award shows the attempts."""
    hours: int | None = None
    money: int | None = None
    support: frozenset[SupportKind] | None = None


class Someone(NamedTuple):
    name: int
    role: str
    cases: tuple[Case, ...]


People = tuple[Someone, ...]
Said = Mapping[str, object]
Publish = Callable[[People], Said]
Cell = tuple[str, ...]


def _pairs(case: Case) -> list[tuple[str, str]]:
    """What the first two readers of each attempt said."""
    said = ["resubmit"] * (len(case.tries) - 1) + ["pass" if case.passed else "resubmit"]
    return [("pass", "resubmit") if one.third else (outcome, outcome)
            for one, outcome in zip(case.tries, said, strict=True)]  # fmt: skip


def _public(case: Case) -> slice:
    """Which of its attempts are public."""
    return slice(None if case.shown else -1, None) if case.listed else slice(0, 0)


def counts(people: People, key: Callable[[Someone, Case], str]) -> dict[str, Counts]:
    found: defaultdict[str, Counts] = defaultdict(Counts)
    for one in people:
        for case in one.cases:
            again, first = len(case.tries) > 1, case.passed and len(case.tries) == 1
            shown = case.listed and case.shown
            name = frozenset([str(one.name)])
            found[key(one, case)] += Counts(
                name,
                1,
                not first,
                again,
                again and case.passed,
                case.passed,
                case.listed,
                shown and first,
                shown and not first,
                public_people=name if case.listed else frozenset(),
            )
    return dict(sorted(found.items()))


def told_of(people: People) -> Told:
    keyed = {(str(one.name), case.credential): case for one in people for case in one.cases}
    cases = list(keyed.values())
    tries = [one for case in cases for one in case.tries]
    public = [one for case in cases for one in case.tries[_public(case)]]
    pairs = [pair for case in cases for pair in _pairs(case)]
    seen = [pair for case in cases for pair in _pairs(case)[_public(case)]]
    found = agreement(pairs)
    return Told(
        days=sorted(one.days for one in tries),
        late=sum(one.late for one in tries),
        third_readings=sum(one.third for one in tries),
        public=Attempts(
            len(public), sum(one.late for one in public), sum(one.third for one in public)
        ),
        spent={
            "hours": {key: Decimal(one.hours) for key, one in keyed.items() if one.hours},
            "money_spent": {key: Decimal(one.money) for key, one in keyed.items() if one.money},
        },
        support={key: one.support for key, one in keyed.items() if one.support},
        agreed=[((), found, seen_of(seen, pairs))] if found else (),
    )


def published(people: People, told: Callable[[People], Told] = told_of) -> Said:
    """What leaves, piece by piece."""
    tables: dict[TableName, dict[str, Counts]] = {
        "role": counts(people, lambda one, _: one.role),
        "credential": counts(people, lambda _, case: case.credential),
    }
    said = leaving(FRAME, tables, told(people), retries=True)
    found: dict[str, object] = {
        "all": said.whole,
        "waiting": said.waiting,
        **{f"use {one.what}": one for one in said.use},
        **{f"support {one.kind}": one for one in said.support},
        **{f"agreement {one.scale}": one for one in said.agreement},
    }
    for table in said.tables:
        found |= {f"{table.by} {one.group}": one for one in table.groups}
    return found


def cells(people: People) -> Counter[Cell]:
    """Every number that she might look for."""
    found: Counter[Cell] = Counter()
    for one in people:
        found["people",] += 1
        found["people", one.role] += 1
        found["people with several cases",] += len(one.cases) > 1
        for case in one.cases:
            for group in (one.role, case.credential):
                found["cases", group] += 1
                found["not at first", group] += not case.passed or len(case.tries) > 1
                found["passed", group] += case.passed
            for what in ("hours", "money"):
                amount = getattr(case, what)
                found[what, "reported"] += amount is not None
                found[what, "together"] += amount or 0
            for kind in KINDS:
                found["support", kind] += kind in (case.support or ())
            for pair in _pairs(case):
                found["readers", *pair] += 1
            for each in case.tries:
                found["attempts",] += 1
                found["late",] += each.late
                found["third",] += each.third
                for week in (5, 10, 15):
                    found["within", str(week)] += each.days <= week
    return found


def people_of(seed: int, most: int = 40, least: int = SMALL + 1) -> People:
    """A made-up cohort, in which some have several cases, and many are listed."""
    rng = random.Random(seed)
    roles, rate, listing = rng.randint(1, 3), rng.choice((0.5, 0.9)), rng.choice((0.4, 0.8, 1.0))
    made = []
    for name in range(rng.randint(least, most)):
        cases = []
        for credential in rng.sample(CREDENTIALS, rng.choice((1, 1, 1, 2, 3))):
            first = rng.random() < rate
            number = 1 if first or rng.random() < 0.5 else 2
            passed = first or (number == 2 and rng.random() < 0.8)
            tries = tuple(_try(rng) for _ in range(number))
            listed = passed and rng.random() < listing
            case = Case(credential, tries, passed, listed, listed and rng.random() < 0.4)
            cases.append(_reporting(case, rng))
        made.append(Someone(name, f"role {rng.randrange(roles)}", tuple(cases)))
    return tuple(made)


def _try(rng: random.Random) -> Try:
    return Try(rng.choice((4, 8, 9, 12, 16)), rng.random() < 0.15, rng.random() < 0.1)


def _reporting(case: Case, rng: random.Random) -> Case:
    return case._replace(
        hours=rng.choice((None, 3, 6, 8, 15)),
        money=rng.choice((None, None, 40, 120)),
        support=rng.choice((None, frozenset[SupportKind](["time"]), frozenset(KINDS))),
    )


@dataclass
class Outsider:
    """Somebody who looks at what was published about `people`."""

    people: People
    rng: random.Random
    publish: Publish = published

    def looks(self, steps: int) -> set[Cell]:
        """The cells that had the same number in every cohort that fits and that she thought of.

        What does not fit is kept for some steps, few of which may make it worse; then she goes
        back to the last that fits.
        """
        said, true = self.publish(self.people), cells(self.people)
        left, here, back = set(true), self.people, self.people
        misfit, since, patience = 0, 0, 4
        for _ in range(steps):
            if not left:
                break
            then = self._changed(here)
            found = self.publish(then)
            both = said.keys() | found.keys()
            now = sum(said.get(key) != found.get(key) for key in both)
            if now <= misfit or not misfit or self.rng.random() < 0.05:
                here, misfit = then, now
            if not misfit:
                theirs = cells(here)
                left -= {cell for cell in left if theirs[cell] != true[cell]}
                back, since = here, 0
                continue
            since += 1
            if since > patience:
                here, misfit, since = back, 0, 0
                patience = self.rng.choice((4, 12, 40))
        return left

    def _changed(self, people: People) -> People:
        """`people` with one thing else that she cannot know to be wrong."""
        rng = self.rng
        act = rng.randrange(8)
        if act == 0:
            name = max((one.name for one in people), default=0) + 1
            role = rng.choice([one.role for one in people])
            return (*people, Someone(name, role, (self._case(rng.choice(CREDENTIALS)),)))
        place = rng.randrange(len(people))
        one = people[place]
        at = rng.randrange(len(one.cases))
        case = one.cases[at]
        if act == 1:
            left = [each for n, each in enumerate(one.cases) if n != at or each.listed]
            return _with(people, place, one._replace(cases=tuple(left)))
        if act == 2:
            free = sorted(set(CREDENTIALS) - {each.credential for each in one.cases})
            more = (self._case(rng.choice(free)),) if free else ()
            return _with(people, place, one._replace(cases=(*one.cases, *more)))
        if act == 3 and not any(each.listed for each in one.cases):
            return _with(people, place, one._replace(role=rng.choice([p.role for p in people])))
        if act in (4, 5):
            case = _reporting(case, rng)
        elif not case.listed:
            case = self._case(case.credential)
        elif not case.shown:
            # The last attempt is known but for its days; how many there were before is not.
            last = case.tries[-1]._replace(days=rng.choice((4, 8, 12)), late=rng.random() < 0.3)
            case = case._replace(tries=(*((_try(rng),) if rng.random() < 0.3 else ()), last))
        cases = (*one.cases[:at], case, *one.cases[at + 1 :])
        return _with(people, place, one._replace(cases=cases))

    def _case(self, credential: str) -> Case:
        rng = self.rng
        tries = tuple(_try(rng) for _ in range(rng.choice((1, 1, 2))))
        return _reporting(Case(credential, tries, rng.random() < 0.6), rng)


def _with(people: People, place: int, one: Someone) -> People:
    kept = (one,) if one.cases else ()
    return (*people[:place], *kept, *people[place + 1 :])
