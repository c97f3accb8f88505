"""What a site publishes for wallets, backpacks and verifiers, besides its pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from credfolio.badges.openbadges.achievement import build_achievement_document
from credfolio.badges.openbadges.badge_v2 import build_assertion, build_badge_class, build_issuer
from credfolio.badges.openbadges.baking import BakingError, bake_svg
from credfolio.badges.openbadges.endorsement import named_endorsements
from credfolio.badges.openbadges.home import (
    Home,
    assertion_v2,
    baked_svg,
    credential_json,
    credential_jwt,
    definition_page,
    did_document,
    endings_log,
    endorsement_json,
    issuer_v2,
    profile_json,
    status_list,
    superseded_json,
    transcript_json,
    wallet_json,
)
from credfolio.badges.openbadges.profile import build_did_document, build_profile_document
from credfolio.badges.openbadges.signing_state import as_signed, signed_home, token_is_current
from credfolio.badges.openbadges.transcript import build_transcript
from credfolio.badges.openbadges.wallet import build_wallet_file, is_for_wallets
from credfolio.pages.fragments.page import Asset, Site
from credfolio.proof import render_json
from credfolio.records.model import Award, Educator, Issuer, MicroCredential, Stack
from credfolio.records.model.standing import is_shown
from credfolio.records.registry import Registry, award_path, educator_path, issuer_path
from credfolio.records.signed_file import SignedFile

PictureOf = Callable[[MicroCredential | Stack], bytes]


class BadgeFiles:
    """The badge documents of a site, each at the address that it names inside.

    Signed files are copied byte for byte; what is not signed is built.
    """

    def __init__(self, registry: Registry, site: Site, picture: PictureOf) -> None:
        self._registry = registry
        self._site = site
        self._picture = picture
        self._homes = self._homes_by_issuer()

    def of_issuer(self, issuer: Issuer) -> Iterator[Asset]:
        source = issuer_path(issuer.id)
        if home := self._homes.get(issuer.id):
            # What was signed under a former id names that id permanently.
            for name in (issuer.id, *issuer.former_ids):
                named = issuer.model_copy(update={"id": name})
                # A did:key is its own document.
                if issuer.keys and not home.is_demonstration:
                    yield _asset(did_document(name), build_did_document(named, home), source)
                yield _asset(profile_json(name), build_profile_document(named, home), source)
                yield _asset(issuer_v2(name), build_issuer(named, home), source)
        for (name, number), signed in sorted(self._registry.status_lists.items()):
            if name == issuer.id:
                yield Asset(status_list(name, number), signed.data, signed.path)
        for (name, number), log in sorted(self._registry.endings.items()):
            if name == issuer.id:
                yield Asset(endings_log(name, number), log.data, log.path)
        for (name, number), newer in sorted(self._registry.superseded.items()):
            if name == issuer.id:
                yield Asset(superseded_json(name, number), newer.data, newer.path)

    def published_issuers(self) -> Iterator[tuple[str, Issuer]]:
        """The issuers whose keys are published, each with its DID."""
        for name, home in sorted(self._homes.items()):
            issuer = self._registry.issuers.get(name)
            if issuer is not None and issuer.keys and not home.is_demonstration:
                yield home.did(name), issuer

    def of_definition(self, definition: MicroCredential | Stack, source: str) -> Iterator[Asset]:
        home = self._homes.get(definition.issuer)
        if home is None or definition.status in ("draft", "cataloged"):
            return
        for name in (definition.id, *definition.former_ids):
            named = definition.model_copy(update={"id": name})
            page = definition_page(named.ref, is_stack=isinstance(definition, Stack))
            document = build_achievement_document(named, self._registry, home)
            yield _asset(f"{page}achievement.json", document, source)
            badge_class = build_badge_class(named, definition.issuer, home)
            yield _asset(f"{page}badgeclass.json", badge_class, source)
            if name != definition.id:
                yield Asset(f"{page}badge.svg", self._picture(definition), source)

    def of_award(self, award: Award) -> Iterator[Asset]:
        """The credential and what is made of it; nothing for an award that is not signed."""
        signed = self.signed(award)
        if signed is None:
            return
        # A wallet looks where the file says it is; the award's page has it next to it.
        named = as_signed(award, self._registry, signed)
        handles = dict.fromkeys((award.educator, named.educator))
        token = self._registry.tokens.get((award.educator, award.id))
        for handle in handles:
            yield Asset(credential_json(handle, award.id), signed.data, signed.path)
            if token is not None and token_is_current(token, signed):
                yield Asset(credential_jwt(handle, award.id), token.data, token.path)
            for name, _ in named_endorsements(award):
                said = self._registry.endorsements.get((award.educator, award.id, name))
                if said is not None:
                    at = endorsement_json(handle, award.id, name)
                    yield Asset(at, said.data, said.path)
        home = signed_home(signed, credential_json(named.educator, award.id))
        definition = self._definition(award)
        if home is None or definition is None or self._site.badge_files == "signed":
            return
        source = award_path(award.educator, award.id)
        picture = self._picture(definition)
        try:
            baked = bake_svg(picture, signed.data)
        except BakingError:  # pragma: no cover - every picture here is an SVG of our own making
            return
        assertion = build_assertion(named, definition, home)
        for handle in handles:
            yield Asset(baked_svg(handle, award.id), baked, source)
            yield _asset(assertion_v2(handle, award.id), assertion, source)

    def transcript(self, educator: Educator, awards: tuple[Award, ...]) -> Iterator[Asset]:
        """The signed badges of all that a listed educator shows, in one file.

        The transcript's page counts the same awards. One that was revoked is
        not among them; its own file and the status list say what became of it.
        """
        if educator.visibility != "public" or self._site.badge_files == "signed":
            return
        shown = [
            signed
            for award in reversed(awards)
            if is_shown(award) and (signed := self.signed(award))
        ]
        if not shown:
            return
        first = shown[0].id
        home = Home(first.rpartition("portfolios/")[0], "invalid/" in first)
        badges: list[dict[str, Any]] = [signed.document for signed in shown]
        document = build_transcript(educator, badges, home)
        path = transcript_json(educator.id)
        yield Asset(path, render_json(document), educator_path(educator.id))

    def wallet(self, educator: Educator, awards: tuple[Award, ...]) -> Iterator[Asset]:
        """The badges in force of a listed educator, in one file that wallets take."""
        badges = self.for_wallets(educator, awards)
        if badges:
            document = build_wallet_file([signed.document for signed in badges])
            yield _asset(wallet_json(educator.id), document, educator_path(educator.id))

    def for_wallets(self, educator: Educator, awards: tuple[Award, ...]) -> list[SignedFile]:
        """The signed files that `wallet` puts together, newest last."""
        if educator.visibility != "public" or self._site.badge_files == "signed":
            return []
        return [
            signed
            for award in reversed(awards)
            if is_shown(award)
            and is_for_wallets(award, self.signed(award), self._site.today)
            and (signed := self.signed(award))
        ]

    def signed(self, award: Award) -> SignedFile | None:
        """The signed file of an award that may be published."""
        # That it says what the record says was checked before anything was built.
        if award.visibility == "private":
            return None
        return self._registry.signed.get((award.educator, award.id))

    def _definition(self, award: Award) -> MicroCredential | Stack | None:
        if award.credential:
            return self._registry.credentials.get(award.credential)
        return self._registry.stacks.get(award.stack or "")

    def _homes_by_issuer(self) -> dict[str, Home]:
        """Where each issuer's documents say they live: as its signed files do, else this site."""
        homes: dict[str, Home] = {}
        if self._site.url.startswith("https://"):
            homes = dict.fromkeys(self._registry.issuers, Home(self._site.url))
        for (issuer, number), signed in self._registry.status_lists.items():
            if home := signed_home(signed, status_list(issuer, number)):
                homes[issuer] = home
        return homes


def badge_file_links(
    award: Award, signed: SignedFile, registry: Registry, site: Site
) -> tuple[tuple[str, str], ...]:
    """What the page of a signed award offers to take away: words and path, as published above."""
    key = (award.educator, award.id)
    links = [("Signed credential (Open Badges 3.0)", credential_json(*key))]
    token = registry.tokens.get(key)
    if token is not None and token_is_current(token, signed):
        links.append(("The same as a token (VC-JWT)", credential_jwt(*key)))
    if site.badge_files == "all":
        links.append(("Badge with the credential inside", baked_svg(*key)))
        links.append(("For older backpacks (Open Badges 2.0)", assertion_v2(*key)))
    for name, said in named_endorsements(award):
        if (*key, name) in registry.endorsements:
            words = f"Endorsement by {said.by}, recorded and signed by the issuer"
            links.append((words, endorsement_json(*key, name)))
    return tuple(links)


def _asset(path: str, document: dict[str, Any], source: str) -> Asset:
    return Asset(path, render_json(document), source)
