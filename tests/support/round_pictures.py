"""The pictures of the guides of a round: a made-up submission, from its worksheet to its letter.

The office is that of demo-records/, on a day of its own and with keys made for the run. What the
browser seals is drawn from a fixed seed, so a number in a picture is the same each time.
"""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import pyrage
from click.testing import CliRunner
from playwright.sync_api import Browser, FilePayload, Locator, Page, Route, expect

from credfolio.cli import main
from credfolio.rounds.blind import SECRET_FILE, blind_number
from desk_pages import FOLDERS, files_in, fill_folder, site_with_desk
from proposals import commit, git, lay
from sealed import DEMONSTRATION_KEYS

ROOT = Path(__file__).parents[2]
CREDENTIAL = "lake-harlow-schools/co-teaching-in-one-room"
DAY = "2026-11-24"
SECRET = "07" * 32
PORT = 47_318
"""A worksheet names the address of its page, which is sealed, and so a part of the number."""
PATIENCE = 300_000
"""Milliseconds: Python starts slowly in a browser on a busy machine."""
NOON = 1_795_543_200_000
"""Noon of that day where the office is."""
SEEDED = """
{
  let state = SEED;
  const next = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) >>> 24;
  crypto.getRandomValues = (into) => {
    new Uint8Array(into.buffer, into.byteOffset, into.byteLength).forEach((_, n, all) => {
      all[n] = next();
    });
    return into;
  };
  crypto.randomUUID = () => {
    const hex = Array.from({ length: 16 }, () => next().toString(16).padStart(2, "0")).join("");
    const first = [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`];
    return [...first, `8${hex.slice(17, 20)}`, hex.slice(20)].join("-");
  };
  const Clock = Date;
  globalThis.Date = class extends Clock {
    constructor(...given) { super(...(given.length ? given : [NOON])); }
    static now() { return NOON; }
  };
}
"""
"""What is random and what day it is, both for pages and for what seals in a worker."""

PEOPLE = {
    "p-344c45": ("Samir Lindholm", "samir.lindholm@lakeharlow.example"),
    "p-382d42": ("Odette Kwarteng", "odette.kwarteng@lakeharlow.example"),
    "": ("Theo Banerji", "theo@mail.example"),
}
"""Who submits; the last one's address is not the one that the office has."""
APPROVER = "p-3f8c8c"
ANSWERS = {
    "1/prompt/needs": (
        "Student A reads the numbers aloud before writing them. Minutes 8 to 20 give that with "
        "base-ten blocks at my table. Student B needs the steps one at a time: pull aside as "
        "needed."
    ),
    "1/prompt/arrangement": (
        "Stations, because the three ways of regrouping can be met in any order. We rejected "
        "teaming: with thirty students in one group, nobody would have heard student A."
    ),
    "3/prompt/sorted": (
        "We made three piles before we talked. Student A was in the first, student B in the "
        "second. Next week my partner opens the lesson, and I take the second station."
    ),
}
FILES = ("Plan for Tuesday.pdf", "Clip 1.mp4", "Exit work.pdf", "Table.csv")
WORK = 2
"""The place of the work that has three pieces, one of each student."""
LEVELS = {
    "1/criterion/instruction-named": "emerging",
    "1/criterion/both-teach": "established",
    "2/criterion/parity": "established",
    "2/criterion/delivery": "established",
    "3/level": "met",
}
SAW = (
    "Student A's instruction is a teaching act at minute 8. Student B's is not: “pull aside as "
    "needed”."
)
FEEDBACK = (
    "Both of you teach, and students ask both. For student B, write down what is taught and when."
)


class Shoot(Protocol):
    """Takes a picture of what the window shows, as far down as `height` where it is given."""

    def __call__(self, page: Page, name: str, height: float = 0) -> None: ...


