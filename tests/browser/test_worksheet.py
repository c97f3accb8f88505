"""Worksheets: what is typed is counted, kept and never lost."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from browsing import COACHING, FULL, OFF, QUESTIONING, opened
from read_aloud import description
from script_sources import offer_modules

pytestmark = pytest.mark.browser
SHEET = f"catalog/{QUESTIONING}/worksheet/"
KEY = f"credfolio-worksheet-{QUESTIONING}"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    options = {"permissions": ["clipboard-read", "clipboard-write"], "service_workers": "block"}
    with opened(browser, **options) as page:
        yield page


def answer(page: Page, n: int = 0):
    return page.locator(".cf-field textarea").nth(n)


def kept(page: Page) -> None:
    """Wait until everything typed is in the browser's storage."""
    expect(page.locator("[data-saved]")).to_have_text("Kept in this browser.")


def limit_of(page: Page, n: int = 0):
    return page.locator(".cf-field").nth(n).locator(".cf-words")


def test_a_limit_that_is_passed_is_told_when_nobody_types_any_more(page, demo_address) -> None:
    """A key that is pressed silences a screen reader."""
    page.clock.install(time="2026-11-01T10:00")
    page.goto(demo_address + SHEET)
    page.clock.pause_at("2026-11-01T12:00")
    said = page.locator("[data-said]")
    answer(page).fill("word " * 212)
    expect(limit_of(page)).to_contain_text("12 over the limit")
    page.clock.run_for(900)
    answer(page).fill("word " * 213)
    page.clock.run_for(900)
    expect(said).not_to_contain_text("over the limit")
    page.clock.run_for(300)
    expect(said).to_contain_text("13 over the limit")


def test_words_are_counted_against_each_limit_and_nothing_is_cut(page, demo_address) -> None:
    page.goto(demo_address + SHEET)
    expect(limit_of(page)).to_have_text("at most 200 words for each response")
    answer(page).fill("one two three")
    expect(limit_of(page)).to_have_text("3 words; at most 200 words for each response")
    answer(page).fill("word " * 212)
    expect(limit_of(page)).to_have_text("212 words: 12 over the limit of 200. Nothing is cut.")
    expect(page.locator("[data-said]")).to_contain_text("12 over the limit")
    assert len(answer(page).input_value().split()) == 212
    expect(page.locator("[data-progress]")).to_contain_text("1 over the limit")


def test_a_field_tells_its_limit_whatever_is_written(page, demo_address) -> None:
    page.goto(demo_address + SHEET)
    named = page.locator(".cf-field__ask").first.inner_text()[:20]
    assert description(page, named).endswith("at most 200 words for each response")
    answer(page).fill("one two three")
    assert description(page, named).endswith("at most 200 words for each response")


def test_a_limit_for_the_part_counts_all_its_answers(page, demo_address) -> None:
    page.goto(demo_address + SHEET)
    part = page.locator("#part-4")
    for n in range(part.locator(".cf-field").count()):
        part.locator("textarea").nth(n).fill("word " * 70)
    expect(part.locator("[data-part-words]")).to_have_text(
        "210 words: 10 over the limit of 200. Nothing is cut."
    )


WORDS = {
    "": 0,
    "  \n\t ": 0,
    "one": 1,
    "one, two; three.": 3,
    "a well-known teacher's book": 4,
    "a – b — c": 3,
    "- first\n* second\n3. third": 4,
    "12,5 % of 30": 3,
    "naïve façade über": 3,
    "мир и труд": 3,
    "مرحبا بالعالم": 2,
    "one\u00a0two": 2,
    "世界和平": 2,
    "👩‍🏫 teaches": 1,
}


def test_words_are_counted_as_word_processors_count_them(page, demo_address) -> None:
    page.goto(demo_address + SHEET)
    counted = page.evaluate(
        "async ([site, texts]) => {"
        " const { countWords } = await import(site + 'word-count.js');"
        " return texts.map(countWords) }",
        [offer_modules(page, demo_address), list(WORDS)],
    )
    assert dict(zip(WORDS, counted, strict=True)) == WORDS


