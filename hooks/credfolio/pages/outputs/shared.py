"""What all outputs of one site share, made once before the first of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from jinja2 import BaseLoader

from credfolio.drawing.badge import BadgeFace, draw_badge
from credfolio.drawing.picture_canvas import Keep
from credfolio.pages.badges.badge_files import BadgeFiles
from credfolio.pages.catalog.moved_pages import MovedPages
from credfolio.pages.contribute.plan_link import playlist_link
from credfolio.pages.fragments.catalog_view import CatalogView
from credfolio.pages.fragments.lookups import Lookups
from credfolio.pages.fragments.page import Page, Site
from credfolio.pages.fragments.renderer import Renderer
from credfolio.pages.open_data.published import OpenData
from credfolio.pages.people.portfolio_page import Portfolios
from credfolio.pages.people.share_files import Sharing
from credfolio.pages.search.index import SearchIndex
from credfolio.pages.sharing.previews import Fonts, Previews
from credfolio.records.model import MicroCredential, Stack
from credfolio.records.reckoned.number_mark import marks_on_transcripts
from credfolio.records.registry import Registry


class Shared:
    """The views of `registry` that several outputs draw on; nothing in it changes afterwards.

    `source` gives a record as it was written, or None where it is unknown.
    """

    def __init__(
        self,
        registry: Registry,
        site: Site,
        loader: BaseLoader,
        fonts: Fonts,
        keep: Keep,
        source: Callable[[str], bytes | None],
    ) -> None:
        self.registry = registry
        self.site = site
        self.loader = loader
        self.source = source
        self.renderer = Renderer(loader, site)
        self.renderer.add_globals(playlist_link=playlist_link)
        self.view = CatalogView(registry, site, self.renderer)
        self.lookups = Lookups(registry, site, self.renderer)
        self.portfolios = Portfolios(self.view, self.lookups)
        self.data = OpenData(self.view)
        self.previews = Previews(self.view, fonts, keep)
        self.sharing = Sharing(self.portfolios, registry, site)
        self.moved = MovedPages(registry, self.renderer)
        self.files = BadgeFiles(registry, site, self.picture)
        self.search = SearchIndex(self.view)
        self.number_marks = marks_on_transcripts(registry)
        self._pictures: dict[str, bytes] = {}

    def picture(self, definition: MicroCredential | Stack) -> bytes:
        """The badge as SVG: the issuer's own picture, or the drawn one."""
        is_stack = isinstance(definition, Stack)
        name = f"{definition.issuer}/stacks/{definition.id}" if is_stack else definition.ref
        if (known := self._pictures.get(name)) is not None:
            return known
        folder = (
            f"catalog/{definition.issuer}/stacks" if is_stack else f"catalog/{definition.issuer}"
        )
        own = self.registry.pictures.get(f"{folder}/{definition.image}")
        if own is not None:
            # One address for every badge: a photograph is wrapped in a drawing of itself.
            data = own.as_svg()
        else:
            face = BadgeFace(
                id=name,
                title=definition.title,
                issuer_kind=self._issuer_kind(definition.issuer),
                topic=definition.topics[0] if definition.topics else "",
                level=definition.level or "",
                is_stack=is_stack,
            )
            data = draw_badge(face).encode()
        self._pictures[name] = data
        return data

    def _issuer_kind(self, issuer: str) -> str:
        known = self.registry.issuers.get(issuer)
        return known.kind if known else "nonprofit"

    def with_tags(self, page: Page, picture: str) -> Page:
        tags = self.previews.tags(page.title, page.description, page.address, picture)
        return replace(page, head=page.head + tags)