@dataclass
class Round:
    """The office's folders, the site, and what takes a picture under a name."""

    folder: Path
    browser: Browser
    address: str
    shoot: Shoot
    seed: int = 7
    numbers: list[str] = field(default_factory=list)

    @contextmanager
    def page(self, script: str = "", height: int = 720) -> Iterator[Page]:
        """A page of a browser in which nothing is left to chance."""
        self.seed += 1
        seeded = SEEDED.replace("SEED", str(self.seed)).replace("NOON", str(NOON))
        context = self.browser.new_context(
            viewport={"width": 640, "height": height},
            reduced_motion="reduce",
            color_scheme="light",
            locale="en-US",
            timezone_id="America/Chicago",
            service_workers="block",
        )
        context.add_init_script(seeded + script)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)

        def answer(route: Route) -> None:
            found = route.fetch()
            route.fulfill(response=found, body=seeded + found.text())

        page.route("**/sealing_worker.js", answer)
        yield page
        context.close()

    def run(self, *words: object) -> str:
        """A command of the office, on its day."""
        said = ("--project", self.folder / "private", *words, "--with", self.catalog)
        done = CliRunner().invoke(main, [str(one) for one in (*said, "--today", DAY)])
        if isinstance(done.exception, Exception):
            raise done.exception
        return done.output

    @property
    def catalog(self) -> Path:
        return self.folder / "catalog.zip"


def take_all(browser: Browser, site: Path, folder: Path, shoot: Shoot) -> None:
    """Every picture of the round; `folder` is empty and for this alone."""
    expect.set_options(timeout=PATIENCE)
    (folder / "served").mkdir()
    with site_with_desk(site, folder / "served", PORT) as address:
        of = Round(folder, browser, address, shoot)
        found_office(of)
        for person in PEOPLE.values():
            submit(of, *person)
        at_the_desk(of, "desk", "due", lambda page: page.get_by_label("Also what is due").fill("2"))
        at_the_desk(of, "desk-intake", "intake", give_sealed)
        key = ("--key", folder / "key.txt")
        of.run("intake", folder / "came", *key, "--write")
        number = of.numbers[0]
        of.run("triage", *of.numbers[:2], "--write")
        of.run("assign", "--write")
        of.run("packets", folder / "packets", "--sealed", folder / "came/in", *key, "--write")
        sheets = [
            read(of, file) if not n else read_unseen(of, file)
            for n, file in enumerate(packets_of(of, number))
        ]
        of.run("record", *sheets, *key, "--write")
        at_the_desk(of, "desk-status", "status", lambda page: type_number(page, number))
        at_the_desk(of, "desk-decide", "decide", lambda page: confirm(page, number))
        of.run("decide", number, "--by", APPROVER, "--write")
        of.run("letter", number, "--out", folder / "letters", "--write")
        open_letter(of, number)
        messages(of)


def found_office(of: Round) -> None:
    """The private records with keys and addresses, and the ZIP of the public ones."""
    public, private = of.folder / "public", of.folder / "private"
    for top in ("catalog", "portfolios"):
        shutil.copytree(ROOT / top, public / top)
    shutil.copy(ROOT / "mkdocs.yml", public)
    git(public, "init", "--quiet", "--initial-branch=main", "--template=")
    pinned = commit(public, "The demonstration")
    git(public, "archive", "--format=zip", "--prefix=catalog-main/", "-o", str(of.catalog), "HEAD")
    shutil.copytree(ROOT / "demo-records", private)
    settings = (private / "office/records.yml").read_text("utf-8")
    settings = re.sub(r'commit: "0+"', f"commit: {pinned}", settings)
    settings = settings.replace("coach_after: 3", "coach_after: 1")
    lay(private, {"office/records.yml": settings, SECRET_FILE: f"{SECRET}\n"})
    for name, (_, address) in PEOPLE.items():
        if name:
            file = private / f"office/people/{name}.yml"
            lay(
                private,
                {f"office/people/{name}.yml": f"{file.read_text('utf-8')}address: {address}\n"},
            )
    for file in sorted((private / "office/people").glob("*.yml")):
        text = file.read_text("utf-8")
        if "\nassesses:\n" in text:
            identity = pyrage.x25519.Identity.generate()
            lay(of.folder, {f"keys/{file.stem}.txt": str(identity)})
            line = f"\nassesses:\n  recipient: {identity.to_public()}\n"
            lay(private, {f"office/people/{file.name}": text.replace("\nassesses:\n", line)})
    lay(of.folder, {"key.txt": DEMONSTRATION_KEYS[0]})
    for name in ("came", "letters", "packets", "sheets"):
        (of.folder / name).mkdir()


