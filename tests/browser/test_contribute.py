"""The page of contributing, and the forms for an award and for a portfolio."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from browsing import FULL, QUESTIONING, new_context, opened
from credfolio.exchange.importing.issue_form import plan_form
from credfolio.records.model import Award, Educator
from credfolio.records.record_reader import read_record
from credfolio.records.source_text import parse_yaml
from form_pages import ready, step

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with opened(browser) as page:
        yield page


def file_has(page: Page, *words: str) -> str:
    code = page.locator(".cf-builder__text code")
    for one in words:
        expect(code).to_contain_text(one)
    return code.text_content() or ""


def test_the_doors_lead_to_the_forms_and_one_opens_a_definition(page, demo_address) -> None:
    page.goto(demo_address)
    page.get_by_role("link", name="Contribute Add your district's own").click()
    expect(page).to_have_url(demo_address + "contribute/")
    assert page.get_by_role("heading", level=2).all_text_contents()[:4] == [
        "Write a micro-credential",
        "Propose a change to one",
        "Add my award for review",
        "Make my portfolio",
    ]
    for name in ("award", "portfolio"):
        assert page.locator(f"a.cf-button[href='{name}/'], a[href$='contribute/{name}/']").count()
    page.locator("#door-from").select_option(QUESTIONING)
    page.get_by_role("button", name="Open it").click()
    expect(page.locator(".cf-builder__text summary")).to_have_text(
        f"The file: catalog/{QUESTIONING}.yml"
    )


def begin_award(page: Page, demo_address: str) -> None:
    ready(page, f"{demo_address}contribute/award/?credential={QUESTIONING}")
    expect(page.locator("select#f-version")).to_have_value("3.0")  # from the definition
    page.locator("#f-awarded_on").fill("2026-03-20")
    page.locator("#f-name_as_awarded").fill("Hana Sato-Reed")
    page.locator("#f-educator").fill("hana-sato-reed")


def test_an_earner_s_award_ends_as_a_request_that_becomes_a_record(page, demo, demo_address):
    begin_award(page, demo_address)
    step(page, "Your work")
    page.get_by_role("button", name="Put in what").press("Enter")
    page.locator("#f-evidence-0-url").fill("https://work.example/two-students")
    expect(page.locator("#f-evidence-0-consent")).to_be_hidden()
    page.locator("#f-evidence-0-student_data").select_option("consented")
    expect(page.locator("#f-evidence-0-consent")).to_be_visible()
    expect(page.locator(".cf-builder__problems")).to_contain_text("the consent is not recorded")
    page.locator("#f-evidence-0-student_data").select_option("deidentified")
    file_has(page, "student_data: deidentified", "source: holder")
    link = page.locator("[data-hand=issue]")
    expect(link).to_have_text("Open the request")
    asked = urlsplit(link.get_attribute("href"))
    query = {key: value for key, (value,) in parse_qs(asked.query).items()}
    assert asked.path.endswith("/issues/new")
    assert query["template"] == "award.yml"
    # As the forge writes an issue: each label as a heading, the record in a fence.
    body = (
        f"### Credential\n\n{query['credential']}\n\n### Your portfolio\n\n{query['educator']}\n\n"
        f"### Day of the award\n\n{query['awarded_on']}\n\n"
        f"### Version, if you know it\n\n{query['version']}\n\n"
        f"### The record\n\n```yaml\n{query['record']}```\n"
    )
    plan = plan_form(body.encode(), "request.md", demo)
    assert plan.findings == []
    record = plan.additions[0].record
    assert isinstance(record, Award)
    assert (record.credential, record.version, record.results) == (QUESTIONING, "3.0", ())
    assert record.evidence[0].student_data == "deidentified"
    assert {one.source for one in record.evidence} == {"holder"}


def test_an_editor_s_award_ends_as_the_file(page, demo_address) -> None:
    begin_award(page, demo_address)
    page.get_by_label("I record it for somebody").check()
    page.locator("#f-approved_by").fill("Ira Lowell")
    step(page, "How it was judged")
    page.locator("#f-results-part-1").select_option(index=1)
    text = file_has(page, "results:", "approved_by: Ira Lowell")
    hand = page.locator("[data-hand=new]")
    query = parse_qs(urlsplit(hand.get_attribute("href")).query)
    path = "portfolios/hana-sato-reed/awards/formative-questioning.yml"
    assert query == {"filename": [path], "value": [text]}
    data = parse_yaml(text, path)
    assert isinstance(data, dict)
    given = {"id": "formative-questioning", "educator": "hana-sato-reed"}
    record = read_record(Award, data, path, given)
    assert isinstance(record, Award)
    assert record.results[0].part == 1
    expect(page.locator(".cf-builder__after")).to_contain_text("If it is your own award")


def test_a_portfolio_is_unlisted_with_a_handle_and_a_recorded_agreement(page, demo_address):
    ready(page, demo_address + "contribute/portfolio/")
    page.locator("#f-display_name").fill("Amara Okafor-Lind")
    expect(page.locator("#f-file-problem")).to_contain_text("amara-okafor-lind is taken")
    page.get_by_role("button", name="Suggest one").press("Enter")
    summary = page.locator(".cf-builder__text summary")
    expect(summary).to_contain_text("profile.yml")
    handle = page.locator("#f-file").input_value()
    expect(summary).to_have_text(f"The file: portfolios/{handle}/profile.yml")
    page.locator("#f-bio").fill("Write to me at amara@home.example.")
    expect(page.locator("#f-bio-problem")).to_contain_text("This looks like an e-mail address")
    page.locator("#f-bio").fill("")
    step(page, "Who may see it")
    expect(page.locator("#f-visibility")).to_have_value("unlisted")
    page.get_by_label("This is about me").check()
    step(page, "Links and look")
    page.locator("#f-accent").fill("ffd166")
    expect(page.locator("#f-accent-problem")).to_contain_text("Write a38641")
    page.locator("#f-accent").fill("a38641")
    page.get_by_label("lantern").check()
    text = file_has(page, "accent: a38641", "placeholder: lantern", "method: online-form")
    shown = page.locator(".cf-preview .cf-portrait use")
    expect(shown).to_have_attribute("href", re.compile(r"/assets/portraits\.svg#lantern$"))
    record = read_record(Educator, parse_yaml(text, "a.yml"), "a.yml", {"id": handle})
    assert isinstance(record, Educator)
    assert record.consent is not None
    assert record.consent.by == "Amara Okafor-Lind"
    assert page.locator("[type=email], [type=tel]").count() == 0
    assert page.locator("[data-hand=new]").count() == 1


PROFILE = """\
# Mine, by hand.
display_name: "Ben Oak"   # as on my badge

