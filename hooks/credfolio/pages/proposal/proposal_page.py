"""The page that shows a proposal as it would look, from the contributor's own files.

The reader's browser fetches them from the forge's host for raw files, after
the reader pressed a button; the page's policy lets it ask that host and no other.
"""

from __future__ import annotations

from credfolio.pages.fragments import addresses
from credfolio.pages.fragments.page import Page
from credfolio.pages.fragments.renderer import Renderer
from credfolio.pages.fragments.tool_pages import stylesheets
from credfolio.text.typed_address import split_typed

SCRIPT = "assets/built/proposal.js"
_GITHUB = "github.com"


def build_proposal_page(renderer: Renderer) -> Page:
    """``contribute/preview/?repo=…&commit=…&file=…&pull=…``."""
    site = renderer.site
    forge = split_typed(site.forge)
    raw = site.raw
    is_github = forge.hostname == _GITHUB
    example = raw.replace("{repo}", forge.path.strip("/") or "owner/name")
    return Page(
        "proposal",
        addresses.PROPOSAL,
        "See a proposal as it would look",
        "Shows a proposed file in your own browser the way the site would show it.",
        renderer.render(
            "proposal",
            raw=raw,
            host=split_typed(raw).netloc,
            repo=forge.path.strip("/"),
            pulls=f"{site.forge}/pull{'' if is_github else 's'}/" if site.forge else "",
            example=example.replace("{commit}", "0123…").replace("{file}", "catalog/…"),
            script=renderer.bundled(SCRIPT),
        ),
        head=stylesheets("fields", "people", "portfolio", "award", "credential", "proposal"),
        indexed=False,
    )
