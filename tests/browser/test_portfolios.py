"""Portfolios in Chromium: filters kept in the address, and pages that strain the layout."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from chromium import served
from demo import SITE_PATH, build_once
from extreme_portfolios import PEOPLE, extreme_project
from page_checks import violations_in_both_schemes

pytestmark = pytest.mark.browser

AMARA = "portfolios/amara-okafor-lind/"
# What is wider than the window, or drawn outside it, and not in a box that scrolls.
OUTSIDE = """[...document.querySelectorAll('#content *')].filter(e => {
  const box = e.getBoundingClientRect();
  return box.width && (box.right > document.documentElement.clientWidth + 1 || box.left < -1)
    && !e.closest('.cf-scroll, .cf-sr, option');
}).map(e => e.tagName + '.' + e.className).slice(0, 5)"""
# Every shift of the layout, with the classes of what moved.
WATCH_SHIFTS = """
window.seen = [];
window.told = one => [one.value, ...one.sources.map(s => s.node?.className ?? "")];
window.watcher = new PerformanceObserver(list => seen.push(...list.getEntries().map(told)));
watcher.observe({ type: "layout-shift", buffered: true });
"""
# The rows of the first sheet that is shown, as often as fourteen need.
FOURTEEN_ROWS = """() => {
  const body = [...document.querySelectorAll('.cf-tr:not(.cf-tr--parts) tbody')]
    .find(one => !one.closest('[hidden]'));
  const rows = [...body.rows];
  for (let n = 0; body.rows.length < 14; n++)
    body.append(rows[n % rows.length].cloneNode(true));
}"""
BROKEN_WORDS = """
  (where) => [...document.querySelectorAll(where)].flatMap((shown) => {
    const found = [];
    const texts = document.createTreeWalker(shown, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const { data } = texts.currentNode;
      for (const word of data.matchAll(/[\\p{L}\\p{N}]+/gu)) {
        const range = new Range();
        range.setStart(texts.currentNode, word.index);
        range.setEnd(texts.currentNode, word.index + word[0].length);
        const lines = new Set([...range.getClientRects()].map((one) => Math.round(one.top)));
        if (lines.size > 1) found.push(word[0]);
      }
    }
    return found;
  })
