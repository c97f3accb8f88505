"""The desk: what it says and writes is what the commands say and write."""

from __future__ import annotations

import base64
import io
import json
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyrage
import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Page, expect

from browsing import opened
from credfolio.cli import main
from credfolio.rounds.blind import SECRET_FILE
from desk_pages import FOLDERS, files_in, fill_folder, read_folder, site_with_desk
from page_checks import violations
from pairs import make_pair
from proposals import git, lay
from sealed import archive, sealed, sealing

pytestmark = pytest.mark.browser
KEY, OTHER, REPLY, READER = (pyrage.x25519.Identity.generate() for _ in range(4))
REQUEST = {
    "credfolio_request": 1,
    "id": "5f0c7a52-8c1e-4a5b-9d1f-2f2f0f6f7a11",
    "issuer": "riverside-usd",
    "what": "hide",
    "about": "portfolios/ana-lopez/",
    "text": "Please hide it.",
    "name": "Ana López",
    "address": "ana@d.example",
    "made_at": "2026-05-01T08:00:00Z",
}
OUT = ("sheets", "letters", "packets")


@pytest.fixture(scope="module")
def address(demo_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with site_with_desk(demo_site, tmp_path_factory.mktemp("desk")) as found:
        yield found


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """The folders of an office, as the commands in the browser see them."""
    pair = make_pair(tmp_path)
    issuer = "catalog/riverside-usd/issuer.yml"
    text = (pair.public / issuer).read_text().rstrip("\n")
    pair.settle(pair.commit_public({issuer: f"{text}\n{sealing([KEY, OTHER])}"}))
    for file in (pair.private / "office/people").glob("*.yml"):
        key = f"assesses: {{recipient: {READER.to_public()}, "
        file.write_text(file.read_text().replace("assesses: {", key))
    eva = "name: Eva Lund\naddress: eva@district.example\n"
    lay(pair.private, {"office/people/p-eva1.yml": eva, SECRET_FILE: "07" * 32 + "\n"})
    for name in ("key", "sealed", "returned", *OUT):
        (tmp_path / name).mkdir()
    (tmp_path / "key/key.txt").write_text(str(KEY))
    own, other = str(KEY.to_public()), str(OTHER.to_public())
    good = sealed(archive(reply_to=str(REPLY.to_public())), own)
    lay(
        tmp_path / "sealed",
        {
            "eva.age": good,
            "other.age": sealed(archive(), other),
            "torn.age": good[:-9],
            "mail.json": json.dumps(REQUEST).encode(),
        },
    )
    git(pair.public, "archive", "--format=zip", "--prefix=catalog-main/", "-o", "../c.zip", "HEAD")
    pair.public.rename(tmp_path / "clone")
    pair.public.mkdir()
    (tmp_path / "c.zip").rename(pair.public / "catalog.zip")
    return tmp_path


class Both:
    """The same tasks with the command in a folder and on the page in the browser's storage."""

    def __init__(self, page: Page, folder: Path) -> None:
        self.page, self.folder, self.day = page, folder, ""

    def on(self, day: str) -> None:
        self.day = day
        self.page.evaluate("day => document.querySelector('[data-desk]').dataset.today = day", day)

    def choose_records(self) -> None:
        """The folder of the private repository, and the ZIP of the public one."""
        fill_folder(self.page, "records", files_in(self.folder / "private"))
        self.page.locator("[data-pick=records]").press("Enter")
        expect(self.page.get_by_text("names the commit")).to_be_visible()
        self.page.locator("[data-catalog]").set_input_files(self.folder / "public/catalog.zip")

    def command(self, *words: str) -> tuple[str, Any]:
        public = ("--with", "public/catalog.zip", "--today", self.day)
        done = CliRunner().invoke(main, ["--project", "private", *words, *public])
        assert not isinstance(done.exception, Exception), done.exception
        return done.stdout, done.stderr

    def same(self, *words: str, expected: str) -> None:
        """Run it dry, then do it; what is said and what is in the folders is the same."""
        dry, _ = self.command(*words)
        data, _ = self.command(*words, "--json")
        result = self.press("Show what it would do")
        assert expected in dry
        assert result.locator("[data-text]").text_content() == dry
        assert self.saved_data() == json.loads(data)
        before = self.folders()
        if not self.page.get_by_role("button", name="Do it").count():
            assert json.loads(data)["changes"] == []
            return
        assert before == self.folders() == self.on_disk()
        done, _ = self.command(*words, "--write")
        assert self.press("Do it").locator("[data-text]").text_content() == done
        expect(
            self.page.get_by_text(re.compile("Save the change|nothing to write"))
        ).to_be_visible()
        assert self.folders() == self.on_disk()

    def press(self, name: str) -> Any:
        self.page.get_by_role("button", name=name).press("Enter")
        title = self.page.get_by_role("heading", name="What it says")
        expect(title).to_be_focused(timeout=60_000)
        expect(self.page.locator("[data-desk]")).not_to_have_attribute("data-busy", "")
        return self.page.locator("[data-result]")

    def saved_data(self) -> Any:
        self.page.get_by_text("The same as text").click()
        with self.page.expect_download() as found:
            self.page.get_by_role("link", name="Save it as JSON").click()
        return json.loads(Path(found.value.path()).read_text())

    def folders(self) -> dict[str, dict[str, bytes]]:
        of = {"records": "private", "came": "sealed", **{one: one for one in OUT}}
        return {place: in_clear(read_folder(self.page, name)) for name, place in of.items()}

    def on_disk(self) -> dict[str, dict[str, bytes]]:
        names = ("private", "sealed", *OUT)
        return {name: in_clear(files_in(self.folder / name)) for name in names}

    def task(self, name: str) -> None:
        self.page.get_by_label("Task").select_option(name)

    def choose(self, label: str, *names: str) -> None:
        self.page.get_by_label(label).set_input_files([self.folder / name for name in names])


def in_clear(files: dict[str, bytes]) -> dict[str, bytes]:
    """The same with letters and packets in clear: no two sealed files are alike."""
    keys = {".letter.age": REPLY, ".packet.age": READER}
    found = dict(files)
    for name, data in files.items():
        for ending, key in keys.items():
            if name.endswith(ending):
                found[name] = pyrage.decrypt(data, [key])
    return found


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

        request = next((office / "private/requests").rglob("*.yml")).stem
        both.task("answer")
        page.get_by_label("Numbers of submissions").fill(request)
        page.get_by_label("What is recorded").select_option("declined")
        page.get_by_label("Why it was not done").fill("It is hidden")
        page.get_by_label("Who says so").select_option("p-rosa")
        why = ("--decline", "It is hidden", "--by", "p-rosa")
        both.same("answer", request, *why, expected="then, by 2026-05-19, tell")

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


@contextmanager
def at_the_desk(browser: Browser, address: str, office: Path, script: str) -> Iterator[Both]:
    """The page as it begins, in a browser that `script` makes what it is."""
    with opened(browser, script, service_workers="block") as page:
        page.goto(f"{address}desk/")
        both = Both(page, office)
        both.on("2026-05-05")
        yield both


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
        expect(page.locator("[data-result]")).to_contain_text("the records have errors")
        assert violations(page) == []

        page.locator("[data-catalog]").set_input_files(
            {"name": "again.zip", "mimeType": "", "buffer": b"PK"}
        )
        page.get_by_role("button", name="Show what it would do").press("Enter")
        expect(page.locator("[data-result]")).to_contain_text("is no ZIP that can be read")
