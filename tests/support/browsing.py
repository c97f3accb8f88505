"""What browser tests share: pages that notice errors, odd storage, the rules of WCAG."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserContext, Page

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
