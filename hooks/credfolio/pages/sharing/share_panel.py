"""What the share sheet of a page shows before any script runs."""

from __future__ import annotations

from dataclasses import dataclass, field

from markupsafe import Markup

from credfolio.pages.fragments.renderer import ROOT
from credfolio.pages.sharing.links import Outward
from credfolio.text.filled import filled

MANY_AWARDS = 20_000
"""Above this an award has no embed file and no printed code: a host's limit is near."""


@dataclass(frozen=True, slots=True)
class Share:
    """What the share sheet of a page shows before any script runs.

    `code` is the QR code as SVG; `embed` the address of the file that the
    sheet's script reads, empty where there is none.
    """

    address: str
    code: Markup
    links: tuple[Outward, ...]
    mastodon: str
    embed: str = ""
    linkedin: str = ""
    while_valid: Markup = field(default_factory=Markup)
    """The attributes of what is offered only as long as the award is valid."""
    files: tuple[tuple[str, str], ...] = ()
    has_profile: bool = False
    """Whether the embed file lists badges that may go into a LinkedIn profile."""

    @property
    def printed(self) -> Markup:
        """The address for paper: it breaks after a slash, where it is still read as one."""
        parts = self.address.removeprefix("https://").split("/")
        return Markup("/<wbr>").join(parts)


def discovery(share: Share | None, title: str) -> str:
    """The head's line that tells programs of the embed file."""
    if share is None or not share.embed:
        return ""
    line = '<link rel="alternate" type="application/json+oembed" title="{}" href="{}">\n'
    return str(filled(line, title, ROOT + share.embed))  # a head is text; Markup would escape it
