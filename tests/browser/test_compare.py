"""Comparing: a real table whose whole state is its address."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from browsing import COACHING, COTEACHING, OFF, PLAN_BUTTON, QUESTIONING, opened
from credfolio.pages.fragments import words

pytestmark = pytest.mark.browser
FOURTH = "tamarack-doe/oral-language-in-content"
FIFTH = "tamarack-doe/digital-privacy-in-class"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with opened(browser) as page:
        yield page


def compare(page: Page, site: str, *refs: str, more: str = "") -> None:
    page.goto(f"{site}compare/?c={','.join(refs)}{more}")
    ready(page)


def ready(page: Page) -> None:
    expect(page.locator("[data-compare-page]")).to_have_attribute("aria-busy", "false")


def cells(page: Page, name: str) -> list[str]:
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=name))
    return [cell.inner_text() for cell in row.get_by_role("cell").all()]


def columns(page: Page) -> list[str]:
    return [link.inner_text() for link in page.locator(".cf-compare thead a").all()]


def test_facts_stand_side_by_side_and_differences_are_said_in_words(
    page, demo, demo_address
) -> None:
    refs = (QUESTIONING, COACHING, COTEACHING)
    compare(page, demo_address, *refs)
    records = [demo.credentials[ref] for ref in refs]
    assert columns(page) == [record.title for record in records]
    assert cells(page, "Time") == [words.hours(record.time_estimate) for record in records]
    assert cells(page, "Cost")[0] == "Free"
    assert cells(page, "Parts")[1].split("\n") == [
        f"{part.number}. {part.title}" for part in records[1].parts
    ]
    assert "Part 2: Yes (passes), No" in cells(page, "Rubric")[0]
    assert "State of Ridgeline: 24 clock hours" in cells(page, "Credit")[1]
    assert page.get_by_role("rowheader", name="Time").inner_text().split("\n") == [
        "Time",
        "differs",
    ]
    assert "the same" in page.get_by_role("rowheader", name="Needs students").inner_text()
    rows = page.locator(".cf-compare tbody tr").count()
    differing = page.locator(".cf-compare__differs").count()
    expect(page.get_by_text(f"{differing} of {rows} things differ.").first).to_be_visible()
    page.get_by_label("Only what differs").check()
    expect(page.locator(".cf-compare tbody tr")).to_have_count(differing)
    expect(page).to_have_url(re.compile("&only=differences$"))
    page.go_back()
    expect(page.locator(".cf-compare tbody tr")).to_have_count(rows)


def test_compare_on_one_page_and_then_on_another_puts_both_side_by_side(
    page, demo, demo_address
) -> None:
    for ref in (QUESTIONING, COACHING):
        page.goto(f"{demo_address}catalog/{ref}/")
        page.get_by_role("link", name="Compare").click()
        ready(page)
    expect(page).to_have_url(f"{demo_address}compare/?c={COACHING},{QUESTIONING}")
    assert len(columns(page)) == 2
    page.get_by_role("button", name="Take off: Formative Questioning").click()
    expect(page.locator(".cf-compare thead a")).to_have_count(1)
    expect(page).to_have_url(f"{demo_address}compare/?c={COACHING}")
    page.go_back()
    expect(page.locator(".cf-compare thead a")).to_have_count(2)


def test_one_of_the_plan_is_added_and_a_column_goes_into_the_plan(page, demo_address) -> None:
    compare(page, demo_address, QUESTIONING)
    page.locator("thead [data-plan-add]").click()
    compare(page, demo_address, COACHING)
    page.locator(".cf-compare__add .cf-chip").click()
    ready(page)
    assert columns(page) == ["Instructional Coaching Cycle", "Formative Questioning"]


def test_the_plan_leads_to_a_comparison_of_what_is_chosen(page, demo_address) -> None:
    for ref in (QUESTIONING, COACHING):
        page.goto(f"{demo_address}catalog/{ref}/")
        page.locator(PLAN_BUTTON).click()
    page.goto(demo_address + "plan/")
    page.get_by_label("Compare: Formative Questioning").check()
    page.get_by_label("Compare: Instructional Coaching Cycle").check()
    page.get_by_role("link", name="Compare 2 side by side").click()
    ready(page)
    assert len(columns(page)) == 2


def test_a_fifth_is_named_and_left_out(page, demo, demo_address) -> None:
    compare(page, demo_address, QUESTIONING, COACHING, COTEACHING, FOURTH, FIFTH)
    assert len(columns(page)) == 4
    alert = page.get_by_role("alert")
    expect(alert).to_have_text(f"Four fit side by side. Left out: {demo.credentials[FIFTH].title}.")


@pytest.mark.parametrize(
    "nonsense",
    ["not-a-reference", "../../etc/passwd", "<script>alert(1)</script>", "a/" + "b" * 400],
)
def test_an_address_with_nonsense_gets_a_sentence(page, demo_address, nonsense) -> None:
    page.goto(f"{demo_address}compare/?c={nonsense},{QUESTIONING}&only=everything")
    ready(page)
    expect(page.get_by_role("alert")).to_contain_text("It was left out.")
    assert columns(page) == ["Formative Questioning"]


def test_an_unknown_one_is_named_and_an_empty_page_says_how_to_begin(page, demo_address) -> None:
    compare(page, demo_address, "nobody/nothing")
    expect(page.get_by_role("alert")).to_have_text(
        "There is no micro-credential “nobody/nothing” in this catalog. It was left out."
    )
    expect(page.get_by_text("Nothing to compare yet")).to_be_visible()
    expect(page.get_by_role("link", name="the catalog", exact=True)).to_be_visible()


def test_on_a_phone_the_table_is_stacked_and_still_a_table(browser, demo_address) -> None:
    with opened(browser, viewport={"width": 360, "height": 740}) as page:
        compare(page, demo_address, QUESTIONING, COACHING, COTEACHING, FOURTH)
        assert page.evaluate(
            "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        )
        first, second = (
            page.get_by_role("cell").filter(has_text="hours").nth(n).bounding_box() for n in (0, 1)
        )
        assert first["x"] == second["x"]
        assert first["y"] < second["y"]
        assert len(cells(page, "Time")) == 4
        same = page.locator(".cf-compare__same").first
        assert same.get_by_role("cell").count() == 1


def test_comparing_needs_no_storage_and_offline_is_said(browser, demo_address) -> None:
    with opened(browser, OFF) as page:
        compare(page, demo_address, QUESTIONING, COACHING)
        assert len(columns(page)) == 2
        page.context.set_offline(True)
        page.get_by_role("button", name="Take off: Formative Questioning").click()
        expect(page.locator(".cf-compare thead a")).to_have_count(1)
        page.context.set_offline(False)


def test_an_empty_comparison_begins_with_the_plan_or_with_a_pair(page, demo_address) -> None:
    page.goto(f"{demo_address}compare/")
    first = page.locator("[data-compare-pairs] a").first
    expect(first).to_be_visible()
    first.click()
    expect(page.locator(".cf-compare thead a")).to_have_count(2)
    expect(page.locator("[data-compare-pairs]")).to_be_hidden()
    for ref in (QUESTIONING, COACHING, COTEACHING):
        page.goto(f"{demo_address}catalog/{ref}/")
        page.locator(PLAN_BUTTON).click()
    page.goto(f"{demo_address}compare/")
    begin = page.get_by_role("button", name="Choose two or more")
    expect(begin).to_be_disabled()
    page.get_by_label("Formative Questioning").check()
    page.get_by_label("Co-Teaching in One Room").check()
    page.get_by_role("button", name="Compare 2").click()
    expect(page).to_have_url(f"{demo_address}compare/?c={QUESTIONING},{COTEACHING}")
    expect(page.locator(".cf-compare thead a")).to_have_count(2)
