"""Registry → the documents of the data."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from credfolio.badges.openbadges.home import profile_json
from credfolio.pages.fragments import addresses
from credfolio.pages.fragments.catalog_view import CatalogView
from credfolio.pages.fragments.pagination import on_page, pages_of
from credfolio.pages.fragments.resources import by_kind, recommended_resources
from credfolio.pages.open_data import places
from credfolio.pages.open_data.models import (
    CatalogDocument,
    Counting,
    CountingOnce,
    CredentialDocument,
    CredentialSummary,
    Credit,
    FrameworksDocument,
    FrameworkSummary,
    IndexDocument,
    IssuersDocument,
    IssuerSummary,
    JurisdictionsDocument,
    JurisdictionSummary,
    OneCredit,
    ResourcesDocument,
    ResourceSummary,
    StacksDocument,
    StackSummary,
    SynonymsDocument,
    UnitAmount,
)
from credfolio.records.model import Issuer, MicroCredential, Stack
from credfolio.records.model.credential import Change, CreditValue
from credfolio.records.reckoned.one_credit import credit_once
from credfolio.records.reckoned.stack_tree import credentials_of, demand, total_hours
from credfolio.text.prose import plain_text

CREDENTIALS_IN_A_DOCUMENT = 250


class Documents:
    """Builds each document once it is asked for; every path begins with the site's address."""

    def __init__(self, view: CatalogView) -> None:
        self._view = view
        self._registry = view.registry

    def url(self, path: str) -> str:
        """`path` as readers of the data get it: whole where the site has an address."""
        return f"{self._view.site.url}{path}"

    # --- micro-credentials ------------------------------------------------------------------

    def summary(self, c: MicroCredential) -> CredentialSummary:
        hours, cost = c.time_estimate, c.cost
        page = addresses.credential(c)
        return CredentialSummary(
            ref=c.ref,
            title=c.title,
            summary=_text(c.summary),
            competency=_text(c.competency),
            issuer=c.issuer,
            co_issuers=c.co_issuers,
            status=c.status,
            superseded_by=c.superseded_by,
            version=c.version,
            released=c.released,
            updated=updated(c.changelog, c.released),
            language=c.language,
            level=c.level,
            topics=c.topics,
            subjects=c.subjects,
            audience_roles=c.audience_roles,
            grade_bands=c.grade_bands,
            evidence_types=self._view.kinds(c),
            hours_min=float(hours.min_hours) if hours else None,
            hours_max=float(hours.max_hours) if hours else None,
            cost_amount=float(cost.amount) if cost else None,
            cost_currency=cost.currency if cost else None,
            requires_students=c.requires_students,
            remote_ok=c.remote_ok,
            stacks=tuple(stack.ref for stack in self._registry.stacks_holding.get(c.ref, ())),
            credit=tuple(map(credit, c.credit_values)),
            credit_once=self._credit_once(c),
            page_url=self.url(page),
            badge_url=self.url(addresses.badge(page)),
            data_url=self.url(places.credential(c.ref)),
        )

    def _credit_once(self, offer: MicroCredential | Stack) -> tuple[OneCredit, ...]:
        return tuple(
            OneCredit(
                jurisdiction=stated[0].jurisdiction,
                category=stated[0].category,
                effective_from=stated[0].effective_from,
                effective_until=stated[0].effective_until,
                stated=tuple(UnitAmount(unit=one.unit, amount=float(one.amount)) for one in stated),
            )
            for stated in credit_once(offer.credit_values, self._registry.jurisdictions)
        )

    def credential(self, c: MicroCredential) -> CredentialDocument:
        return CredentialDocument.model_construct(
            schema_version=CredentialDocument.model_fields["schema_version"].default,
            credential=self.summary(c),
            definition=c,
        )

    def catalog_pages(self) -> int:
        """In how many documents the catalog is; each is of a size that a phone can read."""
        return pages_of(len(self._view.credentials), CREDENTIALS_IN_A_DOCUMENT)

    def catalog(self, page: int) -> CatalogDocument:
        """One document of the catalog, from 1 on."""
        every, pages = self._view.credentials, self.catalog_pages()
        found = on_page(every, CREDENTIALS_IN_A_DOCUMENT, page)
        return CatalogDocument(
            total=len(every),
            page=page,
            pages=pages,
            next_url=self.url(places.catalog(page + 1)) if page < pages else None,
            credentials=tuple(map(self.summary, found)),
        )

    # --- everything else --------------------------------------------------------------------

    def stacks(self) -> StacksDocument:
        return StacksDocument(stacks=tuple(map(self._stack, self._view.stacks)))

    def _stack(self, stack: Stack) -> StackSummary:
        low, high = total_hours(stack, self._registry)
        page = addresses.stack(stack)
        return StackSummary.model_construct(
            ref=stack.ref,
            title=stack.title,
            summary=_text(stack.summary),
            issuer=stack.issuer,
            level=stack.level,
            status=stack.status,
            version=stack.version,
            topics=stack.topics,
            credentials=tuple(sorted(credentials_of(stack.ref, self._registry))),
            needed=demand(stack).needed,
            hours_min=float(low) if high else None,
            hours_max=float(high) if high else None,
            credit=tuple(map(credit, stack.credit_values)),
            credit_once=self._credit_once(stack),
            page_url=self.url(page),
            badge_url=self.url(addresses.badge(page)),
            definition=stack,
        )

    def issuers(self) -> IssuersDocument:
        every = sorted(self._registry.issuers.values(), key=lambda issuer: issuer.id)
        return IssuersDocument(issuers=tuple(map(self._issuer, every)))

    def _issuer(self, issuer: Issuer) -> IssuerSummary:
        credentials = self._view.by_issuer.get(issuer.id, ())
        has_profile = self._view.site.url.startswith("https://")
        return IssuerSummary(
            id=issuer.id,
            name=issuer.name,
            kind=issuer.kind,
            status=issuer.status,
            description=issuer.description,
            region=issuer.region,
            parent=issuer.parent,
            website=issuer.url,
            email=issuer.email,
            former_names=issuer.former_names,
            credentials=tuple(sorted(c.ref for c in credentials)),
            page_url=self.url(addresses.issuer(issuer.id)),
            profile_url=self.url(profile_json(issuer.id)) if has_profile else None,
        )

    def resources(self) -> ResourcesDocument:
        return ResourcesDocument(
            resources=tuple(
                ResourceSummary.of(entry.resource, tuple(c.ref for c in entry.credentials))
                for entry in by_kind(recommended_resources(self._view.credentials))
            )
        )

    def jurisdictions(self) -> JurisdictionsDocument:
        counting: defaultdict[str, list[Counting]] = defaultdict(list)
        once: defaultdict[str, list[CountingOnce]] = defaultdict(list)
        offers: list[tuple[str, MicroCredential | Stack]] = [
            *(("credential", c) for c in self._view.credentials),
            *(("stack", s) for s in self._view.stacks),
        ]
        for kind, offer in offers:
            for value in offer.credit_values:
                entry = Counting(kind=kind, ref=offer.ref, credit=credit(value))
                counting[value.jurisdiction].append(entry)
            for one in self._credit_once(offer):
                once[one.jurisdiction].append(CountingOnce(kind=kind, ref=offer.ref, credit=one))
        return JurisdictionsDocument(
            jurisdictions=tuple(
                JurisdictionSummary.model_construct(
                    id=one.id,
                    page_url=self.url(addresses.jurisdiction(one.id)),
                    definition=one,
                    counting=tuple(counting[one.id]),
                    counting_once=tuple(once[one.id]),
                )
                for _, one in sorted(self._registry.jurisdictions.items())
            )
        )

    def frameworks(self) -> FrameworksDocument:
        aligned: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for c in self._view.credentials:
            for alignment in c.alignments:
                aligned[alignment.framework or ""][c.ref] = None
        return FrameworksDocument(
            frameworks=tuple(
                FrameworkSummary.model_construct(
                    id=one.id,
                    page_url=self.url(addresses.framework(one.id)),
                    definition=one,
                    credentials=tuple(sorted(aligned[one.id])),
                )
                for _, one in sorted(self._registry.frameworks.items())
            )
        )

    def synonyms(self) -> SynonymsDocument:
        kept = self._registry.synonyms
        return SynonymsDocument(groups=tuple(group.terms for group in kept.groups) if kept else ())

    def index(self, *, has_feed: bool, has_deadlines: bool) -> IndexDocument:
        site = self._view.site
        return IndexDocument(
            name=site.name,
            description=site.description,
            built_for=site.today,
            home_url=self.url(""),
            openapi_url=self.url(places.OPENAPI),
            catalog_url=self.url(places.catalog(1)),
            stacks_url=self.url(places.STACKS),
            issuers_url=self.url(places.ISSUERS),
            resources_url=self.url(places.RESOURCES),
            jurisdictions_url=self.url(places.JURISDICTIONS),
            frameworks_url=self.url(places.FRAMEWORKS),
            synonyms_url=self.url(places.SYNONYMS),
            spreadsheet_url=self.url(places.SPREADSHEET),
            feed_url=self.url(places.FEED) if has_feed else None,
            deadlines_url=self.url(places.DEADLINES) if has_deadlines else None,
        )


def credit(value: CreditValue) -> Credit:
    return Credit(
        jurisdiction=value.jurisdiction,
        unit=value.unit,
        amount=float(value.amount),
        category=value.category,
        conditions=value.conditions,
        exceptions=value.exceptions,
        effective_from=value.effective_from,
        effective_until=value.effective_until,
        source_url=value.source_url,
        last_checked=value.last_checked,
    )


def updated(changelog: tuple[Change, ...], released: date | None) -> date | None:
    """The day of the newest version that a definition tells of."""
    days = [change.on for change in changelog]
    return max(days, default=None) if released is None else max([released, *days])


def _text(prose: str | None) -> str | None:
    return plain_text(prose) if prose else None
