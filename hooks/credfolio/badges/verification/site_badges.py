"""The badges of a whole site of this program: those of every portfolio that its sitemap lists."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from credfolio.badges.verification.resolving import Resolver, Unresolved
from credfolio.proof.limits import FOREIGN
from credfolio.proof.refusal import Refusal
from credfolio.proof.strict_json import read_json

MAX_PORTFOLIOS = 200
_PORTFOLIO = re.compile(rb"/portfolios/([a-z0-9-]{1,80})/</loc>")


@dataclass(frozen=True, slots=True)
class SiteBadges:
    """What the site at `address` lists; `unread` portfolios have no file of badges to be read."""

    address: str
    badges: tuple[Any, ...]
    unread: int
    is_whole: bool
    """Whether no portfolio was left out for their number."""


def read_site(address: str, resolver: Resolver) -> SiteBadges:
    """The badges of the site that begins at `address`. Raises `Unresolved` if it has no sitemap.

    A sitemap is searched for portfolios, and nothing else in it is used: no address that it names
    is asked, so that it leads nowhere.
    """
    base = re.split(r"[?#]", address)[0].rstrip("/") + "/"
    found = _PORTFOLIO.findall(resolver.fetch(f"{base}sitemap.xml"))
    handles = sorted({handle.decode("ascii") for handle in found})
    if not handles:
        raise Unresolved(base, "it is a page, and no badge and no list of badges is next to it")
    badges: list[Any] = []
    unread = 0
    for handle in handles[:MAX_PORTFOLIOS]:
        try:
            document = read_json(
                resolver.fetch(f"{base}portfolios/{handle}/transcript.json"), FOREIGN
            )
        except (Unresolved, Refusal):
            unread += 1
            continue
        inside = document.get("verifiableCredential") if isinstance(document, dict) else None
        badges += inside if isinstance(inside, list) else []
    return SiteBadges(base, tuple(badges), unread, len(handles) <= MAX_PORTFOLIOS)
