"""Previews: the page that a browser makes of a file says what the built page says, in order."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import material
import pytest
from jinja2 import ChoiceLoader, FileSystemLoader
from playwright.sync_api import Browser, Page

from browsing import opened
from credfolio.pages.fragments.page import Site
from credfolio.pages.site_pages import SitePages
from credfolio.records.loading.loader import load_project
from credfolio.records.registry import Registry
from demo import ROOT, TODAY
from raw_host import preview_of, show

pytestmark = pytest.mark.browser

# What one file cannot know, and so no preview shows.
ELSEWHERE = {
    "micro-credential": (
        # Who earned it, what else there is, and where its hours are among those of others.
        "#stacks, #earned, #related, .cf-beside, .cf-hoursbar",
        '.cf-toc a[href="#stacks"], .cf-toc a[href="#earned"], .cf-toc a[href="#related"]',
    ),
    "award": (
        ".cf-crumbs",  # the name on the profile, which may be another than the one awarded
        "#proof",  # the signature
        ".cf-notice",  # the award that replaced it
        ".cf-foot, .cf-paper, #share",
    ),
    "educator": (
        # What comes from the awards.
        "#badges, #stacks, #collections, #evidence, #skills, #timeline, #endorsements",
        ".cf-jump, .cf-facts, .cf-check, #credits > div",
        "#credits p:not(.cf-row__by), .cf-pass, .cf-portrait, .cf-preview__note, .cf-paper, #share",
    ),
}
# What only a published page can do.
ALWAYS = (
    ".cf-actions, [data-place], .cf-footbar, .cf-share, script, button, .cf-preview__badge, "
    ".cf-about-you, "
    "[data-shown-from][hidden]"  # what a later day brings; a preview is read today
)
LINES = """
(root, drop) => {
  for (const element of root.querySelectorAll(drop)) element.remove();
  const BLOCK = new Set(('P H1 H2 H3 H4 LI DT DD TH TD CAPTION SUMMARY BLOCKQUOTE PRE FOOTER DIV '
    + 'SECTION ARTICLE HEADER NAV UL OL DL TABLE THEAD TBODY TR ASIDE DETAILS').split(' '));
  const lines = [];
  const flush = (open) => {
    const text = open.words.join('').replace(/\\s+/g, ' ').trim();
    if (text) lines.push(`${open.name}: ${text}`);
    open.words = [];
  };
  const walk = (node, open) => {
    for (const child of node.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) open.words.push(child.data);
      else if (child.nodeType === Node.ELEMENT_NODE && !BLOCK.has(child.tagName)) walk(child, open);
      else if (child.nodeType === Node.ELEMENT_NODE) {
        flush(open);
        const inner = { name: `${child.tagName.toLowerCase()}.${child.className}`, words: [] };
        walk(child, inner);
        flush(inner);
      }
    }
    return open;
  };
  flush(walk(root, { name: 'top', words: [] }));
  return lines;
}
"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with opened(browser) as page:
        page.clock.set_fixed_time(f"{TODAY}T20:00:00Z")
        yield page


def place_of(path: str) -> str:
    return f"{path.removesuffix('.yml').replace('/awards/', '/').removesuffix('/profile')}/"


def previewed(page: Page, root: str, files: list[str], kind: str) -> dict[str, list[str]]:
    """The lines of the preview of each file of this repository."""
    drop = ", ".join((*ELSEWHERE[kind], ALWAYS))
    give(page, {file: (ROOT / file).read_bytes() for file in files})
    show(page, preview_of(root, *files))
    return {file: lines_of_preview(page, file, drop) for file in files}


def give(page: Page, files: dict[str, bytes]) -> None:
    page.route(
        "https://raw.githubusercontent.com/**",
        lambda route: route.fulfill(
            body=files[route.request.url.split("/", 6)[-1]],
            headers={"Access-Control-Allow-Origin": "*", "Content-Type": "text/plain"},
        ),
    )


def lines_of_preview(page: Page, file: str, drop: str) -> list[str]:
    # A preview's ids have a prefix of their own, so that several stand on one page.
    plain = """
      sheet => {
        const copy = sheet.cloneNode(true);
        for (const one of copy.querySelectorAll('[id]')) one.id = one.id.replace(/^p\\d+-/, '');
        for (const one of copy.querySelectorAll('a[href^="#"]'))
          one.setAttribute('href', one.getAttribute('href').replace(/^#p\\d+-/, '#'));
        for (const one of copy.querySelectorAll('.cf-proposal__mark')) one.remove();
        for (const one of copy.querySelectorAll('.cf-proposal__changed'))
          one.classList.remove('cf-proposal__changed');
    """
    sheet = page.locator(f'[data-file="{file}"] .cf-preview__sheet')
    found: list[str] = sheet.evaluate(f"{plain} return ({LINES})(copy, {drop!r}); }}")
    return found


