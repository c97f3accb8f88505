"""``contribute/request/``: a change of a page, asked for by the person whom it is about."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from credfolio.pages.fragments import addresses
from credfolio.pages.fragments.page import Page
from credfolio.pages.fragments.renderer import Renderer
from credfolio.pages.fragments.tool_pages import stylesheets
from credfolio.proof.age_key import fingerprint
from credfolio.records.model import Issuer
from credfolio.records.registry import Registry
from credfolio.text.prose import plain_text

SCRIPT = "assets/built/request.js"


@dataclass(frozen=True, slots=True)
class RequestOffice:
    """An issuer that can be asked, and how a request reaches it."""

    id: str
    name: str
    url: str
    """A form or an upload of the office; "" where there is none."""
    instructions: str
    email: str
    days: int | None
    """Business days within which it promises an answer."""
    keys: tuple[dict[str, str], ...]
    """What a request is sealed for; where there are none, it is a file in clear."""


def request_offices(registry: Registry) -> list[RequestOffice]:
    """The issuers that can be asked, by name.

    A request goes where `requests:` of issuer.yml says, else to the address of the issuer's
    role, else on the way of submissions. An issuer that names none of them is left out.
    """
    found = [
        office
        for issuer in registry.issuers.values()
        if issuer.closed_on is None and (office := _office(issuer, registry)) is not None
    ]
    return sorted(found, key=lambda one: (one.name.casefold(), one.id))


def _office(issuer: Issuer, registry: Registry) -> RequestOffice | None:
    desk = issuer.requests
    url, instructions = (desk.url, desk.instructions) if desk else (None, None)
    if not url and not issuer.email:
        routes = (
            one.submission_route
            for one in registry.credentials_by_issuer.get(issuer.id, ())
            if one.submission_route and one.submission_route.url
        )
        route = next(routes, None)
        if route is None:
            return None
        url, instructions = route.url, plain_text(route.instructions or "")
    return RequestOffice(
        issuer.id,
        issuer.name,
        url or "",
        instructions or "",
        issuer.email or "",
        desk.days if desk else None,
        tuple(
            {
                "recipient": one.recipient,
                "held_by": one.held_by,
                "fingerprint": fingerprint(one.recipient),
            }
            for one in issuer.sealing
            if one.retired is None
        ),
    )


def build_request_page(renderer: Renderer, registry: Registry) -> Page:
    """``contribute/request/?about=portfolios/<educator>/&issuer=<id>``: no account, no server."""
    offices = request_offices(registry)
    data = [asdict(one) for one in offices]
    return Page(
        "contribute",
        addresses.REQUEST,
        "Ask for a change of a page about you",
        "Hide it, correct it, end your consent, or say that it is not you: without an account.",
        renderer.render(
            "request",
            offices=offices,
            data=json.dumps(data, ensure_ascii=False, separators=(",", ":")),
            script=renderer.bundled(SCRIPT),
        ),
        head=stylesheets("fields", "worksheet", "builder"),
        indexed=False,
    )
