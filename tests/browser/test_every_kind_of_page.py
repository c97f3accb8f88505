"""One page of each kind in Chromium: for everybody, quiet, and never wider than its window.

The same is asked of every page of the site in `make audit`; see test_every_page.py.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from credfolio.pages.contribute.plan_link import playlist_link
from for_everybody import DESK, PHONE, SCHEMES, faults_of
from page_checks import Watched

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
    "version": "catalog/open-classroom-alliance/formative-questioning/versions/2.1/",
    "verify": "verify/",
    "figures": "figures/",
    "questions": "questions/",
    "messages": "messages/",
    "contribute": "contribute/",
    "styleguide": "styleguide/",
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
    "receipt": "receipt/",
    "desk": "desk/",
    "form of an award": "contribute/award/",
    "form of a portfolio": "contribute/portfolio/",
    "request": "contribute/request/",
    "compare": "compare/?c=open-classroom-alliance/formative-questioning,"
    "juniper-university/instructional-coaching-cycle",
    "worksheet": "catalog/tamarack-doe/numeracy-across-subjects/worksheet/",
}
# Longer or emptier than the others of their kind; the audit looks at every page.
MORE = {
    "directory": "portfolios/",
    "the emptiest": "portfolios/hana-sato-reed/",
    "a transcript": "portfolios/grace-whitlock/transcript/",
    "a draft": "catalog/tamarack-doe/smartboard-lesson-design/",
    "a version with a correction": "catalog/open-classroom-alliance/feedback-that-moves-learning/"
    "versions/2.2/",
    "what is awarded elsewhere": "catalog/tamarack-doe/data-privacy-essentials/",
    "a text in another language": "catalog/tamarack-doe/lenguaje-oral-en-las-materias/",
}


# What a phone shows of these, no desk shows: a menu, a sheet of filters, a stacked table. Of the
# others, axe and readers of screens hear the same on both, and a bar that could cover a stop of the
# keys covers one of the first; the audit asks all of it on both, in both schemes, of every page.
OTHERWISE = {"home", "catalog", "docs", "jurisdiction", "compare", "portfolio", "verify"}
LIGHT = SCHEMES[:1]

MOST_STOPS = 30
"""Tabs on one page; a catalog has many cards that are all alike. The audit goes to the end."""
FIRST_STOPS = 15
"""Those of the header and the first of the page itself."""


@pytest.fixture(scope="module")
def windows(browser: Browser, demo_address: str) -> Iterator[dict[str, Watched]]:
    """One page on a desk and one on a phone: what it showed before must not matter."""
    contexts = {
        name: browser.new_context(viewport=size, color_scheme="light", reduced_motion="reduce")
        for name, size in (("desk", DESK), ("phone", PHONE))
    }
    yield {name: Watched(context, demo_address) for name, context in contexts.items()}
    for context in contexts.values():
        context.close()


@pytest.fixture
def watched(windows: dict[str, Watched], window: str) -> Watched:
    """The page of `window` as if nobody had looked at anything yet."""
    watched = windows[window]
    watched.page.goto("about:blank")  # a fragment more, and the next page would not be loaded
    watched.page.set_viewport_size(DESK if window == "desk" else PHONE)  # type: ignore[arg-type]
    watched.page.emulate_media(color_scheme="light", forced_colors="none")
    watched.noise.clear()
    return watched


@pytest.mark.parametrize(
    ("kind", "window"),
    [(kind, window) for kind in KINDS | TOOLS for window in ("desk", "phone")]
    + [(kind, "phone") for kind in MORE],
)
def test_a_page_is_for_everybody_and_quiet(kind, window, watched, demo_address) -> None:
    address = demo_address + (KINDS | TOOLS | MORE)[kind]
    contrast = SCHEMES if window == "desk" or kind in MORE else LIGHT if kind in OTHERWISE else ()
    heard = bool(contrast)
    stops = MOST_STOPS if heard else FIRST_STOPS
    assert faults_of(watched.page, address, stops, contrast=contrast, aloud=heard) == []
    assert watched.page.context.cookies() == []
    assert watched.noise == []


@pytest.fixture(scope="module")
def without_script(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def with_script(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_whole_without_script(kind, without_script, with_script, demo_address) -> None:
    def words(page: Page) -> str:
        page.goto(demo_address + KINDS[kind])
        # What is there, and what of it can be seen.
        text = page.locator("#content").text_content() or ""
        assert page.locator("h1").is_visible()
        return " ".join(text.split())

    assert words(without_script) == words(with_script)


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


def test_a_request_without_script_says_what_to_write_and_shows_no_form(
    without_script, with_script, demo_address
) -> None:
    address = demo_address + TOOLS["request"]
    told = "noscript .cf-empty__title"  # not by its words, which are looked for elsewhere only
    for page, is_whole in ((with_script, True), (without_script, False)):
        page.goto(address)
        expect(page.locator("form[data-request]")).to_be_visible(visible=is_whole)
        expect(page.locator(told)).to_be_visible(visible=not is_whole)
    without_script.emulate_media(media="print")
    expect(without_script.locator(told)).to_be_visible()
    without_script.emulate_media(media="screen")


def test_buttons_that_need_script_are_not_shown_without_it(browser, demo_address) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(demo_address + KINDS["portfolio"])
    # A popover opens without a script.
    for button in page.locator("button:not([popovertarget])").all():
        assert not button.is_visible()
    page.get_by_role("button", name="Share", exact=True).click()
    for button in page.locator("button:not([popovertarget])").all():
        assert not button.is_visible()
    context.close()
