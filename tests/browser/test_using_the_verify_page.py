"""Checking a badge as a reader does it: where from, at whose home, with which browser, on paper."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

import badge_site
from badge_site import BASE, LIST, good
from credfolio.badges.resolver import site_resolver
from credfolio.badges.verification import verify
from credfolio.badges.verification.png_reader import read_png_badge
from demo import build_once
from other_forms import hashed, old_badge, old_documents
from script_sources import offer_modules
from signed_project import BASE as HOME
from signed_project import RETIRED, REVOKED, signed_project
from verify_desk import VerifyDesk

pytestmark = pytest.mark.browser

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
DID = f"{BASE}issuers/riverside/did.json"
AWARD = "portfolios/amara-okafor-lind/formative-questioning-2025/"


@pytest.fixture(scope="session")
def signed_site(shared_folder: Path) -> Path:
    """A built site whose issuers have keys of their own."""
    return build_once(shared_folder / "signed", signed_project)


@pytest.fixture
def desk(browser: Browser, demo_address: str) -> Iterator[VerifyDesk]:
    """The demonstration's page, on this machine and so not at its home."""
    desk = VerifyDesk(browser, demo_address, NOW)
    desk.publish(badge_site.documents())
    yield desk
    desk.context.close()
    assert desk.noise == []


@pytest.fixture
def at_home(browser: Browser, signed_site: Path) -> Iterator[VerifyDesk]:
    """The page of a real issuer's site, at its own address."""
    desk = VerifyDesk(browser, HOME, NOW)
    desk.folders[HOME] = signed_site
    yield desk
    desk.context.close()
    assert desk.noise == []


# --- from an address ---------------------------------------------------------------------------


def test_an_award_leads_to_its_own_check_and_a_demonstration_says_what_it_is(desk) -> None:
    desk.page.goto(desk.site + AWARD)
    desk.page.get_by_role("link", name="Check it step by step").click()
    desk.page.get_by_role("button", name="Check", exact=True).click()
    answer = desk.read()
    given = parse_qs(urlsplit(desk.page.url).query)["credential"]
    assert given == [f"https://tamarack.example/credentials/{AWARD}credential.json"]
    assert answer.demonstration
    assert answer.verdict == "unknown"
    assert answer.summary.startswith("A demonstration and nothing more")
    assert [step["outcome"] for step in answer.steps] == [
        "pass", "pass", "unknown", "pass", "pass", "pass",
    ]  # fmt: skip
    assert answer.facts["home"].startswith("None.")
    assert desk.asked == []  # everything was on the site itself


def test_every_file_of_an_award_and_its_page_can_be_named(desk) -> None:
    for given in ("credential.json", "", "badge.svg", "assertion.json"):
        assert desk.open(AWARD + given).step("issuer")["code"] == "demonstration", given


def test_an_address_of_elsewhere_is_fetched_and_only_what_it_names(desk) -> None:
    address = f"{BASE}portfolios/robin/active-listening/credential.json"
    desk.publish({**badge_site.documents(), address: good()})
    answer = desk.open(address)
    assert answer.verdict == "verified"
    assert desk.asked == [address, DID, LIST]
    desk.enter()
    assert desk.type(address.removeprefix("https://")).verdict == "verified"
    assert parse_qs(urlsplit(desk.page.url).query)["credential"] == [address]


def test_a_badge_opened_elsewhere_than_at_its_own_address_says_so(desk) -> None:
    copy = "https://copies.example/robin.json"
    desk.publish({**badge_site.documents(), copy: good()})
    answer = desk.open(copy)
    assert answer.verdict == "verified"  # the proof is in the badge, not in its place
    assert "You opened it elsewhere" in answer.facts["address"]
    assert "badges.example" in answer.facts["home"]


NOT_OF_THE_OPEN_WEB = (
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "http://badges.example/x.json",
    "https://127.0.0.1/x.json",
    "https://[::1]/x.json",
    "https://2130706433/x.json",
    "https://localhost/x.json",
    "https://localhost./x.json",
    "https://printer.local/x.json",
    "https://printer.local./x.json",
    "https://router.lan/x.json",
    "https://nas.home.arpa/x.json",
    "https://records.corp/x.json",
    "https://files.intranet/x.json",
    "https://box.home/x.json",
    "https://db.private/x.json",
    "https://db.localdomain/x.json",
    "https://metadata.google.internal/x.json",
    "https://0x7f.0x1/x.json",
    "https://robin:secret@badges.example/x.json",
    "file:///etc/passwd",
)


