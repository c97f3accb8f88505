"""What the catalog's pages share: who is listed, what counts where, which cards there are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from markupsafe import Markup

from credfolio.pages.fragments import addresses, words
from credfolio.pages.fragments.by_day import Phase, day_after, days_of, is_within, phases
from credfolio.pages.fragments.page import Site
from credfolio.pages.fragments.reads import (
    Reads,
    earned,
    facts,
    from_portfolios,
    holding,
    portfolio,
)
from credfolio.pages.fragments.renderer import Renderer
from credfolio.pages.fragments.shown_awards import ShownAwards
from credfolio.pages.fragments.stated_credit import StatedCredit, stated_credits
from credfolio.records.model import Award, Educator, Jurisdiction, MicroCredential, Stack
from credfolio.records.model.award_facts import AwardFacts
from credfolio.records.model.credential import CreditValue, TimeEstimate
from credfolio.records.model.standing import is_listed, is_on_offer, is_shown, is_still_awarded
from credfolio.records.model.terms import AudienceRole, EvidenceType, values
from credfolio.records.reckoned.award_state import award_state
from credfolio.records.reckoned.definition import evidence_types
from credfolio.records.reckoned.former_ids import present_ids
from credfolio.records.reckoned.one_credit import joined
from credfolio.records.reckoned.stack_tree import credentials_of, demand, progress
from credfolio.records.reckoned.translations import Translations, translations_here
from credfolio.records.registry import Registry, in_lists

_STATUS_ORDER = {
    "active": 0,
    "beta": 1,
    "deprecated": 2,
    "teach-out": 3,
    "suspended": 4,
    "cataloged": 5,
}


@dataclass(frozen=True, slots=True)
class Earner:
    """Somebody who earned a credential and is listed."""

    educator: Educator


class Traits(NamedTuple):
    """What makes two definitions alike."""

    topics: frozenset[str]
    roles: frozenset[str]
    kinds: frozenset[str]

    def unlike(self, other: Traits) -> tuple[int, int, int]:
        """Smaller for what shares more with `other`; topics count before roles."""
        return (
            -len(self.topics & other.topics),
            -len(self.roles & other.roles),
            -len(self.kinds & other.kinds),
        )


class PlaceCredit(NamedTuple):
    """What a credential counts in one place."""

    place: str
    name: str
    amount: str


class Translated(NamedTuple):
    """A definition in another language: at an address of this site, or elsewhere."""

    language: str
    at: str
    url: str = ""


class CatalogView:
    """The registry as readers of `site` may see it on `site.today`."""

    def __init__(self, registry: Registry, site: Site, renderer: Renderer, reads: Reads) -> None:
        """`reads` notes what of the `registry` is read."""
        self.reads = reads
        self.registry = registry
        self.site = site
        self.renderer = renderer
        renderer.add_globals(
            card=self.card, stack_card=self.stack_card, issuer_name=self.issuer_name
        )

    def prepare(self) -> None:
        """Make all cards, once."""
        for reference in self.registry.credentials:
            self.card(reference)
        for reference in self.registry.stacks:
            self.stack_card(reference)

    @cached_property
    def credentials(self) -> tuple[MicroCredential, ...]:
        """Every definition, those on offer first, then by title."""
        return self.in_order(self.registry.credentials.values())

    def translations(self, credential: MicroCredential) -> tuple[Translated, ...]:
        """The definition in other languages: here, whoever names whom, and elsewhere."""
        found = [
            Translated(language, addresses.credential(ref))
            for language, ref in self.translations_here.get(credential.ref, ())
        ]
        found += [
            Translated(one.language, "", one.url) for one in credential.translations if one.url
        ]
        return tuple(sorted(one for one in found if one.language))

    @cached_property
    def translations_here(self) -> Translations:
        """The definitions here that are translations of one another."""
        return translations_here(self.registry)

    @cached_property
    def offered(self) -> tuple[MicroCredential, ...]:
        """The definitions that one can begin today."""
        return tuple(c for c in self.credentials if is_on_offer(c))

    @cached_property
    def hours_of_offered(self) -> tuple[tuple[str, TimeEstimate | None], ...]:
        """How long each definition on offer takes."""
        return tuple((c.ref, c.time_estimate) for c in self.offered)

    @cached_property
    def still_awarded(self) -> tuple[MicroCredential, ...]:
        """The definitions on offer, and those that are closing while some finish."""
        return tuple(c for c in self.credentials if is_still_awarded(c))

    @staticmethod
    def in_order(credentials: Iterable[MicroCredential]) -> tuple[MicroCredential, ...]:
        return tuple(
            sorted(
                credentials,
                key=lambda c: (_STATUS_ORDER.get(c.status, 9), c.title.casefold(), c.ref),
            )
        )

    @cached_property
    def newest(self) -> tuple[MicroCredential, ...]:
        dated = [c for c in self.offered if c.released]
        return tuple(sorted(dated, key=lambda c: (c.released, c.ref), reverse=True))

    @cached_property
    def featured(self) -> tuple[MicroCredential, ...]:
        """What the site's settings name, else the newest."""
        present = present_ids(self.registry)
        refs = (present.get(ref, ref) for ref in self.site.featured)
        named = [self.registry.credentials.get(ref) for ref in refs]
        return tuple(c for c in named if c) or self.newest[:6]

    @cached_property
    def stacks(self) -> tuple[Stack, ...]:
        shown = (s for s in self.registry.stacks.values() if s.status != "retired")
        return tuple(sorted(shown, key=lambda s: (s.title.casefold(), s.ref)))

    def issuer_name(self, issuer: str) -> str:
        known = self.registry.issuers.get(issuer)
        return known.name if known else issuer

    # --- the lists that need no script ----------------------------------------------------

    @cached_property
    def by_topic(self) -> Mapping[str, tuple[MicroCredential, ...]]:
        grouped = self.registry.credentials_by_topic
        return {topic: self.in_order(grouped[topic]) for topic in sorted(grouped)}

    @cached_property
    def offered_in_topic(self) -> Mapping[str, tuple[str, ...]]:
        """References of the definitions on offer, by topic."""
        return {
            topic: tuple(c.ref for c in found if is_on_offer(c))
            for topic, found in self.by_topic.items()
        }

    @cached_property
    def traits(self) -> Mapping[str, Traits]:
        return {
            reference: Traits(
                frozenset(c.topics), frozenset(c.audience_roles), frozenset(self.kinds(c))
            )
            for reference, c in self.registry.credentials.items()
        }

    @cached_property
    def _kinds(self) -> Mapping[str, tuple[EvidenceType, ...]]:
        return {c.ref: evidence_types(c) for c in self.registry.credentials.values()}

    def kinds(self, credential: MicroCredential) -> tuple[EvidenceType, ...]:
        """The kinds of evidence that a credential asks for."""
        return self._kinds[credential.ref]

    @cached_property
    def by_audience(self) -> Mapping[str, tuple[MicroCredential, ...]]:
        return {
            role: found
            for role in values(AudienceRole)
            if (found := tuple(c for c in self.credentials if role in c.audience_roles))
        }

    @cached_property
    def by_evidence(self) -> Mapping[str, tuple[MicroCredential, ...]]:
        return {
            kind: found
            for kind in values(EvidenceType)
            if (found := tuple(c for c in self.credentials if kind in self.kinds(c)))
        }

    @cached_property
    def by_issuer(self) -> Mapping[str, tuple[MicroCredential, ...]]:
        grouped = self.registry.credentials_by_issuer
        names = sorted(self.registry.issuers, key=lambda i: (self.issuer_name(i).casefold(), i))
        return {issuer: self.in_order(grouped.get(issuer, ())) for issuer in names}

    # --- who may be named -----------------------------------------------------------------

    @cached_property
    @from_portfolios(portfolio)
    def _shown_awards(self) -> Mapping[str, tuple[Award, ...]]:
        return ShownAwards(self.registry.awards_by_educator)

    def shown_awards(self, educator: str) -> tuple[Award, ...]:
        """The awards on somebody's portfolio: earned, and wanted there; newest first."""
        return self._shown_awards.get(educator, ())

    @cached_property
    @from_portfolios(facts)
    def _shown_facts(self) -> Mapping[str, tuple[AwardFacts, ...]]:
        return ShownAwards(self.registry.facts_by_educator)

    def shown_facts(self, educator: str) -> tuple[AwardFacts, ...]:
        """The facts of those awards: who asks for everybody's need not have them as records."""
        return self._shown_facts.get(educator, ())

    def held_on(self, educator: str, day: date) -> frozenset[str]:
        """References of what somebody shows and that is valid on `day`."""
        valid = (one for one in self.shown_facts(educator) if award_state(one, day).is_active)
        return frozenset(one.reference for one in valid if one.reference)

    def held(self, educator: str) -> frozenset[str]:
        """References of the credentials and stacks that somebody shows and that are valid."""
        return self.reads.remember(
            ("held", educator), lambda: self.held_on(educator, self.site.today)
        )

    def completed(self, stack: Stack) -> list[Educator]:
        """Listed educators who hold all that `stack` asks for, by name."""
        # Only those who hold something of it can have completed it; asking everybody about every
        # stack would make the cost grow with the product of the two.
        wanted = {*credentials_of(stack.ref, self.registry), stack.ref}
        candidates = {educator for reference in wanted for educator in self.holders(reference)}
        complete = [
            educator
            for name in candidates
            if (educator := self.registry.educators.get(name))
            and is_listed(educator)
            and progress(stack, self.held(name), self.registry).complete
        ]
        return sorted(complete, key=in_lists)

    def completed_by_day(
        self, stack: Stack, complete: Sequence[Educator]
    ) -> tuple[Phase[tuple[Educator, ...]], ...]:
        """Who of those who have completed `stack` today holds it when, as their awards end."""

        def on(day: date) -> tuple[Educator, ...]:
            return tuple(
                one
                for one in complete
                if progress(stack, self.held_on(one.id, day), self.registry).complete
            )

        ends = [award.last_day for one in complete for award in self.shown_facts(one.id)]
        return phases(on, self.site.today, day_after(*ends))

    def holders(self, reference: str) -> Sequence[str]:
        """Who shows a credential or stack that is valid, by id."""
        return self._holders.get(reference, ())

    @cached_property
    @from_portfolios(holding)
    def _holders(self) -> Mapping[str, list[str]]:
        holders: dict[str, list[str]] = {}
        for educator in self._shown_facts:
            for reference in self.held(educator):
                holders.setdefault(reference, []).append(educator)
        return holders

    @cached_property
    @from_portfolios(earned)
    def _earners(self) -> Mapping[str, tuple[Earner, ...]]:
        shown: defaultdict[str, set[str]] = defaultdict(set)
        for award in self.registry.award_facts():
            if award.credential and is_shown(award):
                shown[award.educator].add(award.credential)
        earners: defaultdict[str, list[Earner]] = defaultdict(list)
        for educator in self.registry.listed_educators:
            for reference in sorted(shown[educator.id]):
                earners[reference].append(Earner(educator))
        return {reference: tuple(people) for reference, people in earners.items()}

    def earners(self, reference: str) -> tuple[Earner, ...]:
        """Listed educators who hold the credential, by name."""
        return self._earners.get(reference, ())

    @property
    def listed_awards(self) -> int:
        """How many awards the listed portfolios show."""
        return sum(self._shown_numbers.get(e.id, 0) for e in self.registry.listed_educators)

    @cached_property
    @from_portfolios(facts)
    def _shown_numbers(self) -> Mapping[str, int]:
        """How many awards each educator shows."""
        return Counter(one.educator for one in self.registry.award_facts() if is_shown(one))

    @cached_property
    def places(self) -> tuple[Jurisdiction, ...]:
        """The jurisdictions, by name."""
        every = self.registry.jurisdictions.values()
        return tuple(sorted(every, key=lambda j: (j.name.casefold(), j.id)))

    # --- what counts ----------------------------------------------------------------------

    def credit_on(self, credential: MicroCredential | Stack, day: date) -> tuple[CreditValue, ...]:
        """The credit values in force on `day`."""
        return tuple(
            value
            for value in credential.credit_values
            if is_within(day, value.effective_from, value.effective_until)
        )

    def credits(self, offer: MicroCredential | Stack) -> tuple[StatedCredit, ...]:
        """Every credit that an offer states, once, in all its units."""
        return stated_credits(offer.credit_values, self.registry.jurisdictions)

    def credit_by_day(self, credential: MicroCredential) -> tuple[Phase[list[PlaceCredit]], ...]:
        """What a definition counts for in each place, and what recorded days change of it."""
        return phases(
            lambda day: self._credit_by_place(credential, day),
            self.site.today,
            days_of(credential.credit_values),
        )

    def _credit_by_place(self, credential: MicroCredential, day: date) -> list[PlaceCredit]:
        """What a card says on `day` about credit, a place once."""
        amounts: dict[str, list[str]] = {}
        for stated in joined(self.credit_on(credential, day), self.registry.jurisdictions):
            amounts.setdefault(stated[0].jurisdiction, []).append(words.one_credit(stated))
        return [
            PlaceCredit(place, self._place_name(place), words.join(found))
            for place, found in amounts.items()
        ]

    def _place_name(self, place: str) -> str:
        known = self.registry.jurisdictions.get(place)
        return known.name if known else place

    # --- cards ----------------------------------------------------------------------------

    def card(self, reference: str) -> Markup:
        """The card of a credential, rendered once and used on every page that shows it."""
        return self.reads.remember(("card", reference), lambda: self._make_card(reference))

    def _make_card(self, reference: str) -> Markup:
        credential = self.registry.credentials.get(reference)
        if credential is None:
            return Markup("")
        return self.renderer.macro("parts", "credential_card")(
            credential,
            self.kinds(credential),
            self.credit_by_day(credential),
        )

    def stack_card(self, reference: str) -> Markup:
        """The card of a stack, rendered once."""
        return self.reads.remember(("stack", reference), lambda: self._make_stack_card(reference))

    def _make_stack_card(self, reference: str) -> Markup:
        stack = self.registry.stacks.get(reference)
        if stack is None:
            return Markup("")
        return self.renderer.macro("parts", "stack_card_of")(stack, demand(stack).needed)
