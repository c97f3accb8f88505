"""The form for a micro-credential: filled in, kept, checked, shown safely, handed over."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from browsing import OFF, QUESTIONING, opened
from credfolio.checking.check import check_project
from demo import ROOT
from form_pages import ready, step
from page_checks import WIDER, violations

pytestmark = pytest.mark.browser

AT = "contribute/credential/"
ATTACK = "<img src=x onerror=window.bad=1><script>window.bad=1</script>"
PASTE = """html => {
  const given = new DataTransfer();
  const text = new DOMParser().parseFromString(html, "text/html").body.textContent;
  given.setData("text/html", html);
  given.setData("text/plain", text);
  const area = document.querySelector("#f-described");
  area.dispatchEvent(new ClipboardEvent("paste", {clipboardData: given, bubbles: true}));
  area.value = text;
}"""
NEW_FILE = "catalog/juniper-university/listening-in-pairs.yml"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with opened(browser, permissions=["clipboard-read", "clipboard-write"]) as page:
        page.clock.install()
        yield page


def the_file(page: Page) -> str:
    page.clock.run_for(250)  # the form waits for a pause in the typing
    return page.locator(".cf-builder__text code").text_content() or ""


def add_part(page: Page) -> None:
    step(page, "What to submit")
    page.get_by_role("button", name="Add a part").press("Enter")
    page.locator("#f-parts-0-title").fill("A recording: two pairs")
    page.locator("#f-parts-0-scale").select_option("levels")
    for n, (name, words) in enumerate((("met", "Met"), ("not-yet", "Not yet"))):
        page.locator("#f-parts-0-levels").get_by_role("button", name="Add a level").press("Enter")
        page.locator(f"#f-parts-0-levels-{n}-name").fill(words)
        expect(page.locator(f"#f-parts-0-levels-{n}-id")).to_have_value(name)
    page.locator("#f-parts-0-levels-0-passing").select_option("yes")
    page.locator("#f-parts-0-prompts").get_by_role("button", name="Add a prompt").press("Enter")
    page.locator("#f-parts-0-prompts-0-text").fill("What changed?\nSay it plainly: # no, - really.")
    page.locator("#f-passing_rule").select_option("all")


def test_a_whole_form_becomes_a_file_that_the_command_accepts(page, demo_address, tmp_path):
    ready(page, demo_address + AT)
    page.locator("#f-issuer").select_option("juniper-university")
    page.locator("#f-title").focus()
    page.keyboard.type("Listening in pairs")
    page.keyboard.press("Tab")
    page.keyboard.type("Educator has students listen: each says back what was heard.")
    page.locator("#f-version").fill("1.0")
    page.locator("#f-language").fill("no")
    step(page, "The method")
    page.get_by_role("button", name="Add a group").press("Enter")
    page.locator("#f-method_components-groups-0-heading").fill("Begin")
    page.locator("#f-method_components-groups-0-items").fill("Pair up\n  By height\nListen")
    step(page, "For whom")
    page.locator("#f-time_estimate-min_hours").fill("3")
    page.locator("#f-time_estimate-max_hours").fill("4.5")
    page.get_by_label("Teacher", exact=True).check()
    add_part(page)
    text = the_file(page)
    assert text.startswith("# yaml-language-server: $schema=../../docs/schema/")
    project = tmp_path / "project"
    for folder in ("catalog", "portfolios"):
        shutil.copytree(ROOT / folder, project / folder)
    shutil.copy(ROOT / "mkdocs.yml", project)
    (project / NEW_FILE).write_text(text, encoding="utf-8")
    checked = check_project(project, date.today(), jobs=1)
    errors = [one for one in checked.findings if one.path == NEW_FILE and one.severity == "error"]
    assert errors == []
    made = checked.registry.credentials["juniper-university/listening-in-pairs"]
    assert (made.version, made.language) == ("1.0", "no")
    assert made.parts[0].prompts[0].text == "What changed?\nSay it plainly: # no, - really."
    assert made.method_components.groups[0].items[0].nested[0].text == "By height"
    asked = urlsplit(page.locator("[data-hand]").get_attribute("href"))
    query = parse_qs(asked.query, keep_blank_values=True)
    assert query == {"filename": [NEW_FILE], "value": [text]}
    assert "/new/" in asked.path


def test_a_draft_survives_and_a_removed_part_comes_back(page, demo_address) -> None:
    ready(page, demo_address + AT)
    page.locator("#f-title").fill("Kept")
    add_part(page)
    before = the_file(page)
    page.get_by_role("button", name="Remove Part 1").press("Enter")
    assert "recording" not in the_file(page)
    page.get_by_role("button", name="Bring the part back").press("Enter")
    assert the_file(page) == before
    page.reload()
    expect(page.locator("[data-builder]")).to_have_attribute("aria-busy", "false")
    assert the_file(page) == before


def test_a_change_leaves_every_other_line_alone(page, demo_address) -> None:
    ready(page, f"{demo_address}{AT}?from={QUESTIONING}")
    old = (ROOT / f"catalog/{QUESTIONING}.yml").read_text(encoding="utf-8")
    assert the_file(page) == old
    page.locator("#f-title").fill("Questions: asked well")
    new = the_file(page)
    differing = [(a, b) for a, b in zip(old.splitlines(), new.splitlines(), strict=True) if a != b]
    assert [b for _, b in differing] == ['title: "Questions: asked well"']
    hand = page.locator("[data-hand]").get_attribute("href")
    assert hand.endswith(f"/edit/main/catalog/{QUESTIONING}.yml")


def test_published_definitions_open_without_a_false_alarm(page, demo, demo_address) -> None:
    for reference in sorted(demo.credentials)[::3]:
        page.goto("about:blank")
        ready(page, f"{demo_address}{AT}?from={reference}")
        assert page.locator(".cf-builder__problems li").all_text_contents() == [], reference
        assert the_file(page) == (ROOT / f"catalog/{reference}.yml").read_text(encoding="utf-8")


def test_too_long_for_a_link_is_copied(page, demo_address) -> None:
    ready(page, demo_address + AT)
    page.locator("#f-summary").fill("word " * 2000)
    expect(page.locator("[data-hand=copy]")).to_be_visible()
    page.get_by_role("button", name="Copy the file").click()
    expect(page.locator("[data-said]")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == the_file(page)


def test_what_is_typed_never_runs(page, demo_address) -> None:
    ready(page, demo_address + AT)
    add_part(page)
    for n in range(8):
        page.locator(".cf-builder__steps button").nth(n).click()
        page.locator(".cf-builder__more").evaluate_all("all => all.forEach(one => one.open = true)")
        for field in page.locator(".cf-builder__fields :is(input[type=text], textarea)").all():
            field.fill(ATTACK)
    the_file(page)
    assert page.evaluate("window.bad") is None
    assert page.locator("[data-builder] :is(img, script, [onerror])").count() == 0
    expect(page.locator(".cf-builder__preview")).to_contain_text("<script>")


def test_a_problem_stands_at_the_field_and_leads_there(page, demo_address) -> None:
    ready(page, demo_address + AT)
    page.locator("#f-title").fill("A title")
    page.locator("#f-released").fill("next week")
    expect(page.locator("#f-released-problem")).to_contain_text(
        "Write the date as YYYY-MM-DD, such as 2026-05-31"
    )
    step(page, "The method")
    page.locator(".cf-builder__problems summary").click()
    page.locator(".cf-builder__problems a", has_text="released").click()
    expect(page.locator("#f-released")).to_be_focused()
    expect(page.locator("#f-released")).to_have_value("next week")


def test_without_storage_the_file_is_offered(browser, demo_address) -> None:
    with opened(browser, OFF) as page:
        page.clock.install()
        ready(page, demo_address + AT)
        page.locator("#f-title").fill("Not kept")
        expect(page.locator(".cf-builder__notices")).to_contain_text("does not let the site keep")
        assert "Not kept" in the_file(page)


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 320)])
def test_the_form_is_accessible_and_fits(scheme, width, browser, demo_address) -> None:
    view = {"width": width, "height": 844}
    with opened(browser, color_scheme=scheme, viewport=view) as page:
        ready(page, f"{demo_address}{AT}?from={QUESTIONING}")
        for words in ("What to submit", "What it is"):
            step(page, words)
            assert violations(page) == []
            assert page.evaluate(WIDER) == 0


def test_nothing_is_called_wrong_before_somebody_writes(page, demo_address) -> None:
    ready(page, demo_address + AT)
    expect(page.locator(".cf-builder__problems")).to_contain_text("Begin where you like")
    assert page.locator(".cf-builder__problems li").count() == 0
    assert page.locator(".cf-builder__problem:not(:empty)").count() == 0
    page.locator("#f-title").fill("A title")
    page.clock.run_for(250)
    expect(page.locator(".cf-builder__problems summary")).to_be_visible()
    words = " ".join(page.locator(".cf-builder__problems li").all_text_contents())
    assert "“Who issues it”" in words or "who issues it" in words
    assert "_" not in words


def test_a_description_from_word_becomes_a_draft_without_a_request(page, demo_address) -> None:
    ready(page, demo_address + AT)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_text("Have a description already?").click()
    html = (ROOT / "tests/js/pasted/09-rubric.html").read_text(encoding="utf-8")
    html = html.replace("<!--EndFragment-->", "<h1>What others say</h1><p>A good week.</p>")
    page.evaluate(PASTE, html)
    page.clock.run_for(10)
    page.get_by_role("button", name="Make a draft of it").click()
    expect(page.locator("#f-title")).to_have_value("Hints Instead of Answers")
    expect(page.locator(".cf-builder__notices")).to_contain_text("filled from your text")
    left = page.locator(".cf-builder__left")
    expect(left).to_contain_text("A good week.")
    assert "From your text" in page.locator("#f-title").locator("xpath=..").inner_text()
    step(page, "What to submit")
    expect(page.locator("#f-parts-0-rubric-0-name")).to_have_value("Hints")
    mark = page.locator("#f-parts-0-rubric > .cf-builder__mark--check")
    expect(mark).to_contain_text("Look whether it is right")
    assert violations(page) == []
    left.get_by_role("button", name="Set aside: What others say").click()
    expect(left).to_have_count(0)
    assert "Each hint leaves the last step to the student." in the_file(page)
    # What reads it is this site's; nothing is sent.
    assert [url.removeprefix(demo_address) for url in asked] == ["assets/built/paste.js"]
