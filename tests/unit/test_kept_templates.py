"""What was learned about a shape of document is kept from run to run, and only saves time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from credfolio.checking.signatures import check_signatures
from credfolio.disk.kept import Kept
from credfolio.proof import canonical, data_integrity
from credfolio.proof.canonical import canonical_form, plain_form, templates_kept_in
from credfolio.proof.contexts import CREDENTIALS_V2, OPEN_BADGES_3
from credfolio.proof.kept_template import Met, met_from_bytes, met_to_bytes
from credfolio.proof.quad_template import record_template
from credfolio.records.loading.loader import load_project

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 28)
Json = dict[str, Any]


def badge(name: str = "Listening") -> Json:
    return {
        "@context": [CREDENTIALS_V2, OPEN_BADGES_3],
        "id": "https://badges.example/a/credential.json",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": name,
        "issuer": {"id": "https://badges.example/", "type": ["Profile"], "name": "Riverside"},
    }


@pytest.fixture
def by_pyld(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Json]]:
    """The documents that go through pyld; the work is done."""
    found: list[Json] = []

    def noted(document: Json) -> bytes:
        found.append(document)
        return plain_form(document)

    monkeypatch.setattr(canonical, "plain_form", noted)
    begin_a_run()
    yield found
    begin_a_run()


def begin_a_run() -> None:
    canonical._shapes.clear()
    data_integrity._options_hash.cache_clear()


def shelf(folder: Path, program: str = "one") -> Kept:
    return Kept(folder / "templates", 1_000_000, program)


def test_a_template_pays_from_the_fifth_document_on_over_all_runs(
    by_pyld: list[Json], tmp_path: Path
) -> None:
    for n in range(8):
        begin_a_run()
        with templates_kept_in(shelf(tmp_path)):
            assert canonical_form(badge(f"Badge {n}")) == plain_form(badge(f"Badge {n}"))
    assert [one["name"] for one in by_pyld] == ["Badge 0", "Badge 1", "Badge 2", "Badge 3"]


def test_another_program_and_no_store_learn_for_themselves(
    by_pyld: list[Json], tmp_path: Path
) -> None:
    for n in range(5):
        begin_a_run()
        with templates_kept_in(shelf(tmp_path)):
            canonical_form(badge(f"Badge {n}"))
    assert len(by_pyld) == 4
    begin_a_run()
    with templates_kept_in(shelf(tmp_path, "another")):
        canonical_form(badge())
    assert len(by_pyld) == 5
    begin_a_run()
    canonical_form(badge())
    assert len(by_pyld) == 6


def test_a_damaged_entry_costs_time_and_nothing_else(by_pyld: list[Json], tmp_path: Path) -> None:
    def learned() -> Path:
        for n in range(5):
            begin_a_run()
            with templates_kept_in(shelf(tmp_path)):
                canonical_form(badge(f"Badge {n}"))
        [entry] = (tmp_path / "templates").iterdir()
        return entry

    whole = learned().read_bytes()
    assert b"Riverside" not in whole
    changed = whole.replace(b"VerifiableCredential", b"UnverifiedCredential")
    assert changed != whole
    for damage in (b"", whole[:20], whole[:-3], changed):
        learned().write_bytes(damage)
        begin_a_run()
        by_pyld.clear()
        with templates_kept_in(shelf(tmp_path)):
            assert canonical_form(badge("New")) == plain_form(badge("New"))
        assert [one["name"] for one in by_pyld] == ["New"]


def test_a_folder_that_cannot_be_written_is_done_without(
    by_pyld: list[Json], tmp_path: Path
) -> None:
    (tmp_path / "templates").write_text("a file")
    with templates_kept_in(shelf(tmp_path)):
        for n in range(5):
            canonical_form(badge(f"Badge {n}"))
    assert len(by_pyld) == 4


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b"[]",
        b"[2,null,true,0]",
        b'[1,null,"yes",0]',
        b"[1,null,true,true]",
        b"[1,[],true,3]",
        b"[1,[[[5]],0,[]],true,3]",
        b"[1,[[[-1]],1,[]],true,3]",
        b'[1,[[["x"]],0,[[1]]],true,3]',
        b"[1,[[[null]],0,[]],true,3]",
        b"\xff",
    ],
)
def test_what_is_no_template_is_not_taken_for_one(data: bytes) -> None:
    assert met_from_bytes(data) is None


def test_every_template_of_the_demonstration_comes_back_as_it_was() -> None:
    documents = [
        {name: value for name, value in json.loads(path.read_bytes()).items() if name != "proof"}
        for path in sorted((ROOT / "portfolios").glob("*/credentials/*.json"))
    ]
    assert len(documents) > 50
    for document in documents:
        met = Met(record_template(document), True, 2)
        assert met_from_bytes(met_to_bytes(met)) == met


@pytest.mark.slow
def test_after_five_runs_the_demonstration_is_verified_without_pyld(
    by_pyld: list[Json], tmp_path: Path
) -> None:
    registry = load_project(ROOT).registry
    runs = []
    for run in range(5):
        begin_a_run()
        by_pyld.clear()
        with templates_kept_in(shelf(tmp_path)):
            # Another folder each time, so that no run knows what another has verified.
            assert list(check_signatures(tmp_path / f"run {run}", registry)) == []
        runs.append(len(by_pyld))
    assert runs[0] > 50
    assert runs[-1] == 0