def test_an_address_that_is_not_of_the_open_web_is_not_asked(desk) -> None:
    for address in NOT_OF_THE_OPEN_WEB:
        desk.follow(address)
        answer = desk.read()
        assert "only https addresses of the open web" in answer.problem, address
        assert answer.verdict == ""
        assert desk.asked == []


def test_a_badge_that_names_an_address_inside_the_house_does_not_make_us_ask_it(desk) -> None:
    entry = {**badge_site.status_entry(5), "statusListCredential": "https://192.168.1.1/list"}
    badge = badge_site.signed(badge_site.credential("inside", credentialStatus=entry))
    desk.enter()
    assert desk.check(badge).step("status")["code"] == "not-found-here"
    assert desk.asked == [DID]


def test_what_cannot_be_fetched_leaves_the_question_open_and_accuses_nobody(desk) -> None:
    desk.enter()
    for headers, published in (
        # A site that lets no other site's page read it.
        ({"access-control-allow-origin": "https://badges.example"}, badge_site.documents()),
        # One that is gone.
        ({"access-control-allow-origin": "*"}, {}),
    ):
        desk.publish(published)
        desk.headers = headers
        answer = desk.check(good())
        assert answer.verdict == "unknown"
        assert "Nothing here says that it is false" in answer.summary
        assert answer.step("signature")["code"] == "not-found-here"
        assert not [step for step in answer.steps if step["outcome"] == "fail"]
    desk.context.set_offline(True)
    address = "https://badges.example/x.json"
    assert "could not be read" in desk.type(address).problem
    desk.context.set_offline(False)


# --- home and copies ---------------------------------------------------------------------------


def test_at_its_home_the_page_knows_its_issuers_and_says_where_it_is(at_home) -> None:
    answer = at_home.open(RETIRED)
    assert answer.verdict == "verified"  # signed with a key that was retired since
    assert answer.facts["home"] == "badges.example. This page is there, too."
    assert "This site lists that issuer, as “Riverside Unified" in answer.step("issuer")["words"]
    page_here = at_home.page.get_by_role("link", name="Its page here").get_attribute("href")
    assert page_here == f"{HOME}catalog/riverside-usd/"
    assert not at_home.page.locator("[data-away]").is_visible()
    revoked = at_home.open(REVOKED)
    assert revoked.summary == "Genuine, but the issuer has revoked it."
    picture = at_home.open(RETIRED.replace("credential.json", "badge.svg"))
    assert picture.verdict == "verified"
    assert at_home.asked == []


def test_a_copy_of_the_site_is_told_apart_from_its_home(browser, signed_site) -> None:
    desk = VerifyDesk(browser, "https://copy.example/credentials/", NOW)
    desk.folders["https://copy.example/credentials/"] = signed_site
    answer = desk.open(RETIRED)  # the copy has the badge, and its issuer's home is not reached
    assert desk.page.locator("[data-away]").is_visible()
    link = desk.page.locator("[data-away] a")
    assert link.get_attribute("href") == f"{HOME}verify/"
    assert answer.facts["home"].startswith("badges.example. This page looks as if it were there")
    assert "copy.example" in answer.facts["home"]
    assert answer.verdict == "unknown"
    assert all(address.startswith(HOME) for address in desk.asked)
    desk.folders[HOME] = signed_site  # now it is reached, and the copy is still a copy
    again = desk.open(RETIRED)
    assert (again.verdict, again.facts["home"]) == ("verified", answer.facts["home"])
    desk.context.close()


