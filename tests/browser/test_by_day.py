"""The reader's browser shows what holds on the site's day, before anything is painted."""

from __future__ import annotations

import gzip
import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from browsing import opened
from chromium import served
from demo import ROOT, SITE_PATH, WITHOUT_RULES, build, small_project

pytestmark = pytest.mark.browser

BUILT = date(2026, 11, 28)
ZONE = "America/New_York"
AWARD = "portfolios/ana-lopez/active-listening/"
PAGES = (AWARD, "portfolios/ana-lopez/", "portfolios/ana-lopez/transcript/")
IN_FORCE, OVER = "2026-12-01T17:00:00Z", "2027-01-15T17:00:00Z"
NO_ZONES = """
Intl.DateTimeFormat = new Proxy(Intl.DateTimeFormat, { construct(format, given) {
  if (given[1]?.timeZone) throw new RangeError("Invalid time zone");
  return new format(...given);
} });
"""
# What changes while the page arrives, and when it is first painted.
WATCH = """
window.touched = [];
new MutationObserver(list => touched.push(...list.map(one => [new Event("seen").timeStamp,
  one.target.outerHTML.slice(0, 80)])))
  .observe(document, { subtree: true, attributes: true, attributeFilter: ["hidden"] });
window.paints = [];
new PerformanceObserver(list => paints.push(...list.getEntries().map(one => one.startTime)))
  .observe({ type: "paint", buffered: true });
window.shifts = [];
new PerformanceObserver(list => shifts.push(...list.getEntries().map(one => one.value)))
  .observe({ type: "layout-shift", buffered: true });
"""


def project(folder: Path) -> Path:
    small_project(folder)
    settings = folder / "mkdocs.yml"
    own = f"extra:\n  credfolio:\n    time_zone: {ZONE}\n"
    settings.write_text(settings.read_text("utf-8") + own, "utf-8")
    for name in ("catalog", "portfolios"):
        shutil.copytree(ROOT / "tests" / "examples" / "base" / name, folder / name)
    award = folder / "portfolios" / "ana-lopez" / "awards" / "active-listening.yml"
    award.write_text(award.read_text("utf-8") + "expires_on: 2026-12-01\n", "utf-8")
    return folder


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("days")
    site = build(project(folder / "project"), folder / "site", today=BUILT, command=WITHOUT_RULES)
    with served(site, SITE_PATH) as found:
        yield found


def in_zone(page: Page, zone: str) -> None:
    """The same pages, of a site in another time zone."""

    def changed(route: Route) -> None:
        answer = route.fetch()
        text = answer.text()
        assert f'name="credfolio-zone" content="{ZONE}"' in text
        route.fulfill(response=answer, body=text.replace(f'"{ZONE}"', f'"{zone}"'))

    page.route(re.compile(r"/portfolios/[^.]*$"), changed)


def says(page: Page) -> str:
    """The state on an award's page, as it is seen."""
    return " ".join(page.locator(".cf-dl dd").first.inner_text().split())


@pytest.mark.parametrize(
    ("zone", "before", "after"),
    [
        ("Pacific/Auckland", "2026-12-01T10:59:59Z", "2026-12-01T11:00:00Z"),
        ("America/New_York", "2026-12-02T04:59:59Z", "2026-12-02T05:00:00Z"),
        ("Pacific/Honolulu", "2026-12-02T09:59:59Z", "2026-12-02T10:00:00Z"),
    ],
)
@pytest.mark.parametrize("reader", ["Europe/Berlin", "Pacific/Kiritimati"])
def test_an_award_expires_at_midnight_where_the_site_is(
    browser: Browser, address: str, zone: str, before: str, after: str, reader: str
) -> None:
    for moment, expected in (
        (before, "Active until 1 December 2026"),
        (after, "Expired"),
    ):
        with opened(browser, timezone_id=reader) as page:
            in_zone(page, zone)
            page.clock.set_fixed_time(moment)
            page.goto(address + AWARD)
            assert says(page) == expected
            notice = page.locator(".cf-notice--warn")
            expect(notice).to_be_visible(visible=expected == "Expired")
            expect(page.get_by_text("Add to LinkedIn profile")).to_have_count(1)


@pytest.mark.parametrize("moment", [IN_FORCE, OVER])
def test_every_page_of_hers_says_the_same(browser: Browser, address: str, moment: str) -> None:
    with opened(browser) as page:
        page.clock.set_fixed_time(moment)
        for name in PAGES:
            page.goto(address + name)
            said = page.locator("#content").inner_text()
            assert ("Expired" in said) is (moment == OVER), name


