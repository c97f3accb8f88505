"""One page of each kind as people use it who zoom, use keys only, or set their own colours.

The table of kinds is in test_every_kind_of_page.py. The same tests look at every
page of the site in `make audit`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from test_every_kind_of_page import KINDS, WIDER, open_all, violations

from html_tree import load_page, page_addresses

pytestmark = pytest.mark.browser

ALL = "every page"
MOST_STOPS = 45
"""Tabs on one page; a catalog has many cards that are all alike. The audit goes to the end."""


@pytest.fixture
def addresses(request: pytest.FixtureRequest, demo_site: Path) -> list[str]:
    """The pages of one kind's row; all of them where the audit asks for it."""
    if request.param != ALL:
        return [KINDS[request.param]]
    return [one for one in page_addresses(demo_site) if not load_page(demo_site, one).leads_on]


rows = pytest.mark.parametrize(
    "addresses", [*KINDS, pytest.param(ALL, marks=pytest.mark.audit)], indirect=True
)


def opened(browser: Browser, **settings: object) -> Iterator[Page]:
    context = browser.new_context(**settings)  # type: ignore[arg-type]
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def desktop(browser: Browser) -> Iterator[Page]:
    yield from opened(browser, viewport={"width": 1280, "height": 900}, reduced_motion="reduce")


@pytest.fixture(scope="module")
def phone(browser: Browser) -> Iterator[Page]:
    yield from opened(browser, viewport={"width": 390, "height": 844}, reduced_motion="reduce")


@pytest.fixture(scope="module")
def contrast(browser: Browser) -> Iterator[Page]:
    yield from opened(browser, forced_colors="active", color_scheme="dark")


# --- every page, for the audit ------------------------------------------------------------------


@pytest.mark.audit
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_every_page_meets_wcag_with_all_of_it_open(
    browser, demo_site, demo_address, scheme, width
) -> None:
    context = browser.new_context(
        color_scheme=scheme, viewport={"width": width, "height": 844}, reduced_motion="reduce"
    )
    page = context.new_page()
    found = {}
    for address in page_addresses(demo_site):
        if load_page(demo_site, address).leads_on:
            continue
        page.goto(demo_address + address)
        open_all(page)
        if faults := violations(page):
            found[address] = faults
    context.close()
    assert found == {}


# --- keys ---------------------------------------------------------------------------------------

# The focused element can be seen: it has an outline, is in the window, and is not covered.
STATE = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const style = getComputedStyle(e), box = e.getBoundingClientRect();
  const words = (e.innerText || e.getAttribute('aria-label') || e.name || e.tagName).trim();
  const faults = [];
  if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2)
    faults.push('no outline');
  if (box.bottom <= 0 || box.top >= innerHeight || box.right <= 0 || box.left >= innerWidth)
    faults.push('outside the window');
  else {
    const at = [[.5, .5], [.1, .5], [.9, .5]];
    const inside = [...e.getClientRects()].some(r => at.some(([x, y]) => {
      // Of what is taller or wider than the window, the part that is in it.
      const left = Math.max(r.left, 0), right = Math.min(r.right, innerWidth);
      const upper = Math.max(r.top, 0), lower = Math.min(r.bottom, innerHeight);
      const top = document.elementFromPoint(left + (right - left) * x, upper + (lower - upper) * y);
      return top && (e.contains(top) || top.contains(e));
    }));
    if (!inside) faults.push('covered');
  }
  return {n: [...document.querySelectorAll('*')].indexOf(e), words: words.slice(0, 60), faults};
}"""


def walk(page: Page, most: int) -> tuple[int, list[str]]:
    """Press Tab to the end of the page, or `most` times: how many stops, and what is wrong."""
    seen: list[int] = []
    wrong = []
    for _ in range(most):
        page.keyboard.press("Tab")
        state = page.evaluate(STATE)
        if state is None:
            break
        if state["n"] in seen:
            if state["n"] != seen[0]:
                wrong.append(f"{state['words']}: comes back")
            break
        seen.append(state["n"])
        wrong += [f"{state['words']}: {fault}" for fault in state["faults"]]
    return len(seen), wrong


# --- size, spacing, colours, motion -------------------------------------------------------------

SPACING = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important } p { margin-bottom: 2em !important }`);
  document.adoptedStyleSheets = [sheet];
}"""
# Text that its own box cuts off. What is for screen readers only is cut on purpose.
CUT = """() => [...document.querySelectorAll('#content *, header *, footer *')].filter(e => {
  const s = getComputedStyle(e);
  if (!e.textContent.trim() || e.closest('.cf-sr, .cf-skip, svg, pre, .cf-scroll')) return false;
  const clips = v => v === 'hidden' || v === 'clip';
  return (clips(s.overflowY) && e.scrollHeight > e.clientHeight + 2) ||
         (clips(s.overflowX) && e.scrollWidth > e.clientWidth + 2);
}).slice(0, 4).map(e => e.className + ': ' + e.textContent.trim().slice(0, 50))"""