def built(page: Page, address: str, kind: str) -> list[str]:
    drop = ", ".join((*ELSEWHERE[kind], ALWAYS))
    found: list[str] = page.evaluate(
        f"""async (address) => {{
          const text = await (await fetch(address)).text();
          const parsed = new DOMParser().parseFromString(text, 'text/html');
          return ({LINES})(parsed.querySelector('#content'), {drop!r});
        }}""",
        address,
    )
    return found


@pytest.mark.parametrize("every", [3, pytest.param(1, marks=pytest.mark.audit)])
def test_every_definition_looks_as_its_page(
    page: Page, demo: Registry, demo_address: str, demo_site: Path, every: int
) -> None:
    files = [f"catalog/{reference}.yml" for reference in sorted(demo.credentials)[::every]]
    found = previewed(page, demo_address, files, "micro-credential")
    for file, lines in found.items():
        assert lines == built(page, demo_address + place_of(file), "micro-credential"), file
        badge = page.locator(f'[data-file="{file}"] .cf-decide__badge').get_attribute("src")
        assert badge is not None
        drawn = unquote(badge.removeprefix("data:image/svg+xml,")).encode()
        assert drawn == (demo_site / place_of(file) / "badge.svg").read_bytes(), file
    assert len(found) > 30 // every
    assert sum(map(len, found.values())) > 5_000 // every


def test_awards_look_as_their_pages(page: Page, demo: Registry, demo_address: str) -> None:
    # A profile that hides its school hides it on the page of an award, too; no award says so.
    people = {e.id for e in demo.educators.values() if e.visibility != "private" and not e.hide}
    awards = [a for a in demo.awards.values() if a.visibility == "public" and a.educator in people]
    # A preview knows today's definition only, and not the kept text of an earlier version.
    todays = [
        award
        for award in awards
        if (now := demo.definition_of(award)) is None or now.version == award.version
    ]
    files = [f"portfolios/{award.educator}/awards/{award.id}.yml" for award in todays]
    found = previewed(page, demo_address, files[::3], "award")
    for file, lines in found.items():
        assert lines == built(page, demo_address + place_of(file), "award"), file
    assert len(found) > 10
    assert any("How it was judged" in line for lines in found.values() for line in lines)


def test_profiles_look_as_their_pages(page: Page, demo: Registry, demo_address: str) -> None:
    people = [e for e in demo.educators.values() if e.visibility != "private"]
    files = [f"portfolios/{educator.id}/profile.yml" for educator in people]
    found = previewed(page, demo_address, files, "educator")
    for file, lines in found.items():
        assert lines == built(page, demo_address + place_of(file), "educator"), file
    assert any("Learning log" in line for lines in found.values() for line in lines)


EVERYTHING = Path(__file__).parents[1] / "support" / "every_sentence.yml"


def test_every_sentence_that_a_page_can_say_is_said_alike(
    page: Page, demo_address: str, tmp_path: Path
) -> None:
    at = "catalog/juniper-university/every-sentence.yml"
    (tmp_path / "catalog/juniper-university").mkdir(parents=True)
    (tmp_path / at).write_bytes(EVERYTHING.read_bytes())
    issuer = "catalog/juniper-university/issuer.yml"
    (tmp_path / issuer).write_bytes((ROOT / issuer).read_bytes())
    loaded = load_project(tmp_path)
    assert not loaded.findings
    templates = [ROOT / "theme", Path(material.__file__).parent / "templates"]
    pages = SitePages(
        loaded.registry,
        Site("Tamarack Educator Credentials", "", TODAY),
        ChoiceLoader([FileSystemLoader(folder) for folder in templates]),
    )
    body = next(
        output.body
        for task in pages.tasks()
        for output in task.run()
        if getattr(output, "kind", "") == "credential"
    )
    give(page, {at: EVERYTHING.read_bytes()})
    show(page, preview_of(demo_address, at))
    drop = ", ".join((*ELSEWHERE["micro-credential"], ALWAYS))
    said: list[str] = page.evaluate(
        f"""(html) => {{
          const parsed = new DOMParser().parseFromString(html, 'text/html');
          return ({LINES})(parsed.body, {drop!r});
        }}""",
        body,
    )
    assert lines_of_preview(page, at, drop) == said
    assert len(said) > 150