def test_a_guide_is_no_cap_and_a_minimum_says_what_is_missing(page, demo_address) -> None:
    page.goto(demo_address + SHEET)
    judge = (
        "async ([site, n, limit]) =>"
        " (await import(site + 'word-count.js')).judgeWords(n, limit, '')"
    )
    modules = offer_modules(page, demo_address)

    def judged(n: int, **limit: object) -> dict:
        return page.evaluate(judge, [modules, n, limit])

    assert judged(320, min=150, max=300, kind="guide") == {
        "state": "beside",
        "text": "320 words, more than the guide of 300; it is no cap.",
    }
    assert judged(100, min=150, max=300, kind="guide")["state"] == "beside"
    assert judged(100, min=150, max=300, kind="limit") == {
        "state": "under",
        "text": "100 words: 50 to go to the minimum of 150.",
    }
    assert judged(300, max=300, kind="limit")["state"] == ""
    assert judged(301, max=300, kind="limit")["state"] == "over"


def test_everything_filled_in_is_there_after_a_reload(page, demo_address) -> None:
    page.goto(demo_address + SHEET)
    answer(page).fill("First answer")
    page.locator("[data-ready]").first.check()
    page.locator("[data-check]").first.check()
    page.locator("#part-1 .cf-level").nth(1).click()
    page.locator("[name=notes]").fill("Ask Kofi")
    kept(page)
    page.reload()
    expect(answer(page)).to_have_value("First answer")
    assert page.locator("[data-ready]").first.is_checked()
    assert page.locator("[data-check]").first.is_checked()
    assert page.locator("#part-1 [data-judged]").nth(1).is_checked()
    expect(page.locator("[name=notes]")).to_have_value("Ask Kofi")
    expect(page.locator("[data-progress]")).to_contain_text("1 of 8 answers")


def test_what_is_typed_last_is_kept_when_the_page_is_left_at_once(page, demo_address) -> None:
    page.goto(demo_address + SHEET)
    answer(page).fill("Typed and gone")
    page.goto(demo_address + "about/")
    page.goto(demo_address + SHEET)
    expect(answer(page)).to_have_value("Typed and gone")


def test_what_is_open_is_listed_and_leads_to_its_place(page, demo_address) -> None:
    page.goto(demo_address + SHEET)
    summary = page.locator("[data-open-count]")
    before = int(summary.inner_text().split(": ")[1])
    answer(page).fill("Written")
    expect(summary).to_have_text(f"Still open: {before - 1}")
    summary.click()
    links = page.locator("[data-open-list] a")
    for n in range(links.count()):
        target = links.nth(n).get_attribute("href")
        assert page.locator(target).count() == 1, target


# --- two tabs ---------------------------------------------------------------------------------


def test_two_tabs_share_what_each_writes(page, demo_address) -> None:
    page.goto(demo_address + SHEET)
    other = page.context.new_page()
    other.goto(demo_address + SHEET)
    answer(page, 0).fill("From the first tab")
    answer(other, 1).fill("From the second tab")
    kept(page)
    kept(other)
    expect(answer(page, 1)).to_have_value("From the second tab")
    expect(answer(other, 0)).to_have_value("From the first tab")
    assert page.locator(".cf-others").count() == 0


def test_the_same_answer_changed_in_two_tabs_is_kept_twice(page, demo_address) -> None:
    page.goto(demo_address + SHEET)
    other = page.context.new_page()
    other.goto(demo_address + SHEET)
    # The other tab has not kept its answer yet when this one keeps its own.
    other.evaluate("window.wait = setTimeout; window.setTimeout = () => 0")
    answer(other).fill("Written at school")
    answer(page).fill("Written at home")
    conflict = other.locator(".cf-others")
    expect(conflict).to_contain_text("changed in two places at once")
    expect(conflict.locator("blockquote")).to_have_text("Written at home")
    expect(answer(other)).to_have_value("Written at school")
    other.evaluate("window.setTimeout = window.wait")
    other.locator("[name=notes]").fill("Goes on")
    expect(answer(page)).to_have_value("Written at school")
    expect(page.locator(".cf-others blockquote")).to_have_text("Written at home")
    page.reload()
    page.get_by_role("button", name="Put them together").click()
    expect(answer(page)).to_have_value("Written at school\n\nWritten at home")
    expect(page.locator(".cf-others")).to_have_count(0)
    expect(answer(other)).to_have_value("Written at school\n\nWritten at home")


