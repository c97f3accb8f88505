"""What all outputs of one site share, made once before the first of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cached_property

from jinja2 import BaseLoader

from credfolio.disk.shipped import desk_runtime
from credfolio.drawing.badge import BadgeFace, draw_badge
from credfolio.drawing.badge_small import draw_small
from credfolio.drawing.picture_canvas import Keep
from credfolio.pages.badges.badge_files import BadgeFiles
from credfolio.pages.catalog.moved_pages import MovedPages
from credfolio.pages.contribute.plan_link import playlist_link
from credfolio.pages.fragments.catalog_view import CatalogView
from credfolio.pages.fragments.lookups import Lookups
from credfolio.pages.fragments.noted import path_of
from credfolio.pages.fragments.page import Page, Site
from credfolio.pages.fragments.reads import Reads
from credfolio.pages.fragments.renderer import Renderer
from credfolio.pages.open_data.published import OpenData
from credfolio.pages.people.portfolio_page import Portfolios
from credfolio.pages.people.share_files import Sharing
from credfolio.pages.search.index import SearchIndex
from credfolio.pages.sharing.previews import Fonts, Previews
from credfolio.records.model import MicroCredential, Stack
from credfolio.records.picture import Picture
from credfolio.records.reckoned.number_mark import marks_on_transcripts
from credfolio.records.registry import Registry


class Shared:
    """The views of `registry` that several outputs draw on; nothing in it changes afterwards.

    `source` gives a record as it was written, or None where it is unknown; `derived` keeps
    what follows from the program and its templates alone.
    """

    def __init__(
        self,
        registry: Registry,
        site: Site,
        loader: BaseLoader,
        fonts: Fonts,
        keep: Keep,
        derived: Keep,
        source: Callable[[str], bytes | None],
        reads: Reads,
    ) -> None:
        self.registry = registry
        self.site = site
        self.loader = loader
        self.source = source
        self.derived = derived
        self.renderer = Renderer(loader, site)
        self.renderer.add_globals(playlist_link=playlist_link)
        self.renderer.add_values(has_desk=desk_runtime() is not None)
        self.view = CatalogView(registry, site, self.renderer, reads)
        self.lookups = Lookups(registry, site, self.renderer)
        self.portfolios = Portfolios(self.view, self.lookups)
        self.data = OpenData(self.view, derived)
        self.previews = Previews(self.view, fonts, keep)
        self.sharing = Sharing(self.portfolios, registry, site)
        self.moved = MovedPages(registry, self.renderer)
        self.files = BadgeFiles(registry, site, self.picture)
        self.search = SearchIndex(self.view)
        self.number_marks = marks_on_transcripts(registry)
        self.reads = reads

    def picture(self, definition: MicroCredential | Stack) -> bytes:
        """The badge as SVG: the issuer's own picture, or the drawn one."""
        name = ("picture", path_of(definition))
        return self.reads.remember(name, lambda: self._draw(definition))

    def _draw(self, definition: MicroCredential | Stack) -> bytes:
        own = self._own_picture(definition)
        # One address for every badge: a photograph is wrapped in a drawing of itself.
        return own.as_svg() if own is not None else draw_badge(self._face(definition)).encode()

    def small_picture(self, definition: MicroCredential | Stack) -> bytes:
        """The badge for small places; an issuer's own picture is the same at every size."""
        if self._own_picture(definition) is not None:
            return self.picture(definition)
        face = self._face(definition)
        charge = 0 if definition.glyph else self.charges.get(face.id, 0)
        return draw_small(face, definition.glyph or "", charge).encode()

    def _own_picture(self, definition: MicroCredential | Stack) -> Picture | None:
        folder = f"catalog/{definition.issuer}"
        if isinstance(definition, Stack):
            folder += "/stacks"
        return self.registry.pictures.get(f"{folder}/{definition.image}")

    @cached_property
    def charges(self) -> Mapping[str, int]:
        """How many of the same topic and outline, without glyphs, were released before each."""
        both: list[MicroCredential | Stack] = [
            *self.registry.credentials.values(),
            *self.registry.stacks.values(),
        ]
        bare = [(one, self._face(one)) for one in both if not one.glyph]
        # What has no day comes last, so that none that is out changes when it gets one.
        bare.sort(key=lambda pair: (str(pair[0].released or "~"), pair[1].id))
        seen: Counter[tuple[str, str, bool]] = Counter()
        dealt = {}
        for _, face in bare:
            alike = (face.topic, face.issuer_kind, face.is_stack)
            dealt[face.id] = seen[alike]
            seen[alike] += 1
        return dealt

    def _face(self, definition: MicroCredential | Stack) -> BadgeFace:
        is_stack = isinstance(definition, Stack)
        return BadgeFace(
            id=f"{definition.issuer}/stacks/{definition.id}" if is_stack else definition.ref,
            title=definition.title,
            issuer_kind=self._issuer_kind(definition.issuer),
            topic=definition.topics[0] if definition.topics else "",
            level=definition.level or "",
            is_stack=is_stack,
        )

    def _issuer_kind(self, issuer: str) -> str:
        known = self.registry.issuers.get(issuer)
        return known.kind if known else "nonprofit"

    def with_tags(self, page: Page, picture: str) -> Page:
        tags = self.previews.tags(page.title, page.description, page.address, picture)
        return replace(page, head=page.head + tags)
