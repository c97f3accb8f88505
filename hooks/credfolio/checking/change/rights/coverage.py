"""What the table of rights leaves out: kinds, acts and fields without a row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import get_args

from credfolio.checking.change.rights import How
from credfolio.checking.change.rights.table import TABLE
from credfolio.records.model.kinds import Kind, Kinds

_SPLIT: Mapping[str, tuple[str, ...]] = {
    "awards": ("evidence.digest", "evidence.visible", "evidence.holder", "endorsements.accepted"),
}
"""Parts of fields that `context.parts` sets apart."""

_CALLED: Mapping[str, str] = {
    "signed": "signed files",
    "tokens": "signed files",
    "endorsements": "signed files",
    "status_lists": "signed files",
    "endings": "signed files",
    "superseded": "signed files",
}
"""Kinds whose rows are under another name."""


def uncovered(kinds: Kinds) -> list[str]:
    """Each kind and act, and each kind and field, for which the table has no row."""
    return [missing for kind in kinds for missing in _missing(kind)]


def _missing(kind: Kind) -> Iterator[str]:
    rows = [row for row in TABLE if row.kind == _CALLED.get(kind.name, kind.name)]
    acts = {row.how for row in rows if not row.when}
    yield from (f"{kind.name}: {how}" for how in get_args(How) if how not in acts)
    if kind.model is None:
        return
    # What the place of a file says of its record cannot be changed in the file.
    given = {"id", *kind.given(["x"] * len(kind.parts))}
    known = {field for row in rows if row.how == "changed" and not row.when for field in row.fields}
    for field in (*kind.model.model_fields, *_SPLIT.get(kind.name, ())):
        if field not in known | given:
            yield f"{kind.name}: changed: {field}"
