"""Search over made-up credentials, 400 in every run and 2,000 in the audit: light enough for a
phone, quick, and right."""

from __future__ import annotations

import gzip
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from bundle import find_node
from chromium import served
from credfolio.pages.search.passages import passages
from credfolio.records.registry import Registry
from credfolio.text.search_words import words_of
from demo import ROOT
from search_counts import passing
from search_site import write_search_site
from synth_catalog import TODAY
from synth_queries import made_queries, table
from synthesize import Size, synthesize

pytestmark = pytest.mark.browser

SIZES = (pytest.param(400, id="400"), pytest.param(2_000, id="2000", marks=pytest.mark.audit))
# Kilobytes of a first answer: to filters, and from the full texts. Those of 2,000 credentials are
# what docs/reference/performance.md promises; those of 400 are a tenth above what was measured.
LIMITS = {400: (52, 125), 2_000: (150, 250)}
_PARTS = ("search", "built/engine.js", "finder.css")


@pytest.fixture(scope="module", params=SIZES)
def large(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, demo_site: Path
) -> tuple[Path, Registry]:
    """The catalog page and the search of a large project, without its other pages."""
    folder = tmp_path_factory.mktemp("large")
    synthesize(folder / "project", Size(request.param, 1, 0), 1)
    return folder / "site", write_search_site(folder / "project", folder / "site", demo_site)


@pytest.fixture(scope="module")
def address(large: tuple[Path, Registry]) -> Iterator[str]:
    with served(large[0], "/large/") as base:
        yield base


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    yield context
    context.close()


def open_answer(context: BrowserContext, url: str) -> tuple[Page, list[str]]:
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.split("?")[0]))
    page.goto(url)
    page.wait_for_selector("body:not([data-searching]) .cf-shows b:not(:empty)")
    page.wait_for_load_state("networkidle")
    return page, asked


def kilobytes(site: Path, base: str, asked: list[str]) -> float:
    """What search loaded, each file as a static host sends it."""
    paths = [url.removeprefix(base) for url in asked]
    files = [site / path for path in paths if any(part in path for part in _PARTS)]
    return sum(len(gzip.compress(file.read_bytes(), 6)) for file in files) / 1000


def found(page: Page) -> int:
    return int(page.locator("[data-count]").inner_text().split()[0].replace(",", ""))


def test_a_first_filtered_answer_is_light_and_right(large, address, phone) -> None:
    site, registry = large
    url = address + "catalog/?topic=literacy&role=coach&role=mentor&hours=5-10"
    page, asked = open_answer(phone, url)
    chosen = {"topic": ["literacy"], "role": ["coach", "mentor"], "hours": ["5-10"]}
    assert found(page) == len(passing(registry, TODAY, chosen)) > 0
    assert kilobytes(site, address, asked) <= LIMITS[len(registry.credentials)][0]
    assert not [url for url in asked if "full-text" in url]
    for row in page.locator("[data-facet=grade] .cf-value").all():
        value = row.locator("input").get_attribute("value") or ""
        said = int((row.locator("b").text_content() or "").replace(",", ""))
        assert said == len(passing(registry, TODAY, {**chosen, "grade": [value]}))


@pytest.mark.parametrize(
    "words", [pytest.param("feedback", marks=pytest.mark.audit), "vocabulary misconception"]
)
def test_a_first_answer_from_the_full_texts_is_light(large, address, phone, words) -> None:
    site, registry = large
    page, asked = open_answer(phone, f"{address}catalog/?q={words}")
    holding = [
        credential
        for credential in registry.credentials.values()
        if set(words.split()) <= {w for line in passages(credential) for w in words_of(line)}
    ]
    assert found(page) == len(holding) > 20
    assert page.locator("[data-cards] article").count() == 12
    assert [url for url in asked if "full-text/" in url and "/words-" in url]
    assert kilobytes(site, address, asked) <= LIMITS[len(registry.credentials)][1]


def test_any_answer_takes_less_than_a_tenth_of_a_second(large, address, phone) -> None:
    """Another choice, and a new search for words that nearly every definition holds."""
    page, _ = open_answer(phone, f"{address}catalog/?q=feedback")
    times, found = page.evaluate(
        """async () => {
          const { SearchIndex, ask, merged } = await import("../assets/built/engine.js");
          const index = await SearchIndex.load("../search/index.json");
          const kind = index.kinds.credentials;
          const times = [];
          let found;
          for (let n = 0; n < 6; n++) {
            (await index.fullText()).found.clear();
            const started = performance.now();
            const asked = await ask(index, "evidence students");
            found = asked.found.credentials.scores;
            const { facets } = merged({ role: ["coach"], level: ["advanced"] }, asked.readings);
            const passing = kind.filter(facets, found).passing;
            kind.sorted(passing, "relevance", found);
            times.push(performance.now() - started);
          }
          return [times.slice(1), found.size];
        }"""
    )
    assert found > 0.9 * len(large[1].credentials)
    assert min(times) < 100


def test_offline_after_loading_one_goes_on_filtering(large, address, phone) -> None:
    page, _ = open_answer(phone, f"{address}catalog/?sort=name")
    phone.set_offline(True)
    kinds = page.evaluate(
        "async () => { const { SearchIndex } = await import('../assets/built/engine.js');"
        " return typeof SearchIndex }"
    )
    page.get_by_role("button", name="Filters", exact=True).click()
    page.get_by_role("dialog").get_by_text("Cost", exact=True).click()
    page.get_by_label("Free").check()
    expected = len(passing(large[1], TODAY, {"cost": ["free"]}))
    page.wait_for_selector(f"[data-facet=cost] .cf-value b:text-is('{expected:,}')")
    assert kinds == "function"


def test_queries_made_of_its_own_topics_are_answered(large, tmp_path) -> None:
    site, registry = large
    rows = [*made_queries(registry)]
    assert len(rows) > 200
    asked = tmp_path / "made.tsv"
    asked.write_text(table(rows), encoding="utf-8")
    command = [find_node()[0], ROOT / "benchmarks/finding/run.mjs", site, "--queries", asked]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=300)
    figures = json.loads(done.stdout)
    assert figures["queries"] == len(rows)
    assert (figures["success"] >= 0.95, figures["reciprocal"] >= 0.9) == (True, True), figures
