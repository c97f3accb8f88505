"""The whole way in one piece: a worksheet in the browser, the office's commands, a signed award."""

from __future__ import annotations

import json
from pathlib import Path

import pyrage
import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Page, expect

from browsing import opened
from chromium import served
from credfolio.cli import main
from credfolio.proof.digests import digest_of_bytes
from demo import ROOT
from pairs import TwoRepositories, make_pair
from sealed import sealing

pytestmark = [pytest.mark.browser, pytest.mark.audit]

KEYS = tuple(pyrage.x25519.Identity.generate() for _ in range(2))
READERS = {name: pyrage.x25519.Identity.generate() for name in ("p-lee1", "p-max1", "p-tom1")}
SETTINGS = f"""\
site_name: Example
site_url: https://badges.example/credentials/
docs_dir: docs
site_dir: site
theme: {{name: material, custom_dir: {ROOT / "theme"}, font: false}}
hooks: [{ROOT / "hooks" / "site_records.py"}]
extra_css: [assets/credfolio.css]
"""
PROFILE = """\
display_name: Eva Lund
visibility: public
consent: {by: Eva Lund, method: online-form, on: 2026-01-05, scope: "My page"}
"""
PERSON = """\
name: Eva Lund
educator: eva-lund
address: eva@district.example
consent_to_publish: {by: Eva Lund, method: online-form, on: 2026-01-05, scope: "My awards"}
"""
REF = "riverside-usd/active-listening"


@pytest.fixture
def pair(tmp_path: Path) -> TwoRepositories:
    """A public repository that seals for two holders, with Eva's home; and its private one."""
    made = make_pair(tmp_path)
    issuer = "catalog/riverside-usd/issuer.yml"
    text = (made.public / issuer).read_text().rstrip("\n")
    pinned = made.commit_public(
        {
            issuer: f"{text}\n{sealing(KEYS)}",
            "mkdocs.yml": SETTINGS,
            "docs/about.md": "# About\n\nWho we are.\n",
            "portfolios/eva-lund/profile.yml": PROFILE,
        }
    )
    made.settle(pinned)
    made.commit_private({"office/people/p-eva1.yml": PERSON})
    for name, key in READERS.items():
        run(made.private, "sealing", "admit", name, key.to_public())
        (tmp_path / f"{name}.key").write_text(str(key))
    made.commit_private({})
    (tmp_path / "key").write_text(str(KEYS[1]))
    (tmp_path / "drop").mkdir()
    return made


def run(project: Path, *words: object) -> str:
    done = CliRunner().invoke(main, ["--project", str(project), *map(str, words)])
    assert not isinstance(done.exception, Exception), done.exception
    assert done.exit_code == 0, done.output
    return done.output


def seal(page: Page, folder: Path) -> Path:
    """Fill in the panel and seal; the receipt, with the sealed file in the drop."""
    page.get_by_role("button", name="Seal and submit").click()
    page.get_by_label("Your name").fill("Eva Lund")
    page.get_by_label("Your e-mail address").fill("eva@district.example")
    for choice in page.locator("select[name^='ai/']").all():
        choice.select_option("none")
    page.get_by_label("This is my own work").check()
    page.get_by_role("button", name="Seal it").click()
    page.get_by_role("button", name="Seal anyway").click()
    with page.expect_download() as found:
        page.get_by_role("link", name=".age").click()
    number = found.value.suggested_filename.removesuffix(".age")
    found.value.save_as(folder / "drop" / f"upload {number}.age")
    with page.expect_download() as found:
        page.get_by_role("link", name="Save the receipt").click()
    found.value.save_as(folder / f"receipt-{number}.json")
    return folder / f"receipt-{number}.json"


def judge(page: Page, address: str, pair: TwoRepositories, number: str, day: int, level: str):
    """What the office and its readers do until the letter is written, on days of May."""
    folder = pair.work.parent
    both, key = ("--with", pair.public), ("--key", folder / "key")

    def at(more: int) -> tuple[str, ...]:
        return ("--write", "--today", f"2026-05-{day + more:02d}")

    taken = run(pair.private, "intake", folder / "drop", *key, *both, *at(0))
    assert "1 new submission, 0 refused, 0 waiting" in taken
    run(pair.private, "triage", number, *both, *at(0))
    run(pair.private, "assign", *both, *at(0))
    out = folder / "packets"
    run(pair.private, "packets", out, "--sealed", folder / "drop/in", *key, *both, *at(0))
    packets = sorted(out.rglob("*.age"))
    assert len(packets) == 2
    sheets = [read(page, address, folder, one, f"2026-05-{day + 1:02d}", level) for one in packets]
    run(pair.private, "record", *sheets, *key, *both, *at(1))
    run(pair.private, "decide", number, "--by", "p-rosa", *both, *at(2))
    run(pair.private, "letter", number, "--out", folder / "letters", *both, *at(2))
    said = run(pair.private, "packets", out, "--sealed", folder, *key, *both, *at(2))
    assert "0 packets, 2 deleted" in said


