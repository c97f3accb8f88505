"""Levels and parts: those that a definition or an award names exist."""

from __future__ import annotations

from collections.abc import Iterator

from credfolio.checking.rules import own_rule
from credfolio.checking.rules.awarded import awards_as_earned, outline, results
from credfolio.checking.rules.by_row import found_by_rows
from credfolio.checking.rules.parts import named_parts, parts
from credfolio.findings.finding import Finding, Pointer, quoted
from credfolio.findings.words import said
from credfolio.ids import nearest
from credfolio.records.model.part import Part
from credfolio.records.reckoned.passing import part_levels
from credfolio.records.registry import Registry, award_path, credential_path


def _unknown_level(path: str, level: str, part: Part, pointer: Pointer) -> Finding:
    known = [known.id for known in part_levels(part)]
    guess = nearest(level, known)
    return Finding(
        "unknown-level",
        path,
        *said(
            "unknown-level: near" if guess else "unknown-level" if known else "unknown-level: none",
            level=quoted(level),
            part=part.number,
            known=", ".join(known),
            guess=quoted(guess),
        ),
        pointer=pointer,
        at_key=len(pointer) == 6 and pointer[2] == "rubric",
    )


@own_rule
def check_unknown_level(registry: Registry) -> Iterator[Finding]:
    """A level that a record names is one of its part's levels.

    Each issuer chooses its own words for levels, so without this check nobody sees a typing
    mistake until an award cannot be counted.

    Write the `id` of a level, not its name. Unless the part lists its own levels, they are
    `yes` and `no` on the scale `yes_no`, and `passed` and `not-yet` on `pass_fail`.
    """
    for path, _, n, part in parts(registry):
        known = {level.id for level in part_levels(part)}
        if part.required_level and part.required_level not in known:
            pointer: Pointer = ("parts", n, "required_level")
            yield _unknown_level(path, part.required_level, part, pointer)
        for m, criterion in enumerate(part.rubric):
            for level in criterion.levels:
                if level not in known:
                    pointer = ("parts", n, "rubric", m, "levels", level)
                    yield _unknown_level(path, level, part, pointer)
    for reference, credential in registry.credentials.items():
        by_number = {part.number: part for part in credential.parts}
        for need, place in named_parts(credential.passing_rule) if credential.passing_rule else ():
            named = by_number.get(need.part)
            if named and need.requires not in {level.id for level in part_levels(named)}:
                pointer = ("passing_rule", *place, "requires")
                yield _unknown_level(credential_path(reference), need.requires, named, pointer)
    for path, award, credential in awards_as_earned(registry):
        known_parts = outline(credential)
        for pointer, result in results(award):
            judged = known_parts.get(result.part)
            if judged and result.level and result.level not in judged.levels:
                yield _unknown_level(path, result.level, judged.part, (*pointer, "level"))


@own_rule
def check_unknown_evidence_item(registry: Registry) -> Iterator[Finding]:
    """An evidence item that asks for the same people as another names one that exists.

    "Reflections by those same two students" means something only if it is clear which two.

    Write the `id` of another evidence item, of this part or any other.
    """
    yield from found_by_rows(registry, "unknown-evidence-item")


@own_rule
def check_unknown_part(registry: Registry) -> Iterator[Finding]:
    """A part or criterion that a resource, a result or a piece of evidence names exists.

    Otherwise the page cannot say what it belongs to.

    Write the `number` of a part, and the `id` of a criterion of its rubric.
    """
    for reference, credential in registry.credentials.items():
        numbers = [part.number for part in credential.parts]
        for n, resource in enumerate(credential.resources):
            # A text whose parts are not written yet may already sort its resources.
            if numbers and resource.part is not None and resource.part not in numbers:
                pointer: Pointer = ("resources", n, "part")
                yield _unknown_part(credential_path(reference), resource.part, numbers, pointer)
    for (educator, name), award in registry.awards.items():
        if award.stack and not award.credential and (award.results or award.submissions):
            yield Finding(
                "unknown-part",
                award_path(educator, name),
                "a stack has no parts, so nothing in it is judged",
                "delete `results:` and `submissions:`",
                pointer=("results",) if award.results else ("submissions",),
            )
    for path, award, credential in awards_as_earned(registry):
        if not credential.parts:
            continue
        known_parts = outline(credential)
        named: list[tuple[int | None, str | None, Pointer]] = [
            (evidence.part, None, ("evidence", n)) for n, evidence in enumerate(award.evidence)
        ]
        named += [(r.part, r.criterion, pointer) for pointer, r in results(award)]
        for part, criterion, where in named:
            if part is None:
                continue
            if part not in known_parts:
                yield _unknown_part(path, part, list(known_parts), (*where, "part"))
            elif criterion and criterion not in known_parts[part].criteria:
                guess = nearest(criterion, known_parts[part].criteria)
                yield Finding(
                    "unknown-part",
                    path,
                    f"part {part} has no criterion {quoted(criterion)}",
                    f"did you mean {quoted(guess)}?" if guess else "write the id of a criterion",
                    pointer=(*where, "criterion"),
                )


def _unknown_part(path: str, part: int, numbers: list[int], pointer: Pointer) -> Finding:
    words = said("unknown-part", part=part, parts=", ".join(map(str, numbers)))
    return Finding("unknown-part", path, *words, pointer=pointer)
