"""Records that come back from plain data: equal to what their models made, in every part."""

from __future__ import annotations

import marshal
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from credfolio.disk.kept import Kept
from credfolio.records.loading.loader import load_project
from credfolio.records.loading.plain_records import IS_KNOWN, from_plain, to_plain
from credfolio.records.model import Award, Educator
from credfolio.records.model.base import Record
from credfolio.records.model.kinds import KINDS
from credfolio.records.record_reader import read_record
from credfolio.records.registry import Registry
from demo import ROOT
from tries import tries

EXAMPLES = ROOT / "tests" / "examples"


def again(record: Record) -> Record:
    return from_plain(type(record), marshal.loads(marshal.dumps(to_plain(record))))


def refuse_difference(one: Any, other: Any, where: str) -> None:
    """Fail where two values differ in a type, a digit, or the order of their keys."""
    assert type(one) is type(other), where
    if isinstance(one, BaseModel):
        assert one == other, where
        assert one.model_fields_set == other.model_fields_set, where
        refuse_difference(vars(one), vars(other), where)
    elif isinstance(one, dict):
        assert list(one) == list(other), where
        for key, value in one.items():
            refuse_difference(value, other[key], f"{where}.{key}")
    elif isinstance(one, list | tuple):
        assert len(one) == len(other), where
        for n, (value, twin) in enumerate(zip(one, other, strict=True)):
            refuse_difference(value, twin, f"{where}[{n}]")
    else:
        assert (one, str(one)) == (other, str(other)), where


def projects() -> Iterator[tuple[Path, Path | None]]:
    """Each project of the repository, with the folder of its private records."""
    yield ROOT, ROOT / "demo-records"
    yield EXAMPLES / "base", None
    for folder in sorted((EXAMPLES / "bad").iterdir()):
        if folder.is_dir():
            yield folder, None


def test_every_record_comes_back_as_its_model_made_it() -> None:
    assert IS_KNOWN, "pydantic keeps its records in another way; nothing is kept any more"
    seen: set[str] = set()
    for root, beside in projects():
        registry = load_project(root, beside=beside).registry
        for kind in KINDS:
            if kind.model is None:
                continue
            for key, record in registry.all_of(kind).items():
                seen.add(kind.name)
                refuse_difference(record, again(record), f"{root.name} {kind.name} {key}")
    assert len(seen) > 20, seen


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.model], ids=lambda kind: kind.name)
def test_the_fields_of_every_kind_can_be_written(kind: Any) -> None:
    """A field of a type that is not known would keep nothing of its kind, unnoticed."""
    empty = kind.model.model_construct()
    vars(empty).clear()
    vars(empty).update(dict.fromkeys(kind.model.model_fields))
    assert to_plain(empty) is not None


def test_what_is_written_differently_stays_different() -> None:
    data = {
        "credential": "riverside-usd/listening", "version": "2.10", "awarded_on": "2024-02-29",
        "name_as_awarded": "Zoë", "results": [{"part": "1", "points": "1.0"}, {"part": "1"}],
        "extra": {"no": "no", "more": {"010": ["1", {"x": ""}]}, "none": []},
    }  # fmt: skip
    award = read_record(Award, data, "a.yml", {"id": "a", "educator": "zoe"})
    assert isinstance(award, Award)
    found = again(award)
    refuse_difference(award, found, "award")
    assert isinstance(found, Award)
    assert (found.awarded_on, found.version) == (date(2024, 2, 29), "2.10")
    assert [one.points for one in found.results] == [Decimal("1.0"), None]
    assert str(found.results[0].points) == "1.0"
    assert found.extra == data["extra"]


def test_records_do_not_share_what_one_of_them_could_change() -> None:
    educator = Educator(id="a", display_name="A", visibility="private")
    one, other = again(educator), again(educator)
    assert one.extra == {}
    assert one.extra is not other.extra


def test_what_holds_more_than_its_fields_is_not_written() -> None:
    educator = Educator(id="a", display_name="A", visibility="private")
    vars(educator)["colour"] = "green"
    with pytest.raises(TypeError):
        to_plain(educator)


amounts = st.decimals(0, 10**9, places=4, allow_nan=False, allow_infinity=False).map(
    lambda number: f"{number:f}".rstrip("0").rstrip(".") or "0"
)
plain = st.recursive(
    st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=8
)
line = st.text(min_size=1).filter(lambda text: "\n" not in text and "\r" not in text)


@given(
    points=st.lists(amounts, max_size=4),
    day=st.dates(),
    name=line,
    extra=st.dictionaries(st.text(), plain, max_size=3),
)
@tries(200)
def test_any_award_comes_back(
    points: list[str], day: date, name: str, extra: dict[str, Any]
) -> None:
    data = {
        "credential": "a/b", "version": "1", "awarded_on": day.isoformat(),
        "name_as_awarded": name, "extra": extra,
        "results": [{"part": str(n), "points": one} for n, one in enumerate(points)],
    }  # fmt: skip
    award = read_record(Award, data, "a.yml", {"id": "a", "educator": "zoe"})
    if isinstance(award, Award):
        refuse_difference(award, again(award), "award")


def everything(registry: Registry) -> dict[str, Any]:
    return {kind.name: dict(registry.all_of(kind)) for kind in KINDS}


def test_a_project_is_the_same_from_what_was_kept(tmp_path: Path) -> None:
    kept = Kept(tmp_path / "kept", 500_000_000, "this program")
    without = load_project(ROOT)
    for _ in range(2):
        found = load_project(ROOT, 1, kept)
        refuse_difference(everything(without.registry), everything(found.registry), "demo")
        assert (found.findings, found.files) == (without.findings, without.files)
        assert found.registry.digests == without.registry.digests
        assert found.registry.text_digests == without.registry.text_digests
