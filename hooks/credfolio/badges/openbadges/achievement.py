"""MicroCredential or Stack → Achievement: what was to be done, and how it is judged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from credfolio.badges.openbadges.home import Home, definition_page
from credfolio.badges.openbadges.origins import origin
from credfolio.badges.openbadges.wording import line, number, prose, words_of
from credfolio.proof.contexts import CREDENTIALS_V2, OPEN_BADGES_3
from credfolio.records.model import MicroCredential, Stack
from credfolio.records.model.award import PartResult
from credfolio.records.model.base import Alignment, Credit
from credfolio.records.model.part import Level, Part
from credfolio.records.reckoned.passing import (
    chosen_parts,
    lowest_passing,
    needed_parts,
    part_levels,
    passing_rule_in_words,
)
from credfolio.records.registry import Registry

Definition = MicroCredential | Stack

# Open Badges has one number for credit; where a definition states several units the first here is
# the one that licensing offices ask for.
_UNITS = ("ceu", "semester-hour", "graduate", "credit", "salary-hour", "clock-hour", "contact-hour")


def build_achievement(
    definition: Definition,
    registry: Registry,
    home: Home,
    parts: Iterable[Part] = (),
    named: frozenset[str] | None = None,
) -> dict[str, Any]:
    """The current definition, with the rubric of `parts`.

    With `named`, ids that results name, the rubric is only what it takes to read those results:
    the parts and criteria among them, each with the levels among them and the one required.
    """
    is_stack = isinstance(definition, Stack)
    page = home.at(definition_page(definition.ref, is_stack=is_stack))
    achievement: dict[str, Any] = {
        "id": f"{page}achievement.json",
        "type": ["Achievement"],
        "achievementType": "LearningProgram" if is_stack else "MicroCredential",
        "name": home.title(line(definition.title)),
        "description": _description(definition),
        "criteria": {"id": page, "narrative": _criteria(definition, registry)},
        "image": {
            "id": f"{page}badge.svg",
            "type": "Image",
            "caption": line(definition.image_alt or f"Badge of {definition.title}"),
        },
        **origin(definition, registry, home),
    }
    if definition.version:
        achievement["version"] = definition.version
    if tags := sorted({*definition.topics, *getattr(definition, "tags", ())}):
        achievement["tag"] = tags
    if code := getattr(definition, "human_code", None):
        achievement["humanCode"] = line(code)
    if (credit := credit_number(definition.credit_values)) is not None:
        achievement["creditsAvailable"] = credit
    if alignments := [
        built
        for alignment in definition.alignments
        if (built := _alignment(alignment, registry, home))
    ]:
        achievement["alignment"] = alignments
    if results := [
        built
        for part in parts
        for built in _result_descriptions(part, page, passing_levels(part, definition), named)
    ]:
        achievement["resultDescription"] = results
    return achievement


def build_achievement_document(
    definition: Definition, registry: Registry, home: Home
) -> dict[str, Any]:
    """The whole definition as a document of its own, every criterion of its rubric included."""
    parts = definition.parts if isinstance(definition, MicroCredential) else ()
    achievement = build_achievement(definition, registry, home, parts)
    return {"@context": [CREDENTIALS_V2, OPEN_BADGES_3], **achievement}


def build_former_achievement(
    definition: Definition,
    version: str,
    results: Iterable[PartResult],
    registry: Registry,
    home: Home,
) -> dict[str, Any]:
    """What is still known of a version that today's definition has replaced.

    Its rubric is not: the `results` have the words that the award records, and no level's id.
    """
    page = home.at(definition_page(definition.ref, is_stack=isinstance(definition, Stack)))
    described = [
        {
            "id": former_result_id(page, version, result),
            "type": ["ResultDescription"],
            "name": f"Part {result.part}"
            + (f", criterion {result.criterion}" if result.criterion else "")
            + f" of version {version}",
            "resultType": "PerformanceLevel" if result.level else "RawScore",
        }
        for result in results
    ]
    return {
        "id": f"{page}achievement.json",
        "type": ["Achievement"],
        "achievementType": "LearningProgram"
        if isinstance(definition, Stack)
        else "MicroCredential",
        "name": home.title(line(definition.title)),
        "description": f"{line(definition.title)}, version {version} of the definition.",
        "criteria": {
            "id": page,
            "narrative": f"Earned under version {version}. The page names what has changed since.",
        },
        "image": {
            "id": f"{page}badge.svg",
            "type": "Image",
            "caption": line(definition.image_alt or f"Badge of {definition.title}"),
        },
        **origin(definition, registry, home),
        "version": version,
        **({"resultDescription": described} if described else {}),
    }


def former_result_id(page: str, version: str, result: PartResult) -> str:
    """The id of what was judged under a version whose rubric is gone."""
    criterion = f"-{result.criterion}" if result.criterion else ""
    return f"{page}#version-{version}-part-{result.part}{criterion}"


def result_id(page: str, part: int, criterion: str | None) -> str:
    """The id of a ResultDescription: a part of the submission, or a row of its rubric."""
    return f"{page}#part-{part}" + (f"-{criterion}" if criterion else "")


def level_id(page: str, part: int, criterion: str | None, level: str) -> str:
    """The id of a level that can be achieved there."""
    return f"{result_id(page, part, criterion)}:{level}"


def credit_number(credits: Iterable[Credit]) -> int | float | None:
    """The one number of credit that Open Badges has room for; None when there is none."""
    amounts = {credit.unit: credit.amount for credit in reversed(tuple(credits))}
    for unit in _UNITS:
        if unit in amounts:
            return number(amounts[unit])
    return None


def _description(definition: Definition) -> str:
    competency = getattr(definition, "competency", None)
    text = definition.summary or competency or definition.title
    return words_of(text)


def _criteria(definition: Definition, registry: Registry) -> str:
    if isinstance(definition, Stack):
        names = []
        for member in definition.members:
            reference = member.credential or member.stack or ""
            known = registry.credentials.get(reference) or registry.stacks.get(reference)
            names.append(f"- {line(known.title) if known else reference}")
        need = f"at least {definition.minimum} of these" if definition.minimum else "these"
        return f"Complete {need}:\n\n" + "\n".join(names)
    paragraphs = [definition.competency, definition.key_method]
    asked = [
        f"{part.number}. {line(part.title)}"
        + "".join(f"; {line(item.title)}" for item in part.evidence_items if item.need != "example")
        for part in definition.parts
    ]
    texts = [prose(text) for text in paragraphs if text]
    if asked:
        texts.append("What is handed in:\n\n" + "\n".join(asked))
        texts.append(passing_rule_in_words(definition))
    return "\n\n".join(texts) or line(definition.title)


def _alignment(alignment: Alignment, registry: Registry, home: Home) -> dict[str, Any] | None:
    framework = registry.frameworks.get(alignment.framework or "")
    found = None
    for strand in framework.strands if framework else ():
        found = found or next((s for s in strand.statements if s.code == alignment.code), None)
    text = alignment.statement or (found.text if found else None) or alignment.code
    url = alignment.url or (found.url if found else None)
    if url is None and framework is not None:
        url = framework.url or home.at(f"frameworks/{framework.id}/")
    if text is None or url is None:
        return None
    built: dict[str, Any] = {"type": ["Alignment"], "targetName": words_of(text), "targetUrl": url}
    if alignment.code:
        built["targetCode"] = line(alignment.code)
    if framework is not None:
        built["targetFramework"] = line(framework.title)
    return built


def passing_levels(part: Part, definition: Definition) -> tuple[str, ...]:
    """The levels that are enough in `part`, by the passing rule where that names one."""
    needs: dict[int, str | None] = {}
    if isinstance(definition, MicroCredential) and definition.passing_rule:
        choice = chosen_parts(definition)
        # A part that need not pass has a lowest level that counts, all the same.
        needs = {**dict(choice[1] if choice else ()), **dict(needed_parts(definition))}
    return lowest_passing(part, needs.get(part.number))


def _result_descriptions(
    part: Part, page: str, passing: tuple[str, ...], named: frozenset[str] | None
) -> Iterator[dict[str, Any]]:
    lines: list[tuple[str | None, str, Mapping[str, str]]] = [(None, line(part.title), {})]
    lines += [(row.id, line(row.name), row.levels) for row in part.rubric]
    for criterion, name, texts in lines:
        at = result_id(page, part.number, criterion)
        if named is not None and at not in named:
            continue
        built: dict[str, Any] = {
            "id": at,
            "type": ["ResultDescription"],
            "name": f"Part {part.number}: {name}",
            "resultType": "RubricCriterionLevel" if part_levels(part) else "RawScore",
        }
        required = level_id(page, part.number, criterion, passing[-1]) if passing else ""
        if required:
            built["requiredLevel"] = required
        levels = []
        for level in part_levels(part):
            its_id = level_id(page, part.number, criterion, level.id)
            is_reached = named is None or its_id in named
            if not is_reached and its_id != required:
                continue
            text = texts.get(level.id) or (level.description if criterion is None else None)
            levels.append(_rubric_level(its_id, level, text if is_reached else None))
        if levels:
            built["rubricCriterionLevel"] = levels
        yield built


def _rubric_level(its_id: str, level: Level, text: str | None) -> dict[str, Any]:
    return {
        "id": its_id,
        "type": ["RubricCriterionLevel"],
        "name": line(level.name),
        **({"description": words_of(text)} if text else {}),
        **({"points": format(level.points, "f")} if level.points is not None else {}),
    }
