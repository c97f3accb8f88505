"""An outsider who knows everything public, and looks for what the figures do not say.

She has all that is published of a term, table by table. She knows each listed award with its
name: the role, the school, and the micro-credential; of some, on whose page the attempts are
shown, what came of the first one. She looks for another cohort that fits all of it and has
another number in a cell. Where there is one, the cell is not known.

Other terms and other issuers are about other cases: `figures-overlap` refuses two files that
could count one case. So they narrow nothing down here.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from credfolio.records.model.figures import Group
from credfolio.records.reckoned.leaving import Counts, fold, leave

SMALL = 10
CREDENTIALS = ("lake/listening", "lake/circles", "lake/screening", "lake/privacy")
TABLES = ("role", "school", "credential")


class Came(NamedTuple):
    """What came of a case: passed at first, tried again, passed in the end."""

    first: bool
    again: bool
    passed: bool


OUTCOMES = (
    Came(True, False, True),
    Came(False, True, True),
    Came(False, True, False),
    Came(False, False, False),
)


class Kind(NamedTuple):
    """The cases that are alike: in which groups, and what came of them."""

    role: str
    school: str
    credential: str
    came: Came


class Cohort(NamedTuple):
    """How many cases there are of each kind, and what the public knows of them."""

    cases: Counter[Kind]
    listed: Counter[tuple[str, str, str]]
    """Cases that passed in the end, by role, school, and micro-credential."""
    shown: Counter[Kind]
    """Those of them whose attempts are public too."""


Cell = tuple[object, ...]
Said = Mapping[Cell, object]
Groups = Mapping[str, Counts]
Publish = Callable[[Groups], Iterable[tuple[str | None, object]]]


@lru_cache(maxsize=50_000)
def _left(counts: Counts, small: int) -> Group:
    return leave(counts, small, retries=True)


def published(groups: Groups) -> Iterable[tuple[str | None, object]]:
    """What is published of the groups of one table, by group."""
    for name, one in fold(groups, SMALL).items():
        yield name, _left(replace(one, people=frozenset()), SMALL)


Rows = dict[str, dict[str, list[int]]]
"""Table → the counts of each group, as `Counts` has them, without people."""


def rows_of(cohort: Cohort) -> Rows:
    rows: Rows = {table: {} for table in TABLES}
    for kind, n in cohort.cases.items():
        add(rows, kind, n)
    for known, n in cohort.listed.items():
        for place, table in enumerate(TABLES):
            rows[table].setdefault(known[place], [0] * 8)[5] += n
    for kind, n in cohort.shown.items():
        for place, table in enumerate(TABLES):
            rows[table].setdefault(str(kind[place]), [0] * 8)[6 if kind.came.first else 7] += n
    return rows


def add(rows: Rows, kind: Kind, n: int) -> None:
    """Count `n` cases more of a kind."""
    first, again, passed = kind.came
    steps = (n, n * (not first), n * again, n * (again and passed), n * passed)
    for place, table in enumerate(TABLES):
        row = rows[table].setdefault(str(kind[place]), [0] * 8)
        for at, step in enumerate(steps):
            row[at] += step


def groups_of(rows: Rows, table: str) -> Groups:
    """The groups of one table; every case is of another person."""
    return {
        name: Counts(_people(name, row[0]), *row)
        for name, row in sorted(rows[table].items())
        if row[0]
    }


@lru_cache(maxsize=5_000)
def _people(group: str, size: int) -> frozenset[str]:
    return frozenset(f"{group} {n}" for n in range(size))


def all_published(rows: Rows, publish: Publish = published) -> Said:
    return {
        (table, name): said for table in TABLES for name, said in publish(groups_of(rows, table))
    }


FIELDS = ("cases", "not_at_first", "tried_again", "passed_later", "passed")


def cells(cohort: Cohort) -> dict[Cell, int]:
    """Every number that she might look for: of each table, and of two tables crossed."""
    found: dict[Cell, int] = {
        (table, name, field): row[n]
        for table, groups in rows_of(cohort).items()
        for name, row in groups.items()
        for n, field in enumerate(FIELDS)
    }
    for kind, n in cohort.cases.items():
        crossings = ((kind.role, kind.school), (kind.role, kind.credential))
        for crossed in crossings:
            found[*crossed, "cases"] = found.get((*crossed, "cases"), 0) + n
            failed = (*crossed, "not_at_first")
            found[failed] = found.get(failed, 0) + n * (not kind.came.first)
    return found


def cohort_of(seed: int, most: int = 160) -> Cohort:
    """A made-up cohort, mostly with some groups of one or two people."""
    rng = random.Random(seed)
    roles, schools, rate = rng.randint(1, 6), rng.randint(1, 5), rng.choice((0.2, 0.5, 0.9))
    made = Cohort(Counter(), Counter(), Counter())
    for _ in range(rng.randint(5, most)):
        first = rng.random() < rate
        again = not first and rng.random() < 0.5
        came = Came(first, again, first or (again and rng.random() < 0.8))
        role = f"role {min(int(rng.expovariate(0.9)), roles - 1)}"
        kind = Kind(role, f"school {rng.randrange(schools)}", rng.choice(CREDENTIALS), came)
        made.cases[kind] += 1
        if came.passed and rng.random() < 0.6:
            made.listed[kind[:3]] += 1
            made.shown[kind] += rng.random() < 0.3
    return made


class Outsider:
    """Somebody who looks at what was published about `cohort`."""

    def __init__(self, cohort: Cohort, seed: int, publish: Publish = published) -> None:
        self.rng, self.publish, self.known = random.Random(seed), publish, cohort
        self.true = cells(cohort)
        self.left = set(self.true)
        """The cells that had the same number in every cohort that fits."""
        self.cases = cohort.cases.copy()
        """The cohort that she thinks of, and its counts."""
        self.rows = rows_of(cohort)
        self.said = all_published(self.rows, publish)

    def looks(self, steps: int) -> set[Cell]:
        """The cells that she finds: she walks from cohort to cohort, and notes those that fit.

        What does not fit is kept for some steps, few of which may make it worse; then she goes
        back to the last that fits.
        """
        misfit, since, undo, patience = 0, 0, list[tuple[Kind, int]](), 12
        for _ in range(steps):
            if not self.left:
                break
            cell = self.rng.choice(sorted(self.left, key=str)) if self.rng.random() < 0.6 else ()
            since += bool(undo)
            if change := self._change(cell):
                self._make(change)
                now = self._misfit()
                if now > misfit and misfit and self.rng.random() > 0.03:
                    self._make([(kind, -n) for kind, n in change])
                else:
                    undo += change
                    misfit = now
                    if not misfit:
                        self._fits()
                        since, undo = 0, []
            if since > patience:
                self._make([(kind, -n) for kind, n in undo])
                misfit, since, undo = 0, 0, []
                patience = self.rng.choice((5, 12, 40))
        self._make([(kind, -n) for kind, n in undo])
        return self.left

    def _change(self, cell: Cell) -> list[tuple[Kind, int]]:
        """One case more, fewer, elsewhere, or that ended in another way; none that she knows goes.

        It is one that `cell` counts, where there is one.
        """
        kinds = [kind for kind, n in self.cases.items() if n > 0]
        names = {part for part in cell if isinstance(part, str) and (" " in part or "/" in part)}
        near = [kind for kind in kinds if names <= set(kind[:3])] or kinds
        one = self.rng.choice(near)
        act = self.rng.randrange(4)
        new = one._replace(came=self.rng.choice(OUTCOMES))
        if act == 0:
            place = self.rng.choice(TABLES)
            new = one._replace(**{place: getattr(self.rng.choice(kinds), place)})
        change = [(new, 1)] if act != 1 else []
        if act != 2:
            if one == new:
                return []
            change.append((one, -1))
        return change if all(n > 0 or self._may_go(one, new, act) for _, n in change) else []

    def _may_go(self, one: Kind, new: Kind, act: int) -> bool:
        """Whether the public does not know a case of this kind to be there."""
        if self.cases[one] <= self.known.shown[one]:
            return False
        passed = sum(self.cases[one._replace(came=came)] for came in OUTCOMES if came.passed)
        stays = act != 1 and new[:3] == one[:3] and new.came.passed
        return not one.came.passed or stays or passed > self.known.listed[one[:3]]

    def _make(self, change: Iterable[tuple[Kind, int]]) -> None:
        for kind, n in change:
            self.cases[kind] += n
            add(self.rows, kind, n)

    def _misfit(self) -> int:
        """In how many pieces the figures are not those that she has."""
        found = all_published(self.rows, self.publish)
        both = found.keys() | self.said.keys()
        return sum(found.get(key) != self.said.get(key) for key in both)

    def _fits(self) -> None:
        theirs = cells(self.known._replace(cases=self.cases))
        self.left -= {cell for cell in self.left if theirs.get(cell, 0) != self.true[cell]}
