"""What every page in a browser is held to: accessible, quiet, no wider than its window."""

from __future__ import annotations

from collections.abc import Sequence

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import BrowserContext, Page, Request

RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]
CONTRAST = "color-contrast"
"""The rule that takes three quarters of axe's time."""
COLORS = [CONTRAST, "link-in-text-block"]
"""The rules that another scheme of colours can break."""
# Wide content that scrolls in a box of its own does not widen the page.
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


class Watched:
    """A page that remembers what went wrong on it."""

    def __init__(self, context: BrowserContext, site: str) -> None:
        self.page: Page = context.new_page()
        self.noise: list[str] = []
        # What the page's policy refused, whether or not the browser says so on its console.
        self.page.expose_function("refused", lambda text: self.noise.append(text))
        self.page.add_init_script(
            "addEventListener('securitypolicyviolation',"
            " e => refused('refused: ' + e.violatedDirective + ' ' + e.blockedURI))"
        )
        self.page.on("console", lambda message: self.noise.append(message.text))
        self.page.on("pageerror", lambda error: self.noise.append(str(error)))
        self.page.on("request", lambda request: self._watch(request, site))
        self.page.on("requestfailed", lambda request: self.noise.append(f"failed: {request.url}"))
        self.page.on(
            "response",
            lambda answer: self.noise.append(answer.url) if answer.status >= 400 else None,
        )

    def _watch(self, request: Request, site: str) -> None:
        if not request.url.startswith((site, "data:", "blob:")):
            self.noise.append(f"asked elsewhere: {request.url}")


def violations(page: Page, only: Sequence[str] = (), *, without: Sequence[str] = ()) -> list[str]:
    """What axe objects to on a page as it is now: by every rule of WCAG, or by those named."""
    options = {
        "rules": {rule: {"enabled": False} for rule in without},
        "runOnly": {"type": "rule" if only else "tag", "values": list(only) or RULES},
        "resultTypes": ["violations"],
        "preload": False,  # it would fetch the style sheets a second time
        "iframes": False,
    }
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(f"{AXE_SCRIPT};0")
    found = page.evaluate(
        "options => axe.run(document, options).then(results => results.violations)", options
    )
    return [
        f"{one['id']}: {node['html'][:160]}\n{node['failureSummary'][:300]}"
        for one in found
        for node in one["nodes"][:4]
    ]


def violations_in_both_schemes(page: Page) -> list[str]:
    """What axe objects to on a page that is loaded once: in light, then about colors in dark."""
    found = violations(page)
    page.emulate_media(color_scheme="dark")
    found += [f"in dark: {one}" for one in violations(page, COLORS)]
    page.emulate_media(color_scheme="light")
    return found
