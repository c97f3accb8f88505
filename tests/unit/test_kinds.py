"""A kind of record is one row of a table: loading, places, paths and schemas follow from it."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from credfolio.records.loading.loader import load_project
from credfolio.records.model.base import Record
from credfolio.records.model.kinds import CREDENTIALS, EDUCATORS, KINDS, Kind, Kinds
from credfolio.records.model.schema import json_schemas
from credfolio.records.registry import Registry, award_path, stack_path, status_list_path


class Meeting(Record):
    """A meeting that an issuer invites to."""

    issuer: str
    title: str


class Visit(Record):
    """A visit, numbered, in a folder that no other kind has."""

    note: str


MEETINGS = Kind(
    "meetings", "catalog/{issuer}/meetings/{id}.yml", Meeting, "meeting", is_joined=True
)
VISITS = Kind("visits", "visits/{id}/visit.yml", Visit, "visit", missing="no-visit-file")


def project(root: Path, **files: str) -> Path:
    for path, text in {"catalog/city/issuer.yml": "name: City\n", **files}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return root


def test_a_row_and_a_model_are_all_that_a_new_kind_takes(tmp_path: Path) -> None:
    root = project(tmp_path, **{"catalog/city/meetings/first.yml": "title: First\n"})
    kinds = Kinds((*KINDS, MEETINGS))

    loaded = load_project(root, kinds=kinds)

    meeting = Meeting(id="first", issuer="city", title="First")
    assert loaded.registry.all_of(MEETINGS) == {"city/first": meeting}
    assert [finding.rule for finding in loaded.findings if "meetings" in finding.path] == []
    assert MEETINGS.path("city/first") == "catalog/city/meetings/first.yml"
    assert kinds.of(meeting) is MEETINGS
    place = kinds.place("catalog/city/meetings/first.yml")
    assert place is not None
    assert (place.kind, place.key, place.model) == ("meetings", "city/first", Meeting)
    assert json_schemas(kinds)["meeting"]["required"] == ["title"]


def test_without_its_row_a_file_has_no_place(tmp_path: Path) -> None:
    root = project(tmp_path, **{"catalog/city/meetings/first.yml": "title: First\n"})

    loaded = load_project(root)

    assert ("unexpected-file", "catalog/city/meetings") in {
        (finding.rule, finding.path) for finding in loaded.findings
    }
    assert KINDS.place("catalog/city/meetings/first.yml") is None


def test_what_a_place_says_a_record_of_a_new_kind_may_not_contradict(tmp_path: Path) -> None:
    root = project(tmp_path, **{"catalog/city/meetings/first.yml": "id: last\ntitle: First\n"})

    loaded = load_project(root, kinds=Kinds((*KINDS, MEETINGS)))

    assert "differs-from-path" in {finding.rule for finding in loaded.findings}
    assert not loaded.registry.all_of(MEETINGS)


def test_a_new_kind_may_have_a_top_folder_of_its_own_and_need_a_file_there(tmp_path: Path) -> None:
    root = project(tmp_path, **{"visits/v1/visit.yml": "note: Seen\n", "visits/v2/README.md": ""})

    loaded = load_project(root, kinds=Kinds((*KINDS, VISITS)))

    assert loaded.registry.all_of(VISITS) == {"v1": Visit(id="v1", note="Seen")}
    [missing] = [finding for finding in loaded.findings if finding.rule == "no-visit-file"]
    assert missing.path == "visits/v2"
    assert missing.fix == "run `credfolio new visit v2`"


def test_two_kinds_cannot_claim_the_same_files() -> None:
    twin = Kind("twins", "catalog/{issuer}/{name}.yml", Meeting, "twin")
    with pytest.raises(ValueError, match="two kinds end in"):
        _ = Kinds((CREDENTIALS, twin)).tree


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_kinds_path_leads_back_to_its_key(kind: Kind) -> None:
    plain = {"number": "7", "year": "2026"}
    values = tuple(plain.get(part, f"{part}-1") for part in kind.parts)
    key = kind.key_of(values)
    path = kind.path_of(values)

    assert kind.path(*(key if isinstance(key, tuple) else (key,) if kind.parts else ())) == path
    if kind.form == "record":
        place = KINDS.place(path)
        assert place is not None
        assert (place.kind, place.key) == (kind.name, key)
    assert KINDS.is_signed(path) is (kind.form in ("signed", "token", "log", "superseded"))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_kind_has_a_field_in_the_registry(kind: Kind) -> None:
    assert kind.name in {field.name for field in fields(Registry)}


def test_a_folder_with_a_name_of_its_own_is_no_issuer() -> None:
    place = KINDS.place("catalog/frameworks/issuer.yml")
    assert place is not None
    assert (place.kind, place.key) == ("frameworks", "issuer")


def test_paths_are_written_as_they_always_were() -> None:
    assert award_path("ana", "one") == "portfolios/ana/awards/one.yml"
    assert stack_path("city/one") == "catalog/city/stacks/one.yml"
    assert status_list_path("city", 2) == "catalog/city/status/2.json"
    assert EDUCATORS.path("ana") == "portfolios/ana/profile.yml"
