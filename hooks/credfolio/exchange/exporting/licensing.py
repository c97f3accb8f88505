"""Private records → the table that a licensing office asks for: numbers, credit, and proofs.

A license number is in the private record only, and leaves it in this file alone, for the office
that gave it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pydantic import Field

from credfolio.findings.finding import Finding, quoted
from credfolio.ids import nearest
from credfolio.records.model import Award
from credfolio.records.model.base import Piece, Table
from credfolio.records.model.standing import is_earned
from credfolio.records.reckoned.number_mark import mark_of
from credfolio.records.reckoned.one_credit import joined
from credfolio.records.record_reader import read_record
from credfolio.records.registry import Registry
from credfolio.records.source_text import parse_yaml
from credfolio.text.csv_file import render_csv

FIELDS: Mapping[str, str] = {
    "number": "License number",
    "mark": "Mark on transcripts",
    "name": "Name",
    "credential": "Micro-credential",
    "version": "Version",
    "issuer": "Issued by",
    "official": "Official",
    "awarded_on": "Awarded on",
    "unit": "Unit",
    "amount": "Amount",
    "category": "Category",
    "proof": "Proof",
}
"""What a row can say, and what its column is called if no mapping says otherwise."""

_DATES = {"y-m-d": "%Y-%m-%d", "m/d/y": "%m/%d/%Y", "d/m/y": "%d/%m/%Y"}


class LicensingMap(Piece):
    """The columns that an office asks for, in its order."""

    columns: Table[str] = Field(
        default_factory=lambda: {words: name for name, words in FIELDS.items()},
        description="Heading: a field.",
    )
    fixed: Table[str] = Field(default_factory=dict, description="Heading: the same in every row.")
    date_format: Literal["y-m-d", "m/d/y", "d/m/y"] = "y-m-d"


def parse_licensing_map(text: str, path: str) -> LicensingMap | list[Finding]:
    """The mapping in `text`, or what is wrong with it."""
    data = parse_yaml(text, path)
    if isinstance(data, Finding):
        return [data]
    found = read_record(LicensingMap, data, path, {})
    if isinstance(found, list):
        return found
    wrong = []
    for heading, name in found.columns.items():
        if name not in FIELDS:
            guess = nearest(name, FIELDS)
            hint = f"did you mean {quoted(guess)}? Otherwise " if guess else ""
            wrong.append(
                Finding(
                    "wrong-value",
                    path,
                    f"{quoted(name)} is no field of the table",
                    f"{hint}write one of {', '.join(FIELDS)}",
                    pointer=("columns", heading),
                )
            )
    return wrong or found


@dataclass(frozen=True)
class LicensingTable:
    """The file, how many rows it has, and who has credit there but no number."""

    data: bytes
    rows: int
    without_number: tuple[str, ...]


def render_licensing(
    registry: Registry,
    jurisdiction: str,
    mapping: LicensingMap,
    proof_of: Callable[[Award], str],
    *,
    start: date = date.min,
    end: date = date.max,
) -> LicensingTable:
    """Each credit that a jurisdiction counts, of everybody with a number there, by name.

    `proof_of` gives the address at which anybody can check an award; "" where there is none. One
    credit that an award states in two units is one row.
    """
    rows: list[tuple[str, str, list[object]]] = []
    without = []
    for person in registry.people.values():
        numbers = [one for one in person.numbers if one.jurisdiction == jurisdiction]
        own = list(_credits(registry, person.educator, jurisdiction, start, end))
        if own and not numbers:
            without.append(person.id)
        for number in numbers[:1]:
            mark = mark_of(number, registry.office) if registry.office else None
            known = {"number": number.number, "mark": mark.text if mark else ""}
            for award, said in own:
                said |= {**known, "name": person.name, "proof": proof_of(award)}
                cells = [_cell(said[name], mapping) for name in mapping.columns.values()]
                place = person.name, f"{award.awarded_on} {award.id} {said['unit']}"
                rows.append((*place, [*cells, *mapping.fixed.values()]))
    rows.sort(key=lambda row: row[:2])
    data = render_csv([*mapping.columns, *mapping.fixed], [cells for _, _, cells in rows])
    return LicensingTable(data, len(rows), tuple(sorted(without)))


def _credits(
    registry: Registry, educator: str | None, jurisdiction: str, start: date, end: date
) -> Iterator[tuple[Award, dict[str, object]]]:
    for award in registry.awards_by_educator.get(educator or "", ()):
        if not is_earned(award) or not start <= award.awarded_on <= end:
            continue
        definition, issuer = registry.definition_of(award), registry.award_issuer(award)
        for stated in joined(award.credits_earned, registry.jurisdictions):
            credit = stated[0]
            if credit.jurisdiction != jurisdiction:
                continue
            official = issuer.official if issuer else None
            yield (
                award,
                {
                    "credential": definition.title if definition else award.name_as_awarded,
                    "version": award.version,
                    "issuer": issuer.name if issuer else "",
                    "official": f"{official.name}, {official.title}" if official else "",
                    "awarded_on": award.awarded_on,
                    "unit": credit.unit,
                    "amount": credit.amount,
                    "category": credit.category or "",
                },
            )


def _cell(value: object, mapping: LicensingMap) -> object:
    return value.strftime(_DATES[mapping.date_format]) if isinstance(value, date) else value
