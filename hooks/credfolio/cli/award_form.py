"""What a new award asks about and shows: what was earned, who judges, and the levels reached."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import click

from credfolio.authoring.scaffold import dump
from credfolio.cli.form import Form, choose
from credfolio.errors import UsageError
from credfolio.findings.finding import quoted
from credfolio.records.model import MicroCredential, Stack
from credfolio.records.reckoned.passing import part_levels
from credfolio.records.registry import Registry


def earned_for(
    form: Form, registry: Registry, id_: str, credential: str | None, stack: str | None
) -> MicroCredential | Stack:
    """What was earned: as the options say, or as somebody answers; `id_` is the award's."""
    if credential and stack:
        raise UsageError(
            "an award is of one credential or of one stack", fix="make two awards of it"
        )
    if stack:
        choose(registry.stacks, stack, "stack", "write it as ISSUER/ID")
        return registry.stacks[stack]
    if credential is None:
        alike = [ref for ref in registry.credentials if ref.endswith(f"/{id_}")]
        credential = form.ask(
            None,
            "Credential, as ISSUER/ID",
            None,
            alike[0] if len(alike) == 1 else "",
            True,
            "--credential (or --stack)",
        )
        form.complete("new award")
    choose(registry.credentials, credential, "credential", "write it as ISSUER/ID")
    return registry.credentials[credential]


def people_for(
    registry: Registry, earned: MicroCredential | Stack, earner: str, role: str, on: date
) -> list[str]:
    """Those on the issuer's list who may do it on that day; never the earner."""
    issuer = registry.issuers.get(earned.issuer)
    names = []
    for person in getattr(issuer, role) if issuer else ():
        limited_to = getattr(person, "credentials", ())
        if person.educator == earner or (person.until and person.until < on):
            continue
        if not limited_to or earned.ref in limited_to:
            names.append(person.account or person.educator or person.name or "")
    return [name for name in names if name]


def results_given(
    form: Form, earned: MicroCredential | Stack, given: Sequence[str]
) -> list[dict[str, object]]:
    """The levels reached, as the option gives them or as somebody answers."""
    parts = earned.parts if isinstance(earned, MicroCredential) else ()
    levels = {part.number: [level.id for level in part_levels(part)] for part in parts}
    results: list[dict[str, object]] = []
    for text in given:
        number, _, level = text.partition("=")
        if not number.isdecimal() or int(number) not in levels:
            raise UsageError(
                f"--result: {quoted(text)} names no part of {earned.ref}",
                fix="write the part's number, = and the level, as in 1=met",
            )
        known = levels[int(number)]
        if known and level not in known:
            raise UsageError(
                f"--result: part {number} has no level {quoted(level)}",
                fix=f"choose from {', '.join(known)}",
            )
        results.append({"part": int(number), "level": level})
    if not form.asks or given:
        return results
    for part in parts:
        known = levels[part.number]
        if not known:
            continue  # judged by points, which the file asks for

        def listed(text: str, known: list[str] = known) -> None:
            if text not in known:
                raise click.BadParameter(f"choose from {', '.join(known)}")

        question = f"Level reached in part {part.number}, {part.title} ({', '.join(known)})"
        if level := form.ask(None, question, listed, "", False, "--result"):
            results.append({"part": part.number, "level": level})
    return results


def award_examples(
    earned: MicroCredential | Stack, on: date, approvers: list[str], assessors: list[str]
) -> dict[str, str]:
    """Examples for the file that fit what was earned."""
    examples = {}
    if approvers:
        examples["approved_by"] = f"{_line('approved_by', approvers[0])}{_or(approvers[1:])}"
    parts = earned.parts if isinstance(earned, MicroCredential) else ()
    if parts:
        lines = ["results:"]
        for part in parts:
            levels = [level.id for level in part_levels(part)]
            lines.append(f"  # {part.title}: {', '.join(levels) or 'in points'}")
            lines.append(
                f"  - {{part: {part.number}, level: {levels[0]}}}"
                if levels
                else f"  - {{part: {part.number}, points: 1}}"
            )
        examples["results"] = "\n".join(lines)
        examples["submissions"] = "\n".join(
            [
                "submissions:",
                f"  - submitted_on: {on}",
                "    attempt: 1",
                "    assessments:",
                f"      - {_line('assessor', (assessors or ['…'])[0])}{_or(assessors[1:])}",
                f"        on: {on}",
                "        decision: pass # or resubmit",
                "        results:",
                *(f"      {line}" for line in lines[1:]),
            ]
        )
    current = [
        value
        for value in earned.credit_values
        if (value.effective_from or on) <= on <= (value.effective_until or on)
    ]
    if current:
        examples["credits_earned"] = "credits_earned:\n" + "\n".join(
            f"  - {{jurisdiction: {value.jurisdiction}, unit: {value.unit}, "
            f"amount: {value.amount}"
            + (f", category: {value.category}" if value.category else "")
            + f", on: {on}}}"
            for value in current
        )
    return examples


def _line(key: str, value: str) -> str:
    return dump(key, value).rstrip("\n")


def _or(others: list[str]) -> str:
    return f" # or {', '.join(others)}" if others else ""
