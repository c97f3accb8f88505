"""What rules found in parts of the records, kept until something that they read has changed."""

from __future__ import annotations

import marshal
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import chain

from credfolio.checking.part import WHOLE, Answers, NotNoted, Part, parts_of
from credfolio.checking.rules import RULES, check_registry
from credfolio.disk.kept import Kept
from credfolio.disk.slices import run_slices
from credfolio.findings.finding import Finding
from credfolio.records.registry import Registry

Said = tuple[object, ...]
"""A finding, field by field."""
Row = tuple[tuple[str, ...], str, tuple[tuple[str, Said], ...]]
"""What was asked about the rest of the records, the digest of the answers, and what was found, by
which rule."""

_KEY = "findings"


def check_in_parts(registry: Registry, today: date, jobs: int, kept: Kept) -> Iterator[Finding]:
    """What all rules find in `registry`, as `check_registry` finds it.

    Rules that may be run in parts run where a part, or what they asked about the rest, is not as
    it was. All others run, and so does one that reads in some part what nobody notes.
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
    late = rules_of_whole(rows)
    for name in late:
        whole += RULES.run(name, registry, today)
    in_parts = chain.from_iterable(row[2] for row in rows.values())
    return chain(whole, (Finding(*one) for name, one in in_parts if name not in late))  # type: ignore[arg-type]


def _check(part: Part, answers: Answers) -> Row:
    registry = part.read(answers.today)
    found: list[tuple[str, Said]] = []
    for name in RULES.own:
        try:
            found += [(name, said(one)) for one in RULES.run(name, registry, registry.today)]
        except NotNoted:  # a mistake in the rule, which must not stop anybody's check
            registry.notes.add(f"{WHOLE}{name}")
    notes = registry.all_notes()
    return notes, answers.digest(notes), tuple(found)


def rules_of_whole(rows: Mapping[str, Row]) -> set[str]:
    """Rules that were to run in parts, and read in one of `rows` what nobody notes."""
    notes = chain.from_iterable(row[0] for row in rows.values())
    return {one.removeprefix(WHOLE) for one in notes if one.startswith(WHOLE)} & {*RULES.own}


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
