"""A worksheet is sealed in the browser, under the site's own policy, and opens at the office."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pyrage
import pytest
from playwright.sync_api import Browser, Dialog, Page, expect

from browsing import COTEACHING, QUESTIONING, ROOMS, in_worker, opened
from credfolio.records.reckoned.submission_number import number_of
from credfolio.rounds.archive import Package, read_package
from page_checks import violations
from sealed import DEMONSTRATION_KEYS

pytestmark = pytest.mark.browser
TAKES_200_MB = """button => {
  const asked = { ...JSON.parse(button.dataset.sealing), most: 200e6 };
  button.dataset.sealing = JSON.stringify(asked);
}"""
SHEET = f"catalog/{COTEACHING}/worksheet/"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with opened(browser, service_workers="block") as page:
        yield page


def begin(page: Page, address: str = "") -> None:
    """Open the panel, and fill in what every submission has."""
    if address:
        page.goto(address + SHEET)
    page.get_by_role("button", name="Seal and submit").click()
    page.get_by_label("Your name").fill("Eva Lund")
    page.get_by_label("Your e-mail address").fill("eva@d.example")
    for choice in page.locator("select[name^='ai/']").all():
        choice.select_option("none")
    for choice in page.locator("select[name^='students/']").all():
        choice.select_option("none")
    page.get_by_label("This is my own work").check()


def evidence(page: Page):
    return page.locator("[data-evidence]").first


def seal(page: Page) -> None:
    page.get_by_role("button", name="Seal it").click()
    anyway = page.get_by_role("button", name="Seal anyway")
    if anyway.count():
        anyway.click()


def said(page: Page):
    return page.locator("[data-seal-said]")


def saved(page: Page, link: str) -> tuple[str, bytes]:
    """The name and the bytes of a file that a link saves."""
    with page.expect_download() as found:
        page.get_by_role("link", name=link).click()
    return found.value.suggested_filename, Path(found.value.path()).read_bytes()


def package(data: bytes, secret: str) -> Package:
    key = pyrage.x25519.Identity.from_str(secret)
    found = read_package(io.BytesIO(pyrage.decrypt(data, [key])))
    assert isinstance(found, Package), found
    return found


def test_what_is_sealed_here_opens_with_each_holders_key_and_with_the_receipt(
    page: Page, demo_address: str, tmp_path: Path
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(demo_address + SHEET)
    page.locator(".cf-field textarea").first.fill("Grüße aus Raum 4")
    assert not any("seal" in url for url in asked)
    begin(page, demo_address)
    assert page.evaluate("document.activeElement.name") == "statement"
    video = tmp_path / "Größe 1.MP4"
    video.write_bytes(bytes(range(256)) * 20_000)
    (tmp_path / "plan.pdf").write_bytes(b"%PDF")
    evidence(page).set_input_files([video, tmp_path / "plan.pdf"])
    page.get_by_role("button", name="Remove plan.pdf").click()
    expect(page.locator(".cf-sealing__total")).to_have_text(
        "1 file, 5.1 MB in all. It fits into an e-mail or an upload form."
    )
    link = page.locator("[name^='link/']").first
    link.fill("my film")
    seal(page)
    expect(said(page)).to_contain_text("“my film” is no address.")
    link.fill("https://videos.example/1")
    page.get_by_label("Hours with a coach").fill("1.5")
    page.get_by_label("Money you spent").fill("20")
    seal(page)
    name, data = saved(page, ".age")
    number = number_of(data)
    assert name == f"{number}.age"
    assert (
        page.locator(".cf-sealing__done h4")
        .inner_text()
        .startswith(f"Sealed. Its number is {number}")
    )
    _, text = saved(page, "Save the receipt")
    receipt = json.loads(text)
    assert (receipt["number"], receipt["attempt"], receipt["bytes"]) == (number, 1, len(data))
    for secret in (*DEMONSTRATION_KEYS, receipt["reply_key"]):
        found = package(data, secret)
    assert "Grüße aus Raum 4" in found.worksheet.decode()
    assert [one.url for one in found.manifest.links] == ["https://videos.example/1"]
    assert (found.manifest.coaching_hours, found.manifest.money_spent) == (Decimal("1.5"), 20)
    [file] = found.manifest.files
    assert (file.name, file.original, file.bytes) == ("evidence/001.mp4", "Größe 1.MP4", 5_120_000)
    assert (found.manifest.ref, found.manifest.person.district_address) == (
        COTEACHING,
        "eva@d.example",
    )
    assert all(url.startswith((demo_address, "blob:")) for url in asked)

    # The same work again has the same id, and a further try follows this one.
    again = tmp_path / "receipt.json"
    again.write_bytes(text)
    page.get_by_label("Open the receipt").set_input_files(again)
    expect(page.get_by_text(f"Attempt 2, which follows {number}.")).to_be_visible()
    seal(page)
    expect(page.locator(".cf-sealing__done h4")).not_to_contain_text(number)
    _, data = saved(page, ".age")
    second = package(data, receipt["reply_key"]).manifest
    assert (second.attempt, second.follows) == (2, number)
    assert second.id != found.manifest.id


def test_the_panel_is_for_everybody(page: Page, demo_address: str) -> None:
    begin(page, demo_address)
    assert violations(page) == []
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_what_is_too_large_or_missing_is_said_before_anything_is_read(
    page: Page, demo_address: str, tmp_path: Path
) -> None:
    page.goto(demo_address + SHEET)
    page.locator("[data-seal]").evaluate(TAKES_200_MB)
    begin(page)
    film = tmp_path / "film.mov"
    with film.open("wb") as sparse:
        sparse.truncate(251_000_000)
    evidence(page).set_input_files(film)
    expect(page.locator(".cf-sealing__total")).to_contain_text(
        "That is more than the 200 MB that the issuer's way of sending takes."
    )
    page.get_by_label("This is my own work").uncheck()
    seal(page)
    expect(said(page)).to_contain_text("251 MB are more than the 250 MB")
    page.get_by_role("button", name="Remove film.mov").click()
    seal(page)
    expect(said(page)).to_contain_text("Still missing: the statement at the end.")
    expect(page.get_by_role("button", name="Seal anyway")).to_have_count(0)


def test_what_is_left_out_is_named_before_it_is_sealed_all_the_same(
    page: Page, demo_address: str
) -> None:
    page.goto(demo_address + SHEET)
    questions = page.locator(".cf-field textarea[data-answer]")
    pieces = page.locator("[data-need='required']")
    questions.first.fill("I waited.")
    begin(page)
    press = page.get_by_role("button", name="Seal it")
    press.click()
    lines = said(page).get_by_role("listitem")
    expect(lines).to_have_count(questions.count() - 1 + pieces.count() + 1)
    expect(lines.first).to_have_text(f"{questions.nth(1).get_attribute('data-label')}: no answer")
    expect(lines.last).to_have_text("Your hours of work")
    expect(page.locator(".cf-sealing__done")).to_have_count(0)
    assert violations(page) == []

    # What comes takes its line away; an address is as good as a file.
    page.get_by_label("Hours of work").fill("12")
    expect(said(page)).to_be_empty()
    asked = pieces.first.get_attribute("id").removeprefix("i-").replace("-", "/", 1)
    page.locator(f"[name='link/{asked}']").fill("https://videos.example/1")
    press.click()
    expect(lines.get_by_text("hours")).to_have_count(0)
    wanted = int(pieces.first.get_attribute("data-count"))
    expect(lines).to_have_count(questions.count() - 1 + pieces.count() - (wanted == 1))
    page.get_by_role("button", name="Seal anyway").click()
    expect(said(page)).to_contain_text("Sealed. Its number is")


def test_nothing_about_students_or_ai_is_said_for_an_educator(
    page: Page, demo_address: str
) -> None:
    begin(page, demo_address)
    students = page.locator("select[name^='students/']").first
    for choice in (students, page.locator("select[name='ai/1']")):
        choice.select_option("")
        expect(choice.locator(":checked")).to_have_text("Choose one")
    evidence(page).set_input_files({"name": "film.mov", "mimeType": "", "buffer": b"film"})
    page.get_by_role("button", name="Seal it").click()
    expect(said(page)).to_contain_text("Still missing: whether students can be recognized (")
    expect(said(page)).to_contain_text("and whether AI helped you (part 1).")
    students.select_option("consented")
    page.locator("select[name='ai/1']").select_option("none")
    seal(page)
    expect(said(page)).to_contain_text("Sealed. Its number is")


def test_what_was_sealed_before_a_change_says_so(page: Page, demo_address: str) -> None:
    begin(page, demo_address)
    seal(page)
    done = page.locator(".cf-sealing__done")
    title = done.get_by_role("heading")
    expect(title).to_be_focused()
    first = title.inner_text().split()[4].rstrip(",")
    expect(done.get_by_role("alert")).to_have_count(0)
    evidence(page).set_input_files({"name": "film.mov", "mimeType": "", "buffer": b"film"})
    expect(done.get_by_role("alert")).to_contain_text("is of your work before that")
    seal(page)
    expect(title).not_to_contain_text(first)
    expect(done).to_contain_text(f"If you sent {first} already, send this one, too")
    # An answer above is part of what was sealed.
    page.locator(".cf-field textarea").first.fill("I waited.")
    expect(done.get_by_role("alert")).to_contain_text("is of your work before that")


def test_name_and_address_stay_in_this_browser_until_the_worksheet_is_emptied(
    page: Page, demo_address: str
) -> None:
    begin(page, demo_address)
    page.reload()
    press = page.get_by_role("button", name="Seal and submit")
    press.click()
    expect(page.get_by_label("Your name")).to_have_value("Eva Lund")
    expect(page.get_by_label("Your e-mail address")).to_have_value("eva@d.example")
    expect(page.get_by_label("This is my own work")).not_to_be_checked()
    # Nobody is named in a file of the worksheet.
    with page.expect_download() as found:
        page.get_by_role("button", name="Save as a file").click()
    assert "Eva" not in Path(found.value.path()).read_text(encoding="utf-8")

    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Empty this worksheet").click()
    expect(page.get_by_label("Your name")).to_have_count(0)
    press.click()
    expect(page.get_by_label("Your name")).to_have_value("")
    assert "Eva" not in page.evaluate("JSON.stringify(localStorage)")


@pytest.mark.parametrize("width", [390, 1280])
def test_fields_for_addresses_look_like_the_others(
    page: Page, demo_address: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    begin(page, demo_address)
    name = page.get_by_label("Your name")
    link = page.locator("[name^='link/']").first
    look = "one => [getComputedStyle(one).borderTopWidth, one.offsetWidth, one.offsetHeight]"
    assert link.evaluate(look) == name.evaluate(look)
    lists = page.locator(".cf-sealing__files")
    assert {one.evaluate("l => getComputedStyle(l).listStyleType") for one in lists.all()} == {
        "none"
    }


def test_sealing_can_be_canceled_and_begun_again(
    page: Page, demo_address: str, tmp_path: Path
) -> None:
    begin(page, demo_address)
    film = tmp_path / "film.mov"
    with film.open("wb") as sparse:
        sparse.truncate(240_000_000)
    evidence(page).set_input_files(film)
    seal(page)
    page.get_by_role("button", name="Cancel").click()
    expect(said(page)).to_have_text("Sealing was canceled. Nothing was kept.")
    page.get_by_role("button", name="Remove film.mov").click()
    seal(page)
    expect(said(page)).to_contain_text("Sealed. Its number is")


def test_a_file_that_is_gone_is_named_and_nothing_is_lost(
    page: Page, demo_address: str, tmp_path: Path
) -> None:
    begin(page, demo_address)
    film = tmp_path / "film.mov"
    film.write_bytes(b"film")
    evidence(page).set_input_files(film)
    film.unlink()
    seal(page)
    expect(said(page)).to_contain_text("“film.mov” could not be read")
    expect(page.get_by_label("Your name")).to_have_value("Eva Lund")


@pytest.mark.parametrize("fault", ROOMS)
def test_without_memory_or_room_it_says_so_and_nothing_is_lost(
    fault: str, page: Page, demo_address: str, tmp_path: Path
) -> None:
    begin(page, demo_address)
    film = tmp_path / "film.mov"
    film.write_bytes(b"film" * 2_000_000)
    evidence(page).set_input_files(film)
    in_worker(page, "sealing_worker.js", ROOMS[fault])
    seal(page)
    expect(said(page)).to_contain_text("too little memory or room")
    expect(page.get_by_label("Your name")).to_have_value("Eva Lund")
    page.unroute_all()
    seal(page)
    expect(said(page)).to_contain_text("Sealed. Its number is")


def test_a_tab_is_not_closed_unasked_before_what_was_sealed_is_saved(
    page: Page, demo_address: str
) -> None:
    begin(page, demo_address)
    seal(page)
    expect(said(page)).to_contain_text("Sealed. Its number is")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    with page.expect_event("dialog"):
        page.close(run_before_unload=True)
    assert asked == ["beforeunload"]
    expect(page.get_by_label("Your name")).to_have_value("Eva Lund")
    saved(page, "Save the receipt")


def test_a_worksheet_of_an_issuer_without_keys_offers_no_sealing(
    page: Page, demo_address: str
) -> None:
    page.goto(f"{demo_address}catalog/{QUESTIONING}/worksheet/")
    expect(page.get_by_text("This site does not accept submissions.")).to_be_visible()
    expect(page.get_by_role("button", name="Seal and submit")).to_have_count(0)
