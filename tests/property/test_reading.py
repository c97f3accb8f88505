"""Whatever somebody writes, reading it gives records or findings, and never a traceback."""

from __future__ import annotations

import random
import shutil
import tempfile
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credfolio.checking.check import check_project
from credfolio.checking.rules import check_registry
from credfolio.findings.finding import Finding
from credfolio.findings.report import render_findings
from credfolio.records.loading.loader import load_project
from credfolio.records.model import (
    Award,
    Educator,
    Framework,
    Issuer,
    Jurisdiction,
    MicroCredential,
    Record,
    Stack,
)
from credfolio.records.record_reader import known_keys, read_record
from credfolio.records.registry import Registry
from credfolio.records.source_text import decode, locate, parse_yaml
from tries import tries

MODELS: list[type[Record]] = [
    MicroCredential,
    Stack,
    Issuer,
    Framework,
    Jurisdiction,
    Educator,
    Award,
]
TODAY = date(2026, 6, 1)
BASE = Path(__file__).parents[1] / "examples" / "base"
GIVEN = {"id": "x", "issuer": "y", "educator": "z"}


@cache
def base_registry() -> Registry:
    return load_project(BASE).registry


# Text that looks like YAML finds more than noise does.
yamlish = st.lists(
    st.sampled_from(
        [
            *[
                "title",
                "parts",
                ": ",
                ":\n",
                "- ",
                "\n",
                "\n  ",
                "\n    - ",
                "[",
                "]",
                "{",
                "}",
                ", ",
            ],
            *['"', "'", "|", ">-", "&a", "*a", "!!str ", "<<", "---\n", "...", "#", "?", "%", "\t"],
            *["yes", "2024-01-01", "0.5", "é", "\u200b", "\x00", "@", "`"],
        ]
    ),
    max_size=60,
).map("".join)
words = st.text(max_size=40) | st.sampled_from(
    [
        *["yes", "no", "2024-02-29", "9999-12-31", "0.5", "1", "active", "levels", "i/c"],
        *["a" * 501, "0001-01-01", "999999999", "-1", "", " ", "all", "\u202e", "1.2.3"],
    ]
)
data: st.SearchStrategy[Any] = st.recursive(
    words | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=8,
)


@given(st.binary(max_size=300) | yamlish.map(str.encode))
def test_any_bytes_are_a_text_or_a_finding(raw: bytes) -> None:
    text = decode(raw, "x.yml")
    if isinstance(text, Finding):
        return
    assert "\r" not in text
    found = parse_yaml(text, "x.yml")
    assert isinstance(found, dict | Finding)
    locate(text)


@given(yamlish | st.text(max_size=200))
def test_any_text_is_data_or_one_finding_with_its_place(text: str) -> None:
    found = parse_yaml(text, "x.yml")
    if isinstance(found, Finding):
        assert found.line >= 0
        assert found.fix
    locate(text)


@pytest.mark.parametrize("model", MODELS)
@given(st.data())
@tries(150)
def test_any_data_is_a_record_or_findings(model: type[Record], draw: Any) -> None:
    keys = st.sampled_from(sorted(known_keys(model))) | words
    read = draw.draw(st.dictionaries(keys, data, max_size=4))
    given_keys = {key: value for key, value in GIVEN.items() if key in model.model_fields}
    found = read_record(model, read, "x.yml", given_keys)
    if isinstance(found, list):
        assert found
        assert all(finding.message and finding.fix for finding in found)
        render_findings(found, 1, "text")
    else:
        assert isinstance(found, model)


NEEDED: dict[type[Record], dict[str, Any]] = {
    MicroCredential: {"title": "X"},
    Stack: {"title": "X"},
    Issuer: {"name": "X", "kind": "vendor"},
    Framework: {"title": "X"},
    Jurisdiction: {"name": "X", "kind": "state"},
    Educator: {"display_name": "X"},
    Award: {"version": "1.1", "awarded_on": "2026-01-01", "name_as_awarded": "X"},
}
# Values that often fit, so that records with odd but possible content come to be checked.
REFERENCES = ["riverside-usd/active-listening", "riverside-usd/people-first", "riverside-usd/x"]
pieces = st.sampled_from(
    [
        *["id", "title", "number", "part", "level", "levels", "on", "assessor", "decision"],
        *["credential", "stack", "group", "pick", "jurisdiction", "unit", "amount", "text"],
        *["from", "until", "min", "max", "kind", "educator", "name", "rubric", "results", "code"],
    ]
)
fitting: st.SearchStrategy[Any] = st.deferred(
    lambda: (
        words
        | st.sampled_from([*REFERENCES, "tom-berg", "maple", "teaching-standards", "ceu", "pass"])
        | st.lists(st.sampled_from(REFERENCES), max_size=3)
        | st.lists(st.dictionaries(pieces, fitting, max_size=4), max_size=3)
        | st.dictionaries(pieces, fitting, max_size=4)
    )
)


