"""Accounts of governance.yml that are taken for others, or are not what they should be."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from credfolio.checking.rules import RULES
from credfolio.records.model import Governance
from credfolio.records.registry import Registry
from proposals import TODAY
from rights_world import world


def hints(registry: Registry) -> list[str]:
    found = RULES.run("governance-entry", registry, TODAY)
    return [one.message for one in found if one.severity == "hint"]


def having(key: str, *more: dict[str, Any], **of_first: Any) -> Registry:
    """The records with entries added to a list of governance.yml."""
    known = world()
    assert known.governance is not None
    data = known.governance.model_dump(by_alias=True, mode="json")
    data[key] = [*data[key], *more]
    if of_first:
        data[key][0] |= of_first
    return replace(known, governance=Governance(**data))


@pytest.mark.parametrize(
    ("registry", "said"),
    [
        (having("issuers", editors=["editor", "appr0ver"]), '"approver" looks like "appr0ver"'),
        (
            having("people", {"account": "zed", "name": "Approver, Name of"}),
            '"zed" and "approver" have the same name',
        ),
        (having("publishers", "approver"), '"approver" publishes what was judged in private'),  # type: ignore[arg-type]
    ],
)
def test_an_account_that_is_taken_for_another_is_a_hint(registry: Registry, said: str) -> None:
    before = hints(world())
    assert not any(said in one for one in before)
    assert any(said in one for one in hints(registry)), hints(registry)
