"""The table of record kinds: what each is, where its files belong, what its key is.

A row is all that loading, the places of single files, the schemas and the paths
need to know of a kind: add a row and a model, and every one of them knows it.
See ADR 0048.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from credfolio.ids import RESERVED_HANDLES, RESERVED_ISSUERS
from credfolio.records.kept_badge import KEPT_ENDINGS
from credfolio.records.model import (
    Assignment,
    Award,
    Educator,
    Events,
    Figures,
    Framework,
    Governance,
    Issuer,
    Jurisdiction,
    KeptCredential,
    KeptStack,
    MicroCredential,
    Office,
    Person,
    Published,
    Record,
    Request,
    Sheet,
    Stack,
    Submission,
    Synonyms,
    Tombstone,
    Verdict,
)
from credfolio.records.model.kind import ID, PART, PARTS
from credfolio.records.model.kind import Kind as Kind

ISSUERS = Kind("issuers", "catalog/{id}/issuer.yml", Issuer, "issuer", missing="no-issuer-file")
CREDENTIALS = Kind(
    "credentials",
    "catalog/{issuer}/{id}.yml",
    MicroCredential,
    "micro-credential",
    is_joined=True,
)
STACKS = Kind("stacks", "catalog/{issuer}/stacks/{id}.yml", Stack, "stack", is_joined=True)
CREDENTIAL_VERSIONS = Kind(
    "credential_versions",
    "catalog/{issuer}/versions/{id}/{version}.yml",
    KeptCredential,
    form="kept",
    is_joined=True,
)
STACK_VERSIONS = Kind(
    "stack_versions",
    "catalog/{issuer}/stacks/versions/{id}/{version}.yml",
    KeptStack,
    form="kept",
    is_joined=True,
)
FRAMEWORKS = Kind("frameworks", "catalog/frameworks/{id}.yml", Framework, "framework")
JURISDICTIONS = Kind(
    "jurisdictions", "catalog/jurisdictions/{id}.yml", Jurisdiction, "jurisdiction"
)
EDUCATORS = Kind(
    "educators", "portfolios/{id}/profile.yml", Educator, "educator", missing="no-profile"
)
AWARDS = Kind("awards", "portfolios/{educator}/awards/{id}.yml", Award, "award")
SYNONYMS = Kind("synonyms", "catalog/synonyms.yml", Synonyms, "synonyms")
GOVERNANCE = Kind("governance", "catalog/governance.yml", Governance, "governance")
TOMBSTONES = Kind(
    "tombstones", "portfolios/{id}/tombstone.yml", Tombstone, "tombstone", is_alone=True
)
STATUS_LISTS = Kind("status_lists", "catalog/{issuer}/status/{number}.json", form="signed")
ENDINGS = Kind("endings", "catalog/{issuer}/status/{number}.jsonl", form="log")
SUPERSEDED = Kind(
    "superseded", "catalog/{issuer}/status/superseded/{number}.json", form="superseded"
)
SIGNED = Kind("signed", "portfolios/{educator}/credentials/{award}.json", form="signed")
TOKENS = Kind("tokens", "portfolios/{educator}/credentials/{award}.jwt", form="token")
ENDORSEMENTS = Kind(
    "endorsements", "portfolios/{educator}/credentials/{award}/{name}.json", form="signed"
)
ORIGINALS = Kind("originals", "portfolios/{educator}/imported/{file}", form="original")

FIGURES = Kind("figures", "catalog/figures/{id}.json", Figures, "figures")
PUBLISHED = Kind("published", "catalog/records.yml", Published)

# What only a private repository has: see ADR 0075.
OFFICE = Kind("office", "office/records.yml", Office, "office")
PEOPLE = Kind("people", "office/people/{id}.yml", Person, "person")
SUBMISSIONS = Kind(
    "submissions",
    "submissions/{year}/{id}/submission.yml",
    Submission,
    "submission",
    is_joined=True,
)
ASSIGNMENTS = Kind(
    "assignments",
    "submissions/{year}/{id}/assigned.yml",
    Assignment,
    "assignment",
    is_joined=True,
)
SHEETS = Kind(
    "sheets",
    "submissions/{year}/{submission}/sheets/{id}.yml",
    Sheet,
    "sheet",
    is_joined=True,
)
DECISIONS = Kind(
    "decisions",
    "submissions/{year}/{id}/decision.yml",
    Verdict,
    "decision",
    is_joined=True,
)
EVENTS = Kind("events", "submissions/{year}/{id}/events.yml", Events, "events", is_joined=True)
REQUESTS = Kind("requests", "requests/{year}/{id}.yml", Request, "request", is_joined=True)


@dataclass(frozen=True, slots=True)
class Top:
    """What a top folder has besides records: ignored names, and reserved names."""

    passed: frozenset[str] = frozenset()
    reserved: frozenset[str] = frozenset()


TOPS: Mapping[str, Top] = {
    "catalog": Top(frozenset({"demo.txt"}), RESERVED_ISSUERS),
    "portfolios": Top(reserved=RESERVED_HANDLES),
}

PRIVATE_TOPS = frozenset({"office", "submissions", "requests"})
"""Folders that only a private repository has."""


@dataclass(slots=True)
class Folder:
    """What one folder of any owner may contain."""

    top: Top
    is_top: bool
    files: dict[str, Kind] = field(default_factory=dict)
    """By their whole name."""
    named: dict[str, Kind] = field(default_factory=dict)
    """By how their name ends; what precedes it is a part of the pattern."""
    folders: dict[str, Folder] = field(default_factory=dict)
    any_folder: Folder | None = None
    """A folder that has a part of the pattern for its name."""
    holds_records: bool = False
    """Whether records, and so pictures, belong in it."""
    needs: tuple[Kind, ...] = ()
    alone: Kind | None = None


@dataclass(frozen=True, slots=True)
class RecordPlace:
    """What a record at one path is: its kind in the registry, its model, its key there."""

    kind: str
    model: type[Record]
    key: Any
    given: dict[str, str]
    """What the place says about the record: its id, issuer or educator."""


class Kinds(tuple[Kind, ...]):
    """Rows of the table, and what is asked of all of them."""

    @cached_property
    def by_name(self) -> Mapping[str, Kind]:
        """Registry collection → its row."""
        return {kind.name: kind for kind in self}

    @cached_property
    def models(self) -> Mapping[str, type[Record]]:
        """The name of each schema, as the files in docs/schema/ carry it, and its model."""
        return {kind.schema: kind.model for kind in self if kind.model and kind.schema}

    def of(self, record: Record) -> Kind:
        """The row of a record's kind. Raises `TypeError` where the table has none."""
        return self.of_model(type(record))

    def of_model(self, model: type[Record]) -> Kind:
        """The row of the kind that is read as `model`. Raises `TypeError` where there is none."""
        for kind in self:
            if kind.model is model:
                return kind
        raise TypeError(model.__name__)

    def place(self, path: str) -> RecordPlace | None:
        """What record is read at `path`, relative to the project; None where none belongs."""
        for kind, model, pattern in self._places:
            if found := pattern.fullmatch(path):
                values = found.groups()
                return RecordPlace(kind.name, model, kind.key_of(values), kind.given(values))
        return None

    def is_kept(self, path: str) -> bool:
        """Whether the file at `path` is a version that was kept, so that nobody edits it."""
        place = self.place(path)
        return place is not None and self.by_name[place.kind].form == "kept"

    def is_signed(self, path: str) -> bool:
        """Whether only the signing commands write what is at `path`."""
        return self._signed.fullmatch(path) is not None

    @cached_property
    def tree(self) -> Mapping[str, Folder]:
        """Each top folder's name → what belongs in it, and in the folders below."""
        roots: dict[str, Folder] = {}
        for kind in self:
            steps = kind.pattern.split("/")
            top = TOPS.get(steps[0], Top())
            here = roots.setdefault(steps[0], Folder(top, is_top=True))
            for step in steps[1:-1]:
                if step.startswith("{"):
                    if here.any_folder is None:
                        here.any_folder = Folder(top, is_top=False)
                    here = here.any_folder
                else:
                    here = here.folders.setdefault(step, Folder(top, is_top=False))
            _add(here, kind, steps[-1])
        return roots

    @cached_property
    def _places(self) -> list[tuple[Kind, type[Record], re.Pattern[str]]]:
        # What is named in words comes before what only fits a part: `frameworks` is no issuer.
        rows = sorted(self, key=lambda kind: kind.pattern.replace("{", "\uffff"))
        return [
            (kind, kind.model, re.compile(_expression(kind.pattern)))
            for kind in rows
            if kind.model is not None
        ]

    @cached_property
    def _signed(self) -> re.Pattern[str]:
        folders = {kind.folder for kind in self if kind.form in ("signed", "token")}
        return re.compile("|".join(PART.sub("[^/]+", one) + "/.+" for one in sorted(folders)))