def test_clearing_the_browsers_data_does_not_empty_an_open_page(page, demo_address) -> None:
    page.goto(demo_address + SHEET)
    answer(page).fill("Still here")
    kept(page)
    other = page.context.new_page()
    other.goto(demo_address + "about/")
    other.evaluate("localStorage.clear()")
    page.wait_for_function("key => localStorage.getItem(key)", arg=KEY)
    expect(answer(page)).to_have_value("Still here")


# --- storage that refuses ---------------------------------------------------------------------


def test_a_full_storage_is_said_at_once_with_a_file_and_a_warning(browser, demo_address) -> None:
    with opened(browser, FULL, service_workers="block") as page:
        page.goto(demo_address + SHEET)
        answer(page).fill("Precious words")
        expect(page.get_by_role("alert")).to_contain_text("no room left")
        answer(page).fill("Precious words, and more of them")
        expect(page.locator("[data-saved]")).to_have_text("Not kept in this browser.")
        assert page.locator(".cf-others").count() == 0
        asked = []
        page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
        page.evaluate("location.reload()")
        expect(answer(page)).to_have_value("Precious words, and more of them")
        assert asked == ["beforeunload"]
        with page.expect_download() as found:
            page.get_by_role("button", name="Save what you wrote as a file").click()
        saved = json.loads(found.value.path().read_text("utf-8"))
        assert "Precious words, and more of them" in [one["v"] for one in saved["fields"].values()]
        page.evaluate("window.roomAgain = true")
        answer(page).fill("Precious words, kept")
        kept(page)
        expect(page.get_by_role("alert")).to_have_count(0)


def test_without_storage_the_sheet_works_and_says_so(browser, demo_address) -> None:
    with opened(browser, OFF, service_workers="block") as page:
        page.goto(demo_address + SHEET)
        expect(page.get_by_role("alert")).to_contain_text("does not let the site keep anything")
        answer(page).fill("word " * 201)
        expect(limit_of(page)).to_contain_text("1 over the limit")
        with page.expect_download() as found:
            page.get_by_role("button", name="Save as a file").click()
        assert json.loads(found.value.path().read_text("utf-8"))["ref"] == QUESTIONING


# --- files ------------------------------------------------------------------------------------


def test_a_file_brings_everything_to_another_browser(page, browser, demo_address, tmp_path) -> None:
    page.goto(demo_address + SHEET)
    answer(page, 0).fill("Taken along – überall 日本")
    answer(page, 1).fill("Differs at home")
    page.locator("[data-ready]").first.check()
    with page.expect_download() as found:
        page.get_by_role("button", name="Save as a file").click()
    assert found.value.suggested_filename == "formative-questioning-worksheet.json"
    file = tmp_path / "sheet.json"
    file.write_bytes(found.value.path().read_bytes())
    with opened(browser, service_workers="block") as other:
        other.goto(demo_address + SHEET)
        answer(other, 1).fill("Differs at school")
        other.locator("[data-open-file] input").set_input_files(file)
        expect(answer(other, 0)).to_have_value("Taken along – überall 日本")
        assert other.locator("[data-ready]").first.is_checked()
        expect(answer(other, 1)).to_have_value("Differs at school")
        expect(other.locator(".cf-others")).to_contain_text("Differs at home")
        kept(other)
        other.reload()
        expect(answer(other, 0)).to_have_value("Taken along – überall 日本")


def sheet_of(**fields: object) -> str:
    return json.dumps({"credfolio_worksheet": 1, "ref": QUESTIONING, **fields})