@pytest.mark.parametrize("size", [(1280, 900), (320, 640)], ids=["desktop", "phone"])
@pytest.mark.parametrize("name", PAGES)
def test_what_changes_does_so_before_the_first_paint_and_nothing_moves(
    browser: Browser, address: str, name: str, size: tuple[int, int]
) -> None:
    viewport = {"width": size[0], "height": size[1]}
    with opened(browser, WATCH, viewport=viewport) as page:
        page.clock.set_fixed_time(OVER)
        held: list[Route] = []
        page.route(re.compile(r"days\.js$"), lambda route: held.append(route))
        page.goto(address + name, wait_until="commit")
        page.wait_for_timeout(300)  # so long the network takes
        assert page.evaluate("paints") == []
        held[0].continue_()
        page.wait_for_load_state()
        for _ in range(200):
            if page.evaluate("paints.length"):
                break
            page.wait_for_timeout(50)
        page.wait_for_timeout(200)  # a shift is told after the frame
        painted = min(page.evaluate("paints"))
        touched = page.evaluate("touched.filter(([, html]) => html.includes('data-shown-'))")
        assert touched
        assert all(at < painted for at, _ in touched), (painted, touched)
        assert page.evaluate("shifts") == []


def test_a_page_that_is_still_true_is_not_touched(browser: Browser, address: str) -> None:
    with opened(browser, WATCH) as page:
        page.clock.set_fixed_time(IN_FORCE)
        for name in PAGES:
            page.goto(address + name)
            assert page.evaluate("touched.filter(([, h]) => h.includes('data-shown-'))") == []


@pytest.mark.parametrize(
    ("script", "moment"),
    [
        ("", "1970-01-01T00:00:00Z"),  # a clock without a battery
        ("", "2026-11-01T00:00:00Z"),  # a clock that is slow by four weeks
        ("delete globalThis.MutationObserver", OVER),  # a browser from before 2012
    ],
)
def test_with_a_wrong_clock_or_no_observer_the_page_says_what_the_build_said(
    browser: Browser, address: str, script: str, moment: str
) -> None:
    context = browser.new_context()
    context.add_init_script(script)
    page = context.new_page()
    page.clock.set_fixed_time(moment)
    page.goto(address + AWARD)
    assert says(page) == "Active until 1 December 2026"
    context.close()


@pytest.mark.parametrize(
    ("script", "zone"),
    [
        ("", "Nowhere/At_All"),
        ("", ""),
        (NO_ZONES, ZONE),
    ],
)
@pytest.mark.parametrize(
    ("reader", "expected"), [("Pacific/Auckland", "Expired"), ("Pacific/Honolulu", "Active")]
)
def test_without_the_sites_zone_the_readers_own_day_counts(
    browser: Browser, address: str, script: str, zone: str, reader: str, expected: str
) -> None:
    with opened(browser, script, timezone_id=reader) as page:
        in_zone(page, zone)
        page.clock.set_fixed_time("2026-12-01T12:00:00Z")
        page.goto(address + AWARD)
        assert says(page).startswith(expected)


def test_a_zone_in_lower_case_is_the_same_zone(browser: Browser, address: str) -> None:
    with opened(browser, timezone_id="Pacific/Honolulu") as page:
        in_zone(page, "pacific/auckland")
        page.clock.set_fixed_time("2026-12-01T12:00:00Z")
        page.goto(address + AWARD)
        assert says(page) == "Expired"


def test_without_scripts_the_page_says_what_the_build_said(browser: Browser, address: str) -> None:
    with opened(browser, java_script_enabled=False) as page:
        page.goto(address + AWARD)
        assert says(page) == "Active until 1 December 2026"
        expect(page.locator(".cf-notice--warn")).to_be_hidden()


def test_the_script_is_small_and_only_where_a_day_matters(browser: Browser, address: str) -> None:
    with opened(browser) as page:
        loaded: list[str] = []
        page.on("request", lambda request: loaded.append(request.url.rpartition("/")[2]))
        for name in ("", "about/", "catalog/", "catalog/riverside-usd/active-listening/"):
            page.goto(address + name)
        assert "days.js" not in loaded
        page.goto(address + AWARD)
        assert loaded.count("days.js") == 1
    script = ROOT / "theme" / "assets" / "built" / "days.js"
    assert len(gzip.compress(script.read_bytes())) < 1_000
