"""What the page desk/ itself does around a command: it shows what it will do, and counts."""

from __future__ import annotations

import json
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
      const { facts, errors = "" } = window.told;
      const said = lines.map((says) => ({ about: "k7", says, is_problem: false, ...facts }));
      const changes = ["office/a.yml"];
      const data = { lines: said, summary: "Said.", changes, written: job.writes };
      const made = Object.entries(files).map(([path, t]) => ({ path, blob: new Blob([t]) }));
      const done = {
        code: errors ? 2 : 0, text: "", errors, data: errors ? null : data,
        done: "", findings: "", changed: [], removed: [],
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
        expect(made.get_by_text("2 files in the folder.")).to_be_visible()
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
    expect(page.get_by_text("4 files in the folder.")).to_be_visible()
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


def test_those_whom_a_list_of_approvers_names_come_first(page: Page) -> None:
    listed = [{"account": "a-lund", "name": "A. Lund"}, {"name": "Zoe Ito", "until": "2020-01-01"}]
    page.evaluate(
        "given => { document.querySelector('[data-desk]').dataset.approvers = given; }",
        json.dumps(listed),
    )
    people = {
        "office/records.yml": ODD,
        "office/people/p-b1.yml": b"name: Zoe Ito\n",
        "office/people/p-a1.yml": b"name: Zoe Lund\naccount: a-lund\n",
    }
    fill_folder(page, "records", people)
    pick(page, "records")
    page.get_by_label("Task").select_option("decide")
    who = page.get_by_label("Who confirms")
    expect(who.locator("optgroup").first.locator("option")).to_have_text(["Zoe Lund (p-a1)"])
    expect(who.locator("optgroup").last.locator("option")).to_have_text(["Zoe Ito (p-b1)"])
    expect(page.get_by_text("Only an approver of the issuer confirms.")).to_be_visible()
    expect(who).to_have_value("")


def test_an_answer_asks_for_what_the_request_may_need(page: Page) -> None:
    requests = {
        "requests/2026/k7qm3-xw9t2.yml": b"what: correct\n",
        "requests/2026/k7qm3-xw9t3.yml": b"what: not-me\n",
    }
    fill_folder(page, "records", requests)
    pick(page, "records")
    page.get_by_label("Task").select_option("answer")
    page.get_by_label("What is recorded").select_option("proposed")
    facts = page.get_by_label("What is right")
    badges = page.get_by_label("Signed badges of a portfolio that is taken down")
    number = page.get_by_label("Number of the request")
    for typed, has_facts, has_badges in (
        ("k7qm3-xw9t2", True, False),
        ("k7qm3-xw9t3", False, True),
        ("k7qm3-xw9t9", True, True),
    ):
        number.fill(typed)
        expect(facts).to_be_visible(visible=has_facts)
        expect(badges).to_be_visible(visible=has_badges)
    number.fill("k7qm3-xw9t2 k7qm3-xw9t3")
    press(page, "Show what it would do")
    expect(page.get_by_role("alert")).to_have_text("Type the number of the request.")


def test_files_of_both_repositories_are_counted_and_many_are_behind_a_fold(page: Page) -> None:
    page.evaluate("""() => {
      told.lines = [
        'ask "p-b1"; `credfolio sign` revokes\\n    on the forge, delete a/b.yml, a/c.yml',
      ];
      told.facts = { public_files: ["a/x.yml", "a/y.yml"] };
    }""")
    result = page.locator("[data-result]")
    press(page, "Show what it would do")
    expect(result.locator("summary").first).to_have_text(
        "2 files to delete in the public repository"
    )
    assert result.locator("li").first.locator("details li").all_text_contents() == [
        "a/b.yml",
        "a/c.yml",
    ]
    expect(result.locator("code", has_text="credfolio sign")).to_have_text("credfolio sign")
    expect(result).not_to_contain_text("`")
    expect(result).to_contain_text(
        "3 files would change: 1 in the private records, 2 in the public ones"
    )
    elsewhere = page.get_by_text("A command that a sentence names")
    expect(elsewhere).to_be_visible()
    page.evaluate("() => { told.lines = ['it is done']; }")
    press(page, "Show what it would do")
    expect(result).to_contain_text("it is done")
    expect(elsewhere).to_have_count(0)


def test_an_id_is_not_broken_at_its_hyphen(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.evaluate("() => { told.lines = ['asks p-3f8c8c and p-173f70, '.repeat(12)]; }")
    press(page, "Show what it would do")
    ids = page.locator("[data-result] .cf-desk__id")
    expect(ids).to_have_count(24)
    assert ids.evaluate_all("all => all.filter((one) => one.getClientRects().length > 1)") == []


def test_an_error_begins_as_a_sentence_does_and_a_path_as_it_is(page: Page) -> None:
    for said, shown in (
        ("nothing says who answers", "Nothing says who answers"),
        ("office/a.yml:3: wrong", "office/a.yml:3: wrong"),
        ('"p-b1" is no approver', '"p-b1" is no approver'),
    ):
        page.evaluate("said => { told.errors = `credfolio: ${said}`; }", said)
        press(page, "Show what it would do")
        expect(page.get_by_role("alert")).to_have_text(shown)


def test_where_a_zip_is_offered_its_sentence_alone_says_to_propose_it(page: Page) -> None:
    request = {"requests/2026/k7qm3-xw9t2.yml": b"what: hide\n"}
    fill_folder(page, "records", {**request, "office/people/p-b1.yml": b"name: Ada Lund\n"})
    pick(page, "records")
    page.get_by_label("Task").select_option("answer")
    page.get_by_label("Number of the request").fill("k7qm3-xw9t2")
    page.get_by_label("What is recorded").select_option("proposed")
    page.get_by_label("Who answers").select_option("p-b1")
    page.evaluate("""() => {
      told.files = {"changes/p.yml": "p: 1\\n", "private/office/a.yml": "a: 2\\n"};
    }""")
    result = page.locator("[data-result]")
    do_it(page)
    expect(result).to_contain_text("Unpack it over a clone")
    assert result.inner_text().count("propose it") == 1
    pick(page, "changes")
    do_it(page)
    expect(result).to_contain_text("Commit them in the public repository")
    assert result.inner_text().count("propose it") == 1


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
