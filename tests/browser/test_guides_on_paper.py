"""The guides of a round on paper: two sheets each, with their pictures next to the steps."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser

from browsing import opened

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("paper", ["Letter", "A4"])
def test_a_guide_of_a_round_fits_two_sheets(
    paper: str, browser: Browser, demo_address: str
) -> None:
    sheets = {}
    with opened(browser, service_workers="block") as page:
        for guide in ("submitting", "assessors", "clerks", "approvers", "coaches"):
            page.goto(f"{demo_address}guides/{guide}/")
            sheets[guide] = len(re.findall(rb"/Type\s*/Page[^s]", page.pdf(format=paper)))
    assert set(sheets.values()) == {2}, sheets
