"""Write down what a screen reader would say on the pages of five walks through a built site, and
while somebody searches.

.venv/bin/python benchmarks/heard.py [SITE]

Guidepup's virtual screen reader, which heard/package-lock.json names, reads each page in a phone's
window; it follows the specifications of names and roles and is no real screen reader. What it
says goes to heard/<walk>.txt, a phrase a line, without the ends of elements.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

HERE = Path(__file__).parent
ROOT = HERE.parent
FOLDER = HERE / "heard"
sys.path[:0] = [str(ROOT / "web"), str(ROOT / "tests" / "support")]

from bundle import find_node, install_packages  # noqa: E402
from chromium import FLAGS, find_chromium, served  # noqa: E402

SITE_PATH = "/credentials/"
READER = "node_modules/@guidepup/virtual-screen-reader/lib/esm/index.browser.js"
MOST = 3_000
SETTLED = 600  # milliseconds after what was waited for: what is said politely comes late
SPEAK = """async ([reader, at, most]) => {
  const { virtual } = await import(reader);
  await virtual.start({ container: document.querySelector(at) });
  const first = await virtual.lastSpokenPhrase();
  for (let n = 0; n < most; n++) {
    await virtual.next();
    if ((await virtual.lastSpokenPhrase()) === `end of ${first}`) break;
  }
  const log = await virtual.spokenPhraseLog();
  await virtual.stop();
  return log;
}"""
LISTEN = """async ([reader]) => {
  const { virtual } = await import(reader);
  await virtual.start({ container: document.body });
  await virtual.clearSpokenPhraseLog();
  window.heard = virtual;
  window.reader = reader;
}"""
HEARD = """async () => {
  const log = await window.heard.spokenPhraseLog();
  await window.heard.clearSpokenPhraseLog();
  return log;
}"""
AMARA = "portfolios/amara-okafor-lind/"
QUERY = "catalog/?q=free%2C+under+10+hours%2C+Lake+Harlow"


def main(arguments: list[str]) -> int:
    site = Path(arguments[0]) if arguments else ROOT / "site"
    install_packages(FOLDER, *find_node())
    with served(site, SITE_PATH) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
        for name, said in walks(browser, address):
            (FOLDER / f"{name}.txt").write_text("\n".join(said) + "\n", encoding="utf-8")
            print(f"{name}: {len(said)} phrases")
        browser.close()
    return 0


def walks(browser: Browser, address: str) -> Iterator[tuple[str, list[str]]]:
    """The name of each page of the five walks, and what is said there."""

    def page(path: str) -> Page:
        context = browser.new_context(viewport={"width": 390, "height": 844}, bypass_csp=True)
        one = context.new_page()
        one.clock.set_fixed_time("2026-11-29T12:00:00Z")
        one.route(
            "**/spoken/reader.js",
            lambda route: route.fulfill(path=FOLDER / READER, content_type="text/javascript"),
        )
        one.goto(address + path, wait_until="networkidle")
        return one

    def spoken(one: Page, at: str) -> list[str]:
        log: list[str] = one.evaluate(SPEAK, [f"{address}spoken/reader.js", at, MOST])
        return phrases(log)

    yield "1-choosing-home", spoken(page(""), "body")
    yield "1-choosing-catalog", spoken(page(QUERY), "main")
    chosen = "catalog/tamarack-doe/digital-privacy-in-class/"
    yield "1-choosing-credential", spoken(page(chosen), "main")
    sharing = page(AMARA)
    sharing.get_by_role("button", name="Share", exact=True).click()
    sharing.locator("#share :popover-open, #share:popover-open").first.wait_for()
    yield "2-sharing", spoken(sharing, "#share")
    principal = page(AMARA)
    yield "3-principal-portfolio", spoken(principal, "main")
    press(principal, "Check this portfolio")
    yield "3-principal-answer", spoken(principal, ".cf-check")
    yield "4-assessor-room", spoken(page("assess/"), "main")
    sheet = page("assess/?credential=tamarack-doe/accessible-digital-materials")
    sheet.get_by_text("choices still open").first.wait_for()
    yield "4-assessor-sheet", spoken(sheet, "main")
    officer = page(f"{AMARA}transcript/")
    press(officer, "Check all")
    yield "5-officer-transcript", spoken(officer, "main")

    yield "6-searching-box", list(in_the_box(page("about/"), address))
    yield "6-searching-catalog", list(in_the_catalog(page("catalog/"), address))


def phrases(log: list[str]) -> list[str]:
    return [" ".join(phrase.split()) for phrase in log if not phrase.startswith("end of ")]


class Listening:
    """A screen reader that stays on a page while keys are pressed: what it says after each."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        page.evaluate(LISTEN, [f"{address}spoken/reader.js"])

    def after(self, act: str, then: Callable[[], object]) -> list[str]:
        """`act` is what somebody does, keys as Playwright names them; `then` waits for its end."""
        kind, keys = act.split(" ", 1)
        if kind == "types":
            self.page.keyboard.type(keys, delay=20)
        else:
            self.page.keyboard.press(keys)
        then()
        self.page.wait_for_timeout(SETTLED)
        return [f"[{act}]", *phrases(self.page.evaluate(HEARD))]

    def reads(self, at: str) -> list[str]:
        """What is said of the element at `at`, read from its beginning; the reader leaves after."""
        self.page.evaluate("window.heard.stop()")
        reader = self.page.evaluate("window.reader")
        return [f"[reads {at}]", *phrases(self.page.evaluate(SPEAK, [reader, at, MOST]))]


