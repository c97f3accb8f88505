"""An office at the page desk/ and at the command, side by side."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyrage
from click.testing import CliRunner
from playwright.sync_api import Browser, Page, expect

from browsing import opened
from credfolio.cli import main
from credfolio.desk.own_words import in_desk_words
from credfolio.rounds.blind import SECRET_FILE
from desk_pages import files_in, fill_folder, read_folder
from pairs import make_pair
from proposals import git, lay
from sealed import archive, sealed, sealing

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
TOMS = {"about": "portfolios/tom-berg/", "what": "not-me"}
OUT = ("sheets", "letters", "packets", "awards", "changes")

WITHOUT_CODE = """shown => {
  const copy = shown.cloneNode(true);
  for (const one of copy.querySelectorAll("li code, pre")) one.remove();
  return copy.textContent;
}"""


def lay_office(tmp_path: Path) -> Path:
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
            "tom.json": json.dumps({**REQUEST, **TOMS}).encode(),
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
        assert result.locator("[data-text]").text_content() == in_desk_words(dry)
        # What a maintainer does elsewhere is a command still, as code.
        shown = result.evaluate(WITHOUT_CODE)
        assert not re.search(r"(?<!\S)--[a-z]|\bRun it again\b", shown), shown
        assert self.saved_data() == json.loads(data)
        before = self.folders()
        if not self.page.get_by_role("button", name="Do it").count():
            assert json.loads(data)["changes"] == []
            return
        assert before == self.folders() == self.on_disk()
        done, _ = self.command(*words, "--write")
        assert self.press("Do it").locator("[data-text]").text_content() == in_desk_words(done)
        expect(self.page.locator("[data-result]")).to_contain_text(
            re.compile(r"files? saved\.|nothing to write|ZIP")
        )
        assert self.folders() == self.on_disk()

    def press(self, name: str) -> Any:
        self.page.get_by_role("button", name=name).press("Enter")
        title = self.page.get_by_role("heading", name="What it says")
        expect(title).to_be_focused(timeout=180_000)
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


@contextmanager
def at_the_desk(browser: Browser, address: str, office: Path, script: str) -> Iterator[Both]:
    """The page as it begins, in a browser that `script` makes what it is."""
    with opened(browser, script, service_workers="block") as page:
        page.goto(f"{address}desk/")
        both = Both(page, office)
        both.on("2026-05-05")
        yield both
