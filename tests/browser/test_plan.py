"""The plan: filled from any card, put in order, dated, shared, taken along, never lost."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, timedelta

import icalendar
import pytest
from playwright.sync_api import Browser, Page, expect

from browsing import COACHING, COTEACHING, FULL, OFF, PLAN_BUTTON, QUESTIONING, opened
from credfolio.pages.contribute.plan_link import playlist_link
from page_checks import violations_in_both_schemes

pytestmark = pytest.mark.browser

DUE = date.today() + timedelta(days=70)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with opened(browser, permissions=["clipboard-read", "clipboard-write"]) as page:
        yield page


def planned(page: Page) -> list[str]:
    """References in the order in which they are shown."""
    expect(page.locator("[data-plan-page]")).to_have_attribute("aria-busy", "false")
    return [item.get_attribute("data-ref") for item in page.locator(".cf-plan__item").all()]


def fill(page: Page, site: str, *refs: str) -> None:
    """Put `refs` into the plan from their own pages, then open the plan."""
    for ref in refs:
        page.goto(f"{site}catalog/{ref}/")
        page.locator(PLAN_BUTTON).click()
        expect(page.locator(PLAN_BUTTON)).to_have_text("In your plan")
    page.goto(site + "plan/")
    expect(page.locator(".cf-plan__item")).to_have_count(len(refs))
    expect(page.locator(".cf-plan__item .cf-row__by").first).not_to_have_text("Loading…")


def test_a_card_adds_and_takes_out_and_the_header_counts(page, demo_address) -> None:
    page.goto(demo_address + "catalog/")
    count = page.locator("[data-plan-count]")
    button = page.locator(".cf-card [data-plan-add]").first
    expect(count).to_be_hidden()
    title = page.locator(".cf-card__title").first.inner_text()
    expect(button).to_have_attribute("aria-label", f"Add to plan: {title}")
    button.focus()
    page.keyboard.press("Enter")
    expect(count).to_have_text(re.compile("1"))
    expect(page.locator("[data-told-plan]")).to_have_text(f"Added {title} to your plan.")
    assert page.evaluate("document.activeElement.dataset.planAdd") == button.get_attribute(
        "data-plan-add"
    )
    page.reload()
    expect(button).to_have_text("In your plan")
    other = page.context.new_page()  # without buttons of the plan
    other.goto(demo_address + "resources/")
    expect(other.locator("[data-plan-count]")).to_have_text(" 1", use_inner_text=False)
    button.click()
    expect(count).to_be_hidden()
    expect(other.locator("[data-plan-count]")).to_be_hidden()
    expect(button).to_have_text("Add to plan")


def test_cards_that_a_script_makes_later_are_wired_too(page, demo_address) -> None:
    page.goto(demo_address + "catalog/")
    page.evaluate("document.querySelectorAll('[data-plan-add]').forEach((one) => one.remove())")
    page.evaluate(
        "ref => { const b = document.createElement('button'); b.dataset.planAdd = ref;"
        " b.hidden = true; b.textContent = 'Add to plan'; document.body.append(b);"
        " document.dispatchEvent(new Event('credfolio:cards')) }",
        QUESTIONING,
    )
    page.locator("[data-plan-add]").click()
    expect(page.locator("[data-plan-add]")).to_have_text("In your plan")


def test_a_stack_adds_everything_that_is_in_it(page, demo, demo_address) -> None:
    stack = demo.stacks["juniper-university/coach-and-mentor"]
    page.goto(f"{demo_address}catalog/juniper-university/stacks/coach-and-mentor/")
    page.locator(PLAN_BUTTON).click()
    expect(page.locator(PLAN_BUTTON)).to_have_text("In your plan")
    page.goto(demo_address + "plan/")
    members = [member.credential for member in stack.members if member.credential]
    expect(page.locator(".cf-plan__item")).to_have_count(len(members))
    assert planned(page) == members
    sums = page.locator("[data-summary]")
    expect(sums).to_contain_text(stack.title)
    expect(sums).to_contain_text(f"{len(members)} are in your plan")
    sums.get_by_role("button", name="Take off").click()
    assert planned(page) == members


def test_the_order_is_changed_with_the_keys_and_the_focus_stays(page, demo_address) -> None:
    fill(page, demo_address, QUESTIONING, COACHING, COTEACHING)
    page.locator('[data-focus="down-open-classroom-alliance--formative-questioning"]').focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert planned(page) == [COACHING, COTEACHING, QUESTIONING]
    expect(page.locator("[data-said]")).to_have_text("Formative Questioning is now number 3 of 3.")
    focused = page.evaluate("document.activeElement.dataset.focus")
    assert focused == "down-open-classroom-alliance--formative-questioning"
    page.keyboard.press("Enter")  # at the end there is nowhere to go
    page.reload()
    assert planned(page) == [COACHING, COTEACHING, QUESTIONING]


def test_an_item_is_dragged_to_another_place(page, demo_address) -> None:
    fill(page, demo_address, QUESTIONING, COACHING, COTEACHING)
    items = page.locator(".cf-plan__item")
    items.nth(2).locator(".cf-plan__grip").hover()
    page.mouse.down()
    for item in (items.nth(1), items.nth(0), items.nth(0)):  # a drag begins with the first move
        item.hover()
    page.mouse.up()
    expect(items.first).to_have_attribute("data-ref", COTEACHING)
    assert planned(page) == [COTEACHING, QUESTIONING, COACHING]


def test_what_was_removed_comes_back_with_its_date_and_note(page, demo_address) -> None:
    fill(page, demo_address, QUESTIONING, COACHING)
    page.locator("[data-note]").first.fill("With the grade 7 class")
    page.locator("[data-target]").first.fill(DUE.isoformat())
    page.get_by_role("button", name="Remove: Formative Questioning").click()
    assert planned(page) == [COACHING]
    assert page.evaluate("document.activeElement.dataset.focus") == "undo"
    page.keyboard.press("Enter")
    assert planned(page) == [QUESTIONING, COACHING]
    page.get_by_role("button", name="Remove: Formative Questioning").click()
    page.goto(f"{demo_address}catalog/{QUESTIONING}/")
    page.locator(PLAN_BUTTON).click()
    page.goto(demo_address + "plan/")
    assert planned(page) == [COACHING, QUESTIONING]
    expect(page.locator("[data-note]").nth(1)).to_have_value("With the grade 7 class")
    expect(page.locator("[data-target]").nth(1)).to_have_value(DUE.isoformat())


def test_hours_caps_and_shared_evidence_are_added_up(page, demo, demo_address) -> None:
    refs = (QUESTIONING, COACHING, COTEACHING)
    fill(page, demo_address, *refs)
    estimates = [demo.credentials[ref].time_estimate for ref in refs]
    low, high = sum(e.min_hours for e in estimates), sum(e.max_hours for e in estimates)
    sums = page.locator("[data-summary]")
    expect(sums.locator(".cf-plan__total")).to_have_text(f"{low}–{high} hours")
    # Ridgeline counts 8 and 24 hours of these, and at most 30 of any micro-credentials.
    expect(sums).to_contain_text("32 clock hours")
    expect(sums).to_contain_text("Only 30 clock hours count")
    expect(sums).to_contain_text("2 clock hours of your plan would not count there")
    # 30 contact hours and 3 CEUs of one definition are one credit.
    expect(sums).to_contain_text("5.5 CEUs, which is 55 contact hours")
    expect(sums).to_contain_text("3 need students")
    sums.get_by_text("Project or lesson plan:").click()
    expect(sums.locator("details[open]")).to_contain_text(
        "Instructional Coaching Cycle and Co-Teaching in One Room"
    )


def test_what_has_to_come_first_is_put_first(page, demo_site, demo_address) -> None:
    # No definition of the demonstration has a prerequisite, so this one is given two.
    facts = json.loads((demo_site / f"catalog/{COACHING}/facts.json").read_text("utf-8"))
    facts["prerequisites"] = [
        {"ref": QUESTIONING, "title": "Formative Questioning"},
        {"ref": COTEACHING, "title": "Co-Teaching in One Room"},
    ]
    page.route(f"**/{COACHING}/facts.json", lambda route: route.fulfill(json=facts))
    fill(page, demo_address, COACHING, QUESTIONING)
    expect(page.get_by_text("comes before what it builds on")).to_be_visible()
    absent = page.locator(".cf-hint--warn", has_text="which is not in your plan")
    expect(absent).to_contain_text("Co-Teaching in One Room")
    absent.get_by_role("button").click()
    assert planned(page) == [COTEACHING, COACHING, QUESTIONING]
    page.get_by_role("button", name="Put in order").click()
    assert planned(page) == [COTEACHING, QUESTIONING, COACHING]
    expect(page.get_by_text("comes before what it builds on")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    assert planned(page) == [COTEACHING, COACHING, QUESTIONING]


def test_a_date_says_what_it_asks_of_a_week(page, demo_address) -> None:
    fill(page, demo_address, COACHING)
    page.locator("[data-target]").fill(DUE.isoformat())
    expect(page.locator(".cf-hints")).to_contain_text("About 2.5–4 hours a week from today.")
    page.locator("[data-target]").fill((date.today() + timedelta(days=14)).isoformat())
    expect(page.locator(".cf-hint--warn").first).to_contain_text("That is a lot")
    page.locator("[data-target]").fill("2020-03-01")
    expect(page.locator(".cf-hints")).to_contain_text("This date has passed.")
    page.locator("[data-target]").fill(f"{date.today().year + 1}-07-10")
    expect(page.locator(".cf-hints")).to_contain_text("most schools have none on that date")


def download(page: Page, name: str) -> bytes:
    with page.expect_download() as found:
        page.get_by_role("button", name=name).click()
    return found.value.path().read_bytes()


def test_the_calendar_is_one_that_a_calendar_program_reads(page, demo_address) -> None:
    fill(page, demo_address, QUESTIONING, COACHING)
    page.get_by_role("button", name="Calendar (.ics)").click()
    expect(page.locator("[data-file-note]")).to_contain_text("Set a date on at least one")
    note = "Ask Ms. Lind; room 4, “Gruppenarbeit” über zwei Wochen – mit Gästen\nsecond line " * 3
    page.locator("[data-note]").first.fill(note)
    page.locator("[data-target]").first.fill(DUE.isoformat())
    raw = download(page, "Calendar (.ics)")
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert max(len(line) for line in raw.split(b"\r\n")) <= 75
    (event,) = icalendar.Calendar.from_ical(raw).walk("VEVENT")
    assert event["SUMMARY"] == "Submit: Formative Questioning"
    assert event.decoded("DTSTART") == DUE
    assert event.decoded("DTEND") == DUE + timedelta(days=1)
    assert note.strip() in event["DESCRIPTION"]
    assert (
        event["UID"]
        == "open-classroom-alliance.formative-questioning.plan@" + (demo_address.split("/")[2])
    )
    again = icalendar.Calendar.from_ical(download(page, "Calendar (.ics)"))
    assert again.walk("VEVENT")[0]["UID"] == event["UID"]


def test_the_markdown_lists_the_plan_and_its_sums(page, demo_address) -> None:
    fill(page, demo_address, QUESTIONING, COACHING)
    text = download(page, "Markdown").decode()
    assert text.startswith("# My plan\n")
    assert f"1. [Formative Questioning]({demo_address}catalog/{QUESTIONING}/)" in text
    assert "34–53 hours in all" in text


def shared_link(page: Page, notes: bool = False) -> str:
    page.get_by_role("button", name="Share by link").click()
    page.locator("[data-share-name]").fill("Autumn & spring")
    if notes:
        page.get_by_label("Include my notes").check()
    return page.locator("[data-share-link]").input_value()


def test_a_link_opens_as_somebodys_plan_and_replaces_nothing(page, browser, demo_address) -> None:
    fill(page, demo_address, QUESTIONING, COACHING)
    page.locator("[data-note]").first.fill("Only for me")
    page.locator("[data-target]").nth(1).fill(DUE.isoformat())
    link = shared_link(page)
    assert len(link) < 400
    page.get_by_role("button", name="Copy the link").click()
    assert page.evaluate("navigator.clipboard.readText()") == link
    with opened(browser) as other:
        fill(other, demo_address, COTEACHING, COACHING)
        other.goto("about:blank")
        other.goto(link)
        shared = other.get_by_role("region", name="Autumn & spring")
        expect(shared).to_contain_text("Formative Questioning")
        expect(shared).not_to_contain_text("Only for me")
        assert planned(other) == [COTEACHING, COACHING]
        shared.get_by_role("button", name="Add the other 1 to mine").click()
        assert planned(other) == [COTEACHING, COACHING, QUESTIONING]
        assert "#" not in other.url
        other.reload()
        assert planned(other) == [COTEACHING, COACHING, QUESTIONING]
    with opened(browser) as third:
        third.goto(link)
        third.get_by_role("button", name="Keep it as my plan").click()
        assert planned(third) == [QUESTIONING, COACHING]
        expect(third.locator("[data-target]").nth(1)).to_have_value(DUE.isoformat())


def test_a_damaged_link_says_so_and_the_own_plan_stays(page, demo_address) -> None:
    fill(page, demo_address, QUESTIONING)
    good = shared_link(page).partition("#")[2]
    kind, _, text = good.partition("=")
    damaged = [text[:-3], text[:20] + "A" + text[21:], "", "x", "1..", f"{text}.x", "%00"]
    for broken in damaged:
        page.goto(f"{demo_address}plan/#{kind}={broken}")  # only the fragment changes
        expect(page.get_by_role("alert")).to_contain_text("This link is damaged")
        assert planned(page) == [QUESTIONING], broken
    page.goto(f"{demo_address}plan/#plan=2{text[1:]}")
    expect(page.get_by_role("alert")).to_contain_text("newer version of the site")


def test_a_published_path_opens_from_the_portfolio_and_from_python(page, demo_address) -> None:
    page.goto(demo_address + "portfolios/amara-okafor-lind/")
    page.get_by_role("link", name="Open as a plan").first.click()
    expect(page.get_by_text("A path that an educator recommends")).to_be_visible()
    page.get_by_role("button", name="Keep it as my plan").click()
    assert planned(page)[0] == QUESTIONING
    page.goto(demo_address + playlist_link("Zwei Wege – “über” 日本", [COACHING]))
    expect(page.get_by_role("heading", name="Zwei Wege – “über” 日本")).to_be_visible()


def test_two_tabs_show_the_same_plan(page, demo_address) -> None:
    fill(page, demo_address, QUESTIONING)
    other = page.context.new_page()
    other.goto(f"{demo_address}catalog/{COACHING}/")
    other.locator(PLAN_BUTTON).click()
    expect(page.locator(".cf-plan__item")).to_have_count(2)
    page.locator("[data-note]").first.fill("From the first tab")
    other.goto(demo_address + "plan/")
    expect(other.locator("[data-note]").first).to_have_value("From the first tab")
    other.get_by_role("button", name="Move down: Formative Questioning").click()
    expect(page.locator(".cf-plan__item").first).to_have_attribute("data-ref", COACHING)
    expect(page.locator("[data-note]").nth(1)).to_have_value("From the first tab")


def test_a_full_storage_is_said_and_the_plan_stays_on_the_page(page, demo_address) -> None:
    fill(page, demo_address, QUESTIONING)
    page.evaluate(f"() => {{ {FULL} }}")
    page.locator("[data-note]").fill("Not lost")
    expect(page.get_by_role("alert")).to_contain_text("no room left")
    page.get_by_role("button", name="Copy a link that holds the plan").click()
    assert "#plan=1." in page.evaluate("navigator.clipboard.readText()")
    page.evaluate("window.roomAgain = true")
    page.locator("[data-note]").fill("Not lost at all")
    page.reload()
    expect(page.locator("[data-note]")).to_have_value("Not lost at all")


def test_without_storage_every_page_works_and_says_what_is_missing(browser, demo_address) -> None:
    with opened(browser, OFF) as page:
        page.goto(f"{demo_address}catalog/{QUESTIONING}/")
        page.locator(PLAN_BUTTON).click()
        expect(page.locator(".cf-told")).to_contain_text("does not let the site keep anything")
        page.goto(demo_address + "plan/")
        expect(page.get_by_role("alert")).to_contain_text("does not let the site keep anything")
        expect(page.get_by_text("Nothing planned yet")).to_be_visible()
        page.goto(demo_address + playlist_link("A path", [QUESTIONING, COACHING]))
        page.reload()
        page.get_by_role("button", name="Keep it as my plan").click()
        assert planned(page) == [QUESTIONING, COACHING]


@pytest.mark.parametrize(
    "kept",
    ["{", '{"version":9,"items":[]}', "null", '{"version":1,"items":[{"ref":"../../x"},7,null]}'],
)
def test_what_cannot_be_read_is_set_aside_and_never_thrown_away(page, demo_address, kept) -> None:
    page.goto(demo_address + "about/")
    page.evaluate("kept => localStorage.setItem('credfolio-plan', kept)", kept)
    page.goto(demo_address + "plan/")
    expect(page.get_by_text("Nothing planned yet")).to_be_visible()
    aside = page.evaluate("localStorage.getItem('credfolio-plan-set-aside')")
    if '"version":1' in kept:
        assert aside is None
    else:
        assert aside == kept
        expect(page.get_by_role("alert")).to_contain_text("could not be read")


def test_what_is_no_longer_in_the_catalog_stays_in_the_plan(page, demo_address) -> None:
    items = [{"ref": "gone/away", "title": "An old favourite", "target": "", "note": "kept"}]
    page.goto(demo_address + "about/")
    page.evaluate(
        "plan => localStorage.setItem('credfolio-plan', plan)",
        json.dumps({"version": 1, "items": items}),
    )
    page.goto(demo_address + "plan/")
    expect(page.get_by_text("No longer in this catalog")).to_be_visible()
    expect(page.get_by_text("An old favourite")).to_be_visible()
    expect(page.locator("[data-note]")).to_have_value("kept")


def test_a_hostile_title_or_note_stays_text(page, demo_address) -> None:
    bad = "<img src=x onerror=alert(1)>"
    page.goto(demo_address + playlist_link(bad, [QUESTIONING]))
    expect(page.get_by_role("heading", name=bad)).to_be_visible()
    assert page.locator("[data-plan-page] img[src=x]").count() == 0


def test_a_full_plan_can_be_used_by_everybody(browser, demo_address) -> None:
    with opened(browser, color_scheme="light", viewport={"width": 360, "height": 740}) as page:
        fill(page, demo_address, QUESTIONING, COACHING, COTEACHING)
        page.locator("[data-target]").first.fill("2020-03-01")
        page.get_by_role("button", name="Share by link").click()
        page.locator("[data-summary] details").first.evaluate("one => { one.open = true }")
        assert violations_in_both_schemes(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
