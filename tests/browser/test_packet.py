"""A sealed packet on the page assess/: opened with a key, judged, and sealed for the office."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyrage
import pytest
from playwright.sync_api import Browser, Page, expect

from browsing import COTEACHING, ROOMS, in_worker, opened
from credfolio.disk.sealed_files import SealingKey
from credfolio.proof.age_key import fingerprint
from credfolio.records.model.award import PartResult
from credfolio.records.reckoned.passing import lowest_passing
from credfolio.records.registry import Registry
from credfolio.rounds.sheet_files import read_sheet_file
from packets import BLIND, sealed_packet
from page_checks import WIDER, violations
from sealed import DEMONSTRATION_KEYS

pytestmark = pytest.mark.browser
TOM = pyrage.x25519.Identity.generate()
PHRASE = "six words are enough here"
GONE = """
  self.File.prototype.stream = () => {
    throw new DOMException("gone", "NotReadableError");
  };
"""
ATTACK = "<img src=x onerror=window.bad=1> I planned it together."


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with opened(browser, service_workers="block") as page:
        yield page


def begin(page: Page, address: str) -> None:
    page.goto(f"{address}assess/")
    page.get_by_role("button", name="Open a sealed packet").press("Enter")
    expect(page.get_by_role("heading", name="Open a sealed packet")).to_be_visible()


def give(page: Page, packet: bytes, key: str = str(TOM)) -> None:
    """Choose key and packet, with a passphrase that a plain key file does not need."""
    field = page.get_by_label("Your key file")
    if field.count():
        field.set_input_files({"name": "key.txt", "mimeType": "", "buffer": key.encode()})
        page.get_by_label("Its passphrase").fill(PHRASE)
    named = {"name": f"{BLIND}.packet.age", "mimeType": "", "buffer": packet}
    page.get_by_label("The packet").set_input_files(named)
    page.get_by_role("button", name="Open it").press("Enter")


def saved(page: Page, role: str, name: str) -> tuple[str, bytes]:
    with page.expect_download() as found:
        page.get_by_role(role, name=name).press("Enter")  # type: ignore[arg-type]
    return found.value.suggested_filename, Path(found.value.path()).read_bytes()


def first_question(demo: Registry) -> str:
    part = demo.credentials[COTEACHING].parts[0]
    return f"{part.number}/prompt/{part.prompts[0].id}"


def test_fields_for_a_new_key_are_as_tall_as_those_above(page: Page, demo_address: str) -> None:
    begin(page, demo_address)
    page.get_by_text("Make a key", exact=True).click()
    tall = "one => one.offsetHeight"
    first = page.get_by_label("Its passphrase").evaluate(tall)
    assert page.get_by_label("A passphrase of six words").evaluate(tall) == first
    open_it = page.get_by_role("button", name="Open it").evaluate(tall)
    assert page.get_by_role("button", name="Make the key").evaluate(tall) == open_it


def test_a_packet_becomes_a_sheet_that_only_the_office_opens(
    page: Page, demo_address: str, demo: Registry
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    text = demo.credentials[COTEACHING]
    film = bytes(range(256)) * 40_000
    packet = sealed_packet(
        demo, COTEACHING, TOM, {"evidence/001.html": film}, {first_question(demo): ATTACK}
    )
    page.goto(f"{demo_address}assess/")
    assert not any("packet" in url or "opening" in url for url in asked)
    begin(page, demo_address)
    expect(page.get_by_role("heading", name="Open a sealed packet")).to_be_focused()
    assert violations(page) == []
    give(page, packet)
    expect(page.get_by_role("heading", name=f"Packet {BLIND}")).to_be_focused()
    expect(page.locator(".cf-assess__answer blockquote").first).to_have_text(ATTACK)
    expect(page.locator("[data-assess]")).to_contain_text("spelling and wording: A speller")
    for told in ("What its definition says of AI", "talks with the educator about the work"):
        expect(page.locator("[data-assess]")).to_contain_text(told)
    assert page.evaluate("window.bad") is None
    assert violations(page) == []
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate(WIDER) <= 0
    page.set_viewport_size({"width": 1280, "height": 900})

    page.get_by_role("button", name="Seal the sheet").press("Enter")
    # It is said once, and Enter leads there.
    expect(page.locator("[data-missing]")).to_be_focused()
    expect(page.get_by_text("Still missing: ")).to_have_count(1)
    for row in page.locator(".cf-criterion:has([data-passing])").all():
        row.locator("input[type=radio]").first.check()
    page.locator("[data-note]").first.fill("They planned together.")
    page.locator("[name=decision][value=pass]").check()
    page.locator("[name=feedback]").fill("It is there.")
    page.get_by_label("Minutes it took").fill("35")
    expect(page.locator("[data-saved]")).to_have_text("Kept in this browser.")
    page.get_by_role("button", name="Seal the sheet").press("Enter")
    name, data = saved(page, "link", "Save 0a1b2c3d-p-tom1.sheet.age")
    assert name == "0a1b2c3d-p-tom1.sheet.age"
    for secret in DEMONSTRATION_KEYS:
        clear = pyrage.decrypt(data, [pyrage.x25519.Identity.from_str(secret)])
    found = read_sheet_file(name, clear, is_sealed=True)
    assert not isinstance(found, str), found
    assert (found.number, found.reader, found.token) == (BLIND, "p-tom1", "f" * 32)
    assert (found.data["decision"], found.data["minutes"]) == ("pass", "35")
    assert found.data["results"][0]["comment"] == "They planned together."
    assert len(found.data["results"]) == sum(len(one.rubric) or 1 for one in text.parts)
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(data, [TOM])
    assert all(url.startswith((demo_address, "blob:")) for url in asked)

    # The draft is on this device until it is deleted; the key is open for the next packet.
    page.get_by_role("button", name="Open another packet").press("Enter")
    expect(page.get_by_text("Your key is open until you leave the page.")).to_be_visible()
    give(page, packet)
    expect(page.locator("[name=feedback]")).to_have_value("It is there.")
    # Two readers at one computer have a draft each.
    name = f"credfolio-assess-packet-{BLIND}-ffffffff"
    assert page.evaluate("name => localStorage.getItem(name)", name)
    page.get_by_role("button", name="Seal the sheet").press("Enter")
    page.get_by_role("button", name="Delete this draft").press("Enter")
    kept = page.evaluate("Object.keys(localStorage).filter(key => key.includes('packet'))")
    assert kept == []


def test_what_gets_the_focus_stays_below_the_bar_on_a_phone(
    page: Page, demo_address: str, demo: Registry
) -> None:
    page.set_viewport_size({"width": 390, "height": 740})
    begin(page, demo_address)
    give(page, sealed_packet(demo, COTEACHING, TOM, {}, {}))
    heading = page.get_by_role("heading", name=f"Packet {BLIND}")
    expect(heading).to_be_focused()
    bar = page.locator(".cf-sheet__bar--judge")
    below = "([one, bar]) => one.getBoundingClientRect().top - bar.getBoundingClientRect().bottom"
    assert page.evaluate(below, [heading.element_handle(), bar.element_handle()]) >= 0
    page.get_by_role("button", name="Seal the sheet").press("Enter")
    missing = page.locator("[data-missing]")
    expect(missing).to_be_focused()
    assert page.evaluate(below, [missing.element_handle(), bar.element_handle()]) >= 0


def test_evidence_is_saved_under_its_number_and_never_opened(
    page: Page, demo_address: str, demo: Registry
) -> None:
    text = demo.credentials[COTEACHING]
    part, item = next((one, each) for one in text.parts for each in one.evidence_items)
    html = b"<script>window.bad=1</script>"
    kept = [
        PartResult(part=one.number, criterion=row.id, level=lowest_passing(one)[-1])
        for one in text.parts[1:2]
        for row in one.rubric
    ]
    place = (part.number, item.id)
    packet = sealed_packet(demo, COTEACHING, TOM, {"evidence/001.html": html}, {}, kept, place)
    begin(page, demo_address)
    give(page, packet)
    name, data = saved(page, "button", f"Save {BLIND}-001.html")
    assert (name, data) == (f"{BLIND}-001.html", html)
    expect(page.locator("[href^=blob]")).to_have_count(0)
    assert page.url.startswith(demo_address)
    if kept:
        second = page.locator(f"[data-part='{kept[0].part}']")
        expect(second).to_contain_text("passed in an earlier try")
        expect(second.locator("input[type=radio]")).to_have_count(0)
        way = page.locator("[data-go-on]")
        expect(way).to_have_text("Begin judging")
        page.locator("[data-part] input[type=radio]").first.check()
        expect(way).to_have_text("Next open choice")


@pytest.mark.parametrize(
    "slip",
    [
        "other key",
        "cut",
        *(pytest.param(one, marks=pytest.mark.audit) for one in ("no packet", "no key", "nothing")),
    ],
)
def test_what_cannot_be_opened_is_said_and_can_be_tried_again(
    slip: str, page: Page, demo_address: str, demo: Registry
) -> None:
    begin(page, demo_address)
    whole = sealed_packet(demo, COTEACHING, TOM, {}, {})
    said = page.locator("[data-packet-said]")
    if slip == "nothing":
        page.get_by_role("button", name="Open it").press("Enter")
        expect(said).to_contain_text("Choose your key file first.")
        return
    packet = {"cut": whole[:-30], "no packet": b"hello"}.get(slip, whole)
    key = {
        "other key": str(pyrage.x25519.Identity.generate()),
        "no key": "# nothing",
    }.get(slip, str(TOM))
    give(page, packet, key)
    expect(said).to_contain_text(
        {
            "other key": "sealed for another key than yours",
            "cut": "is damaged, or it is no packet",
            "no packet": "is damaged, or it is no packet",
            "no key": "This file holds no key.",
        }[slip]
    )
    expect(page.get_by_role("button", name="Open it")).to_be_enabled()


@pytest.mark.parametrize("fault", [*ROOMS, "a file that is gone"])
def test_what_the_device_lacks_is_not_said_of_the_packet(
    fault: str, page: Page, demo_address: str, demo: Registry
) -> None:
    begin(page, demo_address)
    files = {"evidence/001.mp3": b"sound" * 500_000}
    packet = sealed_packet(demo, COTEACHING, TOM, files, {})
    in_worker(page, "opening_worker.js", ROOMS.get(fault, GONE))
    give(page, packet)
    expected = "could not be read: it was moved" if fault not in ROOMS else "too little memory or"
    expect(page.locator("[data-packet-said]")).to_contain_text(expected)
    page.unroute_all()
    page.get_by_role("button", name="Open it").press("Enter")
    expect(page.get_by_role("heading", name=f"Packet {BLIND}")).to_be_visible()


@pytest.mark.audit
def test_a_key_is_made_in_the_browser_and_opens_with_its_passphrase(
    page: Page, demo_address: str, demo: Registry, tmp_path: Path
) -> None:
    begin(page, demo_address)
    page.get_by_text("Make a key").click()
    first = page.get_by_label("A passphrase of six words or more")
    again = page.get_by_label("The same once more")
    said = page.locator("[data-key-said]")
    first.fill("short")
    page.get_by_role("button", name="Make the key").press("Enter")
    expect(said).to_contain_text("too short")
    first.fill(PHRASE)
    again.fill(PHRASE + "!")
    page.get_by_role("button", name="Make the key").press("Enter")
    expect(said).to_contain_text("differ")
    again.fill(PHRASE)
    page.get_by_role("button", name="Make the key").press("Enter")
    expect(said).to_contain_text("The key is made.", timeout=60_000)
    assert violations(page) == []
    _, data = saved(page, "link", "Save the key file")
    recipient = page.locator("[data-recipient]").inner_text()
    expect(said).to_contain_text(fingerprint(recipient))
    # A browser that refuses its clipboard is said, and what is selected is copied by hand.
    copy = page.get_by_role("button", name="Copy the public half")
    refuse = "async () => { throw new DOMException('no', 'NotAllowedError'); }"
    page.evaluate(f"() => {{ navigator.clipboard.writeText = {refuse}; }}")
    copy.press("Enter")
    expect(said).to_contain_text("This browser does not copy it. It is selected above")
    assert page.evaluate("getSelection().toString()") == recipient
    page.evaluate("() => { navigator.clipboard.writeText = async (t) => { window.got = t; }; }")
    copy.press("Enter")
    expect(said).to_contain_text("Copied.")
    assert page.evaluate("got") == recipient
    (tmp_path / "key").write_bytes(data)
    key = SealingKey(tmp_path / "key", lambda: PHRASE)
    assert key.recipient == recipient

    page.get_by_label("Your key file").set_input_files(tmp_path / "key")
    page.get_by_label("Its passphrase").fill("wrong words")
    packet = sealed_packet(demo, COTEACHING, recipient, {}, {})
    named = {"name": "one.packet.age", "mimeType": "", "buffer": packet}
    page.get_by_label("The packet").set_input_files(named)
    page.get_by_role("button", name="Open it").press("Enter")
    said = page.locator("[data-packet-said]")
    expect(said).to_contain_text("does not open the key", timeout=60_000)
    page.get_by_label("Its passphrase").fill(PHRASE)
    page.get_by_role("button", name="Open it").press("Enter")
    expect(page.get_by_role("heading", name=f"Packet {BLIND}")).to_be_focused(timeout=60_000)