def test_an_unknown_issuer_does_not_look_like_a_forgery(desk) -> None:
    desk.enter()

    def looks(badge: dict) -> tuple[str, str, str]:
        answer = desk.check(badge)
        head = desk.page.locator(".cf-verdict__head")
        color = head.evaluate("e => getComputedStyle(e).backgroundColor")
        return (
            answer.verdict,
            desk.page.locator("[data-report]").get_attribute("data-outcome"),
            color,
        )

    unknown = looks(badge_site.badges()["unknown-issuer"])
    home = desk.read().facts["home"]
    forged = looks({**good(), "name": "Other"})
    verified = looks(good())
    assert home == "None. Its issuer has no web address."
    assert (unknown[:2], forged[:2], verified[:2]) == (
        ("unknown", "unknown"), ("false", "fail"), ("verified", "pass"),
    )  # fmt: skip
    assert len({unknown[2], forged[2], verified[2]}) == 3


# --- ways to give a badge ----------------------------------------------------------------------


def test_a_badge_can_be_dropped_anywhere_or_pasted(desk) -> None:
    desk.enter()
    for kind, target in (("drop", "[data-drop]"), ("drop", "h1"), ("paste", "body")):
        desk.page.evaluate(
            """([kind, target, text]) => {
              const given = new DataTransfer();
              given.items.add(new File([text], 'badge.json'));
              const options = {bubbles: true, cancelable: true};
              const event = kind === 'drop'
                ? new DragEvent(kind, {...options, dataTransfer: given})
                : new ClipboardEvent(kind, {...options, clipboardData: given});
              document.querySelector(target).dispatchEvent(event);
            }""",
            [kind, target, json.dumps(good())],
        )
        assert desk.read().verdict == "verified"
        desk.check(b"{}")
    assert desk.type(f"\n{json.dumps(good())}\n").verdict == "verified"
    desk.page.locator("#badge-text").fill(" ")
    desk.page.get_by_role("button", name="Check", exact=True).click()
    expect(desk.page.locator("[data-said]")).to_contain_text("Paste an address")


def test_the_keys_are_enough_and_the_answer_is_announced(desk) -> None:
    desk.enter()
    desk.page.locator("h1").click()
    desk.page.keyboard.press("Tab")
    while desk.page.evaluate("document.activeElement.type") != "file":
        desk.page.keyboard.press("Tab")
    ring = desk.page.locator(".cf-drop__choose").evaluate("e => getComputedStyle(e).outlineStyle")
    assert ring == "solid"
    desk.page.keyboard.press("Tab")
    desk.page.keyboard.insert_text(json.dumps(good()))
    desk.page.keyboard.press("Tab")
    desk.page.keyboard.press("Enter")
    answer = desk.read()
    said = desk.page.get_by_role("status")
    expect(said).to_contain_text("Verified: signed by the issuer it names")
    assert "6 of 6 checks" in answer.said
    desk.page.get_by_role("button", name="Check another badge").click()
    assert desk.page.evaluate("document.activeElement.type") == "file"


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 320)])
def test_every_answer_meets_wcag_and_fits(browser, demo_address, scheme, width) -> None:
    desk = VerifyDesk(
        browser, demo_address, NOW, color_scheme=scheme, viewport={"width": width, "height": 900}
    )
    desk.enter()
    rules = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]
    only = {"type": "tag", "values": rules}
    options = {"runOnly": only, "resultTypes": ["violations"], "preload": False}
    older = old_badge(recipient=hashed("sha256"))
    desk.publish({**badge_site.documents(), **old_documents(older)})
    steps = (
        lambda: desk.check(badge_site.badges()["unknown-issuer"]),
        lambda: desk.check({**good(), "name": "Other"}),
        lambda: desk.check(good()),
        lambda: desk.check(older),
        lambda: desk.page.get_by_role("button", name="Ask old.example").click(),
    )
    for step in steps:
        step()
        desk.read()
        found = Axe().run(desk.page, "[data-verify]", options).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
        assert desk.page.evaluate("document.documentElement.scrollWidth") <= width
    desk.context.close()


def test_on_paper_stands_the_answer_and_not_the_form(desk) -> None:
    desk.enter()
    desk.check(good())
    desk.page.emulate_media(media="print")
    assert not desk.page.locator("[data-ask]").is_visible()
    assert desk.page.locator("[data-summary]").is_visible()
    assert desk.page.locator("[data-source]").inner_text() == (
        "badge.json, checked on 24 November 2026 at 12:00 by the page at "
        + urlsplit(desk.site).netloc
    )
    assert desk.page.locator("[data-step='issuer'] [data-answer]").is_visible()


