"""A search with results, an address that has moved, a page that is not there: for everybody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser, Page

from credfolio.links.link_page import Place, render_link_page
from credfolio.links.link_report import to_findings
from credfolio.links.outer_links import Looked, OuterLink
from for_everybody import DESK, PHONE, UNFOLD
from html_tree import load_page
from page_checks import COLORS, WIDER, violations

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def desktop(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=DESK, reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=PHONE, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def test_of_texts_that_are_colored_alike_one_is_measured(desktop) -> None:
    pale = '<p style="color: #bbb">Pale</p>'
    page = f"{pale * 3}<div style='background: #fff'>{pale}</div><p>Black</p>"
    desktop.set_content(f"<html lang=en><title>Pale</title><main>{page}</main>")
    for found in (violations(desktop), violations(desktop, COLORS)):
        assert [one.split(":")[0] for one in found] == ["color-contrast"] * 2
    assert len(violations(desktop, every=True)) == 4
    assert violations(desktop, without=["color-contrast"]) == []


def test_the_contrast_of_a_field_is_measured(desktop) -> None:
    pale = 'aria-label="Pale" style="color: #bbb; background: #fff"'
    fields = f"<input {pale} value=Pale><select {pale}><option>Pale</select><textarea {pale}>\n"
    desktop.set_content(f"<html lang=en><title>Pale</title><main>{fields}</textarea></main>")
    found = violations(desktop, COLORS)
    assert [one.split()[1] for one in found] == ["<input", "<select", "<textarea"]


@pytest.mark.parametrize("width", ["desktop", "phone"])
def test_a_search_with_results_meets_wcag_and_says_how_many_there_are(
    width, request, demo_address
) -> None:
    page: Page = request.getfixturevalue(width)
    page.goto(demo_address + "catalog/?q=question")
    live = page.locator("[aria-live], [role=status]").filter(has_text="question")
    live.first.wait_for()
    page.evaluate(UNFOLD)
    assert violations(page) == []


def test_a_page_that_has_moved_can_be_read_by_whoever_is_not_sent_on(
    browser, demo_site, demo_address
) -> None:
    """Some readers have refreshes switched off, and scripts."""
    address = "portfolios/priya-raman/"
    source = load_page(demo_site, address).source
    still = source.replace('http-equiv="refresh"', 'name="refresh"').replace(
        "built/moved.js", "mark.svg"
    )
    context = browser.new_context(color_scheme="dark", bypass_csp=True)
    page = context.new_page()
    page.route(
        demo_address + address, lambda route: route.fulfill(body=still, content_type="text/html")
    )
    page.goto(demo_address + address)
    assert violations(page) == []
    page.emulate_media(color_scheme="light")
    assert violations(page) == []
    page.get_by_role("link", name="Open the portfolio").click()
    assert page.url == f"{demo_address}portfolios/priya-raman-west/"
    context.close()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_former_address_leads_on_with_what_stands_behind_it(
    browser, demo_address, javascript
) -> None:
    context = browser.new_context(java_script_enabled=javascript)
    page = context.new_page()
    page.goto(f"{demo_address}catalog/juniper-university/udl-lesson/#judged")
    page.wait_for_url(f"{demo_address}catalog/juniper-university/universal-design-lesson/**")
    assert page.url.endswith("#judged") == javascript
    context.close()


@pytest.mark.parametrize(
    ("address", "said", "searched"),
    [
        ("portfolios/nobody-here/", "A portfolio or an award.", ""),
        ("portfolios/amara-okafor-lind/never/credential.json", "A badge that you want", ""),
        ("catalog/juniper-university/old_lesson.html", "A micro-credential.", "old lesson"),
    ],
)
def test_a_lost_reader_is_told_what_belongs_to_the_address(
    desktop, demo_address, address, said, searched
) -> None:
    desktop.goto(demo_address + address)
    items = [item for item in desktop.locator("[data-lost]").all() if item.is_visible()]
    assert [said in item.inner_text() for item in items] == [True]
    assert desktop.locator("#lost-q").input_value() == searched


def test_a_lost_reader_is_offered_the_address_as_this_site_writes_it(desktop, demo_address) -> None:
    desktop.goto(f"{demo_address}Catalog/Juniper_University/Universal-Design-Lesson")
    offer = desktop.locator("[data-lost-nearer] a")
    offer.click()
    desktop.wait_for_url("**/catalog/juniper-university/universal-design-lesson/")


def test_the_report_of_links_can_be_read_by_everybody(phone, tmp_path) -> None:
    day = "2026-06-01"
    links, looked = [], {}
    for n, outcome in enumerate(("dead", "moved", "unsure", "not-asked", "live")):
        url = f"https://reading.example/{outcome}/{'a-long-name-' * 9}"
        looked[url] = Looked(outcome, "it was so", day, "2026-05-01", now_at=url if n == 1 else "")
        path = f"catalog/an-issuer-with-a-rather-long-name/{outcome}.yml"
        links.append(OuterLink(url, path, ("resources", n, "url")))
    findings = to_findings(links, looked)
    file = tmp_path / "links.html"
    place = Place("Example", "https://forge.example/edit/main/")
    file.write_text(render_link_page(links, looked, findings, date(2026, 6, 1), place), "utf-8")
    phone.emulate_media(color_scheme="light")
    phone.goto(file.as_uri())
    assert violations(phone) == []
    assert phone.evaluate(WIDER) == 0
    phone.emulate_media(color_scheme="dark")
    assert violations(phone, COLORS) == []
