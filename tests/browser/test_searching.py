"""Searching and filtering the catalog, in Chromium, on the demonstration."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from demo import TODAY
from for_everybody import DESK, PHONE
from page_checks import WIDER, Watched, violations_in_both_schemes
from search_counts import passing
from search_page import answered, count, titles

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 844}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


# --- words --------------------------------------------------------------------------------------


def test_a_word_filters_the_cards_and_the_number_is_announced(page, demo_address) -> None:
    page.goto(demo_address + "catalog/")
    page.get_by_role("searchbox", name="Search the catalog").fill("feedback")
    said = page.locator("[data-count]")
    expect(said).to_contain_text("“feedback”")
    answered(page)
    assert 1 <= count(page) < 30
    assert (said.get_attribute("role"), said.get_attribute("aria-live")) == ("status", "polite")
    expect(page).to_have_url(re.compile(r"\?q=feedback$"))
    assert titles(page)[0] == "Feedback That Moves Learning"
    assert page.locator("[data-cards] mark").first.inner_text() == "Feedback"


@pytest.mark.parametrize(
    ("query", "first", "said"),
    [
        ("feedbak", "Feedback That Moves Learning", "Nothing contains “feedbak”"),
        ("formatve qestioning", "Formative Questioning", "These contain"),
        ("FÉEDBACKS", "Feedback That Moves Learning", ""),
        ("coaching cycles", "Instructional Coaching Cycle", ""),
    ],
)
def test_slips_plurals_and_accents_are_forgiven(page, demo_address, query, first, said) -> None:
    page.goto(f"{demo_address}catalog/?q={query}")
    assert titles(answered(page))[0] == first
    expect(page.locator("[data-notice]")).to_contain_text(said)


def test_every_definition_that_has_a_word_anywhere_is_found_and_says_where(
    page, demo, demo_address
) -> None:
    holding = {
        c.title for c in demo.credentials.values() if re.search(r"\btranscripts?\b", repr(c), re.I)
    }
    assert len(holding) > 3
    page.goto(demo_address + "catalog/?q=transcript")
    answered(page)
    assert set(titles(page)) >= holding
    for card in page.locator("[data-cards] article").all():
        card.scroll_into_view_if_needed()
        expect(card.locator("mark").first).to_have_text(re.compile("transcri", re.I))


def test_a_synonym_finds_what_is_written_otherwise(page, demo_address) -> None:
    found = []
    for query in ("ELL", "multilingual learners"):
        page.goto(f"{demo_address}catalog/?q={query}")
        found.append(titles(answered(page)))
    assert sorted(found[0]) == sorted(found[1])
    assert len(found[0]) > 2


def test_stacks_and_resources_are_searched_too(page, demo_address) -> None:
    page.goto(demo_address + "catalog/?q=welcoming&show=stacks")
    assert "Welcoming School" in " ".join(titles(answered(page)))
    page.get_by_role("button", name=re.compile("^Resources")).click()
    expect(page.locator("[data-heading]")).to_have_text("Learning resources")
    expect(page).to_have_url(re.compile("show=resources"))
    assert page.locator("[data-cards] .cf-card--resource").count() == count(page)


def test_what_is_said_about_a_resource_is_searched_and_shown(page, demo, demo_address) -> None:
    noted = next(
        r for c in demo.credentials.values() for r in c.resources if "lullabies" in (r.note or "")
    )
    page.goto(demo_address + "catalog/?q=lullaby&show=resources")
    assert titles(answered(page)) == [noted.title]
    expect(page.locator("[data-cards] mark")).to_have_text("lullabies")


@pytest.mark.parametrize("address", ["", "404.html"])
def test_a_search_on_another_page_is_answered_by_the_catalog(page, demo_address, address) -> None:
    page.goto(demo_address + address)
    page.get_by_role("searchbox").fill("feedback")
    page.keyboard.press("Enter")
    expect(page).to_have_url(demo_address + "catalog/?q=feedback")
    expect(page.get_by_role("searchbox")).to_have_value("feedback")
    expect(page.locator("[data-count]")).to_contain_text("“feedback”")


def test_what_the_search_boxes_suggest_is_found(page, demo_address) -> None:
    page.goto(demo_address)
    suggested = page.get_by_role("searchbox").get_attribute("placeholder") or ""
    for word in suggested.removeprefix("Try ").split(" or "):
        page.goto(f"{demo_address}catalog/?q={word}")
        assert count(answered(page)) > 0


# --- filters ------------------------------------------------------------------------------------

CHOICES = [
    {},
    {"hours": ["5-10"], "cost": ["free"]},
    {"role": ["teacher", "coach"], "evidence": ["video"], "credit": ["tamarack"]},
    {"topic": ["learning-differences"], "students": ["none"], "status": ["active", "beta"]},
]


@pytest.mark.parametrize("chosen", CHOICES, ids=str)
def test_the_count_beside_each_value_is_what_choosing_it_alone_would_give(
    page, demo, demo_address, chosen
) -> None:
    asked = "&".join(f"{facet}={value}" for facet, values in chosen.items() for value in values)
    page.goto(f"{demo_address}catalog/?sort=name&{asked}")
    answered(page)
    assert count(page) == len(passing(demo, TODAY, chosen))
    page.locator("[data-filters] [data-all]").evaluate_all("all => all.forEach(b => b.click())")
    expect(page.locator("[data-filters] [data-all]")).to_have_count(0)
    rows = page.eval_on_selector_all(
        ".cf-value",
        "rows => rows.map(row => [row.querySelector('input').name,"
        " row.querySelector('input').value, +row.querySelector('b').textContent])",
    )
    assert len({facet for facet, _, _ in rows}) == 16
    for facet, value, said in rows:
        assert said == len(passing(demo, TODAY, {**chosen, facet: [value]})), (facet, value)


def test_a_choice_is_a_chip_an_address_and_one_step_back(page, demo_address) -> None:
    page.goto(demo_address + "catalog/")
    whole = titles(page)
    page.get_by_label(re.compile("^Free")).check()
    expect(page).to_have_url(re.compile(r"\?cost=free$"))
    page.get_by_label(re.compile("^Video")).check()
    answered(page)
    both = titles(page)
    chips = page.get_by_role("group", name="Chosen filters")
    expect(chips.get_by_role("button")).to_have_count(3)
    page.go_back()
    expect(page.get_by_label(re.compile("^Video"))).not_to_be_checked()
    expect(chips.get_by_role("button")).to_have_count(2)
    page.go_forward()
    expect(chips.get_by_role("button")).to_have_count(3)
    assert titles(answered(page)) == both
    chips.get_by_role("button", name=re.compile("Free")).click()
    expect(page).to_have_url(re.compile(r"\?evidence=video$"))
    expect(chips.get_by_role("button", name=re.compile("Video"))).to_be_focused()
    chips.get_by_role("button", name="Clear all").click()
    expect(page).to_have_url(demo_address + "catalog/")
    assert titles(page) == whole
    expect(page.get_by_role("searchbox")).to_be_focused()


def test_typing_is_one_step_back(page, demo_address) -> None:
    page.goto(demo_address + "catalog/")
    page.get_by_role("searchbox").press_sequentially("families", delay=60)
    expect(page).to_have_url(re.compile("q=families"))
    page.go_back()
    expect(page).to_have_url(demo_address + "catalog/")
    expect(page.get_by_role("searchbox")).to_have_value("")


def test_sorting_by_time_and_name(page, demo, demo_address) -> None:
    page.goto(demo_address + "catalog/?sort=shortest")
    first = titles(answered(page))[0]
    found = next(c for c in demo.credentials.values() if c.title == first)
    assert found.time_estimate is not None
    assert found.time_estimate.max_hours == min(
        c.time_estimate.max_hours for c in demo.credentials.values() if c.time_estimate
    )
    page.get_by_label("Sort").select_option("name")
    expect(page).to_have_url(re.compile("sort=name"))
    page.wait_for_function(
        "title => document.querySelector('.cf-card__title').innerText === title",
        arg=min((c.title for c in demo.credentials.values()), key=str.casefold),
    )


def test_cards_name_the_credit_of_the_place_that_is_chosen(page, demo_address) -> None:
    page.goto(demo_address + "catalog/?q=feedback+that+moves")
    credit = answered(page).locator("[data-cards] article").first.locator("[data-credits]")
    expect(credit).to_have_text("Counts in State of Tamarack and State of Ridgeline")
    page.locator(".cf-value", has_text="State of Ridgeline").click()
    expect(credit).to_have_text("10 clock hours in State of Ridgeline")
    # The one control for the place: it is remembered, here and on other pages.
    page.goto(demo_address + "catalog/")
    expect(page.get_by_text("10 clock hours in State of Ridgeline").first).to_be_visible()
    # A filter asks about another place than her own.
    page.goto(demo_address + "catalog/?q=feedback+that+moves&credit=tamarack")
    expect(credit).to_contain_text("in State of Tamarack")


def test_an_empty_result_says_what_to_loosen_and_by_how_much(page, demo, demo_address) -> None:
    chosen = {"topic": ["learning-differences"], "issuer": ["tamarack-teachers-association"]}
    assert not passing(demo, TODAY, chosen)
    asked = "&".join(f"{facet}={values[0]}" for facet, values in chosen.items())
    page.goto(f"{demo_address}catalog/?{asked}")
    answered(page)
    assert titles(page) == []
    fits = len(passing(demo, TODAY, {"topic": chosen["topic"]}))
    loosen = page.locator(".cf-loosen").get_by_role("button", name=re.compile("Issuer"))
    expect(loosen).to_contain_text(f": {fits} micro-credential")
    loosen.click()
    expect(page.locator("[data-count]")).to_be_focused()
    answered(page)
    assert count(page) == fits


# --- keys and phones ----------------------------------------------------------------------------


def test_keys_go_to_the_box_walk_the_results_and_come_back(page, demo_address) -> None:
    page.goto(demo_address + "catalog/")
    page.keyboard.press("/")
    box = page.get_by_role("searchbox")
    expect(box).to_be_focused()
    expect(box).to_have_value("")
    page.keyboard.type("feedback")
    expect(page.locator("[data-count]")).to_contain_text("“feedback”")
    answered(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    links = page.locator("[data-cards] .cf-card__title a")
    expect(links.first).to_be_focused()
    page.keyboard.press("Escape")
    expect(box).to_be_focused()
    page.keyboard.press("Escape")
    expect(box).to_have_value("")
    expect(page).to_have_url(demo_address + "catalog/")
    page.keyboard.type("feedback")
    expect(page.locator("[data-count]")).to_contain_text("“feedback”")
    answered(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Feedback That Moves Learning")


def test_on_a_phone_the_filters_are_a_sheet_that_keeps_the_focus(browser, demo_address) -> None:
    context = browser.new_context(viewport=PHONE, color_scheme="light", reduced_motion="reduce")
    watched = Watched(context, demo_address)
    page = watched.page
    page.goto(demo_address + "catalog/?q=students")
    answered(page)
    assert violations_in_both_schemes(page) == []
    opener = page.get_by_role("button", name="Filters", exact=True)
    opener.click()
    sheet = page.get_by_role("dialog", name="Filters")
    expect(sheet).to_be_visible()
    expect(sheet.get_by_text("Free", exact=True)).not_to_be_visible()
    sheet.get_by_text("Cost", exact=True).click()
    expect(sheet.get_by_text("Free", exact=True)).to_be_visible()
    sheet.get_by_label(re.compile("^10 to 20 hours")).check()
    expect(
        sheet.get_by_role("button", name=re.compile(r"^Show \d+ micro-credential"))
    ).to_be_visible()
    assert violations_in_both_schemes(page) == []
    assert page.evaluate("document.activeElement.closest('dialog') !== null")
    page.keyboard.press("Escape")
    expect(sheet).not_to_be_visible()
    expect(page.locator("[data-open-filters]")).to_be_focused()
    expect(page).to_have_url(re.compile("hours=10-20"))
    assert page.evaluate(WIDER) == 0
    assert watched.noise == []
    context.close()


def test_results_chips_and_the_empty_result_meet_wcag(browser, demo_address) -> None:
    context = browser.new_context(viewport=DESK, color_scheme="light", reduced_motion="reduce")
    watched = Watched(context, demo_address)
    for asked in ("q=transcript&cost=free", "q=zzzzzz&cost=free", "show=resources&hours=banana"):
        watched.page.goto(f"{demo_address}catalog/?{asked}")
        answered(watched.page)
        assert violations_in_both_schemes(watched.page) == []
    assert watched.noise == []
    context.close()


# --- what can go wrong --------------------------------------------------------------------------


def test_nothing_of_search_is_loaded_before_it_is_used(page, demo_address) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(demo_address + "catalog/", wait_until="networkidle")
    assert not [url for url in asked if "/search/" in url]


def test_an_address_with_nonsense_is_answered_with_a_sentence(page, demo_address) -> None:
    page.goto(demo_address + "catalog/?hours=banana&sort=zzz&page=-1&cost=free")
    answered(page)
    expect(page.locator("[data-notice]")).to_contain_text("sort=zzz, page=-1, hours=banana")
    expect(page).to_have_url(demo_address + "catalog/?cost=free")
    assert count(page) > 5
    page.goto(f"{demo_address}catalog/?q={'feedback' * 26}")
    answered(page)
    expect(page.locator("[data-notice]")).to_contain_text("words beyond 200 letters")


def test_when_the_index_cannot_be_loaded_nothing_is_lost(page, demo_address) -> None:
    page.route("**/search/index.json", lambda route: route.abort())
    page.goto(demo_address + "catalog/?q=feedback")
    notice = page.locator("[data-notice]")
    expect(notice).to_contain_text("could not be loaded")
    assert len(titles(page)) > 30
    expect(page.get_by_role("searchbox")).to_have_value("feedback")
    page.unroute("**/search/index.json")
    notice.get_by_role("button", name="Try again").click()
    expect(page.locator("[data-count]")).to_contain_text("“feedback”")


def test_what_was_read_goes_when_the_next_answer_cannot_be_loaded(page, demo_address) -> None:
    page.goto(demo_address + "catalog/?q=free+feedback")
    answered(page)
    heard = page.locator("[data-also]")
    expect(heard).to_contain_text("Read as: Free")
    page.route("**/search/**", lambda route: route.abort())
    page.locator("[data-show=resources]").press("Enter")
    expect(page.locator("[data-notice]")).to_contain_text("could not be loaded")
    expect(heard).to_be_empty()


def test_texts_of_another_publication_are_not_mixed_with_these_cards(page, demo_address) -> None:
    other = {
        "schema_version": 1,
        "of": "another",
        "size": 1,
        "pieces": "",
        "starts": [],
        "known": [],
    }
    page.route("**/full-text/index.json", lambda route: route.fulfill(json=other), times=1)
    page.goto(demo_address + "catalog/?q=transcript")
    answered(page)
    assert count(page) > 3
    expect(page.locator("[data-notice]")).to_be_empty()


def test_without_the_full_texts_titles_are_still_searched(page, demo_address) -> None:
    page.route("**/full-text/index.json", lambda route: route.abort())
    page.goto(demo_address + "catalog/?q=feedback")
    assert titles(answered(page))[0] == "Feedback That Moves Learning"
    expect(page.locator("[data-notice]")).to_contain_text("full texts could not be loaded")


def test_without_storage_and_without_network_it_goes_on(browser, demo_address) -> None:
    context = browser.new_context()
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('off') } })"
    )
    page = context.new_page()
    page.goto(demo_address + "catalog/?q=feedback")
    answered(page)
    found = count(page)
    context.set_offline(True)
    page.get_by_label(re.compile("^Paid")).check()
    expect(page).to_have_url(re.compile("cost=paid"))
    answered(page)
    assert 0 < count(page) < found
    context.close()
