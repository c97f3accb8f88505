"""Modules of the theme for tests that call them on a page: a site publishes only the bundles."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page, Route

from demo import ROOT

FOLDER = "modules-of-the-theme/"


def offer_modules(page: Page, address: str) -> str:
    """Let `page` import what is in theme/assets, and say below which address of its own site."""

    def answer(route: Route) -> None:
        name = urlsplit(route.request.url).path.partition(FOLDER)[2]
        text = Path(ROOT / "theme/assets" / name).read_text(encoding="utf-8")
        route.fulfill(body=text, content_type="text/javascript")

    page.route(f"{address}{FOLDER}**", answer)
    return f"{address}{FOLDER}"
