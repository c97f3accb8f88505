"""One page of each kind in Chromium: accessible, quiet, and never wider than its window."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from credfolio.pages.plan_link import playlist_link
from page_checks import WIDER, Watched, violations

pytestmark = pytest.mark.browser

KINDS = {
    "home": "",
    "catalog": "catalog/",
    "list": "topics/formative-assessment/",
    "index": "issuers/",
    "credential": "catalog/open-classroom-alliance/formative-questioning/",
    "stack": "catalog/juniper-university/stacks/coach-and-mentor/",
    "issuer": "catalog/juniper-university/",
    "framework": "frameworks/learning-forward/",
    "jurisdiction": "jurisdictions/tamarack/",
    "portfolio": "portfolios/amara-okafor-lind/",
    "award": "portfolios/amara-okafor-lind/formative-questioning-2025/",
    "verify": "verify/",
    "figures": "figures/",
    "contribute": "contribute/",
    "docs": "contributing/files/",
    "gone": "portfolios/k7vh-92mq-x4tn/",
    "404": "404.html",
}
# A script fills these in the reader's own browser.
TOOLS = {
    "plan": "plan/",
    "a shared plan": playlist_link("A path", ["open-classroom-alliance/formative-questioning"]),
    "builder": "contribute/credential/",
    "assess": "assess/?credential=open-classroom-alliance/formative-questioning",
    "form of an award": "contribute/award/",
    "form of a portfolio": "contribute/portfolio/",
    "compare": "compare/?c=open-classroom-alliance/formative-questioning,"
    "juniper-university/instructional-coaching-cycle",
    "worksheet": "catalog/open-classroom-alliance/formative-questioning/worksheet/",
}
MORE = {
    "evidence": "evidence/video/",
    "resources": "resources/",
    "stacks": "stacks/",
    "directory": "portfolios/",
    "the longest": "catalog/juniper-university/instructional-coaching-cycle/",
    "the emptiest": "portfolios/hana-sato-reed/",
    "a draft": "catalog/tamarack-doe/smartboard-lesson-design/",
    "a rule": "reference/rules/award-twice/",
    "records": "reference/records/",
}


@pytest.fixture(
    params=[(scheme, width) for scheme in ("light", "dark") for width in (1280, 390)],
    ids=lambda param: f"{param[0]}-{param[1]}",
)
def context(request: pytest.FixtureRequest, browser: Browser) -> Iterator[BrowserContext]:
    scheme, width = request.param
    context = browser.new_context(
        color_scheme=scheme, viewport={"width": width, "height": 844}, reduced_motion="reduce"
    )
    yield context
    context.close()


def open_all(page: Page) -> None:
    """Unfold what is folded, so that all of the page is looked at."""
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")


@pytest.mark.parametrize("kind", KINDS | TOOLS)
def test_a_page_meets_wcag_and_is_quiet_and_fits(kind, context, demo_address) -> None:
    watched = Watched(context, demo_address)
    watched.page.goto(demo_address + (KINDS | TOOLS)[kind])
    expect(watched.page.locator("[aria-busy=true]")).to_have_count(0)
    assert watched.page.evaluate(WIDER) == 0
    open_all(watched.page)
    assert violations(watched.page) == []
    assert watched.page.evaluate(WIDER) == 0
    assert context.cookies() == []
    assert watched.noise == []


@pytest.fixture(scope="module")
def narrow(browser: Browser) -> Iterator[Page]:
    """A phone 320 pixels wide, which is also 1280 pixels at 400 % zoom."""
    context = browser.new_context(viewport={"width": 320, "height": 640})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("kind", KINDS | TOOLS | MORE)
def test_a_page_reflows_at_320_pixels(kind, narrow, demo_address) -> None:
    narrow.goto(demo_address + (KINDS | TOOLS | MORE)[kind])
    expect(narrow.locator("[aria-busy=true]")).to_have_count(0)
    wide = narrow.evaluate(
        "[...document.querySelectorAll('body *')].filter(e => {"
        " const box = e.getBoundingClientRect();"
        " return box.width && box.right > innerWidth + 1"
        "  && !e.closest('.cf-scroll, pre, table, .cf-sr, .cf-skip')"
        "}).slice(0, 5).map(e => e.tagName + '.' + e.className + ' ' + e.textContent.slice(0, 60))"
    )
    assert narrow.evaluate(WIDER) == 0, wide
    assert wide == []


@pytest.mark.parametrize("kind", MORE)
def test_a_further_page_meets_wcag(kind, browser, demo_address) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 844})
    watched = Watched(context, demo_address)
    watched.page.goto(demo_address + MORE[kind])
    found = violations(watched.page)
    context.close()
    assert found == []
    assert watched.noise == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_whole_without_script(kind, browser, demo_address) -> None:
    def words(javascript: bool) -> str:
        context = browser.new_context(java_script_enabled=javascript)
        page = context.new_page()
        page.goto(demo_address + KINDS[kind])
        # What is there, and what of it can be seen.
        text = page.locator("#content").text_content() or ""
        assert page.locator("h1").is_visible()
        context.close()
        return " ".join(text.split())

    assert words(javascript=False) == words(javascript=True)


def test_the_lists_beside_the_catalog_lead_on_without_script(browser, demo_address) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(demo_address + "catalog/")
    facets = page.get_by_role("navigation", name="Lists")
    for name, heading in (
        ("Formative assessment", "Formative assessment"),
        ("Librarians", "Librarians"),
        ("Video", "Video"),
        ("Open Classroom Alliance", "Open Classroom Alliance"),
    ):
        page.goto(demo_address + "catalog/")
        facets.get_by_role("link", name=name, exact=True).click()
        assert page.locator("h1").inner_text() == heading
        assert page.locator("main a[href*='/catalog/'], #content a[href*='catalog/']").count() > 1
    context.close()


def test_buttons_that_need_script_are_not_shown_without_it(browser, demo_address) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(demo_address + KINDS["portfolio"])
    for button in page.locator("button").all():
        assert not button.is_visible()
    context.close()
