"""An outsider who knows everything public, and looks for what the figures do not say.

She has all that is published of a term, table by table, and the edition before it where the file
was corrected. She knows each listed award with its name, up to all that passed, and when it
passed: the role, the school, the grade, and the micro-credential; of some, on whose page the
attempts are shown, what came of the first one. She looks for another cohort that fits all of it
and has another number in a cell. Where there is one, the cell is not known.

Other terms and other issuers are about other cases: `figures-overlap` refuses two files that
could count one case. So they narrow nothing down here.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise, product
from typing import NamedTuple

from credfolio.records.model.figures import Group
from credfolio.records.reckoned.leaving import Counts, fold, leave

SMALL = 10
CREDENTIALS = ("lake/listening", "lake/circles", "lake/screening", "lake/privacy")
GRADES = ("PK-2", "3-5", "several")
TABLES = ("role", "school", "grade", "credential", "all")
"""The tables of the figures, and the row of all."""


class Came(NamedTuple):
    """What came of a case by the day of an edition."""

    first: bool
    """Whether it passed at first."""
    again: bool
    passed: bool
    """Whether it had passed in the end."""


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
    grade: str
    credential: str
    all: str
    came: tuple[Came | None, ...]
    """By each edition of the file; None where it did not count the case yet."""

    @property
    def seen(self) -> tuple[str | bool, ...]:
        """What is public of it once it is listed: its groups, and by which editions it passed."""
        return (*self[:-1], *(came is not None and came.passed for came in self.came))

    @property
    def has_passed(self) -> bool:
        return self.came[-1] is not None and self.came[-1].passed


class Cohort(NamedTuple):
    """How many cases there are of each kind, and what the public knows of them."""

    cases: Counter[Kind]
    listed: Counter[tuple[str | bool, ...]]
    """Cases that passed in the end, by what is seen of them."""
    shown: Counter[Kind]
    """Those of them whose attempts are public, too."""
    outcomes: tuple[tuple[Came | None, ...], ...]
    """All that can come of a case, by each edition."""


Cell = tuple[object, ...]
Said = Mapping[tuple[tuple[int, str], str | None], object]
Groups = Mapping[str, Counts]
Publish = Callable[[Groups], Iterable[tuple[str | None, object]]]


@lru_cache(maxsize=50_000)
def _left(counts: Counts, small: int) -> Group:
    return leave(counts, small, retries=True)


def published(groups: Groups) -> Iterable[tuple[str | None, object]]:
    """What is published of the groups of one table, by group."""
    for name, one in fold(groups, SMALL).items():
        yield name, _left(replace(one, people=frozenset(), public_people=frozenset()), SMALL)


Table = tuple[int, str]
"""An edition, and one of the `TABLES` in it."""

Rows = dict[Table, dict[str, list[int]]]
"""Table → the counts of each group, as `Counts` has them, without people."""


def rows_of(cohort: Cohort) -> Rows:
    editions = range(len(cohort.outcomes[0]))
    rows: Rows = {(edition, table): {} for edition in editions for table in TABLES}
    for kind, n in cohort.cases.items():
        add(rows, kind, n)
    for edition in editions:
        for place, table in enumerate(TABLES):
            row = rows[edition, table]
            for seen, n in cohort.listed.items():
                had_passed = bool(seen[len(TABLES) + edition])
                row.setdefault(str(seen[place]), [0] * 8)[5] += n * had_passed
            for kind, n in cohort.shown.items():
                came = kind.came[edition]
                if came is not None and came.passed:
                    row.setdefault(str(kind[place]), [0] * 8)[6 if came.first else 7] += n
    return rows


def add(rows: Rows, kind: Kind, n: int) -> None:
    """Count `n` cases more of a kind."""
    for edition, came in enumerate(kind.came):
        if came is None:
            continue
        first, again, passed = came
        steps = (n, n * (not first), n * again, n * (again and passed), n * passed)
        for place, table in enumerate(TABLES):
            row = rows[edition, table].setdefault(str(kind[place]), [0] * 8)
            for at, step in enumerate(steps):
                row[at] += step


def groups_of(rows: Rows, table: Table) -> Groups:
    """The groups of one table; every case is of another person."""
    return {name: _counts(name, *row) for name, row in sorted(rows[table].items()) if row[0]}


def _counts(name: str, cases: int, *rest: int) -> Counts:
    return Counts(_people(name, cases), cases, *rest, public_people=_people(name, rest[4]))


@lru_cache(maxsize=5_000)
def _people(group: str, size: int) -> frozenset[str]:
    return frozenset(f"{group} {n}" for n in range(size))


def all_published(rows: Rows, publish: Publish = published) -> Said:
    return {(table, name): said for table in rows for name, said in publish(groups_of(rows, table))}


FIELDS = ("cases", "not_at_first", "tried_again", "passed_later", "passed")


def cells(cohort: Cohort) -> dict[Cell, int]:
    """Every number that she might look for: of each table, and of two tables crossed.

    With two editions also what changed from one to the other.
    """
    found: Counter[Cell] = Counter()
    for (edition, table), groups in rows_of(cohort).items():
        for name, row in groups.items():
            for field, number in zip(FIELDS, row[:5], strict=True):
                found[table, name, field, edition] = number
    for kind, n in cohort.cases.items():
        for edition, came in enumerate(kind.came):
            for other in (kind.school, kind.credential):
                found[kind.role, other, "cases", edition] += n * (came is not None)
                failed = came is not None and not came.first
                found[kind.role, other, "not_at_first", edition] += n * failed
    for cell in [one for one in found if one[-1] == 1]:
        found[*cell[:-1], "since"] = found[cell] - found[*cell[:-1], 0]
    return found


def cohort_of(seed: int, most: int = 160, editions: int = 1) -> Cohort:
    """A made-up cohort, mostly with some groups of one or two people."""
    rng = random.Random(seed)
    roles, schools, rate = rng.randint(1, 6), rng.randint(1, 5), rng.choice((0.2, 0.5, 0.9))
    listing = rng.choice((0.3, 0.6, 1.0))
    outcomes = [one for one in product((None, *OUTCOMES), repeat=editions) if _may_come(one)]
    made = Cohort(Counter(), Counter(), Counter(), tuple(outcomes))
    for _ in range(rng.randint(5, most)):
        first = rng.random() < rate
        again = not first and rng.random() < 0.5
        came = Came(first, again, first or (again and rng.random() < 0.8))
        role = f"role {min(int(rng.expovariate(0.9)), roles - 1)}"
        school, grade = f"school {rng.randrange(schools)}", rng.choice(GRADES)
        changed = rng.choice([one for one in outcomes if one[-1] == came])
        all_came = changed if rng.random() < 0.15 else (came,) * editions
        kind = Kind(role, school, grade, rng.choice(CREDENTIALS), "all", all_came)
        made.cases[kind] += 1
        if came.passed and rng.random() < listing:
            made.listed[kind.seen] += 1
            made.shown[kind] += rng.random() < 0.3
    return made


def _may_come(came: tuple[Came | None, ...]) -> bool:
    """Whether one edition can say this after the other: nothing is taken back."""
    pairs = pairwise(came)
    return came[-1] is not None and all(
        one is None or (other is not None and one.first == other.first and one <= other)
        for one, other in pairs
    )


class Outsider:
    """Somebody who looks at what was published about `cohort`."""

    def __init__(self, cohort: Cohort, seed: int, publish: Publish = published) -> None:
        self.rng, self.publish, self.known = random.Random(seed), publish, cohort
        self.true = cells(cohort)
        self.left = set(self.true)
        """The cells that had the same number in every cohort that fits."""
        self.open = sorted(self.left, key=str)
        """The same in an order that is the same in every run."""
        self.cases = cohort.cases.copy()
        """The cohort that she thinks of, and its counts."""
        self.seen = Counter[tuple[str | bool, ...]]()
        for kind, n in cohort.cases.items():
            self.seen[kind.seen] += n
        self.rows = rows_of(cohort)
        last = len(cohort.outcomes[0]) - 1
        self.names = {table: sorted(self.rows[last, table]) for table in TABLES}
        self.every_name = {name for names in self.names.values() for name in names}
        self.said = all_published(self.rows, publish)
        self.editions = {edition for (edition, _), _ in self.said}
        """Those that say something; of a cohort that is too small no file is written."""

    def looks(self, steps: int) -> set[Cell]:
        """The cells that she finds: she walks from cohort to cohort, and notes those that fit.

        What does not fit is kept for some steps, few of which may make it worse; then she goes
        back to the last that fits.
        """
        misfit, since, undo, patience = 0, 0, list[tuple[Kind, int]](), 12
        for _ in range(steps):
            if not self.left:
                break
            cell = self.rng.choice(self.open) if self.rng.random() < 0.6 else ()
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
        names = self.every_name.intersection(cell)
        near = [kind for kind in kinds if names <= set(kind[:-1])] or kinds
        one = self.rng.choice(near)
        act = self.rng.randrange(4)
        new = one._replace(came=self.rng.choice(self.known.outcomes))
        if act == 0:
            place = self.rng.choice(TABLES)
            moved = [*one[:-1], one.came]
            moved[TABLES.index(place)] = self.rng.choice(self.names[place])
            new = Kind._make(moved)
        if act == 1:
            return [(new, 1)]
        if one == new or not self._may_go(one, act != 2 and new.seen == one.seen):
            return []
        return [(one, -1)] if act == 2 else [(new, 1), (one, -1)]

    def _may_go(self, one: Kind, stays: bool) -> bool:
        """Whether the public does not know a case of this kind to be there.

        `stays` says that another case takes its place that looks the same.
        """
        if self.cases[one] <= self.known.shown[one]:
            return False
        return stays or not one.has_passed or self.seen[one.seen] > self.known.listed[one.seen]

    def _make(self, change: Iterable[tuple[Kind, int]]) -> None:
        for kind, n in change:
            self.cases[kind] += n
            self.seen[kind.seen] += n
            add(self.rows, kind, n)

    def _misfit(self) -> int:
        """In how many pieces the figures are not those that she has."""
        found = all_published(self.rows, self.publish)
        both = {key for key in found if key[0][0] in self.editions} | self.said.keys()
        return sum(found.get(key) != self.said.get(key) for key in both)

    def _fits(self) -> None:
        theirs = cells(self.known._replace(cases=self.cases))
        if moved := {cell for cell in self.left if theirs.get(cell, 0) != self.true[cell]}:
            self.left -= moved
            self.open = [cell for cell in self.open if cell in self.left]
