"""The same cases as tests/js/conformance.test.mjs: both languages give the same answers."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from credfolio.badges.verification.dates import read_moment
from credfolio.ids import DEVICE_NAMES, RESERVED_HANDLES, is_id, nearest, slug
from credfolio.proof.limits import FOREIGN
from credfolio.proof.refusal import Refusal
from credfolio.proof.strict_json import read_json
from credfolio.records.model import MicroCredential
from credfolio.records.model.award import PartResult
from credfolio.records.model.part import Part
from credfolio.records.reckoned.answer_form import part_form
from credfolio.records.reckoned.passing import passes, passing_rule_in_words
from credfolio.rounds.archive import Package
from credfolio.rounds.completeness import missing_from
from credfolio.rounds.manifest import Manifest
from credfolio.text.search_words import words_of
from sealed import manifest

FOLDER = Path(__file__).parents[1] / "conformance"


def read(name: str) -> dict[str, Any]:
    table: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return table


def ids(case: Any) -> str:
    return ascii(case.get("name", case.get("given", case.get("hex"))))[:60]


IDS = read("ids")


@pytest.mark.parametrize("case", read("search-words")["cases"], ids=ids)
def test_a_text_has_these_words(case: dict[str, Any]) -> None:
    assert words_of(case["given"]) == case["expected"]


def test_these_handles_are_reserved() -> None:
    assert IDS["reserved_handles"] == sorted(RESERVED_HANDLES | DEVICE_NAMES)


@pytest.mark.parametrize("case", IDS["slug"], ids=ids)
def test_a_title_gives_this_id(case: dict[str, Any]) -> None:
    assert slug(case["given"]) == case["expected"]


@pytest.mark.parametrize("case", IDS["handle"], ids=ids)
def test_a_handle_is_allowed_or_not(case: dict[str, Any]) -> None:
    allowed = is_id(case["given"]) and case["given"] not in RESERVED_HANDLES
    assert allowed is case["expected"]


@pytest.mark.parametrize("case", IDS["nearest"], ids=ids)
def test_this_name_was_probably_meant(case: dict[str, Any]) -> None:
    assert nearest(case["given"], case["known"]) == case["expected"]


@pytest.mark.parametrize("case", read("dates")["cases"], ids=ids)
def test_a_date_names_this_moment(case: dict[str, Any]) -> None:
    if case["expected"] is None:
        with pytest.raises(Refusal) as caught:
            read_moment(case["given"], "validFrom")
        assert caught.value.code == "bad-date"
    else:
        moment = read_moment(case["given"], "validFrom").replace(tzinfo=None)
        assert f"{moment.isoformat()}Z" == case["expected"]


@pytest.mark.parametrize("case", read("json-reader")["cases"], ids=ids)
def test_json_has_this_value_or_is_refused(case: dict[str, Any]) -> None:
    data = bytes.fromhex(case["hex"]) if "hex" in case else case["given"].encode()
    if "code" in case:
        with pytest.raises(Refusal) as caught:
            read_json(data, FOREIGN)
        assert caught.value.code == case["code"]
        return
    value: Any = case.get("value")
    if "depth" in case:
        value = []
        for _ in range(case["depth"] - 1):
            value = [value]
    assert read_json(data, FOREIGN) == value


@pytest.mark.parametrize("case", read("passing")["cases"], ids=ids)
def test_a_passing_rule_decides_and_reads_like_this(case: dict[str, Any]) -> None:
    definition = definition_of(case["definition"])
    for result in case["results"]:
        given = [PartResult.model_validate(each) for each in result["given"]]
        assert passes(definition, given) is result["passes"], result["given"]
    if "words" in case:
        assert passing_rule_in_words(definition) == case["words"]


def definition_of(written: dict[str, Any]) -> MicroCredential:
    parts = [
        {
            "number": n,
            "title": f"Part {n}",
            **part,
            "rubric": [{"id": id_, "name": id_} for id_ in part.get("rubric", ())],
        }
        for n, part in enumerate(written["parts"], 1)
    ]
    data = {**written, "parts": parts, "id": "x", "issuer": "y", "title": "X"}
    return MicroCredential.model_validate(data)


@pytest.mark.parametrize("case", read("left-out")["pieces"], ids=ids)
def test_this_much_needed_evidence_is_there(case: dict[str, Any]) -> None:
    item = {"id": "work", "title": "Work", "count": case["count"]}
    item |= {"media": ["text"]} if case["texts"] is not None else {}
    part = Part.model_validate({"number": 1, "title": "Part", "evidence_items": [item]})
    [form] = part_form(part).items
    texts = zip(form.pieces, case["texts"] or (), strict=case["texts"] is not None)
    answers = {piece.key: {"v": text, "t": 1} for piece, text in texts}
    given = manifest({f"evidence/{n:03}.bin": b"1" for n in range(case["files"])}, (1, "work"))
    link = {"part": 1, "item": "work", "url": "https://d.example/"}
    given |= {"links": [link] * case["links"]}
    worksheet = json.dumps({"fields": answers}).encode()
    package = Package(Manifest.model_validate(given), worksheet)
    found = [
        (one.there, one.wanted)
        for one in missing_from(SimpleNamespace(parts=(part,)), package, ())  # type: ignore[arg-type]
    ]
    assert found == ([tuple(case["expected"])] if case["expected"] else [])
