"""The share panels of portfolios and awards, and the files that go with them."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from credfolio.drawing.qr import qr_svg
from credfolio.pages.fragments import addresses, words
from credfolio.pages.fragments.lookups import portrait_address
from credfolio.pages.fragments.page import Asset, Site
from credfolio.pages.fragments.shown import ShownAward
from credfolio.pages.people.portfolio_page import Portfolios, PortfolioView
from credfolio.pages.people.resume_file import resume_of
from credfolio.pages.sharing.contact import build_contact
from credfolio.pages.sharing.links import (
    Certification,
    add_to_profile,
    mastodon_share,
    share_links,
)
from credfolio.pages.sharing.oembed import build_oembed
from credfolio.pages.sharing.share_panel import MANY_AWARDS, Share
from credfolio.pages.sharing.snippets import (
    SCHEMES,
    Badge,
    badge_snippet,
    card_snippet,
    signature_html,
    signature_text,
    wall_snippet,
)
from credfolio.proof import render_json
from credfolio.records.model import Award, Educator, Issuer
from credfolio.records.model.standing import is_recorded
from credfolio.records.registry import Registry, award_path, educator_path

_IN_A_SIGNATURE = 3


class Sharing:
    """Sharing for every portfolio and award, if the site has an address; otherwise nothing."""

    def __init__(self, portfolios: Portfolios, registry: Registry, site: Site) -> None:
        self._portfolios = portfolios
        self._registry = registry
        self._url = site.url
        self._name = site.name
        self.few_awards = len(registry.awards) <= MANY_AWARDS and site.badge_files == "all"

    # --- portfolios -------------------------------------------------------------------------

    def of_portfolio(self, educator: Educator, view: PortfolioView) -> Share | None:
        if not self._url:
            return None
        page = addresses.educator(educator.id)
        url = self._url + page
        text = f"{educator.display_name}: portfolio"
        files = (
            ("Contact card (vCard)", f"{page}contact.vcf"),
            ("Résumé as data (JSON Resume)", f"{page}resume.json"),
        )
        code = Markup(qr_svg(url, f"Code that opens {url}"))
        return Share(
            url,
            code,
            share_links(url, text),
            mastodon_share(url, text),
            f"{page}oembed.json",
            files=files,
            has_profile=any(badge.shown.state.is_active for badge in view.wall.badges),
        )

    def _profile_links(self, view: PortfolioView) -> list[dict[str, str]]:
        """Each valid badge with its address at LinkedIn, and its last day if it has one."""
        valid = [badge.shown for badge in view.wall.badges if badge.shown.state.is_active]
        return [
            {
                "title": one.title,
                "href": add_to_profile(
                    self._certification(one, self._registry.award_issuer(one.award))
                ),
                "until": one.award.expires_on.isoformat() if one.award.expires_on else "",
            }
            for one in valid
        ]

    def _certification(self, shown: ShownAward, issuer: Issuer | None) -> Certification:
        award = shown.award
        return Certification(
            name=shown.title,
            organization=issuer.name if issuer else "",
            organization_id=(issuer.linkedin_organization_id or "") if issuer else "",
            issued=award.awarded_on,
            expires=award.expires_on,
            url=self._url + addresses.award(award),
            id=f"{award.educator}/{award.id}",
        )

    def portfolio_files(self, educator: Educator, view: PortfolioView) -> Iterator[Asset]:
        """The contact card, the résumé as data and the embed file."""
        if not self._url:
            return
        page = addresses.educator(educator.id)
        source = educator_path(educator.id)
        at = portrait_address(educator, self._registry)
        photo = self._url + at if at else ""
        contact = build_contact(educator, self._url + page, photo)
        yield Asset(f"{page}contact.vcf", contact, source)
        resume = resume_of(educator, view, self._portfolios.catalog, self._url + page, photo)
        yield Asset(f"{page}resume.json", render_json(resume), source)
        oembed = self._portfolio_oembed(educator, view)
        yield Asset(f"{page}oembed.json", render_json(oembed), source)

    def _portfolio_oembed(self, educator: Educator, view: PortfolioView) -> dict[str, object]:
        name, headline = educator.display_name, educator.headline or ""
        page = self._url + addresses.educator(educator.id)
        badges = [self._badge(one) for one in view.shown]
        snippets = {
            f"wall-{scheme}": wall_snippet(badges, name, headline, page, scheme)
            for scheme in SCHEMES
        }
        first = [self._badge(one.shown) for one in view.wall.badges[:_IN_A_SIGNATURE]]
        return build_oembed(
            title=f"{name}: portfolio",
            author=name,
            author_url=page,
            site_name=self._name,
            site_url=self._url,
            snippets=snippets,
            preferred="wall-light",
            signature={
                "html": signature_html(name, headline, page, first),
                "text": signature_text(name, headline, page, first),
            },
            picture=badges[0].picture if badges else "",
            profile=self._profile_links(view),
        )

    def of_transcript(self, educator: Educator) -> Share:
        """A transcript is shared on paper: its code leads to itself and not to the portfolio."""
        url = self._url + addresses.transcript(educator.id)
        return Share(url, Markup(qr_svg(url, f"Code that opens {url}")), (), "")

    # --- awards -----------------------------------------------------------------------------

    def of_award(self, shown: ShownAward, educator: Educator, issuer: Issuer) -> Share | None:
        award = shown.award
        if not self._url or is_recorded(award):
            return None
        page = addresses.award(award)
        url = self._url + page
        text = f"{award.name_as_awarded} earned {shown.title}"
        links = share_links(url, text)
        linkedin = ""
        if shown.state.is_active:  # a revoked badge is not put into a profile
            linkedin = add_to_profile(self._certification(shown, issuer))
        return Share(
            url,
            Markup(qr_svg(url, f"Code that opens {url}") if self.few_awards else ""),
            (links[0], links[-1]),  # LinkedIn and e-mail: there may be 100,000 such pages
            mastodon_share(url, text),
            f"{page}oembed.json" if self.few_awards else "",
            linkedin,
            shown.states[0].attributes,
        )

    def award_files(self, award: Award, educator: Educator) -> Iterator[Asset]:
        """The embed file."""
        if not self._url or not self.few_awards or is_recorded(award):
            return  # what nobody has approved is not shown elsewhere as earned
        shown = self._portfolios.shown_award(award)
        badge = self._badge(shown)
        earner = award.name_as_awarded
        snippets = {"badge": badge_snippet(badge, earner)} | {
            f"card-{scheme}": card_snippet(badge, earner, scheme) for scheme in SCHEMES
        }
        page = self._url + addresses.educator(educator.id)
        document = build_oembed(
            title=f"{earner} earned {shown.title}",
            author=earner,
            author_url=page,
            site_name=self._name,
            site_url=self._url,
            snippets=snippets,
            preferred="card-light",
            signature={
                "html": signature_html(earner, educator.headline or "", page, [badge]),
                "text": signature_text(earner, educator.headline or "", page, [badge]),
            },
            picture=badge.picture,
        )
        path = f"{addresses.award(award)}oembed.json"
        yield Asset(path, render_json(document), award_path(award.educator, award.id))

    def _badge(self, shown: ShownAward) -> Badge:
        return Badge(
            title=shown.title,
            page=self._url + addresses.award(shown.award),
            picture=self._url + addresses.badge_png(shown.picture),
            issuer=shown.issuer,
            earned=words.month(shown.award.awarded_on),
        )