# --- what a browser may lack -------------------------------------------------------------------


def test_a_browser_without_ed25519_says_which_have_it_and_leaves_the_question_open(desk) -> None:
    desk.page.add_init_script(
        "const own = SubtleCrypto.prototype.importKey;"
        "SubtleCrypto.prototype.importKey = function (...given) {"
        " return given[2] === 'Ed25519' ? Promise.reject(new Error()) : own.apply(this, given) }"
    )
    desk.enter()
    expect(desk.page.locator("[data-lacking]")).to_be_visible()
    answer = desk.check(good())
    assert answer.verdict == "unknown"
    assert answer.step("signature")["code"] == "browser-lacks"
    assert not [step for step in answer.steps if step["outcome"] == "fail"]


def test_a_browser_that_has_it_is_not_bothered(desk) -> None:
    desk.enter()
    desk.check(good())
    assert not desk.page.locator("[data-lacking]").is_visible()
    assert not desk.page.locator("[data-without]").is_visible()


def test_without_script_the_page_says_what_to_do_instead(browser, demo_address) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{demo_address}verify/")
    assert page.locator("[data-without]").is_visible()
    assert not page.locator("form").first.is_visible()
    for way in ("Ask VerifierPlus", "What the answers mean, and what no check can tell"):
        assert page.get_by_role("link", name=way).is_visible()
    context.close()


def test_the_outside_ways_name_the_badge_that_was_checked_and_nothing_dangerous(desk) -> None:
    desk.enter()
    desk.check(good())
    outside = desk.page.locator("[data-outside]")
    command = desk.page.locator("[data-command]")
    assert outside.get_attribute("href").startswith(
        "https://verifierplus.org/#verify?vc=https%3A%2F%2Fbadges.example"
    )
    assert command.inner_text() == f"credfolio verify --online {good()['id']}"
    desk.check({**good(), "id": "https://badges.example/x;rm -rf $HOME"})
    assert command.inner_text() == "credfolio verify --online badge.svg"
    assert outside.get_attribute("href") == "https://verifierplus.org/"


# --- a PNG to take along -----------------------------------------------------------------------


def test_a_png_made_on_an_awards_page_is_verified_by_command_and_page(
    at_home, signed_site, tmp_path
) -> None:
    at_home.page.goto(HOME + RETIRED.removesuffix("credential.json"))
    with at_home.page.expect_download() as download:
        at_home.page.get_by_role("button", name="Download as PNG").click()
    expect(at_home.page.get_by_role("status").filter(has_text="Saved")).to_be_visible()
    assert download.value.suggested_filename == "active-listening.png"
    download.value.save_as(tmp_path / "badge.png")
    png = (tmp_path / "badge.png").read_bytes()
    assert (int.from_bytes(png[16:20]), int.from_bytes(png[20:24])) == (600, 600)
    assert json.loads(read_png_badge(png)) == json.loads((signed_site / RETIRED).read_bytes())
    assert verify(png, site_resolver(signed_site), NOW).verdict == "verified"
    at_home.enter()
    assert at_home.check(png, "badge.png").verdict == "verified"
    assert at_home.check(png[:-40] + png[-39:], "badge.png").verdict == "unknown"


def test_what_is_written_into_a_png_is_ascii_with_no_brace_inside_a_text(
    desk, demo_address
) -> None:
    desk.enter()
    text = json.dumps({"a{": 'Ünï}\\"{"}', "b": ["\\{", "😀"]}, ensure_ascii=False)
    baked = desk.page.evaluate(
        """async ([modules, text]) => {
          const {bake} = await import(modules + 'png.js');
          const blob = await new Promise(done => document.createElement('canvas').toBlob(done));
          return [...bake(new Uint8Array(await blob.arrayBuffer()), text)];
        }""",
        [offer_modules(desk.page, demo_address), text],
    )
    found = read_png_badge(bytes(baked))
    assert found.isascii()
    assert json.loads(found) == json.loads(text)
    assert (found.count(b"{"), found.count(b"}")) == (1, 1)
