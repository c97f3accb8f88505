"""An educator's portfolio: the first page of a good résumé, from the records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import groupby

from markupsafe import Markup

from credfolio.pages.badges.wallet_panel import WalletPanel
from credfolio.pages.fragments import addresses, words
from credfolio.pages.fragments.by_day import Phase, day_after, each, phases, while_true
from credfolio.pages.fragments.catalog_view import CatalogView
from credfolio.pages.fragments.lookups import Lookups
from credfolio.pages.fragments.page import Page
from credfolio.pages.fragments.renderer import ROOT, clip, host_of
from credfolio.pages.fragments.shown import ShownAward, ShownEvidence, states_of
from credfolio.pages.fragments.tool_pages import paper, stylesheets
from credfolio.pages.fragments.wall import Wall, build_wall
from credfolio.pages.people.asked_office import asked_office
from credfolio.pages.people.portfolio_credit import CreditView, credit_view
from credfolio.pages.people.portfolio_skills import SkillGroup, held, skill_groups
from credfolio.pages.people.portfolio_timeline import FEWEST, OverTime, over_time
from credfolio.pages.sharing.share_panel import Share
from credfolio.records.model import Award, Educator, Stack
from credfolio.records.model.award import Endorsement, Evidence
from credfolio.records.model.educator import LayoutName, SectionName
from credfolio.records.model.standing import is_waiting
from credfolio.records.reckoned.award_state import award_state
from credfolio.records.reckoned.stack_tree import Progress, progress
from credfolio.records.registry import educator_path

SECTIONS: dict[SectionName, str] = {
    "about": "About",
    "stacks": "Stacks",
    "collections": "Collections",
    "evidence": "Evidence",
    "skills": "Skills and standards",
    "credits": "Hours and credits",
    "timeline": "Timeline",
    "endorsements": "What colleagues say",
    "goals": "Working toward",
    "playlists": "Paths I recommend",
    "learning-log": "Learning log",
}
"""Every section below the badges, with its heading."""

ORDER: dict[LayoutName, tuple[SectionName, ...]] = {
    "resume": ("about", "stacks", "collections", "evidence", "skills"),
    "wall": ("about", "stacks", "collections", "skills", "evidence"),
    "evidence": ("evidence", "about", "stacks", "skills", "endorsements"),
}
"""What follows the badges in each layout; the other sections follow in the order above."""

CHANGES_AHEAD = 4
"""Of its longer parts a portfolio foretells so many changes; each is a part written once more."""


@dataclass(frozen=True, slots=True)
class Left:
    """A member of a stack that the educator has not earned yet."""

    title: str
    href: str


@dataclass(frozen=True, slots=True)
class StackProgress:
    """A stack that the educator has begun, the progress, and what would advance it."""

    stack: Stack
    progress: Progress
    left: tuple[Left, ...]


@dataclass(frozen=True, slots=True)
class PortfolioView:
    """Everything on a portfolio that has to be computed."""

    shown: tuple[ShownAward, ...]
    waiting: tuple[ShownAward, ...]
    """Awards that nobody has approved yet; they count nowhere."""
    languages: str
    sections: tuple[tuple[SectionName, str, Markup], ...]
    """Names, headings, and the attributes of those that are there only on some days."""
    has_badges: bool
    """Whether the list of badges is on the page, be it to say that there are none yet."""
    wall: Wall
    collections: tuple[tuple[str, str | None, tuple[ShownAward, ...]], ...]
    stacks: tuple[Phase[tuple[StackProgress, ...]], ...]
    complete: tuple[Phase[int], ...]
    evidence: tuple[ShownEvidence, ...]
    over_time: OverTime | None
    timeline: tuple[tuple[int, tuple[ShownAward, ...]], ...]
    """The awards of each year: the table behind `over_time`."""
    skills: tuple[Phase[tuple[SkillGroup, ...]], ...]
    credits: CreditView
    hours: tuple[Phase[str], ...]
    endorsements: tuple[tuple[ShownAward, Endorsement], ...]
    held: Mapping[str, Markup]
    """References of what the educator holds today, each with the attributes of what says so."""
    signed: frozenset[str]
    """Those of the shown awards that have a signed file, by their ids."""
    signers: int
    """How many issuers signed them."""
    log_minutes: int


@dataclass(frozen=True, slots=True)
class _Valid:
    """What follows from the awards that are valid on one day."""

    held: frozenset[str]
    stacks: tuple[StackProgress, ...]
    skills: tuple[SkillGroup, ...]
    hours: str


def _references(shown: Sequence[ShownAward]) -> frozenset[str]:
    return frozenset(one for item in shown if (one := item.award.credential or item.award.stack))


def _holds(reference: str, then: _Valid) -> bool:
    return reference in then.held


class Portfolios:
    """Builds portfolio pages; what they share is computed once."""

    def __init__(self, view: CatalogView, lookups: Lookups) -> None:
        self._view = view
        self._lookups = lookups
        self._registry = view.registry

    @property
    def catalog(self) -> CatalogView:
        """What the site shows of the registry."""
        return self._view

    def page(
        self,
        educator: Educator,
        portfolio: PortfolioView,
        share: Share | None,
        head: str = "",
        wallet: WalletPanel | None = None,
    ) -> Page:
        """The portfolio of `educator`, from the result of `view_of`."""
        body = self._view.renderer.render(
            "portfolio",
            e=educator,
            v=portfolio,
            share=share,
            wallet=wallet,
            ask=addresses.request(
                addresses.educator(educator.id),
                asked_office(self._registry, educator, [one.award for one in portfolio.shown]),
            ),
        )
        headline = educator.headline or words.join(words.ROLE[role] for role in educator.roles)
        badges = words.count(len(portfolio.shown), "badge")
        return Page(
            kind="portfolio",
            address=addresses.educator(educator.id),
            title=educator.display_name,
            description=clip(f"{headline}. {badges}, with evidence and results.", 200),
            body=body,
            head=stylesheets("people", "portfolio", *(["plots"] if portfolio.over_time else []))
            + paper("portfolio")
            + head,
            source=educator_path(educator.id),
            indexed=educator.visibility == "public" and educator.search_indexing,
        )

    def shown_award(self, award: Award) -> ShownAward:
        """An award with the title, picture and issuer on its card."""
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
            states_of(award, self._view.site.today),
            credential.topics if credential else stack.topics if stack else (),
        )

    def shown_evidence(self, shown: ShownAward) -> Iterable[ShownEvidence]:
        """The visible evidence of an award."""
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
            yield ShownEvidence(item, award, shown.title, href, host, bool(href and not host))

    def view_of(self, educator: Educator) -> PortfolioView:
        """The content of the portfolio of `educator` on the day of the build."""
        registry = self._registry
        shown = tuple(self.shown_award(a) for a in self._view.shown_awards(educator.id))
        waiting = tuple(
            self.shown_award(award)
            for award in registry.awards_by_educator.get(educator.id, ())
            if is_waiting(award)
        )
        by_id = {item.award.id: item for item in shown}
        by_day = phases(
            lambda day: self._valid(educator, shown, day),
            self._view.site.today,
            day_after(*(item.award.expires_on for item in shown)),
            most=CHANGES_AHEAD,
        )
        stacks = each(by_day, lambda then: then.stacks)
        skills = each(by_day, lambda then: then.skills)
        pinned = tuple(by_id[a] for a in dict.fromkeys(educator.pinned) if a in by_id)
        signed = [item for item in shown if (educator.id, item.award.id) in registry.signed]
        collections = tuple(
            (c.title, c.description, tuple(by_id[a] for a in c.awards if a in by_id))
            for c in educator.collections
            if any(a in by_id for a in c.awards)
        )
        evidence = tuple(found for item in shown for found in self.shown_evidence(item))
        credit = credit_view(
            educator,
            registry.awards_by_educator.get(educator.id, ()),
            registry,
            self._lookups,
            self._view.site.today,
        )
        endorsements = tuple(
            (item, said) for item in shown for said in item.award.endorsements if said.accepted
        )
        filled: dict[SectionName, object] = {
            "about": educator.bio,
            "stacks": stacks,
            "collections": collections,
            "evidence": evidence,
            "skills": skills,
            "credits": any(phase.value for phase in credit.rows) or educator.licence,
            "timeline": len(shown) >= FEWEST,
            "endorsements": endorsements,
            "goals": educator.goals or educator.in_progress,
            "playlists": educator.playlists,
            "learning-log": educator.learning_log,
        }
        sections = _sections(educator, filled)
        return PortfolioView(
            shown=shown,
            waiting=waiting,
            languages=words.join(words.language(tag) for tag in educator.languages),
            sections=sections,
            has_badges="badges" not in educator.hide and bool(shown or waiting or not sections),
            # The stacks are the same on every day, those of expired badges among them.
            wall=build_wall(
                shown,
                [item.stack for item in self._stacks(_references(shown))],
                pinned if "pinned" not in educator.hide else (),
                is_folded=educator.layout != "wall",
            ),
            collections=collections,
            stacks=stacks,
            complete=each(stacks, lambda then: sum(item.progress.complete for item in then)),
            evidence=evidence,
            over_time=over_time(shown, None if "credits" in educator.hide else educator.licence),
            timeline=tuple(
                (year, tuple(group))
                for year, group in groupby(shown, key=lambda item: item.award.awarded_on.year)
            ),
            skills=skills,
            credits=credit,
            hours=each(by_day, lambda then: then.hours),
            endorsements=endorsements,
            held={
                reference: while_true(each(by_day, partial(_holds, reference))) or Markup("")
                for reference in sorted(by_day[0].value.held)
            },
            signed=frozenset(item.award.id for item in signed),
            signers=len({item.issuer for item in signed}),
            log_minutes=sum(entry.minutes or 0 for entry in educator.learning_log),
        )

    def _valid(self, educator: Educator, shown: Sequence[ShownAward], day: date) -> _Valid:
        valid = frozenset(self._view.held_on(educator.id, day))
        return _Valid(
            valid,
            self._stacks(valid),
            skill_groups(shown, self._registry, self._lookups, day),
            self._hours(shown, day),
        )

    def _stacks(self, held: frozenset[str]) -> tuple[StackProgress, ...]:
        """Stacks that the educator has begun, the furthest first."""
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

    def _hours(self, shown: Sequence[ShownAward], day: date) -> str:
        low = high = Decimal(0)
        for _, credential in held(shown, self._registry, day):
            if credential.time_estimate:
                low += credential.time_estimate.min_hours
                high += credential.time_estimate.max_hours
        return words.hour_range(low, high) if high else ""


def evidence_file(award: Award, item: Evidence, ending: str) -> str:
    """The address at which a file of evidence is published."""
    return f"{addresses.award(award)}{item.id}{ending}"


def _sections(
    educator: Educator, filled: dict[SectionName, object]
) -> tuple[tuple[SectionName, str, Markup], ...]:
    """Names and headings of what has something to show, in the educator's order, then the layout's.

    The badges, with the pinned ones first, lead every page and are not among them.
    """
    wanted = dict.fromkeys((*educator.order, *ORDER[educator.layout], *SECTIONS))
    found = {
        name: _when(filled[name])
        for name in wanted
        if name in SECTIONS and name not in educator.hide
    }
    return tuple((name, SECTIONS[name], when) for name, when in found.items() if when is not None)


def _when(filled: object) -> Markup | None:
    """The attributes of a section with that content; None for one with none on any day."""
    if isinstance(filled, tuple) and filled and isinstance(filled[0], Phase):
        return while_true(each(filled, bool))
    return Markup("") if filled else None