headline: Reads aloud
links:
  # the one that matters
  - {title: Page, url: "https://ben.example/"}
  - title: Other   # keep
    url: https://other.example/
visibility: private
"""


def test_a_pasted_profile_keeps_its_notes_and_ends_as_a_change(page, demo_address) -> None:
    ready(page, demo_address + "contribute/portfolio/")
    page.locator(".cf-builder__drafts summary").first.click()
    page.locator("#f-paste").fill(PROFILE)
    page.locator("#f-place").fill("portfolios/ben-oak/profile.yml")
    page.get_by_role("button", name="Take it").press("Enter")
    assert file_has(page, "Ben Oak") == PROFILE
    page.locator("#f-headline").fill("Reads aloud, daily")
    expected = PROFILE.replace("Reads aloud", "Reads aloud, daily")
    assert file_has(page, "Reads aloud, daily") == expected
    step(page, "Links and look")
    page.get_by_role("button", name="Move Link 2 up").press("Enter")
    moved = expected.splitlines(keepends=True)
    moved[5:9] = [*moved[7:9], *moved[5:7]]
    expect(page.locator(".cf-builder__text code")).to_have_text("".join(moved))
    href = page.locator("[data-hand=edit]").get_attribute("href")
    assert href.endswith("/edit/main/portfolios/ben-oak/profile.yml")


KEPT_NAMES = """Object.entries(localStorage)
  .filter(([key]) => key.startsWith('credfolio-portfolio-drafts/'))
  .map(([, kept]) => JSON.parse(kept).draft.data.display_name)"""


def test_a_draft_in_two_tabs_goes_on_as_two(browser, demo_address) -> None:
    context = new_context(browser)
    first, second = context.new_page(), context.new_page()
    ready(first, demo_address + "contribute/portfolio/")
    first.locator("#f-display_name").fill("Ana")
    file_has(first, "Ana")
    ready(second, demo_address + "contribute/portfolio/")
    expect(second.locator("#f-display_name")).to_have_value("Ana")
    # Both are typed in at once: the first keeps nothing before the second has kept its text.
    first.evaluate("window.setTimeout = (then) => { window.heldBack = then; return 0; }")
    first.locator("#f-display_name").fill("Ana First")
    second.locator("#f-display_name").fill("Ana Second")
    file_has(second, "Ana Second")
    # Tabs may live in processes of their own: what one writes reaches the other a moment later.
    first.wait_for_function(f"({KEPT_NAMES}).includes('Ana Second')", polling=50)
    assert "Ana First" not in first.evaluate(KEPT_NAMES)
    first.evaluate("window.heldBack()")
    file_has(first, "Ana First")
    first.reload()
    first.wait_for_function(
        f"['Ana First', 'Ana Second'].every((name) => ({KEPT_NAMES}).includes(name))"
    )
    context.close()


def test_without_room_the_form_says_so_and_offers_the_file(browser, demo_address) -> None:
    with opened(browser, FULL) as page:
        ready(page, demo_address + "contribute/portfolio/")
        page.locator("#f-display_name").fill("Ana")
        notice = page.locator(".cf-builder__notices")
        expect(notice).to_contain_text("no room left for this site")
        with page.expect_download() as download:
            notice.get_by_role("button", name="Download the file").click()
        assert download.value.suggested_filename == "profile.yml"
        page.evaluate("window.roomAgain = true")
        page.locator("#f-headline").fill("Reads aloud")
        expect(notice).to_be_empty()


def test_no_form_names_a_portfolio_that_is_not_listed(demo, demo_site) -> None:
    hidden = [one.id for one in demo.educators.values() if one.visibility != "public"]
    assert hidden
    for form in sorted((demo_site / "contribute").glob("*/form.json")):
        text = form.read_text(encoding="utf-8")
        assert [one for one in hidden if one in text] == []
