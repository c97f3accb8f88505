"""Write down what a screen reader would say on the pages of five walks through a built site.

.venv/bin/python benchmarks/heard.py [SITE]

Guidepup's virtual screen reader, which heard/package-lock.json names, reads each page in a phone's
window; it follows the specifications of names and roles and is no real screen reader. What it
says goes to heard/<walk>.txt, a phrase a line, without the ends of elements.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).parent
ROOT = HERE.parent
FOLDER = HERE / "heard"
sys.path[:0] = [str(ROOT / "web"), str(ROOT / "tests" / "support")]

from bundle import find_node, install_packages  # noqa: E402
from chromium import FLAGS, find_chromium, served  # noqa: E402

SITE_PATH = "/credentials/"
READER = "node_modules/@guidepup/virtual-screen-reader/lib/esm/index.browser.js"
MOST = 3_000
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
        return [" ".join(phrase.split()) for phrase in log if not phrase.startswith("end of ")]

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


def press(one: Page, name: str) -> None:
    one.get_by_role("button", name=name).click()
    one.locator(".cf-check__when").wait_for()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
