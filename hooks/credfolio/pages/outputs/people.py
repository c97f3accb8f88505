"""The outputs of one educator: the portfolio, its awards and what goes with them."""

from __future__ import annotations

from collections.abc import Iterator

from credfolio.badges.openbadges.home import wallet_json
from credfolio.pages.badges.wallet_panel import portfolio_panel
from credfolio.pages.fragments import addresses
from credfolio.pages.fragments.lookups import portrait_address
from credfolio.pages.fragments.page import Asset, Output
from credfolio.pages.outputs.shared import Shared
from credfolio.pages.people.award_page import build_award_page
from credfolio.pages.people.portfolio_page import evidence_file
from credfolio.pages.people.transcript_page import build_transcript_page
from credfolio.pages.sharing.previews import HOME
from credfolio.pages.sharing.share_panel import discovery
from credfolio.records.model import Educator
from credfolio.records.registry import (
    educator_path,
)


def educator_outputs(shared: Shared, educator: Educator) -> Iterator[Output]:
    yield from _portfolio_outputs(shared, educator)
    source = educator_path(educator.id)
    if at := portrait_address(educator, shared.registry):
        photo = educator.photo
        assert photo is not None  # portrait_address found it
        picture = shared.registry.pictures[f"portfolios/{educator.id}/{photo.file}"]
        yield Asset(at, picture.data, source)
    awards = shared.registry.awards_by_educator.get(educator.id, ())
    yield from shared.files.transcript(educator, awards)
    yield from shared.files.wallet(educator, awards)
    yield from shared.moved.of_educator(educator, awards)
    for award in awards:
        if award.visibility == "private":
            continue
        page = build_award_page(award, educator, shared.view, shared.portfolios, shared.sharing)
        if page is None:
            continue
        earned = shared.registry.definition_of(award)
        at = addresses.definition(earned) if earned else ""
        yield shared.with_tags(page, f"{at}{HOME}")
        yield from shared.files.of_award(award)
        yield from shared.sharing.award_files(award, educator)
        for item in award.evidence:
            path = f"portfolios/{educator.id}/awards/{item.file}"
            if item.file and item.visible and award.show_evidence:
                file = shared.registry.pictures.get(path)
                if file is not None:
                    at = evidence_file(award, item, file.ending)
                    yield Asset(at, file.data, page.source)


def _portfolio_outputs(shared: Shared, educator: Educator) -> Iterator[Output]:
    view = shared.portfolios.view_of(educator)
    share = shared.sharing.of_portfolio(educator, view)
    found = discovery(share, educator.display_name)
    awards = shared.registry.awards_by_educator.get(educator.id, ())
    count = len(shared.files.for_wallets(educator, awards))
    at = shared.site.url + wallet_json(educator.id)
    wallet = portfolio_panel(at, count) if count and shared.site.url else None
    page = shared.portfolios.page(educator, view, share, found, wallet)
    yield shared.with_tags(page, shared.previews.picture_of(educator))
    if shared.site.url:
        first = [badge.shown.award for badge in view.wall.badges[:1]]
        definition = shared.registry.definition_of(first[0]) if first else None
        badge = shared.picture(definition) if definition else b""
        if picture := shared.previews.of_portfolio(educator, badge):
            yield picture
    marks = shared.number_marks.get(educator.id, ())
    own = shared.sharing.of_transcript(educator) if share else None
    yield build_transcript_page(
        educator, view, own, shared.view, shared.portfolios, shared.lookups, marks
    )
    yield from shared.sharing.portfolio_files(educator, view)
