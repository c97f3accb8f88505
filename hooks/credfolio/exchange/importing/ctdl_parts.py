"""Credit, alignments and rubrics, as CTDL and CTDL-ASN write them → what a definition states.

What names a place, a unit or a framework that this catalog does not have is left out: a draft
with a wrong claim is worse than one with a gap.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from credfolio.badges.verification.shape import id_of, names
from credfolio.exchange.ctdl_terms import CREDIT_UNIT
from credfolio.ids import is_id, slug
from credfolio.records.model import Framework
from credfolio.records.model.terms import CreditUnit, values
from credfolio.records.registry import Registry

Node = Mapping[str, Any]
Text = Callable[[Any], str]
"""The text of a language map, or of a plain value."""

_UNITS = {node: unit for unit, node in CREDIT_UNIT.items()}
_SAID = re.compile(
    r"(?P<unit>[a-z-]{1,40}) in (?P<place>.{1,200}?)(?: from (?P<since>\d{4}-\d\d-\d\d))?"
    r"(?: until (?P<until>\d{4}-\d\d-\d\d))?(?:, the same as (?P<same>[^,]{1,200}))?"
)
"""How an export of this program describes credit."""
_SAME = re.compile(r"(\d{1,9}(?:\.\d{1,4})?) ([a-z-]{1,40})")
_MOST = 200


def credit_of(conditions: list[Any], registry: Registry, text: Text) -> list[dict[str, str]]:
    """What the credential counts for, in places and units that are known here."""
    places = {place.name: place.id for place in registry.jurisdictions.values()}
    places |= {place: place for place in registry.jurisdictions}
    found: list[dict[str, str]] = []
    for profile in _inside(conditions, "ceterms:creditValue"):
        said = _SAID.fullmatch(text(profile.get("ceterms:description")))
        amount = _amount(profile.get("schema:value"))
        if said is None or not amount or (place := places.get(said["place"])) is None:
            continue
        days = {"effective_from": said["since"], "effective_until": said["until"]}
        stated = [(amount, _unit(profile) or said["unit"])]
        stated += _SAME.findall(said["same"] or "")
        found += [
            {
                "jurisdiction": place,
                "unit": unit,
                "amount": number,
                **{key: day for key, day in days.items() if day},
            }
            for number, unit in stated
            if unit in values(CreditUnit)
        ]
    return found


def alignments_of(conditions: list[Any], registry: Registry, text: Text) -> list[dict[str, str]]:
    """The standards that it fits, of frameworks that are known here by their titles."""
    frameworks = {framework.title: framework for framework in registry.frameworks.values()}
    frameworks |= dict(registry.frameworks)
    found = []
    for target in _inside(conditions, "ceterms:targetCompetency"):
        framework = frameworks.get(text(target.get("ceterms:frameworkName")))
        if framework is None:
            continue
        one = {"framework": framework.id, **_coded(target, framework, text)}
        if statement := text(target.get("ceterms:targetNodeName")):
            one["statement"] = statement
        if isinstance(url := target.get("ceterms:targetNode"), str):
            one["url"] = url
        found.append(one)
    return found


def parts_of(credential: Node, by_id: Mapping[str, Node], text: Text) -> list[dict[str, Any]]:
    """A part for each rubric of the credential, with its criteria and the levels of each.

    Which level passes is not in a rubric, so a person has to say it before the draft is active.
    """
    title = text(credential.get("ceterms:name"))
    found: list[dict[str, Any]] = []
    for rubric in by_id.values():
        name = text(rubric.get("ceasn:name"))
        if "ceasn:Rubric" not in names(rubric.get("@type")) or not name.startswith(f"{title}: "):
            continue
        levels: dict[str, str] = {}
        criteria: list[dict[str, Any]] = []
        for at in names(rubric.get("ceasn:hasRubricCriterion"))[:_MOST]:
            node = by_id.get(id_of({"id": at}) or id_of(at), {})
            reached = {
                _id(label, levels): words
                for level in _nodes(node.get("ceasn:hasCriterionLevel"))
                if (label := text(level.get("ceasn:benchmarkLabel")))
                and (words := text(level.get("ceasn:benchmarkText")))
            }
            if (called := text(node.get("ceasn:name"))) and reached:
                own = {one["id"] for one in criteria}
                id_ = slug(called) if is_id(slug(called)) else "criterion"
                id_ = id_ if id_ not in own else f"{id_}-{len(criteria) + 1}"
                criteria.append({"id": id_, "name": called, "levels": reached})
        if criteria:
            found.append(
                {
                    "number": str(len(found) + 1),
                    "title": name.removeprefix(f"{title}: "),
                    "scale": "levels",
                    "levels": [{"id": id_, "name": label} for id_, label in levels.items()],
                    "rubric": criteria,
                }
            )
    return found


def _id(label: str, levels: dict[str, str]) -> str:
    """The id of a level by its name; a new one is added in the order of the rubric."""
    for id_, known in levels.items():
        if known == label:
            return id_
    id_ = slug(label) if is_id(slug(label)) else f"level-{len(levels) + 1}"
    id_ = id_ if id_ not in levels else f"{id_}-{len(levels) + 1}"
    levels[id_] = label
    return id_


def _coded(target: Node, framework: Framework, text: Text) -> dict[str, str]:
    """The code of a statement, or the id of a strand, if the framework has it."""
    code = text(target.get("ceterms:codedNotation"))
    if any(code == one.code for strand in framework.strands for one in strand.statements):
        return {"code": code}
    return {"strand": code} if code in {strand.id for strand in framework.strands} else {}


def _unit(profile: Node) -> str:
    for one in _nodes(profile.get("ceterms:creditUnitType")):
        if (node := one.get("ceterms:targetNode")) in _UNITS:
            return str(_UNITS[node])
    return ""


def _amount(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < 1e9:
        return ""
    return f"{value:.4f}".rstrip("0").rstrip(".")


def _inside(conditions: list[Any], key: str) -> list[Node]:
    return [one for condition in conditions for one in _nodes(condition.get(key))]


def _nodes(value: Any) -> list[Node]:
    return [one for one in names(value)[:_MOST] if isinstance(one, Mapping)]
