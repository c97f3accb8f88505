"""What the rows of a rule find; web/builder/rules/rows.js reads the same table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache
from typing import Any

from credfolio.checking.rules.rows import ROWS, Row
from credfolio.findings.finding import Finding, Pointer, quoted
from credfolio.findings.words import WORDS, said
from credfolio.ids import nearest
from credfolio.records.model.base import Piece
from credfolio.records.model.kinds import KINDS
from credfolio.records.registry import Registry

_Place = tuple[Pointer, Piece, Any]
"""Where a value is, the mapping that it is in, and the value."""
_Fault = tuple[str, Pointer, dict[str, object]]
"""The key of its sentence, where it is, and what the sentence names."""
_Find = Callable[[Piece], Sequence[_Place]]


def found_by_rows(
    registry: Registry, rule: str, today: date = date.max, rows: tuple[Row, ...] = ROWS
) -> Iterator[Finding]:
    """What the rows of `rule` find in all records."""
    for row in rows:
        if row.rule != rule:
            continue
        kind, find = KINDS.by_name[row.kind], _finder(row.at, _suspicion(row, today))
        for key, record in registry.all_of(kind).items():
            if not (places := find(record)):
                continue
            if row.unless_status and record.status == row.unless_status:
                continue
            for says, pointer, values in _faults(row, record, places, today):
                path = kind.path(*(key if isinstance(key, tuple) else (key,)))
                words = said(says, **values)
                yield Finding(rule, path, *words, severity=row.severity, pointer=pointer)


def _suspicion(row: Row, today: date) -> Callable[[Any], bool]:
    """What a value alone says: whether it can be a fault of this row."""
    if row.form == "past":
        return lambda value: bool(value > today)
    if row.form == "possible":
        return lambda value: bool(value == 0)
    return lambda value: True


def _faults(row: Row, record: Piece, places: Sequence[_Place], today: date) -> Iterator[_Fault]:
    if row.form == "known":
        yield from _unknown(row, _every(row.among)(record), places)
        return
    seen: set[tuple[Pointer, object]] = set()
    for pointer, parent, value in places:
        what = row.what.format(**vars(parent)) if "{" in row.what else row.what
        if row.form == "past":
            yield row.rule, pointer, {"what": what, "on": value, "today": today}
        elif row.form == "possible":
            yield row.rule, pointer, {"what": what}
        elif row.form == "once":
            name = pointer[:-2], value
            if name in seen:
                yield row.rule, pointer, {"what": what, "id": quoted(value)}
            seen.add(name)
        else:
            start = parent if _names(type(parent), row.after) else record
            for _, _, first_on in _every(row.after)(start):
                if value < first_on:
                    first = {"first": row.after_what, "first_on": first_on}
                    yield row.rule, pointer, {**first, "second": what, "second_on": value}


def _unknown(row: Row, there: Sequence[_Place], places: Sequence[_Place]) -> Iterator[_Fault]:
    if row.unless_none and not there:
        return
    for pointer, parent, name in places:
        known = [one for _, mapping, one in there if mapping is not parent]
        if name in known:
            continue
        guess, says = nearest(name, known), row.rule
        if any(mapping is parent and one == name for _, mapping, one in there):
            says = f"{says}: itself"
        elif guess and f"{says}: near" in WORDS:
            says = f"{says}: near"
        yield (
            says,
            pointer,
            {"name": quoted(name), "known": ", ".join(known), "guess": quoted(guess)},
        )


def _finder(at: str, is_wanted: Callable[[Any], bool]) -> _Find:
    """A function that gives the wanted values at the end of the way `at`, in any record.

    A check goes every way in ten thousand awards, so the way is taken apart once.
    """
    name, _, rest = at.partition(".")
    if not rest:

        def value_in(here: Piece) -> Sequence[_Place]:
            value = getattr(here, _attribute(type(here), name))
            return (((name,), here, value),) if value is not None and is_wanted(value) else ()

        return value_in
    in_list = rest.startswith("*.")
    find = _finder(rest.removeprefix("*."), is_wanted)

    def values_in(here: Piece) -> Sequence[_Place]:
        inner = getattr(here, _attribute(type(here), name))
        if not inner:
            return ()
        if in_list:
            return [((name, n, *p), *v) for n, one in enumerate(inner) for p, *v in find(one)]
        return [((name, *p), *v) for p, *v in find(inner)]

    return values_in


@cache
def _every(way: str) -> _Find:
    return _finder(way, lambda value: True)


@cache
def _names(model: type[Piece], key: str) -> bool:
    """Whether a file calls one of the fields `key`."""
    return any((field.alias or name) == key for name, field in model.model_fields.items())


@cache
def _attribute(model: type[Piece], key: str) -> str:
    """The name in Python of what is `key` in a file."""
    return next(name for name, field in model.model_fields.items() if (field.alias or name) == key)
