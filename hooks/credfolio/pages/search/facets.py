"""What the catalog can be filtered by, and which values a record has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from credfolio.pages.fragments import words
from credfolio.pages.fragments.by_day import Phase, days_of, phases
from credfolio.pages.fragments.catalog_view import CatalogView
from credfolio.pages.fragments.lookups import standard_name, standard_value
from credfolio.records.model import MicroCredential, Stack
from credfolio.records.model.terms import (
    AudienceRole,
    CredentialLevel,
    CredentialStatus,
    EvidenceType,
    GradeBand,
    values,
)
from credfolio.records.reckoned.stack_tree import credentials_of, total_hours
from credfolio.text.search_words import fold

Values = Mapping[str, tuple[str, ...]]
"""Facet → the values that one record has."""

HOURS = (
    ("0-5", "Up to 5 hours", Decimal(5)),
    ("5-10", "5 to 10 hours", Decimal(10)),
    ("10-20", "10 to 20 hours", Decimal(20)),
    ("20-", "More than 20 hours", None),
)
"""Ranges of the longest time an estimate names: id, words, and the most hours in it."""

TITLES = {
    "hours": "Time",
    "cost": "Cost",
    "credit": "Counts in",
    "role": "For whom",
    "topic": "Topic",
    "evidence": "What you submit",
    "students": "Students",
    "remote": "Place",
    "grade": "Grade band",
    "subject": "Subject",
    "level": "Level",
    "standard": "Standard",
    "issuer": "Issuer",
    "stack": "Part of a stack",
    "language": "Language",
    "status": "Status",
}
"""Every facet in the order in which readers meet them, with its heading."""

_OPEN = frozenset({"hours", "cost", "credit", "role", "topic", "evidence", "students"})
_FIXED = {
    "hours": {value: label for value, label, _ in HOURS},
    "cost": {"free": "Free", "paid": "Paid"},
    "students": {"none": "No students needed", "needed": "Needs students"},
    "remote": {"yes": "Can be done remotely", "no": "In person"},
    "role": {role: words.ROLES[role] for role in values(AudienceRole)},
    "evidence": {kind: words.EVIDENCE[kind] for kind in values(EvidenceType)},
    "grade": {band: words.GRADES[band] for band in values(GradeBand)},
    "level": {level: words.LEVEL[level] for level in values(CredentialLevel)},
    "status": {status: words.STATUS[status] for status in values(CredentialStatus)},
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that can be chosen."""

    id: str
    label: str
    also: tuple[str, ...] = ()
    """Other words for it in a sentence: the units that a place counts."""


@dataclass(frozen=True, slots=True)
class Facet:
    """A group of values that can be chosen; any of them is enough for a record to stay."""

    id: str
    title: str
    choices: tuple[Choice, ...]
    is_open: bool