"""
"""Words that stand in more than one line."""


@pytest.fixture(scope="module")
def extreme_address(shared_folder: Path) -> Iterator[str]:
    with served(build_once(shared_folder / "extreme", extreme_project), SITE_PATH) as address:
        yield address


@pytest.fixture(scope="module")
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 320, "height": 640}, color_scheme="light", reduced_motion="reduce"
    )
    yield context.new_page()
    context.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def shown(page: Page) -> list[str]:
    return [
        badge.locator(".cf-award__title").inner_text()
        for badge in page.locator("#badges .cf-award").all()
        if badge.is_visible()
    ]


def test_the_wall_is_filtered_and_the_address_says_by_what(page, demo_address) -> None:
    page.goto(demo_address + AMARA)
    assert len(shown(page)) == 8
    page.get_by_text("and 1 more").click()
    all_badges = shown(page)
    form = page.get_by_role("form", name="Filter the badges")
    form.get_by_label("Year").select_option("2025")
    expect(form.get_by_role("status")).to_have_text(f"3 of {len(all_badges)} badges")
    of_2025 = shown(page)
    assert len(of_2025) == 3
    expect(page).to_have_url(re.compile(r"\?year=2025$"))
    # The other filters count what they would leave of these three.
    topics = form.get_by_label("Topic").locator("option")
    expect(topics.filter(has_text="Formative assessment")).to_have_text("Formative assessment (2)")
    assert form.get_by_label("Year").locator("option:checked").inner_text() == "2025 (3)"
    form.get_by_label("Topic").select_option("formative-assessment")
    expect(form.get_by_role("status")).to_have_text(f"2 of {len(all_badges)} badges")

    page.reload()
    expect(form.get_by_role("status")).to_have_text(f"2 of {len(all_badges)} badges")
    form.get_by_role("button", name="Show all").press("Enter")
    expect(form.get_by_role("status")).to_have_text(f"{len(all_badges)} badges")
    assert shown(page) == all_badges
    assert page.url.endswith(AMARA)
    expect(form.get_by_label("Stack")).to_be_focused()


def test_an_address_with_a_choice_that_there_is_not_shows_all(page, demo_address) -> None:
    page.goto(demo_address + AMARA + "?year=1925&topic=none")
    assert len(shown(page)) == 8
    page.get_by_text("and 1 more").click()
    assert len(shown(page)) == 9


def people(page: Page) -> list[str]:
    return page.locator("[data-people] bdi").all_inner_texts()


def test_educators_are_filtered_by_what_they_do_and_hold(page, demo, demo_address) -> None:
    page.goto(demo_address + "portfolios/")
    everybody = people(page)
    before = page.locator("[data-people]").inner_html()
    form = page.get_by_role("form", name="Filter the educators")
    form.get_by_label("Role").select_option("coach")
    coaches = [e.display_name for e in demo.listed_educators if "coach" in e.roles]
    assert 0 < len(coaches) < len(everybody)
    expect(page.locator("[data-people] bdi")).to_have_text(coaches)
    form.get_by_label("Open to reviewing").check()
    both = [
        e.display_name for e in demo.listed_educators if "coach" in e.roles and e.opt_in_reviewer
    ]
    expect(page.locator("[data-people] bdi")).to_have_text(both)
    expect(page).to_have_url(re.compile("role=coach"))
    expect(page).to_have_url(re.compile("reviewer=yes"))
    form.get_by_role("button", name="Show all").click()
    expect(page.locator("[data-people] bdi")).to_have_text(everybody)
    assert page.locator("[data-people]").inner_html() == before

    form.get_by_label("Name or badge").fill("spaced retrieval")
    expect(form.get_by_role("status")).to_contain_text("fit")
    found = people(page)
    assert "Amara Okafor-Lind" in found
    assert len(found) < len(everybody)
    page.reload()
    expect(page.locator("[data-people] bdi")).to_have_text(found)


def test_a_card_made_from_the_index_is_the_card_of_the_page(page, demo_address) -> None:
    page.goto(demo_address + "portfolios/")

    def cards() -> list[tuple[str, str, list[str]]]:
        return [
            (
                card.get_attribute("href").rstrip("/").rpartition("/")[2],
                card.inner_text(),
                [str(i.evaluate("i => i.src")) for i in card.locator("img").all()],
            )
            for card in page.locator("[data-people] a").all()
        ]

    whole = {card[0]: card for card in cards()}
    page.goto(demo_address + "portfolios/?role=teacher")
    expect(page.get_by_role("status")).to_contain_text("educators fit")
    made = cards()
    assert len(made) > 3
    assert made == [whole[card[0]] for card in made]


def test_the_list_says_so_when_its_index_does_not_load(page, demo_address) -> None:
    page.route("**/portfolios/index.json", lambda route: route.abort())
    page.goto(demo_address + "portfolios/")
    everybody = people(page)
    page.get_by_label("Role").select_option("coach")
    expect(page.get_by_role("status")).to_have_text(
        "The list could not be loaded. The list below is complete."
    )
    assert people(page) == everybody


@pytest.mark.parametrize("handle", PEOPLE)
def test_no_portfolio_is_wider_than_a_small_phone(handle, phone, extreme_address) -> None:
    phone.goto(f"{extreme_address}portfolios/{handle}/")
    assert phone.evaluate(OUTSIDE) == []
    assert phone.evaluate("document.documentElement.scrollWidth") == 320
    if handle in ("with-evidence", "arabic"):
        assert violations_in_both_schemes(phone) == []


def test_an_award_and_the_list_fit_a_small_phone_too(phone, extreme_address) -> None:
    for address in ("long-name/badge-0/", "arabic/badge-1/", ""):
        phone.goto(f"{extreme_address}portfolios/{address}")
        assert phone.evaluate(OUTSIDE) == [], address
        assert phone.evaluate("document.documentElement.scrollWidth") == 320, address


@pytest.mark.parametrize("handle", ["two-hundred", "on-the-wall", "with-evidence", "long-name"])
def test_each_layout_fits_a_wide_window(handle, page, extreme_address) -> None:
    page.goto(f"{extreme_address}portfolios/{handle}/")
    assert page.evaluate(OUTSIDE) == []
    badges = page.locator("#badges .cf-award").all()[:12]
    places = [badge.bounding_box() for badge in badges]
    # The badges of one row stand at one height and do not touch.
    for left, right in pairwise(places):
        assert right["y"] > left["y"] or right["x"] >= left["x"] + left["width"] - 1


def test_prose_runs_the_way_of_its_script(page, extreme_address) -> None:
    page.goto(f"{extreme_address}portfolios/arabic/")
    way = "e => getComputedStyle(e).direction"
    assert page.locator(".cf-bio").evaluate(way) == "rtl"
    assert page.locator(".cf-who").evaluate(way) == "ltr"
    assert page.locator("h1 bdi").evaluate(way) == "rtl"


def test_the_color_somebody_chose_draws_and_paper_has_none(page, extreme_address) -> None:
    page.goto(f"{extreme_address}portfolios/on-the-wall/")
    line = "e => getComputedStyle(e).borderTopColor"
    head = page.locator(".cf-who")
    assert head.evaluate(line) == "rgb(42, 127, 98)"
    assert page.locator("#badges .cf-filter").is_visible()
    page.emulate_media(media="print")
    assert head.evaluate(line) == "rgb(0, 0, 0)"
    assert not page.locator("#badges .cf-filter").is_visible()


@pytest.mark.parametrize("handle", ["two-hundred", "long-name", "nothing-yet"])
def test_every_portfolio_is_a_resume_of_one_sheet(handle, page, extreme_address) -> None:
    page.goto(f"{extreme_address}portfolios/{handle}/")
    sheets = PdfReader(io.BytesIO(page.pdf(format="Letter"))).pages
    assert len(sheets) == 1
    said = "and 186 more; the transcript lists all."
    assert (said in sheets[0].extract_text()) is (handle == "two-hundred")


def test_a_long_title_is_a_certificate_of_one_sheet(page, extreme_address) -> None:
    page.goto(extreme_address + "portfolios/long-name/badge-0/")
    assert len(PdfReader(io.BytesIO(page.pdf(format="Letter"))).pages) == 1


@pytest.mark.parametrize("paper", ["Letter", "A4"])
def test_a_transcript_of_fourteen_awards_is_one_sheet(page, demo_address, paper) -> None:
    page.goto(f"{demo_address}{AMARA}transcript/")
    page.evaluate(FOURTEEN_ROWS)
    others = page.locator(".cf-tr__others:not([hidden]) .cf-tr__sheet").count()
    sheets = [one.extract_text() for one in PdfReader(io.BytesIO(page.pdf(format=paper))).pages]
    assert len(sheets) == 1 + others
    assert sheets[0].count("work") >= 14
    assert "Sum of the rows above" in sheets[0]
    assert re.search(r"Printed on\s\d+ [A-Z]\w+ 20\d\d", sheets[0])
    assert f"{AMARA}transcript/" in "".join(sheets[0].split())
    assert "decides what counts" in " ".join(sheets[0].split())


def test_badges_are_on_the_first_screen_of_a_phone(browser: Browser, demo, demo_address) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    for educator in demo.listed_educators:
        page.goto(f"{demo_address}portfolios/{educator.id}/")
        first = page.locator("#badges .cf-badge").first.bounding_box()
        assert first, educator.id
        assert first["y"] < 600, (educator.id, first)
    context.close()


def test_no_word_of_a_badge_is_broken_on_a_phone(browser: Browser, demo, demo_address) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    for educator in demo.listed_educators:
        page.goto(f"{demo_address}portfolios/{educator.id}/")
        assert page.evaluate(BROKEN_WORDS, "#badges .cf-award__title") == [], educator.id
    context.close()


@pytest.mark.parametrize(
    "path",
    [
        "",
        "portfolios/",
        "portfolios/elena-marsh/",
        "portfolios/elena-marsh/first-year-mentor/",
        "catalog/",
        "plan/",
    ],
)
def test_nothing_jumps_while_a_page_loads(browser: Browser, demo_address: str, path: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.add_init_script(WATCH_SHIFTS)
    page.goto(demo_address + path, wait_until="networkidle")
    moved = page.evaluate("seen.concat(watcher.takeRecords().map(told))")
    context.close()
    assert moved == []
