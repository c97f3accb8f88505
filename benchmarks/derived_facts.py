"""What credfolio works out from the records, for the generators that cannot.

Handing it over ready-made spares them the work: whatever the comparison errs
in, it errs in their favor.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from decimal import Decimal
from functools import cached_property
from typing import Any

from credfolio.pages.fragments import words
from credfolio.records.model import Award, Educator, MicroCredential, Record, Stack
from credfolio.records.reckoned.definition import evidence_types, four_criteria
from credfolio.records.reckoned.passing import passing_rule_in_words
from credfolio.records.reckoned.stack_tree import progress, total_hours
from credfolio.records.registry import Registry

_SECTIONS = (
    ("overview", "What it is"),
    ("method", "The method"),
    ("prepare", "Prepare"),
    ("hand-in", "What you submit"),
    ("judged", "How it is judged"),
    ("counts", "What it counts for"),
    ("research", "Research"),
    ("glossary", "Words used here"),
    ("versions", "Versions and origin"),
)


def as_data(record: Record) -> dict[str, Any]:
    """A record as plain data, without what nobody filled in."""
    return record.model_dump(mode="json", by_alias=True, exclude_none=True, exclude_defaults=True)


class Facts:
    """Derived facts of one synthetic repository."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry

    @cached_property
    def statements(self) -> dict[tuple[str, str], str]:
        return {
            (framework.id, statement.code): statement.text
            for framework in self.registry.frameworks.values()
            for strand in framework.strands
            for statement in strand.statements
        }

    @cached_property
    def aligned(self) -> dict[str, list[str]]:
        """Code of a standard → credentials that are aligned to it."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for reference, credential in self.registry.credentials.items():
            for code in {a.code for a in credential.alignments if a.code}:
                found[code].append(reference)
        return found

    def issuer_name(self, issuer: str) -> str:
        return self.registry.issuers[issuer].name

    def credential(self, credential: MicroCredential) -> dict[str, Any]:
        data = as_data(credential)
        reference = credential.ref
        earners = sorted(self.registry.holders.get(reference, ()))
        for part in data["parts"]:
            for level in part["levels"]:
                level.setdefault("passing", False)
        for alignment in data["alignments"]:
            alignment["framework_title"] = self.registry.frameworks[alignment["framework"]].title
            alignment["statement"] = self.statements[alignment["framework"], alignment["code"]]
        for value, shown in zip(data["credit_values"], credential.credit_values, strict=True):
            value["words"] = words.amount(shown)
            value["jurisdiction_name"] = self.registry.jurisdictions[shown.jurisdiction].name
        for resource, known in zip(data["resources"], credential.resources, strict=True):
            resource["free"] = known.free
        return data | {
            "ref": reference,
            "issuer_name": self.issuer_name(credential.issuer),
            "hours": words.hours(credential.time_estimate),
            "money": words.money(credential.cost),
            "kinds": list(evidence_types(credential)),
            "rule": passing_rule_in_words(credential),
            "ticks": [{"name": t.name, "why": t.why} for t in four_criteria(credential)],
            "sections": [list(section) for section in _SECTIONS],
            "edit": f"https://github.com/example/edit/main/catalog/{reference}.yml",
            "earners": earners[:24],
            "earner_count": len(earners),
            "stacks": [
                f"/catalog/{s.issuer}/stacks/{s.id}"
                for s in self.registry.stacks_holding.get(reference, ())
            ],
            "related": [f"/catalog/{r}" for r in self._related(credential)],
        }

    def _related(self, credential: MicroCredential) -> list[str]:
        topic = self.registry.credentials_by_topic[credential.topics[0]]
        return [other.ref for other in topic if other.ref != credential.ref][:3]

    def stack(self, stack: Stack) -> dict[str, Any]:
        return as_data(stack) | {
            "ref": stack.ref,
            "issuer_name": self.issuer_name(stack.issuer),
            "hours": words.hour_range(*total_hours(stack, self.registry)),
            "complete": self._complete[stack.ref],
        }

    @cached_property
    def _complete(self) -> dict[str, list[str]]:
        """Stack → educators who hold all of it; only who holds a first member is looked at."""
        found: dict[str, list[str]] = {}
        for reference, stack in self.registry.stacks.items():
            needed = {m.credential for m in stack.members if m.credential}
            first = self.registry.holders.get(stack.members[0].credential or "", frozenset())
            found[reference] = sorted(e for e in first if needed <= self.held(e))
        return found

    def held(self, educator: str) -> frozenset[str]:
        awards = self.registry.awards_by_educator.get(educator, ())
        return frozenset(a.credential for a in awards if a.credential)

    def award(self, award: Award) -> dict[str, Any]:
        data = as_data(award)
        # What is not published stays out: private feedback and attempts that did not pass.
        submissions = data.pop("submissions")
        data["results"] = submissions[-1]["assessments"][0]["results"]
        credential = self.registry.credentials[award.credential or ""]
        for credit, earned in zip(data["credits_earned"], award.credits_earned, strict=True):
            credit["words"] = words.amount(earned)
            credit["jurisdiction_name"] = self.registry.jurisdictions[earned.jurisdiction].name
        return data | {
            "title": credential.title,
            "competency": credential.competency,
            "issuer_name": self.issuer_name(credential.issuer),
        }

    def educator(self, educator: Educator) -> dict[str, Any]:
        held = self.held(educator.id)
        credentials = [self.registry.credentials[ref] for ref in sorted(held)]
        awards = self.registry.awards_by_educator.get(educator.id, ())
        low = sum((c.time_estimate.min_hours for c in credentials if c.time_estimate), Decimal(0))
        high = sum((c.time_estimate.max_hours for c in credentials if c.time_estimate), Decimal(0))
        totals: Counter[str] = Counter()
        for award in awards:
            for credit in award.credits_earned:
                totals[credit.jurisdiction] += credit.amount  # type: ignore[assignment]
        begun = {
            stack.ref: stack
            for ref in sorted(held)
            for stack in self.registry.stacks_holding.get(ref, ())
        }
        return as_data(educator) | {
            "hours": words.hour_range(low, high) if high else "",
            "skills": self._skills(credentials),
            "stacks": [
                {
                    "title": stack.title,
                    "href": f"/catalog/{stack.issuer}/stacks/{stack.id}/",
                    "done": how_far.done,
                    "needed": how_far.needed,
                    "left": list(how_far.left_refs),
                }
                for stack in begun.values()
                if (how_far := progress(stack, held, self.registry)).done
            ],
            "credits": [
                {
                    "jurisdiction": jurisdiction,
                    "name": self.registry.jurisdictions[jurisdiction].name,
                    "total": f"{total} CEUs",
                }
                for jurisdiction, total in sorted(totals.items())
            ],
        }

    def _skills(self, credentials: list[MicroCredential]) -> list[dict[str, Any]]:
        topics = Counter(topic for c in credentials for topic in c.topics)
        codes = Counter((a.framework, a.code) for c in credentials for a in c.alignments if a.code)
        skills: list[dict[str, Any]] = [
            {"name": words.title_of(topic), "href": f"/topics/{topic}/", "count": n}
            for topic, n in topics.items()
        ]
        for (framework, code), n in codes.items():
            title = self.registry.frameworks[framework or ""].title
            skills.append(
                {
                    "name": f"{title} {code}",
                    "text": self.statements[framework or "", code or ""],
                    "href": f"/frameworks/{framework}/#s-{code}",
                    "count": n,
                }
            )
        skills.sort(key=lambda skill: -skill["count"])
        return skills[:12]
