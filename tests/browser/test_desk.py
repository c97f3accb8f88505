"""The desk: what it says and writes is what the commands say and write."""

from __future__ import annotations

import base64
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pyrage
import pytest
from playwright.sync_api import Browser, expect

from browsing import opened
from desk_office import KEY, READER, Both, at_the_desk, lay_office
from desk_pages import FOLDERS, files_in, fill_folder, site_with_desk
from page_checks import violations
from sealed import sealed

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(demo_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with site_with_desk(demo_site, tmp_path_factory.mktemp("desk")) as found:
        yield found


@pytest.fixture
def office(tmp_path: Path) -> Path:
    return lay_office(tmp_path)


def test_the_desk_says_and_writes_what_the_commands_do(
    browser: Browser, address: str, office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(office)
    asked: list[str] = []
    with opened(browser, FOLDERS, service_workers="block") as page:
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{address}desk/")
        fill_folder(page, "came", files_in(office / "sealed"))
        both = Both(page, office)
        both.choose_records()
        assert violations(page) == []
        assert not any("assets/desk" in one or "desk_worker" in one for one in asked)

        both.on("2026-05-05")
        both.same("due", "--days", "3", expected="1 late")

        both.task("intake")
        page.locator("[data-pick=came]").press("Enter")
        page.get_by_label("The office's key file").set_input_files(office / "key/key.txt")
        both.same("intake", "sealed", "--key", "key/key.txt", expected="is sealed for other keys")
        assert len(files_in(office / "sealed")) == 3
        [taken] = (office / "sealed/in").iterdir()
        number = taken.name.partition(".")[0]

        both.task("triage")
        page.get_by_label("Numbers of submissions").fill(number)
        both.same("triage", number, expected="can be assigned")

        both.task("assign")
        page.locator("[data-pick=sheets]").press("Enter")
        both.same("assign", "--sheets", "sheets", expected=number)

        both.task("packets")
        fill_folder(page, "taken", files_in(office / "sealed/in"))
        page.locator("[data-pick=taken]").press("Enter")
        page.locator("[data-pick=packets]").press("Enter")
        page.get_by_label("The office's key file").set_input_files(office / "key/key.txt")
        packets = ("packets", "packets", "--sealed", "sealed/in", "--key", "key/key.txt")
        both.same(*packets, expected="2 packets, 0 deleted")
        assert len(files_in(office / "packets")) == 2

        # One reader fills in the form, and the other one seals the sheet of the page assess/.
        form, _ = sorted((office / "sheets").rglob("*.yml"))
        _, packet = sorted((office / "packets").rglob("*.age"))
        sheets = [filled(form, office / "returned"), judged(packet, office / "returned")]
        (office / "returned/torn.age").write_bytes(b"age-encryption.org/v1\n")
        both.on("2026-05-12")
        both.task("record")
        both.choose("The sheets", *sheets, "returned/torn.age")
        page.get_by_label("The office's key file").set_input_files(office / "key/key.txt")
        key = ("--key", "key/key.txt")
        both.same("record", *sheets, "returned/torn.age", *key, expected="agreed: pass")

        both.task("decide")
        page.get_by_label("Who confirms").select_option("p-rosa")
        page.get_by_label("Numbers of submissions").fill(number)
        both.same("decide", number, "--by", "p-rosa", expected=f"{number}  pass")

        both.task("letter")
        page.locator("[data-pick=letters]").press("Enter")
        both.same("letter", "--out", "letters", expected="to eva@district.example")
        assert f"{number}.letter.age" in files_in(office / "letters")

        both.task("packets")
        page.locator("[data-pick=taken]").press("Enter")
        page.locator("[data-pick=packets]").press("Enter")
        page.get_by_label("The office's key file").set_input_files(office / "key/key.txt")
        both.same(*packets, expected="0 packets, 2 deleted")
        assert files_in(office / "packets") == {}

        requests = sorted((office / "private/requests").rglob("*.yml"))
        [request] = [one.stem for one in requests if "ana-lopez" in one.read_text()]
        [toms] = [one.stem for one in requests if "tom-berg" in one.read_text()]
        both.task("answer")
        page.get_by_label("Number of the request").fill(request)
        page.get_by_label("What is recorded").select_option("declined")
        page.get_by_label("Why it was not done").fill("It is hidden")
        page.get_by_label("Who answers").select_option("p-rosa")
        why = ("--decline", "It is hidden", "--by", "p-rosa")
        both.same("answer", request, *why, expected="by 2026-05-19, tell")

        both.task("answer")
        page.get_by_label("Number of the request").fill(toms)
        page.get_by_label("What is recorded").select_option("proposed")
        page.locator("[data-pick=changes]").press("Enter")
        page.get_by_label("Who answers").select_option("p-rosa")
        page.get_by_label("How you made sure").fill("Called the school")
        checked = ("--checked", "Called the school")
        change = ("--propose", *checked, "--by", "p-rosa", "--to", "changes")
        both.same("answer", toms, *change, expected="on the forge, delete portfolios/tom-berg/")
        assert "portfolios/tom-berg/tombstone.yml" in files_in(office / "changes")

        both.task("status")
        page.get_by_label("Numbers of submissions").fill(number)
        both.same("status", number, expected="told")
        page.get_by_text("The same as text").click()
        assert violations(page) == []
        assert all(one.startswith((address, "blob:")) for one in asked)


def judged(packet: Path, folder: Path) -> str:
    """The sealed sheet of the reader of a packet, in the folder of what came back."""
    with zipfile.ZipFile(io.BytesIO(pyrage.decrypt(packet.read_bytes(), [READER]))) as found:
        told = json.loads(found.read("packet.json"))
    fields = {"on": "2026-05-12", "decision": "pass", "feedback": "I saw it."}
    fields |= {"1/criterion/waiting": "demonstrated", "2/level": "yes"}
    sheet = {
        "credfolio_assessment": 1,
        **{key: told[key] for key in ("number", "reader", "token")},
        "fields": {key: {"v": value} for key, value in fields.items()},
    }
    place = folder / f"{told['number']}.sheet.age"
    place.write_bytes(sealed(json.dumps(sheet).encode(), str(KEY.to_public())))
    return f"returned/{place.name}"


def filled(file: Path, folder: Path) -> str:
    """A sheet as a reader fills it in, in the folder of what came back."""
    text = file.read_text().replace("\non: #", "\non: 2026-05-12 #")
    text = text.replace("decision: #", "decision: pass #")
    text = text.replace("level: # dem", "level: demonstrated # dem")
    place = folder / f"{file.parent.name}-{file.name}"
    place.write_text(text.replace("level: # yes", 'level: "yes" # yes'))
    return f"returned/{place.name}"


ONLY_FILES = "delete window.showDirectoryPicker;"
"""A browser that writes into no folder."""


@pytest.mark.audit
def test_a_browser_that_writes_into_no_folder_gets_a_zip(
    browser: Browser, address: str, office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(office)
    with at_the_desk(browser, address, office, ONLY_FILES) as both:
        page = both.page
        folder = page.get_by_label("The folder of the private repository")
        folder.set_input_files(office / "private")
        page.locator("[data-catalog]").set_input_files(office / "public/catalog.zip")
        both.task("letter")
        both.press("Show what it would do")
        result = both.press("Do it")
        expect(result).to_contain_text("unpack it over the folders")
        with page.expect_download() as found:
            page.get_by_role("link", name="Save desk-letter.zip").click()
        with zipfile.ZipFile(found.value.path()) as archive:
            archive.extractall(office / "unpacked")
        before = files_in(office / "private")
        both.command("letter", "--out", "letters", "--write")
        changed = {
            path: data
            for path, data in files_in(office / "private").items()
            if before.get(path) != data
        }
        assert changed
        assert files_in(office / "unpacked/private") == changed
        assert files_in(office / "unpacked/letters") == files_in(office / "letters")


@pytest.mark.audit
def test_what_goes_wrong_is_a_sentence_and_nothing_is_written(
    browser: Browser, address: str, office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(office)
    with at_the_desk(browser, address, office, FOLDERS) as both:
        page = both.page
        both.choose_records()

        both.task("letter")
        page.get_by_role("button", name="Show what it would do").press("Enter")
        page.get_by_role("button", name="Stop").press("Enter")
        expect(page.get_by_role("alert")).to_have_text("Stopped. Nothing was changed.")

        both.press("Show what it would do")
        path = "submissions/2026/k7qm3-xw9t2/decision.yml"
        mine = files_in(office / "private")[path] + b"# mine\n"
        page.evaluate(
            """() => {
              const save = FileSystemFileHandle.prototype.createWritable;
              FileSystemFileHandle.prototype.createWritable = function (...how) {
                if (window.refuses) throw new DOMException("full", "QuotaExceededError");
                return save.call(this, ...how);
              };
            }"""
        )
        before = both.folders()
        page.evaluate("window.refuses = true")
        page.get_by_role("button", name="Do it").press("Enter")
        alert = page.get_by_role("alert")
        expect(alert).to_contain_text("could not be saved (full). 0 files saved")
        page.evaluate("window.refuses = false")
        assert both.folders() == before

        both.press("Show what it would do")
        page.evaluate(
            """given => {
              const post = Worker.prototype.postMessage;
              Worker.prototype.postMessage = async function (job) {
                Worker.prototype.postMessage = post;
                await fillFolder(given);
                post.call(this, job);
              };
            }""",
            {"name": "records", "files": {path: base64.b64encode(mine).decode()}},
        )
        page.get_by_role("button", name="Do it").press("Enter")
        expect(alert).to_contain_text("changed since you chose it")
        before["private"][path] = mine
        assert both.folders() == before

        fill_folder(page, "records", {"office/people/p-bad1.yml": b"nme: Ida\n", path: mine})
        page.get_by_role("button", name="Show what it would do").press("Enter")
        expect(page.locator("[data-result]")).to_contain_text("office/people/p-bad1.yml:1")
        expect(page.locator("[data-result]")).to_contain_text("The records have errors")
        assert violations(page) == []

        page.locator("[data-catalog]").set_input_files(
            {"name": "again.zip", "mimeType": "", "buffer": b"PK"}
        )
        page.get_by_role("button", name="Show what it would do").press("Enter")
        expect(page.locator("[data-result]")).to_contain_text("is no ZIP that can be read")
