"""Old addresses: a page that leads on where something has moved, and one where nothing is left.

A published address is in résumés, wallets, and other sites, and
nobody can call it back. See ADR 0021.
"""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import escape

from credfolio.badges.openbadges.home import issuer_folder
from credfolio.pages.fragments import addresses, words
from credfolio.pages.fragments.page import Page, Site
from credfolio.pages.fragments.renderer import ROOT, Renderer
from credfolio.records.model import Award, Educator, Issuer, MicroCredential, Stack, Tombstone
from credfolio.records.registry import Registry, educator_path, issuer_path, tombstone_path


class MovedPages:
    """The pages at addresses that something used to have."""

    def __init__(self, registry: Registry, renderer: Renderer) -> None:
        self._registry = registry
        self._renderer = renderer

    def of_definition(self, definition: MicroCredential | Stack, source: str) -> Iterator[Page]:
        """At each alias and former id of a credential or stack, below each id of its issuer."""
        at = addresses.stack if isinstance(definition, Stack) else addresses.credential
        issuer = self._registry.issuers.get(definition.issuer)
        issuers = (definition.issuer, *(issuer.former_ids if issuer else ()))
        names = (definition.id, *definition.aliases, *definition.former_ids)
        kept = sorted(self._registry.kept_numbers(source))
        for by in issuers:
            for name in names:
                if (by, name) != (definition.issuer, definition.id):
                    old = at(f"{by}/{name}")
                    yield self._page(old, at(definition.ref), definition.title, source)
                    for number in kept:
                        new = addresses.version(definition, number)
                        yield self._page(f"{old}versions/{number}/", new, definition.title, source)

    def of_issuer(self, issuer: Issuer, *, has_stacks: bool) -> Iterator[Page]:
        """At each former id; and at the folders that a reader finds by shortening an address.

        The issuer's identifier in a signed badge, a did:web, is an address like that.
        """
        new, source = addresses.issuer(issuer.id), issuer_path(issuer.id)
        for former in issuer.former_ids:
            yield self._page(addresses.issuer(former), new, issuer.name, source)
        shortened = [issuer_folder(issuer.id)]
        if has_stacks:
            shortened.append(addresses.stacks_of(issuer.id))
        for old in shortened:
            yield self._page(old, new, issuer.name, source)

    def of_educator(self, educator: Educator, awards: tuple[Award, ...]) -> Iterator[Page]:
        """At each former handle; these pages lead to the portfolio and name nobody."""
        source = educator_path(educator.id)
        for handle in educator.former_handles:
            old, new = addresses.educator(handle), addresses.educator(educator.id)
            yield self._page(old, new, "the portfolio", source)
            for award in awards:
                if award.visibility != "private":
                    was = award.model_copy(update={"educator": handle})
                    yield self._page(
                        addresses.award(was), addresses.award(award), "the award", source
                    )

    def of_settings(self, site: Site) -> Iterator[Page]:
        """At each address that the settings say has moved, unless the site has a page there."""
        for old, new in site.moved:
            if old not in site.docs:
                yield self._page(old, new, "the page", "mkdocs.yml")

    def of_tombstone(self, tombstone: Tombstone) -> Page:
        """Where a portfolio was taken down."""
        return Page(
            "gone",
            addresses.educator(tombstone.id),
            "This portfolio was taken down",
            "There is no portfolio at this address any more.",
            self._renderer.render("gone", day=words.day(tombstone.taken_down_on)),
            source=tombstone_path(tombstone.id),
            indexed=False,
        )

    def _page(self, old: str, new: str, name: str, source: str) -> Page:
        # A script keeps the part after the # of an address; without it the refresh redirects.
        to = new if new.startswith("https://") else f"{ROOT}{new}"
        head = (
            f'<meta http-equiv="refresh" content="0; url={escape(to)}">\n'
            f'<script type="module" src="{ROOT}assets/built/moved.js"></script>\n'
        )
        body = self._renderer.render("moved", to=to, name=name)
        said = "The page that was here has another address."
        return Page(
            "moved",
            old,
            "This page has moved",
            said,
            body,
            head,
            source,
            False,
            canonical=new,
        )
