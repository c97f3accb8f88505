"""Preview pictures and the tags by which social sites and messengers find them.

Source: the Open Graph protocol, and the card tags that X reads.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import Protocol

from credfolio.drawing.picture_canvas import HEIGHT, WIDTH, Keep, badge_png
from credfolio.drawing.preview_picture import DRAWN_BY, Preview, PreviewPainter
from credfolio.pages.fragments import addresses, words
from credfolio.pages.fragments.catalog_view import CatalogView
from credfolio.pages.fragments.lookups import portrait_address
from credfolio.pages.fragments.page import Asset
from credfolio.records.model import Educator, MicroCredential, Stack
from credfolio.records.registry import credential_path, educator_path, stack_path
from credfolio.text.filled import filled
from credfolio.text.prose import plain_text

MANY_PORTFOLIOS = 3_000
"""With more listed portfolios than this each has the site's picture: 30 KB apiece add up."""


class Fonts(Protocol):
    """Fonts besides the packaged one: the site's own, and those found by a letter."""

    own: Sequence[bytes]
    digest: str
    """Changes with the fonts."""

    def of(self, letter: str, families: Sequence[str]) -> Iterator[bytes]: ...


class NoFonts:
    """The packaged font has to do; letters that it lacks are left out."""

    own: Sequence[bytes] = ()
    digest = ""

    def of(self, letter: str, families: Sequence[str]) -> Iterator[bytes]:
        return iter(())


NO_FONTS = NoFonts()


HOME = "preview.png"


class Previews:
    """The pictures of a site that has an address; without one there are none."""

    def __init__(self, view: CatalogView, fonts: Fonts, keep: Keep) -> None:
        self._view = view
        self._painter = PreviewPainter(fonts.own, fonts.of, keep)
        self._fonts = fonts.digest
        self._keep = keep
        self.few_portfolios = len(view.registry.listed_educators) <= MANY_PORTFOLIOS

    # --- pictures ---------------------------------------------------------------------------

    def of_site(self) -> Asset:
        site = self._view.site
        return self._asset(HOME, Preview("", site.name, site.description, ""), "")

    def of_definition(self, definition: MicroCredential | Stack, badge: bytes) -> Asset:
        is_stack = isinstance(definition, Stack)
        at = addresses.definition(definition)
        kind = words.STACK_LEVEL[definition.level] if isinstance(definition, Stack) else _KIND
        text = (
            definition.summary
            if isinstance(definition, Stack)
            else definition.competency or definition.summary
        )
        preview = Preview(
            f"{kind} · {self._view.issuer_name(definition.issuer)}",
            definition.title,
            plain_text(text or ""),
            self._view.site.name,
            badge,
        )
        path = stack_path(definition.ref) if is_stack else credential_path(definition.ref)
        return self._asset(f"{at}{HOME}", preview, path)

    def of_portfolio(self, educator: Educator, badge: bytes) -> Asset | None:
        """The picture of a listed portfolio, with the portrait or else a badge."""
        if not self._has_own(educator):
            return None
        portrait = b""
        if portrait_address(educator, self._view.registry) and educator.photo:
            at = f"portfolios/{educator.id}/{educator.photo.file}"
            picture = self._view.registry.pictures[at]
            portrait = picture.data if picture.ending != ".svg" else b""
        badges = words.count(len(self._view.shown_facts(educator.id)), "badge")
        roles = words.join(words.ROLE[role] for role in educator.roles)
        preview = Preview(
            f"Portfolio · {badges}",
            educator.display_name,
            educator.headline or roles,
            self._view.site.name,
            badge,
            portrait,
        )
        at = f"{addresses.educator(educator.id)}{HOME}"
        return self._asset(at, preview, educator_path(educator.id))

    def badge_pngs(self, definition: MicroCredential | Stack, badge: bytes) -> Iterator[Asset]:
        """The badge as a PNG, for mail programs, which show no SVG.

        It is at former addresses, too: mails that were sent name them.
        """
        is_stack = isinstance(definition, Stack)
        path = stack_path(definition.ref) if is_stack else credential_path(definition.ref)
        picture = badge_png(badge, DRAWN_BY, self._keep)
        for name in (definition.id, *definition.former_ids):
            named = definition.model_copy(update={"id": name})
            yield Asset(addresses.badge_png(addresses.definition(named)), picture, path)

    def _has_own(self, educator: Educator) -> bool:
        return educator.visibility == "public" and self.few_portfolios

    def _asset(self, path: str, preview: Preview, source: str) -> Asset:
        parts = (DRAWN_BY, self._fonts, preview.kicker, preview.title, preview.text, preview.site)
        digest = hashlib.sha256("\0".join(parts).encode())
        for data in (preview.badge, preview.portrait):
            digest.update(hashlib.sha256(data).digest())
        picture = self._keep(digest.hexdigest(), lambda: self._painter.draw(preview))
        return Asset(path, picture, source)

    # --- tags -------------------------------------------------------------------------------

    def tags(self, title: str, description: str, page: str, picture: str = HOME) -> str:
        """The tags of the page at `page`; `picture` is the path of its picture."""
        url = self._view.site.url
        if not url:
            return ""
        return str(filled(_TAGS, title, description, url + page, url + picture))

    def picture_of(self, educator: Educator) -> str:
        """The path of the picture that represents a portfolio."""
        own = f"{addresses.educator(educator.id)}{HOME}"
        return own if self._has_own(educator) else HOME


_KIND = "Micro-credential"
_TAGS = f"""\
<meta property="og:type" content="website">
<meta property="og:title" content="{{}}">
<meta property="og:description" content="{{}}">
<meta property="og:url" content="{{}}">
<meta property="og:image" content="{{}}">
<meta property="og:image:width" content="{WIDTH}">
<meta property="og:image:height" content="{HEIGHT}">
<meta name="twitter:card" content="summary_large_image">
"""