def submit(of: Round, name: str, address: str) -> None:
    """A worksheet is filled in and sealed; of the first one, pictures are taken."""
    is_first = not of.numbers
    with of.page() as page:
        page.goto(f"{of.address}catalog/{CREDENTIAL}/worksheet/")
        for key, said in ANSWERS.items():
            page.locator(f"[name='{key}']").fill(said)
        page.get_by_role("button", name="Seal and submit").click()
        page.get_by_label("Your name").fill(name)
        page.get_by_label("Your e-mail address").fill(address)
        for n, file in enumerate(FILES if is_first else FILES[:3]):
            # No two people have the same, which intake would name.
            chosen: list[FilePayload] = [
                {"name": one, "mimeType": "", "buffer": f"{one} of {name}. ".encode() * 25_000}
                for one in ([file] if n != WORK else [f"{of_whom}.pdf" for of_whom in "ABC"])
            ]
            page.locator(".cf-sealing .cf-item input[type=file][multiple]").nth(n).set_input_files(
                chosen
            )
        for choice in page.locator(".cf-sealing select").all():
            choice.select_option("none")
        page.get_by_label("Hours of work").fill("12")
        page.get_by_label("This is my own work").check()
        if is_first:
            show(page, page.get_by_role("heading", name="Seal and submit"))
            of.shoot(page, "seal")
        page.get_by_role("button", name="Seal it").click()
        anyway = page.get_by_role("button", name="Seal anyway")
        if anyway.count():
            anyway.click()
        link = page.get_by_role("link", name=".age")
        with page.expect_download() as found:
            link.click()
        number = found.value.suggested_filename.removesuffix(".age")
        found.value.save_as(of.folder / "came" / f"{number}.age")
        with page.expect_download() as found:
            page.get_by_role("link", name="Save the receipt").click()
        found.value.save_as(of.folder / f"receipt-{number}.json")
        if is_first:
            show(page, page.locator(".cf-sealing__done"))
            of.shoot(page, "sealed")
        of.numbers.append(number)


def packets_of(of: Round, number: str) -> list[Path]:
    """The packets of one submission, by reader."""
    name = f"{blind_number(bytes.fromhex(SECRET), number)}.packet.age"
    return sorted((of.folder / "packets").glob(f"*/{name}"))


def read(of: Round, packet: Path) -> Path:
    """An assessor opens a packet, judges it, and seals the sheet."""
    with of.page() as page:
        page.goto(f"{of.address}assess/")
        page.get_by_role("button", name="Open a sealed packet").click()
        page.get_by_label("Your key file").set_input_files(
            of.folder / f"keys/{packet.parent.name}.txt"
        )
        page.get_by_label("Its passphrase").fill("a plain key file needs none")
        page.get_by_label("The packet").set_input_files(packet)
        page.get_by_role("button", name="Open it").click()
        title = page.get_by_role("heading", name=re.compile("^Packet "))
        expect(title).to_be_focused()
        for key, level in LEVELS.items():
            page.locator(f"input[name='{key}'][value='{level}']").check()
        page.locator("[name='1/criterion/instruction-named/note']").fill(SAW)
        show(page, page.locator(".cf-assess__answer").first, 150)
        of.shoot(page, "packet")
        page.locator("[name=decision][value=resubmit]").check()
        page.locator("[name=feedback]").fill(FEEDBACK)
        page.get_by_label("Judged on").fill(DAY)
        page.get_by_label("Minutes it took").fill("35")
        page.get_by_role("button", name="Seal the sheet").click()
        link = page.get_by_role("link", name=".sheet.age")
        with page.expect_download() as found:
            link.click()
        link.evaluate("e => e.scrollIntoView({ block: 'end' })")
        page.mouse.wheel(0, 120)
        of.shoot(page, "sheet")
        sheet = of.folder / "sheets" / f"{packet.parent.name}.sheet.age"
        found.value.save_as(sheet)
        return sheet