def in_the_box(page: Page, address: str) -> Iterator[str]:
    """The box above a page: a misspelling, its correction, groups, a chip taken off, and out."""
    listening = Listening(page, address)
    box = page.get_by_role("dialog", name="Search")
    said = box.get_by_role("status")

    def focused(name: str) -> Callable[[], object]:
        return lambda: expect(page.locator(":focus")).to_contain_text(name)

    yield from listening.after("presses /", lambda: expect(box).to_be_visible())
    yield from listening.after(
        "types free feedbak", lambda: expect(said).to_contain_text("These contain")
    )
    yield from listening.after("presses Tab", lambda: None)
    yield from listening.after("presses Tab", focused("Free"))
    yield from listening.after("presses Enter", lambda: expect(said).to_be_visible())
    yield from listening.after(
        "presses ArrowDown", lambda: expect(box.locator("a:focus")).to_be_attached()
    )
    yield from listening.after(
        "presses ArrowDown", lambda: expect(box.locator("a:focus")).to_be_attached()
    )
    yield from listening.after(
        "presses Escape", lambda: expect(box.get_by_role("searchbox")).to_be_focused()
    )
    yield from listening.reads("dialog[open]")


def in_the_catalog(page: Page, address: str) -> Iterator[str]:
    """The catalog's own box: count, correction, its undoing, arrows, Enter, Escape."""
    listening = Listening(page, address)
    box = page.get_by_role("searchbox")
    counted = page.locator("[data-count]")
    notice = page.locator("[data-notice]")
    yield from listening.after("presses /", lambda: expect(box).to_be_focused())
    yield from listening.after(
        "types retreival practise", lambda: expect(notice).to_contain_text("These contain")
    )
    yield from listening.after(
        "presses ArrowDown", lambda: expect(page.locator("a:focus")).to_be_attached()
    )
    yield from listening.after("presses Escape", lambda: expect(box).to_be_focused())
    yield from listening.after("presses Escape", lambda: expect(box).to_have_value(""))
    yield from listening.after(
        "types free video under 10 hours", lambda: expect(counted).to_contain_text("No ")
    )
    undo = page.get_by_role("button", name="Free – take this filter off")
    undo.focus()
    yield from listening.after("presses Enter", lambda: expect(undo).to_have_count(0))
    box.fill("families")
    box.focus()
    yield from listening.after(
        "presses Enter", lambda: expect(counted).to_contain_text("for “families”")
    )


def press(one: Page, name: str) -> None:
    one.get_by_role("button", name=name).click()
    one.locator(".cf-check__when").wait_for()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
