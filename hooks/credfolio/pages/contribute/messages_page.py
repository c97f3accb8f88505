"""``messages/``: the e-mails of a round, for the office to copy."""

from __future__ import annotations

from credfolio.pages.fragments import addresses
from credfolio.pages.fragments.page import Page
from credfolio.pages.fragments.renderer import Renderer
from credfolio.pages.fragments.tool_pages import stylesheets
from credfolio.rounds.messages import GROUPS, SITE, messages, pieces, places, places_of_lines

SCRIPT = "assets/built/messages.js"


def build_messages(renderer: Renderer) -> Page:
    """Every e-mail by the step after which it is sent. Where no script runs, texts to select."""
    site = renderer.site.url
    return Page(
        "messages",
        addresses.MESSAGES,
        "E-mails of a round",
        "What an office writes to educators, assessors, and approvers at each step, to copy.",
        renderer.render(
            "messages",
            script=renderer.bundled(SCRIPT),
            groups=[(name, [one for one in messages() if one.group == name]) for name in GROUPS],
            pieces=lambda text: pieces(text.replace(f"{{{SITE}}}", site) if site else text),
            places={name: said for name, said in places().items() if name != SITE or not site},
            lines=places_of_lines(),
        ),
        head=stylesheets("fields", "messages"),
    )
