"""The table of rights: every cell does what it says, and nothing is left out of it."""

from __future__ import annotations

from collections import Counter

import pytest

from credfolio.checking.change import CHANGE_RULES, check_change
from credfolio.checking.change.rights import Role, Row, Verdict
from credfolio.checking.change.rights.conditions import CONDITIONS
from credfolio.checking.change.rights.context import contexts
from credfolio.checking.change.rights.coverage import uncovered
from credfolio.checking.change.rights.table import TABLE, acts_in
from credfolio.records.model import Award, Framework
from credfolio.records.model.base import Line
from credfolio.records.model.kinds import KINDS, Kind, Kinds
from proposals import TODAY
from rights_cases import Case, cases_of

PLACE = {"id", "educator"}
BASES = {row.kind: row for row in TABLE if row.is_base}
ADDED = {row.kind: row for row in TABLE if row.how == "added" and not row.fields and not row.when}


TAKEN_DOWN = next(row for row in TABLE if (row.kind, row.how) == ("tombstones", "added"))
PROFILE_GOES = next(row for row in TABLE if (row.kind, row.how) == ("educators", "removed"))


def name(row: Row) -> str:
    return f"{row.kind}: {row.act}: {row.how}"


def findings(case: Case, without: frozenset[str] = frozenset()) -> tuple[set[str], set[str]]:
    """The rules that refuse the change of a case, and what the reviewer is told."""
    found = list(check_change(case.change, TODAY, without))
    return (
        {one.rule for one in found if one.is_error},
        {f"{one.rule}: {one.message}" for one in found if not one.is_error},
    )


def is_met(case: Case) -> bool:
    """Whether the change meets the row: some conditions depend on who proposes it."""
    context, *_ = contexts(case.change, TODAY)
    return not case.change.is_governed or case.row in [act.row for act in acts_in(context)]


@pytest.mark.parametrize("row", TABLE, ids=name)
def test_every_cell_of_a_row_does_what_the_table_says(row: Row) -> None:
    met: set[Role] = set()
    for case in cases_of(row):
        if not is_met(case):
            assert row.when, f"{case}: no change of this field meets the row"
            continue
        met.add(case.role)
        errors, hints = findings(case)
        together = [row]
        if row.fields:
            together.append((BASES if row.how == "changed" else ADDED)[row.kind])
        if row.when == "the whole portfolio goes":
            together.append(PROFILE_GOES)
        if row.when == "it names somebody who is taken down in the change":
            together.append(TAKEN_DOWN)
        rows = [one for one in together if one.verdict(held(case)) is Verdict.MAY_NOT]
        expected = {one.refused_by(held(case)) for one in rows}
        assert errors == expected, f"{case}: {errors} instead of {expected}"
        if expected:
            # The control is what refuses: with it switched off, the change passes.
            assert findings(case, frozenset(expected))[0] == set(), str(case)
        is_told = any(one.startswith(f"{row.hint_rule}: ") for one in hints)
        if row.verdict(held(case)) is Verdict.HINT:
            assert is_told, f"{case}: the reviewer is told nothing of it"
            assert not any(
                one.startswith(f"{row.hint_rule}: ")
                for one in findings(case, frozenset({row.hint_rule}))[1]
            )
        elif row.verdict(held(case)) is Verdict.MAY and row.hint_rule != "second-look":
            assert not is_told, f"{case}: {hints}"
    assert met, "nobody meets this row"


def held(case: Case) -> frozenset[Role]:
    return frozenset({case.role})


def test_a_row_asks_nobody_to_do_what_the_row_for_the_whole_record_refuses() -> None:
    for row in TABLE:
        if row.fields:
            base = (BASES if row.how == "changed" else ADDED)[row.kind]
            assert row.may | row.hint <= base.may | base.hint, name(row)


def test_every_kind_act_and_field_has_a_row() -> None:
    assert uncovered(KINDS) == []


class FrameworkWithMore(Framework):
    a_new_field: Line | None = None


def test_a_new_kind_and_a_new_field_without_a_row_are_noticed() -> None:
    visits = Kind("visits", "portfolios/{educator}/visits/{id}.yml", Award, "visit")
    lists = Kind("letters", "portfolios/{educator}/letters/{id}.json", form="signed")
    frameworks = Kind("frameworks", "catalog/frameworks/{id}.yml", FrameworkWithMore, "framework")
    rest = [kind for kind in KINDS if kind.name != "frameworks"]
    assert uncovered(Kinds((*rest, frameworks, visits, lists))) == [
        "frameworks: changed: a_new_field",
        "visits: added",
        "visits: changed",
        "visits: removed",
        *(f"visits: changed: {field}" for field in Award.model_fields if field not in PLACE),
        "letters: added",
        "letters: changed",
        "letters: removed",
    ]


def test_each_kind_has_one_row_for_whatever_is_changed() -> None:
    counts = Counter(row.kind for row in TABLE if row.is_base)
    assert set(counts.values()) == {1}
    assert set(counts) == {row.kind for row in TABLE}


def test_the_rows_name_rules_and_conditions_that_there_are() -> None:
    for row in TABLE:
        rules = {row.rule, row.hint_rule, row.never_rule or row.rule}
        assert rules <= set(CHANGE_RULES), name(row)
    used = {row.when for row in TABLE if row.when}
    assert used == set(CONDITIONS)


def test_a_row_that_tells_the_reviewer_something_has_the_words() -> None:
    own = {"issuer-keys", "people-lists"}
    for row in TABLE:
        if row.hint and row.hint_rule not in own:
            assert row.told, name(row)
            assert row.look, name(row)
