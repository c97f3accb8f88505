"""Links that hold a plan, as tests/js/plan_list.test.mjs reads them."""

from __future__ import annotations

import json

import pytest

from credfolio.pages.contribute.plan_link import encode_plan
from demo import ROOT

CASES = json.loads((ROOT / "tests/conformance/plan-link.json").read_text("utf-8"))["cases"]


@pytest.mark.parametrize("case", CASES, ids=[case["title"] for case in CASES])
def test_a_plan_is_written_as_scripts_read_it(case: dict[str, object]) -> None:
    references = case["references"]
    assert isinstance(references, list)
    assert encode_plan(str(case["title"]), references) == case["expected"]
