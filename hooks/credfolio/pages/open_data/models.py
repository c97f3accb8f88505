"""The shapes of the published JSON; their names and types are a promise.

See docs/reference/data.md. A field never changes its type between two
documents, and one without a value is left out. Lists are always there. What a
record says is carried whole under `definition`; the fields next to it are what
a list or a filter needs.
"""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict, Field

from credfolio.records.model import Framework, Jurisdiction, MicroCredential, Stack
from credfolio.records.model.credential import Resource
from credfolio.records.model.terms import (
    AudienceRole,
    CredentialLevel,
    CredentialStatus,
    CreditUnit,
    EvidenceType,
    GradeBand,
    IssuerKind,
    IssuerStatus,
    ResourceKind,
    ResourceStatus,
    StackLevel,
)

SCHEMA_VERSION = "1.3"
"""The first number changes when something is taken away or means something else."""


class Published(BaseModel):
    """Something published: closed and unchangeable."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Document(Published):
    """One file."""

    schema_version: str = Field(SCHEMA_VERSION, description="Of this data, not of the site.")


class Credit(Published):
    """What counts in one jurisdiction, between two dates; both days are included."""

    jurisdiction: str
    unit: CreditUnit
    amount: float
    category: str | None = None
    conditions: str | None = Field(None, description="Markdown.")
    exceptions: str | None = Field(None, description="Markdown.")
    effective_from: date | None = None
    effective_until: date | None = None
    source_url: str | None = None
    last_checked: date | None = None


class UnitAmount(Published):
    """An amount of credit in one unit."""

    unit: CreditUnit
    amount: float


class OneCredit(Published):
    """One credit, in every unit that states it. Add it up once."""

    jurisdiction: str
    category: str | None = None
    effective_from: date | None = None
    effective_until: date | None = None
    stated: tuple[UnitAmount, ...] = Field(
        description="The same credit in each unit; the jurisdiction's first unit comes first."
    )


class CredentialSummary(Published):
    """A micro-credential as a list shows it."""

    ref: str = Field(description="issuer/credential; it never changes.")
    title: str
    summary: str | None = Field(None, description="Plain text.")
    competency: str | None = Field(None, description="Plain text.")
    issuer: str
    co_issuers: tuple[str, ...]
    status: CredentialStatus
    superseded_by: str | None = Field(None, description="The `ref` of what replaced it.")
    version: str | None = None
    released: date | None = None
    updated: date | None = Field(None, description="The day of its newest version.")
    language: str | None = None
    level: CredentialLevel | None = None
    topics: tuple[str, ...]
    subjects: tuple[str, ...]
    audience_roles: tuple[AudienceRole, ...]
    grade_bands: tuple[GradeBand, ...]
    evidence_types: tuple[EvidenceType, ...]
    hours_min: float | None = None
    hours_max: float | None = None
    cost_amount: float | None = None
    cost_currency: str | None = None
    requires_students: bool | None = None
    remote_ok: bool | None = None
    stacks: tuple[str, ...] = Field(description="The stacks that list it.")
    credit: tuple[Credit, ...] = Field(
        description="As the record states it; one credit may appear here in two units."
    )
    credit_once: tuple[OneCredit, ...] = Field(description="The same, each credit once.")
    page_url: str
    badge_url: str
    data_url: str = Field(description="The document of this one credential.")


class CatalogDocument(Document):
    """A page of the catalog."""

    total: int = Field(description="Micro-credentials on all pages.")
    page: int
    pages: int
    next_url: str | None = None
    credentials: tuple[CredentialSummary, ...]


class CredentialDocument(Document):
    """A micro-credential, whole."""

    credential: CredentialSummary
    definition: MicroCredential


class StackSummary(Published):
    """A stack as a list shows it."""

    ref: str
    title: str
    summary: str | None = Field(None, description="Plain text.")
    issuer: str
    level: StackLevel
    status: CredentialStatus
    version: str | None = None
    topics: tuple[str, ...]
    credentials: tuple[str, ...] = Field(description="All that it can hold, at any depth.")
    needed: int = Field(description="How many of its members complete it.")
    hours_min: float | None = None
    hours_max: float | None = None
    credit: tuple[Credit, ...] = Field(
        description="As the record states it; one credit may appear here in two units."
    )
    credit_once: tuple[OneCredit, ...] = Field(description="The same, each credit once.")
    page_url: str
    badge_url: str
    definition: Stack


class StacksDocument(Document):
    """All stacks."""

    stacks: tuple[StackSummary, ...]


class IssuerSummary(Published):
    """An issuer, without the people who judge for it."""

    id: str
    name: str
    kind: IssuerKind
    status: IssuerStatus
    description: str | None = Field(None, description="Markdown.")
    region: str | None = None
    parent: str | None = None
    website: str | None = None
    email: str | None = Field(None, description="A role's address.")
    former_names: tuple[str, ...]
    credentials: tuple[str, ...]
    page_url: str
    profile_url: str | None = Field(None, description="Its Open Badges 3.0 Profile.")


class IssuersDocument(Document):
    """All issuers."""

    issuers: tuple[IssuerSummary, ...]


class ResourceSummary(Published):
    """A learning resource and the micro-credentials that recommend it."""

    title: str
    kind: ResourceKind
    url: str | None = None
    archived_url: str | None = None
    provider: str | None = None
    free: bool
    minutes: int | None = None
    language: str | None = None
    status: ResourceStatus
    credentials: tuple[str, ...]

    @classmethod
    def of(cls, resource: Resource, credentials: tuple[str, ...]) -> ResourceSummary:
        names = ("title", "kind", "url", "archived_url", "provider", "free", "minutes")
        said = {name: getattr(resource, name) for name in (*names, "language", "status")}
        return cls.model_construct(**said, credentials=credentials)


class ResourcesDocument(Document):
    """Every learning resource once."""

    resources: tuple[ResourceSummary, ...]


class Counting(Published):
    """A credential or stack and what it counts for."""

    kind: str = Field(description="credential or stack")
    ref: str
    credit: Credit


class CountingOnce(Published):
    """A credential or stack and one credit of it, in every unit."""

    kind: str = Field(description="credential or stack")
    ref: str
    credit: OneCredit


class JurisdictionSummary(Published):
    """A state or district: its rules, and everything that states credit there."""

    id: str
    page_url: str
    definition: Jurisdiction
    counting: tuple[Counting, ...] = Field(
        description="With their dates; compare them with your own day."
    )
    counting_once: tuple[CountingOnce, ...] = Field(description="The same, each credit once.")


class JurisdictionsDocument(Document):
    """All jurisdictions."""

    jurisdictions: tuple[JurisdictionSummary, ...]


class FrameworkSummary(Published):
    """A framework of standards and what is aligned to it."""

    id: str
    page_url: str
    definition: Framework
    credentials: tuple[str, ...]


class FrameworksDocument(Document):
    """All frameworks."""

    frameworks: tuple[FrameworkSummary, ...]


class SynonymsDocument(Document):
    """Words that the search takes for one another."""

    groups: tuple[tuple[str, ...], ...]


class IndexDocument(Document):
    """Where everything is."""

    name: str
    description: str
    built_for: date = Field(description="The day that the site was built for.")
    home_url: str
    openapi_url: str
    catalog_url: str
    stacks_url: str
    issuers_url: str
    resources_url: str
    jurisdictions_url: str
    frameworks_url: str
    synonyms_url: str
    spreadsheet_url: str
    feed_url: str | None = Field(None, description="Atom; only where the site has an address.")
    deadlines_url: str | None = Field(None, description="iCalendar; only where there are any.")


DOCUMENTS: tuple[type[Document], ...] = (
    IndexDocument,
    CatalogDocument,
    CredentialDocument,
    StacksDocument,
    IssuersDocument,
    ResourcesDocument,
    JurisdictionsDocument,
    FrameworksDocument,
    SynonymsDocument,
)
