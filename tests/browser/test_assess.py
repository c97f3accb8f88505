"""The assessor's sheet: the worksheet's rubric, the passing rule, and a record that is accepted."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browsing import COACHING, OFF, QUESTIONING, opened
from credfolio.checking.check import check_project
from demo import ROOT

pytestmark = pytest.mark.browser

AT = f"assess/?credential={QUESTIONING}"
ATTACK = "<img src=x onerror=window.bad=1><script>window.bad=1</script>"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with opened(browser, service_workers="block") as page:
        yield page


def ready(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator("[data-assess]")).to_have_attribute("aria-busy", "false")


def criteria(page: Page):
    return page.locator(".cf-judge .cf-criterion")


def judge_all(page: Page, level: int = 0) -> None:
    for n in range(criteria(page).count()):
        criteria(page).nth(n).locator("input[type=radio]").nth(level).check()


def fill_in(page: Page) -> None:
    page.locator("[name=assessor]").fill("elena-marsh")
    page.locator("[name=submitted_on]").fill(date.today().replace(day=1).isoformat())
    page.locator("[name=feedback]").fill("You waited, and it shows: true.\nThe rest is small.")


def the_record(page: Page) -> str:
    return page.locator("[data-file]").text_content() or ""


def the_letter(page: Page) -> str:
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save the letter").press("Enter")
    return Path(saved.value.path()).read_text("utf-8")


def open_file(page: Page, content: object, name: str = "sheet.json") -> None:
    text = content if isinstance(content, str) else json.dumps(content)
    page.locator(".cf-assess input[type=file]").set_input_files(
        {"name": name, "mimeType": "application/json", "buffer": text.encode()}
    )


def worksheet(ref: str = QUESTIONING, **fields: str) -> dict[str, object]:
    answers = {key: {"v": text, "t": 1, "label": "x"} for key, text in fields.items()}
    return {
        "credfolio_worksheet": 1,
        "ref": ref,
        "title": "A title",
        "version": "3.0",
        "fields": answers,
    }


def test_a_passing_sheet_becomes_a_record_that_the_check_accepts(page, demo_address, tmp_path):
    ready(page, demo_address + AT)
    expect(page.locator("[data-verdict]")).to_have_text("8 choices still open.")
    passing = page.locator("[name=decision][value=pass]")
    expect(passing).to_be_disabled()
    judge_all(page)
    expect(page.locator("[data-verdict]")).to_have_text("The passing rule is met.")
    passing.check()
    fill_in(page)
    expect(page.locator("[data-missing]")).to_have_text("Nothing is missing.")
    project = tmp_path / "project"
    for folder in ("catalog", "portfolios"):
        shutil.copytree(ROOT / folder, project / folder)
    shutil.copy(ROOT / "mkdocs.yml", project)
    file = project / "portfolios/grace-whitlock/awards/formative-questioning.yml"
    # What the assessor does not know: who approved it, and the name for the certificate.
    text = the_record(page) + "approved_by: Halloran Deakes\nname_as_awarded: Grace Whitlock\n"
    file.write_text(text, encoding="utf-8")
    checked = check_project(project, date.today(), jobs=1)
    path = file.relative_to(project).as_posix()
    assert [one.message for one in checked.findings if one.path == path] == []
    (made,) = (
        one
        for one in checked.registry.awards_by_educator["grace-whitlock"]
        if one.id == "formative-questioning"
    )
    assert len(made.results) == 8
    assert made.submissions[0].assessments[0].feedback == (
        "You waited, and it shows: true.\nThe rest is small."
    )


def test_a_quiz_is_judged_by_the_points_that_are_written_down(page, demo_address) -> None:
    """80 percent of 25: the levels of this part do not have points, for it has no levels."""
    ready(page, f"{demo_address}assess/?credential=tamarack-doe/data-privacy-essentials")
    verdict = page.locator("[data-verdict]")
    expect(verdict).to_have_text("1 choice still open. 0 points so far.")
    points = page.get_by_label("Points", exact=True)
    points.fill("19.5")
    expect(verdict).to_have_text("The passing rule is not met. 19.5 points so far.")
    points.fill("20")
    expect(verdict).to_have_text("The passing rule is met. 20 points so far.")
    page.locator("[name=decision][value=pass]").check()
    fill_in(page)
    assert the_record(page).endswith("results:\n  - part: 1\n    points: 20\n")
    points.fill("3")
    page.get_by_role("button", name="To the decision").press("Enter")
    expect(page.locator("[name=decision][value=resubmit]")).to_be_focused()


def test_the_field_for_points_is_below_the_bar_on_a_small_phone(browser, demo_address) -> None:
    context = browser.new_context(
        viewport={"width": 390, "height": 700}, reduced_motion="reduce", service_workers="block"
    )
    page = context.new_page()
    ready(page, f"{demo_address}assess/?credential=tamarack-doe/data-privacy-essentials")
    page.get_by_role("button", name="Begin judging").press("Enter")
    points = page.get_by_label("Points", exact=True)
    expect(points).to_be_focused()
    expect(points).to_be_in_viewport(ratio=1)
    bar, field = (one.bounding_box() for one in (page.locator(".cf-sheet__bar"), points))
    assert bar is not None
    assert field is not None
    assert field["y"] >= bar["y"] + bar["height"]
    context.close()


def test_a_sheet_that_does_not_pass_says_what_another_try_has_to_show(page, demo_address) -> None:
    ready(page, demo_address + AT)
    judge_all(page)
    low = criteria(page).first.locator("input[type=radio]").nth(1)
    low.check()
    criteria(page).first.locator("[data-note]").fill("The question asked for a date.")
    expect(page.locator("[data-outcome='1']")).to_have_text("This part does not pass yet.")
    expect(page.locator("[data-outcome='2']")).to_have_text("This part passes.")
    expect(page.locator("[data-verdict]")).to_have_text("The passing rule is not met.")
    expect(page.locator("[name=decision][value=pass]")).to_be_disabled()
    page.locator("[name=decision][value=resubmit]").check()
    expect(page.locator("[data-missing]")).to_contain_text("what to change, as feedback")
    fill_in(page)
    letter = the_letter(page)
    assert "**Please submit again.**" in letter
    assert "What I saw: The question asked for a date." in letter
    assert "To reach Passing: The question tests the idea the lesson depends on" in letter
    assert "Wait 7 days first." in letter
    record = the_record(page)
    assert "decision: resubmit" in record
    assert "asked for a date" not in record  # what was noted is for the educator only
    assert "\nresults:" not in record


def test_her_answers_stand_below_the_questions_and_do_nothing(page, demo_address) -> None:
    ready(page, demo_address + AT)
    key = page.locator(".cf-field .cf-assess__answer").first.get_attribute("data-key")
    open_file(page, worksheet(**{key: f"{ATTACK} one two three"}))
    shown = page.locator(".cf-field .cf-assess__answer blockquote")
    expect(shown).to_have_text(f"{ATTACK} one two three")
    expect(page.locator(".cf-field .cf-words").first).to_contain_text("words; at most 200 words")
    assert page.evaluate("window.bad") is None


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{not json", "neither a worksheet nor an assessor's sheet"),
        ({"credfolio_worksheet": 2}, "neither a worksheet nor an assessor's sheet"),
        ({**worksheet(), "fields": []}, "damaged"),
        (worksheet(ref=COACHING), "belongs to “A title”"),
    ],
)
def test_a_wrong_file_changes_nothing_and_is_told(content, said, page, demo_address) -> None:
    ready(page, demo_address + AT)
    page.locator("[name=assessor]").fill("elena-marsh")
    before = the_record(page)
    open_file(page, content)
    expect(page.locator("[data-problems]")).to_contain_text(said)
    assert the_record(page) == before


def test_a_sheet_is_kept_emptied_and_brought_back(page, demo_address) -> None:
    ready(page, demo_address + AT)
    judge_all(page)
    fill_in(page)
    page.locator("[name=decision][value=resubmit]").check()
    expect(page.locator("[data-saved]")).to_have_text("Kept in this browser.")
    before = the_record(page)
    page.reload()
    expect(page.locator("[data-assess]")).to_have_attribute("aria-busy", "false")
    assert the_record(page) == before
    page.get_by_role("button", name="Empty for the next one").press("Enter")
    expect(page.locator("[data-verdict]")).to_have_text("8 choices still open.")
    page.get_by_role("button", name="Undo").press("Enter")
    assert the_record(page) == before


def test_without_storage_the_sheet_works_and_says_so(browser, demo_address) -> None:
    with opened(browser, OFF) as page:
        ready(page, demo_address + AT)
        expect(page.locator("[data-problems]")).to_contain_text("does not let the site keep")
        judge_all(page)
        expect(page.locator("[data-verdict]")).to_have_text("The passing rule is met.")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("?credential=../../evil", "names something that is not a micro-credential"),
        ("?credential=nobody/nothing", "has no micro-credential of that name"),
    ],
)
def test_an_address_that_names_nothing_leads_to_the_catalog(asked, said, page, demo_address):
    ready(page, f"{demo_address}assess/{asked}")
    expect(page.locator("[data-assess]")).to_contain_text(said)
    expect(page.locator("[data-assess] a.cf-button")).to_have_attribute("href", "../catalog/")


def test_without_a_rubric_one_picks_it_or_opens_the_file_of_the_educator(page, demo_address):
    ready(page, demo_address + AT)
    key = page.locator(".cf-field .cf-assess__answer").first.get_attribute("data-key")
    ready(page, f"{demo_address}assess/")
    expect(page.get_by_role("listitem").filter(has_text="Read and choose")).to_be_visible()
    page.get_by_text("more rubrics").click()
    picked = page.get_by_role("link", name="Formative Questioning")
    expect(picked).to_have_attribute("href", f"../assess/?credential={QUESTIONING}")
    drop = page.locator("[data-assess-file]")
    for text in ("no json", '{"credfolio_worksheet": 1, "ref": "../evil"}', "[]"):
        drop.set_input_files(
            {"name": "x.json", "mimeType": "application/json", "buffer": text.encode()}
        )
        expect(page.locator("[data-assess-problem]")).to_contain_text("neither a worksheet")
    sheet = json.dumps(worksheet(**{key: "My class of 7"}))
    drop.set_input_files(
        {"name": "mine.json", "mimeType": "application/json", "buffer": sheet.encode()}
    )
    expect(page.locator("[data-problems]")).to_contain_text("Opened mine.json")
    expect(page.locator("[data-assess]")).to_contain_text("My class of 7")
    expect(page.locator("[data-assess-room]")).to_be_hidden()
    assert page.url.endswith(AT)
    page.go_back()
    expect(page.locator("[data-assess-room]")).to_be_visible()


def test_judging_begins_within_the_first_screen_of_a_phone_and_goes_on(browser, demo_address):
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, reduced_motion="reduce", service_workers="block"
    )
    page = context.new_page()
    ready(page, demo_address + AT)
    way = page.locator("[data-go-on]")
    expect(way).to_have_text("Begin judging")
    box = way.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < 844
    focused = "document.activeElement.name + ' ' + document.activeElement.value"
    for n in range(8):
        way.press("Enter")
        first = page.locator(".cf-criterion:has([data-passing])").nth(n).get_by_role("radio").first
        expect(first).to_be_focused()
        expect(first).to_be_in_viewport()
        bar = page.locator(".cf-sheet__bar").bounding_box()
        level = first.bounding_box()
        assert bar is not None
        assert level is not None
        assert level["y"] >= bar["y"] + bar["height"]
        page.keyboard.press("Space")
        expect(way).to_have_text("To the decision" if n == 7 else "Next open choice")
        assert page.evaluate(focused).endswith(first.get_attribute("value"))
    way.press("Enter")
    expect(page.locator("[name=decision]").first).to_be_focused()
    context.close()
