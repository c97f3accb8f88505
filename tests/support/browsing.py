"""What browser tests share: pages that notice errors, odd storage, the rules of WCAG."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserContext, Page, Route

QUESTIONING = "open-classroom-alliance/formative-questioning"
COACHING = "juniper-university/instructional-coaching-cycle"
COTEACHING = "lake-harlow-schools/co-teaching-in-one-room"

# "Add to plan" of the page itself: on a stack, and of a definition on a desktop or on a phone.
PLAN_BUTTON = ", ".join(
    f"{place} [data-plan-add]:visible" for place in (".cf-hero", ".cf-factcard", ".cf-footbar")
)

# A browser whose storage has no room for what begins with credfolio-, and one that has none.
FULL = """
  const original = Storage.prototype.setItem;
  Storage.prototype.setItem = function (key, value) {
    if (window.roomAgain || !key.startsWith('credfolio-')) return original.call(this, key, value);
    throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
  };
"""
OFF = """
  for (const name of ['localStorage', 'sessionStorage']) {
    Object.defineProperty(window, name, {
      get() { throw new DOMException('Access is denied for this document.', 'SecurityError'); },
    });
  }
"""

_LARGE = """
  const Whole = self.Blob;
  self.Blob = class extends Whole {
    constructor(...given) {
      super(...given);
      if (this.size > 1e6) throw FAULT;
    }
  };
"""
ROOMS = {
    "a full disk": _LARGE.replace("FAULT", "new DOMException('full', 'QuotaExceededError')"),
    "little memory": _LARGE.replace("FAULT", "new RangeError('Array buffer allocation failed')"),
}
"""Workers of a device without room for a large file, by what it lacks."""


def in_worker(page: Page, name: str, script: str) -> None:
    """Let `script` run in the worker `name` before its own; an init script reaches pages alone."""

    def answer(route: Route) -> None:
        text = route.fetch().text()
        route.fulfill(body=f"{script}\n{text}", content_type="text/javascript")

    page.route(f"**/{name}", answer)


@contextmanager
def opened(browser: Browser, script: str = "", **options: object) -> Iterator[Page]:
    """A page in a profile of its own; errors of scripts fail the test when it closes."""
    context = new_context(browser, script, **options)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert errors == []


def new_context(browser: Browser, script: str = "", **options: object) -> BrowserContext:
    settings = {"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce"}
    context = browser.new_context(**{**settings, **options})  # type: ignore[arg-type]
    if script:
        context.add_init_script(script)
    return context