def read(page: Page, address: str, folder: Path, packet: Path, on: str, level: str) -> Path:
    """A reader opens a packet in the browser, judges it, and saves the sealed sheet."""
    reader = packet.parent.name
    page.goto(f"{address}assess/")
    page.get_by_role("button", name="Open a sealed packet").click()
    page.get_by_label("Your key file").set_input_files(folder / f"{reader}.key")
    page.get_by_label("Its passphrase").fill("a plain key file needs none")
    page.get_by_label("The packet").set_input_files(packet)
    page.get_by_role("button", name="Open it").click()
    expect(page.locator("blockquote").first).to_have_text("I waited.")
    assert "Eva" not in page.locator("[data-assess]").inner_text()
    page.locator(f"[data-part='1'] input[value='{level}']").check()
    if page.locator("[data-part='2'] input[value='yes']").count():
        page.locator("[data-part='2'] input[value='yes']").check()
    decision = "pass" if level == "demonstrated" else "resubmit"
    page.locator(f"[name=decision][value={decision}]").check()
    page.locator("[name=feedback]").fill("Wait longer.")
    page.get_by_label("Judged on").fill(on)
    page.get_by_role("button", name="Seal the sheet").click()
    with page.expect_download() as found:
        page.get_by_role("link", name=".sheet.age").click()
    sheet = folder / f"{reader}-{found.value.suggested_filename}"
    found.value.save_as(sheet)
    return sheet


def test_a_worksheet_becomes_a_signed_award_at_the_second_try(
    pair: TwoRepositories, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780315200")
    folder = pair.work.parent
    run(pair.public, "build", "--quiet")
    with (
        served(pair.public / "site", "/credentials/") as address,
        opened(browser, service_workers="block") as page,
    ):
        page.clock.set_fixed_time("2026-05-04T08:00:00Z")
        page.goto(f"{address}catalog/{REF}/worksheet/")
        page.locator(".cf-field textarea").first.fill("I waited.")
        receipt = seal(page, folder)
        first = json.loads(receipt.read_text())["number"]
        judge(page, address, pair, first, 4, "progressing")

        page.goto(f"{address}receipt/")
        page.get_by_label("1. Open your receipt").set_input_files(receipt)
        letter = folder / "letters" / f"{first}.letter.age"
        page.get_by_label("2. Open the letter").set_input_files(letter)
        expect(page.locator(".cf-letter")).to_contain_text("You keep part 2")
        page.get_by_role("link", name="Begin the next try").click()
        expect(page.locator("#part-2 [data-passed-before]")).to_be_visible()
        page.clock.set_fixed_time("2026-05-11T08:00:00Z")
        second = json.loads(seal(page, folder).read_text())["number"]
        judge(page, address, pair, second, 11, "demonstrated")
    record = (pair.private / f"submissions/2026/{second}/submission.yml").read_text()
    assert "attempt: 2" in record
    assert f"follows: {first}" in record
    assert sorted(file.name for file in (folder / "drop" / "in").iterdir()) == sorted(
        f"{number}.age" for number in (first, second)
    )

    pair.commit_private({})
    published = run(
        pair.private, "publish", "--to", pair.public, "--write", "--today", "2026-05-14"
    )
    assert "1 new award" in published
    award = "portfolios/eva-lund/awards/active-listening.yml"
    assert "approval: approved" in (pair.public / award).read_text()
    run(pair.public, "sign", "--demonstration", "--created", "2026-05-14T12:00:00Z")
    signed = pair.public / "portfolios/eva-lund/credentials/active-listening.json"
    sealed = (folder / "drop/in" / f"{second}.age").read_bytes()
    assert digest_of_bytes(sealed) in signed.read_text()
    run(pair.public, "check", "--today", "2026-05-15")
    run(pair.public, "build", "--quiet")
    with served(pair.public / "site", "/credentials/") as address, opened(browser) as page:
        page.goto(f"{address}portfolios/eva-lund/active-listening/")
        expect(page.get_by_role("heading", level=1)).to_contain_text("Active Listening")
        expect(page.get_by_role("button", name="Check it here")).to_be_visible()
