"""Whom a portfolio's owner is led to: whoever is near, and nobody by chance."""

from __future__ import annotations

from datetime import date

import pytest

from credfolio.pages.people.asked_office import asked_office
from credfolio.records.model import Award, Educator, Governance, Issuer
from credfolio.records.registry import Registry

LAKE = Issuer(id="lake", name="Lake Harlow Schools", kind="district", url="https://lake.example")
HILL = Issuer(id="hill", name="Hill", legal_name="Hill College", kind="university",
              url="https://hill.example")  # fmt: skip
GONE = Issuer(id="gone", name="Gone", kind="district", url="https://gone.example",
              closed_on=date(2025, 1, 1))  # fmt: skip
REGISTRY = Registry(issuers={one.id: one for one in (LAKE, HILL, GONE)})


def award(of: str) -> Award:
    return Award.model_validate(
        {"id": "a", "educator": "ana", "credential": f"{of}/a", "version": "1.0",
         "awarded_on": date(2026, 1, 1), "name_as_awarded": "Ana"}
    )  # fmt: skip


@pytest.mark.parametrize(
    ("profile", "awards", "asked"),
    [
        ({}, ["hill", "lake"], "hill"),
        ({}, ["gone", "lake"], "lake"),
        ({"district": "Lake Harlow Schools"}, ["gone"], ""),
        ({"district": "lake  HARLOW schools"}, [], "lake"),
        ({"district": "Hill College"}, [], "hill"),
        ({"district": "Gone"}, [], ""),
        ({"district": "Elsewhere"}, [], ""),
        ({"district": "Lake Harlow Schools", "hide": ("district",)}, [], ""),
        ({}, [], ""),
    ],
)
def test_the_nearest_office_is_asked_and_else_the_owner_chooses(
    profile: dict[str, object], awards: list[str], asked: str
) -> None:
    ana = Educator.model_validate({"id": "ana", "display_name": "Ana", **profile})
    assert asked_office(REGISTRY, ana, [award(one) for one in awards]) == asked


def test_who_looks_after_the_portfolio_comes_first() -> None:
    governance = Governance.model_validate(
        {"id": "governance", "issuers": [{"issuer": "lake", "educators": ["ana"]}]}
    )
    registry = Registry(issuers=REGISTRY.issuers, governance=governance)
    ana = Educator(id="ana", display_name="Ana")
    assert asked_office(registry, ana, [award("hill")]) == "lake"
