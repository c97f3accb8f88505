"""After "Add to plan" the way to the plan stands in free room: it covers and moves nothing."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from browsing import COACHING, FULL, QUESTIONING, opened
from page_checks import violations

pytestmark = pytest.mark.browser

STACK = "catalog/juniper-university/stacks/coach-and-mentor/"
COMPARED = f"compare/?c={QUESTIONING},{COACHING}"
CARD = ".cf-card [data-plan-add]:visible"

# A button of every kind of page that has some, at both widths or at one.
ANYWHERE = {
    "home": ("", CARD),
    "catalog": ("catalog/", CARD),
    "stacks": ("stacks/", CARD),
    "topic": ("topics/formative-assessment/", CARD),
    "issuer": ("issuers/open-classroom-alliance/", CARD),
    "stack": (STACK, ".cf-hero [data-plan-add]"),
    "members": (STACK, CARD),
    "comparison": (COMPARED, "th [data-plan-add]"),
}
PHONE = {"bar": (f"catalog/{COACHING}/", ".cf-footbar [data-plan-add]")}
DESKTOP = {
    "facts": (f"catalog/{COACHING}/", ".cf-factcard [data-plan-add]"),
    "contents": (f"catalog/{COACHING}/", ".cf-contents [data-plan-add]"),
}
CASES = [
    *((390, name, *case) for name, case in (ANYWHERE | PHONE).items()),
    *((320, name, *case) for name, case in (ANYWHERE | PHONE).items()),
    *((1280, name, *case) for name, case in (ANYWHERE | DESKTOP).items()),
]
NARROWEST = {"catalog", "comparison", "bar"}
"""Where the least room is left on the smallest phone; `make audit` tries it everywhere."""

# Boxes of all that one sees, but for the button and the way; texts by line.
BOXES = """
  (pressed) => {
    const how = { visibilityProperty: true, contentVisibilityAuto: true };
    const seen = (e) => e.checkVisibility(how);
    const isOther = (e) => !e.closest(".cf-see") && e !== pressed && !e.closest("[data-told-plan]");
    const boxes = [];
    const note = (name, r) => {
      if (r.width > 1 && r.height > 1) boxes.push([name, r.left, r.top, r.right, r.bottom]);
    };
    for (const e of document.querySelectorAll("a, button, input, select, summary, img")) {
      if (!seen(e) || !isOther(e) || e.closest(".cf-header")) continue;
      for (const r of e.getClientRects()) {
        // Another button that adds the same has other words now, in a place of its own.
        const right = e.matches("[data-plan-add]") ? r.left + 44 : r.right;
        const { left, top, width, height, bottom } = r;
        const name = e.tagName + (e.getAttribute("href") ?? "");
        note(name, { left, top, right, bottom, width, height });
      }
    }
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    while (walk.nextNode()) {
      const e = walk.currentNode.parentElement;
      if (!walk.currentNode.data.trim() || !seen(e) || !isOther(e)) continue;
      if (e.closest("script, style, option, .cf-sr, .cf-header, [data-plan-add]")) continue;
      range.selectNodeContents(walk.currentNode);
      for (const r of range.getClientRects()) note(walk.currentNode.data.trim(), r);
    }
    return boxes;
  }
"""


def touching(page: Page, boxes: list[list[object]]) -> list[object]:
    """What of `boxes` the way to the plan lies on."""
    return page.locator(".cf-see").evaluate(
        """(see, boxes) => {
          const r = see.getBoundingClientRect();
          return boxes.filter(
            ([, left, top, right, bottom]) =>
              left < r.right - 1 && right > r.left + 1 && top < r.bottom - 1 && bottom > r.top + 1,
          );
        }""",
        boxes,
    )


@pytest.mark.parametrize(
    ("width", "name", "path", "button"),
    [
        pytest.param(
            *case,
            id=f"{case[1]}-{case[0]}",
            marks=pytest.mark.audit if case[0] == 320 and case[1] not in NARROWEST else (),
        )
        for case in CASES
    ],
)
def test_the_way_to_the_plan_covers_nothing_and_moves_nothing(
    browser: Browser, demo_address: str, width: int, name: str, path: str, button: str
) -> None:
    with opened(browser, viewport={"width": width, "height": 844}) as page:
        page.goto(demo_address + path, wait_until="networkidle")
        if name == "contents":  # it stands beside the text once that is scrolled
            page.locator("#behind").evaluate("e => e.scrollIntoView()")
        pressed = page.locator(button).first
        pressed.scroll_into_view_if_needed()
        page.wait_for_timeout(100)  # cards near the window are laid out
        before = pressed.evaluate(BOXES)
        assert len(before) > 20
        pressed.click()
        see = page.locator(".cf-see")
        expect(see).to_be_in_viewport(ratio=1)
        assert pressed.evaluate(BOXES) == before
        own = page.locator(button).first.bounding_box()
        box = see.bounding_box()
        assert own is not None
        assert box is not None
        assert min(own["width"], own["height"], box["height"]) >= 24
        assert see.evaluate("e => e.scrollWidth <= e.clientWidth")
        beside = own["x"] + own["width"] <= box["x"] or own["y"] + own["height"] <= box["y"] + 1
        assert beside
        if name == "bar":  # fixed as it was: what lies behind it is no matter
            bar = page.locator(".cf-footbar").evaluate(
                "bar => [...bar.children].filter((e) => !e.matches('.cf-see')).map((e) => {"
                " const r = e.getBoundingClientRect(); return [e.textContent, r.left, r.top,"
                " r.right, r.bottom] })"
            )
            assert touching(page, bar) == []
        else:
            assert touching(page, before) == []
        see.click()
        page.wait_for_url("**/plan/")


def test_it_follows_the_button_pressed_last(browser: Browser, demo_address: str) -> None:
    with opened(browser, viewport={"width": 390, "height": 844}) as page:
        page.goto(f"{demo_address}catalog/{COACHING}/")
        bar = page.locator(".cf-footbar")
        before = bar.bounding_box()
        add = bar.locator("[data-plan-add]")
        whole = add.bounding_box()
        add.click()
        expect(bar.get_by_role("link", name="See plan")).to_be_visible()
        expect(add).to_have_accessible_name(
            "In your plan, take it out: Instructional Coaching Cycle"
        )
        assert bar.bounding_box() == before
        add.click()
        expect(page.locator(".cf-see")).to_have_count(0)
        assert add.bounding_box() == whole
        expect(page.locator("[data-told-plan]")).to_contain_text("Removed")


def test_a_comparison_says_which_of_its_columns_was_added(
    browser: Browser, demo_address: str
) -> None:
    with opened(browser) as page:
        page.goto(demo_address + COMPARED)
        page.locator("th [data-plan-add]").first.click()
        expect(page.locator("[data-told-plan]")).to_have_text(
            "Added Formative Questioning to your plan."
        )


def test_what_went_wrong_waits_for_the_reader_and_is_said_once(
    browser: Browser, demo_address: str
) -> None:
    with opened(browser) as page:
        page.goto(demo_address + "catalog/")
        page.evaluate(f"() => {{ {FULL} }}")
        first, second = page.locator("[data-plan-add]").all()[:2]
        first.click()
        box = page.get_by_role("dialog", name="Your plan")
        expect(box).to_contain_text("no room left for this site")
        close = box.get_by_role("button", name="Close")
        expect(close).to_be_focused()
        assert violations(page) == []
        close.press("Enter")
        expect(box).to_have_count(0)
        expect(first).to_be_focused()
        second.click()
        expect(box).to_have_count(0)
