"""Entries by name get the accounts that governance.yml names, and everything else stays."""

from __future__ import annotations

import pytest

from credfolio.authoring.migrations.plan import plan_upgrade

GOVERNANCE = "catalog/governance.yml"
ISSUER = "catalog/riverside-usd/issuer.yml"

OLD = {
    GOVERNANCE: """\
maintainers: [keeper] # the only one
people:
  - {account: rosa-d, name: Rosa Duarte}
  - {account: tom-b, educator: tom-berg}
  - {account: one, name: Two People}
  - {account: other, name: Two People}
issuers:
  # The district.
  - issuer: riverside-usd
    editors: [office]
""",
    ISSUER: """\
name: Riverside
kind: district
assessors:
  - educator: tom-berg # teaches
    trained_on: 2024-08-20
  - name: Two People
  - name: Nobody Knows
approvers:
  # She signs.
  - name: rosa  Duarte
    title: Superintendent
""",
}
NEW = {
    GOVERNANCE: OLD[GOVERNANCE].replace(
        "  - issuer: riverside-usd\n",
        "  - issuer: riverside-usd\n    assessors: [tom-b]\n    approvers: [rosa-d]\n",
    ),
    ISSUER: OLD[ISSUER].replace(
        "  - name: rosa  Duarte\n", "  - account: rosa-d\n    name: rosa  Duarte\n"
    ),
}


def upgraded(texts: dict[str, str]) -> dict[str, str]:
    upgrade = plan_upgrade(texts)
    assert not upgrade.refused
    return {path: new for path, (_, new) in upgrade.changed.items()}


def test_names_that_one_account_has_get_it_and_notes_stay() -> None:
    assert upgraded(OLD) == NEW


def test_what_is_new_already_is_left_alone() -> None:
    assert upgraded(NEW) == {}


def test_entries_on_one_line_are_edited_on_that_line() -> None:
    old = {
        GOVERNANCE: "people: [{account: r, name: R D}]\nissuers:\n"
        "  - {issuer: riverside-usd, editors: [office]} # ours\n",
        ISSUER: "name: R\nkind: district\napprovers:\n  - {name: R D} # she\n",
    }
    assert upgraded(old) == {
        GOVERNANCE: old[GOVERNANCE].replace("[office]}", "[office], approvers: [r]}"),
        ISSUER: old[ISSUER].replace("{name", "{account: r, name"),
    }


@pytest.mark.parametrize(
    "issuer",
    [
        "name: R\nkind: district\napprovers: [{name: Rosa Duarte}]\n",
        "name: [unreadable\n",
        "name: R\nkind: district\n",
    ],
)
def test_a_text_that_cannot_be_edited_safely_stays(issuer: str) -> None:
    assert ISSUER not in upgraded({**OLD, ISSUER: issuer})
