"""An educator's portfolio: the first page of a good résumé, from her records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from credfolio.award_state import AwardState, award_state
from credfolio.model import Award, Educator, MicroCredential, Stack
from credfolio.model.award import Endorsement, Evidence
from credfolio.model.terms import CreditUnit
from credfolio.pages import addresses, words
from credfolio.pages.catalog_view import CatalogView
from credfolio.pages.lookups import Lookups, anchor
from credfolio.pages.page import Page
from credfolio.pages.renderer import ROOT, clip, host_of
from credfolio.registry import educator_path
from credfolio.stack_tree import Progress, progress

_MOST_SKILLS = 12


@dataclass(frozen=True, slots=True)
class ShownAward:
    """An award with what a card of it says."""

    award: Award
    title: str
    picture: str
    issuer: str
    competency: str
    state: AwardState


@dataclass(frozen=True, slots=True)
class ShownEvidence:
    """A piece of evidence with where it leads; `host` is empty for what lies on this site."""

    evidence: Evidence
    award: Award
    title: str
    href: str
    host: str


@dataclass(frozen=True, slots=True)
class Left:
    """A member of a stack that is still to be earned."""

    title: str
    href: str


@dataclass(frozen=True, slots=True)
class StackProgress:
    stack: Stack
    progress: Progress
    left: tuple[Left, ...]


@dataclass(frozen=True, slots=True)
class Skill:
    name: str
    text: str
    href: str
    count: int


@dataclass(frozen=True, slots=True)
class CreditRow:
    jurisdiction: str
    name: str
    total: str
    cycle: str


@dataclass(frozen=True, slots=True)
class PortfolioView:
    """Everything on a portfolio that has to be worked out."""

    shown: tuple[ShownAward, ...]
    languages: str
    order: tuple[str, ...]
    pinned: tuple[ShownAward, ...]
    walls: tuple[tuple[str, tuple[ShownAward, ...]], ...]
    collections: tuple[tuple[str, str | None, tuple[ShownAward, ...]], ...]
    stacks: tuple[StackProgress, ...]
    complete: int
    evidence: tuple[ShownEvidence, ...]
    timeline: tuple[tuple[int, tuple[ShownAward, ...]], ...]
    skills: tuple[Skill, ...]
    credits: tuple[CreditRow, ...]
    hours: str
    endorsements: tuple[tuple[ShownAward, Endorsement], ...]


class Portfolios:
    """Builds portfolio pages; what is the same for all of them is worked out once."""

    def __init__(self, view: CatalogView, lookups: Lookups) -> None:
        self._view = view
        self._lookups = lookups
        self._registry = view.registry

    def page(self, educator: Educator) -> Page:
        portfolio = self.view_of(educator)
        body = self._view.renderer.render("portfolio", e=educator, v=portfolio)
        headline = educator.headline or words.join(words.ROLE[role] for role in educator.roles)
        badges = words.count(len(portfolio.shown), "badge")
        return Page(
            kind="portfolio",
            address=addresses.educator(educator.id),
            title=educator.display_name,
            description=clip(f"{headline}. {badges}, with evidence and results.", 200),
            body=body,
            source=educator_path(educator.id),
            indexed=educator.visibility == "public" and educator.search_indexing,
        )

    def shown_award(self, award: Award) -> ShownAward:
        """An award with the title, picture and issuer that stand on its card."""
        credential = self._registry.credentials.get(award.credential or "")
        stack = self._registry.stacks.get(award.stack or "")
        issuer = self._registry.award_issuer(award)
        if credential is not None:
            title, picture = credential.title, addresses.credential(credential)
        elif stack is not None:
            title, picture = stack.title, addresses.stack(stack)
        else:  # pragma: no cover - the rules refuse an award of nothing
            title, picture = award.id, ""
        return ShownAward(
            award,
            title,
            picture,
            issuer.name if issuer else "",
            (credential.competency or "") if credential else "",
            award_state(award, self._view.site.today),
        )

    def shown_evidence(self, shown: ShownAward) -> Iterable[ShownEvidence]:
        """The evidence of an award that may be seen."""
        award = shown.award
        if not award.show_evidence:
            return
        for item in award.evidence:
            if not item.visible:
                continue
            href, host = "", ""
            if item.url:
                href, host = item.url, host_of(item.url)
            elif item.file:
                picture = self._registry.pictures.get(
                    f"portfolios/{award.educator}/awards/{item.file}"
                )
                if picture:
                    href = f"{ROOT}{evidence_file(award, item, picture.ending)}"
            yield ShownEvidence(item, award, shown.title, href, host)

    def view_of(self, educator: Educator) -> PortfolioView:
        shown = tuple(self.shown_award(a) for a in self._view.shown_awards(educator.id))
        by_id = {item.award.id: item for item in shown}
        stacks = self._stacks(self._view.held(educator.id))
        return PortfolioView(
            shown=shown,
            languages=words.join(words.language(tag) for tag in educator.languages),
            order=_order(educator),
            pinned=tuple(by_id[a] for a in educator.pinned if a in by_id),
            walls=self._walls(shown, stacks),
            collections=tuple(
                (c.title, c.description, tuple(by_id[a] for a in c.awards if a in by_id))
                for c in educator.collections
                if any(a in by_id for a in c.awards)
            ),
            stacks=stacks,
            complete=sum(item.progress.complete for item in stacks),
            evidence=tuple(found for item in shown for found in self.shown_evidence(item)),
            timeline=tuple(
                (year, tuple(group))
                for year, group in groupby(shown, key=lambda item: item.award.awarded_on.year)
            ),
            skills=self._skills(shown),
            credits=self._credits(educator),
            hours=self._hours(shown),
            endorsements=tuple(
                (item, said) for item in shown for said in item.award.endorsements if said.accepted
            ),
        )

    def _stacks(self, held: frozenset[str]) -> tuple[StackProgress, ...]:
        """Stacks that she has begun, the furthest first."""
        begun: dict[str, Stack] = {}
        for reference in sorted(held):
            for stack in self._registry.stacks_holding.get(reference, ()):
                begun[stack.ref] = stack
        found = []
        for stack in begun.values():
            if stack.status == "retired":
                continue
            how_far = progress(stack, held, self._registry)
            if how_far.done:
                left = () if how_far.complete else self._left(stack, how_far)
                found.append(StackProgress(stack, how_far, left))
        return tuple(
            sorted(
                found,
                key=lambda item: (
                    not item.progress.complete,
                    item.progress.needed - item.progress.done,
                    item.stack.title,
                ),
            )
        )

    def _left(self, stack: Stack, how_far: Progress) -> tuple[Left, ...]:
        left = []
        for reference in how_far.left_refs:
            if credential := self._registry.credentials.get(reference):
                left.append(Left(credential.title, addresses.credential(credential)))
            elif member := self._registry.stacks.get(reference):
                left.append(Left(member.title, addresses.stack(member)))
        return tuple(left)

    def _walls(
        self, shown: Sequence[ShownAward], stacks: Sequence[StackProgress]
    ) -> tuple[tuple[str, tuple[ShownAward, ...]], ...]:
        """Badges under the stack they belong to; each badge once, the rest at the end."""
        placed: set[str] = set()
        walls = []
        for item in stacks:
            members = {member.credential for member in item.stack.members if member.credential}
            own = tuple(
                award
                for award in shown
                if award.award.credential in members and award.award.id not in placed
            )
            if len(own) > 1:
                placed.update(award.award.id for award in own)
                walls.append((item.stack.title, own))
        rest = tuple(award for award in shown if award.award.id not in placed)
        if rest:
            walls.append(("More badges" if walls else "", rest))
        return tuple(walls)

    def _skills(self, shown: Sequence[ShownAward]) -> tuple[Skill, ...]:
        """Topics and standards that her badges support, the best supported first."""
        topics: defaultdict[str, int] = defaultdict(int)
        standards: defaultdict[tuple[str, str], int] = defaultdict(int)
        for credential in self._held(shown):
            for topic in credential.topics:
                topics[topic] += 1
            for alignment in credential.alignments:
                if alignment.framework and alignment.code:
                    standards[alignment.framework, alignment.code] += 1
        skills = [
            Skill(words.title_of(topic), "", addresses.topic(topic), n)
            for topic, n in topics.items()
        ]
        for (framework_id, code), n in standards.items():
            framework = self._registry.frameworks.get(framework_id)
            if framework is None:
                continue
            skills.append(
                Skill(
                    f"{framework.title} {code}",
                    self._lookups.statement_of(framework_id, code),
                    f"{addresses.framework(framework_id)}#{anchor(code)}",
                    n,
                )
            )
        skills.sort(key=lambda skill: (-skill.count, bool(skill.text), skill.name))
        return tuple(skills[:_MOST_SKILLS])

    def _held(self, shown: Iterable[ShownAward]) -> Iterable[MicroCredential]:
        seen = {item.award.credential for item in shown if item.state.is_active}
        for reference in sorted(reference for reference in seen if reference):
            if credential := self._registry.credentials.get(reference):
                yield credential

    def _hours(self, shown: Sequence[ShownAward]) -> str:
        low = high = Decimal(0)
        for credential in self._held(shown):
            if credential.time_estimate:
                low += credential.time_estimate.min_hours
                high += credential.time_estimate.max_hours
        return words.hour_range(low, high) if high else ""

    def _credits(self, educator: Educator) -> tuple[CreditRow, ...]:
        """What was earned in each jurisdiction's unit, in all and in this licence cycle.

        Credit stays earned when its award is superseded or expires; what was revoked,
        corrected or withdrawn gave none.
        """
        licence = educator.licence
        total: defaultdict[tuple[str, CreditUnit], Decimal] = defaultdict(Decimal)
        cycle: defaultdict[tuple[str, CreditUnit], Decimal] = defaultdict(Decimal)
        for award in self._registry.awards_by_educator.get(educator.id, ()):
            if award.visibility != "public" or award.status not in ("active", "superseded"):
                continue
            for credit in award.credits_earned:
                key = (credit.jurisdiction, credit.unit)
                total[key] += credit.amount
                earned_on = credit.on or award.awarded_on
                if (
                    licence is not None
                    and licence.jurisdiction == credit.jurisdiction
                    and licence.starts <= earned_on <= licence.until
                ):
                    cycle[key] += credit.amount
        return tuple(
            CreditRow(
                jurisdiction,
                self._lookups.jurisdiction_name(jurisdiction),
                words.quantity(amount, unit),
                words.quantity(cycle[jurisdiction, unit], unit)
                if (jurisdiction, unit) in cycle
                else "",
            )
            for (jurisdiction, unit), amount in sorted(total.items())
        )


def evidence_file(award: Award, item: Evidence, ending: str) -> str:
    """Where a file of evidence is published."""
    return f"{addresses.award(award)}{item.id}{ending}"


def _order(educator: Educator) -> tuple[str, ...]:
    """The sections in her order, then the others in ours, without the hidden ones."""
    usual = (
        "pinned",
        "about",
        "stacks",
        "badges",
        "collections",
        "evidence",
        "skills",
        "credits",
        "timeline",
        "endorsements",
        "goals",
        "playlists",
        "learning-log",
    )
    wanted = dict.fromkeys((*educator.order, *usual))
    return tuple(name for name in wanted if name not in educator.hide)
