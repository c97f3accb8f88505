"""Any JSON is definitions or findings, never a traceback."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credfolio.exchange.importing.ctdl import plan_ctdl
from credfolio.records.model import Issuer
from credfolio.records.registry import Registry
from tries import tries

REGISTRY = Registry(
    issuers={"a": Issuer.model_validate({"id": "a", "name": "A", "kind": "district"})}
)
KEYS = (
    "@graph", "@id", "@type", "@value", "en", "ceterms:name", "ceterms:ctid", "ceterms:ownedBy",
    "ceterms:requires", "ceterms:targetCompetency", "ceterms:targetNodeName",
    "ceterms:targetNodeDescription", "ceterms:targetNode", "ceterms:estimatedDuration",
    "ceterms:exactDuration", "ceterms:estimatedCost", "ceterms:price", "ceterms:currency",
    "ceterms:keyword", "ceterms:subject", "ceterms:audienceLevelType", "ceterms:audienceType",
    "ceterms:creditValue", "schema:value", "schema:minValue", "ceterms:creditUnitType",
    "ceterms:targetCredential", "ceterms:inLanguage", "ceterms:credentialStatusType",
    "ceterms:versionCode", "ceterms:dateEffective", "ceasn:criterionTitle", "asn:hasCriterion",
)  # fmt: skip
leaves = st.one_of(
    st.none(), st.booleans(), st.integers(-5, 5), st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(["ceterms:MicroCredential", "asn:Rubric", "A", "en", "PT2H", "", "\u202e"]),
)  # fmt: skip
values = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5)
    ),
    max_leaves=25,
)


def planned(document: Any) -> None:
    plan = plan_ctdl(json.dumps(document).encode(), "x.json", REGISTRY, "a", "https://x.example/")
    assert plan.rows or plan.findings


@pytest.mark.parametrize(
    "document",
    [
        {"@graph": [{"@type": [["ceterms:MicroCredential"]]}]},
        {"@graph": {"@type": {"ceterms:MicroCredential": 1}}},
        {"@graph": [[{"@type": "ceterms:MicroCredential"}]]},
        {"@type": "ceterms:MicroCredential", "@id": ["x"], "ceterms:ownedBy": [[{}]]},
        [None, 7, "ceterms:MicroCredential"],
    ],
)
def test_a_graph_of_the_wrong_form_is_a_finding(document: Any) -> None:
    planned(document)


@tries(150)
@given(st.dictionaries(st.sampled_from(KEYS), values, max_size=12))
def test_any_graph_is_definitions_or_findings(node: dict[str, Any]) -> None:
    planned({"@graph": [{"ceterms:name": "A name", **node, "@type": "ceterms:MicroCredential"}]})
    planned(node)
