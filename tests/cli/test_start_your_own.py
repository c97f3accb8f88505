"""The guide "Start your own", followed from an empty folder to a signed badge online."""

from __future__ import annotations

import json
import re
from pathlib import Path

from guide_runner import ROOT, blocks_of, commands_of, driver, guide_environment, run_commands
from html_tree import load_page
from pages_remote import git, live_files, make_remote
from terminal import on_terminal

GUIDE = ROOT / "docs" / "guides" / "start-your-own.md"
EXAMPLES = ROOT / "docs" / "contributing" / "files.md"
CREDENTIAL = "catalog/example-district/active-listening.yml"
ANSWERS = {
    "Name of the site": "Micro-credentials of Example District",
    "Address that the site": "https://badges.schools.org/",
    "Address of the repository": "https://github.com/schools/badges",
    "Accounts that accept": "sam-example",
    "Time zone": "America/Chicago",
    "E-mail address": "badges@schools.org",
    "Name of the issuer": "Example District Schools",
    "Kind": "district",
    "Title": "Active Listening",
    "Name on the page": "Robin Example",
    "Visibility": "public",
    "Has the educator agreed": "y",
    "How (": "signed-form",
    "Approved by": "Alex Placeholder",
    "Assessed by": "Jordan Sample",
    "in part 1": "clear",
    "in part 2": "yes",
}
"""What somebody types who follows the guide; to every other question Enter alone."""


def fill_in(folder: Path) -> None:
    """The complete examples of "Where the files go", as one types them; people come later."""
    for kind, block in blocks_of(EXAMPLES):
        name, _, text = block.partition("\n")
        path = name.removeprefix("# file: ")
        if kind == "yaml" and path.startswith("catalog/") and "governance" not in path:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, "utf-8")


def test_the_guide_leads_from_an_empty_folder_to_a_signed_badge_that_is_live(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "badges"
    folder.mkdir()
    environment = guide_environment(tmp_path / "home")
    commands = commands_of(GUIDE)
    # With four of the block that installs: what the guide promises at its top.
    assert len(commands) + 4 == 13
    first = commands.index("credfolio codeowners")

    def follow(some: list[str]) -> str:
        code, said = on_terminal(folder, driver(some), answers=ANSWERS, environment=environment)
        assert code == 0, said
        assert "Traceback" not in said
        return said

    follow(commands[:first])
    draft = (folder / CREDENTIAL).read_text("utf-8")
    assert "title: Active Listening" in draft
    assert "status: draft" in draft
    fill_in(folder)
    forge = make_remote(tmp_path / "forge.git")
    assert git(folder, "remote", "get-url", "origin") == ANSWERS["Address of the repository"]
    git(folder, "remote", "set-url", "origin", str(forge))
    said = follow([*commands[first:], "credfolio check"])
    assert "no findings" in said
    assert "Saved " in said
    live = live_files(tmp_path / "forge.git")
    badge = json.loads(live["portfolios/robin-example/active-listening/credential.json"])
    assert badge["id"].startswith("https://badges.schools.org/portfolios/robin-example/")
    assert badge["proof"]
    page = live["catalog/example-district/active-listening/index.html"]
    assert "Active Listening" in page
    assert "Tamarack" not in page
    assert "The site: https://badges.schools.org/" in said
    key = tmp_path / "home" / ".config" / "credfolio" / "example-district.key"
    assert key.stat().st_mode & 0o77 == 0
    assert git(folder, "status", "--porcelain") == ""


def test_an_empty_site_is_in_good_order(tmp_path: Path) -> None:
    words = "--name Badges --address https://b.schools.org/ --zone UTC --maintainer sam-example"
    line = f"credfolio init {words} --owner b@schools.org --yes"
    run_commands([line, "credfolio build -q"], tmp_path, guide_environment(tmp_path / "home"))
    site = tmp_path / "site"
    for address in ("", "catalog/", "portfolios/", "stacks/", "resources/", "issuers/", "topics/"):
        page = load_page(site, address).main
        assert not re.search(r"\b0\b", page.text), f"{address}: nothing is counted yet"
        assert list(page.by_class("cf-empty")), address
        # The guide is on the program's site.
        assert not [link for link in page.all("a") if link.text == "How to begin"]
    for address in ("", "catalog/"):
        page = load_page(site, address).main
        assert not list(page.all("form")), "there is nothing to search"


def test_where_the_guide_is_shown_empty_pages_lead_to_its_part_about_records() -> None:
    templates = "".join(path.read_text("utf-8") for path in (ROOT / "theme").rglob("*.html"))
    places = set(re.findall(r'"#(\d-[\w-]+)"', templates))
    assert places == {"4-write-the-first-records"}
    assert "\n## 4. Write the first records\n" in GUIDE.read_text("utf-8")
