"""Records that an import would add: conflicts, the rules' findings, and the text of their files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from credfolio.authoring.layouts import LAYOUTS, Layout
from credfolio.authoring.scaffold import dump, render_record, schema_comment
from credfolio.checking.rules import check_registry
from credfolio.findings.finding import Finding, Pointer
from credfolio.records.model import MicroCredential, Record
from credfolio.records.model.award import ImportedFrom
from credfolio.records.model.kinds import KINDS, Kind
from credfolio.records.record_reader import read_record
from credfolio.records.registry import Registry
from credfolio.records.source_text import parse_yaml
from credfolio.records.written import written


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a record's values were read: a row of a table, and the column of each value."""

    path: str
    row: int = 0
    columns: Mapping[Pointer, int] = field(default_factory=dict)
    headings: Sequence[str] = ()

    def finding(self, found: Finding) -> Finding:
        """A finding about the record, reported for its row."""
        if not self.row:
            return found
        column, pointer = 0, found.pointer
        while pointer and not column:
            column = self.columns.get(pointer, 0)
            pointer = pointer[:-1]
        message = found.message
        if column:
            message = f"{self.headings[column - 1]}: {message}"
        return replace(
            found, path=self.path, message=message, line=self.row, column=column or 1, pointer=()
        )


@dataclass(frozen=True, slots=True)
class Addition:
    """One new record. `given` has the keys that the source contained."""

    record: Record
    given: frozenset[str]
    origin: Origin

    @property
    def path(self) -> str:
        """Where its file belongs."""
        return place_of(self.record)[2]


def place_of(record: Record) -> tuple[Kind, Any, str]:
    """The kind of a record, its key in the registry, and the path of its file."""
    kind = KINDS.of(record)
    values = tuple(getattr(record, part) for part in kind.parts)
    return kind, kind.key_of(values), kind.path_of(values)


def existing(registry: Registry, record: Record) -> Record | None:
    """The record that already has this one's place, or None."""
    kind, key, _ = place_of(record)
    found: Record | None = registry.all_of(kind).get(key)
    return found


def differences(addition: Addition, other: Record) -> list[str]:
    """The keys in which the source differs from the existing record."""
    return [
        name
        for name in type(addition.record).model_fields
        if name in addition.given
        if _compared(getattr(addition.record, name)) != _compared(getattr(other, name))
    ]


def _compared(value: Any) -> Any:
    if isinstance(value, ImportedFrom):
        # The day of an import, and what was found on it, are not part of what was imported.
        return value.model_copy(update={"on": None, "checked": None})
    return value


def with_additions(registry: Registry, additions: Iterable[Addition]) -> Registry:
    """The registry with the new records in it."""
    found: dict[Kind, dict[Any, Any]] = {}
    for addition in additions:
        kind, key, _ = place_of(addition.record)
        found.setdefault(kind, dict(registry.all_of(kind)))[key] = addition.record
    return registry.having(found)


def check_additions(
    registry: Registry, additions: Sequence[Addition], today: date
) -> list[tuple[Addition | None, Finding]]:
    """What the rules find only because of the additions, each with the addition it is about."""
    return [
        (own, own.origin.finding(finding) if own else finding)
        for own, finding in found_by_rules(registry, additions, today)
    ]


def found_by_rules(
    registry: Registry, additions: Sequence[Addition], today: date
) -> list[tuple[Addition | None, Finding]]:
    """The same, with each finding as the rule says it of the record."""
    before = set(check_registry(registry, today))
    by_path = {addition.path: addition for addition in additions}
    return [
        (by_path.get(finding.path), finding)
        for finding in check_registry(with_additions(registry, additions), today)
        if finding not in before
    ]


# --- text -------------------------------------------------------------------------------------


def render_addition(addition: Addition) -> str:
    """The text of the record's file, read back to be sure that it says the same.

    A definition has the form that ``credfolio new`` writes, because most of it is still to be
    filled in; an award or a profile has only its own lines.
    """
    record, path = addition.record, addition.path
    layout = next(one for one in LAYOUTS.values() if one.model is type(record))
    answers = answers_of(record, layout, addition.given)
    if isinstance(record, MicroCredential):
        answers = answers_of(record, layout, addition.given | {"status"})
        text = render_record(layout, path, answers)
    else:
        lines = [dump(key, value) for key, value in answers.items()]
        text = "".join([schema_comment(layout, path), *lines])
    data = parse_yaml(text, path)
    if not isinstance(data, Finding):
        given = {part: getattr(record, part) for part in KINDS.of(record).parts}
        if read_record(type(record), data, path, given) == record:
            return text
    raise ValueError(f"{path} would not be read as it was meant")


def answers_of(record: Record, layout: Layout, given: frozenset[str]) -> dict[str, object]:
    """What a person would write for `record`: given values, and values other than the default."""
    full = written(record, given)
    return {key: value for key, value in full.items() if key not in layout.hidden}
