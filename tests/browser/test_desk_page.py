"""What the page desk/ itself does around a command: it shows what it will do, and counts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from browsing import opened
from desk_pages import FOLDERS, fill_folder, read_folder
from page_checks import violations
from proposals import lay

pytestmark = pytest.mark.browser

WORKER = """
  window.jobs = [];
  window.told = {};
  window.Worker = class {
    terminate() {}
    postMessage(job) {
      window.jobs.push(job);
      const { lasts, files = {}, moves = {}, lines = [], before = () => {} } = window.told;
      const said = lines.map((says) => ({ about: "k7", says, is_problem: false }));
      const changes = ["office/a.yml"];
      const data = { lines: said, summary: "Said.", changes, written: job.writes };
      const made = Object.entries(files).map(([path, t]) => ({ path, blob: new Blob([t]) }));
      const done = {
        code: 0, text: "", errors: "", data, done: "", findings: "", changed: [], removed: [],
        shown: { lines, summary: "Said." },
        to_seal: {}, to_open: [], moves, files: job.writes ? made : [],
      };
      Promise.all([lasts, job.writes && before()]).then(() => this.onmessage({ data: { done } }));
    }
  };
  const save = FileSystemFileHandle.prototype.createWritable;
  FileSystemFileHandle.prototype.createWritable = function (...how) {
    if (window.refused === this.name) throw new DOMException("full", "QuotaExceededError");
    return save.call(this, ...how);
  };
