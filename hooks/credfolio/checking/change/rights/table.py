"""The whole table of rights, and the rows that one changed file meets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from credfolio.checking.change.rights import (
    Act,
    Row,
    catalog,
    definitions,
    figures,
    files,
    portfolios,
    private,
)
from credfolio.checking.change.rights.conditions import CONDITIONS
from credfolio.checking.change.rights.context import PLACE_FIELDS, Context

TABLE: tuple[Row, ...] = (
    *catalog.ROWS,
    *definitions.ROWS,
    *portfolios.ROWS,
    *figures.ROWS,
    *private.ROWS,
    *files.ROWS,
)


def _by_kind() -> Mapping[str, tuple[Row, ...]]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in TABLE:
        found[row.kind].append(row)
    return {kind: tuple(rows) for kind, rows in found.items()}


_ROWS = _by_kind()


def acts_in(context: Context) -> Iterator[Act]:
    """The rows that a changed file meets, each with the fields for which it applies."""
    rows = _ROWS[context.kind]
    if context.file.place and context.old is None and context.new is None:
        return  # it cannot be read, which is an error of its own
    for row in rows:
        if row.how != context.how or (row.fields and not row.is_base):
            continue
        if _holds(row, context, ""):
            yield Act(row)
            break
    met: dict[Row, list[str]] = {}
    for field in context.changed:
        found = _row_for(rows, context, field)
        if found is not None and not found.is_base:
            met.setdefault(found, []).append(field)
    for row, fields in met.items():
        yield Act(row, tuple(fields))


def _row_for(rows: tuple[Row, ...], context: Context, field: str) -> Row | None:
    is_new = context.how == "added"
    for row in rows:
        if field not in row.fields or (is_new and not row.in_new):
            continue
        if _holds(row, context, field):
            return row
    if is_new or field in PLACE_FIELDS:
        return None
    raise LookupError(f"the table of rights has no row for {context.kind}.{field}")


def _holds(row: Row, context: Context, field: str) -> bool:
    return not row.when or CONDITIONS[row.when](context, field)