def _add(folder: Folder, kind: Kind, name: str) -> None:
    if kind.is_alone:
        folder.alone = kind
    if kind.missing:
        folder.needs += (kind,)
    if kind.form == "record" and not folder.is_top:
        folder.holds_records = True
    if not name.startswith("{"):
        folder.files[name] = kind
        return
    ending = name.partition("}")[2]
    for one in (ending,) if ending else KEPT_ENDINGS:
        if one in folder.named:
            raise ValueError(f"two kinds end in {one} in {kind.folder}")
        folder.named[one] = kind


def _expression(pattern: str) -> str:
    steps = PART.split(pattern)
    return "".join(
        re.escape(step) if n % 2 == 0 else f"({PARTS.get(step, ID)})"
        for n, step in enumerate(steps)
    )


KINDS = Kinds(
    (
        CREDENTIALS,
        CREDENTIAL_VERSIONS,
        STACKS,
        STACK_VERSIONS,
        ISSUERS,
        FRAMEWORKS,
        JURISDICTIONS,
        EDUCATORS,
        AWARDS,
        SYNONYMS,
        GOVERNANCE,
        TOMBSTONES,
        STATUS_LISTS,
        ENDINGS,
        SUPERSEDED,
        SIGNED,
        TOKENS,
        ENDORSEMENTS,
        ORIGINALS,
        PUBLISHED,
        FIGURES,
        OFFICE,
        PEOPLE,
        SUBMISSIONS,
        ASSIGNMENTS,
        SHEETS,
        DECISIONS,
        EVENTS,
        REQUESTS,
    )
)
"""Every kind, in the order of the schemas' reference."""
