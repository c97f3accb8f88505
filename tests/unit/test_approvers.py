"""Who may confirm a decision: somebody on the issuer's public list, and nobody by a name alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from credfolio.records.loading.loader import load_project
from credfolio.records.reckoned.approvers import may_not_approve, written_approver
from credfolio.rounds.decide import plan_decisions
from paper_run import number
from proposals import lay
from round_desk import CREDENTIAL, PASS, Desk, judge

DAY = date(2026, 3, 10)
PEOPLE = {
    "p-rosa": "name: R. Duarte\naccount: rosa-d\n",
    "p-name": "name: Rosa Duarte\n",
    "p-same": "name: Rosa Duarte\naccount: rosa-other\n",
    "p-tom1": "name: Tom Berg\neducator: tom-berg\n",
    "p-head": "name: Head\n",
}
NOT = "is no approver of riverside-usd; ask "
LIST = "approvers:\n  - account: rosa-d\n    name: Rosa Duarte\n"


def refusal(root: Path, person: str, day: date = DAY) -> str:
    registry = load_project(root).registry
    return may_not_approve(registry, CREDENTIAL, registry.people[person], day)


def listed(desk: Desk, entries: str) -> None:
    path = "catalog/riverside-usd/issuer.yml"
    text = (desk.root / path).read_text()
    assert LIST in text
    lay(desk.root, {path: text.replace(LIST, f"approvers:\n{entries}" if entries else "")})


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "office", PEOPLE)


def test_an_account_a_portfolio_or_a_name_on_the_list_may_and_a_name_twice_may_not(
    desk: Desk,
) -> None:
    assert refusal(desk.root, "p-rosa") == ""  # the account, whatever the name
    assert refusal(desk.root, "p-name") == ""  # the name, with no account to compare
    said = f'"p-same" {NOT}one of p-name: Rosa Duarte, p-rosa: R. Duarte'
    assert refusal(desk.root, "p-same") == said
    assert refusal(desk.root, "p-head") == said.replace("p-same", "p-head")
    listed(desk, "  - educator: tom-berg\n")
    assert refusal(desk.root, "p-tom1") == ""
    assert refusal(desk.root, "p-rosa") == f'"p-rosa" {NOT}p-tom1: Tom Berg'


ENTRIES = {
    "an account": "account: rosa-d, ",
    "a portfolio": "educator: tom-berg, ",
    "neither": "",
    "both": "account: rosa-d, educator: tom-berg, ",
}
NAMESAKES = {
    "of another account": "account: other\n",
    "of another portfolio": "educator: ana-lopez\n",
    "without either": "",
}


@pytest.mark.parametrize("entry", ENTRIES)
@pytest.mark.parametrize("namesake", NAMESAKES)
def test_a_name_counts_only_where_nothing_else_can_be_compared(
    desk: Desk, entry: str, namesake: str
) -> None:
    listed(desk, f"  - {{{ENTRIES[entry]}name: Kim Lee}}\n")
    lay(desk.root, {"office/people/p-kim1.yml": f"name: Kim Lee\n{NAMESAKES[namesake]}"})
    kinds = {one for one in ("account", "educator") if one in ENTRIES[entry]}
    is_another = any(one in NAMESAKES[namesake] for one in kinds)
    assert (refusal(desk.root, "p-kim1") != "") == is_another


def test_an_account_that_reads_like_a_portfolio_is_not_its_owner(desk: Desk) -> None:
    listed(desk, "  - educator: tom-berg\n")
    lay(desk.root, {"office/people/p-head.yml": "name: Head\naccount: tom-berg\n"})
    assert refusal(desk.root, "p-head") == f'"p-head" {NOT}p-tom1: Tom Berg'


def test_an_approver_whom_no_list_knows_has_no_public_name(desk: Desk) -> None:
    registry = load_project(desk.root).registry
    assert written_approver(registry, CREDENTIAL, registry.people["p-head"], DAY) is None
    assert written_approver(registry, CREDENTIAL, registry.people["p-same"], DAY) == "rosa-other"


def test_the_right_ends_with_the_day_of_the_entry(desk: Desk) -> None:
    listed(desk, "  - {account: rosa-d, until: 2026-03-10}\n")
    assert refusal(desk.root, "p-rosa") == ""
    assert refusal(desk.root, "p-rosa", date(2026, 3, 11)) == (
        "riverside-usd has no approver on 2026-03-11: add one to catalog/riverside-usd/issuer.yml"
    )
    listed_again = "  - {account: rosa-d, until: 2026-03-10}\n  - {account: someone}\n"
    path = "catalog/riverside-usd/issuer.yml"
    text = (desk.root / path).read_text()
    lay(desk.root, {path: text.replace("  - {account: rosa-d, until: 2026-03-10}\n", listed_again)})
    assert refusal(desk.root, "p-rosa", date(2026, 3, 11)) == (
        '"p-rosa" was an approver of riverside-usd until 2026-03-10; its list has someone, and no '
        "file in office/people/ has that account or name"
    )


def test_an_unknown_credential_has_a_finding_of_its_own(desk: Desk) -> None:
    registry = load_project(desk.root).registry
    assert may_not_approve(registry, "riverside-usd/none", registry.people["p-head"], DAY) == ""


def test_a_decision_is_refused_and_names_who_can_and_the_award_names_who_did(
    tmp_path: Path,
) -> None:
    readers = {
        f"p-read{n}": f"name: Reader {n}\nassesses: {{trained_on: 2025-01-10}}\n" for n in (1, 2)
    }
    agreed = "consent_to_publish: {by: Tom, method: online-form, on: 2026-01-05, scope: All}\n"
    tom = {"p-earn1": "name: Tom Berg\neducator: tom-berg\n" + agreed}
    own = {"p-name": PEOPLE["p-name"], "p-head": PEOPLE["p-head"]}
    desk = Desk(tmp_path / "office", {**own, **readers, **tom})
    name = number(2)
    desk.submit(name, "p-earn1", "2026-03-02")
    asked = "".join(
        f"  - {{assessor: {one}, on: 2026-03-03, due: 2026-03-17}}\n" for one in readers
    )
    lay(desk.root, {f"submissions/2026/{name}/assigned.yml": f"assessors:\n{asked}"})
    judge(desk, name, "2026-03-09", PASS, PASS)
    of = desk.on("2026-03-10")
    outcome = plan_decisions(of, [name], of.registry.people["p-head"])
    assert outcome.changes == {}
    assert outcome.lines[0].is_problem
    assert outcome.lines[0].text.endswith(
        "is no approver of riverside-usd; ask p-name: Rosa Duarte"
    )
    desk.write(plan_decisions(of, [name], of.registry.people["p-name"]))
    registry = desk.on("2026-03-10").registry
    assert written_approver(registry, CREDENTIAL, registry.people["p-name"], DAY) == "rosa-d"
