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
# Of texts that are colored alike, one: the same classes, colors, size and weight of letters, on
# ancestors of the same colors. Of fields, too, whose text is no node. A catalog has hundreds of
# each; the audit measures every one.
ALIKE = """() => {
  for (const one of document.querySelectorAll('[data-measured]')) delete one.dataset.measured;
  const seen = new Set();
  for (const one of document.querySelectorAll('body *')) {
    const hasText = [...one.childNodes].some(n => n.nodeType === Node.TEXT_NODE && n.data.trim());
    if (!hasText && !one.matches('input, select, textarea')) continue;
    if (!one.checkVisibility()) continue;
    const own = getComputedStyle(one);
    const like = [one.tagName, one.className, own.color, own.fontSize, own.fontWeight];
    for (let at = one; at; at = at.parentElement) {
      const { backgroundColor, backgroundImage, opacity, filter } = getComputedStyle(at);
      like.push(backgroundColor, backgroundImage, opacity, filter);
    }
    const key = like.join('|');
    if (!seen.has(key)) one.dataset.measured = '';
    seen.add(key);
  }
}"""
# The rule itself is told what to measure: a run of axe within hundreds of elements costs as much
# as all other rules together.
MEASURED = "selector => axe.configure({rules: [{id: 'color-contrast', selector}]})"
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


def violations(
    page: Page, only: Sequence[str] = (), *, without: Sequence[str] = (), every: bool = False
) -> list[str]:
    """What axe objects to on a page as it is now: by every rule of WCAG, or by those named.

    Contrast is measured on one text of each kind (see `ALIKE`), or on `every` one.
    """
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(f"{AXE_SCRIPT};0")
    if CONTRAST not in without and (not only or CONTRAST in only):
        if not every:
            page.evaluate(ALIKE)
        page.evaluate(MEASURED, "*" if every else "[data-measured]")
    options = {
        "rules": {rule: {"enabled": False} for rule in without},
        "runOnly": {"type": "rule" if only else "tag", "values": list(only) or RULES},
        "resultTypes": ["violations"],
        "preload": False,  # it would fetch the style sheets a second time
        "iframes": False,
    }
    found = page.evaluate("o => axe.run('html', o).then(results => results.violations)", options)
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