EDGES = """() => [...document.querySelectorAll('button, input, select, textarea, .cf-button')]
  .filter(e => e.checkVisibility()).filter(e => {
    const s = getComputedStyle(e);
    // The system draws a box to tick; an input for readers of screens is seen as its label.
    if (/^(checkbox|radio)$/.test(e.type) && s.appearance !== 'none') return false;
    if (e.classList.contains('cf-sr')) return false;
    const edge = s.borderTopStyle !== 'none' && parseFloat(s.borderTopWidth) >= 1;
    return !edge && !e.querySelector('svg') && !e.innerText.trim();
  }).map(e => e.outerHTML.slice(0, 120))"""


@rows
def test_with_forced_colours_what_can_be_used_is_seen(addresses, contrast, demo_address) -> None:
    for address in addresses:
        contrast.goto(demo_address + address)
        assert contrast.evaluate("matchMedia('(forced-colors: active)').matches")
        assert contrast.evaluate(EDGES) == [], address
        contrast.keyboard.press("Tab")
        contrast.keyboard.press("Tab")
        assert contrast.evaluate(STATE)["faults"] == [], address
        hidden = contrast.evaluate(
            "[...document.querySelectorAll('.cf-icon')].filter(e => e.checkVisibility() &&"
            " getComputedStyle(e).fill === getComputedStyle(document.body).backgroundColor).length"
        )
        assert hidden == 0, address


MOVES = """() => [...document.querySelectorAll('*')].filter(e => {
  const s = getComputedStyle(e);
  return s.animationName !== 'none' || s.transitionDuration.split(',').some(d => parseFloat(d) > 0)
    || s.scrollBehavior === 'smooth';
}).slice(0, 4).map(e => e.tagName + '.' + e.className)"""


# --- names and landmarks ------------------------------------------------------------------------

LANDMARKS = """() => {
  const faults = [], seen = s => [...document.querySelectorAll(s)].filter(e => e.checkVisibility());
  if (seen('main').length !== 1) faults.push('main: ' + seen('main').length);
  if (seen('h1').length !== 1) faults.push('h1: ' + seen('h1').length);
  if (!document.documentElement.lang) faults.push('no language');
  const names = seen('nav, aside, [role=search]').map(e => {
    const by = e.getAttribute('aria-labelledby');
    const name = by ? document.getElementById(by)?.textContent : e.getAttribute('aria-label');
    return (e.getAttribute('role') || e.tagName) + ' ' + (name || '').trim();
  });
  for (const n of names) {
    if (names.filter(m => m === n).length > 1) faults.push('twice: ' + n);
    if (n.startsWith('NAV') && n === 'NAV ') faults.push('a nav without a name');
  }
  return faults;
}"""


# --- one visit in each window -------------------------------------------------------------------


def keys_reach_all(page: Page, address: str, most: int) -> None:
    stops, wrong = walk(page, most)
    assert wrong == [], address
    assert stops >= 8, address


@rows
def test_on_a_desk_it_works_with_keys_without_motion_and_in_large_letters(
    addresses, desktop, demo_address
) -> None:
    most = MOST_STOPS if len(addresses) == 1 else 1_000
    for address in addresses:
        desktop.goto(demo_address + address)
        assert desktop.evaluate(LANDMARKS) == [], address
        assert desktop.evaluate(MOVES) == [], address
        keys_reach_all(desktop, address, most)
        open_all(desktop)
        desktop.evaluate("document.documentElement.style.fontSize = '250%'")  # it is 125 % here
        assert desktop.evaluate(CUT) == [], address
        assert desktop.evaluate(WIDER) == 0, address


@rows
def test_on_a_phone_it_works_with_keys_and_with_wider_spacing(
    addresses, phone, demo_address
) -> None:
    most = MOST_STOPS if len(addresses) == 1 else 1_000
    for address in addresses:
        phone.goto(demo_address + address)
        keys_reach_all(phone, address, most)
        open_all(phone)
        phone.evaluate(SPACING)
        assert phone.evaluate(CUT) == [], address
        assert phone.evaluate(WIDER) == 0, address


@pytest.mark.parametrize("width", ["desktop", "phone"])
def test_a_search_with_results_meets_wcag_and_says_how_many_there_are(
    width, request, demo_address
) -> None:
    page: Page = request.getfixturevalue(width)
    page.goto(demo_address + "catalog/?q=question")
    live = page.locator("[aria-live], [role=status]").filter(has_text="question")
    live.first.wait_for()
    open_all(page)
    assert violations(page) == []


def test_a_page_that_has_moved_can_be_read_by_whoever_is_not_sent_on(
    browser, demo_site, demo_address
) -> None:
    """Some readers have refreshes switched off, and scripts."""
    address = "portfolios/priya-raman/"
    source = load_page(demo_site, address).source
    still = source.replace('http-equiv="refresh"', 'name="refresh"').replace("moved.js", "mark.svg")
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