"""
"""In the place of the worker: it says and makes what `told` has, when `lasts` of it has ended."""

ODD = b"public:\n  url: https://[no-address\n  commit: 0123abcd\n"
"""Records that name an address that is none."""

ONLY_FILES = "delete window.showDirectoryPicker;"


@pytest.fixture
def page(browser: Browser, demo_address: str) -> Iterator[Page]:
    with opened(browser, FOLDERS + WORKER, service_workers="block") as made:
        made.goto(f"{demo_address}desk/")
        fill_folder(made, "records", {"office/records.yml": ODD, "office/a.yml": b"a: 1\n"})
        fill_folder(made, "came", {"eva.age": b"1", "ida.age": b"2"})
        pick(made, "records")
        expect(made.get_by_text("Folder records: 2 files.")).to_be_visible()
        made.locator("[data-catalog]").set_input_files(
            {"name": "c.zip", "mimeType": "", "buffer": b"PK"}
        )
        made.get_by_label("Task").select_option("letter")
        yield made


def pick(page: Page, name: str) -> None:
    page.locator(f"[data-pick={name}]").press("Enter")
    expect(page.locator(f"[data-pick={name}] + [data-chosen]")).to_have_text(f" {name}")


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).press("Enter")


def do_it(page: Page) -> None:
    press(page, "Show what it would do")
    press(page, "Do it")


def test_what_is_done_is_what_was_shown(page: Page) -> None:
    page.evaluate("() => { told.lasts = new Promise((end) => { window.end = end; }); }")
    press(page, "Show what it would do")
    expect(page.get_by_role("button", name="Stop")).to_be_visible()
    task = page.get_by_label("Task")
    expect(task).to_be_disabled()
    expect(page.get_by_label("Numbers of submissions")).to_be_disabled()
    expect(page.get_by_role("button", name="Show what it would do")).to_be_focused()
    press(page, "Show what it would do")  # and no second one begins
    page.evaluate("end()")
    press(page, "Do it")
    expect(page.get_by_text("0 files saved")).to_have_count(0)
    expect(task).to_be_enabled()
    jobs = page.evaluate("jobs.map(({ command, writes }) => [command, writes])")
    assert jobs == [["letter", False], ["letter", True]]


def test_people_have_their_names_and_what_is_loaded_is_not_announced(page: Page) -> None:
    people = {
        "office/records.yml": ODD,
        "office/people/p-b1.yml": b"name: Ada Lund\n",
        "office/people/p-a1.yml": b"name: Zoe Ito\n",
    }
    fill_folder(page, "records", people)
    pick(page, "records")
    expect(page.get_by_text("Folder records: 4 files.")).to_be_visible()
    page.get_by_label("Task").select_option("decide")
    who = page.get_by_label("Who confirms")
    expect(who.locator("option")).to_have_text(["", "Ada Lund (p-b1)", "Zoe Ito (p-a1)"])
    who.select_option("p-b1")
    page.evaluate("""() => {
      told.lines = ["p-b1 has to read it; say “Ask readers (assign)”"];
    }""")
    first = page.get_by_text("The first press loads Python")
    expect(first).to_be_visible()
    press(page, "Show what it would do")
    expect(page.locator("[data-result] li").first).to_have_text(
        "k7 p-b1 (Ada Lund) has to read it; say “Ask readers (assign)”"
    )
    expect(first).to_be_hidden()
    page.get_by_label("Task").select_option("intake")
    page.get_by_text("People and their ids").click()
    expect(page.locator("[data-fields] li")).to_have_text(["p-b1 Ada Lund", "p-a1 Zoe Ito"])


def test_another_folder_takes_back_what_was_shown(page: Page) -> None:
    press(page, "Show what it would do")
    expect(page.get_by_role("button", name="Do it")).to_be_visible()
    where = page.get_by_role("button", name="Choose the folder Where to save them")
    expect(where).to_be_visible()
    pick(page, "letters")
    expect(page.get_by_role("button", name="Do it")).to_have_count(0)


def test_a_folder_of_much_else_is_not_read_into_memory(page: Page) -> None:
    fill_folder(page, "letters", {"big.txt": b"x"})
    page.evaluate(
        """() => {
          const { get } = Object.getOwnPropertyDescriptor(Blob.prototype, "size");
          const size = function () { return this.name === "big.txt" ? 3e8 : get.call(this); };
          Object.defineProperty(Blob.prototype, "size", { get: size });
        }"""
    )
    pick(page, "letters")
    press(page, "Show what it would do")
    expect(page.get_by_role("alert")).to_contain_text("The folder to save into holds more than 200")
    assert page.evaluate("jobs") == []


def test_what_was_saved_before_a_fault_is_counted(page: Page) -> None:
    pick(page, "letters")
    page.evaluate(
        """() => {
          told.files = {"letters/x.txt": "x", "private/office/a.yml": "a: 2\\n",
                        "private/office/b.yml": "b: 2\\n"};
          window.refused = "b.yml";
        }"""
    )
    do_it(page)
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("office/b.yml could not be saved (full). 2 files saved before")
    expect(alert).to_be_focused()
    assert read_folder(page, "records")["office/a.yml"] == b"a: 2\n"

    # A file that came in is moved after all are saved.
    page.get_by_label("Task").select_option("intake")
    pick(page, "came")
    page.evaluate(
        """() => {
          told.files = {"private/office/a.yml": "a: 3\\n"};
          told.moves = {"eva.age": "in/1.age", "ida.age": "in/2.age"};
          window.refused = "2.age";
        }"""
    )
    do_it(page)
    expect(alert).to_contain_text("ida.age could not be saved (full). 2 files saved before")
    assert "in/1.age" in read_folder(page, "came")


def test_a_record_that_changed_meanwhile_is_kept(page: Page) -> None:
    pick(page, "letters")
    page.evaluate(
        """() => {
          told.files = {"letters/x.txt": "x", "private/office/a.yml": "a: 2\\n"};
          const mine = {"office/a.yml": btoa("mine: 1\\n")};
          told.before = () => fillFolder({ name: "records", files: mine });
        }"""
    )
    do_it(page)
    expect(page.get_by_role("alert")).to_contain_text("office/a.yml changed meanwhile")
    assert read_folder(page, "records")["office/a.yml"] == b"mine: 1\n"
    assert read_folder(page, "letters") == {}


def test_what_was_saved_is_said_though_the_folder_is_gone_then(page: Page) -> None:
    page.evaluate(
        """() => {
          told.files = {"letters/x.txt": "x", "private/office/a.yml": "a: 2\\n"};
          told.before = async () => {
            FileSystemDirectoryHandle.prototype.values = () => { throw new Error("gone"); };
          };
        }"""
    )
    do_it(page)
    result = page.locator("[data-result]")
    expect(result).to_contain_text("1 file saved.")
    expect(result).to_contain_text("The files for others are in this ZIP.")
    expect(page.locator("[data-desk]")).not_to_have_attribute("data-busy", "")
    expect(page.get_by_role("alert")).to_have_count(0)


def test_files_that_are_not_chosen_again_are_none(browser: Browser, demo_address: str) -> None:
    with opened(browser, ONLY_FILES + WORKER, service_workers="block") as page:
        page.goto(f"{demo_address}desk/")
        sheets = [{"name": "a.yml", "mimeType": "", "buffer": b"a: 1\n"}]
        page.get_by_label("Task").select_option("intake")
        came = page.get_by_label("The files that came in")
        came.set_input_files(sheets)
        assert came.evaluate("field => field.files.length") == 1
        with page.expect_file_chooser():
            came.click()  # and the dialog is left: a browser tells of other files only
        assert came.evaluate("field => field.files.length") == 0


def test_without_the_package_the_page_says_what_to_install(
    browser: Browser, demo_address: str, tmp_path: Path
) -> None:
    private, other = tmp_path / "private", tmp_path / "other"
    lay(private, {"office/records.yml": "a: 1\n"})
    lay(other, {"key.txt": "key\n"})
    catalog = {"name": "c.zip", "mimeType": "", "buffer": b"PK"}
    with opened(browser, ONLY_FILES, service_workers="block") as page:
        # `make desk-here` may have been run: the demonstration then has the package.
        page.route("**/assets/desk/index.json", lambda route: route.fulfill(status=404))
        page.goto(f"{demo_address}desk/")
        show = page.get_by_role("button", name="Show what it would do")
        show.press("Enter")
        expect(page.get_by_role("alert")).to_contain_text("Choose the folder of the private")
        folder = page.get_by_label("The folder of the private repository")
        folder.set_input_files(other)
        expect(page.get_by_role("alert")).to_contain_text("has no office/records.yml")
        folder.set_input_files(private)
        show.press("Enter")
        expect(page.get_by_role("alert")).to_contain_text("Choose the ZIP of the public records")
        page.locator("[data-catalog]").set_input_files(catalog)
        show.press("Enter")
        expect(page.get_by_role("alert")).to_contain_text('pip install "credfolio[desk]"')
        assert violations(page) == []

        page.route("**/desk_worker.js", without_webassembly)
        page.reload()
        page.get_by_label("The folder of the private repository").set_input_files(private)
        page.locator("[data-catalog]").set_input_files(catalog)
        show.press("Enter")
        expect(page.get_by_role("alert")).to_contain_text("lets no WebAssembly run")

        page.unroute("**/desk_worker.js")
        page.route("**/desk_worker.js", lambda route: route.abort())
        page.reload()
        page.get_by_label("The folder of the private repository").set_input_files(private)
        page.locator("[data-catalog]").set_input_files(catalog)
        show.press("Enter")
        expect(page.get_by_role("alert")).to_contain_text("Python could not be loaded")


def without_webassembly(route: Route) -> None:
    """Answer as a host that states its policy with every file."""
    answer = route.fetch()
    policy = {"Content-Security-Policy": "script-src 'self'; connect-src 'self'"}
    route.fulfill(response=answer, headers={**answer.headers, **policy})
