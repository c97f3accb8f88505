"""Nobody who knows everything public can work out a cell of the figures that leave.

The audit looks for another cohort, with the same listed awards, that gives the same figures
and has another number in the cell. Where there is one, the figures do not tell the number.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import NamedTuple

import pytest

from credfolio.records.reckoned.leaving import (
    OTHERS,
    Counts,
    fold,
    leave,
    leaving,
    rate_band,
    size_band,
)

SMALL = 10


class One(NamedTuple):
    """One journey: her groups, what came of it, and whether her award is listed."""

    role: str
    school: str
    first: bool
    again: bool
    passed: bool
    listed: bool


Cohort = tuple[One, ...]
TABLES = ("role", "school")


def count(people: Sequence[One]) -> Counts:
    return Counts(
        people=len(people),
        cases=len(people),
        not_at_first=sum(not one.first for one in people),
        tried_again=sum(one.again for one in people),
        passed_later=sum(one.again and one.passed for one in people),
        passed=sum(one.passed for one in people),
        public=sum(one.listed for one in people),
    )


def tables(cohort: Cohort) -> dict[str, dict[str, Counts]]:
    return {
        table: {
            name: count([one for one in cohort if getattr(one, table) == name])
            for name in sorted({getattr(one, table) for one in cohort})
        }
        for table in TABLES
    }


def published(cohort: Cohort) -> dict[str, object]:
    return leaving(tables(cohort), SMALL, retries=True)


def person(rng: random.Random, roles: int, schools: int) -> One:
    first = rng.random() < rng.choice((0.2, 0.5, 0.9))
    again = not first and rng.random() < 0.5
    passed = first or (again and rng.random() < 0.8)
    listed = passed and rng.random() < 0.6
    role = f"role {min(int(rng.expovariate(0.9)), roles - 1)}"
    return One(role, f"school {rng.randrange(schools)}", first, again, passed, listed)


def cohort_of(seed: int) -> Cohort:
    rng = random.Random(seed)
    roles, schools = rng.randint(1, 6), rng.randint(1, 5)
    return tuple(person(rng, roles, schools) for _ in range(rng.randint(5, 160)))


def moved(one: One, table: str, group: str) -> One:
    return one._replace(role=group) if table == "role" else one._replace(school=group)


OUTCOMES = ((True, False, True), (False, True, True), (False, True, False), (False, False, False))


def changed(cohort: Cohort, rng: random.Random, near: tuple[str, str] | None = None) -> Cohort:
    """The cohort with one person more, fewer, elsewhere, or with another outcome.

    What is listed stays: the public knows it. With `near` it is somebody of one group.
    """
    kind = rng.randrange(5)
    own = [n for n, one in enumerate(cohort) if near and getattr(one, near[0]) == near[1]]
    at = rng.choice(own) if own else rng.randrange(len(cohort))
    one = cohort[at]
    rest = (*cohort[:at], *cohort[at + 1 :])
    first, again, passed = rng.choice(OUTCOMES)
    if kind == 0:
        other = rng.choice(cohort)
        new = One(one.role, other.school, first, again, passed, listed=False)
        return (*cohort, moved(new, *near) if near else new)
    if kind == 1 and not one.listed and rest:
        return rest
    if kind == 2 and not one.listed:
        other = rng.choice(cohort)
        key = rng.choice(TABLES)
        return (*rest, moved(one, key, getattr(other, key)))
    if passed or not one.listed:
        return (*rest, one._replace(first=first, again=again, passed=passed))
    return cohort


def cells(cohort: Cohort) -> dict[tuple[str, str, str], int]:
    return {
        (table, name, field): getattr(counts, field)
        for table, groups in tables(cohort).items()
        for name, counts in groups.items()
        for field in ("cases", "not_at_first", "tried_again", "passed")
    }


def found_by_the_audit(
    cohort: Cohort,
    seed: int,
    figures: Callable[[Cohort], dict[str, object]] = published,
    steps: int = 6_000,
) -> set[tuple[str, str, str]]:
    """The cells whose number is the same in every cohort found that gives the same figures.

    It walks from cohort to cohort, up to three changes at a time, as long as the figures stay.
    """
    rng = random.Random(seed)
    said, true, here = figures(cohort), cells(cohort), cohort
    left = set(true)
    for _ in range(steps):
        if not left:
            break
        table, name, _ = rng.choice(sorted(left))
        other = changed(here, rng, (table, name))
        for _ in range(rng.randrange(3)):
            other = changed(other, rng)
        if figures(other) == said:
            here, theirs = other, cells(other)
            left -= {cell for cell in left if theirs.get(cell, 0) != true[cell]}
    return left


@pytest.mark.parametrize("seed", range(12))
def test_the_audit_finds_no_cell(seed: int) -> None:
    assert found_by_the_audit(cohort_of(seed), seed) == set()


@pytest.mark.slow
def test_the_audit_finds_what_exact_numbers_give_away() -> None:
    def exact(cohort: Cohort) -> dict[str, object]:
        sizes = {name: one.cases for name, one in tables(cohort)["role"].items()}
        return {**published(cohort), "roles": sizes}

    cohort = cohort_of(3)
    found = found_by_the_audit(cohort, 3, exact)
    assert found >= {("role", name, "cases") for name in tables(cohort)["role"]}


def groups(**sizes: int) -> dict[str, Counts]:
    return {name: Counts(people=size, cases=size) for name, size in sizes.items()}


def test_groups_of_thirty_one_and_one_leave_nothing_to_subtract() -> None:
    folded = fold(groups(a=30, b=1, c=1), SMALL)
    assert {name: one.people for name, one in folded.items()} == {OTHERS: 32}
    folded = fold(groups(a=30, b=12, c=1, d=1), SMALL)
    assert {name: one.people for name, one in folded.items()} == {"a": 30, OTHERS: 14}


def test_fewer_than_the_smallest_number_of_people_are_not_told_about() -> None:
    assert leaving({"role": groups(a=4, b=5)}, SMALL, retries=True) == {"fewer_than": SMALL}
    assert fold(groups(a=4, b=5), SMALL) == {}


def test_a_band_of_sizes_has_room_above_what_is_public() -> None:
    assert size_band(19, 0, SMALL) == (10, 19)
    assert size_band(19, 19, SMALL) == (10, 99)
    assert size_band(25, 19, SMALL) == (10, 99)
    assert size_band(370, 225, SMALL) == (100, None)


def test_rates_are_coarser_in_smaller_groups_and_coded_at_their_ends() -> None:
    assert rate_band(7, 12, 10, SMALL) == (40, 60)
    assert rate_band(12, 12, 10, SMALL) == (80, 100)
    assert rate_band(7, 25, 20, SMALL) == (20, 30)
    assert rate_band(145, 300, 100, SMALL) == (48, 48)
    assert rate_band(300, 300, 100, SMALL) == (95, 100)
    assert rate_band(1, 300, 100, SMALL) == (0, 5)


def test_a_rate_of_few_people_is_not_said() -> None:
    said = leave(Counts(people=30, cases=30, not_at_first=9, passed=25), SMALL, retries=True)
    assert "tried_again" not in said
    said = leave(Counts(people=30, cases=30, not_at_first=20, tried_again=5), SMALL, retries=True)
    assert "tried_again" in said
    assert "passed_later" not in said
    said = leave(Counts(people=30, cases=30, not_at_first=20), SMALL, retries=False)
    assert "tried_again" not in said
