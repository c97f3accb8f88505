"""What a phone loads of each kind of page before anybody scrolls or presses.

.venv/bin/python benchmarks/first_load.py [SITE] [--files]

A window of 390 by 844 pixels, kilobytes as a static host compresses them, without headers.
"""

from __future__ import annotations

import gzip
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "tests" / "support")]

from chromium import FLAGS, find_chromium, served  # noqa: E402

PAGES = {
    "home": "",
    "catalog": "catalog/",
    "a credential": "catalog/tamarack-teachers-association/first-year-mentor/",
    "the fullest portfolio": "portfolios/amara-okafor-lind/",
    "an award": "portfolios/elena-marsh/first-year-mentor/",
    "the list of portfolios": "portfolios/",
    "stacks": "stacks/",
    "issuers": "issuers/",
    "comparing": "compare/",
    "judging": "assess/",
    "resources": "resources/",
    "checking a badge": "verify/",
    "the form for a micro-credential": "contribute/credential/",
}
SETTLED = 300  # milliseconds in which nothing more is asked for


def loaded(browser: Browser, base: str, path: str) -> dict[str, int]:
    """The size of each file that the page asks for, compressed where that makes it smaller."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    answers = []
    page.on("requestfinished", lambda request: answers.append(request.response()))
    page.goto(base + path, wait_until="networkidle")
    page.wait_for_timeout(SETTLED)
    sizes = {}
    for answer in answers:
        if answer and answer.ok and answer.url.startswith("http"):
            data = answer.body()
            sizes[answer.url.removeprefix(base)] = min(len(data), len(gzip.compress(data, 6)))
    context.close()
    return sizes


def main(arguments: list[str]) -> int:
    with_files = "--files" in arguments
    given = [one for one in arguments if one != "--files"]
    site = Path(given[0]) if given else ROOT / "site"
    with served(site, "/credentials/") as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
        for name, path in PAGES.items():
            sizes = loaded(browser, base, path)
            print(f"{name:<34} {sum(sizes.values()) / 1000:6.1f} KB in {len(sizes)} files")
            for file in sorted(sizes, key=lambda one: -sizes[one]) if with_files else ():
                print(f"  {sizes[file]:>8,} {file}")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
