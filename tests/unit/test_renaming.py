"""A rename in the text of records: every reference, the former id, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from credfolio.authoring.renaming import Rename, plan_rename, references, renamed_file
from credfolio.errors import UsageError
from credfolio.findings.finding import Finding
from credfolio.records.model import MicroCredential, Record
from credfolio.records.model.base import Ref
from credfolio.records.model.hints import hints_of, is_piece, item_of, without_none
from credfolio.records.model.kinds import CREDENTIALS, KINDS, STACKS
from credfolio.records.source_text import parse_yaml

RENAME = Rename(CREDENTIALS, "acme/old", "acme/new")
OWN = "catalog/acme/old.yml"
AWARD = "portfolios/ana/awards/one.yml"


def renamed(path: str, text: str, rename: Rename = RENAME) -> str:
    return renamed_file(path, text.encode(), rename).decode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("title: A\n", "title: A\nformer_ids: [old]\n"),
        ("title: A", "title: A\nformer_ids: [old]\n"),
        ("title: A\r\n", "title: A\r\nformer_ids: [old]\r\n"),
        ("former_ids: [first]  # 2019\ntitle: A\n", "former_ids: [first, old]  # 2019\ntitle: A\n"),
        ('former_ids: ["first" ]\n', 'former_ids: ["first", old ]\n'),
        (
            "former_ids:\n  - first  # 2019\n  - 'second'\ntitle: A\n",
            "former_ids:\n  - first  # 2019\n  - 'second'\n  - old\ntitle: A\n",
        ),
        ("former_ids:\n- first", "former_ids:\n- first\n- old\n"),
        ("former_ids:\ntitle: A\n", "former_ids: [old]\ntitle: A\n"),
        (
            "id: old # as the file\ntitle: A\n",
            "id: new # as the file\ntitle: A\nformer_ids: [old]\n",
        ),
        ("title: A\nformer_ids: [new, first]\n", "title: A\nformer_ids: [old, first]\n"),
    ],
)
def test_the_definition_keeps_its_former_id_and_its_notes(before: str, after: str) -> None:
    assert renamed(OWN, before) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("credential: acme/old\n", "credential: acme/new\n"),
        ("credential: 'acme/old' # earned\n", "credential: 'acme/new' # earned\n"),
        ('credential: "acme/old"\r\n', 'credential: "acme/new"\r\n'),
        ("credential: acme/older\n", "credential: acme/older\n"),
        ("narrative: acme/old\ncredential: acme/other\n",) * 2,
        ("extra: {note: acme/old}\n",) * 2,
        ("credential: acme/old\nbroken: [\n",) * 2,
    ],
)
def test_only_what_refers_to_it_changes(before: str, after: str) -> None:
    assert renamed(AWARD, before) == after


def test_every_mention_in_lists_and_mappings_gets_the_new_id() -> None:
    before = (
        "members: [{credential: acme/old}, {credential: acme/other, required: no}]  # two\n"
        "alignments: []\n"
    )
    assert renamed("catalog/acme/stacks/all.yml", before) == before.replace("acme/old", "acme/new")


FIGURES = """{"small": 10, "tables": [
  {"by": "role", "groups": [{"group": "acme/old"}]},
  {"by": "credential", "groups": [{"group": "acme/old"}, {"group": "acme/older"}, {}]}
]}
"""


def test_published_figures_name_it_by_its_new_id_where_they_count_by_credential() -> None:
    path = "catalog/figures/autumn.json"
    after = FIGURES.replace('[{"group": "acme/old"}, ', '[{"group": "acme/new"}, ')
    assert renamed(path, FIGURES) == after != FIGURES
    assert renamed(path, FIGURES, Rename(STACKS, "acme/old", "acme/new")) == FIGURES
    for broken in ('{"tables": "acme/old"}', '{"tables": ["acme/old", {"by": "credential"}]}'):
        assert renamed(path, broken) == broken


def test_a_byte_order_mark_stays() -> None:
    before = b"\xef\xbb\xbfcredential: acme/old\n"
    assert renamed_file(AWARD, before, RENAME) == b"\xef\xbb\xbfcredential: acme/new\n"


def test_an_id_that_is_spelled_with_escapes_is_refused_and_not_overlooked() -> None:
    with pytest.raises(UsageError, match="cannot edit safely"):
        renamed(AWARD, 'credential: "acme/\\x6fld"\n')


@pytest.mark.parametrize("kind", [CREDENTIALS, STACKS])
def test_kept_versions_move_and_are_never_edited(kind: Any) -> None:
    rename = Rename(kind, "acme/old", "acme/new")
    folder = "stacks/versions" if kind is STACKS else "versions"
    files = {
        kind.path("acme/old"): b"title: A\n",
        f"catalog/acme/{folder}/old/1.0.yml": b"title: A\nprerequisites: [acme/old]\n",
        f"catalog/acme/{folder}/older/1.0.yml": b"prerequisites: [acme/old]\n",
    }
    plan = plan_rename(files, rename)
    assert plan.changed == {
        kind.path("acme/new"): b"title: A\nformer_ids: [old]\n",
        f"catalog/acme/{folder}/new/1.0.yml": b"title: A\nprerequisites: [acme/old]\n",
    }
    assert set(plan.moved) == set(files) - {f"catalog/acme/{folder}/older/1.0.yml"}


def places(hint: Any, at: str = "") -> Iterator[str]:
    """Every place of a model whose annotation is a reference, told apart by its way there."""
    hint = without_none(hint)
    if hint is Ref:
        yield at
    elif (item := item_of(hint)) is not None:
        yield from places(item, f"{at}[]")
    elif is_piece(hint) and at.count(".") < 6:
        for name, field in hint.model_fields.items():
            yield from places(hints_of(hint)[name], f"{at}.{field.alias or name}")


def at_place(place: str) -> Any:
    """The least data that has a reference at one place."""
    first, _, rest = place.removeprefix(".").partition(".")
    name, brackets, _ = first.partition("[]")
    inner: Any = at_place(rest) if rest else "acme/old"
    return {name: [inner] if brackets else inner}


@pytest.mark.parametrize("model", [k.model for k in KINDS if k.model], ids=lambda m: m.__name__)
def test_every_field_that_is_a_reference_is_found(model: type[Record]) -> None:
    for place in places(model):
        found = [reference for _, reference in references(model, at_place(place))]
        assert found == ["acme/old"], place


def test_the_places_are_those_that_we_know() -> None:
    assert {".prerequisites[]", ".superseded_by", ".translations[].credential"} <= set(
        places(MicroCredential)
    )


def test_what_is_renamed_and_renamed_back_reads_as_before_with_both_names() -> None:
    there = renamed(OWN, "title: A\n")
    back = renamed("catalog/acme/new.yml", there, Rename(CREDENTIALS, "acme/new", "acme/old"))
    data = parse_yaml(back, "catalog/acme/old.yml")
    assert not isinstance(data, Finding)
    assert data == {"title": "A", "former_ids": ["new"]}
