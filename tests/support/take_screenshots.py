"""Take the pictures of the guides anew: ``make screenshots``, after the look has changed.

The site in site/ is shown to the system's Chromium. Nothing is asked of any
other server: the forge's host for raw files is answered from here. Those of a round of judging
(`round_pictures`) are all taken where one of them is named.
"""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, Route, expect, sync_playwright

import round_pictures
from chromium import FLAGS, find_chromium, served

ROOT = Path(__file__).parents[2]
INTO = ROOT / "docs/assets/screenshots"
SITE_PATH = "/credentials/"
DEFINITION = "open-classroom-alliance/formative-questioning"
FILE = f"catalog/{DEFINITION}.yml"
COLORS = 128
"""Enough for flat colors and smooth letters; a picture of the guides stays below 70 KB."""


def look(page: Page, root: str, address: str) -> None:
    page.goto(root + address)
    expect(page.locator("[aria-busy=true]")).to_have_count(0)


def fill_form(page: Page, root: str) -> None:
    """A form with one thing to put right beside its field."""
    look(page, root, f"contribute/credential/?from={DEFINITION}")
    page.locator("#f-version").fill("three")
    page.locator("#f-version").blur()
    expect(page.locator("#f-version-problem")).not_to_be_empty()
    page.locator("#f-version").evaluate("field => field.scrollIntoView({ block: 'center' })")


def hand_over(page: Page, root: str) -> None:
    look(page, root, f"contribute/credential/?from={DEFINITION}")
    page.locator("#f-title").fill("Formative Questioning in Every Lesson")
    page.locator(".cf-builder__hand a").first.wait_for()
    page.locator(".cf-builder__text").evaluate("e => e.scrollIntoView()")


def show_proposal(page: Page, root: str) -> None:
    """A proposal that changes a title and a time, from a fork that does not exist."""
    text = (ROOT / FILE).read_text("utf-8")
    text = text.replace("title: Formative Questioning\n", "title: Questions That Decide\n", 1)
    text = text.replace("max_hours: 13", "max_hours: 12", 1)

    def answer(route: Route) -> None:
        headers = {"Access-Control-Allow-Origin": "*"}
        route.fulfill(body=text, content_type="text/plain; charset=utf-8", headers=headers)

    page.route("https://raw.githubusercontent.com/**", answer)
    commit = "4f2a" * 10
    look(
        page,
        root,
        f"contribute/preview/?repo=robin-example/tamarack-credentials&commit={commit}&pull=128"
        f"&file={FILE}",
    )
    page.locator("[data-show]").click()
    expect(page.locator("[data-proposal]")).to_have_attribute("aria-busy", "false")
    expect(page.locator(".cf-preview[data-ready]")).to_be_visible()


@dataclass(frozen=True)
class Picture:
    name: str
    prepare: Callable[[Page, str], None]


def at(address: str) -> Callable[[Page, str], None]:
    return lambda page, root: look(page, root, address)


PICTURES = (
    Picture("home", at("")),
    Picture("contribute", at("contribute/")),
    Picture("form", fill_form),
    Picture("hand-over", hand_over),
    Picture("proposal", show_proposal),
)


def shoot(page: Page, name: str, height: float = 0) -> None:
    """What the window shows, as far down as `height` where it is given, as a small picture."""
    taken = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    if 0 < height < taken.height:
        taken = taken.crop((0, 0, taken.width, int(height)))
    few = taken.quantize(COLORS, dither=Image.Dither.NONE)
    few.save(INTO / f"{name}.png", optimize=True)


def main(names: list[str]) -> int:
    INTO.mkdir(exist_ok=True)
    with sync_playwright() as playwright, served(ROOT / "site", SITE_PATH) as root:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(shell=False) or find_chromium(), args=list(FLAGS)
        )
        for picture in PICTURES:
            if names and picture.name not in names:
                continue
            context = browser.new_context(
                viewport={"width": 1200, "height": 760}, reduced_motion="reduce"
            )
            page = context.new_page()
            picture.prepare(page, root)
            shoot(page, picture.name)
            context.close()
        if set(names) - {one.name for one in PICTURES} or not names:
            with tempfile.TemporaryDirectory() as folder:
                round_pictures.take_all(browser, ROOT / "site", Path(folder), shoot)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
