"""All awards of an educator on one sheet, for a personnel office to file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from credfolio.pages.badges.verify_page import check_address
from credfolio.pages.fragments import addresses, words
from credfolio.pages.fragments.by_day import Phase, each
from credfolio.pages.fragments.catalog_view import CatalogView
from credfolio.pages.fragments.lookups import Lookups
from credfolio.pages.fragments.page import Page
from credfolio.pages.fragments.shown import states_of
from credfolio.pages.fragments.tool_pages import paper, stylesheets
from credfolio.pages.people.portfolio_credit import CreditLine
from credfolio.pages.people.portfolio_page import (
    Portfolios,
    PortfolioView,
)
from credfolio.pages.people.transcript_sheets import sheets_of
from credfolio.pages.sharing.share_panel import Share
from credfolio.records.model import Award, Educator, Issuer
from credfolio.records.reckoned.award_state import AwardState, award_state
from credfolio.records.reckoned.number_mark import NumberMark
from credfolio.records.registry import educator_path


@dataclass(frozen=True, slots=True)
class Row:
    """An award as a transcript lists it."""

    award: Award
    title: str
    issuer: Issuer | None
    hours: str
    states: tuple[Phase[AwardState], ...]
    check: str
    """The page that checks its signed file; empty for an award that is not signed."""
    credits: tuple[CreditLine, ...]
    newer: Award | None
    """The award that replaced it, if the educator shows that one."""


def build_transcript_page(
    educator: Educator,
    portfolio: PortfolioView,
    share: Share | None,
    view: CatalogView,
    portfolios: Portfolios,
    lookups: Lookups,
    marks: Sequence[NumberMark] = (),
) -> Page:
    """Every shown award, oldest first, and the sum of their credit by place and unit.

    A revoked award is listed without credit, so that nobody looks for it in vain, and so is one
    that waits for its approval. A corrected or withdrawn award is left out: another award
    replaces it, or it was a mistake. `marks` tell the educator apart from others of the name.
    """
    registry = view.registry
    shown = {award.id: award for award in view.shown_awards(educator.id)}
    rows = []
    for award in reversed(registry.awards_by_educator.get(educator.id, ())):
        state = award_state(award, view.site.today)
        is_listed = award.visibility == "public" and state.id in ("revoked", "recorded")
        if award.id not in shown and not is_listed:
            continue
        credential = registry.credentials.get(award.credential or "")
        rows.append(
            Row(
                award,
                portfolios.shown_award(award).title,
                registry.award_issuer(award),
                words.hours(credential.time_estimate) if credential else "",
                states_of(award, view.site.today),
                check_address(award, view.site)
                if (award.educator, award.id) in registry.signed
                else "",
                portfolio.credits.lines_of(award),
                shown.get(award.superseded_by or ""),
            )
        )
    issuers = {row.issuer.id: row.issuer for row in rows if row.issuer}
    signed = [row for row in rows if row.check]
    body = view.renderer.render(
        "transcript",
        e=educator,
        rows=rows,
        sheets=each(
            portfolio.credits.by_day, lambda then: sheets_of(then, educator.licence, lookups)
        ),
        marks=marks,
        issuers=[issuers[one] for one in sorted(issuers)],
        taken_back=sum(row.states[0].value.id == "revoked" for row in rows),
        waiting=sum(row.states[0].value.id == "recorded" for row in rows),
        share=share,
        signed=len(signed),
        signers=len({row.issuer.id for row in signed if row.issuer}),
        signed_file=educator.visibility == "public"
        and view.site.badge_files == "all"
        and any(row.check and row.award.id in shown for row in rows),
    )
    return Page(
        kind="portfolio",
        address=addresses.transcript(educator.id),
        title=f"Transcript of {educator.display_name}",
        description=f"All micro-credentials awarded to {educator.display_name}, with dates, "
        "hours, credit and issuers.",
        body=body,
        head=stylesheets("people", "transcript") + paper("transcript"),
        source=educator_path(educator.id),
        indexed=False,  # the portfolio is the page to be found; this is its sheet for the file
    )
