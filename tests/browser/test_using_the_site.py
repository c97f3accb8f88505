"""What a reader does: keys only, searching, switching the scheme, copying, printing."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

CREDENTIAL = "catalog/open-classroom-alliance/formative-questioning/"
VERSION = f"{CREDENTIAL}versions/2.1/"
PORTFOLIO = "portfolios/amara-okafor-lind/"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 1280, "height": 844},
        permissions=["clipboard-read", "clipboard-write"],
        reduced_motion="reduce",
    )
    yield context.new_page()
    context.close()


def focused(page: Page) -> str:
    """The words of what has the focus."""
    return page.evaluate(
        "(document.activeElement.innerText || document.activeElement.getAttribute('aria-label')"
        " || document.activeElement.name || '').trim()"
    )


# --- inside another site ------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["", CREDENTIAL, "verify/", "plan/", "about/"])
def test_another_sites_frame_shows_only_the_way_out(page, demo_address, path: str) -> None:
    frame = f'<iframe src="{demo_address}{path}" width="900" height="600"></iframe>'
    outer = f"{demo_address}elsewhere"  # another host may not ask this one, in today's browsers
    page.route(outer, lambda route: route.fulfill(body=frame, content_type="text/html"))
    page.goto(outer)
    inside = page.frame_locator("iframe")
    out = inside.get_by_role("link", name="Open the page by itself")
    expect(out).to_have_attribute("href", f"{demo_address}{path}")
    expect(inside.get_by_role("link")).to_have_count(1)
    expect(inside.locator("main, h1").first).to_be_hidden()
    page.goto(f"{demo_address}{path}")
    expect(page.locator("h1").first).to_be_visible()
    expect(page.get_by_text("Open the page by itself")).to_have_count(0)


# --- with the keys ------------------------------------------------------------------------------


def test_tab_reaches_the_main_links_in_order_and_the_focus_can_be_seen(page, demo_address) -> None:
    page.goto(demo_address)
    reached = []
    for _ in range(13):
        page.keyboard.press("Tab")
        reached.append(focused(page))
        outline = page.evaluate(
            "(() => { const s = getComputedStyle(document.activeElement);"
            " return [s.outlineStyle, parseFloat(s.outlineWidth)] })()"
        )
        assert outline[0] != "none", reached
        assert outline[1] >= 2, reached
        assert page.evaluate(
            "(() => { const b = document.activeElement.getBoundingClientRect();"
            " return b.width > 0 && b.bottom > 0 && b.top < innerHeight })()"
        ), reached
    assert reached[:10] == [
        "Skip to the content",
        "Tamarack Educator Credentials",
        "Catalog",
        "Stacks",
        "Portfolios",
        "Plan",
        "Guides",
        "Check a badge",
        "Search the catalog",
        "Switch between light and dark",
    ]
    assert reached[10:12] == ["q", "Search"]
    assert reached[12].startswith("Find a micro-credential")


@pytest.mark.parametrize("address", ["", "catalog/", CREDENTIAL, PORTFOLIO, "about/"])
def test_nothing_traps_the_focus(page, demo_address, address) -> None:
    page.goto(demo_address + address)
    stops = page.evaluate(
        "[...document.querySelectorAll('a[href], button, input, summary, [tabindex=\"0\"]')]"
        ".filter(e => e.checkVisibility() && e.tabIndex >= 0).length"
    )
    seen = set()
    for _ in range(min(stops, 40)):
        page.keyboard.press("Tab")
        seen.add(
            page.evaluate("[...document.querySelectorAll('*')].indexOf(document.activeElement)")
        )
    assert len(seen) == min(stops, 40)


def test_the_skip_link_is_seen_when_it_has_the_focus_and_leads_to_the_content(
    page, demo_address
) -> None:
    page.goto(demo_address + CREDENTIAL)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#content$"))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#content') !== null")


def test_what_is_folded_opens_with_the_keys(page, demo_address) -> None:
    page.goto(demo_address + CREDENTIAL)
    page.locator("summary", has_text="Overview questions").focus()
    page.keyboard.press("Enter")
    summary = page.get_by_text("Check before you submit").first
    inside = page.locator("details.cf-checks li").first
    expect(inside).not_to_be_visible()
    summary.focus()
    page.keyboard.press("Enter")
    expect(inside).to_be_visible()
    page.keyboard.press("Space")
    expect(inside).not_to_be_visible()


def test_wide_content_can_be_scrolled_with_the_keys(browser, demo_address) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    for address in (CREDENTIAL, "contributing/files/", "jurisdictions/tamarack/", PORTFOLIO):
        page.goto(demo_address + address)
        stuck = page.evaluate(
            "[...document.querySelectorAll('#content *')].filter(e => {"
            " const s = getComputedStyle(e);"
            " return ['auto', 'scroll'].includes(s.overflowX) && e.scrollWidth > e.clientWidth"
            "  && e.tabIndex < 0 && !e.querySelector('a, button') })"
            ".map(e => e.outerHTML.slice(0, 99))"
        )
        assert stuck == [], address
    context.close()


# --- light and dark -----------------------------------------------------------------------------


def paper(page: Page) -> str:
    return page.evaluate("getComputedStyle(document.body).backgroundColor")


@pytest.mark.parametrize(("system", "other"), [("light", "dark"), ("dark", "light")])
def test_the_scheme_can_be_switched_and_is_remembered(browser, demo_address, system, other) -> None:
    context = browser.new_context(color_scheme=system)
    page = context.new_page()
    page.goto(demo_address)
    first = paper(page)
    page.get_by_role("button", name="Switch between light and dark").click()
    switched = paper(page)
    assert switched != first
    page.goto(demo_address + "catalog/")
    assert paper(page) == switched
    assert page.evaluate("document.documentElement.dataset.scheme") == other
    page.get_by_role("button", name="Switch between light and dark").press("Enter")
    assert paper(page) == first
    context.close()


def test_without_a_choice_the_page_follows_the_system(page, demo_address) -> None:
    page.emulate_media(color_scheme="light")
    page.goto(demo_address)
    light = paper(page)
    page.emulate_media(color_scheme="dark")
    assert paper(page) != light


# --- taking it along ----------------------------------------------------------------------------


def test_the_address_of_a_portfolio_can_be_copied(page, demo_address) -> None:
    page.goto(demo_address + PORTFOLIO)
    page.get_by_role("button", name="Share", exact=True).click()
    button = page.get_by_role("button", name="Copy address")
    button.click()
    expect(page.locator("[data-copied]")).to_have_text("Copied.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"https://tamarack.example/credentials/{PORTFOLIO}"


def test_print_is_one_click(page, demo_address) -> None:
    page.add_init_script("window.print = () => { window.printed = true }")
    page.goto(demo_address + CREDENTIAL)
    page.get_by_role("button", name="Print").click()
    assert page.evaluate("window.printed")


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        (CREDENTIAL, ".cf-factcard"),
        (VERSION, ".cf-rubric"),
        (PORTFOLIO, "#badges"),
        (PORTFOLIO + "formative-questioning/", ".cf-certificate"),
        (PORTFOLIO + "formative-questioning/", ".cf-signature"),
        ("frameworks/tamarack-teaching-standards/", ".cf-standards"),
        ("questions/", ".cf-questions__open"),
        ("contribute/request/", ".cf-after"),
    ],
)
def test_paper_has_the_record_and_nothing_to_click(page, demo_address, address, kept) -> None:
    page.goto(demo_address + address)
    page.emulate_media(media="print", color_scheme="dark")
    expect(page.locator(kept).first).to_be_visible()
    for gone in ("header.cf-header", "footer.cf-footer", "nav", ".cf-actions", ".cf-search"):
        for element in page.locator(gone).all():
            expect(element).not_to_be_visible()
    assert paper(page) == "rgb(255, 255, 255)"
    ink = page.evaluate("getComputedStyle(document.querySelector('h1')).color")
    assert ink == "rgb(0, 0, 0)"


def test_what_is_folded_on_the_screen_is_on_paper(page, demo_address) -> None:
    page.goto(demo_address + CREDENTIAL)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    expect(page.locator("details.cf-checks li").first).to_be_visible()
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator("details.cf-checks li").first).not_to_be_visible()


def test_on_paper_the_columns_are_as_wide_as_the_sheet(page, demo_address) -> None:
    page.set_viewport_size({"width": 720, "height": 960})  # a letter sheet between its margins
    page.emulate_media(media="print")
    columns = ((CREDENTIAL, ".cf-body"), (PORTFOLIO + "formative-questioning/", ".cf-awardpage"))
    for address, column in columns:
        page.goto(demo_address + address)
        body = page.locator(column).first.bounding_box()
        assert body is not None
        assert body["width"] > 600


def test_on_paper_no_table_of_figures_is_wider_than_its_place(page, demo_address) -> None:
    page.set_viewport_size({"width": 720, "height": 960})
    page.goto(demo_address + "figures/")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    wider = """[...document.querySelectorAll("main table")]
        .filter((table) => table.scrollWidth > table.parentElement.clientWidth + 1)
        .map((table) => table.textContent.trim().slice(0, 40))"""
    assert page.evaluate(wider) == []


# --- a phone ------------------------------------------------------------------------------------


def test_on_a_phone_a_rubric_is_a_card_for_each_criterion(browser, demo_address) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(demo_address + VERSION)
    row = page.locator(".cf-rubric tbody tr").first
    expect(page.locator(".cf-rubric thead").first).not_to_be_visible()
    cells = row.locator("td").all()
    tops = [box["y"] for cell in cells if (box := cell.bounding_box())]
    assert tops == sorted(set(tops))
    label = cells[0].evaluate("e => getComputedStyle(e, '::before').content")
    assert label.strip('"').startswith(cells[0].get_attribute("data-level") or "?")
    context.close()


def test_on_a_phone_long_lists_begin_folded_and_open_at_a_touch(browser, demo_address) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    page = context.new_page()
    for address, words, inside in (
        (CREDENTIAL, "Contents", ".cf-toc li"),
        ("about/", "Pages", ".cf-docnav li"),
    ):
        page.goto(demo_address + address)
        expect(page.locator(inside).first).not_to_be_visible()
        page.locator("summary, [popovertarget]", has_text=words).first.tap()
        expect(page.locator(inside).first).to_be_visible()
    context.close()


def test_what_can_be_touched_is_large_enough_or_stands_apart(browser, demo_address) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    for address in ("", CREDENTIAL, PORTFOLIO):
        page.goto(demo_address + address)
        small = page.evaluate(
            "[...document.querySelectorAll('button, .cf-button, .cf-nav a, .cf-tool, summary')]"
            # A card far below has no size yet.
            ".filter(e => e.checkVisibility({ contentVisibilityAuto: true })).filter(e => {"
            " const b = e.getBoundingClientRect(); return b.height < 24 || b.width < 24"
            "}).map(e => e.outerHTML.slice(0, 80))"
        )
        assert small == [], address
    context.close()
