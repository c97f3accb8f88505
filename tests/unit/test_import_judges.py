"""Approvers and assessors in a table → accounts, or words about who is not known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from credfolio.exchange.importing.judges import Judges
from credfolio.exchange.importing.mapping import ColumnMap
from credfolio.exchange.importing.rows import Plan, plan_rows
from credfolio.exchange.importing.table import read_csv
from credfolio.records.loading.loader import load_project
from credfolio.records.model import Award, Governance
from credfolio.records.model.issuer import Approver, Assessor
from credfolio.records.registry import Registry

BASE = Path(__file__).parents[1] / "examples" / "base"
OURS = "riverside-usd"
PEOPLE = [
    {"account": "tom-b", "educator": "tom-berg"},
    {"account": "rosa-d", "name": "Rosa Duarte"},
    {"account": "rosa-2", "name": "Rosa Duarte"},
    {"account": "lee-o", "name": "Lee Osei"},
]


@cache
def registry() -> Registry:
    loaded = load_project(BASE).registry
    access = [{"issuer": OURS, "editors": ["office"], "approvers": ["rosa-d"]}]
    issuer = loaded.issuers[OURS].model_copy(
        update={
            "approvers": (Approver(account="rosa-d", name="Rosa  DUARTE"),),
            "assessors": (Assessor(account="lee-o", name="Lee Osei"),),
        }
    )
    return replace(
        loaded,
        governance=Governance.model_validate({"id": "g", "people": PEOPLE, "issuers": access}),
        issuers={**loaded.issuers, OURS: issuer},
    )


def named(written: str, issuer: str = OURS, key: str = "approved_by") -> tuple[str, list[str]]:
    """What stands in the award afterwards, and what was said."""
    judge: dict[str, Any] = {key: written}
    data = judge if key == "approved_by" else {"submissions": [{"assessments": [judge]}]}
    said = [words for _, words, _ in Judges(registry()).name_accounts(data, issuer)]
    return judge[key], said


@pytest.mark.parametrize("key", ["approved_by", "assessor"])
@pytest.mark.parametrize(
    ("written", "account", "said"),
    [
        ("rosa-d", "rosa-d", []),
        ("Rosa-D", "rosa-d", []),
        ("office", "office", []),
        ("Lee Osei", "lee-o", ['"Lee Osei" is taken for the account lee-o']),
        ("tom-berg", "tom-b", ['"tom-berg" is taken for the account tom-b']),
        ("Tom  Berg", "tom-b", ['"Tom Berg" is taken for the account tom-b']),
        ("Zoe Adler", "Zoe Adler", ['"Zoe Adler" is the name of no account']),
    ],
)
def test_a_name_becomes_the_account_that_governance_knows(
    written: str, account: str, said: list[str], key: str
) -> None:
    assert named(written, key=key) == (account, said)


def test_the_issuers_list_decides_between_two_of_one_name() -> None:
    assert named("Rosa Duarte")[0] == "rosa-d"
    assert named("Rosa Duarte", "hillcrest-university") == (
        "Rosa Duarte",
        ['"Rosa Duarte" is the name of several accounts (rosa-2, rosa-d)'],
    )


def test_without_governance_names_stay_and_nothing_is_said() -> None:
    data = {"approved_by": "Rosa Duarte"}
    assert list(Judges(load_project(BASE).registry).name_accounts(data, OURS)) == []
    assert data == {"approved_by": "Rosa Duarte"}


def planned(text: str, known: Registry) -> Plan:
    columns = {"educator": "Handle", "credential": "Badge", "awarded_on": "Date"}
    mapped = ColumnMap.model_validate(
        {
            "columns": {**columns, "approved_by": "Approver"},
            "fixed": {"imported_from.system": "Old platform"},
        }
    )
    table = read_csv(f"Handle,Badge,Date,Approver\n{text}".encode(), "a.csv")
    return plan_rows(table, mapped, known, date(2026, 6, 1))


def test_an_import_says_once_who_is_meant_and_knows_its_awards_again() -> None:
    rows = (
        "tom-berg,Active Listening,2026-04-24,Rosa Duarte\n"
        "ana-lopez,Mentoring a Colleague,2026-04-24,Rosa Duarte\n"
        "tom-berg,Mentoring a Colleague,2026-04-24,Nobody Known\n"
    )
    plan = planned(rows, registry())
    said = [one.message for one in plan.findings if one.rule == "import-person"]
    assert said == [
        'Approver: "Rosa Duarte" is taken for the account rosa-d',
        'Approver: "Rosa Duarte" is the name of several accounts (rosa-2, rosa-d)',
        'Approver: "Nobody Known" is the name of no account',
    ]
    records = [one.record for one in plan.additions if isinstance(one.record, Award)]
    assert records[0].approved_by == "rosa-d"
    before = records[0].model_copy(update={"approved_by": "Rosa Duarte"})
    known = replace(registry(), awards={(before.educator, before.id): before})
    again = planned(rows.splitlines()[0] + "\n", known)
    assert (again.unchanged, [one.message for one in again.findings if one.is_error]) == (1, [])
