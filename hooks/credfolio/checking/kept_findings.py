"""What rules found in parts of the records, kept until something that they read has changed."""

from __future__ import annotations

import marshal
from collections.abc import Iterator
from datetime import date
from itertools import chain

from credfolio.checking.part import Answers, Part, parts_of
from credfolio.checking.rules import RULES, check_registry
from credfolio.disk.kept import Kept
from credfolio.disk.slices import run_slices
from credfolio.findings.finding import Finding
from credfolio.records.registry import Registry

Said = tuple[object, ...]
"""A finding, field by field."""
Row = tuple[tuple[str, ...], str, tuple[Said, ...]]
"""What was asked about the rest of the records, the digest of the answers, and what was found."""

_KEY = "findings"


def check_in_parts(registry: Registry, today: date, jobs: int, kept: Kept) -> Iterator[Finding]:
    """What all rules find in `registry`, as `check_registry` finds it.

    Rules that may be run in parts run where a part, or what they asked about the rest, is not as
    it was. All others run.
    """
    answers = Answers(registry, today)
    before = read_rows(kept)
    parts = parts_of(registry)
    rows = {
        part.digest: row
        for part in parts
        if (row := before.get(part.digest)) and answers.digest(row[0]) == row[1]
    }
    left = [part for part in parts if part.digest not in rows]

    def check(number: int) -> tuple[list[Finding], dict[str, Row]]:
        # The rules about the whole come first: they share more of what they compute.
        found = list(check_registry(registry, today, number, jobs, RULES.own))
        return found, {part.digest: _check(part, answers) for part in left[number::jobs]}

    whole: list[Finding] = []
    for found, made in run_slices(check, jobs, jobs):
        whole += found
        rows |= made
    if left or len(rows) != len(before):
        kept.write(_KEY, marshal.dumps(rows))
    in_parts = chain.from_iterable(row[2] for row in rows.values())
    return chain(whole, (Finding(*one) for one in in_parts))  # type: ignore[arg-type]


def _check(part: Part, answers: Answers) -> Row:
    registry = part.read(answers.today)
    found = [one for name in RULES.own for one in RULES.run(name, registry, registry.today)]
    notes = registry.all_notes()
    return notes, answers.digest(notes), tuple(map(said, found))


def said(one: Finding) -> Said:
    """`one` as plain data."""
    return (
        *(one.rule, one.path, one.message, one.fix, one.severity),
        *(one.pointer, one.at_key, one.line, one.column),
    )


def read_rows(kept: Kept) -> dict[str, Row]:
    """What is kept of each part, by the digest of its own files."""
    data = kept.read(_KEY)
    rows: dict[str, Row] = {} if data is None else marshal.loads(data)
    return rows