class FacetValues:
    """Computes the values of each record."""

    def __init__(self, view: CatalogView) -> None:
        self._view = view
        self._subjects: dict[str, str] = {}
        self._named_standards: dict[str, str] = {}
        self._holding: dict[str, list[str]] = {}
        for stack in view.stacks:
            for reference in credentials_of(stack.ref, view.registry):
                self._holding.setdefault(reference, []).append(stack.ref)

    def of_credential(self, credential: MicroCredential) -> Values:
        view = self._view
        estimate, cost = credential.time_estimate, credential.cost
        return {
            "hours": _hours(estimate.max_hours) if estimate else (),
            "cost": () if cost is None else ("free" if cost.amount == 0 else "paid",),
            "credit": self.credit(credential)[0].value,
            "role": credential.audience_roles,
            "topic": credential.topics,
            "evidence": view.kinds(credential),
            "students": _yes_no(credential.requires_students, "needed", "none"),
            "remote": _yes_no(credential.remote_ok, "yes", "no"),
            "grade": credential.grade_bands,
            "subject": tuple(self._subject(subject) for subject in credential.subjects),
            "level": (credential.level,) if credential.level else (),
            "standard": self._standards(credential),
            "issuer": _unique((credential.issuer, *credential.co_issuers)),
            "stack": tuple(self._holding.get(credential.ref, ())),
            "language": (credential.language,) if credential.language else (),
            "status": (credential.status,),
        }

    def of_stack(self, stack: Stack) -> Values:
        """A stack's own values, and what its credentials add up to."""
        found = [self.of_credential(member) for member in self.members(stack)]
        _, most = total_hours(stack, self._view.registry)
        merged = {name: _unique(v for one in found for v in one[name]) for name in TITLES}
        return merged | {
            "hours": _hours(most) if most else (),
            # One part that costs, or needs a class, is enough for the whole to do so.
            "cost": _whole(merged["cost"], "paid"),
            "students": _whole(merged["students"], "needed"),
            "remote": _whole(merged["remote"], "no"),
            "credit": self.credit(stack)[0].value,
            "topic": _unique((*stack.topics, *merged["topic"])),
            "issuer": (stack.issuer,),
            "stack": (),
            "status": (stack.status,),
        }

    def credit(self, offer: MicroCredential | Stack) -> tuple[Phase[tuple[str, ...]], ...]:
        """The places that count an offer, or a credential of a stack: today, and later by day."""
        offers: list[MicroCredential | Stack] = [offer]
        if isinstance(offer, Stack):
            offers += self.members(offer)
        view = self._view
        return phases(
            lambda day: _unique(v.jurisdiction for one in offers for v in view.credit_on(one, day)),
            view.site.today,
            days_of(value for one in offers for value in one.credit_values),
        )

    def members(self, stack: Stack) -> list[MicroCredential]:
        registry = self._view.registry
        references = credentials_of(stack.ref, registry)
        return [c for r in references if (c := registry.credentials.get(r))]

    def facets(self, records: Sequence[Values], later: Iterable[str] = ()) -> tuple[Facet, ...]:
        """The facets that tell `records` apart, each with the values that occur.

        `later` are places that count something only from a later day on.
        """
        facets = []
        for name, title in TITLES.items():
            counts = Counter(value for record in records for value in record[name])
            if name == "credit":
                counts = self._stated({*counts, *later})
            choices = self._in_order(name, counts)
            if choices:
                facets.append(Facet(name, title, choices, name in _OPEN))
        return tuple(facets)

    def _stated(self, places: Iterable[str]) -> Counter[str]:
        """How many offers state credit in each place, on any day: an order that no day changes."""
        offers: tuple[MicroCredential | Stack, ...] = (*self._view.credentials, *self._view.stacks)
        stated = Counter(
            place for one in offers for place in {v.jurisdiction for v in one.credit_values}
        )
        return Counter({place: stated[place] for place in places})

    def _in_order(self, name: str, counts: Counter[str]) -> tuple[Choice, ...]:
        if name in _FIXED:
            labels = _FIXED[name]
            return tuple(Choice(value, labels[value]) for value in labels if value in counts)
        made = [
            Choice(value, self._label(name, value), self._also(name, value)) for value in counts
        ]
        made.sort(key=lambda c: (-counts[c.id], c.label.casefold(), c.id))
        return tuple(made)

    def _label(self, name: str, value: str) -> str:
        registry = self._view.registry
        if name == "issuer":
            return self._view.issuer_name(value)
        if name == "credit":
            known = registry.jurisdictions.get(value)
            return known.name if known else value
        if name == "stack":
            return registry.stacks[value].title
        if name == "subject":
            return self._subjects[value]
        if name == "standard":
            return self._named_standards[value]
        return words.language(value) if name == "language" else words.title_of(value)

    def _also(self, name: str, value: str) -> tuple[str, ...]:
        known = self._view.registry.jurisdictions.get(value) if name == "credit" else None
        if known is None:
            return ()
        names = ((unit.name or "", unit.unit.replace("-", " ")) for unit in known.units)
        return _unique(name for pair in names for name in pair if name)

    def _standards(self, credential: MicroCredential) -> tuple[str, ...]:
        """The standards of frameworks of this site that a definition as a whole aligns to."""
        found = []
        for one in credential.alignments:
            framework = self._view.registry.frameworks.get(one.framework or "")
            if framework is None or one.code is None:
                continue
            value = standard_value(framework.id, one.code)
            label = f"{standard_name(one.code)} · {framework.title}"
            self._named_standards.setdefault(value, label)
            found.append(value)
        return _unique(found)

    def _subject(self, subject: str) -> str:
        key = "-".join(fold(subject).split())
        self._subjects.setdefault(key, subject)
        return key


def _hours(most: Decimal) -> tuple[str, ...]:
    return (next(name for name, _, limit in HOURS if limit is None or most <= limit),)


def _yes_no(value: bool | None, yes: str, no: str) -> tuple[str, ...]:
    return () if value is None else (yes if value else no,)


def _whole(parts: tuple[str, ...], decisive: str) -> tuple[str, ...]:
    return (decisive,) if decisive in parts else parts


def _unique(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found))
