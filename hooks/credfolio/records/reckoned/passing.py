"""When a part passes, when a submission passes, and the same in words.

Only this module evaluates the passing rule of a definition, so the check, the award's page and
the definition's page agree.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from credfolio.records.model import MicroCredential
from credfolio.records.model.award import PartResult
from credfolio.records.model.part import Level, Part
from credfolio.records.model.passing_rule import PointsRequirement
from credfolio.text.amounts import shortest
from credfolio.text.listed import listed

DEFAULT_LEVELS: dict[str, tuple[Level, ...]] = {
    "pass_fail": (
        Level(id="passed", name="Passed", passing=True),
        Level(id="not-yet", name="Not yet"),
    ),
    "yes_no": (
        Level(id="yes", name="Yes", passing=True),
        Level(id="no", name="No"),
    ),
}
"""The levels of a scale that a definition may leave out."""


def part_levels(part: Part) -> tuple[Level, ...]:
    """The levels that assessors choose from in a part, best first.

    A part on a yes-or-no or pass-or-fail scale may leave out its two levels; another scale
    without levels offers no choice.
    """
    return part.levels or DEFAULT_LEVELS.get(part.scale or "", ())


def lowest_passing(part: Part, requires: str | None = None) -> tuple[str, ...]:
    """Ids of the levels that pass, from the best down to the lowest one.

    `requires` (of a passing rule) or the part's own `required_level` names that lowest level;
    without either, the levels' `passing` flags decide. Empty if no level passes, or the named
    level does not exist.
    """
    levels = part_levels(part)
    lowest = requires or part.required_level
    if lowest is None:
        return tuple(level.id for level in levels if level.passing)
    ids = [level.id for level in levels]
    return tuple(ids[: ids.index(lowest) + 1]) if lowest in ids else ()


def part_passes(
    part: Part, results: Sequence[PartResult], requires: str | None = None
) -> bool | None:
    """Whether `part` passes with the results; None if they do not cover it completely.

    A result for the whole part decides. Otherwise every criterion of its rubric must be at a
    passing level.
    """
    enough = lowest_passing(part, requires)
    own = [result for result in results if result.part == part.number]
    whole = [result.level for result in own if result.criterion is None and result.level]
    if whole:
        return all(level in enough for level in whole)
    reached = {result.criterion: result.level for result in own if result.criterion}
    judged = [reached.get(criterion.id) for criterion in part.rubric]
    if any(level is not None and level not in enough for level in judged):
        return False
    return True if judged and None not in judged else None


def part_points(part: Part, results: Sequence[PartResult]) -> Decimal:
    """The points reached in a part: those of the whole part, or the sum of its criteria.

    A result counts with its stated points, or else with those of its level.
    """
    by_level = {level.id: level.points or Decimal(0) for level in part_levels(part)}
    own = [result for result in results if result.part == part.number]
    counted = [result for result in own if result.criterion is None] or own
    return sum(
        (
            result.points
            if result.points is not None
            else by_level.get(result.level or "", Decimal(0))
            for result in counted
        ),
        Decimal(0),
    )


def most_points(credential: MicroCredential) -> Decimal:
    """The points of a submission that reaches the best level everywhere."""
    return sum((_best(part) * max(1, len(part.rubric)) for part in credential.parts), Decimal(0))


def _best(part: Part) -> Decimal:
    """The points of the best level of a part; 0 where its levels have none."""
    return max((level.points or Decimal(0) for level in part_levels(part)), default=Decimal(0))


class Beyond(NamedTuple):
    """More points than there are: of one result, or of all of them together."""

    place: int | None
    """The position of the result; None for all."""
    reached: Decimal
    most: Decimal


def points_beyond(credential: MicroCredential, results: Sequence[PartResult]) -> Beyond | None:
    """The first result with more points than its part or criterion has.

    If there is none, it is the sum, where the passing rule states a maximum. A part whose levels
    have no points has no maximum of its own.
    """
    parts = {part.number: part for part in credential.parts}
    for n, result in enumerate(results):
        part = parts.get(result.part)
        if part is None or result.points is None:
            continue
        most = _best(part) * (1 if result.criterion else max(1, len(part.rubric)))
        if most and result.points > most:
            return Beyond(n, result.points, most)
    rule = credential.passing_rule
    stated = rule.points.maximum if rule and rule.points else None
    reached = sum((part_points(part, results) for part in credential.parts), Decimal(0))
    return Beyond(None, reached, stated) if stated is not None and reached > stated else None


def passes(credential: MicroCredential, results: Sequence[PartResult]) -> bool:
    """Whether the results meet the definition's passing rule.

    Without a rule, every part must pass. If a rule states more than one condition, all of them
    must hold; of the parts of a choice, as many as it asks for.
    """
    rule = credential.passing_rule
    parts = {part.number: part for part in credential.parts}
    needs, choice = needed_parts(credential), chosen_parts(credential)
    if not needs and not choice and not (rule and rule.points):
        return False

    def holds(need: Need) -> bool:
        number, requires = need
        return number in parts and bool(part_passes(parts[number], results, requires))

    if not all(map(holds, needs)):
        return False
    if choice and sum(map(holds, choice[1])) < choice[0]:
        return False
    if rule is None or rule.points is None:
        return True
    reached = sum((part_points(part, results) for part in credential.parts), Decimal(0))
    return reached >= rule.points.least


Need = tuple[int, str | None]
"""A part's number and the lowest level that is enough; None means by the part's own rule."""


def needed_parts(credential: MicroCredential) -> tuple[Need, ...]:
    """``(number, lowest level)`` of the parts that have to pass; None means by the part's own rule.

    Empty if only points decide, or if there are no parts.
    """
    rule = credential.passing_rule
    needs: list[Need] = []
    if rule is None or rule.all or not (rule.all_of or rule.points or chosen_parts(credential)):
        needs += [(part.number, None) for part in credential.parts]
    if rule is not None:
        needs += [(need.part, need.requires) for need in rule.all_of]
    return tuple(needs)


def chosen_parts(credential: MicroCredential) -> tuple[int, tuple[Need, ...]] | None:
    """The number of parts that must pass, and the parts, if the rule leaves a choice."""
    rule = credential.passing_rule
    if rule is None or not (rule.any_of or rule.some_of):
        return None
    least, parts = (
        (1, rule.any_of) if rule.some_of is None else (rule.some_of.at_least, rule.some_of.parts)
    )
    return least, tuple((need.part, need.requires) for need in parts)


def passing_rule_in_words(credential: MicroCredential) -> str:
    """The passing rule as one plain sentence, such as
    "You pass when parts 1, 3 and 4 are Demonstrated and part 2 is Yes."
    """
    rule = credential.passing_rule
    if rule is None:
        return "The passing rule is not written yet."
    if not credential.parts and not rule.points:
        return "You pass when every part passes."
    parts = {part.number: part for part in credential.parts}
    needs = [(parts[n], level) for n, level in needed_parts(credential) if n in parts]
    clauses = _clauses(needs, len(credential.parts))
    if choice := chosen_parts(credential):
        named = [(parts[n], level) for n, level in choice[1] if n in parts]
        clauses.append(_choice(choice[0], named))
    if rule.points:
        points = _points(rule.points, credential)
        if not clauses:
            return f"You pass with {points} points."
        clauses.append(f"you have {points} points")
    return f"You pass when {listed(clauses)}."


def _points(points: PointsRequirement, credential: MicroCredential) -> str:
    if points.minimum is None:
        percent, maximum = points.percent or Decimal(0), points.maximum or Decimal(0)
        return f"at least {shortest(percent)} percent of {shortest(maximum)}"
    return f"at least {shortest(points.minimum)} of {shortest(most_points(credential))}"


def _choice(least: int, needs: Sequence[tuple[Part, str | None]]) -> str:
    wanted = {_wanted(part, requires) for part, requires in needs}
    count = "one" if least == 1 else str(least)
    if len(wanted) == 1:
        level = next(iter(wanted))
        named = listed([str(part.number) for part, _ in needs])
        if least == 1:
            return f"at least one of parts {named} {f'is {level}' if level else 'passes'}"
        return f"at least {count} of parts {named} {f'are {level}' if level else 'pass'}"
    clauses = [f"part {part.number} is {_wanted(part, requires)}" for part, requires in needs]
    return (
        f"at least {count} of these holds: {'; '.join(clauses)}"
        if least == 1
        else (f"at least {count} of these hold: {'; '.join(clauses)}")
    )


def _clauses(needs: Sequence[tuple[Part, str | None]], parts: int) -> list[str]:
    numbers: dict[str, list[int]] = {}
    for part, requires in needs:
        numbers.setdefault(_wanted(part, requires), []).append(part.number)
    if len(numbers) == 1 and len(needs) == parts > 1:
        wanted = next(iter(numbers))
        return [f"every part is {wanted}" if wanted else "every part passes"]
    clauses = []
    for wanted, which in numbers.items():
        named = listed([str(number) for number in which])
        if len(which) == 1:
            clauses.append(f"part {named} is {wanted}" if wanted else f"part {named} passes")
        else:
            clauses.append(f"parts {named} are {wanted}" if wanted else f"parts {named} pass")
    return clauses


def _wanted(part: Part, requires: str | None) -> str:
    enough = lowest_passing(part, requires)
    names = [level.name for level in part_levels(part) if level.id in enough]
    if not names:
        return ""
    return names[0] if len(names) == 1 else f"at least {names[-1]}"