def test_a_wrong_file_gets_a_sentence(page, demo_address, tmp_path) -> None:
    page.goto(demo_address + SHEET)
    answer(page).fill("Untouched")
    for content, sentence in {
        "not json": "not a worksheet of this site",
        '{"a": 1}': "not a worksheet of this site",
        "[]": "not a worksheet of this site",
        '{"credfolio_worksheet": 2}': "newer version of the site",
        sheet_of(ref=COACHING, title="Coaching"): "another micro-credential, “Coaching”",
        sheet_of(fields=[1]): "damaged and could not be read",
    }.items():
        file = tmp_path / "wrong.json"
        file.write_text(content, encoding="utf-8")
        page.locator("[data-open-file] input").set_input_files(file)
        expect(page.get_by_role("alert")).to_contain_text(sentence)
        expect(answer(page)).to_have_value("Untouched")


def test_the_text_is_copied_and_saved_for_pasting(page, demo_address) -> None:
    page.goto(demo_address + SHEET)
    answer(page).fill("A <b>bold</b> & honest answer\n\nSecond paragraph")
    page.locator("#part-1 .cf-level").first.click()
    page.get_by_role("button", name="Copy for pasting").click()
    expect(page.locator("[data-problems]")).to_contain_text("Copied.")
    assert "# Formative Questioning" in page.evaluate("navigator.clipboard.readText()")
    for name, wanted in (
        ("Markdown", "A <b>bold</b> & honest answer\n\nSecond paragraph"),
        ("Web page", "A &lt;b&gt;bold&lt;/b&gt; &amp; honest answer</p><p>Second paragraph"),
    ):
        with page.expect_download() as found:
            page.get_by_role("button", name=name).click()
        text = found.value.path().read_text("utf-8")
        assert wanted in text
        assert "Design of the question: Passing" in text.replace("**", "")


# --- the definition changes -------------------------------------------------------------------


def test_answers_follow_their_questions_into_a_new_version(page, demo_address) -> None:
    page.goto(demo_address + SHEET)
    answer(page).fill("Still asked")
    kept(page)
    page.evaluate(
        "key => { const kept = JSON.parse(localStorage.getItem(key)); kept.began = '2.0';"
        " kept.fields['9/prompt/gone'] = {v: 'An old answer', t: 1, label: 'Part 9 · Old'};"
        " localStorage.setItem(key, JSON.stringify(kept)) }",
        KEY,
    )
    page.reload()
    expect(answer(page)).to_have_value("Still asked")
    expect(page.locator("[data-problems]")).to_contain_text("you began with version 2.0")
    orphans = page.get_by_role("region", name="Answers to questions that are no longer asked")
    expect(orphans).to_contain_text("An old answer")
    page.get_by_role("button", name="I have seen it").click()
    page.reload()
    expect(orphans).to_contain_text("An old answer")
    expect(page.locator("[data-problems]")).to_be_empty()
    orphans.get_by_role("button", name="Delete: Part 9 · Old").click()
    expect(orphans).to_be_hidden()


def test_emptying_the_worksheet_asks_and_can_be_undone(page, demo_address) -> None:
    page.goto(demo_address + SHEET)
    answer(page).fill("Not yet")
    kept(page)
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.get_by_role("button", name="Empty this worksheet").click()
    expect(answer(page)).to_have_value("Not yet")
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Empty this worksheet").click()
    expect(answer(page)).to_have_value("")
    page.get_by_role("button", name="Undo").click()
    expect(answer(page)).to_have_value("Not yet")
    page.reload()
    expect(answer(page)).to_have_value("Not yet")


# --- without a network ------------------------------------------------------------------------


def test_a_worksheet_works_and_opens_again_without_a_network(browser, demo_address) -> None:
    with opened(browser) as page:
        page.goto(demo_address + SHEET)
        expect(page.locator("[data-offline]")).to_be_visible()
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        page.context.set_offline(True)
        answer(page).fill("In a train")
        kept(page)
        page.reload()
        expect(answer(page)).to_have_value("In a train")
        answer(page).fill("word " * 201)
        expect(limit_of(page)).to_contain_text("1 over the limit")
        # No other page is touched by it.
        page.context.set_offline(False)
        page.goto(f"{demo_address}catalog/{QUESTIONING}/")
        assert page.evaluate("navigator.serviceWorker.controller") is None