AWARD_KEYS = {"id": "x", "issuer": "riverside-usd", "educator": "tom-berg"}


@pytest.mark.parametrize("model", MODELS)
@given(st.data())
@tries(100)
def test_whatever_loads_can_be_checked(model: type[Record], draw: Any) -> None:
    keys = st.sampled_from(sorted(known_keys(model)))
    read = draw.draw(st.dictionaries(keys, fitting, max_size=5))
    place = {"id": "x", "issuer": "riverside-usd", "educator": "tom-berg"}
    given_keys = {key: value for key, value in place.items() if key in model.model_fields}
    record = read_record(model, {**read, **NEEDED[model]}, "x.yml", given_keys)
    if isinstance(record, list):
        return
    base = base_registry()
    key: Any = {
        MicroCredential: "riverside-usd/x",
        Stack: "riverside-usd/x",
        Award: ("tom-berg", "x"),
    }.get(model, "x")
    kinds = {
        MicroCredential: "credentials",
        Stack: "stacks",
        Issuer: "issuers",
        Framework: "frameworks",
        Jurisdiction: "jurisdictions",
        Educator: "educators",
        Award: "awards",
    }
    records: dict[str, Any] = {name: dict(getattr(base, name)) for name in kinds.values()}
    records[kinds[model]][key] = record
    for finding in check_registry(Registry(**records), TODAY):
        assert finding.message
        assert finding.fix


def test_a_digest_in_an_award_of_nothing_is_left_to_the_rule_about_that() -> None:
    record = read_record(Award, {"digest": "0", **NEEDED[Award]}, "x.yml", AWARD_KEYS)
    assert isinstance(record, Award)
    registry = Registry(awards={("tom-berg", "x"): record})
    rules = {finding.rule for finding in check_registry(registry, TODAY)}
    assert "award-target" in rules
    assert "digest-differs" not in rules


@given(st.integers())
@tries(10)
def test_the_order_in_which_files_were_made_changes_nothing(seed: int) -> None:
    files = [path for path in BASE.rglob("*") if path.is_file()]
    random.Random(seed).shuffle(files)
    with tempfile.TemporaryDirectory() as name:
        for path in files:
            target = Path(name) / path.relative_to(BASE)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
        assert _everything(Path(name)) == _everything(BASE)
        assert check_project(Path(name), TODAY).findings == ()


def _everything(root: Path) -> list[Any]:
    registry = load_project(root).registry
    parts = (
        registry.issuers,
        registry.credentials,
        registry.stacks,
        registry.frameworks,
        registry.jurisdictions,
        registry.educators,
        registry.awards,
    )
    return [list(part.items()) for part in parts]


@given(st.integers())
@tries(20)
def test_the_order_of_records_in_the_registry_changes_no_finding(seed: int) -> None:
    registry = load_project(BASE.parent / "bad" / "id-taken").registry
    base = base_registry()
    rng = random.Random(seed)
    credentials = [*base.credentials.items(), *registry.credentials.items()]
    awards = list(base.awards.items())
    rng.shuffle(credentials)
    rng.shuffle(awards)
    mixed = Registry(
        issuers=base.issuers,
        credentials=dict(credentials),
        stacks=base.stacks,
        educators={**registry.educators, **base.educators},
        awards=dict(awards),
    )
    straight = Registry(
        issuers=base.issuers,
        credentials=dict(sorted(dict(credentials).items())),
        stacks=base.stacks,
        educators={**registry.educators, **base.educators},
        awards=dict(sorted(awards)),
    )
    assert set(check_registry(mixed, TODAY)) == set(check_registry(straight, TODAY))