def read_unseen(of: Round, packet: Path) -> Path:
    """The sheet of another assessor, of which there is no picture."""
    key = (of.folder / f"keys/{packet.parent.name}.txt").read_text()
    opened = pyrage.decrypt(packet.read_bytes(), [pyrage.x25519.Identity.from_str(key)])
    with zipfile.ZipFile(io.BytesIO(opened)) as found:
        told = json.loads(found.read("packet.json"))
    said = {"on": DAY, "decision": "resubmit", "feedback": "The video shows two teachers."}
    sheet = {
        "credfolio_assessment": 1,
        **{name: told[name] for name in ("number", "reader", "token")},
        "fields": {name: {"v": value} for name, value in (said | LEVELS).items()},
    }
    office = pyrage.x25519.Identity.from_str(DEMONSTRATION_KEYS[0]).to_public()
    file = of.folder / "sheets" / f"{packet.parent.name}.sheet.age"
    file.write_bytes(pyrage.encrypt(json.dumps(sheet).encode(), [office]))
    return file


def at_the_desk(of: Round, name: str, task: str, fill_in: Callable[[Page], None]) -> None:
    """What the desk says that a task would do."""
    with of.page(FOLDERS, 840) as page:
        page.goto(f"{of.address}desk/")
        page.evaluate("day => { document.querySelector('[data-desk]').dataset.today = day }", DAY)
        fill_folder(page, "records", files_in(of.folder / "private"))
        fill_folder(page, "came", files_in(of.folder / "came"))
        page.locator("[data-pick=records]").click()
        expect(page.get_by_text("names the commit")).to_be_visible()
        page.locator("[data-catalog]").set_input_files(of.catalog)
        page.get_by_label("Task").select_option(task)
        if task == "intake":
            key = page.get_by_label("The office's key file")
            key.set_input_files(of.folder / "key.txt")
        fill_in(page)
        page.get_by_role("button", name="Show what it would do").click()
        title = page.get_by_role("heading", name="What it says")
        expect(title).to_be_focused()
        show(page, page.get_by_role("heading", name="1. The records") if task == "due" else title)
        end = page.locator("[data-desk] > .cf-muted").first.bounding_box()
        of.shoot(page, name, end["y"] if end else 0)


def give_sealed(page: Page) -> None:
    page.locator("[data-pick=came]").click()
    expect(page.locator("[data-pick=came] + [data-chosen]")).to_have_text(" came")


def type_number(page: Page, number: str) -> None:
    page.get_by_label("Numbers of submissions").fill(number)


def confirm(page: Page, number: str) -> None:
    page.get_by_label("Who confirms").select_option(APPROVER)
    type_number(page, number)


def open_letter(of: Round, number: str) -> None:
    """The educator reads the letter and begins the next try."""
    with of.page() as page:
        page.goto(f"{of.address}receipt/")
        receipt = of.folder / f"receipt-{number}.json"
        page.get_by_label("1. Open your receipt").set_input_files(receipt)
        letter = of.folder / "letters" / f"{number}.letter.age"
        page.get_by_label("2. Open the letter").set_input_files(letter)
        text = page.locator(".cf-letter")
        expect(text).to_contain_text("You keep")
        show(page, page.get_by_role("heading", name="Co-Teaching in One Room"))
        of.shoot(page, "letter")
        begin = page.get_by_role("link", name="Begin the next try")
        begin.evaluate("e => e.scrollIntoView({ block: 'end' })")
        page.mouse.wheel(0, 60)
        of.shoot(page, "letter-coach")
        begin.click()
        kept = page.locator("#part-2 [data-passed-before]")
        expect(kept).to_be_visible()
        show(page, page.locator("[data-next]"))
        of.shoot(page, "next-try")


def messages(of: Round) -> None:
    with of.page() as page:
        page.goto(f"{of.address}messages/")
        page.get_by_text("What the marks stand for").click()
        for name, said in (("name", "Samir Lindholm"), ("number", of.numbers[0])):
            page.locator(f"[data-fill={name}]").fill(said)
        page.get_by_text("What the marks stand for").click()
        show(page, page.locator("#received"))
        of.shoot(page, "messages")


def show(page: Page, place: Locator, above: int = 40) -> None:
    """Scroll until `place` is at the top, with so many pixels above."""
    place.evaluate("e => e.scrollIntoView()")
    page.mouse.wheel(0, -above)
    page.wait_for_timeout(200)
